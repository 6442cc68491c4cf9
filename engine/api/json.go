package api

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

var jsonNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?`)

// jsonReader is JSON that is being read.
type jsonReader struct {
	text  []rune
	at    int
	depth int
}

// ParseJSON reads JSON and words its complaints as Python does. It gives map[string]any, []any, string, json.Number, bool or nil. Of a
// name that stands twice the last value counts.
func ParseJSON(text string) (any, error) {
	p := &jsonReader{text: []rune(text)}
	p.blanks()
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	if p.blanks(); p.at < len(p.text) {
		return nil, p.fail("Extra data", p.at)
	}
	return v, nil
}

func (p *jsonReader) fail(what string, at int) error {
	line, column := 1, at+1
	for i, r := range p.text[:at] {
		if r == '\n' {
			line, column = line+1, at-i
		}
	}
	return fmt.Errorf("%s: line %d column %d (char %d)", what, line, column, at)
}

func (p *jsonReader) value() (any, error) {
	if p.depth++; p.depth > deepest {
		return nil, fmt.Errorf("the value is nested more than %d levels deep", deepest)
	}
	defer func() { p.depth-- }()
	switch p.current() {
	case '{':
		return p.object()
	case '[':
		return p.array()
	case '"':
		return p.string()
	}
	for _, c := range [...]struct {
		text  string
		value any
	}{{"null", nil}, {"true", true}, {"false", false}} {
		if strings.HasPrefix(string(p.text[p.at:min(p.at+5, len(p.text))]), c.text) {
			p.at += len(c.text)
			return c.value, nil
		}
	}
	if c := p.current(); c == '-' || '0' <= c && c <= '9' {
		end := p.at + 1
		for end < len(p.text) && strings.ContainsRune("0123456789+-.eE", p.text[end]) {
			end++
		}
		if found := jsonNumber.FindString(string(p.text[p.at:end])); found != "" {
			p.at += len(found)
			return json.Number(found), nil
		}
	}
	return nil, p.fail("Expecting value", p.at)
}

func (p *jsonReader) object() (any, error) {
	out := map[string]any{}
	p.at++
	for first := true; ; first = false {
		p.blanks()
		if first && p.current() == '}' {
			break
		}
		if p.current() != '"' {
			return nil, p.fail("Expecting property name enclosed in double quotes", p.at)
		}
		key, err := p.string()
		if err != nil {
			return nil, err
		}
		if p.blanks(); p.current() != ':' {
			return nil, p.fail("Expecting ':' delimiter", p.at)
		}
		p.at++
		p.blanks()
		if out[key.(string)], err = p.value(); err != nil {
			return nil, err
		}
		if p.blanks(); p.current() == '}' {
			break
		}
		if p.current() != ',' {
			return nil, p.fail("Expecting ',' delimiter", p.at)
		}
		p.at++
	}
	p.at++
	return out, nil
}

func (p *jsonReader) array() (any, error) {
	out := []any{}
	p.at++
	for first := true; ; first = false {
		p.blanks()
		if first && p.current() == ']' {
			break
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		if p.blanks(); p.current() == ']' {
			break
		}
		if p.current() != ',' {
			return nil, p.fail("Expecting ',' delimiter", p.at)
		}
		p.at++
	}
	p.at++
	return out, nil
}

func (p *jsonReader) string() (any, error) {
	start := p.at
	var out strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch r := p.text[p.at]; {
		case r == '"':
			p.at++
			return out.String(), nil
		case r < ' ':
			return nil, p.fail("Invalid control character at", p.at)
		case r != '\\':
			out.WriteRune(r)
		default:
			if p.at++; p.at == len(p.text) {
				return nil, p.fail("Unterminated string starting at", start)
			}
			r, err := p.escape()
			if err != nil {
				return nil, err
			}
			out.WriteRune(r)
		}
	}
	return nil, p.fail("Unterminated string starting at", start)
}

// escape reads what follows a backslash, and stays at its last character.
func (p *jsonReader) escape() (rune, error) {
	const letters, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	c := p.text[p.at]
	if i := strings.IndexRune(letters, c); i >= 0 {
		return rune(meant[i]), nil
	}
	if c != 'u' {
		return 0, p.fail(`Invalid \escape`, p.at-1)
	}
	r, ok := p.hex(p.at + 1)
	if !ok {
		return 0, p.fail(`Invalid \uXXXX escape`, p.at)
	}
	p.at += 4
	if utf16.IsSurrogate(r) && p.at+2 < len(p.text) && p.text[p.at+1] == '\\' && p.text[p.at+2] == 'u' {
		if low, ok := p.hex(p.at + 3); ok && utf16.DecodeRune(r, low) != '\uFFFD' {
			p.at += 6
			return utf16.DecodeRune(r, low), nil
		}
	}
	return r, nil
}

func (p *jsonReader) hex(at int) (rune, bool) {
	if at+4 > len(p.text) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.text[at:at+4]), 16, 32)
	return rune(n), err == nil
}

// current is the character at hand; 0 at the end.
func (p *jsonReader) current() rune {
	if p.at >= len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *jsonReader) blanks() {
	for p.at < len(p.text) && strings.ContainsRune(" \t\n\r", p.text[p.at]) {
		p.at++
	}
}
