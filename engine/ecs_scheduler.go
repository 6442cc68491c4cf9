package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"drydock/engine/placement"
	"drydock/engine/rollout"
	"drydock/engine/sim"
	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// What asked for a pass: a change at this instant, a task that could not be
// placed, or another time at which something may have changed.
const (
	passLater = iota
	passNow
	passRetry
)

// pass has the scheduler look at a service at the end of this instant, once
// however often it is asked.
func (w *World) pass(s *service) {
	if !s.PassDue {
		s.PassDue = true
		w.after(0, workPass, passNow, s.ARN)
	}
}

// passAll has the scheduler look at every service of a cluster, daemons first:
// there is room that was not there before.
func (w *World) passAll(cluster string) {
	w.passDaemons(cluster)
	for s := range w.s.Services.All() {
		if s.Cluster == cluster && s.Status != "INACTIVE" {
			w.pass(s)
		}
	}
}

// servicePass compares what a service should have with what it has, starts and
// stops tasks, and tells what it did.
func (w *World) servicePass(work sim.Work) {
	s := w.s.Services.Get(work.IDs[0])
	switch work.N {
	case passNow:
		s.PassDue = false
	case passRetry:
		s.RetryDue = false
	}
	if s.Status == "INACTIVE" {
		return
	}
	if s.hasTaskSets() {
		w.taskSetsPass(s)
		return
	}
	w.serviceDeploymentPass(s)
	tasks := w.serviceTasks(s)
	w.tellTargets(s, tasks)
	next := w.replicaPass
	if s.Daemon {
		next = w.daemonPass
	}
	d, because := next(s, tasks, w.recorder())
	w.tellDraining(s)
	w.tellStuck(s, d, because)
	w.tellProtected(s, d, because)
	s.forgetDrained(w)
	switch {
	case d.Steady && s.Moving > 0:
		w.rebalance(s, w.recorder())
	case d.Steady:
		w.steady(s, because)
		w.rebalance(s, nil)
	default:
		s.Steady = false
	}
}

// replicaPass stops and starts tasks of a replica service.
func (w *World) replicaPass(s *service, tasks []*task, rec *trace.Recorder) (rollout.Decision, func() int) {
	d := w.decide(s, tasks, rec)
	because := w.explainPass(s, d, rec)
	w.stopFailed(s, tasks, d.Failed, because)
	w.scaleIn(s, tasks, d.Surplus, because, rec)
	w.stopOld(s, tasks, d, because, rec)
	w.startMissing(s, d.Start, because)
	return d, because
}

// decide runs the scheduler's rule on a service as it stands.
func (w *World) decide(s *service, tasks []*task, rec *trace.Recorder) rollout.Decision {
	bounds := rollout.Service{Desired: s.Desired, Extra: s.Moving, MinimumHealthyPercent: s.Minimum, MaximumPercent: s.Maximum}
	d := rollout.Next(bounds, w.conditions(s, tasks), rec)
	if d.Start > 0 && s.Deployment.RolloutState == rolloutFailed {
		d.Start = 0
		if rec.On() {
			rec.Steps = slices.DeleteFunc(rec.Steps, func(step trace.Step) bool { return step.Label == "start" })
		}
		rec.Add(false, "deployment "+s.Deployment.ID, rolloutFailed, "it launches no more tasks")
	}
	return d
}

// schedulerTrace is the trace of a decision of the scheduler.
func schedulerTrace(s *service, d rollout.Decision, rec *trace.Recorder) trace.Trace {
	verdict := verdictOf(d)
	if s.Deployment.RolloutState == rolloutFailed && !d.Steady && d.Stop() == 0 {
		verdict = "the deployment failed: it launches no more tasks"
	}
	return trace.Trace{
		Rule: "service scheduler", Subject: s.subject(), Verdict: verdict, OK: d.Steady, Steps: rec.Steps,
		Source: "Service definition parameters, Amazon ECS Developer Guide",
	}
}

