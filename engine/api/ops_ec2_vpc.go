package api

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

// DescribeVpcsInput names or filters VPCs; with nothing given, all.
type DescribeVpcsInput struct {
	Filters []Filter `json:"Filters,omitempty" doc:"Filters: cidr-block, vpc-id and more."`
	VpcIds  []string `json:"VpcIds,omitempty" api:"ref=vpc" doc:"The VPCs."`
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

// ModifyVpcAttributeInput names a VPC and the one attribute that is to change.
type ModifyVpcAttributeInput struct {
	EnableDnsHostnames *AttributeBooleanValue `json:"EnableDnsHostnames,omitempty" doc:"Whether instances with public addresses get public DNS names, and private hosted zones work."`
	EnableDnsSupport   *AttributeBooleanValue `json:"EnableDnsSupport,omitempty" doc:"Whether the VPC's resolver answers."`
	VpcId              string                 `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// DescribeVpcAttributeInput names a VPC and an attribute.
type DescribeVpcAttributeInput struct {
	Attribute string `json:"Attribute,omitempty" api:"required,enum=enableDnsSupport|enableDnsHostnames|enableNetworkAddressUsageMetrics" doc:"The attribute."`
	VpcId     string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// DescribeVpcAttributeOutput is the attribute that was asked for.
type DescribeVpcAttributeOutput struct {
	EnableDnsHostnames               *AttributeBooleanValue `json:"EnableDnsHostnames,omitempty"`
	EnableDnsSupport                 *AttributeBooleanValue `json:"EnableDnsSupport,omitempty"`
	EnableNetworkAddressUsageMetrics *AttributeBooleanValue `json:"EnableNetworkAddressUsageMetrics,omitempty"`
	VpcId                            string                 `json:"VpcId"`
}

// DeleteVpcInput names the VPC to delete.
type DeleteVpcInput struct {
	VpcId string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// DeleteSubnetInput names the subnet to delete.
type DeleteSubnetInput struct {
	SubnetId string `json:"SubnetId,omitempty" api:"required,ref=subnet" doc:"The subnet."`
}
