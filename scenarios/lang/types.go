package lang

import (
	"reflect"
	"slices"

	"drydock/engine/spelling"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker/nature"
)

// loopsMax is how deep conditions over lists may nest. Three levels over two
// hundred items take seconds and no memory, so no budget would stop them.
const loopsMax = 2

// types checks a tree whose nodes know their types; loops counts the conditions
// around the node. It also collects the calls.
func (g *guard) types(n ast.Node, loops int) {
	switch n := n.(type) {
	case *ast.PredicateNode:
		if loops++; loops > loopsMax {
			g.fail(n, "conditions over lists nest at most %d deep", loopsMax)
			return
		}
		g.types(n.Node, loops)
		return
	case *ast.MemberNode:
		if name, ok := n.Property.(*ast.StringNode); ok {
			g.member(n, name.Value)
			g.types(n.Node, loops)
			return
		}
	case *ast.CallNode:
		g.call(n, loops)
		for _, arg := range n.Arguments {
			g.types(arg, loops)
		}
		return
	case *ast.IdentifierNode:
		if n.Nature().IsFunc() {
			g.fail(n, "%s is a function and needs its arguments in parentheses", n.Value)
		}
	case *ast.ArrayNode:
		g.array(n)
	case *ast.BinaryNode:
		g.binary(n, loops)
	case *ast.UnaryNode:
		if n.Operator == "+" || n.Operator == "-" {
			g.whole(n.Operator, n, n.Node)
		}
	case *ast.BuiltinNode:
		g.builtin(n, loops)
	case *ast.ConditionalNode:
		if g.kind(n.Exp1) != g.kind(n.Exp2) {
			g.fail(n.Cond, "one way gives %s and the other %s", g.describe(n.Exp1), g.describe(n.Exp2))
		}
	}
	if unknown(n) {
		g.fail(n, "the type of %s is not known", n)
	}
	for child := range children(n) {
		g.types(child, loops)
	}
}

func (g *guard) call(n *ast.CallNode, loops int) {
	callee := n.Callee.(*ast.IdentifierNode) // shape has seen to it
	if g.extreme(callee.Value) {
		g.wholeLists(callee.Value, n, n.Arguments, loops)
		return
	}
	if len(n.Arguments) == 0 {
		return
	}
	if arg, ok := n.Arguments[0].(*ast.StringNode); ok {
		place := g.source.fail(arg.Location(), "")
		g.calls = append(g.calls, Call{callee.Value, arg.Value, place.Line, place.Col})
	}
}

// member checks x.name: a field of the view, and not a method of a Go type.
func (g *guard) member(n *ast.MemberNode, name string) {
	t := n.Node.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		g.fail(n, "%s has no fields", g.describe(n.Node))
	} else if fields := names(t); !slices.Contains(fields, name) {
		g.fail(n, "%s has no field %s", typeWords(t.String()), name).Suggest = spelling.Nearest(name, fields)
	}
}

func (g *guard) array(n *ast.ArrayNode) {
	for i, item := range n.Nodes {
		if k := g.kind(item); k == Any {
			g.fail(item, "a list in an expression holds text, whole numbers, or true and false; not %s", g.describe(item))
		} else if k != g.kind(n.Nodes[0]) {
			g.fail(item, "element %d of the list is %s; the first is %s", i+1, g.describe(item), g.describe(n.Nodes[0]))
		}
	}
}

func (g *guard) binary(n *ast.BinaryNode, loops int) {
	switch n.Operator {
	case "+", "-", "*", "%":
		g.whole(n.Operator, n, n.Left, n.Right)
	case "==", "!=":
		l, r := n.Left.Nature(), n.Right.Nature()
		switch {
		case l.IsArray() && r.IsArray():
			for _, side := range []ast.Node{n.Left, n.Right} {
				if g.element(side) == Any && !empty(side) {
					g.fail(n, "only lists of text, whole numbers, or true and false can be compared")
					return
				}
			}
			if g.element(n.Left) != g.element(n.Right) && !empty(n.Left) && !empty(n.Right) {
				g.fail(n, "%s cannot be compared: the lists hold different kinds", n.Operator)
			}
			g.loop(n, n.Operator, loops)
		case g.kind(n.Left) == Any || g.kind(n.Left) != g.kind(n.Right):
			g.fail(n, "%s cannot compare %s with %s", n.Operator, g.describe(n.Left), g.describe(n.Right))
		}
	case "<", "<=", ">", ">=":
		if k := g.kind(n.Left); k != g.kind(n.Right) || k != Int && k != Text {
			g.fail(n, "%s cannot compare %s with %s", n.Operator, g.describe(n.Left), g.describe(n.Right))
		}
	case "in":
		if !n.Right.Nature().IsArray() {
			g.fail(n, "in looks into a list, not into %s", g.describe(n.Right))
		} else if k := g.kind(n.Left); !empty(n.Right) && (k == Any || k != g.element(n.Right)) {
			g.fail(n, "in cannot find %s in this list", g.describe(n.Left))
		}
		if _, written := n.Right.(*ast.ArrayNode); !written {
			g.loop(n, "in", loops)
		}
	}
}

