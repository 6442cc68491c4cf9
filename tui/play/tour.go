package play

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drydock/tui/parts"
)

// tour is the place in the steps of a scenario that shows the learner around.
// Steps stand in a strip above the footer until they are done.
type tour struct{ at int }

// tourStep is the step that is shown, if there is one.
func (m Model) tourStep() (text, until string, ok bool) {
	if m.tour.at >= len(m.info.Steps) || m.phase != playing {
		return "", "", false
	}
	s := m.info.Steps[m.tour.at]
	return s.Text, s.Until, true
}

// did tells the tour what the learner has done. A step whose thing was done
// early does not come up again.
func (m *Model) did(what string) {
	if len(m.info.Steps) == 0 {
		return
	}
	if !slices.Contains(m.done, what) {
		m.done = append(m.done[:len(m.done):len(m.done)], what)
	}
	was := m.tour.at
	for m.tour.at < len(m.info.Steps) && slices.Contains(m.done, m.info.Steps[m.tour.at].Until) {
		m.tour.at++
	}
	if m.tour.at != was {
		m.fitTour()
	}
}

// fitTour gives the screen the room that the strip leaves.
func (m *Model) fitTour() {
	m.height = m.full - len(m.tourLines())
	m.followSelection()
}

// tourLines are the strip: a rule with the place in the tour, and the step.
func (m Model) tourLines() []string {
	text, _, ok := m.tourStep()
	if !ok {
		return nil
	}
	words := strings.ReplaceAll(parts.Clean(text), "`", "")
	lines := parts.Wrap(words, m.width-2, "")
	if room := m.full / 4; len(lines) > room {
		lines = lines[:max(1, room)]
	}
	title := fmt.Sprintf(" tour %d of %d ", m.tour.at+1, len(m.info.Steps))
	out := []string{m.theme.Accent.Paint(ansi.Truncate("──"+title+strings.Repeat("─", m.width), m.width, ""))}
	for _, l := range lines {
		out = append(out, parts.Fit(" "+m.theme.Strong.Paint(l), m.width))
	}
	return out
}
