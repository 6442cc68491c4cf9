package source

import (
	"strconv"
	"strings"
)

// Join is the path of a key in the table at path. The empty path is the whole
// file.
func Join(path, key string) string {
	if !bare(key) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// Under is the path of what sub leads to from the thing at path; sub may take
// several steps, and none if it is empty.
func Under(path, sub string) string {
	if sub == "" || sub[0] == '[' || path == "" {
		return path + sub
	}
	return path + "." + sub
}

// Item is the path of element i, counted from zero, of the array at path.
func Item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// parent is the path of what holds the thing at path; the parent of a top-level
// key is "". A quoted key may take several steps, none of which names a place.
func parent(path string) string {
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}

// bare tells whether TOML lets the key stand without quotes.
func bare(key string) bool {
	for i := 0; i < len(key); i++ {
		c := key[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return key != ""
}
