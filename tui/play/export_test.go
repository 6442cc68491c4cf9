package play

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/engine"
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

// OnFargate reports whether a task on Fargate is selected.
func OnFargate(m Model) bool {
	for at := range everyTask(m.now.picture) {
		if at.on.ID == "" && m.selected == "task "+at.task.ID {
			return true
		}
	}
	return false
}

// Choose selects the thing of a key.
func Choose(m Model, key string) Model {
	if t, ok := m.draw().find(key); ok {
		m.choose(t)
	}
	return m
}

// Facts are the facts of a thing, a line each.
func Facts(p engine.Picture, key string) []string {
	list, _ := facts(p, key)
	var out []string
	for _, f := range list {
		out = append(out, f.label+": "+f.value)
	}
	return out
}

// WithMoves offers forms for operations.
func WithMoves(m Model, ids ...string) Model {
	info := *m.info
	info.Play.Moves = ids
	m.info = &info
	return m
}

// ChooseTitled selects the first thing of a kind and a name, and reports whether one
// is there.
func ChooseTitled(m Model, title string) (Model, bool) {
	for _, t := range m.draw().things {
		if t.title() == title {
			m.choose(t)
			return m, true
		}
	}
	return m, false
}
