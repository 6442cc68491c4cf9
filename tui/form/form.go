// Package form lets a person fill in a call of the AWS API and shows the aws
// line that it makes. What there is to fill in, and whether it is right, comes
// from engine/api; no field and no rule of AWS stands here.
//
// A form and its menu draw into a box of the size that they are given, so that
// they can stand over another screen. Mouse messages are to carry coordinates of
// that box.
package form

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"drydock/engine/api"
	"drydock/tui/theme"
)

// SubmittedMsg hands over the line that was filled in, which api.ParseLine takes.
type SubmittedMsg struct{ Line string }

// CancelledMsg says that the form, or the menu, was left.
type CancelledMsg struct{}

// Model is a form. Make one with New; it shares its fields with the Models that
// it becomes.
type Model struct {
	op     *api.Operation
	names  func(ref string) []api.Name
	theme  theme.Theme
	width  int
	height int
	keys   Keys
	top    []*node
	shown  int  // of top, those that are seen at once
	all    bool // the others are seen too
	focus  int  // place in rows
	offset int  // the first line of the body that is seen
	picker picker
	filled api.Filled
	docs   documents
	tried  bool // it was to be run: every problem is told
	// refused is why the line was refused, until something else is done.
	refused string
}

// New is an empty form for an operation, of width times height cells. names
// gives the things of a kind that there are, such as those of "security-group";
// nil gives none.
func New(op *api.Operation, names func(ref string) []api.Name, th theme.Theme, width, height int) Model {
	m := Model{op: op, names: names, keys: DefaultKeys()}
	fields, shown := op.Form()
	for _, f := range fields {
		m.top = append(m.top, newNode(f, f.Shape, nil))
	}
	m.shown = shown
	m.refill()
	return m.Resize(th, width, height)
}

// Resize gives the form its theme and its size in cells; what is filled in stays.
func (m Model) Resize(th theme.Theme, width, height int) Model {
	m.theme, m.width, m.height = th, width, height
	m.follow()
	return m
}

// Prefill starts a field with a value and moves the focus to the first field that
// is empty. key is the field's name in the API ("GroupId"), its option
// ("--group-id"), or the kind of thing that it names ("security-group"); of
// several fields of a kind the first counts. A list gets one element more. A key
// that fits no single value and no list of them has no effect.
func (m Model) Prefill(key, value string) Model {
	for _, fits := range []func(*api.Field) bool{
		func(f *api.Field) bool { return key == f.Name || key == f.Flag },
		func(f *api.Field) bool { return key == f.Ref },
	} {
		i := slices.IndexFunc(m.top, func(n *node) bool { return fits(n.field) })
		if i < 0 {
			continue
		}
		n := m.top[i]
		if n.shape.Kind == api.List {
			if n.shape.Elem.Kind == api.Structure {
				return m
			}
			n = n.add()
		}
		if n.single() {
			n.input.Set(value)
		}
		break
	}
	m.refill()
	m.focus = max(0, slices.IndexFunc(m.rows(), func(r row) bool { return r.node == nil || r.node.entry().Empty() }))
	m.follow()
	return m
}

// Refused says why the line that was handed over was refused, so that the form
// can be mended instead of filled in anew. It is said until the next key or
// click. In the least window there are six lines for it: a code and a message.
func (m Model) Refused(why string) Model {
	m.refused = why
	m.follow()
	return m
}

// Update acts on a message; what is asked of the screen around leaves as a
// message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg:
		m.refused = ""
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		cmd = m.pressed(msg)
	case tea.PasteMsg:
		m.typed(msg.Content)
	case tea.MouseClickMsg:
		cmd = m.clicked(msg.Mouse())
	case tea.MouseWheelMsg:
		m.wheel(msg.Mouse())
	}
	m.refill()
	m.follow()
	return m, cmd
}

// refill reads the form anew.
func (m *Model) refill() {
	m.present()
	entries := make([]api.Entry, len(m.top))
	for i, n := range m.top {
		if !m.keeps(n) {
			entries[i] = n.entry()
		} else {
			entries[i] = api.Entry{Field: n.field}
		}
	}
	m.filled = m.op.FillChecked(entries, m.docs.check)
}

// rows are the rows that can have the focus, as far as they are unfolded.
func (m Model) rows() []row {
	var out []row
	for i, n := range m.top {
		if i == m.shown {
			out = append(out, row{kind: moreRow})
		}
		if i < m.shown || m.all {
			out = append(out, rowsOf(n, 0)...)
		}
	}
	return append(out, row{kind: sendRow})
}

// row is the row that has the focus.
func (m Model) row() row { return m.rows()[m.focus] }

// goTo gives a row the focus; places beyond the ends lead to the ends.
func (m *Model) goTo(place int) {
	m.leave()
	m.focus = max(0, min(place, len(m.rows())-1))
}

// goToNode unfolds what hides a node and gives it the focus.
func (m *Model) goToNode(n *node) {
	m.leave()
	top := n
	for up := n.up; up != nil; up = up.up {
		up.open, top = true, up
	}
	m.all = m.all || slices.Index(m.top, top) >= m.shown
	m.focus = slices.IndexFunc(m.rows(), func(r row) bool { return r.node == n })
}

// leave has the problems of the row that has the focus told from now on.
func (m *Model) leave() {
	if n := m.row().node; n != nil {
		n.left = true
	}
}

// problem is what is wrong at a row, in words, as far as it is told; "" for
// nothing.
func (m Model) problem(r row) string {
	if r.node == nil || !r.node.left && !m.tried {
		return ""
	}
	for _, p := range m.filled.Problems {
		if r.node.blames(p.Path) {
			return p.Text
		}
	}
	return ""
}

// send hands the line over, or leads to the first problem.
func (m *Model) send() tea.Cmd {
	m.settle()
	m.refill()
	if len(m.filled.Problems) == 0 {
		line := m.filled.Line
		return func() tea.Msg { return SubmittedMsg{line} }
	}
	m.tried = true
	if n := find(m.top, m.filled.Problems[0].Path); n != nil {
		m.goToNode(n)
	} else {
		m.goTo(len(m.rows()) - 1)
	}
	return nil
}
