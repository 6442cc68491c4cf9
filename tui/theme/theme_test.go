package theme_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/theme"
)

func TestFor(t *testing.T) {
	for _, c := range []struct {
		profile colorprofile.Profile
		dark    bool
		want    string
	}{
		{colorprofile.TrueColor, true, "dark"},
		{colorprofile.ANSI256, true, "dark"},
		{colorprofile.TrueColor, false, "light"},
		{colorprofile.ANSI, true, "16"},
		{colorprofile.ANSI, false, "16"},
		{colorprofile.ASCII, true, "plain"},
		{colorprofile.NoTTY, false, "plain"},
	} {
		if got := theme.For(c.profile, c.dark).Name; got != c.want {
			t.Errorf("For(%s, %t) = %s, want %s", c.profile, c.dark, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for _, name := range theme.Names() {
		if th, ok := theme.Named(name); !ok || th.Name != name {
			t.Errorf("Named(%q) is %q, %t", name, th.Name, ok)
		}
	}
	if _, ok := theme.Named("blue"); ok {
		t.Error("there is a theme called blue")
	}
}

func inks(th theme.Theme) []theme.Ink {
	return []theme.Ink{
		th.Strong, th.Faint, th.Border, th.Focus, th.Selected, th.Good, th.Bad, th.Warn, th.Accent, th.Cost,
	}
}

func TestPlainHasNoColour(t *testing.T) {
	for _, k := range inks(theme.Plain()) {
		if s := k.Paint("x"); strings.Contains(s, "38;") || strings.Contains(s, "48;") {
			t.Errorf("colour in %q", s)
		}
	}
	if theme.Plain().Colors != (theme.Colors{}) {
		t.Error("Markdown has colours")
	}
}

// The theme for sixteen colours leaves every colour to the terminal's palette,
// and neither names a background nor what may be one: black, white, greys.
func TestSixteenUsesThePalette(t *testing.T) {
	allowed := map[string]bool{"": true, "0": true, "1": true, "7": true} // reset, bold, reverse
	for code := 31; code <= 36; code++ {
		allowed[fmt.Sprint(code)], allowed[fmt.Sprint(code+60)] = true, true
	}
	sgr := regexp.MustCompile(`\x1b\[([0-9;:]*)m`)
	for _, k := range inks(theme.Sixteen()) {
		for _, m := range sgr.FindAllStringSubmatch(k.Paint("x"), -1) {
			for _, code := range strings.Split(m[1], ";") {
				if !allowed[code] {
					t.Errorf("%q uses %s", k.Paint("x"), code)
				}
			}
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
}
