package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/engine/network"
	"drydock/engine/sim"
	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

// firstCheck is how long a new target waits for its first check.
func (w *World) firstCheck(g *targetGroup) time.Duration {
	if g.kind() == kindNetwork {
		return w.cfg.Delays.FirstNetworkCheck
	}
	return w.cfg.Delays.FirstHealthCheck
}

// nodeFor is the load balancer node in the target's zone, from which its
// checks come (engine's choice: one logical check an interval); nil when the
// zone is not enabled.
func (w *World) nodeFor(balancers []*loadBalancer, g *targetGroup, t *target) *node {
	zone := w.targetZone(g, t)
	for i := range balancers[0].Nodes {
		if balancers[0].Nodes[i].Zone == zone {
			return &balancers[0].Nodes[i]
		}
	}
	return nil
}

// healthCheckDue makes one health check and plans the next.
func (w *World) healthCheckDue(work sim.Work) {
	g := w.s.TargetGroups.Get(work.IDs[0])
	t := g.turn(work.N)
	if t == nil || t.Health.State == targethealth.Draining {
		return
	}
	w.after(time.Duration(g.Check.Interval)*time.Second, workCheck, t.Turn, g.ARN)
	if passed, has := w.known.passed[t.Turn]; has && passed.changes == w.changes {
		w.takeResult(g, t, targethealth.Passed, passed.code)
		return
	}
	if state, reason, text := w.unused(g, t); state != "" {
		w.setHealth(g, t, targethealth.Target{State: state, Reason: reason, Text: text}, trace.Trace{})
		return
	}
	if _, text := g.registering(); t.Health.State == targethealth.Unused || t.Health.Text == text {
		t.Health = targethealth.Target{State: targethealth.Initial}
		t.Health.Reason, t.Health.Text = g.checking()
		w.changes++
	}
	outcome, code := w.check(g, t, nil)
	if outcome == targethealth.TimedOut {
		// The failure is known only when the timeout has passed; the way that
		// the check took is explained as it is now.
		w.keepWay(g, t)
		w.after(time.Duration(g.Check.Timeout)*time.Second, workResult, t.Turn, g.ARN)
		return
	}
	if outcome == targethealth.Passed {
		w.known.passed[t.Turn] = passed{w.changes, code}
	}
	w.takeResult(g, t, outcome, code)
}

// healthCheckTimedOut counts a check that got no answer.
func (w *World) healthCheckTimedOut(work sim.Work) {
	g := w.s.TargetGroups.Get(work.IDs[0])
	t := g.turn(work.N)
	if t == nil || t.Health.State == targethealth.Draining {
		return
	}
	if state, reason, text := w.unused(g, t); state != "" { // since the check began
		w.setHealth(g, t, targethealth.Target{State: state, Reason: reason, Text: text}, trace.Trace{})
		return
	}
	w.takeResult(g, t, targethealth.TimedOut, 0)
}

// takeResult gives one result to the rule and keeps what it says.
func (w *World) takeResult(g *targetGroup, t *target, outcome targethealth.Outcome, code int64) {
	next := targethealth.Next(t.Health, g.Check.Thresholds, outcome, code, nil)
	if next.State == t.Health.State && next.Reason == t.Health.Reason {
		t.Health = next // only the counts moved
		return
	}
	var why trace.Trace
	if w.cfg.Tracing {
		why = w.explainHealth(g, t, outcome, code)
	}
	w.setHealth(g, t, next, why)
}

// setHealth keeps a new state of a target and tells of it.
func (w *World) setHealth(g *targetGroup, t *target, next targethealth.Target, why trace.Trace) {
	if t.Health.State == next.State && t.Health.Reason == next.Reason {
		return
	}
	t.Health, t.LastChange = next, 0
	if why.Rule != "" {
		t.LastChange = w.explain(why)
	}
	delete(w.ways, t.Turn)
	w.tellHealth(g, t, next.Text, t.LastChange)
	w.passBalanced(g)
}

