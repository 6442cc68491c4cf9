package form

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drydock/engine/api"
)

// documents is what the screen around knows of policy documents.
type documents struct {
	check   api.Checker
	present func(op string, given map[string]string) string
	asked   string // the fields, as they were when the present document was asked for
	text    string // of the present document
	loaded  string // the line of the document that was filled in then
}

// Documents has the form say what check finds wrong with a policy document, and begin
// with the document that is there already: present gives its text for an operation
// and the single values that are filled in, by their names in the API, or "". Either
// may be nil.
func (m Model) Documents(check api.Checker, present func(op string, given map[string]string) string) Model {
	m.docs = documents{check: check, present: present}
	m.refill()
	return m
}

// document is the field of a policy document; nil where the form has none.
func (m *Model) document() *node {
	for _, n := range m.top {
		if n.isDocument() {
			return n
		}
	}
	return nil
}

func (n *node) isDocument() bool {
	return n.up == nil && n.field.Document != "" && n.shape.Kind == api.Structure
}

// present fills in the document that is there already, once what it belongs to is
// known. What was filled in by hand stays.
func (m *Model) present() {
	n := m.document()
	if n == nil || m.docs.present == nil {
		return
	}
	given, asked := map[string]string{}, ""
	for _, top := range m.top {
		if top.single() {
			given[top.field.Name] = top.input.Value()
			asked += top.input.Value() + "\x00"
		}
	}
	if asked == m.docs.asked {
		return
	}
	m.docs.asked = asked
	if now := n.fingerprint(); now != m.docs.loaded && now != "" {
		return // filled in by hand
	}
	text := m.docs.present(m.op.ID(), given)
	if text == m.docs.text {
		return
	}
	m.docs.text = text
	n.read(text)
	m.docs.loaded = n.fingerprint()
	m.focus = max(0, min(m.focus, len(m.rows())-1))
}

// keeps reports whether a node is a document that nobody has changed, of an operation
// that leaves the present one as it is when none is given.
func (m Model) keeps(n *node) bool {
	return n.isDocument() && !n.field.Required && m.docs.loaded != "" && n.fingerprint() == m.docs.loaded
}

// read fills a document's field in with a text: by its statements, or as it is where
// they are not all that it says.
func (n *node) read(text string) {
	statements, ok := n.field.Statements(text)
	n.written = ""
	if !ok {
		n.written = text
	}
	list := n.kids[0]
	list.kids = nil
	for _, s := range statements {
		list.add().load(s)
	}
}

// EditMsg asks the screen around to have a policy document edited as text; Edited
// takes what comes of it.
type EditMsg struct{ Text string }

// Edit asks for the document of the form to be edited as text; nil for a form without
// one.
func (m Model) Edit() tea.Cmd {
	n := m.document()
	if n == nil {
		return nil
	}
	text := n.entry().Document()
	return func() tea.Msg { return EditMsg{text} }
}

// Edited fills the document in with a text. Where that is no policy the text stays as
// it is, with what is wrong with it.
func (m Model) Edited(text string) Model {
	n := m.document()
	if n == nil {
		return m
	}
	m.picker = picker{}
	m.goToNode(n)
	n.read(strings.TrimSpace(text))
	m.refill()
	m.tried = true
	m.follow()
	return m
}

// inDocument reports whether a key on a row may edit the document: one where no letter
// is typed.
func (r row) inDocument() bool {
	return r.node != nil && r.kind != valueRow && r.node.top().isDocument()
}

// load fills a node with what api.Field.Statements has read.
func (n *node) load(v any) {
	switch v := v.(type) {
	case string:
		n.input.Set(v)
	case []string:
		for _, text := range v {
			n.add().load(text)
		}
	case []map[string]any:
		for _, row := range v {
			n.add().load(row)
		}
	case map[string]any:
		for _, kid := range n.kids {
			if member, has := v[kid.field.Name]; has {
				kid.load(member)
			}
		}
	}
}

// fingerprint tells what a node holds from anything else; "" for nothing.
func (n *node) fingerprint() string {
	if n.entry().Empty() {
		return ""
	}
	var b strings.Builder
	var walk func(n *node)
	walk = func(n *node) {
		b.WriteString(n.path() + "=" + n.written + n.input.Value() + "\x00")
		for _, kid := range n.kids {
			walk(kid)
		}
	}
	walk(n)
	return b.String()
}
