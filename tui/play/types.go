package play

import (
	"time"

	"drydock/scenarios"
)

// What an attempt answers with is shown as it is.
type (
	// Scenario is the scenario that is played.
	Scenario = scenarios.Scenario
	// Reply is the answer to a line of the console.
	Reply = scenarios.Reply
	// Goal is a goal and how it stands.
	Goal = scenarios.Goal
	// Hint is a hint that was paid for.
	Hint = scenarios.Hint
	// Inspection is what AWS's own commands say of a thing.
	Inspection = scenarios.Inspection
	// Way is a way through the scenario that its author wrote down.
	Way = scenarios.Way
	// Outcome is the judgement of a submission.
	Outcome = scenarios.Outcome
)

// Of makes an attempt at a scenario ready for the screen.
func Of(a *scenarios.Attempt) Attempt { return playable{a} }

// playable is a scenarios.Attempt whose run is behind the interface too.
type playable struct{ *scenarios.Attempt }

// Submit takes the world as it is on its way to the horizon.
func (p playable) Submit() Run { return p.Attempt.Submit() }

// At is the attempt as it was.
func (p playable) At(t time.Duration) Attempt { return playable{p.Attempt.At(t)} }

// Other is the timeline that is not played, or nil.
func (p playable) Other() Attempt {
	if o := p.Attempt.Other(); o != nil {
		return playable{o}
	}
	return nil
}

// Watch plays a way of the author's.
func (p playable) Watch(way int) (Run, error) {
	r, _, err := p.Attempt.Watch(way)
	if err != nil {
		return nil, err
	}
	return r, nil
}
