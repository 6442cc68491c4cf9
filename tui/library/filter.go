package library

import (
	"strconv"
	"strings"
)

// filter is what an entry must be: all of its terms.
type filter []term

// term is one word of a filter.
type term struct {
	not       bool
	kind      string // "" for text; "d", "m", "done", "exam"
	text      string // in small letters
	low, high int    // of d and m
}

// filterHelp says what a filter may hold, for the help of the screen.
var filterHelp = [...][2]string{
	{"web", "in title, topic, pack, objective"},
	{"!web", "without that word"},
	{"d:2 d:1-3", "difficulty"},
	{"m:10", "at most 10 minutes"},
	{"done:no", "not done; also yes, tried, new"},
	{"exam:dva", "of that exam"},
}

// parseFilter reads a filter. Words are apart by blanks and must all hold; what
// is no filter of a kind that there is, is text to look for.
func parseFilter(text string) filter {
	var out filter
	for word := range strings.FieldsSeq(strings.ToLower(text)) {
		t := term{text: word}
		if rest, not := strings.CutPrefix(word, "!"); not && rest != "" {
			t.not, t.text = true, rest
		}
		if kind, value, ok := strings.Cut(t.text, ":"); ok {
			t.read(kind, value)
		}
		out = append(out, t)
	}
	return out
}

// read makes the term one of a kind, if it is one.
func (t *term) read(kind, value string) {
	switch kind {
	case "d":
		low, high, ranged := strings.Cut(value, "-")
		if !ranged {
			high = low
		}
		a, err := strconv.Atoi(low)
		b, err2 := strconv.Atoi(high)
		if err == nil && err2 == nil {
			t.kind, t.low, t.high = kind, a, b
		}
	case "m":
		if n, err := strconv.Atoi(value); err == nil {
			t.kind, t.high = kind, n
		}
	case "done":
		switch value {
		case "yes", "no", "tried", "new":
			t.kind, t.text = kind, value
		}
	case "exam":
		if value != "" {
			t.kind, t.text = kind, value
		}
	}
}

// passes reports whether an entry is what the filter asks for.
func (f filter) passes(it *item, stars map[string]int) bool {
	for _, t := range f {
		if t.holds(it, stars) == t.not {
			return false
		}
	}
	return true
}

func (t term) holds(it *item, stars map[string]int) bool {
	switch t.kind {
	case "d":
		return t.low <= it.Difficulty && it.Difficulty <= t.high
	case "m":
		return it.Minutes <= t.high
	case "done":
		n, tried := stars[it.ID]
		switch t.text {
		case "yes":
			return n > 0
		case "tried":
			return tried && n == 0
		case "new":
			return !tried
		}
		return n == 0
	case "exam":
		for _, e := range it.Exams {
			if strings.Contains(strings.ToLower(e), t.text) {
				return true
			}
		}
		return false
	}
	return strings.Contains(it.text, t.text)
}
