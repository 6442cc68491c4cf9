package lang

import (
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker/nature"
	"github.com/expr-lang/expr/file"
)

// The library speaks to programmers in Go's types. This file says the same to
// authors.

// typeMessages pairs messages of the type checker with ours. The groups of a
// pattern fill the %s in order; those in types are Go types and become words.
var typeMessages = []struct {
	pattern *regexp.Regexp
	text    string
	types   []int
}{
	{regexp.MustCompile(`^invalid operation: (\S+) \(mismatched types (.+) and (.+)\)$`), "%s does not fit %s and %s", []int{2, 3}},
	{regexp.MustCompile(`^invalid operation: (\S+) \(mismatched type (.+)\)$`), "%s does not fit %s", []int{2}},
	{regexp.MustCompile(`^cannot use (.+) as argument \(type (.+)\) to call (\S+)\s*$`), "%[3]s takes %[2]s, not %[1]s", []int{1, 2}},
	{regexp.MustCompile(`^builtin (\S+) takes only array \(got (.+)\)$`), "%s runs through a list, not %s", []int{2}},
	{regexp.MustCompile(`^predicate should return boolean \(got (.+)\)$`), "the condition gives %s; expected true or false", []int{1}},
	{regexp.MustCompile(`^cannot use (.+) as type (.+) in array$`), "in cannot find %s in a list of %s", []int{1, 2}},
	{regexp.MustCompile(`^array elements can only be selected using an integer \(got (.+)\)$`), "an element of a list is chosen by a whole number, not by %s", []int{1}},
	{regexp.MustCompile(`^(.+) is not callable$`), "%s cannot be called", []int{1}},
	{regexp.MustCompile(`^cannot slice (.+)$`), "%s has no parts", []int{1}},
	{regexp.MustCompile(`^non-integer slice index (.+)$`), "a part of a list is chosen by whole numbers, not by %s", []int{1}},
	{regexp.MustCompile(`^type (.+)\[.+\] is undefined$`), "%s has no elements", []int{1}},
	{regexp.MustCompile(`^invalid argument for (\w+) \(type (.+)\)$`), "%s does not take %s", []int{2}},
	{regexp.MustCompile(`^invalid number of arguments \(expected (\d+), got (\d+)\)$`), "%s argument is needed, not %s", nil},
	{regexp.MustCompile(`^cannot use pointer accessor outside predicate$`), "# and .name stand for an element only in a condition over a list", nil},
}

func typeMessage(message string) string {
	for _, m := range typeMessages {
		groups := m.pattern.FindStringSubmatch(message)
		if groups == nil {
			continue
		}
		args := make([]any, len(groups)-1)
		for i, group := range groups[1:] {
			args[i] = group
			if slices.Contains(m.types, i+1) {
				args[i] = typeWords(group)
			}
		}
		return fmt.Sprintf(m.text, args...)
	}
	return message
}

var (
	outOfRange = regexp.MustCompile(`^index out of range: (-?\d+) \(array length is (\d+)\)$`)
	tokenText  = regexp.MustCompile(`^unexpected token (\w+)(?:\("(.*)"\))?$`)
)

// syntax says a message of the parser.
func syntax(message string) string {
	m := tokenText.FindStringSubmatch(message)
	switch {
	case m == nil:
		return message
	case m[1] == "EOF":
		return "the expression ends too early"
	case m[2] == "=":
		return "= stands alone; to compare, write =="
	}
	return "unexpected " + m[2]
}

// mistype says an error of the type checker, at its place. A field that does not
// exist is told first: it is often what made a type wrong elsewhere.
func (s *input) mistype(tree ast.Node, err error, cache *nature.Cache) *Error {
	var fe *file.Error
	if !errors.As(err, &fe) {
		return s.fail(file.Location{}, "%s", err)
	}
	g := &guard{source: s, cache: cache}
	g.members(tree)
	if e := g.first(); e != nil {
		return e
	}
	return s.fail(fe.Location, "%s", typeMessage(fe.Message))
}

// members checks every field that is named where the type around it is known.
func (g *guard) members(n ast.Node) {
	if m, ok := n.(*ast.MemberNode); ok && !unknown(m.Node) {
		if name, ok := m.Property.(*ast.StringNode); ok {
			g.member(m, name.Value)
		}
	}
	for child := range children(n) {
		g.members(child)
	}
}

// typeWords says a Go type, given as Go prints it, in words: "a whole number",
// "a list", "a target group".
func typeWords(t string) string {
	t = strings.TrimLeft(t, "*")
	switch {
	case t == "bool":
		return Bool.String()
	case t == "string":
		return Text.String()
	case strings.HasPrefix(t, "int"), strings.HasPrefix(t, "uint"):
		if !strings.HasPrefix(t, "interface") {
			return Int.String()
		}
		return "a value"
	case strings.HasPrefix(t, "float"):
		return "a fraction"
	case strings.HasPrefix(t, "["):
		return "a list"
	case strings.HasPrefix(t, "func"):
		return "a function"
	}
	name := t[strings.LastIndexByte(t, '.')+1:]
	var words strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			words.WriteByte(' ')
		}
		words.WriteRune(unicode.ToLower(r))
	}
	article := "a "
	if w := words.String(); w != "" && strings.ContainsRune("aeiou", rune(w[0])) {
		article = "an "
	}
	return article + words.String()
}

// plainError is the error of a run without the library's excerpt of the source: an
// error that a function of the view returned comes back as it was.
func plainError(err error) error {
	var fe *file.Error
	if !errors.As(err, &fe) {
		return err
	}
	var fault runtime.Error
	if fe.Prev != nil && !errors.As(fe.Prev, &fault) {
		return fe.Prev
	}
	if m := outOfRange.FindStringSubmatch(fe.Message); m != nil {
		return errors.New("there is no element " + m[1] + " in a list of " + m[2])
	}
	if fe.Message == "memory budget exceeded" {
		return errors.New("the lists are too long for this expression")
	}
	return errors.New(fe.Message)
}
