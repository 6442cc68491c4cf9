package engine

import (
	"fmt"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// agentVersion is the version of the agent on every instance.
const agentVersion = "1.95.0"

// instanceRuns: the instance is running, and its agent starts if the profile
// lets it call ECS.
func (w *World) instanceRuns(work sim.Work) {
	i := w.s.Instances.Get(work.IDs[0])
	if i.Turn != work.N {
		return
	}
	w.instanceIs(i, "running")
	// Without a profile the agent may not call ECS, so the instance never
	// appears in the cluster; with a cluster that does not exist neither.
	if i.Profile != "" {
		w.after(w.cfg.Delays.AgentRegistration, workAgent, i.Turn, i.ID)
	}
}

// agentStarts: after the first boot the agent registers its instance, after
// another one it connects again. One whose instance was deregistered stays away:
// its data would have to be deleted first. "Deregister an Amazon EC2 backed
// container instance".
func (w *World) agentStarts(work sim.Work) {
	i := w.s.Instances.Get(work.IDs[0])
	if i.Turn != work.N {
		return
	}
	switch c := w.registered(i.ID); {
	case c == nil:
		_ = w.registerInstance(i) // an agent that is refused does not try again
	case c.Status != instanceInactive:
		w.connect(c)
	}
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
		w.connect(c)
	}
}
