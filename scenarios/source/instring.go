package source

import (
	"strconv"
	"unicode/utf8"
)

// InString is where a line and column of the text at path stand in the file, both
// one-based, the column in characters: so a mistake inside an expression or a
// policy that stands in the file is shown at its own place. It is exact for
// every way of writing text, escapes and blocks included. A column behind the
// end of its line is the line's end, a line behind the text's end is that end.
// Where path has no text, it is Value(path). Of text that Substitute changed, only
// what stands before the first variable has its exact place.
func (f *File) InString(path string, line, col int) Pos {
	sp, ok := f.index.texts[path]
	if !ok {
		return f.Value(path)
	}
	raw := string(f.index.src[sp.start:sp.end])
	at, end := 1, len(raw)-1
	block := len(raw) >= 6 && raw[1] == raw[0] && raw[2] == raw[0]
	if block {
		at, end = 3, len(raw)-3
		if raw[at] == '\n' { // the text starts on the line after the quotes
			at++
		}
	}
	for l, c := 1, 1; at < end; {
		if l > line {
			break
		}
		r, size := unit(raw[at:end], raw[0] == '"')
		if l == line && size > 0 && (c >= col || r == '\n') {
			break
		}
		switch {
		case size < 0: // nothing but a break in the writing
			size = -size
		case r == '\n':
			l, c = l+1, 1
		default:
			c++
		}
		at += size
	}
	return f.index.pos(sp.start + min(at, end))
}

// unit reads one character of a text as it is written, and returns how many bytes
// it takes. The size is negative for a backslash that swallows the white space
// after it, which stands for no character.
func unit(s string, escapes bool) (rune, int) {
	if !escapes || s[0] != '\\' || len(s) < 2 {
		return utf8.DecodeRuneInString(s)
	}
	digits := 0
	switch s[1] {
	case 'n':
		return '\n', 2
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case ' ', '\t', '\n':
		size := 2
		for size < len(s) && (s[size] == ' ' || s[size] == '\t' || s[size] == '\n') {
			size++
		}
		return 0, -size
	}
	if digits == 0 || len(s) < 2+digits {
		return ' ', 2
	}
	code, err := strconv.ParseInt(s[2:2+digits], 16, 32)
	if err != nil {
		return ' ', 2
	}
	return rune(code), 2 + digits
}
