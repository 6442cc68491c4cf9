package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"drydock/engine"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// lively is the small scenario with hints and both kinds of faults.
func lively(t testing.TB) *Scenario {
	return loadSmall(t, three+hints+crash("1m", "play")+crash("90s", "submit"))
}

// inputs are lines that a learner may type at any time; some are refused and
// some only look.
var inputs = []string{
	scale("0"), scale("1"), scale("2"), scale("3"), scale("4"),
	"aws ecs describe-services --cluster prod --services web",
	"aws ecs update-service --cluster prod --service none --desired-count 2",
	"aws ec2 create-security-group --group-name extra --description extra --vpc-id vpc-main",
	"aws ec2 authorize-security-group-ingress --group-id sg-nodes --protocol tcp --port 80 --cidr 0.0.0.0/0",
	"aws ec2 revoke-security-group-ingress --group-id sg-nodes --protocol tcp --port 80 --cidr 0.0.0.0/0",
	"aws ecs list-clusterz",
	"advance 1ms", "advance 1s", "advance 7s", "advance 45s", "advance 2m",
	"undo", "undo", "redo", "redo", "fork", "fork 40s", "fork start", "switch", "drop", "hint", "outcome", "goals", "events", "why web", "bogus",
}

// state is all of an attempt that play depends on.
type state struct {
	Hash        string
	Elapsed     time.Duration
	Moves       int
	Hints       []Hint
	Spent       int
	Submissions int
	Happened    []bool
	Goals       []Goal
	Journal     []Entry
	Outcome     string
}

func stateOf(a *Attempt) state {
	s := state{
		Hash: a.World().Hash(), Elapsed: a.Elapsed(), Moves: a.Moves(), Hints: a.HintsShown(), Spent: a.Spent(), Submissions: a.submissions(),
		Happened: slices.Clone(a.happened), Goals: a.Goals(), Journal: slices.Clone(a.journal),
	}
	s.Outcome = a.Fork().Submit().Finish().String()
	return s
}

// An attempt that was kept and resumed is the same attempt, whatever was put
// into it.
func TestResumedAttemptIsTheSame(t *testing.T) {
	s := lively(t)
	rapid.Check(t, func(t *rapid.T) {
		a, err := NewAttempt(s, rapid.Uint64Range(1, 3).Draw(t, "seed"))
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range rapid.SliceOfN(rapid.SampledFrom(inputs), 0, 12).Draw(t, "lines") {
			a.Exec(line)
		}
		if n := a.Save().Moves(); n != a.Moves() {
			t.Fatalf("the journal tells of %d moves, there are %d: %v", n, a.Moves(), a.journal)
		}
		kept, err := json.Marshal(a.Save())
		if err != nil {
			t.Fatal(err)
		}
		var read Saved
		if err := json.Unmarshal(kept, &read); err != nil {
			t.Fatal(err)
		}
		b, err := Resume(s, read)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(stateOf(a), stateOf(b)); diff != "" {
			t.Fatal(diff)
		}
		// And it can be undone to the same beginning.
		for a.Moves() > 0 {
			if err := errors.Join(a.Undo(), b.Undo()); err != nil {
				t.Fatal(err)
			}
		}
		if a.World().Hash() != b.World().Hash() {
			t.Fatal("undoing leads elsewhere")
		}
	})
}

func TestJournal(t *testing.T) {
	a := begin(t, lively(t), 1)
	do(t, a, "advance 10s", scale("3"), "aws ecs list-clusters", "advance 5s", "hint", "undo", "outcome")
	var got []string
	for _, e := range a.Save().Journal {
		got = append(got, fmt.Sprintf("%d %s", e.At, e.Input))
	}
	want := []string{"10000 " + scale("3"), "15000 hint", "15000 undo", "10000 submit"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	kept := a.Save()
	do(t, a, scale("2"))
	if len(kept.Journal) != 4 || kept.Now != 10000 || kept.Seed != 1 || kept.Scenario != "small" {
		t.Errorf("what was kept has changed: %+v", kept)
	}
}

func TestResumeRefuses(t *testing.T) {
	s := lively(t)
	a := begin(t, s, 1)
	do(t, a, scale("3"))
	if _, err := Resume(s, a.Save()); err != nil {
		t.Fatal(err)
	}
	other := loadSmall(t, three)
	for name, kept := range map[string]Saved{
		"of another digest":         func() Saved { k := a.Save(); k.Digest = other.Digest(); return k }(),
		"of another engine version": func() Saved { k := a.Save(); k.Engine = engine.Version + "x"; return k }(),
	} {
		if _, err := Resume(s, kept); !errors.Is(err, ErrOtherVersion) {
			t.Errorf("an attempt %s: %v", name, err)
		}
	}
	if _, err := Resume(other, a.Save()); !errors.Is(err, ErrOtherVersion) {
		t.Errorf("an attempt at another version of the file: %v", err)
	}
	k := a.Save()
	k.Scenario = "large"
	if _, err := Resume(s, k); err == nil || errors.Is(err, ErrOtherVersion) {
		t.Errorf("an attempt at another scenario: %v", err)
	}
	for _, input := range []string{"bogus", "advance 1m", "aws ecs list-clusterz", strings.Replace(scale("2"), "--service web", "--service wep", 1), "undo"} {
		k := a.Save()
		k.Journal = append([]Entry{{Input: input}}, k.Journal...)
		if _, err := Resume(s, k); err == nil || !strings.Contains(err.Error(), "entry 1 of the journal") {
			t.Errorf("a journal with %q: %v", input, err)
		}
	}
}
