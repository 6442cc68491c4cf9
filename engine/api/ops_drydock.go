package api

func drydockOperations() []*Operation {
	ops := []*Operation{
		write[NameResourceInput, Nothing]("drydock", "NameResource", "Gives a thing an alias that is accepted wherever its id or ARN is."),
		write[DeclareImageInput, Nothing]("drydock", "DeclareImage", "Says how the application in an image behaves."),
		write[BootInstanceInput, Nothing]("drydock", "BootInstance", "Has an instance running, and its agent registered, at once."),
		write[CrashTaskInput, CrashTaskOutput]("drydock", "CrashTask", "Ends the application in one task of a service."),
		write[FailInstanceInput, Nothing]("drydock", "FailInstance", "Ends an EC2 instance with everything that is on it."),
		write[DisconnectAgentInput, Nothing]("drydock", "DisconnectAgent", "Has the agent of an instance lose its connection to ECS."),
		write[FinishFileSystemInput, Nothing]("drydock", "FinishFileSystem", "Has a file system and its mount targets available at once."),
		write[ReclaimSpotInput, Nothing]("drydock", "ReclaimSpot", "Has AWS take back the capacity of Fargate Spot, and have none for a time."),
		write[MovePortsInput, Nothing]("drydock", "MovePorts", "Has the instances of a cluster hand out dynamic host ports from a port on, as if many tasks had come and gone."),
		write[DeclareResourceInput, Nothing]("drydock", "DeclareResource", "Says what IAM has to know of a resource that is no part of the world otherwise."),
		write[DeclareDatabaseInput, Nothing]("drydock", "DeclareDatabase", "Puts something that tasks connect to into a subnet: a database, a cache, a server."),
		write[PutControlPolicyInput, Nothing]("drydock", "PutControlPolicy", "Adds a policy of the organization that the account is in."),
	}
	for _, op := range ops {
		op.Hidden = true
	}
	return ops
}

// Nothing is an answer without members; the CLI prints nothing for it.
type Nothing struct{}

// NameResourceInput gives a thing an alias.
type NameResourceInput struct {
	Alias string `json:"Alias,omitempty" api:"required" doc:"The alias."`
	Kind  string `json:"Kind,omitempty" api:"required,enum=cluster|service|task-definition|task|container-instance|instance|vpc|subnet|internet-gateway|route-table|security-group|security-group-rule|target-group|load-balancer|listener|listener-rule|image|file-system|mount-target|volume|role|user|group|policy|instance-profile|nat-gateway|elastic-ip|vpc-endpoint|network-acl|network-interface|prefix-list|database|rule|classic-load-balancer" doc:"The kind of thing that is named."`
	ID    string `json:"Id,omitempty" api:"required" doc:"The id, name or ARN of the thing."`
}

// DeclareImageInput says how the application in an image behaves.
type DeclareImageInput struct {
	Uri          string   `json:"Uri,omitempty" api:"required,ref=image" doc:"The image with its tag or digest."`
	Size         *int64   `json:"Size,omitempty" api:"min=0,max=1048576" doc:"Size to pull, MiB."`
	Listens      *int64   `json:"Listens,omitempty" api:"min=0,max=65535" doc:"Port that the application listens on; 0 for none."`
	Boot         *int64   `json:"Boot,omitempty" api:"min=0,max=604800000" doc:"Milliseconds from RUNNING to answering."`
	Answers      *int64   `json:"Answers,omitempty" api:"min=100,max=599" doc:"HTTP status of its answers; 200 when not given."`
	OnSigterm    string   `json:"OnSigterm,omitempty" api:"enum=exits|ignores" doc:"What it does when told to stop; exits when not given."`
	ExitsAfter   *int64   `json:"ExitsAfter,omitempty" api:"min=0,max=604800000" doc:"Milliseconds from its start to its exit by itself; 0 for never."`
	Exits        *int64   `json:"Exits,omitempty" api:"min=0,max=255" doc:"Exit code when it exits by itself; 0 when not given."`
	Health       string   `json:"Health,omitempty" api:"enum=passes|fails|hangs" doc:"How it answers the health check of its container; passes when not given."`
	HealthyAfter *int64   `json:"HealthyAfter,omitempty" api:"min=0,max=604800000" doc:"Milliseconds from its start to the first health check that passes."`
	Writes       string   `json:"Writes,omitempty" doc:"Directory into which it writes a record when it begins to answer, and once a minute from then on."`
	Uses         *int64   `json:"Uses,omitempty" api:"min=0,max=1048576" doc:"MiB of memory that it has come to use a second after its start; where the limit is lower it is killed."`
	Needs        []string `json:"Needs,omitempty" doc:"Images that a container of its task must have, ready, when it starts; otherwise it exits with 1 a second later."`

	Calls    []ApplicationCall       `json:"Calls,omitempty" doc:"What it calls of AWS, with the credentials that it finds."`
	Connects []ApplicationConnection `json:"Connects,omitempty" doc:"What else it connects to: databases, load balancers, hosts in the internet."`
}

