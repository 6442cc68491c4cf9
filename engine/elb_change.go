package engine

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) setSecurityGroups(c *call, in *api.SetSecurityGroupsInput) (*api.SetSecurityGroupsOutput, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	switch {
	case err != nil:
		return nil, err
	case len(lb.Groups) == 0: // API Reference, SetSecurityGroups
		return nil, api.Refuse("InvalidConfigurationRequest", "You cannot set security groups on a Network Load Balancer that was created without a security group")
	}
	if err := w.replaceGroups(c, lb, in.SecurityGroups); err != nil {
		return nil, err
	}
	return &api.SetSecurityGroupsOutput{SecurityGroupIds: slices.Clone(lb.Groups)}, nil
}

// replaceGroups gives a load balancer and its nodes other security groups.
func (w *World) replaceGroups(c *call, lb *loadBalancer, groups []string) *api.Error {
	if len(groups) == 0 {
		return api.Refuse("InvalidConfigurationRequest", "At least one security group must be specified")
	}
	if err := w.balancerGroups(lb, groups); err != nil {
		return err
	}
	if !slices.Equal(lb.Groups, groups) {
		lb.Groups = slices.Clone(groups)
		for _, n := range lb.Nodes {
			w.s.Interfaces.Get(n.Interface).Groups = slices.Clone(groups)
		}
		w.changed(c, lb.Name, lb.ARN)
	}
	return nil
}

func (w *World) setSubnets(c *call, in *api.SetSubnetsInput) (*api.SetSubnetsOutput, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	places, err := w.readPlaces(lb, in.Subnets, in.SubnetMappings)
	if err != nil {
		return nil, err
	}
	stays := func(subnet string) bool {
		return slices.ContainsFunc(places, func(p nodePlace) bool { return p.Subnet.ID == subnet })
	}
	for _, n := range lb.Nodes {
		if lb.Type == kindNetwork && !stays(n.Subnet) {
			return nil, api.Refuse("InvalidConfigurationRequest", "Subnet '%s' must be included: all subnets that were enabled for a Network Load Balancer stay enabled", n.Subnet)
		}
	}
	if w.moveNodes(lb, places) {
		w.changed(c, fmt.Sprintf("%s serves %s", lb.Name, strings.Join(lb.servedZones(), ", ")), lb.ARN)
	}
	return &api.SetSubnetsOutput{AvailabilityZones: w.zonesOf(lb), IpAddressType: "ipv4"}, nil
}

// moveNodes has a load balancer be in some subnets and in no others. It reports
// whether it was not there already.
func (w *World) moveNodes(lb *loadBalancer, places []nodePlace) bool {
	was := lb.Nodes
	lb.Nodes = nil
	for _, p := range places {
		i := slices.IndexFunc(was, func(n node) bool { return n.Subnet == p.Subnet.ID })
		if i >= 0 {
			lb.Nodes = append(lb.Nodes, was[i])
		} else {
			lb.Nodes = append(lb.Nodes, w.newNode(lb, p))
		}
	}
	for _, n := range was {
		if !slices.Contains(lb.Nodes, n) {
			w.dropInterface(n.Interface)
		}
	}
	return !slices.Equal(was, lb.Nodes)
}

func (lb *loadBalancer) servedZones() []string {
	var out []string
	for _, n := range lb.Nodes {
		out = append(out, n.Zone)
	}
	return out
}

// deleteLoadBalancer deletes a load balancer with its listeners. One that is not
// there is no mistake, as documented.
func (w *World) deleteLoadBalancer(c *call, in *api.DeleteLoadBalancerInput) (*api.Nothing, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	switch {
	case err != nil && err.Code == "LoadBalancerNotFound":
		return &api.Nothing{}, nil
	case err != nil:
		return nil, err
	case lb.Protected:
		return nil, api.Refuse("OperationNotPermitted", "Load balancer '%s' cannot be deleted because deletion protection is enabled", lb.ARN)
	}
	served := w.groupsBehind(lb)
	for _, l := range w.listenersOf(lb) {
		w.s.Listeners.Drop(l.ARN)
	}
	w.removeBalancer(lb)
	w.changed(c, lb.Name, lb.ARN)
	for _, g := range served {
		w.passBalanced(g)
	}
	return &api.Nothing{}, nil
}

// removeBalancer takes a load balancer and its nodes away.
func (w *World) removeBalancer(lb *loadBalancer) {
	for _, n := range lb.Nodes {
		w.dropInterface(n.Interface)
	}
	w.s.LoadBalancers.Drop(lb.ARN)
}

// listenersOf are a load balancer's listeners, in the order of making.
func (w *World) listenersOf(lb *loadBalancer) []*listener {
	var out []*listener
	for l := range w.s.Listeners.All() {
		if l.LoadBalancer == lb.ARN {
			out = append(out, l)
		}
	}
	return out
}

// groupsBehind are the target groups to which a load balancer's listeners and rules
// forward, each once.
func (w *World) groupsBehind(lb *loadBalancer) []*targetGroup {
	var out []*targetGroup
	for _, l := range w.listenersOf(lb) {
		for _, arn := range l.groups() {
			if g := w.s.TargetGroups.Get(arn); !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	return out
}
