package play

import "drydock/scenarios"

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
	// Outcome is the judgement of a submission.
	Outcome = scenarios.Outcome
)

// Of makes an attempt at a scenario ready for the screen.
func Of(a *scenarios.Attempt) Attempt { return playable{a} }

// playable is a scenarios.Attempt whose run is behind the interface too.
type playable struct{ *scenarios.Attempt }

// Submit takes the world as it is on its way to the horizon.
func (p playable) Submit() Run { return p.Attempt.Submit() }
