package engine

import (
	"slices"
	"time"

	"drydock/engine/sim"
	"drydock/engine/trace"
)

// Sources of events, as EventBridge names them.
const (
	sourceECS = "aws.ecs"
	sourceEC2 = "aws.ec2"
	sourceEFS = "aws.elasticfilesystem"
	sourceELB = "aws.elasticloadbalancing"
	sourceIAM = "aws.iam"
	sourceSTS = "aws.sts"

	sourceAgent       = "ecs-agent"   // what an agent writes into its log: no source of events
	sourceApplication = "application" // what an application writes into its log
)

// Detail types, as EventBridge names them. AWS sends no events for service event
// messages, for target health and for EFS, so those names are Drydock's
// (docs/fidelity.md).
const (
	taskStateChange       = "ECS Task State Change"
	instanceStateChange   = "ECS Container Instance State Change"
	serviceAction         = "ECS Service Action"
	deploymentStateChange = "ECS Deployment State Change"
	apiCall               = "AWS API Call via CloudTrail"
	serviceEventMessage   = "ECS Service Event Message"
	targetStateChange     = "Target Health State Change"
	ec2StateChange        = "EC2 Instance State-change Notification"
	ebsNotification       = "EBS Volume Notification"
	fileSystemChange      = "EFS State Change"
	agentLog              = "ECS Agent Log"
	applicationLog        = "Application Log"
)

// Event is something that happened.
type Event struct {
	// At is the instant, in milliseconds since the world began.
	At sim.Time `json:"at"`
	// Source is the AWS service that tells it.
	Source string `json:"source"`
	// DetailType is the kind of event, as EventBridge names it.
	DetailType string `json:"detailType"`
	// Name is EventBridge's eventName, where the detail type has one.
	Name string `json:"name,omitempty"`
	// Resources are the ids and ARNs of what it is about.
	Resources []string `json:"resources"`
	// Message is a sentence, AWS's own where AWS has one.
	Message string `json:"message"`
	// Trace is what World.Trace accepts; 0 for none. It is no part of the
	// world's hash, so that tracing changes nothing.
	Trace int `json:"-" digest:"-"`
}

// emit appends an event. Whoever changes state calls it in the same function.
func (w *World) emit(e Event) {
	e.At = w.s.Now
	if e.Resources == nil {
		e.Resources = []string{}
	}
	if len(w.log) == cap(w.log) {
		w.log = slices.Grow(w.log, len(w.log)/2+16) // append alone would copy a long log twice as often
	}
	w.log = append(w.log, e)
	w.changes++
}

// logDigest digests the log: each event with the digest of those before it, so
// that the cost of Hash does not grow with the log. It is made when asked for,
// as most worlds are never hashed.
func (w *World) logDigest() string {
	for _, e := range w.log[w.digested:] {
		w.digest = sim.Digest(w.digest, e)
	}
	w.digested = len(w.log)
	return w.digest
}

// explain keeps a trace and returns its number for an event; 0 when the world
// does not trace.
func (w *World) explain(t trace.Trace) int {
	if !w.cfg.Tracing {
		return 0
	}
	w.traces = append(w.traces, t)
	return len(w.traces)
}

// recorder returns where a rule writes its steps; nil when the world does not
// trace.
func (w *World) recorder() *trace.Recorder {
	if !w.cfg.Tracing {
		return nil
	}
	return &trace.Recorder{}
}

// Events returns the log, oldest first. The caller must not change it.
func (w *World) Events() []Event { return w.log[:len(w.log):len(w.log)] }

// Trace returns the explanation that an event refers to.
func (w *World) Trace(n int) (trace.Trace, bool) {
	if n < 1 || n > len(w.traces) {
		return trace.Trace{}, false
	}
	return w.traces[n-1], true
}

// TimeOf returns the UTC time of an instant of this world.
func (w *World) TimeOf(t sim.Time) time.Time { return w.cfg.Start.Add(t.Duration()) }
