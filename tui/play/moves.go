package play

// askHint asks whether a hint may cost points. Those that were paid for come
// first when they are not on the screen, and where none is left there is nothing
// to ask.
func (m *Model) askHint() {
	had := m.now.hints
	left := len(had) == 0 || len(had) < had[0].Of
	if len(had) > 0 && m.detail.mode != detailHints {
		m.detail.show(detailHints)
		m.reveal()
		if left {
			m.notice = "These are the hints you had; " + m.keys.Hint.Help().Key + " again asks for the next."
			return
		}
	}
	if _, fits := m.attempt.NextHint(); !left || !fits {
		m.hint() // it says why there is none
		return
	}
	m.overlay = hintOverlay
}

func (m *Model) hint() {
	h, err := m.attempt.Hint()
	if err != nil {
		m.notice = err.Error()
		return
	}
	m.look()
	m.detail.show(detailHints)
	m.detail.offset = 1 << 20
	m.did("hint")
	m.notice = hintNotice(h)
	m.reveal()
}

func (m *Model) undo() {
	if err := m.attempt.Undo(); err != nil {
		m.notice = err.Error()
		return
	}
	m.changed()
	m.did("undo")
	m.notice = "Undone: the world is as it was before the last move, " + m.clockText() + "."
}

func (m *Model) redo() {
	if err := m.attempt.Redo(); err != nil {
		m.notice = err.Error()
		return
	}
	m.changed()
	m.notice = "Redone: the move was made again, " + m.clockText() + "."
}
