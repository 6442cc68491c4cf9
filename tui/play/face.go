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
	// Network is the whole network, now.
	Network() engine.NetworkPicture
	// Paths follows TCP connections from one thing to another: things with network
	// interfaces by id, engine.Internet, and to the short name of an AWS service.
	Paths(from, to string, port int64) ([]engine.PathView, error)
	// Listens are the TCP ports that something listens on at a thing.
	Listens(thing string) []int64
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
	// MovedAt are the times of play of the moves.
	MovedAt() []time.Duration
	// Undo returns to the instant before the last move; it fails when there
	// is none. Redo makes a move again that was undone.
	Undo() error
	Redo() error
	// Choose makes one of the scenario's choices; Chosen is the id of the one
	// that holds, or "".
	Choose(id string) ([]Reply, error)
	Chosen() string
	// At is the attempt as it was at a time of play, for looking only; below 0
	// it is the start of play, before a move that was made there.
	At(t time.Duration) Attempt
	// ForkAt begins a second timeline that leaves this one at a time of play;
	// Other is the one that is not played, for looking only, or nil. Switch
	// plays the other one, Drop gives it up.
	ForkAt(t time.Duration) error
	Other() Attempt
	Switch() error
	Drop() error
	// Inspect is what AWS's own commands say of a thing, by its kind and id.
	Inspect(kind, id string) (Inspection, error)
	// Document is the policy document that an operation would replace, by what its
	// form holds so far; "" for none. InlinePolicies are the names of a thing's own
	// policies, by its kind and id.
	Document(op string, given map[string]string) string
	InlinePolicies(kind, id string) []string
	// Names lists the things of a kind that exist, for pickers.
	Names(kind string) []api.Name
	// Ways are the ways that the author wrote down; Watch plays one of them
	// from the start of play on a copy of the world.
	Ways() []Way
	Watch(way int) (Run, error)
	// KeepError is why the last input could not be kept; nil when it was.
	KeepError() error
	// NextHint is what the next hint costs; false when none fits.
	NextHint() (cost int, fits bool)
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
