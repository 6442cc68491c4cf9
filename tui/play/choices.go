package play

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/scenarios"
	"drydock/tui/parts"
)

// choiceLetter is the key of a choice by its place.
func choiceLetter(i int) string { return string(rune('a' + i)) }

// openChoices shows the answers of a puzzle of choice.
func (m *Model) openChoices() {
	if len(m.info.Choices) == 0 {
		m.notice = "This puzzle has no list of answers: act with " + m.keys.Act.Help().Key + " or in the console, " + m.keys.Console.Help().Key + "."
		return
	}
	m.overlay, m.scroll = choicesOverlay, 0
	m.marked = slices.IndexFunc(m.info.Choices, func(c scenarios.Choice) bool { return c.ID == m.now.chosen })
}

// choiceLines are the answers, each with its letter; the one that holds is
// marked.
func (m Model) choiceLines(width int) []string {
	lines := []string{m.theme.Faint.Paint(parts.Fit("A letter marks, enter makes its calls. Another takes its place.", width)), ""}
	chosen := m.now.chosen
	for i, c := range m.info.Choices {
		mark := "○ "
		if c.ID == chosen {
			mark = "● "
		}
		for n, l := range parts.Wrap(strings.ReplaceAll(parts.Clean(c.Label), "`", ""), width-6, "") {
			lead := "      "
			if n == 0 {
				lead = m.theme.Accent.Paint(choiceLetter(i)) + "  " + mark + " "
				if i == m.marked {
					lead = m.theme.Accent.Paint(choiceLetter(i)+" ›") + " " + mark + " "
				}
			}
			lines = append(lines, lead+l)
		}
	}
	return lines
}

// choicePressed marks the answer of a letter, picks the marked one on enter, and
// reports whether it did either.
func (m *Model) choicePressed(msg tea.KeyPressMsg) bool {
	for i := range m.info.Choices {
		if msg.String() == choiceLetter(i) {
			m.marked = i
			return true
		}
	}
	if !key.Matches(msg, m.keys.Enter) || m.marked < 0 {
		return false
	}
	m.overlay = noOverlay
	c := m.info.Choices[m.marked]
	m.pick(c.ID, c.Label)
	return true
}

// pick makes a choice, and shows its calls in the console.
func (m *Model) pick(id, label string) {
	m.console.print(outLineTyped, prompt+"choose "+id)
	replies, err := m.attempt.Choose(id)
	if err != nil {
		m.console.print(outError, err.Error())
		m.notice = err.Error()
		m.changed()
		return
	}
	refused := 0
	for _, r := range replies {
		m.console.print(outNote, r.Line())
		m.console.print(outError, r.Err)
		if r.Err != "" {
			refused++
		}
	}
	m.console.rows(m.consoleWidth())
	m.did("move")
	m.changed()
	for _, r := range replies {
		m.refused(r)
	}
	m.notice = "Chosen: " + strings.ReplaceAll(strings.TrimSpace(label), "`", "") + ". " + m.keys.Run.Help().Key + " lets time pass, " + m.keys.Submit.Help().Key + " submits."
	if refused > 0 {
		m.notice = fmt.Sprintf("%s refused: the console says why.", parts.Count(refused, "call"))
	}
}
