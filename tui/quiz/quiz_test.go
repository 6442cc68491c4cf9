package quiz_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/google/go-cmp/cmp"

	"drydock/quizzes"
	"drydock/tui/parts/partstest"
	"drydock/tui/quiz"
	"drydock/tui/theme"
)

// items are questions of the built-in banks, as seed 1 puts them.
func items(t *testing.T, ids ...string) []*quizzes.Item {
	t.Helper()
	all, err := quizzes.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	var out []*quizzes.Item
	for _, id := range ids {
		for _, q := range all {
			if q.ID != id {
				continue
			}
			it, err := q.Ask(1)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, it)
		}
	}
	if len(out) != len(ids) {
		t.Fatalf("%d of %v are there", len(out), ids)
	}
	return out
}

const (
	single  = "lb.dynamic.admit"
	many    = "docker.dockerfile.layers"
	numeric = "docker.push.token"
)

// screen drives a quiz and runs its commands.
type screen struct {
	t       *testing.T
	m       quiz.Model
	w, h    int
	now     time.Time
	records []quiz.Record
	sure    []int // the confidences that were told
	fails   error
	left    bool
}

func open(t *testing.T, w, h int, ids ...string) *screen {
	t.Helper()
	s := &screen{t: t, w: w, h: h, now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	m, cmd := quiz.New(quiz.Config{
		Title: "load balancing", Items: items(t, ids...),
		Clock:    func() time.Time { return s.now },
		Answered: func(r quiz.Record) error { s.records = append(s.records, r); return s.fails },
		Confided: func(_ string, confidence int) error { s.sure = append(s.sure, confidence); return s.fails },
	}, theme.Dark(), w, h)
	s.m = m
	s.run(cmd)
	return s
}

func (s *screen) send(msg tea.Msg) {
	var cmd tea.Cmd
	s.m, cmd = s.m.Update(msg)
	s.run(cmd)
}

func (s *screen) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case quiz.LeftMsg:
		s.left = true
	default:
		s.send(msg)
	}
}

func (s *screen) press(keys ...string) *screen {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "pgdown": {Code: tea.KeyPgDown},
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "backspace": {Code: tea.KeyBackspace},
	}
	for _, k := range keys {
		if msg, ok := special[k]; ok {
			s.send(msg)
			continue
		}
		for _, r := range k {
			s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return s
}

func (s *screen) frame() string {
	s.t.Helper()
	view, _ := s.m.View()
	if err := partstest.CheckFrame(view, s.w, s.h); err != nil {
		s.t.Fatal(err)
	}
	return ansi.Strip(view)
}

func (s *screen) shows(want string) {
	s.t.Helper()
	if got := s.frame(); !strings.Contains(got, want) {
		s.t.Errorf("%q is not on the screen:\n%s", want, got)
	}
}

func (s *screen) hides(unwanted string) {
	s.t.Helper()
	if got := s.frame(); strings.Contains(got, unwanted) {
		s.t.Errorf("%q is on the screen:\n%s", unwanted, got)
	}
}

// right are the letters of the right options of an item, wrong one that is not.
func (s *screen) right(id string) (right []string, wrong string) {
	for i, o := range items(s.t, id)[0].Options {
		if o.Right {
			right = append(right, quizzes.Letter(i))
		} else {
			wrong = quizzes.Letter(i)
		}
	}
	return right, wrong
}

var sizes = [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}}

func TestFrames(t *testing.T) {
	for _, size := range sizes {
		for name, steps := range map[string]func(s *screen){
			"asking":    func(*screen) {},
			"sure":      func(s *screen) { _, wrong := s.right(single); s.press(wrong, "enter") },
			"explained": func(s *screen) { _, wrong := s.right(single); s.press(wrong, "enter", "3") },
			"before":    func(s *screen) { right, _ := s.right(single); s.press(right[0], "enter", "2", "w") },
			"after":     func(s *screen) { right, _ := s.right(single); s.press(right[0], "enter", "2", "w", "l", "l") },
			"summary": func(s *screen) {
				_, wrong := s.right(single)
				s.press(wrong, "enter", "3", "n")
				both, _ := s.right(many)
				s.press(both[0], both[1], "enter", "2", "n", "2", "enter", "1", "n")
			},
		} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				s := open(t, size[0], size[1], single, many, numeric)
				steps(s)
				golden.RequireEqual(t, s.frame())
			})
		}
	}
}

