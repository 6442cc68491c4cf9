package engine

import (
	"strconv"

	"drydock/engine/api"
)

func (w *World) createNetworkACL(c *call, in *api.CreateNetworkAclInput) (*api.CreateNetworkAclOutput, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	a := &networkACL{ID: w.id("acl"), VPC: v.ID}
	w.s.ACLs.Put(a.ID, a)
	w.changed(c, a.ID+" in "+w.shown(v.ID), a.ID, v.ID)
	out := w.aclView(a)
	return &api.CreateNetworkAclOutput{NetworkAcl: &out}, nil
}

// acl finds a network ACL.
func (w *World) acl(id string) (*networkACL, *api.Error) {
	if a := w.s.ACLs.Get(id); a != nil {
		return a, nil
	}
	return nil, api.Refuse("InvalidNetworkAclID.NotFound", "The networkAcl ID '%s' does not exist", id)
}

func (w *World) deleteNetworkACL(c *call, in *api.DeleteNetworkAclInput) (*api.Nothing, *api.Error) {
	a, err := w.acl(in.NetworkAclId)
	if err != nil {
		return nil, err
	}
	if w.s.VPCs.Get(a.VPC).ACL == a.ID {
		return nil, api.Refuse("InvalidParameterValue", "cannot delete default network ACL %s", a.ID)
	}
	for s := range w.subnets() {
		if s.ACL == a.ID {
			return nil, inTheWay("networkAcl", a.ID)
		}
	}
	w.s.ACLs.Drop(a.ID)
	w.changed(c, w.shown(a.ID), a.ID)
	return &api.Nothing{}, nil
}

// replaceNetworkACLAssociation gives a subnet another network ACL: it always has one.
func (w *World) replaceNetworkACLAssociation(c *call, in *api.ReplaceNetworkAclAssociationInput) (*api.ReplaceNetworkAclAssociationOutput, *api.Error) {
	s := w.subnetTied(in.AssociationId)
	if s == nil {
		return nil, noAssociation(in.AssociationId)
	}
	a, err := w.acl(in.NetworkAclId)
	switch {
	case err != nil:
		return nil, err
	case a.VPC != s.VPC:
		return nil, api.Refuse("InvalidParameterValue", "Network ACL %s and subnet %s belong to different networks", a.ID, s.ID)
	}
	if s.ACL != a.ID {
		s.ACL, s.ACLTied = a.ID, w.id("aclassoc")
		w.changed(c, w.shown(a.ID)+" with "+w.shown(s.ID), a.ID, s.ID)
	}
	return &api.ReplaceNetworkAclAssociationOutput{NewAssociationId: s.ACLTied}, nil
}

// subnetTied is the subnet of an association with a network ACL; nil for none.
func (w *World) subnetTied(association string) *subnet {
	for s := range w.subnets() {
		if s.ACLTied == association {
			return s
		}
	}
	return nil
}

func (w *World) describeNetworkACLs(_ *call, in *api.DescribeNetworkAclsInput) (*api.DescribeNetworkAclsOutput, *api.Error) {
	for _, id := range in.NetworkAclIds {
		if _, err := w.acl(id); err != nil {
			return nil, err
		}
	}
	rows, err := chosen(w, &w.s.ACLs, in.NetworkAclIds, in.Filters, w.aclHas)
	if err != nil {
		return nil, err
	}
	out := &api.DescribeNetworkAclsOutput{NetworkAcls: []api.NetworkAcl{}}
	for _, a := range rows {
		out.NetworkAcls = append(out.NetworkAcls, w.aclView(a))
	}
	return out, nil
}

// aclHas are the properties by which filters ask for network ACLs.
func (w *World) aclHas(a *networkACL) map[string][]string {
	has := map[string][]string{
		"network-acl-id": {a.ID}, "vpc-id": {a.VPC}, "owner-id": {w.cfg.Account}, "default": nil, "association.association-id": nil, "association.network-acl-id": nil,
		"association.subnet-id": nil, "entry.cidr": nil, "entry.egress": nil, "entry.protocol": nil, "entry.rule-action": nil, "entry.rule-number": nil,
	}
	if a.ID == "" {
		return w.named(has, "")
	}
	view := w.aclView(a)
	has["default"] = []string{truth(view.IsDefault)}
	for _, t := range view.Associations {
		has["association.association-id"] = append(has["association.association-id"], t.NetworkAclAssociationId)
		has["association.network-acl-id"] = append(has["association.network-acl-id"], t.NetworkAclId)
		has["association.subnet-id"] = append(has["association.subnet-id"], t.SubnetId)
	}
	for _, e := range view.Entries {
		has["entry.cidr"] = append(has["entry.cidr"], e.CidrBlock)
		has["entry.egress"] = append(has["entry.egress"], truth(e.Egress))
		has["entry.protocol"] = append(has["entry.protocol"], e.Protocol)
		has["entry.rule-action"] = append(has["entry.rule-action"], e.RuleAction)
		has["entry.rule-number"] = append(has["entry.rule-number"], strconv.FormatInt(e.RuleNumber, 10))
	}
	for _, e := range a.Entries { // by name too
		has["entry.protocol"] = append(has["entry.protocol"], e.Protocol)
	}
	return w.named(has, a.ID)
}

// aclView shows a network ACL, outbound rules first, each direction with the final
// rule.
func (w *World) aclView(a *networkACL) api.NetworkAcl {
	out := api.NetworkAcl{
		Associations: []api.NetworkAclAssociation{}, IsDefault: w.s.VPCs.Get(a.VPC).ACL == a.ID, NetworkAclId: a.ID, Tags: w.tagList(a.ID), VpcId: a.VPC, OwnerId: w.cfg.Account,
	}
	for s := range w.subnets() {
		if s.ACL == a.ID {
			out.Associations = append(out.Associations, api.NetworkAclAssociation{NetworkAclAssociationId: s.ACLTied, NetworkAclId: a.ID, SubnetId: s.ID})
		}
	}
	for _, egress := range []bool{true, false} {
		for _, e := range a.Entries {
			if e.Egress == egress {
				out.Entries = append(out.Entries, e.view())
			}
		}
		out.Entries = append(out.Entries, aclEntry{Egress: egress, Number: lastEntry, Protocol: "-1", CIDR: "0.0.0.0/0"}.view())
	}
	return out
}
