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

// Stack draws how much of total is used, how much of the rest is held for something
// else, and how much is free, in width cells. Each that is above nothing shows in at
// least one cell, if there are three.
func Stack(used, held, total int64, width int) string {
	full := []rune(Gauge(used, total, width))
	held = max(0, min(held, total-used))
	if held == 0 {
		return string(full)
	}
	from := strings.Count(string(full), "█")
	upTo := strings.Count(Gauge(used+held, total, width), "█")
	if upTo == from {
		upTo = min(upTo+1, width)
	}
	if upTo == width && used+held < total && width > 1 {
		upTo--
		from = min(from, max(upTo-1, 1))
	}
	for i := range full {
		switch {
		case i >= upTo:
			full[i] = '░'
		case i >= from:
			full[i] = '▒'
		}
	}
	return string(full)
}

// Bar draws progress: done of total in width cells, with an ink for the done
// part.
func Bar(th theme.Theme, done, total int64, width int) string {
	g := Gauge(done, total, width)
	n := strings.Count(g, "█")
	return th.Accent.Paint(strings.Repeat("━", n)) + th.Faint.Paint(strings.Repeat("─", max(0, width-n)))
}
