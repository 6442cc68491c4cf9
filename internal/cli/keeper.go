package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"drydock/internal/progress"
	"drydock/quizzes"
	"drydock/scenarios"
	"drydock/tui"
	"drydock/tui/home"
	"drydock/tui/play"
	"drydock/tui/quiz"
)

// learner is one learner's doings: attempts that are kept as they are played,
// and what came of them. Each session has its own.
type learner struct {
	kept   *progress.Learner // nil where nothing is kept
	broken error             // why not

	mu      sync.Mutex
	playing *keeper // the attempt that was opened last
}

// progress is what the home screen shows: what can be gone on with, and the best
// results.
func (l *learner) progress() (home.Progress, error) {
	if l.broken != nil {
		return home.Progress{}, l.broken
	}
	ctx := context.Background()
	p := home.Progress{Best: map[string]int{}, Now: time.Now()}
	best, err := l.kept.Best(ctx)
	if err != nil {
		return p, err
	}
	for id, b := range best {
		if b.Submissions > 0 {
			p.Best[id] = b.Stars
		}
	}
	open, err := l.kept.Unfinished(ctx)
	if err != nil {
		return p, err
	}
	titles := map[string]string{}
	for _, pack := range packs() {
		for _, e := range pack.Entries {
			titles[e.ID] = e.Title
		}
	}
	for _, k := range open {
		k, err := l.kept.Look(ctx, k.ID)
		if err != nil {
			return p, err
		}
		if len(k.Journal) == 0 || solved(k) {
			continue
		}
		if len(p.Continue) == offered {
			break
		}
		p.Continue = append(p.Continue, home.Attempt{
			ID: k.ID, Scenario: k.Scenario, Title: cmp.Or(titles[k.Scenario], k.Scenario), Last: k.Touched, Moves: saved(k).Moves(),
		})
	}
	return p, nil
}

// solved reports whether nothing was done after a submission that passed: the
// learner went away from the result without a word.
func solved(k progress.Kept) bool {
	n := len(k.Results)
	return n > 0 && k.Results[n-1].Passed && k.Journal[len(k.Journal)-1].Input == "submit"
}

// offered is how many attempts the home screen offers to go on with.
const offered = 3

// saved is a kept attempt as scenarios reads it.
func saved(k progress.Kept) scenarios.Saved {
	s := scenarios.Saved{Scenario: k.Scenario, Digest: k.Digest, Engine: k.Engine, Seed: k.Seed, Now: k.Reached}
	for _, e := range k.Journal {
		s.Journal = append(s.Journal, scenarios.Entry{At: e.At, Input: e.Input, Refused: e.Refused})
	}
	return s
}

// keeper keeps one attempt. The attempt is begun with its first input or the
// first time that passes, so that only looking at a puzzle leaves no trace.
type keeper struct {
	kept    *progress.Learner
	attempt progress.Attempt
	id      string // empty until it is begun
	passed  bool
	owed    []owed // what could not be kept so far, in order
}

// owed is an input that is still to be kept: a journal with a hole in it would
// be played again to another world.
type owed struct {
	entry progress.Entry
	now   int64
}

// Keep keeps an input, after those that it still owes.
func (k *keeper) Keep(e scenarios.Entry, now int64) error {
	k.owed = append(k.owed, owed{progress.Entry{At: e.At, Input: e.Input, Refused: e.Refused}, now})
	return k.settle()
}

// Reached keeps how far play has come.
func (k *keeper) Reached(now int64) error {
	if err := k.settle(); err != nil {
		return err
	}
	return k.kept.Reached(context.Background(), k.id, now)
}

// settle keeps what is owed, in order.
func (k *keeper) settle() error {
	if err := k.begin(); err != nil {
		return err
	}
	for len(k.owed) > 0 {
		next := k.owed[0]
		if err := k.kept.Append(context.Background(), k.id, next.entry, next.now); err != nil {
			return err
		}
		k.owed = k.owed[1:]
	}
	return nil
}

func (k *keeper) begin() error {
	if k.id != "" {
		return nil
	}
	id, err := k.kept.Begin(context.Background(), k.attempt)
	k.id = id
	return err
}

// open makes an attempt, or goes on with one that was kept. One that was begun
// under another version of the scenario or of the engine cannot be replayed: it
// is told, and a new one is made.
func (l *learner) open(r tui.OpenRequest) (tui.Opened, error) {
	if r.Resume != "" {
		return l.resume(r.Resume)
	}
	s, err := find(r.ID)
	if err != nil {
		return tui.Opened{}, err
	}
	seed := max(r.Seed, 1)
	if r.Variant {
		seed = s.Variant(seed)
	}
	return l.begin(s, seed, "")
}

