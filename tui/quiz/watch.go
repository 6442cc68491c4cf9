package quiz

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/quizzes"
	"drydock/tui/parts"
	"drydock/tui/play"
	"drydock/tui/theme"
)

// showing is an option that is played, step by step.
type showing struct {
	option int
	ready  bool
	step   int // 0 is the world before the first line
	play   quizzes.Showing
	err    error
}

// watchedMsg brings an option that was played.
type watchedMsg struct {
	question string
	option   int
	play     quizzes.Showing
	err      error
}

// firstToWatch is the option that w plays: the learner's own, or the right one.
func (m Model) firstToWatch() int {
	if len(m.answer.Options) > 0 {
		return m.answer.Options[0]
	}
	return max(0, slices.IndexFunc(m.item().Options, func(o quizzes.Option) bool { return o.Right }))
}

// watch plays an option, in a command since a world has to be made.
func (m Model) watch(option int) (Model, tea.Cmd) {
	m.phase, m.offset, m.show = watching, 0, showing{option: option}
	it := m.item()
	return m, func() tea.Msg {
		show, err := it.Watch(option)
		return watchedMsg{it.Question.ID, option, show, err}
	}
}

// watched takes an option that was played, if it is still the one asked for.
func (m *Model) watched(msg watchedMsg) {
	if m.phase != watching || msg.question != m.item().Question.ID || msg.option != m.show.option {
		return
	}
	m.show.ready, m.show.play, m.show.err = true, msg.play, msg.err
}

func (m Model) pressedWatching(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	if to, moved := m.keys.scroll().Move(msg, m.offset, max(1, m.rows()-1)); moved {
		m.offset = m.bounded(to)
		return m, nil
	}
	switch {
	case key.Matches(msg, m.keys.Leave):
		m.phase = explained
		m.offset = m.bounded(m.stemRows())
	case key.Matches(msg, m.keys.Forward):
		m.show.step = min(m.show.step+1, len(m.show.play.Steps))
		m.offset = 0
	case key.Matches(msg, m.keys.Back):
		m.show.step = max(0, m.show.step-1)
		m.offset = 0
	case key.Matches(msg, m.keys.Options) && m.letter(msg) < len(m.item().Options):
		return m.watch(m.letter(msg))
	}
	return m, nil
}

// scene is the world after a step; the world before the first for 0.
func (s showing) scene(step int) quizzes.Scene {
	if step <= 0 || len(s.play.Steps) == 0 {
		return s.play.Start
	}
	return s.play.Steps[min(step, len(s.play.Steps))-1].Scene
}

// besideWidth is the least width at which the world before a step stands beside
// the world after it.
const besideWidth = 100

// stageRows is the number of lines below the cluster.
func (m Model) stageRows() int { return max(2, (m.height-5)*2/5) }

// stage draws the cluster, and below it what was done and what happened.
func (m Model) stage() []string {
	tall := m.height - 5 - m.stageRows()
	head := fmt.Sprintf("option %s · step %d of %d", quizzes.Letter(m.show.option), m.show.step, len(m.show.play.Steps))
	if m.numeric() {
		head = fmt.Sprintf("step %d of %d", m.show.step, len(m.show.play.Steps))
	}
	below := m.textSection(head, m.stageRows())
	if m.show.step == 0 || m.width < besideWidth {
		return parts.Column(m.theme, m.width, m.clusterSection(m.show.step, m.width, tall), below)
	}
	left := m.width / 2
	top := parts.Beside(
		parts.Box(m.theme, left, m.clusterSection(m.show.step-1, left, tall-1)),
		parts.Box(m.theme, m.width-left, m.clusterSection(m.show.step, m.width-left, tall-1)))
	return append(top, parts.Box(m.theme, m.width, below)...)
}

// clusterSection draws the world after a step.
func (m Model) clusterSection(step, width, height int) parts.Section {
	title := "before"
	if step > 0 && step == m.show.step {
		title = "after"
	}
	if !m.show.ready {
		return parts.Section{Title: title, Lines: []string{m.theme.Faint.Paint(" playing it…")}, Height: height}
	}
	scene := m.show.scene(step)
	lines := play.DrawCluster(m.theme, scene.Picture, width-2, height)
	return parts.Section{Title: title, Note: scene.Clock.Format("15:04:05"), Lines: lines, Height: height}
}

// stageLines tell of the step: the line, what AWS said to it, what happened, and
// behind the last step what the check made of it.
func (m Model) stageLines() []string {
	th, width := m.theme, max(10, m.width-4)
	switch {
	case m.show.err != nil:
		return parts.Wrap("✗ it cannot be played: "+parts.Line(m.show.err.Error()), width, "")
	case !m.show.ready:
		return []string{th.Faint.Paint("playing it…")}
	case m.show.step == 0:
		return m.introLines(width)
	}
	s := m.show.play.Steps[m.show.step-1]
	var out []string
	for _, l := range parts.Wrap("$ "+parts.Line(s.Line), width, "  ") {
		out = append(out, th.Accent.Paint(l))
	}
	for _, l := range parts.Wrap(parts.Line(s.Refused), width-2, "") {
		if l != "" {
			out = append(out, th.Bad.Paint("✗ "+l))
		}
	}
	if m.show.step == len(m.show.play.Steps) {
		out = append(out, m.checkLines(width)...)
	}
	if len(s.Events) == 0 {
		out = append(out, th.Faint.Paint("nothing else happened"))
	}
	for _, e := range s.Events {
		out = append(out, hanging(e.At.Format("15:04:05")+" ", parts.Short(e.Message), width)...)
	}
	return out
}

// introLines say what is going to be played.
func (m Model) introLines(width int) []string {
	if m.numeric() {
		return append(parts.Wrap("The world that the number is read from.", width, ""), m.checkLines(width)...)
	}
	o := m.item().Options[m.show.option]
	out := hanging("option "+quizzes.Letter(m.show.option)+": ", o.Text, width)
	m.code(out, theme.Ink{})
	if len(m.show.play.Steps) == 0 {
		return append(out, m.checkLines(width)...)
	}
	for _, s := range m.show.play.Steps {
		out = append(out, hanging("$ ", s.Line, width)...)
	}
	return out
}

// checkLines say what the check made of the end.
func (m Model) checkLines(width int) []string {
	p := m.show.play
	if m.numeric() {
		return parts.Wrap(parts.Line(p.Check)+" gives "+parts.Line(p.Value), width, "  ")
	}
	text, ink := "✗ the check does not hold: ", m.theme.Bad
	if p.Holds {
		text, ink = "✓ the check holds: ", m.theme.Good
	}
	var out []string
	for i, l := range parts.Wrap(text+parts.Line(p.Value), width, "  ") {
		if i == 0 {
			l = ink.Paint(l)
		}
		out = append(out, l)
	}
	return out
}
