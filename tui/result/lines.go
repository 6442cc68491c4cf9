package result

import (
	"fmt"
	"strings"

	"drydock/tui/parts"
	"drydock/tui/theme"
)

// lines are the report, before scrolling.
func (m Model) lines() []string {
	r, th, width := m.report, m.theme, m.textWidth()
	head, ink := "✗ NOT PASSED", th.Bad
	if r.Passed {
		head, ink = "✓ PASSED", th.Good
	}
	out := []string{""}
	if r.Watched != nil {
		out = append(out, m.watchedLines(width)...)
		out = append(out, ink.Paint(head), "", th.Strong.Paint("Goals"))
	} else {
		stars := strings.Repeat("★", r.Stars) + strings.Repeat("☆", max(0, 3-r.Stars))
		out = append(out, ink.Paint(head)+"   "+th.Cost.Paint(stars)+th.Faint.Paint(fmt.Sprintf(" %d of 3 stars", r.Stars)), "",
			th.Faint.Paint("score  ")+fmt.Sprintf("%d of %d", r.Score, r.Points),
			th.Faint.Paint("moves  ")+fmt.Sprintf("%d, par %d", r.Moves, r.Par),
			th.Faint.Paint("hints  ")+hintText(r))
		if r.Passed && r.Missing != "" {
			for i, l := range parts.Wrap(parts.Line(r.Missing), width-7, "") {
				lead := "       "
				if i == 0 {
					lead = th.Faint.Paint("stars  ")
				}
				out = append(out, lead+l)
			}
		}
		out = append(out, m.trialLines(width)...)
		out = append(out, "", th.Strong.Paint("Goals"))
	}
	for _, g := range r.Goals {
		out = append(out, goalLines(th, g, width)...)
	}
	if len(r.Hints) > 0 {
		out = append(out, "", th.Strong.Paint("Hints you had"))
		for _, h := range r.Hints {
			for i, l := range parts.Wrap(parts.Clean(h), width-2, "") {
				lead := "  "
				if i == 0 {
					lead = "• "
				}
				out = append(out, lead+l)
			}
		}
	}
	if r.Watched != nil {
		return out
	}
	return append(append(out, m.rightsLines(width)...), m.debriefLines()...)
}

// rightsLines are what roles may do beyond need.
func (m Model) rightsLines(width int) []string {
	if len(m.report.Rights) == 0 {
		return nil
	}
	th := m.theme
	out := []string{"", th.Strong.Paint("Permissions against need")}
	for _, r := range m.report.Rights {
		glyph, ink := "✓ ", th.Good
		if len(r.Beyond) > 0 {
			glyph, ink = "! ", th.Warn
		}
		out = append(out, parts.Split(ink.Paint(glyph)+parts.Line(r.Role), fmt.Sprintf("%d of %d actions needed", r.Used, r.Granted), width))
		for _, what := range r.Beyond {
			for _, l := range parts.Wrap(parts.Clean(what), width-4, "  ") {
				out = append(out, "  "+th.Faint.Paint(l))
			}
		}
	}
	return out
}

// debriefLines are the debrief: at once when the scenario is passed, and
// otherwise when it is asked for, since it gives the answer away.
func (m Model) debriefLines() []string {
	lines := m.debrief.Lines()
	if len(lines) == 0 || m.report.Debrief == "" {
		return nil
	}
	out := []string{"", m.theme.Strong.Paint("Debrief")}
	if !m.report.Passed && !m.reveal {
		return append(out, m.theme.Faint.Paint("It gives the answer away: r goes back to try again, d shows it now."))
	}
	return append(out, lines...)
}

func hintText(r Report) string {
	if len(r.Hints) == 0 {
		return "none"
	}
	return fmt.Sprintf("%d, %s spent", len(r.Hints), parts.Count(r.HintCost, "point"))
}

func goalLines(th theme.Theme, g Goal, width int) []string {
	glyph, word, ink, got := "✗ ", "unmet", th.Bad, 0
	if g.Met {
		glyph, word, ink, got = "✓ ", "met", th.Good, g.Points
	}
	right := fmt.Sprintf("%d/%d", got, g.Points)
	var out []string
	for i, l := range parts.Wrap(parts.Clean(g.Text), width-4-len(right), "") {
		if i == 0 {
			out = append(out, parts.Split(ink.Paint(glyph)+l, th.Cost.Paint(right), width))
		} else {
			out = append(out, "  "+l)
		}
	}
	tail := word
	if g.Bonus {
		tail += " · bonus"
	}
	said := []string{g.Value, g.Why}
	switch {
	case g.Met:
		said = said[:1]
	case strings.Contains(g.Why, g.Value), strings.HasPrefix(g.Why, "broken "):
		said = said[1:] // the reason says it already
	}
	for _, s := range said {
		if s != "" {
			tail += " · " + parts.Line(s)
		}
	}
	for _, l := range parts.Wrap(tail, width-2, "") {
		out = append(out, "  "+th.Faint.Paint(l))
	}
	return out
}
