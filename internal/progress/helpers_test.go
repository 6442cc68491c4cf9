package progress

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// open opens a store that is closed with the test.
func open(t testing.TB, path string, options ...Option) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func newPath(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "progress.db")
}

// ticking is a clock that is a second later whenever it is read.
func ticking() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("", 3600))
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

// second returns what ticking says when it is read for the nth time.
func second(n int) time.Time {
	return time.Date(2026, 3, 2, 8, 0, n, 0, time.UTC)
}

var web = Attempt{Scenario: "web-down", Digest: "d1", Engine: "e1", Seed: 7}

func begin(t testing.TB, l *Learner, a Attempt) string {
	t.Helper()
	id, err := l.Begin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// entry returns the nth entry that the tests append: no two are alike.
func entry(who string, n int) Entry {
	return Entry{At: int64(n) * 1000, Input: fmt.Sprintf("aws ecs update-service --service %s --desired-count %d", who, n), Refused: n%3 == 0}
}

func appendEntry(ctx context.Context, l *Learner, id string, e Entry) error {
	return l.Append(ctx, id, e, e.At)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func load(t testing.TB, l *Learner, id string) Kept {
	t.Helper()
	k, err := l.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// ids lists the learner's unfinished attempts in their order.
func ids(t testing.TB, l *Learner) []string {
	t.Helper()
	kept, err := l.Unfinished(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, k := range kept {
		out = append(out, k.ID)
	}
	return out
}
