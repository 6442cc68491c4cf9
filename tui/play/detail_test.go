package play_test

import "testing"

// The reason is what the learner asked for: at every size it is on the screen
// at once, with its detail.
func TestWhyShowsTheReasonAtOnce(t *testing.T) {
	for _, size := range sizes {
		d := newReal(t, size[0], size[1])
		d.press("esc", "w")
		d.shows("✗ sg-instances ingress", "no rule admits tcp")
	}
}

func TestTheDetailIsReadOnFromTheCluster(t *testing.T) {
	d := newReal(t, 80, 24)
	d.press("esc", "w")
	d.shows("▸cluster", "why: task web:3 …  more ↑↓ ┤", "pgdn read on")
	for range 20 {
		d.press("pgdown")
	}
	d.shows("▸cluster", " more ↑ ┤")
	d.hides("pgdn read on")
	for range 20 {
		d.press("ctrl+u", "pgup")
	}
	d.shows(" more ↓ ┤", "target health:", "pgdn read on")
	d.press("ctrl+d")
	d.hides("target health:")
}

func TestAnEventsReasonIsShownAtOnce(t *testing.T) {
	for _, size := range sizes {
		d := newDriver(t, size[0], size[1])
		d.press("esc", "e", "k", "k", "enter")
		d.shows("✗ sg-instances ingress", "DENY", "no rule admits tcp")
	}
}
