package play

import tea "charm.land/bubbletea/v2"

// wheel scrolls what the pointer is over by three lines.
func (m *Model) wheel(at tea.Mouse) {
	by := 0
	switch at.Button {
	case tea.MouseWheelUp:
		by = -3
	case tea.MouseWheelDown:
		by = 3
	}
	if m.overlay != noOverlay {
		m.scroll += by
		m.clampScroll()
		return
	}
	if p, ok := m.layout().panelAt(at.X, at.Y); ok && !m.comparing {
		m.scrollPanel(p, by)
	}
}

// clicked gives the panel under the pointer the focus, and selects the thing or
// the event under it.
func (m *Model) clicked(at tea.Mouse) tea.Cmd {
	if at.Button != tea.MouseLeft || m.phase != playing {
		return nil
	}
	if m.overlay == placesOverlay && m.placeClicked(at) {
		return nil
	}
	if m.overlay != noOverlay {
		return m.close()
	}
	if m.comparing {
		return nil // the panels are behind the comparison
	}
	l := m.layout()
	p, ok := l.panelAt(at.X, at.Y)
	if !ok {
		return nil
	}
	if m.past != nil && p == panelConsole {
		m.notice = m.pastNotice()
		return nil
	}
	m.goTo(p)
	r := l.at[p]
	x, y := at.X-r.x, at.Y-r.y
	switch p {
	case panelCluster:
		if t, ok := m.draw().thingAt(x, y+m.cluster); ok {
			m.choose(t)
		}
	case panelEvents:
		if rows := m.eventRows(r.w, r.h); y < len(rows) {
			m.events.move(rows[y].event - m.events.cursor)
			m.whyEvent()
		}
	}
	return nil
}

// scrollPanel scrolls a panel by a number of lines; View keeps it in bounds.
func (m *Model) scrollPanel(p panel, by int) {
	r := m.layout().at[p]
	switch p {
	case panelCluster:
		m.cluster = bounded(m.cluster+by, len(m.draw().lines), r.h)
	case panelEvents:
		m.events.move(by)
	case panelConsole:
		m.console.scroll(-by, r.w, r.h)
	case panelGoals:
		m.goals = bounded(m.goals+by, len(goalLines(m.theme, m.now.goals, r.w)), r.h)
	case panelDetail:
		m.detail.offset = bounded(m.detail.offset+by, len(m.detailLines(r.w)), r.h)
	}
}

func bounded(offset, lines, height int) int { return max(0, min(offset, lines-height)) }
