package api

func iamRoleOperations() []*Operation {
	return []*Operation{
		write[CreateRoleInput, CreateRoleOutput]("iam", "CreateRole", "Creates a role with a trust policy."),
		read[GetRoleInput, GetRoleOutput]("iam", "GetRole", "Shows a role with its trust policy."),
		read[ListRolesInput, ListRolesOutput]("iam", "ListRoles", "Lists roles."),
		write[DeleteRoleInput, Nothing]("iam", "DeleteRole", "Deletes a role that has no policies and is in no instance profile."),
		write[UpdateRoleInput, Nothing]("iam", "UpdateRole", "Changes the description and the longest session of a role."),
		write[UpdateRoleDescriptionInput, UpdateRoleDescriptionOutput]("iam", "UpdateRoleDescription", "Changes the description of a role."),
		write[UpdateAssumeRolePolicyInput, Nothing]("iam", "UpdateAssumeRolePolicy", "Replaces the trust policy of a role."),
		write[PutRolePolicyInput, Nothing]("iam", "PutRolePolicy", "Adds or replaces an inline policy of a role."),
		read[GetRolePolicyInput, GetRolePolicyOutput]("iam", "GetRolePolicy", "Shows an inline policy of a role."),
		read[ListRolePoliciesInput, ListRolePoliciesOutput]("iam", "ListRolePolicies", "Lists the inline policies of a role."),
		write[DeleteRolePolicyInput, Nothing]("iam", "DeleteRolePolicy", "Deletes an inline policy of a role."),
		write[AttachRolePolicyInput, Nothing]("iam", "AttachRolePolicy", "Attaches a managed policy to a role."),
		write[DetachRolePolicyInput, Nothing]("iam", "DetachRolePolicy", "Detaches a managed policy from a role."),
		read[ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput]("iam", "ListAttachedRolePolicies", "Lists the managed policies that are attached to a role."),
		write[PutRolePermissionsBoundaryInput, Nothing]("iam", "PutRolePermissionsBoundary", "Sets the permissions boundary of a role."),
		write[DeleteRolePermissionsBoundaryInput, Nothing]("iam", "DeleteRolePermissionsBoundary", "Takes the permissions boundary from a role."),
		write[TagRoleInput, Nothing]("iam", "TagRole", "Adds tags to a role."),
		write[UntagRoleInput, Nothing]("iam", "UntagRole", "Takes tags from a role."),
		read[ListRoleTagsInput, ListRoleTagsOutput]("iam", "ListRoleTags", "Lists the tags of a role."),
		write[CreateServiceLinkedRoleInput, CreateServiceLinkedRoleOutput]("iam", "CreateServiceLinkedRole", "Creates the role that is linked to a service."),
		write[DeleteServiceLinkedRoleInput, DeleteServiceLinkedRoleOutput]("iam", "DeleteServiceLinkedRole", "Deletes a service-linked role that its service does not use."),
		read[GetServiceLinkedRoleDeletionStatusInput, GetServiceLinkedRoleDeletionStatusOutput]("iam", "GetServiceLinkedRoleDeletionStatus", "Says how the deletion of a service-linked role went."),
	}
}

// CreateRoleInput is the request of CreateRole, which creates a role with a trust policy.
type CreateRoleInput struct {
	Path                     string   `json:"Path,omitempty" api:"min=1,max=512" doc:"The path, \"/\" when not given: it begins and ends with a slash and is part of the ARN."`
	RoleName                 string   `json:"RoleName,omitempty" api:"required,min=1,max=64" doc:"The name; names that differ only in case are the same."`
	AssumeRolePolicyDocument string   `json:"AssumeRolePolicyDocument,omitempty" api:"required,min=1,max=131072,document=trust" doc:"The trust policy, as JSON: who may assume the role."`
	Description              string   `json:"Description,omitempty" api:"max=1000" doc:"What it is for."`
	MaxSessionDuration       *int64   `json:"MaxSessionDuration,omitempty" api:"min=3600,max=43200" doc:"How long a session may last at most, in seconds; 3600 when not given."`
	PermissionsBoundary      string   `json:"PermissionsBoundary,omitempty" api:"min=20,max=2048,ref=policy" doc:"The managed policy that is the permissions boundary, by ARN."`
	Tags                     []IAMTag `json:"Tags,omitempty" api:"max=50" doc:"Tags."`
}

// IAMTag is a tag as IAM and AWS STS take it.
type IAMTag struct {
	Key   string `json:"Key,omitempty" api:"required,min=1,max=128" doc:"The key."`
	Value string `json:"Value,omitempty" api:"required,min=0,max=256" doc:"The value."`
}

