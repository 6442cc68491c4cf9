package engine

import (
	"fmt"
	"strings"

	"drydock/engine/rollout"
	"drydock/engine/trace"
)

// whyService runs the scheduler's rule again, and placement for one more task.
func (w *World) whyService(thing string) []trace.Trace {
	var out []trace.Trace
	for s := range w.s.Services.All() {
		if s.ARN != thing && s.Name != thing || s.Status == "INACTIVE" {
			continue
		}
		if s.hasTaskSets() {
			out = append(out, w.whyTaskSets(s)...)
			continue
		}
		tasks := w.serviceTasks(s)
		if s.Daemon {
			tasks, _ = w.splitDaemons(s, tasks)
		}
		if role := w.unassumable(w.rolesOf(w.s.Definitions.Get(s.Definition), nil)); role != "" {
			out = append(out, w.whyUnassumable(role))
		}
		out = append(out, w.whyScheduler(s, tasks))
		out = append(out, w.whyFailedStart(s)...)
		if s.Daemon {
			out = append(out, w.whyDaemon(s))
			continue
		}
		if t := w.whyBalance(s); t.Rule != "" {
			out = append(out, t)
		}
		next := w.whyNext(s)
		next.Subject = "one more " + strings.TrimPrefix(next.Subject, "a ")
		out = append(out, next)
	}
	return out
}

// whyScheduler runs the scheduler's rule again on a service with these tasks, and
// says until when failed starts keep it from starting more.
func (w *World) whyScheduler(s *service, tasks []*task) trace.Trace {
	rec := &trace.Recorder{}
	d := w.decide(s, tasks, rec)
	if d.Start == 0 || w.s.Now >= s.RetryAt {
		return schedulerTrace(s, d, rec)
	}
	until := w.TimeOf(s.RetryAt).Format("15:04:05")
	rec.Add(false, "throttled", "until "+until, "after "+counted(s.StartFailures, "failed start")+" in a row")
	out := schedulerTrace(s, d, rec)
	out.Verdict = fmt.Sprintf("start %d, not before %s", d.Start, until)
	return out
}

// whyFailedStart tells of a service that counts failed starts what the latest one
// failed of.
func (w *World) whyFailedStart(s *service) []trace.Trace {
	if s.StartFailures == 0 {
		return nil
	}
	for i := len(w.s.Tasks.Rows) - 1; i >= 0; i-- {
		t := w.s.Tasks.Rows[i]
		if t == nil || t.Service != s.ARN || t.StopCode != stopFailedToStart {
			continue
		}
		out := []trace.Trace{{
			Rule: "failed start", Subject: "task " + t.ID, Verdict: t.StoppedReason, Source: "Viewing Amazon ECS stopped task errors, Amazon ECS Developer Guide",
		}}
		for _, k := range t.Containers {
			if k.Reason != "" && k.Reason != t.StoppedReason {
				out[0].Steps = append(out[0].Steps, trace.Step{Label: "container " + k.Name, Result: "not started", Detail: k.Reason})
			}
		}
		if fault, ok := w.Trace(t.Fault); ok {
			out = append(out, fault)
		}
		return out
	}
	return nil
}

// whyNext is how placement would decide on one more task of a service now.
func (w *World) whyNext(s *service) trace.Trace {
	g, d := s.taskGroup(), w.s.Definitions.Get(s.Definition)
	if s.LaunchType == launchFargate {
		rec, places := &trace.Recorder{}, w.fargatePlacingOf(g, s.launch(), d, w.primaryTasks(s))
		provider, chosen := places.decide(rec)
		return places.trace(provider, chosen, rec)
	}
	draw := w.s.Draws // a copy: asking draws nothing
	next, _, _ := w.choose(g, d, &draw, true)
	return next
}

// whyTaskSets is whyService for each task set of a service.
func (w *World) whyTaskSets(s *service) []trace.Trace {
	var out []trace.Trace
	for i := range s.TaskSets {
		ts := &s.TaskSets[i]
		s.asTaskSet(ts, func() {
			out = append(out, w.whyScheduler(s, w.tasksOfSet(s, ts)))
			next := w.whyNext(s)
			next.Subject = "one more " + strings.TrimPrefix(next.Subject, "a ")
			out = append(out, next)
		})
	}
	if len(out) == 0 {
		out = append(out, trace.Trace{
			Rule: "service scheduler", Subject: s.subject(), Verdict: "there is no task set", OK: s.Desired == 0,
			Source: "Deploy Amazon ECS services using a third-party controller, Amazon ECS Developer Guide",
		})
	}
	return out
}

// verdictOf is a scheduler's decision in a line.
func verdictOf(d rollout.Decision) string {
	switch stop := d.Stop(); {
	case d.Steady:
		return "steady"
	case d.Start > 0 || stop > 0:
		return fmt.Sprintf("start %d, stop %d", d.Start, stop)
	case d.Kept() > 0:
		return fmt.Sprintf("scale-in protection keeps %d from stopping", d.Kept())
	case d.Stuck:
		return "unable to stop or start tasks: the deployment configuration allows neither"
	default:
		return "waiting for what is under way"
	}
}
