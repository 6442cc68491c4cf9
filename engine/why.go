package engine

import (
	"errors"
	"fmt"
	"strings"

	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

// ErrNoSuchThing is returned by Why for a name that nothing has.
var ErrNoSuchThing = errors.New("there is no such thing in this world")

// Why explains how a thing stands: each trace is made by running the rule
// again as of now, except for a task's placement, which is the trace of the
// moment when it was placed. A thing is a task id (or the start of one), an
// instance, a target such as "i-0…:32768", a target group, a load balancer, a
// service, a security group or another part of the network, by id, name, ARN or alias.
func (w *World) Why(thing string) ([]trace.Trace, error) {
	// A service is called by its name, whatever an alias of another kind says.
	if _, err := w.serviceNamed(thing); err != nil {
		if a := w.s.Aliases.Get(thing); a != nil {
			thing = a.ID
		}
	}
	for _, explain := range []func(string) []trace.Trace{w.whyTarget, w.whyTask, w.whyInstance, w.whyTargetGroup, w.whyBalancer, w.whyService, w.whyGroup, w.whyNetwork} {
		if out := explain(thing); len(out) > 0 {
			return append(out, w.whyRole(thing)...), nil // a role may have the same name
		}
	}
	if out := append(w.whyRole(thing), w.whyUser(thing)...); len(out) > 0 {
		return out, nil
	}
	return nil, fmt.Errorf("%q: %w", thing, ErrNoSuchThing)
}

// whyTarget follows a health check to a target, now.
func (w *World) whyTarget(thing string) []trace.Trace {
	host, port, isTarget := strings.Cut(thing, ":")
	if !isTarget || strings.HasPrefix(thing, "arn:") {
		return nil
	}
	host = w.idOf("instance", host)
	var out []trace.Trace
	for g := range w.s.TargetGroups.All() {
		for i := range g.Targets {
			if t := &g.Targets[i]; t.ID == host && fmt.Sprint(t.Port) == port {
				out = append(out, w.targetNow(g, t))
			}
		}
	}
	return out
}

// targetNow is the trace of a health check made at this moment, with what its
// result would mean.
func (w *World) targetNow(g *targetGroup, t *target) trace.Trace {
	out := trace.Trace{
		Rule: "target health", Subject: w.targetSubject(g, t), Verdict: g.stateWords(t.Health.State),
		OK: t.Health.State == targethealth.Healthy, Source: g.checksPage(),
	}
	if t.Health.Text != "" {
		out.Verdict += ": " + t.Health.Text
	}
	if t.Health.State == targethealth.Draining {
		out.Steps = []trace.Step{{Label: "deregistration", Result: "draining", OK: true, Detail: fmt.Sprintf("a draining target is not checked; the delay is %d s", g.DeregistrationDelay)}}
		return out
	}
	if state, reason, text := w.unused(g, t); state != "" {
		out.Steps = []trace.Step{{Label: reason, Result: string(state), Detail: text}}
		return out
	}
	rec := &trace.Recorder{}
	outcome, _ := w.check(g, t, rec)
	switch {
	case outcome == targethealth.Passed && t.Health.State == targethealth.Unhealthy:
		rec.Add(false, "consecutive passes", fmt.Sprintf("%d of %d", t.Health.Passes, g.Check.Thresholds.HealthyThreshold), "so far; an unhealthy target needs the healthy threshold")
	case outcome != targethealth.Passed:
		rec.Add(t.Health.Failures < g.Check.Thresholds.UnhealthyThreshold, "consecutive failures", fmt.Sprintf("%d, unhealthy from %d", t.Health.Failures, g.Check.Thresholds.UnhealthyThreshold), "so far")
	}
	out.Steps = rec.Steps
	return out
}

func (w *World) whyTask(thing string) []trace.Trace {
	found := w.s.Tasks.Get(thing)
	for t := range w.s.Tasks.All() {
		switch {
		case len(thing) < 4 || !strings.HasPrefix(t.ID, thing):
		case found != nil && found != t:
			return nil // the start of more than one id
		default:
			found = t
		}
	}
	if found == nil {
		return nil
	}
	var out []trace.Trace
	if found.LastStatus == taskStopped || found.DesiredStatus == taskStopped {
		out = append(out, stoppedTrace(found))
	}
	if t, ok := w.Trace(found.Fault); ok {
		out = append(out, t)
	}
	if found.protected() {
		out = append(out, w.protectionTrace(found))
	}
	out = append(out, w.whyCalls(found)...)
	out = append(out, w.whyConnects(found)...)
	out = append(out, w.whyData(found)...)
	if s := w.s.Services.Get(found.Service); s != nil {
		for i, tg := range w.targetsOf(s, found) {
			if tg != nil {
				out = append(out, w.targetNow(w.s.TargetGroups.Get(s.balancersOf(found)[i].TargetGroup), tg))
			}
		}
	}
	if t, ok := w.Trace(found.Placed); ok {
		out = append(out, t)
	}
	if len(out) == 0 {
		out = append(out, trace.Trace{Rule: "task", Subject: "task " + found.ID, Verdict: found.LastStatus, OK: true})
	}
	return out
}

// stoppedTrace says why a task was stopped.
func stoppedTrace(t *task) trace.Trace {
	out := trace.Trace{Rule: "task stopped", Subject: "task " + t.ID, Verdict: t.StopCode + ": " + t.StoppedReason, Source: "Viewing Amazon ECS stopped task errors, Amazon ECS Developer Guide"}
	for _, k := range t.Containers {
		step := trace.Step{Label: "container " + k.Name, Result: k.LastStatus, Detail: k.Reason, OK: k.Reason == ""}
		if k.ExitCode != nil {
			step.Result, step.OK = fmt.Sprintf("exit code %d", *k.ExitCode), *k.ExitCode == 0
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// whyTargetGroup counts a group's targets and explains the first that is not
// healthy.
func (w *World) whyTargetGroup(thing string) []trace.Trace {
	g := w.targetGroupNamed(thing)
	if g == nil {
		return nil
	}
	return w.whyGroupOfTargets(g)
}

// whyGroupOfTargets counts the targets of a group, or the instances of a Classic Load
// Balancer.
func (w *World) whyGroupOfTargets(g *targetGroup) []trace.Trace {
	rule := "target group"
	if g.Classic {
		rule = "instances"
	}
	out := trace.Trace{Rule: rule, Subject: g.Name, OK: true, Source: g.checksPage()}
	var first *target
	healthy := 0
	for i := range g.Targets {
		t := &g.Targets[i]
		ok := t.Health.State == targethealth.Healthy
		if ok {
			healthy++
		} else if first == nil && t.Health.State != targethealth.Draining {
			first = t
		}
		out.Steps = append(out.Steps, trace.Step{Label: w.targetName(t), Result: g.stateWords(t.Health.State), OK: ok || t.Health.State == targethealth.Draining, Detail: t.Health.Reason})
	}
	out.Verdict, out.OK = fmt.Sprintf("%d of %d %s", healthy, len(g.Targets), g.healthyWord()), first == nil
	if first == nil {
		return []trace.Trace{out}
	}
	return []trace.Trace{out, w.targetNow(g, first)}
}

// healthyWord is what a target is that gets requests.
func (g *targetGroup) healthyWord() string {
	if g.Classic {
		return "in service"
	}
	return "healthy"
}

// targetGroupNamed finds a target group by ARN, name or alias; nil when there
// is none.
func (w *World) targetGroupNamed(id string) *targetGroup {
	want := w.idOf("target-group", id)
	for g := range w.s.TargetGroups.All() {
		if g.seen() && (g.ARN == want || g.Name == want || g.Name == id) {
			return g
		}
	}
	return nil
}

// whyGroup lists what a security group admits.
func (w *World) whyGroup(thing string) []trace.Trace {
	for g := range w.s.SecurityGroups.All() {
		if g.ID != thing {
			continue
		}
		out := trace.Trace{Rule: "security group", Subject: w.shown(g.ID), OK: true, Source: "Security group rules, Amazon VPC User Guide"}
		for _, r := range g.Rules {
			direction := "ingress"
			if r.Egress {
				direction = "egress"
			}
			out.Steps = append(out.Steps, trace.Step{Label: direction, Result: "allow", OK: true, Detail: w.ruleWords(r)})
		}
		out.Verdict = "everything else is refused; answers to what was admitted always pass"
		return []trace.Trace{out}
	}
	return nil
}
