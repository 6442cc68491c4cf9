package api

func iamPolicyOperations() []*Operation {
	return []*Operation{
		write[CreatePolicyInput, CreatePolicyOutput]("iam", "CreatePolicy", "Creates a customer managed policy."),
		read[GetPolicyInput, GetPolicyOutput]("iam", "GetPolicy", "Shows a managed policy, without its document."),
		read[ListPoliciesInput, ListPoliciesOutput]("iam", "ListPolicies", "Lists managed policies."),
		write[DeletePolicyInput, Nothing]("iam", "DeletePolicy", "Deletes a customer managed policy that nothing uses and that has one version."),
		write[CreatePolicyVersionInput, CreatePolicyVersionOutput]("iam", "CreatePolicyVersion", "Adds a version to a customer managed policy."),
		read[GetPolicyVersionInput, GetPolicyVersionOutput]("iam", "GetPolicyVersion", "Shows a version of a managed policy with its document."),
		read[ListPolicyVersionsInput, ListPolicyVersionsOutput]("iam", "ListPolicyVersions", "Lists the versions of a managed policy."),
		write[DeletePolicyVersionInput, Nothing]("iam", "DeletePolicyVersion", "Deletes a version that is not the default one."),
		write[SetDefaultPolicyVersionInput, Nothing]("iam", "SetDefaultPolicyVersion", "Puts a version of a policy in force."),
		read[ListEntitiesForPolicyInput, ListEntitiesForPolicyOutput]("iam", "ListEntitiesForPolicy", "Lists the users, groups and roles that have a managed policy."),
		write[TagPolicyInput, Nothing]("iam", "TagPolicy", "Adds tags to a customer managed policy."),
		write[UntagPolicyInput, Nothing]("iam", "UntagPolicy", "Takes tags from a customer managed policy."),
		read[ListPolicyTagsInput, ListPolicyTagsOutput]("iam", "ListPolicyTags", "Lists the tags of a policy."),
	}
}

// CreatePolicyInput is the request of CreatePolicy, which creates a customer managed policy.
type CreatePolicyInput struct {
	PolicyName     string   `json:"PolicyName,omitempty" api:"required,min=1,max=128" doc:"The name; names that differ only in case are the same."`
	Path           string   `json:"Path,omitempty" api:"min=1,max=512" doc:"The path, \"/\" when not given: it begins and ends with a slash and is part of the ARN."`
	PolicyDocument string   `json:"PolicyDocument,omitempty" api:"required,min=1,max=131072,document=identity" doc:"The policy, as JSON."`
	Description    string   `json:"Description,omitempty" api:"max=1000" doc:"What it is for."`
	Tags           []IAMTag `json:"Tags,omitempty" api:"max=50" doc:"Tags."`
}

// CreatePolicyOutput is the answer of CreatePolicy.
type CreatePolicyOutput struct {
	Policy *IAMPolicy `json:"Policy,omitempty"`
}

// IAMPolicy is a managed policy as it is described.
type IAMPolicy struct {
	PolicyName                    string   `json:"PolicyName,omitempty"`
	PolicyId                      string   `json:"PolicyId,omitempty"`
	Arn                           string   `json:"Arn,omitempty"`
	Path                          string   `json:"Path,omitempty"`
	DefaultVersionId              string   `json:"DefaultVersionId,omitempty"`
	AttachmentCount               int64    `json:"AttachmentCount"`
	PermissionsBoundaryUsageCount int64    `json:"PermissionsBoundaryUsageCount"`
	IsAttachable                  bool     `json:"IsAttachable"`
	Description                   string   `json:"Description,omitempty"`
	CreateDate                    Time     `json:"CreateDate,omitempty"`
	UpdateDate                    Time     `json:"UpdateDate,omitempty"`
	Tags                          []IAMTag `json:"Tags,omitempty"`
}

// GetPolicyInput is the request of GetPolicy, which shows a managed policy, without its document.
type GetPolicyInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// GetPolicyOutput is the answer of GetPolicy.
type GetPolicyOutput struct {
	Policy *IAMPolicy `json:"Policy,omitempty"`
}

// ListPoliciesInput is the request of ListPolicies, which lists managed policies.
type ListPoliciesInput struct {
	Scope             string `json:"Scope,omitempty" api:"enum=All|AWS|Local" doc:"All, those of AWS, or those of the account (Local); All when not given."`
	OnlyAttached      *bool  `json:"OnlyAttached,omitempty" doc:"Only those that are attached to something."`
	PathPrefix        string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
	PolicyUsageFilter string `json:"PolicyUsageFilter,omitempty" api:"enum=PermissionsPolicy|PermissionsBoundary" doc:"Only the use as a policy, or as a permissions boundary."`
}

// ListPoliciesOutput is the answer of ListPolicies.
type ListPoliciesOutput struct {
	Policies []IAMPolicy `json:"Policies"`
}

