package api

// IpRange is a range of IPv4 addresses in a permission.
type IpRange struct {
	Description string `json:"Description,omitempty" doc:"A remark."`
	CidrIp      string `json:"CidrIp,omitempty" doc:"The range, for example 10.0.0.0/16."`
}

// Ipv6Range is a range of IPv6 addresses in a permission.
type Ipv6Range struct {
	CidrIpv6 string `json:"CidrIpv6"`
}

// PrefixListId is a prefix list in a permission.
type PrefixListId struct {
	Description  string `json:"Description,omitempty" doc:"A remark."`
	PrefixListId string `json:"PrefixListId,omitempty" api:"ref=prefix-list" doc:"The prefix list."`
}

// UserIdGroupPair is a security group in a permission.
type UserIdGroupPair struct {
	Description string `json:"Description,omitempty" doc:"A remark."`
	UserId      string `json:"UserId,omitempty" doc:"Account of the group."`
	GroupName   string `json:"GroupName,omitempty" api:"ref=security-group" doc:"Name of the group."`
	GroupId     string `json:"GroupId,omitempty" api:"ref=security-group" doc:"The group."`
}

// IpPermission is a set of rules with one protocol and one range of ports.
// FromPort and ToPort are absent when IpProtocol is "-1", which means all.
type IpPermission struct {
	IpProtocol       string            `json:"IpProtocol,omitempty" doc:"tcp, udp, icmp, icmpv6, a number, or -1 for all."`
	FromPort         *int64            `json:"FromPort,omitempty" doc:"First port, or ICMP type."`
	ToPort           *int64            `json:"ToPort,omitempty" doc:"Last port, or ICMP code."`
	UserIdGroupPairs []UserIdGroupPair `json:"UserIdGroupPairs" doc:"Security groups admitted."`
	IpRanges         []IpRange         `json:"IpRanges" doc:"Addresses admitted."`
	Ipv6Ranges       []Ipv6Range       `json:"Ipv6Ranges" api:"answer"`
	PrefixListIds    []PrefixListId    `json:"PrefixListIds" doc:"Prefix lists admitted."`
}

// CreateSecurityGroupInput describes a new security group.
type CreateSecurityGroupInput struct {
	Description string `json:"Description,omitempty" api:"required" doc:"A description; it cannot be changed later."`
	GroupName   string `json:"GroupName,omitempty" api:"required" doc:"Name of the group, unique in the VPC."`
	VpcId       string `json:"VpcId,omitempty" api:"ref=vpc" doc:"The VPC; the default VPC when not given."`
}

// CreateSecurityGroupOutput names the new group.
type CreateSecurityGroupOutput struct {
	GroupId          string `json:"GroupId"`
	Tags             []Tag  `json:"Tags,omitempty"`
	SecurityGroupArn string `json:"SecurityGroupArn"`
}

// DeleteSecurityGroupInput names the group to delete.
type DeleteSecurityGroupInput struct {
	GroupId string `json:"GroupId,omitempty" api:"ref=security-group" doc:"The group."`
}

// DeleteSecurityGroupOutput names the group that was deleted.
type DeleteSecurityGroupOutput struct {
	Return  bool   `json:"Return"`
	GroupId string `json:"GroupId"`
}

// DescribeSecurityGroupsInput names or filters groups; with nothing given, all.
type DescribeSecurityGroupsInput struct {
	GroupIds   []string `json:"GroupIds,omitempty" api:"ref=security-group" doc:"The groups by id."`
	GroupNames []string `json:"GroupNames,omitempty" api:"ref=security-group" doc:"The groups by name."`
	Filters    []Filter `json:"Filters,omitempty" doc:"Filters: group-id, group-name, vpc-id and more."`
}

// DescribeSecurityGroupsOutput lists security groups.
type DescribeSecurityGroupsOutput struct {
	SecurityGroups []SecurityGroup `json:"SecurityGroups"`
}

