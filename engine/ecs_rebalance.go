package engine

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/engine/rollout"
	"drydock/engine/trace"
)

// Availability Zone rebalancing: a service that is steady and has more tasks in one
// zone than in another starts tasks where there are too few, and when these are
// healthy stops as many where there are most. "Balancing an Amazon ECS service
// across Availability Zones", Amazon ECS Developer Guide.

const (
	rebalanceOn  = "ENABLED"
	rebalanceOff = "DISABLED"
	zoneField    = "attribute:ecs.availability-zone"
)

// rebalancePage is where AWS documents it.
const rebalancePage = "Balancing an Amazon ECS service across Availability Zones, Amazon ECS Developer Guide"

// readRebalancing says whether a new service is rebalanced: the one that names
// nothing is if it may be.
func (w *World) readRebalancing(s *service, asked string) (string, *api.Error) {
	why := w.notRebalanced(s)
	switch {
	case asked == rebalanceOn && why != "":
		return "", invalid("availabilityZoneRebalancing cannot be ENABLED: %s.", why).Ours()
	case asked != "":
		return asked, nil
	case why != "":
		return rebalanceOff, nil
	}
	return rebalanceOn, nil
}

// notRebalanced says why a service is not one that can be rebalanced; "" when it
// is.
func (w *World) notRebalanced(s *service) string {
	switch {
	case s.hasTaskSets():
		return "its deployment controller is not ECS"
	case s.Daemon:
		return "a daemon service has one task on each instance"
	case s.Maximum <= 100:
		return "maximumPercent must be greater than 100"
	case w.hasClassic(s.LoadBalancers):
		return "it has a Classic Load Balancer"
	case len(s.Strategies) > 0 && (s.Strategies[0].Type != "spread" || s.Strategies[0].Field != zoneField):
		return "the first placement strategy must be spread over " + zoneField
	}
	for _, e := range w.expressions(s.Constraints, w.s.Definitions.Get(s.Definition)) {
		if strings.Contains(e.String(), zoneField) {
			return "a placement constraint is about " + zoneField
		}
	}
	return ""
}

// rebalance looks after the balance of a service that is steady; what is under way
// is finished first.
func (w *World) rebalance(s *service, rec *trace.Recorder) {
	switch {
	case s.Moving > 0:
		w.stopMoved(s, rec)
	case s.Rebalancing != rebalanceOn || s.Status != "ACTIVE" || s.Desired == 0 || w.notRebalanced(s) != "":
	case s.Deployment.RolloutState == rolloutFailed || w.s.Now < s.RetryAt: // it starts no tasks
	default:
		w.evenOut(s)
	}
}

// configuredZones are the zones over which a service's tasks are balanced, with
// its tasks there: those of the subnets of tasks in awsvpc mode, and otherwise those
// that have an ACTIVE instance which satisfies the constraints (engine's choice). The
// first result is how many tasks they are to have. Tasks in another zone, where
// constraints that came later would have none, stay where they are.
func (w *World) configuredZones(s *service) (desired int64, zones []rollout.Zone) {
	names := s.Network.zones(w)
	if s.Network == nil {
		order, expressions := w.tieOrder(), w.expressions(s.Constraints, w.s.Definitions.Get(s.Definition))
		notMember := order.members(w, expressions)
		for i, c := range order.rows {
			if c.Cluster == s.Cluster && c.Status == instanceActive && !slices.Contains(names, order.zones[i]) && notMember(i) == "" {
				names = append(names, order.zones[i])
			}
		}
	}
	slices.Sort(names)
	out := make([]rollout.Zone, len(names))
	for i, name := range names {
		out[i].Name = name
	}
	desired = s.Desired
	for _, arn := range s.Tasks {
		t := w.s.Tasks.Get(arn)
		if i := slices.Index(names, t.Zone); i >= 0 {
			out[i].Tasks += one(t.DesiredStatus == taskRunning)
		} else {
			desired -= one(t.DesiredStatus == taskRunning)
		}
	}
	return max(0, desired), out
}

// movable is how many tasks can leave the zones that have too many: those that
// protection does not keep.
func (w *World) movable(s *service, rich []rollout.Zone) (n int64) {
	for _, z := range rich {
		here := int64(0)
		for _, arn := range s.Tasks {
			t := w.s.Tasks.Get(arn)
			here += one(t.DesiredStatus == taskRunning && t.Zone == z.Name && !w.shielded(s, t))
		}
		n += min(z.Tasks, here)
	}
	return n
}

