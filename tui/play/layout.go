package play

// rect is a panel's content on the screen, without its border.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// layout says where the panels are. Where single is true only the focused one
// is on the screen, and every other rect is that one too.
type layout struct {
	single      bool
	below       bool // the console spans the width below the cluster and the goals
	left, right int  // widths of the columns, with their borders
	at          [panels]rect
}

func (l layout) panelAt(x, y int) (panel, bool) {
	for p, r := range l.at {
		if r.holds(x, y) {
			return panel(p), true
		}
	}
	return 0, false
}

// Below these the screen shows one panel at a time.
const (
	twoColumnWidth  = 70
	twoColumnHeight = 18
	// Below this width a console that is typed in takes the whole width: JSON
	// in half a screen cannot be read.
	wideConsole = 110
)

// small reports whether the window has room for one panel only.
func (m Model) small() bool { return m.width < twoColumnWidth || m.height < twoColumnHeight }

// layout divides the screen: a header, a footer, and between them the cluster,
// the events and the console to the left, the goals and the detail to the right.
func (m Model) layout() layout {
	body := m.height - 2
	if m.zoomed || m.small() {
		l := layout{single: true, left: m.width}
		for p := range l.at {
			l.at[p] = rect{1, 2, m.width - 2, body - 2}
		}
		// The mouse finds the panel that is seen.
		for p := range l.at {
			if panel(p) != m.focus {
				l.at[p].x = -m.width
			}
		}
		return l
	}
	if m.focus == panelConsole && m.width < wideConsole {
		return m.consoleBelow(body)
	}
	l := layout{right: max(30, min(m.width*3/10, 62))}
	l.left = m.width - l.right
	w := l.left - 2
	rows := body - 4 // without the borders of three panels

	console := max(2, min(rows/6, 8))
	if m.focus == panelConsole {
		console = max(5, min(rows*2/5, 22))
	}
	cluster := min(len(m.drawIn(w, rows-console-2).lines), rows-console-2)
	events := rows - console - cluster
	if spare := events - rows/3; spare > 0 {
		console += spare / 2
		events -= spare / 2
	}
	l.at[panelCluster] = rect{1, 2, w, cluster}
	l.at[panelEvents] = rect{1, 3 + cluster, w, events}
	l.at[panelConsole] = rect{1, 4 + cluster + events, w, console}

	w = l.right - 2
	rows = body - 3
	goals := min(len(goalLines(m.theme, m.now.goals, w)), rows/2)
	l.at[panelGoals] = rect{l.left + 1, 2, w, goals}
	l.at[panelDetail] = rect{l.left + 1, 3 + goals, w, rows - goals}
	return l
}

// consoleBelow divides the screen for reading what the console prints: the
// cluster and the goals above, cut to what is left, and the console below.
func (m Model) consoleBelow(body int) layout {
	l := layout{below: true, right: max(30, m.width*3/10)}
	l.left = m.width - l.right
	rows := body - 4 // without the borders of the two rows of panels
	console := rows * 3 / 5
	top := rows - console
	for p := range l.at {
		l.at[p] = rect{x: -m.width} // events and detail are not seen
	}
	l.at[panelCluster] = rect{1, 2, l.left - 2, top}
	l.at[panelGoals] = rect{l.left + 1, 2, l.right - 2, top}
	l.at[panelConsole] = rect{1, 4 + top, m.width - 2, console}
	return l
}

// draw is the picture of the cluster, or of the network, as it is on the screen.
func (m Model) draw() drawing {
	r := m.layout().at[panelCluster]
	return m.drawIn(r.w, r.h)
}

func (m Model) drawIn(width, height int) drawing {
	if m.networkShown() {
		of := drawingOf{network: true, path: m.path.number, version: m.now.version, width: width, selected: m.selected}
		return m.drawn.drawNetwork(m.theme, m.now.network, m.path.marks(), of, height)
	}
	return m.drawn.draw(m.theme, m.now.picture, m.now.version, width, height, m.selected)
}

// followSelection scrolls the cluster so that the selected thing is seen.
func (m *Model) followSelection() {
	d := m.draw()
	if t, ok := d.find(m.selected); ok {
		h := m.layout().at[panelCluster].h
		m.cluster = bounded(max(min(m.cluster, t.y), t.y-h+1), len(d.lines), h)
	}
}
