package play

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"drydock/engine/api"
	"drydock/tui/parts"
	"drydock/tui/theme"
)

// console is a line to type in, what the lines so far answered, and the
// candidates of a completion.
type console struct {
	input   parts.Input
	joined  string // lines so far that end with a backslash, without it
	out     []outLine
	wrapped wrapped
	back    int // rows scrolled up from the newest
	history []string
	recall  int    // place in history; len(history) is the new line
	draft   string // the new line while an older one is shown
	offered offered
}

// outKind is what a line of output is.
type outKind int

const (
	outText outKind = iota
	outLineTyped
	outError
	outNote
)

type outLine struct {
	kind outKind
	text string
}

// historyMax bounds the lines that can be recalled.
const historyMax = 500

// maxOutput bounds the lines of output that are kept.
const maxOutput = 4000

// wrapped is the output at one width.
type wrapped struct {
	width int
	done  int // lines of out that rows holds
	rows  []outLine
}

// offered is a completion on the screen.
type offered struct {
	completion api.Completion
	chosen     int // -1: the common start only
	end        int // where the replaced text ends now
}

// The prompts of a line and of one that goes on; both are equally wide.
const (
	prompt     = "$ "
	promptMore = "> "
)

func (c *console) prompt() string {
	if c.joined != "" {
		return promptMore
	}
	return prompt
}

func (c *console) greet() {
	c.print(outNote, "Type help for what this console takes. Lines are aws commands, and a few of Drydock's own.")
}

// print appends lines to the output and shows the newest.
func (c *console) print(kind outKind, text string) {
	text = strings.TrimRight(parts.Clean(tabbed(text)), "\n")
	if text == "" {
		return
	}
	for l := range strings.SplitSeq(text, "\n") {
		c.out = append(c.out, outLine{kind, l})
	}
	if over := len(c.out) - maxOutput; over > 0 {
		c.out = append([]outLine(nil), c.out[over:]...)
		c.wrapped = wrapped{}
	}
	c.back = 0
}

// rows are the output wrapped to width; only what is new is wrapped again.
func (c *console) rows(width int) []outLine {
	if c.wrapped.width != width {
		c.wrapped = wrapped{width: width}
	}
	rows := c.wrapped.rows[:len(c.wrapped.rows):len(c.wrapped.rows)]
	for _, l := range c.out[c.wrapped.done:] {
		for _, r := range parts.Wrap(l.text, width, "") {
			rows = append(rows, outLine{l.kind, r})
		}
	}
	c.wrapped.rows, c.wrapped.done = rows, len(c.out)
	return rows
}

func (c *console) scroll(up, width, height int) {
	rows := len(c.rows(max(1, width-1)))
	c.back = max(0, min(c.back+up, rows-(height-1)))
}

func (c *console) wipe() { c.out, c.wrapped, c.back = nil, wrapped{}, 0 }

func (c *console) stopCompleting() { c.offered = offered{} }

// recallBy shows an older (negative) or a newer line of the history.
func (c *console) recallBy(by int) {
	if c.recall == len(c.history) {
		c.draft = c.input.Value()
	}
	c.recall = max(0, min(c.recall+by, len(c.history)))
	if c.recall == len(c.history) {
		c.input.Set(c.draft)
	} else {
		c.input.Set(c.history[c.recall])
	}
}

func (c *console) remember(line string) {
	if n := len(c.history); n == 0 || c.history[n-1] != line {
		c.history = append(c.history[max(0, n-historyMax):n:n], line)
	}
	c.recall, c.draft = len(c.history), ""
}

func (m Model) consolePressed(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	k, c := m.keys, &m.console
	r := m.layout().at[panelConsole]
	completing := len(c.offered.completion.Candidates) > 0
	switch {
	case key.Matches(msg, k.Complete):
		m.complete(1)
		return m, nil
	case key.Matches(msg, k.CompleteBack):
		m.complete(-1)
		return m, nil
	case key.Matches(msg, k.Enter):
		return m.enter()
	case key.Matches(msg, k.Out) && completing:
		c.stopCompleting()
		return m, nil
	case key.Matches(msg, k.Out) && c.joined != "":
		c.joined = "" // the line that goes on is given up
		c.input.Set("")
		return m, nil
	case key.Matches(msg, k.Out), key.Matches(msg, k.End) && c.input.Value() == "":
		m.leaveConsole()
		return m, nil
	case key.Matches(msg, k.Older):
		c.recallBy(-1)
	case key.Matches(msg, k.Newer):
		c.recallBy(1)
	case key.Matches(msg, k.ConsoleUp):
		c.scroll(max(1, r.h-2), r.w, r.h)
	case key.Matches(msg, k.ConsoleDown):
		c.scroll(-max(1, r.h-2), r.w, r.h)
	case key.Matches(msg, k.Wipe):
		c.wipe()
	default:
		c.input.Key(msg)
	}
	c.stopCompleting()
	return m, nil
}

