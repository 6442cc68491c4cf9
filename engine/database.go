package engine

import (
	"strings"

	"drydock/engine/api"
)

// declareDatabase handles drydock:DeclareDatabase.
func (w *World) declareDatabase(_ *call, in *api.DeclareDatabaseInput) (*api.Nothing, *api.Error) {
	s := w.s.Subnets.Get(in.SubnetId)
	switch {
	case s == nil:
		return nil, noSubnet(in.SubnetId)
	case w.s.Databases.Get(in.Name) != nil:
		return nil, api.Refuse("InvalidParameterValue", "There is a database named %q already.", in.Name).Ours()
	case awsEndpointNamed(in.Name) != nil || strings.EqualFold(in.Name, Internet):
		return nil, api.Refuse("InvalidParameterValue", "%q is the name of something else on a path; give the database another name.", in.Name).Ours()
	case w.freeAddresses(s) < 1:
		return nil, api.Refuse("InsufficientFreeAddressesInSubnet", "The subnet %s has no free address.", s.ID).Ours()
	}
	groups := in.SecurityGroups
	if len(groups) == 0 {
		groups = []string{w.s.VPCs.Get(s.VPC).Default}
	}
	if err := w.checkTargetGroups(groups, s.VPC); err != nil {
		return nil, err
	}
	d := &database{ID: in.Name, Port: *in.Port}
	d.Interface = w.newInterface(s, groups, d.ID, "")
	if yes(in.PublicIp) {
		w.s.Interfaces.Get(d.Interface).PublicIP = w.publicIP()
	}
	w.s.Databases.Put(d.ID, d)
	w.changes++
	return &api.Nothing{}, nil
}
