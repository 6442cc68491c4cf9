package engine

import (
	"fmt"
	"slices"

	"drydock/engine/rollout"
	"drydock/engine/targethealth"
)

// failing: the target is unhealthy, or somebody has deregistered it.
func failing(t *target) bool { return t == nil || t.Health.State == targethealth.Unhealthy }

// tellTargets tells of targets registered since the last pass, and of targets
// that are unhealthy now.
func (w *World) tellTargets(s *service, tasks []*task) {
	for i := range s.LoadBalancers {
		b := &s.LoadBalancers[i]
		if b.Registered > 0 {
			w.say(s, "", fmt.Sprintf("(service %s) registered %d %s", s.Name, b.Registered, w.s.TargetGroups.Get(b.TargetGroup).membersWords()), 0, b.TargetGroup)
			b.Registered = 0
		}
	}
	if len(s.LoadBalancers) == 0 {
		return
	}
	for _, t := range tasks {
		if w.condition(s, t) != rollout.Unhealthy {
			for _, b := range s.LoadBalancers {
				delete(s.Said, "unhealthy "+t.ARN+" "+b.TargetGroup)
			}
			continue
		}
		for i, tg := range w.targetsOf(s, t) {
			group := w.s.TargetGroups.Get(s.LoadBalancers[i].TargetGroup)
			key := "unhealthy " + t.ARN + " " + group.ARN
			switch {
			case group.Classic && failing(tg):
				w.say(s, key, fmt.Sprintf("(service %s) (instance %s) is unhealthy in (elb %s) due to (reason %s)",
					s.Name, w.targetID(t), group.Name, group.classicReason(tg)), lastChange(tg), t.ARN, group.ARN)
			case tg == nil:
				w.say(s, key, fmt.Sprintf("(service %s) task set (%s) (task %s) is not healthy in target-group (%s) due to %s",
					s.Name, t.StartedBy, t.ID, group.ARN, group.missing()), 0, t.ARN, group.ARN)
			case failing(tg):
				instance := ""
				if c := w.on(t); c != nil {
					instance = " (instance " + c.Instance + ")"
				}
				w.say(s, key, fmt.Sprintf("(service %s) (task %s)%s (port %d) is unhealthy in (target-group %s) due to (reason %s)",
					s.Name, t.ID, instance, tg.Port, group.Name, tg.Health.Text), tg.LastChange, t.ARN, group.ARN)
			}
		}
	}
}

// targetsOf are the registrations of a running task, one for each load
// balancer entry of its service; nil where somebody deregistered it.
func (w *World) targetsOf(s *service, t *task) []*target {
	id := w.targetID(t)
	balancers := s.balancersOf(t)
	out := make([]*target, len(balancers))
	for i, b := range balancers {
		g := w.s.TargetGroups.Get(b.TargetGroup)
		out[i] = w.target(g, id, g.portOf(t, b))
	}
	return out
}

// portOf is the port with which a task is registered in a target group; a Classic
// Load Balancer has instances without one.
func (g *targetGroup) portOf(t *task, b balanced) int64 {
	if g.Classic {
		return 0
	}
	return t.hostPort(b.Container, b.Port, g.transport())
}

// targetID is what a task is registered as in target groups: its instance, or the
// address of its own network interface.
func (w *World) targetID(t *task) string {
	if t.own() {
		return t.Address
	}
	return w.on(t).Instance
}

// tellDraining tells of targets deregistered since the last pass, whoever
// stopped their tasks.
func (w *World) tellDraining(s *service) {
	for i := range s.LoadBalancers {
		b := &s.LoadBalancers[i]
		if b.Deregistered > 0 {
			w.say(s, "", fmt.Sprintf("(service %s) deregistered %d %s", s.Name, b.Deregistered, w.s.TargetGroups.Get(b.TargetGroup).membersWords()), 0, b.TargetGroup)
			b.Deregistered = 0
		}
	}
	for len(s.Drained) > 0 {
		id, before := s.Drained[0], len(s.Drained)
		s.Drained = slices.DeleteFunc(s.Drained, func(other string) bool { return other == id })
		w.say(s, "", fmt.Sprintf("(service %s, taskSet %s) has begun draining connections on %d tasks.", s.Name, id, before-len(s.Drained)), 0)
	}
}

// membersWords are the targets of a group in service events.
func (g *targetGroup) membersWords() string {
	if g.Classic {
		return "instances in " + g.inWords()
	}
	return "targets in " + g.inWords()
}

// inWords is a target group in the reason of a stopped task.
func (g *targetGroup) inWords() string {
	if g.Classic {
		return "(elb " + g.Name + ")"
	}
	return "(target-group " + g.ARN + ")"
}

// classicReason is why an instance is not in service at a Classic Load Balancer.
func (g *targetGroup) classicReason(t *target) string {
	if t == nil {
		return textNotRegistered
	}
	return t.Health.Text
}

// lastChange is the trace of a target's latest change of state; 0 for a target that
// is not there.
func lastChange(t *target) int {
	if t == nil {
		return 0
	}
	return t.LastChange
}

// missing is what is missing of a target that is not registered.
func (g *targetGroup) missing() string {
	if g.Deleted {
		return "TARGET GROUP IS NOT FOUND"
	}
	return "TARGET IS NOT FOUND"
}
