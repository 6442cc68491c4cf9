package placement

import (
	"cmp"
	"slices"
)

// Task is a running task that scale-in may choose.
type Task struct {
	ID        string
	Zone      string
	Instance  string
	Healthy   bool // not reported unhealthy
	Running   bool // its last status is RUNNING
	CreatedAt int64
}

// ScaleIn returns the n tasks that a service without a placement strategy
// stops: always from the zone with the most of its tasks, and there from the
// instance with the most. Unhealthy tasks and those not yet running go first;
// between equals the newest goes, then the one with the greatest id (engine's
// choice, reference: "Which task is stopped on scale-in").
func ScaleIn(tasks []Task, n int) []Task {
	left := slices.Clone(tasks)
	var stopped []Task
	for len(stopped) < n && len(left) > 0 {
		zones, instances := map[string]int{}, map[string]int{}
		for _, t := range left {
			zones[t.Zone]++
			instances[t.Instance]++
		}
		i := slices.Index(left, slices.MinFunc(left, func(a, b Task) int {
			return cmp.Or(
				first(!a.Healthy, !b.Healthy),
				first(!a.Running, !b.Running),
				cmp.Compare(zones[b.Zone], zones[a.Zone]),
				cmp.Compare(instances[b.Instance], instances[a.Instance]),
				cmp.Compare(b.CreatedAt, a.CreatedAt),
				cmp.Compare(b.ID, a.ID),
			)
		}))
		stopped = append(stopped, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return stopped
}

// first orders what is true before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}
