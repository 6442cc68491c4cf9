package api

import "strings"

// word is one word of a line, as a shell would pass it on.
type word struct {
	text       string
	start, end int  // runes of the line that it was written in
	open       rune // the quote that is not closed; 0 when all are
}

// splitWords splits a line into words as a POSIX shell does: blanks and newlines
// part words; '…' is taken as it is; in "…" a backslash escapes ", \, $, ` and
// a newline; elsewhere it escapes anything; a backslash at the end of a line
// continues it. Nothing is expanded. stray is the first character that would
// have a shell do more than run one command, 0 when there is none.
func splitWords(line string) (words []word, stray rune) {
	runes := []rune(line)
	var text strings.Builder
	start := -1
	begin := func(i int) {
		if start < 0 {
			start = i
		}
	}
	finish := func(i int, open rune) {
		if start >= 0 {
			words = append(words, word{text.String(), start, i, open})
			text.Reset()
			start = -1
		}
	}
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; r {
		case ' ', '\t', '\n', '\r':
			finish(i, 0)
		case '\\':
			switch {
			case i+1 == len(runes): // a lone backslash at the end continues a line that does not come
			case runes[i+1] == '\n':
				i++
			case runes[i+1] == '\r' && i+2 < len(runes) && runes[i+2] == '\n':
				i += 2
			default:
				begin(i)
				i++
				text.WriteRune(runes[i])
			}
		case '\'', '"':
			begin(i)
			end := quoted(runes, i, &text)
			if end == len(runes) {
				finish(end, r)
				return words, stray
			}
			i = end
		default:
			if stray == 0 && strings.ContainsRune("|;&<>`$", r) {
				stray = r
			}
			begin(i)
			text.WriteRune(r)
		}
	}
	finish(len(runes), 0)
	return words, stray
}

// quoted writes what stands between the quote at i and the next, and gives the
// place of that one; len(runes) when there is none.
func quoted(runes []rune, i int, text *strings.Builder) int {
	quote := runes[i]
	for i++; i < len(runes) && runes[i] != quote; i++ {
		if quote == '"' && runes[i] == '\\' && i+1 < len(runes) && strings.ContainsRune("\"\\$`\n", runes[i+1]) {
			i++
			if runes[i] == '\n' {
				continue
			}
		}
		text.WriteRune(runes[i])
	}
	return min(i, len(runes))
}

// Quote writes a word so that a shell, and splitWords, read it back.
func Quote(s string) string {
	plain := s != ""
	for _, r := range s {
		plain = plain && (r < 128 && (isLower(byte(r)) || isUpper(byte(r)) || isDigit(byte(r))) || strings.ContainsRune("-_./:=,@%+", r))
	}
	if plain {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
