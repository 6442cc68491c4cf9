package placement

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/trace"
)

// Subnet is a subnet in which a task on Fargate may get its network interface.
type Subnet struct {
	ID    string
	Label string // how it is shown to a person
	Zone  string
	Tasks int64 // of the task's own service (or group) and capacity provider, with desired status RUNNING
	Free  int64 // private addresses that nothing has
}

// PlaceInSubnet chooses the subnet of a task on Fargate and returns its index; -1
// when none has an address left. Fargate has no instances to choose from, and so
// neither strategies nor constraints: tasks are spread over the Availability Zones
// of the subnets, best effort. That a zone without a free address is passed over,
// that in a zone the subnet with the fewest tasks is taken, and that the first
// given breaks a tie are engine's choices. "How Amazon ECS places tasks on
// container instances", Fargate launch type.
func PlaceInSubnet(subnets []Subnet, rec *trace.Recorder) int {
	perZone := map[string]int64{}
	for _, s := range subnets {
		perZone[s.Zone] += s.Tasks
	}
	best := -1
	for i, s := range subnets {
		if s.Free <= 0 {
			rec.Add(false, s.Label, "no address", "every private address of the subnet is in use")
			continue
		}
		if best < 0 || perZone[s.Zone] < perZone[subnets[best].Zone] ||
			perZone[s.Zone] == perZone[subnets[best].Zone] && s.Tasks < subnets[best].Tasks && s.Zone == subnets[best].Zone {
			best = i
		}
	}
	if !rec.On() {
		return best
	}
	subnetFunnel(subnets, best, perZone, rec)
	var zones, words []string
	for _, s := range subnets {
		if !slices.Contains(zones, s.Zone) {
			zones = append(zones, s.Zone)
			words = append(words, fmt.Sprintf("%s %d", s.Zone, perZone[s.Zone]))
		}
	}
	rec.Add(true, "spread over Availability Zones", "fewest tasks", strings.Join(words, ", "))
	if best >= 0 {
		rec.Add(true, subnets[best].Label, "chosen", "in "+subnets[best].Zone)
	}
	return best
}

// subnetFunnel records how many subnets there were, and how many were left.
func subnetFunnel(subnets []Subnet, best int, perZone map[string]int64, rec *trace.Recorder) {
	free, kept := 0, 0
	for _, s := range subnets {
		if s.Free > 0 {
			free++
			if perZone[s.Zone] == perZone[subnets[best].Zone] {
				kept++
			}
		}
	}
	rec.Narrow(len(subnets) > 0, "subnets", fmt.Sprint(len(subnets)), "")
	if out := len(subnets) - free; out > 0 {
		rec.Narrow(free > 0, "no address", Out(out, free), "")
	}
	if best < 0 {
		return
	}
	rec.Narrow(true, "spread over zones", fmt.Sprintf("keeps %d of %d", kept, free), "")
	rec.Narrow(true, "chosen", subnets[best].Label, "in "+subnets[best].Zone)
}
