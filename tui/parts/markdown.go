package parts

import (
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	xansi "github.com/charmbracelet/x/ansi"

	"drydock/tui/theme"
)

// Markdown is a document that is rendered once for each width and theme, in a
// command, since rendering costs more than a frame may. Until the command is
// done, Lines are the plain text, wrapped.
type Markdown struct {
	id    string // tells this document's messages from those of others
	text  string
	width int
	theme string
	lines []string
}

// MarkdownRenderedMsg carries a rendered document back to its owner.
type MarkdownRenderedMsg struct {
	id    string
	width int
	theme string
	lines []string
}

// NewMarkdown returns a document; id must be different for documents that live
// at the same time.
func NewMarkdown(id, text string) Markdown {
	return Markdown{id: id, text: strings.TrimSpace(Clean(text))}
}

// Resize prepares the document for a width and a theme. The command is nil when
// nothing changed.
func (m *Markdown) Resize(width int, th theme.Theme) tea.Cmd {
	width = max(width, 10)
	if m.width == width && m.theme == th.Name {
		return nil
	}
	m.width, m.theme = width, th.Name
	m.lines = Wrap(m.text, width, "")
	id, text := m.id, m.text
	return func() tea.Msg {
		return MarkdownRenderedMsg{id: id, width: width, theme: th.Name, lines: render(text, width, th)}
	}
}

// Rendered takes the result of a command of Resize; one for another document,
// or for a width that no longer holds, is ignored.
func (m *Markdown) Rendered(msg MarkdownRenderedMsg) {
	if msg.id == m.id && msg.width == m.width && msg.theme == m.theme {
		m.lines = msg.lines
	}
}

// Lines is the document, none wider than the width of the last Resize.
func (m Markdown) Lines() []string { return m.lines }

func render(text string, width int, th theme.Theme) []string {
	plain := Wrap(text, width, "")
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style(th)), glamour.WithWordWrap(width))
	if err != nil {
		return plain
	}
	out, err := r.Render(holdHyphens(joinItems(text)))
	if err != nil {
		return plain
	}
	var lines []string
	for line := range strings.SplitSeq(strings.Trim(out, "\n"), "\n") {
		// The renderer pads every line with styled blanks, and uses no-break
		// spaces around code, which would spoil what a learner copies.
		line = strings.NewReplacer("\u00a0", " ", heldHyphen, "-").Replace(line)
		seen := xansi.StringWidth(strings.TrimRight(xansi.Strip(line), " "))
		line = xansi.Truncate(line, min(seen, width), "")
		if seen == 0 {
			line = ""
		}
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// joinItems puts each item of a list on one line: the renderer keeps the line
// ends inside of an item, and breaks its lines at the width besides. Fenced and
// indented code stays as it is.
func joinItems(text string) string {
	var out []string
	inItem, fenced := false, false
	for line := range strings.SplitSeq(text, "\n") {
		body := strings.TrimLeft(line, " ")
		fence := strings.HasPrefix(body, "```")
		switch {
		case fence:
			fenced, inItem = !fenced, false
		case fenced || body == "":
			inItem = false
		case item.MatchString(body):
			inItem = true
		case inItem && len(line) > len(body):
			out[len(out)-1] += " " + body
			continue
		default:
			inItem = false
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// item is the beginning of an item of a list.
var item = regexp.MustCompile(`^([-*+]|\d+[.)]) `)

// heldHyphen stands for a hyphen at which the renderer must not break a line.
const heldHyphen = "\u2011"

// holdHyphens keeps options such as --group-id and ids such as i-0a1b in one
// piece: the renderer breaks lines at hyphens. Lists, rules and addresses are
// left as they are.
func holdHyphens(text string) string {
	words := strings.SplitAfter(text, " ")
	for i, w := range words {
		if strings.Contains(w, "-") && !strings.Contains(w, "://") && !strings.Contains(w, "](") {
			words[i] = hyphen.ReplaceAllStringFunc(w, func(s string) string {
				return strings.ReplaceAll(s, "-", heldHyphen)
			})
		}
	}
	return strings.Join(words, "")
}

var hyphen = regexp.MustCompile(`-+[A-Za-z0-9]`)

func style(th theme.Theme) ansi.StyleConfig {
	ink := func(colour string) *string {
		if colour == "" {
			return nil
		}
		return &colour
	}
	yes, indent := true, uint(2)
	quote := "│ "
	code := ansi.StylePrimitive{Color: ink(th.Colors.Code)}
	if th.Colors.Code == "" {
		code.Prefix, code.Suffix = "`", "`"
	}
	heading := ansi.StylePrimitive{Color: ink(th.Colors.Accent), Bold: &yes, BlockSuffix: "\n"}
	return ansi.StyleConfig{
		Heading:        ansi.StyleBlock{StylePrimitive: heading},
		BlockQuote:     ansi.StyleBlock{Indent: ptr(uint(1)), IndentToken: &quote},
		List:           ansi.StyleList{LevelIndent: indent},
		Item:           ansi.StylePrimitive{BlockPrefix: "• "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Task:           ansi.StyleTask{Ticked: "[✓] ", Unticked: "[ ] "},
		Emph:           ansi.StylePrimitive{Italic: &yes},
		Strong:         ansi.StylePrimitive{Bold: &yes, Color: ink(th.Colors.Strong)},
		Link:           ansi.StylePrimitive{Color: ink(th.Colors.Accent), Underline: &yes},
		LinkText:       ansi.StylePrimitive{Color: ink(th.Colors.Accent)},
		HorizontalRule: ansi.StylePrimitive{Color: ink(th.Colors.Faint), Format: "\n────────\n"},
		Code:           ansi.StyleBlock{StylePrimitive: code},
		CodeBlock: ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{
			StylePrimitive: ansi.StylePrimitive{Color: ink(th.Colors.Code)}, Margin: &indent,
		}},
	}
}

func ptr[T any](v T) *T { return &v }
