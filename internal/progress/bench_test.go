package progress

import "testing"

// BenchmarkAppend keeps one input of an attempt, committed.
func BenchmarkAppend(b *testing.B) {
	l := open(b, newPath(b)).Learner("local")
	id := begin(b, l, web)
	n := 0
	for b.Loop() {
		n++
		must(b, appendEntry(b.Context(), l, id, entry("x", n)))
	}
}

// BenchmarkOpen opens a file that exists, as every start of the program does.
func BenchmarkOpen(b *testing.B) {
	path := newPath(b)
	s, err := Open(b.Context(), path)
	must(b, err)
	must(b, s.Close())
	for b.Loop() {
		s, err := Open(b.Context(), path)
		must(b, err)
		must(b, s.Close())
	}
}
