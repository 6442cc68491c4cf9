package engine

import (
	"slices"

	"drydock/engine/sim"
)

// stopTask tells a task to stop: it leaves its target groups, drains, gets
// SIGTERM and, if that does not help, SIGKILL. "Amazon ECS task lifecycle".
func (w *World) stopTask(t *task, code, reason string) {
	if t.DesiredStatus == taskStopped {
		return
	}
	t.DesiredStatus, t.StopCode, t.StoppedReason = taskStopped, code, reason
	switch {
	case t.LastStatus == taskDeprovisioning:
		return
	case t.LastStatus != taskRunning && !t.runs():
		w.endTask(t)
		return
	case t.LastStatus != taskRunning: // some containers wait for others still
		w.term(t)
		return
	}
	drain := w.deregister(t)
	if drain == 0 {
		w.term(t)
		return
	}
	t.LastStatus = taskDeactivating
	w.taskChanged(t, 0)
	w.after(drain, workTerm, 0, t.ARN)
}

// taskToldToStop: the targets are drained.
func (w *World) taskToldToStop(work sim.Work) {
	if t := w.taskAt(work, taskDeactivating); t != nil {
		w.term(t)
	}
}

// taskStopped: every container of a task had ended when it was told to stop.
func (w *World) taskStopped(work sim.Work) {
	if t := w.taskAt(work, taskStopping); t != nil {
		w.endTask(t)
	}
}

// endTask ends a task whose containers have ended, or that never had any: its
// network interface is detached and deleted first, if it has one.
func (w *World) endTask(t *task) {
	if t.Interface == "" {
		w.stopped(t)
		return
	}
	w.containersEnd(t)
	t.LastStatus, t.DesiredStatus = taskDeprovisioning, taskStopped
	w.taskChanged(t, t.Fault)
	w.after(w.cfg.Delays.InterfaceDetach, workReleased, 0, t.ARN)
	w.passAll(t.Cluster)
}

// released: the network interface of a task is gone.
func (w *World) released(work sim.Work) {
	if t := w.taskAt(work, taskDeprovisioning); t != nil {
		w.stopped(t)
	}
}

// containersEnd has no container of a task run any more.
func (w *World) containersEnd(t *task) {
	if t.Stopping == unset {
		t.Stopping = w.s.Now
	}
	for i := range t.Containers {
		t.Containers[i].LastStatus, t.Containers[i].Bindings = containerStopped, nil
	}
}

// stopped makes a task STOPPED and gives back what it held.
func (w *World) stopped(t *task) {
	neverRan := t.Started == unset
	w.containersEnd(t)
	w.detach(t)
	t.LastStatus, t.DesiredStatus, t.Stopped = taskStopped, taskStopped, w.s.Now
	if c := w.on(t); c != nil {
		w.release(c, t)
	}
	w.taskChanged(t, t.Fault)
	w.forgetTask(t)
	w.after(stoppedTaskKept, workExpire, 0, t.ARN)
	if s := w.s.Services.Get(t.Service); s != nil {
		s.Tasks = slices.DeleteFunc(s.Tasks, func(arn string) bool { return arn == t.ARN })
		s.unsay("unhealthy " + t.ARN)
		s.partOf(t, func() {
			if neverRan && (t.StopCode == stopFailedToStart || t.StopCode == stopExited) && t.StartedBy == s.Deployment.ID {
				w.startFailed(s)
			}
		})
	}
	w.passAll(t.Cluster)
}

// taskForgotten removes the record of a stopped task.
func (w *World) taskForgotten(work sim.Work) {
	w.s.Tasks.Drop(work.IDs[0])
	w.changes++
}
