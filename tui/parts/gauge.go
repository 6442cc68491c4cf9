package parts

import (
	"strings"

	"drydock/tui/theme"
)

// Gauge draws how much of total is used in width cells. Anything above nothing
// shows at least one full cell, and only a full resource fills the last.
func Gauge(used, total int64, width int) string {
	if width <= 0 {
		return ""
	}
	full := 0
	if total > 0 {
		used = max(0, min(used, total))
		full = int(used * int64(width) / total)
		if used > 0 && full == 0 {
			full = 1
		}
	}
	return strings.Repeat("█", full) + strings.Repeat("░", width-full)
}

// Bar draws progress: done of total in width cells, with an ink for the done
// part.
func Bar(th theme.Theme, done, total int64, width int) string {
	g := Gauge(done, total, width)
	n := strings.Count(g, "█")
	return th.Accent.Paint(strings.Repeat("━", n)) + th.Faint.Paint(strings.Repeat("─", max(0, width-n)))
}
