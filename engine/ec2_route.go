package engine

import (
	"slices"

	"drydock/engine/api"
)

func (w *World) createInternetGateway(c *call, _ *api.CreateInternetGatewayInput) (*api.CreateInternetGatewayOutput, *api.Error) {
	g := &gateway{ID: w.id("igw")}
	w.s.Gateways.Put(g.ID, g)
	w.changed(c, g.ID, g.ID)
	out := w.gatewayView(g)
	return &api.CreateInternetGatewayOutput{InternetGateway: &out}, nil
}

func (w *World) gatewayView(g *gateway) api.InternetGateway {
	out := api.InternetGateway{Attachments: []api.InternetGatewayAttachment{}, InternetGatewayId: g.ID, OwnerId: w.cfg.Account, Tags: w.nameTag(g.ID)}
	if out.Tags == nil {
		out.Tags = []api.Tag{}
	}
	if g.VPC != "" {
		out.Attachments = append(out.Attachments, api.InternetGatewayAttachment{State: "available", VpcId: g.VPC})
	}
	return out
}

func (w *World) attachInternetGateway(c *call, in *api.AttachInternetGatewayInput) (*api.Nothing, *api.Error) {
	g := w.s.Gateways.Get(in.InternetGatewayId)
	switch {
	case g == nil:
		return nil, noGateway(in.InternetGatewayId)
	case w.s.VPCs.Get(in.VpcId) == nil:
		return nil, noVpc(in.VpcId)
	case g.VPC != "":
		return nil, api.Refuse("Resource.AlreadyAssociated", "resource %s is already attached to network %s", g.ID, g.VPC)
	}
	for other := range w.s.Gateways.All() {
		if other.VPC == in.VpcId {
			return nil, api.Refuse("InvalidParameterValue", "Network %s already has an internet gateway attached", in.VpcId)
		}
	}
	g.VPC = in.VpcId
	w.changed(c, g.ID+" to "+in.VpcId, g.ID, in.VpcId)
	return &api.Nothing{}, nil
}

func noGateway(id string) *api.Error {
	return api.Refuse("InvalidInternetGatewayID.NotFound", "The internetGateway ID '%s' does not exist", id)
}

func (w *World) describeInternetGateways(_ *call, in *api.DescribeInternetGatewaysInput) (*api.DescribeInternetGatewaysOutput, *api.Error) {
	for _, id := range in.InternetGatewayIds {
		if w.s.Gateways.Get(id) == nil {
			return nil, noGateway(id)
		}
	}
	out := &api.DescribeInternetGatewaysOutput{InternetGateways: []api.InternetGateway{}}
	for g := range w.s.Gateways.All() {
		if in.InternetGatewayIds == nil || slices.Contains(in.InternetGatewayIds, g.ID) {
			out.InternetGateways = append(out.InternetGateways, w.gatewayView(g))
		}
	}
	return out, nil
}

func (w *World) createRouteTable(c *call, in *api.CreateRouteTableInput) (*api.CreateRouteTableOutput, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	t := &routeTable{ID: w.id("rtb"), VPC: v.ID, Routes: []route{{v.CIDR, "local"}}}
	w.s.RouteTables.Put(t.ID, t)
	w.changed(c, t.ID, t.ID, v.ID)
	out := w.routeTableView(t)
	return &api.CreateRouteTableOutput{RouteTable: &out}, nil
}

func noRouteTable(id string) *api.Error {
	return api.Refuse("InvalidRouteTableID.NotFound", "The routeTable ID '%s' does not exist", id)
}

func (w *World) createRoute(c *call, in *api.CreateRouteInput) (*api.CreateRouteOutput, *api.Error) {
	t := w.s.RouteTables.Get(in.RouteTableId)
	if t == nil {
		return nil, noRouteTable(in.RouteTableId)
	}
	if _, err := parseRange(in.DestinationCidrBlock); err != nil {
		return nil, err
	}
	g := w.s.Gateways.Get(in.GatewayId)
	switch {
	case g == nil:
		return nil, noGateway(in.GatewayId)
	case g.VPC != t.VPC:
		return nil, api.Refuse("InvalidParameterValue", "route table %s and network gateway %s belong to different networks", t.ID, g.ID)
	case slices.ContainsFunc(t.Routes, func(r route) bool { return r.Destination == in.DestinationCidrBlock }):
		return nil, api.Refuse("RouteAlreadyExists", "The route identified by %s already exists.", in.DestinationCidrBlock)
	}
	t.Routes = append(t.Routes, route{in.DestinationCidrBlock, g.ID})
	w.changed(c, in.DestinationCidrBlock+" to "+g.ID+" in "+t.ID, t.ID)
	return &api.CreateRouteOutput{Return: true}, nil
}

