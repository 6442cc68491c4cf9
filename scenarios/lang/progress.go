package lang

import (
	"fmt"

	"github.com/expr-lang/expr/ast"
)

// progress is what Progress tells of one part of an expression: the two sides
// of a comparison of whole numbers, or how many elements of a list a condition
// holds for.
type progress struct {
	words      string // with two %v: what there is, and what is wanted
	have, want *Program
	holds      *Program // the part itself
	none       bool     // a comparison for equality, whose want may be 0
}

// progressWords say how far a comparison has come.
var progressWords = map[string]string{
	"==": "%v of %v", ">=": "%v, at least %v", ">": "%v, more than %v", "<=": "%v, at most %v", "<": "%v, fewer than %v",
}

// Progress tells in a few words how far an expression is from holding: "0 of
// 4", "2, at least 3". Of parts joined with and it tells the first that does not
// hold, or else the first. It is empty where a part is neither a comparison of
// whole numbers nor a condition over a list, and when a look-up fails; Explain
// tells those.
func (p *Program) Progress(view any) string {
	parts := p.progress()
	for _, part := range parts {
		if met, err := part.holds.Bool(view); err != nil || !met {
			return part.tell(view)
		}
	}
	if len(parts) > 0 {
		return parts[0].tell(view)
	}
	return ""
}

func (p progress) tell(view any) string {
	have, err := p.have.Value(view)
	if err != nil {
		return ""
	}
	want, err := p.want.Value(view)
	if err != nil {
		return ""
	}
	if p.none && fmt.Sprint(want) == "0" {
		return fmt.Sprintf("%v, should be none", have)
	}
	return fmt.Sprintf(p.words, have, want)
}

// progress finds out what there is to tell; nil when a part has no short form.
func (s *input) progress() []progress {
	tree, err := s.parse(s.config())
	if err != nil {
		return nil
	}
	return s.progressOf(tree.Node)
}

func (s *input) progressOf(n ast.Node) []progress {
	var out progress
	switch n := n.(type) {
	case *ast.BinaryNode:
		if n.Operator == "and" || n.Operator == "&&" {
			left, right := s.progressOf(n.Left), s.progressOf(n.Right)
			if left == nil || right == nil {
				return nil
			}
			return append(left, right...)
		}
		if s.isInt(n.Left) && s.isInt(n.Right) {
			out = progress{words: progressWords[n.Operator], have: s.sub(n.Left.String()), want: s.sub(n.Right.String()), none: n.Operator == "=="}
		}
	case *ast.BuiltinNode:
		if part, ok := s.list(n); ok {
			out = progress{words: "%v of %v", have: part.value, want: part.total}
		}
	}
	out.holds = s.sub(n.String())
	if out.words == "" || out.have == nil || out.want == nil || out.holds == nil {
		return nil
	}
	return []progress{out}
}

// list is the condition of an all(…), which says of how many it has to hold.
func (s *input) list(n *ast.BuiltinNode) (part, bool) {
	if n.Name != "all" {
		return part{}, false
	}
	return s.condition(n)
}

// isInt reports whether a part of the expression gives a whole number.
func (s *input) isInt(n ast.Node) bool {
	sub := input{text: n.String(), view: s.view, vars: s.vars}
	_, err := sub.compile(Int)
	return err == nil
}
