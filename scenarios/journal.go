package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/sim"
	"drydock/scenarios/source"
)

// Saved is an attempt as it is kept: what it was made from and what was put
// into it. Replaying it gives the same world.
type Saved struct {
	Scenario string  `json:"scenario"`
	Digest   string  `json:"digest"`
	Engine   string  `json:"engine"`
	Seed     uint64  `json:"seed"`
	Now      int64   `json:"now"` // milliseconds since play began
	Journal  []Entry `json:"journal"`
}

// Moves counts the moves of the branch that is played at the end of the journal.
func (s Saved) Moves() int {
	var played, other []int64 // the times of the moves
	for _, e := range s.Journal {
		word, rest, _ := strings.Cut(e.Input, " ")
		switch word {
		case "aws", "choose":
			if !e.Refused {
				played = append(played, e.At)
			}
		case "redo":
			played = append(played, e.At)
		case "undo":
			played = played[:max(0, len(played)-1)]
		case "fork":
			other = played
			played = slices.Clone(played[:movesBy(played, rest)])
		case "switch":
			played, other = other, played
		}
	}
	return len(played)
}

// movesBy counts the moves that a fork at a time keeps.
func movesBy(moves []int64, at string) int {
	d, err := source.ParseDuration(at)
	if err != nil {
		return 0 // at the start, before the first move
	}
	n := 0
	for n < len(moves) && moves[n] <= d.Milliseconds() {
		n++
	}
	return n
}

// ErrOtherVersion is returned for an attempt that was begun under another
// version of the scenario or of the engine, and so cannot be replayed.
var ErrOtherVersion = errors.New("the attempt was begun under another version")

// Save returns the attempt as it is to be kept.
func (a *Attempt) Save() Saved {
	return Saved{
		Scenario: a.scenario.ID, Digest: a.scenario.digest, Engine: engine.Version, Seed: a.seed,
		Now: a.sincePlay(), Journal: append([]Entry(nil), a.journal...),
	}
}

// Resume replays a kept attempt.
func Resume(s *Scenario, kept Saved) (*Attempt, error) {
	if kept.Scenario != s.ID {
		return nil, fmt.Errorf("the attempt is at the scenario %s, not %s", kept.Scenario, s.ID)
	}
	if kept.Digest != s.digest || kept.Engine != engine.Version {
		return nil, fmt.Errorf("%s: %w", s.ID, ErrOtherVersion)
	}
	a, err := NewAttempt(s, kept.Seed)
	if err != nil {
		return nil, err
	}
	for i, e := range kept.Journal {
		a.advanceTo(e.At)
		if err := a.replay(e); err != nil {
			return nil, fmt.Errorf("entry %d of the journal, %q: %w", i+1, e.Input, err)
		}
	}
	a.advanceTo(kept.Now)
	return a, nil
}

// advanceTo plays on to a time of play that is not in the past.
func (a *Attempt) advanceTo(ms int64) {
	if d := time.Duration(sim.Time(ms)-(a.world.Now()-a.start)) * time.Millisecond; d > 0 {
		a.Advance(d)
	}
}

func (a *Attempt) replay(e Entry) error {
	switch e.Input {
	case "undo":
		return a.Undo()
	case "hint":
		_, err := a.Hint()
		return err
	case "submit":
		a.enter(a.entry("submit"))
		return nil
	}
	if reply, ok := a.ownWord(e.Input); ok {
		if reply.Err != "" {
			return errors.New(reply.Err)
		}
		return nil
	}
	in, err := parseInput(api.Shell{}, e.Input)
	if err != nil {
		return err
	}
	if in.request == nil {
		return errors.New("not an input")
	}
	if _, refused := a.Call(in.request); (refused != nil) != e.Refused {
		return fmt.Errorf("refused then: %t; now: %v", e.Refused, refused)
	}
	return nil
}
