package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
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
	if err := w.readListener(lb, l, in.DefaultActions, security{in.Certificates, in.SslPolicy, in.AlpnPolicy}); err != nil {
		return nil, err
	}
	l.ARN = w.elbARN("listener/" + lb.inARN() + "/" + lb.Name + "/" + lastOf(lb.ARN) + "/" + w.s.IDs.Hex(16))
	w.s.Listeners.Put(l.ARN, l)
	w.changed(c, w.listenerWords(lb, l), append([]string{l.ARN, lb.ARN}, l.groups()...)...)
	return &api.CreateListenerOutput{Listeners: []api.Listener{listenerView(l)}}, nil
}

// listenerWords say what a listener does.
func (w *World) listenerWords(lb *loadBalancer, l *listener) string {
	return fmt.Sprintf("%s listens on %s %d and %s", lb.Name, l.Protocol, l.Port, w.actionWords(l.Default))
}

// readListener checks a listener as it is to be, and gives it its default action.
func (w *World) readListener(lb *loadBalancer, l *listener, actions []api.ListenerAction, s security) *api.Error {
	if err := checkProtocol(lb, l); err != nil {
		return err
	}
	if l.Port < 1 || l.Port > 65535 {
		return validation("Port '%d' must be from 1 to 65535", l.Port)
	}
	if err := readSecurity(l, s); err != nil {
		return err
	}
	var err *api.Error
	if l.Default, err = w.readAction(lb, l, actions); err != nil {
		return err
	}
	for _, other := range w.listenersOf(lb) {
		if other.Port == l.Port && other.ARN != l.ARN {
			return api.Refuse("DuplicateListener", "A listener already exists on this port for this load balancer '%s'", lb.ARN)
		}
	}
	return nil
}

// security are the members of a request that are about TLS.
type security struct {
	Certificates []api.Certificate
	Policy       string
	ALPN         []string
}

// defaultPolicy is the security policy of a listener that names none. "Security
// policies for your Application Load Balancer": the default of the AWS CLI.
const defaultPolicy = "ELBSecurityPolicy-2016-08"

// readSecurity reads the certificate and the security policy of a listener. The
// certificate itself is not simulated: any ARN of one will do.
func readSecurity(l *listener, in security) *api.Error {
	if in.ALPN != nil {
		return validation("An ALPN policy is not simulated yet.").Ours()
	}
	if !encrypted(l.Protocol) {
		if in.Certificates != nil || in.Policy != "" {
			return validation("A certificate and a security policy can be specified for the listener protocols HTTPS and TLS only, not for '%s'", l.Protocol)
		}
		l.Certificate, l.Policy = "", ""
		return nil
	}
	if in.Certificates != nil {
		if len(in.Certificates) != 1 {
			return validation("Exactly one certificate must be specified for a listener")
		}
		l.Certificate = in.Certificates[0].CertificateArn
	}
	l.Policy = cmp.Or(in.Policy, l.Policy, defaultPolicy)
	switch {
	case l.Certificate == "":
		return validation("A certificate must be specified for %s listeners", l.Protocol)
	case !isCertificate(l.Certificate):
		return api.Refuse("CertificateNotFound", "Certificate ARN '%s' is not valid", l.Certificate)
	case !strings.HasPrefix(l.Policy, "ELBSecurityPolicy-"):
		return api.Refuse("SSLPolicyNotFound", "SSL policy '%s' not found", l.Policy)
	}
	return nil
}

// isCertificate reports whether an ARN is one of a certificate of AWS Certificate
// Manager or IAM.
func isCertificate(arn string) bool {
	parts := strings.SplitN(arn, ":", 6)
	return len(parts) == 6 && parts[0] == "arn" &&
		(parts[2] == "acm" && strings.HasPrefix(parts[5], "certificate/") || parts[2] == "iam" && strings.HasPrefix(parts[5], "server-certificate/"))
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
		actions = actionViews(l.Default)
	}
	if err := w.readListener(lb, &next, actions, security{in.Certificates, in.SslPolicy, in.AlpnPolicy}); err != nil {
		return nil, err
	}
	for _, r := range l.Rules {
		if _, err := w.readAction(lb, &next, actionViews(r.Action)); err != nil {
			return nil, err
		}
	}
	if sim.Digest(next) != sim.Digest(*l) {
		was := l.groups()
		*l = next
		w.changed(c, w.listenerWords(lb, l), append([]string{l.ARN, lb.ARN}, l.groups()...)...)
		w.passGroups(was)
	}
	return &api.ModifyListenerOutput{Listeners: []api.Listener{listenerView(l)}}, nil
}

// passGroups has the scheduler look at the services behind target groups.
func (w *World) passGroups(arns []string) {
	for _, arn := range arns {
		w.passBalanced(w.s.TargetGroups.Get(arn))
	}
}

func (w *World) deleteListener(c *call, in *api.DeleteListenerInput) (*api.Nothing, *api.Error) {
	l, err := w.findListener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	w.s.Listeners.Drop(l.ARN)
	w.changed(c, fmt.Sprintf("%s %d of %s", l.Protocol, l.Port, w.s.LoadBalancers.Get(l.LoadBalancer).Name), l.ARN, l.LoadBalancer)
	w.passGroups(l.groups())
	return &api.Nothing{}, nil
}

// groups are the ARNs of the target groups to which a listener and its rules
// forward, each once.
func (l *listener) groups() []string {
	out := l.Default.groups()
	for _, r := range l.Rules {
		for _, arn := range r.Action.groups() {
			if !slices.Contains(out, arn) {
				out = append(out, arn)
			}
		}
	}
	return out
}

// forwardsTo reports whether a listener or a rule of it forwards to a target group.
func (l *listener) forwardsTo(group string) bool {
	return l.Default.forwardsTo(group) || slices.ContainsFunc(l.Rules, func(r listenerRule) bool { return r.Action.forwardsTo(group) })
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
	out := api.Listener{
		ListenerArn: l.ARN, LoadBalancerArn: l.LoadBalancer, Port: l.Port, Protocol: l.Protocol, SslPolicy: l.Policy, DefaultActions: actionViews(l.Default),
	}
	if l.Certificate != "" {
		out.Certificates = []api.Certificate{{CertificateArn: l.Certificate}}
	}
	return out
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
