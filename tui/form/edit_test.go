package form_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"drydock/engine/api"
	"drydock/tui/form"
	"drydock/tui/parts/partstest"
	"drydock/tui/theme"
)

const (
	ingress = "ec2:AuthorizeSecurityGroupIngress"
	service = "ecs:CreateService"
)

func TestEditing(t *testing.T) {
	tests := []struct {
		name, op string
		keys     []string
		line     string // that the form shows
	}{
		{"a choice by its first letters", ingress, []string{"tab", "t", "enter"}, "--protocol tcp"},
		{"tab takes a choice too", ingress, []string{"tab", "t", "tab", "80"}, "--protocol tcp --port 80"},
		{"a choice by its note", ingress, []string{"default", "enter"}, "--group-id sg-"},
		{"escape keeps what was there", ingress, []string{"tab", "tcp", "enter", "up", "udp", "esc"}, "--protocol tcp"},
		{"a choice is taken back", ingress, []string{"tab", "tcp", "enter", "up", "enter", "up", "up", "enter"}, "ingress"},
		{"ctrl+u takes a choice back", ingress, []string{"tab", "tcp", "enter", "up", "ctrl+u"}, "ingress"},
		{"backspace goes on from what was there", ingress, []string{"tab", "tcp", "enter", "up", "backspace", "backspace", "backspace", "ud", "enter"}, "--protocol udp"},
		{"what is offered is not all", ingress, []string{"tab", "50", "enter"}, "--protocol 50"},
		{"what is typed is taken on the way out", ingress, []string{"tab", "ud", "shift+tab"}, "--protocol udp"},
		{"what was only looked at is not", ingress, []string{"tab", "enter", "down", "shift+tab"}, "ingress"},
		{"backward", ingress, []string{"tab", "tab", "80", "shift+tab", "up", "inst", "enter"}, "--group-id sg-instances --port 80"},
		{"yes", "ecs:DeleteService", []string{"web", "enter", "tab", "space"}, "--service web --force"},
		{"no", "ecs:DeleteService", []string{"web", "enter", "tab", "left"}, "--service web --no-force"},
		{"not given after all", "ecs:DeleteService", []string{"web", "enter", "tab", "space", "space", "right"}, "--service web"},
		{"yes by a letter", "ecs:DeleteService", []string{"web", "enter", "tab", "y", "enter"}, "--service web --force"},
		{"what is folded", ingress, []string{"pgdown", "enter", "down", "alb", "enter"}, "--group-name sg-alb"},
		{"what is folded, by arrows", ingress, []string{"pgdown", "right", "down", "alb", "enter", "up", "up", "left", "down"}, "--group-name sg-alb"},
		{"a list of things", "elbv2:SetSecurityGroups", []string{"tab", "enter", "a", "enter", "up", "up", "enter", "i", "enter"}, "--security-groups sg-alb sg-instances"},
		{"one thing of a list removed", "elbv2:SetSecurityGroups", []string{"tab", "space", "alb", "enter", "up", "up", "space", "inst", "enter", "up", "up", "ctrl+x"}, "--security-groups sg-instances"},
		{"a structure of a list removed", service, []string{"s", "tab", "tab", "tab", "tab", "tab", "enter", "web", "enter", "up", "ctrl+x", "up", "ctrl+x"}, "--service-name s"},
		{"members of a structure", service, []string{"s", "pgdown", "tab", "tab", "tab", "tab", "tab", "space", "tab", "tab", "tab", "tab", "space", "tab", "150", "up", "left", "right"}, "--service-name s --deployment-configuration maximumPercent=150"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDriver(t, tt.op, 120, 36)
			d.press(tt.keys...)
			_, got := line(d)
			if strings.HasSuffix(tt.line, "sg-") && strings.Contains(got, tt.line) {
				return // an id of the world's
			}
			if !strings.HasSuffix(got, " "+tt.line) && !strings.HasSuffix(got, "-"+tt.line) {
				t.Errorf("%s\n%s", got, d.frame())
			}
		})
	}
}

// A mistake is told once the field is left, in words, and goes when it is mended.
func TestProblemsAreToldInTime(t *testing.T) {
	d := newDriver(t, ingress, 80, 24)
	d.press("tab", "tab", "80-")
	d.hides("✗")
	d.press("tab")
	d.shows("✗ Port")
	d.press("up")
	d.shows("✗ port parameter should be of the form <from[-to]>")
	d.press("90")
	d.hides("✗")
	d = newDriver(t, service, 80, 24)
	d.press("web", "tab", "tab", "tab", "many", "tab", "moon", "enter")
	d.shows("nothing has this", `✗ Desired count`)
	d.press("esc", "pgup", "down", "down", "down")
	d.shows(`✗ "many" is no whole number.`)
}

// The form is not run while something is wrong: it leads there.
func TestRunningLeadsToTheProblem(t *testing.T) {
	d := newDriver(t, "elbv2:RegisterTargets", 80, 24)
	d.press("web", "enter", "enter", "tab", "99999", "pgdown", "enter")
	d.shows("▸✗     Id", "✗ This is required.", "first: Id, Port")
	d.press("node-a", "enter", "ctrl+s")
	d.shows("▸✗     Port", "✗ This must be at most 65535.")
	if len(d.out) > 0 {
		t.Fatalf("%v", d.out)
	}
	d.press("ctrl+u", "80", "ctrl+s")
	if want := "aws elbv2 register-targets --target-group-arn web-tg --targets Id=node-a,Port=80"; d.line() != want {
		t.Error(d.line())
	}
	d = newDriver(t, ingress, 80, 24)
	d.press("tab", "tab", "80", "tab", "tab", "tab", "enter", "tab", "tab", "enter", "tcp", "ctrl+s")
	d.shows("▸  [ Run this line ]", "✗ The --port option is not compatible with the --ip-permissions")
}

