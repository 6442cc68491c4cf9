package parts_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drydock/tui/parts"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text, indent string
		width              int
		want               []string
	}{
		{"fits", "one two", "", 7, []string{"one two"}},
		{"at a space", "one two three", "", 8, []string{"one two", "three"}},
		{"indent", "one two three", "  ", 8, []string{"one two", "  three"}},
		{"an id stays whole", "target i-0a1b:32768 down", "", 14, []string{"target", "i-0a1b:32768", "down"}},
		{"long word", "abcdefgh", "", 3, []string{"abc", "def", "gh"}},
		{"long word after a short one", "ab cdefgh", "", 4, []string{"ab", "cdef", "gh"}},
		{"paragraphs", "a\n\nb", "", 4, []string{"a", "", "b"}},
		{"own indent", "    key: value", "", 8, []string{"    key:", "value"}},
		{"a word that fits only without its indent", `    "abcdefgh"`, "", 12, []string{`  "abcdefgh"`}},
		{"a word that fits only without the later indent", "one abcdefgh", "    ", 9, []string{"one", " abcdefgh"}},
		{"wide runes", "日本語", "", 4, []string{"日本", "語"}},
		{"no width", "ab", "", 0, []string{"a", "b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, parts.Wrap(c.text, c.width, c.indent)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWrapKeepsTheWordsAndTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-z0-9é語 -]{0,60}`).Draw(t, "text")
		width := rapid.IntRange(2, 30).Draw(t, "width")
		indent := rapid.SampledFrom([]string{"", " ", "    "}).Draw(t, "indent")
		lines := parts.Wrap(text, width, indent)
		for _, l := range lines {
			if ansi.StringWidth(l) > width {
				t.Fatalf("%q is wider than %d", l, width)
			}
		}
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Fatalf("words changed: %q became %q", text, got)
		}
	})
}

func TestCleanLeavesNothingThatControlsATerminal(t *testing.T) {
	for _, c := range []struct{ in, clean, line string }{
		{"plain – text", "plain – text", "plain – text"},
		{"a\x1b[31mb\x07\u009bc", "a[31mbc", "a[31mbc"},
		{"a\tb\r\nc", "a b\nc", "a b c"},
		{"a\u202eb\u2066c", "abc", "abc"},
	} {
		if got := parts.Clean(c.in); got != c.clean {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.clean)
		}
		if got := parts.Line(c.in); got != c.line {
			t.Errorf("Line(%q) = %q, want %q", c.in, got, c.line)
		}
	}
}