func TestOtherKindsFrames(t *testing.T) {
	for name, id := range map[string]string{"multiple": many, "numeric": numeric} {
		t.Run(name, func(t *testing.T) { golden.RequireEqual(t, open(t, 80, 24, id).frame()) })
	}
	t.Run("numeric-explained", func(t *testing.T) {
		golden.RequireEqual(t, open(t, 80, 24, numeric).press("0", "enter", "1").frame())
	})
	t.Run("help", func(t *testing.T) { golden.RequireEqual(t, open(t, 80, 24, single).press("?").frame()) })
}

func TestARightAnswer(t *testing.T) {
	s := open(t, 120, 50, single)
	right, _ := s.right(single)
	s.now = s.now.Add(42 * time.Second)
	s.press(right[0])
	s.shows("(•) " + right[0])
	s.press("enter")
	s.shows("how sure are you?")
	if len(s.records) != 1 {
		t.Errorf("an answer that was given is kept at once, also when nothing follows: %v", s.records)
	}
	s.hides("RIGHT") // sureness is asked before the verdict
	s.now = s.now.Add(time.Minute)
	s.press("2")
	s.shows("✓ RIGHT")
	s.shows("right · your answer")
	s.shows("source: PortMapping, Amazon ECS API Reference")
	for _, o := range items(t, single)[0].Options {
		s.shows(strings.Join(strings.Fields(o.Why)[:5], " "))
	}
	want := []quiz.Record{{Question: single, Rev: 1, Seed: 1, Given: right[0], Right: true, Spent: 42 * time.Second}}
	if diff := cmp.Diff(want, s.records); diff != "" {
		t.Error(diff)
	}
	if len(s.sure) != 1 || s.sure[0] != 2 {
		t.Errorf("confided %v", s.sure)
	}
	s.press("n")
	s.shows("1 of 1 question right")
	s.press("enter")
	if !s.left {
		t.Error("enter does not leave the summary")
	}
}

func TestMultipleIsAllOrNothing(t *testing.T) {
	s := open(t, 80, 30, many)
	right, wrong := s.right(many)
	s.shows("choose 2")
	s.press(right[0], right[1], wrong, wrong) // taken back
	s.shows("[x] " + right[0])
	s.press(right[1], "enter")
	s.shows("✗ choose 2 options, not 1")
	s.press(wrong, "enter", "3")
	s.shows("✗ WRONG: it is " + strings.Join(right, " ") + " · and you were sure")
	s.press("n")
	s.shows("Sure, and wrong")
	s.shows(many)
}

func TestNumbers(t *testing.T) {
	s := open(t, 80, 30, numeric)
	s.press("enter")
	s.shows("there is no answer yet")
	s.press("1x2z", "backspace", "-")
	s.press("enter")
	s.shows(`"1-" is not a whole number`)
	s.press("backspace", "backspace", "0")
	if _, cursor := s.m.View(); cursor == nil {
		t.Error("no cursor in the number")
	}
	s.shows("0                  hours")
	s.press("enter", "1")
	s.shows("✗ WRONG: it is ")
	s.shows("wrong · your answer")
	s.shows("Docker keeps the token that it was given.")
	s = open(t, 80, 30, numeric)
	s.send(tea.PasteMsg{Content: "77\n"})
	s.press("enter", "enter")
	s.shows("Compare it with how the number above is made.")
	if s.records[0].Given != "77" || len(s.sure) != 0 {
		t.Errorf("kept as %+v", s.records[0])
	}
}

// An option is played step by step, and another one at its letter.
func TestWatching(t *testing.T) {
	s := open(t, 120, 50, single)
	right, wrong := s.right(single)
	s.press(right[0], "enter", "2", "w")
	s.shows("before")
	s.shows("option " + right[0] + " · step 0 of 2")
	s.shows("unhealthy 2")
	s.press("l")
	s.shows("$ aws ec2 authorize-security-group-ingress")
	s.press("l", "l")
	s.shows("step 2 of 2")
	s.shows("✓ the check holds: target_group(\"web-tg\").healthy = 2")
	s.shows("healthy 2  unhealthy 0")
	s.press("left")
	s.shows("step 1 of 2")
	s.press(wrong)
	s.shows("option " + wrong + " · step 0 of 2")
	s.press("right", "right")
	s.shows("✗ the check does not hold")
	s.press("esc")
	s.shows("✓ RIGHT")
	s.press("esc")
	if !s.left {
		t.Error("esc does not leave")
	}
}

