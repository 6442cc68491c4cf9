package api

// ContainerDefinition is one container of a task definition.
type ContainerDefinition struct {
	Name                   string                  `json:"name,omitempty" doc:"Name of the container."`
	Image                  string                  `json:"image,omitempty" api:"ref=image" doc:"The image."`
	RepositoryCredentials  *RepositoryCredentials  `json:"repositoryCredentials,omitempty" doc:"Credentials of a private registry that is not ECR."`
	Cpu                    *int64                  `json:"cpu,omitempty" doc:"CPU units; 1024 to a vCPU."`
	Memory                 *int64                  `json:"memory,omitempty" doc:"Hard limit, MiB."`
	MemoryReservation      *int64                  `json:"memoryReservation,omitempty" doc:"Soft limit, MiB: what placement reserves."`
	Links                  []string                `json:"links,omitempty" doc:"Other containers by name:alias, in bridge mode."`
	PortMappings           []PortMapping           `json:"portMappings" doc:"Ports of the container."`
	Essential              *bool                   `json:"essential,omitempty" doc:"Whether the task stops when this container does; true when not given."`
	RestartPolicy          *ContainerRestartPolicy `json:"restartPolicy,omitempty" doc:"Whether the container is restarted in its place when it exits."`
	EntryPoint             []string                `json:"entryPoint,omitempty" doc:"In place of the image's ENTRYPOINT."`
	Command                []string                `json:"command,omitempty" doc:"In place of the image's CMD."`
	Environment            []KeyValuePair          `json:"environment" doc:"Environment variables."`
	EnvironmentFiles       []EnvironmentFile       `json:"environmentFiles,omitempty" doc:"Files of environment variables in Amazon S3."`
	MountPoints            []MountPoint            `json:"mountPoints" doc:"Where volumes appear in the container."`
	VolumesFrom            []VolumeFrom            `json:"volumesFrom" doc:"Containers whose mount points this one has too."`
	LinuxParameters        *LinuxParameters        `json:"linuxParameters,omitempty" api:"kept" doc:"Capabilities, devices, shared memory and swap."`
	Secrets                []Secret                `json:"secrets,omitempty" doc:"Environment variables from Secrets Manager and Parameter Store."`
	DependsOn              []ContainerDependency   `json:"dependsOn,omitempty" doc:"Containers that come first."`
	StartTimeout           *int64                  `json:"startTimeout,omitempty" doc:"Seconds that others wait for this container to be what they depend on."`
	StopTimeout            *int64                  `json:"stopTimeout,omitempty" doc:"Seconds between SIGTERM and SIGKILL; 30 when not given."`
	VersionConsistency     string                  `json:"versionConsistency,omitempty" api:"kept,enum=enabled|disabled" doc:"Whether a deployment resolves the tag to a digest once; enabled when not given."`
	Hostname               string                  `json:"hostname,omitempty" api:"kept" doc:"Host name of the container."`
	User                   string                  `json:"user,omitempty" api:"kept" doc:"User in the container: user, user:group, uid, uid:gid, user:gid or uid:group."`
	WorkingDirectory       string                  `json:"workingDirectory,omitempty" api:"kept" doc:"Directory in which commands run."`
	DisableNetworking      *bool                   `json:"disableNetworking,omitempty" api:"kept" doc:"Whether the container has no network."`
	Privileged             *bool                   `json:"privileged,omitempty" api:"kept" doc:"Whether the container has the rights of root on the instance."`
	ReadonlyRootFilesystem *bool                   `json:"readonlyRootFilesystem,omitempty" api:"kept" doc:"Whether the container's own layer can only be read."`
	DnsServers             []string                `json:"dnsServers,omitempty" api:"kept" doc:"DNS servers of the container."`
	DnsSearchDomains       []string                `json:"dnsSearchDomains,omitempty" api:"kept" doc:"DNS search domains of the container."`
	ExtraHosts             []HostEntry             `json:"extraHosts,omitempty" api:"kept" doc:"Lines of the container's /etc/hosts."`
	DockerSecurityOptions  []string                `json:"dockerSecurityOptions,omitempty" api:"kept" doc:"no-new-privileges, apparmor:PROFILE, label:VALUE or credentialspec:PATH."`
	Interactive            *bool                   `json:"interactive,omitempty" api:"kept" doc:"Whether stdin stays open."`
	PseudoTerminal         *bool                   `json:"pseudoTerminal,omitempty" api:"kept" doc:"Whether the container has a terminal."`
	DockerLabels           map[string]string       `json:"dockerLabels,omitempty" doc:"Labels of the container."`
	Ulimits                []Ulimit                `json:"ulimits,omitempty" api:"kept" doc:"Limits of the container's processes."`
	LogConfiguration       *LogConfiguration       `json:"logConfiguration,omitempty" doc:"Where what the container prints goes."`
	HealthCheck            *HealthCheck            `json:"healthCheck,omitempty" doc:"A command in the container that says whether it is healthy."`
	SystemControls         []SystemControl         `json:"systemControls,omitempty" api:"kept" doc:"Kernel parameters of the container."`
	ResourceRequirements   []ResourceRequirement   `json:"resourceRequirements,omitempty" doc:"GPUs of the container."`
	FirelensConfiguration  *FirelensConfiguration  `json:"firelensConfiguration,omitempty" api:"kept" doc:"Makes the container the log router of the task."`
	CredentialSpecs        []string                `json:"credentialSpecs,omitempty" api:"kept" doc:"Credential spec of Active Directory."`
}

