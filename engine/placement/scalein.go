package placement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/sim"
	"drydock/engine/trace"
)

// Task is a running task that scale-in may choose.
type Task struct {
	ID          string
	Label       string   // how it is shown to a person
	Instance    string   // its instance
	Values      []string // of its instance, as Instance.Values has them
	CPU, Memory int64    // what it holds
	// LeftCPU and LeftMemory are what its instance has that no task holds.
	LeftCPU, LeftMemory int64
	Healthy             bool // not reported unhealthy
	Running             bool // its last status is RUNNING
	Protected           bool // from scale-in: counts, and is never chosen
	CreatedAt           int64
}

// ScaleIn returns the n tasks to stop, or as many as are not protected, in the
// order of stopping. Unhealthy tasks
// and those not yet running go first. Then each strategy of the chain decides
// among what the one before has left: spread takes from the value with the most
// tasks, binpack the task whose instance will have the most left, random draws.
// Where the last strategy is a spread, one of what is left is drawn; with a nil
// draw, which is for the chain of a service that names no strategy, and after
// binpack the newest goes, then the one with the greatest id. AWS documents the
// strategies; the rest is an engine's choice. Where no words are wanted, leave
// finds the same tasks faster.
func ScaleIn(tasks []Task, n int, chain []Strategy, draw *sim.Stream, rec *trace.Recorder) []Task {
	left := slices.Clone(tasks)
	free := len(left)
	for _, t := range left {
		if t.Protected {
			free--
			rec.Add(true, t.Label, "kept", "protected from scale-in")
		}
	}
	if n = min(n, free); n <= 0 {
		return nil
	}
	if !rec.On() {
		return leave(tasks, n, chain, draw)
	}
	var stopped []Task
	for len(stopped) < n {
		p := &picker{all: left, left: left, words: rec.On()}
		if free < len(tasks) {
			p.left = slices.DeleteFunc(slices.Clone(left), func(t Task) bool { return t.Protected })
		}
		p.only("unhealthy", func(t *Task) bool { return !t.Healthy })
		p.only("not yet running", func(t *Task) bool { return !t.Running })
		for step, s := range chain {
			p.apply(step, s, draw)
		}
		if draw != nil && len(chain) > 0 && chain[len(chain)-1].Type == Spread {
			p.drawn(draw)
		}
		gone := p.newest()
		if rec.On() {
			rec.Add(true, gone.Label, "stop", strings.Join(p.reasons, "; "))
		}
		stopped = append(stopped, gone)
		left = without(left, gone)
	}
	return stopped
}

// without returns the tasks but one, whose resources are free again.
func without(tasks []Task, gone Task) []Task {
	var out []Task
	for _, t := range tasks {
		if t.ID == gone.ID {
			continue
		}
		if t.Instance == gone.Instance {
			t.LeftCPU, t.LeftMemory = t.LeftCPU+gone.CPU, t.LeftMemory+gone.Memory
		}
		out = append(out, t)
	}
	return out
}

// picker narrows tasks down to the one that goes.
type picker struct {
	all     []Task // that are still wanted
	left    []Task
	words   bool // whether reasons are wanted
	reasons []string
}

func (p *picker) because(format string, args ...any) {
	if p.words {
		p.reasons = append(p.reasons, fmt.Sprintf(format, args...))
	}
}

// only keeps the tasks for which f holds, if there are any.
func (p *picker) only(word string, f func(*Task) bool) {
	var kept []Task
	for i := range p.left {
		if f(&p.left[i]) {
			kept = append(kept, p.left[i])
		}
	}
	if len(kept) > 0 {
		p.left = kept
		p.because("%s", word)
	}
}

// apply has one strategy of the chain decide.
func (p *picker) apply(step int, s Strategy, draw *sim.Stream) {
	switch s.Type {
	case Random:
		p.drawn(draw)
	case Binpack:
		after := func(t *Task) int64 {
			if s.Field == FieldCPU {
				return t.LeftCPU + t.CPU
			}
			return t.LeftMemory + t.Memory
		}
		p.because("%s: most left after the stop, %d", s, p.most(after))
	default:
		value := func(t *Task) string {
			if s.perInstance() {
				return t.Instance
			}
			return t.Values[step]
		}
		perValue := map[string]int64{}
		for i := range p.all {
			perValue[value(&p.all[i])]++
		}
		p.because("%s: most tasks, %d", s, p.most(func(t *Task) int64 { return perValue[value(t)] }))
	}
}

// most keeps the tasks with the greatest amount, and returns it.
func (p *picker) most(amount func(*Task) int64) int64 {
	greatest := amount(&p.left[0])
	for i := range p.left {
		greatest = max(greatest, amount(&p.left[i]))
	}
	p.left = slices.DeleteFunc(slices.Clone(p.left), func(t Task) bool { return amount(&t) != greatest })
	return greatest
}

// drawn keeps one task by chance; without a stream all stay.
func (p *picker) drawn(draw *sim.Stream) {
	if draw == nil {
		return
	}
	p.because("drawn from %d", len(p.left))
	n := draw.IntN(len(p.left))
	p.left = p.left[n : n+1]
}

// newest is the task of those left that was created last, then the one with
// the greatest id.
func (p *picker) newest() Task {
	if len(p.left) > 1 {
		p.because("newest of %d", len(p.left))
	}
	return slices.MinFunc(p.left, func(a, b Task) int {
		return cmp.Or(cmp.Compare(b.CreatedAt, a.CreatedAt), cmp.Compare(b.ID, a.ID))
	})
}
