package scenarios

import (
	"errors"
	"fmt"
	"strings"

	"drydock/engine/api"
	"drydock/engine/spelling"
)

// Choice is one of the answers of a puzzle of choice: calls that the learner
// makes by picking it.
type Choice struct {
	ID    string
	Label string
	Do    []string
	Why   string // why it is right, or what is wrong with it
	Right bool   // it must pass
}

// Choose makes a choice: its calls are made now, and together they are one
// move. A choice that was the last move is undone first, so that one can change
// one's mind. The replies are those of the calls, in order; a call that a
// service refuses is told in its reply.
func (a *Attempt) Choose(id string) ([]Reply, error) {
	c, err := a.scenario.choice(id)
	if err != nil {
		return nil, err
	}
	if len(a.moves) >= movesMax {
		return nil, errTooManyMoves
	}
	if n := len(a.moves); n > 0 && !a.redoing && strings.HasPrefix(a.moves[n-1].entry.Input, "choose ") {
		if err := a.Undo(); err != nil {
			return nil, err
		}
	}
	before := a.moment.clone()
	var replies []Reply
	for i, line := range c.Do {
		text, err := a.fill(line)
		if err != nil {
			a.goBack(before)
			return nil, &LineError{i + 1, line, err}
		}
		in, err := parseInput(a.packShell(), text)
		if err == nil && (in.request == nil || in.request.Wait != nil) {
			err = errors.New("a choice makes calls, and this is none")
		}
		if err != nil {
			a.goBack(before)
			return nil, &LineError{i + 1, line, err}
		}
		replies = append(replies, a.chosenCall(in.request))
	}
	a.moved("choose "+id, before)
	return replies, nil
}

// chosenCall makes one of a choice's calls.
func (a *Attempt) chosenCall(r *api.Request) Reply {
	reply := Reply{Request: r}
	out, refused := a.world.Call(a.principal(), r.Op.ID(), r.Input)
	a.refusal = refused
	if refused != nil {
		reply.refused(refused)
		a.judge.begin()
		return reply
	}
	reply.Output, reply.Data, reply.Moved = strings.TrimRight(api.Marshal(out.Out), "\n"), out.Out, out.Changed
	a.settleMove()
	return reply
}

// Chosen returns the id of the choice that the present branch made last; empty
// when it made none.
func (a *Attempt) Chosen() string {
	for i := len(a.moves) - 1; i >= 0; i-- {
		if id, ok := strings.CutPrefix(a.moves[i].entry.Input, "choose "); ok {
			return id
		}
	}
	return ""
}

// choice finds a choice by its id.
func (s *Scenario) choice(id string) (Choice, error) {
	var known []string
	for _, c := range s.Choices {
		if c.ID == id {
			return c, nil
		}
		known = append(known, c.ID)
	}
	if known == nil {
		return Choice{}, fmt.Errorf("this scenario has no choices")
	}
	err := fmt.Errorf("there is no choice %q; there are: %s", id, strings.Join(known, ", "))
	if near := spelling.Nearest(id, known); near != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return Choice{}, err
}
