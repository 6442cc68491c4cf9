package library

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/keys"
	"drydock/tui/parts"
)

// previewFrom is the width from which there is room for a preview.
const previewFrom = 100

// previewWidth is the width of the panel beside the list; 0 where there is no
// room for one.
func (m Model) previewWidth() int {
	if m.width < previewFrom {
		return 0
	}
	return min(m.width*9/20, 90)
}

func (m Model) listWidth() int { return m.width - m.previewWidth() }

// View draws the screen as lines of its whole width, and says where the cursor
// of the terminal stands while the filter is typed.
func (m Model) View() (string, *tea.Cursor) {
	th := m.theme
	filter, cursor := m.filterLine()
	lines := []string{
		parts.Split(" "+th.Strong.Paint("Library"), th.Faint.Paint(m.count())+" ", m.width),
		filter,
	}
	note := ""
	if len(m.stops) > 0 {
		note = fmt.Sprintf("%d of %d", m.cursor+1, len(m.stops))
	}
	body := parts.Box(th, m.listWidth(), parts.Section{
		Title: "by " + m.order.String(), Note: note, Lines: m.seen(), Height: m.listRows(), Focused: !m.typing,
	})
	if w := m.previewWidth(); w > 0 {
		body = parts.Beside(body, parts.Box(th, w, parts.Section{Title: "preview", Lines: indented(m.previewLines(w - 4)), Height: m.listRows()}))
	}
	lines = append(lines, body...)
	lines = m.help.Over(th, lines, m.width, "help: library", m.helpLines())
	lines = m.broken.Over(th, lines, m.width, "✗ mistakes of a pack", m.brokenLines())
	if m.help.Open || m.broken.Open {
		cursor = nil
	}
	return strings.Join(append(lines, parts.Fit(m.footer(), m.width)), "\n"), cursor
}

func indented(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = " " + l
	}
	return out
}

// count says how many scenarios there are, and how many are done.
func (m Model) count() string {
	if len(m.items) == 0 {
		return ""
	}
	done := 0
	for i := range m.items {
		if m.stars[m.items[i].ID] > 0 {
			done++
		}
	}
	return fmt.Sprintf("%s, %d done", parts.Count(len(m.items), "scenario"), done)
}

func (m Model) filterLine() (string, *tea.Cursor) {
	const lead = " / "
	if !m.typing && m.filter.Value() == "" {
		return parts.Fit(m.theme.Faint.Paint(lead+"filter, such as: placement d:1-2 done:no"), m.width), nil
	}
	text, at := m.filter.View(m.width - len(lead) - 1)
	line := parts.Fit(m.theme.Accent.Paint(lead)+text, m.width)
	if !m.typing {
		return line, nil
	}
	return line, tea.NewCursor(len(lead)+at, 1)
}

// seen draws the rows that can be seen, and no others.
func (m Model) seen() []string {
	width := m.listWidth() - 2
	if len(m.rows) == 0 {
		return indented(parts.Wrap(m.emptyText(), width-2, ""))
	}
	end := min(len(m.rows), m.offset+m.listRows())
	out := make([]string, 0, end-m.offset)
	for i := m.offset; i < end; i++ {
		selected := len(m.stops) > 0 && i == m.stops[m.cursor]
		out = append(out, m.line(m.rows[i], selected, width))
	}
	return out
}

func (m Model) emptyText() string {
	switch {
	case !m.listed:
		return "Reading the packs …"
	case m.filter.Value() != "":
		return "Nothing matches " + m.filter.Value() + "\nesc clears the filter."
	}
	return "No scenarios are installed."
}

func (m Model) line(r row, selected bool, width int) string {
	th := m.theme
	lead := "   "
	if selected {
		lead = " ▸ "
	}
	text := ""
	switch r.kind {
	case blankRow:
		return ""
	case headRow:
		return " " + th.Accent.Paint(ansi.Truncate(parts.Line(r.text), max(0, width-2), "…"))
	case brokenRow:
		why, _, _ := strings.Cut(m.packs[r.index].Broken, "\n")
		text = parts.Fit(lead+"✗ "+parts.Line(m.packs[r.index].Title)+": "+parts.Line(why), width)
	case entryRow:
		text = m.entryLine(&m.items[r.index], lead, width)
	}
	if selected {
		return th.Selected.Paint(text)
	}
	return text
}

// entryLine is an entry on one line: what says how far the learner is stays, and
// the topic is cut before the title.
func (m Model) entryLine(it *item, lead string, width int) string {
	k := m.mark(it)
	right := level(it.Difficulty) + "  " + k.word() + " "
	if width >= 56 {
		right = fmt.Sprintf("%s  %s  %s %3d min ", k.glyphs(), k.word(), level(it.Difficulty), it.Minutes)
	}
	left := lead + parts.Line(it.Title)
	if room := width - ansi.StringWidth(right) - ansi.StringWidth(left) - 2; m.order != byTopic && room > len(" · ")+6 {
		left += " · " + ansi.Truncate(parts.Line(it.Topic), room-3, "…")
	}
	return parts.Split(left, "  "+right, width)
}

func (m Model) brokenText() string {
	r, ok := m.selected()
	if !ok || r.kind != brokenRow {
		return ""
	}
	return parts.Clean(m.packs[r.index].Broken)
}

func (m Model) brokenLines() []string {
	return parts.Wrap(m.brokenText(), parts.PopupWidth(m.width), "  ")
}

func (m Model) helpLines() []string {
	width := parts.PopupWidth(m.width)
	out := append(keys.Help(m.theme, width, m.keys.Groups()), m.theme.Strong.Paint("What a filter may hold"))
	for _, f := range filterHelp {
		out = append(out, ansi.Truncate("  "+parts.Fit(m.theme.Accent.Paint(f[0]), 12)+f[1], width, "…"))
	}
	return out
}

func (m Model) footer() string {
	k := m.keys
	if m.typing {
		return keys.Footer(m.theme, m.width, k.Keep, k.Clear)
	}
	back := "back"
	if m.filter.Value() != "" {
		back = "clear the filter"
	}
	return keys.Footer(m.theme, m.width, keys.As(k.Open, "play"), k.Filter, keys.As(k.Order, "order"), keys.As(k.Back, back), k.Help)
}
