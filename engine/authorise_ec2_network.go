package engine

import (
	"slices"

	"drydock/engine/api"
)

// ec2NetworkNeeds are the permissions of the operations of VPCs, but for those of
// security groups. In the requests of CreateVpcEndpoint things have fewer keys than in
// others.
func ec2NetworkNeeds() asking {
	return asking{
		"ec2:DescribeVpcs":                inRegion,
		"ec2:DescribeSubnets":             inRegion,
		"ec2:DescribeInternetGateways":    inRegion,
		"ec2:DescribeRouteTables":         inRegion,
		"ec2:DescribeAddresses":           inRegion,
		"ec2:DescribeNatGateways":         inRegion,
		"ec2:DescribeVpcEndpoints":        inRegion,
		"ec2:DescribeVpcEndpointServices": inRegion,
		"ec2:DescribePrefixLists":         inRegion,
		"ec2:DescribeManagedPrefixLists":  inRegion,
		"ec2:DescribeNetworkAcls":         inRegion,
		"ec2:DescribeNetworkInterfaces":   inRegion,

		"ec2:CreateVpc": asks(func(w *World, _ *api.CreateVpcInput) []need {
			return []need{w.onEC2("vpc", "*")}
		}),
		"ec2:CreateSubnet": asks(func(w *World, in *api.CreateSubnetInput) []need {
			return []need{w.onEC2("subnet", "*"), w.onVPC(in.VpcId)}
		}),
		"ec2:ModifySubnetAttribute": asks(func(w *World, in *api.ModifySubnetAttributeInput) []need {
			return []need{w.onSubnet(in.SubnetId)}
		}),
		"ec2:CreateInternetGateway": asks(func(w *World, _ *api.CreateInternetGatewayInput) []need {
			return []need{w.onEC2("internet-gateway", "*")}
		}),
		"ec2:AttachInternetGateway": asks(func(w *World, in *api.AttachInternetGatewayInput) []need {
			return []need{w.onGateway(in.InternetGatewayId), w.onVPC(in.VpcId)}
		}),
		"ec2:CreateRouteTable": asks(func(w *World, in *api.CreateRouteTableInput) []need {
			return []need{w.onEC2("route-table", "*"), w.onVPC(in.VpcId)}
		}),
		"ec2:CreateRoute": asks(func(w *World, in *api.CreateRouteInput) []need {
			return []need{w.onRouteTable(in.RouteTableId)}
		}),
		"ec2:AssociateRouteTable": asks(func(w *World, in *api.AssociateRouteTableInput) []need {
			return []need{w.onRouteTable(in.RouteTableId), w.onSubnet(in.SubnetId)}
		}),
		"ec2:DeleteVpc": asks(func(w *World, in *api.DeleteVpcInput) []need {
			return []need{w.onVPC(in.VpcId)}
		}),
		"ec2:ModifyVpcAttribute": asks(func(w *World, in *api.ModifyVpcAttributeInput) []need {
			return []need{w.onVPC(in.VpcId)}
		}),
		"ec2:DescribeVpcAttribute": asks(func(w *World, in *api.DescribeVpcAttributeInput) []need {
			return []need{w.onVPC(in.VpcId)}
		}),
		"ec2:DeleteSubnet": asks(func(w *World, in *api.DeleteSubnetInput) []need {
			return []need{w.onSubnet(in.SubnetId)}
		}),
		"ec2:DetachInternetGateway": asks(func(w *World, in *api.DetachInternetGatewayInput) []need {
			return []need{w.onGateway(in.InternetGatewayId), w.onVPC(in.VpcId)}
		}),
		"ec2:DeleteInternetGateway": asks(func(w *World, in *api.DeleteInternetGatewayInput) []need {
			return []need{w.onGateway(in.InternetGatewayId)}
		}),

		"ec2:DeleteRouteTable": asks(func(w *World, in *api.DeleteRouteTableInput) []need {
			return []need{w.onRouteTable(in.RouteTableId)}
		}),
		"ec2:ReplaceRoute": asks(func(w *World, in *api.ReplaceRouteInput) []need {
			return []need{w.onRouteTable(in.RouteTableId)}
		}),
		"ec2:DeleteRoute": asks(func(w *World, in *api.DeleteRouteInput) []need {
			return []need{w.onRouteTable(in.RouteTableId)}
		}),
		"ec2:DisassociateRouteTable": asks(func(w *World, in *api.DisassociateRouteTableInput) []need {
			return w.onTied(in.AssociationId, "")
		}),
		"ec2:ReplaceRouteTableAssociation": asks(func(w *World, in *api.ReplaceRouteTableAssociationInput) []need {
			return w.onTied(in.AssociationId, in.RouteTableId)
		}),

		"ec2:AllocateAddress": asks(func(w *World, _ *api.AllocateAddressInput) []need {
			return []need{w.onEC2("elastic-ip", "*")}
		}),
		"ec2:ReleaseAddress": asks(func(w *World, in *api.ReleaseAddressInput) []need {
			return []need{w.onAddress(in.AllocationId)}
		}),
		"ec2:AssociateAddress": asks(func(w *World, in *api.AssociateAddressInput) []need {
			out := []need{w.onAddress(in.AllocationId)}
			if in.InstanceId != "" {
				out = append(out, w.onInstance(in.InstanceId))
			}
			if in.NetworkInterfaceId != "" {
				out = append(out, w.onInterface(in.NetworkInterfaceId))
			}
			return out
		}),
		"ec2:DisassociateAddress": asks(func(w *World, in *api.DisassociateAddressInput) []need {
			for a := range w.s.Addresses.All() {
				if in.AssociationId != "" && a.Association == in.AssociationId {
					return []need{w.onAddress(a.ID), w.onInterface(a.Interface)}
				}
			}
			return []need{w.onAddress("")}
		}),

		"ec2:CreateNatGateway": asks(func(w *World, in *api.CreateNatGatewayInput) []need {
			out := []need{w.onEC2("natgateway", "*"), w.onSubnet(in.SubnetId)}
			if in.AllocationId != "" {
				out = append(out, w.onAddress(in.AllocationId))
			}
			return out
		}),
		"ec2:DeleteNatGateway": asks(func(w *World, in *api.DeleteNatGatewayInput) []need {
			return []need{w.onEC2("natgateway", in.NatGatewayId)}
		}),

		"ec2:CreateVpcEndpoint": asks((*World).createVpcEndpointNeeds),
		"ec2:ModifyVpcEndpoint": asks((*World).modifyVpcEndpointNeeds),
		"ec2:DeleteVpcEndpoints": asks(func(w *World, in *api.DeleteVpcEndpointsInput) []need {
			if len(in.VpcEndpointIds) == 0 {
				return []need{w.onEC2("vpc-endpoint", "*")}
			}
			var out []need
			for _, id := range in.VpcEndpointIds {
				name := ""
				if e := w.s.Endpoints.Get(id); e != nil {
					name = w.endpointName(e)
				}
				out = append(out, w.onEC2("vpc-endpoint", id, "ec2:VpceServiceName", name))
			}
			return out
		}),

		"ec2:CreateNetworkAcl": asks(func(w *World, in *api.CreateNetworkAclInput) []need {
			return []need{w.onEC2("network-acl", "*"), w.onVPC(in.VpcId)}
		}),
		"ec2:DeleteNetworkAcl": asks(func(w *World, in *api.DeleteNetworkAclInput) []need {
			return []need{w.onACL(in.NetworkAclId)}
		}),
		"ec2:CreateNetworkAclEntry": asks(func(w *World, in *api.CreateNetworkAclEntryInput) []need {
			return []need{w.onACL(in.NetworkAclId)}
		}),
		"ec2:ReplaceNetworkAclEntry": asks(func(w *World, in *api.ReplaceNetworkAclEntryInput) []need {
			return []need{w.onACL(in.NetworkAclId)}
		}),
		"ec2:DeleteNetworkAclEntry": asks(func(w *World, in *api.DeleteNetworkAclEntryInput) []need {
			return []need{w.onACL(in.NetworkAclId)}
		}),
		"ec2:ReplaceNetworkAclAssociation": asks(func(w *World, in *api.ReplaceNetworkAclAssociationInput) []need {
			subnet := ""
			if s := w.subnetTied(in.AssociationId); s != nil {
				subnet = s.ID
			}
			return []need{w.onACL(in.NetworkAclId), w.onSubnet(subnet)}
		}),
		"ec2:ModifyNetworkInterfaceAttribute": asks(func(w *World, in *api.ModifyNetworkInterfaceAttributeInput) []need {
			out := []need{w.onInterface(in.NetworkInterfaceId)}
			for _, g := range in.Groups {
				out = append(out, w.onGroup(g))
			}
			return out
		}),
	}
}

