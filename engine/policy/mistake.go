package policy

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"drydock/engine/spelling"
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
	near := spelling.Nearest(word, known)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", near)
}

// short is a text as a message quotes it.
func short(text string) string {
	if r := []rune(text); len(r) > 80 {
		text = string(r[:80]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
