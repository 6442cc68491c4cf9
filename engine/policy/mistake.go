package policy

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Mistake is one thing that is wrong with a document.
type Mistake struct {
	Line, Column int // where, both from 1; a column is a character
	Text         string
}

func (m Mistake) String() string { return fmt.Sprintf("%d:%d: %s", m.Line, m.Column, m.Text) }

// mistakeAt places a mistake at a byte of the text.
func mistakeAt(text string, at int, format string, args ...any) Mistake {
	before := text[:at]
	return Mistake{
		Line:   strings.Count(before, "\n") + 1,
		Column: utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1,
		Text:   fmt.Sprintf(format, args...),
	}
}

// list joins alternatives: "a, b or c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// meant ends a message with the word that was probably meant: `; did you mean
// "Effect"?`, or nothing when none is near.
func meant(word string, known []string) string {
	const longest = 64 // nobody misspells a longer name; bounds the work
	best, bestDistance := "", max(1, len(word)/3)+1
	if len(word) == 0 || len(word) > longest {
		return ""
	}
	w := []rune(strings.ToLower(word))
	for _, k := range known {
		if d := distance(w, []rune(strings.ToLower(k))); d < bestDistance && d < len(w) {
			best, bestDistance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b.
func distance(a, b []rune) int {
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := prev[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(prev[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}

// short is a text as a message quotes it.
func short(text string) string {
	if r := []rune(text); len(r) > 80 {
		text = string(r[:80]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