// CreateRoleOutput is the answer of CreateRole.
type CreateRoleOutput struct {
	Role IAMRole `json:"Role"`
}

// IAMRole is a role as it is described.
type IAMRole struct {
	Path                     string                       `json:"Path"`
	RoleName                 string                       `json:"RoleName"`
	RoleId                   string                       `json:"RoleId"`
	Arn                      string                       `json:"Arn"`
	CreateDate               Time                         `json:"CreateDate"`
	AssumeRolePolicyDocument Document                     `json:"AssumeRolePolicyDocument,omitempty"`
	Description              string                       `json:"Description,omitempty"`
	MaxSessionDuration       int64                        `json:"MaxSessionDuration,omitempty"`
	PermissionsBoundary      *AttachedPermissionsBoundary `json:"PermissionsBoundary,omitempty"`
	Tags                     []IAMTag                     `json:"Tags,omitempty"`
	RoleLastUsed             *RoleLastUsed                `json:"RoleLastUsed,omitempty"`
}

// AttachedPermissionsBoundary is the permissions boundary of a user or a role.
type AttachedPermissionsBoundary struct {
	PermissionsBoundaryType string `json:"PermissionsBoundaryType,omitempty"`
	PermissionsBoundaryArn  string `json:"PermissionsBoundaryArn,omitempty"`
}

// RoleLastUsed is when a role was last used.
type RoleLastUsed struct {
	LastUsedDate Time   `json:"LastUsedDate,omitempty"`
	Region       string `json:"Region,omitempty"`
}

// GetRoleInput is the request of GetRole, which shows a role with its trust policy.
type GetRoleInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// GetRoleOutput is the answer of GetRole.
type GetRoleOutput struct {
	Role IAMRole `json:"Role"`
}

