package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

func (w *World) modifyVpcEndpoint(c *call, in *api.ModifyVpcEndpointInput) (*api.ModifyVpcEndpointOutput, *api.Error) {
	e, err := w.endpoint(in.VpcEndpointId)
	if err != nil {
		return nil, err
	}
	switch {
	case e.State == "deleting":
		return nil, api.Refuse("IncorrectState", "The endpoint %s is being deleted.", e.ID).Ours()
	case yes(in.ResetPolicy) && in.PolicyDocument != "":
		return nil, api.Refuse("InvalidParameterCombination", "Give a policy, or have it reset.").Ours()
	}
	if err := checkEndpointPolicy(in.PolicyDocument); err != nil {
		return nil, err
	}
	was := sim.Digest(e)
	if e.Type == endpointGateway {
		err = w.modifyGatewayEndpoint(e, in)
	} else {
		err = w.modifyInterfaceEndpoint(e, in)
	}
	if err != nil {
		return nil, err
	}
	switch {
	case yes(in.ResetPolicy):
		e.Policy = ""
	case in.PolicyDocument != "":
		e.Policy = in.PolicyDocument
	}
	if sim.Digest(e) != was {
		w.forgetAnswers()
		w.changed(c, w.shown(e.ID)+" of "+w.endpointName(e), e.ID, e.VPC)
	}
	return &api.ModifyVpcEndpointOutput{Return: true}, nil
}

// modifyGatewayEndpoint changes the route tables of an endpoint.
func (w *World) modifyGatewayEndpoint(e *vpcEndpoint, in *api.ModifyVpcEndpointInput) *api.Error {
	if len(in.AddSubnetIds)+len(in.RemoveSubnetIds)+len(in.AddSecurityGroupIds)+len(in.RemoveSecurityGroupIds) > 0 || yes(in.PrivateDnsEnabled) {
		return notForGateway()
	}
	if err := w.checkEndpointTables(e, in.AddRouteTableIds); err != nil {
		return err
	}
	if err := hasAll(e, e.Tables, in.RemoveRouteTableIds); err != nil {
		return err
	}
	for _, id := range in.RemoveRouteTableIds {
		w.routeNoMore(e, id)
		e.Tables = leaving(e.Tables, id)
	}
	for _, id := range in.AddRouteTableIds {
		w.routeThrough(e, id)
		e.Tables = append(e.Tables, id)
	}
	return nil
}

// modifyInterfaceEndpoint changes subnets, groups and private DNS of an endpoint.
func (w *World) modifyInterfaceEndpoint(e *vpcEndpoint, in *api.ModifyVpcEndpointInput) *api.Error {
	if len(in.AddRouteTableIds)+len(in.RemoveRouteTableIds) > 0 {
		return notForInterface()
	}
	next := *e
	next.Subnets, next.Groups = slices.Clone(e.Subnets), slices.Clone(e.Groups)
	for _, id := range in.RemoveSubnetIds {
		next.Subnets = leaving(next.Subnets, id)
	}
	for _, id := range in.RemoveSecurityGroupIds {
		next.Groups = leaving(next.Groups, id)
	}
	for _, id := range in.AddSecurityGroupIds {
		next.Groups = append(leaving(next.Groups, id), id)
	}
	if in.PrivateDnsEnabled != nil {
		next.PrivateDNS = *in.PrivateDnsEnabled
	}
	if err := w.checkModified(e, &next, in); err != nil {
		return err
	}
	for _, id := range in.RemoveSubnetIds {
		w.endpointNoMoreIn(e, id)
	}
	e.Groups, e.PrivateDNS = next.Groups, next.PrivateDNS
	for _, id := range e.Interfaces {
		w.s.Interfaces.Get(id).Groups = slices.Clone(e.Groups)
	}
	for _, id := range in.AddSubnetIds {
		w.endpointIn(e, id)
	}
	return nil
}

// checkModified refuses what an interface endpoint cannot become.
func (w *World) checkModified(e, next *vpcEndpoint, in *api.ModifyVpcEndpointInput) *api.Error {
	if err := hasAll(e, e.Subnets, in.RemoveSubnetIds); err != nil {
		return err
	}
	if err := hasAll(e, e.Groups, in.RemoveSecurityGroupIds); err != nil {
		return err
	}
	if err := w.checkEndpointSubnets(e, next.Subnets, in.AddSubnetIds); err != nil {
		return err
	}
	if len(next.Groups) == 0 {
		return api.Refuse("InvalidParameter", "The endpoint %s must keep a security group.", e.ID).Ours()
	}
	if err := w.checkGroups(next.Groups, e.VPC); err != nil {
		return err
	}
	if next.PrivateDNS && !e.PrivateDNS {
		return w.checkPrivateDNS(next)
	}
	return nil
}

// hasAll refuses to take from an endpoint what it does not have.
func hasAll(e *vpcEndpoint, have, ids []string) *api.Error {
	for i, id := range ids {
		if !slices.Contains(have, id) || slices.Contains(ids[:i], id) {
			return api.Refuse("InvalidParameter", "The endpoint %s does not have %s.", e.ID, id).Ours()
		}
	}
	return nil
}
