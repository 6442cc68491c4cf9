// Package result is the screen after a submission: whether the scenario is
// passed, the score goal by goal, and the debrief.
package result

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/keys"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// Report is what is shown of a submission.
type Report struct {
	Title    string
	Debrief  string // Markdown
	Passed   bool
	Stars    int // 0 to 3
	Score    int // of Points
	Points   int
	Moves    int
	Par      int
	HintCost int      // points spent on hints
	Hints    []string // the hints that were shown
	Missing  string   // what the next star would have taken
	Goals    []Goal
	Trials   []Trial // hidden; only those that were run
	Rights   []Right // of roles, where the scenario is about them
	Ways     []Way   // that the author wrote down, to be watched
	Watched  *Way    // what was watched; nil for a submission

	Questions int // that the shell can ask about it
}

// Right is what a role may do, against what was needed of it.
type Right struct {
	Role    string
	Granted int      // actions
	Used    int      // of them
	Beyond  []string // permissions beyond need, in words
}

// Trial is how one hidden trial went.
type Trial struct {
	Survived bool
	Why      string // what it did not survive
}

// Way is a way through the scenario: a solution, a wrong turn or a choice.
type Way struct {
	Title string
	Right bool
	Why   string
	Taken bool // it is the choice that the learner made
}

// Goal is one goal as it was judged.
type Goal struct {
	Text   string
	Met    bool
	Bonus  bool
	Points int
	Value  string // how it stood, in a word or two where there are such words
	Why    string // why it is not met
}

// RetriedMsg asks the shell for the puzzle, as it was when it was submitted.
type RetriedMsg struct{}

// AgainMsg asks the shell for a new attempt at the scenario: with the values
// that its variables had, or with others.
type AgainMsg struct{ Variant bool }

// AskedMsg asks the shell for the questions about the scenario.
type AskedMsg struct{}

// WatchMsg asks the shell to play the way of a place in Report.Ways.
type WatchMsg struct{ Way int }

// WatchedMsg asks the shell for the result of the learner's own submission,
// after something was watched.
type WatchedMsg struct{}

// LeftMsg asks the shell for the screen before the puzzle.
type LeftMsg struct{}

// Keys are the bindings of the result.
type Keys struct {
	Down, Up, PageDown, PageUp, Top, Bottom, Debrief, Watch, Retry, Again, Variant, Home, Help key.Binding
	Play, Ask                                                                                  key.Binding
}

// DefaultKeys are the bindings as documented.
func DefaultKeys() Keys {
	return Keys{
		Down:     keys.New("j ↓", "next line", "j", "down"),
		Up:       keys.New("k ↑", "line before", "k", "up"),
		PageDown: keys.New("pgdn", "page down", "pgdown", "ctrl+d", "space"),
		PageUp:   keys.New("pgup", "page up", "pgup", "ctrl+u"),
		Top:      keys.New("g", "to the first line", "g", "home"),
		Bottom:   keys.New("G", "to the last line", "G", "end"),
		Debrief:  keys.New("d", "the debrief, before the scenario is passed", "d"),
		Watch:    keys.New("w", "watch what other ways lead to", "w"),
		Ask:      keys.New("e", "explain it: a question about the principle", "e"),
		Play:     keys.New("enter", "watch the way under the cursor", "enter"),
		Again:    keys.New("a", "again, from the start", "a"),
		Variant:  keys.New("v", "again, as another variant", "v"),
		Retry:    keys.New("r", "back to the puzzle, as it was", "r"),
		Home:     keys.New("esc", "leave", "esc", "q"),
		Help:     keys.New("?", "help", "?"),
	}
}

// scroll are the bindings that move.
func (k Keys) scroll() keys.Scroll {
	return keys.Scroll{Down: k.Down, Up: k.Up, PageDown: k.PageDown, PageUp: k.PageUp, Top: k.Top, Bottom: k.Bottom}
}

// Groups are the bindings for the help and the documentation.
func (k Keys) Groups() []keys.Group {
	return []keys.Group{{Title: "Result", Bindings: []key.Binding{
		k.Down, k.Up, k.PageDown, k.PageUp, k.Top, k.Bottom, k.Debrief, k.Ask, k.Watch, k.Play, k.Retry, k.Again, k.Variant, k.Home, k.Help,
	}}}
}

// Model is the result screen. Make one with New.
type Model struct {
	report  Report
	keys    Keys
	theme   theme.Theme
	width   int
	height  int
	debrief parts.Markdown
	offset  int
	help    parts.Popup
	reveal  bool // the debrief is shown although the scenario is not passed
	ways    wayList
	notice  string
}

// New returns the screen of a report, and the command that renders its debrief.
func New(r Report, th theme.Theme, width, height int) (Model, tea.Cmd) {
	m := Model{report: r, keys: DefaultKeys(), debrief: parts.NewMarkdown("debrief "+r.Title, r.Debrief)}
	return m.Resize(th, width, height)
}

// Resize gives the screen its theme and its size in cells.
func (m Model) Resize(th theme.Theme, width, height int) (Model, tea.Cmd) {
	m.theme, m.width, m.height = th, width, height
	cmd := m.debrief.Resize(m.textWidth(), th)
	m.offset = m.bounded(m.offset)
	return m, cmd
}

