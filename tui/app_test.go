package tui_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/teatest/v2"
	"github.com/google/go-cmp/cmp"

	"drydock/tui"
	"drydock/tui/library"
	"drydock/tui/parts/partstest"
	"drydock/tui/play/playtest"
)

func config() tui.Config {
	return tui.Config{
		Packs: func() []library.Pack {
			return []library.Pack{{Title: "First steps", Entries: []library.Entry{
				{ID: "healthy-nowhere", Title: "Healthy nowhere", Topic: "load balancing", Difficulty: 2, Minutes: 8},
				{ID: "broken", Title: "Broken"},
			}}}
		},
		Open: func(r tui.OpenRequest) (tui.Opened, error) {
			if r.ID != "healthy-nowhere" {
				return tui.Opened{}, errors.New("broken.toml:1:1: not a scenario")
			}
			a := playtest.New()
			a.Horizon = time.Second // one beat of the real clock
			return tui.Opened{Attempt: a, Seed: max(1, r.Seed)}, nil
		},
		Version: "v0.1.0", Environ: []string{"TERM=xterm-256color"},
	}
}

// app sends messages to an app and runs its commands, also those that wait.
type app struct {
	t    *testing.T
	m    tea.Model
	w, h int
	quit bool
}

func start(t *testing.T, cfg tui.Config, w, h int) *app {
	t.Helper()
	a := &app{t: t, m: tui.New(cfg), w: w, h: h}
	a.send(tea.WindowSizeMsg{Width: w, Height: h})
	a.run(a.m.Init())
	return a
}

// inLibrary starts an app and goes to the library.
func inLibrary(t *testing.T, cfg tui.Config, w, h int) *app {
	t.Helper()
	a := start(t, cfg, w, h)
	a.press("enter")
	a.shows("Library")
	return a
}

func (a *app) send(msg tea.Msg) {
	var cmd tea.Cmd
	a.m, cmd = a.m.Update(msg)
	a.run(cmd)
}

func (a *app) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			a.run(c)
		}
	case tea.QuitMsg:
		a.quit = true
	default:
		a.send(msg)
	}
}

