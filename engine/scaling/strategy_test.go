package scaling

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drydock/engine/trace"
)

func TestSharesOfProviders(t *testing.T) { // reference 02 §3.4
	for _, c := range []struct {
		items []Item
		tasks int
		want  string
	}{
		{[]Item{{"F", 1, 1}, {"S", 0, 3}}, 9, "F F S S S F S S S"},
		{[]Item{{"F", 0, 1}, {"S", 0, 4}}, 10, "F S S S S F S S S S"},
		{[]Item{{"F", 2, 1}, {"S", 0, 1}}, 7, "F F F S F S F"},
		{[]Item{{"F", 2, 0}, {"S", 0, 1}}, 5, "F F S S S"},
		{[]Item{{"A", 0, 1}, {"B", 0, 1}}, 5, "A B A B A"},
		{[]Item{{"F", 0, 3}, {"S", 0, 1}}, 4, "F S F F"},
		{[]Item{{"F", 4, 1}, {"S", 0, 4}}, 3, "F F F"},
		{[]Item{{"F", 4, 1}, {"S", 0, 4}}, 14, "F F F F F S S S S F S S S S"},
		{[]Item{{"A", 0, 2}, {"B", 0, 3}}, 7, "A B B A B A B"},
		{[]Item{{"F", 1, 0}}, 2, "F -"},
	} {
		have := make([]int64, len(c.items))
		var got []string
		for range c.tasks {
			i := Start(c.items, have, nil)
			if i < 0 {
				got = append(got, "-")
				continue
			}
			have[i]++
			got = append(got, c.items[i].Provider)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v: %s, want %s", c.items, s, c.want)
		}
	}
}

func TestWhichProviderLosesATask(t *testing.T) { // reference 02 §3.4
	for _, c := range []struct {
		items []Item
		tasks []int64
		want  int
	}{
		{[]Item{{"F", 1, 1}, {"S", 0, 3}}, []int64{3, 6}, 1}, // 2/1 and 6/3 are equal: the last in the strategy
		{[]Item{{"F", 1, 1}, {"S", 0, 3}}, []int64{3, 5}, 0},
		{[]Item{{"F", 2, 1}, {"S", 0, 1}}, []int64{2, 1}, 1}, // never below the base
		{[]Item{{"F", 2, 1}, {"S", 0, 1}}, []int64{2, 0}, 0}, // unless all are
		{[]Item{{"F", 0, 1}}, []int64{0}, -1},
		{[]Item{{"F", 0, 1}, {"S", 0, 0}}, []int64{5, 1}, 1}, // what has no weight any more goes first
	} {
		if got := Stop(c.items, c.tasks, c.tasks); got != c.want {
			t.Errorf("%v of %v: %d, want %d", c.tasks, c.items, got, c.want)
		}
	}
}

func TestSharesAreExplained(t *testing.T) {
	rec := &trace.Recorder{}
	Start([]Item{{"F", 1, 1}, {"S", 0, 3}}, []int64{2, 2}, rec)
	var lines []string
	for _, s := range rec.Steps {
		lines = append(lines, fmt.Sprint(s.OK, " ", s.Label, ": ", s.Result, ", ", s.Detail))
	}
	if got, want := strings.Join(lines, "\n"), "false F: passed over, 1 tasks beyond its base of 1, weight 1\ntrue S: chosen, 2 tasks beyond its base of 0, weight 3"; got != want {
		t.Errorf("%s", got)
	}
}

// TestSharesKeepToTheWeights: beyond the base each item is within one task of its
// exact share, and what was started and stopped again is as it was.
func TestSharesKeepToTheWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := make([]Item, rapid.IntRange(1, 4).Draw(t, "items"))
		var weights int64
		for i := range items {
			items[i] = Item{fmt.Sprint("p", i), 0, rapid.Int64Range(1, 9).Draw(t, "weight")}
			weights += items[i].Weight
		}
		items[0].Base = rapid.Int64Range(0, 5).Draw(t, "base")
		have := make([]int64, len(items))
		n := rapid.Int64Range(items[0].Base, 60).Draw(t, "n")
		for range n {
			have[Start(items, have, nil)]++
		}
		for i, item := range items {
			exact := (n - items[0].Base) * item.Weight // times weights
			if off := (have[i]-item.Base)*weights - exact; off >= weights*int64(len(items)) || off <= -weights*int64(len(items)) {
				t.Fatalf("%d tasks as %v over %v", n, have, items)
			}
		}
		before := fmt.Sprint(have)
		have[Start(items, have, nil)]++
		have[Stop(items, have, have)]--
		if n > items[0].Base && fmt.Sprint(have) != before {
			// a tie may be broken either way, but never below a base
			for i := range items {
				if have[i] < items[i].Base {
					t.Fatalf("%s became %v", before, have)
				}
			}
		}
	})
}
