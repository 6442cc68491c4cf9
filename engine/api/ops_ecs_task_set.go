package api

func ecsTaskSetOperations() []*Operation {
	return []*Operation{
		write[CreateTaskSetInput, CreateTaskSetOutput]("ecs", "CreateTaskSet", "Creates a task set in a service with an external deployment controller."),
		read[DescribeTaskSetsInput, DescribeTaskSetsOutput]("ecs", "DescribeTaskSets", "Shows the task sets of a service."),
		write[UpdateTaskSetInput, UpdateTaskSetOutput]("ecs", "UpdateTaskSet", "Changes the scale of a task set."),
		write[DeleteTaskSetInput, DeleteTaskSetOutput]("ecs", "DeleteTaskSet", "Deletes a task set; its tasks are stopped."),
		write[UpdateServicePrimaryTaskSetInput, UpdateServicePrimaryTaskSetOutput]("ecs", "UpdateServicePrimaryTaskSet", "Makes another task set the primary one of its service."),
	}
}

// DeploymentController says who deploys a service.
type DeploymentController struct {
	Type string `json:"type" api:"required,enum=ECS|CODE_DEPLOY|EXTERNAL" doc:"ECS replaces tasks by itself, CODE_DEPLOY and EXTERNAL use task sets."`
}

// Scale is how many of a service's desired tasks a task set is to have.
type Scale struct {
	Value *Decimal `json:"value,omitempty" doc:"Percent of the service's desired count, from 0 to 100."`
	Unit  string   `json:"unit,omitempty" api:"enum=PERCENT" doc:"PERCENT."`
}

// CreateTaskSetInput describes a new task set.
type CreateTaskSetInput struct {
	Service                  string                         `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	Cluster                  string                         `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	ExternalId               string                         `json:"externalId,omitempty" doc:"What the task set is called elsewhere."`
	TaskDefinition           string                         `json:"taskDefinition,omitempty" api:"required,ref=task-definition" doc:"Family, family:revision or ARN."`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitempty" doc:"Of tasks in the network mode awsvpc, which need it; no others may have it."`
	LoadBalancers            []ServiceLoadBalancer          `json:"loadBalancers,omitempty" doc:"The target group that the tasks join."`
	LaunchType               string                         `json:"launchType,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Where the tasks run; without it and a strategy, as the cluster says, or EC2."`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty" doc:"In place of a launch type: capacity providers of the cluster, with base and weight."`
	PlatformVersion          string                         `json:"platformVersion,omitempty" doc:"Of Fargate, LATEST when not given; not with EC2."`
	Scale                    *Scale                         `json:"scale,omitempty" doc:"How many of the desired tasks it has; none when not given."`
	ClientToken              string                         `json:"clientToken,omitempty" doc:"Up to 36 characters; the same request with the same token makes no second task set."`
}

// CreateTaskSetOutput is the new task set.
type CreateTaskSetOutput struct {
	TaskSet *TaskSet `json:"taskSet,omitempty"`
}

// DescribeTaskSetsInput names task sets of one service.
type DescribeTaskSetsInput struct {
	Cluster  string   `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Service  string   `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	TaskSets []string `json:"taskSets,omitempty" api:"ref=task-set" doc:"The task sets by id or ARN; all when not given."`
}

// DescribeTaskSetsOutput lists the task sets found and those not found.
type DescribeTaskSetsOutput struct {
	TaskSets []TaskSet `json:"taskSets"`
	Failures []Failure `json:"failures"`
}

// UpdateTaskSetInput names a task set and its new scale.
type UpdateTaskSetInput struct {
	Cluster string `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Service string `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	TaskSet string `json:"taskSet,omitempty" api:"required,ref=task-set" doc:"The task set by id or ARN."`
	Scale   *Scale `json:"scale,omitempty" api:"required" doc:"How many of the desired tasks it has."`
}

// UpdateTaskSetOutput is the changed task set.
type UpdateTaskSetOutput struct {
	TaskSet *TaskSet `json:"taskSet,omitempty"`
}

// DeleteTaskSetInput names a task set that is to go.
type DeleteTaskSetInput struct {
	Cluster string `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Service string `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	TaskSet string `json:"taskSet,omitempty" api:"required,ref=task-set" doc:"The task set by id or ARN."`
	Force   *bool  `json:"force,omitempty" doc:"Deletes a task set that is not scaled down to zero."`
}

// DeleteTaskSetOutput is the task set that is going away.
type DeleteTaskSetOutput struct {
	TaskSet *TaskSet `json:"taskSet,omitempty"`
}

// UpdateServicePrimaryTaskSetInput names the task set that is to be the primary
// one.
type UpdateServicePrimaryTaskSetInput struct {
	Cluster        string `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Service        string `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	PrimaryTaskSet string `json:"primaryTaskSet,omitempty" api:"required,ref=task-set" doc:"The task set by id or ARN."`
}

// UpdateServicePrimaryTaskSetOutput is the task set that is the primary one now.
type UpdateServicePrimaryTaskSetOutput struct {
	TaskSet *TaskSet `json:"taskSet,omitempty"`
}

// TaskSet is a set of tasks of a service that is not deployed by ECS.
type TaskSet struct {
	Id                       string                         `json:"id"`
	TaskSetArn               string                         `json:"taskSetArn"`
	ServiceArn               string                         `json:"serviceArn"`
	ClusterArn               string                         `json:"clusterArn"`
	ExternalId               string                         `json:"externalId,omitempty"`
	Status                   string                         `json:"status"`
	TaskDefinition           string                         `json:"taskDefinition"`
	ComputedDesiredCount     int64                          `json:"computedDesiredCount"`
	PendingCount             int64                          `json:"pendingCount"`
	RunningCount             int64                          `json:"runningCount"`
	CreatedAt                Time                           `json:"createdAt,omitempty"`
	UpdatedAt                Time                           `json:"updatedAt,omitempty"`
	LaunchType               string                         `json:"launchType,omitempty"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`
	PlatformVersion          string                         `json:"platformVersion,omitempty"`
	PlatformFamily           string                         `json:"platformFamily,omitempty"`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitempty"`
	LoadBalancers            []ServiceLoadBalancer          `json:"loadBalancers"`
	ServiceRegistries        []ServiceRegistry              `json:"serviceRegistries"`
	Scale                    *Scale                         `json:"scale,omitempty"`
	StabilityStatus          string                         `json:"stabilityStatus"`
	StabilityStatusAt        Time                           `json:"stabilityStatusAt,omitempty"`
}
