package scenarios

import (
	"slices"
	"time"

	"drydock/engine"
	"drydock/engine/sim"
)

// moment is all that play goes on from: a world, what judges it, and what has
// gone wrong in it by itself.
type moment struct {
	world    *engine.World
	judge    *judge
	happened []bool // by fault: whether it has happened
}

// clone copies a moment, so that play can go on from either.
func (m moment) clone() moment {
	return moment{m.world.Fork(), m.judge.clone(), slices.Clone(m.happened)}
}

// branch is one line of play: where it stands, and how it came there.
type branch struct {
	moment
	view   *View
	moves  []move  // in order
	undone []Entry // moves that were undone, the next to redo last
	marks  []mark
	every  time.Duration // between two marks
}

// move is an accepted input that changed the world, with the instant before it.
type move struct {
	entry  Entry
	at     sim.Time
	before moment
}

// mark is a moment kept for looking back.
type mark struct {
	at sim.Time
	moment
	moved bool // a move has led here, so looking back cannot do without it
}

// Marks are as close as markEvery until there are marksMax of them; then every
// second one between moves is dropped, so that a long play costs no more memory
// than a short one, only more replaying.
const (
	markEvery = 30 * time.Second
	marksMax  = 48
)

func newBranch(m moment) *branch {
	b := &branch{moment: m, every: markEvery}
	b.view = newView(func() *engine.World { return b.world })
	return b
}

// fork copies a branch: what is done to either does not show in the other. The
// marks and the moments before moves are never played on, so both share them.
func (b *branch) fork() *branch {
	f := newBranch(b.moment.clone())
	f.moves, f.undone, f.marks, f.every = slices.Clone(b.moves), slices.Clone(b.undone), slices.Clone(b.marks), b.every
	return f
}

// mark keeps the present moment, in place of one that was kept at the same
// instant.
func (b *branch) mark(moved bool) {
	now := b.world.Now()
	kept := b.marks[:0:0]
	for _, m := range b.marks {
		if m.at < now {
			kept = append(kept, m)
		} else {
			moved = moved || m.moved
		}
	}
	b.marks = append(kept, mark{now, b.moment.clone(), moved})
	if len(b.marks) > marksMax+len(b.moves) {
		b.thin()
	}
}

// thin drops every second mark that can be done without; never the start of
// play, nor the newest.
func (b *branch) thin() {
	b.every *= 2
	drop := false
	last := len(b.marks) - 1
	kept := b.marks[:0:0]
	for i, m := range b.marks {
		if i > 0 && i < last && !m.moved {
			if drop = !drop; drop {
				continue
			}
		}
		kept = append(kept, m)
	}
	b.marks = kept
}

// nextMark is the instant at which the next mark is due.
func (b *branch) nextMark() sim.Time {
	return b.marks[len(b.marks)-1].at.Add(b.every)
}

// goBack returns to a moment that was kept, and forgets what was marked after
// it.
func (b *branch) goBack(to moment) {
	// The moment stays as it is: a fork may hold it too.
	b.moment = to.clone()
	now := b.world.Now()
	// What was marked at this very instant came after the move that is undone.
	b.marks = slices.DeleteFunc(slices.Clone(b.marks), func(m mark) bool { return m.at >= now })
	moved := len(b.moves) > 0 && b.moves[len(b.moves)-1].at == now
	b.mark(moved)
}

// play plays a branch on to an instant. Work that is due now is done even when
// no time passes.
func (a *Attempt) play(b *branch, end sim.Time) {
	p := player{moment: b.moment, view: b.view, start: a.start, scenario: a.scenario, submitted: -1}
	for {
		stop := min(end, b.nextMark())
		p.until(stop)
		if stop == b.nextMark() {
			b.mark(false)
		}
		if stop == end {
			return
		}
	}
}

// fromStart is a branch on which nothing was done yet.
func (a *Attempt) fromStart() *branch {
	b := newBranch(a.origin.clone())
	b.mark(false)
	return b
}

// lookBack is a branch of its own that stands where b stood at an instant of
// its past, after all that happened in that instant; at an instant before play
// began, it stands at the start of play, before the first move.
func (a *Attempt) lookBack(b *branch, at sim.Time) *branch {
	switch {
	case at < a.start:
		return a.fromStart()
	case at >= b.world.Now():
		return b.fork()
	}
	last := 0
	for i, m := range b.marks {
		if m.at <= at {
			last = i
		}
	}
	past := newBranch(b.marks[last].moment.clone())
	past.marks, past.every = slices.Clone(b.marks[:last+1]), b.every
	for _, m := range b.moves {
		if m.at <= at {
			past.moves = append(past.moves, m)
		}
	}
	a.play(past, at)
	return past
}
