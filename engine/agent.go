package engine

import (
	"fmt"

	"drydock/engine/api"
	"drydock/engine/sim"
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
