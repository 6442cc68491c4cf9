// Package parts holds the pieces that several screens draw with: text cut and
// wrapped to cells, panels with titles in their borders, gauges, scrolled
// lists, a line editor and rendered Markdown. Parts return strings and know
// nothing of clusters or scenarios.
package parts

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Clean removes control characters other than line feeds, and turns tabs into
// spaces: text from a scenario or a world is drawn only after this, so that it
// can neither move the cursor nor change colours. Unicode's direction marks go
// too.
func Clean(s string) string {
	sound := true
	for _, r := range s {
		if r != '\n' && bad(r) {
			sound = false
			break
		}
	}
	if sound {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case bad(r):
			return -1
		default:
			return r
		}
	}, s)
}

// Line is Clean for text that must stay on one line: line feeds become spaces.
func Line(s string) string { return strings.ReplaceAll(Clean(s), "\n", " ") }

func bad(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}

// Count says a number of things: "1 task", "-1 point", "4 tasks".
func Count(n int, thing string) string {
	if n != 1 && n != -1 {
		thing += "s"
	}
	return strconv.Itoa(n) + " " + thing
}

// Fit cuts or pads s, one line, to exactly width cells.
func Fit(s string, width int) string {
	if width <= 0 {
		return ""
	}
	w := ansi.StringWidth(s)
	if w > width {
		s = ansi.Truncate(s, width, "…")
		w = ansi.StringWidth(s)
	}
	return s + strings.Repeat(" ", width-w)
}

// Split puts left and right at the two ends of width cells; when both do not
// fit, left is cut.
func Split(left, right string, width int) string {
	rw := ansi.StringWidth(right)
	if rw >= width {
		return Fit(right, width)
	}
	return Fit(left, width-rw) + right
}

// Wrap breaks s, which must carry no escape sequences, into lines of at most
// width cells. It breaks at spaces only, so that ids and options stay whole,
// even where that costs some of an indent; a word that is longer than a line is
// cut. Later lines of a paragraph begin
// with indent.
func Wrap(s string, width int, indent string) []string {
	width = max(width, 1)
	if ansi.StringWidth(indent) >= width {
		indent = ""
	}
	var lines []string
	for para := range strings.SplitSeq(s, "\n") {
		if len(para) <= width || ansi.StringWidth(para) <= width {
			lines = append(lines, para)
			continue
		}
		lines = wrapParagraph(lines, para, width, indent)
	}
	return lines
}

func wrapParagraph(lines []string, para string, width int, indent string) []string {
	body := strings.TrimLeft(para, " ")
	line := para[:min(len(para)-len(body), width-1)] // the paragraph's own indent
	used, empty := ansi.StringWidth(line), true
	for word := range strings.SplitSeq(body, " ") {
		w := ansi.StringWidth(word)
		if !empty && used+1+w > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used, empty = indent, ansi.StringWidth(indent), true
			if word == "" {
				continue
			}
		}
		if !empty {
			line += " "
			used++
		}
		if empty && w <= width && used+w > width {
			// The word is whole on a line of its own, with less of an indent.
			line = line[:width-w]
			used = width - w
		}
		for used+w > width {
			head := nicely(ansi.Truncate(word, width-used, ""), word)
			if head == "" { // not even one wide rune fits behind the indent
				if used == 0 {
					break
				}
				line, used, indent = "", 0, ""
				continue
			}
			lines = append(lines, line+head)
			word = word[len(head):]
			w = ansi.StringWidth(word)
			line, used = indent, ansi.StringWidth(indent)
		}
		line += word
		used += w
		empty = false
	}
	return append(lines, strings.TrimRight(line, " "))
}

// nicely ends the head of a word that is too long for a line where its parts end,
// as in an ARN or the name of an action, if that leaves most of the head.
func nicely(head, word string) string {
	for at := len(head); at > len(head)/2 && at < len(word); at-- {
		before, after := word[at-1], word[at]
		lower := before >= 'a' && before <= 'z'
		if strings.IndexByte(":/,-", before) >= 0 || lower && after >= 'A' && after <= 'Z' {
			return word[:at]
		}
	}
	return head
}

// Window returns the lines from offset on that fit into height, and the offset
// made sound: never past the last page.
func Window(lines []string, offset, height int) ([]string, int) {
	height = max(height, 0)
	offset = max(0, min(offset, len(lines)-height))
	return lines[offset:min(len(lines), offset+height)], offset
}

// Follow returns the offset nearest to offset at which the rows from first to
// last can be seen in height rows.
func Follow(offset, first, last, height int) int {
	if last >= offset+height {
		offset = last - height + 1
	}
	return max(0, min(offset, first))
}