func (a *app) press(keys ...string) {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl},
	}
	for _, k := range keys {
		if msg, ok := special[k]; ok {
			a.send(msg)
			continue
		}
		for _, r := range k {
			a.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

func (a *app) shows(want string) {
	a.t.Helper()
	v := a.m.View()
	if err := partstest.CheckFrame(v.Content, a.w, a.h); err != nil {
		a.t.Fatal(err)
	}
	if got := ansi.Strip(v.Content); !strings.Contains(got, want) {
		a.t.Errorf("%q is not on the screen:\n%s", want, got)
	}
	if !v.AltScreen || v.MouseMode != tea.MouseModeCellMotion || !strings.HasPrefix(v.WindowTitle, "Drydock") {
		a.t.Errorf("the view is not that of the shell: %+v", v)
	}
}

func (a *app) hides(unwanted string) {
	a.t.Helper()
	if got := ansi.Strip(a.m.View().Content); strings.Contains(got, unwanted) {
		a.t.Errorf("%q is on the screen:\n%s", unwanted, got)
	}
}

func TestFromHomeToTheResultAndBack(t *testing.T) {
	a := start(t, config(), 80, 24)
	a.shows("Not affiliated with AWS")
	a.press("enter", "enter")
	a.shows("ticket: Healthy nowhere")
	a.press("esc", ";", playtest.Fix, "enter", "advance 1m", "enter", "esc", "enter", "y")
	a.shows("✓ PASSED   ★★★")
	a.press("r")
	a.shows("★★★  moves 1/1")
	a.press("enter", "y", "esc")
	a.shows("by pack")
	a.press("q")
	a.shows("1 done")
	a.press("q")
	if !a.quit {
		t.Error("q does not quit from home")
	}
}

func TestTheLibraryShowsTheBestStars(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	a.hides("★")
	a.hides("☆")
	for _, round := range []struct {
		keys []string
		want string
	}{
		{[]string{"enter", "esc", "enter", "y"}, "☆☆☆"},
		{[]string{"enter", "esc", "H", "y", ";", playtest.Fix, "enter", "advance 1m", "enter", "esc", "esc", "enter", "y"}, "★☆☆"},
		{[]string{"enter", "esc", "enter", "y"}, "★☆☆"},
	} {
		a.press(round.keys...)
		a.press("esc")
		a.shows("by pack")
		a.shows(round.want)
	}
	// Another app has a session of its own.
	inLibrary(t, config(), 80, 24).hides("☆")
}

func TestAScenarioThatDoesNotOpen(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	a.press("j", "enter")
	a.shows("broken.toml:1:1: not a scenario")
	a.press("esc", "k", "enter")
	a.shows("ticket: Healthy nowhere")
}

func TestStartingWithAScenario(t *testing.T) {
	cfg := config()
	cfg.Start = "healthy-nowhere"
	a := start(t, cfg, 120, 36)
	a.shows("load balancing")
	a.shows("ticket: Healthy nowhere")
}

func TestCtrlCQuitsAnywhere(t *testing.T) {
	for _, keys := range [][]string{nil, {"enter"}, {"enter", "/", "text"}, {"enter", "enter"}, {"enter", "enter", "esc", ";", "text"}, {"enter", "enter", "esc", "enter", "y"}} {
		a := start(t, config(), 80, 24)
		a.press(keys...)
		a.press("ctrl+c")
		if !a.quit {
			t.Errorf("after %v ctrl+c does not quit", keys)
		}
	}
}

func TestASmallWindowGetsOneLine(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	a.press("enter", "esc")
	for _, size := range [][2]int{{39, 24}, {80, 11}, {36, 9}, {20, 9}, {3, 3}, {1, 1}} {
		a.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		content := a.m.View().Content
		if strings.Contains(content, "\n") || ansi.StringWidth(content) > size[0] {
			t.Errorf("at %v the notice is %q", size, content)
		}
		if size[0] >= len("ctrl+c quits") && !strings.Contains(content, "ctrl+c quits") {
			t.Errorf("at %v the notice %q names no way out", size, content)
		}
		a.press("q", "enter") // keys of a screen that is not seen do nothing
	}
	a.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.shows("▸cluster prod")
}

func TestTheCursorOfTheTerminalIsInTheConsole(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	a.press("enter", "esc")
	if a.m.View().Cursor != nil {
		t.Error("a cursor outside the console")
	}
	a.press(";", "aws")
	v := a.m.View()
	if v.Cursor == nil {
		t.Fatal("no cursor in the console")
	}
	line := []rune(ansi.Strip(strings.Split(v.Content, "\n")[v.Cursor.Y]))
	if got := string(line[v.Cursor.X-5 : v.Cursor.X]); got != "$ aws" {
		t.Errorf("before the cursor is %q", got)
	}
}

func TestTheMouseCanBeGivenBack(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	a.press("M")
	if a.m.View().MouseMode != tea.MouseModeNone {
		t.Error("M does not give the mouse back")
	}
	a.press("M", "enter", "esc", ";", "M")
	a.shows("$ M")
}

func TestTheTicketBehindAResultIsRenderedToo(t *testing.T) {
	a := inLibrary(t, config(), 80, 24)
	a.press("enter", "esc", "enter", "y")
	a.w, a.h = 100, 30
	a.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	a.press("r", "b")
	a.shows("The new web service has") // without the asterisks of the Markdown
}

func TestRunNeedsATerminal(t *testing.T) {
	err := tui.Run(config(), strings.NewReader(""), io.Discard)
	if !errors.Is(err, tui.ErrNoTerminal) || !strings.Contains(err.Error(), "drydock run") || !strings.Contains(err.Error(), "drydock console") {
		t.Errorf("the error is %v", err)
	}
}

func TestKeysPage(t *testing.T) {
	const page = "../docs/keys.md"
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tui.Table(), strings.ReplaceAll(string(got), "\r\n", "\n")); diff != "" {
		t.Errorf("%s is not what tui.Table prints:\n%s", page, diff)
	}
}

// The whole program in its real loop: bytes in, bytes out.
func TestProgram(t *testing.T) {
	tm := teatest.NewTestModel(t, tui.New(config()), teatest.WithInitialTermSize(80, 24))
	see := func(want string) {
		t.Helper()
		teatest.WaitFor(t, tm.Output(), func(b []byte) bool { return bytes.Contains(b, []byte(want)) }, teatest.WithDuration(10*time.Second))
	}
	see("0 done") // the packs have been read
	tm.Send(tea.KeyPressMsg{Code: tea.KeyEnter})
	see("Healthy nowhere")
	tm.Send(tea.KeyPressMsg{Code: tea.KeyEnter})
	see("ticket: Healthy nowhere")
	tm.Send(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl})
	tm.WaitFinished(t, teatest.WithFinalTimeout(10*time.Second))
}

// A panic in the app ends it with an error, and the terminal is given back.
func TestAPanicComesBackAsAnError(t *testing.T) {
	cfg := config()
	cfg.Start = "healthy-nowhere"
	cfg.Open = func(tui.OpenRequest) (tui.Opened, error) { panic("a fault in a pack") }
	var out bytes.Buffer
	p := tea.NewProgram(tui.New(cfg), tea.WithInput(strings.NewReader("")), tea.WithOutput(&out),
		tea.WithWindowSize(80, 24), tea.WithEnvironment(cfg.Environ), tea.WithoutSignalHandler())
	if _, err := p.Run(); !errors.Is(err, tea.ErrProgramPanic) {
		t.Errorf("the error is %v", err)
	}
	if strings.Contains(out.String(), "\x1b[?1049h") && !strings.Contains(out.String(), "\x1b[?1049l") {
		t.Error("the alternate screen is left on")
	}
}

func BenchmarkFirstFrame(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var m tea.Model = tui.New(config())
		m, _ = m.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
		m.View()
	}
}

func BenchmarkKey(b *testing.B) {
	var m tea.Model = tui.New(config())
	m, _ = m.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(keys[i%2])
		m.View()
	}
}
