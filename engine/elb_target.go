package engine

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"time"

	"drydock/engine/sim"
	"drydock/engine/targethealth"
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

// passBalanced has the scheduler look at the services behind a target group.
func (w *World) passBalanced(g *targetGroup) {
	for s := range w.s.Services.All() {
		if s.isBehind(g.ARN) {
			w.pass(s)
		}
	}
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
