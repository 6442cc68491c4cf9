package api

func stsOperations() []*Operation {
	return []*Operation{
		write[AssumeRoleInput, AssumeRoleOutput]("sts", "AssumeRole", "Opens a session of a role and answers its credentials."),
		read[GetCallerIdentityInput, GetCallerIdentityOutput]("sts", "GetCallerIdentity", "Says which identity the calls are made as."),
	}
}

// GetCallerIdentityInput asks who is calling.
type GetCallerIdentityInput struct{}

// GetCallerIdentityOutput is the caller.
type GetCallerIdentityOutput struct {
	UserId  string `json:"UserId"`
	Account string `json:"Account"`
	Arn     string `json:"Arn"`
}

// AssumeRoleInput names a role and the session to open. Policies with it limit
// the session further.
type AssumeRoleInput struct {
	RoleArn           string                 `json:"RoleArn,omitempty" api:"required,min=20,max=2048,ref=role-arn" doc:"The role, by ARN."`
	RoleSessionName   string                 `json:"RoleSessionName,omitempty" api:"required,min=2,max=64" doc:"A name for the session, which is part of its ARN."`
	PolicyArns        []PolicyDescriptorType `json:"PolicyArns,omitempty" doc:"Managed policies that limit the session, at most ten."`
	Policy            string                 `json:"Policy,omitempty" api:"min=1,document=identity" doc:"A policy that limits the session, as JSON."`
	DurationSeconds   *int64                 `json:"DurationSeconds,omitempty" api:"min=900,max=43200" doc:"How long the session lasts, in seconds; 3600 when not given."`
	Tags              []IAMTag               `json:"Tags,omitempty" api:"max=50" doc:"Tags of the session."`
	TransitiveTagKeys []string               `json:"TransitiveTagKeys,omitempty" api:"max=50,each=1" doc:"The keys of the tags that sessions opened from this one have too."`
	ExternalId        string                 `json:"ExternalId,omitempty" api:"min=2,max=1224" doc:"What the owner of the role wants to hear from a third party."`
	SourceIdentity    string                 `json:"SourceIdentity,omitempty" api:"min=2,max=64" doc:"Who is behind the session."`
}

// PolicyDescriptorType names a managed policy.
type PolicyDescriptorType struct {
	Arn string `json:"arn,omitempty" api:"min=20,max=2048,ref=policy" doc:"The policy, by ARN."`
}

// AssumeRoleOutput is a session with its credentials.
type AssumeRoleOutput struct {
	Credentials      *Credentials     `json:"Credentials,omitempty"`
	AssumedRoleUser  *AssumedRoleUser `json:"AssumedRoleUser,omitempty"`
	PackedPolicySize int64            `json:"PackedPolicySize,omitempty"`
	SourceIdentity   string           `json:"SourceIdentity,omitempty"`
}

// Credentials are temporary credentials.
type Credentials struct {
	AccessKeyId     string `json:"AccessKeyId"`
	SecretAccessKey string `json:"SecretAccessKey"`
	SessionToken    string `json:"SessionToken"`
	Expiration      Time   `json:"Expiration"`
}

// AssumedRoleUser is a session as a principal.
type AssumedRoleUser struct {
	AssumedRoleId string `json:"AssumedRoleId"`
	Arn           string `json:"Arn"`
}
