package placement

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/sim"
	"drydock/engine/trace"
)

// MaxStrategies is how many strategies a chain may have. API Reference,
// CreateService.
const MaxStrategies = 5

// Types of strategies, as the API spells them.
const (
	Spread  = "spread"
	Binpack = "binpack"
	Random  = "random"
)

// Fields of strategies that are not "attribute:NAME".
const (
	FieldInstance = "instanceId"
	FieldHost     = "host" // the same as instanceId
	FieldCPU      = "CPU"
	FieldMemory   = "MEMORY"
	FieldZone     = "attribute:ecs.availability-zone"
)

// Strategy is one step of a chain.
type Strategy struct{ Type, Field string }

// String is "spread attribute:ecs.availability-zone", "binpack memory", "random".
func (s Strategy) String() string {
	switch {
	case s.Field == "":
		return s.Type
	case s.Type == Binpack:
		return s.Type + " " + strings.ToLower(s.Field)
	default:
		return s.Type + " " + s.Field
	}
}

// perInstance reports whether a spread counts the tasks of each instance by
// itself.
func (s Strategy) perInstance() bool { return s.Field == FieldInstance || s.Field == FieldHost }

// ServiceDefault returns what a replica service without a placement strategy
// gets: the zone with the fewest of its tasks, then the instance with the
// fewest.
func ServiceDefault() []Strategy {
	return []Strategy{{Spread, FieldZone}, {Spread, FieldInstance}}
}

// narrow keeps the candidates that the strategy, the step-th of its chain,
// prefers. There is at least one candidate, and at least one is kept.
func (s Strategy) narrow(step int, instances []Instance, candidates []int, draw *sim.Stream, rec *trace.Recorder) []int {
	switch s.Type {
	case Random:
		return s.drawn(instances, candidates, draw, rec)
	case Binpack:
		left := func(i int) int64 {
			if s.Field == FieldCPU {
				return instances[i].CPU
			}
			return instances[i].Memory
		}
		return least(instances, candidates, left, rec, func(i int, least int64) string {
			unit := "MiB"
			if s.Field == FieldCPU {
				unit = "CPU units"
			}
			return fmt.Sprintf("%s: %d %s left, least is %d", s, left(i), unit, least)
		})
	}
	tasks := s.tasks(step, instances)
	return least(instances, candidates, tasks, rec, func(i int, least int64) string {
		return fmt.Sprintf("%s: %d tasks of the service %s, fewest is %d", s, tasks(i), s.where(step, &instances[i]), least)
	})
}

// tasks returns the count of tasks at each instance's value. Values are counted
// over every instance, also over those that were ruled out: their tasks run all
// the same.
func (s Strategy) tasks(step int, instances []Instance) func(int) int64 {
	if s.perInstance() {
		return func(i int) int64 { return instances[i].Tasks }
	}
	perValue := map[string]int64{}
	for i := range instances {
		perValue[instances[i].Values[step]] += instances[i].Tasks
	}
	return func(i int) int64 { return perValue[instances[i].Values[step]] }
}

// where says over what a spread has counted.
func (s Strategy) where(step int, in *Instance) string {
	switch {
	case s.perInstance():
		return "on it"
	case s.Field == FieldZone:
		return "in " + in.Values[step]
	case in.Values[step] == "":
		return "on instances without it"
	default:
		return "where it is " + in.Values[step]
	}
}

// least keeps the candidates with the smallest amount.
func least(instances []Instance, candidates []int, amount func(int) int64, rec *trace.Recorder, words func(i int, least int64) string) []int {
	amounts := make([]int64, len(candidates))
	for k, i := range candidates {
		amounts[k] = amount(i)
	}
	smallest := slices.Min(amounts)
	kept := make([]int, 0, len(candidates))
	for k, i := range candidates {
		keep := amounts[k] == smallest
		if keep {
			kept = append(kept, i)
		}
		if rec.On() {
			rec.Add(keep, instances[i].Label, keptOr(keep, "kept"), words(i, smallest))
		}
	}
	return kept
}

// drawn keeps one candidate by chance.
func (s Strategy) drawn(instances []Instance, candidates []int, draw *sim.Stream, rec *trace.Recorder) []int {
	n := draw.IntN(len(candidates))
	if rec.On() {
		for k, i := range candidates {
			rec.Add(k == n, instances[i].Label, keptOr(k == n, "drawn"), fmt.Sprintf("%s: one of %d is drawn", s, len(candidates)))
		}
	}
	return slices.Clone(candidates[n : n+1])
}

func keptOr(keep bool, word string) string {
	if keep {
		return word
	}
	return "passed over"
}
