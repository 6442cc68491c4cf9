package play

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/engine"
	"drydock/tui/parts"
)

// pathing is a path that is being chosen, or that was followed.
type pathing struct {
	from, to place
	choosing bool        // the destination is to be chosen
	port     parts.Input // of the destination
	listed   int         // the place of the list that has the cursor
	views    []engine.PathView
	number   int // tells the marks of one path from those of another
}

// place is an end of a path: as Attempt.Paths takes it, and what the learner calls it.
type place struct{ id, name string }

// placeOf is where a path from a thing begins; without an id for what has no network
// interface. A task that has none of its own uses that of its instance.
func placeOf(t thing) place {
	switch {
	case t.place != "":
		return place{t.place, first(t.name, t.kind)}
	case t.kind == "instance", t.kind == "task", t.kind == "service", t.kind == "load balancer":
		return place{t.id, t.name}
	}
	return place{}
}

// beginPath marks the selected thing as where a path begins, on the picture of the
// network, on which its other end is chosen.
func (m *Model) beginPath() {
	t, _ := m.draw().find(m.selected)
	from := placeOf(t)
	if from.id == "" {
		m.notice = "A path begins at what has a network interface, or at the internet: select an instance, a task, a load balancer, a database …"
		return
	}
	m.drawn.paths++
	m.path = pathing{from: from, choosing: true, number: m.drawn.paths}
	m.detail.show(detailFacts)
	m.toNetwork(true)
	m.goTo(panelCluster)
}

// choosingPressed acts on the keys that choose where a path leads, and reports
// whether it did.
func (m *Model) choosingPressed(msg tea.KeyPressMsg) bool {
	k := m.keys
	switch {
	case key.Matches(msg, k.Elsewhere):
		m.overlay, m.scroll, m.path.listed = placesOverlay, 0, 0
	case key.Matches(msg, k.Here), key.Matches(msg, k.Path):
		t, _ := m.draw().find(m.selected)
		to := placeOf(t)
		switch to.id {
		case "":
			m.notice = "A path leads to what has a network interface; " + k.Elsewhere.Help().Key + " lists the internet and the AWS services."
		case m.path.from.id:
			m.notice = "That is where the path begins: move to where it leads, or give it up with " + k.Back.Help().Key + "."
		default:
			m.askPort(to)
		}
	case key.Matches(msg, k.Back):
		m.path = pathing{}
	default:
		return false
	}
	return true
}

// elsewhere are the places that are on no picture: the AWS services, and the
// internet.
func (m Model) elsewhere() []place {
	out := []place{{engine.Internet, engine.Internet}}
	for _, s := range m.now.network.Services {
		out = append(out, place{s, s})
	}
	return slices.DeleteFunc(out, func(p place) bool { return p == m.path.from })
}

// placesPressed acts on the keys of the list of places.
func (m *Model) placesPressed(msg tea.KeyPressMsg) bool {
	k, all := m.keys, m.elsewhere()
	switch {
	case key.Matches(msg, k.ScrollDown):
		m.path.listed = min(m.path.listed+1, len(all)-1)
	case key.Matches(msg, k.ScrollUp):
		m.path.listed = max(m.path.listed-1, 0)
	case key.Matches(msg, k.Here):
		m.askPort(all[m.path.listed])
	default:
		return false
	}
	m.scroll = parts.Follow(m.scroll, m.path.listed, m.path.listed, min(len(all), m.overlayHeight()))
	return true
}

// placeClicked takes the place under the pointer, and reports whether one is there.
func (m *Model) placeClicked(at tea.Mouse) bool {
	line, ok := m.overlayLine(at.X, at.Y)
	if ok {
		m.askPort(m.elsewhere()[line])
	}
	return ok
}

func (m Model) placeLines() []string {
	var out []string
	for i, p := range m.elsewhere() {
		line := "  " + parts.Line(p.name)
		if i == m.path.listed {
			line = m.theme.Selected.Paint("▸ " + parts.Line(p.name))
		}
		out = append(out, line)
	}
	return out
}

// askPort asks for the port of a destination, beginning with what listens there.
func (m *Model) askPort(to place) {
	m.path.to = to
	m.path.port = parts.Input{}
	switch ports := m.shown().Listens(to.id); {
	case len(ports) > 0:
		m.path.port.Set(strconv.FormatInt(ports[0], 10))
	case to.id == engine.Internet:
		m.path.port.Set("443")
	}
	m.overlay, m.scroll = portOverlay, 0
}

// portLines ask for the port.
func (m Model) portLines(width int) []string {
	ports := m.shown().Listens(m.path.to.id)
	text := "Nothing listens there now."
	switch {
	case len(ports) > 0:
		text = "What listens there: " + strings.Trim(strings.ReplaceAll(fmt.Sprint(ports), " ", ", "), "[]") + "."
	case m.path.to.id == engine.Internet:
		text = "A host in the internet answers on every port."
	}
	lines := parts.Wrap(parts.Clean(fmt.Sprintf("From %s to %s, TCP port", m.path.from.name, m.path.to.name)), width, "")
	field, _ := m.path.port.View(6)
	lines = append(lines, "", m.theme.Accent.Paint("▸ ")+"["+parts.Fit(field, 6)+"]", "")
	for _, l := range parts.Wrap(text, width, "") {
		lines = append(lines, m.theme.Faint.Paint(l))
	}
	return lines
}

