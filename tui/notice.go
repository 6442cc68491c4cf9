package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/parts"
)

// notice is a box over whatever screen is shown: what went wrong.
type notice struct {
	title string
	text  string
	popup parts.Popup
}

// tell opens the box.
func (n *notice) tell(title string, err error) {
	*n = notice{title: title, text: parts.Clean(err.Error()), popup: parts.Popup{Open: true}}
}

// tellOnce is tell for what may go wrong again and again: the same words are not
// told twice in a row.
func (n *notice) tellOnce(title string, err error) {
	if n.title != title || n.text != parts.Clean(err.Error()) {
		n.tell(title, err)
	}
}

func (n notice) lines(width int) []string {
	return parts.Wrap(n.text, parts.PopupWidth(width), "  ")
}

// update takes input while the box is open, and reports whether it did.
func (n *notice) update(msg tea.Msg, width, height int) bool {
	if !n.popup.Open {
		return false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		n.popup.Key(msg, len(n.lines(width)), height-1)
	case tea.MouseClickMsg:
		n.popup = parts.Popup{}
	}
	return true
}

// said lays over a screen what the shell has to say: the box, and in place of
// the footer that a scenario is being opened.
func (a App) said(content string) string {
	if a.opening == "" && !a.notice.popup.Open {
		return content
	}
	lines := strings.Split(content, "\n")
	last := len(lines) - 1
	if a.opening != "" {
		lines[last] = parts.Fit(a.theme.Warn.Paint(" opening "+parts.Line(a.entry(a.opening).Title)+" …"), a.width)
	}
	body := a.notice.popup.Over(a.theme, lines[:last], a.width, a.notice.title, a.notice.lines(a.width))
	return strings.Join(append(body, lines[last]), "\n")
}
