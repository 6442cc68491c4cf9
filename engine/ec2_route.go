package engine

import (
	"net/netip"
	"slices"
	"strings"

	"drydock/engine/api"
)

// local is the target of the route that every route table has, to the VPC itself.
const local = "local"

// isNAT reports whether the target of a route is a NAT gateway, which may be gone.
func isNAT(target string) bool { return strings.HasPrefix(target, "nat-") }

// routeRequest is what the calls about routes say.
type routeRequest struct{ table, destination, list, gateway, nat string }

func (w *World) createRoute(c *call, in *api.CreateRouteInput) (*api.CreateRouteOutput, *api.Error) {
	q := routeRequest{in.RouteTableId, in.DestinationCidrBlock, in.DestinationPrefixListId, in.GatewayId, in.NatGatewayId}
	t, destination, err := w.destinationOf(q)
	if err != nil {
		return nil, err
	}
	target, err := w.targetOf(q, t)
	switch {
	case err != nil:
		return nil, err
	case t.routeTo(destination) != nil:
		return nil, api.Refuse("RouteAlreadyExists", "The route identified by %s already exists.", destination)
	}
	if err := w.insideVPC(t, destination); err != nil {
		return nil, err
	}
	t.Routes = append(t.Routes, route{destination, target})
	w.changed(c, destination+" to "+target+" in "+t.ID, t.ID)
	return &api.CreateRouteOutput{Return: true}, nil
}

func (w *World) replaceRoute(c *call, in *api.ReplaceRouteInput) (*api.Nothing, *api.Error) {
	q := routeRequest{in.RouteTableId, in.DestinationCidrBlock, in.DestinationPrefixListId, in.GatewayId, in.NatGatewayId}
	t, destination, err := w.destinationOf(q)
	if err != nil {
		return nil, err
	}
	target, err := w.targetOf(q, t)
	if err != nil {
		return nil, err
	}
	r := t.routeTo(destination)
	switch {
	case r == nil:
		return nil, api.Refuse("InvalidParameterValue", "There is no route defined for '%s' in the route table. Use CreateRoute instead.", destination)
	case r.Target == local:
		return nil, api.Refuse("InvalidParameterValue", "The local route leads to the VPC; another target for it is not simulated.").Ours()
	}
	if r.Target != target {
		r.Target = target
		w.changed(c, destination+" to "+w.shown(target)+" in "+w.shown(t.ID), t.ID)
	}
	return &api.Nothing{}, nil
}

func (w *World) deleteRoute(c *call, in *api.DeleteRouteInput) (*api.Nothing, *api.Error) {
	t, destination, err := w.destinationOf(routeRequest{table: in.RouteTableId, destination: in.DestinationCidrBlock, list: in.DestinationPrefixListId})
	if err != nil {
		return nil, err
	}
	r := t.routeTo(destination)
	switch {
	case r == nil:
		return nil, api.Refuse("InvalidRoute.NotFound", "no route with destination-cidr-block %s in route table %s", destination, t.ID)
	case r.Target == local:
		return nil, api.Refuse("InvalidParameterValue", "cannot remove local route %s in route table %s", destination, t.ID)
	}
	was := *r
	t.Routes = slices.DeleteFunc(t.Routes, func(r route) bool { return r == was })
	w.changed(c, destination+" in "+w.shown(t.ID), t.ID)
	return &api.Nothing{}, nil
}

// routeTo is the route of a table to a destination; nil for none.
func (t *routeTable) routeTo(destination string) *route {
	if i := slices.IndexFunc(t.Routes, func(r route) bool { return r.Destination == destination }); i >= 0 {
		return &t.Routes[i]
	}
	return nil
}

// destinationOf finds the route table of a request, and reads its destination in
// canonical form, as AWS changes it to: 100.68.0.18/18 is 100.68.0.0/18.
func (w *World) destinationOf(q routeRequest) (*routeTable, string, *api.Error) {
	t := w.s.RouteTables.Get(q.table)
	switch {
	case t == nil:
		return nil, "", noRouteTable(q.table)
	case q.list != "" && q.destination != "":
		return nil, "", api.Refuse("InvalidParameterCombination", "A route has either a CIDR block or a prefix list for a destination.").Ours()
	case q.list != "" && prefixListNamed(q.list) == nil:
		return nil, "", noPrefixList(q.list)
	case q.list != "":
		return nil, "", api.Refuse("InvalidParameterValue", "Routes to %s come and go with the route tables of a gateway endpoint: change those with ModifyVpcEndpoint.", q.list).Ours()
	case q.destination == "":
		return nil, "", api.Refuse("MissingParameter", "The request must contain the parameter destinationCidrBlock")
	}
	p, err := netip.ParsePrefix(q.destination)
	if err != nil || !p.Addr().Is4() {
		return nil, "", api.Refuse("InvalidParameterValue", "Value (%s) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.", q.destination)
	}
	return t, p.Masked().String(), nil
}

// targetOf reads what a route is to lead to: an internet gateway or a NAT gateway of
// the same VPC.
func (w *World) targetOf(q routeRequest, t *routeTable) (string, *api.Error) {
	vpc, target := "", q.gateway+q.nat
	switch {
	case q.gateway != "" && q.nat != "":
		return "", api.Refuse("InvalidParameterCombination", "A route has exactly one target.").Ours()
	case target == "":
		return "", api.Refuse("MissingParameter", "A route needs a target, which is an internet gateway or a NAT gateway; others are not simulated.").Ours()
	case q.gateway != "":
		g := w.s.Gateways.Get(q.gateway)
		if g == nil {
			return "", noGateway(q.gateway)
		}
		vpc = g.VPC
	default:
		n := w.s.NATs.Get(q.nat)
		if n == nil || n.State != "pending" && n.State != "available" {
			return "", api.Refuse("InvalidNatGatewayID.NotFound", "The natGateway ID '%s' does not exist", q.nat)
		}
		vpc = n.VPC
	}
	if vpc != t.VPC {
		return "", api.Refuse("InvalidParameterValue", "route table %s and network gateway %s belong to different networks", t.ID, target)
	}
	return target, nil
}

// insideVPC refuses a route to a part of the VPC, which would stand before the local
// route. AWS has such routes lead to a NAT gateway, an interface or a Gateway Load
// Balancer endpoint: "Route tables and middlebox appliances".
func (w *World) insideVPC(t *routeTable, destination string) *api.Error {
	whole, part := netip.MustParsePrefix(w.s.VPCs.Get(t.VPC).CIDR), netip.MustParsePrefix(destination)
	if part.Bits() >= whole.Bits() && whole.Contains(part.Addr()) {
		return api.Refuse("InvalidParameterValue", "The destination %s is a part of the VPC: a route that is more specific than the local one is not simulated.", destination).Ours()
	}
	return nil
}
