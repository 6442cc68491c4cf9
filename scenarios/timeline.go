package scenarios

import (
	"errors"
	"time"

	"drydock/scenarios/source"
)

// At returns the attempt as it stood at a time of play, for looking only: it is
// a copy, and nothing that is done to it is kept. At a time below 0 it stands at
// the start of play, before a move that was made there.
func (a *Attempt) At(t time.Duration) *Attempt {
	f := a.glance(a.branch)
	f.branch = a.lookBack(a.branch, a.start.Add(t))
	return f
}

// Other returns the timeline that the present one is compared with, for looking
// only; nil when there is none.
func (a *Attempt) Other() *Attempt {
	if a.other == nil {
		return nil
	}
	return a.glance(a.other)
}

// glance is a view of a branch as an attempt. It shares the branch.
func (a *Attempt) glance(b *branch) *Attempt {
	f := *a
	f.branch, f.other, f.keeper = b, nil, nil
	return &f
}

// forkStart is the time of a fork before the first move, as a line has it.
const forkStart = "start"

// ForkAt begins a second timeline that leaves the present one at a time of play
// and is played from now on; the present one is kept to compare with. A time of
// play to come is now, and a time below 0 is the start of play, before the first
// move.
func (a *Attempt) ForkAt(t time.Duration) error {
	if a.other != nil {
		return errors.New("there are two timelines already; drop one first")
	}
	past := a.lookBack(a.branch, a.start.Add(t))
	at := forkStart
	if t >= 0 {
		at = source.Duration(past.world.Now() - a.start).String()
	}
	e := a.entry("fork " + at)
	a.other, a.branch = a.branch, past
	a.enter(e)
	return nil
}

// Switch plays the other timeline from now on.
func (a *Attempt) Switch() error {
	if a.other == nil {
		return errors.New("there is no other timeline; fork makes one")
	}
	e := a.entry("switch")
	a.branch, a.other = a.other, a.branch
	a.enter(e)
	return nil
}

// Drop gives the other timeline up.
func (a *Attempt) Drop() error {
	if a.other == nil {
		return errors.New("there is no other timeline to drop")
	}
	a.other = nil
	a.enter(a.entry("drop"))
	return nil
}
