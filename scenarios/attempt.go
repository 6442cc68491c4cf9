package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/sim"
	"drydock/engine/trace"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// Attempt is one learner at one scenario: the world, and the journal of what
// was put into it. Every front end plays through it. It is not safe for use
// from several goroutines at once.
type Attempt struct {
	scenario *Scenario
	seed     uint64
	vars     map[string]any
	world    *engine.World
	view     *View
	start    sim.Time // when play began
	judge    *judge
	hints    []*lang.Program

	journal     []Entry
	moves       []moment // the instant before each move of the present branch
	shown       []Hint
	spent       int64
	submissions int
	happened    []bool // by fault: whether it has happened
}

// Entry is one input of the journal: what was put in, and when.
type Entry struct {
	At      int64  `json:"at"` // milliseconds since play began
	Input   string `json:"input"`
	Refused bool   `json:"refused,omitempty"` // a service refused the call, so nothing changed
}

// moment is what undo goes back to.
type moment struct {
	world    *engine.World
	judge    *judge
	happened []bool
}

// NewAttempt builds the scenario's world for a seed, lets it settle and begins
// play. An error is source.Diagnostics: a call of the world's own was refused.
func NewAttempt(s *Scenario, seed uint64) (*Attempt, error) {
	a := &Attempt{scenario: s, seed: seed, vars: s.Draw(seed), happened: make([]bool, len(s.Faults))}
	world, err := s.build(seed, a.vars)
	if err != nil {
		return nil, err
	}
	a.world, a.start = world, world.Now()
	a.view = newView(func() *engine.World { return a.world })
	e, err := s.expressions(a.vars)
	if err != nil {
		return nil, err
	}
	a.judge, a.hints = newJudge(s, e.goals, a.vars), e.hints
	a.judge.look(a.view, 0) // what holds from the start holds by any time
	a.Advance(0)            // what goes wrong at the start goes wrong before the first move
	return a, nil
}

// Fork copies an attempt, so that several turns can be played from one instant:
// what is done to either does not show in the other.
func (a *Attempt) Fork() *Attempt {
	f := *a
	f.world, f.judge = a.world.Fork(), a.judge.clone()
	f.view = newView(func() *engine.World { return f.world })
	f.journal = append([]Entry(nil), a.journal...)
	f.moves = append([]moment(nil), a.moves...)
	f.happened = slices.Clone(a.happened)
	f.shown = append([]Hint(nil), a.shown...)
	return &f
}

// View returns what expressions see of the attempt's world, as it is whenever
// they are evaluated.
func (a *Attempt) View() *View { return a.view }

// Scenario returns the scenario, with the attempt's variables filled into its
// texts.
func (a *Attempt) Scenario() *Scenario {
	s := *a.scenario
	for _, text := range []*string{&s.Title, &s.Brief, &s.Debrief} {
		*text = fillText(*text, a.vars)
	}
	return &s
}

// fillText puts variables in a text.
func fillText(text string, vars map[string]any) string {
	return fmt.Sprint(source.Substitute(text, vars))
}

// Par returns the number of moves of a clean solution.
func (a *Attempt) Par() int { return int(a.scenario.Play.Par) }

// Vars returns the values that the seed drew.
func (a *Attempt) Vars() map[string]any { return a.vars }

// World returns the world, for looking only.
func (a *Attempt) World() *engine.World { return a.world }

// Picture returns what a screen draws of the first cluster.
func (a *Attempt) Picture() engine.Picture { return picture(a.world) }

// Clock returns the virtual time in UTC.
func (a *Attempt) Clock() time.Time { return a.world.Time() }

// Goals returns how the goals stand now.
func (a *Attempt) Goals() []Goal { return a.judge.goals(a.view, a.world.Now()-a.start) }

// Events returns the world's log, oldest first.
func (a *Attempt) Events() []engine.Event { return a.world.Events() }

// EventTime returns the UTC time of an event.
func (a *Attempt) EventTime(e engine.Event) time.Time { return a.world.TimeOf(e.At) }

