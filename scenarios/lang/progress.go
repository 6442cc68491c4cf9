package lang

import (
	"fmt"

	"github.com/expr-lang/expr/ast"
)

// progress is what Progress tells of: the two sides of a comparison of whole
// numbers, or how many elements of a list a condition holds for.
type progress struct {
	words      string // with two %v: what there is, and what is wanted
	have, want *Program
}

// progressWords say how far a comparison has come.
var progressWords = map[string]string{
	"==": "%v of %v", ">=": "%v, at least %v", ">": "%v, more than %v", "<=": "%v, at most %v", "<": "%v, fewer than %v",
}

// Progress tells in a few words how far an expression is from holding: "0 of
// 4", "2, at least 3". It is empty for expressions that are neither one
// comparison of whole numbers nor one condition over a list, and when a look-up
// fails; Explain tells those.
func (p *Program) Progress(view any) string {
	how := p.progress()
	if how.have == nil || how.want == nil {
		return ""
	}
	have, err := how.have.Value(view)
	if err != nil {
		return ""
	}
	want, err := how.want.Value(view)
	if err != nil {
		return ""
	}
	return fmt.Sprintf(how.words, have, want)
}

// progress finds out what there is to tell.
func (s *input) progress() progress {
	tree, err := s.parse(s.config())
	if err != nil {
		return progress{}
	}
	switch n := tree.Node.(type) {
	case *ast.BinaryNode:
		words := progressWords[n.Operator]
		have, want := s.sub(n.Left.String()), s.sub(n.Right.String())
		if words != "" && s.isInt(n.Left) && s.isInt(n.Right) {
			return progress{words, have, want}
		}
	case *ast.BuiltinNode:
		if part, ok := s.list(n); ok {
			return progress{"%v of %v", part.value, part.total}
		}
	}
	return progress{}
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
