package api

func ecsOperations() []*Operation {
	return []*Operation{
		write[CreateClusterInput, CreateClusterOutput]("ecs", "CreateCluster", "Creates a cluster."),
		read[DescribeClustersInput, DescribeClustersOutput]("ecs", "DescribeClusters", "Shows clusters and what runs in them."),
		read[ListClustersInput, ListClustersOutput]("ecs", "ListClusters", "Lists the ARNs of the clusters."),
		write[RegisterTaskDefinitionInput, RegisterTaskDefinitionOutput]("ecs", "RegisterTaskDefinition", "Registers a new revision of a task definition."),
		read[DescribeTaskDefinitionInput, DescribeTaskDefinitionOutput]("ecs", "DescribeTaskDefinition", "Shows a task definition."),
		write[DeregisterTaskDefinitionInput, DeregisterTaskDefinitionOutput]("ecs", "DeregisterTaskDefinition", "Makes a revision of a task definition INACTIVE; what runs of it runs on."),
		write[DeleteTaskDefinitionsInput, DeleteTaskDefinitionsOutput]("ecs", "DeleteTaskDefinitions", "Deletes revisions of task definitions that are INACTIVE."),
		read[ListTaskDefinitionsInput, ListTaskDefinitionsOutput]("ecs", "ListTaskDefinitions", "Lists the ARNs of task definitions."),
		read[ListTaskDefinitionFamiliesInput, ListTaskDefinitionFamiliesOutput]("ecs", "ListTaskDefinitionFamilies", "Lists the families of task definitions."),
		write[CreateServiceInput, CreateServiceOutput]("ecs", "CreateService", "Creates a service that keeps a number of tasks running."),
		write[UpdateServiceInput, UpdateServiceOutput]("ecs", "UpdateService", "Changes the desired count of a service, and how tasks placed from now on are placed; nothing else of it yet."),
		write[DeleteServiceInput, DeleteServiceOutput]("ecs", "DeleteService", "Deletes a service; its tasks are stopped."),
		read[DescribeServicesInput, DescribeServicesOutput]("ecs", "DescribeServices", "Shows services with their deployments and events."),
		read[ListServicesInput, ListServicesOutput]("ecs", "ListServices", "Lists the ARNs of the services of a cluster."),
		read[ListTasksInput, ListTasksOutput]("ecs", "ListTasks", "Lists the ARNs of tasks."),
		read[DescribeTasksInput, DescribeTasksOutput]("ecs", "DescribeTasks", "Shows tasks, and why they stopped."),
		write[StopTaskInput, StopTaskOutput]("ecs", "StopTask", "Stops a task."),
		read[ListContainerInstancesInput, ListContainerInstancesOutput]("ecs", "ListContainerInstances", "Lists the ARNs of the container instances of a cluster."),
		write[PutAttributesInput, PutAttributesOutput]("ecs", "PutAttributes", "Gives container instances custom attributes, which placement can ask for."),
		write[DeleteAttributesInput, DeleteAttributesOutput]("ecs", "DeleteAttributes", "Takes custom attributes from container instances."),
		read[ListAttributesInput, ListAttributesOutput]("ecs", "ListAttributes", "Lists the attributes of the container instances of a cluster."),
		read[DescribeContainerInstancesInput, DescribeContainerInstancesOutput]("ecs", "DescribeContainerInstances", "Shows container instances and what they have left."),
	}
}

// Failure names a thing that could not be described, and why: for example
// {"arn": "arn:…:cluster/x", "reason": "MISSING"}.
type Failure struct {
	Arn    string `json:"arn,omitempty"`
	Reason string `json:"reason,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// KeyValuePair is a name with a value, such as an environment variable.
type KeyValuePair struct {
	Name  string `json:"name,omitempty" doc:"The name."`
	Value string `json:"value,omitempty" doc:"The value."`
}

// ECSTag is a tag as ECS writes it.
type ECSTag struct {
	Key   string `json:"key" api:"min=1,max=128" doc:"The key."`
	Value string `json:"value" api:"min=0,max=256" doc:"The value; empty when not given."`
}

// CreateClusterInput describes a new cluster.
type CreateClusterInput struct {
	ClusterName string `json:"clusterName,omitempty" doc:"Name of the cluster; default when not given."`
}

// CreateClusterOutput is the new cluster.
type CreateClusterOutput struct {
	Cluster *Cluster `json:"cluster,omitempty"`
}

// Cluster is a cluster as it is described.
type Cluster struct {
	ClusterArn                        string                         `json:"clusterArn"`
	ClusterName                       string                         `json:"clusterName"`
	Status                            string                         `json:"status"`
	RegisteredContainerInstancesCount int64                          `json:"registeredContainerInstancesCount"`
	RunningTasksCount                 int64                          `json:"runningTasksCount"`
	PendingTasksCount                 int64                          `json:"pendingTasksCount"`
	ActiveServicesCount               int64                          `json:"activeServicesCount"`
	Statistics                        []KeyValuePair                 `json:"statistics"`
	Tags                              []ECSTag                       `json:"tags"`
	Settings                          []KeyValuePair                 `json:"settings"`
	CapacityProviders                 []string                       `json:"capacityProviders"`
	DefaultCapacityProviderStrategy   []CapacityProviderStrategyItem `json:"defaultCapacityProviderStrategy"`
}

// CapacityProviderStrategyItem is one capacity provider of a strategy.
type CapacityProviderStrategyItem struct {
	CapacityProvider string `json:"capacityProvider"`
	Weight           int64  `json:"weight"`
	Base             int64  `json:"base"`
}

// DescribeClustersInput names clusters; with none given, the default cluster.
type DescribeClustersInput struct {
	Clusters []string `json:"clusters,omitempty" api:"ref=cluster" doc:"The clusters by name or ARN."`
}

// DescribeClustersOutput lists the clusters found and those not found.
type DescribeClustersOutput struct {
	Clusters []Cluster `json:"clusters"`
	Failures []Failure `json:"failures"`
}

// ListClustersInput asks for all clusters.
type ListClustersInput struct{}

// ListClustersOutput lists clusters by ARN.
type ListClustersOutput struct {
	ClusterArns []string `json:"clusterArns"`
}

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
	ContainerInstances []string `json:"containerInstances,omitempty" api:"required,ref=container-instance" doc:"The container instances by id or ARN."`
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
	AgentConnected       bool         `json:"agentConnected"`
	RunningTasksCount    int64        `json:"runningTasksCount"`
	PendingTasksCount    int64        `json:"pendingTasksCount"`
	Attributes           []Attribute  `json:"attributes"`
	RegisteredAt         Time         `json:"registeredAt,omitempty"`
	Attachments          []Attachment `json:"attachments"`
	Tags                 []ECSTag     `json:"tags"`
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

// Attachment is something joined to a task or an instance, such as a network
// interface.
type Attachment struct {
	Id      string         `json:"id"`
	Type    string         `json:"type"`
	Status  string         `json:"status"`
	Details []KeyValuePair `json:"details"`
}
