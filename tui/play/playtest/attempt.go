// Package playtest is an attempt with a made-up world, for the tests of the
// screens. It knows one puzzle, answers a handful of lines, and simulates
// nothing: what it says of AWS proves nothing.
package playtest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"drydock/engine"
	"drydock/engine/sim"
	"drydock/engine/trace"
	"drydock/tui/play"
)

// Fix is the line that repairs the made-up world.
const Fix = "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb"

const (
	settled = 12 * time.Minute // before play begins
	horizon = 20 * time.Minute
	heals   = 40 * time.Second // from the fix to healthy targets
	nags    = 30 * time.Second // between events of an unhealthy target
)

var began = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// world is all that changes.
type world struct {
	now   time.Duration // since the world began
	fixed time.Duration // when; 0 is never
	log   []engine.Event
}

// Attempt is the made-up attempt. Make one with New.
type Attempt struct {
	world
	before []world
	hints  []play.Hint
	// Horizon is how long a submission runs; 20 minutes from New.
	Horizon time.Duration
}

// New returns the attempt at the start of play: four tasks, none healthy.
func New() *Attempt {
	a := &Attempt{Horizon: horizon}
	a.event("aws.ecs", "ECS Service Action", "(service web) has started 4 tasks: (task 3f1c) (task 77ab) (task 90de) (task c2f4).", "web")
	a.advance(settled)
	return a
}

// Scenario describes the puzzle.
func (a *Attempt) Scenario() *play.Scenario {
	return &play.Scenario{
		ID: "healthy-nowhere", Title: "Healthy nowhere", Difficulty: 2, Minutes: 8,
		Brief: "The new **web** service has four tasks and all of them run, yet the load balancer answers\n" +
			"`503` to everybody.\n\n- The tasks use the *bridge* network mode.\n- Nobody changed the image.\n\n" +
			"Make every task a healthy target, and admit no more to the instances than the load balancer.\n",
		Debrief: "## What happened\n\nWithout a host port, a task gets one from the **ephemeral range** when it starts. " +
			"The rule admitted port 80 only, which no target listens on.\n\n" +
			"Admit the range from the load balancer's group, not from an address:\n\n    --port 32768-65535 --source-group sg-alb\n\n" +
			"Read: *Elastic Load Balancing › Target group health checks*.\n",
	}
}

// Par is one move.
func (a *Attempt) Par() int { return 1 }

// Clock is the virtual time.
func (a *Attempt) Clock() time.Time { return began.Add(a.now) }

// Elapsed is the time since play began.
func (a *Attempt) Elapsed() time.Duration { return a.now - settled }

// Events are all events so far.
func (a *Attempt) Events() []engine.Event { return a.log }

// EventTime is when an event happened.
func (a *Attempt) EventTime(e engine.Event) time.Time { return began.Add(e.At.Duration()) }

// Advance plays on.
func (a *Attempt) Advance(d time.Duration) { a.advance(d) }

func (w *world) event(source, kind, text string, resources ...string) {
	w.log = append(w.log[:len(w.log):len(w.log)], engine.Event{
		At: sim.Time(w.now.Milliseconds()), Source: source, DetailType: kind, Message: text, Resources: resources,
	})
}

func (w *world) advance(d time.Duration) {
	end := w.now + d
	for w.now < end {
		next := min(end, w.now-w.now%nags+nags)
		if healed := w.fixed + heals; w.fixed > 0 && w.now < healed && next >= healed {
			w.now = healed
			w.event("aws.ecs", "ECS Service Action", "(service web) has reached a steady state.", "web")
		}
		w.now = next
		if w.now%nags == 0 && !w.healthy() {
			host := w.now/nags%4 + 1
			w.event("aws.ecs", "ECS Service Action", fmt.Sprintf("(service web) (port %d) is unhealthy in (target-group web-tg) due to (reason Request timed out)", 32767+host), "i-01:32768")
		}
	}
}

func (w *world) healthy() bool { return w.fixed > 0 && w.now >= w.fixed+heals }

// Picture is the cluster with two instances and four tasks.
func (a *Attempt) Picture() engine.Picture { return a.picture() }

