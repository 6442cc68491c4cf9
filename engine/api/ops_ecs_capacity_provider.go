package api

func ecsCapacityProviderOperations() []*Operation {
	return []*Operation{
		write[PutClusterCapacityProvidersInput, PutClusterCapacityProvidersOutput]("ecs", "PutClusterCapacityProviders", "Replaces the capacity providers of a cluster and its default strategy."),
		read[DescribeCapacityProvidersInput, DescribeCapacityProvidersOutput]("ecs", "DescribeCapacityProviders", "Shows capacity providers."),
		write[CreateCapacityProviderInput, CreateCapacityProviderOutput]("ecs", "CreateCapacityProvider", "Creates a capacity provider with an Auto Scaling group; only what is wrong with a request is told so far."),
		write[UpdateCapacityProviderInput, UpdateCapacityProviderOutput]("ecs", "UpdateCapacityProvider", "Changes a capacity provider with an Auto Scaling group, of which there are none so far."),
		write[DeleteCapacityProviderInput, DeleteCapacityProviderOutput]("ecs", "DeleteCapacityProvider", "Deletes a capacity provider with an Auto Scaling group, of which there are none so far."),
	}
}

// PutClusterCapacityProvidersInput names all capacity providers of a cluster.
type PutClusterCapacityProvidersInput struct {
	Cluster                         string                         `json:"cluster,omitempty" api:"required,ref=cluster" doc:"The cluster by name or ARN."`
	CapacityProviders               []string                       `json:"capacityProviders,omitempty" api:"required,ref=capacity-provider" doc:"All that the cluster is to have: FARGATE, FARGATE_SPOT."`
	DefaultCapacityProviderStrategy []CapacityProviderStrategyItem `json:"defaultCapacityProviderStrategy,omitempty" api:"required" doc:"For services and tasks that name neither a launch type nor a strategy; an empty list for none."`
}

// PutClusterCapacityProvidersOutput is the changed cluster.
type PutClusterCapacityProvidersOutput struct {
	Cluster *Cluster `json:"cluster,omitempty"`
}

// DescribeCapacityProvidersInput names capacity providers; with none given, all.
type DescribeCapacityProvidersInput struct {
	CapacityProviders []string `json:"capacityProviders,omitempty" api:"ref=capacity-provider" doc:"The capacity providers by name or ARN; at most 100."`
}

// DescribeCapacityProvidersOutput lists the capacity providers found and those not
// found.
type DescribeCapacityProvidersOutput struct {
	CapacityProviders []CapacityProvider `json:"capacityProviders"`
	Failures          []Failure          `json:"failures"`
}

// CapacityProvider is a capacity provider as it is described.
type CapacityProvider struct {
	CapacityProviderArn string   `json:"capacityProviderArn"`
	Name                string   `json:"name"`
	Status              string   `json:"status"`
	Tags                []ECSTag `json:"tags"`
	Type                string   `json:"type"`
}

// AutoScalingGroupProvider is the Auto Scaling group of a capacity provider.
type AutoScalingGroupProvider struct {
	AutoScalingGroupArn string `json:"autoScalingGroupArn,omitempty" api:"required" doc:"The Auto Scaling group."`
}

// CreateCapacityProviderInput describes a new capacity provider.
type CreateCapacityProviderInput struct {
	Name                     string                    `json:"name,omitempty" api:"required" doc:"Its name, which begins with neither aws, ecs nor fargate."`
	AutoScalingGroupProvider *AutoScalingGroupProvider `json:"autoScalingGroupProvider,omitempty" doc:"Its Auto Scaling group."`
}

// CreateCapacityProviderOutput is the new capacity provider.
type CreateCapacityProviderOutput struct {
	CapacityProvider *CapacityProvider `json:"capacityProvider,omitempty"`
}

// UpdateCapacityProviderInput names a capacity provider that is to change.
type UpdateCapacityProviderInput struct {
	Name string `json:"name,omitempty" api:"required,ref=capacity-provider" doc:"Its name."`
}

// UpdateCapacityProviderOutput is the changed capacity provider.
type UpdateCapacityProviderOutput struct {
	CapacityProvider *CapacityProvider `json:"capacityProvider,omitempty"`
}

// DeleteCapacityProviderInput names a capacity provider that is to go.
type DeleteCapacityProviderInput struct {
	CapacityProvider string `json:"capacityProvider,omitempty" api:"required,ref=capacity-provider" doc:"Its name or ARN."`
}

// DeleteCapacityProviderOutput is the capacity provider that is going away.
type DeleteCapacityProviderOutput struct {
	CapacityProvider *CapacityProvider `json:"capacityProvider,omitempty"`
}
