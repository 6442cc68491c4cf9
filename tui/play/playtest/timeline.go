package playtest

import (
	"errors"
	"time"

	"drydock/engine/api"
	"drydock/tui/play"
)

// The made-up world has one timeline and no choices. The tests of the screens
// that need more play a real scenario.

var errNone = errors.New("the made-up world has none")

// MovedAt is unknown.
func (a *Attempt) MovedAt() []time.Duration { return nil }

// Redo has nothing to redo.
func (a *Attempt) Redo() error { return errNone }

// Choose has nothing to choose from.
func (a *Attempt) Choose(string) ([]play.Reply, error) { return nil, errNone }

// Chosen is never anything.
func (a *Attempt) Chosen() string { return "" }

// At is the present.
func (a *Attempt) At(time.Duration) play.Attempt { return a }

// ForkAt fails.
func (a *Attempt) ForkAt(time.Duration) error { return errNone }

// Other is nil.
func (a *Attempt) Other() play.Attempt { return nil }

// Switch fails.
func (a *Attempt) Switch() error { return errNone }

// Drop fails.
func (a *Attempt) Drop() error { return errNone }

// Inspect knows nothing.
func (a *Attempt) Inspect(string, string) (play.Inspection, error) {
	return play.Inspection{}, errNone
}

// Document is none.
func (a *Attempt) Document(string, map[string]string) string { return "" }

// InlinePolicies are none.
func (a *Attempt) InlinePolicies(string, string) []string { return nil }

// Names lists nothing.
func (a *Attempt) Names(string) []api.Name { return nil }

// Ways are none.
func (a *Attempt) Ways() []play.Way { return nil }

// Watch fails.
func (a *Attempt) Watch(int) (play.Run, error) { return nil, errNone }

// NextHint costs five points while there is one.
func (a *Attempt) NextHint() (cost int, fits bool) { return 5, len(a.hints) < 2 }

// KeepError is always nil.
func (a *Attempt) KeepError() error { return nil }
