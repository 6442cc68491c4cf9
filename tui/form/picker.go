package form

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/engine/api"
	"drydock/tui/parts"
)

// picker is the list of choices under the field that has the focus. What is
// typed while it is open filters it.
type picker struct {
	open   bool
	input  parts.Input
	found  []choice
	chosen int // of found
}

// choice is one value that a field can get.
type choice struct {
	value string // "" takes away what was there
	text  string
	note  string
}

// choices are all values that are offered for a node; of the things in the world
// those that the scenario has named stand first.
func (m *Model) choices(n *node) []choice {
	if n.shape.Kind == api.Boolean {
		return []choice{{"true", "yes", ""}, {"false", "no", ""}}
	}
	var out []choice
	for _, v := range n.field.Enum {
		out = append(out, choice{v, v, ""})
	}
	if n.field.Ref == "" || m.names == nil {
		return out
	}
	var unnamed []choice
	for _, name := range m.names(n.field.Ref) {
		if name.Alias == "" {
			unnamed = append(unnamed, choice{name.ID, name.ID, name.Note})
			continue
		}
		out = append(out, choice{name.Alias, name.Alias, noteOf(name)})
	}
	return append(out, unnamed...)
}

// noteOf is what is said beside a name that the scenario gave: what tells more
// than the name does.
func noteOf(name api.Name) string {
	note := []string{parts.Short(name.ID), name.Note}
	note = slices.DeleteFunc(note, func(s string) bool { return s == "" || s == name.Alias })
	return strings.Join(slices.Compact(note), " ")
}

// pick shows the choices of the field that has the focus, all of them.
func (m *Model) pick() {
	m.picker = picker{open: true}
	m.search()
	value := m.row().node.input.Value()
	if i := slices.IndexFunc(m.picker.found, func(c choice) bool { return c.value == value }); i >= 0 {
		m.picker.chosen = i
	}
}

// filter shows the choices for a key that types or erases: the choices that
// have what is typed, or the value that was there without its end.
func (m *Model) filter(msg tea.KeyPressMsg) {
	p := picker{open: true}
	if msg.String() == "backspace" {
		p.input.Set(m.row().node.input.Value())
	}
	if p.input.Key(msg) {
		m.picker = p
		m.search()
	}
}

// search finds the choices for what is typed: first what is just that, then what
// begins with it, then what has it anywhere.
func (m *Model) search() {
	p, n := &m.picker, m.row().node
	text := strings.ToLower(p.input.Value())
	p.found, p.chosen = nil, 0
	ranks := make([][]choice, 3)
	for _, c := range m.choices(n) {
		at := strings.Index(strings.ToLower(c.text), text)
		switch {
		case strings.ToLower(c.text) == text:
			ranks[0] = append(ranks[0], c)
		case at == 0:
			ranks[1] = append(ranks[1], c)
		case at > 0 || strings.Contains(strings.ToLower(c.note), text):
			ranks[2] = append(ranks[2], c)
		}
	}
	if text == "" && (!n.field.Required || n.input.Value() != "") {
		p.found = append(p.found, choice{"", "(not given)", ""})
	}
	p.found = append(p.found, slices.Concat(ranks...)...)
	if text != "" && len(ranks[0]) == 0 && !n.field.OnlyOf() && n.shape.Kind != api.Boolean {
		p.found = append(p.found, choice{p.input.Value(), p.input.Value(), "as typed"})
	}
}

// take gives the field what is chosen, and the next field the focus.
func (m *Model) take() {
	p := m.picker
	if len(p.found) == 0 {
		return // nothing has what is typed
	}
	m.row().node.input.Set(p.found[p.chosen].value)
	m.picker = picker{}
	m.goTo(m.focus + 1)
}

// settle ends the choosing before something else is done: what was typed is
// taken, what was only looked at is not.
func (m *Model) settle() {
	p := m.picker
	if p.open && p.input.Value() != "" && len(p.found) > 0 {
		m.row().node.input.Set(p.found[p.chosen].value)
	}
	m.picker = picker{}
}

// move chooses another choice.
func (p *picker) move(by int) { p.chosen = max(0, min(p.chosen+by, len(p.found)-1)) }

func (m *Model) pickerPressed(msg tea.KeyPressMsg) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Close):
		m.picker = picker{}
	case key.Matches(msg, k.Take):
		m.take()
	case key.Matches(msg, k.Lower):
		m.picker.move(1)
	case key.Matches(msg, k.Higher):
		m.picker.move(-1)
	case key.Matches(msg, k.PageDown):
		m.picker.move(pageRows)
	case key.Matches(msg, k.PageUp):
		m.picker.move(-pageRows)
	case key.Matches(msg, k.Previous):
		m.settle()
		m.goTo(m.focus - 1)
	case m.picker.input.Key(msg):
		m.search()
	}
}
