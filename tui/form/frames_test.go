package form_test

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/form"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

// The sizes of design §10.
var sizes = [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}}

func TestFrames(t *testing.T) {
	const ingress, service = "ec2:AuthorizeSecurityGroupIngress", "ecs:CreateService"
	states := []struct {
		name, op string
		keys     []string
	}{
		{"ingress-empty", ingress, nil},
		{"ingress-choosing", ingress, []string{"sg-"}},
		{"ingress-half", ingress, []string{"sg-inst", "enter", "tcp", "enter", "32768-65535", "enter"}},
		{"ingress-error", ingress, []string{"sg-inst", "enter", "tcp", "enter", "80-x", "enter", "up"}},
		{"ingress-done", ingress, []string{"sg-inst", "enter", "tcp", "enter", "32768-65535", "enter", "sg-alb", "enter", "tab", "tab"}},
		{"service-empty", service, nil},
		{"service-refused", service, []string{"ctrl+s"}},
		{"service-balanced", service, []string{"shop", "enter", "prod", "enter", "web:", "enter", "2", "enter", "tab", "enter", "web", "enter", "tab", "web", "enter"}},
	}
	for _, s := range states {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				d := newDriver(t, s.op, size[0], size[1])
				d.press(s.keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

func TestMenuFrames(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			m := newMenu(t, size[0], size[1])
			golden.RequireEqual(t, ansi.Strip(m.View()))
		})
	}
}

// Nothing is told by colour alone.
func TestPlainFrame(t *testing.T) {
	d := newDriver(t, "ec2:AuthorizeSecurityGroupIngress", 80, 24)
	d.press("sg-inst", "enter", "tcp", "enter", "80-x", "enter", "sg", "down")
	d.m = d.m.Resize(theme.Plain(), 80, 24)
	golden.RequireEqual(t, d.frame())
}

// Sizes that a popup may have keep their frames, and the values stay.
func TestAnySize(t *testing.T) {
	for _, id := range []string{"ec2:AuthorizeSecurityGroupIngress", "ecs:RegisterTaskDefinition", "ec2:CreateInternetGateway"} {
		d := newDriver(t, id, 80, 24)
		d.press("a", "tab", "enter", "b", "tab", "enter", "c", "tab")
		_, before := line(d)
		for w := 24; w < 130; w += 9 {
			for h := 9; h < 50; h += 5 {
				d.w, d.h = w, h
				d.m = d.m.Resize(theme.Dark(), w, h)
				d.frame()
				d.press("down", "up")
			}
		}
		d.w, d.h = 200, 60
		d.m = d.m.Resize(theme.Dark(), d.w, d.h)
		if _, after := line(d); after != before {
			t.Errorf("%s became %s", before, after)
		}
	}
	m := newMenu(t, 24, 6)
	if err := partstest.CheckFrame(m.View(), 24, 6); err != nil {
		t.Error(err)
	}
}

// line is the line as the form shows it, and whether it may be run.
func line(d *driver) (bool, string) {
	filled := form.Filled(d.m)
	return len(filled.Problems) == 0, filled.Line
}
