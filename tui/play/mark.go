package play

import (
	"strings"

	"drydock/engine"
	"drydock/tui/theme"
)

// mark is how a task is drawn: a glyph, a letter for small and colourless
// screens, and a word. No two marks share a glyph or a letter.
type mark struct {
	glyph, letter, word string
	tone                tone
}

// tone is what a mark means for who sees it, whatever the theme.
type tone int

const (
	good tone = iota
	bad
	warn  // on the way
	faint // matters less
)

// ink draws in the tone.
func (t tone) ink(th theme.Theme) theme.Ink {
	return [...]theme.Ink{good: th.Good, bad: th.Bad, warn: th.Warn, faint: th.Faint}[t]
}

// The marks, as indexes into marks.
const (
	markProvisioning = iota
	markPending
	markActivating
	markRunning
	markHealthy
	markUnhealthy
	markInitial
	markLeaving
	markDeactivating
	markStopping
	markDeprovisioning
	markStopped
	markWaiting
)

// marks: squares are RUNNING, circles fill on the way there, triangles shrink on the
// way out.
var marks = [...]mark{
	markProvisioning:   {"◌", "V", "provisioning", warn},
	markPending:        {"◔", "P", "pending", warn},
	markActivating:     {"◑", "A", "activating", warn},
	markRunning:        {"■", "R", "running", good},
	markHealthy:        {"▣", "H", "healthy", good},
	markUnhealthy:      {"▢", "U", "unhealthy", bad},
	markInitial:        {"▤", "I", "initial", warn},
	markLeaving:        {"▥", "L", "to stop", warn},
	markDeactivating:   {"▼", "D", "deactivating", warn},
	markStopping:       {"▽", "S", "stopping", warn},
	markDeprovisioning: {"▿", "E", "deprovisioning", faint},
	markStopped:        {"╳", "X", "stopped", faint},
	markWaiting:        {"◇", "W", "waiting", bad},
}

// taskMark puts what the engine says of a task into a mark.
func taskMark(t engine.TaskView) mark {
	switch t.LastStatus {
	case "PROVISIONING":
		return marks[markProvisioning]
	case "PENDING":
		return marks[markPending]
	case "ACTIVATING":
		return marks[markActivating]
	case "RUNNING":
		return runningMark(t)
	case "DEACTIVATING":
		return marks[markDeactivating]
	case "STOPPING":
		return marks[markStopping]
	case "DEPROVISIONING":
		return marks[markDeprovisioning]
	case "STOPPED":
		return marks[markStopped]
	default:
		return mark{"◌", "?", strings.ToLower(t.LastStatus), warn}
	}
}

// runningMark is the mark of a RUNNING task: how its target stands, and the health
// checks of its containers. The worse of the two counts.
func runningMark(t engine.TaskView) mark {
	switch {
	case t.DesiredStatus == "STOPPED":
		return marks[markLeaving]
	case t.Health == "draining":
		return marks[markLeaving].saying("draining")
	case t.Health == "unhealthy" || t.Checks == "UNHEALTHY":
		return marks[markUnhealthy]
	case t.Health != "" && t.Health != "healthy":
		return marks[markInitial].saying(t.Health)
	case t.Checks == "UNKNOWN":
		return marks[markInitial].saying("unknown")
	case t.Health == "healthy" || t.Checks == "HEALTHY":
		return marks[markHealthy]
	default:
		return marks[markRunning]
	}
}

// saying is the mark with another word.
func (m mark) saying(word string) mark {
	m.word = word
	return m
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
