package keys

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Scroll is the bindings that move through lines or rows.
type Scroll struct{ Down, Up, PageDown, PageUp, Top, Bottom key.Binding }

// Move returns where a key leads from a line, page being the lines of a page;
// false for a key that does not move. The caller keeps the line in its bounds.
func (s Scroll) Move(msg tea.KeyPressMsg, from, page int) (int, bool) {
	switch {
	case key.Matches(msg, s.Down):
		return from + 1, true
	case key.Matches(msg, s.Up):
		return from - 1, true
	case key.Matches(msg, s.PageDown):
		return from + page, true
	case key.Matches(msg, s.PageUp):
		return from - page, true
	case key.Matches(msg, s.Top):
		return 0, true
	case key.Matches(msg, s.Bottom):
		return 1 << 20, true
	}
	return from, false
}
