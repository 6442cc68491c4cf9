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

// Goals see to which target groups requests go, whose addresses the targets see, and
// on which port they are checked.
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
	do(t, a, "aws elbv2 register-targets --target-group-arn web-tg --targets Id=node,Port=81")
	for _, check := range []string{"traffic-port", "80"} {
		do(t, a, "aws elbv2 modify-target-group --target-group-arn web-tg --health-check-port "+check)
		if got, err := a.view.Targets("web-tg"); err != nil || len(got) != 1 || got[0].Port != 81 || got[0].Own != (check == "traffic-port") {
			t.Errorf("checked on %s: %+v %v", check, got, err)
		}
	}
	do(t, a, "aws elbv2 delete-load-balancer --load-balancer-arn alb", "aws elbv2 create-load-balancer --name alb --subnets subnet-a subnet-b")
	routed(80, "/") // the name is that of the new one
	do(t, a, "aws elbv2 create-target-group --name seen --protocol TCP --port 80 --vpc-id vpc-main")
	for name, want := range map[string]bool{"seen": true, "web-tg": false} {
		if g, err := a.view.TargetGroup(name); err != nil || g.ClientIP != want {
			t.Errorf("%s: %+v %v", name, g, err)
		}
	}
}

// Lines of play find what they have made: a thing of a kind, with the id that a call
// takes.
func TestThingsOfAKind(t *testing.T) {
	s, err := loadText(small+three, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	if err := a.Play([]string{
		"aws ec2 allocate-address --domain vpc",
		`aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id {{last(things("elastic-ip")).id}}`,
		"advance 2m",
		`aws ec2 replace-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0 --nat-gateway-id {{last(things("nat-gateway")).id}}`,
		`aws ec2 replace-route-table-association --route-table-id rtb-public --association-id {{first(filter(things("route-table-association"), .note startsWith "subnet-b,")).id}}`,
	}, true, nil); err != nil {
		t.Fatal(err)
	}
	got, err := a.view.Things("nat-gateway")
	if err != nil || len(got) != 1 || got[0].Note != "available, in subnet-a" {
		t.Errorf("NAT gateways: %+v %v", got, err)
	}
	if _, err := a.view.Things("nat"); err == nil || !strings.Contains(err.Error(), `there is no kind of things "nat"; expected one of `) {
		t.Errorf("a kind that does not exist: %v", err)
	}
	_, err = loadText(small+strings.Replace(three, `'service("web").running == 3'`, `'len(things("nat-gatewy")) == 1'`, 1), nil)
	if err == nil || !strings.Contains(err.Error(), `there is no kind "nat-gatewy"`) || !strings.Contains(err.Error(), `did you mean "nat-gateway"?`) {
		t.Errorf("a misspelt kind: %v", err)
	}
}

// A goal sees as whom the other side knows a connection, which a partner's firewall
// asks.
func TestTheAddressThatTheOtherSideSees(t *testing.T) {
	text := strings.Replace(small, `base   = "two-az"`, `base   = "two-az-private"`, 1)
	text = strings.Replace(text, `"subnet-a"`, `"subnet-private-a"`, 1)
	s, err := loadText(text+three, nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	gateways, err := a.view.Things("elastic-ip")
	if err != nil || len(gateways) != 2 {
		t.Fatalf("%+v %v", gateways, err)
	}
	for _, c := range []struct {
		to   string
		port int
		want string
	}{
		{"internet", 443, gateways[0].Note},
		{"nat-a", 443, ""}, // nothing listens there
	} {
		if got, err := a.view.Path("node", c.to, c.port); err != nil || got.Source != c.want {
			t.Errorf("to %s: %+v %v, want the source %q", c.to, got, err, c.want)
		}
	}
}
