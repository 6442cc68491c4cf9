package api

// ServiceLoadBalancer joins a service to a target group, or names a Classic
// Load Balancer, which is refused where AWS refuses it.
type ServiceLoadBalancer struct {
	TargetGroupArn   string `json:"targetGroupArn,omitempty" api:"ref=target-group" doc:"The target group."`
	LoadBalancerName string `json:"loadBalancerName,omitempty" api:"ref=classic-load-balancer" doc:"Name of a Classic Load Balancer."`
	ContainerName    string `json:"containerName,omitempty" doc:"The container, as the task definition names it."`
	ContainerPort    *int64 `json:"containerPort,omitempty" doc:"The container's port."`
}

// DeploymentConfiguration bounds the number of tasks during a deployment, in
// percent of the desired count.
type DeploymentConfiguration struct {
	MaximumPercent        *int64 `json:"maximumPercent,omitempty" doc:"Most tasks, running and pending, in percent of the desired count."`
	MinimumHealthyPercent *int64 `json:"minimumHealthyPercent,omitempty" doc:"Fewest healthy tasks, in percent of the desired count."`
}

// CreateServiceInput describes a new service.
type CreateServiceInput struct {
	Cluster                       string                         `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	ServiceName                   string                         `json:"serviceName,omitempty" api:"required" doc:"Name of the service."`
	TaskDefinition                string                         `json:"taskDefinition,omitempty" api:"ref=task-definition" doc:"Family, family:revision or ARN."`
	AvailabilityZoneRebalancing   string                         `json:"availabilityZoneRebalancing,omitempty" api:"enum=ENABLED|DISABLED" doc:"Moves tasks when the Availability Zones have unequal numbers; ENABLED when not given, if the service may have it."`
	LoadBalancers                 []ServiceLoadBalancer          `json:"loadBalancers,omitempty" doc:"The target groups that the tasks join."`
	DesiredCount                  *int64                         `json:"desiredCount,omitempty" doc:"Number of tasks to keep running."`
	LaunchType                    string                         `json:"launchType,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Where the tasks run; EC2 when not given."`
	CapacityProviderStrategy      []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty" doc:"In place of a launch type: capacity providers of the cluster, with base and weight."`
	PlatformVersion               string                         `json:"platformVersion,omitempty" doc:"Of Fargate, LATEST when not given; not with EC2."`
	DeploymentConfiguration       *DeploymentConfiguration       `json:"deploymentConfiguration,omitempty" doc:"Bounds on the number of tasks during a deployment."`
	PlacementConstraints          []PlacementConstraint          `json:"placementConstraints,omitempty" doc:"Rules on which instances may have a task; at most 10 with those of the task definition."`
	PlacementStrategy             []PlacementStrategy            `json:"placementStrategy,omitempty" doc:"Preferences among these instances, in order; at most 5."`
	NetworkConfiguration          *NetworkConfiguration          `json:"networkConfiguration,omitempty" doc:"Of tasks in the network mode awsvpc, which need it; no others may have it."`
	HealthCheckGracePeriodSeconds *int64                         `json:"healthCheckGracePeriodSeconds,omitempty" doc:"Seconds after a task starts in which failed health checks are ignored."`
	SchedulingStrategy            string                         `json:"schedulingStrategy,omitempty" api:"enum=REPLICA|DAEMON" doc:"REPLICA when not given."`
	DeploymentController          *DeploymentController          `json:"deploymentController,omitempty" doc:"Who deploys the service; ECS when not given."`
	Tags                          []ECSTag                       `json:"tags,omitempty" api:"min=0,max=50" doc:"Tags of the service."`
	EnableECSManagedTags          *bool                          `json:"enableECSManagedTags,omitempty" doc:"Whether tasks get the tags aws:ecs:clusterName and, of a service, aws:ecs:serviceName."`
	PropagateTags                 string                         `json:"propagateTags,omitempty" api:"enum=TASK_DEFINITION|SERVICE|NONE" doc:"Whose tags new tasks get: the task definition's, the service's, or NONE, the default."`
	EnableExecuteCommand          *bool                          `json:"enableExecuteCommand,omitempty" doc:"Whether ECS Exec can be used in the tasks; they need a task role."`
	VolumeConfigurations          []ServiceVolumeConfiguration   `json:"volumeConfigurations,omitempty" doc:"The EBS volume that the task definition leaves to the launch."`
}

// CreateServiceOutput is the new service.
type CreateServiceOutput struct {
	Service *Service `json:"service,omitempty"`
}

