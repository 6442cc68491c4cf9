package library_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/library"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

func packs() []library.Pack {
	return []library.Pack{
		{Title: "Containers on ECS", Entries: []library.Entry{
			{ID: "healthy-nowhere", Title: "Healthy nowhere", Topic: "load balancing", Objectives: []string{"lb.dynamic-port", "lb.ec2-security-group"}, Exams: []string{"SAA-C03", "DVA-C02"}, Difficulty: 2, Minutes: 8, Summary: "web is up, and nobody can reach it"},
			{ID: "no-room", Title: "No room for the sixth task of a service that wants eight", Topic: "placement", Objectives: []string{"placement.binpack"}, Exams: []string{"SOA-C03"}, Difficulty: 1, Minutes: 5, Summary: "The sixth task does not start"},
		}},
		{Title: "Scaling, and what comes of it when nobody looks at the cooldowns of the night", Entries: []library.Entry{
			{ID: "waves", Title: "Waves", Topic: "scaling", Objectives: []string{"scale.target-tracking"}, Difficulty: 4, Minutes: 25, Summary: "It goes up and down"},
		}},
		{Title: "mine", Broken: "mine/pack.toml:3:1: unknown key \"titel\"; did you mean \"title\"?\nmine/pack.toml:9:9: the id \"A\" is not of small letters, digits and hyphens"},
	}
}

var stars = map[string]int{"healthy-nowhere": 2, "no-room": 0}

func read(id string) (library.Preview, error) {
	if id == "waves" {
		return library.Preview{}, errors.New("waves.toml:3:1: unknown key \"tittle\"")
	}
	return library.Preview{
		Brief:      "**From:** on-call  **Subject:** web is up\n\nWe moved `web` last night. It has its **four** tasks.\n\n- Every task runs.\n- No target is healthy.\n",
		Objectives: []string{"Dynamic host port mapping lets several copies of a task share an instance", "The instance's group admits the ephemeral range"},
	}, nil
}

func open(w, h int) library.Model {
	m, cmd := library.New(read, theme.Dark(), w, h).Listed(packs())
	return run(m.Reached(stars), cmd)
}

// run runs a command and all that follows from it.
func run(m library.Model, cmd tea.Cmd) library.Model {
	if cmd == nil {
		return m
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, c := range batch {
			m = run(m, c)
		}
		return m
	}
	m, cmd = m.Update(msg)
	return run(m, cmd)
}

func frame(t *testing.T, m library.Model, w, h int) string {
	t.Helper()
	text, _ := m.View()
	if err := partstest.CheckFrame(text, w, h); err != nil {
		t.Fatalf("%v\n%s", err, ansi.Strip(text))
	}
	return ansi.Strip(text)
}

func press(m library.Model, keys ...string) (library.Model, tea.Cmd) {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "down": {Code: tea.KeyDown},
		"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp}, "backspace": {Code: tea.KeyBackspace},
	}
	var cmd tea.Cmd
	for _, k := range keys {
		if msg, ok := special[k]; ok {
			m, cmd = m.Update(msg)
			continue
		}
		for _, r := range k {
			m, cmd = m.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return m, cmd
}

func opened(cmd tea.Cmd) string {
	if cmd == nil {
		return ""
	}
	msg, _ := cmd().(library.OpenedMsg)
	return msg.ID
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}} {
		w, h := size[0], size[1]
		first := open(w, h)
		with := func(keys ...string) library.Model {
			m, cmd := press(first, keys...)
			return run(m, cmd)
		}
		empty, _ := library.New(read, theme.Dark(), w, h).Listed(nil)
		for name, m := range map[string]library.Model{
			"list": first, "topics": with("o", "j"), "difficulty": with("o", "o"), "help": with("?"),
			"filter": with("/", "task"), "nothing": with("/", "zebra", "enter"), "unreadable": with("j", "j"),
			"broken": with("G"), "mistakes": with("G", "enter"),
			"reading": library.New(read, theme.Dark(), w, h), "empty": empty,
		} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, w, h), func(t *testing.T) {
				golden.RequireEqual(t, frame(t, m, w, h))
			})
		}
	}
}

