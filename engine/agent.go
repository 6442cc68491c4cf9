package engine

import (
	"fmt"
	"time"

	"drydock/engine/api"
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
	w.after(w.cfg.Delays.AgentRegistration, workAgent, i.Turn, i.ID)
}

// agentStarts: after the first boot the agent registers its instance, after
// another one it connects again. One whose instance was deregistered stays away:
// its data would have to be deleted first. "Deregister an Amazon EC2 backed
// container instance". One that may not call ECS ends, and is started again after
// a while.
func (w *World) agentStarts(work sim.Work) {
	i := w.s.Instances.Get(work.IDs[0])
	if i.Turn != work.N || i.State != "running" {
		return
	}
	c := w.registered(i.ID)
	if c != nil && (c.Status == instanceInactive || c.Connected) {
		return
	}
	if said := w.agentDenied(i); said != "" {
		w.tellAgent(i, said)
		w.after(agentRestart, workAgent, i.Turn, i.ID)
		return
	}
	i.AgentSaid = ""
	if c != nil {
		w.connect(c)
	} else if err := w.registerInstance(i); err != nil {
		w.tellAgent(i, "Unable to register as a container instance with ECS: "+err.Code+": "+err.Message) // it does not try again
	}
}

// agentActions are what an agent needs before ECS counts it as connected, with the
// role of its instance, and what each is asked on. "Amazon ECS container instance IAM
// role"; Service Authorization Reference.
var agentActions = [...]struct{ action, on string }{
	{"ecs:RegisterContainerInstance", "cluster"}, {"ecs:DiscoverPollEndpoint", ""}, {"ecs:Poll", "container-instance"}, {"ecs:StartTelemetrySession", "container-instance"},
}

// reportActions are those with which an agent reports. Without the last two ECS hears
// nothing of its tasks.
var reportActions = [...]string{"ecs:SubmitAttachmentStateChanges", "ecs:SubmitContainerStateChange", "ecs:SubmitTaskStateChange"}

// agentDenied is what keeps an instance's agent from ECS, in the agent's words;
// empty when it may call it.
func (w *World) agentDenied(i *instance) string {
	said, _ := w.asAgent(i, nil)
	return said
}

// asAgent asks, one after another, for what an agent needs to register.
func (w *World) asAgent(i *instance, rec *trace.Recorder) (said string, asked []trace.Trace) {
	c, ok := w.instanceCaller(i, rec)
	if !ok {
		return "NoCredentialProviders: no valid providers in chain", nil
	}
	name := agentCluster(i.UserData)
	here := "arn:aws:ecs:" + w.cfg.Region + ":" + w.cfg.Account + ":"
	cluster := here + "cluster/" + name
	needs := agentActions[:]
	if name == "default" && w.findCluster(name) == nil {
		needs = append([]struct{ action, on string }{{"ecs:CreateCluster", "cluster"}}, needs...)
	}
	var with policy.Context
	if from := w.s.Interfaces.Get(i.Interface).PublicIP; from != "" {
		with.Set("aws:SourceIp", from)
	}
	for _, n := range needs {
		resource, with := map[string]string{"": "*", "cluster": cluster, "container-instance": here + "container-instance/" + name + "/*"}[n.on], with.Clone()
		if n.on == "container-instance" {
			with.Set("ecs:cluster", cluster)
		}
		var r policy.Request
		var d policy.Decision
		if rec.On() {
			words := &trace.Recorder{}
			r, d = w.ask(&c, n.action, resource, with, words)
			asked = append(asked, authorisation(&r, d, words))
		} else {
			r, d = w.may(&c, i.ID, n.action, resource, with)
		}
		if d.Effect != policy.Allowed {
			return denied(&r, d), asked
		}
	}
	if tags, err := agentTags(i.UserData); err == nil && len(tags) > 0 {
		with := with.Clone()
		with.Set("ecs:CreateAction", "RegisterContainerInstance")
		resource := here + "container-instance/" + name + "/*"
		r, d := w.ask(&c, "ecs:TagResource", resource, with, nil)
		if !rec.On() {
			w.used(c.role.ARN, i.ID, "ecs:TagResource", resource, d.Effect == policy.Allowed)
		}
		if d.Effect != policy.Allowed {
			return denied(&r, d), asked
		}
	}
	for _, action := range reportActions {
		if _, d := w.ask(&c, action, cluster, with, nil); d.Effect == policy.Allowed && !rec.On() {
			w.used(c.role.ARN, i.ID, action, cluster, true)
		}
	}
	return "", asked
}

// mayReport reports whether the agent of an instance may tell ECS how its tasks are.
// Without it a task stays PENDING, as far as ECS knows; here the agent does not begin
// with it, and tries again later. "Amazon ECS container instance IAM role".
func (w *World) mayReport(i *instance) bool {
	c, ok := w.instanceCaller(i, nil)
	if !ok {
		return false
	}
	cluster := "arn:aws:ecs:" + w.cfg.Region + ":" + w.cfg.Account + ":cluster/" + agentCluster(i.UserData)
	with := fromAddress(w.s.Interfaces.Get(i.Interface).PublicIP)
	for _, action := range reportActions[1:] {
		if r, d := w.may(&c, i.ID, action, cluster, with); d.Effect != policy.Allowed {
			w.tellAgent(i, denied(&r, d))
			return false
		}
	}
	return true
}

// tellAgent tells, once, what the agent of an instance writes into its log.
func (w *World) tellAgent(i *instance, said string) {
	if i.AgentSaid == said {
		return
	}
	i.AgentSaid = said
	e := Event{Source: sourceAgent, DetailType: agentLog, Resources: []string{i.ID}, Message: fmt.Sprintf("(instance %s) ecs-agent.log: %s", w.shown(i.ID), said)}
	if rec := w.recorder(); rec != nil {
		if _, asked := w.asAgent(i, rec); len(asked) > 0 {
			e.Trace = w.explain(asked[len(asked)-1])
		} else {
			e.Trace = w.explain(trace.Trace{Rule: "instance role", Subject: "the agent on " + w.shown(i.ID), Verdict: "no credentials", Steps: rec.Steps, Source: "Amazon ECS container instance IAM role, Amazon ECS Developer Guide"})
		}
	}
	w.emit(e)
}

// registerInstance makes a running instance a container instance, if ECS takes
// what its agent says of itself.
func (w *World) registerInstance(i *instance) *api.Error {
	if err := w.checkAgent(i); err != nil {
		return err
	}
	k := w.agentsCluster(i)
	c := &containerInst{
		ARN: w.ecsARN("container-instance", k.Name+"/"+w.s.IDs.Hex(32)), Cluster: k.Name, Instance: i.ID, Status: instanceActive, Connected: true,
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
		w.after(0, workPull, 0, t.ARN)
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
	if in.For != nil && i.State == "running" {
		w.after(time.Duration(*in.For)*time.Millisecond, workReconnect, c.Lost, c.ARN)
		w.changes++
	}
	return &api.Nothing{}, nil
}

// agentReconnects: what kept an agent from ECS is over.
func (w *World) agentReconnects(work sim.Work) {
	if c := w.s.ContainerInstances.Get(work.IDs[0]); c.Lost == work.N && c.Status != instanceInactive {
		i := w.s.Instances.Get(c.Instance)
		w.agentStarts(sim.Work{N: i.Turn, IDs: []string{i.ID}})
	}
}
