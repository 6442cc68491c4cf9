package home_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/home"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

func library() []home.Entry {
	return []home.Entry{
		{ID: "healthy-nowhere", Title: "Healthy nowhere", Pack: "First steps", Topic: "load balancing", Difficulty: 2, Minutes: 8},
		{ID: "no-room", Title: "No room for the sixth task", Pack: "First steps", Topic: "placement", Difficulty: 1, Minutes: 5},
		{ID: "waves", Title: "Waves", Pack: "Scaling", Topic: "target tracking", Difficulty: 4, Minutes: 25},
	}
}

func frame(t *testing.T, m home.Model, w, h int) string {
	t.Helper()
	if err := partstest.CheckFrame(m.View(), w, h); err != nil {
		t.Fatalf("%v\n%s", err, ansi.Strip(m.View()))
	}
	return ansi.Strip(m.View())
}

func press(m home.Model, keys ...string) (home.Model, tea.Cmd) {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp},
		"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "esc": {Code: tea.KeyEscape},
	}
	var cmd tea.Cmd
	for _, k := range keys {
		msg, ok := special[k]
		if !ok {
			msg = tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		}
		m, cmd = m.Update(msg)
	}
	return m, cmd
}

func opened(t *testing.T, cmd tea.Cmd) string {
	t.Helper()
	if cmd == nil {
		t.Fatal("nothing was asked of the shell")
	}
	msg, ok := cmd().(home.OpenedMsg)
	if !ok {
		t.Fatal("something else than a scenario was asked for")
	}
	return msg.ID
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}} {
		w, h := size[0], size[1]
		list := home.New(library(), "v0.1.0", theme.Dark(), w, h)
		help, _ := press(list, "?")
		for name, m := range map[string]home.Model{
			"list": list, "reached": list.Reached(map[string]int{"healthy-nowhere": 2, "waves": 0}), "help": help, "opening": list.Opening("Healthy nowhere"),
			"failed": list.Failed(errors.New("waves.toml:3:1: unknown key \"tittle\"; did you mean title?\nwaves.toml:9:4: bad duration")),
			"empty":  home.New(nil, "v0.1.0", theme.Dark(), w, h),
		} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, w, h), func(t *testing.T) {
				golden.RequireEqual(t, frame(t, m, w, h))
			})
		}
	}
}

func TestChoosing(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"enter"}, "healthy-nowhere"},
		{[]string{"j", "enter"}, "no-room"},
		{[]string{"down", "down", "down", "down", "enter"}, "waves"},
		{[]string{"G", "k", "enter"}, "no-room"},
		{[]string{"G", "g", "up", "l"}, "healthy-nowhere"},
		{[]string{"pgdown", "enter"}, "waves"},
		{[]string{"pgdown", "pgup", "enter"}, "healthy-nowhere"},
		{[]string{"?", "x", "j", "enter"}, "no-room"},
	} {
		_, cmd := press(home.New(library(), "", theme.Dark(), 80, 24), c.keys...)
		if got := opened(t, cmd); got != c.want {
			t.Errorf("%v opens %s, want %s", c.keys, got, c.want)
		}
	}
}

func TestAnEmptyLibraryOpensNothing(t *testing.T) {
	if _, cmd := press(home.New(nil, "", theme.Dark(), 80, 24), "j", "enter"); cmd != nil {
		t.Error("something was asked of the shell")
	}
}

func TestQuit(t *testing.T) {
	_, cmd := press(home.New(library(), "", theme.Dark(), 80, 24), "q")
	if _, ok := cmd().(home.QuitMsg); !ok {
		t.Error("q does not quit")
	}
}

func TestALongListFollowsTheCursor(t *testing.T) {
	var many []home.Entry
	for i := range 200 {
		many = append(many, home.Entry{ID: fmt.Sprint(i), Title: fmt.Sprintf("Scenario %d", i), Pack: fmt.Sprintf("Pack %d", i/9), Difficulty: i % 6})
	}
	m := home.New(many, "", theme.Dark(), 40, 12)
	for i := range 199 {
		m, _ = press(m, "j")
		if got := frame(t, m, 40, 12); !strings.Contains(got, fmt.Sprintf("▸ Scenario %d ", i+1)) {
			t.Fatalf("scenario %d is not on the screen:\n%s", i+1, got)
		}
	}
	m = m.Resize(theme.Dark(), 100, 50)
	if got := frame(t, m, 100, 50); !strings.Contains(got, "▸ Scenario 199 ") {
		t.Errorf("after a resize the cursor is off the screen:\n%s", got)
	}
	m, _ = press(m, "g")
	if got := frame(t, m, 100, 50); !strings.Contains(got, "Pack 0") {
		t.Errorf("the first pack's name is not shown at the top:\n%s", got)
	}
}

func TestClicking(t *testing.T) {
	m := home.New(library(), "", theme.Dark(), 80, 24)
	at := tea.MouseClickMsg{X: 10, Button: tea.MouseLeft}
	for y, l := range strings.Split(frame(t, m, 80, 24), "\n") {
		if strings.Contains(l, "Waves") {
			at.Y = y
		}
	}
	m, cmd := m.Update(at)
	if cmd != nil {
		t.Fatal("the first click opens")
	}
	_, cmd = m.Update(at)
	if got := opened(t, cmd); got != "waves" {
		t.Errorf("the click opens %s", got)
	}
}

func TestTheNoticeIsOnEverySize(t *testing.T) {
	for w := 40; w < 130; w += 9 {
		for h := 12; h < 45; h += 5 {
			if !strings.Contains(frame(t, home.New(library(), "v0.1.0", theme.Dark(), w, h), w, h), home.Notice) {
				t.Errorf("no notice at %dx%d", w, h)
			}
		}
	}
}
