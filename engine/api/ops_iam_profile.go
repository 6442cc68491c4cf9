package api

func iamProfileOperations() []*Operation {
	return []*Operation{
		write[CreateInstanceProfileInput, CreateInstanceProfileOutput]("iam", "CreateInstanceProfile", "Creates an instance profile."),
		read[GetInstanceProfileInput, GetInstanceProfileOutput]("iam", "GetInstanceProfile", "Shows an instance profile with its role."),
		read[ListInstanceProfilesInput, ListInstanceProfilesOutput]("iam", "ListInstanceProfiles", "Lists instance profiles."),
		write[DeleteInstanceProfileInput, Nothing]("iam", "DeleteInstanceProfile", "Deletes an instance profile that has no role."),
		write[AddRoleToInstanceProfileInput, Nothing]("iam", "AddRoleToInstanceProfile", "Puts a role into an instance profile."),
		write[RemoveRoleFromInstanceProfileInput, Nothing]("iam", "RemoveRoleFromInstanceProfile", "Takes the role from an instance profile."),
		read[ListInstanceProfilesForRoleInput, ListInstanceProfilesForRoleOutput]("iam", "ListInstanceProfilesForRole", "Lists the instance profiles that have a role."),
	}
}

// CreateInstanceProfileInput is the request of CreateInstanceProfile, which creates an instance profile.
type CreateInstanceProfileInput struct {
	InstanceProfileName string   `json:"InstanceProfileName,omitempty" api:"required,min=1,max=128" doc:"The name; names that differ only in case are the same."`
	Path                string   `json:"Path,omitempty" api:"min=1,max=512" doc:"The path, \"/\" when not given: it begins and ends with a slash and is part of the ARN."`
	Tags                []IAMTag `json:"Tags,omitempty" api:"max=50" doc:"Tags."`
}

// CreateInstanceProfileOutput is the answer of CreateInstanceProfile.
type CreateInstanceProfileOutput struct {
	InstanceProfile IAMInstanceProfile `json:"InstanceProfile"`
}

// IAMInstanceProfile is an instance profile as it is described.
type IAMInstanceProfile struct {
	Path                string    `json:"Path"`
	InstanceProfileName string    `json:"InstanceProfileName"`
	InstanceProfileId   string    `json:"InstanceProfileId"`
	Arn                 string    `json:"Arn"`
	CreateDate          Time      `json:"CreateDate"`
	Roles               []IAMRole `json:"Roles"`
	Tags                []IAMTag  `json:"Tags,omitempty"`
}

// GetInstanceProfileInput is the request of GetInstanceProfile, which shows an instance profile with its role.
type GetInstanceProfileInput struct {
	InstanceProfileName string `json:"InstanceProfileName,omitempty" api:"required,min=1,max=128,ref=instance-profile" doc:"The instance profile, by name."`
}

// GetInstanceProfileOutput is the answer of GetInstanceProfile.
type GetInstanceProfileOutput struct {
	InstanceProfile IAMInstanceProfile `json:"InstanceProfile"`
}

// ListInstanceProfilesInput is the request of ListInstanceProfiles, which lists instance profiles.
type ListInstanceProfilesInput struct {
	PathPrefix string `json:"PathPrefix,omitempty" api:"min=1,max=512" doc:"Only those whose path begins so."`
}

// ListInstanceProfilesOutput is the answer of ListInstanceProfiles.
type ListInstanceProfilesOutput struct {
	InstanceProfiles []IAMInstanceProfile `json:"InstanceProfiles"`
}

// DeleteInstanceProfileInput is the request of DeleteInstanceProfile, which deletes an instance profile that has no role.
type DeleteInstanceProfileInput struct {
	InstanceProfileName string `json:"InstanceProfileName,omitempty" api:"required,min=1,max=128,ref=instance-profile" doc:"The instance profile, by name."`
}

// AddRoleToInstanceProfileInput is the request of AddRoleToInstanceProfile, which puts a role into an instance profile.
type AddRoleToInstanceProfileInput struct {
	InstanceProfileName string `json:"InstanceProfileName,omitempty" api:"required,min=1,max=128,ref=instance-profile" doc:"The instance profile, by name."`
	RoleName            string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// RemoveRoleFromInstanceProfileInput is the request of RemoveRoleFromInstanceProfile, which takes the role from an instance profile.
type RemoveRoleFromInstanceProfileInput struct {
	InstanceProfileName string `json:"InstanceProfileName,omitempty" api:"required,min=1,max=128,ref=instance-profile" doc:"The instance profile, by name."`
	RoleName            string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// ListInstanceProfilesForRoleInput is the request of ListInstanceProfilesForRole, which lists the instance profiles that have a role.
type ListInstanceProfilesForRoleInput struct {
	RoleName string `json:"RoleName,omitempty" api:"required,min=1,max=64,ref=role" doc:"The role, by name."`
}

// ListInstanceProfilesForRoleOutput is the answer of ListInstanceProfilesForRole.
type ListInstanceProfilesForRoleOutput struct {
	InstanceProfiles []IAMInstanceProfile `json:"InstanceProfiles"`
}