// SecurityGroup is a security group as it is described.
type SecurityGroup struct {
	GroupId             string         `json:"GroupId"`
	IpPermissionsEgress []IpPermission `json:"IpPermissionsEgress"`
	Tags                []Tag          `json:"Tags,omitempty"`
	VpcId               string         `json:"VpcId"`
	SecurityGroupArn    string         `json:"SecurityGroupArn"`
	OwnerId             string         `json:"OwnerId"`
	GroupName           string         `json:"GroupName"`
	Description         string         `json:"Description"`
	IpPermissions       []IpPermission `json:"IpPermissions"`
}

// DescribeSecurityGroupRulesInput names or filters rules; with nothing given,
// all.
type DescribeSecurityGroupRulesInput struct {
	Filters              []Filter `json:"Filters,omitempty" doc:"Filters: group-id, security-group-rule-id."`
	SecurityGroupRuleIds []string `json:"SecurityGroupRuleIds,omitempty" api:"ref=security-group-rule" doc:"The rules."`
}

// DescribeSecurityGroupRulesOutput lists rules.
type DescribeSecurityGroupRulesOutput struct {
	SecurityGroupRules []SecurityGroupRule `json:"SecurityGroupRules"`
}

// SecurityGroupRule is one rule as it is described. FromPort and ToPort are -1
// when IpProtocol is "-1".
type SecurityGroupRule struct {
	SecurityGroupRuleId  string                   `json:"SecurityGroupRuleId"`
	GroupId              string                   `json:"GroupId"`
	GroupOwnerId         string                   `json:"GroupOwnerId"`
	IsEgress             bool                     `json:"IsEgress"`
	IpProtocol           string                   `json:"IpProtocol"`
	FromPort             int64                    `json:"FromPort"`
	ToPort               int64                    `json:"ToPort"`
	CidrIpv4             string                   `json:"CidrIpv4,omitempty"`
	PrefixListId         string                   `json:"PrefixListId,omitempty"`
	ReferencedGroupInfo  *ReferencedSecurityGroup `json:"ReferencedGroupInfo,omitempty"`
	Description          string                   `json:"Description,omitempty"`
	Tags                 []Tag                    `json:"Tags"`
	SecurityGroupRuleArn string                   `json:"SecurityGroupRuleArn,omitempty"`
}

// ReferencedSecurityGroup is the group that a rule admits.
type ReferencedSecurityGroup struct {
	GroupId string `json:"GroupId"`
	UserId  string `json:"UserId,omitempty"`
}

// AuthorizeSecurityGroupIngressInput names a group and rules to add.
type AuthorizeSecurityGroupIngressInput struct {
	GroupId       string         `json:"GroupId,omitempty" api:"ref=security-group" doc:"The security group that gets the rules."`
	GroupName     string         `json:"GroupName,omitempty" api:"ref=security-group" doc:"The group by name, in the default VPC."`
	IpPermissions []IpPermission `json:"IpPermissions,omitempty" doc:"The rules."`
}

// AuthorizeSecurityGroupIngressOutput lists the rules added.
type AuthorizeSecurityGroupIngressOutput struct {
	Return             bool                `json:"Return"`
	SecurityGroupRules []SecurityGroupRule `json:"SecurityGroupRules"`
}

// AuthorizeSecurityGroupEgressInput names a group and rules to add.
type AuthorizeSecurityGroupEgressInput struct {
	GroupId       string         `json:"GroupId,omitempty" api:"required,ref=security-group" doc:"The security group that gets the rules."`
	IpPermissions []IpPermission `json:"IpPermissions,omitempty" doc:"The rules."`
}

// AuthorizeSecurityGroupEgressOutput lists the rules added.
type AuthorizeSecurityGroupEgressOutput struct {
	Return             bool                `json:"Return"`
	SecurityGroupRules []SecurityGroupRule `json:"SecurityGroupRules"`
}

// RevokeSecurityGroupIngressInput names a group and rules to take away, either
// by what they say or by id.
type RevokeSecurityGroupIngressInput struct {
	GroupId              string         `json:"GroupId,omitempty" api:"ref=security-group" doc:"The security group that loses the rules."`
	GroupName            string         `json:"GroupName,omitempty" api:"ref=security-group" doc:"The group by name, in the default VPC."`
	IpPermissions        []IpPermission `json:"IpPermissions,omitempty" doc:"The rules by what they say."`
	SecurityGroupRuleIds []string       `json:"SecurityGroupRuleIds,omitempty" api:"ref=security-group-rule" doc:"The rules by id."`
}

