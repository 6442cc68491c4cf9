// Package rollout is the service scheduler of ECS: given a service and its
// tasks it says how many tasks to start and which to stop.
//
// It keeps the bounds of "Deployment configuration" in the Amazon ECS
// Developer Guide and replaces unhealthy tasks as "Amazon ECS services"
// describes: the replacement starts first where the upper bound leaves room.
// While an older deployment has tasks it replaces them as "Deploy Amazon ECS
// services by replacing tasks" says: it stops old ones down to the lower bound,
// and starts new ones up to the upper one. Tasks on draining instances are
// replaced in the same way, "Draining Amazon ECS container instances". It is
// called again after every change, so a decision needs to be right only for the
// moment. A task that is protected from scale-in is stopped only for its failing
// health checks.
package rollout

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/trace"
)

// Service is what the scheduler knows of a service.
type Service struct {
	Desired int64
	// Extra is how many tasks more are wanted for a while, to take the place of
	// others when they are healthy; the bounds are not about them.
	Extra                 int64
	MinimumHealthyPercent int64
	MaximumPercent        int64
}

// Lower is the number of healthy tasks that the scheduler does not go below by
// its own choice: desired × minimumHealthyPercent, rounded up.
func (s Service) Lower() int64 { return (s.Desired*s.MinimumHealthyPercent + 99) / 100 }

// Upper is the number of tasks that are not yet STOPPED that the scheduler
// does not exceed: desired × maximumPercent, rounded down.
func (s Service) Upper() int64 { return s.Desired * s.MaximumPercent / 100 }

// wanted is how many tasks are to be there now.
func (s Service) wanted() int64 { return s.Desired + s.Extra }

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
	// Old is true for a task of a deployment that is no longer the primary one.
	Old bool
	// Draining is true for a task on a DRAINING container instance.
	Draining bool
	// Running is true for a task that is RUNNING, whatever its health.
	Running bool
	// Protected is true for a task with scale-in protection.
	Protected bool
}

// leaves reports whether a task is to make room for a new one.
func (t Task) leaves() bool { return t.Old || t.Draining }

// kept reports whether protection keeps a task from being stopped. It does not
// shield from failures. "Protect your Amazon ECS tasks from being terminated by
// scale-in events".
func (t Task) kept() bool {
	return t.Protected && (t.Condition == Healthy || t.Condition == Starting)
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
	// Useless are the ids of the tasks to stop that are old or on draining
	// instances and not healthy, the oldest first: stopping them takes nothing from
	// the lower bound.
	Useless []string
	// Replace is how many healthy tasks to stop that are old or on draining
	// instances.
	Replace int64
	// KeptSurplus and KeptOld are how many tasks beyond the desired count, and how
	// many that are old or on draining instances, would stop now if they were not
	// protected.
	KeptSurplus, KeptOld int64
	// Stuck is true when the bounds let nothing start and nothing stop.
	Stuck bool
	// Steady is true when there is nothing to do and nothing under way: all
	// desired tasks are healthy and no other task is left.
	Steady bool
}

// Stop is how many tasks are to stop in all.
func (d Decision) Stop() int64 {
	return d.Surplus + d.Replace + int64(len(d.Failed)+len(d.Useless))
}

// Kept is how many tasks would stop now if they were not protected.
func (d Decision) Kept() int64 { return d.KeptSurplus + d.KeptOld }

// Next decides. The tasks may come in any order.
func Next(s Service, tasks []Task, rec *trace.Recorder) Decision {
	n, old := count(tasks, false), count(tasks, true)
	missing := s.wanted() - n.healthy - n.starting
	room := s.Upper() - int64(len(tasks))
	d := Decision{
		Start:  max(0, min(missing, room)),
		Steady: n.healthy == s.wanted() && int64(len(tasks)) == s.wanted(),
	}
	spare := n.healthy + old.healthy - s.Lower()
	d.Replace = max(0, min(spare, old.healthy-old.keptHealthy))
	d.KeptOld = max(0, min(spare, old.healthy)) - d.Replace
	d.Useless, d.KeptOld = useless(tasks, spare >= 0, d.KeptOld)
	if old.wanted() == old.kept || s.Desired == 0 { // the surplus of a deployment waits for its end
		beyond := max(0, -missing)
		d.Surplus = min(beyond, n.healthy+n.starting-n.kept)
		d.KeptSurplus = beyond - d.Surplus
	}
	if s.Desired == 0 { // nothing is to be replaced: what is unhealthy is surplus too
		d.Surplus += n.unhealthy
	} else {
		d.Failed = failed(tasks, failures(s, n, room))
	}
	idle := n.starting+n.stopping+old.starting+old.stopping == 0
	d.Stuck = old.wanted() > 0 && idle && d.Start+d.Stop()+d.Kept() == 0
	if rec.On() {
		explain(s, n, old, room, missing, d, rec)
		if old.wanted() > 0 {
			rec.Add(!d.Stuck, leavers(tasks), fmt.Sprint(old.wanted()), oldWords(old, d))
		}
		if kept := n.kept + old.kept; kept > 0 {
			rec.Add(d.Kept() == 0, "protected from scale-in", fmt.Sprint(kept), keptWords(d))
		}
		if d.Start > 0 {
			rec.Add(true, "start", fmt.Sprint(d.Start), "")
		}
		if stop := d.Stop(); stop > 0 {
			rec.Add(true, "stop", fmt.Sprint(stop), "")
		}
	}
	return d
}

