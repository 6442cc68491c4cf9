package api

// ListContainerInstancesInput names a cluster and says which of its instances.
type ListContainerInstancesInput struct {
	Cluster string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Filter  string `json:"filter,omitempty" doc:"Only instances that satisfy this expression in the cluster query language."`
	Status  string `json:"status,omitempty" api:"enum=ACTIVE|DRAINING|REGISTERING|DEREGISTERING|REGISTRATION_FAILED" doc:"Only instances with this status."`
}

// ListContainerInstancesOutput lists container instances by ARN.
type ListContainerInstancesOutput struct {
	ContainerInstanceArns []string `json:"containerInstanceArns"`
}

// DescribeContainerInstancesInput names container instances of one cluster.
type DescribeContainerInstancesInput struct {
	Cluster            string   `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstances []string `json:"containerInstances,omitempty" api:"required,ref=container-instance" doc:"The container instances by id or ARN; at most 100."`
	Include            []string `json:"include,omitempty" api:"enum=TAGS|CONTAINER_INSTANCE_HEALTH" doc:"What else to show."`
}

// DescribeContainerInstancesOutput lists those found and those not found.
type DescribeContainerInstancesOutput struct {
	ContainerInstances []ContainerInstance `json:"containerInstances"`
	Failures           []Failure           `json:"failures"`
}

// ContainerInstance is a container instance as it is described.
type ContainerInstance struct {
	ContainerInstanceArn string       `json:"containerInstanceArn"`
	Ec2InstanceId        string       `json:"ec2InstanceId"`
	Version              int64        `json:"version"`
	VersionInfo          *VersionInfo `json:"versionInfo,omitempty"`
	RemainingResources   []Resource   `json:"remainingResources"`
	RegisteredResources  []Resource   `json:"registeredResources"`
	Status               string       `json:"status"`
	StatusReason         string       `json:"statusReason,omitempty"`
	AgentConnected       bool         `json:"agentConnected"`
	RunningTasksCount    int64        `json:"runningTasksCount"`
	PendingTasksCount    int64        `json:"pendingTasksCount"`
	Attributes           []Attribute  `json:"attributes"`
	RegisteredAt         Time         `json:"registeredAt,omitempty"`
	Attachments          []Attachment `json:"attachments"`
	Tags                 []ECSTag     `json:"tags"`

	HealthStatus *ContainerInstanceHealthStatus `json:"healthStatus,omitempty"`
}

// ContainerInstanceHealthStatus is what the agent says of its instance.
type ContainerInstanceHealthStatus struct {
	OverallStatus string                 `json:"overallStatus,omitempty"`
	Details       []InstanceHealthDetail `json:"details,omitempty"`
}

// InstanceHealthDetail is the result of one check of an instance.
type InstanceHealthDetail struct {
	Type             string `json:"type,omitempty"`
	Status           string `json:"status,omitempty"`
	LastUpdated      Time   `json:"lastUpdated,omitempty"`
	LastStatusChange Time   `json:"lastStatusChange,omitempty"`
}

// VersionInfo holds the versions of the agent and of Docker on an instance.
type VersionInfo struct {
	AgentVersion  string `json:"agentVersion,omitempty"`
	AgentHash     string `json:"agentHash,omitempty"`
	DockerVersion string `json:"dockerVersion,omitempty"`
}

// Resource is an amount that an instance has: CPU units, MEMORY in MiB
// (Type INTEGER), or reserved ports (Type STRINGSET). The model has a
// doubleValue and a longValue too; ECS leaves them at 0.
type Resource struct {
	Name           string   `json:"name"`
	Type           string   `json:"type"`
	IntegerValue   int64    `json:"integerValue"`
	StringSetValue []string `json:"stringSetValue,omitempty"`
}

// UpdateContainerInstancesStateInput names container instances and the status
// that they are to have.
type UpdateContainerInstancesStateInput struct {
	Cluster            string   `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstances []string `json:"containerInstances,omitempty" api:"required,ref=container-instance" doc:"The container instances by id or ARN; at most 10."`
	Status             string   `json:"status,omitempty" api:"required,enum=ACTIVE|DRAINING|REGISTERING|DEREGISTERING|REGISTRATION_FAILED" doc:"DRAINING: no new tasks, and those of services move away. ACTIVE: as before."`
}

// UpdateContainerInstancesStateOutput lists those changed and those not found.
type UpdateContainerInstancesStateOutput struct {
	ContainerInstances []ContainerInstance `json:"containerInstances"`
	Failures           []Failure           `json:"failures"`
}

// DeregisterContainerInstanceInput names the container instance that is to
// leave.
type DeregisterContainerInstanceInput struct {
	Cluster           string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstance string `json:"containerInstance,omitempty" api:"required,ref=container-instance" doc:"The container instance by id or ARN."`
	Force             *bool  `json:"force,omitempty" doc:"Also when it has tasks; they run on and ECS knows nothing of them any more."`
}

// DeregisterContainerInstanceOutput is the container instance that has left.
type DeregisterContainerInstanceOutput struct {
	ContainerInstance *ContainerInstance `json:"containerInstance,omitempty"`
}

// UpdateContainerAgentInput names the container instance whose agent is to be
// updated.
type UpdateContainerAgentInput struct {
	Cluster           string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstance string `json:"containerInstance,omitempty" api:"required,ref=container-instance" doc:"The container instance by id or ARN."`
}

// UpdateContainerAgentOutput is the container instance as it is.
type UpdateContainerAgentOutput struct {
	ContainerInstance *ContainerInstance `json:"containerInstance,omitempty"`
}
