package api

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// deepest is how far values may be nested; deeper ones are refused.
const deepest = 64

// The AWS CLI's shorthand is described by these expressions of its own: a value
// that stands first after "=", a value that follows a comma, and quoted ones.
var (
	firstValue   = regexp.MustCompile(`^(?:\\,|[!#-&(-+\--<>-Z\\-z|-\x{ffff}])(?:\\,|[\s\v\x1c-\x1f!#-&(-+\--\\^-|~-\x{ffff}])*`)
	secondValue  = regexp.MustCompile(`^(?:\\,|[!#-&(-+\--<>-Z\\-z|-\x{ffff}])(?:\\,|[\s\v\x1c-\x1f!#-&(-+\--<>-\x{ffff}])*`)
	singleQuoted = regexp.MustCompile(`^'(?:\\'|[^'])*'`)
	doubleQuoted = regexp.MustCompile(`^"(?:\\"|[^"])*"`)
)

// shorthand reads "key=value,key=v1,v2,key=[…],key={…}".
type shorthand struct {
	shell Shell
	text  string
	at    int // byte
	depth int
}

// fileError is a file that could not be read; the AWS CLI does not name the
// option then.
type fileError struct{ error }

// parseShorthand gives a map[string]any whose values are strings, []any and
// map[string]any. The error's text is the AWS CLI's.
func (sh Shell) parseShorthand(text string) (map[string]any, error) {
	p := &shorthand{shell: sh, text: text}
	out := map[string]any{}
	for first := true; first || !p.end(); first = false {
		last := p.at
		if !first {
			if err := p.expect(','); err != nil {
				return nil, err
			}
		}
		key, value, err := p.keyValue((*shorthand).values)
		if err != nil {
			return nil, err
		}
		if _, twice := out[key]; twice && !first {
			return nil, valuef("Second instance of key \"%s\" encountered for input:\n%s\n"+
				"This is often because there is a preceding \",\" instead of a space.", key, p.where(last+1))
		}
		out[key] = value
	}
	return out, nil
}

// keyValue reads "key=" and then a value as read does.
func (p *shorthand) keyValue(read func(*shorthand) (any, error)) (string, any, error) {
	start := p.at
	for !p.end() && (isLower(p.text[p.at]) || isUpper(p.text[p.at]) || isDigit(p.text[p.at]) || strings.IndexByte("-_.#/:", p.text[p.at]) >= 0) {
		p.at++
	}
	key := p.text[start:p.at]
	atFile := p.expect('@') == nil
	if err := p.expect('='); err != nil {
		return "", nil, err
	}
	value, err := read(p)
	if s, ok := value.(string); ok && atFile && isFileURL(s) {
		text, err := p.shell.load(s)
		if err != nil {
			return "", nil, &fileError{err}
		}
		value = text
	}
	return key, value, err
}

// values reads all that may stand after "=" at the top.
func (p *shorthand) values() (any, error) {
	switch {
	case p.end():
		return "", nil
	case p.text[p.at] == '[' || p.text[p.at] == '{':
		return p.explicit()
	}
	return p.commaValues()
}

// commaValues reads a value, or several with commas between them; what follows
// the last comma may turn out to be the next key.
func (p *shorthand) commaValues() (any, error) {
	first, err := p.first()
	if err != nil {
		return nil, err
	}
	p.blanks()
	if p.end() || p.text[p.at] != ',' {
		return first, nil
	}
	_ = p.expect(',')
	list := []any{first}
	for {
		value, err := p.second()
		if err == nil {
			p.blanks()
			if p.end() {
				return append(list, value), nil
			}
			err = p.expect(',')
		}
		if err != nil {
			if p.end() {
				return nil, err
			}
			p.at = strings.LastIndexByte(p.text[:p.at+1], ',')
			break
		}
		list = append(list, value)
	}
	if len(list) == 1 {
		return first, nil
	}
	return list, nil
}

