package play

import (
	"strings"

	"charm.land/bubbles/v2/key"

	"drydock/tui/keys"
)

// Keys are the bindings of the play screen; the footer, the help and the
// documentation are drawn from the same values.
type Keys struct {
	Run, Faster, Slower, Step             key.Binding
	Left, Down, Up, Right                 key.Binding
	Why, Events, Hint, Undo, Ticket       key.Binding
	ReadOn, ReadBack                      key.Binding
	Console, Submit, Next, Previous, Zoom key.Binding
	Earlier, Later                        key.Binding
	EventBefore, EventAfter               key.Binding
	Fork, Switch, Drop, Redo              key.Binding
	Act, Choices, Inspect, Edit           key.Binding
	Network, Path, PathAgain              key.Binding
	Here, Elsewhere                       key.Binding
	Unzoom, Back, Help                    key.Binding

	ScrollDown, ScrollUp, PageDown, PageUp, Top, Bottom, Explain key.Binding

	Enter, Older, Newer, Complete, CompleteBack, Clear, ConsoleUp, ConsoleDown, Wipe, Out, End key.Binding

	Yes, No, Close key.Binding
}

// DefaultKeys are the bindings as documented.
func DefaultKeys() Keys {
	return Keys{
		Run:      keys.New("space", "run or pause", "space"),
		Faster:   keys.New(">", "faster: ×1, ×10, ×60, ×600", ">", "."),
		Slower:   keys.New("<", "slower", "<", ","),
		Step:     keys.New("n", "to the next event, 10 s at most", "n"),
		Left:     keys.New("h ←", "select to the left", "h", "left"),
		Down:     keys.New("j ↓", "select below, or scroll", "j", "down"),
		Up:       keys.New("k ↑", "select above, or scroll", "k", "up"),
		Right:    keys.New("l →", "select to the right", "l", "right"),
		Why:      keys.New("w", "why the selected thing is so", "w"),
		ReadOn:   keys.New("pgdn", "read on in the detail panel", "pgdown", "ctrl+d"),
		ReadBack: keys.New("pgup", "read back in the detail panel", "pgup", "ctrl+u"),
		Events:   keys.New("e", "to the event list", "e"),
		Hint:     keys.New("H", "next hint (it costs points)", "H"),
		Undo:     keys.New("u", "undo the last move", "u"),
		Redo:     keys.New("ctrl+r", "redo the move that was undone", "ctrl+r"),
		Act:      keys.New("a", "act: a form for each move", "a"),
		Edit:     keys.New("E", "edit a policy of the selected role", "E"),
		Choices:  keys.New("c", "choose one of the answers", "c"),
		Inspect:  keys.New("i", "inspect: what AWS says of it", "i"),

		Network:   keys.New("v", "view the network, or the cluster", "v"),
		Path:      keys.New("p", "path: from here to …", "p"),
		PathAgain: keys.New("P", "the path again, hop by hop", "P"),
		Here:      keys.New("enter p", "the path leads here", "enter"),
		Elsewhere: keys.New("o", "to the internet or an AWS service", "o"),

		Earlier:     keys.New("[", "look back 10 s", "["),
		Later:       keys.New("]", "10 s on, up to the present", "]"),
		EventBefore: keys.New("{", "look back to the event before", "{"),
		EventAfter:  keys.New("}", "on to the next event", "}"),
		Fork:        keys.New("f", "fork: a second timeline; compare", "f"),
		Switch:      keys.New("x", "play the other timeline", "x"),
		Drop:        keys.New("X", "give the other timeline up", "X"),

		Ticket:   keys.New("b", "the ticket (the brief)", "b"),
		Console:  keys.New(";", "to the console", ";"),
		Submit:   keys.New("enter", "submit", "enter"),
		Next:     keys.New("tab", "next panel: events, goals …", "tab"),
		Previous: keys.New("shift+tab", "previous panel", "shift+tab"),
		Zoom:     keys.New("+", "zoom: this panel alone", "+", "="),
		Unzoom:   keys.New("_", "all panels again", "_", "-"),
		Back:     keys.New("esc", "back; from the top: leave", "esc", "q"),
		Help:     keys.New("?", "help", "?"),

		ScrollDown: keys.New("j ↓", "next line", "j", "down"),
		ScrollUp:   keys.New("k ↑", "line before", "k", "up"),
		PageDown:   keys.New("pgdn", "page down", "pgdown", "ctrl+d"),
		PageUp:     keys.New("pgup", "page up", "pgup", "ctrl+u"),
		Top:        keys.New("g", "to the first line", "g", "home"),
		Bottom:     keys.New("G", "to the last line", "G", "end"),
		Explain:    keys.New("enter w", "why this event happened", "enter", "w"),

		Enter:        keys.New("enter", "run the line", "enter"),
		Older:        keys.New("↑", "older line", "up", "ctrl+p"),
		Newer:        keys.New("↓", "newer line", "down", "ctrl+n"),
		Complete:     keys.New("tab", "complete; again for the next", "tab"),
		CompleteBack: keys.New("shift+tab", "the candidate before", "shift+tab"),
		Clear:        keys.New("ctrl+u", "clear the line before the cursor", "ctrl+u"),
		ConsoleUp:    keys.New("pgup", "scroll the output up", "pgup"),
		ConsoleDown:  keys.New("pgdn", "scroll the output down", "pgdown"),
		Wipe:         keys.New("ctrl+l", "empty the output", "ctrl+l"),
		Out:          keys.New("esc", "leave the console", "esc"),
		End:          keys.New("ctrl+d", "leave, on an empty line", "ctrl+d"),

		Yes:   keys.New("y", "yes", "y", "enter"),
		No:    keys.New("any other key", "no", ""),
		Close: keys.New("esc", "close", "esc", "enter", "q", "space"),
	}
}