func TestOpening(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{
		{[]string{"enter"}, "healthy-nowhere"},
		{[]string{"j", "enter"}, "no-room"},
		{[]string{"down", "down", "l"}, "waves"},
		{[]string{"G", "enter"}, ""}, // a broken pack
		{[]string{"G", "enter", "x", "k", "enter"}, "waves"},
		{[]string{"pgdown", "pgup", "enter"}, "healthy-nowhere"},
		{[]string{"?", "x", "j", "enter"}, "no-room"},
		{[]string{"/", "waves", "enter", "enter"}, "waves"},
		{[]string{"/", "d:1", "enter", "enter"}, "no-room"},
		{[]string{"/", "zebra", "enter", "enter"}, ""},
		{[]string{"/", "zebra", "esc", "enter"}, "healthy-nowhere"},
		{[]string{"j", "/", "task", "esc", "enter"}, "no-room"}, // the cursor stays on its entry
		{[]string{"o", "o", "g", "enter"}, "no-room"},           // the easiest first
	} {
		_, cmd := press(open(80, 24), c.keys...)
		if got := opened(cmd); got != c.want {
			t.Errorf("%v opens %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestEscClearsTheFilterThenLeaves(t *testing.T) {
	m, cmd := press(open(80, 24), "/", "waves", "enter", "esc")
	if cmd != nil || !strings.Contains(frame(t, m, 80, 24), "Healthy nowhere") {
		t.Error("the filter is not cleared")
	}
	_, cmd = press(m, "esc")
	if _, ok := cmd().(library.LeftMsg); !ok {
		t.Error("esc does not leave")
	}
}

func TestTheCursorOfTheTerminalIsInTheFilter(t *testing.T) {
	m, _ := press(open(80, 24), "/", "ab")
	text, cursor := m.View()
	if cursor == nil || cursor.Y != 1 || !strings.HasPrefix(strings.Split(ansi.Strip(text), "\n")[1], " / ab ") || cursor.X != 5 || !m.Typing() {
		t.Errorf("the cursor is at %+v", cursor)
	}
	m, _ = press(m, "enter")
	if _, cursor := m.View(); cursor != nil || m.Typing() {
		t.Error("there is a cursor outside the filter")
	}
}

// A scenario is read when the cursor has rested on it, and then once.
func TestAPreviewIsReadWhenTheCursorRests(t *testing.T) {
	var reads []string
	counting := func(id string) (library.Preview, error) {
		reads = append(reads, id)
		return read(id)
	}
	m, first := library.New(counting, theme.Dark(), 120, 36).Listed(packs())
	m, second := press(m, "j")
	m = run(m, first) // too late: the cursor has gone on
	if len(reads) != 0 {
		t.Fatalf("read %v", reads)
	}
	if got := frame(t, m, 120, 36); !strings.Contains(got, "The sixth task does not start") {
		t.Errorf("before, the line of the index is not shown:\n%s", got)
	}
	m = run(m, second)
	m, cmd := m.Resize(theme.Light(), 140, 40)
	m = run(m, cmd)
	if len(reads) != 1 || reads[0] != "no-room" || !strings.Contains(frame(t, m, 140, 40), "No target is healthy.") {
		t.Errorf("read %v", reads)
	}
	narrow, cmd := library.New(counting, theme.Dark(), 80, 24).Listed(packs())
	run(narrow, cmd)
	if len(reads) != 1 {
		t.Error("a preview was read for which there is no room")
	}
}

// What an objective says often is the answer, so it waits until the scenario is
// done; its id stands there before.
func TestObjectivesGiveNothingAway(t *testing.T) {
	m := open(120, 36)
	if got := frame(t, m, 120, 36); !strings.Contains(got, "• Dynamic host port mapping") {
		t.Errorf("done, the objectives are not in words:\n%s", got)
	}
	got := frame(t, m.Reached(nil), 120, 36)
	if strings.Contains(got, "Dynamic host port") || !strings.Contains(got, "• lb.dynamic-port") {
		t.Errorf("not done, the objectives give the answer away:\n%s", got)
	}
}

func TestClicking(t *testing.T) {
	m := open(120, 36)
	at := tea.MouseClickMsg{X: 10, Button: tea.MouseLeft}
	for y, l := range strings.Split(frame(t, m, 120, 36), "\n") {
		if strings.Contains(l, "Waves") {
			at.Y = y
		}
	}
	m, cmd := m.Update(at)
	if opened(cmd) != "" {
		t.Fatal("the first click opens")
	}
	if _, cmd = m.Update(at); opened(cmd) != "waves" {
		t.Error("the second click does not open")
	}
	for _, beside := range [][2]int{{10, 0}, {10, 3}, {10, 35}, {10, 25}, {100, at.Y}} {
		at.X, at.Y = beside[0], beside[1]
		if _, cmd := m.Update(at); cmd != nil {
			t.Errorf("a click at %v does something", beside)
		}
	}
}

func TestEverySizeIsFilled(t *testing.T) {
	last, _ := press(open(100, 30), "G")
	for w := 40; w < 210; w += 13 {
		for h := 12; h < 45; h += 5 {
			m, _ := last.Resize(theme.Plain(), w, h)
			frame(t, m, w, h)
		}
	}
}

// many is a library of n scenarios in packs of nine.
func many(n int) []library.Pack {
	var out []library.Pack
	for i := range n {
		if i%9 == 0 {
			out = append(out, library.Pack{Title: fmt.Sprintf("Pack %d", i/9)})
		}
		p := &out[len(out)-1]
		p.Entries = append(p.Entries, library.Entry{ID: fmt.Sprint(i), Title: fmt.Sprintf("Scenario %d", i), Topic: fmt.Sprintf("topic %d", i%7), Difficulty: i % 6, Minutes: i})
	}
	return out
}

func TestALongListFollowsTheCursor(t *testing.T) {
	m, _ := library.New(nil, theme.Dark(), 40, 12).Listed(many(200))
	for i := range 199 {
		m, _ = press(m, "j")
		if got := frame(t, m, 40, 12); !strings.Contains(got, fmt.Sprintf("▸ Scenario %d ", i+1)) {
			t.Fatalf("scenario %d is not on the screen:\n%s", i+1, got)
		}
	}
	m, _ = m.Resize(theme.Dark(), 100, 50)
	if got := frame(t, m, 100, 50); !strings.Contains(got, "▸ Scenario 199 ") {
		t.Errorf("after a resize the cursor is off the screen:\n%s", got)
	}
	m, _ = press(m, "g")
	if got := frame(t, m, 100, 50); !strings.Contains(got, "Pack 0") {
		t.Errorf("the first pack's name is not shown at the top:\n%s", got)
	}
}

func TestTextOfPacksCannotControlTheTerminal(t *testing.T) {
	const bad = "a\x1b]0;x\x07\n\x1b[2Jb"
	m, cmd := library.New(func(string) (library.Preview, error) {
		return library.Preview{Brief: bad, Objectives: []string{bad}}, nil
	}, theme.Dark(), 120, 36).Listed([]library.Pack{
		{Title: bad, Entries: []library.Entry{{ID: "x", Title: bad, Topic: bad, Objectives: []string{bad}, Exams: []string{bad}, Summary: bad}}, Broken: bad},
	})
	m = run(m, cmd)
	for _, keys := range [][]string{nil, {"G"}, {"enter"}} {
		m, _ = press(m, keys...)
		text, _ := m.View()
		frame(t, m, 120, 36)
		for _, seq := range []string{"\x1b]", "\x1b[2J", "\x07"} {
			if strings.Contains(text, seq) {
				t.Errorf("%q is in the frame", seq)
			}
		}
	}
}

// Drawing costs what can be seen, and not what there is.
func BenchmarkView(b *testing.B) {
	for _, n := range []int{10, 500} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m, _ := library.New(nil, theme.Dark(), 80, 24).Listed(many(n))
			b.ReportAllocs()
			for b.Loop() {
				m.View()
			}
		})
	}
}

func BenchmarkFilterKey(b *testing.B) {
	m, _ := library.New(nil, theme.Dark(), 80, 24).Listed(many(500))
	m, _ = press(m, "/")
	b.ReportAllocs()
	for b.Loop() {
		m, _ = press(m, "4", "backspace")
	}
}
