package progress

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnAttemptIsLoadedAsItWasKept(t *testing.T) {
	s := open(t, newPath(t), WithClock(ticking()))
	a := Attempt{Scenario: "web-down", Digest: "d1", Engine: "e1", Seed: math.MaxUint64}
	journal := []Entry{
		{At: 0, Input: "aws ecs describe-services --services 'größe\n\"x\"\x00'"},
		{At: 61_000, Input: "aws ecs list-clusters", Refused: true},
		{At: 1 << 40, Input: "undo"},
	}
	results := []Result{
		{At: 61_000, Score: 40, Points: 100, Moves: 2, Par: 1, Hints: 5},
		{At: 62_000, Score: 95, Points: 100, Stars: 1, Moves: 3, Par: 1, Hints: 5, Passed: true},
	}
	l := s.Learner("local")
	id := begin(t, l, a)                                 // second 1
	must(t, l.Append(t.Context(), id, journal[0], 0))    // 2
	must(t, l.Append(t.Context(), id, journal[1], 61e3)) // 3
	must(t, l.Finish(t.Context(), id, results[0]))       // 4
	must(t, l.Append(t.Context(), id, journal[2], 61e3)) // 5
	must(t, l.Finish(t.Context(), id, results[1]))       // 6
	must(t, l.Reached(t.Context(), id, 63_500))          // 7
	results[0].Made, results[1].Made = second(4), second(6)
	want := Kept{
		ID: id, Attempt: a, Begun: second(1), Touched: second(7), Reached: 63_500, Length: 3,
		Journal: journal, Results: results,
	}
	for _, who := range []*Learner{l, s.Learner("local")} {
		if diff := cmp.Diff(want, load(t, who, id)); diff != "" {
			t.Errorf("loaded (-want +got):\n%s", diff)
		}
	}
}

func TestAppendKeepsWhereAnUndoLedTo(t *testing.T) {
	l := open(t, newPath(t)).Learner("local")
	id := begin(t, l, web)
	must(t, l.Append(t.Context(), id, Entry{At: 10_000, Input: "aws ecs …"}, 10_000))
	must(t, l.Reached(t.Context(), id, 30_000))
	must(t, l.Append(t.Context(), id, Entry{At: 30_000, Input: "undo"}, 10_000))
	if got := load(t, l, id).Reached; got != 10_000 {
		t.Errorf("the attempt has reached %d ms, want 10000", got)
	}
}

func TestUnfinishedListsTheLastPlayedFirst(t *testing.T) {
	s := open(t, newPath(t), WithClock(ticking()))
	l := s.Learner("local")
	if got := ids(t, l); got != nil {
		t.Errorf("a new learner has the attempts %v", got)
	}
	a, b, c := begin(t, l, web), begin(t, l, web), begin(t, l, Attempt{Scenario: "other", Seed: 1 << 63})
	steps := []struct {
		name string
		do   func() error
		want []string
	}{
		{"as begun", func() error { return nil }, []string{c, b, a}},
		{"an input", func() error { return appendEntry(t.Context(), l, a, entry("x", 1)) }, []string{a, c, b}},
		{"time passes", func() error { return l.Reached(t.Context(), b, 5) }, []string{b, a, c}},
		{"a submission is no end", func() error { return l.Finish(t.Context(), c, Result{Passed: true}) }, []string{c, b, a}},
		{"left", func() error { return l.Leave(t.Context(), c) }, []string{b, a}},
		{"left twice", func() error { return l.Leave(t.Context(), c) }, []string{b, a}},
		{"left without having been loaded", func() error { return s.Learner("local").Leave(t.Context(), a) }, []string{b}},
	}
	for _, step := range steps {
		must(t, step.do())
		if got := ids(t, l); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
	}
	kept, err := l.Unfinished(t.Context())
	must(t, err)
	want := []Kept{{ID: b, Attempt: web, Begun: second(2), Touched: second(5), Reached: 5}}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("unfinished (-want +got):\n%s", diff)
	}
}

