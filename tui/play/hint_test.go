package play_test

import (
	"strings"
	"testing"
)

func TestHints(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "H")
	d.shows("The next hint costs 5 points. Show it?")
	d.press("h") // a key that is not yes is no
	d.hides("A hint costs points")
	d.hides("Hint 1 of 2")
	d.press("H", "y")
	d.shows("Hint 1 of 2", "-5 points", "no host port?")
	d.press("H")
	d.shows("The next hint costs 5 points. Show it?")
	d.press("enter")
	d.shows("Hint 2 of 2")
	d.press("H")
	d.shows("no more hints", "Hint 1 of 2")
	d.hides("A hint costs points")
}

func TestHintsThatWerePaidForAreShownAgain(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "H", "y", "esc")
	d.hides("Hint 1 of 2")
	d.press("H")
	d.shows("Hint 1 of 2", "H again asks for the next")
	d.hides("A hint costs points")
	d.press("H", "y")
	d.shows("Hint 2 of 2")
	if got := len(d.attempt.HintsShown()); got != 2 {
		t.Errorf("%d hints were paid for, want 2", got)
	}
}

func TestNoHintLeftDoesNotScroll(t *testing.T) {
	d := newDriver(t, 40, 12)
	d.press("esc", "H", "y", "H", "y", "pgup", "pgup")
	before := strings.Split(d.frame(), "\n")
	d.press("H")
	d.shows("no more hints")
	after := strings.Split(d.frame(), "\n")
	if got, want := strings.Join(after[:11], "\n"), strings.Join(before[:11], "\n"); got != want {
		t.Errorf("the panel moved:\n%s\nwas:\n%s", got, want)
	}
}