// loop is an operation that runs through a list by itself.
func (g *guard) loop(n ast.Node, what string, loops int) {
	if loops >= loopsMax {
		g.fail(n, "%s runs through a list, inside %d conditions over lists; at most %d nest", what, loops, loopsMax)
	}
}

// whole asks for whole numbers, so that text cannot be joined and grow.
func (g *guard) whole(what string, n ast.Node, operands ...ast.Node) {
	for _, operand := range operands {
		if g.kind(operand) != Int {
			g.fail(n, "%s needs whole numbers, not %s", what, g.describe(operand))
			return
		}
	}
}

func (g *guard) builtin(n *ast.BuiltinNode, loops int) {
	switch n.Name {
	case "map":
		if body := n.Arguments[1].(*ast.PredicateNode).Node; body.Nature().IsArray() {
			g.fail(body, "map cannot give a list of lists")
		}
	case "abs":
		g.whole(n.Name, n, n.Arguments...)
	case "sum":
		if len(n.Arguments) == 2 {
			g.whole(n.Name, n, n.Arguments[1].(*ast.PredicateNode).Node)
		} else {
			g.wholeLists(n.Name, n, n.Arguments, loops)
		}
	case "count":
		if len(n.Arguments) == 1 {
			if g.element(n.Arguments[0]) != Bool {
				g.fail(n, "count needs a condition, as in count(list, .field > 0)")
			}
			g.loop(n, n.Name, loops)
		}
	}
}

// wholeLists asks for whole numbers and lists of them.
func (g *guard) wholeLists(name string, n ast.Node, args []ast.Node, loops int) {
	if len(args) == 0 {
		g.fail(n, "%s needs whole numbers", name)
	}
	for _, arg := range args {
		if !arg.Nature().IsArray() {
			g.whole(name, n, arg)
			continue
		}
		if g.element(arg) != Int {
			g.fail(n, "%s needs a list of whole numbers", name)
		}
		g.loop(n, name, loops)
	}
}

// unknown tells whether the library does not know the type of a node.
func unknown(n ast.Node) bool {
	nt := n.Nature()
	return nt.Type == nil || nt.Kind == reflect.Interface
}

// empty tells whether a node is the list [], which fits every kind of list.
func empty(n ast.Node) bool {
	list, ok := n.(*ast.ArrayNode)
	return ok && len(list.Nodes) == 0
}

// kind is Bool, Int or Text, and Any for everything else.
func (g *guard) kind(n ast.Node) Kind { return kindOf(*n.Nature()) }

// element is the kind of a list's elements.
func (g *guard) element(n ast.Node) Kind {
	if list, ok := n.(*ast.ArrayNode); ok && len(list.Nodes) > 0 {
		return g.kind(list.Nodes[0])
	}
	if b, ok := n.(*ast.BuiltinNode); ok && b.Name == "map" {
		return g.kind(b.Arguments[1].(*ast.PredicateNode).Node)
	}
	nt := n.Nature()
	return kindOf(nt.Elem(g.cache))
}

func kindOf(nt nature.Nature) Kind {
	switch {
	case nt.Type == nil:
		return Any
	case nt.Kind == reflect.Bool:
		return Bool
	case nt.IsInteger:
		return Int
	case nt.Kind == reflect.String:
		return Text
	}
	return Any
}

// describe says in words what a node gives.
func (g *guard) describe(n ast.Node) string {
	if k := g.kind(n); k != Any {
		return k.String()
	}
	if n.Nature().IsArray() {
		return "a list"
	}
	return typeWords(n.Type().String())
}
