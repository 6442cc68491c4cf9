package play

import (
	"fmt"
	"strings"

	"drydock/tui/parts"
	"drydock/tui/theme"
)

// goalLines are goals with their values, wrapped to width cells.
func goalLines(th theme.Theme, goals []Goal, width int) []string {
	var out []string
	for _, g := range goals {
		glyph, word, ink := "✗ ", "unmet", th.Bad
		if g.Met {
			glyph, word, ink = "✓ ", "met", th.Good
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
				l = ink.Paint(word) + th.Faint.Paint(strings.TrimPrefix(l, word))
			} else {
				l = th.Faint.Paint(l)
			}
			out = append(out, "   "+l)
		}
		value := parts.Wrap(parts.Line(standing(g)), width-4, "")
		if g.Met && len(value) > 1 {
			value = nil // a met goal does not take the room of the others
		}
		for _, l := range value {
			if l != "" {
				out = append(out, "   "+th.Faint.Paint(l))
			}
		}
	}
	return out
}

func goalNote(goals []Goal) string {
	met := 0
	for _, g := range goals {
		if g.Met {
			met++
		}
	}
	return fmt.Sprintf("%d of %d", met, len(goals))
}