func (w *World) associateRouteTable(c *call, in *api.AssociateRouteTableInput) (*api.AssociateRouteTableOutput, *api.Error) {
	t, s := w.s.RouteTables.Get(in.RouteTableId), w.s.Subnets.Get(in.SubnetId)
	switch {
	case t == nil:
		return nil, noRouteTable(in.RouteTableId)
	case s == nil:
		return nil, noSubnet(in.SubnetId)
	case t.VPC != s.VPC:
		return nil, api.Refuse("InvalidParameterValue", "Route table %s and subnet %s belong to different networks", t.ID, s.ID)
	case s.Table == t.ID:
		return nil, api.Refuse("Resource.AlreadyAssociated", "the specified association for route table %s conflicts with an existing association", t.ID)
	}
	if old := w.s.RouteTables.Get(s.Table); old != nil {
		old.Associations = slices.DeleteFunc(old.Associations, func(a association) bool { return a.Subnet == s.ID })
	}
	a := association{w.id("rtbassoc"), s.ID}
	s.Table, t.Associations = t.ID, append(t.Associations, a)
	w.changed(c, t.ID+" with "+s.ID, t.ID, s.ID)
	return &api.AssociateRouteTableOutput{AssociationId: a.ID, AssociationState: &api.RouteTableAssociationState{State: "associated"}}, nil
}

func (w *World) describeRouteTables(_ *call, in *api.DescribeRouteTablesInput) (*api.DescribeRouteTablesOutput, *api.Error) {
	for _, id := range in.RouteTableIds {
		if w.s.RouteTables.Get(id) == nil {
			return nil, noRouteTable(id)
		}
	}
	out := &api.DescribeRouteTablesOutput{RouteTables: []api.RouteTable{}}
	for t := range w.s.RouteTables.All() {
		if in.RouteTableIds == nil || slices.Contains(in.RouteTableIds, t.ID) {
			out.RouteTables = append(out.RouteTables, w.routeTableView(t))
		}
	}
	return out, nil
}

func (w *World) routeTableView(t *routeTable) api.RouteTable {
	out := api.RouteTable{
		Associations: []api.RouteTableAssociation{}, PropagatingVgws: []api.PropagatingVgw{}, RouteTableId: t.ID, Tags: w.nameTag(t.ID), VpcId: t.VPC, OwnerId: w.cfg.Account,
	}
	if out.Tags == nil {
		out.Tags = []api.Tag{}
	}
	if w.s.VPCs.Get(t.VPC).MainTable == t.ID {
		out.Associations = append(out.Associations, api.RouteTableAssociation{Main: true, RouteTableAssociationId: w.s.VPCs.Get(t.VPC).MainTied, RouteTableId: t.ID, AssociationState: &api.RouteTableAssociationState{State: "associated"}})
	}
	for _, a := range t.Associations {
		out.Associations = append(out.Associations, api.RouteTableAssociation{RouteTableAssociationId: a.ID, RouteTableId: t.ID, SubnetId: a.Subnet, AssociationState: &api.RouteTableAssociationState{State: "associated"}})
	}
	for _, r := range t.Routes {
		origin := "CreateRoute"
		if r.Target == "local" {
			origin = "CreateRouteTable"
		}
		out.Routes = append(out.Routes, api.Route{DestinationCidrBlock: r.Destination, GatewayId: r.Target, Origin: origin, State: "active"})
	}
	return out
}

// gatewayOf is the internet gateway that is attached to a VPC; nil for none.
func (w *World) gatewayOf(vpc string) *gateway {
	for g := range w.s.Gateways.All() {
		if g.VPC == vpc {
			return g
		}
	}
	return nil
}