// explicit reads "[…]", "{…}" or a value inside one of them.
func (p *shorthand) explicit() (any, error) {
	if p.depth++; p.depth > deepest {
		return nil, fmt.Errorf("the value is nested more than %d levels deep", deepest)
	}
	defer func() { p.depth-- }()
	switch p.current() {
	case '[':
		return p.list()
	case '{':
		return p.hash()
	}
	return p.first()
}

func (p *shorthand) list() (any, error) {
	_ = p.expect('[')
	list := []any{}
	for p.current() != ']' {
		value, err := p.explicit()
		if err == nil {
			list = append(list, value)
			err = p.separator(']')
		}
		if err != nil {
			return nil, err
		}
	}
	p.at++
	return list, nil
}

func (p *shorthand) hash() (any, error) {
	_ = p.expect('{')
	out := map[string]any{}
	for p.current() != '}' {
		key, value, err := p.keyValue((*shorthand).explicit)
		if err == nil {
			out[key] = value
			err = p.separator('}')
		}
		if err != nil {
			return nil, err
		}
	}
	p.at++
	return out, nil
}

// separator reads a comma, unless the closing bracket comes.
func (p *shorthand) separator(closing byte) error {
	p.blanks()
	if p.current() == closing {
		return nil
	}
	return p.expect(',')
}

// first reads a value that stands first; it may be empty.
func (p *shorthand) first() (any, error) {
	switch p.current() {
	case '\'':
		return p.quoted(singleQuoted, "singled quoted", "'")
	case '"':
		return p.quoted(doubleQuoted, "double quoted", `"`)
	}
	return p.plain(firstValue.FindString(p.text[p.at:])), nil
}

// second reads a value after a comma; there must be one.
func (p *shorthand) second() (any, error) {
	switch p.current() {
	case '\'':
		return p.quoted(singleQuoted, "singled quoted", "'")
	case '"':
		return p.quoted(doubleQuoted, "double quoted", `"`)
	}
	found := secondValue.FindString(p.text[p.at:])
	if found == "" {
		return nil, p.expected("<second>", "<none>")
	}
	return p.plain(found), nil
}

func (p *shorthand) plain(found string) string {
	p.at += len(found)
	return strings.TrimRightFunc(strings.ReplaceAll(found, `\,`, ","), func(r rune) bool {
		return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
	})
}

func (p *shorthand) quoted(form *regexp.Regexp, name, mark string) (any, error) {
	found := form.FindString(p.text[p.at:])
	if found == "" {
		return nil, p.expected("<"+name+">", "<none>")
	}
	p.at += len(found)
	inner := strings.ReplaceAll(found[1:len(found)-1], `\`+mark, mark)
	return strings.ReplaceAll(inner, `\\`, `\`), nil
}

// expect reads one character with blanks around it; without it, it leaves the
// blanks read, as the AWS CLI does.
func (p *shorthand) expect(want byte) error {
	p.blanks()
	if p.end() {
		return p.expected(string(want), "EOF")
	}
	if p.text[p.at] != want {
		r, _ := utf8.DecodeRuneInString(p.text[p.at:])
		return p.expected(string(want), string(r))
	}
	p.at++
	p.blanks()
	return nil
}

func (p *shorthand) expected(want, got string) error {
	return valuef("Expected: '%s', received: '%s' for input:\n%s", want, got, p.where(p.at))
}

// where shows the input with a caret under the byte at.
func (p *shorthand) where(at int) string {
	at = min(at, len(p.text))
	line := p.text[strings.LastIndexByte(p.text[:at], '\n')+1 : at]
	before, after := p.text, ""
	if i := strings.IndexByte(p.text[at:], '\n'); i >= 0 {
		before, after = p.text[:at+i], p.text[at+i:]
	}
	return before + "\n" + strings.Repeat(" ", utf8.RuneCountInString(line)) + "^" + after
}

func (p *shorthand) end() bool { return p.at >= len(p.text) }

// current is the byte at hand; 0 at the end.
func (p *shorthand) current() byte {
	if p.end() {
		return 0
	}
	return p.text[p.at]
}

func (p *shorthand) blanks() {
	for !p.end() && strings.IndexByte(" \t\n\r\v\f", p.text[p.at]) >= 0 {
		p.at++
	}
}
