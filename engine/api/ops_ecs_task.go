package api

// ListTasksInput chooses tasks of one cluster.
type ListTasksInput struct {
	Cluster           string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstance string `json:"containerInstance,omitempty" api:"ref=container-instance" doc:"Only tasks on this container instance."`
	Family            string `json:"family,omitempty" api:"ref=task-definition" doc:"Only tasks of this task definition family."`
	ServiceName       string `json:"serviceName,omitempty" api:"ref=service" doc:"Only tasks of this service."`
	DesiredStatus     string `json:"desiredStatus,omitempty" api:"enum=RUNNING|PENDING|STOPPED" doc:"Only tasks with this desired status; RUNNING when not given."`
}

// ListTasksOutput lists tasks by ARN.
type ListTasksOutput struct {
	TaskArns []string `json:"taskArns"`
}

// DescribeTasksInput names tasks of one cluster.
type DescribeTasksInput struct {
	Cluster string   `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Tasks   []string `json:"tasks,omitempty" api:"required,ref=task" doc:"The tasks by id or ARN."`
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
	Attachments          []Attachment `json:"attachments"`
	Attributes           []Attribute  `json:"attributes"`
	AvailabilityZone     string       `json:"availabilityZone,omitempty"`
	ClusterArn           string       `json:"clusterArn"`
	Connectivity         string       `json:"connectivity,omitempty"`
	ConnectivityAt       Time         `json:"connectivityAt,omitempty"`
	ContainerInstanceArn string       `json:"containerInstanceArn,omitempty"`
	Containers           []Container  `json:"containers"`
	Cpu                  string       `json:"cpu"`
	CreatedAt            Time         `json:"createdAt,omitempty"`
	DesiredStatus        string       `json:"desiredStatus"`
	EnableExecuteCommand bool         `json:"enableExecuteCommand"`
	ExecutionStoppedAt   Time         `json:"executionStoppedAt,omitempty"`
	Group                string       `json:"group,omitempty"`
	HealthStatus         string       `json:"healthStatus"`
	LastStatus           string       `json:"lastStatus"`
	LaunchType           string       `json:"launchType,omitempty"`
	Memory               string       `json:"memory"`
	Overrides            TaskOverride `json:"overrides"`
	PullStartedAt        Time         `json:"pullStartedAt,omitempty"`
	PullStoppedAt        Time         `json:"pullStoppedAt,omitempty"`
	StartedAt            Time         `json:"startedAt,omitempty"`
	StartedBy            string       `json:"startedBy,omitempty"`
	StopCode             string       `json:"stopCode,omitempty"`
	StoppedAt            Time         `json:"stoppedAt,omitempty"`
	StoppedReason        string       `json:"stoppedReason,omitempty"`
	StoppingAt           Time         `json:"stoppingAt,omitempty"`
	Tags                 []ECSTag     `json:"tags"`
	TaskArn              string       `json:"taskArn"`
	TaskDefinitionArn    string       `json:"taskDefinitionArn"`
	Version              int64        `json:"version"`
}

// TaskOverride is what a task was started with in place of its definition.
type TaskOverride struct {
	ContainerOverrides []ContainerOverride `json:"containerOverrides"`
}

// ContainerOverride is what one container was started with.
type ContainerOverride struct {
	Name string `json:"name,omitempty"`
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
	Cpu               string                 `json:"cpu"`
	Memory            string                 `json:"memory,omitempty"`
	MemoryReservation string                 `json:"memoryReservation,omitempty"`
}

// NetworkBinding is a port of the host that leads to a port of the container.
type NetworkBinding struct {
	BindIP        string `json:"bindIP"`
	ContainerPort int64  `json:"containerPort"`
	HostPort      int64  `json:"hostPort"`
	Protocol      string `json:"protocol"`
}

// TaskNetworkInterface is a container's view of the network interface of its
// task.
type TaskNetworkInterface struct {
	AttachmentId       string `json:"attachmentId"`
	PrivateIpv4Address string `json:"privateIpv4Address,omitempty"`
}

// RegisterTaskDefinitionInput describes a revision of a task definition.
type RegisterTaskDefinitionInput struct {
	Family                  string                              `json:"family,omitempty" api:"required" doc:"Name that the revisions share."`
	TaskRoleArn             string                              `json:"taskRoleArn,omitempty" doc:"Role of the application in the containers."`
	ExecutionRoleArn        string                              `json:"executionRoleArn,omitempty" doc:"Role of the agent: pulls images, reads secrets, writes logs."`
	NetworkMode             string                              `json:"networkMode,omitempty" api:"enum=bridge|host|awsvpc|none" doc:"How the containers are networked; bridge on EC2 when not given."`
	ContainerDefinitions    []ContainerDefinition               `json:"containerDefinitions,omitempty" api:"required" doc:"The containers."`
	Volumes                 []Volume                            `json:"volumes,omitempty" doc:"Volumes that the containers mount by name."`
	PlacementConstraints    []TaskDefinitionPlacementConstraint `json:"placementConstraints,omitempty" doc:"Rules on which instances may have a task; memberOf only."`
	RequiresCompatibilities []string                            `json:"requiresCompatibilities,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Launch types that the definition must be valid for."`
	Cpu                     string                              `json:"cpu,omitempty" doc:"CPU of the task: units (1024) or vCPUs (1 vCPU)."`
	Memory                  string                              `json:"memory,omitempty" doc:"Memory of the task: MiB (2048) or GB (2 GB)."`
}

// ContainerDefinition is one container of a task definition.
type ContainerDefinition struct {
	Name              string         `json:"name,omitempty" doc:"Name of the container."`
	Image             string         `json:"image,omitempty" api:"ref=image" doc:"The image."`
	Cpu               *int64         `json:"cpu,omitempty" doc:"CPU units; 1024 to a vCPU."`
	Memory            *int64         `json:"memory,omitempty" doc:"Hard limit, MiB."`
	MemoryReservation *int64         `json:"memoryReservation,omitempty" doc:"Soft limit, MiB: what placement reserves."`
	PortMappings      []PortMapping  `json:"portMappings" doc:"Ports of the container."`
	Essential         *bool          `json:"essential,omitempty" doc:"Whether the task stops when this container does; true when not given."`
	EntryPoint        []string       `json:"entryPoint,omitempty" doc:"In place of the image's ENTRYPOINT."`
	Command           []string       `json:"command,omitempty" doc:"In place of the image's CMD."`
	Environment       []KeyValuePair `json:"environment" doc:"Environment variables."`
	MountPoints       []MountPoint   `json:"mountPoints" doc:"Where volumes appear in the container."`
	VolumesFrom       []VolumeFrom   `json:"volumesFrom" doc:"Containers whose mount points this one has too."`
	StopTimeout       *int64         `json:"stopTimeout,omitempty" doc:"Seconds between SIGTERM and SIGKILL; 30 when not given."`
}

// PortMapping joins a port of the container to one of the host. HostPort 0, or
// none in bridge mode, means a port chosen when the task starts.
type PortMapping struct {
	ContainerPort *int64 `json:"containerPort,omitempty" doc:"Port of the container."`
	HostPort      *int64 `json:"hostPort,omitempty" doc:"Port of the host; 0 lets ECS choose."`
	Protocol      string `json:"protocol,omitempty" api:"enum=tcp|udp" doc:"tcp when not given."`
	Name          string `json:"name,omitempty" doc:"Name of the mapping."`
}

// RegisterTaskDefinitionOutput is the new revision.
type RegisterTaskDefinitionOutput struct {
	TaskDefinition *TaskDefinition `json:"taskDefinition,omitempty"`
	Tags           []ECSTag        `json:"tags,omitempty"`
}

// TaskDefinition is a revision as it is described.
type TaskDefinition struct {
	TaskDefinitionArn       string                              `json:"taskDefinitionArn"`
	ContainerDefinitions    []ContainerDefinition               `json:"containerDefinitions"`
	Family                  string                              `json:"family"`
	TaskRoleArn             string                              `json:"taskRoleArn,omitempty"`
	ExecutionRoleArn        string                              `json:"executionRoleArn,omitempty"`
	NetworkMode             string                              `json:"networkMode,omitempty"`
	Revision                int64                               `json:"revision"`
	Volumes                 []Volume                            `json:"volumes"`
	Status                  string                              `json:"status"`
	RequiresAttributes      []Attribute                         `json:"requiresAttributes,omitempty"`
	PlacementConstraints    []TaskDefinitionPlacementConstraint `json:"placementConstraints"`
	Compatibilities         []string                            `json:"compatibilities"`
	RequiresCompatibilities []string                            `json:"requiresCompatibilities,omitempty"`
	Cpu                     string                              `json:"cpu,omitempty"`
	Memory                  string                              `json:"memory,omitempty"`
	RegisteredAt            Time                                `json:"registeredAt,omitempty"`
	RegisteredBy            string                              `json:"registeredBy,omitempty"`
}

// TaskDefinitionPlacementConstraint is a rule on which instances may have a
// task, of every task of the revision.
type TaskDefinitionPlacementConstraint struct {
	Type       string  `json:"type,omitempty" doc:"memberOf."`
	Expression *string `json:"expression,omitempty" doc:"In the cluster query language."`
}

// DescribeTaskDefinitionInput names a task definition.
type DescribeTaskDefinitionInput struct {
	TaskDefinition string `json:"taskDefinition,omitempty" api:"required,ref=task-definition" doc:"Family (its latest active revision), family:revision or ARN."`
}

// DescribeTaskDefinitionOutput is the task definition.
type DescribeTaskDefinitionOutput struct {
	TaskDefinition *TaskDefinition `json:"taskDefinition,omitempty"`
	Tags           []ECSTag        `json:"tags"`
}

// ListTaskDefinitionsInput chooses task definitions.
type ListTaskDefinitionsInput struct {
	FamilyPrefix string `json:"familyPrefix,omitempty" api:"ref=task-definition" doc:"Only revisions of this family."`
	Status       string `json:"status,omitempty" api:"enum=ACTIVE|INACTIVE|DELETE_IN_PROGRESS" doc:"ACTIVE when not given."`
	Sort         string `json:"sort,omitempty" api:"enum=ASC|DESC" doc:"Order by family and revision; ASC when not given."`
}

// ListTaskDefinitionsOutput lists task definitions by ARN.
type ListTaskDefinitionsOutput struct {
	TaskDefinitionArns []string `json:"taskDefinitionArns"`
}
