// Package keys turns key bindings into the footer of a screen, its help and the
// page of the documentation. All three are drawn from the bindings that the
// screen matches keys against, so they cannot disagree with it.
package keys

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"drydock/tui/theme"
)

// Group is the bindings that hold in one view or panel.
type Group struct {
	Title    string
	Bindings []key.Binding
}

// New makes a binding: what is shown for the keys, what it does, and the keys
// as Bubble Tea names them.
func New(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

// As is a binding under other words: what it does here and now.
func As(b key.Binding, does string) key.Binding {
	b.SetHelp(b.Help().Key, does)
	return b
}

// Footer draws as many of the bindings as fit into width cells, and always the
// last one, which leads to the full help.
func Footer(th theme.Theme, width int, bindings ...key.Binding) string {
	last, room := "", width-1
	if n := len(bindings); n > 0 && bindings[n-1].Enabled() {
		last = short(th, bindings[n-1])
		bindings = bindings[:n-1]
		room -= ansi.StringWidth(last)
	}
	line := ""
	for _, b := range bindings {
		if !b.Enabled() {
			continue
		}
		part := short(th, b) + th.Faint.Paint(" · ")
		if w := ansi.StringWidth(part); w <= room {
			line += part
			room -= w
		}
	}
	return ansi.Truncate(" "+line+last, width, "")
}

func short(th theme.Theme, b key.Binding) string {
	h := b.Help()
	return th.Accent.Paint(h.Key) + " " + h.Desc
}

// Help draws the groups below each other as lines, in two columns where width
// allows. Disabled bindings are left out, and so are groups without any.
func Help(th theme.Theme, width int, groups []Group) []string {
	columns := 1
	if width >= 76 {
		columns = 2
	}
	each := (width - (columns-1)*3) / columns
	var blocks [][]string
	total := 0
	for _, g := range groups {
		if b := block(th, each, g); len(b) > 0 {
			blocks = append(blocks, b)
			total += len(b)
		}
	}
	if columns == 1 {
		var lines []string
		for _, b := range blocks {
			lines = append(lines, b...)
		}
		return lines
	}
	var left, right []string
	for _, b := range blocks {
		if len(left) == 0 || len(left)+len(b)/2 <= total/2 && len(right) == 0 {
			left = append(left, b...)
		} else {
			right = append(right, b...)
		}
	}
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines[i] = l + strings.Repeat(" ", max(0, each-ansi.StringWidth(l))+3) + r
	}
	return lines
}

func block(th theme.Theme, width int, g Group) []string {
	const keyColumn = 12
	var lines []string
	for _, b := range g.Bindings {
		if !b.Enabled() {
			continue
		}
		h := b.Help()
		gap := strings.Repeat(" ", max(1, keyColumn-ansi.StringWidth(h.Key)))
		lines = append(lines, ansi.Truncate("  "+th.Accent.Paint(h.Key)+gap+h.Desc, width, "…"))
	}
	if len(lines) == 0 {
		return nil
	}
	return append(append([]string{th.Strong.Paint(g.Title)}, lines...), "")
}

// Markdown prints the groups as tables, for the documentation.
func Markdown(groups []Group) string {
	var b strings.Builder
	for _, g := range groups {
		b.WriteString("\n## " + g.Title + "\n\n| Key | What it does |\n| --- | --- |\n")
		for _, k := range g.Bindings {
			h := k.Help()
			b.WriteString("| `" + strings.ReplaceAll(h.Key, "|", `\|`) + "` | " + h.Desc + " |\n")
		}
	}
	return b.String()
}
