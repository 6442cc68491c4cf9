package result_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/tui/parts/partstest"
	"drydock/tui/result"
	"drydock/tui/theme"
)

func report(passed bool) result.Report {
	r := result.Report{
		Title: "Healthy nowhere", Passed: passed, Points: 100, Moves: 1, Par: 1,
		Debrief: "## What happened\n\nA task without a host port gets one from the **ephemeral range**.\n\n- Admit the range.\n- From the load balancer's group.\n\n    --port 32768-65535 --source-group sg-alb\n",
		Goals: []result.Goal{
			{Text: "Every task of web is a healthy target", Points: 60, Met: passed, Value: "4 of 4"},
			{Text: "Only the load balancer is admitted to the instances", Points: 40, Met: true},
		},
	}
	if passed {
		r.Stars, r.Score = 3, 100
		return r
	}
	r.Score, r.HintCost, r.Moves = 35, 5, 2
	r.Hints = []string{"Which port does a target have when the task definition names no host port?"}
	r.Goals[0].Value, r.Goals[0].Why = "0 of 4", `target_group("web-tg").healthy = 0, vars.desired = 4`
	return r
}

func open(r result.Report, w, h int) result.Model {
	m, cmd := result.New(r, theme.Dark(), w, h)
	m, _ = m.Update(cmd())
	return m
}

func frame(t *testing.T, m result.Model, w, h int) string {
	t.Helper()
	if err := partstest.CheckFrame(m.View(), w, h); err != nil {
		t.Fatal(err)
	}
	return ansi.Strip(m.View())
}

func press(m result.Model, keys ...tea.KeyPressMsg) (result.Model, tea.Cmd) {
	var cmd tea.Cmd
	for _, k := range keys {
		m, cmd = m.Update(k)
	}
	return m, cmd
}

func letter(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

func TestFrames(t *testing.T) {
	for name, passed := range map[string]bool{"passed": true, "failed": false} {
		for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 36}, {200, 60}} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				golden.RequireEqual(t, frame(t, open(report(passed), size[0], size[1]), size[0], size[1]))
			})
		}
	}
}

func TestHelpFrame(t *testing.T) {
	m, _ := press(open(report(true), 80, 24), letter('?'))
	golden.RequireEqual(t, frame(t, m, 80, 24))
	m, _ = press(m, letter('x'))
	if strings.Contains(m.View(), "help: result") {
		t.Error("a key does not close the help")
	}
}

func TestScrollingStopsAtTheEnds(t *testing.T) {
	m := open(report(false), 40, 12)
	m, _ = press(m, letter('d'), letter('g'))
	start := m.View()
	m, _ = press(m, letter('k'))
	if m.View() != start {
		t.Error("scrolled above the first line")
	}
	m, _ = press(m, letter('G'))
	end := frame(t, m, 40, 12)
	if !strings.Contains(end, "sg-alb") {
		t.Errorf("the end of the debrief is not shown:\n%s", end)
	}
	m, _ = press(m, letter('j'), tea.KeyPressMsg{Code: tea.KeyPgDown})
	if got := frame(t, m, 40, 12); got != end {
		t.Errorf("scrolled below the last line:\n%s", got)
	}
	m, _ = m.Update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	if frame(t, m, 40, 12) == end {
		t.Error("the wheel does not scroll")
	}
	m, _ = press(m, letter('g'))
	if m.View() != start {
		t.Error("g does not go to the first line")
	}
}

// The debrief gives the answer away, so it waits until it is asked for while the
// scenario is not passed.
func TestTheDebriefWaits(t *testing.T) {
	m := open(report(false), 80, 40)
	if strings.Contains(frame(t, m, 80, 40), "What happened") {
		t.Error("the debrief of a scenario that is not passed is shown at once")
	}
	m, _ = press(m, letter('d'))
	if !strings.Contains(frame(t, m, 80, 40), "What happened") {
		t.Error("d does not show the debrief")
	}
	if m := open(report(true), 80, 40); !strings.Contains(frame(t, m, 80, 40), "What happened") {
		t.Error("the debrief of a passed scenario is not shown")
	}
}

func TestAGoalSaysItsValueOnce(t *testing.T) {
	const long = `service("web").running = 3, vars.desired = 4`
	for _, c := range []struct {
		goal result.Goal
		want string
	}{
		{result.Goal{Value: long, Why: long}, "unmet · " + long},
		{result.Goal{Value: "3 of 4", Why: long}, "unmet · 3 of 4 · " + long},
		{result.Goal{Value: "3 of 4", Why: "it was 3 of 4 at 09:13"}, "unmet · it was 3 of 4 at 09:13"},
		{result.Goal{Value: "3 of 4"}, "unmet · 3 of 4"},
		{result.Goal{Value: "4 of 4", Why: "left over", Met: true}, "met · 4 of 4"},
		{result.Goal{Bonus: true}, "unmet · bonus"},
	} {
		r := report(false)
		r.Goals = []result.Goal{c.goal}
		got := frame(t, open(r, 100, 40), 100, 40)
		line := ""
		for l := range strings.SplitSeq(got, "\n") {
			if strings.Contains(l, "met ·") {
				line = strings.Trim(l, "│ ")
			}
		}
		if line != c.want {
			t.Errorf("%+v is shown as %q, want %q", c.goal, line, c.want)
		}
	}
}

func TestWhereTheKeysLead(t *testing.T) {
	m := open(report(true), 80, 24)
	_, cmd := press(m, letter('r'))
	if _, ok := cmd().(result.RetriedMsg); !ok {
		t.Error("r does not go back to the puzzle")
	}
	for _, k := range []tea.KeyPressMsg{letter('q'), {Code: tea.KeyEscape}} {
		_, cmd := press(m, k)
		if _, ok := cmd().(result.LeftMsg); !ok {
			t.Errorf("%s does not go home", k)
		}
	}
}

func TestEverySizeIsFilled(t *testing.T) {
	for w := 40; w < 130; w += 7 {
		for h := 12; h < 45; h += 5 {
			m, _ := press(open(report(false), w, h), letter('G'))
			frame(t, m, w, h)
		}
	}
}

func TestTextOfPacksCannotControlTheTerminal(t *testing.T) {
	r := report(false)
	r.Title, r.Hints[0], r.Goals[0].Text = "a\x1b]0;x\x07\nb", "c\x1b[2J", "d\x1b[H\ne"
	m := open(r, 80, 24)
	frame(t, m, 80, 24)
	for _, bad := range []string{"\x1b]", "\x1b[2J", "\x1b[H", "\x07"} {
		if strings.Contains(m.View(), bad) || strings.Contains(m.Title(), bad) {
			t.Errorf("%q is in the frame", bad)
		}
	}
}

func TestRightsAreListed(t *testing.T) {
	r := report(true)
	r.Rights = []result.Right{
		{Role: "role web-task", Granted: 3, Used: 1, Beyond: []string{"unused: s3:PutObject in read, statement 1", "broad: Resource * in read, statement 2: needed for arn:aws:sqs:eu-west-1:123456789012:orders"}},
		{Role: "role worker", Granted: 1, Used: 1},
	}
	got := frame(t, open(r, 80, 60), 80, 60)
	for _, want := range []string{"Permissions against need", "! role web-task", "1 of 3 actions needed", "unused: s3:PutObject in read, statement 1", "needed for", "✓ role worker", "1 of 1 actions needed"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
