// Package theme holds the colours and marks of the screens, named by what they
// mean. It draws nothing.
//
// Every meaning is carried by a glyph or a word as well, so that the plain
// theme, which has no colour at all, tells as much as the others.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Ink is a way of drawing text: the escape sequence that turns it on. The zero
// Ink draws text as it is.
type Ink struct{ on string }

// Paint draws s, which must be one line, in the ink.
func (k Ink) Paint(s string) string {
	if k.on == "" || s == "" {
		return s
	}
	return k.on + s + ansi.ResetStyle
}

// Over draws s in the ink, also where s already carries inks of its own: the
// ink is put on again after each reset.
func (k Ink) Over(s string) string {
	if k.on == "" || s == "" {
		return s
	}
	return k.on + strings.ReplaceAll(s, ansi.ResetStyle, ansi.ResetStyle+k.on) + ansi.ResetStyle
}

// Theme is a set of inks by meaning. A Theme is a value and is never changed
// after it was made; two themes of the same name are equal.
type Theme struct {
	// Name is "dark", "light" or "plain".
	Name string

	Text     Ink // ordinary words
	Strong   Ink // titles and names
	Faint    Ink // what matters less: times, units, sources
	Border   Ink // frames of panels
	Focus    Ink // the frame of the panel that has the keys
	Selected Ink // the selected thing
	Good     Ink // met, healthy, allowed
	Bad      Ink // unmet, unhealthy, denied
	Warn     Ink // on the way: starting, draining, paused
	Accent   Ink // keys in the footer, links, the clock
	Cost     Ink // stars, points

	// Colors are the same meanings for the Markdown renderer; nil means no
	// colour.
	Colors Colors
}

// Colors are the colours that the Markdown style is made from.
type Colors struct{ Strong, Faint, Accent, Good, Code color.Color }

type palette struct {
	strong, faint, border, focus, good, bad, warn, accent, cost, code string
}

// Dark is the theme for terminals with a dark background.
func Dark() Theme {
	return coloured("dark", palette{
		strong: "#ffffff", faint: "#9aa5b8", border: "#5b6880", focus: "#7dcfff", good: "#6fd08c",
		bad: "#ff8a80", warn: "#ffc857", accent: "#7dcfff", cost: "#ffc857", code: "#c8b6ff",
	})
}

// Light is the theme for terminals with a light background.
func Light() Theme {
	return coloured("light", palette{
		strong: "#000000", faint: "#596273", border: "#8a94a6", focus: "#005f9e", good: "#106b35",
		bad: "#b3261e", warn: "#7a5200", accent: "#005f9e", cost: "#7a5200", code: "#5b3cc4",
	})
}

// Plain is the theme without colour: bold, faint and reverse video only. It is
// used where NO_COLOR is set or the terminal has no colours.
func Plain() Theme {
	bold, faint := Ink{ansi.NewStyle().Bold().String()}, Ink{ansi.NewStyle().Faint().String()}
	reverse := Ink{ansi.NewStyle().Reverse(true).String()}
	return Theme{
		Name: "plain", Strong: bold, Faint: faint, Focus: bold, Selected: reverse,
		Bad: bold, Accent: bold,
	}
}

// For returns the theme for a terminal: plain when it has no colour, otherwise
// the one for its background.
func For(colour, dark bool) Theme {
	switch {
	case !colour:
		return Plain()
	case dark:
		return Dark()
	default:
		return Light()
	}
}

func coloured(name string, p palette) Theme {
	ink := func(hex string) Ink { return Ink{ansi.NewStyle().ForegroundColor(lipgloss.Color(hex)).String()} }
	bold := func(hex string) Ink {
		return Ink{ansi.NewStyle().Bold().ForegroundColor(lipgloss.Color(hex)).String()}
	}
	return Theme{
		Name:     name,
		Strong:   bold(p.strong),
		Faint:    ink(p.faint),
		Border:   ink(p.border),
		Focus:    bold(p.focus),
		Selected: Ink{ansi.NewStyle().Reverse(true).String()},
		Good:     ink(p.good),
		Bad:      bold(p.bad),
		Warn:     ink(p.warn),
		Accent:   ink(p.accent),
		Cost:     ink(p.cost),
		Colors: Colors{
			Strong: lipgloss.Color(p.strong), Faint: lipgloss.Color(p.faint), Accent: lipgloss.Color(p.accent),
			Good: lipgloss.Color(p.good), Code: lipgloss.Color(p.code),
		},
	}
}
