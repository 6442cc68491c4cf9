package quiz

import (
	"fmt"
	"slices"

	"drydock/tui/parts"
)

// tally counts the answers of one objective.
type tally struct {
	objective string
	right, of int
}

// tallies are the answers by objective, in the order in which they were asked. A
// question of several objectives counts for each.
func (m Model) tallies() []tally {
	var out []tally
	for i, r := range m.results {
		if !r.answered {
			continue
		}
		for _, o := range m.cfg.Items[i].Question.Objectives {
			at := slices.IndexFunc(out, func(t tally) bool { return t.objective == o })
			if at < 0 {
				out = append(out, tally{objective: o})
				at = len(out) - 1
			}
			out[at].of++
			if r.right {
				out[at].right++
			}
		}
	}
	return out
}

// summaryLines say what came of the quiz: how many were right, by objective, and
// where the learner was sure and wrong.
func (m Model) summaryLines() []string {
	th, width := m.theme, m.textWidth()
	right, answered := 0, 0
	var sureAndWrong []string
	for i, r := range m.results {
		if !r.answered {
			continue
		}
		answered++
		switch {
		case r.right:
			right++
		case r.confidence == 3:
			sureAndWrong = append(sureAndWrong, m.cfg.Items[i].Question.ID)
		}
	}
	if answered == 0 {
		return []string{"", "No question was answered."}
	}
	out := []string{"", th.Strong.Paint(fmt.Sprintf("%d of %s right", right, parts.Count(answered, "question"))), "", th.Strong.Paint("By objective")}
	for _, t := range m.tallies() {
		name := parts.Line(t.objective)
		score := fmt.Sprintf("%d of %d", t.right, t.of)
		bar := ""
		if width >= 60 {
			bar = parts.Bar(th, int64(t.right), int64(t.of), 20) + "  "
		}
		out = append(out, parts.Split(name, bar+score, width))
	}
	if len(sureAndWrong) > 0 {
		out = append(out, "", th.Strong.Paint("Sure, and wrong"))
		for _, id := range sureAndWrong {
			out = append(out, hanging("• ", id, width)...)
		}
		for _, l := range parts.Wrap("What you were sure of is worth a second look: these corrections stay best.", width, "") {
			out = append(out, th.Faint.Paint(l))
		}
	}
	return out
}
