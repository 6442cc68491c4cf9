package form_test

import (
	"testing"

	"drydock/engine/api"
)

const repair = "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 32768-65535 --source-group sg-alb"

// The scenario is solved by somebody who types no aws line: the groups are
// chosen, the ports are typed.
func TestTheFormSolvesThePuzzle(t *testing.T) {
	for _, size := range sizes {
		d := newDriver(t, "ec2:AuthorizeSecurityGroupIngress", size[0], size[1])
		d.press("enter", "inst", "enter", "enter", "down", "enter", "32768-65535", "enter", "sg-a", "enter", "ctrl+s")
		if d.line() != repair {
			t.Fatal(d.line())
		}
	}
	a := puzzle(t)
	if r := a.Exec(repair); r.Err != "" || !r.Moved {
		t.Fatalf("%+v", r)
	}
	if done := a.Submit().Finish(); !done.Passed || done.Stars != 3 {
		t.Fatalf("%+v", done)
	}
}

// What is selected on the screen around the form is there already.
func TestPrefill(t *testing.T) {
	d := newDriver(t, "ec2:AuthorizeSecurityGroupIngress", 80, 24)
	d.m = d.m.Prefill("security-group", "sg-instances").Prefill("--protocol", "tcp").Prefill("no-such-thing", "x").Prefill("IpPermissions", "x")
	d.shows("▸  Port ", "--group-id sg-instances", "--protocol tcp")
	d.press("32768-65535", "enter", "sg-alb", "enter", "ctrl+s")
	if d.line() != repair {
		t.Fatal(d.line())
	}
	d = newDriver(t, "elbv2:SetSecurityGroups", 80, 24)
	d.m = d.m.Prefill("security-group", "sg-alb").Prefill("LoadBalancerArn", "alb")
	d.shows("--load-balancer-arn alb", "[sg-alb", "▸  [ Run this line ]")
}

func TestAServiceInThePuzzlesWorld(t *testing.T) {
	d := newDriver(t, "ecs:CreateService", 120, 36)
	d.press("extra", "enter", "prod", "enter", "web", "enter", "2", "enter", "tab")
	d.press("enter", "web", "enter", "tab", "web", "enter", "8080", "tab")
	d.shows("--load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080")
	a := puzzle(t)
	d.press("ctrl+s")
	if r := a.Exec(d.line()); r.Err != "" || !r.Moved {
		t.Fatalf("%s\n%+v", d.line(), r)
	}
}

func TestATaskDefinition(t *testing.T) {
	d := newDriver(t, "ecs:RegisterTaskDefinition", 120, 36)
	d.press("web", "enter", "enter", "app", "enter", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:3", "enter", "tab", "tab", "128", "tab", "256", "tab", "tab", "tab")
	d.shows("▸      Port mappings")
	d.press("enter", "8080", "tab", "tab", "u", "enter", "tab")
	d.shows("▸      Essential")
	d.press("space", "space", "tab", "tab", "enter", "sh", "tab", "up", "up", "enter", "-c")
	d.press("ctrl+s")
	want := `aws ecs register-task-definition --family web --container-definitions '[{"name":"app","image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:3","cpu":128,"memory":256,"portMappings":[{"containerPort":8080,"protocol":"udp"}],"essential":false,"entryPoint":["sh","-c"]}]'`
	if d.line() != want {
		t.Fatal(d.line())
	}
	if _, err := api.ParseLine(want); err != nil {
		t.Fatal(err)
	}
}
