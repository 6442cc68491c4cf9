package play_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/engine"
	"drydock/scenarios"
	"drydock/tui/play"
	"drydock/tui/theme"
)

// newAs returns a driver on the real puzzle, played by somebody else than an
// administrator.
func newAs(t *testing.T, as string, w, h int) *driver {
	t.Helper()
	s, err := scenarios.Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	own := *s
	own.Play.As = engine.Principal("role/" + as)
	a, err := scenarios.NewAttempt(&own, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := &driver{t: t, w: w, h: h}
	var cmd tea.Cmd
	d.m, cmd = play.New(play.Of(a), "load balancing", theme.Dark(), w, h)
	d.m = play.WithTestClock(d.m)
	d.run(cmd)
	d.press("esc")
	return d
}

const forbidden = "aws ecs delete-service --cluster prod --service web"

func TestRefusedFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"console": {";", forbidden, "enter"},
		"left":    {";", forbidden, "enter", "esc"},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				d := newAs(t, "ecsInstanceRole", size[0], size[1])
				d.press(keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// What IAM refuses is explained without being asked for, with what decided in
// sight, at every size.
func TestARefusalIsExplainedByItself(t *testing.T) {
	for _, size := range sizes {
		d := newAs(t, "ecsInstanceRole", size[0], size[1])
		d.press(";", forbidden, "enter")
		d.shows("why: tells which statement decided")
		d.press("esc")
		d.shows("why: refused", "✗ identity-based policy", "no Allow", "ecs:DeleteService")
		d.press("esc")
		d.hides("why: refused")
	}
}

// A refusal of the service itself needs no such explanation.
func TestOtherRefusalsAreNot(t *testing.T) {
	d := newReal(t, 120, 36)
	d.press("esc", ";", "aws ecs delete-service --cluster prod --service none", "enter")
	d.shows("ServiceNotFoundException")
	d.hides("why: refused")
	d.hides("tells which statement")
}

// The reason of a form's refusal is read when the form is closed.
func TestARefusedFormIsExplainedOnceItIsClosed(t *testing.T) {
	for _, size := range sizes {
		d := newAs(t, "ecsInstanceRole", size[0], size[1])
		d.press("a", "1")
		d.press(fillIn...)
		d.press("ctrl+s")
		d.shows("UnauthorizedOperation")
		d.press("esc")
		d.hides("time waits")
		d.shows("why: refused", "✗ identity-based policy", "no Allow")
	}
}

// bounded are lines after which an administrator has four policies and a permissions
// boundary, which allows the call in another Region only.
func bounded() []string {
	var out []string
	for _, name := range []string{"one", "two", "three"} {
		out = append(out, `aws iam put-user-policy --user-name administrator --policy-name `+name+` --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:Describe*","ecs:UpdateService"],"Resource":"arn:aws:ecs:eu-west-1:123456789012:service/prod/`+name+`"}]}'`)
	}
	return append(out,
		`aws iam create-policy --policy-name edge --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}]}'`,
		"aws iam put-user-permissions-boundary --user-name administrator --permissions-boundary arn:aws:iam::123456789012:policy/edge",
		"aws ecs update-service --cluster prod --service web --desired-count 2",
	)
}

// Of many policies the one that decided is seen first, with what it lacks.
func TestBoundedFrames(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			d := newReal(t, size[0], size[1])
			d.press("esc", ";")
			for _, l := range bounded() {
				d.press(l, "enter")
			}
			d.press("esc")
			d.shows("✗ permissions boundary", "no Allow", "nearest is edge,")
			golden.RequireEqual(t, d.frame())
		})
	}
}
