package form

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/engine/api"
	"drydock/tui/keys"
	"drydock/tui/parts"
)

// layout is how the box is divided, in cells and rows.
type layout struct {
	inner int  // cells inside the frame
	body  int  // rows for the fields
	help  int  // rows for what is said of the field that has the focus
	line  int  // rows for the aws line
	low   bool // no room for a border between body and help
	label int  // cells for labels
	step  int  // cells by which members stand further right
	api   int  // cells for the names of the API; 0 for none
}

// The heights and widths from which on there is room for more, and bounds.
const (
	roomyHeight = 18
	tallHeight  = 30
	narrowWidth = 50
	apiWidth    = 72
	leastLabel  = 12
	mostHelp    = 6
)

func (m Model) layout() layout {
	l := layout{inner: max(4, m.width-2), help: 1, low: m.height < roomyHeight, line: max(3, min(m.height/6, 6))}
	borders := 3
	if !l.low {
		borders, l.help = 4, 2
	}
	if m.height >= tallHeight {
		l.help = 3
	}
	l.body = m.height - borders - l.help - l.line - 1 // the footer
	if l.body < 2 {
		l.line = max(1, l.line-(2-l.body))
		l.body = max(1, m.height-borders-l.help-l.line-1)
	}
	l.step = 2
	if l.inner < narrowWidth {
		l.step = 1
	}
	if l.inner >= apiWidth {
		l.api = min(l.inner/4, 34)
	}
	l.label = m.labelWidth(l)
	m.stretchHelp(&l)
	return l
}

// labelWidth is as much as the labels that are seen need, within bounds: at
// least leastLabel, and never more than leaves half of the box for values.
func (m Model) labelWidth(l layout) int {
	need := leastLabel
	for _, r := range m.rows() {
		if r.node != nil {
			need = max(need, r.depth*l.step+ansi.StringWidth(r.node.label()))
		}
	}
	return min(need, l.inner/2-1)
}

// stretchHelp makes room so that a mistake is read in full, as far as that goes,
// and a description in two lines.
func (m Model) stretchHelp(l *layout) {
	told, doc := m.helpText(l.inner)
	need := min(len(told), mostHelp)
	if need == 0 {
		need = min(len(doc), 2)
	}
	leastLine, leastBody := 2, 3
	if m.refused != "" {
		leastLine, leastBody = 1, 1 // read it first
	}
	for l.low && l.help < need && l.line > leastLine {
		l.help, l.line = l.help+1, l.line-1
	}
	for l.help < need && l.body > leastBody {
		l.help, l.body = l.help+1, l.body-1
	}
}

// helpLines are what is said of the row that has the focus: what is wrong with
// it, and what it is.
func (m Model) helpLines(l layout) []string {
	told, doc := m.helpText(l.inner)
	var out []string
	for i, s := range append(told, doc...) {
		if i+1 == l.help && i+1 < len(told) || i+1 == l.help && len(told) == 0 && i+1 < len(doc) {
			s = ansi.Truncate(s, l.inner-3, "") + "…"
		}
		if i < len(told) {
			s = m.theme.Bad.Paint(s)
		}
		out = append(out, " "+s)
	}
	return out[:min(len(out), l.help)]
}

// helpText is the mistake at the row that has the focus, and what the row is,
// both wrapped for a box of inner cells.
func (m Model) helpText(inner int) (told, doc []string) {
	r := m.row()
	mistake, text := m.problem(r), ""
	switch r.kind {
	case moreRow:
		text = "What is seldom needed."
	case sendRow:
		text = "Runs the line below as if it had been typed."
		if len(m.filled.Problems) > 0 {
			mistake = m.whole(m.filled.Problems[0])
		}
	default:
		text = r.node.field.Doc
		if n := r.node; n.single() && n.field.OnlyOf() && !m.picker.open {
			text += " One of: " + strings.Join(n.field.Enum, ", ") + "."
		}
	}
	if m.refused != "" {
		mistake = m.refused
	}
	if n := r.node; n != nil && n.written != "" {
		text = "It is text here, for it says more than fields do, or is no policy yet: e edits it, ctrl+u empties it. " + text
	}
	if mistake != "" {
		told = parts.Wrap("✗ "+parts.Line(mistake), inner-2, "  ")
	}
	return told, parts.Wrap(parts.Line(text), inner-2, "")
}

