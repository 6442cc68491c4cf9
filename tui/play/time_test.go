package play_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/scenarios"
	"drydock/tui/play"
	"drydock/tui/theme"
)

// played is the real puzzle after a repair and a minute.
var played = []string{"esc", ";", repair, "enter", "advance 1m", "enter", "esc"}

func TestTimelineFrames(t *testing.T) {
	states := map[string][]string{
		"past":    {"{", "[", "["},
		"compare": {"[", "[", "[", "f"},
		"inspect": {"i"},
	}
	for name, keys := range states {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := newReal(t, size[0], size[1])
				d.press(played...)
				d.press(keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// Looking back shows the world as it was, lets nothing be done to it, and leads
// back to the present.
func TestLookingBack(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press(played...)
	now := "09:13:00"
	d.shows(now, "healthy 4", "moves 1/1")
	for range 6 {
		d.press("[")
	}
	d.shows("09:12:00", "the past of "+now, "unhealthy 4")
	d.shows("moves 1/1") // the instant of the repair; before it there is one more
	d.press("[")
	d.shows("09:12:00", "moves 0/1", "the past of "+now)
	d.press("[")
	d.shows("09:12:00", "moves 0/1", "the past of "+now)
	for _, key := range []string{"space", "n", "u", "ctrl+r", "H", "enter", ";", "c", "a"} {
		d.press(key)
		d.shows("This is the past.", "the past of "+now)
	}
	d.press("w")
	d.shows("DENY")
	d.press("esc")
	d.shows(now, "moves 1/1")
	d.hides("the past of")
	d.press("{")
	d.shows("the past of " + now)
	for range 60 {
		d.press("}")
	}
	d.hides("the past of")
	d.press("]")
	d.shows("This is the present")
}

// A second timeline leaves the first in the past, goes its own way, and either
// can be kept.
func TestTwoTimelines(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press(played...)
	for range 7 {
		d.press("[")
	}
	d.press("f")
	d.shows("played · 09:12:00 · 0 moves", "kept · 09:13:00 · 1 move", "Two timelines")
	d.press("f") // one on the screen
	d.hides("kept ·")
	d.press(";", strings.Replace(repair, "32768-65535", "8080", 1), "enter", "advance 1m", "enter", "esc", "f")
	d.shows("played · 09:13:00 · 1 move", "kept · 09:13:00 · 1 move")
	d.press("x")
	d.shows("You play the other timeline")
	d.press("f")
	d.press("X")
	d.shows("Give the other timeline up?")
	d.press("y")
	d.shows("One timeline is left")
	d.press("x")
	d.shows("there is no other timeline")
}

func TestRedo(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press(played...)
	d.press("u")
	d.shows("moves 0/1", "09:12:00")
	d.press("ctrl+r")
	d.shows("moves 1/1", "Redone")
	d.press("ctrl+r")
	d.shows("there is no move to redo")
}

// What AWS's own commands say of a thing can be read, with the line to type.
func TestInspect(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press("esc", "i")
	d.shows("inspect: task", "$ aws ecs describe-tasks --cluster prod --tasks", `"tasks": [`)
	d.press("G")
	d.shows("Events about it")
	d.press("esc")
	d.hides("inspect: task")
}

// choosing is a puzzle of choice.
func choosing(t *testing.T, w, h int) *driver {
	t.Helper()
	s, err := scenarios.Load(choiceFiles, "which.toml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := scenarios.NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, w: w, h: h}
	var cmd tea.Cmd
	d.m, cmd = play.New(play.Of(a), "scaling", theme.Dark(), w, h)
	d.m = play.WithTestClock(d.m)
	d.run(cmd)
	return d
}

func TestChoiceFrames(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d := choosing(t, size[0], size[1])
			d.press("esc")
			golden.RequireEqual(t, d.frame())
		})
	}
}

// The answers come up behind the ticket; one key picks, another one changes the
// mind, and the engine decides.
func TestChoosing(t *testing.T) {
	d := choosing(t, 80, 24)
	d.press("esc")
	d.shows("which one?", "a  ○  Three tasks", "b  ○  Two tasks", "a – c")
	d.press("b")
	d.shows("› ○  Two tasks", "moves 0/1") // marked, and nothing done yet
	d.press("enter")
	d.shows("Chosen: Two tasks", "moves 1/1")
	d.press("c")
	d.shows("b › ●  Two tasks")
	d.press("c", "enter") // the third answer: its call is refused
	d.shows("1 call refused", "moves 1/1")
	d.press("c", "a", "enter")
	d.shows("Chosen: Three tasks", "moves 1/1")
	d.press("enter", "y")
	done := d.finish()
	if !done.Report.Passed || done.Report.Stars != 3 || len(done.Report.Trials) != 1 || len(done.Report.Ways) != 3 || !done.Report.Ways[0].Taken {
		t.Fatalf("%+v", d.out[0])
	}
}

// The debrief shows what other ways lead to, and none of it counts.
func TestWatching(t *testing.T) {
	d := choosing(t, 80, 24)
	d.press("esc", "a", "enter")
	m, cmd, err := d.m.Watch(1)
	if err != nil {
		t.Fatal(err)
	}
	d.m = m
	d.run(cmd)
	done := d.finish()
	if !done.Watched || done.Report.Passed || done.Report.Watched.Title != "Two tasks" {
		t.Fatalf("%+v", d.out[0])
	}
	d.shows("moves 1/1") // the learner's own attempt is as it was
}
