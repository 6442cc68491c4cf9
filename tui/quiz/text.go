package quiz

import (
	"fmt"
	"slices"
	"strings"

	"drydock/quizzes"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// span is the lines of an option.
type span struct{ first, last int }

// stemRows is how many lines the question takes, with the empty one below it.
func (m Model) stemRows() int { return len(m.stem.Lines()) + 1 }

// askingLines are the question and its options, and where each option stands.
func (m Model) askingLines() (lines []string, options []span) {
	lines = append(slices.Clone(m.stem.Lines()), "")
	for i, o := range m.item().Options {
		first := len(lines)
		on := slices.Contains(m.chosen, i)
		ink := theme.Ink{}
		if on {
			ink = m.theme.Strong
		}
		lines = append(lines, hanging(m.mark(on)+" "+quizzes.Letter(i)+"  ", o.Text, m.textWidth())...)
		m.code(lines[first:], ink)
		options = append(options, span{first, len(lines) - 1})
	}
	return lines, options
}

// mark is a round box where one option is right, and a square one where several
// are.
func (m Model) mark(on bool) string {
	switch single := m.item().Question.Kind == quizzes.Single; {
	case single && on:
		return "(•)"
	case single:
		return "( )"
	case on:
		return "[x]"
	}
	return "[ ]"
}

// hanging wraps a text behind a lead; later lines stand below its first word.
func hanging(lead, text string, width int) []string {
	indent := strings.Repeat(" ", len([]rune(lead)))
	held := strings.ReplaceAll(lead, " ", "\u00a0") // the lead does not break
	lines := parts.Wrap(held+parts.Line(text), width, indent)
	for i, l := range lines {
		lines[i] = strings.ReplaceAll(l, "\u00a0", " ")
	}
	return lines
}

// explainedLines are the question, then every option with its why.
func (m Model) explainedLines() []string {
	lines := append(slices.Clone(m.stem.Lines()), "")
	if m.notKept != "" {
		for _, l := range parts.Wrap("This answer cannot be kept: "+parts.Line(m.notKept), m.textWidth(), "") {
			lines = append(lines, m.theme.Warn.Paint(l))
		}
		lines = append(lines, "")
	}
	if m.numeric() {
		lines = append(lines, m.numberLines()...)
	}
	for i, o := range m.item().Options {
		lines = append(lines, m.reason(o.Right, quizzes.Letter(i)+"  "+o.Text, o.Why, slices.Contains(m.answer.Options, i))...)
	}
	return append(lines, m.sourceLines()...)
}

// reason is one answer with whether it is right, in glyph and word, and why.
func (m Model) reason(right bool, text, why string, yours bool) []string {
	glyph, word, ink := "✗ ", "wrong", m.theme.Bad
	if right {
		glyph, word, ink = "✓ ", "right", m.theme.Good
	}
	if yours {
		word += " · your answer"
	}
	out := hanging(glyph, text, m.textWidth())
	m.code(out, ink)
	out = append(out, "  "+m.theme.Faint.Paint(word))
	first := len(out)
	for _, l := range parts.Wrap(parts.Line(why), m.textWidth()-2, "") {
		out = append(out, "  "+l)
	}
	m.code(out[first:], theme.Ink{})
	return append(out, "")
}

// code paints what stands in backticks, also where it goes on in the next line, in
// place of the backticks, and everything else in an ink. Without colour the
// backticks stay.
func (m Model) code(lines []string, ink theme.Ink) {
	inside := false
	for i, l := range lines {
		if m.theme.Name == theme.Plain().Name {
			lines[i] = ink.Paint(l)
			continue
		}
		var out strings.Builder
		for n, piece := range strings.Split(l, "`") {
			if n > 0 {
				inside = !inside
			}
			if inside {
				out.WriteString(m.theme.Accent.Paint(piece))
			} else {
				out.WriteString(ink.Paint(piece))
			}
		}
		lines[i] = out.String()
	}
}

// numberLines are the answer to a question for a number, and the wrong ones that
// people give.
func (m Model) numberLines() []string {
	n := m.item().Number
	say := func(number int64) string { return strings.TrimSpace(fmt.Sprintf("%d %s", number, parts.Line(n.Unit))) }
	given := m.answer.Number
	out := m.reason(true, say(n.Answer), n.Why, m.grade.Right)
	known := m.grade.Right
	for _, mistake := range n.Mistakes {
		known = known || mistake.Answer == given
		out = append(out, m.reason(false, say(mistake.Answer), mistake.Why, !m.grade.Right && mistake.Answer == given)...)
	}
	if !known {
		out = append(out, m.reason(false, say(given), "Compare it with how the number above is made.", true)...)
	}
	return out
}

// sourceLines name the page that the question rests on, and its objectives.
func (m Model) sourceLines() []string {
	q := m.item().Question
	text := "source: " + parts.Line(q.Source) + ", read on " + q.Checked.Format("2 January 2006") + "; objectives: " + strings.Join(q.Objectives, ", ")
	var out []string
	for _, l := range parts.Wrap(text, m.textWidth(), "") {
		out = append(out, m.theme.Faint.Paint(l))
	}
	if q.Bound() {
		out = append(out, m.theme.Faint.Paint("The engine decides this one: w plays an option."))
	}
	return out
}
