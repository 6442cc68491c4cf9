package api

// RunTaskInput says what tasks to start, and where they may run.
type RunTaskInput struct {
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty" doc:"In place of a launch type: capacity providers of the cluster, with base and weight."`
	Cluster                  string                         `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Count                    *int64                         `json:"count,omitempty" doc:"Number of tasks, 1 to 10; 1 when not given."`
	EnableECSManagedTags     *bool                          `json:"enableECSManagedTags,omitempty" doc:"Whether tasks get the tags aws:ecs:clusterName and, of a service, aws:ecs:serviceName."`
	EnableExecuteCommand     *bool                          `json:"enableExecuteCommand,omitempty" doc:"Whether ECS Exec can be used in the tasks; they need a task role."`
	Group                    string                         `json:"group,omitempty" doc:"Task group, up to 255 characters; family:FAMILY when not given."`
	LaunchType               string                         `json:"launchType,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Where the tasks run; EC2 when not given."`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitempty" doc:"Of tasks in the network mode awsvpc, which need it; no others may have it."`
	Overrides                *TaskOverride                  `json:"overrides,omitempty" doc:"What the tasks are started with in place of their definition."`
	PlacementConstraints     []PlacementConstraint          `json:"placementConstraints,omitempty" doc:"Rules on which instances may have a task; at most 10 with those of the task definition."`
	PlacementStrategy        []PlacementStrategy            `json:"placementStrategy,omitempty" doc:"Preferences among these instances, in order; at most 5. random when not given."`
	PlatformVersion          string                         `json:"platformVersion,omitempty" doc:"Of Fargate, LATEST when not given; not with EC2."`
	PropagateTags            string                         `json:"propagateTags,omitempty" api:"enum=TASK_DEFINITION|SERVICE|NONE" doc:"TASK_DEFINITION: the tasks get the tags of their definition too. SERVICE is refused."`
	StartedBy                string                         `json:"startedBy,omitempty" doc:"Who started the tasks, up to 128 characters."`
	Tags                     []ECSTag                       `json:"tags,omitempty" api:"min=0,max=50" doc:"Tags of the tasks."`
	TaskDefinition           string                         `json:"taskDefinition,omitempty" api:"required,ref=task-definition" doc:"Family, family:revision or ARN."`
	ClientToken              string                         `json:"clientToken,omitempty" doc:"Up to 64 characters; the same request with the same token starts nothing again."`
	VolumeConfigurations     []ServiceVolumeConfiguration   `json:"volumeConfigurations,omitempty" doc:"The EBS volume that the task definition leaves to the launch."`
}

// RunTaskOutput lists the tasks that were started, and what kept the others from
// it.
type RunTaskOutput struct {
	Tasks    []Task    `json:"tasks"`
	Failures []Failure `json:"failures"`
}

// StartTaskInput says what task to start on which container instances.
type StartTaskInput struct {
	Cluster              string                       `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ContainerInstances   []string                     `json:"containerInstances,omitempty" api:"required,ref=container-instance" doc:"Where to start it, 1 to 10 by id or ARN: one task on each."`
	EnableECSManagedTags *bool                        `json:"enableECSManagedTags,omitempty" doc:"Whether tasks get the tags aws:ecs:clusterName and, of a service, aws:ecs:serviceName."`
	EnableExecuteCommand *bool                        `json:"enableExecuteCommand,omitempty" doc:"Whether ECS Exec can be used in the tasks; they need a task role."`
	Group                string                       `json:"group,omitempty" doc:"Task group, up to 255 characters; family:FAMILY when not given."`
	NetworkConfiguration *NetworkConfiguration        `json:"networkConfiguration,omitempty" doc:"Of tasks in the network mode awsvpc, which need it; no others may have it."`
	Overrides            *TaskOverride                `json:"overrides,omitempty" doc:"What the tasks are started with in place of their definition."`
	PropagateTags        string                       `json:"propagateTags,omitempty" api:"enum=TASK_DEFINITION|SERVICE|NONE" doc:"TASK_DEFINITION: the tasks get the tags of their definition too. SERVICE is refused."`
	StartedBy            string                       `json:"startedBy,omitempty" doc:"Who started the tasks, up to 36 characters."`
	Tags                 []ECSTag                     `json:"tags,omitempty" api:"min=0,max=50" doc:"Tags of the tasks."`
	TaskDefinition       string                       `json:"taskDefinition,omitempty" api:"required,ref=task-definition" doc:"Family, family:revision or ARN."`
	VolumeConfigurations []ServiceVolumeConfiguration `json:"volumeConfigurations,omitempty" doc:"The EBS volume that the task definition leaves to the launch."`
}

// StartTaskOutput lists the tasks that were started, and what kept the others
// from it.
type StartTaskOutput struct {
	Tasks    []Task    `json:"tasks"`
	Failures []Failure `json:"failures"`
}

// TaskOverride is what a task was started with in place of its definition.
type TaskOverride struct {
	ContainerOverrides []ContainerOverride `json:"containerOverrides" doc:"Of single containers."`
	Cpu                string              `json:"cpu,omitempty" doc:"CPU of the task: units (1024) or vCPUs (1 vCPU)."`
	ExecutionRoleArn   string              `json:"executionRoleArn,omitempty" api:"ref=role" doc:"Execution role in place of the definition's."`
	Memory             string              `json:"memory,omitempty" doc:"Memory of the task: MiB (2048) or GB (2 GB)."`
	TaskRoleArn        string              `json:"taskRoleArn,omitempty" api:"ref=role" doc:"Role of the task in place of the definition's."`
}

// ContainerOverride is what one container was started with.
type ContainerOverride struct {
	Name              string         `json:"name,omitempty" doc:"The container, as the task definition names it."`
	Command           []string       `json:"command,omitempty" doc:"In place of the definition's command."`
	Environment       []KeyValuePair `json:"environment,omitempty" doc:"Environment variables, added to the definition's."`
	Cpu               *int64         `json:"cpu,omitempty" doc:"CPU units."`
	Memory            *int64         `json:"memory,omitempty" doc:"Hard limit, MiB."`
	MemoryReservation *int64         `json:"memoryReservation,omitempty" doc:"Soft limit, MiB."`
}
