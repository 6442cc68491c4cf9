package play

import (
	"fmt"
	"strings"

	"drydock/engine"
	"drydock/engine/trace"
	"drydock/tui/parts"
)

// eventList is the place in the list of events: a cursor that stays at the
// newest until the learner moves it away.
type eventList struct {
	count  int
	cursor int
	follow bool
}

// set tells the list how many events there are now; fewer after an undo.
func (l *eventList) set(count int) {
	l.count = count
	if l.follow || l.cursor >= count {
		l.cursor, l.follow = max(0, count-1), true
	}
}

func (l *eventList) move(by int) {
	l.cursor = max(0, min(l.cursor+by, l.count-1))
	l.follow = l.cursor >= l.count-1
}

// eventRow is a line of the list, and the event it belongs to.
type eventRow struct {
	event int
	text  string // without the time
	first bool   // of its event
}

func (l *eventList) toNewest() { l.cursor, l.follow = max(0, l.count-1), true }

const timeWide = 9 // a time and a blank

// eventIndent is how far the later rows of an event are set in: below its text
// where there is room, otherwise a little.
func eventIndent(width int) int {
	if width >= 60 {
		return timeWide
	}
	return 2
}

// eventRows are the rows seen in width cells and height rows: the newest at the
// bottom, or the event at the cursor in the middle.
func (m Model) eventRows(width, height int) []eventRow {
	if m.events.count == 0 || height < 1 {
		return nil
	}
	here := m.rowsOf(m.events.cursor, width)
	room := max(0, height-len(here))
	// Up to a screen of rows on each side, and then the cut that keeps the
	// cursor's event in the middle unless the list ends.
	var below []eventRow
	for i := m.events.cursor + 1; i < m.events.count && len(below) < room; i++ {
		below = append(below, m.rowsOf(i, width)...)
	}
	var upward [][]eventRow // the nearest event first
	above := 0
	for i := m.events.cursor - 1; i >= 0 && above < room; i-- {
		r := m.rowsOf(i, width)
		upward = append(upward, r)
		above += len(r)
	}
	var out []eventRow
	for i := len(upward) - 1; i >= 0; i-- {
		out = append(out, upward[i]...)
	}
	out = append(append(out, here...), below...)
	keep := max(room/2, room-len(below)) // rows above the cursor's event
	out = out[max(0, above-keep):]
	return out[:min(len(out), height)]
}

// rowsOf are the rows of one event.
func (m Model) rowsOf(event, width int) []eventRow {
	// No-break spaces keep the place of the time while wrapping.
	lead := strings.Repeat("\u00a0", timeWide)
	indent := strings.Repeat(" ", eventIndent(width))
	var out []eventRow
	for n, l := range parts.Wrap(lead+parts.Short(parts.Clean(m.now.events[event].Message)), width-2, indent) {
		out = append(out, eventRow{event, strings.TrimPrefix(l, lead), n == 0})
	}
	return out
}

func (m Model) eventLines(width, height int) []string {
	if m.events.count == 0 {
		return []string{m.theme.Faint.Paint(" nothing happened yet")}
	}
	var out []string
	for _, r := range m.eventRows(width, height) {
		at := ""
		if r.first {
			at = parts.Fit(m.now.at(m.now.events[r.event]).Format("15:04:05"), timeWide)
		}
		if r.event == m.events.cursor && m.focus == panelEvents {
			out = append(out, m.theme.Selected.Paint(parts.Fit(" "+at+r.text, width)))
			continue
		}
		out = append(out, " "+m.theme.Faint.Paint(at)+r.text)
	}
	return out
}

// eventNote is the place in the list, for the border.
func (m Model) eventNote() string {
	if m.events.count == 0 || m.events.follow {
		return fmt.Sprint(m.events.count)
	}
	return fmt.Sprintf("%d of %d", m.events.cursor+1, m.events.count)
}

// whyEvent shows the whole sentence of the event at the cursor and why it
// happened.
func (m *Model) whyEvent() {
	if m.events.cursor >= len(m.now.events) {
		return
	}
	e := m.now.events[m.events.cursor]
	m.did("event")
	m.detail.show(detailEvent)
	m.detail.asked = m.attempt.EventTime(e)
	m.detail.event = e
	m.detail.traces, m.detail.err = m.explainEvent(e)
	m.reveal()
	m.read()
}

// explainEvent is the explanation kept with the event, or why one of the things
// that it is about is as it is now.
func (m *Model) explainEvent(e engine.Event) ([]trace.Trace, error) {
	if t, ok := m.shown().EventTrace(e); ok {
		return []trace.Trace{t}, nil
	}
	for i := len(e.Resources) - 1; i >= 0; i-- {
		if traces, err := m.shown().Why(e.Resources[i]); err == nil && len(traces) > 0 {
			return traces, nil
		}
	}
	return nil, nil
}
