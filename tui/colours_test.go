package tui_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

func TestColoursFollowTheTerminal(t *testing.T) {
	a := start(t, config(), 80, 24)
	dark := a.m.View().Content
	a.send(tea.BackgroundColorMsg{Color: ansi.BrightWhite})
	light := a.m.View().Content
	if dark == light || ansi.Strip(dark) != ansi.Strip(light) {
		t.Error("a light background changes more or less than the colours")
	}
	a.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	if plain := a.m.View().Content; strings.Contains(plain, "38;") {
		t.Error("colour on a terminal without")
	}
	cfg := config()
	cfg.Environ = append(cfg.Environ, "NO_COLOR=1")
	a = start(t, cfg, 80, 24)
	a.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	if strings.Contains(a.m.View().Content, "38;") {
		t.Error("colour despite NO_COLOR")
	}
}

func TestThemes(t *testing.T) {
	themed := func(environ ...string) *app {
		cfg := config()
		cfg.Environ = append(cfg.Environ, environ...)
		return start(t, cfg, 80, 24)
	}
	frame := func(a *app) string { return a.m.View().Content }
	dark := frame(themed())
	for name, same := range map[string]bool{"dark": true, "light": false, "16": false, "plain": false} {
		got := frame(themed("DRYDOCK_THEME=" + name))
		if (got == dark) != same || ansi.Strip(got) != ansi.Strip(dark) {
			t.Errorf("%s changes more or less than the colours", name)
		}
	}
	a := themed()
	a.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	if frame(a) != frame(themed("DRYDOCK_THEME=16")) {
		t.Error("a terminal of sixteen colours does not get the theme for it")
	}
	a = themed()
	for _, name := range []string{"light", "16", "plain", "dark"} {
		a.press("T")
		if frame(a) != frame(themed("DRYDOCK_THEME="+name)) {
			t.Errorf("T does not lead to %s", name)
		}
	}
	a.press("enter", "/", "T")
	a.shows("/ T")
	themed("DRYDOCK_THEME=blue").shows(`DRYDOCK_THEME is "blue"; expected one of dark, light, 16,`)
	if strings.Contains(frame(themed("NO_COLOR=1", "DRYDOCK_THEME=dark")), "38;") {
		t.Error("colour despite NO_COLOR")
	}
}
