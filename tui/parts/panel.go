package parts

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drydock/tui/theme"
)

// Section is one part of a column: a title in the border above it, and lines.
type Section struct {
	Title string
	// Note stands at the right end of the border: a count, a position.
	Note  string
	Lines []string
	// Height is the number of rows for Lines; longer content is cut, shorter
	// padded.
	Height int
	// Focused sections have a heavier title.
	Focused bool
}

// Column draws sections below each other in one frame of exactly width cells.
// Its height is the sum of the sections' heights, one border row for each, and
// one below.
func Column(th theme.Theme, width int, sections ...Section) []string {
	inner := max(0, width-2)
	side := th.Border.Paint("│")
	var out []string
	for i, s := range sections {
		left, right := "├", "┤"
		if i == 0 {
			left, right = "┌", "┐"
		}
		out = append(out, rule(th, width, left, right, s))
		for y := range s.Height {
			line := ""
			if y < len(s.Lines) {
				line = s.Lines[y]
			}
			out = append(out, side+Fit(line, inner)+side)
		}
	}
	return append(out, th.Border.Paint("└"+strings.Repeat("─", inner)+"┘"))
}

// Box is a Column with one section.
func Box(th theme.Theme, width int, s Section) []string { return Column(th, width, s) }

// leastTitle is how many cells of a title a note must leave; otherwise the note
// is left out.
const leastTitle = 8

func rule(th theme.Theme, width int, left, right string, s Section) string {
	inner := max(0, width-2)
	title, note := "", ""
	if s.Title != "" {
		title = " " + s.Title + " "
		if s.Focused {
			title = "▸" + s.Title + " "
		}
	}
	if s.Note != "" {
		note = " " + s.Note + " "
	}
	// The note says what cannot be seen otherwise, so the title is cut first.
	room := inner - ansi.StringWidth(note)
	if room < min(leastTitle, ansi.StringWidth(title)) {
		note, room = "", inner
	}
	title = ansi.Truncate(title, room, "… ")
	gap := inner - ansi.StringWidth(title) - ansi.StringWidth(note)
	ink, edge := th.Strong, th.Border
	if s.Focused {
		ink = th.Focus
	}
	tail := right
	if note != "" && gap > 0 {
		gap--
		tail = "─" + right
	}
	return edge.Paint(left) + ink.Paint(title) + edge.Paint(strings.Repeat("─", gap)) + th.Faint.Paint(note) + edge.Paint(tail)
}

// Beside joins two blocks of equal height line by line.
func Beside(a, b []string) []string {
	out := make([]string, max(len(a), len(b)))
	for i := range out {
		if i < len(a) {
			out[i] = a[i]
		}
		if i < len(b) {
			out[i] += b[i]
		}
	}
	return out
}

// Overlay lays box over base with its upper left corner at (x, y). What would
// stand outside base is cut.
func Overlay(base, box []string, x, y int) []string {
	out := append([]string(nil), base...)
	for i, line := range box {
		row := y + i
		if row < 0 || row >= len(out) {
			continue
		}
		w, bw := ansi.StringWidth(out[row]), ansi.StringWidth(line)
		left := Fit(ansi.Truncate(out[row], x, ""), x)
		right := ""
		if x+bw < w {
			right = ansi.Cut(out[row], x+bw, w)
			if ansi.StringWidth(right) > w-x-bw { // half of a wide rune is covered
				right = " " + ansi.Cut(out[row], x+bw+1, w)
			}
		}
		out[row] = left + line + right
	}
	return out
}

// Centre lays box over the middle of base, whose lines are width cells wide.
func Centre(base, box []string, width int) []string {
	bw := 0
	if len(box) > 0 {
		bw = ansi.StringWidth(box[0])
	}
	return Overlay(base, box, max(0, (width-bw)/2), max(0, (len(base)-len(box))/2))
}
