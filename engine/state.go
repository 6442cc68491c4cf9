package engine

import (
	"drydock/engine/api"
	"drydock/engine/scaling"
	"drydock/engine/sim"
)

// unset is a time stamp that has not been made.
const unset sim.Time = -1

// state is everything that a fork copies and a hash digests. It is plain data:
// exported fields, integers, no floating point, tables that remember the order
// in which rows were made.
type state struct {
	Now     sim.Time
	Queue   sim.Queue
	IDs     sim.Stream // ids and ARNs
	CallIDs sim.Stream // of what learners' calls make
	Chance  sim.Stream // where AWS says "at random"
	Draws   sim.Stream // of placement, so that what else happens by chance does not hang on strategies

	Aliases sim.Table[alias] // by alias
	Shown   map[string]string

	VPCs           sim.Table[vpc]
	Subnets        sim.Table[subnet]
	Gateways       sim.Table[gateway]
	RouteTables    sim.Table[routeTable]
	SecurityGroups sim.Table[securityGroup]
	Interfaces     sim.Table[networkInterface]
	ACLs           sim.Table[networkACL]
	NATs           sim.Table[natGateway]
	Addresses      sim.Table[elasticAddress] // by allocation id
	Endpoints      sim.Table[vpcEndpoint]
	Databases      sim.Table[database] // by id
	Instances      sim.Table[instance]

	Users            sim.Table[iamUser]         // by name, in lower case: IAM's names differ in more than case
	UserGroups       sim.Table[iamGroup]        // by name, in lower case
	Roles            sim.Table[iamRole]         // by name, in lower case
	Policies         sim.Table[managedPolicy]   // by ARN
	InstanceProfiles sim.Table[instanceProfile] // by name, in lower case
	Facts            sim.Table[resourceFact]    // by ARN
	ControlPolicies  []controlPolicy
	Uses             sim.Table[use]                // by role, action and resource
	Deletions        sim.Table[roleDeletion]       // by id
	Associations     sim.Table[profileAssociation] // by id of the instance

	Settings           sim.Table[accountSetting] // by settingKey
	Images             sim.Table[image]          // by URI
	Clusters           sim.Table[cluster]        // by name
	ContainerInstances sim.Table[containerInst]  // by ARN
	Definitions        sim.Table[taskDefinition] // by ARN
	Families           map[string]int64          // the latest revision given
	Services           sim.Table[service]        // by ARN
	Tasks              sim.Table[task]           // by ARN

	ServiceDeployments sim.Table[serviceDeployment] // by ARN
	ServiceRevisions   sim.Table[serviceRevision]   // by ARN

	FileSystems  sim.Table[fileSystem]
	MountTargets sim.Table[mountTarget]
	Volumes      sim.Table[ebsVolume]
	Stores       sim.Table[store] // by device and directory

	LoadBalancers sim.Table[loadBalancer] // by ARN
	Listeners     sim.Table[listener]     // by ARN
	TargetGroups  sim.Table[targetGroup]  // by ARN
	Registrations int64                   // how many targets were ever registered
	SpotBack      sim.Time                // when Fargate Spot has capacity again
	LookDue       bool                    // agents are to find out whether they reach ECS
	PublicHosts   int64                   // how many public addresses were ever given
}

// alias is a scenario's name for a thing.
type alias struct{ Name, Kind, ID string }

type instance struct {
	ID, ImageID, Type string
	Subnet, Interface string
	State             string   // "pending", "running", "stopping", "stopped", "shutting-down", "terminated"
	Turn              int64    // tells this boot or shutdown from an earlier one
	Launched          sim.Time // the latest start
	Halted            sim.Time // the latest stop by a call
	UserData, Profile string
	AgentDue          bool   // its agent is to try again
	AgentSaid         string // what its agent wrote into its log last, of what keeps it from ECS
	Reservation       string
	OptedIn           bool     // awsvpcTrunking was enabled for its role when it was launched
	Trunk             string   // its trunk interface; empty without one
	DockerVolumes     []string // names of the Docker volumes on it that outlive tasks
}

