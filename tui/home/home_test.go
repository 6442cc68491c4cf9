package home_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/home"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func attempt(id string, ago time.Duration) home.Attempt {
	return home.Attempt{ID: id, Scenario: "s-" + id, Title: "Scenario " + id, Last: now.Add(-ago), Moves: len(id)}
}

// some is somebody who has done something.
func some() home.Progress {
	return home.Progress{
		Continue: []home.Attempt{
			{ID: "a", Scenario: "healthy-nowhere", Title: "Healthy nowhere", Last: now.Add(-2 * time.Hour), Moves: 3},
			{ID: "b", Scenario: "waves", Title: "Waves of tasks that come and go, and a title that goes on", Last: now.Add(-30 * 24 * time.Hour), Moves: 1},
		},
		Best: map[string]int{"healthy-nowhere": 2, "waves": 0},
		Now:  now,
	}
}

func fresh(w, h int) home.Model {
	return home.New(home.Config{Version: "v0.1.0", Tour: "tour", Quiz: true}, theme.Dark(), w, h).Listed(home.Library{Packs: 3, Scenarios: 14})
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

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}} {
		w, h := size[0], size[1]
		first := fresh(w, h)
		help, _ := press(first, "?")
		for name, m := range map[string]home.Model{
			"first": first, "help": help,
			"some":   first.Reached(some()).Listed(home.Library{Packs: 3, Scenarios: 14, Done: 1, Broken: 1}),
			"before": home.New(home.Config{Version: "v0.1.0"}, theme.Dark(), w, h),
		} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, w, h), func(t *testing.T) {
				golden.RequireEqual(t, frame(t, m, w, h))
			})
		}
	}
}

func TestWhereTheKeysLead(t *testing.T) {
	for _, c := range []struct {
		progress home.Progress
		keys     []string
		want     tea.Msg
	}{
		{home.Progress{}, []string{"enter"}, home.OpenedMsg{ID: "tour"}},
		{home.Progress{}, []string{"j", "enter"}, home.LibraryMsg{}},
		{home.Progress{}, []string{"down", "down", "l"}, home.QuizMsg{}},
		{home.Progress{}, []string{"G", "enter"}, home.QuitMsg{}},
		{home.Progress{}, []string{"G", "g", "up", "enter"}, home.OpenedMsg{ID: "tour"}},
		{home.Progress{}, []string{"pgdown", "down", "enter"}, home.QuitMsg{}},
		{home.Progress{}, []string{"?", "x", "j", "enter"}, home.LibraryMsg{}},
		{home.Progress{}, []string{"q"}, home.QuitMsg{}},
		{some(), []string{"enter"}, home.ContinuedMsg{AttemptID: "a"}},
		{some(), []string{"j", "enter"}, home.ContinuedMsg{AttemptID: "b"}},
		{some(), []string{"j", "j", "enter"}, home.LibraryMsg{}},
		{some(), []string{"G", "k", "enter"}, home.OpenedMsg{ID: "tour"}},
		{home.Progress{Best: map[string]int{"x": 0}}, []string{"enter"}, home.LibraryMsg{}},
	} {
		_, cmd := press(fresh(80, 24).Reached(c.progress), c.keys...)
		if cmd == nil || cmd() != c.want {
			t.Errorf("%v does not lead to %#v", c.keys, c.want)
		}
	}
}

func TestOnlyTheLatestAttemptsAreOffered(t *testing.T) {
	p := home.Progress{Now: now}
	for i := range 9 {
		p.Continue = append(p.Continue, attempt(fmt.Sprint(i), time.Duration(i)*time.Hour))
	}
	got := frame(t, fresh(80, 24).Reached(p), 80, 24)
	if strings.Count(got, "Continue:") != 5 || strings.Contains(got, "Scenario 5") {
		t.Errorf("not the five latest:\n%s", got)
	}
}

func TestAges(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour: "just now", 59 * time.Second: "just now", time.Minute: "1 minute ago", 59 * time.Minute: "59 minutes ago",
		time.Hour: "1 hour ago", 47 * time.Hour: "1 day ago", 59 * 24 * time.Hour: "59 days ago", 90 * 24 * time.Hour: "3 months ago",
	} {
		p := home.Progress{Now: now, Continue: []home.Attempt{attempt("x", d)}}
		if got := frame(t, fresh(80, 24).Reached(p), 80, 24); !strings.Contains(got, want+", 1 move so far") {
			t.Errorf("%v is not %q:\n%s", d, want, got)
		}
	}
}

// What arrives later moves the cursor only as long as the learner has not.
func TestTheCursorStaysOnItsWay(t *testing.T) {
	m := fresh(80, 24)
	if got := frame(t, m.Reached(some()), 80, 24); !strings.Contains(got, "▸ Continue: Healthy") {
		t.Errorf("the first way is not chosen:\n%s", got)
	}
	m, _ = press(m, "j")
	if got := frame(t, m.Reached(some()), 80, 24); !strings.Contains(got, "▸ Library") {
		t.Errorf("the chosen way is left:\n%s", got)
	}
}

func TestClicking(t *testing.T) {
	m := fresh(80, 24)
	at := tea.MouseClickMsg{X: 10, Button: tea.MouseLeft}
	for y, l := range strings.Split(frame(t, m, 80, 24), "\n") {
		if strings.Contains(l, "Library") {
			at.Y = y
		}
	}
	m, cmd := m.Update(at)
	if cmd != nil {
		t.Fatal("the first click goes there")
	}
	m, cmd = m.Update(at)
	if cmd == nil || cmd() != (home.LibraryMsg{}) {
		t.Error("the second click does not go there")
	}
	for _, y := range []int{0, 4, 20, 23} {
		at.Y = y
		if next, cmd := m.Update(at); cmd != nil || next.View() != m.View() {
			t.Errorf("a click beside the list, on row %d, does something", y)
		}
	}
}

func TestTheNoticeIsOnEverySize(t *testing.T) {
	for w := 40; w < 130; w += 9 {
		for h := 12; h < 45; h += 5 {
			if !strings.Contains(frame(t, fresh(w, h).Reached(some()), w, h), home.Notice) {
				t.Errorf("no notice at %dx%d", w, h)
			}
		}
	}
}