// portPressed types the port, and follows the path on enter.
func (m *Model) portPressed(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, m.keys.Enter):
		m.follow()
	case key.Matches(msg, m.keys.Out):
		m.overlay = noOverlay
	case !m.digits(msg.Text):
	default:
		m.path.port.Key(msg)
	}
}

// digits reports whether a text may be typed as a port, and says so if not.
func (m *Model) digits(text string) bool {
	if strings.Trim(text, "0123456789") != "" {
		m.notice = noPort
		return false
	}
	return true
}

const noPort = "A port is a number from 1 to 65535."

// follow follows the path that was chosen, and selects what stops it.
func (m *Model) follow() {
	port, err := strconv.ParseInt(m.path.port.Value(), 10, 64)
	if err != nil || port < 1 || port > 65535 {
		m.notice = noPort
		return
	}
	m.overlay, m.path.choosing = noOverlay, false
	m.did("path")
	m.retrace()
	m.showPath()
	m.selectStop()
}

// retrace follows the path anew, as the world is now.
func (m *Model) retrace() {
	if m.path.to.id == "" || m.path.choosing {
		return
	}
	port, _ := strconv.ParseInt(m.path.port.Value(), 10, 64)
	views, err := m.shown().Paths(m.path.from.id, m.path.to.id, port)
	m.drawn.paths++
	m.path.views, m.path.number = views, m.drawn.paths
	if m.detail.mode == detailPath {
		m.detail.err, m.detail.asked = err, m.now.clock
	}
}

// showPath turns the detail panel to the path.
func (m *Model) showPath() {
	if m.path.to.id == "" || m.path.choosing {
		m.notice = "No path was followed yet: " + m.keys.Path.Help().Key + " begins one at the selected thing."
		return
	}
	m.detail.show(detailPath)
	m.detail.name = m.path.from.name + " → " + m.path.to.name
	m.retrace()
	m.reveal()
	m.read()
}

// stopped is the path of those followed that is told of on the picture: the first that
// something stops, or else the first.
func (p pathing) stopped() (engine.PathView, bool) {
	for _, v := range p.views {
		if !v.OK {
			return v, true
		}
	}
	if len(p.views) == 0 {
		return engine.PathView{}, false
	}
	return p.views[0], true
}

// marks are what the picture shows of the path: while it is chosen, where it begins.
func (p pathing) marks() pathMarks {
	if v, ok := p.stopped(); ok {
		return marksOf(v)
	}
	if p.from.id != "" {
		return pathMarks{p.from.id: {"from", good}}
	}
	return nil
}

// selectStop selects what stops the path, if it is on the picture.
func (m *Model) selectStop() {
	v, _ := m.path.stopped()
	for _, s := range v.Steps {
		if s.OK || s.Thing == "" {
			continue
		}
		for _, t := range m.draw().things {
			if slices.Contains(t.hops, s.Thing) {
				m.selected = t.key
				m.followSelection()
				return
			}
		}
	}
}

// pathBody is the text of the paths that were followed; from first to last are the
// lines of the first hop that refuses.
func (m Model) pathBody(width int) (out []string, first, last int) {
	switch {
	case m.detail.err != nil:
		return parts.Wrap(parts.Clean(m.detail.err.Error()), width, ""), 0, 0
	case len(m.path.views) == 0:
		return parts.Wrap("One of the two has no network interface at the moment.", width, ""), 0, 0
	}
	for i, v := range m.path.views {
		if i > 0 {
			out = append(out, "")
		}
		lines, from, to := m.hopLines(v, width)
		if last == 0 && to > 0 {
			first, last = len(out)+from, len(out)+to
		}
		out = append(out, lines...)
	}
	return out, first, last
}

// hopLines are the hops of a path in their order, numbered as on the picture.
func (m Model) hopLines(v engine.PathView, width int) (out []string, first, last int) {
	glyph, ink := "✓ ", m.theme.Good
	if !v.OK {
		glyph, ink = "✗ ", m.theme.Bad
	}
	for _, l := range parts.Wrap(parts.Clean(fmt.Sprintf("%s%s to %s, port %d: %s", glyph, v.From, v.To, v.Port, v.Verdict)), width, "  ") {
		out = append(out, ink.Paint(l))
	}
	for n, s := range v.Steps {
		s.Label = fmt.Sprintf("%d %s", n+1, s.Label)
		lines := m.stepLines(s, width)
		if !s.OK {
			lines = append(lines, m.theme.Bad.Paint("    ← "+engine.StopsHere))
			first, last = len(out), len(out)+len(lines)-1
		}
		out = append(out, lines...)
	}
	return out, first, last
}
