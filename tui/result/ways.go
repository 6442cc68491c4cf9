package result

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/parts"
)

// wayList is the list of ways to watch, over the report.
type wayList struct {
	open   bool
	cursor int
}

// openWays shows the list. Before the scenario is passed it would give answers
// away, as the debrief would.
func (m *Model) openWays() {
	if len(m.report.Ways) > 0 && (m.report.Passed || m.reveal || m.report.Watched != nil) {
		m.ways.open = true
	}
}

func (m Model) wayPressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	k := m.keys
	if to, moved := k.scroll().Move(msg, m.ways.cursor, 5); moved {
		m.ways.cursor = max(0, min(to, len(m.report.Ways)-1))
		return m, nil
	}
	if !key.Matches(msg, k.Play) {
		m.ways.open = false
		return m, nil
	}
	way := m.ways.cursor
	m.ways.open = false
	return m, func() tea.Msg { return WatchMsg{way} }
}

// wayLines are the ways, and at which lines the one under the cursor stands.
func (m Model) wayLines(width int) (out []string, first, last int) {
	for i, w := range m.report.Ways {
		glyph, ink := "✗ ", m.theme.Bad
		if w.Right {
			glyph, ink = "✓ ", m.theme.Good
		}
		title := parts.Line(w.Title)
		if w.Taken {
			title += " (yours)"
		}
		lines := parts.Wrap(title, width-4, "")
		if i == m.ways.cursor {
			first = len(out)
			for _, why := range parts.Wrap(parts.Clean(w.Why), width-6, "") {
				if why != "" {
					lines = append(lines, "  "+why)
				}
			}
		}
		for n, l := range lines {
			lead := "    "
			if n == 0 {
				lead = "  " + ink.Paint(glyph)
				if i == m.ways.cursor {
					lead = m.theme.Accent.Paint("› ") + ink.Paint(glyph)
				}
			}
			out = append(out, lead+l)
		}
		if i == m.ways.cursor {
			last = len(out) - 1
		}
	}
	return out, first, last
}

// waysOver draws the list over the report, when it is open.
func (m Model) waysOver(base []string) []string {
	if !m.ways.open {
		return base
	}
	width := min(m.width-4, 90)
	lines, first, last := m.wayLines(width - 4)
	height := min(len(lines), max(1, len(base)-4))
	offset := parts.Follow(0, first, last, height)
	shown, at := parts.Window(lines, offset, height)
	padded := make([]string, len(shown))
	for i, l := range shown {
		padded[i] = " " + l
	}
	return parts.Centre(base, parts.Box(m.theme, width, parts.Section{
		Title: "what do other ways lead to?", Note: parts.More(len(lines), at, height), Lines: padded, Height: height, Focused: true,
	}), m.width)
}

// watchedLines say what was watched and what its author says of it.
func (m Model) watchedLines(width int) []string {
	w := m.report.Watched
	var out []string
	for _, l := range parts.Wrap("What if: "+parts.Line(w.Title), width, "") {
		out = append(out, m.theme.Strong.Paint(l))
	}
	for _, l := range parts.Wrap(parts.Clean(w.Why), width, "") {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return append(out, "")
}

// trialLines tell of the hidden trials; nothing when none was run.
func (m Model) trialLines(width int) []string {
	trials := m.report.Trials
	if len(trials) == 0 {
		return nil
	}
	survived := 0
	var why []string
	for i, t := range trials {
		if t.Survived {
			survived++
			continue
		}
		why = append(why, parts.Wrap(fmt.Sprintf("✗ trial %d: %s", i+1, parts.Line(t.Why)), width-7, "  ")...)
	}
	out := []string{m.theme.Faint.Paint("trials ") + fmt.Sprintf("%d of %s survived", survived, parts.Count(len(trials), "hidden trial"))}
	for _, l := range why {
		out = append(out, "       "+l)
	}
	return out
}
