package engine

import (
	"fmt"
	"time"

	"drydock/engine/api"
	"drydock/engine/network"
	"drydock/engine/policy"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// agentVersion is the version of the agent on every instance.
const agentVersion = "1.95.0"

// instanceRuns: the instance is running, and its agent starts.
func (w *World) instanceRuns(work sim.Work) {
	i := w.s.Instances.Get(work.IDs[0])
	if i.Turn != work.N {
		return
	}
	w.instanceIs(i, "running")
	if c := w.registered(i.ID); c != nil {
		c.CutOff = false
	}
	w.after(w.cfg.Delays.AgentRegistration, workAgent, i.Turn, i.ID)
}

// agentStarts: after the first boot the agent registers its instance, after
// another one it connects again. One whose instance was deregistered stays away:
// its data would have to be deleted first. "Deregister an Amazon EC2 backed
// container instance". One that may not call ECS ends, and is started again after
// a while; one that was cut off waits until that is over.
func (w *World) agentStarts(work sim.Work) {
	i := w.s.Instances.Get(work.IDs[0])
	if i.Turn != work.N || i.State != "running" {
		return
	}
	i.AgentDue = false
	c := w.registered(i.ID)
	if c != nil && (c.Status == instanceInactive || c.Connected || c.CutOff) {
		return
	}
	said, registers := w.agentDenied(i)
	if said != "" {
		w.tellAgent(i, said, w.whyAgent)
		w.agentAgain(i)
	} else {
		i.AgentSaid = ""
	}
	switch {
	case c == nil && registers:
		if err := w.registerInstance(i, said == ""); err != nil {
			w.tellAgent(i, "Unable to register as a container instance with ECS: "+err.Code+": "+err.Message, nil)
		}
	case c != nil && said == "":
		w.connect(c)
	}
}

// agentAgain has the agent of an instance try again later. A boot is another turn, and
// begins by itself.
func (w *World) agentAgain(i *instance) {
	if !i.AgentDue {
		i.AgentDue = true
		w.after(agentRestart, workAgent, i.Turn, i.ID)
	}
}

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

// agentsLook has agents find out whether they reach ECS still: the network has
// changed. They notice within a minute: engine's choice.
func (w *World) agentsLook() {
	if !w.s.LookDue && len(w.s.ContainerInstances.Rows) > 0 {
		w.s.LookDue = true
		w.after(agentRestart, workLook, 0)
	}
}

// agentsLooked: an agent that does not reach the endpoint where it polls has lost its
// connection, and tries again every minute.
func (w *World) agentsLooked(sim.Work) {
	w.s.LookDue = false
	for c := range w.s.ContainerInstances.All() {
		i := w.s.Instances.Get(c.Instance)
		if !c.Connected || c.Status == instanceInactive || i == nil || i.State != "running" {
			continue
		}
		poll := agentNeed{"ecs:Poll", onContainerInstance}
		if path := w.reachEndpoint(i.Interface, poll.endpoint(), nil); path.OK() {
			continue
		}
		said, _ := w.agentDenied(i)
		w.tellAgent(i, said, w.whyAgent)
		w.disconnect(c)
		w.agentAgain(i)
	}
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

// registerInstance makes a running instance a container instance, if ECS takes
// what its agent says of itself. One that may not poll is not connected.
func (w *World) registerInstance(i *instance, connected bool) *api.Error {
	if err := w.checkAgent(i); err != nil {
		return err
	}
	k := w.agentsCluster(i)
	c := &containerInst{
		ARN: w.ecsARN("container-instance", k.Name+"/"+w.s.IDs.Hex(32)), Cluster: k.Name, Instance: i.ID, Status: instanceActive, Connected: connected,
		ConnectionChanged: w.s.Now, RegisteredAt: w.s.Now, Deregistered: unset, ReservedPorts: agentPorts(i.UserData), NextPort: firstDynamicPort, Version: 1,
	}
	c.StaticPorts = append(c.StaticPorts, c.ReservedPorts...)
	cpu, memory := instanceTypes[i.Type].registered()
	c.CPU = cpu
	c.Memory, _ = agentMemory(i.UserData, memory)
	c.Attributes, _ = agentAttributes(i.UserData)
	c.Tags, _ = agentTags(i.UserData)
	w.s.ContainerInstances.Put(c.ARN, c)
	w.emit(Event{
		Source: sourceECS, DetailType: instanceStateChange, Resources: []string{c.ARN, i.ID},
		Message: fmt.Sprintf("(container-instance %s) on (instance %s) registered in cluster %s with %d CPU units and %d MiB", lastOf(c.ARN), w.shown(i.ID), k.Name, c.CPU, c.Memory),
	})
	if i.wantsTrunk() {
		w.addTrunk(c)
		return nil
	}
	w.passAll(k.Name)
	return nil
}

// checkAgent refuses an agent whose configuration does not let it register.
func (w *World) checkAgent(i *instance) *api.Error {
	name := agentCluster(i.UserData)
	if _, err := w.cluster(name); err != nil && name != "default" {
		return err
	}
	if _, err := agentAttributes(i.UserData); err != nil {
		return err
	}
	if _, err := agentTags(i.UserData); err != nil {
		return err
	}
	_, memory := instanceTypes[i.Type].registered()
	_, err := agentMemory(i.UserData, memory)
	return err
}

// agentsCluster is the cluster in which an agent registers. The cluster default
// it makes where there is none. "Amazon ECS container agent configuration".
func (w *World) agentsCluster(i *instance) *cluster {
	name := agentCluster(i.UserData)
	if k, err := w.cluster(name); err == nil {
		return k
	}
	k := w.newCluster(name)
	w.linkRole(ecsService)
	k.Insights, _ = w.setting(w.instanceRole(i), settingInsights)
	w.emit(Event{Source: sourceECS, DetailType: apiCall, Name: "CreateCluster", Resources: []string{k.ARN}, Message: "the agent on " + w.shown(i.ID) + " called ecs:CreateCluster: " + name})
	return k
}

// connect has an agent connected again. It hears what it missed, and tells what
// happened meanwhile.
func (w *World) connect(c *containerInst) {
	if c.Connected {
		return
	}
	c.Connected = true
	w.connectionChanged(c, "is connected")
	for _, t := range w.tasksOn(c) {
		w.catchUp(t)
	}
	w.passAll(c.Cluster)
}

// disconnect has an agent lose its connection. Its tasks run on; ECS can neither
// tell it anything nor hear from it, and places nothing on it.
func (w *World) disconnect(c *containerInst) {
	if !c.Connected {
		return
	}
	c.Connected = false
	c.Lost++
	w.connectionChanged(c, "is not connected")
}

func (w *World) connectionChanged(c *containerInst, words string) {
	c.Version, c.ConnectionChanged = c.Version+1, w.s.Now
	w.emit(Event{
		Source: sourceECS, DetailType: instanceStateChange, Resources: []string{c.ARN, c.Instance},
		Message: fmt.Sprintf("(container-instance %s) on (instance %s): its agent %s", lastOf(c.ARN), w.shown(c.Instance), words),
	})
}

// hears reports whether ECS can speak to the agent that runs a task. That of
// Fargate is AWS's own.
func (w *World) hears(t *task) bool {
	c := w.on(t)
	return c == nil || c.Connected
}

// catchUp does with a task what could not be done while its agent was not
// connected.
func (w *World) catchUp(t *task) {
	switch k := t.exited(); {
	case t.Untold:
		t.Untold = false
		w.term(t)
	case k != nil && t.DesiredStatus == taskRunning:
		w.essentialExited(t)
	case t.LastStatus == taskPending:
		w.pullAfter(t, 0)
	}
}

// exited is an essential container of a task that has ended; nil when none has.
func (t *task) exited() *container {
	for i := range t.Containers {
		if k := &t.Containers[i]; k.Essential && k.ExitCode != nil {
			return k
		}
	}
	return nil
}

// disconnectAgent handles drydock:DisconnectAgent.
func (w *World) disconnectAgent(_ *call, in *api.DisconnectAgentInput) (*api.Nothing, *api.Error) {
	i := w.s.Instances.Get(in.InstanceId)
	if i == nil {
		return nil, noInstance(in.InstanceId)
	}
	c := w.registered(i.ID)
	if c == nil || c.Status == instanceInactive {
		return nil, api.Refuse("IncorrectInstanceState", "The instance '%s' is registered in no cluster.", i.ID).Ours()
	}
	w.disconnect(c)
	if i.State != "running" {
		return &api.Nothing{}, nil // the next boot is another matter
	}
	c.CutOff = true
	c.Lost++ // an earlier end of it no longer counts
	if in.For != nil {
		w.after(time.Duration(*in.For)*time.Millisecond, workReconnect, c.Lost, c.ARN)
	}
	w.changes++
	return &api.Nothing{}, nil
}

// agentReconnects: what kept an agent from ECS is over.
func (w *World) agentReconnects(work sim.Work) {
	if c := w.s.ContainerInstances.Get(work.IDs[0]); c.Lost == work.N && c.Status != instanceInactive {
		c.CutOff = false
		i := w.s.Instances.Get(c.Instance)
		w.agentStarts(sim.Work{N: i.Turn, IDs: []string{i.ID}})
	}
}
