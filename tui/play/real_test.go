package play_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/scenarios"
	"drydock/tui/play"
	"drydock/tui/theme"
)

const repair = "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb"

// newReal returns a driver on the real puzzle instead of a fake.
func newReal(t *testing.T, w, h int) *driver { return newAt(t, "healthy-nowhere", w, h) }

// newAt returns a driver on a built-in scenario.
func newAt(t *testing.T, id string, w, h int) *driver {
	t.Helper()
	d := &driver{t: t, w: w, h: h}
	var cmd tea.Cmd
	d.m, cmd = play.New(realAt(t, id), "load balancing", theme.Dark(), w, h)
	d.m = play.WithTestClock(d.m)
	d.run(cmd)
	return d
}

func real(t testing.TB) play.Attempt {
	t.Helper()
	return realAt(t, "healthy-nowhere")
}

func realAt(t testing.TB, id string) play.Attempt {
	t.Helper()
	s, err := scenarios.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := scenarios.NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	return play.Of(a)
}

// The puzzle as a learner sees it: the ticket, why a task is unhealthy, the
// middle of the repair, when new tasks are healthy and old ones drain.
func TestRealFrames(t *testing.T) {
	states := map[string][]string{
		"ticket": nil,
		"why":    {"esc", "w"},
		"middle": {"esc", ";", repair, "enter", "advance 30s", "enter", "esc", "j", "w"},
	}
	for name, keys := range states {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := newReal(t, size[0], size[1])
				d.press(keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// The main job, by keys alone: repair, submit, see it run, get the score.
func TestTheRealPuzzleIsSolvedOnScreen(t *testing.T) {
	d := newReal(t, 80, 24)
	d.press("esc")
	d.shows("unhealthy 4", "0 of 4")
	d.press(";", "aws ec2 authorize-security-group-ing", "tab", "--group-id sg-i", "tab", "--protocol tcp --port 32768-65535 --source-group sg-al", "tab", "enter", "esc")
	d.shows("moves 1/1")
	d.press("enter", "y")
	done := d.finish()
	if !done.Report.Passed || done.Report.Stars != 3 || done.Report.Score != 100 {
		t.Fatalf("%+v", d.out[0])
	}
}

// BenchmarkRealKey is Update and View of a key that moves the selection, on the
// real puzzle at 120x36.
func BenchmarkRealKey(b *testing.B) {
	m, _ := play.New(real(b), "load balancing", theme.Dark(), 120, 36)
	m, _ = m.Update(tea.KeyPressMsg{Code: tea.KeyEscape})
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'l', Text: "l"}, {Code: 'w', Text: "w"}, {Code: 'k', Text: "k"}, {Code: 'h', Text: "h"}}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(keys[i%len(keys)])
		m.View()
	}
}
