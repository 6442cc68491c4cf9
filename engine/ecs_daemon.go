package engine

import (
	"fmt"
	"slices"

	"drydock/engine/placement"
	"drydock/engine/rollout"
	"drydock/engine/trace"
)

// Daemon services: one task on each ACTIVE instance that satisfies the
// constraints. "Amazon ECS services", daemon scheduling strategy.

// daemonHosts are the instances that are to have a task of a daemon service, in
// tie order.
func (w *World) daemonHosts(s *service) []*containerInst {
	if s.Status != "ACTIVE" {
		return nil
	}
	expressions := w.expressions(s.Constraints, w.s.Definitions.Get(s.Definition))
	var out []*containerInst
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == s.Cluster && c.Status == instanceActive && w.notMember(c, expressions, false) == "" {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, registeredBefore)
	return out
}

// daemonsOn are the tasks of a service that are not STOPPED, by instance.
func (w *World) daemonsOn(s *service) map[string]*task {
	out := map[string]*task{}
	for _, arn := range s.Tasks {
		t := w.s.Tasks.Get(arn)
		out[t.Instance] = t
	}
	return out
}

// reserve works out what is kept free on each instance of a cluster for daemon
// tasks that are to run there and do not yet: replica tasks are placed in what is
// left.
func (w *World) reserve(cluster string) {
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == cluster {
			c.HeldCPU, c.HeldMemory, c.HeldInterfaces = 0, 0, 0
		}
	}
	for s := range w.s.Services.All() {
		if !s.Daemon || s.Cluster != cluster {
			continue
		}
		d, have := w.s.Definitions.Get(s.Definition), w.daemonsOn(s)
		for _, c := range w.daemonHosts(s) {
			if have[c.ARN] == nil {
				c.HeldCPU, c.HeldMemory, c.HeldInterfaces = c.HeldCPU+d.CPU, c.HeldMemory+d.Memory, c.HeldInterfaces+one(s.Network != nil)
			}
		}
	}
}

// passDaemons has the scheduler look at the daemon services of a cluster: which
// instances satisfy their constraints may have changed.
func (w *World) passDaemons(cluster string) {
	daemons := false
	for s := range w.s.Services.All() {
		if s.Daemon && s.Cluster == cluster && s.Status != "INACTIVE" {
			daemons = true
			w.pass(s)
		}
	}
	if daemons {
		w.reserve(cluster)
	}
}

// daemonPass is servicePass for a daemon service: what is no longer to be where it
// is stops, and the scheduler's rule decides on the rest.
func (w *World) daemonPass(s *service, tasks []*task, rec *trace.Recorder) (rollout.Decision, func() int) {
	there, gone := w.splitDaemons(s, tasks)
	if n := int64(len(w.daemonHosts(s))); s.Desired != n {
		s.Desired = n
		w.changes++
	}
	d := w.decide(s, there, rec)
	d.Steady = d.Steady && len(there) == len(tasks)
	gone = w.keepProtected(s, gone, &d)
	because := w.explainPass(s, d, rec)
	w.tellViolated(s, gone)
	w.stopTasks(s, gone, because, s.scaling)
	w.stopFailed(s, there, d.Failed, because)
	w.stopOld(s, there, d, because, rec)
	if d.Start > 0 {
		w.startDaemons(s, because)
	}
	w.reserve(s.Cluster)
	return d, because
}

// splitDaemons are the tasks of a daemon service that are where one is to be, and
// those of the others that are to stop now.
func (w *World) splitDaemons(s *service, tasks []*task) (there, gone []*task) {
	hosts := w.daemonHosts(s)
	for _, t := range tasks {
		c := w.on(t)
		switch {
		case slices.Contains(hosts, c):
			there = append(there, t)
		case t.DesiredStatus == taskRunning && !w.outlived(s, c):
			gone = append(gone, t)
		}
	}
	return there, gone
}

// outlived reports whether tasks of replica services are on a DRAINING instance
// still: daemon tasks are the last to stop. That they wait for these, and not for
// standalone tasks, is an engine's choice.
func (w *World) outlived(s *service, c *containerInst) bool {
	return c.Status == instanceDraining && s.Status == "ACTIVE" && slices.ContainsFunc(c.Tasks, func(arn string) bool {
		other := w.s.Services.Get(w.s.Tasks.Get(arn).Service)
		return other != nil && !other.Daemon
	})
}

// tellViolated tells of instances that do not satisfy the constraints any more.
func (w *World) tellViolated(s *service, gone []*task) {
	for _, t := range gone {
		if c := w.on(t); s.Status == "ACTIVE" && c.Status == "ACTIVE" {
			w.emit(Event{
				Source: sourceECS, DetailType: serviceAction, Name: "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED", Resources: []string{s.ARN, c.ARN},
				Message: fmt.Sprintf("(instance %s) does not satisfy the placement constraints any more", w.shown(c.Instance)),
			})
		}
	}
}

