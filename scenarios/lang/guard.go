package lang

import (
	"cmp"
	"maps"
	"slices"

	"drydock/engine/spelling"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/file"
)

// builtins is the white list of built-in functions.
var builtins = map[string]bool{
	"all": true, "any": true, "none": true, "one": true, "count": true, "filter": true, "map": true,
	"len": true, "sum": true, "min": true, "max": true, "abs": true, "div": true,
	"lower": true, "upper": true, "trim": true, "first": true, "last": true,
}

// Builtins lists the built-in functions that expressions may call, sorted.
func Builtins() []string { return slices.Sorted(maps.Keys(builtins)) }

// refusedOperators says why an operator of the library is none of ours.
var refusedOperators = map[string]string{
	"/":  "there are no fractions; multiply the other side, or round down with div(a, b)",
	"**": "there are no powers",
	"^":  "there are no powers",
	"..": "there are no ranges",
	"??": "no value is ever missing: a look-up that finds nothing fails",
}

// guard refuses what the library allows and the language does not. It first looks
// at the shape of a tree, then, once types are known, at those.
type guard struct {
	source *input
	names  []string // of the view
	seen   map[ast.Node]bool
	cache  *nature.Cache
	calls  []Call
	fails  []found
}

type found struct {
	at  int
	err *Error
}

func (g *guard) failAt(at file.Location, format string, args ...any) *Error {
	e := g.source.fail(at, format, args...)
	g.fails = append(g.fails, found{at.From, e})
	return e
}

func (g *guard) fail(n ast.Node, format string, args ...any) *Error {
	return g.failAt(n.Location(), format, args...)
}

// first is the mistake that stands first in the text.
func (g *guard) first() *Error {
	if len(g.fails) == 0 {
		return nil
	}
	return slices.MinFunc(g.fails, func(a, b found) int { return cmp.Compare(a.at, b.at) }).err
}

// shape checks what needs no types. The parser shares a node between the two
// halves of a < b < c; such trees are refused, not only for clarity: the
// library walks them in time exponential in their depth.
func (g *guard) shape(n ast.Node) {
	if g.seen[n] {
		g.fail(n, "comparisons cannot be chained; join two of them with and")
		return
	}
	g.seen[n] = true
	switch n := n.(type) {
	case *ast.IdentifierNode:
		g.name(n)
	case *ast.FloatNode:
		g.fail(n, "there are no fractions; use whole numbers")
	case *ast.NilNode:
		g.fail(n, "there is no nil: a look-up that finds nothing fails")
	case *ast.BytesNode:
		g.fail(n, "there are no bytes; use text")
	case *ast.MapNode:
		g.fail(n, "there are no tables in expressions")
	case *ast.VariableDeclaratorNode:
		g.fail(n, "there is no let")
	case *ast.SequenceNode:
		g.fail(n, "there is one expression, without \";\"")
	case *ast.ChainNode:
		g.fail(n, "no value is ever missing; use . in place of ?.")
	case *ast.BinaryNode:
		if why, refused := refusedOperators[n.Operator]; refused {
			g.fail(n, "%s cannot be used: %s", n.Operator, why)
		}
		if _, literal := n.Right.(*ast.StringNode); n.Operator == "matches" && !literal {
			g.fail(n, "matches needs a pattern in quotes on its right")
		}
	case *ast.MemberNode:
		if id, ok := n.Node.(*ast.IdentifierNode); ok && id.Value == "vars" {
			g.variable(n)
			return
		}
	case *ast.CallNode:
		callee, ok := n.Callee.(*ast.IdentifierNode)
		if !ok {
			g.fail(n, "only functions of the view can be called, by their name")
			return
		}
		if g.extreme(callee.Value) {
			for _, arg := range n.Arguments {
				g.shape(arg)
			}
			return
		}
	case *ast.BuiltinNode:
		if !builtins[n.Name] {
			g.unavailable(n, n.Name)
		}
	}
	for child := range children(n) {
		g.shape(child)
	}
}

func (g *guard) name(n *ast.IdentifierNode) {
	_, known := builtin.Index[n.Value]
	switch {
	case slices.Contains(g.names, n.Value):
	case n.Value == "vars":
		g.fail(n, "vars is no value of its own; write vars.name")
	case known && !builtins[n.Value]:
		g.unavailable(n, n.Value)
	case known || builtins[n.Value]:
		g.fail(n, "%s is a function and needs its arguments in parentheses", n.Value)
	default:
		e := g.fail(n, "unknown name %s", n.Value)
		e.Suggest = spelling.Nearest(n.Value, append(append([]string{"vars"}, g.names...), Builtins()...))
	}
}

// extreme tells whether a call of name is one of min, max or div, which the parser
// takes for functions of the view.
func (g *guard) extreme(name string) bool {
	_, ours := extremes[name]
	return ours && !slices.Contains(g.names, name)
}

func (g *guard) unavailable(n ast.Node, name string) {
	g.fail(n, "the function %s is not available", name).Suggest = spelling.Nearest(name, append(slices.Clone(g.names), Builtins()...))
}

func (g *guard) variable(n *ast.MemberNode) {
	name, ok := n.Property.(*ast.StringNode)
	if !ok {
		g.fail(n, "a variable is written vars.name")
		return
	}
	value, declared := g.source.vars[name.Value]
	if !declared {
		e := g.fail(n, "unknown variable vars.%s", name.Value)
		if near := spelling.Nearest(name.Value, slices.Sorted(maps.Keys(g.source.vars))); near != "" {
			e.Suggest = "vars." + near
		}
	} else if literal(value) == nil {
		g.fail(n, "vars.%s is neither a whole number nor text nor true or false", name.Value)
	}
}

// literal is the node of a variable's value, nil when expressions have no such
// values.
func literal(v any) ast.Node {
	switch v := v.(type) {
	case int64:
		return &ast.IntegerNode{Value: int(v)}
	case int:
		return &ast.IntegerNode{Value: v}
	case string:
		return &ast.StringNode{Value: v}
	case bool:
		return &ast.BoolNode{Value: v}
	}
	return nil
}

// binder puts the variables' values into a tree whose shape has been checked, and
// writes first(x) and last(x) as x[0] and x[-1], whose types the library knows.
type binder struct{ source *input }

// Visit is called by ast.Walk.
func (b binder) Visit(n *ast.Node) {
	switch node := (*n).(type) {
	case *ast.MemberNode:
		id, ok := node.Node.(*ast.IdentifierNode)
		if name, text := node.Property.(*ast.StringNode); ok && text && id.Value == "vars" {
			value := literal(b.source.vars[name.Value])
			value.SetLocation(id.Location())
			*n = value
		}
	case *ast.BuiltinNode:
		if len(node.Arguments) != 1 || node.Name != "first" && node.Name != "last" {
			return
		}
		index := &ast.IntegerNode{}
		if node.Name == "last" {
			index.Value = -1
		}
		index.SetLocation(node.Location())
		ast.Patch(n, &ast.MemberNode{Node: node.Arguments[0], Property: index})
	}
}
