package engine

import (
	"fmt"
	"iter"
	"net/netip"
	"slices"

	"drydock/engine/api"
)

func (w *World) id(prefix string) string { return prefix + "-0" + w.s.IDs.Hex(16) }

// parseRange reads an IPv4 range; its host bits must be zero.
func parseRange(text string) (netip.Prefix, *api.Error) {
	p, err := netip.ParsePrefix(text)
	if err != nil || !p.Addr().Is4() || p.Masked() != p {
		return p, api.Refuse("InvalidParameterValue", "Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.", text)
	}
	return p, nil
}

func (w *World) createVpc(c *call, in *api.CreateVpcInput) (*api.CreateVpcOutput, *api.Error) {
	p, err := parseRange(in.CidrBlock)
	if err != nil {
		return nil, err
	}
	if p.Bits() < 16 || p.Bits() > 28 {
		return nil, api.Refuse("InvalidVpc.Range", "The CIDR '%s' is invalid.", in.CidrBlock)
	}
	v := &vpc{ID: w.id("vpc"), CIDR: in.CidrBlock, MainTable: w.id("rtb"), MainTied: w.id("rtbassoc"), Default: w.id("sg"), ACL: w.id("acl"), DNSSupport: true}
	w.s.VPCs.Put(v.ID, v)
	w.s.RouteTables.Put(v.MainTable, &routeTable{ID: v.MainTable, VPC: v.ID, Routes: []route{{v.CIDR, "local"}}})
	// "Default network ACL for a VPC": it allows all traffic.
	w.s.ACLs.Put(v.ACL, &networkACL{ID: v.ACL, VPC: v.ID, Entries: []aclEntry{
		{Number: 100, Protocol: "-1", CIDR: "0.0.0.0/0", Allow: true}, {Egress: true, Number: 100, Protocol: "-1", CIDR: "0.0.0.0/0", Allow: true},
	}})
	// The default group admits its own members, as "Default security groups"
	// in the Amazon VPC User Guide says.
	w.s.SecurityGroups.Put(v.Default, &securityGroup{
		ID: v.Default, Name: "default", Description: "default VPC security group", VPC: v.ID,
		Rules: []groupRule{{ID: w.id("sgr"), Protocol: "-1", From: -1, To: -1, Group: v.Default}, w.allowAll()},
	})
	w.changed(c, v.ID+" "+v.CIDR, v.ID)
	out := w.vpcView(v)
	return &api.CreateVpcOutput{Vpc: &out}, nil
}

// allowAll is the outbound rule that every new group has.
func (w *World) allowAll() groupRule {
	return groupRule{ID: w.id("sgr"), Egress: true, Protocol: "-1", From: -1, To: -1, CIDR: "0.0.0.0/0"}
}

func (w *World) vpcView(v *vpc) api.Vpc {
	return api.Vpc{
		OwnerId: w.cfg.Account, InstanceTenancy: "default", VpcId: v.ID, State: "available", CidrBlock: v.CIDR,
		CidrBlockAssociationSet: []api.VpcCidrBlockAssociation{{AssociationId: "vpc-cidr-assoc-" + v.ID[4:], CidrBlock: v.CIDR, CidrBlockState: &api.VpcCidrBlockState{State: "associated"}}},
		Tags:                    w.nameTag(v.ID),
	}
}

func (w *World) describeVpcs(_ *call, in *api.DescribeVpcsInput) (*api.DescribeVpcsOutput, *api.Error) {
	for _, id := range in.VpcIds {
		if w.s.VPCs.Get(id) == nil {
			return nil, noVpc(id)
		}
	}
	rows, err := chosen(w, &w.s.VPCs, in.VpcIds, in.Filters, func(v *vpc) map[string][]string {
		return w.named(map[string][]string{"vpc-id": {v.ID}, "cidr": {v.CIDR}, "cidr-block": {v.CIDR}, "is-default": {"false"}, "state": {"available"}, "owner-id": {w.cfg.Account}}, v.ID)
	})
	if err != nil {
		return nil, err
	}
	out := &api.DescribeVpcsOutput{Vpcs: []api.Vpc{}}
	for _, v := range rows {
		out.Vpcs = append(out.Vpcs, w.vpcView(v))
	}
	return out, nil
}

func noVpc(id string) *api.Error {
	return api.Refuse("InvalidVpcID.NotFound", "The vpc ID '%s' does not exist", id)
}

func (w *World) createSubnet(c *call, in *api.CreateSubnetInput) (*api.CreateSubnetOutput, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	p, err := parseRange(in.CidrBlock)
	if err != nil {
		return nil, err
	}
	whole := netip.MustParsePrefix(v.CIDR)
	if p.Bits() < whole.Bits() || p.Bits() > 28 || !whole.Contains(p.Addr()) {
		return nil, api.Refuse("InvalidSubnet.Range", "The CIDR '%s' is invalid.", in.CidrBlock)
	}
	for s := range w.subnets() {
		if s.VPC == v.ID && netip.MustParsePrefix(s.CIDR).Overlaps(p) {
			return nil, api.Refuse("InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet", in.CidrBlock)
		}
	}
	zone := in.AvailabilityZone
	if zone == "" {
		zone = w.cfg.Region + "a"
	}
	if !slices.Contains(w.zones(), zone) {
		return nil, api.Refuse("InvalidParameterValue", "Value (%s) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: %s.",
			zone, fmt.Sprintf("%s, %s, %s", w.zones()[0], w.zones()[1], w.zones()[2]))
	}
	s := &subnet{ID: w.id("subnet"), VPC: v.ID, CIDR: in.CidrBlock, Zone: zone, NextHost: 4, ACL: v.ACL, ACLTied: w.id("aclassoc")}
	w.s.Subnets.Put(s.ID, s)
	w.changed(c, s.ID+" "+s.CIDR+" in "+s.Zone, s.ID, v.ID)
	out := w.subnetView(s)
	return &api.CreateSubnetOutput{Subnet: &out}, nil
}

