package engine

import (
	"testing"
	"time"
)

func BenchmarkFork(b *testing.B) {
	w := busy(b, true)
	b.ReportAllocs()
	for b.Loop() {
		w.Fork()
	}
}

func BenchmarkHash(b *testing.B) {
	w := busy(b, true)
	b.ReportAllocs()
	for b.Loop() {
		w.Hash()
	}
}

// BenchmarkDay is a virtual day of a service with healthy targets: mostly
// health checks.
func BenchmarkDay(b *testing.B) {
	w := busy(b, false)
	for b.Loop() {
		w.Fork().Advance(24 * time.Hour)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "days/s")
}

// BenchmarkUnrest is a service whose targets never answer, so that tasks come
// and go.
func BenchmarkUnrest(b *testing.B) {
	w := busy(b, false)
	must(b, w, "aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --source-group sg-alb")
	events := 0
	for b.Loop() {
		f := w.Fork()
		f.Advance(6 * time.Hour)
		events += len(f.Events()) - len(w.Events())
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}
