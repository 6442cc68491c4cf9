package parts

import (
	tea "charm.land/bubbletea/v2"

	"drydock/tui/theme"
)

// Popup is a box of text over a screen. It scrolls, and any other key closes it.
// The zero Popup is closed.
type Popup struct {
	Open   bool
	offset int
}

// PopupWidth is the width of the text in a popup on a screen of width cells.
func PopupWidth(width int) int { return max(10, min(width-4, 64)-4) }

// popupRows is how many lines are seen of a popup over rows of screen.
func popupRows(lines, rows int) int { return min(lines, max(1, rows-2)) }

// Key scrolls the popup, whose text has a number of lines, over rows of screen,
// or closes it.
func (p *Popup) Key(msg tea.KeyPressMsg, lines, rows int) {
	height := popupRows(lines, rows)
	switch msg.String() {
	case "j", "down":
		p.offset++
	case "k", "up":
		p.offset--
	case "pgdown", "ctrl+d":
		p.offset += height
	case "pgup", "ctrl+u":
		p.offset -= height
	default:
		*p = Popup{}
	}
	p.offset = max(0, min(p.offset, lines-height))
}

// Over draws the popup over the middle of base, whose lines are width cells
// wide; closed, it leaves base as it is.
func (p Popup) Over(th theme.Theme, base []string, width int, title string, lines []string) []string {
	if !p.Open {
		return base
	}
	height := popupRows(len(lines), len(base))
	shown, _ := Window(lines, p.offset, height)
	padded := make([]string, len(shown))
	for i, l := range shown {
		padded[i] = " " + l
	}
	return Centre(base, Box(th, PopupWidth(width)+4, Section{
		Title: title, Note: More(len(lines), p.offset, height), Lines: padded, Height: height, Focused: true,
	}), width)
}

// More says in which directions there are lines beyond the height rows seen from
// offset on; nothing when all are seen.
func More(lines, offset, height int) string {
	offset = max(0, min(offset, lines-height))
	up, down := offset > 0, offset+height < lines
	switch {
	case up && down:
		return "more ↑↓"
	case up:
		return "more ↑"
	case down:
		return "more ↓"
	}
	return ""
}
