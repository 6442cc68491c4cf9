package api

// RegisterTaskDefinitionInput describes a revision of a task definition.
type RegisterTaskDefinitionInput struct {
	Family                  string                              `json:"family,omitempty" api:"required" doc:"Name that the revisions share."`
	TaskRoleArn             string                              `json:"taskRoleArn,omitempty" api:"ref=role" doc:"Role of the application in the containers."`
	ExecutionRoleArn        string                              `json:"executionRoleArn,omitempty" api:"ref=role" doc:"Role of the agent: pulls images, reads secrets, writes logs."`
	NetworkMode             string                              `json:"networkMode,omitempty" api:"enum=bridge|host|awsvpc|none" doc:"How the containers are networked; bridge on Linux when not given."`
	ContainerDefinitions    []ContainerDefinition               `json:"containerDefinitions,omitempty" api:"required" doc:"The containers."`
	Volumes                 []Volume                            `json:"volumes,omitempty" doc:"Volumes that the containers mount by name."`
	PlacementConstraints    []TaskDefinitionPlacementConstraint `json:"placementConstraints,omitempty" doc:"Rules on which instances may have a task; memberOf only."`
	RequiresCompatibilities []string                            `json:"requiresCompatibilities,omitempty" api:"enum=EC2|FARGATE|EXTERNAL|MANAGED_INSTANCES" doc:"Launch types that the definition must be valid for."`
	Cpu                     string                              `json:"cpu,omitempty" doc:"CPU of the task: units (1024) or vCPUs (1 vCPU)."`
	Memory                  string                              `json:"memory,omitempty" doc:"Memory of the task: MiB (2048) or GB (2 GB)."`
	Tags                    []ECSTag                            `json:"tags,omitempty" api:"min=0,max=50" doc:"Tags of the revision."`
	PidMode                 string                              `json:"pidMode,omitempty" api:"kept,enum=host|task" doc:"Whose processes the containers see."`
	IpcMode                 string                              `json:"ipcMode,omitempty" api:"kept,enum=host|task|none" doc:"With whom the containers share memory."`
	ProxyConfiguration      *ProxyConfiguration                 `json:"proxyConfiguration,omitempty" api:"kept" doc:"The App Mesh proxy."`
	InferenceAccelerators   []InferenceAccelerator              `json:"inferenceAccelerators,omitempty" doc:"Elastic Inference, which is retired: refused."`
	EphemeralStorage        *EphemeralStorage                   `json:"ephemeralStorage,omitempty" api:"kept" doc:"Ephemeral storage of a Fargate task."`
	RuntimePlatform         *RuntimePlatform                    `json:"runtimePlatform,omitempty" doc:"The operating system and processor that the containers need."`
	EnableFaultInjection    *bool                               `json:"enableFaultInjection,omitempty" api:"kept" doc:"Whether containers may ask for faults."`
}

// ProxyConfiguration is the App Mesh proxy of a task.
type ProxyConfiguration struct {
	Type          string         `json:"type,omitempty" api:"enum=APPMESH" doc:"The kind of proxy; APPMESH when not given."`
	ContainerName string         `json:"containerName,omitempty" api:"required" doc:"The container that is the proxy."`
	Properties    []KeyValuePair `json:"properties,omitempty" doc:"Settings of the proxy."`
}

// InferenceAccelerator is an Elastic Inference accelerator.
type InferenceAccelerator struct {
	DeviceName string `json:"deviceName,omitempty" api:"required" doc:"Name by which containers refer to it."`
	DeviceType string `json:"deviceType,omitempty" api:"required" doc:"The type of accelerator."`
}

// EphemeralStorage is the ephemeral storage of a Fargate task.
type EphemeralStorage struct {
	SizeInGiB int64 `json:"sizeInGiB" api:"required" doc:"GiB, 21 to 200; 20 comes without asking."`
}

// RuntimePlatform is the operating system and processor that containers need.
type RuntimePlatform struct {
	CpuArchitecture       string `json:"cpuArchitecture,omitempty" api:"enum=X86_64|ARM64" doc:"The processor; X86_64 when not given."`
	OperatingSystemFamily string `json:"operatingSystemFamily,omitempty" api:"enum=WINDOWS_SERVER_2019_FULL|WINDOWS_SERVER_2019_CORE|WINDOWS_SERVER_2016_FULL|WINDOWS_SERVER_2004_CORE|WINDOWS_SERVER_2022_CORE|WINDOWS_SERVER_2022_FULL|WINDOWS_SERVER_2025_CORE|WINDOWS_SERVER_2025_FULL|WINDOWS_SERVER_20H2_CORE|LINUX" doc:"The operating system; LINUX when not given."`
}