func TestOnlyBoundQuestionsAreWatched(t *testing.T) {
	s := open(t, 80, 24, numeric).press("1", "enter", "1")
	s.hides("watch it happen")
	s.press("w")
	s.shows("result")
}

// Leaving between the answer and the word on it keeps the answer.
func TestAnAnswerIsNotLost(t *testing.T) {
	s := open(t, 80, 24, single)
	right, _ := s.right(single)
	s.press(right[0], "enter", "esc")
	if !s.left || len(s.records) != 1 || len(s.sure) != 0 {
		t.Errorf("left %t, kept %+v", s.left, s.records)
	}
	s = open(t, 80, 24, single)
	s.fails = errors.New("the disk is full")
	s.press(right[0], "enter", "1")
	s.press("g")
	s.shows("This answer cannot be kept: the disk is full")
}

func TestTheMouseChooses(t *testing.T) {
	s := open(t, 80, 24, single)
	for y, line := range strings.Split(s.frame(), "\n") {
		if strings.Contains(line, "( ) c") {
			s.send(tea.MouseClickMsg{X: 10, Y: y, Button: tea.MouseLeft})
		}
	}
	s.shows("(•) c")
	s.send(tea.MouseClickMsg{X: 1, Y: 0, Button: tea.MouseLeft})
	s.shows("(•) c")
	s = open(t, 40, 12, single)
	first := s.frame()
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if s.frame() == first {
		t.Error("the wheel does not scroll")
	}
}

func TestNoQuestions(t *testing.T) {
	s := open(t, 80, 24)
	s.shows("No question was answered.")
	s.press("esc")
	if !s.left {
		t.Error("esc does not leave")
	}
}

// Without colour the verdicts are still told, and keys of any kind, at any size and
// in any order do no harm.
func TestAnyKeysAtAnySize(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := open(t, 80, 24, single, many, numeric)
		keys := []string{"a", "b", "c", "d", "e", "f", "1", "2", "3", "enter", "enter", "n", "w", "l", "h", "j", "k", "g", "G", "pgdown", "?", "esc", "-", "backspace"}
		for range 150 {
			if r.IntN(6) == 0 {
				s.w, s.h = 40+r.IntN(170), 12+r.IntN(50)
				th := theme.Plain()
				if r.IntN(2) == 0 {
					th = theme.Light()
				}
				m, cmd := s.m.Resize(th, s.w, s.h)
				s.m = m
				s.run(cmd)
			}
			s.press(keys[r.IntN(len(keys))])
			s.send(tea.MouseClickMsg{X: r.IntN(s.w), Y: r.IntN(s.h), Button: tea.MouseLeft})
			s.frame()
		}
	}
}

func TestPlainHasNoColour(t *testing.T) {
	s := open(t, 80, 24, single)
	_, wrong := s.right(single)
	m, cmd := s.m.Resize(theme.Plain(), 80, 24)
	s.m = m
	s.run(cmd)
	s.press(wrong, "enter", "2")
	s.shows("✗ WRONG")
	if view, _ := s.m.View(); strings.Contains(view, "38;") {
		t.Error("colour in the plain theme")
	}
}

func TestTextOfBanksCannotControlTheTerminal(t *testing.T) {
	it := *items(t, single)[0]
	it.Stem = "a\x1b]0;x\x07b"
	it.Options = append([]quizzes.Option(nil), it.Options...)
	it.Options[0].Text, it.Options[0].Why = "c\x1b[2J", "d\x1b[H\ne"
	m, _ := quiz.New(quiz.Config{Title: "x\x1b[H", Items: []*quizzes.Item{&it}}, theme.Dark(), 80, 24)
	for _, k := range []tea.KeyPressMsg{{Code: 'a', Text: "a"}, {Code: tea.KeyEnter}, {Code: '1', Text: "1"}} {
		view, _ := m.View()
		for _, bad := range []string{"\x1b]", "\x1b[2J", "\x1b[H", "\x07"} {
			if strings.Contains(view, bad) || strings.Contains(m.Title(), bad) {
				t.Errorf("%q is in the frame", bad)
			}
		}
		m, _ = m.Update(k)
	}
}
