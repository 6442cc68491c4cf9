package sshd

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// warnBefore is how long before its end a session is warned, unless it is too
// short for that.
const warnBefore = time.Minute

// filter sees every message before the app does. It notes when the learner did
// something, and takes the suspension out: there is no shell to go back to.
func (s *session) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		return nil
	case tea.KeyPressMsg, tea.MouseMsg, tea.PasteMsg:
		s.lastInput.Store(int64(time.Since(s.began)))
		select {
		case s.input <- struct{}{}:
		default: // it is known already
		}
	}
	return msg
}

// keepTime ends the session when its time is over or nothing came from the
// learner for too long, and warns before. It never waits for the program, which
// a client may hold up.
func (s *session) keepTime(limits Limits, send func(tea.Msg), done <-chan struct{}) {
	total := bound{limit: limits.Total}
	idle := bound{limit: limits.Idle}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-done:
			return
		case <-s.input:
		case <-timer.C:
		}
		now := time.Since(s.began)
		last := time.Duration(s.lastInput.Load())
		if idle.from != last {
			idle = bound{limit: limits.Idle, from: last}
		}
		switch {
		case total.passed(now):
			s.end("this session ended after " + words(limits.Total) + ", the most that one may last; connect again to go on")
			return
		case idle.passed(now):
			s.end("this session ended after " + words(limits.Idle) + " without a key; connect again to go on")
			return
		case total.warns(now):
			go send(noticeMsg{text: "this session ends in " + words(total.ahead()) + ": it has lasted the most that one may"})
		case idle.warns(now):
			go send(noticeMsg{text: "no key for a while: this session ends in " + words(idle.ahead()) + "; press a key to stay", stay: true})
		}
		timer.Reset(min(total.next(now), idle.next(now)))
	}
}

// bound is a limit of time with a warning before it. Times count from the
// session's beginning.
type bound struct {
	limit, from time.Duration
	warned      bool
}

// ahead is how long before the limit the warning comes.
func (b *bound) ahead() time.Duration { return min(warnBefore, b.limit/2) }

func (b *bound) passed(now time.Duration) bool { return now >= b.from+b.limit }

// warns reports whether the warning is due, once.
func (b *bound) warns(now time.Duration) bool {
	due := !b.warned && now >= b.from+b.limit-b.ahead()
	b.warned = b.warned || due
	return due
}

// next is how long it is to the warning, or after it to the limit.
func (b *bound) next(now time.Duration) time.Duration {
	if b.warned {
		return b.from + b.limit - now
	}
	return b.from + b.limit - b.ahead() - now
}

// words is a time as a person says it, in its largest unit that is whole.
func words(d time.Duration) string {
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		switch {
		case d == unit.of:
			return "1 " + unit.name
		case d > unit.of && d%unit.of == 0:
			return fmt.Sprintf("%d %ss", d/unit.of, unit.name)
		}
	}
	return d.String()
}

// noticeMsg puts a line over the app.
type noticeMsg struct {
	text string
	stay bool // the key that answers is not the app's
}

// watched is an app with a line of the server's over its first one, at times.
type watched struct {
	app    tea.Model
	width  int
	notice noticeMsg
}

// Init is tea.Model.
func (w watched) Init() tea.Cmd { return w.app.Init() }

// Update is tea.Model. Whatever the learner does takes the notice away.
func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case noticeMsg:
		w.notice = msg
		return w, nil
	case tea.WindowSizeMsg:
		w.width = msg.Width
	case tea.MouseMsg, tea.PasteMsg:
		w.notice = noticeMsg{}
	case tea.KeyPressMsg:
		asked := w.notice.stay && msg.String() != "ctrl+c"
		w.notice = noticeMsg{}
		if asked {
			return w, nil
		}
	}
	var cmd tea.Cmd
	w.app, cmd = w.app.Update(msg)
	return w, cmd
}

// View is tea.Model.
func (w watched) View() tea.View {
	v := w.app.View()
	if w.notice.text == "" || w.width <= 0 {
		return v
	}
	line := lipgloss.NewStyle().Reverse(true).Width(w.width).Render(ansi.Truncate(" "+w.notice.text, w.width, "…"))
	if _, rest, ok := strings.Cut(v.Content, "\n"); ok {
		line += "\n" + rest
	}
	v.Content = line
	return v
}
