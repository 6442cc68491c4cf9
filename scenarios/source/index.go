package source

import (
	"errors"
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// This file is the only one that knows go-toml's parser, whose Go API is not
// promised to be stable. The tree comes from another parser, so a fuzz test
// holds the two together.

// depthMax is how many tables and arrays may stand in one another. Files have
// five or six; the bound keeps paths short and recursion shallow whatever a
// stranger's file holds.
const depthMax = 64

// index knows where each key and value of a file stands, as byte offsets.
type index struct {
	src    []byte
	lines  []int // offset of the first byte of each line
	keys   map[string]int
	values map[string]int
	texts  map[string]span // strings with their quotes

	parser unstable.Parser
	tables map[string]int // how many elements an array of tables has so far
}

// span is a range of bytes of the file.
type span struct{ start, end int }

// indexError is a file that go-toml refuses, or one nested too deep.
type indexError struct {
	offset  int
	message string
	deep    bool
}

func (e *indexError) Error() string { return e.message }

// newIndex reads src, which must be without a byte order mark. It accepts every
// file that the TOML decoder accepts, unless it is nested deeper than depthMax.
func newIndex(src []byte) (*index, *indexError) {
	ix := &index{
		src: src, lines: []int{0},
		keys: map[string]int{}, values: map[string]int{}, texts: map[string]span{}, tables: map[string]int{},
	}
	for i, c := range src {
		if c == '\n' {
			ix.lines = append(ix.lines, i+1)
		}
	}
	ix.parser.Reset(src)
	table := ""
	for ix.parser.NextExpression() {
		var err *indexError
		switch e := ix.parser.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, err = ix.header(e)
		case unstable.KeyValue:
			_, err = ix.keyValue(table, e, 0)
		}
		if err != nil {
			return ix, err
		}
	}
	if err := ix.parser.Error(); err != nil {
		bad := &indexError{offset: len(src), message: err.Error()}
		var pe *unstable.ParserError
		if errors.As(err, &pe) {
			bad.offset = int(ix.parser.Range(pe.Highlight).Offset)
		}
		return ix, bad
	}
	return ix, nil
}

// header records `[a.b]` or `[[a.b]]` and returns the path of the table that the
// following keys belong to.
func (ix *index) header(e *unstable.Node) (string, *indexError) {
	path, depth := "", 0
	for it := e.Key(); it.Next(); depth++ {
		if depth == depthMax {
			return "", ix.tooDeep(it.Node())
		}
		at := int(it.Node().Raw.Offset)
		path = Join(path, string(it.Node().Data))
		first(ix.keys, path, at)
		first(ix.values, path, at)
		if it.IsLast() && e.Kind == unstable.ArrayTable {
			ix.tables[path]++
			path = Item(path, ix.tables[path]-1)
			ix.keys[path], ix.values[path] = at, at
		} else if n := ix.tables[path]; n > 0 {
			path = Item(path, n-1)
		}
		if it.IsLast() { // a table that was only implied so far
			ix.keys[path], ix.values[path] = at, at
		}
	}
	return path, nil
}

// keyValue records `a.b = value` in the table at path and returns the offset
// after it.
func (ix *index) keyValue(path string, n *unstable.Node, depth int) (int, *indexError) {
	end := 0
	for it := n.Key(); it.Next(); depth++ {
		if depth >= depthMax {
			return 0, ix.tooDeep(it.Node())
		}
		path = Join(path, string(it.Node().Data))
		first(ix.keys, path, int(it.Node().Raw.Offset))
		if !it.IsLast() {
			first(ix.values, path, int(it.Node().Raw.Offset))
		}
		end = int(it.Node().Raw.Offset + it.Node().Raw.Length)
	}
	return ix.value(path, n.Value(), ix.skip(end, " \t="), depth)
}

// value records the value that starts at an offset and returns the offset after
// it. Arrays carry no range of their own in go-toml, so the offset is carried
// along.
func (ix *index) value(path string, n *unstable.Node, at, depth int) (int, *indexError) {
	ix.values[path] = at
	if n.Kind != unstable.Array && n.Kind != unstable.InlineTable {
		end := int(n.Raw.Offset + n.Raw.Length)
		if n.Kind == unstable.String {
			ix.texts[path] = span{at, end}
		}
		return end, nil
	}
	if depth >= depthMax {
		return 0, &indexError{offset: at, message: deepMessage, deep: true}
	}
	const between = " \t\r\n,"
	i, cursor := 0, at+1
	for it := n.Children(); it.Next(); {
		child := it.Node()
		cursor = ix.skip(cursor, between)
		var err *indexError
		if n.Kind == unstable.Array {
			cursor, err = ix.value(Item(path, i), child, cursor, depth+1)
			i++
		} else {
			cursor, err = ix.keyValue(path, child, depth+1)
		}
		if err != nil {
			return 0, err
		}
	}
	return ix.skip(cursor, between) + 1, nil
}

// skip moves over the given bytes, and over comments where lines may break.
func (ix *index) skip(at int, set string) int {
	comments := false
	for i := 0; i < len(set); i++ {
		comments = comments || set[i] == '\n'
	}
	for at < len(ix.src) {
		c := ix.src[at]
		switch {
		case c == '#' && comments:
			for at < len(ix.src) && ix.src[at] != '\n' {
				at++
			}
		case contains(set, c):
			at++
		default:
			return at
		}
	}
	return at
}

func contains(set string, c byte) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}

func first(m map[string]int, path string, at int) {
	if _, known := m[path]; !known {
		m[path] = at
	}
}

var deepMessage = fmt.Sprintf("tables and arrays are nested more than %d deep", depthMax)

func (ix *index) tooDeep(n *unstable.Node) *indexError {
	return &indexError{offset: int(n.Raw.Offset), message: deepMessage, deep: true}
}

// pos turns an offset into a position.
func (ix *index) pos(offset int) Pos {
	offset = min(max(offset, 0), len(ix.src))
	line := sort.SearchInts(ix.lines, offset+1) // lines that start at or before offset
	return Pos{line, utf8.RuneCount(ix.src[ix.lines[line-1]:offset]) + 1}
}
