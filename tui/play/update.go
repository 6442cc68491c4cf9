package play

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// pressed routes a key: to the overlay, to the console, to the panel that has
// the focus, and then to what holds in all panels.
func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	m.notice = ""
	switch {
	case m.phase == toHorizon:
		return m.judge()
	case m.phase == judging:
		return m, nil
	case m.overlay != noOverlay:
		return m.overlayPressed(msg)
	case m.focus == panelConsole:
		return m.consolePressed(msg)
	case m.focus == panelEvents && m.eventPressed(msg):
		return m, nil
	}
	m, cmd := m.commonPressed(msg)
	if m.overlay != noOverlay && m.running {
		// Nobody can watch the world through a box: time waits.
		return m.setRunning(false)
	}
	return m, cmd
}

func (m Model) commonPressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Run):
		return m.setRunning(!m.running)
	case key.Matches(msg, k.Faster):
		m.speed = min(m.speed+1, len(speeds)-1)
	case key.Matches(msg, k.Slower):
		m.speed = max(m.speed-1, 0)
	case key.Matches(msg, k.Step):
		m.step()
	case key.Matches(msg, k.Why):
		m.why()
	case key.Matches(msg, k.Events):
		m.focus = panelEvents
	case key.Matches(msg, k.Hint):
		m.hint()
	case key.Matches(msg, k.Undo):
		m.undo()
	case key.Matches(msg, k.Ticket):
		m.overlay, m.scroll = ticketOverlay, 0
	case key.Matches(msg, k.Console):
		m.focus = panelConsole
	case key.Matches(msg, k.Submit):
		m.overlay = submitOverlay
	case key.Matches(msg, k.Next):
		m.cycle(1)
	case key.Matches(msg, k.Previous):
		m.cycle(-1)
	case key.Matches(msg, k.Zoom):
		m.zoomed = true
	case key.Matches(msg, k.Unzoom):
		m.zoomed = false
	case key.Matches(msg, k.Help):
		m.overlay, m.scroll = helpOverlay, 0
	case key.Matches(msg, k.Back):
		m.back()
	default:
		m.move(msg)
	}
	return m, nil
}

// cycle goes on to the next panel, but not into the console: there tab is a key
// of the line, and would not lead out again.
func (m *Model) cycle(by panel) {
	m.focus = (m.focus + by + panels) % panels
	if m.focus == panelConsole {
		m.focus = (m.focus + by + panels) % panels
	}
}

// back leaves one level: the panel, the zoom, and then the puzzle.
func (m *Model) back() {
	switch {
	case m.focus != panelCluster:
		m.focus = panelCluster
	case m.zoomed:
		m.zoomed = false
	default:
		m.overlay = leaveOverlay
	}
}

func (m Model) overlayPressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	k := m.keys
	switch m.overlay {
	case submitOverlay, leaveOverlay:
		asked := m.overlay
		switch {
		case key.Matches(msg, k.Yes) && asked == submitOverlay:
			m.overlay = noOverlay
			return m.submit()
		case key.Matches(msg, k.Yes):
			m.overlay = noOverlay
			m.running = false
			m.chain++
			return m, func() tea.Msg { return LeftMsg{} }
		case key.Matches(msg, k.No):
			m.overlay = noOverlay
		}
		return m, nil
	}
	page := max(1, m.overlayHeight()-1)
	switch {
	case key.Matches(msg, k.ScrollDown):
		m.scroll++
	case key.Matches(msg, k.ScrollUp):
		m.scroll--
	case key.Matches(msg, k.PageDown):
		m.scroll += page
	case key.Matches(msg, k.PageUp):
		m.scroll -= page
	case key.Matches(msg, k.Top):
		m.scroll = 0
	case key.Matches(msg, k.Bottom):
		m.scroll = 1 << 20
	case key.Matches(msg, k.Close), key.Matches(msg, k.Ticket), key.Matches(msg, k.Help):
		m.overlay = noOverlay
	}
	m.clampScroll()
	return m, nil
}

// move moves the selection in the cluster, and scrolls the other panels.
func (m *Model) move(msg tea.KeyPressMsg) {
	k := m.keys
	l, paged := m.layout(), m.focus
	if paged == panelCluster && !l.single {
		paged = panelDetail // the cluster follows its selection
	}
	page := max(1, l.at[paged].h-1)
	switch {
	case key.Matches(msg, k.Down):
		m.moveBy(0, 1)
	case key.Matches(msg, k.Up):
		m.moveBy(0, -1)
	case key.Matches(msg, k.Left):
		m.moveBy(-1, 0)
	case key.Matches(msg, k.Right):
		m.moveBy(1, 0)
	case key.Matches(msg, k.ReadOn):
		m.scrollPanel(paged, page)
	case key.Matches(msg, k.ReadBack):
		m.scrollPanel(paged, -page)
	case key.Matches(msg, k.Top):
		m.scrollPanel(m.focus, -1<<20)
	case key.Matches(msg, k.Bottom):
		m.scrollPanel(m.focus, 1<<20)
	}
}

func (m *Model) moveBy(dx, dy int) {
	if m.focus != panelCluster {
		m.scrollPanel(m.focus, dy)
		return
	}
	d := m.draw()
	if next, ok := d.neighbour(m.selected, dx, dy); ok {
		m.choose(next)
	}
}

// choose selects a thing, brings it into view and shows what is known of it.
func (m *Model) choose(t thing) {
	m.selected = t.key
	m.detail.show(detailFacts)
	m.followSelection()
}

// eventPressed acts on the keys of the event list and reports whether it did.
func (m *Model) eventPressed(msg tea.KeyPressMsg) bool {
	k := m.keys
	page := max(1, m.layout().at[panelEvents].h-1)
	switch {
	case key.Matches(msg, k.ScrollDown):
		m.events.move(1)
	case key.Matches(msg, k.ScrollUp):
		m.events.move(-1)
	case key.Matches(msg, k.PageDown):
		m.events.move(page)
	case key.Matches(msg, k.PageUp):
		m.events.move(-page)
	case key.Matches(msg, k.Top):
		m.events.move(-1 << 20)
	case key.Matches(msg, k.Bottom):
		m.events.move(1 << 20)
	case key.Matches(msg, k.Explain):
		m.whyEvent()
	default:
		return false
	}
	if m.detail.mode == detailEvent {
		m.whyEvent()
	}
	return true
}

func (m *Model) hint() {
	h, err := m.attempt.Hint()
	if err != nil {
		m.notice = err.Error()
		if len(m.now.hints) > 0 {
			m.detail.show(detailHints)
		}
		return
	}
	m.look()
	m.detail.show(detailHints)
	m.detail.offset = 1 << 20
	m.notice = hintNotice(h)
	m.reveal(panelDetail)
}

func (m *Model) undo() {
	if err := m.attempt.Undo(); err != nil {
		m.notice = err.Error()
		return
	}
	m.changed()
	m.notice = "Undone: the world is as it was before the last move, " + m.clockText() + "."
}

// reveal goes to a panel where only one is on the screen.
func (m *Model) reveal(p panel) {
	if m.layout().single {
		m.focus = p
	}
}
