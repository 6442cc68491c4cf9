package form

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/engine/api"
)

// pageRows is how many fields a page key moves by.
const pageRows = 5

// pressed acts on a key.
func (m *Model) pressed(msg tea.KeyPressMsg) tea.Cmd {
	k := m.keys
	if key.Matches(msg, k.Send) {
		return m.send()
	}
	if m.picker.open {
		m.pickerPressed(msg)
		return nil
	}
	switch {
	case key.Matches(msg, k.Cancel):
		return func() tea.Msg { return CancelledMsg{} }
	case key.Matches(msg, k.Next):
		m.goTo(m.focus + 1)
	case key.Matches(msg, k.Previous):
		m.goTo(m.focus - 1)
	case key.Matches(msg, k.PageDown):
		m.goTo(m.focus + pageRows)
	case key.Matches(msg, k.PageUp):
		m.goTo(m.focus - pageRows)
	case key.Matches(msg, k.Remove):
		m.remove(m.row())
	case key.Matches(msg, k.Act):
		return m.act()
	default:
		return m.edit(msg)
	}
	return nil
}

// act does what a row is for: choices, one element more, members shown or
// hidden, the line run. A value that is typed is done, and the next has its turn.
func (m *Model) act() tea.Cmd {
	r := m.row()
	switch r.kind {
	case sendRow:
		return m.send()
	case moreRow:
		m.all = !m.all
	case groupRow:
		r.node.open = !r.node.open
	case listRow:
		m.addTo(r.node)
	case valueRow:
		if !r.node.picks() {
			m.goTo(m.focus + 1)
			return nil
		}
		m.pick()
	}
	return nil
}

// addTo adds an element to a list; its first field gets the focus.
func (m *Model) addTo(list *node) {
	n := list.add()
	if len(n.kids) > 0 {
		n = n.kids[0]
	}
	m.goToNode(n)
}

// remove takes an element out of its list, which gets the focus; any other row
// stays.
func (m *Model) remove(r row) {
	if !r.removable() {
		return
	}
	m.goToNode(r.node.up)
	r.node.remove()
}

// edit acts on a key that belongs to the row that has the focus.
func (m *Model) edit(msg tea.KeyPressMsg) tea.Cmd {
	r := m.row()
	turn, back := key.Matches(msg, m.keys.Turn), key.Matches(msg, m.keys.Back)
	switch {
	case r.inDocument() && key.Matches(msg, m.keys.Edit):
		return m.Edit()
	case r.kind == groupRow && r.node.written != "":
		if key.Matches(msg, m.keys.Clear) {
			r.node.written = ""
		}
	case r.kind == groupRow:
		r.node.open = (r.node.open || turn) && !back
	case r.kind == moreRow:
		m.all = (m.all || turn) && !back
	case r.kind != valueRow:
		if msg.String() == "space" {
			return m.act()
		}
	case !r.node.picks():
		r.node.input.Key(msg)
	case key.Matches(msg, m.keys.Clear):
		r.node.input.Set("")
	case turn || back:
		m.turn(r.node, back)
	default:
		m.filter(msg)
	}
	return nil
}

// typed puts a text that was pasted where the focus is.
func (m *Model) typed(text string) {
	switch r := m.row(); {
	case m.picker.open:
		m.picker.input.Insert(text)
		m.search()
	case r.kind == valueRow && r.node.picks():
		m.pick()
		m.typed(text)
	case r.kind == valueRow:
		r.node.input.Insert(text)
	}
}

// turn goes through not given, yes and no; for what has more choices it shows
// them.
func (m *Model) turn(n *node, back bool) {
	if n.shape.Kind != api.Boolean {
		m.pick()
		return
	}
	order := []string{"", "true", "false"}
	at := 0
	for i, v := range order {
		if v == n.input.Value() {
			at = i
		}
	}
	by := 1
	if back {
		by = len(order) - 1
	}
	n.input.Set(order[(at+by)%len(order)])
}
