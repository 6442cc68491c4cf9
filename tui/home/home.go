// Package home is the first screen: the scenarios there are, by pack, and the
// way into them.
package home

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/keys"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// Entry is a scenario as the library lists it.
type Entry struct {
	ID         string
	Title      string
	Pack       string
	Topic      string
	Difficulty int // 1 to 5
	Minutes    int
}

// OpenedMsg asks the shell to open a scenario.
type OpenedMsg struct{ ID string }

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
		Down:     keys.New("j ↓", "next scenario", "j", "down"),
		Up:       keys.New("k ↑", "scenario before", "k", "up"),
		PageDown: keys.New("pgdn", "page down", "pgdown", "ctrl+d"),
		PageUp:   keys.New("pgup", "page up", "pgup", "ctrl+u"),
		Top:      keys.New("g", "to the first", "g", "home"),
		Bottom:   keys.New("G", "to the last", "G", "end"),
		Open:     keys.New("enter", "play", "enter", "l", "right"),
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
	entries []Entry
	stars   map[string]int // the best so far by id; none for what was not tried
	version string
	keys    Keys
	theme   theme.Theme
	width   int
	height  int
	cursor  int
	offset  int
	help    parts.Popup
	failure parts.Popup
	status  string // "opening …"
	failed  string // why the last one did not open
}

// New returns the home screen of a library. Entries of one pack should stand
// together; they are listed in their order.
func New(entries []Entry, version string, th theme.Theme, width, height int) Model {
	m := Model{entries: entries, version: version, keys: DefaultKeys()}
	m.keys.Open.SetEnabled(len(entries) > 0)
	return m.Resize(th, width, height)
}

// Resize gives the screen its theme and its size in cells.
func (m Model) Resize(th theme.Theme, width, height int) Model {
	m.theme, m.width, m.height = th, width, height
	m.follow()
	return m
}

// Reached takes the best stars so far, by id of scenario; it holds nothing for
// what was not submitted yet. The map is not changed.
func (m Model) Reached(stars map[string]int) Model {
	m.stars = stars
	return m
}

// Opening says that a scenario is being opened.
func (m Model) Opening(title string) Model {
	m.status = "opening " + parts.Line(title) + " …"
	return m
}

// Failed says, in a box, why a scenario did not open.
func (m Model) Failed(err error) Model {
	m.status, m.failed = "", parts.Clean(err.Error())
	m.failure = parts.Popup{Open: true}
	return m
}

// Idle takes back what Opening said.
func (m Model) Idle() Model {
	m.status = ""
	return m
}

// Update acts on a message; what is asked of the shell leaves as a message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Mouse().Button {
		case tea.MouseWheelUp:
			m.cursor--
		case tea.MouseWheelDown:
			m.cursor++
		}
		m.follow()
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	case tea.KeyPressMsg:
		return m.pressed(msg)
	}
	return m, nil
}

func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch {
	case m.failure.Open:
		m.failure.Key(msg, len(m.failureLines()), m.rows()+listTop+1)
		return m, nil
	case m.help.Open:
		m.help.Key(msg, len(m.helpLines()), m.rows()+listTop+1)
		return m, nil
	}
	k := m.keys
	if to, moved := k.scroll().Move(msg, m.cursor, max(1, m.rows()-1)); moved {
		m.cursor = to
		m.follow()
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
	m.follow()
	return m, nil
}

// open asks for the scenario at the cursor, which follow keeps within the list;
// with an empty list the binding is disabled.
func (m Model) open() tea.Cmd {
	id := m.entries[m.cursor].ID
	return func() tea.Msg { return OpenedMsg{id} }
}

// clicked selects the entry under the pointer; a click on the selected one opens
// it.
func (m Model) clicked(at tea.Mouse) (Model, tea.Cmd) {
	if m.help.Open || m.failure.Open {
		m.help, m.failure = parts.Popup{}, parts.Popup{}
		return m, nil
	}
	if at.Button != tea.MouseLeft {
		return m, nil
	}
	if y := at.Y - listTop; y < 0 || y >= m.rows() {
		return m, nil // beside the list
	}
	row := m.offset + at.Y - listTop
	for i, r := range m.places() {
		if r != row {
			continue
		}
		if i == m.cursor {
			return m, m.open()
		}
		m.cursor = i
		m.follow()
	}
	return m, nil
}

