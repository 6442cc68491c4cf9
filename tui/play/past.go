package play

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"charm.land/bubbles/v2/key"
)

// lookBackStep is how far one key press moves through the past.
const lookBackStep = 10 * time.Second

// beforePlay is a time of play before the first move, also where that was made
// at the start.
const beforePlay = -time.Millisecond

// shown is the attempt that the screen draws: as it was, while the learner looks
// back.
func (m Model) shown() Attempt {
	if m.past != nil {
		return m.past
	}
	return m.attempt
}

// lookTo shows the world as it was at a time of play. A time to come is the
// present.
func (m *Model) lookTo(t time.Duration) {
	if t >= m.attempt.Elapsed() {
		m.toPresent()
		return
	}
	m.running = false
	m.chain++
	m.past, m.pastAt = m.attempt.At(t), t
	m.did("look-back")
	m.changed()
}

// toPresent ends looking back.
func (m *Model) toPresent() {
	if m.past == nil {
		return
	}
	m.past = nil
	m.did("return")
	m.changed()
}

// pastPressed acts on the keys that move through time, and reports whether it
// did.
func (m *Model) pastPressed(msg tea.KeyPressMsg) bool {
	k := m.keys
	at := m.shown().Elapsed()
	switch {
	case key.Matches(msg, k.Earlier):
		m.lookTo(max(beforePlay, at-lookBackStep))
	case key.Matches(msg, k.Later):
		m.later(at + lookBackStep)
	case key.Matches(msg, k.EventBefore):
		m.lookTo(m.eventBefore(at))
	case key.Matches(msg, k.EventAfter):
		m.later(m.eventAfter(at))
	default:
		return false
	}
	return true
}

// later goes on towards the present, and says so when it is there.
func (m *Model) later(t time.Duration) {
	if m.past == nil {
		m.notice = "This is the present: " + m.keys.Run.Help().Key + " lets time pass, " + m.keys.Earlier.Help().Key + " looks back."
		return
	}
	m.lookTo(t)
}

// eventBefore is the time of play of the last event before at, or before
// the first move.
func (m Model) eventBefore(at time.Duration) time.Duration {
	events := m.attempt.Events()
	for i := len(events) - 1; i >= 0; i-- {
		if t := m.playTime(m.attempt.EventTime(events[i])); t < at {
			return max(beforePlay, t)
		}
	}
	return beforePlay
}

// eventAfter is the time of play of the first event after at, or the present.
func (m Model) eventAfter(at time.Duration) time.Duration {
	for _, e := range m.attempt.Events() {
		if t := m.playTime(m.attempt.EventTime(e)); t > at {
			return t
		}
	}
	return m.attempt.Elapsed()
}

// playTime is how long after the start of play an instant is.
func (m Model) playTime(t time.Time) time.Duration {
	return m.attempt.Elapsed() - m.attempt.Clock().Sub(t)
}

// acts reports whether a key would change the world, which the past does not
// allow.
func (m Model) acts(msg tea.KeyPressMsg) bool {
	k := m.keys
	return key.Matches(msg, k.Run, k.Step, k.Hint, k.Undo, k.Redo, k.Console, k.Submit, k.Act, k.Edit, k.Choices, k.Switch, k.Drop)
}

// pastNotice says how to get out of the past.
func (m Model) pastNotice() string {
	k := m.keys
	return "This is the past. " + k.Back.Help().Key + " returns to " + m.attempt.Clock().Format("15:04:05") + ", " + k.Fork.Help().Key + " begins a second timeline here."
}
