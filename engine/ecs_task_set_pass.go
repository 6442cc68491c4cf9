package engine

import (
	"slices"

	"drydock/engine/rollout"
	"drydock/engine/targethealth"
)

// asTaskSet has a service play the part of one of its task sets while f runs: what
// the scheduler asks of a service, and keeps of it, is then the set's. f neither adds
// nor removes task sets.
func (s *service) asTaskSet(ts *taskSet, f func()) {
	deployment, definition, desired, balancers := s.Deployment, s.Definition, s.Desired, s.LoadBalancers
	launched := s.launch()
	failures, failedAt, retryAt := s.StartFailures, s.FailedAt, s.RetryAt
	s.Definition, s.Desired, s.Deployment, s.LoadBalancers = ts.Deployment.Definition, ts.desired(s.Desired), ts.Deployment, ts.LoadBalancers
	s.LaunchType, s.Platform, s.Network, s.Providers = ts.LaunchType, ts.Platform, ts.Network, ts.Providers
	s.StartFailures, s.FailedAt, s.RetryAt = ts.StartFailures, ts.FailedAt, ts.RetryAt
	f()
	ts.Deployment, ts.StartFailures, ts.FailedAt, ts.RetryAt = s.Deployment, s.StartFailures, s.FailedAt, s.RetryAt
	s.Deployment, s.Definition, s.Desired, s.LoadBalancers = deployment, definition, desired, balancers
	s.LaunchType, s.Platform, s.Network, s.Providers = launched.Type, launched.Platform, launched.Network, launched.Providers
	s.StartFailures, s.FailedAt, s.RetryAt = failures, failedAt, retryAt
}

// partOf runs f while a service plays the part of the task set to which one of its
// tasks belongs; without task sets the service is itself.
func (s *service) partOf(t *task, f func()) {
	if ts := s.taskSet(t.StartedBy); ts != nil && s.Deployment.ID != t.StartedBy {
		s.asTaskSet(ts, f)
		return
	}
	f()
}

// taskSetsPass is servicePass for a service with task sets: each of them is held at
// its own count, those that were deleted go when their last task has, and so does a
// service that was deleted.
func (w *World) taskSetsPass(s *service) {
	steady := len(s.TaskSets) > 0
	for i := range s.TaskSets {
		ts := &s.TaskSets[i]
		s.asTaskSet(ts, func() { w.taskSetPass(s, ts) })
		steady = steady && ts.Stable
	}
	n := len(s.TaskSets)
	s.TaskSets = slices.DeleteFunc(s.TaskSets, func(ts taskSet) bool {
		return ts.Status == taskSetDraining && len(w.tasksOfSet(s, &ts)) == 0
	})
	if len(s.TaskSets) < n {
		w.changes++
	}
	if s.Steady != steady {
		s.Steady = steady
		w.changes++
	}
	if s.Status == "DRAINING" && len(s.Tasks) == 0 {
		s.Status = "INACTIVE"
		w.changes++
	}
}

// taskSetPass stops and starts tasks of the task set whose part a service plays.
func (w *World) taskSetPass(s *service, ts *taskSet) {
	tasks := w.tasksOfSet(s, ts)
	w.tellTargets(s, tasks)
	_, because := w.replicaPass(s, tasks, w.recorder())
	w.tellDraining(s)
	stable := ts.Status != taskSetDraining && w.isStable(s, w.tasksOfSet(s, ts))
	if stable == ts.Stable {
		return
	}
	ts.Stable, ts.StableAt = stable, w.s.Now
	w.changes++
	if stable {
		because()
		w.say(s, "", s.voice()+" has reached a steady state.", s.LastPass)
		w.emit(Event{
			Source: sourceECS, DetailType: serviceAction, Name: "TASKSET_STEADY_STATE", Resources: []string{s.ARN, ts.ARN},
			Message: "task set " + s.Deployment.ID + " of service " + s.Name + " is steady",
		})
	}
}

// isStable: a task set has as many tasks RUNNING as it is to have and none that
// starts, none is on a DRAINING instance, and every health check passes. API
// Reference, TaskSet, stabilityStatus.
func (w *World) isStable(s *service, tasks []*task) bool {
	running := int64(0)
	for _, t := range tasks {
		if t.starting() {
			return false
		}
		if t.LastStatus != taskRunning {
			continue
		}
		running++
		if w.drains(t) || t.isChecked() && t.checkedCondition() != rollout.Healthy {
			return false
		}
		for _, tg := range w.targetsOf(s, t) {
			if tg == nil || tg.Health.State != targethealth.Healthy {
				return false
			}
		}
	}
	return running == s.Desired
}
