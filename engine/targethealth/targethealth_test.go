package targethealth

import (
	"testing"

	"drydock/engine/trace"
)

var defaults = Settings{HealthyThreshold: 5, UnhealthyThreshold: 2}

func TestChecksDecideTheState(t *testing.T) { // reference 02 §§4.3, 4.4
	for _, c := range []struct {
		name   string
		from   State
		checks []Outcome
		want   State
		reason string
	}{
		{"one pass makes a new target healthy", Initial, []Outcome{Passed}, Healthy, ""},
		{"one failure leaves a new target initial", Initial, []Outcome{TimedOut}, Initial, ""},
		{"two failures make it unhealthy", Initial, []Outcome{TimedOut, TimedOut}, Unhealthy, "Target.Timeout"},
		{"a pass between failures starts the count anew", Healthy, []Outcome{Refused, Passed, Refused}, Healthy, ""},
		{"a healthy target falls after two", Healthy, []Outcome{Refused, Refused}, Unhealthy, "Target.FailedHealthChecks"},
		{"four passes do not bring it back", Unhealthy, []Outcome{Passed, Passed, Passed, Passed}, Unhealthy, ""},
		{"five do", Unhealthy, []Outcome{Passed, Passed, Passed, Passed, Passed}, Healthy, ""},
		{"a failure among them does not", Unhealthy, []Outcome{Passed, Passed, Mismatched, Passed, Passed, Passed}, Unhealthy, "Target.ResponseCodeMismatch"},
		{"the latest failure gives the reason", Unhealthy, []Outcome{Refused, Mismatched}, Unhealthy, "Target.ResponseCodeMismatch"},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := Target{State: c.from}
			for _, o := range c.checks {
				target = Next(target, defaults, o, 404, nil)
			}
			if target.State != c.want || target.Reason != c.reason {
				t.Errorf("got %s %q, want %s %q", target.State, target.Reason, c.want, c.reason)
			}
		})
	}
}

func TestEachBalancerHasItsReasons(t *testing.T) { // reference 02 §4.4
	for _, c := range []struct {
		name   string
		by     Balancer
		checks []Outcome
		want   State
		reason string
	}{
		{"a Network Load Balancer has one reason: no answer", Network, []Outcome{TimedOut, TimedOut}, Unhealthy, "Target.FailedHealthChecks"},
		{"refused", Network, []Outcome{Refused, Refused}, Unhealthy, "Target.FailedHealthChecks"},
		{"another status", Network, []Outcome{Mismatched, Mismatched}, Unhealthy, "Target.FailedHealthChecks"},
		{"one pass is enough for it", Network, []Outcome{Passed}, Healthy, ""},
		{"a Classic Load Balancer blames the instance", Classic, []Outcome{TimedOut, Refused}, Unhealthy, "Instance"},
		{"and asks for its threshold at first", Classic, []Outcome{Passed, Passed, Passed, Passed}, Initial, ""},
		{"which can be met", Classic, []Outcome{Passed, Passed, Passed, Passed, Passed}, Healthy, ""},
		{"and counts in a row", Classic, []Outcome{Passed, Passed, Passed, Passed, Refused, Passed}, Initial, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			target, settings := Target{State: Initial}, defaults
			settings.Balancer = c.by
			for _, o := range c.checks {
				target = Next(target, settings, o, 404, nil)
			}
			if target.State != c.want || target.Reason != c.reason {
				t.Errorf("got %s %q, want %s %q", target.State, target.Reason, c.want, c.reason)
			}
		})
	}
}

func TestTheTraceCounts(t *testing.T) {
	rec := &trace.Recorder{}
	got := Next(Target{State: Initial, Failures: 1}, defaults, Mismatched, 404, rec)
	if got.Text != "Health checks failed with these codes: [404]" {
		t.Errorf("text %q", got.Text)
	}
	if len(rec.Steps) != 2 || rec.Steps[1].Result != "2 of 2" || rec.Steps[1].OK {
		t.Errorf("steps %+v", rec.Steps)
	}
}
