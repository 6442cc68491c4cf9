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
	w.terminate(i)
	return &api.Nothing{}, nil
}

// terminate ends an instance at once. Its agent was connected, so ECS deregisters
// it by itself: "Deregister an Amazon EC2 backed container instance".
func (w *World) terminate(i *instance) {
	c := w.registered(i.ID)
	i.State, i.DockerVolumes = "terminated", nil
	w.emit(Event{Source: sourceEC2, DetailType: ec2StateChange, Resources: []string{i.ID}, Message: fmt.Sprintf("(instance %s) is terminated", w.shown(i.ID))})
	if c != nil {
		c.Status, c.Connected = "INACTIVE", false
		w.emit(Event{
			Source: sourceECS, DetailType: instanceStateChange, Resources: []string{c.ARN, i.ID},
			Message: fmt.Sprintf("(container-instance %s) on (instance %s) is INACTIVE: its instance was terminated", lastOf(c.ARN), w.shown(i.ID)),
		})
		for _, arn := range slices.Clone(c.Tasks) {
			w.hostGone(w.s.Tasks.Get(arn), i)
		}
		w.passAll(c.Cluster)
	}
	w.forget(deviceInstance + i.ID)
	w.s.Interfaces.Drop(i.Interface)
	i.Interface = ""
}

// hostGone ends a task whose instance is no more: no signal reaches it.
func (w *World) hostGone(t *task, i *instance) {
	if t.DesiredStatus == taskRunning {
		t.DesiredStatus, t.StopCode, t.StoppedReason = taskStopped, stopTermination, fmt.Sprintf("Host EC2 (instance %s) terminated.", i.ID)
		if t.LastStatus == taskRunning {
			w.deregister(t)
		}
	}
	if t.Started != unset && t.ExecutionStopped == unset {
		t.ExecutionStopped = w.s.Now
	}
	w.endTask(t)
}