// ApplicationConnection is something that an application connects to.
type ApplicationConnection struct {
	To   string `json:"To,omitempty" api:"required" doc:"What it connects to: a database, an instance, a load balancer, a service, or a host of the internet by its domain name."`
	Port *int64 `json:"Port,omitempty" api:"required,min=1,max=65535" doc:"The TCP port."`
	When string `json:"When,omitempty" api:"enum=request|start" doc:"On each request, which is when not given, or once at its start; without it, it exits with 1 then."`
}

// DeclareDatabaseInput is something in a subnet that tasks connect to.
type DeclareDatabaseInput struct {
	Name           string   `json:"Name,omitempty" api:"required" doc:"What tasks and explanations call it."`
	SubnetId       string   `json:"SubnetId,omitempty" api:"required,ref=subnet" doc:"The subnet of its network interface."`
	SecurityGroups []string `json:"SecurityGroups,omitempty" api:"ref=security-group" doc:"Groups of that interface; the default one of the VPC when not given."`
	Port           *int64   `json:"Port,omitempty" api:"required,min=1,max=65535" doc:"The TCP port on which it listens."`
	PublicIp       *bool    `json:"PublicIp,omitempty" doc:"Whether it has a public address too."`
}

// ApplicationCall is a call of AWS that an application makes.
type ApplicationCall struct {
	Action   string `json:"Action,omitempty" api:"required" doc:"The permission that the call needs, such as s3:GetObject."`
	Resource string `json:"Resource,omitempty" api:"required" doc:"The ARN of what it is about, or *; {account} and {region} stand for those of the world."`
	When     string `json:"When,omitempty" api:"enum=request|start" doc:"On each request, which is when not given, or once at its start; refused at its start, it exits with 1."`
}

// BootInstanceInput names the instance that is to be running and registered.
type BootInstanceInput struct {
	InstanceId string `json:"InstanceId,omitempty" api:"required,ref=instance" doc:"The instance."`
}

// CrashTaskInput names the service of which a task is to crash.
type CrashTaskInput struct {
	Cluster  string `json:"Cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Service  string `json:"Service,omitempty" api:"required,ref=service" doc:"The service; which of its running tasks crashes is drawn by chance."`
	ExitCode *int64 `json:"ExitCode,omitempty" api:"min=0,max=255" doc:"Exit code of the essential container; 1 when not given."`
}

// CrashTaskOutput names the task that crashed.
type CrashTaskOutput struct {
	TaskArn string `json:"TaskArn"`
}

// ReclaimSpotInput names the cluster whose tasks on Fargate Spot are interrupted.
type ReclaimSpotInput struct {
	Cluster string `json:"Cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	For     *int64 `json:"For,omitempty" api:"min=1,max=604800000" doc:"Milliseconds without capacity of Fargate Spot; none when not given."`
}

// MovePortsInput names the cluster whose instances go on from another port.
type MovePortsInput struct {
	Cluster string `json:"Cluster,omitempty" api:"ref=cluster" doc:"The cluster; default when not given."`
	Port    *int64 `json:"Port,omitempty" api:"required,min=32768,max=60999" doc:"The next dynamic host port."`
}

// FailInstanceInput names the instance that is to end.
type FailInstanceInput struct {
	InstanceId string `json:"InstanceId,omitempty" api:"required,ref=instance" doc:"The instance."`
}

// DisconnectAgentInput names the instance whose agent is to lose its connection.
type DisconnectAgentInput struct {
	InstanceId string `json:"InstanceId,omitempty" api:"required,ref=instance" doc:"The instance."`
	For        *int64 `json:"For,omitempty" api:"min=1,max=604800000" doc:"Milliseconds until the agent is connected again; not given: until the instance starts the next time."`
}

// FinishFileSystemInput names the file system that is to be there at once.
type FinishFileSystemInput struct {
	FileSystemId string `json:"FileSystemId,omitempty" api:"required,ref=file-system" doc:"The file system."`
}

// DeclareResourceInput says what IAM has to know of a resource: a bucket, a secret, a
// repository, something of another account.
type DeclareResourceInput struct {
	Arn     string `json:"Arn,omitempty" api:"required" doc:"The ARN; a bucket's stands for its objects too."`
	Account string `json:"Account,omitempty" doc:"The account that owns it, where the ARN does not say so; the world's when not given."`
	Policy  string `json:"Policy,omitempty" doc:"Its resource-based policy, as JSON."`
	Key     string `json:"Key,omitempty" doc:"ARN of the customer managed KMS key that encrypts it."`
}

// PutControlPolicyInput is a policy of the organization.
type PutControlPolicyInput struct {
	Name     string `json:"Name,omitempty" api:"required" doc:"What explanations call it."`
	Type     string `json:"Type,omitempty" api:"required,enum=SERVICE_CONTROL_POLICY|RESOURCE_CONTROL_POLICY" doc:"What it limits: callers of the account, or its resources."`
	Level    *int64 `json:"Level,omitempty" api:"min=0,max=9" doc:"Where it is attached: 0 for the root, which is when not given, then each organizational unit, last the account."`
	Document string `json:"Document,omitempty" api:"required" doc:"The policy, as JSON."`
}