// whole is a problem with the label of its field.
func (m Model) whole(p api.Problem) string {
	if n := find(m.top, p.Path); n != nil {
		return n.label() + ": " + p.Text
	}
	return p.Text
}

// lineRows are the aws line, wrapped, around the option of the field that has the
// focus; note says where there is more.
func (m Model) lineRows(l layout) (rows []string, note string) {
	rows = parts.Wrap("$ "+parts.Line(m.filled.Line), l.inner-2, "  ")
	offset := len(rows) - l.line // where the next option will stand
	if r := m.row(); r.node != nil {
		top := r.node
		for top.up != nil {
			top = top.up
		}
		for y, s := range rows {
			if strings.Contains(s+" ", " "+top.field.Flag+" ") {
				offset = parts.Follow(0, y, min(y+1, len(rows)-1), l.line)
			}
		}
	}
	shown, offset := parts.Window(rows, offset, l.line)
	out := make([]string, len(shown))
	for i, s := range shown {
		out[i] = " " + m.theme.Strong.Paint(s)
	}
	return out, parts.More(len(rows), offset, l.line)
}

// View draws the form as lines of its whole width, and says where the cursor
// stands; nil when nothing is being typed.
func (m Model) View() (string, *tea.Cursor) {
	l := m.layout()
	lines := m.body(l)
	shown := []string{}
	for _, b := range lines[min(m.offset, len(lines)):min(len(lines), m.offset+l.body)] {
		shown = append(shown, b.text)
	}
	for len(shown) < l.body {
		shown = append(shown, "")
	}
	top := parts.Section{Title: m.op.Title(), Note: parts.More(len(lines), m.offset, l.body), Height: l.body, Lines: shown, Focused: true}
	if id := m.op.ID(); top.Note == "" && len(top.Title)+len(id)+6 < l.inner {
		top.Note = id
	}
	sections := []parts.Section{top}
	help := m.helpLines(l)
	if l.low {
		top.Lines, top.Height = append(shown, help...), l.body+l.help
		sections[0] = top
	} else {
		sections = append(sections, parts.Section{Title: m.helpTitle(), Note: m.helpNote(), Height: l.help, Lines: help})
	}
	text, note := m.lineRows(l)
	for len(text) < l.line {
		text = append(text, "")
	}
	text = append(text, keys.Footer(m.theme, l.inner, m.footer()...))
	sections = append(sections, parts.Section{Title: "the line that this makes", Note: note, Height: l.line + 1, Lines: text})
	return strings.Join(parts.Column(m.theme, m.width, sections...), "\n"), m.cursor(l)
}

func (m Model) helpTitle() string {
	if n := m.row().node; n != nil {
		return n.label()
	}
	return "help"
}

func (m Model) helpNote() string {
	if n := m.row().node; n != nil && !n.isElement() {
		return n.path()
	}
	return ""
}

// cursor is where typing goes; nil where nothing is typed.
func (m Model) cursor(l layout) *tea.Cursor {
	r := m.row()
	if r.kind != valueRow || !m.picker.open && r.node.picks() {
		return nil
	}
	y := 0
	for i, b := range m.body(l) {
		if b.row == m.focus && b.choice < 0 {
			y = i
			break
		}
	}
	wide := min(l.inner-l.label-l.api-5-2, 40)
	_, x := r.node.input.View(wide)
	if m.picker.open {
		_, x = m.picker.input.View(wide - 2)
	}
	c := tea.NewCursor(1+3+l.label+2+x, bodyTop+y-m.offset)
	c.Shape = tea.CursorBar
	return c
}
