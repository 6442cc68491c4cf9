package engine

import "time"

// Delays are how long things take. A scenario may override them; the zero
// value means "take the default".
type Delays struct {
	// InstanceLaunch is from RunInstances to the instance running.
	InstanceLaunch time.Duration
	// AgentRegistration is from the instance running to its registration.
	AgentRegistration time.Duration
	// InstanceShutdown is from StopInstances or TerminateInstances to the
	// instance being stopped or terminated.
	InstanceShutdown time.Duration
	// FirstHealthCheck is from registering a target to its first check.
	FirstHealthCheck time.Duration
	// FirstNetworkCheck is the same at a Network Load Balancer.
	FirstNetworkCheck time.Duration
	// ContainerStart is from the pulled image, or the last container for which
	// it waited, to a container RUNNING.
	ContainerStart time.Duration
	// CachedPull is how long it takes to find that an image is there already.
	CachedPull time.Duration
	// PullBase is the fixed part of a pull.
	PullBase time.Duration
	// PullPerMiB is the part of a pull that grows with the image.
	PullPerMiB time.Duration
	// VolumeAttach is from the placement of a task to its EBS volume being
	// attached.
	VolumeAttach time.Duration
	// InterfaceAttach is from the placement of a task in awsvpc mode to its network
	// interface being attached.
	InterfaceAttach time.Duration
	// InterfaceDetach is from the end of such a task's containers to its interface
	// being deleted.
	InterfaceDetach time.Duration
	// FargateProvision is from the placement of a task on Fargate to the agent
	// having it.
	FargateProvision time.Duration
	// TrunkAttach is from the registration of an instance to its trunk interface being
	// attached.
	TrunkAttach time.Duration
	// MountTimeout is how long a mount waits for an EFS mount target that does
	// not answer.
	MountTimeout time.Duration
	// ConnectTimeout is how long an agent tries to reach what does not answer before a
	// task that needs it fails.
	ConnectTimeout time.Duration
	// NATCreation is from CreateNatGateway to "available", and from DeleteNatGateway to
	// its end.
	NATCreation time.Duration
	// EndpointCreation is from CreateVpcEndpoint to an interface endpoint being
	// available, and from DeleteVpcEndpoints to its end. A gateway endpoint is available,
	// and gone, at once.
	EndpointCreation time.Duration
	// FileSystemCreation is from CreateFileSystem to "available".
	FileSystemCreation time.Duration
	// MountTargetCreation is from CreateMountTarget to "available", and from
	// DeleteMountTarget to its end.
	MountTargetCreation time.Duration
}

// DefaultDelays: AWS documents none of these, so all are engine's choices (see
// docs/fidelity.md, "Timing").
func DefaultDelays() Delays {
	return Delays{
		InstanceLaunch:    60 * time.Second,
		AgentRegistration: 30 * time.Second,
		InstanceShutdown:  30 * time.Second,
		FirstHealthCheck:  5 * time.Second,
		FirstNetworkCheck: 60 * time.Second,
		ContainerStart:    2 * time.Second,
		CachedPull:        1 * time.Second,
		PullBase:          3 * time.Second,
		PullPerMiB:        10 * time.Millisecond,

		VolumeAttach:        10 * time.Second,
		InterfaceAttach:     5 * time.Second,
		InterfaceDetach:     5 * time.Second,
		FargateProvision:    15 * time.Second,
		TrunkAttach:         15 * time.Second,
		MountTimeout:        time.Minute,
		ConnectTimeout:      time.Minute,
		NATCreation:         time.Minute,
		EndpointCreation:    time.Minute,
		FileSystemCreation:  5 * time.Second,
		MountTargetCreation: 90 * time.Second,
	}
}

// Documented times, each with the AWS page that gives it.
const (
	// healthyAfterRunning: without any health check a task counts as healthy
	// this long after RUNNING. "Service definition parameters".
	healthyAfterRunning = 40 * time.Second
	// stopTimeout is the wait between SIGTERM and SIGKILL on EC2 when nothing
	// else is set. "Amazon ECS container agent configuration".
	stopTimeout = 30 * time.Second
	// defaultRestartPeriod: a container must have run this long for its restart
	// policy to act, if the policy says nothing else. API Reference,
	// ContainerRestartPolicy.
	defaultRestartPeriod = 300 * time.Second
	// stoppedTaskKept: AWS keeps a stopped task visible for at least an hour,
	// "Amazon ECS task lifecycle"; exactly an hour is an engine's choice.
	stoppedTaskKept = time.Hour
	// inactiveKept is how long a deregistered container instance can be described.
	// "Amazon ECS container instances".
	inactiveKept = time.Hour
	// duplicateEvents: an equal service event is not repeated within this time.
	// "Amazon ECS service event messages".
	duplicateEvents = 6 * time.Hour
	// steadyRepeat is how often the steady state event returns; an engine's
	// choice.
	steadyRepeat = 6 * time.Hour
	// agentRestart is the pause before an agent that may not call ECS, and has
	// ended, is started again. Engine's choice.
	agentRestart = time.Minute

	// requestEvery is the pause between two requests that an application answers
	// by calls of its own. Engine's choice.
	requestEvery = 10 * time.Second

	// schedulerRetry is the pause before the scheduler tries again to place a
	// task; an engine's choice.
	schedulerRetry = 10 * time.Second
)

// recordEvery is how often an application that keeps records writes one; part of
// what an image with a directory of its own means.
const recordEvery = time.Minute

// Ports. "Task definition parameters", port mappings; the upper end is the
// Linux kernel's.
const (
	firstDynamicPort = 32768
	lastDynamicPort  = 60999
)

// reservedPorts are held on every Linux container instance from the start, unless
// its agent's configuration says otherwise. "Task definition parameters", port
// mappings.
var reservedPorts = [...]int64{22, 2375, 2376, 51678, 51679, 51680}
