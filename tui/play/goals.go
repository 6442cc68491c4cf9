package play

import (
	"cmp"
	"fmt"
	"strings"

	"drydock/tui/parts"
)

// goalLines are the goals with their values now, wrapped to width cells.
func (m Model) goalLines(width int) []string {
	var out []string
	for _, g := range m.now.goals {
		glyph, word, ink := "✗ ", "unmet", m.theme.Bad
		if g.Met {
			glyph, word, ink = "✓ ", "met", m.theme.Good
		}
		for i, l := range parts.Wrap(parts.Clean(g.Text), width-4, "") {
			lead := "   "
			if i == 0 {
				lead = " " + ink.Paint(glyph)
			}
			out = append(out, lead+l)
		}
		tail := word + " · " + parts.Count(g.Points, "point")
		if g.Bonus {
			tail += " · bonus"
		}
		if g.When != "" && g.When != "end" {
			tail += " · " + parts.Line(g.When)
		}
		for i, l := range parts.Wrap(tail, width-4, "") {
			if i == 0 {
				l = ink.Paint(word) + m.theme.Faint.Paint(strings.TrimPrefix(l, word))
			} else {
				l = m.theme.Faint.Paint(l)
			}
			out = append(out, "   "+l)
		}
		value := parts.Wrap(parts.Line(cmp.Or(g.Short, g.Value)), width-4, "")
		if g.Met && len(value) > 1 {
			value = nil // a met goal does not take the room of the others
		}
		for _, l := range value {
			if l != "" {
				out = append(out, "   "+m.theme.Faint.Paint(l))
			}
		}
	}
	return out
}

func (m Model) goalNote() string {
	met := 0
	for _, g := range m.now.goals {
		if g.Met {
			met++
		}
	}
	return fmt.Sprintf("%d of %d", met, len(m.now.goals))
}
