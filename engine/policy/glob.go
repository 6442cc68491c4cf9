package policy

import (
	"strings"
	"unicode/utf8"
)

// glob is a compiled pattern: text, wildcards and policy variables in a row.
type glob []token

// token is one part of a pattern.
type token struct {
	kind tokenKind
	// text is literal text; of a variable the folded name of its key.
	text string
	name string // of a variable, as written
	// fallback is the default of a variable, if it has one.
	fallback    string
	hasFallback bool
}

type tokenKind int

const (
	literal  tokenKind = iota
	anyText            // *: any run of characters, also none
	oneRune            // ?: exactly one character
	variable           // ${key}
)

// compile reads a pattern. wild: * and ? are wildcards. vars: ${…} is a
// variable, as in policies of version 2012-10-17; ${*}, ${?} and ${$} are then
// those characters themselves. problem says what is wrong with a variable, which
// begins at byte at of the text.
//
// See "IAM policy elements: Variables and tags" in the IAM User Guide.
func compile(text string, wild, vars bool) (g glob, problem string, at int) {
	plain := func(s string) {
		if n := len(g); n > 0 && g[n-1].kind == literal {
			g[n-1].text += s
		} else if s != "" {
			g = append(g, token{kind: literal, text: s})
		}
	}
	start := 0
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case vars && c == '$' && strings.HasPrefix(text[i:], "${"):
			plain(text[start:i])
			end := closing(text[i:])
			if end < 0 {
				return nil, "the variable is never closed", i
			}
			t, why := readVariable(text[i+2 : i+end])
			if why != "" {
				return nil, why, i
			}
			if t.kind == literal {
				plain(t.text)
			} else {
				g = append(g, t)
			}
			i += end + 1
			start = i
		case wild && c == '*':
			plain(text[start:i])
			if n := len(g); n == 0 || g[n-1].kind != anyText {
				g = append(g, token{kind: anyText})
			}
			i++
			start = i
		case wild && c == '?':
			plain(text[start:i])
			g = append(g, token{kind: oneRune})
			i++
			start = i
		default:
			i++
		}
	}
	plain(text[start:])
	return g, "", 0
}

// closing is where the brace of a variable closes; a default in quotes may
// itself hold a brace. It is negative when the variable does not close.
func closing(text string) int {
	if quote := strings.Index(text, ", '"); quote >= 0 && quote < strings.IndexByte(text+"}", '}') {
		if end := strings.Index(text[quote+3:], "'}"); end >= 0 {
			return quote + 3 + end + 1
		}
	}
	return strings.IndexByte(text, '}')
}

// readVariable reads what stands between the braces.
func readVariable(inside string) (t token, problem string) {
	if inside == "*" || inside == "?" || inside == "$" {
		return token{kind: literal, text: inside}, ""
	}
	t.kind = variable
	name, fallback, has := strings.Cut(inside, ",")
	if has {
		quoted := strings.TrimSpace(fallback)
		if len(quoted) < 2 || quoted[0] != '\'' || quoted[len(quoted)-1] != '\'' {
			return t, "the default of a variable stands in single quotes: ${key, 'default'}"
		}
		t.fallback, t.hasFallback = quoted[1:len(quoted)-1], true
	}
	t.name = strings.TrimSpace(name)
	if t.text = strings.ToLower(t.name); !strings.Contains(t.text, ":") {
		return t, "a variable names a condition key, such as ${aws:username}; ${*}, ${?} and ${$} are those characters"
	}
	return t, ""
}

// fixed reports whether a pattern has no variable.
func (g glob) fixed() bool {
	for i := range g {
		if g[i].kind == variable {
			return false
		}
	}
	return true
}

// match holds text against a pattern without variables. fold: the case of ASCII
// letters does not count.
func (g glob) match(text string, fold bool) bool {
	at, t := 0, 0
	star, mark := -1, 0 // the last * met, and from where its rest is tried
	for {
		if t == len(g) {
			if at == len(text) {
				return true
			}
		} else {
			switch part := &g[t]; part.kind {
			case anyText:
				if t+1 == len(g) {
					return true
				}
				star, mark = t, at
				t++
				continue
			case oneRune:
				if at < len(text) {
					_, n := utf8.DecodeRuneInString(text[at:])
					at, t = at+n, t+1
					continue
				}
			default:
				if begins(text[at:], part.text, fold) {
					at, t = at+len(part.text), t+1
					continue
				}
			}
		}
		if star < 0 || mark >= len(text) {
			return false
		}
		_, n := utf8.DecodeRuneInString(text[mark:])
		mark += n
		at, t = mark, star+1
	}
}

// begins reports whether text begins with a prefix.
func begins(text, prefix string, fold bool) bool {
	if len(text) < len(prefix) {
		return false
	}
	if !fold {
		return text[:len(prefix)] == prefix
	}
	for i := range len(prefix) {
		if lower(text[i]) != lower(prefix[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// resolve puts the values of a request in the place of variables. What is put in
// is literal text: a * in it is no wildcard (engine's choice). missing is the key
// that has no value and no default; a pattern with one matches nothing.
func (g glob) resolve(e *evaluation) (out glob, missing string) {
	out = make(glob, len(g))
	for i, t := range g {
		if t.kind == variable {
			value, ok := e.single(t.text)
			if !ok && !t.hasFallback {
				return nil, t.name
			}
			if !ok {
				value = t.fallback
			}
			t = token{kind: literal, text: value}
		}
		out[i] = t
	}
	return out, ""
}

// plain is the text of a pattern that has only literal parts.
func (g glob) plain() string {
	if len(g) == 1 {
		return g[0].text
	}
	var b strings.Builder
	for _, t := range g {
		b.WriteString(t.text)
	}
	return b.String()
}
