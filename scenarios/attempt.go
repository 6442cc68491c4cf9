package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"drydock/assets"
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

// Topic is the part of the syllabus that the scenario is about.
func (s *Scenario) Topic() string {
	if len(s.Objectives) == 0 {
		return "worlds"
	}
	return assets.Topic(s.Objectives[0])
}

// Seed returns the seed from which variables, ids and chance are drawn.
func (a *Attempt) Seed() uint64 { return a.seed }

// Par returns the number of moves of a clean solution.
func (a *Attempt) Par() int { return int(a.scenario.Play.Par) }

// Vars returns the values that the seed drew.
func (a *Attempt) Vars() map[string]any { return a.vars }

// World returns the world, for looking only.
func (a *Attempt) World() *engine.World { return a.world }

// Picture returns what a screen draws of the first cluster.
func (a *Attempt) Picture() engine.Picture { return picture(a.world) }

func picture(w *engine.World) engine.Picture {
	if names := w.Clusters(); len(names) > 0 {
		return w.Picture(names[0])
	}
	return engine.Picture{}
}

// Clock returns the virtual time in UTC.
func (a *Attempt) Clock() time.Time { return a.world.Time() }

// Elapsed returns the virtual time since play began.
func (a *Attempt) Elapsed() time.Duration { return a.world.Now().Sub(a.start) }

// Events returns the world's log, oldest first.
func (a *Attempt) Events() []engine.Event { return a.world.Events() }

// EventTime returns the UTC time of an event.
func (a *Attempt) EventTime(e engine.Event) time.Time { return a.world.TimeOf(e.At) }

// EventTrace returns the explanation that an event refers to.
func (a *Attempt) EventTrace(e engine.Event) (trace.Trace, bool) { return a.world.Trace(e.Trace) }

// Why explains a thing as it stands now.
func (a *Attempt) Why(thing string) ([]trace.Trace, error) { return a.world.Why(thing) }

// Advance plays on for a span of virtual time.
func (a *Attempt) Advance(d time.Duration) {
	p := player{world: a.world, judge: a.judge, view: a.view, start: a.start, scenario: a.scenario, happened: a.happened, submitted: -1}
	p.until(a.world.Now().Add(d))
}

// player moves a world on, does to it what goes wrong by itself, and judges it
// at every instant at which something changed.
type player struct {
	world     *engine.World
	judge     *judge
	view      *View
	start     sim.Time
	scenario  *Scenario
	happened  []bool
	submitted sim.Time // -1 before the submission
}

// until plays to an instant.
func (p *player) until(end sim.Time) {
	for {
		due := p.nextFault()
		stop := min(end, due)
		for p.step(stop) {
		}
		if due > end {
			return
		}
		p.fault()
	}
}

// step does the work of one instant and judges.
func (p *player) step(until sim.Time) bool {
	changes := p.world.Changes()
	more := p.world.Step(until)
	if p.world.Changes() != changes {
		p.judge.look(p.view, p.world.Now()-p.start)
	}
	return more
}

// nextFault is when the next thing goes wrong by itself.
func (p *player) nextFault() sim.Time {
	due := sim.Never
	for i := range p.scenario.Faults {
		due = min(due, p.due(i))
	}
	return due
}

// due is when a fault happens; never for one that has happened, and for one
// that counts from a submission that has not been made.
func (p *player) due(i int) sim.Time {
	f := p.scenario.Faults[i]
	at := p.start.Add(f.At)
	if f.Submit {
		at = p.submitted.Add(f.At)
	}
	if p.happened[i] || f.Submit && p.submitted < 0 {
		return sim.Never
	}
	return at
}

