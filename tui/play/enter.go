package play

import (
	"slices"
	"strings"

	"drydock/scenarios"

	tea "charm.land/bubbletea/v2"
)

// here is what the screen adds to the help that the attempt prints.
const here = `Here also: clear, exit or quit, submit. A line that ends with \ goes on in the next.`

// executedMsg is the answer to a line that ran in a command.
type executedMsg struct {
	token *token
	reply Reply
}

// goesOn reports whether a line goes on in the next, as in a shell, and what is
// left of it without the backslash that says so.
func goesOn(line string) (string, bool) {
	cut := strings.TrimRight(line, "\\")
	if (len(line)-len(cut))%2 == 0 {
		return line, false
	}
	return line[:len(line)-1], true
}

// enter acts on the line, or waits for the rest of it. What is the screen's own
// business is done here; lines that may play hours of virtual time run in a
// command, and keys pressed meanwhile wait.
func (m Model) enter() (Model, tea.Cmd) {
	c := &m.console
	c.stopCompleting()
	typed := c.input.Value()
	c.input.Set("")
	if part, more := goesOn(typed); more {
		c.print(outLineTyped, c.prompt()+typed)
		c.joined += part
		if strings.TrimSpace(c.joined) == "" {
			c.joined = ""
		}
		return m, nil
	}
	line := strings.TrimSpace(c.joined + typed)
	if line == "" {
		return m, nil
	}
	c.print(outLineTyped, c.prompt()+strings.TrimSpace(typed))
	c.joined = ""
	c.remember(line)
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "exit", "quit":
		m.leaveConsole()
		return m, nil
	case "clear":
		c.wipe()
		return m, nil
	case "outcome", "submit":
		return m.asking(submitOverlay)
	}
	if scenarios.TakesTime(line) {
		m.busy = true
		a, tok := m.attempt, m.token
		return m, func() tea.Msg { return executedMsg{tok, a.Exec(line)} }
	}
	m.answered(m.attempt.Exec(line))
	if word == "help" && rest == "" {
		c.print(outNote, here)
	}
	return m, nil
}

// leaveConsole goes back to the cluster; what is typed so far stays, but a line
// that goes on does not.
func (m *Model) leaveConsole() {
	m.console.joined = ""
	m.goTo(panelCluster)
	m.tellDenied()
}

func (m Model) executed(msg executedMsg) (Model, tea.Cmd) {
	if msg.token != m.token {
		return m, nil
	}
	m.busy = false
	m.answered(msg.reply)
	waiting := m.pending
	m.pending = nil
	var cmds []tea.Cmd
	for _, w := range waiting {
		var cmd tea.Cmd
		m, cmd = m.Update(w)
		cmds = append(cmds, cmd)
	}
	return m, tea.Batch(cmds...)
}

func (m *Model) answered(r Reply) {
	m.console.print(outText, r.Output)
	m.console.print(outError, r.Err)
	for _, n := range r.Notes {
		m.console.print(outNote, n)
	}
	m.console.rows(m.consoleWidth())
	if r.Moved {
		m.did("move")
	}
	m.changed()
	m.refused(r)
}

// refused turns the detail panel to why IAM refused a call, and away from it when
// a move was made after all. The focus stays where the learner types.
func (m *Model) refused(r Reply) {
	switch {
	case r.Refusal != nil && len(r.Refusal.Why) > 0:
		traces := slices.Clone(r.Refusal.Why)
		slices.Reverse(traces) // the denial is the last of the decisions
		m.detail.show(detailWhy)
		m.detail.name, m.detail.traces, m.detail.err, m.detail.asked = refusedName, traces, nil, m.now.clock
		m.denied = true
		m.read()
	case r.Request != nil && r.Refusal == nil:
		m.denied = false
		if r.Moved && m.showsRefusal() {
			m.detail.show(detailFacts)
		}
	}
}

// tellDenied leads to the reason of a refusal once nothing is typed any more.
func (m *Model) tellDenied() {
	if m.denied && m.showsRefusal() {
		m.reveal()
		m.read()
	}
	m.denied = false
}

// refusedName stands in the title of the detail panel for a refused call, which is
// no thing of the picture.
const refusedName = "refused"

func (m Model) showsRefusal() bool {
	return m.detail.mode == detailWhy && m.detail.thing == ""
}