// startDaemons starts a task on each instance that is to have one and has none.
func (w *World) startDaemons(s *service, because func() int) {
	if w.s.Now < s.RetryAt {
		return // throttled; a pass is due at RetryAt
	}
	if !w.hasItsRoles(s) {
		return
	}
	d, have := w.s.Definitions.Get(s.Definition), w.daemonsOn(s)
	var started []*task
	missed := false
	for _, c := range w.daemonHosts(s) {
		if have[c.ARN] != nil {
			continue
		}
		if placed, ok := w.placeDaemon(s, d, c); ok {
			started = append(started, w.startTask(s, d, spot{instance: c, why: placed}))
		} else {
			missed = true
		}
	}
	if missed {
		w.retryLater(s)
	} else {
		s.unsay("placement")
	}
	w.tellStarted(s, started, because)
}

// placeDaemon looks whether a daemon's task fits its instance, and tells when it
// does not. What is kept free for it is its own.
func (w *World) placeDaemon(s *service, d *taskDefinition, c *containerInst) (int, bool) {
	rec := w.recorder()
	decision, in := w.daemonFits(s, d, c, rec)
	why := func() int { return w.explain(placementTrace(s.taskGroup(), d, decision, in, rec)) }
	if decision.Chosen < 0 {
		w.tellUnplaced(s, decision, why)
		return 0, false
	}
	return why(), true
}

func (w *World) daemonFits(s *service, d *taskDefinition, c *containerInst, rec *trace.Recorder) (placement.Decision, []placement.Instance) {
	g := s.taskGroup()
	rows, instances := w.candidates(g, d, nil, rec.On())
	at := slices.Index(rows, c)
	in := instances[at : at+1]
	in[0].CPU, in[0].Memory, in[0].Interfaces = in[0].CPU+d.CPU, in[0].Memory+d.Memory, in[0].Interfaces+one(s.Network != nil)
	decision := placement.Place(w.needOf(g, d), in, nil, nil, rec)
	if rec.On() {
		rec.Funnel = nil // of one instance there is none
	}
	return decision, in
}

// whyDaemon shows, for each instance of the cluster, whether it has the daemon's
// task, or why it has none.
func (w *World) whyDaemon(s *service) trace.Trace {
	d, have, hosts := w.s.Definitions.Get(s.Definition), w.daemonsOn(s), w.daemonHosts(s)
	rec := &trace.Recorder{}
	var f daemonFunnel
	for c := range w.s.ContainerInstances.All() {
		label := w.shown(c.Instance)
		switch t := have[c.ARN]; {
		case c.Cluster != s.Cluster || c.Status == "INACTIVE":
		case !slices.Contains(hosts, c) && c.Status == "ACTIVE":
			f.others++
			rec.Add(true, label, placement.MemberOf, w.notMember(c, w.expressions(s.Constraints, d), true))
		case c.Status != "ACTIVE":
			f.inactive++
			rec.Add(true, label, c.Status, "only ACTIVE instances get a task")
		case t != nil:
			f.have++
			rec.Add(true, label, t.LastStatus, "task "+t.ID)
		default:
			f.without++
			w.daemonFits(s, d, c, rec)
		}
	}
	f.record(rec)
	ok := !slices.ContainsFunc(rec.Steps, func(step trace.Step) bool { return !step.OK })
	return trace.Trace{
		Rule: "daemon", Subject: "service " + s.Name, Verdict: fmt.Sprintf("%d of %d instances have their task", len(w.hosted(s)), len(hosts)), OK: ok,
		Funnel: rec.Funnel, Steps: rec.Steps, Source: "Amazon ECS services, daemon scheduling strategy, Amazon ECS Developer Guide",
	}
}

// daemonFunnel counts the instances of a cluster by what a daemon service makes of
// them.
type daemonFunnel struct{ inactive, others, have, without int }

func (f daemonFunnel) record(rec *trace.Recorder) {
	left := f.inactive + f.others + f.have + f.without
	rec.Narrow(left > 0, "container instances", fmt.Sprint(left), "")
	for _, out := range []struct {
		label string
		n     int
	}{{"not ACTIVE", f.inactive}, {placement.MemberOf, f.others}} {
		if left -= out.n; out.n > 0 {
			rec.Narrow(left > 0, out.label, placement.Out(out.n, left), "")
		}
	}
	rec.Narrow(f.without == 0, "have their task", fmt.Sprintf("%d of %d", f.have, left), "")
}

// hosted are a daemon's tasks that are to run.
func (w *World) hosted(s *service) []string {
	return slices.DeleteFunc(slices.Clone(s.Tasks), func(arn string) bool { return w.s.Tasks.Get(arn).DesiredStatus == taskStopped })
}
