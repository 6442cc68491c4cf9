package scenarios

import (
	"strings"
	"testing"
)

// TestAttributesOfAnInstance: the agent registers them, whether the instance is
// there from the start or boots, and a constraint can ask for them.
func TestAttributesOfAnInstance(t *testing.T) {
	for _, boot := range []string{"", "boot = true\n"} {
		text := strings.Replace(small, `cluster            = "prod"`, "cluster = \"prod\"\nattributes = { stack = \"prod\", disk = \"{{disk}}\" }\n"+boot, 1)
		text = strings.Replace(text, "desired_count   = 1\n", "desired_count = 1\nplacement_constraints = [{ type = \"memberOf\", expression = \"attribute:stack == prod and attribute:disk == nvme\" }]\n", 1)
		text = strings.Replace(text, `settle = "1m"`, `settle = "3m"`, 1) + three + "[vars]\ndisk = [\"nvme\"]\n"
		s, err := loadText(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := begin(t, s, 1)
		tasks, err := a.View().Tasks("web")
		if err != nil || len(tasks) != 1 || tasks[0].Instance != "node" || tasks[0].Zone != "eu-west-1a" {
			t.Errorf("%q: %+v, %v", boot, tasks, err)
		}
		nodes, err := a.View().Instances("prod")
		if err != nil || len(nodes) != 1 || nodes[0].Type != "m5.large" || nodes[0].Zone != "eu-west-1a" {
			t.Errorf("%q: %+v, %v", boot, nodes, err)
		}
	}
}

// TestWrongPlacementHasItsPlace: in a world's tables too.
func TestWrongPlacementHasItsPlace(t *testing.T) {
	for _, c := range []struct{ old, fresh, want string }{
		{`cluster            = "prod"`, "cluster = \"prod\"\nattributes = { \"ecs.x\" = \"y\" }", "small.toml:20:9: "},
		{`cluster            = "prod"`, "cluster = \"prod\"\nattributes = { stack = 3 }", "small.toml:26:24: world.instance[0].attributes.stack is the number 3; expected text"},
		{"desired_count   = 1\n", "desired_count = 1\nplacement_strategy = [{ type = \"binpack\", feild = \"cpu\" }]\n", `small.toml:41:43: Unknown parameter in placement_strategy[0]: "feild"`},
		{"desired_count   = 1\n", "desired_count = 1\nplacement_constraints = [{ type = \"memberOf\", expression = \"attribute:x\" }]\n", "small.toml:36:9: "},
	} {
		s, err := loadText(strings.Replace(small, c.old, c.fresh, 1)+three, nil)
		if err == nil {
			_, err = NewAttempt(s, 1)
		}
		if got := mistakes(t, err); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestNamesThatSolutionsMake: goals, hints and faults may name a service or a target
// group that is not there yet, if a solution makes it.
func TestNamesThatSolutionsMake(t *testing.T) {
	const more = `
[[fault]]
at      = "1m"
from    = "submit"
kind    = "task-crashes"
service = "new"

[[goal]]
id     = "new"
text   = "It runs"
points = 1
check  = 'service("new").running == 1 and target_group("new-tg").arn startsWith "arn:aws:elasticloadbalancing:" and target_group("new-tg").healthy == 0'

[[hint]]
cost = 1
when = 'service("new").desired == 0'
text = "More"

[[solution]]
title = "Make it"
do    = [
    "aws elbv2 create-target-group --name new-tg --protocol HTTP --port 80 --vpc-id {{\"vpc-main\"}}",
    "aws ecs create-service --cluster prod --service-name new --task-definition web --desired-count {{1}}",
]
`
	text := strings.Replace(small, "par     = 1", "par     = 2", 1)
	s, err := loadText(text+more, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Prove(s)
	if err != nil || len(p.Failures) > 0 {
		t.Error(p.Failures, err)
	}
	for made, want := range map[string]int{"--service-name new": 3, "--name new-tg": 2} {
		if _, err = loadText(text+strings.Replace(more, made, made+"er", 1), nil); len(mistakes(t, err)) != want {
			t.Errorf("%s, which nothing makes: %v", made, err)
		}
	}
}
