package api

// AllocateAddressInput asks for an Elastic IP address.
type AllocateAddressInput struct {
	Domain string `json:"Domain,omitempty" api:"enum=vpc|standard" doc:"vpc."`
}

// AllocateAddressOutput is the new address.
type AllocateAddressOutput struct {
	AllocationId       string `json:"AllocationId"`
	PublicIpv4Pool     string `json:"PublicIpv4Pool"`
	NetworkBorderGroup string `json:"NetworkBorderGroup"`
	Domain             string `json:"Domain"`
	PublicIp           string `json:"PublicIp"`
}

// ReleaseAddressInput names the address to give back.
type ReleaseAddressInput struct {
	AllocationId string `json:"AllocationId,omitempty" api:"ref=elastic-ip" doc:"The address."`
}

// AssociateAddressInput names an address, and the instance or the network interface
// that is to have it.
type AssociateAddressInput struct {
	AllocationId       string `json:"AllocationId,omitempty" api:"ref=elastic-ip" doc:"The address."`
	InstanceId         string `json:"InstanceId,omitempty" api:"ref=instance" doc:"The instance, or else the interface."`
	NetworkInterfaceId string `json:"NetworkInterfaceId,omitempty" api:"ref=network-interface" doc:"The network interface, or else the instance."`
	PrivateIpAddress   string `json:"PrivateIpAddress,omitempty" doc:"The private address that it stands for; an interface has one."`
	AllowReassociation *bool  `json:"AllowReassociation,omitempty" doc:"Whether an address that something has already goes over to this; it does unless this is false."`
}

// AssociateAddressOutput is the new association.
type AssociateAddressOutput struct {
	AssociationId string `json:"AssociationId"`
}

// DisassociateAddressInput names the association to end.
type DisassociateAddressInput struct {
	AssociationId string `json:"AssociationId,omitempty" api:"ref=address-association" doc:"The association, as DescribeAddresses shows it."`
}

// DescribeAddressesInput names or filters addresses; with nothing given, all.
type DescribeAddressesInput struct {
	PublicIps     []string `json:"PublicIps,omitempty" doc:"The addresses themselves."`
	Filters       []Filter `json:"Filters,omitempty" doc:"Filters: allocation-id, association-id, instance-id, network-interface-id, public-ip and more."`
	AllocationIds []string `json:"AllocationIds,omitempty" api:"ref=elastic-ip" doc:"The addresses."`
}

// DescribeAddressesOutput lists addresses.
type DescribeAddressesOutput struct {
	Addresses []Address `json:"Addresses"`
}

// Address is an Elastic IP address as it is described.
type Address struct {
	AllocationId            string `json:"AllocationId"`
	AssociationId           string `json:"AssociationId,omitempty"`
	Domain                  string `json:"Domain"`
	NetworkInterfaceId      string `json:"NetworkInterfaceId,omitempty"`
	NetworkInterfaceOwnerId string `json:"NetworkInterfaceOwnerId,omitempty"`
	PrivateIpAddress        string `json:"PrivateIpAddress,omitempty"`
	Tags                    []Tag  `json:"Tags,omitempty"`
	PublicIpv4Pool          string `json:"PublicIpv4Pool"`
	NetworkBorderGroup      string `json:"NetworkBorderGroup"`
	InstanceId              string `json:"InstanceId,omitempty"`
	PublicIp                string `json:"PublicIp"`
}
