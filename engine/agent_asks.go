package engine

import (
	"fmt"

	"drydock/engine/network"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// agentNeed is an action of an agent, with what it is asked on.
type agentNeed struct{ action, on string }

// endpoint is where the agent asks for it: it polls and reports metrics at endpoints
// of their own. "Amazon ECS interface VPC endpoints".
func (n agentNeed) endpoint() *awsEndpoint {
	switch n.action {
	case "ecs:Poll":
		return awsEndpointNamed("ecs-agent")
	case "ecs:StartTelemetrySession":
		return awsEndpointNamed("ecs-telemetry")
	}
	return awsEndpointNamed("ecs")
}

// What an agent needs to register, and then to be connected, with the role of its
// instance. "Amazon ECS container instance IAM role"; Service Authorization Reference.
var (
	registerActions = []agentNeed{{"ecs:RegisterContainerInstance", onCluster}}
	connectActions  = []agentNeed{{"ecs:DiscoverPollEndpoint", onNothing}, {"ecs:Poll", onContainerInstance}}
	// watchActions are those without which it goes on all the same.
	watchActions = []agentNeed{{"ecs:StartTelemetrySession", onContainerInstance}, {"ecs:SubmitAttachmentStateChanges", onCluster}}
)

const (
	onNothing           = ""
	onCluster           = "cluster"
	onContainerInstance = "container-instance"
)

// reportActions are those with which an agent reports. Without them ECS hears nothing
// of its tasks.
var reportActions = [...]string{"ecs:SubmitContainerStateChange", "ecs:SubmitTaskStateChange"}

// agentDenied is what keeps an instance's agent from ECS, in the agent's words; empty
// when it may call it. registers is true for one that may register all the same.
func (w *World) agentDenied(i *instance) (said string, registers bool) {
	said, registers, _ = w.asAgent(i, nil)
	return said, registers
}

// asAgent asks, one after another, for what an agent needs.
func (w *World) asAgent(i *instance, rec *trace.Recorder) (said string, registers bool, asked []trace.Trace) {
	c, ok := w.instanceCaller(i, rec)
	if !ok {
		return "NoCredentialProviders: no valid providers in chain", false, nil
	}
	a := agentAsks{w: w, i: i, c: c, name: agentCluster(i.UserData), rec: rec}
	needs := registerActions
	if a.name == "default" && w.findCluster(a.name) == nil {
		needs = append([]agentNeed{{"ecs:CreateCluster", onCluster}}, needs...)
	}
	if tags, err := agentTags(i.UserData); err == nil && len(tags) > 0 {
		needs = append(needs[:len(needs):len(needs)], agentNeed{"ecs:TagResource", onContainerInstance})
	}
	for _, n := range needs {
		if said := a.denied(n); said != "" {
			return said, false, a.asked
		}
	}
	for _, n := range connectActions {
		if said := a.denied(n); said != "" {
			return said, true, a.asked
		}
	}
	for _, n := range watchActions {
		if path := w.reachEndpoint(i.Interface, n.endpoint(), nil); rec == nil && path.OK() {
			resource, with := a.on(n, path)
			w.useful(&c, i.ID, n.action, resource, with)
		}
	}
	return "", true, a.asked
}

// agentAsks is an agent that asks.
type agentAsks struct {
	w     *World
	i     *instance
	c     caller
	name  string          // of the cluster
	rec   *trace.Recorder // nil: what it asks for counts as needed
	asked []trace.Trace
}

// on is what an action is asked on, with its keys. A container instance that is yet to
// register has * for its id.
func (a *agentAsks) on(n agentNeed, path network.Path) (resource string, with policy.Context) {
	cluster, with := a.w.ecsARN("cluster", a.name), a.w.callKeysOf(path)
	switch n.on {
	case onCluster:
		return cluster, with
	case onContainerInstance:
		with.Set("ecs:cluster", cluster)
		if n.action == "ecs:TagResource" {
			with.Set("ecs:CreateAction", "RegisterContainerInstance")
		}
		return a.w.ecsARN("container-instance", a.name+"/*"), with
	}
	return "*", with
}

// denied asks for one action, over the network; empty when it is allowed.
func (a *agentAsks) denied(n agentNeed) string {
	path := a.w.reachEndpoint(a.i.Interface, n.endpoint(), nil)
	if !path.OK() {
		return a.unreached(n, path)
	}
	resource, with := a.on(n, path)
	var r policy.Request
	var d policy.Decision
	if a.rec != nil {
		words := &trace.Recorder{}
		r, d = a.w.ask(&a.c, n.action, resource, with, words)
		a.asked = append(a.asked, authorisation(&r, d, words))
	} else {
		r, d = a.w.may(&a.c, a.i.ID, n.action, resource, with)
	}
	if d.Effect == policy.Allowed {
		return ""
	}
	return denied(&r, d)
}

// unreached is what an agent says of an endpoint that it does not reach.
func (a *agentAsks) unreached(n agentNeed, path network.Path) string {
	host := n.endpoint().hostIn(a.w.cfg.Region)
	if a.rec != nil {
		rec := &trace.Recorder{}
		a.w.reachEndpoint(a.i.Interface, n.endpoint(), rec)
		a.asked = append(a.asked, unreachable("the agent on "+a.w.shown(a.i.ID)+" to "+host, path, rec))
	}
	return fmt.Sprintf("RequestError: send request failed caused by: Post \"https://%s/\": %s", host, dialError(path, host))
}

// mayReport reports whether the agent of an instance may tell ECS how its tasks are.
// Without it a task stays PENDING, as far as ECS knows; here the agent does not begin
// with it, and tries again later. "Amazon ECS container instance IAM role".
func (w *World) mayReport(i *instance) bool {
	c, ok := w.instanceCaller(i, nil)
	if !ok {
		return false
	}
	cluster := w.ecsARN("cluster", agentCluster(i.UserData))
	path := w.reachEndpoint(i.Interface, awsEndpointNamed("ecs"), nil)
	if !path.OK() {
		w.tellAgent(i, unsent(path, awsEndpointNamed("ecs").hostIn(w.cfg.Region)), w.whyAgent)
		return false
	}
	with := w.callKeysOf(path)
	for _, action := range reportActions {
		if r, d := w.may(&c, i.ID, action, cluster, with); d.Effect != policy.Allowed {
			w.tellAgent(i, denied(&r, d), func(*instance, *trace.Recorder) trace.Trace {
				rec := &trace.Recorder{}
				r, d := w.ask(&c, action, cluster, with, rec)
				return authorisation(&r, d, rec)
			})
			return false
		}
	}
	i.AgentSaid = ""
	return true
}

// tellAgent tells, once, what the agent of an instance writes into its log, and why;
// without a why it is what ECS answered.
func (w *World) tellAgent(i *instance, said string, why func(*instance, *trace.Recorder) trace.Trace) {
	if i.AgentSaid == said {
		return
	}
	i.AgentSaid = said
	e := Event{Source: sourceAgent, DetailType: agentLog, Resources: []string{i.ID}, Message: fmt.Sprintf("(instance %s) ecs-agent.log: %s", w.shown(i.ID), said)}
	if rec := w.recorder(); rec != nil && why != nil {
		e.Trace = w.explain(why(i, rec))
	}
	w.emit(e)
}

// whyAgent is the trace of the last that an agent asks for: what keeps it from ECS.
func (w *World) whyAgent(i *instance, rec *trace.Recorder) trace.Trace {
	if _, _, asked := w.asAgent(i, rec); len(asked) > 0 {
		return asked[len(asked)-1]
	}
	return trace.Trace{Rule: "instance role", Subject: "the agent on " + w.shown(i.ID), Verdict: "no credentials", Steps: rec.Steps, Source: "Amazon ECS container instance IAM role, Amazon ECS Developer Guide"}
}
