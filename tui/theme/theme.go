// Package theme holds the colours and marks of the screens, named by what they
// mean. It draws nothing.
//
// Every meaning is carried by a glyph or a word as well, so that the plain
// theme, which has no colour at all, tells as much as the others.
package theme

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
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

// Theme is a set of inks by meaning. A Theme is a value and is never changed
// after it was made; two themes of the same name are equal.
type Theme struct {
	// Name is one of Names.
	Name string

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

	// Colors are the same meanings for the Markdown renderer.
	Colors Colors
}

// Colors are the colours that the Markdown style is made from, as lipgloss.Color
// takes them; empty means no colour.
type Colors struct{ Strong, Faint, Accent, Code string }

// palette is a theme's colours, as lipgloss.Color takes them; empty is the
// terminal's own.
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

// Sixteen is the theme for terminals with sixteen colours. It names colours of
// the terminal's own palette, which its owner has made fit for the background;
// black, white and the greys, which may be the background, are not among them.
func Sixteen() Theme {
	return coloured("16", palette{
		focus: "6", good: "2", bad: "1", warn: "5", accent: "6", cost: "3", code: "5",
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

// For returns the theme for a terminal: plain when it has no colour, that of its
// palette when it has sixteen, otherwise the one for its background.
func For(profile colorprofile.Profile, dark bool) Theme {
	switch {
	case profile < colorprofile.ANSI:
		return Plain()
	case profile == colorprofile.ANSI:
		return Sixteen()
	case dark:
		return Dark()
	default:
		return Light()
	}
}

// Names are the names of the themes, in the order in which they are offered.
func Names() []string { return []string{"dark", "light", "16", "plain"} }

// Named returns the theme of a name; not ok when there is none.
func Named(name string) (th Theme, ok bool) {
	switch name {
	case "dark":
		return Dark(), true
	case "light":
		return Light(), true
	case "16":
		return Sixteen(), true
	case "plain":
		return Plain(), true
	}
	return Theme{}, false
}

func coloured(name string, p palette) Theme {
	style := func(s ansi.Style, colour string) Ink {
		if colour != "" {
			s = s.ForegroundColor(lipgloss.Color(colour))
		}
		if len(s) == 0 {
			return Ink{}
		}
		return Ink{s.String()}
	}
	ink := func(colour string) Ink { return style(ansi.NewStyle(), colour) }
	bold := func(colour string) Ink { return style(ansi.NewStyle().Bold(), colour) }
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
		Colors:   Colors{Strong: p.strong, Faint: p.faint, Accent: p.accent, Code: p.code},
	}
}