// ListRolesInput is the request of ListRoles, which lists roles.
type ListRolesInput struct {
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListRolesOutput is the answer of ListRoles.
type ListRolesOutput struct {
	Roles []IAMRole `json:"Roles"`
}

// DeleteRoleInput is the request of DeleteRole, which deletes a role that has no policies and is in no instance profile.
type DeleteRoleInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// UpdateRoleInput is the request of UpdateRole, which changes the description and the longest session of a role.
type UpdateRoleInput struct {
	RoleName           string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	Description        string `json:"Description,omitempty" api:"max=1000" doc:"What it is for."`
	MaxSessionDuration *int64 `json:"MaxSessionDuration,omitempty" api:"min=3600,max=43200" doc:"How long a session may last at most, in seconds; 3600 when not given."`
}

// UpdateRoleDescriptionInput is the request of UpdateRoleDescription, which changes the description of a role.
type UpdateRoleDescriptionInput struct {
	RoleName    string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	Description string `json:"Description,omitempty" api:"required,max=1000" doc:"What it is for."`
}

// UpdateRoleDescriptionOutput is the answer of UpdateRoleDescription.
type UpdateRoleDescriptionOutput struct {
	Role *IAMRole `json:"Role,omitempty"`
}

// UpdateAssumeRolePolicyInput is the request of UpdateAssumeRolePolicy, which replaces the trust policy of a role.
type UpdateAssumeRolePolicyInput struct {
	RoleName       string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PolicyDocument string `json:"PolicyDocument,omitempty" api:"required,min=1,max=131072,document=trust" doc:"The trust policy, as JSON: who may assume the role."`
}

// PutRolePolicyInput is the request of PutRolePolicy, which adds or replaces an inline policy of a role.
type PutRolePolicyInput struct {
	RoleName       string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PolicyName     string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
	PolicyDocument string `json:"PolicyDocument,omitempty" api:"required,min=1,max=131072,document=identity" doc:"The policy, as JSON."`
}

// GetRolePolicyInput is the request of GetRolePolicy, which shows an inline policy of a role.
type GetRolePolicyInput struct {
	RoleName   string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PolicyName string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
}

// GetRolePolicyOutput is the answer of GetRolePolicy.
type GetRolePolicyOutput struct {
	RoleName       string   `json:"RoleName"`
	PolicyName     string   `json:"PolicyName"`
	PolicyDocument Document `json:"PolicyDocument"`
}

// ListRolePoliciesInput is the request of ListRolePolicies, which lists the inline policies of a role.
type ListRolePoliciesInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// ListRolePoliciesOutput is the answer of ListRolePolicies.
type ListRolePoliciesOutput struct {
	PolicyNames []string `json:"PolicyNames"`
}

// DeleteRolePolicyInput is the request of DeleteRolePolicy, which deletes an inline policy of a role.
type DeleteRolePolicyInput struct {
	RoleName   string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PolicyName string `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name of the policy."`
}

// AttachRolePolicyInput is the request of AttachRolePolicy, which attaches a managed policy to a role.
type AttachRolePolicyInput struct {
	RoleName  string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// DetachRolePolicyInput is the request of DetachRolePolicy, which detaches a managed policy from a role.
type DetachRolePolicyInput struct {
	RoleName  string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// ListAttachedRolePoliciesInput is the request of ListAttachedRolePolicies, which lists the managed policies that are attached to a role.
type ListAttachedRolePoliciesInput struct {
	RoleName   string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListAttachedRolePoliciesOutput is the answer of ListAttachedRolePolicies.
type ListAttachedRolePoliciesOutput struct {
	AttachedPolicies []AttachedPolicy `json:"AttachedPolicies"`
}

// AttachedPolicy is a managed policy where it is attached.
type AttachedPolicy struct {
	PolicyName string `json:"PolicyName,omitempty"`
	PolicyArn  string `json:"PolicyArn,omitempty"`
}

// PutRolePermissionsBoundaryInput is the request of PutRolePermissionsBoundary, which sets the permissions boundary of a role.
type PutRolePermissionsBoundaryInput struct {
	RoleName            string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	PermissionsBoundary string `json:"PermissionsBoundary,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy that is the permissions boundary, by ARN."`
}

// DeleteRolePermissionsBoundaryInput is the request of DeleteRolePermissionsBoundary, which takes the permissions boundary from a role.
type DeleteRolePermissionsBoundaryInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// TagRoleInput is the request of TagRole, which adds tags to a role.
type TagRoleInput struct {
	RoleName string   `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	Tags     []IAMTag `json:"Tags,omitempty" api:"required,max=50" doc:"Tags."`
}

// UntagRoleInput is the request of UntagRole, which takes tags from a role.
type UntagRoleInput struct {
	RoleName string   `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
	TagKeys  []string `json:"TagKeys,omitempty" api:"required,max=50,each=1" doc:"The keys of the tags."`
}

// ListRoleTagsInput is the request of ListRoleTags, which lists the tags of a role.
type ListRoleTagsInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// ListRoleTagsOutput is the answer of ListRoleTags.
type ListRoleTagsOutput struct {
	Tags []IAMTag `json:"Tags"`
}

// CreateServiceLinkedRoleInput is the request of CreateServiceLinkedRole, which creates the role that is linked to a service.
type CreateServiceLinkedRoleInput struct {
	AWSServiceName string `json:"AWSServiceName,omitempty" api:"required,min=1,max=128" doc:"The service, for example ecs.amazonaws.com."`
	Description    string `json:"Description,omitempty" api:"max=1000" doc:"What it is for."`
	CustomSuffix   string `json:"CustomSuffix,omitempty" api:"min=1,max=64" doc:"What follows an underscore at the end of the name; few services take one."`
}

// CreateServiceLinkedRoleOutput is the answer of CreateServiceLinkedRole.
type CreateServiceLinkedRoleOutput struct {
	Role *IAMRole `json:"Role,omitempty"`
}

// DeleteServiceLinkedRoleInput is the request of DeleteServiceLinkedRole, which deletes a service-linked role that its service does not use.
type DeleteServiceLinkedRoleInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// DeleteServiceLinkedRoleOutput is the answer of DeleteServiceLinkedRole.
type DeleteServiceLinkedRoleOutput struct {
	DeletionTaskId string `json:"DeletionTaskId"`
}

// GetServiceLinkedRoleDeletionStatusInput is the request of GetServiceLinkedRoleDeletionStatus, which says how the deletion of a service-linked role went.
type GetServiceLinkedRoleDeletionStatusInput struct {
	DeletionTaskId string `json:"DeletionTaskId,omitempty" api:"required,min=1,max=1000" doc:"The id that DeleteServiceLinkedRole has answered."`
}

// GetServiceLinkedRoleDeletionStatusOutput is the answer of GetServiceLinkedRoleDeletionStatus.
type GetServiceLinkedRoleDeletionStatusOutput struct {
	Status string                     `json:"Status"`
	Reason *DeletionTaskFailureReason `json:"Reason,omitempty"`
}

// DeletionTaskFailureReason is why a service-linked role was not deleted.
type DeletionTaskFailureReason struct {
	Reason        string      `json:"Reason,omitempty"`
	RoleUsageList []RoleUsage `json:"RoleUsageList,omitempty"`
}

// RoleUsage is what uses a service-linked role.
type RoleUsage struct {
	Region    string   `json:"Region,omitempty"`
	Resources []string `json:"Resources,omitempty"`
}
