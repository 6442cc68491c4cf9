package play

import (
	"strings"

	"drydock/engine"
)

// mark is how a task is drawn: a glyph, a letter for small and colourless
// screens, and a word. No two marks share a glyph or a letter.
type mark struct {
	glyph, letter, word string
	ink                 func(inks) paint
}

// The marks. Squares are RUNNING, circles fill on the way there, triangles shrink
// on the way out.
var (
	markProvisioning   = mark{"◌", "V", "provisioning", inks.warn}
	markPending        = mark{"◔", "P", "pending", inks.warn}
	markActivating     = mark{"◑", "A", "activating", inks.warn}
	markRunning        = mark{"■", "R", "running", inks.good}
	markHealthy        = mark{"▣", "H", "healthy", inks.good}
	markUnhealthy      = mark{"▢", "U", "unhealthy", inks.bad}
	markInitial        = mark{"▤", "I", "initial", inks.warn}
	markLeaving        = mark{"▥", "L", "to stop", inks.warn}
	markDeactivating   = mark{"▼", "D", "deactivating", inks.warn}
	markStopping       = mark{"▽", "S", "stopping", inks.warn}
	markDeprovisioning = mark{"▿", "E", "deprovisioning", inks.faint}
	markStopped        = mark{"╳", "X", "stopped", inks.faint}
	markWaiting        = mark{"◇", "W", "waiting", inks.bad}
)

// taskMark puts what the engine says of a task into a mark.
func taskMark(t engine.TaskView) mark {
	switch t.LastStatus {
	case "PROVISIONING":
		return markProvisioning
	case "PENDING":
		return markPending
	case "ACTIVATING":
		return markActivating
	case "RUNNING":
		return runningMark(t)
	case "DEACTIVATING":
		return markDeactivating
	case "STOPPING":
		return markStopping
	case "DEPROVISIONING":
		return markDeprovisioning
	case "STOPPED":
		return markStopped
	default:
		return mark{"◌", "?", strings.ToLower(t.LastStatus), inks.warn}
	}
}

// runningMark is the mark of a RUNNING task: how its target stands, and the health
// checks of its containers. The worse of the two counts.
func runningMark(t engine.TaskView) mark {
	switch {
	case t.DesiredStatus == "STOPPED":
		return markLeaving
	case t.Health == "draining":
		return mark{markLeaving.glyph, markLeaving.letter, "draining", markLeaving.ink}
	case t.Health == "unhealthy" || t.Checks == "UNHEALTHY":
		return markUnhealthy
	case t.Health != "" && t.Health != "healthy":
		return mark{markInitial.glyph, markInitial.letter, t.Health, markInitial.ink}
	case t.Checks == "UNKNOWN":
		return mark{markInitial.glyph, markInitial.letter, "unknown", markInitial.ink}
	case t.Health == "healthy" || t.Checks == "HEALTHY":
		return markHealthy
	default:
		return markRunning
	}
}

// legend explains the marks, for the help.
var legend = [...]string{
	"◌ V PROVISIONING    ◔ P PENDING    ◑ A ACTIVATING",
	"■ R RUNNING, nothing checks it",
	"▣ H RUNNING, healthy    ▢ U RUNNING, unhealthy",
	"▤ I RUNNING, initial: not known to be healthy yet",
	"▥ L RUNNING, to stop, or its target is draining",
	"▼ D DEACTIVATING    ▽ S STOPPING    ▿ E DEPROVISIONING    ╳ X STOPPED",
	"◇ W waiting: wanted by its service, and it fits nowhere",
	"█ used    ▒ kept free for daemons    ░ free",
	":8080 a host port; static: the definition names it",
	"✓ met, allowed   ✗ unmet, denied",
	"★ star earned    ☆ star to earn",
}
