package api

func ec2Operations() []*Operation {
	return []*Operation{
		write[AssociateIamInstanceProfileInput, AssociateIamInstanceProfileOutput]("ec2", "AssociateIamInstanceProfile", "Gives an instance an instance profile."),
		write[DisassociateIamInstanceProfileInput, DisassociateIamInstanceProfileOutput]("ec2", "DisassociateIamInstanceProfile", "Takes the instance profile from an instance."),
		write[ReplaceIamInstanceProfileAssociationInput, ReplaceIamInstanceProfileAssociationOutput]("ec2", "ReplaceIamInstanceProfileAssociation", "Gives an instance another instance profile."),
		read[DescribeIamInstanceProfileAssociationsInput, DescribeIamInstanceProfileAssociationsOutput]("ec2", "DescribeIamInstanceProfileAssociations", "Shows which instances have which instance profiles."),
		write[CreateVpcInput, CreateVpcOutput]("ec2", "CreateVpc", "Creates a VPC."),
		read[DescribeVpcsInput, DescribeVpcsOutput]("ec2", "DescribeVpcs", "Shows VPCs."),
		write[CreateSubnetInput, CreateSubnetOutput]("ec2", "CreateSubnet", "Creates a subnet in one Availability Zone of a VPC."),
		read[DescribeSubnetsInput, DescribeSubnetsOutput]("ec2", "DescribeSubnets", "Shows subnets."),
		write[ModifySubnetAttributeInput, Nothing]("ec2", "ModifySubnetAttribute", "Changes whether instances in a subnet get public addresses."),
		write[CreateInternetGatewayInput, CreateInternetGatewayOutput]("ec2", "CreateInternetGateway", "Creates an internet gateway."),
		write[AttachInternetGatewayInput, Nothing]("ec2", "AttachInternetGateway", "Attaches an internet gateway to a VPC."),
		read[DescribeInternetGatewaysInput, DescribeInternetGatewaysOutput]("ec2", "DescribeInternetGateways", "Shows internet gateways."),
		write[CreateRouteTableInput, CreateRouteTableOutput]("ec2", "CreateRouteTable", "Creates a route table with the local route only."),
		write[CreateRouteInput, CreateRouteOutput]("ec2", "CreateRoute", "Adds a route to a route table."),
		write[AssociateRouteTableInput, AssociateRouteTableOutput]("ec2", "AssociateRouteTable", "Has a subnet use a route table."),
		read[DescribeRouteTablesInput, DescribeRouteTablesOutput]("ec2", "DescribeRouteTables", "Shows route tables."),
		write[CreateSecurityGroupInput, CreateSecurityGroupOutput]("ec2", "CreateSecurityGroup", "Creates a security group that admits nothing and lets everything out."),
		write[DeleteSecurityGroupInput, DeleteSecurityGroupOutput]("ec2", "DeleteSecurityGroup", "Deletes a security group that nothing uses."),
		read[DescribeSecurityGroupsInput, DescribeSecurityGroupsOutput]("ec2", "DescribeSecurityGroups", "Shows security groups and their permissions."),
		read[DescribeSecurityGroupRulesInput, DescribeSecurityGroupRulesOutput]("ec2", "DescribeSecurityGroupRules", "Shows the rules of security groups one by one."),
		write[AuthorizeSecurityGroupIngressInput, AuthorizeSecurityGroupIngressOutput]("ec2", "AuthorizeSecurityGroupIngress", "Adds inbound rules to a security group."),
		write[AuthorizeSecurityGroupEgressInput, AuthorizeSecurityGroupEgressOutput]("ec2", "AuthorizeSecurityGroupEgress", "Adds outbound rules to a security group."),
		write[RevokeSecurityGroupIngressInput, RevokeSecurityGroupIngressOutput]("ec2", "RevokeSecurityGroupIngress", "Takes inbound rules away from a security group."),
		write[RevokeSecurityGroupEgressInput, RevokeSecurityGroupEgressOutput]("ec2", "RevokeSecurityGroupEgress", "Takes outbound rules away from a security group."),
		write[ModifySecurityGroupRulesInput, ModifySecurityGroupRulesOutput]("ec2", "ModifySecurityGroupRules", "Changes rules of a security group in place."),
		write[RunInstancesInput, RunInstancesOutput]("ec2", "RunInstances", "Starts instances."),
		read[DescribeInstancesInput, DescribeInstancesOutput]("ec2", "DescribeInstances", "Shows instances."),
		write[ModifyInstanceAttributeInput, Nothing]("ec2", "ModifyInstanceAttribute", "Replaces the security groups of an instance."),
		write[StartInstancesInput, StartInstancesOutput]("ec2", "StartInstances", "Starts stopped instances."),
		write[StopInstancesInput, StopInstancesOutput]("ec2", "StopInstances", "Stops instances; their root volumes stay."),
		write[TerminateInstancesInput, TerminateInstancesOutput]("ec2", "TerminateInstances", "Ends instances for good."),
		read[DescribeVolumesInput, DescribeVolumesOutput]("ec2", "DescribeVolumes", "Shows EBS volumes."),
	}
}

