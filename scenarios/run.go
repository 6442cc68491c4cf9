package scenarios

import (
	"fmt"
	"slices"
	"time"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/sim"
)

// player moves a world on, does to it what goes wrong by itself, and judges it
// at every instant at which something changed.
type player struct {
	moment
	view      *View
	start     sim.Time
	scenario  *Scenario
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
		case faultInstance:
			_, _ = p.world.Call(engine.Scenario, "drydock:FailInstance", &api.FailInstanceInput{InstanceId: f.Instance})
		case faultAgent:
			_, _ = p.world.Call(engine.Scenario, "drydock:DisconnectAgent", &api.DisconnectAgentInput{InstanceId: f.Instance, For: f.lasts()})
		case faultSpot:
			_, _ = p.world.Call(engine.Scenario, "drydock:ReclaimSpot", &api.ReclaimSpotInput{Cluster: f.Cluster, For: f.lasts()})
		case faultPorts:
			_, _ = p.world.Call(engine.Scenario, "drydock:MovePorts", &api.MovePortsInput{Cluster: f.Cluster, Port: &f.Port})
		}
		p.step(p.world.Now())
		p.judge.look(p.view, p.world.Now()-p.start) // also when no work followed
		return
	}
}

// Submit begins the run that is scored: a copy of the world plays on to the
// horizon, so that the attempt itself stays where it is.
func (a *Attempt) Submit() *Run {
	a.enter(a.entry("submit"))
	r := &Run{attempt: a, first: a.submissions() == 1, made: a.moves, spent: a.Spent()}
	at := a.moment.clone()
	r.view = newView(func() *engine.World { return at.world })
	r.player = player{moment: at, view: r.view, start: a.start, scenario: a.scenario, submitted: at.world.Now()}
	r.end = at.world.Now().Add(a.scenario.Play.Horizon)
	r.judge.begin()
	r.judge.look(r.view, at.world.Now()-a.start)
	return r
}

// Run is a submitted attempt on its way to the horizon.
type Run struct {
	player
	attempt *Attempt
	end     sim.Time
	first   bool
	made    []move // that the attempt had made
	spent   int
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
	Trials   []TrialResult  `json:"-"` // hidden; run when the third star hangs on them
	Missing  string         `json:"-"` // what the next star would have taken; empty with all three
	Hash     string         `json:"hash"`
	Events   []engine.Event `json:"events"`
	// Rights are the roles that the scenario and the learner have made, with what
	// they may do beyond what was needed.
	Rights []engine.RightsView `json:"-"`
}

// Finish plays to the horizon and scores.
func (r *Run) Finish() Outcome {
	r.until(r.end)
	s := r.scenario
	o := Outcome{
		Scenario: s.ID, Seed: r.attempt.seed, Goals: r.Goals(), Points: int(s.Points()), Moves: len(r.made), Par: int(s.Play.Par),
		Rights: slices.DeleteFunc(r.world.AllRights(), func(v engine.RightsView) bool { return "role/"+v.Name == string(s.Play.As) }),
		Hints:  r.spent, Passed: true, Hash: r.world.Hash(), Events: r.world.Events(),
	}
	for _, g := range o.Goals {
		if g.Met {
			o.Score += g.Points
		} else if !g.Bonus {
			o.Passed = false
		}
	}
	o.Score = max(0, o.Score-o.Hints)
	if o.Passed {
		o.Stars = r.stars(&o)
	}
	return o
}

// stars of an outcome that is passed: one; for the first submission, within
// par and without hints, two; and a third if it survives the hidden trials too.
func (r *Run) stars(o *Outcome) int {
	switch {
	case !r.first:
		o.Missing = "only the first submission of an attempt has more than one"
		return 1
	case o.Moves > o.Par:
		o.Missing = fmt.Sprintf("the next is for a solution within par, %s", plural(o.Par, "move"))
		return 1
	case o.Hints > 0:
		o.Missing = "the next is for a solution without hints"
		return 1
	}
	survived := true
	for i := range r.scenario.Trials {
		t := r.trial(i)
		o.Trials = append(o.Trials, t)
		survived = survived && t.Survived
	}
	if !survived {
		o.Missing = "the third is for a repair that survives the hidden trials"
		return 2
	}
	return 3
}
