package scaling

import (
	"fmt"

	"drydock/engine/trace"
)

// Item is one capacity provider of a strategy.
type Item struct {
	Provider string
	Base     int64 // tasks that it gets before any weight counts
	Weight   int64 // its share of the rest
}

// Start says on which item the next task is started, given how many tasks each has;
// -1 when none can have it: every weight is 0 and every base is met.
func Start(items []Item, tasks []int64, rec *trace.Recorder) int {
	best := -1
	for i, item := range items {
		if tasks[i] < item.Base {
			rec.Add(true, item.Provider, "chosen", fmt.Sprintf("%d of its base of %d", tasks[i], item.Base))
			return i
		}
		if item.Weight > 0 && (best < 0 || fewer(items[i], tasks[i], items[best], tasks[best])) {
			best = i
		}
	}
	if rec.On() {
		for i, item := range items {
			result := "passed over"
			if i == best {
				result = "chosen"
			}
			rec.Add(i == best, item.Provider, result, fmt.Sprintf("%d tasks beyond its base of %d, weight %d", tasks[i]-item.Base, item.Base, item.Weight))
		}
	}
	return best
}

// Stop says from which item the next task is stopped, given how many tasks each has,
// and how many of these may stop; -1 when none may. None goes below its base as long
// as another is above.
func Stop(items []Item, tasks, free []int64) int {
	best := -1
	for i, item := range items {
		if free[i] > 0 && tasks[i] > item.Base && (best < 0 || !fewer(items[i], tasks[i], items[best], tasks[best])) {
			best = i
		}
	}
	if best >= 0 {
		return best
	}
	for i := range items { // all are at their base, or below
		if free[i] > 0 {
			best = i
		}
	}
	return best
}

// fewer reports whether one item has fewer tasks beyond its base than another, each
// divided by its weight. An item without weight has the most.
func fewer(a Item, tasksOfA int64, b Item, tasksOfB int64) bool {
	if a.Weight == 0 || b.Weight == 0 {
		return a.Weight > b.Weight
	}
	return (tasksOfA-a.Base)*b.Weight < (tasksOfB-b.Base)*a.Weight
}
