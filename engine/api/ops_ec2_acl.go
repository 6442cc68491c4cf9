package api

// CreateNetworkAclInput names the VPC of a new network ACL.
type CreateNetworkAclInput struct {
	VpcId string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// CreateNetworkAclOutput is the new network ACL, which denies everything.
type CreateNetworkAclOutput struct {
	NetworkAcl *NetworkAcl `json:"NetworkAcl,omitempty"`
}

// NetworkAcl is a network ACL as it is described.
type NetworkAcl struct {
	Associations []NetworkAclAssociation `json:"Associations"`
	Entries      []NetworkAclEntry       `json:"Entries"`
	IsDefault    bool                    `json:"IsDefault"`
	NetworkAclId string                  `json:"NetworkAclId"`
	Tags         []Tag                   `json:"Tags"`
	VpcId        string                  `json:"VpcId"`
	OwnerId      string                  `json:"OwnerId"`
}

// NetworkAclAssociation is a subnet that has a network ACL.
type NetworkAclAssociation struct {
	NetworkAclAssociationId string `json:"NetworkAclAssociationId"`
	NetworkAclId            string `json:"NetworkAclId"`
	SubnetId                string `json:"SubnetId"`
}

// NetworkAclEntry is a rule of a network ACL. Protocol is a number, or -1 for all.
type NetworkAclEntry struct {
	CidrBlock    string        `json:"CidrBlock"`
	Egress       bool          `json:"Egress"`
	IcmpTypeCode *IcmpTypeCode `json:"IcmpTypeCode,omitempty"`
	PortRange    *PortRange    `json:"PortRange,omitempty"`
	Protocol     string        `json:"Protocol"`
	RuleAction   string        `json:"RuleAction"`
	RuleNumber   int64         `json:"RuleNumber"`
}

// IcmpTypeCode is a type and a code of ICMP; -1 stands for all.
type IcmpTypeCode struct {
	Code *int64 `json:"Code,omitempty" doc:"The code; -1 for all of the type."`
	Type *int64 `json:"Type,omitempty" doc:"The type; -1 for all."`
}

// PortRange is a range of ports, both inclusive.
type PortRange struct {
	From *int64 `json:"From,omitempty" doc:"The first port."`
	To   *int64 `json:"To,omitempty" doc:"The last port."`
}

// DeleteNetworkAclInput names the network ACL to delete.
type DeleteNetworkAclInput struct {
	NetworkAclId string `json:"NetworkAclId,omitempty" api:"required,ref=network-acl" doc:"The network ACL."`
}

// CreateNetworkAclEntryInput describes a new rule of a network ACL.
type CreateNetworkAclEntryInput struct {
	NetworkAclId string        `json:"NetworkAclId,omitempty" api:"required,ref=network-acl" doc:"The network ACL."`
	RuleNumber   *int64        `json:"RuleNumber,omitempty" api:"required" doc:"Its number, 1 to 32766: the lowest number that matches decides."`
	Protocol     string        `json:"Protocol,omitempty" api:"required,offer=tcp|udp|icmp|-1" doc:"tcp, udp, icmp, a number, or -1 for all."`
	RuleAction   string        `json:"RuleAction,omitempty" api:"required,enum=allow|deny" doc:"allow or deny."`
	Egress       *bool         `json:"Egress,omitempty" api:"required" doc:"Whether it is about traffic that leaves the subnet."`
	CidrBlock    string        `json:"CidrBlock,omitempty" doc:"The other side's addresses, for example 10.0.0.0/16."`
	IcmpTypeCode *IcmpTypeCode `json:"IcmpTypeCode,omitempty" doc:"Type and code, of ICMP."`
	PortRange    *PortRange    `json:"PortRange,omitempty" doc:"Destination ports, of TCP and UDP."`
}

// ReplaceNetworkAclEntryInput names a rule of a network ACL and what it is to say.
type ReplaceNetworkAclEntryInput struct {
	NetworkAclId string        `json:"NetworkAclId,omitempty" api:"required,ref=network-acl" doc:"The network ACL."`
	RuleNumber   *int64        `json:"RuleNumber,omitempty" api:"required" doc:"The number of the rule."`
	Protocol     string        `json:"Protocol,omitempty" api:"required,offer=tcp|udp|icmp|-1" doc:"tcp, udp, icmp, a number, or -1 for all."`
	RuleAction   string        `json:"RuleAction,omitempty" api:"required,enum=allow|deny" doc:"allow or deny."`
	Egress       *bool         `json:"Egress,omitempty" api:"required" doc:"Whether it is about traffic that leaves the subnet."`
	CidrBlock    string        `json:"CidrBlock,omitempty" doc:"The other side's addresses, for example 10.0.0.0/16."`
	IcmpTypeCode *IcmpTypeCode `json:"IcmpTypeCode,omitempty" doc:"Type and code, of ICMP."`
	PortRange    *PortRange    `json:"PortRange,omitempty" doc:"Destination ports, of TCP and UDP."`
}

// DeleteNetworkAclEntryInput names a rule of a network ACL.
type DeleteNetworkAclEntryInput struct {
	NetworkAclId string `json:"NetworkAclId,omitempty" api:"required,ref=network-acl" doc:"The network ACL."`
	RuleNumber   *int64 `json:"RuleNumber,omitempty" api:"required" doc:"The number of the rule."`
	Egress       *bool  `json:"Egress,omitempty" api:"required" doc:"Whether it is about traffic that leaves the subnet."`
}

// ReplaceNetworkAclAssociationInput names the association of a subnet, and the
// network ACL that it is to have.
type ReplaceNetworkAclAssociationInput struct {
	AssociationId string `json:"AssociationId,omitempty" api:"required,ref=network-acl-association" doc:"The association of the subnet, as DescribeNetworkAcls shows it."`
	NetworkAclId  string `json:"NetworkAclId,omitempty" api:"required,ref=network-acl" doc:"The new network ACL."`
}

// ReplaceNetworkAclAssociationOutput is the association that there is now.
type ReplaceNetworkAclAssociationOutput struct {
	NewAssociationId string `json:"NewAssociationId"`
}

// DescribeNetworkAclsInput names or filters network ACLs; with nothing given, all.
type DescribeNetworkAclsInput struct {
	NetworkAclIds []string `json:"NetworkAclIds,omitempty" api:"ref=network-acl" doc:"The network ACLs."`
	Filters       []Filter `json:"Filters,omitempty" doc:"Filters: association.subnet-id, default, network-acl-id, vpc-id and more."`
}

// DescribeNetworkAclsOutput lists network ACLs.
type DescribeNetworkAclsOutput struct {
	NetworkAcls []NetworkAcl `json:"NetworkAcls"`
}
