package output

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"drydock/engine/api"

	"golang.org/x/text/width"
)

// terminal is the width that tables should keep to, in columns.
const terminal = 80

// padding is what a column is wider than its longest text.
const padding = 4

// section is a part of a table with a title of its own.
type section struct {
	title   string
	headers []string
	rows    [][]string
	indent  int
	columns int   // of the rows; -1 before the first
	widest  []int // text of each column
}

// head gives the section its header; the CLI fails when rows stand there already
// and are shorter.
func (s *section) head(names []string) error {
	if len(s.widest) > 0 && len(names) > len(s.widest) {
		return errors.New("list index out of range")
	}
	s.measure(names)
	if s.columns < 0 {
		s.columns = len(names)
	}
	s.headers = names
	return nil
}

// add adds a row; all rows of a section are of one length.
func (s *section) add(cells []any) error {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = api.PythonText(c)
	}
	if s.columns < 0 {
		s.columns = len(row)
	}
	if len(row) != s.columns {
		return errors.New("Row should have " + strconv.Itoa(s.columns) + " elements, instead it has " + strconv.Itoa(len(row)))
	}
	s.rows = append(s.rows, row)
	s.measure(row)
	return nil
}

func (s *section) measure(row []string) {
	for i, text := range row {
		if i == len(s.widest) {
			s.widest = append(s.widest, 0)
		}
		s.widest[i] = max(s.widest[i], columns(text))
	}
}

// upright turns a section with one row on its side: a line for each column.
func (s *section) upright() *section {
	if len(s.rows) != 1 || len(s.headers) == 0 {
		return s
	}
	out := &section{title: s.title, indent: s.indent, columns: 2}
	for i, name := range s.headers {
		out.rows = append(out.rows, []string{name, s.rows[0][i]})
		out.measure(out.rows[i])
	}
	return out
}

// width is what the section needs with its border and indent.
func (s *section) width() int {
	total := 2 + 2*s.indent
	for _, w := range s.widest {
		total += w + padding
	}
	return max(total, columns(s.title)+2+2*s.indent)
}

// widths shares a width out among the columns.
func (s *section) widths(whole int) []int {
	sum := 0
	for _, w := range s.widest {
		sum += w + padding
	}
	if sum == 0 {
		return nil
	}
	scale := float64(whole) / float64(sum)
	out := make([]int, len(s.widest))
	over := -whole
	for i, w := range s.widest {
		out[i] = int(math.RoundToEven(scale * float64(w+padding)))
		over += out[i]
	}
	for over != 0 {
		for i := range out {
			switch {
			case over > 0:
				out[i]--
				over--
			case over < 0:
				out[len(out)-1-i]++
				over++
			}
		}
	}
	return out
}

// render prints all sections at one width.
func render(sections []*section) string {
	whole := widest(sections)
	if whole > terminal {
		for i, s := range sections {
			sections[i] = s.upright()
		}
		whole = widest(sections)
	}
	var b strings.Builder
	b.WriteString(strings.Repeat("-", whole))
	for _, s := range sections {
		edge := strings.Repeat("|", s.indent)
		for _, line := range s.lines(whole - 2*s.indent) {
			b.WriteString("\n" + edge + line + edge)
		}
	}
	return b.String()
}

func widest(sections []*section) int {
	out := 0
	for _, s := range sections {
		out = max(out, s.width())
	}
	return out
}

func (s *section) lines(whole int) []string {
	out := []string{}
	if s.title != "" {
		out = append(out, centred(s.title, whole, "|"))
		if len(s.headers) == 0 && len(s.rows) == 0 {
			out = append(out, "+"+strings.Repeat("-", whole-2)+"+")
		}
	}
	widths := s.widths(whole)
	if len(s.headers) > 0 {
		out = append(out, rule(widths), cellsOf(s.headers, widths, centred))
	}
	if len(s.rows) > 0 && len(widths) > 0 {
		out = append(out, rule(widths))
		for _, row := range s.rows {
			out = append(out, cellsOf(row, widths, aligned))
		}
		out = append(out, rule(widths))
	}
	return out
}

// cellsOf lays cells side by side; only the first has an edge at its left.
func cellsOf(texts []string, widths []int, lay func(text string, whole int, edge string) string) string {
	var b strings.Builder
	for i, w := range widths[:min(len(texts), len(widths))] {
		edge := ""
		if i == 0 {
			edge = "|"
		}
		b.WriteString(lay(texts[i], w, edge))
	}
	return b.String()
}

func rule(widths []int) string {
	var b strings.Builder
	for i, w := range widths {
		if i == 0 {
			b.WriteString("+")
			w--
		}
		b.WriteString(strings.Repeat("-", max(0, w-1)) + "+")
	}
	return b.String()
}

// centred is a text between edges; at the right there is always one.
func centred(text string, whole int, edge string) string {
	before := blanks(whole/2 - columns(text)/2 - 1)
	after := blanks(whole - 1 - len(edge) - len(before) - columns(text))
	return edge + before + text + after + "|"
}

// aligned is a text at the left, two blanks from the edge when there is room.
func aligned(text string, whole int, edge string) string {
	before := 2
	if columns(text)+before+len(edge)+1 > whole {
		before = 0
	}
	return edge + blanks(before) + text + blanks(whole-len(edge)-before-columns(text)-1) + "|"
}

func blanks(n int) string { return strings.Repeat(" ", max(0, n)) }

// columns is how wide a text is on the screen; what may be wide or narrow counts
// as wide.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
			n++
		}
		n++
	}
	return n
}
