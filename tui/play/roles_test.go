package play_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"drydock/engine"
	"drydock/tui/play"
	"drydock/tui/theme"
)

const tasksTrust = `'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'`

// roleLines are lines that give the service api two roles, of which the one may do
// nothing and the other is trusted to the wrong service.
var roleLines = [...]string{
	"aws iam create-role --role-name api-exec --assume-role-policy-document " + tasksTrust,
	"aws iam create-role --role-name api-task --assume-role-policy-document " + tasksTrust,
	`aws iam put-role-policy --role-name api-task --policy-name objects --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::api/*"}]}'`,
	"aws iam create-role --role-name spare --assume-role-policy-document " + tasksTrust,
	`aws ecs register-task-definition --family api --execution-role-arn api-exec --task-role-arn api-task --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"api","image":"web:3","portMappings":[{"containerPort":8080}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"api","awslogs-region":"eu-west-1","awslogs-stream-prefix":"api"}}}]'`,
	"aws ecs update-service --cluster prod --service api --task-definition api",
	"advance 1m",
}

const mistrust = `aws iam update-assume-role-policy --role-name api-task --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'`

// newRoles returns a driver on a cluster with roles.
func newRoles(t testing.TB, th theme.Theme, w, h int, lines ...string) *driver {
	t.Helper()
	d := newEverything(t, th, w, h)
	d.press(";")
	for _, l := range append(roleLines[:], lines...) {
		d.press(l, "enter")
	}
	d.press("clear", "enter", "esc")
	return d
}

func TestRoleFrames(t *testing.T) {
	for _, s := range []struct {
		name, role string
		theme      theme.Theme
		keys       []string
	}{
		{"facts", "api-exec", theme.Dark(), nil},
		{"plain", "api-task", theme.Plain(), nil},
		{"why", "api-exec", theme.Dark(), []string{"w"}},
		{"zoomed", "spare", theme.Dark(), []string{"+"}},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1]), func(t *testing.T) {
				d := newRoles(t, s.theme, size[0], size[1], mistrust)
				d.m = play.Choose(d.m, "role "+s.role)
				d.press(s.keys...)
				golden.RequireEqual(t, d.frame())
			})
		}
	}
}

// Roles are reached like other things, and told apart without colour.
func TestRolesAreSelected(t *testing.T) {
	d := newRoles(t, theme.Plain(), 120, 36, mistrust)
	d.shows("✗ api-exec denied (execution role of api)", "✗ api-task not assumable (task role of api)", "spare")
	d.send(tea.MouseClickMsg(d.find("api-exec", 0)))
	d.shows("├ role api-exec", "used for execution role of api", "trusts   ecs-tasks.amazonaws.com", "✗ denied", "logs:CreateLogStream", "policies none")
	d.press("j", "h")
	d.shows("├ role api-task", "✗ not assumable by", "policies objects")
	d.press("i")
	d.shows("$ aws iam get-role --role-name api-task", `"AssumeRolePolicyDocument": {`)
	d.press("esc", "w")
	d.shows("why: role api-task", "✗ ecs-tasks.amazonaws.com", "may not assume it")
	d.send(tea.MouseClickMsg(d.find("api-exec", 0)))
	d.press("w")
	d.shows("why: role api-exec", "✗ identity-based policy no Allow")
	d.press("esc", ";", "aws iam attach-role-policy --role-name api-exec --policy-arn arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "enter", "esc")
	d.hides("api-exec denied")
	d.shows("api-exec (execution role of api)")
}

// What a task's applications do with its roles is among its facts.
func TestTaskFactsTellOfItsRoles(t *testing.T) {
	p := engine.Picture{Zones: []engine.Zone{{Name: "eu-west-1a", Fargate: []engine.TaskView{{
		ID: "1234", TaskRole: "web-task", ExecutionRole: "web-exec", As: "ecsInstanceRole",
		Calls: []engine.CallView{
			{Action: "s3:GetObject", Resource: "arn:aws:s3:::edge/a", Made: 7, Denied: 2, Failing: true, Said: "AccessDenied: no"},
			{Action: "sqs:SendMessage", Resource: "*", Made: 3},
		},
	}}}}}
	got := play.Facts(p, "task 1234")
	for _, want := range []string{
		"task role: web-task", "exec role: web-exec", "acts as: ecsInstanceRole", "calls: ✗ s3:GetObject on edge/a: 7 made, 2 denied",
		"log: AccessDenied: no", "calls: ✓ sqs:SendMessage on *: 3 made, 0 denied",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, strings.Join(got, "\n"))
		}
	}
	p.Zones[0].Fargate[0].As = ""
	if got := play.Facts(p, "task 1234"); !slices.Contains(got, "acts as: nobody: it finds no credentials") {
		t.Error(got)
	}
	p.Zones[0].Fargate[0].As = "web-task"
	if got := strings.Join(play.Facts(p, "task 1234"), "\n"); strings.Contains(got, "acts as") {
		t.Error(got)
	}
}

// A role's trust is mended with a form that begins with what it trusts.
func TestATrustPolicyIsMendedInAForm(t *testing.T) {
	d := newRoles(t, theme.Dark(), 120, 36, mistrust)
	d.m = play.WithMoves(d.m, "iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy")
	d.m = play.Choose(d.m, "role api-task")
	d.press("a", "1")
	d.shows("[api-task", "[ec2.amazonaws.com", `"Principal":{"Service":`)
	d.send(tea.MouseClickMsg(d.find("ec2.amazonaws.com", 0)))
	d.press("ecs-tasks", "enter", "ctrl+s")
	d.hides("time waits")
	d.shows("api-task (task role of api)")
	d.hides("not assumable")
	d.press("a", "2")
	d.shows("[api-task", "[objects", "[Read", "s3:GetObject", "arn:aws:s3:::api/*")
}
