package jmespath

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
)

// node is a part of a parsed expression.
type node struct {
	kind     string
	value    any
	children []*node
}

// powers says how strongly a token binds what stands before it.
var powers = map[string]int{
	"pipe": 1, "or": 2, "and": 3, "eq": 5, "gt": 5, "lt": 5, "gte": 5, "lte": 5, "ne": 5,
	"flatten": 9, "star": 20, "filter": 21, "dot": 40, "not": 45, "lbrace": 50, "lbracket": 55, "lparen": 60,
}

// projectionStop is the power below which a token ends a projection.
const projectionStop = 10

// deepest is how far expressions may be nested.
const deepest = 200

// longest is how many tokens an expression may have.
const longest = 20_000

type parser struct {
	text   string
	tokens []token
	at     int
	depth  int
}

func parse(expression string) *node {
	if expression == "" {
		panic(fault{"Invalid JMESPath expression: cannot be empty."})
	}
	p := &parser{text: expression, tokens: tokenize(expression)}
	if len(p.tokens) > longest {
		panic(fault{fmt.Sprintf("the expression has more than %d tokens", longest)})
	}
	out := p.expression(0)
	if t := p.token(0); t.kind != "eof" {
		p.fail(t, "Unexpected token: "+api.PythonText(t.value))
	}
	return out
}

// token is the token n after the present one.
func (p *parser) token(n int) token { return p.tokens[min(p.at+n, len(p.tokens)-1)] }

func (p *parser) is(kinds ...string) bool { return slices.Contains(kinds, p.token(0).kind) }

func (p *parser) expression(power int) *node {
	if p.depth++; p.depth > deepest {
		panic(fault{"maximum recursion depth exceeded"})
	}
	defer func() { p.depth-- }()
	t := p.token(0)
	p.at++
	left := p.first(t)
	for power < powers[p.token(0).kind] {
		t := p.token(0)
		p.at++
		left = p.after(left, t)
	}
	return left
}

// first reads what a token begins.
func (p *parser) first(t token) *node {
	switch t.kind {
	case "literal":
		return &node{kind: "literal", value: t.value}
	case "unquoted_identifier":
		return &node{kind: "field", value: t.value}
	case "quoted_identifier":
		if p.is("lparen") {
			open := p.token(0)
			open.start = 0
			p.fail(open, "Quoted identifier not allowed for function names.")
		}
		return &node{kind: "field", value: t.value}
	case "star":
		right := identity()
		if !p.is("rbracket") {
			right = p.projected(powers["star"])
		}
		return parent("value_projection", identity(), right)
	case "filter":
		return p.filter(identity())
	case "flatten":
		return p.flatten(identity())
	case "lbrace":
		return p.hash()
	case "lparen":
		inner := p.expression(0)
		p.match("rparen")
		return inner
	case "not":
		return parent("not", p.expression(powers["not"]))
	case "lbracket":
		return p.bracket()
	case "current":
		return identity()
	case "expref":
		return parent("expref", p.expression(0))
	case "eof":
		panic(p.incomplete())
	}
	p.fail(t, "invalid token")
	return nil
}

// after reads what a token makes of what stands before it.
func (p *parser) after(left *node, t token) *node {
	switch t.kind {
	case "dot":
		if p.is("star") {
			p.at++
			return parent("value_projection", left, p.projected(powers["dot"]))
		}
		return parent("steps", left, p.dotted(powers["dot"]))
	case "pipe":
		return parent("steps", left, p.expression(powers["pipe"]))
	case "or", "and":
		return parent(t.kind, left, p.expression(powers[t.kind]))
	case "eq", "ne", "lt", "lte", "gt", "gte":
		return &node{kind: "comparator", value: t.kind, children: []*node{left, p.expression(powers[t.kind])}}
	case "flatten":
		return p.flatten(left)
	case "filter":
		return p.filter(left)
	case "lparen":
		return p.call(left)
	case "lbracket":
		return p.indexed(left)
	}
	p.fail(t, "invalid token")
	return nil
}

func (p *parser) flatten(left *node) *node {
	return parent("projection", parent("flatten", left), p.projected(powers["flatten"]))
}

func (p *parser) filter(left *node) *node {
	condition := p.expression(0)
	p.match("rbracket")
	right := identity()
	if !p.is("flatten") {
		right = p.projected(powers["filter"])
	}
	return parent("filter_projection", left, right, condition)
}