func (w *world) picture() engine.Picture {
	state, reason := "unhealthy", "Target.Timeout"
	var healthy, unhealthy int64 = 0, 4
	if w.healthy() {
		state, reason, healthy, unhealthy = "healthy", "", 4, 0
	}
	task := func(id string, port int64) engine.TaskView {
		return engine.TaskView{
			ID: id + strings.Repeat("0", 28), Service: "web", LaunchType: "EC2", Definition: "web:1", Image: "web:3",
			LastStatus: "RUNNING", DesiredStatus: "RUNNING", Health: state, HostPorts: []int64{port}, DynamicPorts: []int64{port},
		}
	}
	instance := func(n int, tasks ...engine.TaskView) engine.InstanceView {
		return engine.InstanceView{
			ID: fmt.Sprintf("i-0a1b2c3d4e5f6a7b%d", n), Alias: fmt.Sprintf("i-%02d", n),
			ARN: "arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/0", Type: "m5.large", Status: "ACTIVE", Connected: true,
			CPU: engine.Usage{Used: 1024, Total: 2048}, Memory: engine.Usage{Used: 2048, Total: 7985},
			Groups: []string{"sg-instances"}, Tasks: tasks,
		}
	}
	group := engine.TargetGroupView{Name: "web-tg", Healthy: healthy, Unhealthy: unhealthy}
	for n, port := range []int64{32768, 32769, 32768, 32769} {
		group.Targets = append(group.Targets, engine.TargetView{
			ID: fmt.Sprintf("i-0a1b2c3d4e5f6a7b%d:%d", n/2+1, port), Host: fmt.Sprintf("i-%02d", n/2+1), Port: port, State: state, Reason: reason,
		})
	}
	ingress := []engine.RuleView{{Protocol: "tcp", Ports: "80", Source: "sg-alb"}}
	if w.fixed > 0 {
		ingress = append(ingress, engine.RuleView{Protocol: "tcp", Ports: "32768-65535", Source: "sg-alb"})
	}
	egress := []engine.RuleView{{Protocol: "all", Ports: "all", Source: "0.0.0.0/0"}}
	return engine.Picture{
		Cluster: "prod",
		Zones: []engine.Zone{
			{Name: "eu-west-1a", Instances: []engine.InstanceView{instance(1, task("3f1c", 32768), task("77ab", 32769))}},
			{Name: "eu-west-1b", Instances: []engine.InstanceView{instance(2, task("90de", 32768), task("c2f4", 32769))}},
		},
		Services: []engine.ServiceView{{
			Name: "web", Status: "ACTIVE", Desired: 4, Running: 4, Steady: w.healthy(), Balanced: []string{"web-tg"},
		}},
		LoadBalancers: []engine.LoadBalancerView{{
			Name: "alb", Type: "application", Scheme: "internet-facing", Groups: []string{"sg-alb"},
			Ways: []engine.WayView{{Port: 80, Protocol: "HTTP", TargetGroup: group}},
		}},
		Groups: []engine.GroupView{
			{ID: "sg-0aaa", Alias: "sg-alb", Ingress: []engine.RuleView{{Protocol: "tcp", Ports: "80", Source: "0.0.0.0/0"}}, Egress: egress},
			{ID: "sg-0bbb", Alias: "sg-instances", Ingress: ingress, Egress: egress},
		},
	}
}

// Goals are two: healthy, and closed.
func (a *Attempt) Goals() []play.Goal { return a.goals() }

func (w *world) goals() []play.Goal {
	healthy := play.Goal{
		ID: "healthy", Text: "Every task of web is a healthy target", When: "end", Points: 60,
		Value: "0 of 4", Why: `target_group("web-tg").healthy = 0, vars.desired = 4`,
	}
	if w.healthy() {
		healthy.Met, healthy.Value, healthy.Why = true, "4 of 4", ""
	}
	return []play.Goal{healthy, {
		ID: "closed", Text: "Only the load balancer is admitted to the instances", When: "always", Points: 40, Met: true,
	}}
}

// Moves is the number of accepted changes that were not undone.
func (a *Attempt) Moves() int { return len(a.before) }

// Undo goes back to before the last move.
func (a *Attempt) Undo() error {
	n := len(a.before)
	if n == 0 {
		return errors.New("nothing to undo: no move was made yet")
	}
	a.world, a.before = a.before[n-1], a.before[:n-1]
	return nil
}

// Hint gives two hints and no more.
func (a *Attempt) Hint() (play.Hint, error) {
	texts := []string{
		"Which port does a target have when the task definition names no host port?",
		"Compare that port with what the group sg-instances admits.",
	}
	n := len(a.hints)
	if n == len(texts) {
		return play.Hint{}, errors.New("no more hints: both were shown")
	}
	h := play.Hint{Text: texts[n], Cost: 5, Number: n + 1, Of: len(texts)}
	a.hints = append(a.hints, h)
	return h, nil
}

// HintsShown are the hints so far.
func (a *Attempt) HintsShown() []play.Hint { return a.hints }

// EventTrace knows no event's explanation.
func (a *Attempt) EventTrace(engine.Event) (trace.Trace, bool) { return trace.Trace{}, false }

// Why explains targets, and knows nothing of other things.
func (a *Attempt) Why(thing string) ([]trace.Trace, error) {
	if !strings.HasPrefix(thing, "i-0") || !strings.Contains(thing, ":") {
		return nil, fmt.Errorf("nothing decides about %s now", thing)
	}
	t := trace.Trace{
		Rule: "reachability", Subject: "alb to target " + thing, Verdict: "the health check times out",
		Steps: []trace.Step{
			{Label: "sg-alb egress", Result: "allow", OK: true},
			{Label: "sg-instances ingress", Result: "DENY", Detail: "no rule admits tcp 32768 from sg-alb"},
		},
		Source: "Elastic Load Balancing › Target group health checks",
	}
	if a.fixed > 0 {
		t.OK, t.Verdict = true, "reachable"
		t.Steps[1] = trace.Step{Label: "sg-instances ingress", Result: "allow", OK: true, Detail: "tcp 32768-65535 from sg-alb"}
	}
	return []trace.Trace{t}, nil
}
