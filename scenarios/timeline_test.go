package scenarios

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Looking back gives what was there, to the byte, and touches nothing.
func TestLookingBackIsWhatWas(t *testing.T) {
	s := lively(t)
	rapid.Check(t, func(t *rapid.T) {
		a, err := NewAttempt(s, 1)
		if err != nil {
			t.Fatal(err)
		}
		was := map[time.Duration]string{a.Elapsed(): a.World().Hash()}
		goals := map[time.Duration][]Goal{a.Elapsed(): a.Goals()}
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{
			scale("1"), scale("2"), scale("3"), "advance 7s", "advance 31s", "advance 2m", "advance 40m",
		}), 1, 14).Draw(t, "lines")
		for _, line := range lines {
			a.Exec(line)
			was[a.Elapsed()], goals[a.Elapsed()] = a.World().Hash(), a.Goals()
		}
		end := a.World().Hash()
		for at, hash := range was {
			past := a.At(at)
			if past.World().Hash() != hash || past.Elapsed() != at {
				t.Fatalf("at %s the world is another (it stands at %s)", at, past.Elapsed())
			}
			for i, g := range past.Goals() {
				if g != goals[at][i] {
					t.Fatalf("at %s goal %s is %+v, was %+v", at, g.ID, g, goals[at][i])
				}
			}
		}
		if a.World().Hash() != end {
			t.Fatal("looking back has changed the present")
		}
		if len(a.marks) > marksMax+a.Moves() {
			t.Fatalf("%d marks", len(a.marks))
		}
	})
}

// Two timelines go their own ways, side by side in time.
func TestTimelines(t *testing.T) {
	a, err := NewAttempt(lively(t), 1)
	if err != nil {
		t.Fatal(err)
	}
	a.Exec("advance 1m")
	a.Exec(scale("2"))
	a.Exec("advance 4m")
	if a.Other() != nil || a.Switch() == nil || a.Drop() == nil {
		t.Fatal("there is one timeline, and it can be changed or dropped")
	}
	if err := a.ForkAt(30 * time.Second); err != nil {
		t.Fatal(err)
	}
	if a.Elapsed() != 30*time.Second || a.Moves() != 0 || a.Other().Elapsed() != 5*time.Minute || a.Other().Moves() != 1 {
		t.Fatalf("at %s with %d moves, the other at %s with %d", a.Elapsed(), a.Moves(), a.Other().Elapsed(), a.Other().Moves())
	}
	a.Exec(scale("4"))
	a.Exec("advance 10m")
	if a.Other().Elapsed() != a.Elapsed() {
		t.Errorf("the other has stayed at %s", a.Other().Elapsed())
	}
	if mine, other := desired(t, a), desired(t, a.Other()); mine != 4 || other != 2 {
		t.Errorf("desired %d here and %d there", mine, other)
	}
	if a.ForkAt(0) == nil {
		t.Error("a third timeline")
	}
	if err := a.Switch(); err != nil || desired(t, a) != 2 || a.Moves() != 1 {
		t.Errorf("after switch: %v, %d moves", err, a.Moves())
	}
	if err := a.Drop(); err != nil || a.Other() != nil {
		t.Errorf("after drop: %v", err)
	}
}

func desired(t *testing.T, a *Attempt) int {
	t.Helper()
	s, err := a.View().Service("web")
	if err != nil {
		t.Fatal(err)
	}
	return s.Desired
}

// What is put in is handed over before its answer is.
func TestKeep(t *testing.T) {
	a, err := NewAttempt(lively(t), 1)
	if err != nil {
		t.Fatal(err)
	}
	var kept keeper
	a.Keep(&kept)
	a.Fork().Exec(scale("5")) // a copy is not kept
	for i, line := range []string{scale("2"), "advance 10s", "undo", "redo", "fork", "switch", "hint", "aws ecs list-clusters"} {
		a.Exec(line)
		if want := len(a.journal); len(kept.entries) != want || kept.now != a.sincePlay() {
			t.Fatalf("after line %d, %s: %d kept of %d, at %d of %d", i+1, line, len(kept.entries), want, kept.now, a.sincePlay())
		}
	}
}

type keeper struct {
	entries []Entry
	now     int64
}

func (k *keeper) Keep(e Entry, now int64) error {
	k.entries, k.now = append(k.entries, e), now
	return nil
}

func (k *keeper) Reached(now int64) error {
	k.now = now
	return nil
}