// begin makes a new attempt.
func (l *learner) begin(s *scenarios.Scenario, seed uint64, note string) (tui.Opened, error) {
	a, err := scenarios.NewAttempt(s, seed)
	if err != nil {
		return tui.Opened{}, err
	}
	l.keep(a, "", false)
	o := tui.Opened{ID: s.ID, Attempt: play.Of(a), Seed: seed, Note: note}
	o.Before, o.After, err = l.questions(s, seed)
	return o, err
}

// questions are those of a scenario: what is asked before it is played, and
// after.
func (l *learner) questions(s *scenarios.Scenario, seed uint64) (before, after quiz.Config, err error) {
	asked, err := quizzes.Of(s)
	if err != nil {
		return before, after, err
	}
	before = quiz.Config{Title: "predict · " + s.Title, Clock: time.Now, Answered: l.answered, Confided: l.confided}
	after = quiz.Config{Title: "explain · " + s.Title, Clock: time.Now, Answered: l.answered, Confided: l.confided}
	for _, q := range asked {
		it, err := q.Ask(seed)
		if err != nil {
			return before, after, err
		}
		if q.When == "before" {
			before.Items = append(before.Items, it)
		} else {
			after.Items = append(after.Items, it)
		}
	}
	return before, after, nil
}

// keep has what is done to an attempt kept from now on.
func (l *learner) keep(a *scenarios.Attempt, id string, passed bool) {
	if l.kept == nil {
		return
	}
	// The one before is left without a word when this one takes its place; if
	// that cannot be kept, it is offered once more, and nothing is lost.
	_ = l.left()
	saved := a.Save()
	k := &keeper{kept: l.kept, id: id, passed: passed, attempt: progress.Attempt{Scenario: saved.Scenario, Digest: saved.Digest, Engine: saved.Engine, Seed: saved.Seed}}
	a.Keep(k)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.playing = k
}

// resume goes on with an attempt that was kept.
func (l *learner) resume(id string) (tui.Opened, error) {
	ctx := context.Background()
	kept, err := l.kept.Load(ctx, id)
	if err != nil {
		return tui.Opened{}, err
	}
	s, err := find(kept.Scenario)
	if err != nil {
		return tui.Opened{}, err
	}
	a, err := scenarios.Resume(s, saved(kept))
	if err != nil {
		if leaving := l.kept.Leave(ctx, id); leaving != nil {
			return tui.Opened{}, leaving
		}
		return l.begin(s, kept.Seed, whyAnew(err))
	}
	passed := false
	for _, r := range kept.Results {
		passed = passed || r.Passed
	}
	l.keep(a, id, passed)
	// What is asked before play was asked when it began.
	_, after, err := l.questions(s, kept.Seed)
	return tui.Opened{ID: s.ID, Attempt: play.Of(a), Seed: kept.Seed, After: after}, err
}

// whyAnew says why an attempt that was kept begins anew.
func whyAnew(err error) string {
	if errors.Is(err, scenarios.ErrOtherVersion) {
		return "The puzzle or the engine has changed since you began: this is a new attempt."
	}
	return fmt.Sprintf("What was kept cannot be played again (%v): this is a new attempt.", err)
}

// finished keeps the result of a submission.
func (l *learner) finished(a play.Attempt, o play.Outcome) error {
	k := l.current()
	if k == nil {
		return nil
	}
	if err := k.settle(); err != nil {
		return err
	}
	k.passed = k.passed || o.Passed
	return k.kept.Finish(context.Background(), k.id, progress.Result{
		At: a.Elapsed().Milliseconds(), Score: o.Score, Points: o.Points, Stars: o.Stars, Moves: o.Moves, Par: o.Par, Hints: o.Hints, Passed: o.Passed,
	})
}

// left is told that the learner goes away from an attempt. One that is passed is
// done with; any other is offered again.
func (l *learner) left() error {
	k := l.current()
	if k == nil || k.id == "" || !k.passed {
		return nil
	}
	return k.kept.Leave(context.Background(), k.id)
}

// answered keeps an answer to a question.
func (l *learner) answered(r quiz.Record) error {
	if l.kept == nil {
		return l.broken
	}
	return l.kept.Answered(context.Background(), progress.Answer{
		Question: r.Question, Rev: r.Rev, Seed: r.Seed, Given: r.Given, Right: r.Right, Millis: r.Spent.Milliseconds(),
	})
}

// confided keeps how sure the learner was of an answer.
func (l *learner) confided(question string, confidence int) error {
	if l.kept == nil {
		return l.broken
	}
	return l.kept.Confided(context.Background(), question, confidence)
}

func (l *learner) current() *keeper {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.playing
}
