package engine

import "time"

// Picture is what a screen draws of one cluster: a copy, so that nothing on a
// screen points into the world.
type Picture struct {
	Cluster       string
	Zones         []Zone
	Services      []ServiceView
	LoadBalancers []LoadBalancerView
	Groups        []GroupView
	// Roles are those that have to do with the cluster, where the world has any but
	// the ones that every account has.
	Roles []RoleView
	// Users are those of the account but the administrator whom every account has.
	Users []UserView
}

// Zone is an Availability Zone with the cluster's instances in it.
type Zone struct {
	Name      string
	Instances []InstanceView
	Fargate   []TaskView // tasks on Fargate in this zone
}

// InstanceView is a container instance. Quantities are CPU units and MiB.
type InstanceView struct {
	ID        string // EC2 instance id
	Alias     string // the scenario's name for it; may be empty
	ARN       string // container instance ARN; empty until the agent registered
	Type      string
	Zone      string // its Availability Zone
	Status    string // container instance status (ACTIVE, DRAINING, INACTIVE), or the EC2 state before the agent registered
	Connected bool
	CPU       Usage
	Memory    Usage
	HeldCPU   int64 // of what is not used, kept free for daemon tasks that are not there yet
	HeldMem   int64
	HeldENI   int64 // network interfaces kept free in the same way
	// Interfaces counts tasks with a network interface of their own, of as many as
	// the instance type lets it have.
	Interfaces Usage
	Groups     []string // security groups of its interface, by alias or id
	Tasks      []TaskView
	Role       string // name of the role in its instance profile; empty for none
}

// CallView is a call that an application makes of AWS.
type CallView struct {
	Action, Resource string
	Made, Denied     int64
	Failing          bool   // the latest was refused
	Said             string // what the application wrote into its log of it last
}

// Usage is how much of a registered resource placed tasks hold.
type Usage struct{ Used, Total int64 }

// TaskView is a task that is not yet STOPPED, or stopped within the last
// moments.
type TaskView struct {
	ID         string // 32 hexadecimal digits
	Service    string // empty for a standalone task
	LaunchType string // EC2 or FARGATE
	Network    string // network mode of its definition: bridge, host, awsvpc, none
	Instance   string // the EC2 instance that it is on, by alias or id; empty on Fargate
	Zone       string // the Availability Zone that it is in
	Subnet     string // the subnet of its own network interface, or else of its instance, by alias or id
	// Interface is the id of its own network interface, and Address its private
	// address; both are empty when it has none, as in bridge mode. PublicIP is empty
	// without a public address.
	Interface, Address, PublicIP string
	Groups                       []string // security groups of that interface, by alias or id
	// TaskRole and ExecutionRole are names; empty for none. As is whose credentials
	// its applications find, where they make calls of AWS: a role's name, empty for
	// nobody's. Calls is how the calls went.
	TaskRole, ExecutionRole, As string
	Sessions                    int64 // of ECS Exec that were opened in it
	Calls                       []CallView
	Definition                  string // "web:1"
	Image                       string // "web:3", the last element of the image's name
	LastStatus                  string
	DesiredStatus               string
	// Health is the state of the task's target: "healthy", "unhealthy",
	// "initial", "draining"; empty without a load balancer.
	Health string
	// Checks is what the health checks of its containers come to: HEALTHY,
	// UNHEALTHY or UNKNOWN; empty when no essential container has one.
	Checks string
	// HostPorts are bound on its instance, or on its own network interface; those
	// that the agent chose, as the definition names none, are DynamicPorts too.
	HostPorts, DynamicPorts []int64
	// CPU units and MiB that it holds of its instance, and how long it has been
	// RUNNING, or was.
	CPU, Memory int64
	GPUs        int64 // that it holds of its instance
	Ran         time.Duration
	// Volume says where its applications keep records: "EFS uploads:/"; empty
	// when they keep none.
	Volume string
	Sees   int64 // records that it sees there
}

// ServiceView is a service with its counters.
type ServiceView struct {
	Name     string
	Status   string
	Desired  int64
	Running  int64
	Pending  int64
	Steady   bool
	Daemon   bool     // one task on each instance that qualifies
	Balanced []string // names of its target groups
	// LaunchType is EC2 or FARGATE, and OwnInterface says that each of its tasks
	// gets a network interface of its own.
	LaunchType   string
	OwnInterface bool
	// Waiting counts tasks that the scheduler would start now and cannot; WaitsFor
	// is why: what rules out the closest instance, as the API spells it.
	Waiting  int64
	WaitsFor string
}

// LoadBalancerView is a load balancer with the ways that requests take through it.
type LoadBalancerView struct {
	Name   string
	Alias  string
	Type   string // "application", "network" or "classic"
	Scheme string // "internet-facing" or "internal"
	Groups []string
	Ways   []WayView // of each listener its rules, and its default action last
}

// WayView is what a listener does with some requests, or with all others.
type WayView struct {
	Port     int64
	Protocol string
	Rule     string // which requests: "/img/*"; empty for all that no rule is for
	Does     string // in words: "forwards to web", "redirects to HTTPS://#{host}:443/#{path}?#{query}"
	// TargetGroup is where it forwards to; without a name where it does not. One
	// that forwards to several target groups has a WayView for each.
	TargetGroup TargetGroupView
}

// TargetGroupView counts a target group's targets by state.
type TargetGroupView struct {
	Name      string
	Alias     string
	ARN       string
	Healthy   int64
	Unhealthy int64
	Initial   int64
	Draining  int64
	Unused    int64
	ClientIP  bool // targets see the addresses of the clients, by client IP preservation
	Targets   []TargetView
}

// TargetView is one registered target.
type TargetView struct {
	ID     string // "i-0…:32768": what Why accepts
	Host   string // the instance, by alias or id
	Port   int64
	Check  int64 // the port on which it is checked
	State  string
	Reason string // AWS's reason code, such as Target.Timeout
}

// GroupView is a security group with its rules, in words.
type GroupView struct {
	ID              string
	Alias           string
	Ingress, Egress []RuleView
}

// RuleView is one rule.
type RuleView struct {
	ID       string // its security group rule id
	Protocol string // "tcp", "all"
	Ports    string // "80", "32768-65535", "all"
	Source   string // the other side: a group's alias or id, a CIDR, or the name of a prefix list
}
