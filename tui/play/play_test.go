package play_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"drydock/tui/parts/partstest"
	"drydock/tui/play"
	"drydock/tui/play/playtest"
	"drydock/tui/theme"
)

func TestTimeRunsOnlyWhileItIsToldTo(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc")
	if d.beat() != 0 {
		t.Fatal("a paused screen waits for the clock")
	}
	d.press("space")
	if n := d.beat(); n != 1 {
		t.Fatalf("%d beats are due, want 1", n)
	}
	d.shows("09:12:01", "running", "×10") // a tenth of a second at ten times
	stale := d.held
	d.press("space", "space") // pause and run: a new chain
	for _, c := range stale {
		d.send(c())
	}
	d.shows("09:12:01")
	d.press("space")
	d.beat()
	if d.beat() != 0 {
		t.Error("after a pause something still waits for the clock")
	}
	d.shows("09:12:01", "paused")
}

func TestSpeeds(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ">")
	d.shows("×60")
	d.press(".", ".")
	d.shows("×600")
	d.press("<", "<", ",", ",")
	d.shows("paused ×1 ")
}

func TestHelpBeginsAtTheFocusedPanel(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
	}{{nil, "Play: time and moves"}, {[]string{"e"}, "Play: event list"}, {[]string{"tab", "tab"}, "Play: goals and detail"}} {
		d := newDriver(t, 80, 24)
		d.press("esc")
		d.press(c.keys...)
		d.press("?")
		if first := strings.Split(d.frame(), "\n")[3]; !strings.Contains(first, c.want) {
			t.Errorf("after %v the help begins at %q", c.keys, first)
		}
	}
}

// The ticket is open when a puzzle begins, and ? is the first key of many.
func TestTicketAndHelpOpenOverEachOther(t *testing.T) {
	d := newDriver(t, 80, 24)
	ticket := d.frame()
	d.press("?")
	d.shows("Play: time and moves")
	d.press("b")
	if got := d.frame(); got != ticket {
		t.Errorf("b over the help is not the ticket:\n%s", got)
	}
	d.press("b")
	d.shows("space run")
}

func TestABoxStopsTheClock(t *testing.T) {
	for _, key := range []string{"?", "b", "enter", "H"} {
		d := newDriver(t, 120, 36)
		d.press("esc", "space", key)
		d.shows("paused")
	}
}

func TestStepGoesToTheNextEvent(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "n")
	d.shows("09:12:10") // nothing happens within ten seconds
	d.press("n", "n")
	d.shows("09:12:30")
	if got := d.attempt.Events(); len(got) != 26 {
		t.Errorf("%d events, want 26", len(got))
	}
}

func TestTheSelectionMovesOverAllThings(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc")
	d.shows("├ task web:3 3f1c0000") // the first that is unhealthy
	for _, step := range []struct{ key, title string }{
		{"k", "instance i-01"},
		{"j", "task web:3 3f1c0000"},
		{"j", "task web:3 77ab0000"},
		{"l", "task web:3 c2f40000"},
		{"k", "task web:3 90de0000"},
		{"k", "instance i-02"},
		{"h", "instance i-01"},
		{"h", "instance i-01"},
		{"down", "task web:3 3f1c0000"},
		{"j", "task web:3 77ab0000"},
		{"j", "load balancer alb"},
		{"right", "target group web-tg"},
		{"j", "service web"},
		{"j", "security group sg-alb"},
		{"l", "security group sg-instances"},
		{"l", "security group sg-instances"},
		{"j", "security group sg-instances"},
	} {
		d.press(step.key)
		d.shows("├ " + step.title)
	}
	d.shows("tcp 80 from sg-alb")
}

func TestTabGoesThroughThePanelsAndBack(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc")
	for _, want := range []string{"▸events", "▸goals", "▸task", "▸cluster"} {
		d.press("tab")
		d.shows(want)
	}
	for _, want := range []string{"▸task", "▸goals", "▸events", "▸cluster"} {
		d.press("shift+tab")
		d.shows(want)
	}
}

