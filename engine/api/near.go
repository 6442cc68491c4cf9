package api

import (
	"cmp"
	"slices"
)

// nearest are the words of known that resemble word most, best first, at most n
// of them. It is Python's difflib.get_close_matches with the cutoff 0.8, as the
// AWS CLI uses it, in whole numbers.
func nearest(word string, known []string, n int) []string {
	type scored struct {
		text        string
		same, total int // the score is same/total
	}
	found := []scored{}
	for _, k := range known {
		s := scored{k, 2 * alike(word, k), len(word) + len(k)}
		if s.total > 0 && s.same*10 >= s.total*8 {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.same*a.total, a.same*b.total) })
	out := []string{}
	for _, s := range found[:min(n, len(found))] {
		out = append(out, s.text)
	}
	return out
}

// alike counts the bytes in the blocks that a and b have in common, the longest
// block first, then those before it and after it.
func alike(a, b string) int {
	bestA, bestB, length := 0, 0, 0
	for i := range len(a) {
		for j := range len(b) {
			k := 0
			for i+k < len(a) && j+k < len(b) && a[i+k] == b[j+k] {
				k++
			}
			if k > length {
				bestA, bestB, length = i, j, k
			}
		}
	}
	if length == 0 {
		return 0
	}
	return length + alike(a[:bestA], b[:bestB]) + alike(a[bestA+length:], b[bestB+length:])
}
