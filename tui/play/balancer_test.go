package play

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"drydock/engine"
	"drydock/tui/theme"
)

// Each kind of load balancer is drawn with the ways through it.
func TestEveryKindOfLoadBalancerIsDrawn(t *testing.T) {
	web := engine.TargetGroupView{Name: "web", Healthy: 2}
	p := engine.Picture{LoadBalancers: []engine.LoadBalancerView{
		{Name: "alb", Type: "application", Scheme: "internet-facing", Ways: []engine.WayView{
			{Port: 80, Protocol: "HTTP", Rule: "/img/*", Does: "forwards to web", TargetGroup: web},
			{Port: 80, Protocol: "HTTP", Does: "answers 404"},
		}},
		{Name: "tcp", Type: "network", Scheme: "internal", Ways: []engine.WayView{{Port: 443, Protocol: "TLS", Does: "forwards to web", TargetGroup: web}}},
		{Name: "old", Type: "classic", Ways: []engine.WayView{{Port: 80, Protocol: "HTTP", Does: "forwards to port 8000 of instances, 1 of 2 in service"}}},
	}}
	d := drawAs(boxed, theme.Plain(), p, 100, "")
	text := ansi.Strip(strings.Join(d.lines, "\n"))
	for _, want := range []string{
		"alb :80 /img/* ━━ web", "alb :80 ━━ answers 404", "NLB tcp :443 ━━ web", "CLB old :80 ━━ forwards to port 8000 of instances, 1 of 2 in service",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	kinds := map[string]string{"alb": "load balancer", "tcp": "load balancer", "old": "classic load balancer"}
	for _, it := range d.things {
		if want, ok := kinds[it.name]; ok && it.kind != want {
			t.Errorf("%s is a %s", it.name, it.kind)
		}
	}
	told, _ := facts(p, "load balancer tcp")
	if len(told) != 5 || told[1].value != "network" || told[2].value != "internal" || told[4].value != "TLS 443 → web" {
		t.Errorf("%+v", told)
	}
}