// UpdateServiceInput names a service and what is to change.
type UpdateServiceInput struct {
	Cluster                       string                         `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Service                       string                         `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	DesiredCount                  *int64                         `json:"desiredCount,omitempty" doc:"Number of tasks to keep running."`
	TaskDefinition                string                         `json:"taskDefinition,omitempty" api:"ref=task-definition" doc:"Family, family:revision or ARN; a change starts a new deployment."`
	CapacityProviderStrategy      []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty" doc:"Capacity providers of the cluster, with base and weight; no running task moves for it."`
	DeploymentConfiguration       *DeploymentConfiguration       `json:"deploymentConfiguration,omitempty" doc:"Bounds on the number of tasks during a deployment."`
	AvailabilityZoneRebalancing   string                         `json:"availabilityZoneRebalancing,omitempty" api:"enum=ENABLED|DISABLED" doc:"Moves tasks when the Availability Zones have unequal numbers; stays when not given."`
	NetworkConfiguration          *NetworkConfiguration          `json:"networkConfiguration,omitempty" doc:"Of tasks in the network mode awsvpc; a change starts a new deployment."`
	PlacementConstraints          []PlacementConstraint          `json:"placementConstraints,omitempty" doc:"In place of the present ones, for tasks placed from now on; an empty list removes them."`
	PlacementStrategy             []PlacementStrategy            `json:"placementStrategy,omitempty" doc:"In place of the present ones, for tasks placed from now on; an empty list removes them."`
	PlatformVersion               string                         `json:"platformVersion,omitempty" doc:"Of Fargate; a change starts a new deployment."`
	ForceNewDeployment            *bool                          `json:"forceNewDeployment,omitempty" doc:"Starts a new deployment although nothing has changed."`
	HealthCheckGracePeriodSeconds *int64                         `json:"healthCheckGracePeriodSeconds,omitempty" doc:"Seconds after a task starts in which failed health checks are ignored."`
	EnableExecuteCommand          *bool                          `json:"enableExecuteCommand,omitempty" doc:"Whether ECS Exec can be used in tasks that start from now on."`
	EnableECSManagedTags          *bool                          `json:"enableECSManagedTags,omitempty" doc:"Whether tasks get the tags aws:ecs:clusterName and, of a service, aws:ecs:serviceName."`
	PropagateTags                 string                         `json:"propagateTags,omitempty" api:"enum=TASK_DEFINITION|SERVICE|NONE" doc:"Whose tags tasks get that start from now on: the task definition's, the service's, or none."`
	VolumeConfigurations          []ServiceVolumeConfiguration   `json:"volumeConfigurations,omitempty" doc:"The EBS volume that the task definition leaves to the launch; an empty list takes it away."`
}

// UpdateServiceOutput is the changed service.
type UpdateServiceOutput struct {
	Service *Service `json:"service,omitempty"`
}

// DeleteServiceInput names the service to delete.
type DeleteServiceInput struct {
	Cluster string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Service string `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	Force   *bool  `json:"force,omitempty" doc:"Deletes a service whose desired count is above 0."`
}

// DeleteServiceOutput is the service that is going away.
type DeleteServiceOutput struct {
	Service *Service `json:"service,omitempty"`
}

// DescribeServicesInput names services of one cluster.
type DescribeServicesInput struct {
	Cluster  string   `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Services []string `json:"services,omitempty" api:"required,ref=service" doc:"The services by name or ARN."`
	Include  []string `json:"include,omitempty" api:"enum=TAGS" doc:"TAGS: show tags too."`
}

// DescribeServicesOutput lists the services found and those not found.
type DescribeServicesOutput struct {
	Services []Service `json:"services"`
	Failures []Failure `json:"failures"`
}