// image is how the application in a container image behaves.
type image struct {
	URI       string
	Size      int64 // MiB
	Listens   int64 // port; 0 for none
	Boot      int64 // milliseconds from RUNNING to answering
	Answers   int64 // HTTP status
	OnSigterm string
	Writes    string // directory in which it keeps records; empty for none

	ExitsAfter, Exits int64  // milliseconds from its start to its exit by itself, 0 for never; exit code
	Health            string // how it answers its container's health check: "passes", "fails", "hangs"
	HealthyAfter      int64  // milliseconds from its start to the first pass

	Uses int64 // MiB of memory that it comes to use; 0 for next to none

	Needs []string // images that must be ready in its task when it starts

	Calls    []applicationCall // what it calls of AWS
	Connects []connection      // what else it connects to
}

type cluster struct {
	Name, ARN string
	Status    string         // "ACTIVE", "INACTIVE"
	Insights  string         // the setting containerInsights
	Providers []string       // capacity providers
	Strategy  []scaling.Item // of services and tasks that name neither launch type nor strategy
	Tags      []api.ECSTag
}

// containerInst is a registered container instance.
type containerInst struct {
	ARN, Cluster, Instance string
	Status                 string // "ACTIVE", "DRAINING", "INACTIVE", "REGISTERING", "REGISTRATION_FAILED"
	Connected              bool
	CutOff                 bool  // something outside of the world keeps the agent from ECS
	Lost                   int64 // how often the agent's connection was lost; tells one time from another
	ConnectionChanged      sim.Time
	RegisteredAt           sim.Time
	Deregistered           sim.Time
	CPU, Memory            int64    // registered
	UsedCPU, UsedMemory    int64    // held by placed tasks
	HeldCPU, HeldMemory    int64    // kept free for daemon tasks that are not there yet
	StatusReason           string   // why its status is REGISTRATION_FAILED
	Trunking               bool     // its interfaces for tasks hang on a trunk interface
	UsedInterfaces         int64    // of placed tasks that have one of their own
	HeldInterfaces         int64    // kept free for daemon tasks
	UsedGPUs               int64    // held by placed tasks
	ReservedPorts          []int64  // host ports registered as taken
	StaticPorts            []int64  // those, and the ones that placed tasks hold
	StaticUDPPorts         []int64  // the ones for udp
	NextPort               int64    // where the search for a dynamic port goes on
	Cached                 []string // image URIs
	Tasks                  []string // ARNs of tasks that are not STOPPED
	Attributes             []customAttribute
	Tags                   []api.ECSTag
	Version                int64
}

type taskDefinition struct {
	Body            api.TaskDefinition
	CPU, Memory     int64   // what placement subtracts
	GPUs            int64   // whole GPUs that it needs
	StaticPorts     []int64 // host ports that placement reserves
	StaticUDPPorts  []int64 // those of udp
	Tags            []api.ECSTag
	DeleteRequested sim.Time // when it is DELETE_IN_PROGRESS
}

type service struct {
	Name, ARN, Cluster string
	Status             string
	Definition         string // ARN
	Daemon             bool   // one task on each instance that qualifies; Desired counts these
	Desired            int64
	Minimum, Maximum   int64         // percent
	Grace              int64         // seconds
	Volume             *volumeConfig // of the EBS volume that each task gets; nil for none
	LaunchType         string
	Platform           string         // platform version that was asked for; empty on EC2
	Network            *networkConfig // of tasks in awsvpc mode; nil for others
	Providers          []scaling.Item // capacity provider strategy; none with a launch type
	Rebalancing        string         // availabilityZoneRebalancing: ENABLED or DISABLED
	Moving             int64          // tasks started beyond Desired to balance the zones
	Uneven             bool           // it was told that the zones are not balanced
	BalanceAt          sim.Time       // when a pass is due because an attempt to balance failed
	LoadBalancers      []balanced
	Constraints        []api.PlacementConstraint
	Strategies         []api.PlacementStrategy // none for the default
	Tagging            tagging
	Exec               bool // new tasks have ECS Exec
	CreatedAt          sim.Time
	CreatedBy          string
	Deployment         deployment     // the primary one
	Controller         string         // who deploys: "ECS", "CODE_DEPLOY", "EXTERNAL"
	TaskSets           []taskSet      // oldest first; of a service that ECS does not deploy by itself
	Older              []deployment   // those that still have tasks, the newest first
	History            []string       // ARNs of its service deployments, oldest first
	Drained            []string       // deployment ids of tasks whose targets began to drain since the last pass, to be told
	Events             []serviceEvent // newest first, at most 100
	Said               map[string]sim.Time
	Tasks              []string // ARNs of tasks that are not STOPPED, oldest first
	PassDue            bool     // a scheduler pass is in the queue for this instant
	RetryDue           bool     // a pass is in the queue to place again what found no room
	FailedAt           sim.Time // the instant of the latest failure to start
	Steady             bool
	SteadyTurn         int64 // tells a stale repeat of the steady state from a fresh one
	StartFailures      int64
	RetryAt            sim.Time // no start before this
	LastPass           int      `digest:"-"` // trace of the latest pass
}

