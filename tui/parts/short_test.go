package parts

import "testing"

func TestShort(t *testing.T) {
	for in, want := range map[string]string{
		"(service web) registered 4 targets in (target-group arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web-tg/cddfa045c9d6df7a)": "(service web) registered 4 targets in (target-group web-tg)",
		"arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/tcp/cddfa045c9d6df7a":                                                    "tcp",
		"arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/clb":                                                                         "loadbalancer/clb",

		"(task 69032acb891332ad32bacb15e0237587) of service:web":       "(task 6903…) of service:web",
		"(instance i-05253a5780a5554b4) (port 32769)":                  "(instance i-0525…) (port 32769)",
		"(service web, taskSet ecs-svc/2807664542320043464) has begun": "(service web, taskSet ecs-svc/2807…) has begun",
		"arn:aws:ecs:eu-west-1:123456789012:service/prod/web":          "service/prod/web",
		"nothing to cut: sg-alb node-a:32768 web:3":                    "nothing to cut: sg-alb node-a:32768 web:3",
	} {
		if got := Short(in); got != want {
			t.Errorf("Short(%q) = %q, want %q", in, got, want)
		}
	}
}
