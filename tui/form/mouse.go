package form

import (
	tea "charm.land/bubbletea/v2"
)

// bodyTop is the row of the box where the body begins.
const bodyTop = 1

// clicked gives what is under the pointer the focus, and does what it is for.
func (m *Model) clicked(at tea.Mouse) tea.Cmd {
	l := m.layout()
	y := at.Y - bodyTop
	if at.Button != tea.MouseLeft || y < 0 || y >= l.body || at.X < 1 || at.X > l.inner {
		return nil
	}
	lines := m.body(l)
	if y+m.offset >= len(lines) {
		return nil
	}
	hit := lines[y+m.offset]
	if hit.choice >= 0 {
		m.picker.chosen = hit.choice
		m.take()
		return nil
	}
	m.settle()
	m.goTo(hit.row)
	r := m.row()
	switch {
	case hit.remove > 0 && at.X > hit.remove:
		m.remove(r)
	case r.kind != valueRow || r.node.picks():
		return m.act()
	}
	return nil
}

// wheel moves the choice, or the focus.
func (m *Model) wheel(at tea.Mouse) {
	by := 0
	switch at.Button {
	case tea.MouseWheelUp:
		by = -1
	case tea.MouseWheelDown:
		by = 1
	}
	switch {
	case m.picker.open:
		m.picker.move(by)
	case by != 0:
		m.goTo(m.focus + by)
	}
}
