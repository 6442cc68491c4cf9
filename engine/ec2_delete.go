package engine

import (
	"slices"

	"drydock/engine/api"
)

// inTheWay refuses to delete what other things depend on.
func inTheWay(kind, id string) *api.Error {
	return api.Refuse("DependencyViolation", "The %s '%s' has dependencies and cannot be deleted.", kind, id)
}

// deleteVpc deletes a VPC with its main route table, its default network ACL and its
// default security group. "Delete your VPC".
func (w *World) deleteVpc(c *call, in *api.DeleteVpcInput) (*api.Nothing, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	if dependent := w.keepsVPC(v); dependent != "" {
		err := inTheWay("vpc", v.ID)
		err.Hint = "It still has " + w.shown(dependent) + "."
		return nil, err
	}
	w.s.RouteTables.Drop(v.MainTable)
	w.s.ACLs.Drop(v.ACL)
	w.s.SecurityGroups.Drop(v.Default)
	w.s.VPCs.Drop(v.ID)
	w.changed(c, w.shown(v.ID), v.ID)
	return &api.Nothing{}, nil
}

// keepsVPC is the id of something of a VPC that has to be deleted before it; empty for
// nothing.
func (w *World) keepsVPC(v *vpc) string {
	for s := range w.subnets() {
		if s.VPC == v.ID {
			return s.ID
		}
	}
	if g := w.gatewayOf(v.ID); g != nil {
		return g.ID
	}
	for t := range w.s.RouteTables.All() {
		if t.VPC == v.ID && t.ID != v.MainTable {
			return t.ID
		}
	}
	for a := range w.s.ACLs.All() {
		if a.VPC == v.ID && a.ID != v.ACL {
			return a.ID
		}
	}
	for g := range w.s.SecurityGroups.All() {
		if g.VPC == v.ID && g.ID != v.Default {
			return g.ID
		}
	}
	for e := range w.s.Endpoints.All() {
		if e.VPC == v.ID {
			return e.ID
		}
	}
	return ""
}

// deleteSubnet deletes a subnet in which there is no network interface.
func (w *World) deleteSubnet(c *call, in *api.DeleteSubnetInput) (*api.Nothing, *api.Error) {
	s := w.subnet(in.SubnetId)
	if s == nil {
		return nil, noSubnet(in.SubnetId)
	}
	if have := w.known.inSubnet.at(&w.s.Interfaces, s.ID); len(have) > 0 {
		err := inTheWay("subnet", s.ID)
		err.Hint = "The network interface of " + topology{w}.Label(have[0].ID) + " is in it."
		return nil, err
	}
	if t := w.s.RouteTables.Get(s.Table); t != nil {
		t.Associations = slices.DeleteFunc(t.Associations, func(a association) bool { return a.Subnet == s.ID })
	}
	s.Gone, s.Table, s.ACL, s.ACLTied = true, "", "", ""
	w.changed(c, w.shown(s.ID), s.ID, s.VPC)
	return &api.Nothing{}, nil
}
