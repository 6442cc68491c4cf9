package engine

import (
	"slices"

	"drydock/engine/api"
)

func (w *World) createRouteTable(c *call, in *api.CreateRouteTableInput) (*api.CreateRouteTableOutput, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	t := &routeTable{ID: w.id("rtb"), VPC: v.ID, Routes: []route{{v.CIDR, local}}}
	w.s.RouteTables.Put(t.ID, t)
	w.changed(c, t.ID, t.ID, v.ID)
	out := w.routeTableView(t)
	return &api.CreateRouteTableOutput{RouteTable: &out}, nil
}

func noRouteTable(id string) *api.Error {
	return api.Refuse("InvalidRouteTableID.NotFound", "The routeTable ID '%s' does not exist", id)
}

// deleteRouteTable deletes a route table that is not the main one and that no subnet
// is associated with. A gateway endpoint loses its route with it.
func (w *World) deleteRouteTable(c *call, in *api.DeleteRouteTableInput) (*api.Nothing, *api.Error) {
	t := w.s.RouteTables.Get(in.RouteTableId)
	switch {
	case t == nil:
		return nil, noRouteTable(in.RouteTableId)
	case w.s.VPCs.Get(t.VPC).MainTable == t.ID, len(t.Associations) > 0:
		return nil, inTheWay("routeTable", t.ID)
	}
	for e := range w.s.Endpoints.All() {
		e.Tables = leaving(e.Tables, t.ID)
	}
	w.s.RouteTables.Drop(t.ID)
	w.changed(c, w.shown(t.ID), t.ID)
	return &api.Nothing{}, nil
}

func (w *World) associateRouteTable(c *call, in *api.AssociateRouteTableInput) (*api.AssociateRouteTableOutput, *api.Error) {
	t, s := w.s.RouteTables.Get(in.RouteTableId), w.subnet(in.SubnetId)
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
	id := w.tie(t, s)
	w.changed(c, t.ID+" with "+s.ID, t.ID, s.ID)
	return &api.AssociateRouteTableOutput{AssociationId: id, AssociationState: tied()}, nil
}

// tie has a subnet use a route table, and no other.
func (w *World) tie(t *routeTable, s *subnet) string {
	w.untie(s)
	a := association{w.id("rtbassoc"), s.ID}
	s.Table, t.Associations = t.ID, append(t.Associations, a)
	return a.ID
}

// untie has a subnet use the main route table of its VPC.
func (w *World) untie(s *subnet) {
	if old := w.s.RouteTables.Get(s.Table); old != nil {
		old.Associations = slices.DeleteFunc(old.Associations, func(a association) bool { return a.Subnet == s.ID })
	}
	s.Table = ""
}

func tied() *api.RouteTableAssociationState {
	return &api.RouteTableAssociationState{State: "associated"}
}

// tiedBy finds what an association joins: a subnet to its route table, or with the
// association of the main route table no subnet.
func (w *World) tiedBy(id string) (*vpc, *subnet, *api.Error) {
	for t := range w.s.RouteTables.All() {
		for _, a := range t.Associations {
			if a.ID == id {
				return w.s.VPCs.Get(t.VPC), w.s.Subnets.Get(a.Subnet), nil
			}
		}
	}
	for v := range w.s.VPCs.All() {
		if v.MainTied == id {
			return v, nil, nil
		}
	}
	return nil, nil, noAssociation(id)
}

func noAssociation(id string) *api.Error {
	return api.Refuse("InvalidAssociationID.NotFound", "The association ID '%s' does not exist", id)
}

func (w *World) disassociateRouteTable(c *call, in *api.DisassociateRouteTableInput) (*api.Nothing, *api.Error) {
	_, s, err := w.tiedBy(in.AssociationId)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return nil, api.Refuse("InvalidParameterValue", "cannot disassociate the main route table association %s", in.AssociationId)
	}
	was := s.Table
	w.untie(s)
	w.changed(c, w.shown(was)+" from "+w.shown(s.ID), was, s.ID)
	return &api.Nothing{}, nil
}

