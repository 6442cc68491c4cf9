package scenarios

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// onFargate is the small scenario with a second service, whose tasks run on Fargate
// and have an interface of their own, and a task that holds a GPU.
const onFargate = `
[[world.security_group]]
id      = "sg-tasks"
ingress = [{ port = 80, source = "sg-nodes" }]

[[world.instance]]
id                 = "gpu-node"
instance_type      = "g4dn.xlarge"
subnet_id          = "subnet-b"
security_group_ids = ["sg-nodes"]
cluster            = "prod"

[[world.task_definition]]
family                = "api"
network_mode          = "awsvpc"
cpu                   = "256"
memory                = "512"
container_definitions = [{ name = "api", image = "web:1" }]

[[world.task_definition]]
family                = "render"
container_definitions = [{ name = "render", image = "web:1", memory = 256, resource_requirements = [{ type = "GPU", value = "1" }] }]

[[world.service]]
service_name          = "api"
cluster               = "prod"
task_definition       = "api"
desired_count         = 1
launch_type           = "FARGATE"
network_configuration = { awsvpc_configuration = { subnets = ["subnet-b"], security_groups = ["sg-tasks"], assign_public_ip = "ENABLED" } }

[[world.service]]
service_name    = "render"
cluster         = "prod"
task_definition = "render"
desired_count   = 1

[play]`

// Goals see on what a task runs, where its network interface is, and who is admitted
// to it.
func TestTasksWithInterfacesOfTheirOwn(t *testing.T) {
	text := strings.Replace(small, "\n[play]", onFargate, 1) + three
	s, err := loadText(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	for service, want := range map[string]Task{
		"api":    {Launch: "FARGATE", Network: "awsvpc", Revision: "api:1", Zone: "eu-west-1b", Subnet: "subnet-b", Address: "10.0.1.5", CPU: 256, Memory: 512},
		"render": {Launch: "EC2", Network: "bridge", Revision: "render:1", Instance: "gpu-node", Zone: "eu-west-1b", Subnet: "subnet-b", Memory: 256, GPUs: 1},
	} {
		tasks, err := a.view.Tasks(service)
		if err != nil || len(tasks) != 1 {
			t.Fatalf("%s: %+v %v", service, tasks, err)
		}
		got := tasks[0]
		if public := got.PublicIP != ""; public != (service == "api") {
			t.Errorf("%s: public address %q", service, got.PublicIP)
		}
		want.ID, want.Status, want.Wanted, want.PublicIP, want.Age = got.ID, "RUNNING", true, got.PublicIP, got.Age
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", service, diff)
		}
	}
	tasks, err := a.view.Tasks("api")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := a.view.Admitted("prod")
	want := []Admission{{Instance: "task " + tasks[0].ID[:8], Own: true, Group: "sg-tasks", Protocol: "tcp", From: 80, To: 80, Source: "sg-nodes"}}
	if diff := cmp.Diff(want, rules); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// behindTwo is a load balancer with two target groups: one for all requests, one for
// those that a rule picks.
const behindTwo = `
[[world.target_group]]
id       = "web-tg"
protocol = "HTTP"
port     = 80

[[world.target_group]]
id       = "api-tg"
protocol = "HTTP"
port     = 80

[[world.load_balancer]]
id      = "alb"
subnets = ["subnet-a", "subnet-b"]

[[world.listener]]
id                = "http"
load_balancer_arn = "alb"
protocol          = "HTTP"
port              = 80
target_group      = "web-tg"

[[world.listener_rule]]
listener_arn = "http"
priority     = 1
path         = "/api/*"
host         = "shop.example.com"
target_group = "api-tg"

[play]`

// Goals see to which target groups requests go, and whose addresses the targets see.
func TestWhereRequestsGo(t *testing.T) {
	s, err := loadText(strings.Replace(small, "\n[play]", behindTwo, 1)+three, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	routed := func(port int, path string, want ...string) {
		t.Helper()
		got, err := a.view.Routed("alb", port, path)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s at %d: %s %v", path, port, diff, err)
		}
	}
	routed(80, "/api/1", "web-tg")
	routed(80, "shop.example.com/api/1", "api-tg")
	routed(80, "shop.example.com/", "web-tg")
	routed(81, "/")
	do(t, a, "aws elbv2 modify-listener --listener-arn http --default-actions Type=fixed-response,FixedResponseConfig={StatusCode=200}")
	routed(80, "/")
	if _, err := a.view.Routed("nlb", 80, "/"); err == nil {
		t.Error("a load balancer that is not there")
	}
	do(t, a, "aws elbv2 create-target-group --name seen --protocol TCP --port 80 --vpc-id vpc-main")
	for name, want := range map[string]bool{"seen": true, "web-tg": false} {
		if g, err := a.view.TargetGroup(name); err != nil || g.ClientIP != want {
			t.Errorf("%s: %+v %v", name, g, err)
		}
	}
}