func TestFitAndSplit(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{parts.Fit("ab", 4), "ab  "},
		{parts.Fit("abcdef", 4), "abc…"},
		{parts.Fit("日本", 3), "日…"},
		{parts.Fit("a", 0), ""},
		{parts.Split("ab", "cd", 6), "ab  cd"},
		{parts.Split("abcdef", "cd", 6), "abc…cd"},
		{parts.Split("ab", "cdefgh", 4), "cde…"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{1: "1 task", -1: "-1 task", 0: "0 tasks", 2: "2 tasks"} {
		if got := parts.Count(n, "task"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestGauge(t *testing.T) {
	for _, c := range []struct {
		used, total int64
		want        string
	}{
		{0, 100, "░░░░"},
		{1, 100, "█░░░"},
		{50, 100, "██░░"},
		{99, 100, "███░"},
		{100, 100, "████"},
		{200, 100, "████"},
		{0, 0, "░░░░"},
	} {
		if got := parts.Gauge(c.used, c.total, 4); got != c.want {
			t.Errorf("Gauge(%d, %d) = %s, want %s", c.used, c.total, got, c.want)
		}
	}
}

func TestWindowAndFollow(t *testing.T) {
	lines := []string{"a", "b", "c", "d"}
	for _, c := range []struct {
		offset, height int
		want           string
		at             int
	}{{0, 2, "ab", 0}, {1, 2, "bc", 1}, {9, 2, "cd", 2}, {-3, 2, "ab", 0}, {0, 9, "abcd", 0}} {
		got, at := parts.Window(lines, c.offset, c.height)
		if strings.Join(got, "") != c.want || at != c.at {
			t.Errorf("Window(%d, %d) = %v at %d", c.offset, c.height, got, at)
		}
	}
	for _, c := range []struct{ offset, row, want int }{{0, 3, 0}, {0, 5, 1}, {4, 2, 2}, {3, 5, 3}} {
		if got := parts.Follow(c.offset, c.row, c.row, 5); got != c.want {
			t.Errorf("Follow(%d, row %d) = %d, want %d", c.offset, c.row, got, c.want)
		}
	}
}

func TestColumnAndOverlayKeepTheirSize(t *testing.T) {
	th := theme.Dark()
	base := parts.Column(th, 30,
		parts.Section{Title: "one " + strings.Repeat("long ", 9), Note: "3", Lines: []string{strings.Repeat("x", 99)}, Height: 3},
		parts.Section{Title: "two", Note: "more ↓", Lines: []string{"日本語"}, Height: 2, Focused: true})
	if err := partstest.CheckFrame(strings.Join(base, "\n"), 30, 8); err != nil {
		t.Fatal(err)
	}
	box := parts.Box(th, 12, parts.Section{Title: "box", Height: 2})
	if err := partstest.CheckFrame(strings.Join(parts.Centre(base, box, 30), "\n"), 30, 8); err != nil {
		t.Error(err)
	}
	// A wide rune that the box cuts in two leaves a blank, not a shift.
	over := parts.Overlay([]string{"日本語日本語"}, []string{"##"}, 3, 0)
	if got := ansi.Strip(over[0]); ansi.StringWidth(got) != 12 {
		t.Errorf("%q is %d cells wide, want 12", got, ansi.StringWidth(got))
	}
}

func press(keys ...string) []tea.KeyPressMsg {
	special := map[string]tea.KeyPressMsg{
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete},
		"ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+k": {Code: 'k', Mod: tea.ModCtrl}, "ctrl+w": {Code: 'w', Mod: tea.ModCtrl},
		"alt+b": {Code: 'b', Mod: tea.ModAlt}, "alt+f": {Code: 'f', Mod: tea.ModAlt}, "f1": {Code: tea.KeyF1},
	}
	var out []tea.KeyPressMsg
	for _, k := range keys {
		if msg, ok := special[k]; ok {
			out = append(out, msg)
			continue
		}
		for _, r := range k {
			out = append(out, tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return out
}

func TestInput(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string // with | at the cursor
	}{
		{"typed", []string{"aws é"}, "aws é|"},
		{"in the middle", []string{"ac", "left", "b"}, "ab|c"},
		{"past the ends", []string{"a", "left", "left", "right", "right"}, "a|"},
		{"backspace", []string{"abc", "backspace"}, "ab|"},
		{"backspace at the start", []string{"a", "home", "backspace"}, "|a"},
		{"delete", []string{"abc", "home", "delete"}, "|bc"},
		{"delete at the end", []string{"abc", "delete"}, "abc|"},
		{"clear before", []string{"abc", "left", "ctrl+u"}, "|c"},
		{"clear after", []string{"abc", "home", "right", "ctrl+k"}, "a|"},
		{"word before", []string{"aws ecs  list", "ctrl+w", "ctrl+w"}, "aws |"},
		{"by words", []string{"aws ecs list", "alt+b", "alt+b", "alt+f"}, "aws ecs| list"},
		{"home and end", []string{"ab", "home", "x", "end", "y"}, "xaby|"},
		{"a key that is no text", []string{"a", "f1"}, "a|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var in parts.Input
			for _, k := range press(c.keys...) {
				in.Key(k)
			}
			r := []rune(in.Value())
			if got := string(r[:in.Position()]) + "|" + string(r[in.Position():]); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestInputShowsThePlaceOfItsCursor(t *testing.T) {
	var in parts.Input
	in.Set("0123456789")
	if line, at := in.View(5); line != "6789" || at != 4 {
		t.Errorf("at the end: %q, cursor %d", line, at)
	}
	for range 8 {
		in.Key(press("left")[0])
	}
	if line, at := in.View(5); line != "01234" || at != 2 {
		t.Errorf("near the start: %q, cursor %d", line, at)
	}
	in.Set("日本語")
	if line, at := in.View(5); ansi.StringWidth(line) > 5 || at != 4 {
		t.Errorf("wide runes: %q, cursor %d", line, at)
	}
}

func TestInputIsOneCleanLineOfBoundedLength(t *testing.T) {
	var in parts.Input
	in.Set("a\nb\x1b[2J")
	if got := in.Value(); got != "a b[2J" {
		t.Errorf("got %q", got)
	}
	in.Insert(strings.Repeat("x", 1<<20))
	if len(in.Value()) > 1<<15 {
		t.Errorf("the line grew to %d", len(in.Value()))
	}
	in.Replace(-4, 99, "new")
	if in.Value() != "new" {
		t.Errorf("Replace outside the line: %q", in.Value())
	}
}

func TestMarkdownIsRenderedOnceForAWidthAndATheme(t *testing.T) {
	doc := parts.NewMarkdown("a", "# Head\n\nSome **strong** text with `code --flag` and words enough to wrap.\n\n- one\n- two\n\x1b[2J")
	cmd := doc.Resize(30, theme.Dark())
	if cmd == nil {
		t.Fatal("no command for a new width")
	}
	if again := doc.Resize(30, theme.Dark()); again != nil {
		t.Error("a second command for the same width")
	}
	before := doc.Lines()
	msg := cmd().(parts.MarkdownRenderedMsg)
	other := parts.NewMarkdown("b", "x")
	other.Resize(30, theme.Dark())
	other.Rendered(msg)
	if strings.Join(other.Lines(), "") != "x" {
		t.Error("a document took another's lines")
	}
	doc.Rendered(msg)
	if slices.Equal(before, doc.Lines()) {
		t.Error("the rendered lines were not taken")
	}
	text := ansi.Strip(strings.Join(doc.Lines(), "\n"))
	for _, want := range []string{"Head", "strong", "--flag", "• one"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "\u00a0") {
		t.Error("no-break spaces are left")
	}
	for _, l := range doc.Lines() {
		if ansi.StringWidth(l) > 30 {
			t.Errorf("%q is wider than 30", ansi.Strip(l))
		}
	}
	if doc.Resize(40, theme.Dark()) == nil || doc.Resize(40, theme.Plain()) == nil {
		t.Error("a new width or theme needs a command")
	}
	now := slices.Clone(doc.Lines())
	doc.Rendered(msg)
	if !slices.Equal(doc.Lines(), now) {
		t.Error("lines of an old width were taken")
	}
}

func TestPlainMarkdownHasNoColour(t *testing.T) {
	doc := parts.NewMarkdown("a", "# Head\n\nSome `code`, *words* and **more**.\n\n    block\n")
	doc.Rendered(doc.Resize(60, theme.Plain())().(parts.MarkdownRenderedMsg))
	text := strings.Join(doc.Lines(), "\n")
	if strings.Contains(text, "38;") || strings.Contains(text, "48;") {
		t.Errorf("colour in %q", text)
	}
	if !strings.Contains(ansi.Strip(text), "`code`") {
		t.Errorf("code is not marked without colour: %q", text)
	}
}

// With sixteen colours Markdown uses the terminal's palette too.
func TestMarkdownInSixteenColours(t *testing.T) {
	doc := parts.NewMarkdown("a", "# Head\n\nSome `code`, *words* and **more**.\n\n    block\n\n[a](http://b)\n")
	doc.Rendered(doc.Resize(60, theme.Sixteen())().(parts.MarkdownRenderedMsg))
	text := strings.Join(doc.Lines(), "\n")
	if strings.Contains(text, "38;") || strings.Contains(text, "48;") || !strings.Contains(text, "35") {
		t.Errorf("not the palette's colours: %q", text)
	}
}

func TestPopup(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(strings.Repeat("line\n", 20)), "\n")
	base := strings.Split(strings.TrimRight(strings.Repeat(strings.Repeat(" ", 40)+"\n", 10), "\n"), "\n")
	p := parts.Popup{Open: true}
	frame := strings.Join(p.Over(theme.Plain(), base, 40, "box", lines), "\n")
	if err := partstest.CheckFrame(frame, 40, 10); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(frame, "more ↓") {
		t.Error("the popup does not say that there is more")
	}
	for range 50 {
		p.Key(press("j")[0], len(lines), 10)
	}
	if got := strings.Join(p.Over(theme.Plain(), base, 40, "box", lines), "\n"); !strings.Contains(got, "more ↑") {
		t.Error("scrolled to the end, the popup does not say so")
	}
	p.Key(press("x")[0], len(lines), 10)
	if p.Open {
		t.Error("another key did not close the popup")
	}
}

// An item of a list that its author broke into lines is broken at the width
// alone; code and what follows the list stay.
func TestItemsAreJoined(t *testing.T) {
	m := parts.NewMarkdown("d", "- one item that its author\n  broke here\n- another\n  - inside\n    of it\n\nText after\nthe list.\n\n```\n- code\n  stays\n```\n")
	cmd := m.Resize(60, theme.Plain())
	m.Rendered(cmd().(parts.MarkdownRenderedMsg))
	got := ansi.Strip(strings.Join(m.Lines(), "\n"))
	for _, want := range []string{"one item that its author broke here", "inside of it", "Text after the list.", "- code\n", "stays"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestStack(t *testing.T) {
	for _, c := range []struct {
		used, held, total int64
		width             int
		want              string
	}{
		{0, 0, 100, 10, "░░░░░░░░░░"},
		{50, 0, 100, 10, "█████░░░░░"},
		{50, 30, 100, 10, "█████▒▒▒░░"},
		{0, 1, 100, 10, "▒░░░░░░░░░"},
		{1, 1, 100, 10, "█▒░░░░░░░░"},
		{50, 50, 100, 10, "█████▒▒▒▒▒"},
		{50, 90, 100, 10, "█████▒▒▒▒▒"}, // more is wanted than there is
		{98, 1, 100, 4, "██▒░"},
		{100, 5, 100, 4, "████"},
		{5, 5, 0, 4, "░░░░"},
		{1, 1, 3, 0, ""},
	} {
		if got := parts.Stack(c.used, c.held, c.total, c.width); got != c.want {
			t.Errorf("%d used, %d held of %d: %s, want %s", c.used, c.held, c.total, got, c.want)
		}
	}
}
