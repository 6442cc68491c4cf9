// Package library is the screen of the scenarios there are: by pack, by topic or
// by difficulty, what is done, a filter, and a preview where there is room.
package library

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/keys"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// Pack is a pack as its index has it.
type Pack struct {
	Title   string
	Entries []Entry
	// Broken is what is wrong with the index, a mistake a line; empty when
	// nothing is. What could be read of it is listed all the same.
	Broken string
}

// Entry is a scenario as an index lists it.
type Entry struct {
	ID         string
	Title      string
	Topic      string
	Objectives []string // ids of the syllabus
	Exams      []string
	Difficulty int // 1 to 5
	Minutes    int
	Summary    string // one line of the brief
}

// Preview is what is shown of a scenario that the cursor rests on.
type Preview struct {
	Brief      string   // Markdown
	Objectives []string // in words
}

// OpenedMsg asks the shell to open a scenario.
type OpenedMsg struct{ ID string }

// LeftMsg asks the shell for the screen before.
type LeftMsg struct{}

// Keys are the bindings of the library.
type Keys struct {
	Down, Up, PageDown, PageUp, Top, Bottom, Open, Filter, Order, Back, Help key.Binding
	Keep, Clear                                                              key.Binding // while the filter is typed
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
		Open:     keys.New("enter", "play; what is wrong with a pack", "enter", "l", "right"),
		Filter:   keys.New("/", "filter", "/"),
		Order:    keys.New("o", "by pack, by topic, by difficulty", "o"),
		Back:     keys.New("esc", "clear the filter; without one: back", "esc", "q"),
		Help:     keys.New("?", "help", "?"),
		Keep:     keys.New("enter", "to the list", "enter", "down", "tab"),
		Clear:    keys.New("esc", "clear the filter", "esc"),
	}
}

// scroll are the bindings that move.
func (k Keys) scroll() keys.Scroll {
	return keys.Scroll{Down: k.Down, Up: k.Up, PageDown: k.PageDown, PageUp: k.PageUp, Top: k.Top, Bottom: k.Bottom}
}

// Groups are the bindings for the help and the documentation.
func (k Keys) Groups() []keys.Group {
	return []keys.Group{
		{Title: "Library", Bindings: []key.Binding{
			k.Down, k.Up, k.PageDown, k.PageUp, k.Top, k.Bottom, k.Open, k.Filter, k.Order, k.Back, k.Help,
		}},
		{Title: "Library: filter", Bindings: []key.Binding{k.Keep, k.Clear}},
	}
}

// Model is the library's screen. Make one with New.
type Model struct {
	packs  []Pack
	listed bool // whether packs have arrived
	items  []item
	stars  map[string]int // the best so far by id; none for what was not tried
	read   func(id string) (Preview, error)

	rows   []row // what the filter leaves, in the order chosen
	stops  []int // the rows that can be selected
	cursor int   // of stops
	offset int   // the first row seen
	order  order

	typing bool
	filter parts.Input

	preview preview
	help    parts.Popup
	broken  parts.Popup // the mistakes of the selected pack

	keys   Keys
	theme  theme.Theme
	width  int
	height int
}

// New returns the screen before its packs have arrived. read makes the preview
// of a scenario; it is called from commands, so it may read files.
func New(read func(id string) (Preview, error), th theme.Theme, width, height int) Model {
	m := Model{read: read, keys: DefaultKeys(), theme: th, width: width, height: height}
	m.arrange()
	return m
}

// Listed takes the packs.
func (m Model) Listed(packs []Pack) (Model, tea.Cmd) {
	m.packs, m.listed = packs, true
	m.items = itemsOf(packs)
	m.arrange()
	return m, m.look()
}

// Reached takes the best stars so far, by id of scenario; it holds nothing for
// what was not submitted yet. The map is not changed.
func (m Model) Reached(stars map[string]int) Model {
	m.stars = stars
	m.arrange()
	return m
}