// Sections of the help that belong to one panel, or two.
const (
	eventKeys  = "Play: event list"
	scrollKeys = "Play: goals and detail"
)

// Groups are the bindings by the panel that has the keys.
func (k Keys) Groups() []keys.Group {
	return []keys.Group{
		{Title: "Play: time and moves", Bindings: []key.Binding{
			k.Run, k.Faster, k.Slower, k.Step, k.Act, k.Edit, k.Choices, k.Console, k.Undo, k.Redo, k.Hint, k.Submit,
		}},
		{Title: "Play: timelines", Bindings: []key.Binding{k.Earlier, k.Later, k.EventBefore, k.EventAfter, k.Fork, k.Switch, k.Drop}},
		{Title: "Play: looking", Bindings: []key.Binding{
			k.Left, k.Down, k.Up, k.Right, k.Network, k.Why, k.Inspect, k.Path, k.PathAgain, k.ReadOn, k.ReadBack, k.Events, k.Ticket, k.Next, k.Previous, k.Zoom, k.Unzoom, k.Back, k.Help,
		}},
		{Title: "Play: where a path leads", Bindings: []key.Binding{k.Here, k.Elsewhere}},
		{Title: scrollKeys, Bindings: []key.Binding{k.ScrollDown, k.ScrollUp, k.PageDown, k.PageUp, k.Top, k.Bottom}},
		{Title: eventKeys, Bindings: []key.Binding{k.ScrollDown, k.ScrollUp, k.PageDown, k.PageUp, k.Top, k.Bottom, k.Explain}},
		{Title: "Play: console", Bindings: []key.Binding{
			k.Enter, k.Older, k.Newer, k.Complete, k.CompleteBack, k.Clear, k.ConsoleUp, k.ConsoleDown, k.Wipe, k.Out, k.End,
		}},
	}
}

// panelNames are what the panels are called where they are not seen.
var panelNames = [panels]string{"cluster", "events", "console", "goals", "detail"}

// footer is the handful of bindings that count now, with short words.
func (m Model) footer() []key.Binding {
	k := m.keys
	var ways []key.Binding // between the panels, where one alone is seen
	tab, zoom := keys.As(k.Next, "panel"), keys.As(k.Zoom, "zoom")
	if m.layout().single {
		ways = append(ways, keys.As(k.Next, panelNames[m.next()]))
		tab.SetEnabled(false)
		zoom.SetEnabled(false)
		if !m.small() {
			ways = append(ways, keys.As(k.Unzoom, "all panels"))
		}
	}
	switch {
	case m.phase == toHorizon:
		return []key.Binding{keys.New("any key", "skip to the end", "")}
	case m.comparing:
		return []key.Binding{
			keys.As(k.Run, "run"), keys.As(k.Switch, "play the other"), keys.As(k.Drop, "give it up"), keys.As(k.Fork, "one on the screen"), keys.As(k.Faster, "faster"), k.Help,
		}
	case m.past != nil && m.focus != panelConsole:
		return []key.Binding{
			keys.New("[ ]", "10 s", ""), keys.New("{ }", "event", ""), keys.As(k.Back, "to the present"), keys.As(k.Fork, "fork here"), keys.As(k.Why, "why"), keys.As(k.Inspect, "inspect"), k.Help,
		}
	case m.focus == panelConsole:
		return []key.Binding{
			keys.As(k.Enter, "run"), keys.As(k.Complete, "complete"), keys.New("↑↓", "history", ""), keys.As(k.ConsoleUp, "scroll"),
			keys.New("help", "commands", ""), keys.As(k.Out, "out"),
		}
	case m.focus == panelEvents:
		return append(ways,
			keys.New("j k", "scroll", ""), keys.New("g G", "ends", ""), keys.As(k.Explain, "why"), keys.As(k.Run, "run"), tab,
			keys.As(k.Back, "back"), k.Help,
		)
	case m.path.choosing && m.focus == panelCluster:
		return append(ways, keys.As(k.Here, "here"), keys.New("h j k l", "move", ""), keys.As(k.Elsewhere, "elsewhere"), keys.As(k.Back, "give up"), k.Help)
	case m.focus != panelCluster:
		return append(ways, keys.New("j k", "scroll", ""), tab, zoom, keys.As(k.Run, "run"), keys.As(k.Back, "back"), k.Help)
	}
	run := "run"
	if m.running {
		run = "pause"
	}
	out := append(ways, keys.As(k.Run, run))
	read := keys.As(k.ReadOn, "read on")
	read.SetEnabled(m.beyond())
	if m.detail.mode != detailFacts {
		out = append(out, read)
		read.SetEnabled(false)
	}
	act, choose := keys.As(k.Act, "act"), keys.As(k.Choices, "choose")
	act.SetEnabled(len(m.info.Play.Moves) > 0)
	choose.SetEnabled(len(m.info.Choices) > 0)
	path := keys.As(k.Path, "path")
	path.SetEnabled(m.onNetwork)
	edit := keys.As(k.Edit, "edit")
	edit.SetEnabled(strings.HasPrefix(m.selected, "role "))
	return append(out,
		choose, act, edit, keys.As(k.Console, "console"), keys.As(k.Why, "why"), keys.As(k.Network, m.otherPicture()), path, keys.As(k.Submit, "submit"), keys.As(k.Undo, "undo"), keys.As(k.Hint, "hint"),
		read, keys.As(k.Inspect, "inspect"), keys.New("[ ]", "time", ""), keys.As(k.Fork, "fork"), keys.As(k.Events, "events"), keys.As(k.Ticket, "ticket"),
		keys.As(k.Faster, "faster"), keys.As(k.Step, "step"), k.Help,
	)
}
