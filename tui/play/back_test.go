package play_test

import "testing"

func TestEscClosesAnExplanationFirst(t *testing.T) {
	for name, keys := range map[string][]string{
		"why":            {"w"},
		"hint":           {"H", "y"},
		"why, read":      {"w", "shift+tab"},
		"why, zoomed":    {"w", "shift+tab", "+"},
		"an event's why": {"e", "k", "w"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDriver(t, 120, 36)
			d.press("esc")
			d.press(keys...)
			d.hides("w why is it so?")
			d.press("esc")
			d.hides("Leave this puzzle?")
			if name == "an event's why" {
				d.shows("├ task web:3 3f1c0000", "▸events", "24 of 25")
				d.press("esc")
			}
			if name == "why, zoomed" {
				d.shows("▸cluster", "_ all panels")
				d.press("esc")
			}
			d.shows("├ task web:3 3f1c0000", "w why is it so?", "▸cluster")
			d.press("esc")
			d.shows("Leave this puzzle?")
		})
	}
}

func TestEscLeadsBackFromZoomedEvents(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "e", "+", "k", "k", "enter")
	d.shows("▸event ", "5/5 detail", "✗ sg-instances ingress")
	d.press("esc")
	d.shows("▸events", "23 of 25", "2/5", "_ all panels")
	d.press("esc")
	d.shows("▸cluster", "goals")
	d.press("esc")
	d.shows("Leave this puzzle?")
}

func TestEscLeadsBackInASmallWindow(t *testing.T) {
	d := newDriver(t, 40, 12)
	d.press("esc", "w")
	d.shows("5/5 detail", "no rule admits tcp")
	d.press("esc")
	d.shows("▸cluster")
	d.press("e", "k", "enter", "esc")
	d.shows("▸events", "24 of 25")
	d.press("esc", "+", "esc") // there is no zoom here that esc would have to end
	d.shows("Leave")
}

func TestLeavingTheEventsFollowsTheNewest(t *testing.T) {
	for _, leave := range []string{"esc", "tab", ";"} {
		d := newDriver(t, 120, 36)
		d.press("esc", "e", "k", "k", "k")
		d.shows("22 of 25")
		d.press(leave)
		d.hides("of 25 ─")
		if leave == ";" {
			continue
		}
		d.press("n", "n", "n")
		d.shows("09:12:30 (service web)")
	}
}

// Where one panel is seen alone, the footer names the key to the next one and
// which that is.
func TestTheWayBetweenPanelsIsNamed(t *testing.T) {
	for _, zoomed := range []bool{false, true} {
		d := newDriver(t, 40, 12)
		if zoomed {
			d = newDriver(t, 80, 24)
		}
		d.press("esc")
		if zoomed {
			d.press("+")
		}
		for n, names := range [][2]string{{"1/5", "tab events"}, {"2/5", "tab goals"}, {"4/5", "tab detail"}, {"5/5 detail", "tab cluster"}} {
			d.shows(names[0], names[1])
			d.hides("+ zoom")
			if zoomed {
				d.shows("_ all panels")
			}
			if n < 3 {
				d.press("tab")
			}
		}
	}
}
