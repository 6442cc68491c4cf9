package api

// CreateNatGatewayInput describes a new NAT gateway.
type CreateNatGatewayInput struct {
	AvailabilityMode string `json:"AvailabilityMode,omitempty" api:"enum=zonal|regional" doc:"zonal, in one subnet; regional is not simulated."`
	AllocationId     string `json:"AllocationId,omitempty" api:"ref=elastic-ip" doc:"The Elastic IP address, of a public NAT gateway."`
	SubnetId         string `json:"SubnetId,omitempty" api:"ref=subnet" doc:"The subnet that it stands in."`
	ConnectivityType string `json:"ConnectivityType,omitempty" api:"enum=private|public" doc:"public, which is when not given, leads to the internet."`
	PrivateIpAddress string `json:"PrivateIpAddress,omitempty" doc:"Its private address; a free one of the subnet when not given."`
}

// CreateNatGatewayOutput is the new NAT gateway, which is pending.
type CreateNatGatewayOutput struct {
	NatGateway *NatGateway `json:"NatGateway,omitempty"`
}

// NatGateway is a NAT gateway as it is described. FailureCode and FailureMessage are
// those of one that could not be created.
type NatGateway struct {
	CreateTime          Time                `json:"CreateTime,omitempty"`
	DeleteTime          Time                `json:"DeleteTime,omitempty"`
	FailureCode         string              `json:"FailureCode,omitempty"`
	FailureMessage      string              `json:"FailureMessage,omitempty"`
	NatGatewayAddresses []NatGatewayAddress `json:"NatGatewayAddresses"`
	NatGatewayId        string              `json:"NatGatewayId"`
	State               string              `json:"State"`
	SubnetId            string              `json:"SubnetId"`
	VpcId               string              `json:"VpcId"`
	Tags                []Tag               `json:"Tags,omitempty"`
	ConnectivityType    string              `json:"ConnectivityType"`
	AvailabilityMode    string              `json:"AvailabilityMode"`
}

// NatGatewayAddress is an address of a NAT gateway, with its network interface.
type NatGatewayAddress struct {
	AllocationId       string `json:"AllocationId,omitempty"`
	NetworkInterfaceId string `json:"NetworkInterfaceId,omitempty"`
	PrivateIp          string `json:"PrivateIp,omitempty"`
	PublicIp           string `json:"PublicIp,omitempty"`
	AssociationId      string `json:"AssociationId,omitempty"`
	IsPrimary          bool   `json:"IsPrimary"`
	Status             string `json:"Status,omitempty"`
}

// DeleteNatGatewayInput names the NAT gateway to delete.
type DeleteNatGatewayInput struct {
	NatGatewayId string `json:"NatGatewayId,omitempty" api:"required,ref=nat-gateway" doc:"The NAT gateway. Its Elastic IP address stays, and so do routes to it."`
}

// DeleteNatGatewayOutput names the NAT gateway that is being deleted.
type DeleteNatGatewayOutput struct {
	NatGatewayId string `json:"NatGatewayId"`
}

// DescribeNatGatewaysInput names or filters NAT gateways; with nothing given, all.
type DescribeNatGatewaysInput struct {
	Filter        []Filter `json:"Filter,omitempty" doc:"Filters: nat-gateway-id, state, subnet-id, vpc-id."`
	NatGatewayIds []string `json:"NatGatewayIds,omitempty" api:"ref=nat-gateway" doc:"The NAT gateways."`
}

// DescribeNatGatewaysOutput lists NAT gateways. One that is deleted, or that could
// not be created, is there for an hour.
type DescribeNatGatewaysOutput struct {
	NatGateways []NatGateway `json:"NatGateways"`
}
