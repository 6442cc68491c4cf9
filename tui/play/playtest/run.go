package playtest

import (
	"time"

	"drydock/engine"
	"drydock/tui/play"
)

// Run is a submission of the made-up world.
type Run struct {
	world
	from    time.Duration
	attempt *Attempt
}

// Submit copies the world.
func (a *Attempt) Submit() play.Run {
	return &Run{world: a.world, from: a.now, attempt: a}
}

// Step plays on.
func (r *Run) Step(d time.Duration) bool {
	end := r.from + r.attempt.Horizon
	r.advance(min(d, end-r.now))
	return r.now < end
}

// Progress is how far the run came.
func (r *Run) Progress() (done, of time.Duration) { return r.now - r.from, r.attempt.Horizon }

// Picture is the cluster in the run.
func (r *Run) Picture() engine.Picture { return r.picture() }

// Clock is the virtual time of the run.
func (r *Run) Clock() time.Time { return began.Add(r.now) }

// Goals are the goals in the run.
func (r *Run) Goals() []play.Goal { return r.goals() }

// Events are all events of the run's world.
func (r *Run) Events() []engine.Event { return r.log }

// Finish plays to the horizon and scores.
func (r *Run) Finish() play.Outcome {
	r.advance(r.from + r.attempt.Horizon - r.now)
	o := play.Outcome{Goals: r.goals(), Points: 100, Moves: r.attempt.Moves(), Par: 1, Passed: true}
	for _, h := range r.attempt.hints {
		o.Hints += h.Cost
	}
	for _, g := range o.Goals {
		if g.Met {
			o.Score += g.Points
		} else {
			o.Passed = false
		}
	}
	o.Score = max(0, o.Score-o.Hints)
	if o.Passed {
		o.Stars = 1
		if o.Hints == 0 && o.Moves <= o.Par {
			o.Stars = 3
		}
	}
	return o
}
