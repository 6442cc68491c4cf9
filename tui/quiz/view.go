package quiz

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/assets"
	"drydock/quizzes"
	"drydock/tui/keys"
	"drydock/tui/parts"
)

// bodyTop is the first row of the text: below the header and the border.
const bodyTop = 2

// rows is the number of lines of the text that can be seen: without header,
// footer, three borders, and the line of the answer.
func (m Model) rows() int {
	if m.phase == watching {
		return m.stageRows()
	}
	if m.phase == finished {
		return max(1, m.height-4)
	}
	return max(1, m.height-6)
}

// textWidth is the width of the text: as wide as is good to read.
func (m Model) textWidth() int { return max(10, min(m.width, 100)-4) }

func (m Model) bounded(offset int) int { return max(0, min(offset, len(m.lines())-m.rows())) }

// lines are the text of the phase.
func (m Model) lines() []string {
	switch m.phase {
	case asking, sure:
		lines, _ := m.askingLines()
		return lines
	case explained:
		return m.explainedLines()
	case watching:
		return m.stageLines()
	}
	return m.summaryLines()
}

// View draws the screen as lines of its whole width, and says where the terminal's
// cursor is, if anywhere.
func (m Model) View() (string, *tea.Cursor) {
	var body []string
	var cursor *tea.Cursor
	switch m.phase {
	case watching:
		body = m.stage()
	case finished:
		body = parts.Box(m.theme, m.width, m.textSection("summary", m.rows()))
	default:
		line, at := m.answerLine()
		body = parts.Column(m.theme, m.width,
			m.textSection(m.topic(), m.rows()),
			parts.Section{Title: m.answerTitle(), Note: m.choice(), Lines: []string{" " + line}, Height: 1})
		if at >= 0 && !m.help.Open {
			cursor = tea.NewCursor(2+at, bodyTop+m.rows()+1)
		}
	}
	body = m.help.Over(m.theme, body, m.width, "help: quiz", m.helpLines())
	lines := append([]string{parts.Fit(m.header(), m.width)}, body...)
	return strings.Join(append(lines, parts.Fit(m.footer(), m.width)), "\n"), cursor
}

// textSection is the text of the phase as far as it can be seen.
func (m Model) textSection(title string, height int) parts.Section {
	all := m.lines()
	shown, _ := parts.Window(all, m.offset, height)
	padded := make([]string, len(shown))
	for i, l := range shown {
		padded[i] = " " + l
	}
	return parts.Section{Title: title, Note: parts.More(len(all), m.offset, height), Lines: padded, Height: height, Focused: true}
}

// roomy is the width from which on the header has words.
const roomy = 60

func (m Model) header() string {
	left := " " + m.theme.Strong.Paint("drydock") + m.theme.Faint.Paint(" › ") + parts.Line(m.Title())
	right, answered := 0, 0
	for _, r := range m.results {
		if r.right {
			right++
		}
		if r.answered {
			answered++
		}
	}
	var tally []string
	switch {
	case m.phase == finished:
	case m.width < roomy:
		tally = append(tally, fmt.Sprintf("%d/%d", m.at+1, len(m.cfg.Items)))
	default:
		tally = append(tally, fmt.Sprintf("question %d of %d", m.at+1, len(m.cfg.Items)))
	}
	if answered > 0 {
		tally = append(tally, fmt.Sprintf("✓ %d of %d", right, answered))
	}
	return parts.Split(left, m.theme.Faint.Paint(strings.Join(tally, "  ")+" "), m.width)
}

// topic is what the question is about, and how hard it is.
func (m Model) topic() string {
	q := m.item().Question
	name := "question"
	if len(q.Objectives) > 0 {
		name = assets.Topic(q.Objectives[0])
	}
	return fmt.Sprintf("%s · difficulty %d of 5", name, q.Difficulty)
}