func TestWhyAsksAboutATaskAsATarget(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "w")
	d.shows("why: task web:3", "sg-instances ingress", "DENY", "no rule admits tcp 32768", "the health check times out", "Elastic Load Balancing")
	// The explanation follows what is done.
	d.press(";", playtest.Fix, "enter")
	d.shows("allow", "reachable")
}

func TestWhyOfAThingThatNothingDecidesAbout(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "k", "w")
	d.shows("nothing decides about")
}

func TestConsole(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";")
	if !d.m.Typing() {
		t.Fatal("the console does not take letters")
	}
	d.press("aws q?bw", "enter") // keys of the screen are letters here
	d.shows("$ aws q?bw", "ClusterNotFoundException")
	d.press("help", "enter")
	d.shows("play on")
	d.press("up", "up", "up")
	d.shows("$ aws q?bw")
	d.press("down", "down", "unfinished", "up", "down")
	d.shows("$ unfinished")
	d.press("ctrl+u", "esc")
	if d.m.Typing() {
		t.Error("esc does not leave the console")
	}
}

func TestConsoleMovesAndUndo(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", playtest.Fix, "enter", "advance 1m", "enter", "esc")
	d.shows("moves 1/1", "It is 09:13:00", "healthy 4  unhealthy 0", "2 of 2")
	d.press("u")
	d.shows("moves 0/1", "09:12:00", "healthy 0  unhealthy 4", "Undone")
	d.press("u")
	d.shows("nothing to undo")
}

func TestLinesThatPlayOnLetKeysWait(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";")
	d.hold = true
	d.press("advance 10m", "enter")
	d.press("help", "enter")
	d.shows("working")
	d.hides("play on")
	d.hold = false
	d.beat()
	d.shows("It is 09:22:00", "play on")
}

func TestCompletion(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", "aws ecs d", "tab")
	d.shows("$ aws ecs de", "delete-service", "describe-tasks", "tasks and their containers")
	d.press("tab")
	d.shows("$ aws ecs delete-service")
	d.press("tab")
	d.shows("$ aws ecs describe-clusters")
	d.press("shift+tab", "shift+tab")
	d.shows("$ aws ecs describe-tasks")
	d.press("x")
	d.hides("stop and remove a service")
	d.press("ctrl+u", "aws ecs up", "tab", "--x")
	d.shows("$ aws ecs update-service --x")
	d.press("ctrl+u", "zzz", "tab")
	d.shows("Nothing completes this.")
}

func TestPasteRunsWholeLines(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc")
	d.send(tea.PasteMsg{Content: "ignored outside the console\n"})
	d.press(";")
	split := strings.Replace(playtest.Fix, " --protocol", " \\\n --protocol", 1)
	d.send(tea.PasteMsg{Content: split + "\r\nhalf"})
	d.shows("moves 1/1", "$ half")
	d.hides("ignored")
}

func TestEventList(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "e", "g")
	d.shows("1 of 25", "has started 4 tasks")
	d.press("j")
	d.shows("2 of 25")
	d.press("w")
	d.shows("├ event ", "aws.ecs ECS Service Action", "sg-instances ingress")
	d.press("G", "k")
	d.shows("24 of 25")
	d.press("u") // what holds in all panels holds here too
	d.shows("nothing to undo")
	d.press("esc", "esc") // the explanation, and then the panel
	d.shows("▸cluster")
}

