package quiz

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"drydock/tui/parts"
)

// Update acts on a message; where to go next leaves as a message.
func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case parts.MarkdownRenderedMsg:
		m.stem.Rendered(msg)
	case watchedMsg:
		m.watched(msg)
	case tea.MouseWheelMsg:
		switch msg.Mouse().Button {
		case tea.MouseWheelUp:
			m.offset = m.bounded(m.offset - 3)
		case tea.MouseWheelDown:
			m.offset = m.bounded(m.offset + 3)
		}
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	case tea.PasteMsg:
		if m.Typing() {
			m.typed(msg.Content)
		}
	case tea.KeyPressMsg:
		return m.pressed(msg)
	}
	return m, nil
}

func (m Model) pressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	if m.help.Open {
		m.help.Key(msg, len(m.helpLines()), m.height-2)
		return m, nil
	}
	if key.Matches(msg, m.keys.Help) {
		m.help.Open = true
		return m, nil
	}
	if m.phase == watching {
		return m.pressedWatching(msg)
	}
	if key.Matches(msg, m.keys.Leave) {
		return m.leave()
	}
	if m.Typing() && m.edited(msg) {
		return m, nil
	}
	if to, moved := m.keys.scroll().Move(msg, m.offset, max(1, m.rows()-1)); moved {
		m.offset = m.bounded(to)
		return m, nil
	}
	switch m.phase {
	case asking:
		m.pressedAsking(msg)
	case sure:
		m.pressedSure(msg)
	case explained:
		return m.pressedExplained(msg)
	case finished:
		if key.Matches(msg, m.keys.Answer, m.keys.Next) {
			return m.leave()
		}
	}
	return m, nil
}

// letter is the option that a key names.
func (m Model) letter(msg tea.KeyPressMsg) int {
	return slices.Index(m.keys.Options.Keys(), msg.String())
}

func (m *Model) pressedAsking(msg tea.KeyPressMsg) {
	switch {
	case key.Matches(msg, m.keys.Options) && !m.numeric():
		m.choose(m.letter(msg))
	case key.Matches(msg, m.keys.Answer):
		m.give()
	}
}

func (m *Model) pressedSure(msg tea.KeyPressMsg) {
	for confidence, b := range []key.Binding{m.keys.Answer, m.keys.Guess, m.keys.Fairly, m.keys.Sure} {
		if key.Matches(msg, b) {
			m.confide(confidence)
		}
	}
}

func (m Model) pressedExplained(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	switch {
	case key.Matches(msg, m.keys.Next, m.keys.Answer):
		return m.next()
	case key.Matches(msg, m.keys.Watch) && m.item().Question.Bound():
		return m.watch(m.firstToWatch())
	}
	return m, nil
}

// edited acts on a key that edits the number, and reports whether it did.
func (m *Model) edited(msg tea.KeyPressMsg) bool {
	if msg.Text != "" {
		return m.typed(msg.Text)
	}
	switch msg.String() {
	case "up", "down", "pgup", "pgdown", "ctrl+d", "ctrl+u":
		return false // they scroll
	}
	return m.input.Key(msg)
}

// numberMax is how many characters a number may have.
const numberMax = 18

// typed puts what can stand in a number into the line; other text is no part of
// an answer, and false.
func (m *Model) typed(text string) bool {
	text = strings.TrimSpace(text)
	for _, r := range text {
		if (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	if text == "" || len(m.input.Value())+len(text) > numberMax {
		return text != ""
	}
	m.input.Insert(text)
	m.problem = ""
	return true
}

// clicked chooses the option under the mouse.
func (m Model) clicked(at tea.Mouse) (Model, tea.Cmd) {
	if m.help.Open || at.Button != tea.MouseLeft || m.phase != asking {
		return m, nil
	}
	lines, options := m.askingLines()
	_, from := parts.Window(lines, m.offset, m.rows())
	row := at.Y - bodyTop
	if row < 0 || row >= m.rows() {
		return m, nil
	}
	for option, span := range options {
		if from+row >= span.first && from+row <= span.last {
			m.choose(option)
		}
	}
	return m, nil
}
