package engine

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"drydock/engine/network"
	"drydock/engine/sim"
	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

// target finds a registration; nil when there is none. A draining target is
// one still.
func (w *World) target(g *targetGroup, id string, port int64) *target {
	if i := w.known.targets(g).find(g, id, port); i >= 0 {
		return &g.Targets[i]
	}
	return nil
}

// turn finds the registration that work is about, unless it is over.
func (g *targetGroup) turn(n int64) *target {
	if i := g.indexOf(n); i >= 0 {
		return &g.Targets[i]
	}
	return nil
}

// indexOf finds a registration; -1 when it is over. Targets are in the order of
// their turns, but for those that were taken back while they drained.
func (g *targetGroup) indexOf(n int64) int {
	i := sort.Search(len(g.Targets), func(i int) bool { return g.Targets[i].Turn >= n })
	if i < len(g.Targets) && g.Targets[i].Turn == n {
		return i
	}
	return slices.IndexFunc(g.Targets, func(t target) bool { return t.Turn == n })
}

// key names a registration for a person: "i-0…:32768".
// An instance of a Classic Load Balancer has no port.
func (t *target) key() string {
	if t.Port == 0 {
		return t.ID
	}
	return t.ID + ":" + strconv.FormatInt(t.Port, 10)
}

// register adds a target, or takes one back that drains.
func (w *World) register(g *targetGroup, id string, port int64) {
	have := w.target(g, id, port)
	if have != nil && have.Health.State != targethealth.Draining {
		return
	}
	w.s.Registrations++
	fresh := target{ID: id, Port: port, Turn: w.s.Registrations, Health: targethealth.Target{State: targethealth.Initial}}
	fresh.Health.Reason, fresh.Health.Text = g.registering()
	if have != nil {
		*have = fresh
	} else {
		g.Targets = append(g.Targets, fresh)
		have = &g.Targets[len(g.Targets)-1]
	}
	if state, reason, text := w.unused(g, have); state != "" {
		have.Health.State, have.Health.Reason, have.Health.Text = state, reason, text
	}
	w.tellHealth(g, have, "", 0)
	w.after(w.firstCheck(g), workCheck, fresh.Turn, g.ARN)
}

// registering is why a target that was registered a moment ago gets no requests.
func (g *targetGroup) registering() (reason, text string) {
	if g.Classic {
		return reasonELB, textRegistering
	}
	return "Elb.RegistrationInProgress", "Target registration is in progress"
}

// checking is why a target that is being checked for the first time gets none.
func (g *targetGroup) checking() (reason, text string) {
	if g.Classic {
		return reasonInstance, textPassing
	}
	return "Elb.InitialHealthChecking", "Initial health checks in progress"
}

// tellHealth tells of the state of a target, and why it is in it.
func (w *World) tellHealth(g *targetGroup, t *target, because string, why int) {
	message := fmt.Sprintf("(target %s) is %s in (target-group %s)", w.targetName(t), t.Health.State, g.Name)
	if g.Classic {
		message = fmt.Sprintf("(instance %s) is %s in (elb %s)", w.targetName(t), classicState(t.Health.State), g.Name)
	}
	if because != "" {
		message += " due to (reason " + because + ")"
	}
	w.emit(Event{Source: sourceELB, DetailType: targetStateChange, Resources: []string{g.ARN, t.key()}, Message: message, Trace: why})
}

// firstCheck is how long a new target waits for its first check.
func (w *World) firstCheck(g *targetGroup) time.Duration {
	if g.kind() == kindNetwork {
		return w.cfg.Delays.FirstNetworkCheck
	}
	return w.cfg.Delays.FirstHealthCheck
}

// targetName is a target as a person knows it: "prod-a:32768".
func (w *World) targetName(t *target) string {
	if t.Port == 0 {
		return w.shown(t.ID)
	}
	return w.shown(t.ID) + ":" + strconv.FormatInt(t.Port, 10)
}

// unused says why a target gets no traffic; an empty state means that it does.
func (w *World) unused(g *targetGroup, t *target) (state targethealth.State, reason, text string) {
	if g.Classic {
		return w.classicUnused(g, t)
	}
	if i := w.s.Instances.Get(t.ID); i != nil && i.State != "running" {
		return targethealth.Unused, "Target.InvalidState", "Target is in the " + i.halted() + " state"
	}
	balancers := w.balancersOf(g.ARN)
	if len(balancers) == 0 {
		return targethealth.Unused, "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer"
	}
	if w.nodeFor(balancers, g, t) == nil {
		return targethealth.Unused, "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer"
	}
	return "", "", ""
}

