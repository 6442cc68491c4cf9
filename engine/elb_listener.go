package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/api"
)

func (w *World) createListener(c *call, in *api.CreateListenerInput) (*api.CreateListenerOutput, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	switch {
	case err != nil:
		return nil, err
	case in.Protocol == "" || in.Port == nil:
		return nil, validation("A listener protocol and port must be specified")
	}
	l := &listener{LoadBalancer: lb.ARN, Protocol: in.Protocol, Port: *in.Port}
	g, err := w.readListener(lb, l, in.DefaultActions)
	if err != nil {
		return nil, err
	}
	l.ARN = w.elbARN("listener/app/" + lb.Name + "/" + lastOf(lb.ARN) + "/" + w.s.IDs.Hex(16))
	w.s.Listeners.Put(l.ARN, l)
	w.changed(c, fmt.Sprintf("%s listens on %s %d and forwards to %s", lb.Name, l.Protocol, l.Port, g.Name), l.ARN, lb.ARN, g.ARN)
	return &api.CreateListenerOutput{Listeners: []api.Listener{listenerView(l)}}, nil
}

// readListener checks a listener as it is to be, and gives it its target group.
func (w *World) readListener(lb *loadBalancer, l *listener, actions []api.ListenerAction) (*targetGroup, *api.Error) {
	switch {
	case l.Protocol != "HTTP":
		return nil, validation("The listener protocol '%s' is not simulated yet; HTTP is.", l.Protocol).Ours()
	case l.Port < 1 || l.Port > 65535:
		return nil, validation("Port '%d' must be from 1 to 65535", l.Port)
	case len(actions) != 1 || actions[0].Type != "forward":
		return nil, validation("One default action of the type 'forward' is simulated so far.").Ours()
	}
	g, err := w.findGroup(actions[0].TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if g.VPC != lb.VPC {
		return nil, api.Refuse("InvalidConfigurationRequest", "The load balancer and the target group belong to different VPCs")
	}
	for other := range w.s.Listeners.All() {
		if other.LoadBalancer == lb.ARN && other.Port == l.Port && other.ARN != l.ARN {
			return nil, api.Refuse("DuplicateListener", "A listener already exists on this port for this load balancer '%s'", lb.ARN)
		}
	}
	for _, other := range w.balancersOf(g.ARN) {
		if other != lb {
			return nil, api.Refuse("TargetGroupAssociationLimit", "The following target groups cannot be associated with more than one load balancer: '%s'", g.ARN)
		}
	}
	l.TargetGroup = g.ARN
	return g, nil
}

func (w *World) findListener(arn string) (*listener, *api.Error) {
	if l := w.s.Listeners.Get(arn); l != nil {
		return l, nil
	}
	return nil, api.Refuse("ListenerNotFound", "One or more listeners not found")
}

func (w *World) modifyListener(c *call, in *api.ModifyListenerInput) (*api.ModifyListenerOutput, *api.Error) {
	l, err := w.findListener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	next, lb := *l, w.s.LoadBalancers.Get(l.LoadBalancer)
	next.Protocol = cmp.Or(in.Protocol, l.Protocol)
	if in.Port != nil {
		next.Port = *in.Port
	}
	actions := in.DefaultActions
	if actions == nil {
		actions = []api.ListenerAction{{Type: "forward", TargetGroupArn: l.TargetGroup}}
	}
	g, err := w.readListener(lb, &next, actions)
	if err != nil {
		return nil, err
	}
	if next != *l {
		was := w.s.TargetGroups.Get(l.TargetGroup)
		*l = next
		w.changed(c, fmt.Sprintf("%s listens on %s %d and forwards to %s", lb.Name, l.Protocol, l.Port, g.Name), l.ARN, lb.ARN, g.ARN)
		w.passBalanced(was)
	}
	return &api.ModifyListenerOutput{Listeners: []api.Listener{listenerView(l)}}, nil
}

func (w *World) deleteListener(c *call, in *api.DeleteListenerInput) (*api.Nothing, *api.Error) {
	l, err := w.findListener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	g := w.s.TargetGroups.Get(l.TargetGroup)
	w.s.Listeners.Drop(l.ARN)
	w.changed(c, fmt.Sprintf("%s %d of %s", l.Protocol, l.Port, w.s.LoadBalancers.Get(l.LoadBalancer).Name), l.ARN, l.LoadBalancer)
	w.passBalanced(g)
	return &api.Nothing{}, nil
}

// deleteTargetGroup deletes a group to which no listener forwards; a service may have
// it still, and misses it.
func (w *World) deleteTargetGroup(c *call, in *api.DeleteTargetGroupInput) (*api.Nothing, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	switch {
	case err != nil:
		return nil, err
	case len(w.balancersOf(g.ARN)) > 0:
		return nil, api.Refuse("ResourceInUse", "Target group '%s' is currently in use by a listener or a rule", g.ARN)
	}
	g.Deleted, g.Targets = true, nil
	g.Gone++
	w.changed(c, g.Name, g.ARN)
	w.passBalanced(g)
	return &api.Nothing{}, nil
}

func listenerView(l *listener) api.Listener {
	return api.Listener{
		ListenerArn: l.ARN, LoadBalancerArn: l.LoadBalancer, Port: l.Port, Protocol: l.Protocol,
		DefaultActions: []api.ListenerAction{{Type: "forward", TargetGroupArn: l.TargetGroup}},
	}
}

func (w *World) describeListeners(_ *call, in *api.DescribeListenersInput) (*api.DescribeListenersOutput, *api.Error) {
	if in.LoadBalancerArn == "" && in.ListenerArns == nil {
		return nil, validation("You must specify either listener ARNs or a load balancer ARN")
	}
	if in.LoadBalancerArn != "" {
		if _, err := w.findBalancer(in.LoadBalancerArn); err != nil {
			return nil, err
		}
	}
	for _, arn := range in.ListenerArns {
		if w.s.Listeners.Get(arn) == nil {
			return nil, api.Refuse("ListenerNotFound", "One or more listeners not found")
		}
	}
	out := &api.DescribeListenersOutput{Listeners: []api.Listener{}}
	for l := range w.s.Listeners.All() {
		if (in.LoadBalancerArn == "" || l.LoadBalancer == in.LoadBalancerArn) && (in.ListenerArns == nil || slices.Contains(in.ListenerArns, l.ARN)) {
			out.Listeners = append(out.Listeners, listenerView(l))
		}
	}
	return out, nil
}
