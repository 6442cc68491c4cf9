package form

import (
	"strings"

	"drydock/engine/api"
)

// documents is what the screen around knows of policy documents.
type documents struct {
	check   api.Checker
	present func(op string, given map[string]string) string
	asked   string // the fields, as they were when the present document was asked for
	loaded  string // the line of the document that was filled in then
	beyond  bool   // the present document says more than the form holds
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
	statements, ok := n.field.Statements(text)
	m.docs.beyond = text != "" && !ok
	list := n.kids[0]
	list.kids = nil
	for _, s := range statements {
		list.add().load(s)
	}
	m.docs.loaded = n.fingerprint()
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
		b.WriteString(n.path() + "=" + n.input.Value() + "\x00")
		for _, kid := range n.kids {
			walk(kid)
		}
	}
	walk(n)
	return b.String()
}
