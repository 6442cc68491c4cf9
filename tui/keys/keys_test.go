package keys_test

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/keys"
	"drydock/tui/theme"
)

func group() (keys.Group, key.Binding) {
	off := keys.New("x", "is off", "x")
	off.SetEnabled(false)
	help := keys.New("?", "help", "?")
	return keys.Group{Title: "View", Bindings: []key.Binding{
		keys.New("a", "the first thing", "a"), off, keys.New("b |", "the second thing", "b"), help,
	}}, help
}

func TestFooterAlwaysEndsInTheHelp(t *testing.T) {
	g, _ := group()
	for width := 8; width <= 80; width++ {
		got := ansi.Strip(keys.Footer(theme.Dark(), width, g.Bindings...))
		if !strings.HasSuffix(got, "? help") || ansi.StringWidth(got) > width {
			t.Errorf("width %d: %q", width, got)
		}
	}
	wide := ansi.Strip(keys.Footer(theme.Dark(), 80, g.Bindings...))
	if want := " a the first thing · b | the second thing · ? help"; wide != want {
		t.Errorf("got %q, want %q", wide, want)
	}
}

func TestHelpLeavesOutDisabledBindings(t *testing.T) {
	g, help := group()
	help.SetEnabled(false)
	text := strings.Join(keys.Help(theme.Plain(), 40, []keys.Group{g, {Title: "Empty", Bindings: []key.Binding{help}}}), "\n")
	if strings.Contains(text, "is off") || strings.Contains(text, "Empty") {
		t.Errorf("disabled bindings are shown:\n%s", text)
	}
	if !strings.Contains(text, "the second thing") {
		t.Errorf("an enabled binding is missing:\n%s", text)
	}
}

func TestHelpInTwoColumnsKeepsItsWidth(t *testing.T) {
	g, _ := group()
	for _, l := range keys.Help(theme.Dark(), 90, []keys.Group{g, g, g}) {
		if ansi.StringWidth(l) > 90 {
			t.Errorf("%q is wider than 90", ansi.Strip(l))
		}
	}
}

func TestMarkdown(t *testing.T) {
	g, _ := group()
	got := keys.Markdown([]keys.Group{g})
	for _, want := range []string{"## View", "| `a` | the first thing |", "| `b \\|` | the second thing |"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}
