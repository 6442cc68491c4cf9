package form

import (
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
	"drydock/tui/parts"
)

// node is a field of the form: a single value, a structure whose members are
// its kids, or a list whose elements are.
type node struct {
	field *api.Field // of an element of a list, the list's
	shape *api.Shape
	up    *node // nil at the top
	input parts.Input
	kids  []*node
	// written is a policy document as text, in place of its statements.
	written string
	open    bool // a structure shows its members
	left    bool // the focus was here and went on: its problems are told
}

func newNode(f *api.Field, s *api.Shape, up *node) *node {
	n := &node{field: f, shape: s, up: up}
	if s.Kind == api.Structure {
		for _, member := range s.Fields {
			if member.Kept {
				continue // a line in the console takes it
			}
			n.kids = append(n.kids, newNode(member, member.Shape, n))
		}
		n.open = n.isElement() || len(n.kids) == 1
	}
	return n
}

// isElement says whether the node is an element of a list.
func (n *node) isElement() bool { return n.up != nil && n.up.shape.Kind == api.List }

// top is the field of the form that the node belongs to.
func (n *node) top() *node {
	for n.up != nil {
		n = n.up
	}
	return n
}

// add puts a new element at the end of a list.
func (n *node) add() *node {
	kid := newNode(n.field, n.shape.Elem, n)
	n.kids = append(n.kids, kid)
	return kid
}

// remove takes an element out of its list.
func (n *node) remove() {
	list := n.up
	list.kids = slices.DeleteFunc(list.kids, func(k *node) bool { return k == n })
}

// place is the number of an element, from 0.
func (n *node) place() int { return slices.Index(n.up.kids, n) }

// path is where the node stands, as api.Problem has it.
func (n *node) path() string {
	switch {
	case n.up == nil:
		return n.field.Name
	case n.isElement():
		return n.up.path() + "[" + strconv.Itoa(n.place()) + "]"
	}
	return n.up.path() + "." + n.field.Name
}

// label is what the node is called.
func (n *node) label() string {
	if n.isElement() {
		return n.field.One() + " " + strconv.Itoa(n.place()+1)
	}
	return n.field.Label()
}

// picks says whether a single value can be chosen from something.
func (n *node) picks() bool {
	return n.shape.Kind == api.Boolean || n.shape.Kind == api.String && (len(n.field.Enum) > 0 || n.field.Ref != "")
}

// single says whether the node has one value and no kids.
func (n *node) single() bool { return n.shape.Kind != api.Structure && n.shape.Kind != api.List }

// entry is what the node holds.
func (n *node) entry() api.Entry {
	e := api.Entry{Field: n.field}
	for _, kid := range n.kids {
		if n.shape.Kind == api.List {
			e.List = append(e.List, kid.entry())
		} else {
			e.Members = append(e.Members, kid.entry())
		}
	}
	if n.single() || n.written != "" {
		e.Text = n.input.Value() + n.written
	}
	return e
}

// blames says whether a problem at a path is shown at the node: its own, and,
// folded, that of a member.
func (n *node) blames(path string) bool {
	own := n.path()
	return path == own || n.shape.Kind == api.Structure && !n.open && strings.HasPrefix(path, own+".")
}

// find is the node at a path, or the nearest above it; nil when there is none.
func find(nodes []*node, path string) *node {
	for _, n := range nodes {
		own := n.path()
		if path == own {
			return n
		}
		if strings.HasPrefix(path, own+".") || strings.HasPrefix(path, own+"[") {
			if deeper := find(n.kids, path); deeper != nil {
				return deeper
			}
			return n
		}
	}
	return nil
}

// rowKind is what a row of the form is.
type rowKind int

const (
	valueRow rowKind = iota // a single value
	groupRow                // the head of a structure
	listRow                 // the head of a list, which adds to it
	moreRow                 // unfolds what matters less
	sendRow                 // runs the line
)

// row is one row that can have the focus.
type row struct {
	kind  rowKind
	node  *node // nil for the last two kinds
	depth int
}

// removable says whether the row is an element of a list.
func (r row) removable() bool { return r.node != nil && r.node.isElement() }

// rowsOf are the rows of a node and of what it shows inside.
func rowsOf(n *node, depth int) []row {
	kind := valueRow
	switch n.shape.Kind {
	case api.List:
		kind = listRow
	case api.Structure:
		kind = groupRow
	}
	out := []row{{kind, n, depth}}
	if kind == groupRow && (!n.open || n.written != "") {
		return out
	}
	for _, kid := range n.kids {
		out = append(out, rowsOf(kid, depth+1)...)
	}
	return out
}
