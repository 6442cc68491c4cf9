package placement

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/trace"
)

// MaxReservedPorts is how many host ports an instance may hold reserved, the
// default ones included; dynamic ports do not count.
const MaxReservedPorts = 100

// Instance is a candidate as it stands before the placement.
type Instance struct {
	ARN          string
	Label        string // how it is shown to a person
	Zone         string // its Availability Zone
	RegisteredAt int64  // any rising number: the first criterion between equals
	Connected    bool   // whether its agent is connected
	CPU          int64  // CPU units that no task holds
	Memory       int64  // MiB that no task holds
	Ports        []int64
	// Tasks counts the tasks of the task's own service (or group) on this
	// instance with desired status RUNNING.
	Tasks int64
}

// Need is what a task asks of its instance.
type Need struct {
	CPU    int64   // CPU units
	Memory int64   // MiB
	Ports  []int64 // static host ports
}

// Criterion is one step of a chain of strategies: a value by which instances
// are grouped and evenly used.
type Criterion int

const (
	// SpreadZone prefers the Availability Zone with the fewest tasks.
	SpreadZone Criterion = iota
	// SpreadInstance prefers the instance with the fewest tasks.
	SpreadInstance
)

func (c Criterion) String() string {
	return [...]string{"spread attribute:ecs.availability-zone", "spread instanceId"}[c]
}

// ServiceDefault is what a replica service without a placement strategy gets:
// the zone with the fewest of its tasks, then the instance with the fewest.
var ServiceDefault = []Criterion{SpreadZone, SpreadInstance}

// Reasons for which an instance is ruled out, spelled as the API spells them
// in its failures.
const (
	Agent  = "AGENT"
	CPU    = "RESOURCE:CPU"
	Memory = "RESOURCE:MEMORY"
	Ports  = "RESOURCE:PORTS"
)

// Rejection is why one instance was ruled out.
type Rejection struct {
	ARN    string
	Reason string
	passed int   // how many checks it passed before
	left   int64 // how much it has left of what it lacks
}

// Decision is the outcome of one placement.
type Decision struct {
	Chosen   int // index into the instances given; -1 when none fits
	Rejected []Rejection
	// Closest is the index into Rejected of the instance that came nearest;
	// -1 when there was no instance at all or one was chosen.
	Closest int
}

// Place chooses an instance for one task. The instances must be given in tie
// order: by registration time, then by ARN.
func Place(need Need, instances []Instance, chain []Criterion, rec *trace.Recorder) Decision {
	d := Decision{Chosen: -1, Closest: -1}
	candidates := make([]int, 0, len(instances))
	for i := range instances {
		if r, bad := reject(need, &instances[i]); bad {
			d.Rejected = append(d.Rejected, r)
			if rec.On() {
				rec.Add(false, instances[i].Label, r.Reason, lack(need, &instances[i], r.Reason))
			}
			continue
		}
		candidates = append(candidates, i)
	}
	for _, c := range chain {
		candidates = narrow(c, instances, candidates, rec)
	}
	if len(candidates) == 0 {
		d.Closest = closest(d.Rejected)
		return d
	}
	d.Chosen = candidates[0]
	if rec.On() {
		why := "the only one left"
		if len(candidates) > 1 {
			why = fmt.Sprintf("first registered of %d equals", len(candidates))
		}
		rec.Add(true, instances[d.Chosen].Label, "chosen", why)
	}
	return d
}

// reject applies the checks in their order; the first that fails is the reason.
func reject(need Need, in *Instance) (Rejection, bool) {
	for passed, check := range [...]struct {
		reason string
		ok     bool
		left   int64
	}{
		{Agent, in.Connected, 0},
		{CPU, in.CPU >= need.CPU, in.CPU},
		{Memory, in.Memory >= need.Memory, in.Memory},
		{Ports, portsFree(need.Ports, in.Ports), 0},
	} {
		if !check.ok {
			return Rejection{ARN: in.ARN, Reason: check.reason, passed: passed, left: check.left}, true
		}
	}
	return Rejection{}, false
}

func portsFree(want, taken []int64) bool {
	for _, p := range want {
		if slices.Contains(taken, p) {
			return false
		}
	}
	return len(want)+len(taken) <= MaxReservedPorts || len(want) == 0
}

// lack says in numbers what an instance is short of.
func lack(need Need, in *Instance, reason string) string {
	switch reason {
	case CPU:
		return fmt.Sprintf("needs %d CPU units, %d left", need.CPU, in.CPU)
	case Memory:
		return fmt.Sprintf("needs %d MiB, %d left", need.Memory, in.Memory)
	case Ports:
		return fmt.Sprintf("a host port of %v is taken", need.Ports)
	default:
		return "its agent is not connected"
	}
}

// narrow keeps the candidates with the fewest tasks at their value of the
// criterion. Values are counted over every instance, also over those that were
// ruled out: their tasks run all the same.
func narrow(c Criterion, instances []Instance, candidates []int, rec *trace.Recorder) []int {
	if len(candidates) == 0 {
		return nil
	}
	perZone := map[string]int64{}
	if c == SpreadZone {
		for i := range instances {
			perZone[instances[i].Zone] += instances[i].Tasks
		}
	}
	count := func(i int) int64 {
		if c == SpreadZone {
			return perZone[instances[i].Zone]
		}
		return instances[i].Tasks
	}
	fewest := count(slices.MinFunc(candidates, func(a, b int) int { return cmp.Compare(count(a), count(b)) }))
	kept := make([]int, 0, len(candidates))
	for _, i := range candidates {
		n := count(i)
		if n == fewest {
			kept = append(kept, i)
		}
		if rec.On() {
			result, where := "kept", "on it"
			if n != fewest {
				result = "passed over"
			}
			if c == SpreadZone {
				where = "in " + instances[i].Zone
			}
			rec.Add(n == fewest, instances[i].Label, result, fmt.Sprintf("%s: %d tasks of the service %s, fewest is %d", c, n, where, fewest))
		}
	}
	return kept
}

// closest returns the rejection of the instance that passed the most checks;
// among equals the one with most left of what it lacks, then the first.
func closest(rejected []Rejection) int {
	best := -1
	for i, r := range rejected {
		if best < 0 || r.passed > rejected[best].passed || r.passed == rejected[best].passed && r.left > rejected[best].left {
			best = i
		}
	}
	return best
}
