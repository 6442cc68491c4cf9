package source

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// SizeMax is the size in bytes of the largest file that Parse reads.
const SizeMax = 1 << 20

// File is a parsed TOML file: its tree, and the place of every key and value.
type File struct {
	// Name stands in front of every mistake that is found in the file.
	Name string
	// Tree holds map[string]any, []any (arrays of tables too), string, int64,
	// float64, bool and time.Time. Moments with an offset are in UTC; a date
	// and time without an offset, and a date alone, are read as UTC; a time of
	// day alone has the year zero.
	Tree map[string]any

	index *index
}

// Parse reads a file. A syntax error is returned alone, as exactly one
// diagnostic with its place, and the File is then nil. TOML is read in version
// 1.1; line ends of two characters count as one. A file larger than SizeMax, or
// nested deeper than 64 levels, is refused.
func Parse(name string, src []byte) (*File, Diagnostics) {
	refuse := func(pos Pos, what, expected string) (*File, Diagnostics) {
		return nil, Diagnostics{{File: name, Pos: pos, What: what, Expected: expected}}
	}
	if len(src) > SizeMax {
		return refuse(Pos{1, 1}, fmt.Sprintf("the file has %d bytes", len(src)), fmt.Sprintf("at most %d", SizeMax))
	}
	if bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
		return refuse(Pos{1, 1}, "the file is in UTF-16", "UTF-8")
	}
	src = plain(src)
	ix, bad := newIndex(src)
	if bad != nil && (bad.deep || crowded(src)) {
		return refuse(ix.pos(bad.offset), bad.message, "")
	}
	tree, err := decodeTOML(src)
	var pe toml.ParseError
	switch {
	case errors.As(err, &pe):
		return refuse(syntaxPos(ix, bad, pe), strings.TrimSuffix(pe.Message, "."), "")
	case err != nil:
		return refuse(Pos{1, 1}, err.Error(), "")
	case bad != nil:
		return refuse(ix.pos(bad.offset), bad.message, "")
	}
	return &File{Name: name, Tree: tree, index: ix}, nil
}

// plain takes off the byte order mark and makes every line end one character.
func plain(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	return bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
}

// crowded tells whether a file that cannot be indexed has so many brackets and
// dots that the decoder, which bounds neither, might not survive them: it
// recurses by bracket and takes time by the square of the parts of a key.
func crowded(src []byte) bool {
	const enough = 20_000
	n := 0
	for _, c := range src {
		if c == '[' || c == '{' || c == '.' {
			n++
		}
	}
	return n > enough
}

// decodeTOML returns the tree of a file. A failed assertion inside the decoder is
// an error too, so that no file can end the program.
func decodeTOML(src []byte) (tree map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			tree, err = nil, errors.New("the file cannot be read as TOML")
		}
	}()
	if _, err := toml.Decode(string(src), &tree); err != nil {
		return nil, err
	}
	tree, _ = normal(tree).(map[string]any)
	return tree, nil
}

// syntaxPos is where a syntax error stands. The decoder names the line but only
// the beginning of the word or text in which it stopped; the index, when it
// stopped on the same line, stopped at the very character.
func syntaxPos(ix *index, bad *indexError, pe toml.ParseError) Pos {
	if bad != nil {
		if pos := ix.pos(bad.offset); pos.Line == pe.Position.Line {
			return pos
		}
	}
	return ix.pos(pe.Position.Start)
}

// normal gives a decoded value the few types that File.Tree promises.
func normal(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, item := range v {
			v[k] = normal(item)
		}
	case []map[string]any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = normal(item)
		}
		return items
	case []any:
		for i, item := range v {
			v[i] = normal(item)
		}
	case time.Time:
		// The decoder gives the machine's own offset to times that have none.
		switch v.Location().String() {
		case "datetime-local", "date-local", "time-local":
			return time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), v.Second(), v.Nanosecond(), time.UTC)
		}
		return v.UTC()
	}
	return v
}

// Value is the place of the value at path. A table that is written as a header
// stands at its header. A path that the file does not have stands at the nearest
// table around it, and at the file's beginning if there is none: so a missing
// key is reported at its table.
func (f *File) Value(path string) Pos { return f.find(path, f.index.values) }

// Key is the place of the key at path; a path without a key of its own (an
// element of an array) stands where its value does.
func (f *File) Key(path string) Pos {
	if at, ok := f.index.keys[path]; ok {
		return f.index.pos(at)
	}
	return f.Value(path)
}

func (f *File) find(path string, places map[string]int) Pos {
	for path != "" {
		if at, ok := places[path]; ok {
			return f.index.pos(at)
		}
		path = parent(path)
	}
	return Pos{1, 1}
}