// ListServicesInput chooses services of one cluster.
type ListServicesInput struct {
	Cluster            string `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	LaunchType         string `json:"launchType,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Only services of this launch type."`
	SchedulingStrategy string `json:"schedulingStrategy,omitempty" api:"enum=REPLICA|DAEMON" doc:"Only services of this scheduling strategy."`
}

// ListServicesOutput lists services by ARN.
type ListServicesOutput struct {
	ServiceArns []string `json:"serviceArns"`
}

// Service is a service as it is described.
type Service struct {
	ServiceArn                    string                         `json:"serviceArn"`
	ServiceName                   string                         `json:"serviceName"`
	ClusterArn                    string                         `json:"clusterArn"`
	LoadBalancers                 []ServiceLoadBalancer          `json:"loadBalancers"`
	ServiceRegistries             []ServiceRegistry              `json:"serviceRegistries"`
	Status                        string                         `json:"status"`
	DesiredCount                  int64                          `json:"desiredCount"`
	RunningCount                  int64                          `json:"runningCount"`
	PendingCount                  int64                          `json:"pendingCount"`
	LaunchType                    string                         `json:"launchType,omitempty"`
	CapacityProviderStrategy      []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`
	PlatformVersion               string                         `json:"platformVersion,omitempty"`
	PlatformFamily                string                         `json:"platformFamily,omitempty"`
	TaskDefinition                string                         `json:"taskDefinition,omitempty"`
	DeploymentConfiguration       *DeploymentConfiguration       `json:"deploymentConfiguration,omitempty"`
	TaskSets                      *[]TaskSet                     `json:"taskSets,omitempty"`
	Deployments                   []Deployment                   `json:"deployments"`
	RoleArn                       string                         `json:"roleArn,omitempty"`
	Events                        []ServiceEvent                 `json:"events"`
	CreatedAt                     Time                           `json:"createdAt,omitempty"`
	CurrentServiceDeployment      string                         `json:"currentServiceDeployment,omitempty"`
	CurrentServiceRevisions       []ServiceCurrentRevision       `json:"currentServiceRevisions,omitempty"`
	PlacementConstraints          []PlacementConstraint          `json:"placementConstraints"`
	PlacementStrategy             []PlacementStrategy            `json:"placementStrategy"`
	NetworkConfiguration          *NetworkConfiguration          `json:"networkConfiguration,omitempty"`
	HealthCheckGracePeriodSeconds *int64                         `json:"healthCheckGracePeriodSeconds,omitempty"`
	SchedulingStrategy            string                         `json:"schedulingStrategy"`
	DeploymentController          *DeploymentController          `json:"deploymentController,omitempty"`
	Tags                          []ECSTag                       `json:"tags,omitempty"`
	CreatedBy                     string                         `json:"createdBy,omitempty"`
	EnableECSManagedTags          bool                           `json:"enableECSManagedTags"`
	PropagateTags                 string                         `json:"propagateTags,omitempty"`
	EnableExecuteCommand          bool                           `json:"enableExecuteCommand"`
	AvailabilityZoneRebalancing   string                         `json:"availabilityZoneRebalancing,omitempty"`
}

// ServiceCurrentRevision counts the tasks of a service revision that has some.
type ServiceCurrentRevision struct {
	Arn                string `json:"arn"`
	RequestedTaskCount int64  `json:"requestedTaskCount"`
	RunningTaskCount   int64  `json:"runningTaskCount"`
	PendingTaskCount   int64  `json:"pendingTaskCount"`
}

// ServiceRegistry is a service registry of a service.
type ServiceRegistry struct {
	RegistryArn string `json:"registryArn"`
}

// PlacementConstraint is a rule on which instances may have a task.
type PlacementConstraint struct {
	Type       string  `json:"type" api:"enum=distinctInstance|memberOf" doc:"distinctInstance, or memberOf with an expression."`
	Expression *string `json:"expression,omitempty" doc:"In the cluster query language, for memberOf."`
}

// PlacementStrategy is a preference among the instances that may have a task.
type PlacementStrategy struct {
	Type  string `json:"type" api:"enum=random|spread|binpack" doc:"spread, binpack or random."`
	Field string `json:"field,omitempty" doc:"instanceId, host or attribute:NAME to spread over; cpu or memory to binpack on."`
}

// Deployment is one deployment of a service; the newest is PRIMARY.
type Deployment struct {
	Id                       string                         `json:"id"`
	Status                   string                         `json:"status"`
	TaskDefinition           string                         `json:"taskDefinition"`
	DesiredCount             int64                          `json:"desiredCount"`
	PendingCount             int64                          `json:"pendingCount"`
	RunningCount             int64                          `json:"runningCount"`
	FailedTasks              int64                          `json:"failedTasks"`
	CreatedAt                Time                           `json:"createdAt,omitempty"`
	UpdatedAt                Time                           `json:"updatedAt,omitempty"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`
	LaunchType               string                         `json:"launchType,omitempty"`
	PlatformVersion          string                         `json:"platformVersion,omitempty"`
	PlatformFamily           string                         `json:"platformFamily,omitempty"`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitempty"`
	RolloutState             string                         `json:"rolloutState,omitempty"`
	RolloutStateReason       string                         `json:"rolloutStateReason,omitempty"`
	VolumeConfigurations     []ServiceVolumeConfiguration   `json:"volumeConfigurations,omitempty"`
}

// ServiceEvent is one line of a service's event list; the newest comes first.
type ServiceEvent struct {
	Id        string `json:"id"`
	CreatedAt Time   `json:"createdAt,omitempty"`
	Message   string `json:"message"`
}
