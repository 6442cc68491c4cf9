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
			c.Instances, c.Tasks = max(12, c.Instances/10), max(60, c.Tasks/10)
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
				if err := c.check(w); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(b.N*c.Tasks)/b.Elapsed().Seconds(), "placements/s")
		})
	}
}