// serviceTasks are the tasks of a service that are not STOPPED, oldest first.
func (w *World) serviceTasks(s *service) []*task {
	tasks := make([]*task, len(s.Tasks))
	for i, arn := range s.Tasks {
		tasks[i] = w.s.Tasks.Get(arn)
	}
	slices.SortFunc(tasks, older)
	return tasks
}

// explainPass returns what keeps the trace of a pass, once, when something that
// the pass did is told.
func (w *World) explainPass(s *service, d rollout.Decision, rec *trace.Recorder) func() int {
	kept := 0
	return func() int {
		if rec == nil || kept > 0 {
			return kept
		}
		kept = w.explain(schedulerTrace(s, d, rec))
		s.LastPass = kept
		return kept
	}
}

// conditions says how each task of a service stands.
func (w *World) conditions(s *service, tasks []*task) []rollout.Task {
	draining := w.anyDraining(s.Cluster) // nearly always none, and then no task's instance is looked up
	out := make([]rollout.Task, len(tasks))
	for i, t := range tasks {
		out[i] = rollout.Task{
			ID: t.ARN, CreatedAt: int64(t.Created), Condition: w.condition(s, t), Failed: t.FailedHealth,
			Old: t.StartedBy != s.Deployment.ID, Draining: draining && w.drains(t), Running: t.LastStatus == taskRunning, Protected: t.protected(),
		}
	}
	return out
}

// condition: when a task counts as healthy, "Service definition parameters".
func (w *World) condition(s *service, t *task) rollout.Condition {
	switch {
	case t.DesiredStatus == taskStopped:
		return rollout.Stopping
	case t.LastStatus != taskRunning:
		return rollout.Starting
	case len(s.balancersOf(t)) == 0 && !t.isChecked():
		if w.s.Now.Sub(t.Started) >= healthyAfterRunning {
			return rollout.Healthy
		}
		return rollout.Starting
	}
	graced := w.s.Now.Sub(t.Started) < time.Duration(s.Grace)*time.Second
	out := t.checkedCondition()
	if out == rollout.Unhealthy && graced {
		out = rollout.Starting
	}
	for _, tg := range w.targetsOf(s, t) {
		if failing(tg) && !graced {
			return rollout.Unhealthy
		}
		if out == rollout.Healthy && (tg == nil || tg.Health.State != targethealth.Healthy) {
			out = rollout.Starting
		}
	}
	return out
}

// stopFailed stops tasks whose health checks failed.
func (w *World) stopFailed(s *service, tasks []*task, arns []string, because func() int) {
	var stopped []*task
	for _, arn := range arns {
		t := tasks[slices.IndexFunc(tasks, func(t *task) bool { return t.ARN == arn })]
		t.FailedHealth = true
		if t.StartedBy == s.Deployment.ID {
			s.countFailure()
		}
		stopped = append(stopped, t)
	}
	w.stopTasks(s, stopped, because, func(t *task) string { return w.failedChecks(s, t) })
}

// failedChecks is the reason of a task that its health checks stop.
func (w *World) failedChecks(s *service, t *task) string {
	for i, tg := range w.targetsOf(s, t) {
		if failing(tg) {
			return "Task failed ELB health checks in " + w.s.TargetGroups.Get(s.balancersOf(t)[i].TargetGroup).inWords()
		}
	}
	return "Task failed container health checks"
}

// scaleIn stops tasks beyond the desired count.
func (w *World) scaleIn(s *service, tasks []*task, n int64, because func() int, rec *trace.Recorder) {
	if n == 0 {
		return
	}
	var wanted []*task
	for _, t := range tasks {
		c := w.condition(s, t)
		if c == rollout.Stopping || c == rollout.Unhealthy && s.Desired > 0 || t.StartedBy != s.Deployment.ID || w.drains(t) {
			continue
		}
		wanted = append(wanted, t)
	}
	w.stopTasks(s, w.chooseToStop(s, wanted, n, rec), because, w.leaving(s))
}

// scaling is the reason of a task that the scheduler stops of its own will.
func (s *service) scaling(*task) string {
	return "Scaling activity initiated by (deployment " + s.Deployment.ID + ")"
}