func picture(w *engine.World) engine.Picture {
	if names := w.Clusters(); len(names) > 0 {
		return w.Picture(names[0])
	}
	return engine.Picture{}
}

// Elapsed returns the virtual time since play began.
func (a *Attempt) Elapsed() time.Duration { return a.world.Now().Sub(a.start) }

// EventTrace returns the explanation that an event refers to.
func (a *Attempt) EventTrace(e engine.Event) (trace.Trace, bool) { return a.world.Trace(e.Trace) }

// Why explains a thing as it stands now.
func (a *Attempt) Why(thing string) ([]trace.Trace, error) { return a.world.Why(thing) }

// Advance plays on for a span of virtual time.
func (a *Attempt) Advance(d time.Duration) {
	p := player{world: a.world, judge: a.judge, view: a.view, start: a.start, scenario: a.scenario, happened: a.happened, submitted: -1}
	p.until(a.world.Now().Add(d))
}

// Call makes one API request as the learner, now. An accepted request that
// changes the world is a move.
func (a *Attempt) Call(r *api.Request) (*engine.Result, *api.Error) {
	var before moment
	if !r.Op.Reads {
		before = moment{world: a.world.Fork(), judge: a.judge.clone(), happened: slices.Clone(a.happened)}
	}
	as := a.scenario.Play.As
	if as == "" {
		as = engine.Administrator
	}
	out, err := a.world.Call(as, r.Op.ID(), r.Input)
	if err != nil {
		a.journal = append(a.journal, Entry{At: int64(a.world.Now() - a.start), Input: api.Line(r.Op, r.Input), Refused: true})
		return nil, err
	}
	if !out.Changed {
		return out, nil
	}
	a.record(api.Line(r.Op, r.Input))
	if len(a.moves) == 0 {
		a.judge.begin()
	}
	a.moves = append(a.moves, before)
	a.world.Step(a.world.Now()) // the work of this instant
	a.judge.look(a.view, a.world.Now()-a.start)
	return out, nil
}

func (a *Attempt) record(text string) {
	a.journal = append(a.journal, Entry{At: int64(a.world.Now() - a.start), Input: text})
}

// Moves returns the number of moves of the present branch.
func (a *Attempt) Moves() int { return len(a.moves) }

// Undo returns to the instant before the last move. Hints stay spent.
func (a *Attempt) Undo() error {
	if len(a.moves) == 0 {
		return errors.New("there is no move to undo")
	}
	a.record("undo")
	last := a.moves[len(a.moves)-1]
	a.moves = a.moves[:len(a.moves)-1]
	// The moment stays as it is: a fork of the attempt may hold it too.
	a.world, a.judge, a.happened = last.world.Fork(), last.judge.clone(), slices.Clone(last.happened)
	return nil
}

// Hint is a hint that was shown.
type Hint struct {
	Text   string `json:"text"`
	Cost   int    `json:"cost"`
	Number int    `json:"number"` // "2 of 3": Number is 2, Of is 3
	Of     int    `json:"of"`
}

// Hint shows the next hint that fits the present state and spends its points.
func (a *Attempt) Hint() (Hint, error) {
	for i, h := range a.scenario.Hints {
		if a.wasShown(i) {
			continue
		}
		if p := a.hints[i]; p != nil {
			if fits, err := p.Bool(a.view); err != nil || !fits {
				continue
			}
		}
		a.record("hint")
		text := fillText(h.Text, a.vars)
		a.shown = append(a.shown, Hint{Text: text, Cost: int(h.Cost), Number: i + 1, Of: len(a.scenario.Hints)})
		a.spent += h.Cost
		return a.shown[len(a.shown)-1], nil
	}
	if len(a.shown) == 0 {
		return Hint{}, errors.New("no hint fits the present state")
	}
	return Hint{}, fmt.Errorf("no more hints fit the present state; %d shown", len(a.shown))
}

func (a *Attempt) wasShown(i int) bool {
	for _, h := range a.shown {
		if h.Number == i+1 {
			return true
		}
	}
	return false
}

// HintsShown returns the hints shown so far.
func (a *Attempt) HintsShown() []Hint { return a.shown }
