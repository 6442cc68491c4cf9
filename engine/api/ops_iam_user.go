package api

func iamUserOperations() []*Operation {
	return []*Operation{
		write[CreateUserInput, CreateUserOutput]("iam", "CreateUser", "Creates a user."),
		read[GetUserInput, GetUserOutput]("iam", "GetUser", "Shows a user, the caller when none is named."),
		read[ListUsersInput, ListUsersOutput]("iam", "ListUsers", "Lists users."),
		write[DeleteUserInput, Nothing]("iam", "DeleteUser", "Deletes a user that has no policies, access keys and groups."),
		write[UpdateUserInput, Nothing]("iam", "UpdateUser", "Gives a user another name or path."),
		write[PutUserPolicyInput, Nothing]("iam", "PutUserPolicy", "Adds or replaces an inline policy of a user."),
		read[GetUserPolicyInput, GetUserPolicyOutput]("iam", "GetUserPolicy", "Shows an inline policy of a user."),
		read[ListUserPoliciesInput, ListUserPoliciesOutput]("iam", "ListUserPolicies", "Lists the inline policies of a user."),
		write[DeleteUserPolicyInput, Nothing]("iam", "DeleteUserPolicy", "Deletes an inline policy of a user."),
		write[AttachUserPolicyInput, Nothing]("iam", "AttachUserPolicy", "Attaches a managed policy to a user."),
		write[DetachUserPolicyInput, Nothing]("iam", "DetachUserPolicy", "Detaches a managed policy from a user."),
		read[ListAttachedUserPoliciesInput, ListAttachedUserPoliciesOutput]("iam", "ListAttachedUserPolicies", "Lists the managed policies that are attached to a user."),
		write[PutUserPermissionsBoundaryInput, Nothing]("iam", "PutUserPermissionsBoundary", "Sets the permissions boundary of a user."),
		write[DeleteUserPermissionsBoundaryInput, Nothing]("iam", "DeleteUserPermissionsBoundary", "Takes the permissions boundary from a user."),
		write[CreateAccessKeyInput, CreateAccessKeyOutput]("iam", "CreateAccessKey", "Creates an access key for a user."),
		read[ListAccessKeysInput, ListAccessKeysOutput]("iam", "ListAccessKeys", "Lists the access keys of a user."),
		write[UpdateAccessKeyInput, Nothing]("iam", "UpdateAccessKey", "Makes an access key active or inactive."),
		write[DeleteAccessKeyInput, Nothing]("iam", "DeleteAccessKey", "Deletes an access key."),
		write[TagUserInput, Nothing]("iam", "TagUser", "Adds tags to a user."),
		write[UntagUserInput, Nothing]("iam", "UntagUser", "Takes tags from a user."),
		read[ListUserTagsInput, ListUserTagsOutput]("iam", "ListUserTags", "Lists the tags of a user."),
		read[ListGroupsForUserInput, ListGroupsForUserOutput]("iam", "ListGroupsForUser", "Lists the groups that a user is in."),
	}
}

// CreateUserInput is the request of CreateUser, which creates a user.
type CreateUserInput struct {
	Path                string   `json:"Path,omitempty" api:"min=1,max=512" doc:"The path, \"/\" when not given: it begins and ends with a slash and is part of the ARN."`
	UserName            string   `json:"UserName,omitempty" api:"required,min=1,max=64" doc:"The name; names that differ only in case are the same."`
	PermissionsBoundary string   `json:"PermissionsBoundary,omitempty" api:"min=20,max=2048,ref=policy" doc:"The managed policy that is the permissions boundary, by ARN."`
	Tags                []IAMTag `json:"Tags,omitempty" api:"max=50" doc:"Tags."`
}

// CreateUserOutput is the answer of CreateUser.
type CreateUserOutput struct {
	User *IAMUser `json:"User,omitempty"`
}

// IAMUser is a user as it is described.
type IAMUser struct {
	Path                string                       `json:"Path"`
	UserName            string                       `json:"UserName"`
	UserId              string                       `json:"UserId"`
	Arn                 string                       `json:"Arn"`
	CreateDate          Time                         `json:"CreateDate"`
	PermissionsBoundary *AttachedPermissionsBoundary `json:"PermissionsBoundary,omitempty"`
	Tags                []IAMTag                     `json:"Tags,omitempty"`
}

