package jmespath

import (
	"strconv"
	"strings"

	"drydock/engine/api"
)

// token is one word of an expression; its kind has jmespath.py's name, which
// messages show.
type token struct {
	kind  string
	value any // text, or the value of a literal or number
	start int // runes before it
}

// simple are the tokens of one character that begin no longer one.
var simple = map[rune]string{
	'.': "dot", '*': "star", ']': "rbracket", ',': "comma", ':': "colon",
	'@': "current", '(': "lparen", ')': "rparen", '{': "lbrace", '}': "rbrace",
}

// paired are the characters that mean one thing before their partner and
// another without it.
var paired = map[rune]struct {
	partner    rune
	with, bare string
}{
	'|': {'|', "or", "pipe"}, '&': {'&', "and", "expref"},
	'<': {'=', "lte", "lt"}, '>': {'=', "gte", "gt"}, '!': {'=', "ne", "not"},
}

type lexer struct {
	text   []rune
	at     int
	tokens []token
}

// tokenize splits an expression into tokens, the last of which is "eof".
func tokenize(expression string) []token {
	l := &lexer{text: []rune(expression)}
	for l.at < len(l.text) {
		l.next()
	}
	return append(l.tokens, token{"eof", "", len(l.text)})
}

// add ends a token at the present place.
func (l *lexer) add(kind string, value any, start int) {
	l.tokens = append(l.tokens, token{kind, value, start})
}

func (l *lexer) next() {
	start, c := l.at, l.text[l.at]
	switch {
	case simple[c] != "":
		l.at++
		l.add(simple[c], string(c), start)
	case strings.ContainsRune(" \t\n\r", c):
		l.at++
	case paired[c].with != "":
		l.pair(c)
	case c == '_' || isLetter(c):
		for l.at < len(l.text) && (l.text[l.at] == '_' || isLetter(l.text[l.at]) || isDigit(l.text[l.at])) {
			l.at++
		}
		l.add("unquoted_identifier", string(l.text[start:l.at]), start)
	case c == '-' || isDigit(c):
		l.number()
	default:
		l.bracketed(c)
	}
}

// bracketed reads what begins with a bracket, a quote or "=".
func (l *lexer) bracketed(c rune) {
	start := l.at
	switch c {
	case '[':
		switch l.at++; l.current() {
		case ']':
			l.at++
			l.add("flatten", "[]", start)
		case '?':
			l.at++
			l.add("filter", "[?", start)
		default:
			l.add("lbracket", "[", start)
		}
	case '\'':
		text := l.until(c)
		l.add("literal", strings.ReplaceAll(text, `\'`, "'"), start)
	case '"':
		l.quotedName(start)
	case '`':
		l.literal(start)
	case '=':
		if l.at++; l.current() != '=' {
			panic(l.fault(start, "Unknown token '='"))
		}
		l.at++
		l.add("eq", "==", start)
	default:
		panic(l.fault(start, "Unknown token "+string(c)))
	}
}

func (l *lexer) pair(c rune) {
	start, p := l.at, paired[c]
	if l.at++; l.current() == p.partner {
		l.at++
		l.add(p.with, string([]rune{c, p.partner}), start)
		return
	}
	l.add(p.bare, string(c), start)
}

func (l *lexer) number() {
	start := l.at
	for l.at++; isDigit(l.current()); l.at++ {
	}
	text := string(l.text[start:l.at])
	if text == "-" {
		panic(l.fault(start, "Unknown token '-'"))
	}
	n, _ := strconv.ParseInt(text, 10, 64) // beyond 64 bits it is the greatest there is
	l.add("number", n, start)
}

// until reads up to the next delimiter that no backslash stands before, and
// gives what is between, backslashes and all.
func (l *lexer) until(delimiter rune) string {
	start := l.at
	for l.at++; l.current() != delimiter || l.at >= len(l.text); l.at++ {
		if l.current() == '\\' {
			l.at++
		}
		if l.at >= len(l.text) {
			panic(l.fault(start, "Unclosed "+string(delimiter)+" delimiter"))
		}
	}
	l.at++
	return string(l.text[start+1 : l.at-1])
}

func (l *lexer) quotedName(start int) {
	lexeme := `"` + l.until('"') + `"`
	name, err := api.ParseJSON(lexeme)
	if err != nil {
		what, _, _ := strings.Cut(err.Error(), ":")
		panic(l.fault(start, what))
	}
	l.add("quoted_identifier", name, start)
}

// literal reads JSON between backquotes; what is no JSON is text, as it once
// was.
func (l *lexer) literal(start int) {
	lexeme := strings.ReplaceAll(l.until('`'), "\\`", "`")
	v, err := parseJSON(lexeme)
	if err != nil {
		v, err = parseJSON(`"` + strings.TrimLeft(lexeme, " \t\n\r") + `"`)
	}
	if err != nil {
		panic(l.fault(start, "Bad token "+lexeme))
	}
	l.add("literal", v, start)
}

// current is the character at hand; 0 at the end.
func (l *lexer) current() rune {
	if l.at >= len(l.text) {
		return 0
	}
	return l.text[l.at]
}

func (l *lexer) fault(at int, what string) fault {
	return fault{"Bad jmespath expression: " + what + ":\n" + string(l.text) + "\n" + strings.Repeat(" ", at) + "^"}
}

func isLetter(c rune) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c rune) bool  { return '0' <= c && c <= '9' }