// DeletePolicyInput is the request of DeletePolicy, which deletes a customer managed policy that nothing uses and that has one version.
type DeletePolicyInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// CreatePolicyVersionInput is the request of CreatePolicyVersion, which adds a version to a customer managed policy.
type CreatePolicyVersionInput struct {
	PolicyArn      string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	PolicyDocument string `json:"PolicyDocument,omitempty" api:"required,min=1,max=131072,document=identity" doc:"The policy, as JSON."`
	SetAsDefault   *bool  `json:"SetAsDefault,omitempty" doc:"Whether it is in force at once."`
}

// CreatePolicyVersionOutput is the answer of CreatePolicyVersion.
type CreatePolicyVersionOutput struct {
	PolicyVersion *IAMPolicyVersion `json:"PolicyVersion,omitempty"`
}

// IAMPolicyVersion is one version of a managed policy.
type IAMPolicyVersion struct {
	Document         Document `json:"Document,omitempty"`
	VersionId        string   `json:"VersionId,omitempty"`
	IsDefaultVersion bool     `json:"IsDefaultVersion"`
	CreateDate       Time     `json:"CreateDate,omitempty"`
}

// GetPolicyVersionInput is the request of GetPolicyVersion, which shows a version of a managed policy with its document.
type GetPolicyVersionInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	VersionId string `json:"VersionId,omitempty" api:"required" doc:"The version, for example v2."`
}

// GetPolicyVersionOutput is the answer of GetPolicyVersion.
type GetPolicyVersionOutput struct {
	PolicyVersion *IAMPolicyVersion `json:"PolicyVersion,omitempty"`
}

// ListPolicyVersionsInput is the request of ListPolicyVersions, which lists the versions of a managed policy.
type ListPolicyVersionsInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// ListPolicyVersionsOutput is the answer of ListPolicyVersions.
type ListPolicyVersionsOutput struct {
	Versions []IAMPolicyVersion `json:"Versions"`
}

// DeletePolicyVersionInput is the request of DeletePolicyVersion, which deletes a version that is not the default one.
type DeletePolicyVersionInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	VersionId string `json:"VersionId,omitempty" api:"required" doc:"The version, for example v2."`
}

// SetDefaultPolicyVersionInput is the request of SetDefaultPolicyVersion, which puts a version of a policy in force.
type SetDefaultPolicyVersionInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	VersionId string `json:"VersionId,omitempty" api:"required" doc:"The version, for example v2."`
}

// ListEntitiesForPolicyInput is the request of ListEntitiesForPolicy, which lists the users, groups and roles that have a managed policy.
type ListEntitiesForPolicyInput struct {
	PolicyArn         string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	EntityFilter      string `json:"EntityFilter,omitempty" api:"enum=User|Role|Group|LocalManagedPolicy|AWSManagedPolicy" doc:"Only users, groups or roles."`
	PathPrefix        string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
	PolicyUsageFilter string `json:"PolicyUsageFilter,omitempty" api:"enum=PermissionsPolicy|PermissionsBoundary" doc:"Only the use as a policy, or as a permissions boundary."`
}

// ListEntitiesForPolicyOutput is the answer of ListEntitiesForPolicy.
type ListEntitiesForPolicyOutput struct {
	PolicyGroups []PolicyGroup `json:"PolicyGroups"`
	PolicyUsers  []PolicyUser  `json:"PolicyUsers"`
	PolicyRoles  []PolicyRole  `json:"PolicyRoles"`
}

// PolicyGroup is a group that has a policy.
type PolicyGroup struct {
	GroupName string `json:"GroupName,omitempty"`
	GroupId   string `json:"GroupId,omitempty"`
}

// PolicyUser is a user that has a policy.
type PolicyUser struct {
	UserName string `json:"UserName,omitempty"`
	UserId   string `json:"UserId,omitempty"`
}

// PolicyRole is a role that has a policy.
type PolicyRole struct {
	RoleName string `json:"RoleName,omitempty"`
	RoleId   string `json:"RoleId,omitempty"`
}

// TagPolicyInput is the request of TagPolicy, which adds tags to a customer managed policy.
type TagPolicyInput struct {
	PolicyArn string   `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	Tags      []IAMTag `json:"Tags,omitempty" api:"required,max=50" doc:"Tags."`
}

// UntagPolicyInput is the request of UntagPolicy, which takes tags from a customer managed policy.
type UntagPolicyInput struct {
	PolicyArn string   `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
	TagKeys   []string `json:"TagKeys,omitempty" api:"required,max=50,each=1" doc:"The keys of the tags."`
}

// ListPolicyTagsInput is the request of ListPolicyTags, which lists the tags of a policy.
type ListPolicyTagsInput struct {
	PolicyArn string `json:"PolicyArn,omitempty" api:"required,min=20,max=2048,ref=policy" doc:"The managed policy, by ARN."`
}

// ListPolicyTagsOutput is the answer of ListPolicyTags.
type ListPolicyTagsOutput struct {
	Tags []IAMTag `json:"Tags"`
}
