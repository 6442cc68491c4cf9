package api

func ecsServiceDeploymentOperations() []*Operation {
	return []*Operation{
		read[ListServiceDeploymentsInput, ListServiceDeploymentsOutput]("ecs", "ListServiceDeployments", "Lists the service deployments of a service, the newest first."),
		read[DescribeServiceDeploymentsInput, DescribeServiceDeploymentsOutput]("ecs", "DescribeServiceDeployments", "Shows service deployments: from which revision to which, and how they went."),
		read[DescribeServiceRevisionsInput, DescribeServiceRevisionsOutput]("ecs", "DescribeServiceRevisions", "Shows service revisions: what a deployment was to bring about."),
		write[StopServiceDeploymentInput, StopServiceDeploymentOutput]("ecs", "StopServiceDeployment", "Stops a service deployment that is under way, and rolls it back."),
	}
}

// CreatedAt narrows a list by the time at which its entries were made.
type CreatedAt struct {
	Before *Time `json:"before,omitempty" doc:"Made before this time."`
	After  *Time `json:"after,omitempty" doc:"Made after this time."`
}

// ListServiceDeploymentsInput chooses service deployments of one service.
type ListServiceDeploymentsInput struct {
	Service    string     `json:"service,omitempty" api:"required,ref=service" doc:"The service by name or ARN."`
	Cluster    string     `json:"cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Status     []string   `json:"status,omitempty" api:"enum=PENDING|SUCCESSFUL|STOPPED|STOP_REQUESTED|IN_PROGRESS|ROLLBACK_REQUESTED|ROLLBACK_IN_PROGRESS|ROLLBACK_SUCCESSFUL|ROLLBACK_FAILED" doc:"Only those of one of these statuses."`
	CreatedAt  *CreatedAt `json:"createdAt,omitempty" doc:"Only those made in this time."`
	NextToken  string     `json:"nextToken,omitempty" doc:"The token with which the answer before ended."`
	MaxResults *int64     `json:"maxResults,omitempty" doc:"How many at most, up to 100; 20 when not given."`
}

// ListServiceDeploymentsOutput lists service deployments in brief.
type ListServiceDeploymentsOutput struct {
	ServiceDeployments []ServiceDeploymentBrief `json:"serviceDeployments"`
	NextToken          string                   `json:"nextToken,omitempty"`
}

// ServiceDeploymentBrief is a service deployment as it is listed.
type ServiceDeploymentBrief struct {
	ServiceDeploymentArn     string `json:"serviceDeploymentArn"`
	ServiceArn               string `json:"serviceArn"`
	ClusterArn               string `json:"clusterArn"`
	StartedAt                Time   `json:"startedAt,omitempty"`
	CreatedAt                Time   `json:"createdAt,omitempty"`
	FinishedAt               Time   `json:"finishedAt,omitempty"`
	TargetServiceRevisionArn string `json:"targetServiceRevisionArn"`
	Status                   string `json:"status"`
	StatusReason             string `json:"statusReason,omitempty"`
}

// DescribeServiceDeploymentsInput names service deployments.
type DescribeServiceDeploymentsInput struct {
	ServiceDeploymentArns []string `json:"serviceDeploymentArns,omitempty" api:"required,ref=service-deployment" doc:"Up to 20 service deployments by ARN."`
}

// DescribeServiceDeploymentsOutput lists the service deployments found and those
// not found.
type DescribeServiceDeploymentsOutput struct {
	ServiceDeployments []ServiceDeployment `json:"serviceDeployments"`
	Failures           []Failure           `json:"failures"`
}

// ServiceDeployment is one attempt to bring a service to a revision.
type ServiceDeployment struct {
	ServiceDeploymentArn     string                           `json:"serviceDeploymentArn"`
	ServiceArn               string                           `json:"serviceArn"`
	ClusterArn               string                           `json:"clusterArn"`
	CreatedAt                Time                             `json:"createdAt,omitempty"`
	StartedAt                Time                             `json:"startedAt,omitempty"`
	FinishedAt               Time                             `json:"finishedAt,omitempty"`
	StoppedAt                Time                             `json:"stoppedAt,omitempty"`
	UpdatedAt                Time                             `json:"updatedAt,omitempty"`
	SourceServiceRevisions   []ServiceRevisionSummary         `json:"sourceServiceRevisions"`
	TargetServiceRevision    *ServiceRevisionSummary          `json:"targetServiceRevision,omitempty"`
	Status                   string                           `json:"status"`
	StatusReason             string                           `json:"statusReason,omitempty"`
	DeploymentConfiguration  *DeploymentConfiguration         `json:"deploymentConfiguration,omitempty"`
	Rollback                 *Rollback                        `json:"rollback,omitempty"`
	DeploymentCircuitBreaker *ServiceDeploymentCircuitBreaker `json:"deploymentCircuitBreaker,omitempty"`
	Alarms                   *ServiceDeploymentAlarms         `json:"alarms,omitempty"`
}

// ServiceRevisionSummary counts the tasks of a service revision.
type ServiceRevisionSummary struct {
	Arn                string `json:"arn"`
	RequestedTaskCount int64  `json:"requestedTaskCount"`
	RunningTaskCount   int64  `json:"runningTaskCount"`
	PendingTaskCount   int64  `json:"pendingTaskCount"`
}

// Rollback says to what a service deployment was rolled back, and why.
type Rollback struct {
	Reason             string `json:"reason,omitempty"`
	StartedAt          Time   `json:"startedAt,omitempty"`
	ServiceRevisionArn string `json:"serviceRevisionArn,omitempty"`
}

// ServiceDeploymentCircuitBreaker is the circuit breaker of a service deployment.
type ServiceDeploymentCircuitBreaker struct {
	Status string `json:"status"`
}

// ServiceDeploymentAlarms are the alarms of a service deployment.
type ServiceDeploymentAlarms struct {
	Status string `json:"status"`
}

// DescribeServiceRevisionsInput names service revisions.
type DescribeServiceRevisionsInput struct {
	ServiceRevisionArns []string `json:"serviceRevisionArns,omitempty" api:"required,ref=service-revision" doc:"Up to 20 service revisions by ARN."`
}

// DescribeServiceRevisionsOutput lists the service revisions found and those not
// found.
type DescribeServiceRevisionsOutput struct {
	ServiceRevisions []ServiceRevision `json:"serviceRevisions"`
	Failures         []Failure         `json:"failures"`
}

// ServiceRevision is what a deployment of a service was to bring about.
type ServiceRevision struct {
	ServiceRevisionArn       string                         `json:"serviceRevisionArn"`
	ServiceArn               string                         `json:"serviceArn"`
	ClusterArn               string                         `json:"clusterArn"`
	TaskDefinition           string                         `json:"taskDefinition"`
	CapacityProviderStrategy []CapacityProviderStrategyItem `json:"capacityProviderStrategy,omitempty"`
	LaunchType               string                         `json:"launchType,omitempty"`
	PlatformVersion          string                         `json:"platformVersion,omitempty"`
	PlatformFamily           string                         `json:"platformFamily,omitempty"`
	LoadBalancers            []ServiceLoadBalancer          `json:"loadBalancers,omitempty"`
	NetworkConfiguration     *NetworkConfiguration          `json:"networkConfiguration,omitempty"`
	ContainerImages          []ContainerImage               `json:"containerImages,omitempty"`
	GuardDutyEnabled         bool                           `json:"guardDutyEnabled"`
	VolumeConfigurations     []ServiceVolumeConfiguration   `json:"volumeConfigurations,omitempty"`
	CreatedAt                Time                           `json:"createdAt,omitempty"`
}

// ContainerImage is the image of one container of a service revision.
type ContainerImage struct {
	ContainerName string `json:"containerName"`
	Image         string `json:"image"`
}

// StopServiceDeploymentInput names a service deployment that is to stop.
type StopServiceDeploymentInput struct {
	ServiceDeploymentArn string `json:"serviceDeploymentArn,omitempty" api:"required,ref=service-deployment" doc:"The service deployment by ARN."`
	StopType             string `json:"stopType,omitempty" api:"enum=ABORT|ROLLBACK" doc:"ROLLBACK, also when not given: the service goes back to the revision that was completed last."`
}

// StopServiceDeploymentOutput names the service deployment.
type StopServiceDeploymentOutput struct {
	ServiceDeploymentArn string `json:"serviceDeploymentArn"`
}