// RepositoryCredentials are those of a private registry.
type RepositoryCredentials struct {
	CredentialsParameter string `json:"credentialsParameter,omitempty" api:"required" doc:"ARN or name of the secret."`
}

// PortMapping joins a port of the container to one of the host. In bridge mode
// HostPort 0, or none, means a port chosen when the task starts.
type PortMapping struct {
	ContainerPort      *int64 `json:"containerPort,omitempty" doc:"Port of the container."`
	HostPort           *int64 `json:"hostPort,omitempty" doc:"Port of the host; 0 lets ECS choose."`
	Protocol           string `json:"protocol,omitempty" api:"enum=tcp|udp" doc:"tcp when not given."`
	Name               string `json:"name,omitempty" doc:"Name of the mapping, for Service Connect."`
	AppProtocol        string `json:"appProtocol,omitempty" api:"kept,enum=http|http2|grpc" doc:"What is spoken at the port, for Service Connect."`
	ContainerPortRange string `json:"containerPortRange,omitempty" api:"kept" doc:"Ports of the container such as 5000-5010, in place of containerPort."`
}

// ContainerRestartPolicy says whether a container is restarted in its place.
type ContainerRestartPolicy struct {
	Enabled              *bool   `json:"enabled,omitempty" api:"required" doc:"Whether it is."`
	IgnoredExitCodes     []int64 `json:"ignoredExitCodes,omitempty" doc:"Exit codes after which it is not; up to 50."`
	RestartAttemptPeriod *int64  `json:"restartAttemptPeriod,omitempty" doc:"Seconds that it must have run, 60 to 1800; 300 when not given."`
}

// EnvironmentFile is a file of environment variables.
type EnvironmentFile struct {
	Value string `json:"value,omitempty" api:"required" doc:"ARN of the object; its name ends in .env."`
	Type  string `json:"type,omitempty" api:"required,enum=s3" doc:"s3."`
}

// Secret is an environment variable, or a log option, whose value is kept
// elsewhere.
type Secret struct {
	Name      string `json:"name,omitempty" api:"required" doc:"Name of the variable."`
	ValueFrom string `json:"valueFrom,omitempty" api:"required" doc:"ARN of a secret, or ARN or name of a parameter."`
}

// ContainerDependency is a container that comes first.
type ContainerDependency struct {
	ContainerName string `json:"containerName,omitempty" api:"required" doc:"The container."`
	Condition     string `json:"condition,omitempty" api:"required,enum=START|COMPLETE|SUCCESS|HEALTHY" doc:"What it must have come to."`
}

// HealthCheck is a command in a container that says whether it is healthy.
type HealthCheck struct {
	Command     []string `json:"command,omitempty" api:"required" doc:"Begins with CMD or CMD-SHELL; 0 is healthy."`
	Interval    *int64   `json:"interval,omitempty" doc:"Seconds between checks, 5 to 300; 30 when not given."`
	Timeout     *int64   `json:"timeout,omitempty" doc:"Seconds that a check may take, 2 to 60; 5 when not given."`
	Retries     *int64   `json:"retries,omitempty" doc:"Failures until it is unhealthy, 1 to 10; 3 when not given."`
	StartPeriod *int64   `json:"startPeriod,omitempty" doc:"Seconds in which failures do not count, 0 to 300; 0 when not given."`
}

// LogConfiguration says where what a container prints goes.
type LogConfiguration struct {
	LogDriver     string            `json:"logDriver,omitempty" api:"required,enum=json-file|syslog|journald|gelf|fluentd|awslogs|splunk|awsfirelens" doc:"The log driver."`
	Options       map[string]string `json:"options,omitempty" doc:"Options of the driver."`
	SecretOptions []Secret          `json:"secretOptions,omitempty" doc:"Options whose values are kept elsewhere."`
}

// FirelensConfiguration makes a container a log router.
type FirelensConfiguration struct {
	Type    string            `json:"type,omitempty" api:"required,enum=fluentd|fluentbit" doc:"The log router."`
	Options map[string]string `json:"options,omitempty" doc:"Options of the router."`
}

// ResourceRequirement is a resource that a container needs.
type ResourceRequirement struct {
	Value string `json:"value,omitempty" api:"required" doc:"How many, or the name of the accelerator."`
	Type  string `json:"type,omitempty" api:"required,enum=GPU|InferenceAccelerator" doc:"GPU."`
}
