package scenarios

import (
	"fmt"

	"drydock/engine/api"
)

// Way is a way through a scenario that its author wrote down: a solution, a
// wrong turn, or a choice.
type Way struct {
	Title string
	Right bool
	Why   string // why it is wrong; of a choice, also why it is right
	Taken bool   // a choice that the present branch made
	do    []string
}

// Ways lists the ways of the scenario, for the debrief: choices, then wrong
// turns, then solutions.
func (a *Attempt) Ways() []Way {
	var out []Way
	for _, c := range a.scenario.Choices {
		out = append(out, Way{Title: fillText(c.Label, a.vars), Right: c.Right, Why: fillText(c.Why, a.vars), Taken: c.ID == a.Chosen(), do: c.Do})
	}
	for _, t := range append(a.scenario.WrongTurns(), a.scenario.Solutions()...) {
		out = append(out, Way{Title: fillText(t.Title, a.vars), Right: !t.Wrong, Why: fillText(t.Why, a.vars), do: t.Do})
	}
	return out
}

// Watch plays a way, by its place in Ways, from the start of play, on a copy of
// the attempt's world. It returns the run to the horizon and what the way's
// lines answered.
func (a *Attempt) Watch(i int) (*Run, []Reply, error) {
	ways := a.Ways()
	if i < 0 || i >= len(ways) {
		return nil, nil, fmt.Errorf("there is no way %d", i+1)
	}
	f := a.glance(a.fromStart())
	f.journal, f.shown = nil, nil
	var replies []Reply
	err := f.Play(ways[i].do, false, func(_ string, r Reply) { replies = append(replies, r) })
	if err != nil {
		return nil, nil, err
	}
	r := f.Submit()
	r.first = false // nobody earns stars by watching
	return r, replies, nil
}

// Seed is what the attempt's variables, ids and chance are drawn from.
func (a *Attempt) Seed() uint64 { return a.seed }

// Names lists the things of a kind that exist, for pickers and completion.
func (a *Attempt) Names(kind string) []api.Name { return a.world.Names(kind) }

// Variant is the first seed after one that draws other values for the
// scenario's variables; the next seed when it has none.
func (s *Scenario) Variant(seed uint64) uint64 {
	was := fmt.Sprint(s.Draw(seed))
	for next := seed + 1; next < seed+1000; next++ {
		if fmt.Sprint(s.Draw(next)) != was {
			return next
		}
	}
	return seed + 1
}
