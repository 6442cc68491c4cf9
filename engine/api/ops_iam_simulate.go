package api

func iamSimulationOperations() []*Operation {
	return []*Operation{
		read[SimulateCustomPolicyInput, SimulatePolicyOutput]("iam", "SimulateCustomPolicy", "Decides actions by the policies that are given."),
		read[SimulatePrincipalPolicyInput, SimulatePolicyOutput]("iam", "SimulatePrincipalPolicy", "Decides actions by the policies of a user, a group or a role."),
		read[GetContextKeysForCustomPolicyInput, GetContextKeysForPolicyOutput]("iam", "GetContextKeysForCustomPolicy", "Lists the condition keys in the policies that are given."),
		read[GetContextKeysForPrincipalPolicyInput, GetContextKeysForPolicyOutput]("iam", "GetContextKeysForPrincipalPolicy", "Lists the condition keys in the policies of a user, a group or a role."),
	}
}

// SimulateCustomPolicyInput is the request of SimulateCustomPolicy, which decides actions by the policies that are given.
type SimulateCustomPolicyInput struct {
	PolicyInputList                    []string       `json:"PolicyInputList,omitempty" api:"required,each=1,document=identity" doc:"Policies, as JSON."`
	PermissionsBoundaryPolicyInputList []string       `json:"PermissionsBoundaryPolicyInputList,omitempty" api:"each=1,document=identity" doc:"The permissions boundary, as JSON."`
	ActionNames                        []string       `json:"ActionNames,omitempty" api:"required,each=3" doc:"The actions, for example ecs:RunTask."`
	ResourceArns                       []string       `json:"ResourceArns,omitempty" api:"each=1" doc:"The resources; * when not given."`
	ResourcePolicy                     string         `json:"ResourcePolicy,omitempty" api:"min=1,max=131072" doc:"The policy of the resource, as JSON."`
	CallerArn                          string         `json:"CallerArn,omitempty" api:"min=1,max=2048" doc:"The user that is taken for the caller, by ARN."`
	ContextEntries                     []ContextEntry `json:"ContextEntries,omitempty" doc:"Condition keys with their values."`
}

// ContextEntry is a condition key with what a simulated request has of it.
type ContextEntry struct {
	ContextKeyName   string   `json:"ContextKeyName,omitempty" api:"min=5,max=256" doc:"The condition key, for example aws:SourceIp."`
	ContextKeyValues []string `json:"ContextKeyValues,omitempty" doc:"Its values."`
	ContextKeyType   string   `json:"ContextKeyType,omitempty" api:"enum=string|stringList|numeric|numericList|boolean|booleanList|ip|ipList|binary|binaryList|date|dateList" doc:"Their type; string when not given."`
}

// SimulatePolicyOutput has a decision for each action and resource.
type SimulatePolicyOutput struct {
	EvaluationResults []EvaluationResult `json:"EvaluationResults"`
}

// EvaluationResult is how one action on one resource is decided.
type EvaluationResult struct {
	EvalActionName                    string                             `json:"EvalActionName"`
	EvalResourceName                  string                             `json:"EvalResourceName,omitempty"`
	EvalDecision                      string                             `json:"EvalDecision"`
	MatchedStatements                 []MatchedStatement                 `json:"MatchedStatements"`
	MissingContextValues              []string                           `json:"MissingContextValues"`
	OrganizationsDecisionDetail       *OrganizationsDecisionDetail       `json:"OrganizationsDecisionDetail,omitempty"`
	PermissionsBoundaryDecisionDetail *PermissionsBoundaryDecisionDetail `json:"PermissionsBoundaryDecisionDetail,omitempty"`
}

// MatchedStatement is a statement that decided, by its place.
type MatchedStatement struct {
	SourcePolicyId   string          `json:"SourcePolicyId,omitempty"`
	SourcePolicyType string          `json:"SourcePolicyType,omitempty"`
	StartPosition    *PolicyPosition `json:"StartPosition,omitempty"`
	EndPosition      *PolicyPosition `json:"EndPosition,omitempty"`
}

// PolicyPosition is a place in a document, both from 1.
type PolicyPosition struct {
	Line   int64 `json:"Line,omitempty"`
	Column int64 `json:"Column,omitempty"`
}

// OrganizationsDecisionDetail is what the policies of the organization say.
type OrganizationsDecisionDetail struct {
	AllowedByOrganizations bool `json:"AllowedByOrganizations"`
}

// PermissionsBoundaryDecisionDetail is what the permissions boundary says.
type PermissionsBoundaryDecisionDetail struct {
	AllowedByPermissionsBoundary bool `json:"AllowedByPermissionsBoundary"`
}

// SimulatePrincipalPolicyInput is the request of SimulatePrincipalPolicy, which decides actions by the policies of a user, a group or a role.
type SimulatePrincipalPolicyInput struct {
	PolicySourceArn                    string         `json:"PolicySourceArn,omitempty" api:"required,min=20,max=2048,ref=principal" doc:"The user, group or role whose policies are asked, by ARN."`
	PolicyInputList                    []string       `json:"PolicyInputList,omitempty" api:"each=1,document=identity" doc:"Policies beside those of the principal, as JSON."`
	PermissionsBoundaryPolicyInputList []string       `json:"PermissionsBoundaryPolicyInputList,omitempty" api:"each=1,document=identity" doc:"The permissions boundary, as JSON."`
	ActionNames                        []string       `json:"ActionNames,omitempty" api:"required,each=3" doc:"The actions, for example ecs:RunTask."`
	ResourceArns                       []string       `json:"ResourceArns,omitempty" api:"each=1" doc:"The resources; * when not given."`
	ResourcePolicy                     string         `json:"ResourcePolicy,omitempty" api:"min=1,max=131072" doc:"The policy of the resource, as JSON."`
	CallerArn                          string         `json:"CallerArn,omitempty" api:"min=1,max=2048" doc:"The user that is taken for the caller, by ARN."`
	ContextEntries                     []ContextEntry `json:"ContextEntries,omitempty" doc:"Condition keys with their values."`
}

// GetContextKeysForCustomPolicyInput is the request of GetContextKeysForCustomPolicy, which lists the condition keys in the policies that are given.
type GetContextKeysForCustomPolicyInput struct {
	PolicyInputList []string `json:"PolicyInputList,omitempty" api:"required,each=1,document=identity" doc:"Policies, as JSON."`
}

// GetContextKeysForPolicyOutput lists condition keys.
type GetContextKeysForPolicyOutput struct {
	ContextKeyNames []string `json:"ContextKeyNames"`
}

// GetContextKeysForPrincipalPolicyInput is the request of GetContextKeysForPrincipalPolicy, which lists the condition keys in the policies of a user, a group or a role.
type GetContextKeysForPrincipalPolicyInput struct {
	PolicySourceArn string   `json:"PolicySourceArn,omitempty" api:"required,min=20,max=2048,ref=principal" doc:"The user, group or role whose policies are asked, by ARN."`
	PolicyInputList []string `json:"PolicyInputList,omitempty" api:"each=1,document=identity" doc:"Policies beside those of the principal, as JSON."`
}
