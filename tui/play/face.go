package play

import (
	"time"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/trace"
)

// Attempt is what the screen asks of an attempt at a scenario. It is called
// from one place at a time: from Update, or, while a long call is under way,
// from its command alone.
type Attempt interface {
	Scenario() *Scenario
	Par() int
	// Picture is the scenario's cluster, now.
	Picture() engine.Picture
	// Clock is the virtual time, in UTC.
	Clock() time.Time
	// Elapsed is the virtual time since the start of play.
	Elapsed() time.Duration
	// Events are all that happened since the world began, oldest first.
	Events() []engine.Event
	EventTime(e engine.Event) time.Time
	// Advance plays on.
	Advance(d time.Duration)
	// Exec acts on one line of the console.
	Exec(line string) Reply
	// Complete completes the word of line at cursor; both count runes.
	Complete(line string, cursor int) api.Completion
	Goals() []Goal
	Moves() int
	// Undo returns to the instant before the last move; it fails when there
	// is none.
	Undo() error
	// Hint spends the next hint; it fails when none fits.
	Hint() (Hint, error)
	HintsShown() []Hint
	// Why explains a thing: a task, an instance, a target, a target group or
	// a service, by id, name or alias.
	Why(thing string) ([]trace.Trace, error)
	// Submit takes the world as it is; the run plays it to the horizon while
	// the attempt stays where it was.
	Submit() Run
	// EventTrace is the explanation kept with an event; false when none is.
	EventTrace(e engine.Event) (trace.Trace, bool)
}

// Run is a submitted world on its way to the horizon.
type Run interface {
	// Step plays on by d and is false once the horizon is reached.
	Step(d time.Duration) bool
	// Progress is how much of the way to the horizon is done.
	Progress() (done, of time.Duration)
	Picture() engine.Picture
	Clock() time.Time
	Goals() []Goal
	Events() []engine.Event
	// Finish plays the rest and judges it.
	Finish() Outcome
}