// listTop is the screen row of the first line of the list; below the list are
// its border, the notice and the footer.
const listTop = 5

func (m Model) rows() int { return max(1, m.height-listTop-3) }

// follow keeps the cursor within the list and the list around the cursor.
func (m *Model) follow() {
	m.cursor = max(0, min(m.cursor, len(m.entries)-1))
	if len(m.entries) == 0 {
		return
	}
	row := m.places()[m.cursor]
	from := row
	if row > 0 && m.cursor == 0 {
		from = 0
	}
	m.offset = parts.Follow(m.offset, from, row, m.rows())
}

// places are the lines at which the entries stand: each pack has a line of its
// own above them.
func (m Model) places() []int {
	out := make([]int, len(m.entries))
	row, pack := 0, ""
	for i, e := range m.entries {
		if i == 0 || e.Pack != pack {
			if i > 0 {
				row++
			}
			pack = e.Pack
			row++
		}
		out[i] = row
		row++
	}
	return out
}

// View draws the screen as lines of its whole width.
func (m Model) View() string {
	th := m.theme
	lines := []string{
		parts.Fit("", m.width),
		parts.Split(" "+th.Strong.Paint("Drydock"), th.Faint.Paint(parts.Line(m.version))+" ", m.width),
		parts.Fit(" Practice for AWS container exams: the world is broken, repair it.", m.width),
		parts.Fit("", m.width),
	}
	list := m.list(m.width - 2)
	shown, _ := parts.Window(list, m.offset, m.rows())
	note := ""
	if len(m.entries) > 0 {
		note = fmt.Sprintf("%d of %d", m.cursor+1, len(m.entries))
	}
	body := parts.Box(th, m.width, parts.Section{Title: "scenarios", Note: note, Lines: shown, Height: m.rows(), Focused: true})
	lines = append(lines, body...)
	lines = m.help.Over(th, lines, m.width, "help: home", m.helpLines())
	lines = m.failure.Over(th, lines, m.width, "✗ it did not open", m.failureLines())
	lines = append(lines, m.noticeLine(), parts.Fit(m.footer(), m.width))
	return strings.Join(lines, "\n")
}

func (m Model) helpLines() []string {
	return keys.Help(m.theme, parts.PopupWidth(m.width), m.keys.Groups())
}

func (m Model) failureLines() []string {
	return parts.Wrap(m.failed, parts.PopupWidth(m.width), "  ")
}

func (m Model) noticeLine() string {
	left := m.theme.Faint.Paint(" " + Notice + ".")
	if m.status != "" {
		left = m.theme.Warn.Paint(" " + m.status)
	}
	return parts.Fit(left, m.width)
}

func (m Model) footer() string {
	return keys.Footer(m.theme, m.width, m.keys.Open, keys.New("j k", "choose", ""), m.keys.Quit, m.keys.Help)
}

func (m Model) list(width int) []string {
	if len(m.entries) == 0 {
		return []string{" No scenarios are installed."}
	}
	var out []string
	pack := ""
	for i, e := range m.entries {
		if i == 0 || e.Pack != pack {
			if i > 0 {
				out = append(out, "")
			}
			pack = e.Pack
			out = append(out, " "+m.theme.Accent.Paint(parts.Line(pack)))
		}
		out = append(out, m.entry(e, width, i == m.cursor))
	}
	return out
}

func (m Model) entry(e Entry, width int, selected bool) string {
	level := strings.Repeat("●", e.Difficulty) + strings.Repeat("○", max(0, 5-e.Difficulty))
	right := fmt.Sprintf("%s %3d min ", level, e.Minutes)
	if width >= 70 {
		right = parts.Fit(parts.Line(e.Topic), 24) + " " + right
	}
	if n, tried := m.stars[e.ID]; tried {
		right = strings.Repeat("★", n) + strings.Repeat("☆", max(0, 3-n)) + "  " + right
	}
	lead := "   "
	if selected {
		lead = " ▸ "
	}
	line := parts.Split(lead+parts.Line(e.Title), "  "+right, width)
	if selected {
		return m.theme.Selected.Paint(line)
	}
	return line
}
