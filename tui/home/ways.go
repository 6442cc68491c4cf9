package home

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/parts"
)

// way is a line of the home screen.
type way struct {
	name  string
	about string // where there is room
	short string // where there is little
	leads tea.Msg
}

// continuesMax is how many attempts are offered to go on with.
const continuesMax = 5

// arrange makes the ways anew: the tour first for somebody who has done nothing,
// otherwise what there is to go on with. A cursor that the learner has moved
// stays on its way.
func (m *Model) arrange() {
	var was tea.Msg
	if m.moved {
		was = m.ways[m.cursor].leads
	}
	m.ways = nil
	tour := way{name: "Tour", about: "two minutes, for the first time here", short: "2 min", leads: OpenedMsg{m.cfg.Tour}}
	fresh := len(m.progress.Continue) == 0 && len(m.progress.Best) == 0
	if m.cfg.Tour != "" && fresh {
		m.ways = append(m.ways, tour)
	}
	for i, a := range m.progress.Continue {
		if i == continuesMax {
			break
		}
		when := ago(m.progress.Now.Sub(a.Last))
		m.ways = append(m.ways, way{
			name: "Continue: " + a.Title, about: when + ", " + parts.Count(a.Moves, "move") + " so far", short: when, leads: ContinuedMsg{a.ID},
		})
	}
	m.ways = append(m.ways, m.libraryWay())
	if m.cfg.Quiz {
		m.ways = append(m.ways, way{name: "Quiz", about: "questions as the exams ask them", leads: QuizMsg{}})
	}
	if m.cfg.Tour != "" && !fresh {
		m.ways = append(m.ways, tour)
	}
	m.ways = append(m.ways, way{name: "Quit", leads: QuitMsg{}})
	m.cursor = 0
	for i, w := range m.ways {
		if m.moved && w.leads == was {
			m.cursor = i
		}
	}
	m.follow()
}

func (m *Model) libraryWay() way {
	w := way{name: "Library", leads: LibraryMsg{}, about: "reading the packs …", short: "…"}
	if m.library == nil {
		return w
	}
	w.short = fmt.Sprintf("%d/%d done", m.library.Done, m.library.Scenarios)
	w.about = fmt.Sprintf("%s in %s, %d done", parts.Count(m.library.Scenarios, "scenario"), parts.Count(m.library.Packs, "pack"), m.library.Done)
	if m.library.Broken > 0 {
		w.about += fmt.Sprintf("; ✗ %d broken", m.library.Broken)
	}
	return w
}

// ago says how long ago something was, in one unit.
func ago(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return parts.Count(int(d/time.Minute), "minute") + " ago"
	case d < day:
		return parts.Count(int(d/time.Hour), "hour") + " ago"
	case d < 60*day:
		return parts.Count(int(d/day), "day") + " ago"
	}
	return parts.Count(int(d/(30*day)), "month") + " ago"
}
