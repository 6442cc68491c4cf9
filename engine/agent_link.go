package engine

import (
	"fmt"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

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
