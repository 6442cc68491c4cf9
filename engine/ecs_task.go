package engine

import (
	"slices"
	"time"

	"drydock/engine/sim"
)

// Task statuses. "Amazon ECS task lifecycle".
const (
	taskProvisioning = "PROVISIONING"
	taskPending      = "PENDING"
	taskActivating   = "ACTIVATING"
	taskRunning      = "RUNNING"
	taskDeactivating = "DEACTIVATING"
	taskStopping     = "STOPPING"
	taskStopped      = "STOPPED"

	taskDeprovisioning = "DEPROVISIONING"
)

// Stop codes, as the API's enum has them.
const (
	stopFailedToStart = "TaskFailedToStart"
	stopExited        = "EssentialContainerExited"
	stopUser          = "UserInitiated"
	stopScheduler     = "ServiceSchedulerInitiated"
	stopTermination   = "TerminationNotice"
	stopSpot          = "SpotInterruption"
)

// starting: wanted, and not yet RUNNING.
func (t *task) starting() bool {
	return t.LastStatus == taskProvisioning || t.LastStatus == taskPending || t.LastStatus == taskActivating
}

// taskChanged tells of a task's state.
func (w *World) taskChanged(t *task, trace int) { w.taskChangedOn(w.on(t), t, trace) }

// taskChangedOn is taskChanged where it is known already on which instance the
// task is; nil for Fargate. Each task that starts tells this three times.
func (w *World) taskChangedOn(c *containerInst, t *task, trace int) {
	t.Version++
	var message string
	if c != nil {
		message = "(task " + t.ID + ") of " + t.Group + " on (instance " + w.shown(c.Instance) + ") is " + t.LastStatus
	} else {
		message = "(task " + t.ID + ") of " + t.Group + " on Fargate in " + t.Zone + " is " + t.LastStatus
	}
	if t.LastStatus == taskStopped {
		message += ": " + t.StoppedReason
	}
	w.emit(Event{Source: sourceECS, DetailType: taskStateChange, Resources: w.about(t), Message: message, Trace: trace})
}

// about are the resources of an event on a task.
func (w *World) about(t *task) []string {
	out := append(make([]string, 0, 3), t.ARN)
	if t.Instance != "" {
		out = append(out, t.Instance)
	}
	if t.Service != "" {
		out = append(out, t.Service)
	}
	return out
}

// taskAt returns the task that work is about if it still stands as expected.
func (w *World) taskAt(work sim.Work, status string) *task {
	if t := w.s.Tasks.Get(work.IDs[0]); t != nil && t.LastStatus == status {
		return t
	}
	return nil
}

// pullAfter has the agent take up a task, at this time alone.
func (w *World) pullAfter(t *task, d time.Duration) {
	t.PullTurn++
	w.after(d, workPull, t.PullTurn, t.ARN)
}

// taskPulls: the agent has the task and pulls its images.
func (w *World) taskPulls(work sim.Work) {
	t := w.taskAt(work, taskPending)
	if t == nil || t.PullTurn != work.N || !w.hears(t) {
		return // one that is not connected is given the task when it is again
	}
	c := w.on(t)
	if c != nil && !w.mayReport(w.s.Instances.Get(c.Instance)) {
		w.pullAfter(t, agentRestart)
		return
	}
	t.LastStatus, t.PullStarted = taskActivating, w.s.Now
	w.taskChangedOn(c, t, 0)
	w.taskFetches(t)
}

// cannotStart ends a task one of whose containers Docker does not start; a task
// that is RUNNING goes on without it. It reports whether the task goes on.
func (w *World) cannotStart(t *task, k *container, why string) bool {
	k.Reason = "CannotStartContainerError: Error response from daemon: " + why
	if t.Started != unset {
		k.LastStatus = containerStopped
		w.tellContainer(t, k, "could not start")
		return true
	}
	w.failToStart(t, k.Reason)
	return false
}

// failToStart ends a task that never ran, for a reason that its containers have.
// On Fargate the task has it too. "Amazon ECS stopped tasks error messages".
func (w *World) failToStart(t *task, reason string) {
	t.StopCode, t.StoppedReason = stopFailedToStart, "Task failed to start"
	if t.LaunchType == launchFargate {
		t.StoppedReason = reason
	}
	w.endTask(t)
}

// taskStarts: the images are there; volumes are mounted, and containers created
// and started.
func (w *World) taskStarts(work sim.Work) {
	t := w.taskAt(work, taskActivating)
	if t == nil {
		return
	}
	t.PullStopped = w.s.Now
	c := w.on(t)
	for i := range t.Containers {
		if image := t.Containers[i].Image; c != nil && !slices.Contains(c.Cached, image) {
			c.Cached = append(c.Cached, image)
		}
	}
	w.mountVolumes(t)
}

// taskRuns: the essential containers have started. The targets are registered.
func (w *World) taskRuns(t *task) {
	t.LastStatus, t.Started = taskRunning, w.s.Now
	w.taskChanged(t, 0)
	w.execNeeds(t)
	if s := w.s.Services.Get(t.Service); s != nil {
		s.partOf(t, func() { w.joinService(t, s) })
	}
}

// joinService has a task that is RUNNING counted and balanced by its service.
func (w *World) joinService(t *task, s *service) {
	if t.StartedBy == s.Deployment.ID {
		s.StartFailures, s.RetryAt = 0, 0
		s.unsay("throttle")
	}
	for i := range s.LoadBalancers {
		b := &s.LoadBalancers[i]
		g := w.s.TargetGroups.Get(b.TargetGroup)
		if g.Deleted {
			continue
		}
		w.register(g, w.targetID(t), g.portOf(t, *b))
		b.Registered++
	}
	switch {
	case len(s.LoadBalancers) == 0 && !t.isChecked():
		w.after(healthyAfterRunning, workPass, passLater, s.ARN)
	case s.Grace > 0:
		w.after(time.Duration(s.Grace)*time.Second, workPass, passLater, s.ARN)
	}
	w.pass(s)
}
