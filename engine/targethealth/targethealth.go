// Package targethealth decides the health of one load balancer target from the
// results of its health checks.
//
// See "Health checks for Application Load Balancer target groups", "Health checks
// for Network Load Balancer target groups" and "Configure health checks for your
// Classic Load Balancer" in the Elastic Load Balancing user guides. It knows nothing
// of how a check travels and keeps no state of its own.
package targethealth

import (
	"fmt"

	"drydock/engine/trace"
)

// State is a target's health state, spelled as DescribeTargetHealth spells it.
type State string

// The states of a target.
const (
	Initial   State = "initial"
	Healthy   State = "healthy"
	Unhealthy State = "unhealthy"
	Unused    State = "unused"
	Draining  State = "draining"
)

// Outcome is how a single check ended.
type Outcome int

// The outcomes of a check.
const (
	Passed     Outcome = iota
	TimedOut           // no answer within the timeout
	Refused            // nothing listens, or the connection was reset
	Mismatched         // the answer's code is outside the matcher
)

// Balancer is the kind of load balancer that checks.
type Balancer int

// The kinds of load balancers.
const (
	Application Balancer = iota
	Network
	Classic
)

// Settings are the parts of a target group that decide health.
type Settings struct {
	Balancer           Balancer
	HealthyThreshold   int64 // consecutive passes that bring an unhealthy target back
	UnhealthyThreshold int64 // consecutive failures that make a target unhealthy
}

// Target is what has been seen of a target so far.
type Target struct {
	State    State
	Passes   int64 // consecutive
	Failures int64 // consecutive
	Reason   string
	Text     string // AWS's description of the reason
}

// Next takes one more check into account. code is the HTTP status of an answer
// and counts only for Mismatched.
//
// A new target needs a single pass to become healthy, whatever the healthy
// threshold says; the threshold is for the way back from unhealthy. A Classic Load
// Balancer asks for the threshold of new instances too.
func Next(t Target, s Settings, o Outcome, code int64, rec *trace.Recorder) Target {
	if o == Passed {
		t.Passes, t.Failures = t.Passes+1, 0
		return passed(t, s, rec)
	}
	t.Passes, t.Failures = 0, t.Failures+1
	reason, text := explain(s.Balancer, o, code)
	rec.Add(false, "check", "failed", text)
	rec.Add(t.Failures < s.UnhealthyThreshold, "consecutive failures", fmt.Sprintf("%d of %d", t.Failures, s.UnhealthyThreshold), "")
	if t.State == Unhealthy || t.Failures >= s.UnhealthyThreshold {
		t.State, t.Reason, t.Text = Unhealthy, reason, text
	}
	return t
}

func passed(t Target, s Settings, rec *trace.Recorder) Target {
	rec.Add(true, "check", "passed", "")
	switch {
	case t.State == Healthy:
		return t
	case t.State == Unhealthy && t.Passes < s.HealthyThreshold:
		rec.Add(false, "consecutive passes", fmt.Sprintf("%d of %d", t.Passes, s.HealthyThreshold), "an unhealthy target needs the healthy threshold")
		return t
	case s.Balancer == Classic && t.Passes < s.HealthyThreshold:
		rec.Add(false, "consecutive passes", fmt.Sprintf("%d of %d", t.Passes, s.HealthyThreshold), "an instance needs the healthy threshold")
		return t
	case t.State == Unhealthy || s.Balancer == Classic:
		rec.Add(true, "consecutive passes", fmt.Sprintf("%d of %d", t.Passes, s.HealthyThreshold), "")
	default:
		rec.Add(true, "consecutive passes", "1 of 1", "a new target needs a single pass")
	}
	t.State, t.Reason, t.Text = Healthy, "", ""
	return t
}

// explain returns the reason code and description of a failed check. A Network Load
// Balancer has one reason for whatever failed, and a Classic one says only whose
// fault it is.
func explain(b Balancer, o Outcome, code int64) (reason, text string) {
	switch {
	case b == Classic:
		return "Instance", "Instance has failed at least the UnhealthyThreshold number of health checks consecutively."
	case b == Application && o == TimedOut:
		return "Target.Timeout", "Request timed out"
	case b == Application && o == Mismatched:
		return "Target.ResponseCodeMismatch", fmt.Sprintf("Health checks failed with these codes: [%d]", code)
	default:
		return "Target.FailedHealthChecks", "Health checks failed"
	}
}
