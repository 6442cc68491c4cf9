package scenarios

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// playedHash plays a way through healthy-nowhere and returns the hash of its
// end.
func playedHash(t testing.TB, seed uint64) string {
	a := begin(t, builtInScenario(t, "healthy-nowhere"), seed)
	do(t, a, "advance 90s",
		"aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 8080 --source-group sg-alb",
		"advance 2m", "undo",
		"aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb",
		"advance 7m")
	return a.Submit().Finish().Hash
}

// The same inputs give the same hash, on one processor and on two; another seed
// gives another.
func TestSameHashOnOneAndTwoProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	seen := map[string]bool{}
	for _, processors := range []int{1, 2, 1} {
		runtime.GOMAXPROCS(processors)
		seen[playedHash(t, 5)] = true
	}
	if len(seen) != 1 {
		t.Errorf("%d hashes of one way", len(seen))
	}
	if seen[playedHash(t, 6)] {
		t.Error("two seeds give one hash")
	}
}

// Time in pieces is time at once: in steps of a second, and in any others, with
// faults on the way.
func TestAdvanceInPieces(t *testing.T) {
	for _, c := range []struct {
		scenario *Scenario
		move     string
	}{
		{builtInScenario(t, "healthy-nowhere"), "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb"},
		{lively(t), scale("3")},
	} {
		t.Run(c.scenario.ID, func(t *testing.T) {
			a := begin(t, c.scenario, 1)
			do(t, a, c.move)
			advanceInPieces(t, a, 8*time.Minute)
		})
	}
}

func advanceInPieces(t *testing.T, start *Attempt, span time.Duration) {
	once := start.Fork()
	once.Advance(span)
	want := once.World().Hash()

	seconds := start.Fork()
	for range int(span / time.Second) {
		seconds.Advance(time.Second)
	}
	if got := seconds.World().Hash(); got != want {
		t.Errorf("in steps of a second: %s, at once: %s", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := start.Fork()
		for left := span; left > 0; {
			d := min(left, time.Duration(rapid.Int64Range(0, span.Milliseconds()).Draw(t, "ms"))*time.Millisecond)
			a.Advance(d)
			left -= d
		}
		if got := a.World().Hash(); got != want {
			t.Fatalf("in pieces: %s, at once: %s", got, want)
		}
	})
}

// The run after a submission ends the same way however it is stepped through.
func TestRunInSteps(t *testing.T) {
	a := begin(t, builtInScenario(t, "healthy-nowhere"), 2)
	do(t, a, "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb")
	want := a.Fork().Submit().Finish()
	for _, step := range []time.Duration{time.Second, 1234 * time.Millisecond, 5 * time.Minute, time.Hour} {
		r := a.Fork().Submit()
		for r.Step(step) {
		}
		if got := r.Finish(); got.Hash != want.Hash || !slices.Equal(got.Goals, want.Goals) || len(got.Events) != len(want.Events) {
			t.Errorf("in steps of %v: %s, want %s", step, got, want)
		}
	}
}

// A copy of an attempt goes its own way and leaves the other alone.
func TestForkedAttempt(t *testing.T) {
	a := begin(t, lively(t), 1)
	do(t, a, scale("2"), "advance 3s", "hint")
	before := stateOf(a)
	f := a.Fork()
	do(t, f, "undo", scale("3"), "advance 2m", "hint", "outcome")
	if after := stateOf(a); fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("the copy changes the original:\n%v\n%v", before, after)
	}
	g := a.Fork()
	do(t, a, "advance 2m", scale("1"))
	do(t, g, "advance 2m", scale("1"))
	if fmt.Sprint(stateOf(a)) != fmt.Sprint(stateOf(g)) {
		t.Error("the same inputs lead two copies to different places")
	}
}

// Variables are drawn from a seed alone, each value by some seed.
func TestDraws(t *testing.T) {
	s := builtInScenario(t, "healthy-nowhere")
	counts := map[int64]int{}
	for seed := uint64(1); seed <= 20; seed++ {
		v := s.Draw(seed)["desired"].(int64)
		if again := s.Draw(seed)["desired"]; again != v {
			t.Errorf("seed %d draws %v and %v", seed, v, again)
		}
		if got := begin(t, s, seed).Vars()["desired"]; got != v {
			t.Errorf("the attempt of seed %d has %v, not %v", seed, got, v)
		}
		counts[v]++
	}
	for _, v := range []int64{4, 6, 8} {
		if counts[v] == 0 {
			t.Errorf("the seeds 1 to 20 never draw %d: %v", v, counts)
		}
	}
	if len(counts) != 3 {
		t.Errorf("drawn: %v", counts)
	}
}