// Tag is a tag as EC2 writes it.
type Tag struct {
	Key   string `json:"Key,omitempty" doc:"The key."`
	Value string `json:"Value,omitempty" doc:"The value."`
}

// Filter keeps things of which the named property has one of the values. Values
// may hold * and ?.
type Filter struct {
	Name   string   `json:"Name,omitempty" doc:"The property, for example vpc-id."`
	Values []string `json:"Values,omitempty" doc:"Values, one of which must match."`
}

// CreateVpcInput describes a new VPC.
type CreateVpcInput struct {
	CidrBlock string `json:"CidrBlock,omitempty" doc:"Addresses, for example 10.0.0.0/16."`
}

// CreateVpcOutput is the new VPC.
type CreateVpcOutput struct {
	Vpc *Vpc `json:"Vpc,omitempty"`
}

// Vpc is a VPC as it is described.
type Vpc struct {
	OwnerId                 string                    `json:"OwnerId"`
	InstanceTenancy         string                    `json:"InstanceTenancy"`
	CidrBlockAssociationSet []VpcCidrBlockAssociation `json:"CidrBlockAssociationSet"`
	IsDefault               bool                      `json:"IsDefault"`
	Tags                    []Tag                     `json:"Tags,omitempty"`
	VpcId                   string                    `json:"VpcId"`
	State                   string                    `json:"State"`
	CidrBlock               string                    `json:"CidrBlock"`
	DhcpOptionsId           string                    `json:"DhcpOptionsId,omitempty"`
}

// VpcCidrBlockAssociation is one range of addresses of a VPC.
type VpcCidrBlockAssociation struct {
	AssociationId  string             `json:"AssociationId"`
	CidrBlock      string             `json:"CidrBlock"`
	CidrBlockState *VpcCidrBlockState `json:"CidrBlockState,omitempty"`
}

// VpcCidrBlockState is the state of a range of addresses: associated.
type VpcCidrBlockState struct {
	State string `json:"State"`
}

// DescribeVpcsInput names VPCs; with none given, all.
type DescribeVpcsInput struct {
	VpcIds []string `json:"VpcIds,omitempty" api:"ref=vpc" doc:"The VPCs."`
}

// DescribeVpcsOutput lists VPCs.
type DescribeVpcsOutput struct {
	Vpcs []Vpc `json:"Vpcs"`
}

// CreateSubnetInput describes a new subnet.
type CreateSubnetInput struct {
	AvailabilityZone string `json:"AvailabilityZone,omitempty" doc:"The zone, for example eu-west-1a."`
	CidrBlock        string `json:"CidrBlock,omitempty" doc:"Addresses, a part of the VPC's."`
	VpcId            string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// CreateSubnetOutput is the new subnet.
type CreateSubnetOutput struct {
	Subnet *Subnet `json:"Subnet,omitempty"`
}

// Subnet is a subnet as it is described.
type Subnet struct {
	AvailabilityZoneId      string `json:"AvailabilityZoneId,omitempty"`
	OwnerId                 string `json:"OwnerId"`
	Tags                    []Tag  `json:"Tags,omitempty"`
	SubnetArn               string `json:"SubnetArn"`
	SubnetId                string `json:"SubnetId"`
	State                   string `json:"State"`
	VpcId                   string `json:"VpcId"`
	CidrBlock               string `json:"CidrBlock"`
	AvailableIpAddressCount int64  `json:"AvailableIpAddressCount"`
	AvailabilityZone        string `json:"AvailabilityZone"`
	DefaultForAz            bool   `json:"DefaultForAz"`
	MapPublicIpOnLaunch     bool   `json:"MapPublicIpOnLaunch"`
}

// DescribeSubnetsInput names or filters subnets; with nothing given, all.
type DescribeSubnetsInput struct {
	Filters   []Filter `json:"Filters,omitempty" doc:"Filters: availability-zone, cidr-block, subnet-id, vpc-id and more."`
	SubnetIds []string `json:"SubnetIds,omitempty" api:"ref=subnet" doc:"The subnets."`
}

// DescribeSubnetsOutput lists subnets.
type DescribeSubnetsOutput struct {
	Subnets []Subnet `json:"Subnets"`
}

// AttributeBooleanValue is a truth value in a structure of its own.
type AttributeBooleanValue struct {
	Value *bool `json:"Value,omitempty" doc:"true or false."`
}

// ModifySubnetAttributeInput names a subnet and what is to change.
type ModifySubnetAttributeInput struct {
	MapPublicIpOnLaunch *AttributeBooleanValue `json:"MapPublicIpOnLaunch,omitempty" doc:"Whether instances launched here get a public address."`
	SubnetId            string                 `json:"SubnetId,omitempty" api:"required,ref=subnet" doc:"The subnet."`
}
