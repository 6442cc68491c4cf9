package api

func ec2Operations() []*Operation {
	return []*Operation{
		write[AssociateIamInstanceProfileInput, AssociateIamInstanceProfileOutput]("ec2", "AssociateIamInstanceProfile", "Gives an instance an instance profile."),
		write[DisassociateIamInstanceProfileInput, DisassociateIamInstanceProfileOutput]("ec2", "DisassociateIamInstanceProfile", "Takes the instance profile from an instance."),
		write[ReplaceIamInstanceProfileAssociationInput, ReplaceIamInstanceProfileAssociationOutput]("ec2", "ReplaceIamInstanceProfileAssociation", "Gives an instance another instance profile."),
		read[DescribeIamInstanceProfileAssociationsInput, DescribeIamInstanceProfileAssociationsOutput]("ec2", "DescribeIamInstanceProfileAssociations", "Shows which instances have which instance profiles."),
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
