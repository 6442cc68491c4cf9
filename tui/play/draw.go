package play

import (
	"drydock/engine"
	"drydock/tui/theme"
)

// DrawCluster draws a cluster in width cells, for screens that only show it: in
// the roomiest way that fits into height rows, or else in the tightest, which may
// have more lines than that.
func DrawCluster(th theme.Theme, p engine.Picture, width, height int) []string {
	return new(drawings).draw(th, p, 0, width, height, "").lines
}
