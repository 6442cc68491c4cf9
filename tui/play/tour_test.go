package play_test

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

func TestTourFrames(t *testing.T) {
	states := map[string][]string{
		"ticket": nil,
		"walk":   {"esc"},
		"act":    {"esc", "down", "w", "esc", "a"},
	}
	for name, keys := range states {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := newAt(t, "tour", size[0], size[1])
				d.press(keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// The tour leads through the screen step by step, and to three stars.
func TestTheTour(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d := newAt(t, "tour", size[0], size[1])
			step := func(n int, keys ...string) {
				t.Helper()
				d.press(keys...)
				d.shows(fmt.Sprintf("tour %d of 9", n))
			}
			step(1)
			step(2, "esc")
			step(3, "down")
			step(4, "w")
			step(5, "esc", "a", "enter", "web", "enter", "enter", "prod", "enter", "3", "ctrl+s")
			d.press("space")
			d.beat()
			step(6)
			step(7, "space")
			step(8, "[")
			step(9, "esc")
			d.press("enter", "y")
			d.hides("tour 9 of 9")
			if done := d.finish(); !done.Report.Passed || done.Report.Stars != 3 {
				t.Fatalf("%+v", done.Report)
			}
		})
	}
}

// What was done early is not asked for again.
func TestTheTourSkipsWhatWasDone(t *testing.T) {
	d := newAt(t, "tour", 80, 24)
	d.press("esc", "w")
	d.shows("tour 2 of 9")
	d.press("down")
	d.shows("tour 4 of 9")
}
