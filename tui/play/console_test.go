package play_test

import (
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/play/playtest"
)

// fixInTwo is the repair as documentation prints commands: over two lines.
func fixInTwo() (first, second string) {
	first, second, _ = strings.Cut(playtest.Fix, " --protocol")
	return first + " \\", "    --protocol" + second
}

func TestABackslashJoinsLines(t *testing.T) {
	first, second := fixInTwo()
	d := newDriver(t, 120, 36)
	d.press("esc", ";", first, "enter")
	d.shows("sg-instances \\", "> ", "moves 0/1")
	d.press(second, "enter")
	d.shows("moves 1/1", "$ ")
	d.press("up") // the history has the whole line
	d.shows("--protocol tcp --port 32768-65535 --source-group sg-alb")
}

func TestALineThatGoesOnCanBeGivenUp(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", `aws ecs \`, "enter", "x", "esc")
	if !d.m.Typing() {
		t.Fatal("esc gives up the line and the console too")
	}
	d.press("help", "enter")
	d.shows("play on", "A line that ends with")
	d.press("two", `\\`, "enter") // an escaped backslash ends no line
	d.shows("no such command: two")
}

func TestALineThatGoesOnIsCompleted(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", `aws ecs \`, "enter", "upd", "tab")
	d.shows("> update-service")
}

func TestWaysOutOfTheConsole(t *testing.T) {
	for _, keys := range [][]string{{"exit", "enter"}, {"quit", "enter"}, {"ctrl+d"}} {
		d := newDriver(t, 120, 36)
		d.press("esc", ";")
		d.press(keys...)
		if d.m.Typing() {
			t.Errorf("%v does not leave the console", keys)
		}
		d.hides("no such command")
	}
	d := newDriver(t, 120, 36)
	d.press("esc", ";", "ab", "left", "ctrl+d")
	d.shows("$ a ")
	if !d.m.Typing() {
		t.Error("ctrl+d leaves a line that is not empty")
	}
}

func TestClearEmptiesTheOutput(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", "help", "enter", "clear", "enter")
	d.hides("play on")
	d.hides("$ clear")
}

// The attempt's own outcome would count as a submission without its result
// being seen.
func TestOutcomeAsksToSubmit(t *testing.T) {
	for _, word := range []string{"outcome", "submit"} {
		d := newDriver(t, 120, 36)
		d.press("esc", "space", ";", word, "enter")
		d.shows("Submit the world", "paused")
		d.press("n")
		d.hides("Submit the world")
		if !d.m.Typing() {
			t.Error("a no does not lead back to the console")
		}
		d.hides("no such command")
		d.press(word, "enter", "y")
		d.shows("to the horizon")
	}
}

func TestPastedLinesWaitForEachOther(t *testing.T) {
	first, second := fixInTwo()
	d := newDriver(t, 120, 36)
	d.press("esc", ";")
	d.hold = true
	d.send(tea.PasteMsg{Content: "advance 10m\n" + first + "\r\n" + second + "\nhelp\nhalf"})
	d.shows("working", "moves 0/1")
	d.hold = false
	d.beat()
	d.shows("moves 1/1", "play on", "$ half")
}

func TestAPasteStopsAtAQuestion(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";")
	d.send(tea.PasteMsg{Content: "submit\nyes\n" + playtest.Fix + "\n"})
	d.shows("Submit the world", "moves 0/1")
	d.press("n")
	d.hides("$ yes")
}

// What is printed is read and copied by the word: where an ARN fits into a line
// without its indent, it stands whole.
func TestConsoleOutputKeepsWordsWhole(t *testing.T) {
	d := newReal(t, 84, 24)
	d.press("esc", ";", "aws ecs list-tasks --cluster prod", "enter")
	if whole := regexp.MustCompile(`"arn:aws:ecs:[^ ]+:task/prod/[0-9a-f]{32}"`); !whole.MatchString(d.frame()) {
		t.Errorf("no ARN of a task stands whole:\n%s", d.frame())
	}
}
