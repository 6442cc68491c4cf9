package scenarios

import "strings"

// Trial is a hidden run of a solved scenario: its own chance and, unless it has
// none, its own faults. Everything else is as it was played, so the same moves
// apply.
type Trial struct {
	Chance uint64
	Faults []Fault // in place of the scenario's; nil: the scenario's own
}

// TrialResult is how a hidden trial went.
type TrialResult struct {
	Number   int // from 1
	Survived bool
	Why      string // the goals that were not met, and why; or why the moves could not be made
}

// trial plays the moves of the submission again, at their times, under a
// trial's chance and faults.
func (r *Run) trial(i int) TrialResult {
	t, s := r.scenario.Trials[i], *r.scenario
	out := TrialResult{Number: i + 1}
	if t.Faults != nil {
		s.Faults = t.Faults
	}
	s.Trials = nil
	a, err := newAttempt(&s, r.attempt.seed, t.Chance)
	if err != nil {
		out.Why = err.Error()
		return out
	}
	for _, m := range r.made {
		a.advanceTo(m.entry.At)
		// A call that is refused in this trial is the trial's outcome to judge.
		_ = a.replay(Entry{At: m.entry.At, Input: m.entry.Input})
	}
	a.advanceTo(int64(r.submitted - r.start))
	o := a.Submit().Finish()
	out.Survived = o.Passed
	var failed []string
	for _, g := range o.Goals {
		if !g.Met && !g.Bonus {
			failed = append(failed, g.Text+": "+g.Why)
		}
	}
	out.Why = strings.Join(failed, "; ")
	return out
}
