package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	*branch         // the timeline that is played
	other   *branch // the timeline that it is compared with; nil when there is one only

	scenario *Scenario
	seed     uint64
	vars     map[string]any
	start    sim.Time // when play began
	origin   moment   // the start of play, before the first move
	hints    []*lang.Program
	journal  []Entry
	shown    []Hint
	refusal  *api.Error // of the last call, when its service refused it

	host    files // the learner's own, beside the pack's; nil for none
	redoing bool  // the move that is made is one that was undone
	keeper  Keeper
	keepErr error
}

// Keeper keeps an attempt as it is played, so that nothing is lost with the
// program. now is the time of play reached, in milliseconds.
type Keeper interface {
	// Keep is handed every input as it is accepted, before it is answered.
	Keep(e Entry, now int64) error
	// Reached is told of time that has passed.
	Reached(now int64) error
}

// Entry is one input of the journal: what was put in, and when.
type Entry struct {
	At      int64  `json:"at"` // milliseconds since play began
	Input   string `json:"input"`
	Refused bool   `json:"refused,omitempty"` // a service refused the call, so nothing changed
}

// NewAttempt builds the scenario's world for a seed, lets it settle and begins
// play. An error is source.Diagnostics: a call of the world's own was refused.
func NewAttempt(s *Scenario, seed uint64) (*Attempt, error) { return newAttempt(s, seed, seed) }

// newAttempt is NewAttempt with a seed of its own for chance.
func newAttempt(s *Scenario, seed, chance uint64) (*Attempt, error) {
	a := &Attempt{scenario: s, seed: seed, vars: s.Draw(seed)}
	world, err := s.build(seed, chance, a.vars)
	if err != nil {
		return nil, err
	}
	e, err := s.expressions(a.vars)
	if err != nil {
		return nil, err
	}
	a.start, a.hints = world.Now(), e.hints
	a.branch = newBranch(moment{world, newJudge(s, e.goals, a.vars), make([]bool, len(s.Faults))})
	a.judge.look(a.view, 0) // what holds from the start holds by any time
	a.mark(false)
	a.Advance(0) // what goes wrong at the start goes wrong before the first move
	a.origin = a.moment.clone()
	a.mark(false)
	return a, nil
}

// Fork copies an attempt, so that several turns can be played from one instant:
// what is done to either does not show in the other. The copy is not kept.
func (a *Attempt) Fork() *Attempt {
	f := *a
	f.branch = a.branch.fork()
	if a.other != nil {
		f.other = a.other.fork()
	}
	f.journal, f.shown = slices.Clone(a.journal), slices.Clone(a.shown)
	f.keeper = nil
	return &f
}

// Keep has a keeper keep what is put in from now on. What it fails with is found
// in KeepError; play goes on.
func (a *Attempt) Keep(k Keeper) { a.keeper = k }

// KeepError returns why the last input could not be kept; nil when it was.
func (a *Attempt) KeepError() error { return a.keepErr }

// View returns what expressions see of the attempt's world, as it is whenever
// they are evaluated.
func (a *Attempt) View() *View { return a.view }

// Scenario returns the scenario, with the attempt's variables filled into its
// texts.
func (a *Attempt) Scenario() *Scenario { return a.scenario.With(a.vars) }

// fillText puts variables in a text.
func fillText(text string, vars map[string]any) string {
	return fmt.Sprint(source.Substitute(text, vars))
}

// Par returns the number of moves of a clean solution.
func (a *Attempt) Par() int { return int(a.scenario.Play.Par) }

// Vars returns the values that the seed drew.
func (a *Attempt) Vars() map[string]any { return a.vars }

// Let gives the lines that Play reads more variables than the scenario has.
func (a *Attempt) Let(vars map[string]any) {
	a.vars = maps.Clone(a.vars)
	maps.Copy(a.vars, vars)
}

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

// Advance plays on for a span of virtual time. A timeline to compare with goes
// along once it would fall behind.
func (a *Attempt) Advance(d time.Duration) {
	a.play(a.branch, a.world.Now().Add(d))
	if now := a.world.Now(); a.other != nil && a.other.world.Now() < now {
		a.play(a.other, now)
	}
	if a.keeper != nil && d > 0 {
		a.keepErr = a.keeper.Reached(a.sincePlay())
	}
}

