package form

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/engine/api"
	"drydock/tui/keys"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// ChosenMsg says of which operation the form is wanted.
type ChosenMsg struct{ Op *api.Operation }

// Menu lists the moves that a scenario offers. Make one with NewMenu.
type Menu struct {
	ops    []*api.Operation
	keys   Keys
	theme  theme.Theme
	width  int
	height int
	chosen int
	offset int
}

// NewMenu is a menu of operations, of width times height cells.
func NewMenu(ops []*api.Operation, th theme.Theme, width, height int) Menu {
	m := Menu{ops: ops, keys: DefaultKeys()}
	return m.Resize(th, width, height)
}

// Resize gives the menu its theme and its size in cells.
func (m Menu) Resize(th theme.Theme, width, height int) Menu {
	m.theme, m.width, m.height = th, width, height
	m.goTo(m.chosen)
	return m
}

// Update acts on a message; what is asked of the screen around leaves as a
// message.
func (m Menu) Update(msg tea.Msg) (Menu, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.MouseWheelMsg:
		switch msg.Mouse().Button {
		case tea.MouseWheelUp:
			m.goTo(m.chosen - 1)
		case tea.MouseWheelDown:
			m.goTo(m.chosen + 1)
		}
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	}
	return m, nil
}

func (m Menu) pressed(msg tea.KeyPressMsg) (Menu, tea.Cmd) {
	k := m.keys
	switch {
	case key.Matches(msg, k.Leave):
		return m, func() tea.Msg { return CancelledMsg{} }
	case key.Matches(msg, k.ItemDown):
		m.goTo(m.chosen + 1)
	case key.Matches(msg, k.ItemUp):
		m.goTo(m.chosen - 1)
	case key.Matches(msg, k.Digit):
		at := int(msg.String()[0] - '1')
		if at >= len(m.ops) {
			return m, nil
		}
		m.goTo(at)
		return m, m.choose()
	case key.Matches(msg, k.Choose):
		return m, m.choose()
	}
	return m, nil
}

// choose asks for the form of the move that has the focus.
func (m Menu) choose() tea.Cmd {
	if len(m.ops) == 0 {
		return nil
	}
	op := m.ops[m.chosen]
	return func() tea.Msg { return ChosenMsg{op} }
}

// clicked chooses the move under the pointer.
func (m Menu) clicked(at tea.Mouse) (Menu, tea.Cmd) {
	_, owner := m.lines()
	y := at.Y - 1 + m.offset
	if at.Button != tea.MouseLeft || at.Y < 1 || at.Y > m.rows() || at.X < 1 || at.X > m.width-2 || y >= len(owner) || owner[y] < 0 {
		return m, nil
	}
	m.goTo(owner[y])
	return m, m.choose()
}

// rows is how many lines of the list are seen: the frame and the footer take the
// rest.
func (m Menu) rows() int { return max(1, m.height-3) }

// goTo gives a move the focus and keeps it in sight.
func (m *Menu) goTo(at int) {
	m.chosen = max(0, min(at, len(m.ops)-1))
	lines, owner := m.lines()
	first, last := 0, 0
	for y, i := range owner {
		if i != m.chosen {
			continue
		}
		if first == 0 {
			first = y
		}
		last = y
	}
	if m.chosen == 0 {
		first = 0
	}
	m.offset = max(0, min(parts.Follow(m.offset, first, last, m.rows()), len(lines)-m.rows()))
}

// lines draw the moves; owner says which move a line belongs to, -1 for none.
func (m Menu) lines() (lines []string, owner []int) {
	th, inner := m.theme, max(4, m.width-2)
	if len(m.ops) == 0 {
		lines = parts.Wrap("No moves are offered here: any aws line may be typed in the console.", inner-2, "")
		for i := range lines {
			lines[i] = " " + lines[i]
			owner = append(owner, -1)
		}
		return lines, owner
	}
	for i, op := range m.ops {
		add := func(s string) { lines, owner = append(lines, s), append(owner, i) }
		digit := " "
		if i < 9 {
			digit = fmt.Sprint(i + 1)
		}
		lead, ink := "  ", th.Strong
		if i == m.chosen {
			lead, ink = th.Focus.Paint("▸ "), th.Selected
		}
		title := lead + th.Accent.Paint(digit) + "  " + ink.Paint(op.Title())
		wide := ansi.StringWidth(title)+ansi.StringWidth(op.ID())+3 <= inner
		if wide {
			title = parts.Split(title, th.Faint.Paint(op.ID())+" ", inner)
		}
		add(title)
		for _, s := range parts.Wrap(op.Summary, inner-6, "") {
			add("     " + s)
		}
		if !wide {
			add("     " + th.Faint.Paint(op.ID()))
		}
	}
	return lines, owner
}

// View draws the menu as lines of its whole width.
func (m Menu) View() string {
	lines, _ := m.lines()
	shown, offset := parts.Window(lines, m.offset, m.rows())
	body := append([]string(nil), shown...)
	for len(body) < m.rows() {
		body = append(body, "")
	}
	k := m.keys
	digits := k.Digit
	digits.SetHelp("1-9", "choose")
	body = append(body, keys.Footer(m.theme, max(4, m.width-2), k.Choose, digits, keys.New("j k", "move", ""), k.Leave))
	return strings.Join(parts.Box(m.theme, m.width, parts.Section{
		Title: "moves", Note: parts.More(len(lines), offset, m.rows()), Lines: body, Height: m.rows() + 1, Focused: true,
	}), "\n")
}