// fault does the first thing that is due now.
func (p *player) fault() {
	for i, f := range p.scenario.Faults {
		if p.due(i) > p.world.Now() {
			continue
		}
		p.happened[i] = true
		switch f.Kind {
		case faultCrash:
			// A service that the learner has deleted cannot crash: the refusal
			// is no event.
			if cluster, err := p.world.ClusterOf(f.Service); err == nil {
				_, _ = p.world.Call(engine.Scenario, "drydock:CrashTask", &api.CrashTaskInput{Cluster: cluster, Service: f.Service})
			}
		case faultPorts:
			_, _ = p.world.Call(engine.Scenario, "drydock:MovePorts", &api.MovePortsInput{Cluster: f.Cluster, Port: &f.Port})
		}
		p.step(p.world.Now())
		p.judge.look(p.view, p.world.Now()-p.start) // also when no work followed
		return
	}
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

// Goals returns how the goals stand now.
func (a *Attempt) Goals() []Goal { return a.judge.goals(a.view, a.world.Now()-a.start) }

// Submit begins the run that is scored: a copy of the world plays on to the
// horizon, so that the attempt itself stays where it is.
func (a *Attempt) Submit() *Run {
	a.record("submit")
	a.submissions++
	r := &Run{attempt: a, first: a.submissions == 1, moves: len(a.moves), spent: a.spent}
	world := a.world.Fork()
	r.view = newView(func() *engine.World { return world })
	r.player = player{
		world: world, judge: a.judge.clone(), view: r.view, start: a.start, scenario: a.scenario,
		happened: slices.Clone(a.happened), submitted: world.Now(),
	}
	r.end = world.Now().Add(a.scenario.Play.Horizon)
	r.judge.begin()
	r.judge.look(r.view, world.Now()-a.start)
	return r
}

// Run is a submitted attempt on its way to the horizon.
type Run struct {
	player
	attempt *Attempt
	end     sim.Time
	first   bool
	moves   int
	spent   int64
}

// Step plays on and reports whether there is more to play.
func (r *Run) Step(d time.Duration) bool {
	r.until(min(r.end, r.world.Now().Add(d)))
	return r.world.Now() < r.end
}

// Progress returns how much has been played, of how much.
func (r *Run) Progress() (done, of time.Duration) {
	return r.world.Now().Sub(r.submitted), r.end.Sub(r.submitted)
}

// Picture returns what a screen draws of the first cluster.
func (r *Run) Picture() engine.Picture { return picture(r.world) }

// Clock returns the virtual time in UTC.
func (r *Run) Clock() time.Time { return r.world.Time() }

// Goals returns how the goals stand now.
func (r *Run) Goals() []Goal { return r.judge.goals(r.view, r.world.Now()-r.start) }

// Events returns the world's log, oldest first.
func (r *Run) Events() []engine.Event { return r.world.Events() }

// EventTime returns the UTC time of an event.
func (r *Run) EventTime(e engine.Event) time.Time { return r.world.TimeOf(e.At) }

// Outcome is what a submission was worth.
type Outcome struct {
	Scenario string         `json:"scenario"`
	Seed     uint64         `json:"seed"`
	Goals    []Goal         `json:"goals"`
	Score    int            `json:"score"`
	Points   int            `json:"-"` // what could be had
	Stars    int            `json:"stars"`
	Moves    int            `json:"moves"`
	Par      int            `json:"-"`
	Hints    int            `json:"-"` // points spent on hints
	Passed   bool           `json:"passed"`
	Hash     string         `json:"hash"`
	Events   []engine.Event `json:"events"`
}

// Finish plays to the horizon and scores.
func (r *Run) Finish() Outcome {
	r.until(r.end)
	s := r.scenario
	o := Outcome{
		Scenario: s.ID, Seed: r.attempt.seed, Goals: r.Goals(), Points: int(s.Points()), Moves: r.moves, Par: int(s.Play.Par),
		Hints: int(r.spent), Passed: true, Hash: r.world.Hash(), Events: r.world.Events(),
	}
	for _, g := range o.Goals {
		if g.Met {
			o.Score += g.Points
		} else if !g.Bonus {
			o.Passed = false
		}
	}
	o.Score = max(0, o.Score-o.Hints)
	o.Stars = stars(o, r.first)
	return o
}

// stars: one for passing; three for passing with the first submission, within
// par and without hints, as long as a scenario has no trials to survive.
func stars(o Outcome, first bool) int {
	switch {
	case !o.Passed:
		return 0
	case first && o.Moves <= o.Par && o.Hints == 0:
		return 3
	default:
		return 1
	}
}
