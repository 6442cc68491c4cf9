package tui

import (
	"drydock/tui/home"
	"drydock/tui/library"
	"drydock/tui/play"
	"drydock/tui/quiz"
)

// Config is what an app is made from.
type Config struct {
	// Packs lists the packs there are, from their indexes. It is called from a
	// command, after the first frame, as the functions below are; so they may take
	// their time.
	Packs func() []library.Pack
	// Preview reads what the library shows of a scenario that is selected.
	Preview func(id string) (library.Preview, error)
	// Progress reads what the learner has done so far; nil where nothing is kept.
	// It is read again whenever a puzzle is left.
	Progress func() (home.Progress, error)
	// Tour is the scenario for the first time here; empty when there is none.
	Tour string
	// Open reads a scenario and makes an attempt at it.
	Open func(OpenRequest) (Opened, error)
	// Finished is told of every submission that was judged, with the attempt
	// that Open made. It may be nil; what it fails with is shown.
	Finished func(attempt play.Attempt, o play.Outcome) error
	// Left is told when the learner goes away from the attempt that was opened
	// last. It may be nil; what it fails with is shown.
	Left func() error
	// Start is the scenario to open at once; empty for the home screen.
	Start string
	// Quiz makes a quiz; nil where there are no questions.
	Quiz func(quiz.OpenMsg) (quiz.Config, error)
	// StartQuiz is the quiz to open at once; nil for none.
	StartQuiz *quiz.OpenMsg
	// Edit opens the learner's own editor on a text and hands over what then makes of
	// the outcome. It is nil where the learner is not at this machine, as over SSH.
	Edit play.Editor
	// Version is shown on the home screen.
	Version string
	// Environ is the terminal's environment as os.Environ gives it; over SSH
	// it is the client's.
	Environ []string
}

// OpenRequest says which attempt to make.
type OpenRequest struct {
	ID     string // the scenario
	Resume string // an attempt that was kept, in place of a new one
	// Seed draws the variant: 0 for the usual one. With Variant set, it is the
	// seed of the attempt before, and another variant is wanted.
	Seed    uint64
	Variant bool
}

// Opened is an attempt that was made.
type Opened struct {
	ID      string // the scenario
	Attempt play.Attempt
	Topic   string // a word or two for the header; empty for what the library says
	Seed    uint64
	Note    string // something to tell the learner first; may be empty
	// Before is asked when the ticket has been read, After is offered with the
	// result; neither when it has no items.
	Before, After quiz.Config
}
