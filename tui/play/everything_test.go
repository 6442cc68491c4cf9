package play_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/scenarios"
	"drydock/tui/play"
	"drydock/tui/theme"
)

const (
	daemon = "aws ecs create-service --cluster prod --service-name audit --task-definition audit --scheduling-strategy DAEMON"
	drain  = "aws ecs update-container-instances-state --cluster prod --status DRAINING --container-instances node-b1"
)

// moving are lines after which tasks are on their way up and down.
var moving = [...]string{
	"aws ecs update-service --cluster prod --service api --force-new-deployment",
	"aws ecs update-service --cluster prod --service own --force-new-deployment",
	"aws ecs update-service --cluster prod --service shop --desired-count 3",
	"aws ecs update-service --cluster prod --service edge --desired-count 0",
}

// newEverything returns a driver on a cluster with one of everything that a
// picture can show.
func newEverything(t testing.TB, th theme.Theme, w, h int) *driver {
	t.Helper()
	s, err := scenarios.Load(os.DirFS("testdata"), "everything.toml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := scenarios.NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, w: w, h: h}
	var cmd tea.Cmd
	d.m, cmd = play.New(play.Of(a), "", th, w, h)
	d.m = play.WithTestClock(d.m)
	d.run(cmd)
	d.press("esc")
	return d
}

// What each of these shows is in the golden frames: read them as a learner would.
func TestEverythingFrames(t *testing.T) {
	for _, s := range []struct {
		name  string
		theme theme.Theme
		keys  []string
	}{
		{"picture", theme.Dark(), nil},
		{"zoomed", theme.Dark(), []string{"+"}},
		{"waiting", theme.Dark(), []string{"w"}},
		{"fargate", theme.Dark(), nil},
		{"statuses", theme.Dark(), []string{";", moving[0], "enter", moving[1], "enter", moving[2], "enter", "advance 17s", "enter", moving[3], "enter", "advance 2s", "enter", "esc", "+"}},
		{"held", theme.Dark(), []string{";", daemon, "enter", drain, "enter", "advance 36s", "enter", "esc"}},
		{"plain", theme.Plain(), []string{";", daemon, "enter", drain, "enter", "advance 36s", "enter", "esc"}},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				d := newEverything(t, s.theme, size[0], size[1])
				if s.name == "fargate" {
					d.toFargate()
				} else {
					d.press(s.keys...)
				}
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// toFargate selects a task on Fargate, up from what is below the zones.
func (d *driver) toFargate() {
	d.t.Helper()
	for range 40 {
		d.press("k")
		if play.OnFargate(d.m) {
			return
		}
	}
	d.t.Fatalf("no task on Fargate is reached:\n%s", d.frame())
}

// find is where a text is first seen on the screen below a line.
func (d *driver) find(text string, below int) tea.Mouse {
	d.t.Helper()
	for y, l := range strings.Split(d.frame(), "\n") {
		if i := strings.Index(l, text); i >= 0 && y > below {
			return tea.Mouse{X: len([]rune(l[:i])), Y: y, Button: tea.MouseLeft}
		}
	}
	d.t.Fatalf("%q is not on the screen:\n%s", text, d.frame())
	return tea.Mouse{}
}

func TestTasksOnFargateAreLikeOthers(t *testing.T) {
	for _, size := range sizes {
		d := newEverything(t, theme.Plain(), size[0], size[1])
		d.toFargate()
		if size[0] > 40 {
			d.shows("runs on", "Fargate in", "public IP")
		}
		d.press("w")
		if size[0] > 80 {
			d.shows("placement: a task of", "subnets", "spread over zones", "chosen", "in eu-west-1")
		}
		d.press("esc", "i")
		d.shows("inspect: task web:3", "$ aws ecs describe-tasks")
	}
	d := newEverything(t, theme.Dark(), 140, 45)
	box := d.find("┌ Fargate", 0)
	d.send(tea.MouseClickMsg(d.find("■ web:3", box.Y)))
	if !play.OnFargate(d.m) {
		t.Errorf("a click on a task on Fargate selects another thing:\n%s", d.frame())
	}
	d.press("f")
	if n := strings.Count(d.frame(), "Fargate"); n < 4 {
		t.Errorf("Fargate stands %d times in two timelines of two zones:\n%s", n, d.frame())
	}
}

func TestAWaitingTaskIsExplainedByTheFunnel(t *testing.T) {
	for _, size := range sizes {
		d := newEverything(t, theme.Plain(), size[0], size[1])
		d.press("w")
		d.shows("placement: one more task", "✓ ACTIVE instances", "✗ RESOURCE:MEMORY", "3 out, 0 left", "one by one", "✗ node-a1")
	}
	d := newEverything(t, theme.Dark(), 140, 45)
	d.shows("◇ waiting 1: RESOURCE:MEMORY", "because RESOURCE:MEMORY")
	d.press("i")
	d.shows("$ aws ecs describe-services --cluster prod --services shop")
	d.press("esc", ";", "why shop", "enter")
	d.shows("✓ ACTIVE instances  3", "✗ RESOURCE:MEMORY   3 out, 0 left", "one by one")
	// With room the task is there, and something is still selected.
	d.press("aws ecs update-service --cluster prod --service edge --desired-count 0", "enter", "aws ecs update-service --cluster prod --service shop --desired-count 5", "enter", "advance 1m", "enter", "esc")
	d.hides("waiting")
	d.press("w")
	d.hides("Nothing is selected")
}

// A placed task, one on its way, and the event of a task that fits nowhere are
// explained by the same funnel.
func TestThePlacementOfATaskBeginsWithTheFunnel(t *testing.T) {
	d := newEverything(t, theme.Dark(), 140, 45)
	d.send(tea.MouseClickMsg(d.find("■ web:3 running :32768", 0)))
	d.press("w")
	d.shows("placement: a task of service shop", "✓ ACTIVE instances", "spread over zones", "spread over instances", "chosen", "one by one")
	d.press("esc", ";", "aws ecs update-service --cluster prod --service edge --desired-count 4", "enter", "advance 1s", "enter", "esc")
	d.send(tea.MouseClickMsg(d.find("◇ waiting 1: RESOURCE:PORTS", 0)))
	d.press("w")
	d.shows("why: waiting 1 of edge", "✗ RESOURCE:PORTS", "host port 8080 is taken")
	d.press("e", "G", "enter")
	d.shows("✗ RESOURCE:PORTS", "3 out, 0 left")
	d.press("esc", "esc")
	d.send(tea.MouseClickMsg(d.find("◑ web:3 activating", 0)))
	d.press("w")
	d.shows("placement: a task of service edge", "✓ RESOURCE:PORTS", "2 out, 1 left", "chosen")
}
