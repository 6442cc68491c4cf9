package placement

import (
	"fmt"
	"slices"
	"testing"

	"drydock/engine/sim"
	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// anyTasks draws tasks of which many are alike, on few or many instances, some of
// them protected, sick or not yet running.
func anyTasks(t *rapid.T, chain []Strategy) []Task {
	hosts := rapid.SampledFrom([]int{1, 3, 20, 2 * maxRun}).Draw(t, "hosts")
	kinds := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Task {
		out := Task{
			CPU: rapid.Int64Range(1, 2).Draw(t, "cpu"), Memory: rapid.Int64Range(1, 2).Draw(t, "memory"), CreatedAt: rapid.Int64Range(0, 2).Draw(t, "created"),
			Healthy: rapid.IntRange(0, 5).Draw(t, "health") > 0, Running: rapid.IntRange(0, 5).Draw(t, "running") > 0, Protected: rapid.IntRange(0, 5).Draw(t, "protection") == 0,
		}
		for range chain {
			out.Values = append(out.Values, rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "value"))
		}
		return out
	}), 1, 8).Draw(t, "kinds")
	mix := sim.NewStream(rapid.Uint64().Draw(t, "mix"), "mix")
	left := make([]int64, hosts)
	for i := range left {
		left[i] = int64(mix.IntN(4))
	}
	out := make([]Task, rapid.SampledFrom([]int{0, 1, 2, 9, 60, 3 * maxRun}).Draw(t, "tasks"))
	for i := range out {
		on := mix.IntN(hosts)
		out[i] = kinds[mix.IntN(len(kinds))]
		out[i].ID, out[i].Instance = fmt.Sprintf("%04d", mix.IntN(9)*1000+i), fmt.Sprint(on)
		out[i].LeftCPU, out[i].LeftMemory = left[on], left[hosts-1-on]
	}
	return out
}

// TestLeaving: tasks go as they do when all are looked at for each stop, draw for
// draw.
func TestLeaving(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chain := anyChain(t)
		tasks := anyTasks(t, chain)
		n := rapid.IntRange(0, 150).Draw(t, "n")
		var draw, drawn *sim.Stream
		if rapid.Bool().Draw(t, "chance") {
			one := sim.NewStream(rapid.Uint64().Draw(t, "seed"), "placement")
			other := one
			draw, drawn = &one, &other
		}
		want, got := ScaleIn(slices.Clone(tasks), n, chain, draw, &trace.Recorder{}), ScaleIn(tasks, n, chain, drawn, nil)
		if len(want) != len(got) {
			t.Fatalf("%d tasks go, want %d", len(got), len(want))
		}
		for i := range want {
			if want[i].ID != got[i].ID || want[i].LeftCPU != got[i].LeftCPU || want[i].LeftMemory != got[i].LeftMemory {
				t.Fatalf("task %d by %v: %+v goes, want %+v", i, chain, got[i], want[i])
			}
		}
		if draw != nil && *draw != *drawn {
			t.Fatalf("%v: the draws differ", chain)
		}
	})
}

func BenchmarkScaleIn(b *testing.B) {
	const n = 5000
	tasks := make([]Task, n)
	for i := range tasks {
		on := i % 1000
		tasks[i] = Task{ID: fmt.Sprint(i), Instance: fmt.Sprint(on), Values: []string{string(rune('a' + on%3)), "", ""}, CPU: 256, Memory: 512, LeftCPU: 2000, LeftMemory: 8000, Healthy: true, Running: true}
	}
	for _, chain := range [][]Strategy{ServiceDefault(), {spreadZone, binpackMemory}, {spreadZone, random}} {
		b.Run(fmt.Sprint(chain), func(b *testing.B) {
			draw := sim.NewStream(1, "placement")
			for b.Loop() {
				ScaleIn(tasks, n, chain, &draw, nil)
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "stops/s")
		})
	}
}