// Noticed returns the screen with a line to read in place of the footer, until
// the next key.
func (m Model) Noticed(text string) Model {
	m.notice = text
	return m
}

// Title is the scenario's title.
func (m Model) Title() string { return parts.Line(m.report.Title) }

// Update acts on a message; where to go next leaves as a message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case parts.MarkdownRenderedMsg:
		m.debrief.Rendered(msg)
	case tea.MouseWheelMsg:
		switch msg.Mouse().Button {
		case tea.MouseWheelUp:
			m.offset = m.bounded(m.offset - 3)
		case tea.MouseWheelDown:
			m.offset = m.bounded(m.offset + 3)
		}
	case tea.KeyPressMsg:
		return m.pressed(msg)
	}
	return m, nil
}

func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	m.notice = ""
	if m.help.Open {
		m.help.Key(msg, len(m.helpLines()), m.rows()+2)
		return m, nil
	}
	if m.ways.open {
		return m.wayPressed(msg)
	}
	k := m.keys
	if m.report.Watched != nil && (key.Matches(msg, k.Home) || key.Matches(msg, k.Retry)) {
		return m, func() tea.Msg { return WatchedMsg{} }
	}
	if to, moved := k.scroll().Move(msg, m.offset, max(1, m.rows()-1)); moved {
		m.offset = m.bounded(to)
		return m, nil
	}
	switch {
	case key.Matches(msg, k.Help):
		m.help.Open = true
	case key.Matches(msg, k.Debrief):
		m.reveal = true
	case key.Matches(msg, k.Ask) && m.report.Questions > 0:
		return m, func() tea.Msg { return AskedMsg{} }
	case key.Matches(msg, k.Watch):
		m.openWays()
	case key.Matches(msg, k.Again):
		return m, func() tea.Msg { return AgainMsg{} }
	case key.Matches(msg, k.Variant):
		return m, func() tea.Msg { return AgainMsg{Variant: true} }
	case key.Matches(msg, k.Retry):
		return m, func() tea.Msg { return RetriedMsg{} }
	case key.Matches(msg, k.Home):
		return m, func() tea.Msg { return LeftMsg{} }
	}
	m.offset = m.bounded(m.offset)
	return m, nil
}

// rows is the number of lines of the report that can be seen.
func (m Model) rows() int { return max(1, m.height-4) }

// textWidth is the width of the report: as wide as is good to read.
func (m Model) textWidth() int { return max(10, min(m.width, 100)-4) }

func (m Model) bounded(offset int) int { return max(0, min(offset, len(m.lines())-m.rows())) }

// View draws the screen as lines of its whole width.
func (m Model) View() string {
	crumb := " " + m.theme.Strong.Paint(m.Title()) + m.theme.Faint.Paint(" › result")
	lines := []string{parts.Fit(crumb, m.width)}
	all := m.lines()
	shown, at := parts.Window(all, m.offset, m.rows())
	note := ""
	if len(all) > m.rows() {
		note = fmt.Sprintf("%d-%d of %d", at+1, at+len(shown), len(all))
	}
	padded := make([]string, len(shown))
	for i, l := range shown {
		padded[i] = " " + l
	}
	body := parts.Box(m.theme, m.width, parts.Section{
		Title: "result", Note: note, Lines: padded, Height: m.rows(), Focused: true,
	})
	body = m.waysOver(body)
	body = m.help.Over(m.theme, body, m.width, "help: result", m.helpLines())
	lines = append(lines, body...)
	return strings.Join(append(lines, parts.Fit(m.footer(), m.width)), "\n")
}

// footer is what counts now, with short words.
func (m Model) footer() string {
	if m.notice != "" {
		return " " + m.theme.Warn.Paint(parts.Line(m.notice))
	}
	k := m.keys
	watch := keys.As(k.Watch, "other ways")
	watch.SetEnabled(len(m.report.Ways) > 0)
	ask := keys.As(k.Ask, "explain")
	ask.SetEnabled(m.report.Questions > 0)
	switch {
	case m.ways.open:
		return keys.Footer(m.theme, m.width, keys.New("j k", "choose", ""), keys.As(k.Play, "watch it"), keys.As(k.Home, "close"))
	case m.report.Watched != nil:
		return keys.Footer(m.theme, m.width, keys.As(k.Home, "your own result"), watch, keys.New("j k", "scroll", ""), k.Help)
	case !m.report.Passed && !m.reveal:
		return keys.Footer(m.theme, m.width, keys.As(k.Retry, "back to the puzzle"), keys.As(k.Debrief, "debrief"), keys.As(k.Again, "again"), k.Home, k.Help)
	}
	return keys.Footer(m.theme, m.width, keys.As(k.Retry, "back to the puzzle"), ask, watch, keys.As(k.Again, "again"), keys.As(k.Variant, "another variant"),
		k.Home, keys.New("j k", "scroll", ""), keys.New("pgup pgdn", "page", ""), k.Help)
}

func (m Model) helpLines() []string {
	return keys.Help(m.theme, parts.PopupWidth(m.width), m.keys.Groups())
}
