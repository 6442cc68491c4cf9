package progress

import (
	"context"
	"math"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnswersAreSummedUpByQuestion(t *testing.T) {
	s := open(t, newPath(t), WithClock(ticking()))
	l := s.Learner("local")
	for _, a := range []Answer{
		{Question: "binpack", Rev: 1, Seed: 1, Given: "a", Right: true, Confidence: 3, Millis: 4200},
		{Question: "spread", Rev: 1, Seed: 2, Given: "b, c"},
		{Question: "binpack", Rev: 2, Seed: math.MaxUint64, Given: "d", Confidence: 1},
		{Question: "spread", Rev: 1, Seed: 3, Given: "a", Right: true, Confidence: 2},
		{Question: "spread", Rev: 1, Seed: 4, Given: "a", Right: true},
	} {
		must(t, l.Answered(t.Context(), a))
	}
	got, err := l.Answers(t.Context())
	must(t, err)
	want := map[string]Tally{
		"binpack": {Asked: 2, Right: 1, Last: second(3)},
		"spread":  {Asked: 3, Right: 2, LastRight: true, Last: second(5)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Answers (-want +got):\n%s", diff)
	}
}

func TestAnAnswerIsKeptWhole(t *testing.T) {
	s := open(t, newPath(t), WithClock(ticking()))
	want := Answer{Question: "q", Rev: 3, Seed: 1 << 63, Given: "a,\n\"b\"", Right: true, Confidence: 2, Millis: 12_345}
	must(t, s.Learner("local").Answered(t.Context(), want))
	var got Answer
	var learner string
	var made int64
	must(t, s.db.QueryRow(`SELECT learner, question, rev, seed, given, is_right, confidence, millis, made FROM answer`).
		Scan(&learner, &got.Question, &got.Rev, &got.Seed, &got.Given, &got.Right, &got.Confidence, &got.Millis, &made))
	if diff := cmp.Diff(want, got); diff != "" || learner != "local" || made != second(1).UnixMilli() {
		t.Errorf("kept for %q at %d (-want +got):\n%s", learner, made, diff)
	}
}

func TestConfidenceHasARange(t *testing.T) {
	l := open(t, newPath(t)).Learner("local")
	for _, c := range []int{-1, 4} {
		if err := l.Answered(t.Context(), Answer{Question: "q", Confidence: c}); err == nil {
			t.Errorf("the confidence %d was kept", c)
		}
	}
}

// How sure somebody was is told after the answer, and of the last one alone.
func TestConfided(t *testing.T) {
	ctx := context.Background()
	store, err := Open(ctx, filepath.Join(t.TempDir(), "progress.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	l := store.Learner("ann")
	for range 2 {
		if err := l.Answered(ctx, Answer{Question: "q", Rev: 1, Given: "a"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Confided(ctx, "q", 3); err != nil {
		t.Fatal(err)
	}
	if err := l.Confided(ctx, "never asked", 3); err != nil {
		t.Error(err)
	}
	if l.Confided(ctx, "q", 4) == nil {
		t.Error("a confidence of 4 was kept")
	}
	var got []int
	rows, err := store.db.QueryContext(ctx, `SELECT confidence FROM answer ORDER BY made`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		got = append(got, n)
	}
	if rows.Err() != nil || len(got) != 2 || got[0] != 0 || got[1] != 3 {
		t.Errorf("confidences %v, %v", got, rows.Err())
	}
}
