package engine

import (
	"fmt"
	"strings"

	"drydock/engine/rollout"
)

// startMissing places and starts up to n tasks.
func (w *World) startMissing(s *service, n int64, because func() int) {
	if n == 0 {
		return
	}
	if w.s.Now < s.RetryAt {
		return // throttled; a pass is due at RetryAt
	}
	if !w.hasItsRoles(s) {
		return
	}
	var started []*task
	if s.LaunchType == launchFargate {
		started = w.startOnFargate(s, n)
	} else {
		started = w.startOnInstances(s, n)
	}
	if n == int64(len(started)) {
		s.unsay("placement")
	}
	w.tellStarted(s, started, because)
}

// startOnInstances places and starts up to n tasks on the instances of the
// cluster.
func (w *World) startOnInstances(s *service, n int64) []*task {
	d := w.s.Definitions.Get(s.Definition)
	places := w.placingOf(s.taskGroup, d)
	started := make([]*task, 0, n)
	for range n {
		c, decision, why := places.next()
		if c == nil {
			w.tellUnplaced(s, decision, why)
			w.retryLater(s)
			break
		}
		t := w.startTask(s, d, spot{instance: c, why: why()})
		places.placed(t)
		started = append(started, t)
	}
	return started
}

// startOnFargate starts up to n tasks on Fargate: all but those for which Spot has no
// capacity. Their share is not made up by others.
func (w *World) startOnFargate(s *service, n int64) []*task {
	d := w.s.Definitions.Get(s.Definition)
	places := w.fargatePlacingOf(s.taskGroup(), s.launch(), d, w.primaryTasks(s))
	started := make([]*task, 0, n)
	for range n {
		at, has := places.next()
		if !has {
			w.tellNoCapacity(s)
			continue
		}
		t := w.startTask(s, d, at)
		places.placed(t)
		started = append(started, t)
	}
	return started
}

// retryLater has the scheduler try again to place what found no room.
func (w *World) retryLater(s *service) {
	if !s.RetryDue {
		s.RetryDue = true
		w.after(schedulerRetry, workPass, passRetry, s.ARN)
	}
}

// tellStarted tells of tasks that the scheduler has started.
func (w *World) tellStarted(s *service, started []*task, because func() int) {
	if len(started) == 0 {
		return
	}
	var ids strings.Builder
	for _, t := range started {
		fmt.Fprintf(&ids, " (task %s)", t.ID)
	}
	w.say(s, "", fmt.Sprintf("(service %s) has started %d tasks:%s.", s.Name, len(started), ids.String()), because(), arnsOf(started)...)
}

// countFailure counts a failed task of a deployment that is not completed; one
// that has its tasks running is no longer evaluated. API Reference, Deployment.
func (s *service) countFailure() {
	if s.Deployment.RolloutState == "IN_PROGRESS" {
		s.Deployment.Failed++
	}
}

// startFailed counts a task that never ran and delays the next attempt.
func (w *World) startFailed(s *service) {
	s.countFailure()
	if s.FailedAt == w.s.Now && s.StartFailures > 0 {
		return // tasks of one attempt are one failure
	}
	s.StartFailures++
	s.FailedAt = w.s.Now
	wait := rollout.Throttle(s.StartFailures)
	s.RetryAt = w.s.Now.Add(wait)
	w.after(wait, workPass, passLater, s.ARN)
	if s.StartFailures == 3 {
		w.say(s, "throttle", fmt.Sprintf("(service %s) is unable to consistently start tasks successfully.", s.Name), 0)
		w.emit(Event{Source: sourceECS, DetailType: serviceAction, Name: "SERVICE_TASK_START_IMPAIRED", Resources: []string{s.ARN}, Message: "tasks stop before they reach RUNNING"})
	}
}