func (w *World) modifySubnetAttribute(c *call, in *api.ModifySubnetAttributeInput) (*api.Nothing, *api.Error) {
	s := w.subnet(in.SubnetId)
	switch {
	case s == nil:
		return nil, noSubnet(in.SubnetId)
	case in.MapPublicIpOnLaunch == nil || in.MapPublicIpOnLaunch.Value == nil:
		return nil, api.Refuse("MissingParameter", "The request must contain an attribute to modify")
	}
	if on := *in.MapPublicIpOnLaunch.Value; on != s.PublicIPs {
		s.PublicIPs = on
		w.changed(c, fmt.Sprintf("%s MapPublicIpOnLaunch=%t", s.ID, on), s.ID)
	}
	return &api.Nothing{}, nil
}

// publicIP is the next public address: of ranges that are kept for documentation and
// benchmarks, since it stands for no real host. An engine's choice.
func (w *World) publicIP() string {
	for {
		n := w.s.PublicHosts
		w.s.PublicHosts++
		address := publicHost(n)
		if address == learnersAddress || n >= publicHosts && w.givenTo(address) {
			continue
		}
		return address
	}
}

// publicHosts is how many public addresses there are: then they are given anew.
const publicHosts = 2*250 + 250*250

func publicHost(n int64) string {
	switch n %= publicHosts; {
	case n < 250:
		return fmt.Sprintf("203.0.113.%d", 4+n)
	case n < 500:
		return fmt.Sprintf("192.0.2.%d", 4+n-250)
	}
	n -= 500
	return fmt.Sprintf("198.19.%d.%d", n/250, 4+n%250)
}

// givenTo reports whether an interface has a public address.
func (w *World) givenTo(address string) bool {
	for i := range w.s.Interfaces.All() {
		if i.PublicIP == address {
			return true
		}
	}
	return false
}

// givenOut reports whether an address is of the ranges of publicIP.
func givenOut(a netip.Addr) bool {
	if !a.Is4() {
		return false
	}
	b := a.As4()
	return b[0] == 203 && b[1] == 0 || b[0] == 192 && b[1] == 0 || b[0] == 198 && b[1] == 19
}

// zones are the Availability Zones of the Region.
func (w *World) zones() []string {
	return []string{w.cfg.Region + "a", w.cfg.Region + "b", w.cfg.Region + "c"}
}

func (w *World) subnetView(s *subnet) api.Subnet {
	return api.Subnet{
		OwnerId: w.cfg.Account, SubnetArn: fmt.Sprintf("arn:aws:ec2:%s:%s:subnet/%s", w.cfg.Region, w.cfg.Account, s.ID), SubnetId: s.ID,
		State: "available", VpcId: s.VPC, CidrBlock: s.CIDR, AvailableIpAddressCount: w.freeAddresses(s), AvailabilityZone: s.Zone, MapPublicIpOnLaunch: s.PublicIPs, Tags: w.nameTag(s.ID),
	}
}

func (w *World) describeSubnets(_ *call, in *api.DescribeSubnetsInput) (*api.DescribeSubnetsOutput, *api.Error) {
	for _, id := range in.SubnetIds {
		if w.subnet(id) == nil {
			return nil, noSubnet(id)
		}
	}
	rows, err := chosen(w, &w.s.Subnets, in.SubnetIds, in.Filters, func(s *subnet) map[string][]string {
		return w.named(map[string][]string{
			"vpc-id": {s.VPC}, "subnet-id": {s.ID}, "availability-zone": {s.Zone}, "cidr-block": {s.CIDR}, "cidr": {s.CIDR},
			"map-public-ip-on-launch": {truth(s.PublicIPs)}, "state": {"available"}, "owner-id": {w.cfg.Account},
		}, s.ID)
	})
	if err != nil {
		return nil, err
	}
	out := &api.DescribeSubnetsOutput{Subnets: []api.Subnet{}}
	for _, s := range rows {
		if !s.Gone {
			out.Subnets = append(out.Subnets, w.subnetView(s))
		}
	}
	return out, nil
}

// subnet finds a subnet that is not deleted; nil for none.
func (w *World) subnet(id string) *subnet {
	if s := w.s.Subnets.Get(id); s != nil && !s.Gone {
		return s
	}
	return nil
}

// subnets are those that are not deleted, in the order in which they were made.
func (w *World) subnets() iter.Seq[*subnet] {
	return func(yield func(*subnet) bool) {
		for s := range w.s.Subnets.All() {
			if !s.Gone && !yield(s) {
				return
			}
		}
	}
}

func noSubnet(id string) *api.Error {
	return api.Refuse("InvalidSubnetID.NotFound", "The subnet ID '%s' does not exist", id)
}