// RevokeSecurityGroupIngressOutput lists the rules taken away.
type RevokeSecurityGroupIngressOutput struct {
	Return                    bool                       `json:"Return"`
	UnknownIpPermissions      []IpPermission             `json:"UnknownIpPermissions,omitempty"`
	RevokedSecurityGroupRules []RevokedSecurityGroupRule `json:"RevokedSecurityGroupRules"`
}

// RevokeSecurityGroupEgressInput names a group and rules to take away, either
// by what they say or by id.
type RevokeSecurityGroupEgressInput struct {
	SecurityGroupRuleIds []string       `json:"SecurityGroupRuleIds,omitempty" api:"ref=security-group-rule" doc:"The rules by id."`
	GroupId              string         `json:"GroupId,omitempty" api:"required,ref=security-group" doc:"The security group that loses the rules."`
	IpPermissions        []IpPermission `json:"IpPermissions,omitempty" doc:"The rules by what they say."`
}

// RevokeSecurityGroupEgressOutput lists the rules taken away.
type RevokeSecurityGroupEgressOutput struct {
	Return                    bool                       `json:"Return"`
	UnknownIpPermissions      []IpPermission             `json:"UnknownIpPermissions,omitempty"`
	RevokedSecurityGroupRules []RevokedSecurityGroupRule `json:"RevokedSecurityGroupRules"`
}

// RevokedSecurityGroupRule is a rule that was taken away.
type RevokedSecurityGroupRule struct {
	SecurityGroupRuleId string `json:"SecurityGroupRuleId"`
	GroupId             string `json:"GroupId"`
	IsEgress            bool   `json:"IsEgress"`
	IpProtocol          string `json:"IpProtocol"`
	FromPort            int64  `json:"FromPort"`
	ToPort              int64  `json:"ToPort"`
	CidrIpv4            string `json:"CidrIpv4,omitempty"`
	PrefixListId        string `json:"PrefixListId,omitempty"`
	ReferencedGroupId   string `json:"ReferencedGroupId,omitempty"`
	Description         string `json:"Description,omitempty"`
}

// SecurityGroupRuleRequest is what a rule is to say.
type SecurityGroupRuleRequest struct {
	IpProtocol        string `json:"IpProtocol,omitempty" doc:"tcp, udp, icmp, icmpv6, a number, or -1 for all."`
	FromPort          *int64 `json:"FromPort,omitempty" doc:"First port, or ICMP type."`
	ToPort            *int64 `json:"ToPort,omitempty" doc:"Last port, or ICMP code."`
	CidrIpv4          string `json:"CidrIpv4,omitempty" doc:"Addresses admitted."`
	PrefixListId      string `json:"PrefixListId,omitempty" api:"ref=prefix-list" doc:"Prefix list admitted."`
	ReferencedGroupId string `json:"ReferencedGroupId,omitempty" api:"ref=security-group" doc:"Security group admitted."`
	Description       string `json:"Description,omitempty" doc:"A remark."`
}

// SecurityGroupRuleUpdate names a rule and what it is to say.
type SecurityGroupRuleUpdate struct {
	SecurityGroupRuleId string                    `json:"SecurityGroupRuleId,omitempty" api:"required,ref=security-group-rule" doc:"The rule."`
	SecurityGroupRule   *SecurityGroupRuleRequest `json:"SecurityGroupRule,omitempty" doc:"What it is to say."`
}

// ModifySecurityGroupRulesInput names a group and changes to its rules.
type ModifySecurityGroupRulesInput struct {
	GroupId            string                    `json:"GroupId,omitempty" api:"required,ref=security-group" doc:"The group."`
	SecurityGroupRules []SecurityGroupRuleUpdate `json:"SecurityGroupRules,omitempty" api:"required" doc:"The rules and what they are to say."`
}

// ModifySecurityGroupRulesOutput says that the rules were changed.
type ModifySecurityGroupRulesOutput struct {
	Return bool `json:"Return"`
}
