package placement

import (
	"fmt"
	"slices"
	"strings"
)

// MaxReservedPorts is how many host ports an instance may hold reserved, the
// default ones included; dynamic ports do not count.
const MaxReservedPorts = 100

// Reasons for which an instance is ruled out, spelled as the API spells them
// in its failures.
const (
	Agent     = "AGENT"
	Attribute = "ATTRIBUTE"
	Location  = "LOCATION"
	CPU       = "RESOURCE:CPU"
	Memory    = "RESOURCE:MEMORY"
	GPU       = "RESOURCE:GPU"
	Ports     = "RESOURCE:PORTS"
	ENI       = "RESOURCE:ENI"
	MemberOf  = "MemberOf placement constraint unsatisfied."
	Distinct  = "DistinctInstance placement constraint unsatisfied."
)

// Rejection is why one instance was ruled out.
type Rejection struct {
	ARN    string
	Reason string
	passed int   // how many checks it passed before
	left   int64 // how much it has left of what it lacks
}

// checks has every check that an instance must pass, in the order in which they
// are made (engine's choice; AWS says only that constraints come after what the
// task needs).
var checks = [...]struct {
	reason string
	ok     func(need *Need, in *Instance) bool
	left   func(in *Instance) int64 // nil where there is no amount
}{
	{Agent, func(_ *Need, in *Instance) bool { return in.Connected }, nil},
	{Attribute, func(_ *Need, in *Instance) bool { return in.Missing == "" }, nil},
	{Location, func(need *Need, in *Instance) bool {
		return len(need.Zones) == 0 || slices.Contains(need.Zones, in.Zone)
	}, nil},
	{CPU, func(need *Need, in *Instance) bool { return in.CPU >= need.CPU }, func(in *Instance) int64 { return in.CPU }},
	{Memory, func(need *Need, in *Instance) bool { return in.Memory >= need.Memory }, func(in *Instance) int64 { return in.Memory }},
	{GPU, func(need *Need, in *Instance) bool { return in.GPUs >= need.GPUs }, func(in *Instance) int64 { return in.GPUs }},
	{Ports, func(need *Need, in *Instance) bool { return portsFree(need, in) }, nil},
	{ENI, func(need *Need, in *Instance) bool { return in.Interfaces >= need.Interfaces }, func(in *Instance) int64 { return in.Interfaces }},
	{MemberOf, func(_ *Need, in *Instance) bool { return in.NotMember == "" }, nil},
	{Distinct, func(need *Need, in *Instance) bool { return !need.Distinct || in.Tasks == 0 }, nil},
}

// reject applies the checks in their order; the first that fails is the reason.
func reject(need *Need, in *Instance) (Rejection, bool) {
	for passed := range checks {
		check := &checks[passed]
		if check.ok(need, in) {
			continue
		}
		r := Rejection{ARN: in.ARN, Reason: check.reason, passed: passed}
		if check.left != nil {
			r.left = check.left(in)
		}
		return r, true
	}
	return Rejection{}, false
}

func portsFree(need *Need, in *Instance) bool {
	want := len(need.Ports) + len(need.UDPPorts)
	return want == 0 || noneOf(need.Ports, in.Ports) && noneOf(need.UDPPorts, in.UDPPorts) && want+len(in.Ports)+len(in.UDPPorts) <= MaxReservedPorts
}

// noneOf reports whether no port that is wanted is taken.
func noneOf(want, taken []int64) bool {
	return !slices.ContainsFunc(want, func(p int64) bool { return slices.Contains(taken, p) })
}

// takenPorts names the ports that a task wants and an instance has not.
func takenPorts(need *Need, in *Instance) string {
	var words []string
	for _, p := range need.Ports {
		if slices.Contains(in.Ports, p) {
			words = append(words, fmt.Sprint(p))
		}
	}
	for _, p := range need.UDPPorts {
		if slices.Contains(in.UDPPorts, p) {
			words = append(words, fmt.Sprintf("%d/udp", p))
		}
	}
	if len(words) == 0 {
		return fmt.Sprintf("it has %d reserved host ports, and %d is the most", len(in.Ports)+len(in.UDPPorts), MaxReservedPorts)
	}
	return "host port " + strings.Join(words, ", ") + " is taken"
}

// lack says what an instance is short of, in numbers where there are any. What is
// kept free for daemons may be more than there is: then nothing is left.
func lack(need *Need, in *Instance, reason string) string {
	switch reason {
	case CPU:
		return fmt.Sprintf("needs %d CPU units, %d left", need.CPU, max(0, in.CPU))
	case Memory:
		return fmt.Sprintf("needs %d MiB, %d left", need.Memory, max(0, in.Memory))
	case Ports:
		return takenPorts(need, in)
	case GPU:
		return fmt.Sprintf("needs %d GPUs, %d left", need.GPUs, in.GPUs)
	case ENI:
		return fmt.Sprintf("needs a network interface, %d left", in.Interfaces)
	case Location:
		return "it is in " + in.Zone + ", the subnets are in " + strings.Join(need.Zones, ", ")
	case Attribute:
		return "it needs " + in.Missing
	case MemberOf:
		return in.NotMember
	case Distinct:
		return fmt.Sprintf("%d tasks of the service are on it", in.Tasks)
	default:
		return "its agent is not connected"
	}
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
