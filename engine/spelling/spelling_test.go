package spelling

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	known := []string{"title", "text", "desired_count", "points", "at"}
	tests := map[string]string{
		"tittle": "title", "Title": "title", "titel": "title", "desiredcount": "desired_count", "desired-count": "desired_count",
		"point": "points", "ta": "at", "zebra": "", "": "", "ät": "at", strings.Repeat("t", 100): "",
	}
	for word, want := range tests {
		if got := Nearest(word, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
