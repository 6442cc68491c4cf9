package form_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/engine/api"
	"drydock/tui/form"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

var offered = []string{"ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ecs:UpdateService"}

func newMenu(t *testing.T, w, h int) form.Menu {
	t.Helper()
	var ops []*api.Operation
	for _, id := range offered {
		ops = append(ops, find(t, id))
	}
	return form.NewMenu(ops, theme.Dark(), w, h)
}

// chosen is the operation that a menu asks for.
func chosen(t *testing.T, m form.Menu, msgs ...tea.Msg) string {
	t.Helper()
	var cmd tea.Cmd
	for _, msg := range msgs {
		m, cmd = m.Update(msg)
		if err := partstest.CheckFrame(m.View(), 40, 12); err != nil {
			t.Fatal(err)
		}
	}
	if cmd == nil {
		return ""
	}
	switch msg := cmd().(type) {
	case form.ChosenMsg:
		return msg.Op.ID()
	case form.CancelledMsg:
		return "cancelled"
	}
	t.Fatal("neither chosen nor cancelled")
	return ""
}

func TestMenu(t *testing.T) {
	key := func(r rune) tea.Msg { return tea.KeyPressMsg{Code: r, Text: string(r)} }
	tests := []struct {
		name string
		msgs []tea.Msg
		want string
	}{
		{"enter", []tea.Msg{special["enter"]}, offered[0]},
		{"a digit", []tea.Msg{key('2')}, offered[1]},
		{"a digit without a move", []tea.Msg{key('7')}, ""},
		{"arrows", []tea.Msg{special["down"], key('j'), key('j'), key('k'), special["enter"]}, offered[1]},
		{"the wheel", []tea.Msg{tea.MouseWheelMsg{Button: tea.MouseWheelDown}, special["enter"]}, offered[1]},
		{"escape", []tea.Msg{special["esc"]}, "cancelled"},
		{"a click on the frame", []tea.Msg{tea.MouseClickMsg{X: 3, Y: 0, Button: tea.MouseLeft}}, ""},
		{"a click", []tea.Msg{tea.MouseClickMsg{X: 3, Y: 5, Button: tea.MouseLeft}}, offered[1]},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := chosen(t, newMenu(t, 40, 12), tt.msgs...); got != tt.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestAMenuOfNothing(t *testing.T) {
	m := form.NewMenu(nil, theme.Dark(), 40, 12)
	if got := chosen(t, m, special["down"], special["enter"]); got != "" {
		t.Errorf("got %q", got)
	}
	if !strings.Contains(ansi.Strip(m.View()), "No moves are offered") {
		t.Errorf("\n%s", ansi.Strip(m.View()))
	}
}
