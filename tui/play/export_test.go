package play

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Beat wraps a message of the clock, which the test's clock hands out at once.
type Beat struct{ Msg tea.Msg }

// WithTestClock returns the model with a clock that does not wait.
func WithTestClock(m Model) Model {
	m.after = func(_ time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		return func() tea.Msg { return Beat{then(time.Time{})} }
	}
	return m
}