// Resize gives the screen its theme and its size in cells.
func (m Model) Resize(th theme.Theme, width, height int) (Model, tea.Cmd) {
	m.theme, m.width, m.height = th, width, height
	m.follow()
	return m, tea.Batch(m.look(), m.preview.brief.Resize(m.previewWidth()-4, th))
}

// Typing reports whether letters go into the filter.
func (m Model) Typing() bool { return m.typing }

// Update acts on a message; what is asked of the shell leaves as a message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case restedMsg:
		return m, m.readPreview(msg)
	case previewReadMsg:
		return m.previewed(msg)
	case parts.MarkdownRenderedMsg:
		m.preview.brief.Rendered(msg)
	case tea.PasteMsg:
		if m.typing {
			m.filter.Insert(msg.Content)
			m.arrange()
			return m, m.look()
		}
	case tea.MouseWheelMsg:
		switch msg.Mouse().Button {
		case tea.MouseWheelUp:
			m.cursor--
		case tea.MouseWheelDown:
			m.cursor++
		}
		m.follow()
		return m, m.look()
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	case tea.KeyPressMsg:
		return m.pressed(msg)
	}
	return m, nil
}

func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch {
	case m.broken.Open:
		m.broken.Key(msg, len(m.brokenLines()), m.height-1)
		return m, nil
	case m.help.Open:
		m.help.Key(msg, len(m.helpLines()), m.height-1)
		return m, nil
	case m.typing:
		return m.typed(msg)
	}
	k := m.keys
	if to, moved := k.scroll().Move(msg, m.cursor, max(1, m.listRows()-1)); moved {
		m.cursor = to
		m.follow()
		return m, m.look()
	}
	switch {
	case key.Matches(msg, k.Help):
		m.help.Open = true
	case key.Matches(msg, k.Open):
		return m.open()
	case key.Matches(msg, k.Filter):
		m.typing = true
	case key.Matches(msg, k.Order):
		m.order = (m.order + 1) % orders
		m.arrange()
		return m, m.look()
	case key.Matches(msg, k.Back):
		if m.filter.Value() == "" {
			return m, func() tea.Msg { return LeftMsg{} }
		}
		return m.cleared()
	}
	return m, nil
}

// typed acts on a key while the filter has the keys.
func (m Model) typed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch {
	case key.Matches(msg, m.keys.Keep):
		m.typing = false
	case key.Matches(msg, m.keys.Clear):
		m.typing = false
		return m.cleared()
	case m.filter.Key(msg):
		m.arrange()
		return m, m.look()
	}
	return m, nil
}

func (m Model) cleared() (Model, tea.Cmd) {
	m.filter.Set("")
	m.arrange()
	return m, m.look()
}

// selected is the row at the cursor; not ok when there is none.
func (m Model) selected() (row, bool) {
	if len(m.stops) == 0 {
		return row{}, false
	}
	return m.rows[m.stops[m.cursor]], true
}

// open asks for the scenario at the cursor, or says what is wrong with the pack
// there.
func (m Model) open() (Model, tea.Cmd) {
	r, ok := m.selected()
	switch {
	case !ok:
		return m, nil
	case r.kind == brokenRow:
		m.broken = parts.Popup{Open: true}
		return m, nil
	}
	id := m.items[r.index].ID
	return m, func() tea.Msg { return OpenedMsg{id} }
}

// clicked selects the row under the pointer; a click on the selected one opens
// it.
func (m Model) clicked(at tea.Mouse) (Model, tea.Cmd) {
	if m.help.Open || m.broken.Open {
		m.help, m.broken = parts.Popup{}, parts.Popup{}
		return m, nil
	}
	y := at.Y - listTop
	if at.Button != tea.MouseLeft || at.X >= m.listWidth() || y < 0 || y >= m.listRows() {
		return m, nil
	}
	m.typing = false
	for i, stop := range m.stops {
		if stop != m.offset+y {
			continue
		}
		if i == m.cursor {
			return m.open()
		}
		m.cursor = i
		m.follow()
		return m, m.look()
	}
	return m, nil
}
