package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
)

// failInstance handles drydock:FailInstance: the instance is terminated, and
// with it go its tasks, its network interface and its root volume.
func (w *World) failInstance(_ *call, in *api.FailInstanceInput) (*api.Nothing, *api.Error) {
	i := w.s.Instances.Get(in.InstanceId)
	switch {
	case i == nil:
		return nil, noInstance(in.InstanceId)
	case i.State == "terminated":
		return &api.Nothing{}, nil
	}
	i.Turn++
	w.instanceIs(i, "terminated")
	w.hostEnds(i)
	w.scrap(i)
	return &api.Nothing{}, nil
}

// scrap takes away what ends with an instance.
func (w *World) scrap(i *instance) {
	i.DockerVolumes = nil
	w.forget(deviceInstance + i.ID)
	w.dropInterface(i.Interface)
	w.dropTrunk(i)
	i.Interface = ""
}

// hostEnds: the operating system of an instance goes down, and with it the
// agent and the tasks. ECS deregisters by itself an instance that is terminated,
// if its agent was connected: "Deregister an Amazon EC2 backed container
// instance".
func (w *World) hostEnds(i *instance) {
	c := w.registered(i.ID)
	if c == nil || c.Status == instanceInactive {
		return
	}
	word := i.halted()
	switch {
	case c.Connected && word == "terminated":
		w.leave(c, "its instance was terminated")
	default:
		w.disconnect(c)
		c.Lost++ // whatever was to connect it again is over
	}
	for _, t := range w.tasksOn(c) {
		w.endAtOnce(t, stopTermination, fmt.Sprintf("Host EC2 (instance %s) %s.", i.ID, word))
	}
	w.passAll(c.Cluster)
}

// halted says in which of two ways an instance does not run.
func (i *instance) halted() string {
	if i.State == "shutting-down" || i.State == "terminated" {
		return "terminated"
	}
	return "stopped"
}

// leave makes a container instance INACTIVE. ECS deletes its trunk interface.
func (w *World) leave(c *containerInst, why string) {
	w.dropTrunk(w.s.Instances.Get(c.Instance))
	c.Status, c.Connected, c.Deregistered, c.Tags = instanceInactive, false, w.s.Now, nil
	c.Lost, c.Version, c.ConnectionChanged = c.Lost+1, c.Version+1, w.s.Now
	w.emit(Event{
		Source: sourceECS, DetailType: instanceStateChange, Resources: []string{c.ARN, c.Instance},
		Message: fmt.Sprintf("(container-instance %s) on (instance %s) is INACTIVE: %s", lastOf(c.ARN), w.shown(c.Instance), why),
	})
}

// tasksOn are the tasks on a container instance that are not STOPPED.
func (w *World) tasksOn(c *containerInst) []*task {
	var out []*task
	for _, arn := range slices.Clone(c.Tasks) {
		out = append(out, w.s.Tasks.Get(arn))
	}
	return out
}

// endAtOnce ends a task that ECS can no longer reach: no signal, and no wait for
// its targets to drain. One that was to stop already keeps its reason.
func (w *World) endAtOnce(t *task, code, reason string) {
	if t.DesiredStatus == taskRunning {
		t.DesiredStatus, t.StopCode, t.StoppedReason = taskStopped, code, reason
		if t.LastStatus == taskRunning {
			w.deregister(t)
		}
	}
	if t.Started != unset && t.ExecutionStopped == unset {
		t.ExecutionStopped = w.s.Now
	}
	w.stopped(t)
}