// evenOut starts tasks in the zones that have too few, as many as the upper bound
// leaves room for and as can leave other zones then: a task that is protected does
// not (engine's choice that nothing starts in its place).
func (w *World) evenOut(s *service) {
	desired, zones := w.configuredZones(s)
	rec := w.recorder()
	lacks := rollout.Uneven(desired, zones, rec)
	if len(lacks) == 0 {
		if s.Uneven {
			s.Uneven = false
			s.unsay("balance")
			w.say(s, "", fmt.Sprintf("(service %s) is AZ balanced with %s.", s.Name, zoneWords(zones)), 0)
		}
		return
	}
	bounds := rollout.Service{Desired: s.Desired, MinimumHealthyPercent: s.Minimum, MaximumPercent: s.Maximum}
	room := bounds.Upper() - int64(len(s.Tasks))
	if room <= 0 {
		return // a pass is due when a task is STOPPED
	}
	s.Uneven = true
	why := 0
	if rec != nil {
		why = w.explain(trace.Trace{Rule: "AZ rebalancing", Subject: "service " + s.Name, Verdict: "not balanced", Steps: rec.Steps, Source: rebalancePage})
	}
	w.say(s, "balance", fmt.Sprintf("(service %s) is not AZ balanced with %s. AZ Rebalancing in progress.", s.Name, zoneWords(zones)), why)
	lacking := int64(0)
	for _, lack := range lacks {
		lacking += lack.Tasks
	}
	if n := w.movable(s, rollout.Excess(desired, zones)); n < lacking {
		w.tellKeptInZone(s)
		if room = min(room, n); room == 0 {
			return // a pass is due when protection ends
		}
	}
	for _, lack := range lacks {
		started := w.startIn(s, lack.Zone, min(lack.Tasks, room))
		room -= started
		s.Moving += started
	}
	if s.Moving > 0 {
		s.Steady = false
		w.pass(s)
		return
	}
	if s.BalanceAt <= w.s.Now {
		s.BalanceAt = w.s.Now.Add(rebalanceRetry)
		w.changes++
		w.after(rebalanceRetry, workPass, passLater, s.ARN)
	}
}

// zoneWords counts tasks by zone: "2 tasks in eu-west-1a and 1 in eu-west-1b".
func zoneWords(zones []rollout.Zone) string {
	words := make([]string, len(zones))
	for i, z := range zones {
		words[i] = fmt.Sprintf("%d in %s", z.Tasks, z.Name)
		if i == 0 {
			words[i] = fmt.Sprintf("%d tasks in %s", z.Tasks, z.Name)
		}
	}
	last := len(words) - 1
	switch last {
	case -1:
		return "no tasks"
	case 0:
		return words[0]
	case 1:
		return words[0] + " and " + words[1]
	default:
		return strings.Join(words[:last], ", ") + ", and " + words[last]
	}
}

// startIn starts up to n tasks of a service in one zone, and returns how many.
func (w *World) startIn(s *service, zone string, n int64) int64 {
	if !w.hasItsRoles(s) {
		return 0
	}
	d := w.s.Definitions.Get(s.Definition)
	var started []*task
	if s.LaunchType == launchFargate {
		l := s.launch()
		l.Network = l.Network.only(w, zone)
		places := w.fargatePlacingOf(s.taskGroup(), l, d, w.primaryTasks(s))
		for range n {
			at, has := places.next()
			if !has {
				continue
			}
			if w.freeAddresses(at.subnet) == 0 {
				break
			}
			t := w.startTask(s, d, at)
			places.placed(t)
			started = append(started, t)
		}
	} else {
		started = w.startOnInstancesIn(s, d, zone, n)
	}
	if len(started) > 0 {
		w.say(s, "", fmt.Sprintf("%s has started %d tasks in %s to AZ Rebalance: %s.", s.Name, len(started), zone, taskWords(started)), 0, arnsOf(started)...)
	}
	if int64(len(started)) < n {
		w.say(s, "balance in "+zone, fmt.Sprintf("(service %s) is unable to place a task in %s because no container instance met all of its requirements.", s.Name, zone), 0)
	}
	return int64(len(started))
}

