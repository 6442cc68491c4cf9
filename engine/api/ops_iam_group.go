package api

func iamGroupOperations() []*Operation {
	return []*Operation{
		write[CreateGroupInput, CreateGroupOutput]("iam", "CreateGroup", "Creates a group of users."),
		read[GetGroupInput, GetGroupOutput]("iam", "GetGroup", "Shows a group with its users."),
		read[ListGroupsInput, ListGroupsOutput]("iam", "ListGroups", "Lists groups."),
		write[DeleteGroupInput, Nothing]("iam", "DeleteGroup", "Deletes a group that has no users and no policies."),
		write[UpdateGroupInput, Nothing]("iam", "UpdateGroup", "Gives a group another name or path."),
		write[AddUserToGroupInput, Nothing]("iam", "AddUserToGroup", "Adds a user to a group."),
		write[RemoveUserFromGroupInput, Nothing]("iam", "RemoveUserFromGroup", "Removes a user from a group."),
		write[PutGroupPolicyInput, Nothing]("iam", "PutGroupPolicy", "Adds or replaces an inline policy of a group."),
		read[GetGroupPolicyInput, GetGroupPolicyOutput]("iam", "GetGroupPolicy", "Shows an inline policy of a group."),
		read[ListGroupPoliciesInput, ListGroupPoliciesOutput]("iam", "ListGroupPolicies", "Lists the inline policies of a group."),
		write[DeleteGroupPolicyInput, Nothing]("iam", "DeleteGroupPolicy", "Deletes an inline policy of a group."),
		write[AttachGroupPolicyInput, Nothing]("iam", "AttachGroupPolicy", "Attaches a managed policy to a group."),
		write[DetachGroupPolicyInput, Nothing]("iam", "DetachGroupPolicy", "Detaches a managed policy from a group."),
		read[ListAttachedGroupPoliciesInput, ListAttachedGroupPoliciesOutput]("iam", "ListAttachedGroupPolicies", "Lists the managed policies that are attached to a group."),
	}
}

// CreateGroupInput is the request of CreateGroup, which creates a group of users.
type CreateGroupInput struct {
	Path      string `json:"Path,omitempty" api:"min=1,max=512" doc:"The path, \"/\" when not given: it begins and ends with a slash and is part of the ARN."`
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128" doc:"The name; names that differ only in case are the same."`
}

// CreateGroupOutput is the answer of CreateGroup.
type CreateGroupOutput struct {
	Group IAMGroup `json:"Group"`
}

// GetGroupInput is the request of GetGroup, which shows a group with its users.
type GetGroupInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
}

// GetGroupOutput is the answer of GetGroup.
type GetGroupOutput struct {
	Group IAMGroup  `json:"Group"`
	Users []IAMUser `json:"Users"`
}

// ListGroupsInput is the request of ListGroups, which lists groups.
type ListGroupsInput struct {
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListGroupsOutput is the answer of ListGroups.
type ListGroupsOutput struct {
	Groups []IAMGroup `json:"Groups"`
}

// DeleteGroupInput is the request of DeleteGroup, which deletes a group that has no users and no policies.
type DeleteGroupInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
}

// UpdateGroupInput is the request of UpdateGroup, which gives a group another name or path.
type UpdateGroupInput struct {
	GroupName    string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	NewPath      string `json:"NewPath,omitempty" api:"min=1,max=512" doc:"The new path."`
	NewGroupName string `json:"NewGroupName,omitempty" api:"min=1,max=128" doc:"The new name."`
}

// AddUserToGroupInput is the request of AddUserToGroup, which adds a user to a group.
type AddUserToGroupInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	UserName  string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
}

// RemoveUserFromGroupInput is the request of RemoveUserFromGroup, which removes a user from a group.
type RemoveUserFromGroupInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	UserName  string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
}

// PutGroupPolicyInput is the request of PutGroupPolicy, which adds or replaces an inline policy of a group.
type PutGroupPolicyInput struct {
	GroupName      string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	PolicyName     string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
	PolicyDocument string `json:"PolicyDocument,omitempty" api:"required,min=1,max=131072,document=identity" doc:"The policy, as JSON."`
}

// GetGroupPolicyInput is the request of GetGroupPolicy, which shows an inline policy of a group.
type GetGroupPolicyInput struct {
	GroupName  string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	PolicyName string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
}

// GetGroupPolicyOutput is the answer of GetGroupPolicy.
type GetGroupPolicyOutput struct {
	GroupName      string   `json:"GroupName"`
	PolicyName     string   `json:"PolicyName"`
	PolicyDocument Document `json:"PolicyDocument"`
}

// ListGroupPoliciesInput is the request of ListGroupPolicies, which lists the inline policies of a group.
type ListGroupPoliciesInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
}

// ListGroupPoliciesOutput is the answer of ListGroupPolicies.
type ListGroupPoliciesOutput struct {
	PolicyNames []string `json:"PolicyNames"`
}

// DeleteGroupPolicyInput is the request of DeleteGroupPolicy, which deletes an inline policy of a group.
type DeleteGroupPolicyInput struct {
	GroupName  string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	PolicyName string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
}

// AttachGroupPolicyInput is the request of AttachGroupPolicy, which attaches a managed policy to a group.
type AttachGroupPolicyInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// DetachGroupPolicyInput is the request of DetachGroupPolicy, which detaches a managed policy from a group.
type DetachGroupPolicyInput struct {
	GroupName string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// ListAttachedGroupPoliciesInput is the request of ListAttachedGroupPolicies, which lists the managed policies that are attached to a group.
type ListAttachedGroupPoliciesInput struct {
	GroupName  string `json:"GroupName,omitempty" api:"required,min=1,max=128,ref=group" doc:"The group, by name."`
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListAttachedGroupPoliciesOutput is the answer of ListAttachedGroupPolicies.
type ListAttachedGroupPoliciesOutput struct {
	AttachedPolicies []AttachedPolicy `json:"AttachedPolicies"`
}
