package placement

import (
	"fmt"
	"slices"
	"testing"

	"drydock/engine/sim"
	"pgregory.net/rapid"
)

// anyCluster draws instances of which many are alike, some of them with tasks,
// with attributes of few values for each step of a chain, and more of them than
// a run of an ordered set has.
func anyCluster(t *rapid.T, chain []Strategy) []Instance {
	n := rapid.SampledFrom([]int{0, 1, 2, 7, 40, 3 * maxRun}).Draw(t, "instances")
	kinds := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Instance {
		in := Instance{
			Connected: rapid.IntRange(0, 9).Draw(t, "agent") > 0, CPU: rapid.Int64Range(0, 12).Draw(t, "cpu"), Memory: rapid.Int64Range(0, 12).Draw(t, "memory"),
			Tasks: rapid.Int64Range(0, 2).Draw(t, "tasks"), NotMember: rapid.SampledFrom([]string{"", "", "", "stack is test"}).Draw(t, "member"),
		}
		for range chain {
			in.Values = append(in.Values, rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "value"))
		}
		return in
	}), 1, 12).Draw(t, "kinds")
	mix := sim.NewStream(rapid.Uint64().Draw(t, "mix"), "mix")
	out := make([]Instance, n)
	for i := range out {
		out[i] = kinds[mix.IntN(len(kinds))]
		out[i].ARN = fmt.Sprintf("%04d", i)
	}
	return out
}

// TestBatches: a batch decides as the plain scan of all instances does, draw for
// draw, and says the same where nothing fits.
func TestBatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chain := anyChain(t)
		scanned := anyCluster(t, chain)
		need := Need{CPU: rapid.Int64Range(0, 3).Draw(t, "cpu"), Memory: rapid.Int64Range(0, 3).Draw(t, "memory"), Distinct: rapid.Bool().Draw(t, "distinct")}
		if rapid.Bool().Draw(t, "port") {
			need.Ports = []int64{80}
		}
		draw := sim.NewStream(rapid.Uint64().Draw(t, "seed"), "placement")
		drawn := draw
		b := NewBatch(need, slices.Clone(scanned), chain)
		for n := range rapid.IntRange(1, 300).Draw(t, "n") {
			want, got := Place(need, scanned, chain, &draw, nil), b.Place(&drawn)
			if want.Chosen != got.Chosen || draw != drawn {
				t.Fatalf("task %d by %v: the scan chooses %d and has drawn %v, the batch %d and %v", n, chain, want.Chosen, draw, got.Chosen, drawn)
			}
			if want.Chosen < 0 {
				if got.Closest != want.Closest || !slices.Equal(got.Rejected, want.Rejected) {
					t.Fatalf("the scan says %v, the batch %v", want, got)
				}
				return
			}
			in := &scanned[want.Chosen]
			in.hold(need)
			in.Ports = slices.Clip(in.Ports) // hold appends; two instances may share an array
			if rapid.IntRange(0, 9).Draw(t, "affinity") == 0 {
				in.NotMember = "a task of the group is on it"
			}
			b.Update(want.Chosen, *in)
		}
	})
}

// TestOrdered: the set in runs is the sorted list that it stands for.
func TestOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var o ordered
		var want []int32
		compare := func(a, b int32) int { return int(a - b) }
		for _, x := range rapid.SliceOfN(rapid.Int32Range(0, 4*maxRun), 0, 6*maxRun).Draw(t, "x") {
			at, has := slices.BinarySearch(want, x)
			if has {
				o.remove(x, compare)
				want = slices.Delete(want, at, at+1)
			} else {
				o.insert(x, compare)
				want = slices.Insert(want, at, x)
			}
			if rank := o.rank(func(i int32) bool { return i < x }); rank != at {
				t.Fatalf("%d is the %d. of the set, and the %d. of %v", x, rank, at, want)
			}
		}
		o.remove(-1, compare)
		o.remove(5*maxRun, compare)
		var got []int32
		for _, run := range o.runs {
			if len(run) == 0 || len(run) >= maxRun {
				t.Fatalf("a run of %d", len(run))
			}
			got = append(got, run...)
		}
		if !slices.Equal(got, want) || o.empty() != (len(want) == 0) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

func BenchmarkBatch(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			instances := make([]Instance, n)
			for i := range instances {
				instances[i] = Instance{ARN: fmt.Sprint(i), Values: zones(string(rune('a' + i%3))), Connected: true, CPU: 1 << 40, Memory: 1 << 40}
			}
			need := Need{CPU: 128, Memory: 256}
			batch := NewBatch(need, instances, ServiceDefault())
			for b.Loop() {
				d := batch.Place(nil)
				in := batch.Instance(d.Chosen)
				in.Tasks++
				batch.Update(d.Chosen, in)
			}
		})
	}
}
