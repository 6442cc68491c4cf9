package play

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/parts"
)

// fork begins a second timeline at the instant that is shown, and compares. With
// two timelines it only turns comparing on and off.
func (m *Model) fork() {
	if m.attempt.Other() != nil {
		m.comparing = !m.comparing
		return
	}
	at := m.attempt.Elapsed()
	if m.past != nil {
		at = m.pastAt
	}
	if err := m.attempt.ForkAt(at); err != nil {
		m.notice = err.Error()
		return
	}
	m.past, m.comparing = nil, true
	m.did("fork")
	m.changed()
	m.notice = "Two timelines from " + m.clockText() + " on. You play the left one: " + m.keys.Switch.Help().Key + " changes over."
}

// switchOver plays the other timeline.
func (m *Model) switchOver() {
	if err := m.attempt.Switch(); err != nil {
		m.notice = err.Error()
		return
	}
	m.changed()
	m.notice = "You play the other timeline now, at " + m.clockText() + "."
}

// askDrop asks before a timeline is given up in which something was done.
func (m *Model) askDrop() {
	if o := m.now.other; o != nil && o.moves > 0 {
		m.overlay = dropOverlay
		return
	}
	m.drop()
}

// drop gives the other timeline up.
func (m *Model) drop() {
	if err := m.attempt.Drop(); err != nil {
		m.notice = err.Error()
		return
	}
	m.comparing = false
	m.changed()
	m.notice = "One timeline is left, the one that you play."
}

// comparePressed acts on the keys of the comparison, and reports whether it did.
// Every other key leaves it and is taken as ever.
func (m *Model) comparePressed(msg tea.KeyPressMsg) bool {
	k := m.keys
	switch {
	case key.Matches(msg, k.Run, k.Faster, k.Slower, k.Step, k.Switch, k.Drop, k.Help, k.Fork):
		return false
	case key.Matches(msg, k.Back):
		m.comparing = false
		return true
	}
	m.comparing = false
	return false
}

// compareBody draws the two timelines: side by side, or below each other where
// it is narrow.
func (m Model) compareBody() []string {
	rows := m.height - 2
	if m.now.other == nil {
		return nil
	}
	if m.width < twoColumnWidth {
		upper := rows / 2
		return append(m.timeline(m.now, "played", m.width, upper, true), m.timeline(*m.now.other, "kept", m.width, rows-upper, false)...)
	}
	left := m.width / 2
	return parts.Beside(m.timeline(m.now, "played", left, rows, true), m.timeline(*m.now.other, "kept", m.width-left, rows, false))
}

// timeline draws one of the two in width cells and rows lines: its goals, its
// cluster and its last events.
func (m Model) timeline(s snapshot, name string, width, rows int, focused bool) []string {
	inner := width - 2
	rows -= 2 // the upper and the lower border
	goals := goalLines(m.theme, s.goals, inner)
	title := name + " · " + s.clock.Format("15:04:05") + " · " + parts.Count(s.moves, "move")
	out := []parts.Section{{Title: title, Note: goalNote(s.goals), Focused: focused}}
	if rows < 10 {
		out[0].Height, out[0].Lines = rows, goals
		return parts.Column(m.theme, width, out...)
	}
	out[0].Height = min(len(goals), rows/3)
	out[0].Lines, _ = parts.Window(goals, 0, out[0].Height)
	rows -= out[0].Height + 2 // the borders of two more sections
	drawn := m.drawn.draw(m.theme, s.picture, s.version, inner, rows*2/3, "").lines
	height := min(len(drawn), rows*2/3)
	lines, _ := parts.Window(drawn, 0, height)
	events := rows - height
	return parts.Column(m.theme, width, out[0],
		parts.Section{Title: "cluster " + parts.Line(s.picture.Cluster), Note: parts.More(len(drawn), 0, height), Lines: lines, Height: height},
		parts.Section{Title: "events", Lines: m.lastEvents(s, inner, events), Height: events})
}

// lastEvents are the newest events of a timeline, as many as fit.
func (m Model) lastEvents(s snapshot, width, rows int) []string {
	var out []string
	for i := len(s.events) - 1; i >= 0 && len(out) < rows; i-- {
		e := s.events[i]
		lines := parts.Wrap(s.at(e).Format("15:04:05")+" "+parts.Short(parts.Clean(e.Message)), width-2, "  ")
		for n, l := range lines {
			lines[n] = " " + l
		}
		out = append(lines, out...)
	}
	return out[max(0, len(out)-rows):]
}