func (w *World) createVpcEndpointNeeds(in *api.CreateVpcEndpointInput) []need {
	out := []need{
		w.onEC2("vpc-endpoint", "*", "ec2:VpceServiceName", in.ServiceName, "ec2:VpceServiceOwner", "amazon"),
		w.onEC2("vpc", in.VpcId, "ec2:VpcID", in.VpcId),
	}
	for _, id := range in.RouteTableIds {
		out = append(out, w.onEC2("route-table", id, "ec2:RouteTableID", id))
	}
	for _, id := range in.SubnetIds {
		out = append(out, w.onEC2("subnet", id, "ec2:SubnetID", id))
	}
	for _, id := range in.SecurityGroupIds {
		out = append(out, w.onEC2("security-group", id, "ec2:SecurityGroupID", id))
	}
	return out
}

func (w *World) modifyVpcEndpointNeeds(in *api.ModifyVpcEndpointInput) []need {
	out := []need{w.onEC2("vpc-endpoint", in.VpcEndpointId)}
	for _, id := range slices.Concat(in.AddRouteTableIds, in.RemoveRouteTableIds) {
		out = append(out, w.onEC2("route-table", id, "ec2:RouteTableID", id))
	}
	for _, id := range slices.Concat(in.AddSubnetIds, in.RemoveSubnetIds) {
		out = append(out, w.onSubnet(id))
	}
	for _, id := range slices.Concat(in.AddSecurityGroupIds, in.RemoveSecurityGroupIds) {
		out = append(out, w.onGroup(id))
	}
	return out
}

