package cli

import (
	"flag"
	"testing"
)

var benchWhole = flag.Bool("bench.whole", false, "benchmark the cases of drydock bench at their full size, huge too")

// BenchmarkPlacements plays the cases of drydock bench: a tenth of the small ones'
// size unless -bench.whole is given.
func BenchmarkPlacements(b *testing.B) {
	for _, c := range benchCases() {
		if !*benchWhole {
			if c.Name == "huge" {
				continue
			}
			c = c.smaller()
		}
		b.Run(c.Name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				w, err := c.build()
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if err := c.place(w); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if err := c.run(w); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*c.Tasks)/b.Elapsed().Seconds(), "placements/s")
		})
	}
}

// smaller is a tenth of a case.
func (b benchCase) smaller() benchCase {
	if b.Instances > 0 {
		b.Instances = max(12, b.Instances/10)
	}
	b.Tasks = max(60, b.Tasks/10)
	return b
}

// BenchmarkRunning plays what happens in the cases of drydock bench when their
// tasks run.
func BenchmarkRunning(b *testing.B) {
	for _, c := range benchCases() {
		if c.after == nothing {
			continue
		}
		if !*benchWhole {
			c = c.smaller()
		}
		b.Run(c.Name, func(b *testing.B) {
			w, err := c.build()
			if err != nil {
				b.Fatal(err)
			}
			if err := c.place(w); err != nil {
				b.Fatal(err)
			}
			if err := c.run(w); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := c.goOn(benchWorld{World: w.Fork(), subnets: w.subnets}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*c.Tasks)/b.Elapsed().Seconds(), "tasks/s")
		})
	}
}

// TestBenchCases plays the cases that no script plays, small.
func TestBenchCases(t *testing.T) {
	for _, c := range benchCases() {
		if c.start == byServices && c.after == nothing {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			r, err := c.smaller().measure()
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Phases) < 4 || r.Phases[len(r.Phases)-1].Name != "hash" || r.Hash == "" {
				t.Errorf("the phases are %+v, the hash %q", r.Phases, r.Hash)
			}
		})
	}
}
