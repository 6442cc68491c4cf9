package placement

import (
	"fmt"

	"drydock/engine/sim"
	"drydock/engine/trace"
)

// Instance is a candidate as it stands before the placement.
type Instance struct {
	ARN          string
	Label        string // how it is shown to a person
	RegisteredAt int64  // any rising number: the first criterion between equals
	Connected    bool   // whether its agent is connected
	CPU          int64  // CPU units that no task holds
	Memory       int64  // MiB that no task holds
	GPUs         int64  // that no task has
	Interfaces   int64  // how many more tasks with a network interface of their own it takes
	Zone         string // its Availability Zone
	Ports        []int64
	UDPPorts     []int64
	// Missing is what it lacks of the attributes that the task requires; empty
	// when it has them all.
	Missing string
	// NotMember is what it has in place of what a memberOf constraint asks;
	// empty when it satisfies them all.
	NotMember string
	// Values has, for each strategy of the chain, the instance's value of the
	// attribute over which it spreads; empty when it has none, and where the
	// strategy reads no attribute.
	Values []string
	// Tasks counts the tasks of the task's own service (or group) on this
	// instance with desired status RUNNING.
	Tasks int64
}

// Need is what a task asks of its instance.
type Need struct {
	CPU        int64 // CPU units
	Memory     int64 // MiB
	GPUs       int64
	Interfaces int64    // 1 for a task with a network interface of its own
	Zones      []string // of the subnets that such a task may be in; none for everywhere
	Ports      []int64  // static host ports for tcp
	UDPPorts   []int64  // those for udp
	// Distinct: no other task of its service or group may be there. One whose desired
	// status is STOPPED does not count, though it may run still: "Define which container
	// instances Amazon ECS uses for tasks".
	Distinct bool
}

// Decision is the outcome of one placement.
type Decision struct {
	Chosen   int // index into the instances given; -1 when none fits
	Rejected []Rejection
	// Closest is the index into Rejected of the instance that came nearest;
	// -1 when there was no instance at all or one was chosen.
	Closest int
}

// Place chooses an instance for one task: it drops those that do not fit, has
// each strategy of the chain decide among what the one before has left, and
// takes the first of the rest. The instances must be given in tie order: by
// registration time, then by ARN. Chance is drawn from draw, once for each
// strategy random that has something to choose from.
func Place(need Need, instances []Instance, chain []Strategy, draw *sim.Stream, rec *trace.Recorder) Decision {
	d := Decision{Chosen: -1, Closest: -1}
	candidates := make([]int, 0, len(instances))
	for i := range instances {
		if r, bad := reject(&need, &instances[i]); bad {
			d.Rejected = append(d.Rejected, r)
			if rec.On() {
				rec.Add(false, instances[i].Label, r.Reason, lack(&need, &instances[i], r.Reason))
			}
			continue
		}
		candidates = append(candidates, i)
	}
	if rec.On() {
		ruledOut(d.Rejected, len(instances), rec)
	}
	if len(candidates) == 0 {
		d.Closest = closest(d.Rejected)
		return d
	}
	for step, s := range chain {
		of := len(candidates)
		candidates = s.narrow(step, instances, candidates, draw, rec)
		if rec.On() {
			rec.Narrow(true, s.words(), fmt.Sprintf("keeps %d of %d", len(candidates), of), "")
		}
	}
	d.Chosen = candidates[0]
	if rec.On() {
		why := "the only one left"
		if len(candidates) > 1 {
			why = fmt.Sprintf("first registered of %d equals", len(candidates))
		}
		rec.Add(true, instances[d.Chosen].Label, "chosen", why)
		rec.Narrow(true, "chosen", instances[d.Chosen].Label, why)
	}
	return d
}
