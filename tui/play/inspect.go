package play

import (
	"strings"

	"drydock/engine"
	"drydock/tui/parts"
)

const inspectWide = 116

// inspect asks AWS's own commands about the selected thing and shows what they
// say, with the events about it.
func (m *Model) inspect() {
	t, ok := m.draw().find(m.selected)
	if !ok {
		m.notice = "Nothing is selected: choose a thing with h j k l or the arrows."
		return
	}
	kind := t.kind
	if kind == "waiting" {
		kind = "service" // no task is there yet, so its service is described
	}
	if kind == engine.Internet {
		m.notice = "No command of AWS's describes the internet."
		return
	}
	got, err := m.shown().Inspect(kind, t.id)
	if err != nil {
		m.notice = err.Error()
		return
	}
	m.inspected, m.inspectedName = got, t.title()
	m.overlay, m.scroll = inspectOverlay, 0
	m.did("inspect")
}

func (m Model) inspectLines(width int) []string {
	var out []string
	for _, d := range m.inspected.Described {
		for _, l := range parts.Wrap("$ "+parts.Clean(d.Line), width, "    ") {
			out = append(out, m.theme.Accent.Paint(l))
		}
		for l := range strings.SplitSeq(parts.Clean(d.Answer), "\n") {
			indent := l[:len(l)-len(strings.TrimLeft(l, " "))] + "  "
			out = append(out, parts.Wrap(l, width, indent)...)
		}
		out = append(out, "")
	}
	out = append(out, m.theme.Strong.Paint("Events about it"))
	for i := len(m.inspected.Events) - 1; i >= 0; i-- {
		e := m.inspected.Events[i]
		out = append(out, parts.Wrap(m.now.at(e).Format("15:04:05")+" "+parts.Clean(e.Message), width, "         ")...)
	}
	if len(m.inspected.Events) == 0 {
		out = append(out, "none")
	}
	return out
}
