package sshd

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// timed runs keepTime under a clock of the test's own. It returns the session,
// and what lists the warnings so far with their times.
func timed(t *testing.T, limits Limits) (s *session, warnings func() []string) {
	t.Helper()
	s = &session{began: time.Now(), input: make(chan struct{}, 1), over: make(chan struct{})}
	var mu sync.Mutex
	var sent []string
	done := make(chan struct{})
	t.Cleanup(func() { close(done) })
	go s.keepTime(limits, func(msg tea.Msg) {
		mu.Lock()
		defer mu.Unlock()
		sent = append(sent, time.Since(s.began).String()+" "+msg.(noticeMsg).text)
	}, done)
	return s, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(sent)
	}
}

func (s *session) isOver() bool {
	select {
	case <-s.over:
		return true
	default:
		return false
	}
}

// rest lets time go by, and what is due in it happen.
func rest(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestIdleTimeCountsFromTheLastKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, warnings := timed(t, Limits{Idle: 15 * time.Minute, Total: 4 * time.Hour})
		rest(14*time.Minute - time.Millisecond)
		if len(warnings()) != 0 {
			t.Fatalf("sent %q", warnings())
		}
		rest(30*time.Second + time.Millisecond)
		if sent := warnings(); len(sent) != 1 || !strings.HasPrefix(sent[0], "14m0s no key for a while: this session ends in 1 minute;") {
			t.Fatalf("sent %q", warnings())
		}
		s.filter(nil, tea.KeyPressMsg{Code: 'x', Text: "x"})
		rest(14 * time.Minute)
		if sent := warnings(); len(sent) != 2 || s.isOver() {
			t.Fatalf("sent %q, over: %t", sent, s.isOver())
		}
		rest(time.Minute - time.Millisecond)
		if s.isOver() {
			t.Error("the session ended early")
		}
		rest(time.Millisecond)
		if !s.isOver() || !strings.Contains(s.why, "after 15 minutes without a key") {
			t.Errorf("over: %t, %q", s.isOver(), s.why)
		}
	})
}

func TestASessionEndsWhateverIsPressed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, warnings := timed(t, Limits{Idle: 15 * time.Minute, Total: time.Hour})
		for range 12 {
			rest(5 * time.Minute)
			s.filter(nil, tea.MouseWheelMsg{})
		}
		synctest.Wait()
		if !s.isOver() || !strings.Contains(s.why, "after 1 hour, the most") {
			t.Errorf("over: %t, %q", s.isOver(), s.why)
		}
		if sent := warnings(); len(sent) != 1 || !strings.HasPrefix(sent[0], "59m0s this session ends in 1 minute:") {
			t.Errorf("sent %q", sent)
		}
	})
}

func TestFilterTakesTheSuspensionOut(t *testing.T) {
	s := &session{input: make(chan struct{}, 1)}
	if s.filter(nil, tea.SuspendMsg{}) != nil {
		t.Error("the app is suspended")
	}
	if s.filter(nil, tea.FocusMsg{}) == nil || len(s.input) != 0 {
		t.Error("a message that is no input is taken out, or counted")
	}
	if s.filter(nil, tea.PasteMsg{Content: "x"}) == nil || len(s.input) != 1 {
		t.Error("input is taken out, or not counted")
	}
}

func TestANoticeStandsOverTheFirstLine(t *testing.T) {
	var m tea.Model = watched{app: testApp{}, width: 30}
	send := func(msg tea.Msg) { m, _ = m.Update(msg) }
	lines := func() []string { return strings.Split(ansi.Strip(m.View().Content), "\n") }
	if got := lines()[0]; got != "first" {
		t.Fatalf("the first line is %q", got)
	}
	send(noticeMsg{text: "this session ends in 1 minute; press a key to stay", stay: true})
	if got := lines(); got[0] != " this session ends in 1 minut…" || got[1] != "count=0." {
		t.Errorf("with a notice: %q", got)
	}
	if v := m.View(); !v.AltScreen {
		t.Error("the view is not the app's")
	}
	// The key that answers is not the app's; the next one is.
	send(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if got := lines(); got[0] != "first" || got[1] != "count=0." {
		t.Errorf("after the answer: %q", got)
	}
	send(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if got := lines()[1]; got != "count=1." {
		t.Errorf("after a key: %q", got)
	}
	// A notice that asks nothing takes no key.
	send(noticeMsg{text: "soon"})
	send(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if got := lines(); got[0] != "first" || got[1] != "count=2." {
		t.Errorf("after a key: %q", got)
	}
	send(noticeMsg{text: "soon", stay: true})
	if _, cmd := m.Update(tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}); cmd == nil {
		t.Error("ctrl+c does not reach the app under a notice")
	}
}

func TestWordsOfTimes(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Hour: "1 hour", 4 * time.Hour: "4 hours", 90 * time.Minute: "90 minutes",
		time.Minute: "1 minute", 10 * time.Second: "10 seconds", 1500 * time.Millisecond: "1.5s",
	} {
		if got := words(d); got != want {
			t.Errorf("words(%s) = %q, want %q", d, got, want)
		}
	}
}
