package play

import (
	"strings"
	"time"
)

// timelineBar draws the time of play in width cells: where the moves were made,
// and which instant is shown.
func (m Model) timelineBar(width int) string {
	const label = len("15:04")
	cells := width - 2*(label+1)
	end := m.now.played
	if cells < 12 || end < time.Second {
		return ""
	}
	bar := []rune(strings.Repeat("─", cells))
	at := func(t time.Duration) int { return min(cells-1, int(int64(t)*int64(cells)/int64(end))) }
	for _, t := range m.now.moved {
		bar[at(t)] = '▲'
	}
	bar[at(max(0, m.now.elapsed))] = '●'
	from := m.now.present.Add(-end)
	return from.Format("15:04") + " " + string(bar) + " " + m.now.present.Format("15:04")
}