// TaskDefinitionPlacementConstraint is a rule on which instances may have a
// task, of every task of the revision.
type TaskDefinitionPlacementConstraint struct {
	Type       string  `json:"type,omitempty" doc:"memberOf."`
	Expression *string `json:"expression,omitempty" doc:"In the cluster query language."`
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
	RuntimePlatform         *RuntimePlatform                    `json:"runtimePlatform,omitempty"`
	RequiresCompatibilities []string                            `json:"requiresCompatibilities,omitempty"`
	Cpu                     string                              `json:"cpu,omitempty"`
	Memory                  string                              `json:"memory,omitempty"`
	PidMode                 string                              `json:"pidMode,omitempty"`
	IpcMode                 string                              `json:"ipcMode,omitempty"`
	ProxyConfiguration      *ProxyConfiguration                 `json:"proxyConfiguration,omitempty"`
	RegisteredAt            Time                                `json:"registeredAt,omitempty"`
	DeregisteredAt          Time                                `json:"deregisteredAt,omitempty"`
	DeleteRequestedAt       Time                                `json:"deleteRequestedAt,omitempty"`
	RegisteredBy            string                              `json:"registeredBy,omitempty"`
	EphemeralStorage        *EphemeralStorage                   `json:"ephemeralStorage,omitempty"`
	EnableFaultInjection    *bool                               `json:"enableFaultInjection,omitempty"`
}

// DescribeTaskDefinitionInput names a task definition.
type DescribeTaskDefinitionInput struct {
	TaskDefinition string   `json:"taskDefinition,omitempty" api:"required,ref=task-definition" doc:"Family (its latest active revision), family:revision or ARN."`
	Include        []string `json:"include,omitempty" api:"enum=TAGS" doc:"TAGS, to be shown the tags too."`
}

// DescribeTaskDefinitionOutput is the task definition.
type DescribeTaskDefinitionOutput struct {
	TaskDefinition *TaskDefinition `json:"taskDefinition,omitempty"`
	Tags           []ECSTag        `json:"tags"`
}

// DeregisterTaskDefinitionInput names a revision.
type DeregisterTaskDefinitionInput struct {
	TaskDefinition string `json:"taskDefinition,omitempty" api:"required,ref=task-definition" doc:"family:revision or ARN."`
}

// DeregisterTaskDefinitionOutput is the revision, INACTIVE now.
type DeregisterTaskDefinitionOutput struct {
	TaskDefinition *TaskDefinition `json:"taskDefinition,omitempty"`
}

// DeleteTaskDefinitionsInput names revisions.
type DeleteTaskDefinitionsInput struct {
	TaskDefinitions []string `json:"taskDefinitions,omitempty" api:"required,ref=task-definition" doc:"Up to 10 revisions, INACTIVE ones, by family:revision or ARN."`
}

// DeleteTaskDefinitionsOutput lists the revisions that are being deleted and
// those that are not.
type DeleteTaskDefinitionsOutput struct {
	TaskDefinitions []TaskDefinition `json:"taskDefinitions"`
	Failures        []Failure        `json:"failures"`
}

// ListTaskDefinitionsInput chooses task definitions.
type ListTaskDefinitionsInput struct {
	FamilyPrefix string `json:"familyPrefix,omitempty" api:"ref=task-definition" doc:"Only revisions of this family: its full name."`
	Status       string `json:"status,omitempty" api:"enum=ACTIVE|INACTIVE|DELETE_IN_PROGRESS" doc:"ACTIVE when not given."`
	Sort         string `json:"sort,omitempty" api:"enum=ASC|DESC" doc:"Order by family and revision; ASC when not given."`
	NextToken    string `json:"nextToken,omitempty" doc:"Where the page before ended."`
	MaxResults   *int64 `json:"maxResults,omitempty" doc:"Revisions in a page, 1 to 100; 100 when not given."`
}

// ListTaskDefinitionsOutput lists task definitions by ARN.
type ListTaskDefinitionsOutput struct {
	TaskDefinitionArns []string `json:"taskDefinitionArns"`
	NextToken          string   `json:"nextToken,omitempty"`
}

// ListTaskDefinitionFamiliesInput chooses families.
type ListTaskDefinitionFamiliesInput struct {
	FamilyPrefix string `json:"familyPrefix,omitempty" doc:"Only families whose names begin so."`
	Status       string `json:"status,omitempty" api:"enum=ACTIVE|INACTIVE|ALL" doc:"ACTIVE: with an active revision; INACTIVE: without one; ALL when not given."`
	NextToken    string `json:"nextToken,omitempty" doc:"Where the page before ended."`
	MaxResults   *int64 `json:"maxResults,omitempty" doc:"Families in a page, 1 to 100; 100 when not given."`
}

// ListTaskDefinitionFamiliesOutput lists families by name.
type ListTaskDefinitionFamiliesOutput struct {
	Families  []string `json:"families"`
	NextToken string   `json:"nextToken,omitempty"`
}
