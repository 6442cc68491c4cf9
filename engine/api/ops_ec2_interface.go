package api

// DescribeNetworkInterfacesInput names or filters network interfaces; with nothing
// given, all.
type DescribeNetworkInterfacesInput struct {
	NetworkInterfaceIds []string `json:"NetworkInterfaceIds,omitempty" api:"ref=network-interface" doc:"The network interfaces."`
	Filters             []Filter `json:"Filters,omitempty" doc:"Filters: vpc-id, subnet-id, group-id, private-ip-address, attachment.instance-id, description, interface-type and more."`
}

// DescribeNetworkInterfacesOutput lists network interfaces.
type DescribeNetworkInterfacesOutput struct {
	NetworkInterfaces []NetworkInterface `json:"NetworkInterfaces"`
}

// NetworkInterface is a network interface as it is described.
type NetworkInterface struct {
	Association        *NetworkInterfaceAssociation       `json:"Association,omitempty"`
	Attachment         *NetworkInterfaceAttachment        `json:"Attachment,omitempty"`
	AvailabilityZone   string                             `json:"AvailabilityZone"`
	Description        string                             `json:"Description"`
	Groups             []GroupIdentifier                  `json:"Groups"`
	InterfaceType      string                             `json:"InterfaceType"`
	NetworkInterfaceId string                             `json:"NetworkInterfaceId"`
	OwnerId            string                             `json:"OwnerId"`
	PrivateDnsName     string                             `json:"PrivateDnsName,omitempty"`
	PrivateIpAddress   string                             `json:"PrivateIpAddress"`
	PrivateIpAddresses []NetworkInterfacePrivateIpAddress `json:"PrivateIpAddresses"`
	RequesterId        string                             `json:"RequesterId,omitempty"`
	RequesterManaged   bool                               `json:"RequesterManaged"`
	SourceDestCheck    bool                               `json:"SourceDestCheck"`
	Status             string                             `json:"Status"`
	SubnetId           string                             `json:"SubnetId"`
	TagSet             []Tag                              `json:"TagSet"`
	VpcId              string                             `json:"VpcId"`
}

// NetworkInterfaceAssociation is the public address of a network interface. Only an
// Elastic IP address has an allocation and an association.
type NetworkInterfaceAssociation struct {
	AllocationId  string `json:"AllocationId,omitempty"`
	AssociationId string `json:"AssociationId,omitempty"`
	IpOwnerId     string `json:"IpOwnerId"`
	PublicDnsName string `json:"PublicDnsName,omitempty"`
	PublicIp      string `json:"PublicIp"`
}

// NetworkInterfaceAttachment is what a network interface is attached to.
type NetworkInterfaceAttachment struct {
	AttachTime          Time   `json:"AttachTime,omitempty"`
	AttachmentId        string `json:"AttachmentId"`
	DeleteOnTermination bool   `json:"DeleteOnTermination"`
	DeviceIndex         int64  `json:"DeviceIndex"`
	InstanceId          string `json:"InstanceId,omitempty"`
	InstanceOwnerId     string `json:"InstanceOwnerId"`
	Status              string `json:"Status"`
}

// NetworkInterfacePrivateIpAddress is a private address of a network interface.
type NetworkInterfacePrivateIpAddress struct {
	Association      *NetworkInterfaceAssociation `json:"Association,omitempty"`
	Primary          bool                         `json:"Primary"`
	PrivateDnsName   string                       `json:"PrivateDnsName,omitempty"`
	PrivateIpAddress string                       `json:"PrivateIpAddress"`
}

// ModifyNetworkInterfaceAttributeInput names a network interface and the groups that
// it is to have.
type ModifyNetworkInterfaceAttributeInput struct {
	NetworkInterfaceId string   `json:"NetworkInterfaceId,omitempty" api:"required,ref=network-interface" doc:"The network interface."`
	Groups             []string `json:"Groups,omitempty" api:"ref=security-group" doc:"All the security groups it is to have."`
}
