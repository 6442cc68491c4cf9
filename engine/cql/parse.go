package cql

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLength is how many characters an expression may have. API Reference,
// PlacementConstraint.
const MaxLength = 2000

// Error is a mistake in an expression.
type Error struct {
	Column int // of the character where it was found, from 1
	Text   string
}

func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Text) }

// Parse reads an expression; err is an *Error. The grammar:
//
//	expr   = and { ("or" | "||") and }
//	and    = unary { ("and" | "&&") unary }
//	unary  = ("not" | "!") unary | "(" expr ")" | single
//	single = subject ( "exists" | "!exists" | compare literal | ("in" | "!in") "[" literal { "," literal } "]" )
//
// Words are spelled as AWS spells them, capitals included. A literal is bare, or
// in single or double quotes; a bare one has no blank, bracket, comma or quote
// in it.
func Parse(text string) (Expr, error) {
	p := &parser{text: text}
	if n := utf8.RuneCountInString(text); n > MaxLength {
		return Expr{}, &Error{MaxLength + 1, fmt.Sprintf("the expression has %d characters; at most %d are allowed", n, MaxLength)}
	}
	root := p.or()
	p.blanks()
	switch {
	case p.err != nil:
		return Expr{}, p.err
	case p.rest() != "":
		p.fail(`expected "and", "or" or the end, found %s`, p.found())
		return Expr{}, p.err
	}
	if in, ok := root.(group); ok {
		for inner, nested := in.part.(group); nested; inner, nested = in.part.(group) {
			in = inner
		}
		if _, alone := in.part.(*single); alone {
			return Expr{}, &Error{1, "a single expression stands without parentheses"}
		}
	}
	return Expr{text, root, p.ofTasks}, nil
}

// group is an expression in parentheses.
type group struct{ part node }

func (g group) match(in *Instance) bool        { return g.part.match(in) }
func (g group) decided(in *Instance) []*single { return g.part.decided(in) }

// parser reads an expression. After the first mistake nothing more is read.
type parser struct {
	text string
	at   int // byte offset
	err  error
	// ofTasks: a subject of the expression is what runs on the instance.
	ofTasks bool
}

func (p *parser) rest() string { return p.text[p.at:] }

func (p *parser) fail(format string, args ...any) { p.failAt(p.at, format, args...) }

func (p *parser) failAt(at int, format string, args ...any) {
	if p.err == nil {
		p.err = &Error{utf8.RuneCountInString(p.text[:at]) + 1, fmt.Sprintf(format, args...)}
	}
}

// found is what stands next, for a message.
func (p *parser) found() string {
	rest := p.rest()
	if rest == "" {
		return "the end"
	}
	if end := strings.IndexFunc(rest[1:], unicode.IsSpace); end >= 0 {
		rest = rest[:end+1]
	}
	if r := []rune(rest); len(r) > 20 {
		rest = string(r[:20]) + "…"
	}
	return strconv.Quote(rest)
}

func (p *parser) blanks() { p.at = len(p.text) - len(strings.TrimLeftFunc(p.rest(), unicode.IsSpace)) }

// take reads a symbol if it stands next.
func (p *parser) take(symbol string) bool {
	if !strings.HasPrefix(p.rest(), symbol) {
		return false
	}
	p.at += len(symbol)
	return true
}

// takeWord reads a word if it stands next and ends there.
func (p *parser) takeWord(word string) bool {
	after, ok := strings.CutPrefix(p.rest(), word)
	if !ok || after != "" && !strings.ContainsAny(after[:1], " \t\r\n()[]!&|") {
		return false
	}
	p.at += len(word)
	return true
}

