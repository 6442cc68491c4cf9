package engine

import (
	"fmt"
	"slices"
	"time"

	"drydock/engine/api"
	"drydock/engine/rollout"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// Scale-in protection of tasks. "Protect your Amazon ECS tasks from being
// terminated by scale-in events", Amazon ECS Developer Guide, and the API
// Reference of UpdateTaskProtection and GetTaskProtection.
const (
	maxProtected       = 10   // tasks of one UpdateTaskProtection
	maxProtectionShown = 100  // tasks of one GetTaskProtection
	defaultProtection  = 120  // minutes
	maxProtection      = 2880 // minutes
)

// protected reports whether a task is protected from scale-in. One that is told
// to stop is not any more.
func (t *task) protected() bool {
	return t.Protected > 0 && t.DesiredStatus == taskRunning
}

// shielded reports whether protection keeps the scheduler from stopping a task:
// failed health checks stop a protected one too.
func (w *World) shielded(s *service, t *task) bool {
	return t.protected() && w.condition(s, t) != rollout.Unhealthy
}

func (w *World) updateTaskProtection(c *call, in *api.UpdateTaskProtectionInput) (*api.UpdateTaskProtectionOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	minutes := int64(defaultProtection)
	if in.ExpiresInMinutes != nil {
		minutes = *in.ExpiresInMinutes
	}
	switch {
	case len(in.Tasks) == 0:
		return nil, invalid("Tasks cannot be empty.")
	case len(in.Tasks) > maxProtected:
		return nil, invalid("Tasks cannot be more than %d.", maxProtected).Ours()
	case in.ProtectionEnabled == nil:
		return nil, invalid("protectionEnabled is required.").Ours()
	case minutes < 1 || minutes > maxProtection:
		return nil, invalid("expiresInMinutes must be from 1 to %d.", maxProtection).Ours()
	}
	out := &api.UpdateTaskProtectionOutput{ProtectedTasks: []api.ProtectedTask{}, Failures: []api.Failure{}}
	for _, id := range in.Tasks {
		t := w.task(k, id)
		if reason := w.notProtectable(t, *in.ProtectionEnabled); reason != "" {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("task", k.Name, id), Reason: reason})
			continue
		}
		until := sim.Time(0)
		if *in.ProtectionEnabled {
			until = w.s.Now.Add(time.Duration(minutes) * time.Minute)
		}
		w.protect(c, t, until)
		out.ProtectedTasks = append(out.ProtectedTasks, w.protectionView(t))
	}
	return out, nil
}

// notProtectable is the reason of the failure to change a task's protection, ""
// for none. "API failure reasons", and for DEPLOYMENT_BLOCKED the page on
// protection: the service has more protected tasks than its desired count. That
// this is looked at task by task, and that a task which is stopping is not valid,
// are engine's choices.
func (w *World) notProtectable(t *task, enable bool) string {
	switch {
	case t == nil:
		return "MISSING"
	case t.Service == "" || t.DesiredStatus == taskStopped:
		return "TASK_NOT_VALID"
	case enable && w.overprotected(w.s.Services.Get(t.Service)):
		return "DEPLOYMENT_BLOCKED"
	}
	return ""
}

// overprotected reports whether more of a service's tasks are protected than it
// is to have.
func (w *World) overprotected(s *service) bool {
	return w.countProtected(s, func(*task) bool { return true }) > s.Desired
}

// countProtected counts the protected tasks of a service for which f holds.
func (w *World) countProtected(s *service, f func(*task) bool) (n int64) {
	for _, arn := range s.Tasks {
		t := w.s.Tasks.Get(arn)
		n += one(t.protected() && f(t))
	}
	return n
}

// protect protects a task until an instant, or no more if that is 0, and has the
// scheduler look at its service.
func (w *World) protect(c *call, t *task, until sim.Time) {
	if t.Protected == until {
		return
	}
	t.Protected = until
	words := t.ID + " is not protected any more"
	if until > 0 {
		words = t.ID + " is protected until " + until.String()
		w.after(until.Sub(w.s.Now), workUnprotect, int64(until), t.ARN)
	}
	w.changed(c, words, t.ARN, t.Service)
	w.pass(w.s.Services.Get(t.Service))
}

