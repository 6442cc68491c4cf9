package play_test

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/play/playtest"
	"drydock/tui/theme"
)

// The sizes of design §10.
var sizes = [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}}

func TestFrames(t *testing.T) {
	states := []struct {
		name string
		keys []string
		then func(*driver)
	}{
		{name: "start"},
		{name: "looking", keys: []string{"esc"}},
		{name: "running", keys: []string{"esc", ">", "space"}, then: func(d *driver) { d.beat(); d.beat() }},
		{name: "console", keys: []string{"esc", ";", "aws ecs d", "tab"}},
		{name: "refused", keys: []string{"esc", ";", "aws ecs update-service --cluster prd --service web --desired-count 6", "enter"}},
		{name: "repaired", keys: []string{"esc", ";", playtest.Fix, "enter", "advance 1m", "enter", "esc"}},
		{name: "why", keys: []string{"esc", "w"}},
		{name: "event", keys: []string{"esc", "e", "k", "k", "enter"}},
		{name: "hint", keys: []string{"esc", "H", "y"}},
		{name: "help", keys: []string{"esc", "?"}},
		{name: "submit", keys: []string{"esc", "enter"}},
		{name: "horizon", keys: []string{"esc", "enter", "y"}, then: func(d *driver) { d.beat(); d.beat(); d.beat() }},
		{name: "zoomed", keys: []string{"esc", "e", "+"}},
	}
	for _, s := range states {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				d := newDriver(t, size[0], size[1])
				d.press(s.keys...)
				if s.then != nil {
					s.then(d)
				}
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// State is never told by colour alone: without colour the marks get letters.
func TestPlainFrame(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc")
	m, cmd := d.m.Resize(theme.Plain(), 120, 36)
	d.m = m
	d.run(cmd)
	golden.RequireEqual(t, d.frame())
}