// startOnInstancesIn is startOnInstances on the instances of one zone. Without an
// address for its interface a task is not started there: it would fail, and its
// replacement be placed elsewhere.
func (w *World) startOnInstancesIn(s *service, d *taskDefinition, zone string, n int64) []*task {
	var started []*task
	for range n {
		if s.Network != nil && w.freeAddresses(s.Network.subnetIn(w, zone)) == 0 {
			break
		}
		g := s.taskGroup()
		g.zone = zone
		before := w.s.Draws
		_, decision, rows := w.choose(g, d, &w.s.Draws, false)
		if decision.Chosen < 0 {
			break
		}
		why := 0
		if w.cfg.Tracing {
			t, _, _ := w.choose(g, d, &before, true) // the rule once more, for its reasons
			why = w.explain(t)
		}
		started = append(started, w.startTask(s, d, spot{instance: rows[decision.Chosen], why: why}))
	}
	return started
}

// stopMoved stops as many tasks in the zones that have too many as were started in
// the others, which are healthy now.
func (w *World) stopMoved(s *service, rec *trace.Recorder) {
	left := s.Moving
	s.Moving = 0
	w.changes++
	desired, zones := w.configuredZones(s)
	for _, z := range rollout.Excess(desired, zones) {
		var here []*task
		for _, t := range w.serviceTasks(s) {
			if t.DesiredStatus == taskRunning && t.Zone == z.Name {
				here = append(here, t)
			}
		}
		chosen := w.chooseToStop(s, here, min(z.Tasks, left), rec)
		if left -= int64(len(chosen)); len(chosen) == 0 {
			continue
		}
		w.say(s, "", fmt.Sprintf("%s has stopped %d running tasks in %s due to AZ rebalancing: %s.", s.Name, len(chosen), z.Name, taskWords(chosen)), 0, arnsOf(chosen)...)
		for _, t := range chosen {
			w.stopTask(t, stopScheduler, "Availability-zone rebalancing initiated by (deployment "+s.Deployment.ID+")")
		}
	}
	if left > 0 { // those that were started are surplus now
		w.tellKeptInZone(s)
	}
	w.pass(s)
}

// tellKeptInZone tells that protected tasks keep a service from being balanced.
func (w *World) tellKeptInZone(s *service) {
	w.say(s, "balance kept", fmt.Sprintf("(service %s) was unable to AZ Rebalance because task set (%s) was unable to scale in due to "+
		"The number of protected tasks are more than the desired count of tasks.", s.Name, s.Deployment.ID), 0)
}

// stopRebalancing leaves off what is under way: the service changes.
func (w *World) stopRebalancing(s *service) {
	if s.Moving > 0 {
		s.Moving = 0
		w.say(s, "", fmt.Sprintf("(service %s) stopped AZ Rebalancing.", s.Name), 0)
	}
	s.BalanceAt = 0
}

// taskWords are tasks as service events name them.
func taskWords(tasks []*task) string {
	words := make([]string, len(tasks))
	for i, t := range tasks {
		words[i] = "(task " + t.ID + ")"
	}
	return strings.Join(words, " ")
}

// only is a configuration with the subnets of one zone.
func (n *networkConfig) only(w *World, zone string) *networkConfig {
	out := *n
	out.Subnets = slices.DeleteFunc(slices.Clone(n.Subnets), func(id string) bool { return w.s.Subnets.Get(id).Zone != zone })
	return &out
}

// rebalanceRetry is the pause before a service is balanced that could not be; an
// engine's choice.
const rebalanceRetry = 5 * time.Minute

// whyBalance is how a service that has its tasks stands over its zones; the zero
// trace when it is balanced.
func (w *World) whyBalance(s *service) trace.Trace {
	rec := &trace.Recorder{}
	desired, zones := w.configuredZones(s)
	lacks := rollout.Uneven(desired, zones, rec)
	switch {
	case s.Daemon || len(lacks) == 0 || !s.Steady && s.Moving == 0:
		return trace.Trace{}
	case s.Rebalancing != rebalanceOn:
		rec.Add(false, "availabilityZoneRebalancing", s.Rebalancing, "running tasks stay where they are")
	case w.notRebalanced(s) != "":
		rec.Add(false, "availabilityZoneRebalancing", "waits", w.notRebalanced(s))
	case s.Moving > 0:
		rec.Add(true, "moving", fmt.Sprint(s.Moving), "as many stop where there are most when those that were started are healthy")
	case w.movable(s, rollout.Excess(desired, zones)) == 0:
		rec.Add(false, "protected from scale-in", "stay", "no task can leave a zone that has too many")
	case w.s.Now < s.BalanceAt:
		rec.Add(false, "no instance has room there", "tries again", "rebalancing uses the instances that there are")
	}
	return trace.Trace{Rule: "AZ rebalancing", Subject: "service " + s.Name, Verdict: "not balanced", Steps: rec.Steps, Source: rebalancePage}
}
