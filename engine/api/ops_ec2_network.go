package api

// ec2NetworkOperations are those of VPCs, but for their security groups.
func ec2NetworkOperations() []*Operation {
	return []*Operation{
		write[CreateVpcInput, CreateVpcOutput]("ec2", "CreateVpc", "Creates a VPC."),
		read[DescribeVpcsInput, DescribeVpcsOutput]("ec2", "DescribeVpcs", "Shows VPCs."),
		write[DeleteVpcInput, Nothing]("ec2", "DeleteVpc", "Deletes a VPC with nothing in it."),
		write[ModifyVpcAttributeInput, Nothing]("ec2", "ModifyVpcAttribute", "Changes whether a VPC has DNS resolution, or DNS hostnames."),
		read[DescribeVpcAttributeInput, DescribeVpcAttributeOutput]("ec2", "DescribeVpcAttribute", "Shows whether a VPC has DNS resolution, or DNS hostnames."),
		write[CreateSubnetInput, CreateSubnetOutput]("ec2", "CreateSubnet", "Creates a subnet in one Availability Zone of a VPC."),
		read[DescribeSubnetsInput, DescribeSubnetsOutput]("ec2", "DescribeSubnets", "Shows subnets."),
		write[ModifySubnetAttributeInput, Nothing]("ec2", "ModifySubnetAttribute", "Changes whether instances in a subnet get public addresses."),
		write[DeleteSubnetInput, Nothing]("ec2", "DeleteSubnet", "Deletes a subnet without network interfaces."),

		write[CreateInternetGatewayInput, CreateInternetGatewayOutput]("ec2", "CreateInternetGateway", "Creates an internet gateway."),
		write[AttachInternetGatewayInput, Nothing]("ec2", "AttachInternetGateway", "Attaches an internet gateway to a VPC."),
		write[DetachInternetGatewayInput, Nothing]("ec2", "DetachInternetGateway", "Detaches an internet gateway from a VPC without public addresses."),
		write[DeleteInternetGatewayInput, Nothing]("ec2", "DeleteInternetGateway", "Deletes an internet gateway that is not attached."),
		read[DescribeInternetGatewaysInput, DescribeInternetGatewaysOutput]("ec2", "DescribeInternetGateways", "Shows internet gateways."),

		write[CreateRouteTableInput, CreateRouteTableOutput]("ec2", "CreateRouteTable", "Creates a route table with the local route only."),
		write[DeleteRouteTableInput, Nothing]("ec2", "DeleteRouteTable", "Deletes a route table that no subnet uses."),
		write[AssociateRouteTableInput, AssociateRouteTableOutput]("ec2", "AssociateRouteTable", "Has a subnet use a route table."),
		write[DisassociateRouteTableInput, Nothing]("ec2", "DisassociateRouteTable", "Has a subnet use the main route table again."),
		write[ReplaceRouteTableAssociationInput, ReplaceRouteTableAssociationOutput]("ec2", "ReplaceRouteTableAssociation", "Has a subnet use another route table, or makes another one the main one."),
		read[DescribeRouteTablesInput, DescribeRouteTablesOutput]("ec2", "DescribeRouteTables", "Shows route tables."),
		write[CreateRouteInput, CreateRouteOutput]("ec2", "CreateRoute", "Adds a route to a route table."),
		write[ReplaceRouteInput, Nothing]("ec2", "ReplaceRoute", "Has a route lead to something else."),
		write[DeleteRouteInput, Nothing]("ec2", "DeleteRoute", "Takes a route from a route table."),

		write[AllocateAddressInput, AllocateAddressOutput]("ec2", "AllocateAddress", "Allocates an Elastic IP address."),
		write[ReleaseAddressInput, Nothing]("ec2", "ReleaseAddress", "Gives back an Elastic IP address that nothing has."),
		write[AssociateAddressInput, AssociateAddressOutput]("ec2", "AssociateAddress", "Gives an instance or a network interface an Elastic IP address."),
		write[DisassociateAddressInput, Nothing]("ec2", "DisassociateAddress", "Takes an Elastic IP address from what has it."),
		read[DescribeAddressesInput, DescribeAddressesOutput]("ec2", "DescribeAddresses", "Shows Elastic IP addresses."),

		write[CreateNatGatewayInput, CreateNatGatewayOutput]("ec2", "CreateNatGateway", "Creates a NAT gateway in a subnet."),
		write[DeleteNatGatewayInput, DeleteNatGatewayOutput]("ec2", "DeleteNatGateway", "Deletes a NAT gateway."),
		read[DescribeNatGatewaysInput, DescribeNatGatewaysOutput]("ec2", "DescribeNatGateways", "Shows NAT gateways."),

		write[CreateVpcEndpointInput, CreateVpcEndpointOutput]("ec2", "CreateVpcEndpoint", "Creates a VPC endpoint of an AWS service."),
		write[ModifyVpcEndpointInput, ModifyVpcEndpointOutput]("ec2", "ModifyVpcEndpoint", "Changes a VPC endpoint: its policy, its subnets, groups or route tables, its private DNS."),
		write[DeleteVpcEndpointsInput, DeleteVpcEndpointsOutput]("ec2", "DeleteVpcEndpoints", "Deletes VPC endpoints."),
		read[DescribeVpcEndpointsInput, DescribeVpcEndpointsOutput]("ec2", "DescribeVpcEndpoints", "Shows VPC endpoints."),
		read[DescribeVpcEndpointServicesInput, DescribeVpcEndpointServicesOutput]("ec2", "DescribeVpcEndpointServices", "Shows the services of which there can be VPC endpoints."),
		read[DescribePrefixListsInput, DescribePrefixListsOutput]("ec2", "DescribePrefixLists", "Shows the addresses of services with gateway endpoints."),
		read[DescribeManagedPrefixListsInput, DescribeManagedPrefixListsOutput]("ec2", "DescribeManagedPrefixLists", "Shows prefix lists, which are those of AWS."),

		write[CreateNetworkAclInput, CreateNetworkAclOutput]("ec2", "CreateNetworkAcl", "Creates a network ACL that denies everything."),
		write[DeleteNetworkAclInput, Nothing]("ec2", "DeleteNetworkAcl", "Deletes a network ACL that no subnet has."),
		write[CreateNetworkAclEntryInput, Nothing]("ec2", "CreateNetworkAclEntry", "Adds a rule to a network ACL."),
		write[ReplaceNetworkAclEntryInput, Nothing]("ec2", "ReplaceNetworkAclEntry", "Has a rule of a network ACL say something else."),
		write[DeleteNetworkAclEntryInput, Nothing]("ec2", "DeleteNetworkAclEntry", "Takes a rule from a network ACL."),
		write[ReplaceNetworkAclAssociationInput, ReplaceNetworkAclAssociationOutput]("ec2", "ReplaceNetworkAclAssociation", "Gives a subnet another network ACL."),
		read[DescribeNetworkAclsInput, DescribeNetworkAclsOutput]("ec2", "DescribeNetworkAcls", "Shows network ACLs with their rules and subnets."),

		read[DescribeNetworkInterfacesInput, DescribeNetworkInterfacesOutput]("ec2", "DescribeNetworkInterfaces", "Shows network interfaces, and what they belong to."),
		write[ModifyNetworkInterfaceAttributeInput, Nothing]("ec2", "ModifyNetworkInterfaceAttribute", "Replaces the security groups of a network interface."),
	}
}
