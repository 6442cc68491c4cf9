package play

import (
	"fmt"
	"slices"
	"strings"

	"drydock/tui/keys"
	"drydock/tui/parts"
)

// Boxes leave a margin around them, and are never wider than is good to read.
const (
	ticketWide = 78
	helpWide   = 100
)

func (m Model) ticketWidth() int { return max(10, min(m.width-4, ticketWide)-4) }

// overlayHeight is the number of lines that a scrolled box may show.
func (m Model) overlayHeight() int { return max(1, m.height-6) }

func (m Model) overlayLines() (title string, lines []string, width int) {
	switch m.overlay {
	case ticketOverlay:
		level := int(max(0, min(m.info.Difficulty, 5)))
		head := m.theme.Cost.Paint(strings.Repeat("●", level)+strings.Repeat("○", 5-level)) +
			m.theme.Faint.Paint(fmt.Sprintf(" difficulty %d of 5 · about %s · par %s", m.info.Difficulty, parts.Count(int(m.info.Minutes), "minute"), parts.Count(m.now.par, "move")))
		lines = append([]string{head, ""}, m.ticket.Lines()...)
		return "ticket: " + m.Title(), lines, m.ticketWidth() + 4
	case helpOverlay:
		width = min(m.width-4, helpWide)
		lines = keys.Help(m.theme, width-4, m.keys.Groups())
		lines = append(lines, m.theme.Strong.Paint("Marks"))
		for _, l := range legend {
			for _, l := range parts.Wrap(l, width-6, "    ") {
				lines = append(lines, "  "+l)
			}
		}
		return "help: play", lines, width
	case choicesOverlay:
		width = min(m.width-4, ticketWide)
		return "which one?", m.choiceLines(width - 4), width
	case placesOverlay:
		width = min(m.width-4, 40)
		return "path to …", m.placeLines(), width
	case portOverlay:
		width = min(m.width-4, 60)
		return "path", m.portLines(width - 4), width
	case inspectOverlay:
		width = min(m.width-4, inspectWide)
		return "inspect: " + parts.Line(m.inspectedName), m.inspectLines(width - 4), width
	case submitOverlay:
		width = min(m.width-4, 60)
		lines = parts.Wrap("Submit the world as it is now? It plays on to the scenario's horizon and is judged there. You can come back and try again; stars are for the first submission.", width-4, "")
		return "submit", append(lines, "", m.yesNo()), width
	case hintOverlay:
		width = min(m.width-4, 60)
		cost, _ := m.attempt.NextHint()
		lines = parts.Wrap(fmt.Sprintf("The next hint costs %s. Show it?", parts.Count(cost, "point")), width-4, "")
		return "hint", append(lines, "", m.yesNo()), width
	case dropOverlay:
		width = min(m.width-4, 60)
		o := m.now.other
		lines = parts.Wrap(fmt.Sprintf("Give the other timeline up? It has %s, and its goals stand at %s.", parts.Count(o.moves, "move"), goalNote(o.goals)), width-4, "")
		return "give it up", append(lines, "", m.yesNo()), width
	case leaveOverlay:
		width = min(m.width-4, 60)
		lines = parts.Wrap("Leave this puzzle? What you did in it is kept: home offers to go on.", width-4, "")
		return "leave", append(lines, "", m.yesNo()), width
	}
	return "", nil, 0
}

// helpStart is the line of the help where the section of the focused panel
// begins. For the cluster all of it counts.
func (m Model) helpStart() int {
	section := ""
	switch m.focus {
	case panelEvents:
		section = eventKeys
	case panelGoals, panelDetail:
		section = scrollKeys
	default:
		return 0
	}
	_, lines, _ := m.overlayLines()
	at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, section) })
	return bounded(at, len(lines), min(len(lines), m.overlayHeight()))
}

func (m Model) yesNo() string {
	return m.theme.Accent.Paint("y") + " yes    " + m.theme.Accent.Paint("n") + " no"
}

// overlayBox draws the box over the screen, or nil.
func (m Model) overlayBox() []string {
	title, lines, width := m.overlayLines()
	if width == 0 {
		return nil
	}
	height := min(len(lines), m.overlayHeight())
	shown, _ := parts.Window(lines, m.scroll, height)
	padded := make([]string, len(shown))
	for i, l := range shown {
		padded[i] = " " + l
	}
	return parts.Box(m.theme, width, parts.Section{
		Title: title, Note: parts.More(len(lines), m.scroll, height), Lines: padded, Height: height, Focused: true,
	})
}

// overlayLine is the line of the box's text at a cell of the screen, and whether one
// is there.
func (m Model) overlayLine(x, y int) (int, bool) {
	_, lines, width := m.overlayLines()
	height := min(len(lines), m.overlayHeight())
	left, top := max(0, (m.width-width)/2)+1, 2+max(0, (m.height-2-height-2)/2)
	at := y - top + m.scroll
	return at, x >= left && x < left+width-2 && y >= top && y < top+height && at < len(lines)
}

func (m *Model) clampScroll() {
	_, lines, _ := m.overlayLines()
	m.scroll = bounded(m.scroll, len(lines), min(len(lines), m.overlayHeight()))
}
