package parts

import (
	"slices"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// Input is a line editor. It draws no cursor of its own: the terminal's cursor
// is put where Cursor says, which costs no wake-ups to blink.
type Input struct {
	text []rune
	pos  int // 0 to len(text)
}

// maxInput bounds a line, so that a pasted file cannot stall the screen.
const maxInput = 16384

// Value is the line.
func (in Input) Value() string { return string(in.text) }

// Position is the cursor's place, in runes from the start of the line.
func (in Input) Position() int { return in.pos }

// Set replaces the line and puts the cursor at its end.
func (in *Input) Set(s string) {
	in.text = []rune(Line(s))
	in.pos = len(in.text)
}

// Replace puts s in place of the runes from start to end, and the cursor behind
// it. Positions outside the line are moved to its ends.
func (in *Input) Replace(start, end int, s string) {
	start = max(0, min(start, len(in.text)))
	end = max(start, min(end, len(in.text)))
	add := []rune(Line(s))
	if len(in.text)-(end-start)+len(add) > maxInput {
		return
	}
	in.text = slices.Concat(in.text[:start], add, in.text[end:])
	in.pos = start + len(add)
}

// Insert puts s at the cursor.
func (in *Input) Insert(s string) { in.Replace(in.pos, in.pos, s) }

// Key acts on a key that edits the line, and reports whether it did.
func (in *Input) Key(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "left", "ctrl+b":
		in.pos = max(0, in.pos-1)
	case "right", "ctrl+f":
		in.pos = min(len(in.text), in.pos+1)
	case "home", "ctrl+a":
		in.pos = 0
	case "end", "ctrl+e":
		in.pos = len(in.text)
	case "alt+b", "alt+left", "ctrl+left":
		in.pos = in.wordLeft()
	case "alt+f", "alt+right", "ctrl+right":
		in.pos = in.wordRight()
	case "backspace", "ctrl+h":
		in.Replace(in.pos-1, in.pos, "")
	case "delete", "ctrl+d":
		at := in.pos
		in.Replace(at, at+1, "")
		in.pos = at
	case "ctrl+u":
		in.Replace(0, in.pos, "")
	case "ctrl+k":
		in.text = in.text[:in.pos]
	case "ctrl+w", "alt+backspace":
		in.Replace(in.wordLeft(), in.pos, "")
	default:
		if msg.Text == "" {
			return false
		}
		in.Insert(msg.Text)
	}
	return true
}

func (in Input) wordLeft() int {
	i := in.pos
	for i > 0 && unicode.IsSpace(in.text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(in.text[i-1]) {
		i--
	}
	return i
}

func (in Input) wordRight() int {
	i := in.pos
	for i < len(in.text) && unicode.IsSpace(in.text[i]) {
		i++
	}
	for i < len(in.text) && !unicode.IsSpace(in.text[i]) {
		i++
	}
	return i
}

// View draws the part of the line around the cursor that fits into width cells,
// and says in which of them the cursor stands.
func (in Input) View(width int) (line string, cursor int) {
	width = max(1, width)
	start := in.pos
	used := 0
	for start > 0 {
		w := ansi.StringWidth(string(in.text[start-1]))
		if used+w > width-1 {
			break
		}
		used += w
		start--
	}
	return ansi.Truncate(string(in.text[start:]), width, ""), used
}