// replaceRouteTableAssociation gives a subnet another route table; or, with the
// association of the main route table, makes another one the main one.
func (w *World) replaceRouteTableAssociation(c *call, in *api.ReplaceRouteTableAssociationInput) (*api.ReplaceRouteTableAssociationOutput, *api.Error) {
	v, s, err := w.tiedBy(in.AssociationId)
	if err != nil {
		return nil, err
	}
	t := w.s.RouteTables.Get(in.RouteTableId)
	switch {
	case t == nil:
		return nil, noRouteTable(in.RouteTableId)
	case t.VPC != v.ID:
		return nil, api.Refuse("InvalidParameterValue", "Route table %s and association %s belong to different networks", t.ID, in.AssociationId)
	}
	out := &api.ReplaceRouteTableAssociationOutput{NewAssociationId: in.AssociationId, AssociationState: tied()}
	switch {
	case s == nil && v.MainTable != t.ID:
		v.MainTable, v.MainTied = t.ID, w.id("rtbassoc")
		out.NewAssociationId = v.MainTied
		w.changed(c, w.shown(t.ID)+" is the main route table of "+w.shown(v.ID), t.ID, v.ID)
	case s != nil && s.Table != t.ID:
		out.NewAssociationId = w.tie(t, s)
		w.changed(c, w.shown(t.ID)+" with "+w.shown(s.ID), t.ID, s.ID)
	}
	return out, nil
}

func (w *World) describeRouteTables(_ *call, in *api.DescribeRouteTablesInput) (*api.DescribeRouteTablesOutput, *api.Error) {
	for _, id := range in.RouteTableIds {
		if w.s.RouteTables.Get(id) == nil {
			return nil, noRouteTable(id)
		}
	}
	rows, err := chosen(w, &w.s.RouteTables, in.RouteTableIds, in.Filters, w.routeTableHas)
	if err != nil {
		return nil, err
	}
	out := &api.DescribeRouteTablesOutput{RouteTables: []api.RouteTable{}}
	for _, t := range rows {
		out.RouteTables = append(out.RouteTables, w.routeTableView(t))
	}
	return out, nil
}

// routeTableHas are the properties by which filters ask for route tables.
func (w *World) routeTableHas(t *routeTable) map[string][]string {
	has := map[string][]string{
		"route-table-id": {t.ID}, "vpc-id": {t.VPC}, "owner-id": {w.cfg.Account}, "association.main": nil, "association.subnet-id": nil,
		"association.route-table-association-id": nil, "association.route-table-id": nil, "route.destination-cidr-block": nil,
		"route.destination-prefix-list-id": nil, "route.gateway-id": nil, "route.nat-gateway-id": nil, "route.origin": nil, "route.state": nil,
	}
	add := func(key, value string) {
		if value != "" {
			has[key] = append(has[key], value)
		}
	}
	if t.ID == "" {
		return w.named(has, "")
	}
	view := w.routeTableView(t)
	for _, a := range view.Associations {
		add("association.main", truth(a.Main))
		add("association.subnet-id", a.SubnetId)
		add("association.route-table-association-id", a.RouteTableAssociationId)
		add("association.route-table-id", a.RouteTableId)
	}
	for _, r := range view.Routes {
		add("route.destination-cidr-block", r.DestinationCidrBlock)
		add("route.destination-prefix-list-id", r.DestinationPrefixListId)
		add("route.gateway-id", r.GatewayId)
		add("route.nat-gateway-id", r.NatGatewayId)
		add("route.origin", r.Origin)
		add("route.state", r.State)
	}
	return w.named(has, t.ID)
}

func (w *World) routeTableView(t *routeTable) api.RouteTable {
	out := api.RouteTable{
		Associations: []api.RouteTableAssociation{}, PropagatingVgws: []api.PropagatingVgw{}, RouteTableId: t.ID, Tags: w.tagList(t.ID), VpcId: t.VPC, OwnerId: w.cfg.Account,
	}
	if v := w.s.VPCs.Get(t.VPC); v.MainTable == t.ID {
		out.Associations = append(out.Associations, api.RouteTableAssociation{Main: true, RouteTableAssociationId: v.MainTied, RouteTableId: t.ID, AssociationState: tied()})
	}
	for _, a := range t.Associations {
		out.Associations = append(out.Associations, api.RouteTableAssociation{RouteTableAssociationId: a.ID, RouteTableId: t.ID, SubnetId: a.Subnet, AssociationState: tied()})
	}
	for _, r := range t.Routes {
		out.Routes = append(out.Routes, w.routeView(t, r))
	}
	return out
}

func (w *World) routeView(t *routeTable, r route) api.Route {
	out := api.Route{Origin: "CreateRoute", State: "active"}
	if r.Target == local {
		out.Origin = "CreateRouteTable"
	}
	if w.blackhole(t, r) {
		out.State = "blackhole"
	}
	if prefixListNamed(r.Destination) != nil {
		out.DestinationPrefixListId = r.Destination
	} else {
		out.DestinationCidrBlock = r.Destination
	}
	if isNAT(r.Target) {
		out.NatGatewayId = r.Target
	} else {
		out.GatewayId = r.Target
	}
	return out
}

// leaving is a copy of a list without one of its elements.
func leaving(list []string, gone string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(have string) bool { return have == gone })
}
