package cli

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"drydock/internal/progress"
	"drydock/quizzes"
	"drydock/tui/quiz"
)

// Answers of a quiz are kept with the learner, and where nothing can be kept it
// is told why.
func TestAnswersAreKept(t *testing.T) {
	ctx := context.Background()
	store, err := progress.Open(ctx, filepath.Join(t.TempDir(), "progress.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	l := &learner{kept: store.Learner("ann")}
	cfg, err := quizMaker(quizzes.BuiltIn, func() uint64 { return 7 }, l)(quiz.OpenMsg{Topic: "docker", N: 3})
	if err != nil || len(cfg.Items) != 3 || cfg.Title != "Docker" {
		t.Fatalf("%d questions on %q, %v", len(cfg.Items), cfg.Title, err)
	}
	id := cfg.Items[0].Question.ID
	for _, right := range []bool{false, true} {
		if err := cfg.Answered(quiz.Record{Question: id, Rev: 1, Seed: 7, Given: "a", Right: right, Spent: time.Second}); err != nil {
			t.Fatal(err)
		}
		if err := cfg.Confided(id, 2); err != nil {
			t.Fatal(err)
		}
	}
	tallies, err := l.kept.Answers(ctx)
	if got := tallies[id]; err != nil || got.Asked != 2 || got.Right != 1 || !got.LastRight {
		t.Errorf("%s is kept as %+v, %v", id, got, err)
	}

	full := errors.New("the disk is full")
	if err := (&learner{broken: full}).answered(quiz.Record{}); !errors.Is(err, full) {
		t.Errorf("without a store: %v", err)
	}
	if err := (&learner{}).answered(quiz.Record{}); err != nil {
		t.Errorf("where nothing is to be kept: %v", err)
	}
}

// A seed makes one quiz.
func TestASeedMakesOneQuiz(t *testing.T) {
	all, err := quizzes.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	first, err := quizOf(all, quizFlags{n: 5, seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	again, err := quizOf(all, quizFlags{n: 5, seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	for i := range first.Items {
		if first.Items[i].Question.ID != again.Items[i].Question.ID || first.Items[i].Stem != again.Items[i].Stem {
			t.Errorf("question %d differs", i+1)
		}
	}
}
