package library

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/parts"
)

// preview is the scenario at the cursor, as far as it has been read.
type preview struct {
	id         string // empty when nothing was looked for
	brief      parts.Markdown
	objectives []string
	done       bool   // read, or failed
	failed     string // why it could not be read
}

// restTime is how long the cursor rests on an entry before its file is read, so
// that moving through the list reads nothing.
const restTime = 150 * time.Millisecond

// restedMsg says that the cursor has come to an entry a while ago.
type restedMsg struct{ id string }

// previewReadMsg is the answer of the function that reads previews.
type previewReadMsg struct {
	id      string
	preview Preview
	err     error
}

// look forgets the preview of another entry than the one at the cursor, and
// waits for the cursor to rest. The command is nil when there is nothing to
// read, or no room to show it.
func (m *Model) look() tea.Cmd {
	r, ok := m.selected()
	if !ok || r.kind != entryRow {
		m.preview = preview{}
		return nil
	}
	id := m.items[r.index].ID
	if m.preview.id != id {
		m.preview = preview{id: id}
	}
	if m.preview.done || m.read == nil || m.previewWidth() == 0 {
		return nil
	}
	return tea.Tick(restTime, func(time.Time) tea.Msg { return restedMsg{id} })
}

// readPreview reads the entry that the cursor has rested on, if it still does.
func (m Model) readPreview(msg restedMsg) tea.Cmd {
	if msg.id != m.preview.id || m.preview.done {
		return nil
	}
	read := m.read
	return func() tea.Msg {
		p, err := read(msg.id)
		return previewReadMsg{msg.id, p, err}
	}
}

func (m Model) previewed(msg previewReadMsg) (Model, tea.Cmd) {
	if msg.id != m.preview.id || m.preview.done {
		return m, nil
	}
	m.preview.done = true
	if msg.err != nil {
		m.preview.failed = parts.Clean(msg.err.Error())
		return m, nil
	}
	m.preview.objectives = msg.preview.Objectives
	m.preview.brief = parts.NewMarkdown("preview "+msg.id, msg.preview.Brief)
	return m, m.preview.brief.Resize(m.previewWidth()-4, m.theme)
}

// previewLines are the panel beside the list.
func (m Model) previewLines(width int) []string {
	r, ok := m.selected()
	switch {
	case !ok:
		return nil
	case r.kind == brokenRow:
		return parts.Wrap(m.brokenText(), width, "  ")
	}
	th, it := m.theme, &m.items[r.index]
	out := parts.Wrap(parts.Line(it.Title), width, "")
	for i, l := range out {
		out[i] = th.Strong.Paint(l)
	}
	facts := []string{parts.Line(it.Topic), level(it.Difficulty), parts.Count(it.Minutes, "minute"), m.mark(it).said()}
	out = append(out, parts.Wrap(strings.Join(facts, " · "), width, "")...)
	if len(it.Exams) > 0 {
		out = append(out, th.Faint.Paint(parts.Fit("exams "+parts.Line(strings.Join(it.Exams, ", ")), width)))
	}
	objectives := it.Objectives
	if m.preview.objectives != nil && m.mark(it).stars > 0 {
		objectives = m.preview.objectives // in words they give the answer away
	}
	out = append(out, "")
	for _, o := range objectives {
		for i, l := range parts.Wrap(parts.Line(o), width-2, "") {
			lead := "  "
			if i == 0 {
				lead = "• "
			}
			out = append(out, lead+l)
		}
	}
	return append(append(out, ""), m.briefLines(it, width)...)
}

// briefLines are the beginning of the brief; before it has been read, its line
// in the index.
func (m Model) briefLines(it *item, width int) []string {
	switch {
	case m.preview.failed != "":
		return parts.Wrap("✗ It cannot be read:\n"+m.preview.failed, width, "  ")
	case m.preview.done:
		return m.preview.brief.Lines()
	}
	return parts.Wrap(parts.Line(it.Summary), width, "")
}

// mark is how far a learner is with an entry.
type mark struct {
	tried bool
	stars int
}

func (m Model) mark(it *item) mark {
	n, tried := m.stars[it.ID]
	return mark{tried, max(0, min(n, 3))}
}

// word is a glyph and a word of one width.
func (k mark) word() string {
	switch {
	case k.stars > 0:
		return "✓ done "
	case k.tried:
		return "✗ tried"
	}
	return "· new  "
}

func (k mark) glyphs() string {
	if !k.tried {
		return "   "
	}
	return strings.Repeat("★", k.stars) + strings.Repeat("☆", 3-k.stars)
}

// said is the mark in a sentence.
func (k mark) said() string {
	switch {
	case k.stars > 0:
		return fmt.Sprintf("✓ done, %d of 3 stars", k.stars)
	case k.tried:
		return "✗ tried, not passed yet"
	}
	return "not tried yet"
}
