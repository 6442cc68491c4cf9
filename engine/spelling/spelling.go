// Package spelling finds the word that somebody meant to write, for the messages
// about words that are not known.
package spelling

import "strings"

// Nearest returns the name of known that word was probably meant to be, or ""
// when none is close. Case and the choice between "-" and "_" do not count as
// differences; of two names equally close the first one wins.
func Nearest(word string, known []string) string {
	const longest = 64 // nobody misspells a longer name; bounds the work
	if word == "" || len(word) > longest {
		return ""
	}
	w := []rune(fold(word))
	best, bestDistance := "", max(1, len(w)/3)+1
	for _, k := range known {
		if len(k) > longest {
			continue
		}
		if d := distance(w, []rune(fold(k))); d < bestDistance && d < len(w) {
			best, bestDistance = k, d
		}
	}
	return best
}

func fold(s string) string { return strings.ReplaceAll(strings.ToLower(s), "-", "_") }

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
