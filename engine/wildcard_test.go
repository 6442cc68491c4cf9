package engine

import (
	"strings"
	"testing"
)

func TestWildcard(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"web", "web", true},
		{"web", "webs", false},
		{"", "", true},
		{"", "a", false},
		{"*", "", true},
		{"w*", "web", true},
		{"*b", "web", true},
		{"w?b", "web", true},
		{"w?b", "wb", false},
		{"*e*", "web", true},
		{"a*b*c", "axxbyyc", true},
		{"a*b*c", "axxbyy", false},
		{"**", "x", true},
	} {
		if got := wildcard(c.pattern, c.text); got != c.want {
			t.Errorf("%q on %q: %v", c.pattern, c.text, got)
		}
	}
	// A pattern that would keep a naive matcher busy for years.
	if wildcard(strings.Repeat("*a", 30)+"b", strings.Repeat("a", 200)) {
		t.Error("a match where there is none")
	}
}
