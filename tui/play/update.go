package play

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/keys"
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
	case m.acting():
		return m.formPressed(msg)
	case m.overlay != noOverlay:
		return m.overlayPressed(msg)
	case m.focus == panelConsole:
		return m.consolePressed(msg)
	case m.comparing && m.comparePressed(msg):
		return m, nil
	case m.pastPressed(msg):
		return m, nil
	case m.path.choosing && m.focus == panelCluster && m.choosingPressed(msg):
		return m, nil
	case m.past != nil && m.acts(msg):
		m.notice = m.pastNotice()
		return m, nil
	case m.focus == panelEvents && m.eventPressed(msg):
		return m, nil
	}
	if key.Matches(msg, m.keys.Act) && m.past == nil {
		return m.act()
	}
	if key.Matches(msg, m.keys.Edit) && m.past == nil {
		return m.editPolicies()
	}
	m, cmd := m.commonPressed(msg)
	if m.overlay != noOverlay {
		return m.asking(m.overlay)
	}
	return m, cmd
}

// asking opens a box. Nobody can watch the world through it: time waits.
func (m Model) asking(o overlay) (Model, tea.Cmd) {
	m.overlay = o
	if m.running {
		return m.setRunning(false)
	}
	return m, nil
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
	case key.Matches(msg, k.Network):
		m.toNetwork(!m.onNetwork)
	case key.Matches(msg, k.Path):
		m.beginPath()
	case key.Matches(msg, k.PathAgain):
		m.showPath()
	case key.Matches(msg, k.Events):
		m.goTo(panelEvents)
	case key.Matches(msg, k.Hint):
		m.askHint()
	case key.Matches(msg, k.Undo):
		m.undo()
	case key.Matches(msg, k.Redo):
		m.redo()
	case key.Matches(msg, k.Choices):
		m.openChoices()
	case key.Matches(msg, k.Inspect):
		m.inspect()
	case key.Matches(msg, k.Fork):
		m.fork()
	case key.Matches(msg, k.Switch):
		m.switchOver()
	case key.Matches(msg, k.Drop):
		m.askDrop()
	case key.Matches(msg, k.Ticket):
		m.toggle(ticketOverlay)
	case key.Matches(msg, k.Console):
		m.goTo(panelConsole)
	case key.Matches(msg, k.Submit):
		m.overlay = submitOverlay
	case key.Matches(msg, k.Next):
		m.cycle(1)
	case key.Matches(msg, k.Previous):
		m.cycle(-1)
	case key.Matches(msg, k.Zoom) && m.small():
		m.notice = "One panel fits here: " + m.keys.Next.Help().Key + " for the next."
	case key.Matches(msg, k.Zoom):
		m.zoomed = true
	case key.Matches(msg, k.Unzoom):
		m.zoomed = false
	case key.Matches(msg, k.Help):
		m.toggle(helpOverlay)
	case key.Matches(msg, k.Back):
		m.back()
	default:
		m.move(msg)
	}
	return m, nil
}

// goTo gives a panel the focus. Whoever leaves the events, other than to read
// about one of them, sees the newest again.
func (m *Model) goTo(p panel) {
	m.focus = p
	if p != panelEvents && p != panelDetail {
		m.events.toNewest()
	}
}

// cycle goes on to the next panel, but not into the console: there tab is a key
// of the line, and would not lead out again.
func (m *Model) cycle(by panel) {
	to := (m.focus + by + panels) % panels
	if to == panelConsole {
		to = (to + by + panels) % panels
	}
	m.goTo(to)
}

// next is the panel that the key for the next one leads to.
func (m Model) next() panel {
	m.cycle(1)
	return m.focus
}

// back leaves one level: the explanation, the zoom or the panel, and then the
// puzzle.
func (m *Model) back() {
	switch {
	case m.past != nil:
		m.toPresent()
	case m.detail.mode != detailFacts:
		if m.focus == panelDetail {
			m.goTo(m.detail.from)
		}
		m.detail.show(detailFacts)
	case m.path.from.id != "":
		m.path = pathing{}
	case m.zoomed && !m.small():
		m.zoomed = false
		m.goTo(panelCluster)
	case m.focus != panelCluster:
		m.goTo(panelCluster)
	case m.onNetwork:
		m.toNetwork(false)
	default:
		m.overlay = leaveOverlay
	}
}

func (m Model) overlayPressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	k := m.keys
	switch m.overlay {
	case submitOverlay, leaveOverlay, hintOverlay, dropOverlay:
		asked := m.overlay
		m.overlay = noOverlay
		if !key.Matches(msg, k.Yes) {
			return m, nil
		}
		return m.agreed(asked)
	}
	switch {
	case m.overlay == portOverlay:
		m.portPressed(msg)
		return m, nil
	case m.overlay == placesOverlay && m.placesPressed(msg):
		return m, nil
	}
	moves := keys.Scroll{Down: k.ScrollDown, Up: k.ScrollUp, PageDown: k.PageDown, PageUp: k.PageUp, Top: k.Top, Bottom: k.Bottom}
	if to, moved := moves.Move(msg, m.scroll, max(1, m.overlayHeight()-1)); moved {
		m.scroll = to
		m.clampScroll()
		return m, nil
	}
	var cmd tea.Cmd
	switch {
	case m.overlay == choicesOverlay && m.choicePressed(msg):
		return m, nil
	case key.Matches(msg, k.Close):
		cmd = m.close()
	case key.Matches(msg, k.Ticket):
		cmd = m.toggle(ticketOverlay)
	case key.Matches(msg, k.Help):
		cmd = m.toggle(helpOverlay)
	}
	m.clampScroll()
	return m, cmd
}

// close closes an overlay. Behind the ticket of a puzzle of choice are, the
// first time, the answers; and the shell is told that it was read.
func (m *Model) close() tea.Cmd {
	was := m.overlay
	m.overlay, m.beneath = m.beneath, noOverlay
	if was != ticketOverlay {
		m.scroll = 0
		return nil
	}
	m.did("close-ticket")
	if m.offered {
		return nil
	}
	m.offered = true
	if len(m.info.Choices) > 0 && m.attempt.Chosen() == "" {
		m.openChoices()
	}
	return func() tea.Msg { return TicketReadMsg{} }
}

// toggle closes an overlay, and opens it when another one is open: the ticket is
// open when a puzzle begins, and a first key of ? asks for the keys.
func (m *Model) toggle(o overlay) tea.Cmd {
	if m.overlay == o {
		return m.close()
	}
	m.beneath = noOverlay
	if o == helpOverlay && m.overlay == ticketOverlay {
		m.beneath = ticketOverlay // the help leads back to it
	}
	m.overlay, m.scroll = o, 0
	if o == helpOverlay {
		m.scroll = m.helpStart()
	}
	return nil
}

// agreed does what was asked about.
func (m Model) agreed(asked overlay) (Model, tea.Cmd) {
	switch asked {
	case submitOverlay:
		return m.submit()
	case hintOverlay:
		m.hint()
		return m, nil
	case dropOverlay:
		m.drop()
		return m, nil
	default:
		m.running = false
		m.chain++
		return m, func() tea.Msg { return LeftMsg{} }
	}
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
	m.did("select")
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

// reveal goes to the detail panel where only one is on the screen, and remembers
// where the way back leads.
func (m *Model) reveal() {
	if m.focus != panelDetail {
		m.detail.from = m.focus
	}
	if m.layout().single {
		m.goTo(panelDetail)
	}
}
