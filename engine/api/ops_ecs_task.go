package api

// ListTasksInput chooses tasks of one cluster.
type ListTasksInput struct {
	Cluster           string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstance string `json:"containerInstance,omitempty" api:"ref=container-instance" doc:"Only tasks on this container instance."`
	Family            string `json:"family,omitempty" api:"ref=task-definition" doc:"Only tasks of this task definition family."`
	StartedBy         string `json:"startedBy,omitempty" doc:"Only tasks started with this value, a deployment's id for those of a service; no other filter beside it."`
	ServiceName       string `json:"serviceName,omitempty" api:"ref=service" doc:"Only tasks of this service."`
	DesiredStatus     string `json:"desiredStatus,omitempty" api:"enum=RUNNING|PENDING|STOPPED" doc:"Only tasks with this desired status; RUNNING when not given."`
	LaunchType        string `json:"launchType,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Only tasks of this launch type."`
}

// ListTasksOutput lists tasks by ARN.
type ListTasksOutput struct {
	TaskArns []string `json:"taskArns"`
}

// DescribeTasksInput names tasks of one cluster.
type DescribeTasksInput struct {
	Cluster string   `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Tasks   []string `json:"tasks,omitempty" api:"required,ref=task" doc:"The tasks by id or ARN."`
	Include []string `json:"include,omitempty" api:"enum=TAGS" doc:"TAGS: show tags too."`
}

// DescribeTasksOutput lists the tasks found and those not found.
type DescribeTasksOutput struct {
	Tasks    []Task    `json:"tasks"`
	Failures []Failure `json:"failures"`
}

// StopTaskInput names the task to stop.
type StopTaskInput struct {
	Cluster string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Task    string `json:"task,omitempty" api:"required,ref=task" doc:"The task by id or ARN."`
	Reason  string `json:"reason,omitempty" doc:"Why; shown as the stopped reason."`
}

// StopTaskOutput is the task that is being stopped.
type StopTaskOutput struct {
	Task *Task `json:"task,omitempty"`
}

// Task is a task as it is described.
type Task struct {
	Attachments          []Attachment      `json:"attachments"`
	Attributes           []Attribute       `json:"attributes"`
	AvailabilityZone     string            `json:"availabilityZone,omitempty"`
	CapacityProviderName string            `json:"capacityProviderName,omitempty"`
	ClusterArn           string            `json:"clusterArn"`
	Connectivity         string            `json:"connectivity,omitempty"`
	ConnectivityAt       Time              `json:"connectivityAt,omitempty"`
	ContainerInstanceArn string            `json:"containerInstanceArn,omitempty"`
	Containers           []Container       `json:"containers"`
	Cpu                  string            `json:"cpu"`
	CreatedAt            Time              `json:"createdAt,omitempty"`
	DesiredStatus        string            `json:"desiredStatus"`
	EnableExecuteCommand bool              `json:"enableExecuteCommand"`
	ExecutionStoppedAt   Time              `json:"executionStoppedAt,omitempty"`
	Group                string            `json:"group,omitempty"`
	HealthStatus         string            `json:"healthStatus"`
	LastStatus           string            `json:"lastStatus"`
	LaunchType           string            `json:"launchType,omitempty"`
	Memory               string            `json:"memory"`
	Overrides            TaskOverride      `json:"overrides"`
	PlatformVersion      string            `json:"platformVersion,omitempty"`
	PlatformFamily       string            `json:"platformFamily,omitempty"`
	PullStartedAt        Time              `json:"pullStartedAt,omitempty"`
	PullStoppedAt        Time              `json:"pullStoppedAt,omitempty"`
	StartedAt            Time              `json:"startedAt,omitempty"`
	StartedBy            string            `json:"startedBy,omitempty"`
	StopCode             string            `json:"stopCode,omitempty"`
	StoppedAt            Time              `json:"stoppedAt,omitempty"`
	StoppedReason        string            `json:"stoppedReason,omitempty"`
	StoppingAt           Time              `json:"stoppingAt,omitempty"`
	Tags                 []ECSTag          `json:"tags"`
	TaskArn              string            `json:"taskArn"`
	TaskDefinitionArn    string            `json:"taskDefinitionArn"`
	Version              int64             `json:"version"`
	EphemeralStorage     *EphemeralStorage `json:"ephemeralStorage,omitempty"`
}

// Container is a container of a task as it is described.
type Container struct {
	ContainerArn      string                 `json:"containerArn"`
	TaskArn           string                 `json:"taskArn"`
	Name              string                 `json:"name"`
	Image             string                 `json:"image"`
	ImageDigest       string                 `json:"imageDigest,omitempty"`
	RuntimeId         string                 `json:"runtimeId,omitempty"`
	LastStatus        string                 `json:"lastStatus"`
	ExitCode          *int64                 `json:"exitCode,omitempty"`
	Reason            string                 `json:"reason,omitempty"`
	NetworkBindings   []NetworkBinding       `json:"networkBindings"`
	NetworkInterfaces []TaskNetworkInterface `json:"networkInterfaces"`
	HealthStatus      string                 `json:"healthStatus"`
	ManagedAgents     []ManagedAgent         `json:"managedAgents,omitempty"`
	Cpu               string                 `json:"cpu"`
	Memory            string                 `json:"memory,omitempty"`
	MemoryReservation string                 `json:"memoryReservation,omitempty"`
}

// NetworkBinding is a port of the host that leads to a port of the container.
type NetworkBinding struct {
	BindIP             string `json:"bindIP"`
	ContainerPort      int64  `json:"containerPort,omitempty"`
	HostPort           int64  `json:"hostPort,omitempty"`
	Protocol           string `json:"protocol"`
	ContainerPortRange string `json:"containerPortRange,omitempty"`
	HostPortRange      string `json:"hostPortRange,omitempty"`
}

// TaskNetworkInterface is a container's view of the network interface of its
// task.
type TaskNetworkInterface struct {
	AttachmentId       string `json:"attachmentId"`
	PrivateIpv4Address string `json:"privateIpv4Address,omitempty"`
}
