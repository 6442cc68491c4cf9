package api

func ecsOperations() []*Operation {
	return []*Operation{
		write[CreateClusterInput, CreateClusterOutput]("ecs", "CreateCluster", "Creates a cluster."),
		write[UpdateClusterInput, UpdateClusterOutput]("ecs", "UpdateCluster", "Changes the settings of a cluster."),
		write[UpdateClusterSettingsInput, UpdateClusterSettingsOutput]("ecs", "UpdateClusterSettings", "Changes the settings of a cluster."),
		write[DeleteClusterInput, DeleteClusterOutput]("ecs", "DeleteCluster", "Deletes a cluster that has no container instances, services or tasks."),
		read[DescribeClustersInput, DescribeClustersOutput]("ecs", "DescribeClusters", "Shows clusters and what runs in them."),
		read[ListClustersInput, ListClustersOutput]("ecs", "ListClusters", "Lists the ARNs of the clusters."),
		write[RegisterTaskDefinitionInput, RegisterTaskDefinitionOutput]("ecs", "RegisterTaskDefinition", "Registers a new revision of a task definition."),
		read[DescribeTaskDefinitionInput, DescribeTaskDefinitionOutput]("ecs", "DescribeTaskDefinition", "Shows a task definition."),
		write[DeregisterTaskDefinitionInput, DeregisterTaskDefinitionOutput]("ecs", "DeregisterTaskDefinition", "Makes a revision of a task definition INACTIVE; what runs of it runs on."),
		write[DeleteTaskDefinitionsInput, DeleteTaskDefinitionsOutput]("ecs", "DeleteTaskDefinitions", "Deletes revisions of task definitions that are INACTIVE."),
		read[ListTaskDefinitionsInput, ListTaskDefinitionsOutput]("ecs", "ListTaskDefinitions", "Lists the ARNs of task definitions."),
		read[ListTaskDefinitionFamiliesInput, ListTaskDefinitionFamiliesOutput]("ecs", "ListTaskDefinitionFamilies", "Lists the families of task definitions."),
		write[CreateServiceInput, CreateServiceOutput]("ecs", "CreateService", "Creates a service that keeps a number of tasks running."),
		write[UpdateServiceInput, UpdateServiceOutput]("ecs", "UpdateService", "Changes a service; a new task definition, or volume, starts a new deployment."),
		write[DeleteServiceInput, DeleteServiceOutput]("ecs", "DeleteService", "Deletes a service; its tasks are stopped."),
		read[DescribeServicesInput, DescribeServicesOutput]("ecs", "DescribeServices", "Shows services with their deployments and events."),
		read[ListServicesInput, ListServicesOutput]("ecs", "ListServices", "Lists the ARNs of the services of a cluster."),
		read[ListServicesByNamespaceInput, ListServicesByNamespaceOutput]("ecs", "ListServicesByNamespace", "Lists the services of a Cloud Map namespace; there are none here."),
		read[ListTasksInput, ListTasksOutput]("ecs", "ListTasks", "Lists the ARNs of tasks."),
		read[DescribeTasksInput, DescribeTasksOutput]("ecs", "DescribeTasks", "Shows tasks, and why they stopped."),
		write[RunTaskInput, RunTaskOutput]("ecs", "RunTask", "Starts up to ten tasks that no service keeps running."),
		write[StartTaskInput, StartTaskOutput]("ecs", "StartTask", "Starts a task on each container instance named."),
		write[ExecuteCommandInput, ExecuteCommandOutput]("ecs", "ExecuteCommand", "Opens a session in a container of a task that has ECS Exec; nothing is run in it."),
		write[StopTaskInput, StopTaskOutput]("ecs", "StopTask", "Stops a task."),
		write[UpdateTaskProtectionInput, UpdateTaskProtectionOutput]("ecs", "UpdateTaskProtection", "Protects tasks of a service from scale-in and deployments, or protects them no more."),
		read[GetTaskProtectionInput, GetTaskProtectionOutput]("ecs", "GetTaskProtection", "Shows which tasks are protected from scale-in, and until when."),
		read[ListContainerInstancesInput, ListContainerInstancesOutput]("ecs", "ListContainerInstances", "Lists the ARNs of the container instances of a cluster."),
		write[PutAttributesInput, PutAttributesOutput]("ecs", "PutAttributes", "Gives container instances custom attributes, which placement can ask for."),
		write[DeleteAttributesInput, DeleteAttributesOutput]("ecs", "DeleteAttributes", "Takes custom attributes from container instances."),
		read[ListAttributesInput, ListAttributesOutput]("ecs", "ListAttributes", "Lists the attributes of the container instances of a cluster."),
		read[DescribeContainerInstancesInput, DescribeContainerInstancesOutput]("ecs", "DescribeContainerInstances", "Shows container instances and what they have left."),
		write[UpdateContainerInstancesStateInput, UpdateContainerInstancesStateOutput]("ecs", "UpdateContainerInstancesState", "Has container instances drain, or take tasks again."),
		write[DeregisterContainerInstanceInput, DeregisterContainerInstanceOutput]("ecs", "DeregisterContainerInstance", "Takes a container instance from its cluster."),
		write[PutAccountSettingInput, PutAccountSettingOutput]("ecs", "PutAccountSetting", "Makes an account setting for one user or role."),
		write[PutAccountSettingDefaultInput, PutAccountSettingDefaultOutput]("ecs", "PutAccountSettingDefault", "Makes an account setting for all users and roles without one of their own."),
		read[ListAccountSettingsInput, ListAccountSettingsOutput]("ecs", "ListAccountSettings", "Lists account settings."),
		write[DeleteAccountSettingInput, DeleteAccountSettingOutput]("ecs", "DeleteAccountSetting", "Has a user or role have no account setting of its own."),
		write[TagResourceInput, TagResourceOutput]("ecs", "TagResource", "Gives tags to a cluster, service, task, task definition or container instance."),
		write[UntagResourceInput, UntagResourceOutput]("ecs", "UntagResource", "Takes tags from one of these."),
		read[ListTagsForResourceInput, ListTagsForResourceOutput]("ecs", "ListTagsForResource", "Lists the tags of one of these."),
		write[UpdateContainerAgentInput, UpdateContainerAgentOutput]("ecs", "UpdateContainerAgent", "Updates the agent of a container instance."),
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

// Attachment is something joined to a task or an instance, such as a network
// interface.
type Attachment struct {
	Id      string         `json:"id"`
	Type    string         `json:"type"`
	Status  string         `json:"status"`
	Details []KeyValuePair `json:"details"`
}
