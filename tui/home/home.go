// Package home is the first screen: what to go on with, the ways into the
// program, and the way out.
package home

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/keys"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// Config is what a home screen is made from.
type Config struct {
	// Version is shown at the top.
	Version string
	// Tour is the scenario for the first time here; empty when there is none.
	Tour string
	// Quiz says that there are questions.
	Quiz bool
}

// Progress is what the learner has done so far.
type Progress struct {
	// Continue are the attempts that can be gone on with, the latest first.
	Continue []Attempt
	// Best is the most stars so far by id of scenario: 0 for one that was
	// submitted and not passed, nothing for one that was not submitted.
	Best map[string]int
	// Now is when this was read; ages are counted to it.
	Now time.Time
}

// Attempt is an attempt that was left.
type Attempt struct {
	ID       string // of the attempt
	Scenario string // id of the scenario
	Title    string
	Last     time.Time // when something was done in it last
	Moves    int       // so far
}

// Library is what the home screen says of the library: how many packs and
// scenarios there are, how many scenarios are done, and how many packs have
// mistakes.
type Library struct{ Packs, Scenarios, Done, Broken int }

// OpenedMsg asks the shell to open a scenario.
type OpenedMsg struct{ ID string }

// ContinuedMsg asks the shell to go on with an attempt.
type ContinuedMsg struct{ AttemptID string }

// LibraryMsg asks the shell for the library.
type LibraryMsg struct{}

// QuizMsg asks the shell for questions.
type QuizMsg struct{}

// QuitMsg asks the shell to end the program.
type QuitMsg struct{}

// Notice is what must be said about the name in every edition.
const Notice = "Not affiliated with AWS"

// Keys are the bindings of the home screen.
type Keys struct {
	Down, Up, PageDown, PageUp, Top, Bottom, Open, Help, Quit key.Binding
}

// DefaultKeys are the bindings as documented.
func DefaultKeys() Keys {
	return Keys{
		Down:     keys.New("j ↓", "next line", "j", "down"),
		Up:       keys.New("k ↑", "line before", "k", "up"),
		PageDown: keys.New("pgdn", "page down", "pgdown", "ctrl+d"),
		PageUp:   keys.New("pgup", "page up", "pgup", "ctrl+u"),
		Top:      keys.New("g", "to the first", "g", "home"),
		Bottom:   keys.New("G", "to the last", "G", "end"),
		Open:     keys.New("enter", "go there", "enter", "l", "right"),
		Help:     keys.New("?", "help", "?"),
		Quit:     keys.New("q", "quit", "q"),
	}
}

// scroll are the bindings that move.
func (k Keys) scroll() keys.Scroll {
	return keys.Scroll{Down: k.Down, Up: k.Up, PageDown: k.PageDown, PageUp: k.PageUp, Top: k.Top, Bottom: k.Bottom}
}

// Groups are the bindings for the help and the documentation.
func (k Keys) Groups() []keys.Group {
	return []keys.Group{{Title: "Home", Bindings: []key.Binding{
		k.Down, k.Up, k.PageDown, k.PageUp, k.Top, k.Bottom, k.Open, k.Help, k.Quit,
	}}}
}

// Model is the home screen. Make one with New.
type Model struct {
	cfg      Config
	progress Progress
	library  *Library // nil until it has been read
	ways     []way
	moved    bool // the learner has moved the cursor
	keys     Keys
	theme    theme.Theme
	width    int
	height   int
	cursor   int
	offset   int
	help     parts.Popup
}

// New returns the home screen of somebody who has done nothing yet.
func New(cfg Config, th theme.Theme, width, height int) Model {
	m := Model{cfg: cfg, keys: DefaultKeys(), theme: th, width: width, height: height}
	m.arrange()
	return m
}

// Resize gives the screen its theme and its size in cells.
func (m Model) Resize(th theme.Theme, width, height int) Model {
	m.theme, m.width, m.height = th, width, height
	m.follow()
	return m
}

// Reached takes what the learner has done so far; nothing of it is changed.
func (m Model) Reached(p Progress) Model {
	m.progress = p
	m.arrange()
	return m
}

// Listed takes how large the library is and how much of it is done.
func (m Model) Listed(l Library) Model {
	m.library = &l
	m.arrange()
	return m
}

