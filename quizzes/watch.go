package quizzes

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"drydock/engine"
	"drydock/scenarios"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// begin makes the world of a bound question as it is before any option: the lines
// of before have been played.
func (q *Question) begin(seed uint64) (*scenarios.Attempt, error) {
	a, err := scenarios.NewAttempt(q.place, seed)
	if err != nil {
		return nil, err
	}
	a.Let(q.Draw(seed))
	if err := a.Play(q.before, true, nil); err != nil {
		return nil, fmt.Errorf("before: %w", err)
	}
	return a, nil
}

// condition compiles the check of a bound question with options.
func (q *Question) condition(vars map[string]any) (*lang.Program, error) {
	return lang.Compile(q.check, &scenarios.View{}, lang.Bool, lang.Vars(vars))
}

// Showing is how an option of a bound question played out, or, of a question for
// a number, how its world came to be as it is.
type Showing struct {
	Start Scene
	Steps []Step
	// Check is the condition that decides, or the expression that gives the
	// number; Value is the values that it compared, and Holds whether it held.
	Check, Value string
	Holds        bool
}

// Scene is a world at an instant.
type Scene struct {
	Picture engine.Picture
	Clock   time.Time // virtual, in UTC
}

// Step is one line that was played, or the time that passed after the last one.
type Step struct {
	Line    string
	Output  string // what the console printed
	Refused string // why AWS refused the call; empty when it did not
	Events  []Event
	Scene   // after the line
}

// Event is something that happened in the world.
type Event struct {
	At      time.Time
	Message string
}

// ErrUnbound is returned for a question that has nothing to watch.
var ErrUnbound = errors.New("this question is not played by the engine")

// Watch plays an option in the question's world, as the proof does.
func (it *Item) Watch(option int) (Showing, error) {
	q := it.Question
	if !q.bound {
		return Showing{}, ErrUnbound
	}
	var do []string
	if q.Kind != Numeric {
		if option < 0 || option >= len(it.Options) {
			return Showing{}, fmt.Errorf("there is no option %d", option)
		}
		do = it.Options[option].Do
	}
	a, err := q.begin(it.Seed)
	if err != nil {
		return Showing{}, err
	}
	p := &projector{attempt: a, told: len(a.Events())}
	show := Showing{Start: p.scene()}
	if err := a.Play(do, false, p.line); err != nil {
		return Showing{}, err
	}
	if q.advance > 0 {
		a.Advance(q.advance)
		p.line("advance "+source.Duration(q.advance.Milliseconds()).String(), scenarios.Reply{})
	}
	show.Steps = p.steps
	return show, it.judge(a, &show)
}

// judge says what the check, or the answer's expression, made of the end.
func (it *Item) judge(a *scenarios.Attempt, show *Showing) error {
	q := it.Question
	show.Check = q.check
	if q.Kind == Numeric {
		show.Check, show.Holds = q.number.answer, true
		show.Value = strings.TrimSpace(fmt.Sprintf("%d %s", it.Number.Answer, it.Number.Unit))
		return nil
	}
	p, err := q.condition(it.vars)
	if err != nil {
		return err
	}
	show.Holds, err = p.Bool(a.View())
	show.Value = p.Explain(a.View())
	if err != nil { // a look-up that finds nothing: the check does not hold
		show.Holds = false
	}
	return nil
}

// projector takes down what a world shows, line by line.
type projector struct {
	attempt *scenarios.Attempt
	told    int // events that were there before
	steps   []Step
}

func (p *projector) scene() Scene {
	return Scene{Picture: p.attempt.Picture(), Clock: p.attempt.Clock()}
}

func (p *projector) line(line string, r scenarios.Reply) {
	s := Step{Line: line, Output: r.Output, Scene: p.scene()}
	if r.Refusal != nil {
		s.Refused = r.Err
	}
	events := p.attempt.Events()
	for _, e := range events[min(p.told, len(events)):] {
		s.Events = append(s.Events, Event{p.attempt.EventTime(e), e.Message})
	}
	p.told = len(events)
	p.steps = append(p.steps, s)
}