// chooseToStop has placement choose n of a service's tasks.
func (w *World) chooseToStop(s *service, tasks []*task, n int64, rec *trace.Recorder) []*task {
	if n == 0 {
		return nil
	}
	chain := chainOf(s.Strategies)
	if s.LaunchType == launchFargate {
		chain = placement.ServiceDefault()[:1] // the balance of Availability Zones, "Amazon ECS services"
	}
	var from []placement.Task
	byARN := map[string]*task{}
	for _, t := range tasks {
		byARN[t.ARN] = t
		one := placement.Task{
			ID: t.ARN, Label: "task " + t.ID, CPU: t.CPU, Memory: t.Memory,
			Healthy: w.condition(s, t) != rollout.Unhealthy, Running: t.LastStatus == taskRunning, CreatedAt: int64(t.Created), Protected: w.shielded(s, t),
		}
		if ci := w.on(t); ci != nil {
			one.Instance, one.Values = ci.ARN, w.spreadValues(nil, ci, w.zoneOf(ci), chain)
			one.LeftCPU, one.LeftMemory = ci.CPU-ci.UsedCPU, ci.Memory-ci.UsedMemory
		} else {
			one.Values = []string{t.Zone}
		}
		from = append(from, one)
	}
	draw := &w.s.Draws
	if len(s.Strategies) == 0 {
		draw = nil // documented without chance
	}
	var out []*task
	for _, t := range w.scaleInProviders(s, tasks, from, n, chain, draw, rec) {
		out = append(out, byARN[t.ID])
	}
	return out
}

// stopTasks stops tasks and tells so in one message.
func (w *World) stopTasks(s *service, tasks []*task, because func() int, reason func(*task) string) {
	if len(tasks) == 0 {
		return
	}
	var ids strings.Builder
	for _, t := range tasks {
		fmt.Fprintf(&ids, " (task %s)", t.ID)
	}
	w.say(s, "", fmt.Sprintf("(service %s) has stopped %d running tasks:%s.", s.Name, len(tasks), ids.String()), because(), arnsOf(tasks)...)
	for _, t := range tasks {
		w.stopTask(t, stopScheduler, reason(t))
	}
}

func arnsOf(tasks []*task) []string {
	out := make([]string, len(tasks))
	for i, t := range tasks {
		out[i] = t.ARN
	}
	return out
}

// steady tells, once, that a service has what it should have.
func (w *World) steady(s *service, because func() int) {
	if s.Steady {
		return
	}
	s.Steady = true
	because()
	if s.Status == "DRAINING" {
		s.Status, s.Tagging.Tags = "INACTIVE", nil
		w.changes++
		return
	}
	if s.Deployment.RolloutState == "IN_PROGRESS" {
		s.Deployment.RolloutState, s.Deployment.UpdatedAt, s.Deployment.Failed = "COMPLETED", w.s.Now, 0
		s.Deployment.Reason = "ECS deployment " + s.Deployment.ID + " completed."
		w.say(s, "", fmt.Sprintf("(service %s) (deployment %s) deployment completed.", s.Name, s.Deployment.ID), 0)
		w.emit(Event{Source: sourceECS, DetailType: deploymentStateChange, Name: "SERVICE_DEPLOYMENT_COMPLETED", Resources: []string{s.ARN}, Message: s.Deployment.Reason})
		w.serviceDeploymentDone(s)
	}
	s.SteadyTurn++
	w.tellSteady(s)
}

func (w *World) tellSteady(s *service) {
	w.say(s, "", fmt.Sprintf("(service %s) has reached a steady state.", s.Name), s.LastPass)
	w.emit(Event{Source: sourceECS, DetailType: serviceAction, Name: "SERVICE_STEADY_STATE", Resources: []string{s.ARN}, Message: fmt.Sprintf("service %s is steady with %d tasks", s.Name, s.Desired)})
	w.after(steadyRepeat, workSteady, s.SteadyTurn, s.ARN)
}

// steadyAgain repeats the message while nothing has changed.
func (w *World) steadyAgain(work sim.Work) {
	if s := w.s.Services.Get(work.IDs[0]); s.Steady && s.SteadyTurn == work.N && s.Status == "ACTIVE" {
		w.tellSteady(s)
	}
}
