package rollout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/trace"
)

// Zone is an Availability Zone that a service may use.
type Zone struct {
	Name  string
	Tasks int64 // of the service, with desired status RUNNING
}

// Lack is how many tasks a zone has too few.
type Lack struct {
	Zone  string
	Tasks int64
}

// due is a zone with the tasks that it is to have.
type due struct {
	Zone
	tasks int64
}

// dues shares tasks out over zones, those with the most tasks first: each has desired
// divided by the number of zones, and what remains of that is spread one each.
// "Balancing an Amazon ECS service across Availability Zones". Which zones have the
// remainder is an engine's choice: those with the most tasks, so that the fewest move.
func dues(desired int64, zones []Zone) []due {
	if len(zones) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(zones), func(a, b Zone) int {
		return cmp.Or(cmp.Compare(b.Tasks, a.Tasks), cmp.Compare(a.Name, b.Name))
	})
	share, rest := desired/int64(len(zones)), desired%int64(len(zones))
	out := make([]due, len(sorted))
	for i, z := range sorted {
		out[i] = due{z, share}
		if int64(i) < rest {
			out[i].tasks++
		}
	}
	return out
}

// Uneven returns the zones that have too few of a service's tasks, the poorest
// first; none when the service is balanced.
func Uneven(desired int64, zones []Zone, rec *trace.Recorder) []Lack {
	var out []Lack
	var words []string
	for _, z := range dues(desired, zones) {
		if z.Tasks < z.tasks {
			out = append(out, Lack{z.Name, z.tasks - z.Tasks})
		}
		words = append(words, fmt.Sprintf("%s %d of %d", z.Name, z.Tasks, z.tasks))
	}
	slices.Reverse(out)
	if rec.On() && len(zones) > 0 {
		slices.Sort(words)
		rec.Add(len(out) == 0, "tasks in each Availability Zone", strings.Join(words, ", "), fmt.Sprintf("%d tasks over %d zones", desired, len(zones)))
	}
	return out
}

// Excess returns the zones that have too many of a service's tasks, the richest
// first.
func Excess(desired int64, zones []Zone) []Zone {
	var out []Zone
	for _, z := range dues(desired, zones) {
		if z.Tasks > z.tasks {
			out = append(out, Zone{z.Name, z.Tasks - z.tasks})
		}
	}
	return out
}
