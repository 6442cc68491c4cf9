package engine

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"drydock/engine/network"
	"drydock/engine/rollout"
	"drydock/engine/targethealth"
	"drydock/engine/trace"
)

// ErrNoSuchThing is returned by Why for a name that nothing has.
var ErrNoSuchThing = errors.New("there is no such thing in this world")

// Why explains how a thing stands: each trace is made by running the rule
// again as of now, except for a task's placement, which is the trace of the
// moment when it was placed. A thing is a task id (or the start of one), an
// instance, a target such as "i-0…:32768", a target group, a load balancer, a
// service or a security group, by id, name, ARN or alias.
func (w *World) Why(thing string) ([]trace.Trace, error) {
	// A service is called by its name, whatever an alias of another kind says.
	if _, err := w.serviceNamed(thing); err != nil {
		if a := w.s.Aliases.Get(thing); a != nil {
			thing = a.ID
		}
	}
	for _, explain := range []func(string) []trace.Trace{w.whyTarget, w.whyTask, w.whyInstance, w.whyTargetGroup, w.whyBalancer, w.whyService, w.whyGroup} {
		if out := explain(thing); len(out) > 0 {
			return out, nil
		}
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
		Rule: "target health", Subject: fmt.Sprintf("target %s in %s", w.targetName(t), g.Name), Verdict: string(t.Health.State),
		OK: t.Health.State == targethealth.Healthy, Source: "Health checks for your target groups, Application Load Balancers",
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
	if t, ok := w.Trace(found.NotMounted); ok {
		out = append(out, t)
	}
	if found.protected() {
		out = append(out, w.protectionTrace(found))
	}
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

// whyInstance shows what an instance is asked for and has left.
func (w *World) whyInstance(thing string) []trace.Trace {
	var i *instance
	for candidate := range w.s.Instances.All() {
		if c := w.registered(candidate.ID); candidate.ID == thing || c != nil && (c.ARN == thing || lastOf(c.ARN) == thing) {
			i = candidate
		}
	}
	if i == nil {
		return nil
	}
	c := w.registered(i.ID)
	out := trace.Trace{Rule: "container instance", Subject: w.shown(i.ID) + ", " + i.Type, Source: "Amazon ECS container instances, Amazon ECS Developer Guide"}
	if c == nil {
		out.Verdict = "not registered in a cluster"
		out.Steps = []trace.Step{
			{Label: "instance", Result: i.State, OK: i.State == "running"},
			{Label: "instance profile", Result: orNone(i.Profile), OK: i.Profile != "", Detail: "the agent calls ECS with its role"},
			{Label: "cluster in user data", Result: agentCluster(i.UserData), OK: w.s.Clusters.Get(agentCluster(i.UserData)) != nil},
		}
		if _, err := agentAttributes(i.UserData); err != nil {
			out.Steps = append(out.Steps, trace.Step{Label: "attributes in user data", Result: "refused", Detail: err.Message})
		}
		if _, err := agentTags(i.UserData); err != nil {
			out.Steps = append(out.Steps, trace.Step{Label: "tags in user data", Result: "refused", Detail: err.Message})
		}
		return []trace.Trace{out}
	}
	out.OK, out.Verdict = c.Connected && c.Status == instanceActive, fmt.Sprintf("%s, %d tasks", c.Status, len(c.Tasks))
	out.Steps = []trace.Step{
		{Label: "instance", Result: i.State, OK: i.State == "running"},
		{Label: "status", Result: c.Status, OK: c.Status == instanceActive, Detail: statusWords(c)},
		{Label: "agent", Result: agentWords(c), OK: c.Connected},
		{Label: "CPU left", Result: fmt.Sprintf("%d of %d units", c.CPU-c.UsedCPU, c.CPU), OK: c.CPU > c.UsedCPU},
		{Label: "memory left", Result: fmt.Sprintf("%d of %d MiB", c.Memory-c.UsedMemory, c.Memory), OK: c.Memory > c.UsedMemory},
	}
	if u := w.interfaces(c); u.Used > 0 {
		out.Steps = append(out.Steps, trace.Step{Label: "interfaces left", Result: fmt.Sprintf("%d of %d", u.Total-u.Used, u.Total), OK: u.Used < u.Total, Detail: "one for each task in awsvpc mode"})
	}
	if c.HeldCPU+c.HeldMemory > 0 {
		out.Steps = append(out.Steps, trace.Step{Label: "of that for daemons", Result: fmt.Sprintf("%d units, %d MiB", c.HeldCPU, c.HeldMemory), OK: true, Detail: "kept free for daemon tasks that are not there yet"})
	}
	out.Steps = append(out.Steps, w.holders(c)...)
	for _, a := range c.Attributes {
		out.Steps = append(out.Steps, trace.Step{Label: "attribute", Result: a.String(), OK: true})
	}
	for _, g := range w.groupsOf(i) {
		out.Steps = append(out.Steps, trace.Step{Label: "security group", Result: w.shown(g), OK: true, Detail: "in force for every bridge mode task here"})
	}
	return []trace.Trace{out}
}

// holders say what the tasks on an instance hold of it, a line for each group and
// revision: what placement has subtracted, whatever they use.
func (w *World) holders(c *containerInst) []trace.Step {
	type holder struct{ group, revision string }
	var order []holder
	count, cpu, memory := map[holder]int64{}, map[holder]int64{}, map[holder]int64{}
	for _, t := range w.tasksOn(c) {
		h := holder{t.Group, lastOf(t.Definition)}
		if count[h] == 0 {
			order = append(order, h)
		}
		count[h]++
		cpu[h], memory[h] = cpu[h]+t.CPU, memory[h]+t.Memory
	}
	var out []trace.Step
	for _, h := range order {
		out = append(out, trace.Step{
			Label: "held by " + h.group, Result: fmt.Sprintf("%d units, %d MiB", cpu[h], memory[h]), OK: true, Detail: counted(count[h], "task") + " of " + h.revision,
		})
	}
	return out
}

// statusWords says what a status means for tasks.
func statusWords(c *containerInst) string {
	switch c.Status {
	case instanceDraining:
		return "no new tasks; those of services move away"
	case instanceRegistering:
		return "its trunk network interface is being made"
	case registrationFailed:
		return c.StatusReason
	case instanceInactive:
		return "no longer of the cluster"
	default:
		return ""
	}
}

func agentWords(c *containerInst) string {
	if c.Connected {
		return "connected"
	}
	return "not connected"
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
	out := trace.Trace{Rule: "target group", Subject: g.Name, OK: true, Source: "Health checks for your target groups, Application Load Balancers"}
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
		out.Steps = append(out.Steps, trace.Step{Label: w.targetName(t), Result: string(t.Health.State), OK: ok || t.Health.State == targethealth.Draining, Detail: t.Health.Reason})
	}
	out.Verdict, out.OK = fmt.Sprintf("%d of %d healthy", healthy, len(g.Targets)), first == nil
	if first == nil {
		return []trace.Trace{out}
	}
	return []trace.Trace{out, w.targetNow(g, first)}
}

// targetGroupNamed finds a target group by ARN, name or alias; nil when there
// is none.
func (w *World) targetGroupNamed(id string) *targetGroup {
	want := w.idOf("target-group", id)
	for g := range w.s.TargetGroups.All() {
		if !g.Deleted && (g.ARN == want || g.Name == want) {
			return g
		}
	}
	return nil
}

// anyone stands for a client in the internet: an address of a range that is
// kept for documentation.
var anyone = netip.MustParseAddr("198.51.100.7")

// whyBalancer follows a client's connection to each listener.
func (w *World) whyBalancer(thing string) []trace.Trace {
	var out []trace.Trace
	for lb := range w.s.LoadBalancers.All() {
		if lb.ARN != thing && lb.Name != thing {
			continue
		}
		for l := range w.s.Listeners.All() {
			if l.LoadBalancer != lb.ARN {
				continue
			}
			rec := &trace.Recorder{}
			verdict := network.Reach(topology{w}, network.Query{FromIP: anyone, To: lb.Nodes[0].Interface, Protocol: "tcp", Port: l.Port, Listens: true}, rec)
			out = append(out, trace.Trace{
				Rule: "reachability", Subject: fmt.Sprintf("the internet to %s port %d", lb.Name, l.Port), Verdict: verdict.String(), OK: verdict == network.Connected,
				Steps: rec.Steps, Source: "Security groups for your Application Load Balancer",
			})
			out = append(out, w.whyTargetGroup(l.TargetGroup)...)
		}
		if out == nil {
			out = []trace.Trace{{Rule: "load balancer", Subject: lb.Name, Verdict: "no listener"}}
		}
	}
	return out
}

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
		out = append(out, w.whyScheduler(s, tasks))
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