// A required member deep in what is folded is unfolded to be seen.
func TestRunningUnfoldsTheProblem(t *testing.T) {
	d := newDriver(t, "ec2:ModifySecurityGroupRules", 120, 36)
	d.press("inst", "enter", "enter", "tab", "enter", "tab", "tab", "x", "up", "up", "left", "ctrl+s")
	d.shows("✗ This is required.", "▸✗     Security group rule id")
	d.press("sgr-1", "enter", "ctrl+s")
	d.shows(`▸✗       From port`, `✗ "x" is no whole number.`)
}

// A refusal is read in full over the form, which stays as it was.
func TestRefused(t *testing.T) {
	a := puzzle(t)
	for _, size := range sizes {
		d := newDriver(t, ingress, size[0], size[1])
		d.press("inst", "enter", "tcp", "enter", "80", "enter", "alb", "enter", "ctrl+s")
		r := a.Exec(d.line()).Refusal
		if r == nil || r.Code != "InvalidPermission.Duplicate" {
			t.Fatalf("%+v", r)
		}
		d.m = d.m.Refused(r.Code + ": " + r.Message)
		d.shows("✗ ", "InvalidPermission.Duplicate", "exists")
		d.press("up")
		d.hides("Duplicate")
	}
}

func TestCancel(t *testing.T) {
	d := newDriver(t, ingress, 80, 24)
	d.press("enter", "esc")
	if len(d.out) > 0 {
		t.Fatal("closing the choices left the form")
	}
	d.press("esc")
	if !slices.Contains(d.out, tea.Msg(form.CancelledMsg{})) {
		t.Fatalf("%v", d.out)
	}
}

func TestPaste(t *testing.T) {
	d := newDriver(t, ingress, 80, 24)
	d.send(tea.PasteMsg{Content: "sg-inst"})
	d.press("enter", "tab")
	d.send(tea.PasteMsg{Content: "32768-\n65535"})
	d.shows("[32768- 65535")
	d.press("pgdown")
	d.send(tea.PasteMsg{Content: "nowhere"})
	d.hides("nowhere")
}

func TestMouse(t *testing.T) {
	d := newDriver(t, ingress, 80, 24)
	d.click("Source group")
	d.click("sg-alb")
	d.click("Port")
	d.press("80")
	d.click("Protocol")
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	d.press("enter")
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	d.shows("▸  Group id")
	d.click("Group id")
	d.click("sg-instances")
	d.click("more:")
	d.shows("Group owner")
	d.click("more:")
	d.send(tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft})
	d.click("[ Run this line ]")
	if want := "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol udp --port 80 --source-group sg-alb"; d.line() != want {
		t.Error(d.line())
	}
	d = newDriver(t, service, 120, 36)
	d.click("Load balancers")
	d.click("Load balancer 1")
	d.click("ctrl+x removes it")
	d.shows("none  + load balancer")
}

// Whatever is pressed, the frame holds; and a form without mistakes makes a line
// that reads back, in its own words and in those of api.Line.
func TestAnyKeys(t *testing.T) {
	names := names(t)
	words := []string{"web", "80", "80-90", "tcp", "sg-", "node", "y", "-1", "--x", "a b", "'", "é"}
	presses := append(words, "enter", "esc", "tab", "backspace", "shift+tab", "space", "up", "down", "left", "right", "pgup", "pgdown", "ctrl+u", "ctrl+x", "ctrl+s")
	var ops []*api.Operation
	for _, op := range api.Operations() {
		if !op.Hidden {
			ops = append(ops, op)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom(ops).Draw(t, "operation")
		m := form.New(op, names, theme.Plain(), 60, 20)
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(presses), 0, 40).Draw(t, "keys") {
			msgs := []tea.Msg{special[p]}
			if _, named := special[p]; !named {
				msgs = nil
				for _, r := range p {
					msgs = append(msgs, tea.KeyPressMsg{Code: r, Text: string(r)})
				}
			}
			for _, msg := range msgs {
				m, _ = m.Update(msg)
			}
			frame, _ := m.View()
			if err := partstest.CheckFrame(frame, 60, 20); err != nil {
				t.Fatalf("%v\n%s", err, frame)
			}
		}
		filled := form.Filled(m)
		if len(filled.Problems) > 0 {
			return
		}
		req, err := api.ParseLine(filled.Line)
		if err != nil {
			t.Fatalf("%s\n%v", filled.Line, err)
		}
		again, err := api.ParseLine(api.Line(op, req.Input))
		if err != nil {
			t.Fatalf("%s\n%v", api.Line(op, req.Input), err)
		}
		if diff := cmp.Diff(req.Input, again.Input); diff != "" || cmp.Diff(req.Input, filled.Request.Input) != "" {
			t.Fatalf("%s\n%s", filled.Line, diff)
		}
	})
}
