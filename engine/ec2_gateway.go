package engine

import "drydock/engine/api"

func (w *World) createInternetGateway(c *call, _ *api.CreateInternetGatewayInput) (*api.CreateInternetGatewayOutput, *api.Error) {
	g := &gateway{ID: w.id("igw")}
	w.s.Gateways.Put(g.ID, g)
	w.changed(c, g.ID, g.ID)
	out := w.gatewayView(g)
	return &api.CreateInternetGatewayOutput{InternetGateway: &out}, nil
}

func (w *World) gatewayView(g *gateway) api.InternetGateway {
	out := api.InternetGateway{Attachments: []api.InternetGatewayAttachment{}, InternetGatewayId: g.ID, OwnerId: w.cfg.Account, Tags: w.tagList(g.ID)}
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
	case w.gatewayOf(in.VpcId) != nil:
		return nil, api.Refuse("InvalidParameterValue", "Network %s already has an internet gateway attached", in.VpcId)
	}
	g.VPC = in.VpcId
	w.changed(c, g.ID+" to "+in.VpcId, g.ID, in.VpcId)
	return &api.Nothing{}, nil
}

// detachInternetGateway takes the way to the internet from a VPC in which nothing has
// a public address. "Delete your internet gateway".
func (w *World) detachInternetGateway(c *call, in *api.DetachInternetGatewayInput) (*api.Nothing, *api.Error) {
	g := w.s.Gateways.Get(in.InternetGatewayId)
	switch {
	case g == nil:
		return nil, noGateway(in.InternetGatewayId)
	case w.s.VPCs.Get(in.VpcId) == nil:
		return nil, noVpc(in.VpcId)
	case g.VPC != in.VpcId:
		return nil, api.Refuse("Gateway.NotAttached", "resource %s is not attached to network %s", g.ID, in.VpcId)
	}
	for i := range w.s.Interfaces.All() {
		if i.PublicIP != "" && w.s.Subnets.Get(i.Subnet).VPC == g.VPC {
			err := api.Refuse("DependencyViolation", "Network %s has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.", g.VPC)
			err.Hint = topology{w}.Label(i.ID) + " has the public address " + i.PublicIP + "."
			return nil, err
		}
	}
	g.VPC = ""
	w.changed(c, w.shown(g.ID)+" from "+w.shown(in.VpcId), g.ID, in.VpcId)
	return &api.Nothing{}, nil
}

func (w *World) deleteInternetGateway(c *call, in *api.DeleteInternetGatewayInput) (*api.Nothing, *api.Error) {
	g := w.s.Gateways.Get(in.InternetGatewayId)
	switch {
	case g == nil:
		return nil, noGateway(in.InternetGatewayId)
	case g.VPC != "":
		return nil, inTheWay("internetGateway", g.ID)
	}
	w.s.Gateways.Drop(g.ID)
	w.changed(c, w.shown(g.ID), g.ID)
	return &api.Nothing{}, nil
}

func noGateway(id string) *api.Error {
	return api.Refuse("InvalidInternetGatewayID.NotFound", "The internetGateway ID '%s' does not exist", id)
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

func (w *World) describeInternetGateways(_ *call, in *api.DescribeInternetGatewaysInput) (*api.DescribeInternetGatewaysOutput, *api.Error) {
	for _, id := range in.InternetGatewayIds {
		if w.s.Gateways.Get(id) == nil {
			return nil, noGateway(id)
		}
	}
	rows, err := chosen(w, &w.s.Gateways, in.InternetGatewayIds, in.Filters, func(g *gateway) map[string][]string {
		has := map[string][]string{"internet-gateway-id": {g.ID}, "attachment.vpc-id": given(g.VPC), "attachment.state": nil, "owner-id": {w.cfg.Account}}
		if g.VPC != "" {
			has["attachment.state"] = []string{"available"}
		}
		return w.named(has, g.ID)
	})
	if err != nil {
		return nil, err
	}
	out := &api.DescribeInternetGatewaysOutput{InternetGateways: []api.InternetGateway{}}
	for _, g := range rows {
		out.InternetGateways = append(out.InternetGateways, w.gatewayView(g))
	}
	return out, nil
}