// choice says how many options are to be chosen.
func (m Model) choice() string {
	switch {
	case m.phase != asking:
		return ""
	case m.numeric():
		return "a whole number"
	case m.item().Question.Kind == quizzes.Multiple:
		return fmt.Sprintf("choose %d", m.item().Choose)
	}
	return "choose one"
}

func (m Model) answerTitle() string {
	switch m.phase {
	case sure:
		return "how sure are you?"
	case explained:
		return "result"
	}
	return "answer"
}

// answerLine is the line below the text, and the cell in it where the cursor
// stands; -1 for none.
func (m Model) answerLine() (string, int) {
	th := m.theme
	switch {
	case m.phase == sure:
		return th.Accent.Paint("1") + " a guess   " + th.Accent.Paint("2") + " fairly   " + th.Accent.Paint("3") + " quite sure", -1
	case m.phase == explained:
		return m.verdict(), -1
	case m.problem != "":
		return th.Bad.Paint("✗ " + ansi.Truncate(parts.Line(m.problem), max(1, m.width-6), "…")), m.inputCell()
	case m.numeric():
		line, at := m.input.View(numberMax + 1)
		return parts.Fit(line, numberMax+1) + th.Faint.Paint(parts.Line(m.item().Number.Unit)), at
	case len(m.chosen) == 0:
		return th.Faint.Paint("none yet"), -1
	}
	return th.Strong.Paint(m.item().Text(quizzes.Answer{Options: m.chosen})), -1
}

// inputCell is where the cursor stands while a mistake is told in place of the
// number: nowhere.
func (m Model) inputCell() int { return -1 }

// verdict says in glyph and word whether the answer was right.
func (m Model) verdict() string {
	it := m.item()
	sureOfIt := m.results[m.at].confidence == 3
	switch {
	case m.grade.Right:
		return m.theme.Good.Paint("✓ RIGHT")
	case m.numeric():
		return m.theme.Bad.Paint(fmt.Sprintf("✗ WRONG: it is %d", it.Number.Answer)) + hyper(sureOfIt)
	}
	var right []int
	for i, o := range it.Options {
		if o.Right {
			right = append(right, i)
		}
	}
	return m.theme.Bad.Paint("✗ WRONG: it is "+it.Text(quizzes.Answer{Options: right})) + hyper(sureOfIt)
}

// hyper is said to those who were sure of a wrong answer: what is corrected then
// stays best.
func hyper(sure bool) string {
	if sure {
		return " · and you were sure"
	}
	return ""
}

func (m Model) footer() string {
	k := m.keys
	say := func(b key.Binding, does string) key.Binding {
		b.SetHelp(b.Help().Key, does)
		return b
	}
	move := keys.New("j k", "scroll", "")
	leave := say(k.Leave, "leave")
	switch m.phase {
	case asking:
		if m.numeric() {
			return keys.Footer(m.theme, m.width, keys.New("0-9", "number", ""), say(k.Answer, "answer"), leave, k.Help)
		}
		return keys.Footer(m.theme, m.width, say(k.Options, "choose"), say(k.Answer, "answer"), move, leave, k.Help)
	case sure:
		return keys.Footer(m.theme, m.width, keys.New("1 2 3", "how sure", ""), say(k.Answer, "rather not say"), leave, k.Help)
	case explained:
		watch := say(k.Watch, "watch it happen")
		watch.SetEnabled(m.item().Question.Bound())
		return keys.Footer(m.theme, m.width, say(k.Next, "next"), watch, move, leave, k.Help)
	case watching:
		return keys.Footer(m.theme, m.width, say(k.Forward, "step"), say(k.Back, "back"), say(k.Options, "another option"), say(k.Leave, "reasons"), k.Help)
	}
	return keys.Footer(m.theme, m.width, say(k.Leave, "home"), move, k.Help)
}

func (m Model) helpLines() []string {
	return keys.Help(m.theme, parts.PopupWidth(m.width), m.keys.Groups())
}
