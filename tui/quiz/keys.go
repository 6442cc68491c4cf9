package quiz

import (
	"charm.land/bubbles/v2/key"

	"drydock/tui/keys"
)

// Keys are the bindings of the quiz.
type Keys struct {
	Options, Answer                           key.Binding
	Guess, Fairly, Sure                       key.Binding
	Watch, Next                               key.Binding
	Forward, Back                             key.Binding
	Down, Up, PageDown, PageUp, First, Bottom key.Binding
	Leave, Help                               key.Binding
}

// DefaultKeys are the bindings as documented.
func DefaultKeys() Keys {
	return Keys{
		Options:  keys.New("a–f", "choose an option, or take the choice back; while watching, play it", "a", "b", "c", "d", "e", "f"),
		Answer:   keys.New("enter", "answer, and go on", "enter"),
		Guess:    keys.New("1", "after answering: it was a guess", "1"),
		Fairly:   keys.New("2", "after answering: fairly sure", "2"),
		Sure:     keys.New("3", "after answering: quite sure", "3"),
		Watch:    keys.New("w", "watch an option happen, where the engine decides", "w"),
		Next:     keys.New("n", "next question", "n"),
		Forward:  keys.New("l →", "while watching: next step", "l", "right", "space", "enter"),
		Back:     keys.New("h ←", "while watching: step before", "h", "left"),
		Down:     keys.New("j ↓", "next line", "j", "down"),
		Up:       keys.New("k ↑", "line before", "k", "up"),
		PageDown: keys.New("pgdn", "page down", "pgdown", "ctrl+d"),
		PageUp:   keys.New("pgup", "page up", "pgup", "ctrl+u"),
		First:    keys.New("g", "to the first line", "g", "home"),
		Bottom:   keys.New("G", "to the last line", "G", "end"),
		Leave:    keys.New("esc", "leave; while watching, back to the reasons", "esc", "q"),
		Help:     keys.New("?", "help", "?"),
	}
}

// scroll are the bindings that move.
func (k Keys) scroll() keys.Scroll {
	return keys.Scroll{Down: k.Down, Up: k.Up, PageDown: k.PageDown, PageUp: k.PageUp, Top: k.First, Bottom: k.Bottom}
}

// Groups are the bindings for the help and the documentation.
func (k Keys) Groups() []keys.Group {
	return []keys.Group{{Title: "Quiz", Bindings: []key.Binding{
		k.Options, k.Answer, k.Guess, k.Fairly, k.Sure, k.Watch, k.Next, k.Forward, k.Back,
		k.Down, k.Up, k.PageDown, k.PageUp, k.First, k.Bottom, k.Leave, k.Help,
	}}}
}