// useless names the old tasks that go at once: those that are not RUNNING yet,
// and, while enough tasks are healthy, all the others that are not healthy. It
// adds those that protection keeps to kept.
func useless(tasks []Task, enough bool, kept int64) ([]string, int64) {
	var gone []Task
	for _, t := range tasks {
		switch {
		case !t.leaves() || !(t.Condition == Starting && (enough || !t.Running) || t.Condition == Unhealthy && enough):
		case t.kept():
			kept++
		default:
			gone = append(gone, t)
		}
	}
	slices.SortFunc(gone, func(a, b Task) int {
		return cmp.Or(cmp.Compare(a.CreatedAt, b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	var ids []string
	for _, t := range gone {
		ids = append(ids, t.ID)
	}
	return ids, kept
}

// counts counts tasks by their condition. Of those that protection keeps kept
// counts all and keptHealthy the healthy ones.
type counts struct{ starting, healthy, unhealthy, stopping, failing, kept, keptHealthy int64 }

// wanted is how many of the tasks are not being stopped.
func (n counts) wanted() int64 { return n.starting + n.healthy + n.unhealthy }

// count counts the tasks that are to stay, or those that are to be replaced.
func count(tasks []Task, old bool) (n counts) {
	for _, t := range tasks {
		if t.leaves() != old {
			continue
		}
		if t.kept() {
			n.kept++
			if t.Condition == Healthy {
				n.keptHealthy++
			}
		}
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
	if replaced := min(n.unhealthy, n.healthy+n.unhealthy-s.wanted()); replaced > 0 {
		return replaced
	}
	if n.unhealthy > 0 && room <= 0 && n.starting == 0 && n.failing == 0 {
		return 1
	}
	return 0
}

// failed names the n unhealthy tasks of the primary deployment that go first, the
// newest first.
func failed(tasks []Task, n int64) []string {
	var sick []Task
	for _, t := range tasks {
		if t.Condition == Unhealthy && !t.leaves() {
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

func explain(s Service, n, old counts, room, missing int64, d Decision, rec *trace.Recorder) {
	healthy, stopping := n.healthy+old.healthy, n.stopping+old.stopping
	rec.Add(healthy >= s.Lower(), "healthy tasks", fmt.Sprintf("%d of %d", healthy, s.Desired),
		fmt.Sprintf("lower bound %d = %d%% of %d, rounded up", s.Lower(), s.MinimumHealthyPercent, s.Desired))
	rec.Add(room > 0 || missing <= 0, "tasks not yet stopped", fmt.Sprintf("%d of at most %d", n.wanted()+old.wanted()+stopping, s.Upper()),
		fmt.Sprintf("upper bound %d = %d%% of %d, rounded down", s.Upper(), s.MaximumPercent, s.Desired))
	if n.starting > 0 {
		rec.Add(true, "starting", fmt.Sprint(n.starting), "neither healthy nor unhealthy yet")
	}
	if n.unhealthy > 0 {
		rec.Add(false, "unhealthy", fmt.Sprint(n.unhealthy), unhealthyWords(n, room, d))
	}
	if stopping > 0 {
		rec.Add(true, "stopping", fmt.Sprint(stopping), "they count toward the upper bound until they are STOPPED")
	}
}

// keptWords says what protection changes.
func keptWords(d Decision) string {
	if d.Kept() == 0 {
		return "none of them is to stop now"
	}
	return fmt.Sprintf("%d of them would stop now", d.Kept())
}

// leavers names the tasks that are to be replaced.
func leavers(tasks []Task) string {
	old, draining := false, false
	for _, t := range tasks {
		if t.Condition != Stopping {
			old, draining = old || t.Old, draining || t.Draining
		}
	}
	switch {
	case old && draining:
		return "of an older deployment, or on a draining instance"
	case draining:
		return "on a draining instance"
	default:
		return "of an older deployment"
	}
}

// oldWords says what becomes of the tasks that are to be replaced.
func oldWords(old counts, d Decision) string {
	switch {
	case d.Stuck:
		return "the lower bound lets none of them stop, and the upper bound lets no new one start"
	case d.KeptOld > 0:
		return "protected ones stay until their protection ends"
	case d.Replace == old.healthy:
		return "enough new tasks are healthy"
	case d.Replace > 0:
		return "as many stop as the lower bound lets"
	default:
		return "they stop as new tasks become healthy"
	}
}
