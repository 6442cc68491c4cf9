package play_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"
)

// fillIn are the keys that fill the form of the repair in, by somebody who
// knows no aws line.
var fillIn = []string{"enter", "inst", "enter", "enter", "down", "enter", "32768-65535", "enter", "sg-a", "enter"}

func TestActFrames(t *testing.T) {
	states := map[string][]string{
		"menu": {"esc", "a"},
		"form": append([]string{"esc", "a", "1"}, fillIn...),
	}
	for name, keys := range states {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := newReal(t, size[0], size[1])
				d.press(keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// The puzzle is solved with forms alone: no line is typed.
func TestThePuzzleIsSolvedWithForms(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d := newReal(t, size[0], size[1])
			d.press("esc", "a", "1")
			d.press(fillIn...)
			d.press("ctrl+s")
			d.shows("Done:")
			d.press("space")
			d.beat()
			d.press("space", "enter", "y")
			done := d.finish()
			if !done.Report.Passed || done.Report.Stars != 3 {
				t.Fatalf("%+v", d.out[0])
			}
		})
	}
}

// A refusal is read over the form, which can be mended and sent again.
func TestARefusedForm(t *testing.T) {
	d := newReal(t, 80, 24)
	d.press("esc", "a", "1")
	d.press(fillIn...)
	d.press("ctrl+s")
	d.press("a", "1") // the same rule once more
	d.press(fillIn...)
	d.press("ctrl+s")
	d.shows("InvalidPermission.Duplicate", "time waits")
	d.press("x", "esc", "esc")
	d.hides("time waits")
	d.shows("moves 1/1")
}

// What is selected stands in the form, and the mouse finds the fields.
func TestTheSelectedThingIsInTheForm(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press("esc")
	for range 12 {
		d.press("down")
	}
	d.press("right", "right")
	d.shows("security group sg-instances")
	d.press("a", "2")
	d.shows("--group-id sg-instances", "revoke-security-group-ingress")
	d.send(tea.MouseClickMsg{X: 30, Y: 5, Button: tea.MouseLeft})
	d.send(tea.MouseWheelMsg{X: 30, Y: 5, Button: tea.MouseWheelDown})
	d.press("esc", "esc")
	d.hides("time waits")
}