func (w *World) onVPC(id string) need {
	tenancy := ""
	if w.s.VPCs.Get(id) != nil {
		tenancy = "default"
	}
	return w.onEC2("vpc", id, "ec2:VpcID", id, "ec2:Tenancy", tenancy)
}

func (w *World) onSubnet(id string) need {
	if n := w.s.Subnets.Get(id); n != nil {
		return w.onEC2("subnet", id, "ec2:SubnetID", id, "ec2:AvailabilityZone", n.Zone, "ec2:Vpc", w.ec2ARN("vpc", n.VPC))
	}
	return w.onEC2("subnet", id, "ec2:SubnetID", id)
}

func (w *World) onRouteTable(id string) need {
	if t := w.s.RouteTables.Get(id); t != nil {
		return w.onEC2("route-table", id, "ec2:RouteTableID", id, "ec2:Vpc", w.ec2ARN("vpc", t.VPC))
	}
	return w.onEC2("route-table", id, "ec2:RouteTableID", id)
}

// onTied is the permission for the route table of an association, or for the one that
// takes its place, and for the subnet of it, if it has one.
func (w *World) onTied(association, table string) []need {
	v, s, err := w.tiedBy(association)
	switch {
	case err != nil:
		return []need{w.onRouteTable(table)}
	case table == "" && s == nil:
		table = v.MainTable
	case table == "":
		table = s.Table
	}
	out := []need{w.onRouteTable(table)}
	if s != nil {
		out = append(out, w.onSubnet(s.ID))
	}
	return out
}

func (w *World) onGateway(id string) need {
	return w.onEC2("internet-gateway", id, "ec2:InternetGatewayID", id)
}

func (w *World) onAddress(id string) need {
	if a := w.s.Addresses.Get(id); a != nil {
		return w.onEC2("elastic-ip", id, "ec2:AllocationId", id, "ec2:Domain", "vpc", "ec2:PublicIpAddress", a.IP)
	}
	return w.onEC2("elastic-ip", id, "ec2:AllocationId", id)
}

func (w *World) onInterface(id string) need {
	i := w.s.Interfaces.Get(id)
	if i == nil {
		return w.onEC2("network-interface", id, "ec2:NetworkInterfaceID", id)
	}
	s := w.s.Subnets.Get(i.Subnet)
	return w.onEC2("network-interface", id,
		"ec2:NetworkInterfaceID", id, "ec2:AvailabilityZone", s.Zone, "ec2:Subnet", w.ec2ARN("subnet", s.ID), "ec2:Vpc", w.ec2ARN("vpc", s.VPC),
	)
}

func (w *World) onACL(id string) need {
	if a := w.s.ACLs.Get(id); a != nil {
		return w.onEC2("network-acl", id, "ec2:NetworkAclID", id, "ec2:Vpc", w.ec2ARN("vpc", a.VPC))
	}
	return w.onEC2("network-acl", id, "ec2:NetworkAclID", id)
}