func TestSubmissionIsWatchedAndReported(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", playtest.Fix, "enter", "esc", "enter")
	d.shows("Submit the world")
	d.press("n")
	d.hides("Submit the world")
	d.press("enter", "y")
	d.shows("to the horizon")
	beats := 0
	for ; d.beat() > 0; beats++ {
		d.frame()
	}
	if beats < 20 || beats > 40 {
		t.Errorf("the way to the horizon took %d beats, want about 30", beats)
	}
	if len(d.out) != 1 {
		t.Fatalf("%d messages for the shell, want 1", len(d.out))
	}
	r := d.out[0].(play.FinishedMsg).Report
	if !r.Passed || r.Stars != 3 || r.Score != 100 || len(r.Goals) != 2 || r.Debrief == "" {
		t.Errorf("the report is %+v", r)
	}
	// The puzzle is as it was.
	d.shows("09:12:00", "★★★", "paused")
}

func TestAnyKeySkipsToTheEnd(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "enter", "y", "x")
	if len(d.out) != 1 || d.out[0].(play.FinishedMsg).Report.Passed {
		t.Errorf("messages for the shell: %v", d.out)
	}
}

func TestLeavingIsAskedAbout(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", "e", "+", "esc", "esc")
	d.shows("Leave this puzzle?")
	d.press("x") // any key but yes
	d.hides("Leave this puzzle?")
	if len(d.out) != 0 {
		t.Fatal("left without a yes")
	}
	d.press("q", "y")
	if _, ok := d.out[0].(play.LeftMsg); !ok {
		t.Errorf("the message for the shell is %T", d.out[0])
	}
}

func TestMouse(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc")
	frame := strings.Split(d.frame(), "\n")
	at := func(want string) tea.Mouse {
		for y, l := range frame {
			if i := strings.Index(l, want); i >= 0 {
				return tea.Mouse{X: len([]rune(l[:i])), Y: y, Button: tea.MouseLeft}
			}
		}
		t.Fatalf("%q is not on the screen", want)
		return tea.Mouse{}
	}
	d.send(tea.MouseClickMsg(at("i-02 m5.large")))
	d.shows("├ instance i-02")
	d.send(tea.MouseClickMsg(at("web-tg")))
	d.shows("├ target group web-tg")
	d.send(tea.MouseClickMsg(at("09:11:30")))
	d.shows("├ event ", "▸events", "24 of 25")
	over := at("09:11:30")
	over.Button = tea.MouseWheelUp
	d.send(tea.MouseWheelMsg(over))
	d.shows("21 of 25")
}

// While an advance has the attempt, a click waits: it may ask the attempt too.
func TestClicksWaitForTheAttempt(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", "advance 1s")
	d.hold = true
	d.press("enter")
	if len(d.held) != 1 {
		t.Fatalf("%d commands are under way instead of the advance", len(d.held))
	}
	for y, l := range strings.Split(d.frame(), "\n") {
		if i := strings.Index(l, "09:11:30"); i >= 0 {
			d.send(tea.MouseClickMsg{X: len([]rune(l[:i])), Y: y, Button: tea.MouseLeft})
			break
		}
	}
	if strings.Contains(d.frame(), "├ event ") {
		t.Error("the click did not wait")
	}
	d.hold = false
	d.beat()
	d.shows("├ event ")
}

