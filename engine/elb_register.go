package engine

import (
	"fmt"
	"net/netip"
	"slices"

	"drydock/engine/api"
	"drydock/engine/targethealth"
)

// readTargets checks the targets of a request.
func (w *World) readTargets(g *targetGroup, in []api.TargetDescription) *api.Error {
	if len(in) == 0 {
		return validation("Targets must be specified")
	}
	for _, t := range in {
		if t.Port != nil && (*t.Port < 1 || *t.Port > 65535) {
			return validation("Port '%d' must be from 1 to 65535", *t.Port)
		}
		if g.TargetType == targetIP {
			if err := w.checkAddress(g, t.Id); err != nil {
				return err
			}
			continue
		}
		i := w.s.Instances.Get(t.Id)
		switch {
		case i == nil:
			return api.Refuse("InvalidTarget", "The following targets are not registered or do not exist: '%s'", t.Id)
		case w.s.Subnets.Get(i.Subnet).VPC != g.VPC:
			return api.Refuse("InvalidTarget", "The following targets are not in the target group VPC '%s': '%s'", g.VPC, t.Id)
		case i.State != "running":
			return api.Refuse("InvalidTarget", "The following targets are not in a running state and cannot be registered: '%s'", t.Id)
		}
	}
	return nil
}

// Target types. API Reference, CreateTargetGroup.
const (
	targetInstance = "instance"
	targetIP       = "ip"
)

// checkAddress refuses a target that is no address of a subnet of the group's VPC.
// AWS takes some private addresses outside it too: a departure.
func (w *World) checkAddress(g *targetGroup, id string) *api.Error {
	address, bad := netip.ParseAddr(id)
	switch {
	case bad != nil || !address.Is4():
		return validation("The IP address '%s' is not a valid IPv4 address", id)
	case w.subnetWith(g.VPC, id) == nil:
		return validation("The IP address '%s' is not of a subnet of the VPC '%s'.", id, g.VPC).Ours()
	}
	return nil
}

// subnetWith is the subnet of a VPC whose range has an address; nil for none.
func (w *World) subnetWith(vpc, address string) *subnet {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return nil
	}
	for s := range w.subnets() {
		if s.VPC == vpc && netip.MustParsePrefix(s.CIDR).Contains(ip) {
			return s
		}
	}
	return nil
}

func (w *World) registerTargets(c *call, in *api.RegisterTargetsInput) (*api.Nothing, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if err := w.readTargets(g, in.Targets); err != nil {
		return nil, err
	}
	for _, t := range in.Targets {
		port := g.Port
		if t.Port != nil {
			port = *t.Port
		}
		if have := w.target(g, t.Id, port); have == nil || have.Health.State == targethealth.Draining {
			w.changed(c, fmt.Sprintf("%s:%d in %s", w.shown(t.Id), port, g.Name), g.ARN, t.Id)
			w.register(g, t.Id, port)
		}
	}
	return &api.Nothing{}, nil
}

func (w *World) deregisterTargets(c *call, in *api.DeregisterTargetsInput) (*api.Nothing, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if len(in.Targets) == 0 {
		return nil, validation("Targets must be specified")
	}
	// A target that is not registered is no mistake: the call succeeds.
	for i := range g.Targets {
		t := &g.Targets[i]
		if t.Health.State != targethealth.Draining && named(g, in.Targets, t) {
			w.changed(c, w.targetName(t)+" from "+g.Name, g.ARN, t.ID)
			w.drain(g, t)
			w.passBalanced(g)
		}
	}
	return &api.Nothing{}, nil
}

// named: the request names the target. Without a port it means the group's own
// port: a target that was registered with another one must be named with it.
func named(g *targetGroup, in []api.TargetDescription, t *target) bool {
	return slices.ContainsFunc(in, func(d api.TargetDescription) bool {
		port := g.Port
		if d.Port != nil {
			port = *d.Port
		}
		return d.Id == t.ID && port == t.Port
	})
}

func (w *World) describeTargetHealth(_ *call, in *api.DescribeTargetHealthInput) (*api.DescribeTargetHealthOutput, *api.Error) {
	g, err := w.findGroup(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	out := &api.DescribeTargetHealthOutput{TargetHealthDescriptions: []api.TargetHealthDescription{}}
	for i := range g.Targets {
		t := &g.Targets[i]
		if in.Targets != nil && !named(g, in.Targets, t) {
			continue
		}
		port := t.Port
		out.TargetHealthDescriptions = append(out.TargetHealthDescriptions, api.TargetHealthDescription{
			Target: api.TargetDescription{Id: t.ID, Port: &port}, HealthCheckPort: fmt.Sprint(g.checkPort(t)),
			TargetHealth: api.TargetHealth{State: string(t.Health.State), Reason: t.Health.Reason, Description: t.Health.Text},
		})
	}
	for _, d := range in.Targets {
		if !slices.ContainsFunc(g.Targets, func(t target) bool { return named(g, []api.TargetDescription{d}, &t) }) {
			out.TargetHealthDescriptions = append(out.TargetHealthDescriptions, api.TargetHealthDescription{Target: d, TargetHealth: api.TargetHealth{
				State: "unused", Reason: "Target.NotRegistered", Description: "Target is not registered to the target group",
			}})
		}
	}
	return out, nil
}