func TestAnAttemptThatWasLeftIsOver(t *testing.T) {
	l := open(t, newPath(t)).Learner("local")
	id := begin(t, l, web)
	must(t, appendEntry(t.Context(), l, id, entry("x", 1)))
	must(t, l.Leave(t.Context(), id))
	for name, err := range map[string]error{
		"Append":  appendEntry(t.Context(), l, id, entry("x", 2)),
		"Reached": l.Reached(t.Context(), id, 5),
		"Finish":  l.Finish(t.Context(), id, Result{}),
	} {
		if !errors.Is(err, ErrLeft) {
			t.Errorf("%s: %v, want ErrLeft", name, err)
		}
	}
	if got := load(t, l, id); !got.Left || got.Length != 1 || got.Results != nil {
		t.Errorf("loaded %+v", got)
	}
}

// Two programs resume the same attempt. Whoever goes on first has it.
func TestOneAttemptIsPlayedInOnePlace(t *testing.T) {
	path := newPath(t)
	here, there := open(t, path).Learner("local"), open(t, path).Learner("local")
	id := begin(t, here, web)
	must(t, appendEntry(t.Context(), here, id, entry("here", 1)))
	load(t, there, id)
	must(t, appendEntry(t.Context(), there, id, entry("there", 2)))

	refused := func() map[string]error {
		return map[string]error{
			"Append":  appendEntry(t.Context(), here, id, entry("here", 2)),
			"Reached": here.Reached(t.Context(), id, 77),
			"Finish":  here.Finish(t.Context(), id, Result{At: 77}),
			"Leave":   here.Leave(t.Context(), id),
		}
	}
	for range 2 { // it stays refused
		for name, err := range refused() {
			if !errors.Is(err, ErrElsewhere) {
				t.Errorf("%s: %v, want ErrElsewhere", name, err)
			}
		}
	}
	must(t, appendEntry(t.Context(), there, id, entry("there", 3)))

	got := load(t, here, id)
	want := []Entry{entry("here", 1), entry("there", 2), entry("there", 3)}
	if diff := cmp.Diff(want, got.Journal); diff != "" || got.Reached != 3000 || got.Left || got.Results != nil {
		t.Errorf("loaded %+v (-want +got):\n%s", got, diff)
	}
	// Loaded again, it goes on here, and there is told.
	must(t, appendEntry(t.Context(), here, id, entry("here", 4)))
	if err := appendEntry(t.Context(), there, id, entry("there", 4)); !errors.Is(err, ErrElsewhere) {
		t.Errorf("there: %v, want ErrElsewhere", err)
	}
}

// A row that only the key of the journal guards is refused in the same words.
func TestTheJournalsNumbersAreUnique(t *testing.T) {
	s := open(t, newPath(t))
	l := s.Learner("local")
	id := begin(t, l, web)
	_, err := s.db.Exec(`INSERT INTO entry (attempt, number, at, input, refused, made) VALUES ($1, 1, 0, 'undo', 0, 0)`, id)
	must(t, err)
	if err := appendEntry(t.Context(), l, id, entry("x", 1)); !errors.Is(err, ErrElsewhere) {
		t.Errorf("the error is %v, want ErrElsewhere", err)
	}
	if got := load(t, s.Learner("local"), id).Length; got != 0 {
		t.Errorf("the journal has %d entries by its attempt, want 0: nothing of a refused step is kept", got)
	}
}

func TestManyRaceForOneAttempt(t *testing.T) {
	path := newPath(t)
	id := begin(t, open(t, path).Learner("local"), web)
	var racers []*Learner
	for range 6 {
		l := open(t, path).Learner("local")
		load(t, l, id)
		racers = append(racers, l)
	}
	var mu sync.Mutex
	var kept []Entry
	var all sync.WaitGroup
	for n, l := range racers {
		all.Go(func() {
			e := entry(fmt.Sprint("racer", n), 1)
			switch err := appendEntry(t.Context(), l, id, e); {
			case err == nil:
				mu.Lock()
				kept = append(kept, e)
				mu.Unlock()
			case !errors.Is(err, ErrElsewhere):
				t.Error(err)
			}
		})
	}
	all.Wait()
	got := load(t, open(t, path).Learner("local"), id)
	if diff := cmp.Diff(kept, got.Journal); diff != "" || len(kept) != 1 {
		t.Errorf("%d were kept; the journal (-acknowledged +kept):\n%s", len(kept), diff)
	}
}

