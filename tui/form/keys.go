package form

import (
	"charm.land/bubbles/v2/key"

	"drydock/tui/keys"
)

// Keys are the bindings of a form and of its menu; the footer, the help and the
// documentation are drawn from the same values.
type Keys struct {
	Next, Previous, PageDown, PageUp key.Binding
	Act, Turn, Back, Clear, Remove   key.Binding
	Edit, Send, Cancel               key.Binding

	Lower, Higher, Take, TakeOn, Close key.Binding

	ItemDown, ItemUp, Choose, Digit, Leave key.Binding
}

// DefaultKeys are the bindings as documented.
func DefaultKeys() Keys {
	return Keys{
		Next:     keys.New("tab ↓", "next field", "tab", "down"),
		Previous: keys.New("shift+tab ↑", "field before", "shift+tab", "up"),
		PageDown: keys.New("pgdn", "some fields on", "pgdown"),
		PageUp:   keys.New("pgup", "some fields back", "pgup"),
		Act:      keys.New("enter", "choices, add, unfold; or on", "enter"),
		Turn:     keys.New("space →", "turn a choice, or unfold", "space", "right"),
		Back:     keys.New("←", "turn it back, or fold", "left"),
		Clear:    keys.New("ctrl+u", "empty the field", "ctrl+u"),
		Remove:   keys.New("ctrl+x", "remove from the list", "ctrl+x"),
		Edit:     keys.New("e", "on a policy: edit it as text", "e"),
		Send:     keys.New("ctrl+s", "run the line", "ctrl+s"),
		Cancel:   keys.New("esc", "leave, change nothing", "esc"),

		Lower:  keys.New("↓", "next choice", "down", "ctrl+n"),
		Higher: keys.New("↑", "choice before", "up", "ctrl+p"),
		Take:   keys.New("enter", "take the choice", "enter", "tab"),
		TakeOn: keys.New("any letter", "only what has it", ""),
		Close:  keys.New("esc", "keep what was there", "esc"),

		ItemDown: keys.New("j ↓", "next move", "j", "down"),
		ItemUp:   keys.New("k ↑", "move before", "k", "up"),
		Choose:   keys.New("enter", "fill in its form", "enter", "l", "right", "space"),
		Digit:    keys.New("1-9", "that move", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		Leave:    keys.New("esc", "leave", "esc", "q"),
	}
}

// Groups are the bindings for the help and the documentation.
func (k Keys) Groups() []keys.Group {
	return []keys.Group{
		{Title: "Moves: the menu", Bindings: []key.Binding{k.ItemDown, k.ItemUp, k.Digit, k.Choose, k.Leave}},
		{Title: "Moves: a form", Bindings: []key.Binding{
			k.Next, k.Previous, k.PageDown, k.PageUp, k.Act, k.Turn, k.Back, k.Clear, k.Remove, k.Edit, k.Send, k.Cancel,
		}},
		{Title: "Moves: the choices of a field", Bindings: []key.Binding{k.TakeOn, k.Lower, k.Higher, k.Take, k.Close}},
	}
}

// footer is the handful of bindings that count now.
func (m Model) footer() []key.Binding {
	k := m.keys
	as := func(b key.Binding, shown, does string) key.Binding {
		b.SetHelp(shown, does)
		return b
	}
	if m.picker.open {
		return []key.Binding{as(k.Take, "enter", "take"), as(k.Lower, "↑↓", "choose"), as(k.TakeOn, "type", "to filter"), as(k.Close, "esc", "close")}
	}
	act := as(k.Act, "enter", m.actWord())
	remove := as(k.Remove, "ctrl+x", "remove")
	remove.SetEnabled(m.row().removable())
	edit := as(k.Edit, "e", "as text")
	edit.SetEnabled(m.row().inDocument())
	return []key.Binding{act, edit, as(k.Next, "tab", "next"), as(k.Send, "ctrl+s", "run"), remove, as(k.Previous, "↑↓", "move"), as(k.Cancel, "esc", "cancel")}
}

// actWord is what enter does on the row that has the focus.
func (m Model) actWord() string {
	switch r := m.row(); r.kind {
	case sendRow:
		return "run"
	case moreRow:
		if m.all {
			return "fold"
		}
		return "unfold"
	case listRow:
		return "add"
	case groupRow:
		if r.node.open {
			return "fold"
		}
		return "unfold"
	case valueRow:
		if r.node.picks() {
			return "choices"
		}
	}
	return "on"
}
