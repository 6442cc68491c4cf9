package api

// UpdateTaskProtectionInput says which tasks of services are to be protected from
// scale-in, and for how long.
type UpdateTaskProtectionInput struct {
	Cluster           string   `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Tasks             []string `json:"tasks,omitempty" api:"required,ref=task" doc:"Tasks of services by id or ARN; at most 10."`
	ProtectionEnabled *bool    `json:"protectionEnabled,omitempty" api:"required" doc:"Whether scale-in and deployments are kept from stopping the tasks."`
	ExpiresInMinutes  *int64   `json:"expiresInMinutes,omitempty" doc:"How long, 1 to 2880 minutes from now; 120 when not given."`
}

// UpdateTaskProtectionOutput lists the tasks as they are now, and those for which
// it could not be done.
type UpdateTaskProtectionOutput struct {
	ProtectedTasks []ProtectedTask `json:"protectedTasks"`
	Failures       []Failure       `json:"failures"`
}

// ProtectedTask says whether a task is protected from scale-in.
type ProtectedTask struct {
	TaskArn           string `json:"taskArn"`
	ProtectionEnabled bool   `json:"protectionEnabled"`
	ExpirationDate    Time   `json:"expirationDate,omitempty"`
}

// GetTaskProtectionInput names tasks of services.
type GetTaskProtectionInput struct {
	Cluster string   `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Tasks   []string `json:"tasks,omitempty" api:"ref=task" doc:"Tasks of services by id or ARN, at most 100; when not given, all that are protected."`
}

// GetTaskProtectionOutput lists the tasks found, and those that have no
// protection to speak of.
type GetTaskProtectionOutput struct {
	ProtectedTasks []ProtectedTask `json:"protectedTasks"`
	Failures       []Failure       `json:"failures"`
}