// complete asks for a completion, or goes by one through the candidates of the
// last one.
func (m *Model) complete(by int) {
	c := &m.console
	if n := len(c.offered.completion.Candidates); n > 0 {
		if c.offered.chosen < 0 && by < 0 {
			c.offered.chosen = 0
		}
		c.offered.chosen = (c.offered.chosen + by + n) % n
		start := c.offered.completion.Start
		text := c.offered.completion.Candidates[c.offered.chosen].Text
		c.input.Replace(start, c.offered.end, text)
		c.offered.end = c.input.Position()
		return
	}
	// A line that goes on is completed as the whole that it will be.
	before := len([]rune(c.joined))
	got := m.attempt.Complete(c.joined+c.input.Value(), before+c.input.Position())
	got.Start, got.End = got.Start-before, got.End-before
	if got.Start < 0 {
		got.Candidates = nil // the word began on the line above
	}
	switch len(got.Candidates) {
	case 0:
		m.notice = "Nothing completes this."
	case 1:
		c.input.Replace(got.Start, got.End, got.Candidates[0].Text+" ")
	default:
		if common := commonStart(got.Candidates); len([]rune(common)) >= got.End-got.Start && common != "" {
			c.input.Replace(got.Start, got.End, common)
			got.End = c.input.Position()
		}
		c.offered = offered{completion: got, chosen: -1, end: got.End}
	}
}

func commonStart(list []api.Candidate) string {
	common := []rune(list[0].Text)
	for _, c := range list[1:] {
		r := []rune(c.Text)
		n := 0
		for n < len(common) && n < len(r) && common[n] == r[n] {
			n++
		}
		common = common[:n]
	}
	return string(common)
}

// lines draws the console in width cells and height rows; cursor is the cell of
// the last row where the cursor stands.
func (c *console) lines(th theme.Theme, width, height int, focused bool) (out []string, cursor int) {
	rows := c.rows(max(1, width-1))
	back := max(0, min(c.back, len(rows)-(height-1)))
	end := len(rows) - back
	for _, r := range rows[max(0, end-(height-1)):end] {
		out = append(out, " "+c.ink(th, r.kind).Paint(r.text))
	}
	if list := c.offered.completion.Candidates; len(list) > 0 {
		out = c.candidates(th, width, height-1)
	}
	for len(out) < height-1 {
		out = append(out, "")
	}
	lead := c.prompt()
	text, at := c.input.View(width - 1 - len(lead))
	if !focused && text == "" {
		text = th.Faint.Paint("press ; to type")
	}
	return append(out, " "+th.Accent.Paint(lead)+text), 1 + len(lead) + at
}

func (c *console) ink(th theme.Theme, kind outKind) theme.Ink {
	switch kind {
	case outLineTyped:
		return th.Strong
	case outError:
		return th.Bad
	case outNote:
		return th.Faint
	default:
		return theme.Ink{}
	}
}

// candidates draws the completion's list, around the chosen one.
func (c *console) candidates(th theme.Theme, width, height int) []string {
	list, chosen := c.offered.completion.Candidates, c.offered.chosen
	wide := 0
	for _, k := range list {
		wide = max(wide, ansi.StringWidth(k.Text))
	}
	wide = min(wide, width-2)
	shown := height
	if len(list) > height {
		shown = max(1, height-1)
	}
	from := max(0, min(chosen-shown/2, len(list)-shown))
	var out []string
	for i := from; i < min(len(list), from+shown); i++ {
		text := parts.Fit(parts.Line(list[i].Text), wide)
		note := th.Faint.Paint(parts.Line(list[i].Note))
		if i == chosen {
			text = th.Selected.Paint(text)
		} else {
			text = th.Accent.Paint(text)
		}
		out = append(out, parts.Fit(" "+text+"  "+note, width))
	}
	if len(list) > height && height > 1 {
		out = append(out, th.Faint.Paint(fmt.Sprintf(" %d candidates; tab for the next", len(list))))
	}
	return out
}

// tabbed puts blanks in place of tabs, up to the next column that 8 divides, as
// a terminal does.
func tabbed(text string) string {
	if !strings.Contains(text, "\t") {
		return text
	}
	var b strings.Builder
	at := 0
	for _, r := range text {
		switch r {
		case '\t':
			b.WriteString(strings.Repeat(" ", 8-at%8))
			at += 8 - at%8
			continue
		case '\n':
			at = -1
		}
		b.WriteRune(r)
		at++
	}
	return b.String()
}
