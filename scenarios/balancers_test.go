package scenarios

import (
	"strings"
	"testing"
	"time"
)

// balanced are tables of every kind of load balancer, with a service behind each.
const balanced = `
[[world.security_group]]
id      = "sg-doors"
ingress = [{ port = 80, source = "0.0.0.0/0" }, { port = 443, source = "0.0.0.0/0" }]

[[world.task_definition]]
family                = "fixed"
container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128, port_mappings = [{ container_port = 80, host_port = 8000 }] }]

[[world.task_definition]]
family                = "dynamic"
container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128, port_mappings = [{ container_port = 80 }] }]

[[world.target_group]]
id       = "img-tg"
protocol = "HTTP"
port     = 80

[[world.target_group]]
id       = "tcp-tg"
protocol = "TCP"
port     = 80

[[world.load_balancer]]
id              = "alb"
subnets         = ["subnet-a", "subnet-b"]
security_groups = ["sg-doors"]

[[world.load_balancer]]
id      = "nlb"
type    = "network"
subnets = ["subnet-a"]

[[world.listener]]
id                = "http"
load_balancer_arn = "alb"
protocol          = "HTTP"
port              = 80
default_actions   = [{ type = "fixed-response", fixed_response_config = { status_code = "404" } }]

[[world.listener]]
load_balancer_arn = "nlb"
protocol          = "TCP"
port              = 80
target_group      = "tcp-tg"

[[world.listener_rule]]
id           = "images"
listener_arn = "http"
priority     = 10
path         = "/img/*"
host         = "shop.example.com"
target_group = "img-tg"

[[world.classic_load_balancer]]
load_balancer_name = "clb"
listeners          = [{ protocol = "HTTP", load_balancer_port = 80, instance_port = 8000 }]
subnets            = ["subnet-a"]
security_groups    = ["sg-doors"]
health_check       = { target = "HTTP:8000/", interval = 10, healthy_threshold = 2 }
instances          = ["node"]

[[world.service]]
service_name    = "images"
cluster         = "prod"
task_definition = "dynamic"
desired_count   = 1
load_balancers  = [{ target_group_arn = "img-tg", container_name = "web", container_port = 80 }]

[[world.service]]
service_name    = "tcp"
cluster         = "prod"
task_definition = "dynamic"
desired_count   = 1
load_balancers  = [{ target_group_arn = "tcp-tg", container_name = "web", container_port = 80 }]

[[world.service]]
service_name    = "classic"
cluster         = "prod"
task_definition = "fixed"
desired_count   = 1
load_balancers  = [{ load_balancer_name = "clb", container_name = "web", container_port = 80 }]

[[world.service]]
`

// Tables make load balancers of every kind, and goals follow requests to them.
func TestLoadBalancersOfEveryKind(t *testing.T) {
	text := strings.Replace(small, "[[world.service]]\n", strings.TrimPrefix(balanced, "\n"), 1)
	text = strings.Replace(text, `id = "sg-nodes"`, "id = \"sg-nodes\"\ningress = [{ port = \"1-65535\", source = \"0.0.0.0/0\" }]", 1)
	s, err := loadText(text+three, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	a.Advance(2 * time.Minute)
	for _, c := range []struct {
		balancer, path, want string
	}{
		{"alb", "/", "404"},
		{"alb", "/img/a.png", "404"},
		{"alb", "shop.example.com/img/a.png", "200"},
		{"nlb", "/", "connected"},
		{"clb", "/", "200"},
	} {
		if got, err := a.view.Response("internet", c.balancer, 80, c.path); err != nil || got != c.want {
			t.Errorf("%s %s: %q %v, want %q", c.balancer, c.path, got, err, c.want)
		}
	}
	if _, err := a.view.Response("internet", "nothing", 80, "/"); err == nil {
		t.Error("a load balancer that is not there answers")
	}
	for kind, id := range map[string]string{"classic load balancer": "clb", "load balancer": "nlb"} {
		out, err := a.Inspect(kind, id)
		if err != nil || len(out.Described) != 2 {
			t.Errorf("%s: %+v %v", kind, out, err)
		}
	}
}
