// Package rollout is the service scheduler of ECS: given a service and its
// tasks it says how many tasks to start and which to stop.
//
// It keeps the bounds of "Deployment configuration" in the Amazon ECS
// Developer Guide and replaces unhealthy tasks as "Amazon ECS services"
// describes: the replacement starts first where the upper bound leaves room.
// It knows one deployment so far, the primary one. It is called again after
// every change, so a decision needs to be right only for the moment.
package rollout

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/trace"
)

// Service is what the scheduler knows of a service.
type Service struct {
	Desired               int64
	MinimumHealthyPercent int64
	MaximumPercent        int64
}

// Lower is the number of healthy tasks that the scheduler does not go below by
// its own choice: desired × minimumHealthyPercent, rounded up.
func (s Service) Lower() int64 { return (s.Desired*s.MinimumHealthyPercent + 99) / 100 }

// Upper is the number of tasks that are not yet STOPPED that the scheduler
// does not exceed: desired × maximumPercent, rounded down.
func (s Service) Upper() int64 { return s.Desired * s.MaximumPercent / 100 }

// Condition is how a task stands.
type Condition int

const (
	// Starting: wanted, and neither healthy nor unhealthy yet.
	Starting Condition = iota
	// Healthy: wanted, and counts toward the lower bound.
	Healthy
	// Unhealthy: wanted, and its health checks failed outside the grace period.
	Unhealthy
	// Stopping: no longer wanted, not yet STOPPED. It still counts toward the
	// upper bound.
	Stopping
)

// Task is one task of the service that is not STOPPED.
type Task struct {
	ID        string
	CreatedAt int64
	Condition Condition
	// Failed is true for a Stopping task that is being stopped because it was
	// unhealthy.
	Failed bool
}

// Decision is what to do now.
type Decision struct {
	// Start is how many tasks to start.
	Start int64
	// Surplus is how many tasks to stop because there are more than desired;
	// which of them, placement says. They are healthy or starting, and with a
	// desired count of 0 unhealthy as well.
	Surplus int64
	// Failed are the ids of the unhealthy tasks to stop, in order.
	Failed []string
	// Steady is true when there is nothing to do and nothing under way: all
	// desired tasks are healthy and no other task is left.
	Steady bool
}

// Next decides. The tasks may come in any order.
func Next(s Service, tasks []Task, rec *trace.Recorder) Decision {
	n := count(tasks)
	missing := s.Desired - n.healthy - n.starting
	room := s.Upper() - int64(len(tasks))
	d := Decision{
		Start:   max(0, min(missing, room)),
		Surplus: max(0, -missing),
		Steady:  n.healthy == s.Desired && int64(len(tasks)) == s.Desired,
	}
	if s.Desired == 0 { // nothing is to be replaced: what is unhealthy is surplus too
		d.Surplus += n.unhealthy
	} else {
		d.Failed = failed(tasks, failures(s, n, room))
	}
	if rec.On() {
		explain(s, n, missing, room, d, rec)
	}
	return d
}

type counts struct{ starting, healthy, unhealthy, stopping, failing int64 }

func count(tasks []Task) (n counts) {
	for _, t := range tasks {
		switch t.Condition {
		case Starting:
			n.starting++
		case Healthy:
			n.healthy++
		case Unhealthy:
			n.unhealthy++
		case Stopping:
			n.stopping++
			if t.Failed {
				n.failing++
			}
		}
	}
	return n
}

// failures is how many unhealthy tasks to stop: those for which a healthy
// replacement stands (or another unhealthy one, so that the total returns to
// the desired count); and, where the upper bound leaves no room to start a
// replacement first, one at a time.
func failures(s Service, n counts, room int64) int64 {
	if replaced := min(n.unhealthy, n.healthy+n.unhealthy-s.Desired); replaced > 0 {
		return replaced
	}
	if n.unhealthy > 0 && room <= 0 && n.starting == 0 && n.failing == 0 {
		return 1
	}
	return 0
}

// failed names the n unhealthy tasks that go first, the newest first.
func failed(tasks []Task, n int64) []string {
	var sick []Task
	for _, t := range tasks {
		if t.Condition == Unhealthy {
			sick = append(sick, t)
		}
	}
	slices.SortFunc(sick, func(a, b Task) int {
		return cmp.Or(cmp.Compare(b.CreatedAt, a.CreatedAt), cmp.Compare(b.ID, a.ID))
	})
	var ids []string
	for _, t := range sick[:n] {
		ids = append(ids, t.ID)
	}
	return ids
}

// unhealthyWords says what becomes of unhealthy tasks.
func unhealthyWords(n counts, room int64, d Decision) string {
	switch {
	case len(d.Failed) > 0 && room <= 0:
		return "there is no room to start a replacement first"
	case d.Start > 0 || n.starting > 0:
		return "each is kept until its replacement is healthy"
	case room <= 0:
		return "a replacement starts as soon as a task that is stopping makes room"
	default:
		return ""
	}
}

func explain(s Service, n counts, missing, room int64, d Decision, rec *trace.Recorder) {
	rec.Add(n.healthy >= s.Lower(), "healthy tasks", fmt.Sprintf("%d of %d", n.healthy, s.Desired),
		fmt.Sprintf("lower bound %d = %d%% of %d, rounded up", s.Lower(), s.MinimumHealthyPercent, s.Desired))
	rec.Add(room > 0 || missing <= 0, "tasks not yet stopped", fmt.Sprintf("%d of at most %d", n.starting+n.healthy+n.unhealthy+n.stopping, s.Upper()),
		fmt.Sprintf("upper bound %d = %d%% of %d, rounded down", s.Upper(), s.MaximumPercent, s.Desired))
	if n.starting > 0 {
		rec.Add(true, "starting", fmt.Sprint(n.starting), "neither healthy nor unhealthy yet")
	}
	if n.unhealthy > 0 {
		rec.Add(false, "unhealthy", fmt.Sprint(n.unhealthy), unhealthyWords(n, room, d))
	}
	if n.stopping > 0 {
		rec.Add(true, "stopping", fmt.Sprint(n.stopping), "they count toward the upper bound until they are STOPPED")
	}
	if d.Start > 0 {
		rec.Add(true, "start", fmt.Sprint(d.Start), "")
	}
	if stop := d.Surplus + int64(len(d.Failed)); stop > 0 {
		rec.Add(true, "stop", fmt.Sprint(stop), "")
	}
}