// Whatever is pressed at whatever size, every frame fills the screen exactly.
func TestEveryFrameFitsItsScreen(t *testing.T) {
	names := []string{
		"space", "enter", "esc", "tab", "shift+tab", "up", "down", "left", "right", "pgup", "pgdown",
		"h", "j", "k", "l", "w", "e", "H", "u", ";", "b", "n", "+", "_", "?", "g", "G", "<", ">", "y", "aws ecs ", "ctrl+u", "ctrl+d", `help \`, "submit",
	}
	rapid.Check(t, func(r *rapid.T) {
		d := newDriver(t, 80, 24)
		d.hold = true
		for range rapid.IntRange(1, 25).Draw(r, "steps") {
			if rapid.IntRange(0, 5).Draw(r, "resize") == 0 {
				d.w, d.h = rapid.IntRange(40, 210).Draw(r, "w"), rapid.IntRange(12, 70).Draw(r, "h")
				d.m, _ = d.m.Resize(theme.Dark(), d.w, d.h)
			}
			key := rapid.SampledFrom(names).Draw(r, "key")
			d.press(key)
			frame, cursor := d.m.View()
			if err := partstest.CheckFrame(frame, d.w, d.h); err != nil {
				r.Fatalf("after %s: %v", key, err)
			}
			if cursor != nil && (cursor.X >= d.w-1 || cursor.Y >= d.h-1) {
				r.Fatalf("after %s: the cursor is at %d,%d in %dx%d", key, cursor.X, cursor.Y, d.w, d.h)
			}
		}
	})
}

func TestTwoScreensDoNotHearEachOther(t *testing.T) {
	a, b := newDriver(t, 80, 24), newDriver(t, 80, 24)
	a.press("esc", "space")
	b.press("esc", "space")
	if len(a.held) == 0 {
		t.Fatal("no beat is due")
	}
	for _, c := range a.held {
		b.send(c())
	}
	b.shows("09:12:00")
}

func BenchmarkKey(b *testing.B) {
	m, _ := play.New(playtest.New(), "load balancing", theme.Dark(), 120, 36)
	m, _ = m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'l', Text: "l"}, {Code: 'k', Text: "k"}, {Code: 'h', Text: "h"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(keys[i%len(keys)])
		m.View()
	}
}

func BenchmarkConsoleKey(b *testing.B) {
	m, _ := play.New(playtest.New(), "load balancing", theme.Dark(), 120, 36)
	for _, k := range []tea.KeyPressMsg{{Code: tea.KeyEscape}, {Code: ';', Text: ";"}} {
		m, _ = m.Update(k)
	}
	keys := []tea.KeyPressMsg{{Code: 'a', Text: "a"}, {Code: tea.KeyBackspace}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(keys[i%len(keys)])
		m.View()
	}
}

func BenchmarkFirstFrame(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		m, _ := play.New(playtest.New(), "load balancing", theme.Dark(), 120, 36)
		m.View()
	}
}

// A wait lets time pass, so it too runs beside the screen.
func TestAWaitRunsBesideTheScreen(t *testing.T) {
	d := newDriver(t, 120, 36)
	d.press("esc", ";", "aws ecs wait services-stable --cluster prod --services web")
	d.hold = true
	d.press("enter")
	if len(d.held) != 1 {
		t.Fatalf("%d commands are under way instead of the wait", len(d.held))
	}
	d.hold = false
	d.beat()
}

// Who asks for the keys before reading the ticket comes back to the ticket.
func TestHelpOverTheTicketLeadsBackToIt(t *testing.T) {
	d := newAt(t, "tour", 80, 24)
	d.press("?", "esc")
	d.shows("ticket: A first look around", "tour 1 of 9")
	d.press("esc")
	d.shows("tour 2 of 9")
}

// A frame that is drawn while a long call has the attempt asks the attempt for
// nothing: the race detector holds that.
func TestAFrameWhileTimePassesElsewhere(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press("esc", ";")
	d.hold = true
	d.press("advance 30m", "enter")
	d.hold = false
	busy := d.held
	d.held = nil
	done := make(chan tea.Msg)
	go func() { done <- busy[len(busy)-1]() }()
	for {
		select {
		case msg := <-done:
			d.send(msg)
			d.shows("It is 09:42:00.")
			return
		default:
			d.frame()
		}
	}
}

// A click while looking back, or behind a comparison, changes nothing.
func TestClicksInThePast(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press("esc", "space")
	d.beat()
	d.press("space", "{")
	console := tea.MouseClickMsg{X: 20, Y: 33, Button: tea.MouseLeft}
	d.send(console)
	d.shows("This is the past.")
	d.press("f")
	d.send(console)
	d.press("d", "r", "o", "p", "enter")
	if strings.Contains(d.frame(), "$ drop") {
		t.Error("the console behind the comparison was typed in")
	}
}
