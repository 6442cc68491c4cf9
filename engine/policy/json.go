package policy

import (
	"encoding/json"
	"strings"
)

// deepest is how deep values may nest; a policy needs six levels.
const deepest = 32

// shape is what a value of JSON is.
type shape int

const (
	isNull shape = iota
	isBool
	isNumber
	isString
	isArray
	isObject
)

func (s shape) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[s]
}

// node is a value with its place in the text.
type node struct {
	shape   shape
	at, end int    // byte where it begins, and behind its last
	text    string // of a string its value; of a number or boolean as written
	items   []*node
	members []member
}

// member is a name and a value of an object.
type member struct {
	name  string
	at    int // byte where the name begins
	value *node
}

// reader reads JSON. Unlike encoding/json it keeps places and names that stand
// twice. After the first mistake nothing more is read.
type reader struct {
	text    string
	at      int
	depth   int
	mistake *Mistake
}

// readJSON reads the one value of a text.
func readJSON(text string) (*node, *Mistake) {
	r := &reader{text: text}
	n := r.value()
	if r.blanks(); r.mistake == nil && r.at < len(text) {
		r.fail("expected the end of the document, found %s", r.found())
	}
	return n, r.mistake
}

func (r *reader) fail(format string, args ...any) {
	if r.mistake == nil {
		m := mistakeAt(r.text, r.at, format, args...)
		r.mistake = &m
	}
}

// found is what stands next, for a message.
func (r *reader) found() string {
	if r.at >= len(r.text) {
		return "the end"
	}
	for _, c := range r.text[r.at:] {
		return short(string(c))
	}
	return ""
}

func (r *reader) blanks() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// next is the byte that stands next, behind blanks; 0 at the end.
func (r *reader) next() byte {
	if r.blanks(); r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func (r *reader) value() *node {
	c := r.next()
	n := &node{at: r.at}
	if r.depth++; r.depth > deepest {
		r.fail("the value is nested more than %d levels deep", deepest)
	}
	defer func() { r.depth-- }()
	switch {
	case r.mistake != nil:
	case c == '{':
		n.shape = isObject
		r.object(n)
	case c == '[':
		n.shape = isArray
		r.array(n)
	case c == '"':
		n.shape = isString
		n.text = r.string()
	default:
		r.word(n)
	}
	n.end = r.at
	return n
}

// word reads what stands without quotes: a number, true, false or null.
func (r *reader) word(n *node) {
	end := r.at
	for end < len(r.text) && strings.IndexByte(" \t\r\n,]}:[{\"", r.text[end]) < 0 {
		end++
	}
	n.text = r.text[r.at:end]
	switch {
	case n.text == "null":
		n.shape = isNull
	case n.text == "true" || n.text == "false":
		n.shape = isBool
	case json.Valid([]byte(n.text)):
		n.shape = isNumber
	case n.text == "":
		r.fail("expected a value, found %s", r.found())
	default:
		r.fail("expected a value, found %s; text stands in double quotes", short(n.text))
	}
	r.at = end
}

func (r *reader) string() string {
	end := r.at + 1
	for end < len(r.text) && r.text[end] != '"' {
		if r.text[end] == '\n' {
			break
		}
		if r.text[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(r.text) || r.text[end] != '"' {
		r.fail("the string is never closed")
		return ""
	}
	var out string
	if err := json.Unmarshal([]byte(r.text[r.at:end+1]), &out); err != nil {
		r.fail("the string holds an escape or a control character that JSON does not know")
		return ""
	}
	r.at = end + 1
	return out
}

func (r *reader) array(n *node) {
	r.at++
	if r.next() == ']' {
		r.at++
		return
	}
	for r.mistake == nil {
		n.items = append(n.items, r.value())
		if r.mistake != nil || !r.more(']') {
			return
		}
	}
}

func (r *reader) object(n *node) {
	r.at++
	if r.next() == '}' {
		r.at++
		return
	}
	for r.mistake == nil {
		if r.next() != '"' {
			r.fail("expected a name in double quotes, found %s", r.found())
			return
		}
		m := member{at: r.at}
		m.name = r.string()
		if r.mistake == nil && r.next() != ':' {
			r.fail(`expected ":" behind the name, found %s`, r.found())
		}
		if r.mistake != nil {
			return
		}
		r.at++
		m.value = r.value()
		n.members = append(n.members, m)
		if r.mistake != nil || !r.more('}') {
			return
		}
	}
}

// more reads what stands behind an element, and reports whether another follows.
func (r *reader) more(end byte) bool {
	switch r.next() {
	case ',':
		r.at++
		return true
	case end:
		r.at++
	default:
		r.fail("expected \",\" or %q, found %s", string(end), r.found())
	}
	return false
}