// balancersOf are the load balancers with a listener or a rule that forwards to a
// group.
func (w *World) balancersOf(group string) []*loadBalancer {
	if lb := w.s.LoadBalancers.Get(group); lb != nil {
		return []*loadBalancer{lb} // the pool of a Classic Load Balancer
	}
	var out []*loadBalancer
	for l := range w.s.Listeners.All() {
		if lb := w.s.LoadBalancers.Get(l.LoadBalancer); l.forwardsTo(group) && !slices.Contains(out, lb) {
			out = append(out, lb)
		}
	}
	return out
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

// passBalanced has the scheduler look at the services behind a target group.
func (w *World) passBalanced(g *targetGroup) {
	for s := range w.s.Services.All() {
		if s.isBehind(g.ARN) {
			w.pass(s)
		}
	}
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

// targetInterface is the network interface that a target stands for; empty when
// nothing has its address.
func (w *World) targetInterface(g *targetGroup, t *target) string {
	if g.TargetType != targetIP {
		return w.s.Instances.Get(t.ID).Interface
	}
	if i := w.interfaceAt(g.VPC, t.ID); i != nil {
		return i.ID
	}
	return ""
}

// targetZone is the Availability Zone of a target: its instance's, or that of the
// subnet that its address belongs to.
func (w *World) targetZone(g *targetGroup, t *target) string {
	if g.TargetType != targetIP {
		return w.s.Subnets.Get(w.s.Instances.Get(t.ID).Subnet).Zone
	}
	if s := w.subnetWith(g.VPC, t.ID); s != nil {
		return s.Zone
	}
	return ""
}

// listening is the image of the application that answers on a port of a target;
// nil when none does (yet).
func (w *World) listening(g *targetGroup, t *target, protocol string, port int64) *image {
	if g.TargetType == targetIP {
		if on := w.taskWithAddress(g.VPC, t.ID); on != nil {
			return w.answering(on, protocol, port)
		}
		return nil
	}
	return w.answeringOn(t.ID, protocol, port)
}

// answeringOn is the image of the application that answers on a port of an instance;
// nil when none does (yet).
func (w *World) answeringOn(instance, protocol string, port int64) *image {
	for _, c := range w.known.hosts.at(&w.s.ContainerInstances, instance) {
		for _, arn := range c.Tasks {
			if on := w.s.Tasks.Get(arn); !on.own() {
				if img := w.answering(on, protocol, port); img != nil {
					return img
				}
			}
		}
	}
	return nil
}

// answering is the image of a task's application that answers on a port of the
// task's host, or of its own interface; nil when none does (yet).
func (w *World) answering(t *task, protocol string, port int64) *image {
	if t.LastStatus == taskStopping {
		return nil
	}
	for i := range t.Containers {
		k := &t.Containers[i]
		if k.LastStatus != containerRunning || !slices.ContainsFunc(k.Bindings, func(b binding) bool { return b.holds(port) }) {
			continue
		}
		img := w.s.Images.Get(k.Image)
		if img != nil && w.s.Now >= k.Started+sim.Time(img.Boot) &&
			slices.ContainsFunc(k.Bindings, func(b binding) bool {
				return b.Protocol == protocol && b.host(img.Listens) == port
			}) {
			return img
		}
	}
	return nil
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

// deregister takes a task out of its service's target groups and returns how
// long they drain. The whole delay always passes, "Optimize load balancer
// connection draining parameters".
func (w *World) deregister(t *task) time.Duration {
	s := w.s.Services.Get(t.Service)
	if s == nil {
		return 0 // a standalone task has no targets
	}
	var longest time.Duration
	balancers, drains := s.balancersOf(t), false
	for i, tg := range w.targetsOf(s, t) {
		switch {
		case tg == nil:
		case tg.Health.State == targethealth.Draining: // by hand, some time ago
			longest = max(longest, tg.Drained.Sub(w.s.Now))
		default:
			longest = max(longest, w.drain(w.s.TargetGroups.Get(balancers[i].TargetGroup), tg))
			balancers[i].Deregistered++
			drains = true
		}
	}
	if drains {
		s.Drained = append(s.Drained, t.StartedBy)
	}
	return longest
}

// leaving is why a target that drains gets no requests.
func (g *targetGroup) leaving() (reason, text string) {
	if g.Classic {
		return reasonELB, textDraining
	}
	return "Target.DeregistrationInProgress", "Target deregistration is in progress"
}

// drain has a target finish its requests and leave.
func (w *World) drain(g *targetGroup, t *target) time.Duration {
	delay := time.Duration(g.DeregistrationDelay) * time.Second
	t.Health = targethealth.Target{State: targethealth.Draining}
	t.Health.Reason, t.Health.Text = g.leaving()
	w.tellHealth(g, t, "", 0)
	t.Drained = w.s.Now.Add(delay)
	delete(w.ways, t.Turn)
	w.after(delay, workDrained, t.Turn, g.ARN)
	return delay
}

// targetDrained: the target is gone.
func (w *World) targetDrained(work sim.Work) {
	g := w.s.TargetGroups.Get(work.IDs[0])
	i := g.indexOf(work.N)
	if i < 0 || g.Targets[i].Health.State != targethealth.Draining {
		return
	}
	g.Targets = slices.Delete(g.Targets, i, i+1)
	g.Gone++
	delete(w.known.passed, work.N)
	w.changes++
	w.passBalanced(g) // a service may miss the target
}
