package api

// ExecuteCommandInput says what to run in which container.
type ExecuteCommandInput struct {
	Cluster     string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Container   string `json:"container,omitempty" doc:"The container by name; needed when the task has several."`
	Command     string `json:"command,omitempty" api:"required" doc:"The command. It is not run: the answer is the session in which it would be."`
	Interactive *bool  `json:"interactive,omitempty" api:"required" doc:"Has to be true: there is no other mode."`
	Task        string `json:"task,omitempty" api:"required,ref=task" doc:"The task by id or ARN."`
}

// ExecuteCommandOutput is the session that was opened.
type ExecuteCommandOutput struct {
	ClusterArn    string   `json:"clusterArn,omitempty"`
	ContainerArn  string   `json:"containerArn,omitempty"`
	ContainerName string   `json:"containerName,omitempty"`
	Interactive   bool     `json:"interactive"`
	Session       *Session `json:"session,omitempty"`
	TaskArn       string   `json:"taskArn,omitempty"`
}

// Session is a session of Session Manager.
type Session struct {
	SessionId  string `json:"sessionId,omitempty"`
	StreamUrl  string `json:"streamUrl,omitempty"`
	TokenValue string `json:"tokenValue,omitempty"`
}

// ManagedAgent is an agent that ECS runs in a container, such as the one for
// ExecuteCommand.
type ManagedAgent struct {
	LastStartedAt Time   `json:"lastStartedAt,omitempty"`
	Name          string `json:"name,omitempty"`
	Reason        string `json:"reason,omitempty"`
	LastStatus    string `json:"lastStatus,omitempty"`
}