func (p *parser) or() node {
	parts := []node{p.and()}
	for p.blanks(); p.err == nil && (p.take("||") || p.takeWord("or")); p.blanks() {
		parts = append(parts, p.and())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return or{parts}
}

func (p *parser) and() node {
	parts := []node{p.unary()}
	for p.blanks(); p.err == nil && (p.take("&&") || p.takeWord("and")); p.blanks() {
		parts = append(parts, p.unary())
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return and{parts}
}

func (p *parser) unary() node {
	p.blanks()
	switch {
	case p.err != nil:
		return nil
	case p.take("!") || p.takeWord("not"):
		return not{p.unary()}
	case p.take("("):
		n := p.or()
		if p.blanks(); !p.take(")") {
			p.fail(`expected ")", found %s`, p.found())
		}
		return group{n}
	default:
		return p.single()
	}
}

func (p *parser) single() node {
	s := &single{}
	p.subject(s)
	p.ofTasks = p.ofTasks || s.subject == taskGroup || s.subject == runningTasksCount
	p.blanks()
	p.operator(s)
	p.blanks()
	if p.err != nil {
		return s
	}
	at := p.at
	switch s.op {
	case opExists, opNotExists:
	case opIn, opNotIn:
		p.list(s)
	default:
		s.literals = []string{p.literal()}
		p.read(s, at)
	}
	return s
}

// subject reads what is asked about.
func (p *parser) subject(s *single) {
	for i, word := range subjects {
		if subject(i) == attribute && p.take(word) {
			s.subject = attribute
			p.attributeName(s)
			return
		}
		after, ok := strings.CutPrefix(p.rest(), word)
		if ok && subject(i) != attribute && (after == "" || !isNameCharacter(rune(after[0]))) {
			s.subject = subject(i)
			p.at += len(word)
			return
		}
	}
	p.fail("expected a subject (%s, attribute:NAME), found %s", strings.Join(subjects[:attribute], ", "), p.found())
}

func isNameCharacter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(`-_/\.`, r)
}

func (p *parser) attributeName(s *single) {
	end := strings.IndexFunc(p.rest(), func(r rune) bool { return !isNameCharacter(r) })
	if end < 0 {
		end = len(p.rest())
	}
	if end < 1 || end > 128 {
		p.fail("an attribute's name has 1 to 128 letters, digits, or - _ / \\ .")
		return
	}
	s.name = p.rest()[:end]
	p.at += end
}

// operator reads a comparison; longer symbols come before shorter ones.
func (p *parser) operator(s *single) {
	if p.err != nil {
		return
	}
	at := p.at
	read := func() bool {
		for _, o := range [...]operator{opNotExists, opNotIn} {
			if p.takeWord(operators[o].symbol) {
				s.op = o
				return true
			}
		}
		for _, o := range [...]operator{opNotEqual, opNotMatches, opEqual, opMatches, opGreaterEqual, opLessEqual, opGreater, opLess} {
			if p.take(operators[o].symbol) {
				s.op = o
				return true
			}
		}
		for o, spelled := range operators {
			if p.takeWord(spelled.word) {
				s.op = operator(o)
				return true
			}
		}
		return false
	}
	switch {
	case !read():
		p.fail("expected an operator such as ==, !=, in, =~ or exists, found %s", p.found())
	case !s.subject.allowed(s.op):
		p.failAt(at, "%s cannot be used with %s", s.op, s.subject)
	}
}

func (p *parser) list(s *single) {
	if !p.take("[") {
		p.fail(`%s needs a list such as [a, b], found %s`, s.op, p.found())
		return
	}
	for p.err == nil {
		p.blanks()
		s.literals = append(s.literals, p.literal())
		p.blanks()
		switch {
		case p.err != nil || p.take("]"):
			return
		case !p.take(","):
			p.fail(`expected "," or "]", found %s`, p.found())
		}
	}
}

// literal reads a value.
func (p *parser) literal() string {
	for _, quote := range []string{"'", `"`} {
		if !strings.HasPrefix(p.rest(), quote) {
			continue
		}
		text, _, closed := strings.Cut(p.rest()[1:], quote)
		if !closed {
			p.fail("the quote is never closed")
			return ""
		}
		p.at += len(text) + 2
		return text
	}
	rest := p.rest()
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`()[],'"`, r) })
	if end < 0 {
		end = len(rest)
	}
	for _, symbol := range []string{"&&", "||"} {
		if at := strings.Index(rest[:end], symbol); at >= 0 {
			end = at
		}
	}
	if end == 0 {
		p.fail("expected a value, found %s; a value with ( ) [ ] , or blanks in it stands in quotes", p.found())
		return ""
	}
	p.at += end
	return rest[:end]
}

// read turns a literal into what the comparison needs.
func (p *parser) read(s *single, at int) {
	if p.err != nil {
		return
	}
	text := s.literals[0]
	switch {
	case s.op == opMatches || s.op == opNotMatches:
		pattern, err := regexp.Compile("^(?:" + text + ")$")
		if err != nil {
			p.failAt(at, "%q is not a regular expression that Drydock reads (RE2 syntax): %s", text, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
			return
		}
		s.pattern = pattern
	case s.subject == agentVersion && !isVersion(text):
		p.failAt(at, "%q is not a version such as 1.95.0", text)
	case s.subject == registeredAt:
		ms, ok := parseInstant(text)
		if !ok {
			p.failAt(at, "%q is not a date such as 2026-03-02 or 2026-03-02T09:00:00Z", text)
		}
		s.numbers = []int64{ms}
	case s.subject == runningTasksCount:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			p.failAt(at, "%q is not a whole number", text)
		}
		s.numbers = []int64{n}
	}
}
