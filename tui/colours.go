package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"drydock/tui/theme"
)

// colours is what decides the theme: what the terminal can show, and what was
// asked for.
type colours struct {
	profile colorprofile.Profile
	light   bool   // the terminal's background
	never   bool   // NO_COLOR
	chosen  string // the name of a theme; empty to go by the terminal
}

// coloursOf reads the environment: NO_COLOR, as no-color.org has it, and
// DRYDOCK_THEME, the name of a theme. A name that there is not is an error; the
// colours then go by the terminal.
func coloursOf(environ []string) (colours, error) {
	c := colours{profile: colorprofile.TrueColor}
	var err error
	for _, kv := range environ {
		if value, ok := strings.CutPrefix(kv, "NO_COLOR="); ok {
			c.never = c.never || value != ""
		}
		if value, ok := strings.CutPrefix(kv, "DRYDOCK_THEME="); ok && value != "" {
			if _, there := theme.Named(value); !there {
				err = fmt.Errorf("DRYDOCK_THEME is %q; expected one of %s", value, strings.Join(theme.Names(), ", "))
				continue
			}
			c.chosen = value
		}
	}
	return c, err
}

// theme is the one to draw in.
func (c colours) theme() theme.Theme {
	if c.never || c.profile < colorprofile.ANSI {
		return theme.Plain()
	}
	if th, ok := theme.Named(c.chosen); ok {
		return th
	}
	return theme.For(c.profile, !c.light)
}

// next chooses the theme after this one.
func (c colours) next() colours {
	names := theme.Names()
	c.chosen = names[(slices.Index(names, c.theme().Name)+1)%len(names)]
	return c
}
