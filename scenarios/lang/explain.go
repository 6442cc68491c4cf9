package lang

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// part is one thing that Explain tells of an expression.
type part struct {
	label string
	value *Program

	// Of a condition over a list: how many elements there are, and a value of
	// those that decide against the condition.
	total   *Program
	against *Program
	field   string
}

// Explain tells the values that decided: the sides of each comparison, and for
// conditions over a list for how many elements they hold, with up to three
// values that speak against them. Parts joined with and, or and not are told one
// after the other.
//
//	target_group("web-tg").healthy = 0, vars.desired = 4
//	.source == "sg-alb" holds for 2 of 3, not for .source = "0.0.0.0/0"
//
// A look-up that fails is told by its error alone, once. The text is one line.
func (p *Program) Explain(view any) string {
	var told []string
	for _, part := range p.parts() {
		if text := part.explain(view); !slices.Contains(told, text) {
			told = append(told, text)
		}
	}
	return strings.Join(told, ", ")
}

// conjunct is one of the parts of an expression that are joined with and.
type conjunct struct {
	holds *Program
	parts []part
	// wanted is what a part that is true or false by itself should be; empty for
	// others.
	wanted string
}

// Failing is Explain for an expression that does not hold: of parts joined with and
// it tells those that do not hold. What is true or false by itself is told with what
// was wanted.
func (p *Program) Failing(view any) string {
	var told []string
	for _, c := range p.joined() {
		if met, err := c.holds.Bool(view); err == nil && met {
			continue
		}
		var parts []string
		for _, part := range c.parts {
			if text := part.explain(view); !slices.Contains(parts, text) {
				parts = append(parts, text)
			}
		}
		text := strings.Join(parts, ", ")
		if c.wanted != "" && !strings.Contains(text, " holds for ") {
			text += ", wanted " + c.wanted
		}
		if !slices.Contains(told, text) {
			told = append(told, text)
		}
	}
	if told == nil {
		return p.Explain(view)
	}
	return strings.Join(told, "; ")
}

// conjuncts finds the parts of an expression that are joined with and; none of one
// that has no such parts.
func (s *input) conjuncts() []conjunct {
	tree, err := s.parse(s.config())
	if err != nil {
		return nil
	}
	return s.conjunctsOf(tree.Node, nil)
}

func (s *input) conjunctsOf(n ast.Node, out []conjunct) []conjunct {
	if b, ok := n.(*ast.BinaryNode); ok && (b.Operator == "and" || b.Operator == "&&") {
		return s.conjunctsOf(b.Right, s.conjunctsOf(b.Left, out))
	}
	c := conjunct{holds: s.sub(n.String()), parts: s.partsOf(n, nil)}
	if c.holds == nil || len(c.parts) == 0 {
		return out
	}
	switch n := n.(type) {
	case *ast.CallNode:
		c.wanted = "true"
	case *ast.UnaryNode:
		if _, call := n.Node.(*ast.CallNode); call {
			c.wanted = "false"
		}
	}
	return append(out, c)
}

func (p part) explain(view any) string {
	value, err := p.value.Value(view)
	if err != nil {
		return err.Error()
	}
	if p.total == nil {
		return p.label + " = " + format(value)
	}
	total, err := p.total.Value(view)
	if err != nil {
		return err.Error()
	}
	text := fmt.Sprintf("%s holds for %v of %v", p.label, value, total)
	if p.against == nil {
		return text
	}
	if list, err := p.against.Value(view); err == nil {
		if values := distinct(list); len(values) > 0 {
			text += fmt.Sprintf(", not for %s = %s", p.field, strings.Join(values, " or "))
		}
	}
	return text
}

// explain finds the parts of an expression that has been compiled.
func (s *input) explain() []part {
	tree, err := s.parse(s.config())
	if err != nil {
		return nil
	}
	return s.partsOf(tree.Node, nil)
}

func (s *input) partsOf(n ast.Node, out []part) []part {
	switch n := n.(type) {
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return s.partsOf(n.Node, out)
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&", "or", "||", "==", "!=", "<", "<=", ">", ">=", "in", "contains", "startsWith", "endsWith", "matches":
			return s.partsOf(n.Right, s.partsOf(n.Left, out))
		}
	case *ast.BuiltinNode:
		switch n.Name {
		case "all", "any", "none", "one":
			if p, ok := s.condition(n); ok {
				return append(out, p)
			}
			return out
		}
	case *ast.IntegerNode, *ast.StringNode, *ast.BoolNode, *ast.ArrayNode:
		return out // says nothing that the expression does not say
	}
	if value := s.sub(n.String()); value != nil {
		out = append(out, part{label: n.String(), value: value})
	}
	return out
}

func (s *input) condition(n *ast.BuiltinNode) (part, bool) {
	list, body := n.Arguments[0].String(), n.Arguments[1].(*ast.PredicateNode).Node
	p := part{
		label: body.String(),
		value: s.sub(fmt.Sprintf("count(%s, %s)", list, body)),
		total: s.sub(fmt.Sprintf("len(%s)", list)),
	}
	if p.value == nil || p.total == nil {
		return p, false
	}
	comparison, ok := body.(*ast.BinaryNode)
	if !ok {
		return p, true
	}
	against := map[string]string{"all": "not (%s)", "none": "%s"}[n.Name]
	if _, field := comparison.Left.(*ast.MemberNode); field && against != "" {
		p.field = comparison.Left.String()
		p.against = s.sub(fmt.Sprintf("map(filter(%s, "+against+"), %s)", list, body, p.field))
	}
	return p, true
}

// sub compiles a part of the expression; nil when that cannot stand alone.
func (s *input) sub(text string) *Program {
	part := input{text: text, view: s.view, vars: s.vars}
	p, err := part.compile(Any)
	if err != nil {
		return nil
	}
	return p
}

// distinct prints up to three different values of a list.
func distinct(list any) []string {
	const most = 3
	var out []string
	for v := reflect.ValueOf(list); v.Kind() == reflect.Slice; {
		for i := range v.Len() {
			text := format(v.Index(i).Interface())
			if slices.Contains(out, text) {
				continue
			}
			if len(out) == most {
				return append(out, "…")
			}
			out = append(out, text)
		}
		break
	}
	return out
}

// format prints a value in a few words: text in quotes, a long list by its
// beginning and its length, a struct of the view by its plain fields.
func format(v any) string {
	const most = 5
	value := reflect.Indirect(reflect.ValueOf(v))
	switch value.Kind() {
	case reflect.Interface:
		return format(value.Interface())
	case reflect.String:
		return fmt.Sprintf("%q", value.String())
	case reflect.Slice:
		items := make([]string, 0, most+1)
		for i := range min(value.Len(), most) {
			items = append(items, format(value.Index(i).Interface()))
		}
		if value.Len() > most {
			items = append(items, fmt.Sprintf("… %d in all", value.Len()))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case reflect.Struct:
		var items []string
		for i := range value.NumField() {
			f := value.Type().Field(i)
			if name := f.Tag.Get("expr"); f.IsExported() && name != "" && name != "-" && plain(f.Type) && len(items) < most {
				items = append(items, name+": "+format(value.Field(i).Interface()))
			}
		}
		return "{" + strings.Join(items, ", ") + "}"
	}
	return fmt.Sprint(v)
}