// call reads the arguments of a function; jmespath.py lets the commas go.
func (p *parser) call(name *node) *node {
	if name.kind != "field" {
		t := p.tokens[p.at-2]
		p.fail(t, "Invalid function name '"+api.PythonText(t.value)+"'")
	}
	out := &node{kind: "function", value: name.value}
	for !p.is("rparen") {
		out.children = append(out.children, p.expression(0))
		if p.is("comma") {
			p.at++
		}
	}
	p.at++
	return out
}

// bracket reads what follows a "[" that stands first.
func (p *parser) bracket() *node {
	switch {
	case p.is("number", "colon"):
		return p.indexed(identity())
	case p.is("star") && p.token(1).kind == "rbracket":
		p.at += 2
		return parent("projection", identity(), p.projected(powers["star"]))
	}
	return p.list()
}

// indexed reads what follows a "[" after something.
func (p *parser) indexed(left *node) *node {
	switch {
	case !p.is("number", "colon"):
		p.match("star")
		p.match("rbracket")
		return parent("projection", left, p.projected(powers["star"]))
	case p.is("colon") || p.token(1).kind == "colon":
		sliced := parent("indexed", left, p.slice())
		if left.kind == "indexed" {
			return sliced // jmespath.py projects no slice of an element
		}
		return parent("projection", sliced, p.projected(powers["star"]))
	}
	index := &node{kind: "index", value: p.token(0).value}
	p.at++
	p.match("rbracket")
	return parent("indexed", left, index)
}

// slice reads [start:end:step], each of which may be missing.
func (p *parser) slice() *node {
	parts := [3]*int64{}
	for i := 0; !p.is("rbracket") && i < 3; {
		switch t := p.token(0); {
		case t.kind == "colon" && i < 2:
			i++
		case t.kind == "number":
			n := t.value.(int64)
			parts[i] = &n
		default:
			p.fail(t, "syntax error")
		}
		p.at++
	}
	p.match("rbracket")
	return &node{kind: "slice", value: parts}
}

func (p *parser) list() *node {
	out := &node{kind: "list"}
	for {
		out.children = append(out.children, p.expression(0))
		if p.is("rbracket") {
			p.at++
			return out
		}
		p.match("comma")
	}
}

func (p *parser) hash() *node {
	out := &node{kind: "hash"}
	for {
		name := p.token(0)
		p.match("quoted_identifier", "unquoted_identifier")
		p.match("colon")
		out.children = append(out.children, &node{kind: "pair", value: name.value, children: []*node{p.expression(0)}})
		if p.is("comma") {
			p.at++
		} else if p.is("rbrace") {
			p.at++
			return out
		}
	}
}

// projected reads what a projection does with each element.
func (p *parser) projected(power int) *node {
	switch t := p.token(0); {
	case powers[t.kind] < projectionStop:
		return identity()
	case t.kind == "lbracket" || t.kind == "filter":
		return p.expression(power)
	case t.kind == "dot":
		p.at++
		return p.dotted(power)
	default:
		p.fail(t, "syntax error")
		return nil
	}
}

// dotted reads what follows a dot.
func (p *parser) dotted(power int) *node {
	switch t := p.token(0); t.kind {
	case "quoted_identifier", "unquoted_identifier", "star":
		return p.expression(power)
	case "lbracket":
		p.at++
		return p.list()
	case "lbrace":
		p.at++
		return p.hash()
	default:
		p.fail(t, "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: "+t.kind)
		return nil
	}
}

// match reads a token of one of these kinds.
func (p *parser) match(kinds ...string) {
	t := p.token(0)
	if slices.Contains(kinds, t.kind) {
		p.at++
		return
	}
	if t.kind == "eof" {
		panic(p.incomplete())
	}
	wanted := kinds[0]
	if len(kinds) > 1 {
		wanted = "['" + strings.Join(kinds, "', '") + "']"
	}
	p.fail(t, "Expecting: "+wanted+", got: "+t.kind)
}

func (p *parser) fail(t token, what string) {
	panic(fault{fmt.Sprintf("%s: Parse error at column %d, token \"%s\" (%s), for expression:\n\"%s\"\n%s^",
		what, t.start, api.PythonText(t.value), strings.ToUpper(t.kind), p.text, strings.Repeat(" ", t.start+1))})
}

func (p *parser) incomplete() fault {
	return fault{"Invalid jmespath expression: Incomplete expression:\n\"" + p.text + "\"\n" + strings.Repeat(" ", len([]rune(p.text))+1) + "^"}
}

func identity() *node { return &node{kind: "current"} }

func parent(kind string, children ...*node) *node { return &node{kind: kind, children: children} }