// Call makes one API request as the learner, now. An accepted request that
// changes the world is a move.
func (a *Attempt) Call(r *api.Request) (*engine.Result, *api.Error) {
	var before moment
	if !r.Op.Reads {
		before = a.moment.clone()
	}
	out, err := a.world.Call(a.principal(), r.Op.ID(), r.Input)
	a.refusal = err
	if err != nil {
		a.enter(Entry{At: a.sincePlay(), Input: api.Line(r.Op, r.Input), Refused: true})
		return nil, err
	}
	if out.Changed {
		a.settleMove()
		a.moved(api.Line(r.Op, r.Input), before)
	}
	return out, nil
}

// principal is as whom the learner calls.
func (a *Attempt) principal() engine.Principal {
	return cmp.Or(a.scenario.Play.As, engine.Administrator)
}

// sincePlay is the time of play in milliseconds.
func (a *Attempt) sincePlay() int64 { return int64(a.world.Now() - a.start) }

// settleMove does the work that a call has left for this instant, and judges.
func (a *Attempt) settleMove() {
	a.judge.begin()
	a.world.Step(a.world.Now())
	a.judge.look(a.view, a.world.Now()-a.start)
}

// moved records a move that was made.
func (a *Attempt) moved(input string, before moment) {
	e := Entry{At: a.sincePlay(), Input: input}
	a.moves = append(a.moves, move{e, a.world.Now(), before})
	a.mark(true)
	if a.redoing {
		e.Input = "redo"
	} else {
		a.undone = nil
	}
	a.enter(e)
}

// movesMax bounds the moves of a branch: each keeps the world as it was before
// it. No puzzle needs a tenth of them.
const movesMax = 200

// errTooManyMoves is why no more moves are made.
var errTooManyMoves = fmt.Errorf("this attempt has %d moves, and no more are kept; undo some, or begin again", movesMax)

// entry is an input that is made now.
func (a *Attempt) entry(text string) Entry { return Entry{At: a.sincePlay(), Input: text} }

// enter records an input whose work is done.
func (a *Attempt) enter(e Entry) {
	a.journal = append(a.journal, e)
	if a.keeper != nil {
		a.keepErr = a.keeper.Keep(e, a.sincePlay())
	}
}

// Moves returns the number of moves of the present branch.
func (a *Attempt) Moves() int { return len(a.moves) }

// MovedAt returns the times of play at which the moves of the present branch
// were made.
func (a *Attempt) MovedAt() []time.Duration {
	out := make([]time.Duration, len(a.moves))
	for i, m := range a.moves {
		out[i] = (m.at - a.start).Duration()
	}
	return out
}

// Undo returns to the instant before the last move. Hints stay spent.
func (a *Attempt) Undo() error {
	n := len(a.moves)
	if n == 0 {
		return errors.New("there is no move to undo")
	}
	e, last := a.entry("undo"), a.moves[n-1]
	a.moves = a.moves[: n-1 : n-1]
	a.undone = append(a.undone, last.entry)
	a.goBack(last.before)
	a.enter(e)
	return nil
}

// Redo makes the move again that was undone last, now. A refusal leaves it to be
// redone.
func (a *Attempt) Redo() error {
	n := len(a.undone)
	if n == 0 {
		return errors.New("there is no move to redo")
	}
	again := a.undone[n-1]
	a.redoing = true
	defer func() { a.redoing = false }()
	if err := a.remake(again); err != nil {
		return err
	}
	a.undone = a.undone[: n-1 : n-1]
	return nil
}

// remake makes a move from its entry.
func (a *Attempt) remake(e Entry) error {
	if id, ok := strings.CutPrefix(e.Input, "choose "); ok {
		_, err := a.Choose(id)
		return err
	}
	in, err := parseInput(api.Shell{}, e.Input)
	if err != nil {
		return err
	}
	if _, refused := a.Call(in.request); refused != nil {
		return refused
	}
	return nil
}

// submissions is how often the attempt was submitted.
func (a *Attempt) submissions() int {
	n := 0
	for _, e := range a.journal {
		if e.Input == "submit" {
			n++
		}
	}
	return n
}