func TestTwoStoresWriteOneFileAtOnce(t *testing.T) {
	const players, entries = 4, 25
	path := newPath(t)
	stores := []*Store{open(t, path), open(t, path)}
	var all sync.WaitGroup
	attempts := make([][players]string, len(stores))
	for i, s := range stores {
		for p := range players {
			who := fmt.Sprintf("%d.%d", i, p)
			l := s.Learner("local")
			attempts[i][p] = begin(t, l, web)
			all.Go(func() {
				for n := range entries {
					if err := appendEntry(t.Context(), l, attempts[i][p], entry(who, n+1)); err != nil {
						t.Errorf("%s: %v", who, err)
						return
					}
				}
			})
		}
	}
	all.Wait()
	for i := range stores {
		for p := range players {
			var want []Entry
			for n := range entries {
				want = append(want, entry(fmt.Sprintf("%d.%d", i, p), n+1))
			}
			// What one store wrote is read through the other.
			got := load(t, stores[1-i].Learner("local"), attempts[i][p])
			if diff := cmp.Diff(want, got.Journal); diff != "" {
				t.Errorf("the journal (-want +got):\n%s", diff)
			}
		}
	}
}

func TestLearnersDoNotSeeEachOther(t *testing.T) {
	s := open(t, newPath(t))
	ana, ben := s.Learner("SHA256:ana"), s.Learner("SHA256:ben")
	id := begin(t, ana, web)
	must(t, ana.Finish(t.Context(), id, Result{Score: 100, Stars: 3, Passed: true}))
	must(t, ana.Answered(t.Context(), Answer{Question: "q", Right: true}))

	if _, err := ben.Load(t.Context(), id); !errors.Is(err, ErrUnknown) {
		t.Errorf("Load: %v, want ErrUnknown", err)
	}
	if err := ben.Leave(t.Context(), id); !errors.Is(err, ErrUnknown) {
		t.Errorf("Leave: %v, want ErrUnknown", err)
	}
	for _, known := range []bool{false, true} {
		if known {
			ben.playing[id] = 0 // as if Load had let it through
		}
		for name, err := range map[string]error{
			"Append":  appendEntry(t.Context(), ben, id, entry("ben", 1)),
			"Reached": ben.Reached(t.Context(), id, 99),
			"Finish":  ben.Finish(t.Context(), id, Result{}),
		} {
			if !errors.Is(err, ErrUnknown) {
				t.Errorf("%s: %v, want ErrUnknown", name, err)
			}
		}
	}
	best, err := ben.Best(t.Context())
	must(t, err)
	answers, err := ben.Answers(t.Context())
	must(t, err)
	if len(best) != 0 || len(answers) != 0 || ids(t, ben) != nil {
		t.Errorf("ben sees %v, %v and %v", best, answers, ids(t, ben))
	}
	if got := load(t, ana, id); got.Left || got.Length != 0 || got.Reached != 0 || len(got.Results) != 1 {
		t.Errorf("ana's attempt is %+v", got)
	}
}

func TestALearnerHasAnID(t *testing.T) {
	l := open(t, newPath(t)).Learner("")
	if _, err := l.Begin(t.Context(), web); err == nil {
		t.Error("an attempt of nobody was kept")
	}
}

func TestBest(t *testing.T) {
	s := open(t, newPath(t), WithClock(ticking()))
	l := s.Learner("local")
	a, b := begin(t, l, web), begin(t, l, web) // seconds 1 and 2
	c := begin(t, l, Attempt{Scenario: "other"})
	must(t, l.Finish(t.Context(), a, Result{Score: 90, Stars: 2, Passed: true}))
	must(t, l.Finish(t.Context(), b, Result{Score: 30}))
	must(t, l.Finish(t.Context(), b, Result{Score: 95, Stars: 1, Passed: true})) // 6
	must(t, l.Leave(t.Context(), a))
	must(t, l.Leave(t.Context(), c))
	got, err := l.Best(t.Context())
	must(t, err)
	want := map[string]Best{
		"web-down": {Attempts: 2, Submissions: 3, Passed: true, Stars: 2, Score: 95, Last: second(6)},
		"other":    {Attempts: 1, Last: second(3)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Best (-want +got):\n%s", diff)
	}
}

func TestNothingIsWrittenForACallerWhoIsGone(t *testing.T) {
	l := open(t, newPath(t)).Learner("local")
	id := begin(t, l, web)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := appendEntry(ctx, l, id, entry("x", 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want context.Canceled", err)
	}
	must(t, appendEntry(t.Context(), l, id, entry("x", 1)))
	if got := load(t, l, id).Length; got != 1 {
		t.Errorf("the journal has %d entries, want 1", got)
	}
}
