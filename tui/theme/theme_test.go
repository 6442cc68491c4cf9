package theme_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"drydock/tui/theme"
)

func TestFor(t *testing.T) {
	for _, c := range []struct {
		colour, dark bool
		want         string
	}{{true, true, "dark"}, {true, false, "light"}, {false, true, "plain"}, {false, false, "plain"}} {
		if got := theme.For(c.colour, c.dark).Name; got != c.want {
			t.Errorf("For(%t, %t) = %s, want %s", c.colour, c.dark, got, c.want)
		}
	}
}

func TestPlainHasNoColour(t *testing.T) {
	th := theme.Plain()
	for _, k := range []theme.Ink{
		th.Text, th.Strong, th.Faint, th.Border, th.Focus, th.Selected, th.Good, th.Bad, th.Warn, th.Accent, th.Cost,
	} {
		if s := k.Paint("x"); strings.Contains(s, "38;") || strings.Contains(s, "48;") {
			t.Errorf("colour in %q", s)
		}
	}
}

func TestInk(t *testing.T) {
	th := theme.Dark()
	if got := ansi.Strip(th.Bad.Paint("x")); got != "x" {
		t.Errorf("Paint changed the text: %q", got)
	}
	if got := th.Good.Paint(""); got != "" {
		t.Errorf("nothing painted is %q", got)
	}
	// Over goes on after an ink inside has ended.
	s := th.Selected.Over("a" + th.Bad.Paint("b") + "c")
	if !strings.Contains(s, ansi.ResetStyle+"\x1b[7mc") {
		t.Errorf("the ink is lost behind another: %q", s)
	}
}