// GetUserInput is the request of GetUser, which shows a user, the caller when none is named.
type GetUserInput struct {
	UserName string `json:"UserName,omitempty" api:"min=1,max=128,ref=user" doc:"The user, by name; the caller when not given."`
}

// GetUserOutput is the answer of GetUser.
type GetUserOutput struct {
	User IAMUser `json:"User"`
}

// ListUsersInput is the request of ListUsers, which lists users.
type ListUsersInput struct {
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListUsersOutput is the answer of ListUsers.
type ListUsersOutput struct {
	Users []IAMUser `json:"Users"`
}

// DeleteUserInput is the request of DeleteUser, which deletes a user that has no policies, access keys and groups.
type DeleteUserInput struct {
	UserName string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
}

// UpdateUserInput is the request of UpdateUser, which gives a user another name or path.
type UpdateUserInput struct {
	UserName    string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
	NewPath     string `json:"NewPath,omitempty" api:"min=1,max=512" doc:"The new path."`
	NewUserName string `json:"NewUserName,omitempty" api:"min=1,max=64" doc:"The new name."`
}

// PutUserPolicyInput is the request of PutUserPolicy, which adds or replaces an inline policy of a user.
type PutUserPolicyInput struct {
	UserName       string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
	PolicyName     string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
	PolicyDocument string `json:"PolicyDocument,omitempty" api:"required,min=1,max=131072,document=identity" doc:"The policy, as JSON."`
}

// GetUserPolicyInput is the request of GetUserPolicy, which shows an inline policy of a user.
type GetUserPolicyInput struct {
	UserName   string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
	PolicyName string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
}

// GetUserPolicyOutput is the answer of GetUserPolicy.
type GetUserPolicyOutput struct {
	UserName       string   `json:"UserName"`
	PolicyName     string   `json:"PolicyName"`
	PolicyDocument Document `json:"PolicyDocument"`
}

// ListUserPoliciesInput is the request of ListUserPolicies, which lists the inline policies of a user.
type ListUserPoliciesInput struct {
	UserName string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
}

// ListUserPoliciesOutput is the answer of ListUserPolicies.
type ListUserPoliciesOutput struct {
	PolicyNames []string `json:"PolicyNames"`
}

// DeleteUserPolicyInput is the request of DeleteUserPolicy, which deletes an inline policy of a user.
type DeleteUserPolicyInput struct {
	UserName   string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
	PolicyName string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
}

// AttachUserPolicyInput is the request of AttachUserPolicy, which attaches a managed policy to a user.
type AttachUserPolicyInput struct {
	UserName  string `json:"UserName,omitempty" api:"required,min=1,max=64,ref=user" doc:"The user, by name."`
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// DetachUserPolicyInput is the request of DetachUserPolicy, which detaches a managed policy from a user.
type DetachUserPolicyInput struct {
	UserName  string `json:"UserName,omitempty" api:"required,min=1,max=64,ref=user" doc:"The user, by name."`
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// ListAttachedUserPoliciesInput is the request of ListAttachedUserPolicies, which lists the managed policies that are attached to a user.
type ListAttachedUserPoliciesInput struct {
	UserName   string `json:"UserName,omitempty" api:"required,min=1,max=64,ref=user" doc:"The user, by name."`
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListAttachedUserPoliciesOutput is the answer of ListAttachedUserPolicies.
type ListAttachedUserPoliciesOutput struct {
	AttachedPolicies []AttachedPolicy `json:"AttachedPolicies"`
}

// PutUserPermissionsBoundaryInput is the request of PutUserPermissionsBoundary, which sets the permissions boundary of a user.
type PutUserPermissionsBoundaryInput struct {
	UserName            string `json:"UserName,omitempty" api:"required,min=1,max=64,ref=user" doc:"The user, by name."`
	PermissionsBoundary string `json:"PermissionsBoundary,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy that is the permissions boundary, by ARN."`
}

// DeleteUserPermissionsBoundaryInput is the request of DeleteUserPermissionsBoundary, which takes the permissions boundary from a user.
type DeleteUserPermissionsBoundaryInput struct {
	UserName string `json:"UserName,omitempty" api:"required,min=1,max=64,ref=user" doc:"The user, by name."`
}

// CreateAccessKeyInput is the request of CreateAccessKey, which creates an access key for a user.
type CreateAccessKeyInput struct {
	UserName string `json:"UserName,omitempty" api:"min=1,max=128,ref=user" doc:"The user, by name; the caller when not given."`
}

// CreateAccessKeyOutput is the answer of CreateAccessKey.
type CreateAccessKeyOutput struct {
	AccessKey IAMAccessKey `json:"AccessKey"`
}

// IAMAccessKey is a new access key, with the secret that is told once.
type IAMAccessKey struct {
	UserName        string `json:"UserName"`
	AccessKeyId     string `json:"AccessKeyId"`
	Status          string `json:"Status"`
	SecretAccessKey string `json:"SecretAccessKey"`
	CreateDate      Time   `json:"CreateDate,omitempty"`
}

// ListAccessKeysInput is the request of ListAccessKeys, which lists the access keys of a user.
type ListAccessKeysInput struct {
	UserName string `json:"UserName,omitempty" api:"min=1,max=128,ref=user" doc:"The user, by name; the caller when not given."`
}

// ListAccessKeysOutput is the answer of ListAccessKeys.
type ListAccessKeysOutput struct {
	AccessKeyMetadata []AccessKeyMetadata `json:"AccessKeyMetadata"`
}

// AccessKeyMetadata is an access key without its secret.
type AccessKeyMetadata struct {
	UserName    string `json:"UserName,omitempty"`
	AccessKeyId string `json:"AccessKeyId,omitempty"`
	Status      string `json:"Status,omitempty"`
	CreateDate  Time   `json:"CreateDate,omitempty"`
}

// UpdateAccessKeyInput is the request of UpdateAccessKey, which makes an access key active or inactive.
type UpdateAccessKeyInput struct {
	UserName    string `json:"UserName,omitempty" api:"min=1,max=128,ref=user" doc:"The user, by name; the caller when not given."`
	AccessKeyId string `json:"AccessKeyId,omitempty" api:"required,min=16,max=128,ref=access-key" doc:"The id of the access key."`
	Status      string `json:"Status,omitempty" api:"required,enum=Active|Inactive" doc:"Active or Inactive."`
}

// DeleteAccessKeyInput is the request of DeleteAccessKey, which deletes an access key.
type DeleteAccessKeyInput struct {
	UserName    string `json:"UserName,omitempty" api:"min=1,max=128,ref=user" doc:"The user, by name; the caller when not given."`
	AccessKeyId string `json:"AccessKeyId,omitempty" api:"required,min=16,max=128,ref=access-key" doc:"The id of the access key."`
}

// TagUserInput is the request of TagUser, which adds tags to a user.
type TagUserInput struct {
	UserName string   `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
	Tags     []IAMTag `json:"Tags,omitempty" api:"required,max=50" doc:"Tags."`
}

// UntagUserInput is the request of UntagUser, which takes tags from a user.
type UntagUserInput struct {
	UserName string   `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
	TagKeys  []string `json:"TagKeys,omitempty" api:"required,max=50,each=1" doc:"The keys of the tags."`
}

// ListUserTagsInput is the request of ListUserTags, which lists the tags of a user.
type ListUserTagsInput struct {
	UserName string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
}

// ListUserTagsOutput is the answer of ListUserTags.
type ListUserTagsOutput struct {
	Tags []IAMTag `json:"Tags"`
}

// ListGroupsForUserInput is the request of ListGroupsForUser, which lists the groups that a user is in.
type ListGroupsForUserInput struct {
	UserName string `json:"UserName,omitempty" api:"required,min=1,max=128,ref=user" doc:"The user, by name."`
}

// ListGroupsForUserOutput is the answer of ListGroupsForUser.
type ListGroupsForUserOutput struct {
	Groups []IAMGroup `json:"Groups"`
}

// IAMGroup is a group as it is described.
type IAMGroup struct {
	Path       string `json:"Path"`
	GroupName  string `json:"GroupName"`
	GroupId    string `json:"GroupId"`
	Arn        string `json:"Arn"`
	CreateDate Time   `json:"CreateDate"`
}
