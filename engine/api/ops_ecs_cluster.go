package api

// CreateClusterInput describes a new cluster.
type CreateClusterInput struct {
	ClusterName                     string                         `json:"clusterName,omitempty" doc:"Name of the cluster; default when not given."`
	Tags                            []ECSTag                       `json:"tags,omitempty" api:"min=0,max=50" doc:"Tags of the cluster."`
	Settings                        []ClusterSetting               `json:"settings,omitempty" doc:"Settings: containerInsights."`
	CapacityProviders               []string                       `json:"capacityProviders,omitempty" api:"ref=capacity-provider" doc:"Capacity providers of the cluster: FARGATE, FARGATE_SPOT."`
	DefaultCapacityProviderStrategy []CapacityProviderStrategyItem `json:"defaultCapacityProviderStrategy,omitempty" doc:"For services and tasks that name neither a launch type nor a strategy."`
}

// ClusterSetting is a setting of a cluster.
type ClusterSetting struct {
	Name  string `json:"name,omitempty" api:"enum=containerInsights" doc:"containerInsights."`
	Value string `json:"value,omitempty" doc:"enhanced, enabled or disabled."`
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
	Settings                          []ClusterSetting               `json:"settings"`
	CapacityProviders                 []string                       `json:"capacityProviders"`
	DefaultCapacityProviderStrategy   []CapacityProviderStrategyItem `json:"defaultCapacityProviderStrategy"`
}

// CapacityProviderStrategyItem is one capacity provider of a strategy.
type CapacityProviderStrategyItem struct {
	CapacityProvider string `json:"capacityProvider" api:"required,ref=capacity-provider" doc:"FARGATE or FARGATE_SPOT."`
	Weight           int64  `json:"weight" api:"min=0,max=1000" doc:"Share of the tasks beyond the base, 0 to 1000; 0 when not given."`
	Base             int64  `json:"base" api:"min=0,max=100000" doc:"Tasks that it gets first, 0 to 100000; of one provider only."`
}

// DescribeClustersInput names clusters; with none given, the default cluster.
type DescribeClustersInput struct {
	Clusters []string `json:"clusters,omitempty" api:"ref=cluster" doc:"The clusters by name or ARN; at most 100."`
	Include  []string `json:"include,omitempty" api:"enum=ATTACHMENTS|CONFIGURATIONS|SETTINGS|STATISTICS|TAGS" doc:"What else to show; SETTINGS, STATISTICS and TAGS are simulated."`
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

// UpdateClusterInput names a cluster and what is to change.
type UpdateClusterInput struct {
	Cluster  string           `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Settings []ClusterSetting `json:"settings,omitempty" doc:"Settings: containerInsights."`
}

// UpdateClusterOutput is the changed cluster.
type UpdateClusterOutput struct {
	Cluster *Cluster `json:"cluster,omitempty"`
}

// UpdateClusterSettingsInput names a cluster and its new settings.
type UpdateClusterSettingsInput struct {
	Cluster  string           `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	Settings []ClusterSetting `json:"settings,omitempty" api:"required" doc:"Settings: containerInsights."`
}

// UpdateClusterSettingsOutput is the changed cluster.
type UpdateClusterSettingsOutput struct {
	Cluster *Cluster `json:"cluster,omitempty"`
}

// DeleteClusterInput names the cluster to delete.
type DeleteClusterInput struct {
	Cluster string `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
}

// DeleteClusterOutput is the deleted cluster.
type DeleteClusterOutput struct {
	Cluster *Cluster `json:"cluster,omitempty"`
}
