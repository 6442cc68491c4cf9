package placement

import (
	"fmt"

	"drydock/engine/trace"
)

// ruledOut records how many instances there were, and how many of them each check
// ruled out, in the order of the checks. Checks that ruled none out are left out.
func ruledOut(rejected []Rejection, instances int, rec *trace.Recorder) {
	rec.Narrow(instances > 0, "ACTIVE instances", fmt.Sprint(instances), "")
	var by [len(checks)]int
	for _, r := range rejected {
		by[r.passed]++
	}
	left := instances
	for i, n := range by {
		if n > 0 {
			left -= n
			rec.Narrow(left > 0, checks[i].reason, Out(n, left), "")
		}
	}
}

// Out says in a funnel how many a check ruled out, and how many are left.
func Out(out, left int) string { return fmt.Sprintf("%d out, %d left", out, left) }

// words are a strategy for the funnel, where there is little room.
func (s Strategy) words() string {
	switch {
	case s.Type != Spread:
		return s.String()
	case s.perInstance():
		return "spread over instances"
	case s.Field == FieldZone:
		return "spread over zones"
	default:
		return "spread over " + s.Field
	}
}