// protectionEnds: the time of a task's protection is over, unless it was set anew.
func (w *World) protectionEnds(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil || int64(t.Protected) != work.N {
		return
	}
	t.Protected = 0
	w.changes++
	w.pass(w.s.Services.Get(t.Service))
}

func (w *World) protectionView(t *task) api.ProtectedTask {
	out := api.ProtectedTask{TaskArn: t.ARN, ProtectionEnabled: t.protected()}
	if out.ProtectionEnabled {
		out.ExpirationDate = w.stamp(t.Protected)
	}
	return out
}

func (w *World) getTaskProtection(_ *call, in *api.GetTaskProtectionInput) (*api.GetTaskProtectionOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if len(in.Tasks) > maxProtectionShown {
		return nil, invalid("Tasks cannot be more than %d.", maxProtectionShown).Ours()
	}
	out := &api.GetTaskProtectionOutput{ProtectedTasks: []api.ProtectedTask{}, Failures: []api.Failure{}}
	if in.Tasks == nil { // what AWS shows then is not documented: engine's choice
		for t := range w.s.Tasks.All() {
			if t.Cluster == k.Name && t.protected() && len(out.ProtectedTasks) < maxProtectionShown {
				out.ProtectedTasks = append(out.ProtectedTasks, w.protectionView(t))
			}
		}
	}
	for _, id := range in.Tasks {
		fail := func(reason string) {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("task", k.Name, id), Reason: reason})
		}
		switch t := w.task(k, id); {
		case t == nil:
			fail("MISSING")
		case t.Service == "":
			fail("TASK_NOT_VALID")
		default:
			out.ProtectedTasks = append(out.ProtectedTasks, w.protectionView(t))
		}
	}
	return out, nil
}

// tellProtected tells of the deployments that have more protected tasks than they
// are to have: the primary one more than the desired count, an older one any.
func (w *World) tellProtected(s *service, d rollout.Decision, because func() int) {
	w.tellKept(s, s.Deployment.ID, d.KeptSurplus, because)
	for _, of := range s.Older {
		w.tellKept(s, of.ID, d.KeptOld, because)
	}
}

// tellKept tells that protection keeps tasks of a deployment, once as long as it
// does. Of tasks that stay on draining instances AWS tells nothing.
func (w *World) tellKept(s *service, id string, kept int64, because func() int) {
	key := "protected " + id
	if kept == 0 || w.countProtected(s, func(t *task) bool { return t.StartedBy == id && !w.drains(t) }) == 0 {
		delete(s.Said, key)
		return
	}
	w.say(s, key, fmt.Sprintf("(service %s) was unable to reach steady state because task set (%s) was unable to scale in. "+
		"Reason: The number of protected tasks are more than the desired count of tasks", s.Name, id), because())
}

// keepProtected takes the protected ones from a daemon service's tasks that are to
// go, and adds them to the decision where they are more than it is to have.
func (w *World) keepProtected(s *service, gone []*task, d *rollout.Decision) []*task {
	left := slices.DeleteFunc(slices.Clone(gone), func(t *task) bool { return w.shielded(s, t) })
	if w.overprotected(s) {
		d.KeptSurplus += int64(len(gone) - len(left))
	}
	return left
}

// leaving is the reason of a task that is surplus or old. If it is protected, its
// health checks stop it.
func (w *World) leaving(s *service) func(*task) string {
	return func(t *task) string {
		if t.protected() {
			return w.failedChecks(s, t)
		}
		return s.scaling(t)
	}
}

// protectionTrace says until when a task is protected.
func (w *World) protectionTrace(t *task) trace.Trace {
	return trace.Trace{
		Rule: "task protection", Subject: "task " + t.ID, Verdict: "protected from scale-in until " + t.Protected.String(), OK: true,
		Steps: []trace.Step{
			{Label: "scale-in, deployments", Result: "kept", OK: true, Detail: "the scheduler stops other tasks, or waits"},
			{Label: "failures, StopTask", Result: "not kept", OK: true, Detail: "a failed health check, an exit, a lost instance or a call stops it"},
		},
		Source: "Protect your Amazon ECS tasks from being terminated by scale-in events, Amazon ECS Developer Guide",
	}
}