// Update acts on a message; what is asked of the shell leaves as a message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Mouse().Button {
		case tea.MouseWheelUp:
			m.move(m.cursor - 1)
		case tea.MouseWheelDown:
			m.move(m.cursor + 1)
		}
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	case tea.KeyPressMsg:
		return m.pressed(msg)
	}
	return m, nil
}

func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	if m.help.Open {
		m.help.Key(msg, len(m.helpLines()), m.rows()+listTop+1)
		return m, nil
	}
	k := m.keys
	if to, moved := k.scroll().Move(msg, m.cursor, max(1, m.rows()-1)); moved {
		m.move(to)
		return m, nil
	}
	switch {
	case key.Matches(msg, k.Help):
		m.help.Open = true
	case key.Matches(msg, k.Open):
		return m, m.open()
	case key.Matches(msg, k.Quit):
		return m, func() tea.Msg { return QuitMsg{} }
	}
	return m, nil
}

// open goes where the cursor is; there is always a way, the way out at least.
func (m Model) open() tea.Cmd {
	msg := m.ways[m.cursor].leads
	return func() tea.Msg { return msg }
}

// clicked selects the way under the pointer; a click on the selected one goes
// there.
func (m Model) clicked(at tea.Mouse) (Model, tea.Cmd) {
	if m.help.Open {
		m.help = parts.Popup{}
		return m, nil
	}
	y := at.Y - listTop
	if at.Button != tea.MouseLeft || y < 0 || y >= m.rows() || m.offset+y >= len(m.ways) {
		return m, nil
	}
	if m.offset+y == m.cursor {
		return m, m.open()
	}
	m.move(m.offset + y)
	return m, nil
}

func (m *Model) move(to int) {
	m.moved, m.cursor = true, to
	m.follow()
}

// listTop is the screen row of the first line of the list; below the list are
// its border, the notice and the footer.
const listTop = 5

func (m Model) rows() int { return max(1, m.height-listTop-3) }

// follow keeps the cursor within the list and the list around the cursor.
func (m *Model) follow() {
	m.cursor = max(0, min(m.cursor, len(m.ways)-1))
	m.offset = parts.Follow(max(0, min(m.offset, len(m.ways)-m.rows())), m.cursor, m.cursor, m.rows())
}

// View draws the screen as lines of its whole width.
func (m Model) View() string {
	th := m.theme
	lines := []string{
		parts.Fit("", m.width),
		parts.Split(" "+th.Strong.Paint("Drydock"), th.Faint.Paint(parts.Line(m.cfg.Version))+" ", m.width),
		parts.Fit(" Practice for AWS container exams: the world is broken, repair it.", m.width),
		parts.Fit("", m.width),
	}
	shown, _ := parts.Window(m.list(m.width-2), m.offset, m.rows())
	lines = append(lines, parts.Box(th, m.width, parts.Section{
		Title: "where to", Note: parts.More(len(m.ways), m.offset, m.rows()), Lines: shown, Height: m.rows(), Focused: true,
	})...)
	lines = m.help.Over(th, lines, m.width, "help: home", m.helpLines())
	lines = append(lines, parts.Fit(th.Faint.Paint(" "+Notice+"."), m.width), parts.Fit(m.footer(), m.width))
	return strings.Join(lines, "\n")
}

func (m Model) helpLines() []string {
	return keys.Help(m.theme, parts.PopupWidth(m.width), m.keys.Groups())
}

func (m Model) footer() string {
	return keys.Footer(m.theme, m.width, m.keys.Open, keys.New("j k", "choose", ""), m.keys.Quit, m.keys.Help)
}

// list draws the ways. What a way is about stands behind its name in one
// column, or at the far end where there is no room for that.
func (m Model) list(width int) []string {
	nameWidth := 30
	for _, w := range m.ways {
		nameWidth = max(nameWidth, min(3+ansi.StringWidth(w.name), width-32))
	}
	out := make([]string, len(m.ways))
	for i, w := range m.ways {
		lead := "   "
		if i == m.cursor {
			lead = " ▸ "
		}
		line := parts.Split(lead+parts.Line(w.name), "  "+w.short+" ", width)
		if width >= 70 {
			line = parts.Fit(parts.Fit(lead+parts.Line(w.name), nameWidth)+"  "+w.about, width)
		}
		if i == m.cursor {
			line = m.theme.Selected.Paint(line)
		}
		out[i] = line
	}
	return out
}
