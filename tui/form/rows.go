package form

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drydock/engine/api"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// removeHint stands beside an element of a list that has the focus.
const removeHint = "ctrl+x removes it"

// bodyLine is one line of the body.
type bodyLine struct {
	text   string
	row    int
	choice int // of the picker; -1 for none
	remove int // cell from which on a click removes the element; 0 for none
}

// body draws all rows, and the choices under the one that has the focus.
func (m Model) body(l layout) []bodyLine {
	var out []bodyLine
	for i, r := range m.rows() {
		out = append(out, m.rowLine(l, i, r))
		if i == m.focus && m.picker.open {
			out = append(out, m.choiceLines(l, i)...)
		}
	}
	return out
}

// follow keeps the focus, and the choice in the picker, in sight.
func (m *Model) follow() {
	l := m.layout()
	lines := m.body(l)
	first, last := 0, 0
	for y, b := range lines {
		if b.row == m.focus && b.choice < 0 {
			first, last = y, y
			if m.picker.open {
				last = y + len(m.shownChoices(l))
			}
			break
		}
	}
	m.offset = max(0, min(parts.Follow(m.offset, first, last, l.body), len(lines)-l.body))
}

// rowLine draws one row.
func (m Model) rowLine(l layout, i int, r row) bodyLine {
	th := m.theme
	focused := i == m.focus
	arrow, mark, ink := " ", " ", theme.Ink{}
	if focused {
		arrow, ink = th.Focus.Paint("▸"), th.Focus
	}
	if m.problem(r) != "" {
		mark = th.Bad.Paint("✗")
	}
	lead := arrow + mark + " "
	out := bodyLine{row: i, choice: -1}
	switch r.kind {
	case moreRow:
		out.text = lead + ink.Paint(m.moreText())
	case sendRow:
		out.text = lead + ink.Paint("[ Run this line ]") + m.sendNote()
	default:
		indent := min(l.step*r.depth, l.label/2)
		label := strings.Repeat(" ", indent) + r.node.label()
		room := l.inner - l.label - l.api - 5
		out.text = lead + ink.Paint(parts.Fit(label, l.label)) + " " + parts.Fit(m.valueText(r, focused, room), room)
		switch {
		case focused && r.kind == groupRow && r.removable():
			out.remove = l.label + 4
		case focused && r.removable() && l.api > 0:
			out.remove = l.inner - l.api
			out.text += " " + th.Accent.Paint(parts.Fit(removeHint, l.api-1))
		case !r.removable() && l.api > 0:
			out.text += " " + th.Faint.Paint(parts.Fit(r.node.field.Name, l.api-1))
		}
	}
	return out
}

func (m Model) moreText() string {
	mark, names := "▸", []string{}
	if m.all {
		mark = "▾"
	}
	for _, n := range m.top[m.shown:] {
		names = append(names, n.label())
	}
	return mark + " more: " + strings.Join(names, ", ")
}

// sendNote names the fields that stand in the way of the line.
func (m Model) sendNote() string {
	var labels []string
	for _, p := range m.filled.Problems {
		if n := find(m.top, p.Path); n != nil {
			labels = append(labels, n.label())
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return "  " + m.theme.Warn.Paint("first: "+strings.Join(labels, ", "))
}

// valueText is what a row shows of its value, in at most room cells.
func (m Model) valueText(r row, focused bool, room int) string {
	n, th := r.node, m.theme
	switch {
	case r.kind == listRow:
		text := "none"
		if len(n.kids) > 0 {
			text = fmt.Sprint(len(n.kids))
		} else if n.field.Required {
			text = "required"
		}
		return text + th.Accent.Paint("  + "+strings.ToLower(n.field.One()))
	case r.kind == groupRow && n.isElement() && focused:
		return th.Accent.Paint(removeHint)
	case r.kind == groupRow && n.isElement():
		return ""
	case n.written != "":
		return "as text" + th.Accent.Paint("  e edits it")
	case r.kind == groupRow && n.open:
		return th.Faint.Paint("▾")
	case r.kind == groupRow && n.entry().Empty():
		return th.Faint.Paint("▸ " + emptyText(n))
	case r.kind == groupRow:
		return "▸ given"
	}
	wide := min(room-2, 40)
	tail := ""
	if n.picks() {
		wide, tail = wide-2, " ▾"
	}
	text := parts.Line(n.input.Value())
	switch {
	case focused && m.picker.open:
		text, _ = m.picker.input.View(wide)
	case text == "":
		return "[" + th.Faint.Paint(parts.Fit(emptyText(n), wide)) + tail + "]"
	case n.shape.Kind == api.Boolean:
		text = map[string]string{"true": "yes", "false": "no"}[text]
	case focused && !n.picks():
		text, _ = n.input.View(wide)
	}
	return "[" + parts.Fit(text, wide) + tail + "]"
}

// emptyText stands for a value that is not given.
func emptyText(n *node) string {
	f := n.field
	what := "not given"
	if f.Required && !n.isElement() {
		what = "required"
	}
	if n.shape.Kind == api.Integer && f.Shape.Min != nil && f.Shape.Max != nil {
		what += fmt.Sprintf(", %d to %d", *f.Shape.Min, *f.Shape.Max)
	}
	return what
}

// shownChoices are the places of the choices that there is room for, around the
// chosen one.
func (m Model) shownChoices(l layout) []int {
	count := max(1, min(len(m.picker.found), l.body-1, 10))
	from := max(0, min(m.picker.chosen-count/2, len(m.picker.found)-count))
	var out []int
	for i := from; i < min(from+count, len(m.picker.found)); i++ {
		out = append(out, i)
	}
	return out
}

func (m Model) choiceLines(l layout, i int) []bodyLine {
	th := m.theme
	indent := strings.Repeat(" ", min(l.label, l.inner/8))
	if len(m.picker.found) == 0 {
		return []bodyLine{{text: indent + th.Warn.Paint("nothing has this; backspace erases"), row: i, choice: -1}}
	}
	wide := 0
	for _, c := range m.picker.found {
		wide = max(wide, ansi.StringWidth(parts.Line(c.text)))
	}
	wide = min(wide, l.inner-len(indent)-2)
	var out []bodyLine
	for _, at := range m.shownChoices(l) {
		c := m.picker.found[at]
		text, note := parts.Fit(parts.Line(c.text), wide), parts.Line(c.note)
		if at == m.picker.chosen {
			text = th.Selected.Paint("▸ " + text)
		} else {
			text = "  " + th.Accent.Paint(text)
		}
		out = append(out, bodyLine{text: indent + text + "  " + th.Faint.Paint(note), row: i, choice: at})
	}
	return out
}
