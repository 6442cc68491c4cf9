package source

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Pos is a place in a file. Line and Col are one-based; Col counts characters
// (runes). The zero value means that the place is not known.
type Pos struct{ Line, Col int }

// Diagnostic is one mistake in a file.
type Diagnostic struct {
	File     string // as the author knows it; may be empty
	Pos      Pos
	What     string // what is wrong
	Expected string // what was expected; may be empty
	Suggest  string // the name that was probably meant; may be empty
}

// String prints the mistake on one line:
// `web.toml:3:1: unknown key "tittle"; did you mean "title"?`.
// It holds no control character, whatever the file holds.
func (d Diagnostic) String() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(d.File + ":")
	}
	if d.Pos.Line > 0 {
		fmt.Fprintf(&b, "%d:%d:", d.Pos.Line, d.Pos.Col)
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(d.What)
	if d.Expected != "" {
		b.WriteString("; expected " + d.Expected)
	}
	if d.Suggest != "" {
		fmt.Fprintf(&b, "; did you mean %q?", d.Suggest)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		}
		return r
	}, b.String())
}

// Diagnostics are mistakes in the order of their places. It is an error when it
// is not empty; see List.Err for turning it into one safely.
type Diagnostics []Diagnostic

// Error prints one mistake a line.
func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns ds as an error, and nil when there is no mistake.
func (ds Diagnostics) Err() error {
	if len(ds) == 0 {
		return nil
	}
	return ds
}

// List collects the mistakes of one file or of several. The zero value is ready
// to use.
type List struct {
	// File is the name given to mistakes that come without one.
	File string

	all []Diagnostic
}

// Add appends a mistake. One that has no file is given the list's.
func (l *List) Add(d Diagnostic) {
	if d.File == "" {
		d.File = l.File
	}
	l.all = append(l.all, d)
}

// Addf appends a mistake that is told in one sentence.
func (l *List) Addf(pos Pos, format string, args ...any) {
	l.Add(Diagnostic{Pos: pos, What: fmt.Sprintf(format, args...)})
}

// Append adds every mistake of ds.
func (l *List) Append(ds Diagnostics) {
	for _, d := range ds {
		l.Add(d)
	}
}

// Len is the number of mistakes added so far, repeated ones included.
func (l *List) Len() int { return len(l.all) }

// Diagnostics returns the mistakes sorted by file and place, each once. Two
// mistakes at one place stay in the order of adding.
func (l *List) Diagnostics() Diagnostics {
	sorted := slices.Clone(l.all)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
		)
	})
	seen := make(map[Diagnostic]bool, len(sorted))
	var once Diagnostics
	for _, d := range sorted {
		if !seen[d] {
			seen[d] = true
			once = append(once, d)
		}
	}
	return once
}

// Err returns the sorted mistakes as an error (of type Diagnostics), and nil
// when there is none.
func (l *List) Err() error { return l.Diagnostics().Err() }