// explainHealth is the trace of a check: its way through the network, then the
// count of results.
func (w *World) explainHealth(g *targetGroup, t *target, outcome targethealth.Outcome, code int64) trace.Trace {
	rec := &trace.Recorder{Steps: w.ways[t.Turn]}
	if rec.Steps == nil {
		w.check(g, t, rec)
	}
	next := targethealth.Next(t.Health, g.Check.Thresholds, outcome, code, rec)
	verdict := g.stateWords(next.State)
	if next.Text != "" {
		verdict += ": " + next.Text
	}
	return trace.Trace{
		Rule: "target health", Subject: w.targetSubject(g, t), Verdict: verdict, OK: next.State == targethealth.Healthy,
		Steps: rec.Steps, Source: g.checksPage(),
	}
}

// targetSubject is a target in the trace of a decision.
func (w *World) targetSubject(g *targetGroup, t *target) string {
	if g.Classic {
		return fmt.Sprintf("instance %s of %s", w.targetName(t), g.Name)
	}
	return fmt.Sprintf("target %s in %s", w.targetName(t), g.Name)
}

// stateWords are the state of a target as its load balancer calls it.
func (g *targetGroup) stateWords(s targethealth.State) string {
	if g.Classic {
		return classicState(s)
	}
	return string(s)
}

// checksPage is where AWS documents the health checks of a target group.
func (g *targetGroup) checksPage() string {
	switch g.kind() {
	case kindNetwork:
		return "Health checks for Network Load Balancer target groups"
	case kindClassic:
		return "Configure health checks for your Classic Load Balancer"
	}
	return "Health checks for Application Load Balancer target groups"
}

// keepWay remembers how a check that will time out fared on its way, when its
// result is going to be explained. It is no part of the world's state.
func (w *World) keepWay(g *targetGroup, t *target) {
	delete(w.ways, t.Turn)
	if !w.cfg.Tracing || t.Health.State == targethealth.Unhealthy || t.Health.Failures+1 < g.Check.Thresholds.UnhealthyThreshold {
		return
	}
	rec := &trace.Recorder{}
	w.check(g, t, rec)
	w.ways[t.Turn] = slices.Clip(rec.Steps)
}

// checkPort is the port on which a target of the group is checked.
func (g *targetGroup) checkPort(t *target) int64 {
	if g.Check.Port == trafficPort {
		return t.Port
	}
	port, _ := strconv.ParseInt(g.Check.Port, 10, 64)
	return port
}

// check sends one health check over the simulated network. One over TCP passes
// when the connection is accepted.
func (w *World) check(g *targetGroup, t *target, rec *trace.Recorder) (targethealth.Outcome, int64) {
	port := g.checkPort(t)
	from := w.nodeFor(w.balancersOf(g.ARN), g, t)
	to := w.targetInterface(g, t)
	if to == "" {
		rec.Add(false, "interface", "none", "nothing has the address "+t.ID)
		return targethealth.TimedOut, 0
	}
	img := w.listening(g, t, "tcp", port)
	path := w.reach(network.Query{From: from.Interface, To: to, Protocol: "tcp", Port: port, Listens: img != nil}, rec)
	switch path.Verdict {
	case network.TimedOut:
		return targethealth.TimedOut, 0
	case network.RefusedByHost:
		return targethealth.Refused, 0
	}
	if !overHTTP(g.Check.Protocol) {
		return targethealth.Passed, 0
	}
	if !matches(g.Check.Matcher, img.Answers) {
		rec.Add(false, "GET "+g.Check.Path, fmt.Sprint(img.Answers), "the matcher wants "+g.Check.Matcher)
		return targethealth.Mismatched, img.Answers
	}
	rec.Add(true, "GET "+g.Check.Path, fmt.Sprint(img.Answers), "")
	return targethealth.Passed, img.Answers
}

// matches reports whether a matcher such as "200", "200,202" or "200-299"
// admits a status code.
func matches(matcher string, code int64) bool {
	for part := range strings.SplitSeq(matcher, ",") {
		low, high, isRange := strings.Cut(part, "-")
		if !isRange {
			high = low
		}
		from, _ := strconv.ParseInt(low, 10, 64)
		to, _ := strconv.ParseInt(high, 10, 64)
		if from <= code && code <= to {
			return true
		}
	}
	return false
}