// balanced is a load balancer entry of a service.
type balanced struct {
	TargetGroup, Container string
	Port                   int64
	Registered             int64 // targets since the last pass, to be told in one event
	Deregistered           int64
}

type deployment struct {
	ID           string
	Revision     string // ARN of the service revision
	Definition   string // ARN
	Written      int64  // records that its tasks have written
	CreatedAt    sim.Time
	UpdatedAt    sim.Time
	RolloutState string
	Reason       string
	Failed       int64 // tasks that failed to start or failed a health check before the deployment was completed
}

type serviceEvent struct {
	ID      string
	At      sim.Time
	Message string
}

type task struct {
	ID, ARN, Cluster, Definition string
	Service                      string // service ARN; empty for a standalone task
	Token, Request               string // clientToken and digest of the RunTask that started it; empty without a token
	Overrides                    *api.TaskOverride
	Exec                         bool  // ECS Exec can be used
	Sessions                     int64 // of ECS Exec that were opened in it
	Tags                         []api.ECSTag
	Group, StartedBy             string
	LaunchType                   string // EC2 or FARGATE
	Platform                     string // platform version on Fargate
	Provider                     string // capacity provider; empty when it was started by a launch type
	Instance                     string // container instance ARN; empty on Fargate
	Zone                         string // the Availability Zone that it was placed in
	Subnet                       string // of its own network interface; empty when it has none
	Public                       bool   // that interface is to have a public address
	Interface, Detached          string // id of that interface, and once it is gone
	Address, Attachment          string // its private address, and the id of the attachment
	LastStatus, DesiredStatus    string
	Created, PullStarted         sim.Time
	PullStopped, Started         sim.Time
	Stopping, ExecutionStopped   sim.Time
	Stopped                      sim.Time
	StopCode, StoppedReason      string
	FailedHealth                 bool
	Protected                    sim.Time // until when it is protected from scale-in; 0 for not
	Unanswered                   string   // what it tells of a connection that got no answer and is tried once more
	PullTurn                     int64    // tells the pending pull from an earlier one
	Untold                       bool     // is to stop, and its agent is not connected to be told
	CPU, Memory                  int64
	GPUs                         int64
	StaticPorts, StaticUDPPorts  []int64
	Containers                   []container
	Version                      int64
	Volume                       string // id of its EBS volume
	Placed                       int    `digest:"-"` // trace of its placement
	Fault                        int    `digest:"-"` // trace of what kept it from starting
}

type container struct {
	ID, Name, Image string
	Essential       bool
	LastStatus      string
	ExitCode        *int64
	Reason          string
	Bindings        []binding
	Starting        bool        // Docker is starting it
	Told            bool        // it has got SIGTERM
	Started         sim.Time    // the latest start
	Ends            sim.Time    // when it exits; another instant tells stale work
	EndCode         int64       // its exit code then
	Health          string      // of its own health check; empty when it has none
	Probed          sim.Time    // when the next result is known; another instant tells stale work
	Failures        int64       // results in a row that were none
	Calls           []callState // how the calls of its application went, in the order of its image's
	Connects        []callState // and how its connections went
	Data            place       // where its application keeps records; the zero place when it keeps none or has not started
}

type binding struct {
	ContainerPort, HostPort int64
	More                    int64 // ports that follow these, of a range
	Protocol                string
}
