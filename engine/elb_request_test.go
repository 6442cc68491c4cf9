package engine

import (
	"strings"
	"testing"
)

// TestRequests: how requests end, for clients in the internet and in the VPC, and for
// each kind of load balancer. Reference 02 §§4.3, 4.4, 5.7.
func TestRequests(t *testing.T) {
	const (
		web      = "aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 2 --load-balancers targetGroupArn=%,containerName=web,containerPort=8080"
		nlb      = "nlb = aws elbv2 create-load-balancer --name nlb --type network --subnets subnet-a subnet-b"
		tcpGroup = "tcp-tg = aws elbv2 create-target-group --name tcp --protocol TCP --port 80 --vpc-id vpc-main"
		tcpDoor  = "tcp = aws elbv2 create-listener --load-balancer-arn nlb --protocol TCP --port 80 --default-actions Type=forward,TargetGroupArn=tcp-tg"
		open     = "aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --cidr "
		crossing = "aws elbv2 modify-load-balancer-attributes --load-balancer-arn nlb --attributes Key=load_balancing.cross_zone.enabled,Value=true"
	)
	behind := func(group string) string { return strings.Replace(web, "%", group, 1) }
	behindNLB := []string{nlb, tcpGroup, tcpDoor}
	for _, c := range []struct {
		name    string
		do      []string
		from    string
		lb      string
		port    int64
		path    string
		want    string // of the first interface
		stopped string // the last step, by its label; not looked at when empty
	}{
		{name: "the application answers", do: []string{behind("web-tg"), "advance 20s"}, lb: "alb", port: 80, want: "200"},
		{name: "and its errors come through", do: []string{`drydock DeclareImage {"Uri": "web:1", "Size": 200, "Listens": 8080, "Answers": 500}`, behind("web-tg"), "advance 12s"}, lb: "alb", port: 80, want: "500"},
		{name: "no registered target", lb: "alb", port: 80, want: "503 Service Unavailable"},
		{name: "no listener at the port", do: []string{"aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 81 --cidr 0.0.0.0/0"}, lb: "alb", port: 81, want: "connection refused"},
		{name: "a port that the group does not admit", lb: "alb", port: 81, want: "connection timed out", stopped: "sg-alb ingress"},
		{name: "a target that is in a zone that is not served", lb: "alb", port: 80, want: "503 Service Unavailable", do: []string{
			"subnet-c = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.3.0/24 --availability-zone eu-west-1c",
			"c = aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-c", "advance 61s", "aws elbv2 register-targets --target-group-arn web-tg --targets Id=c,Port=80", "advance 40s",
		}},
		{name: "one of two subnets is private", do: []string{
			behind("web-tg"), "advance 20s",
			"rtb-private = aws ec2 create-route-table --vpc-id vpc-main", "aws ec2 associate-route-table --route-table-id rtb-private --subnet-id subnet-b",
		}, lb: "alb", port: 80, want: "200 (2 of 4 ways), connection timed out (2 of 4 ways)", stopped: "rtb-private"},
		{name: "two target groups by weight", do: []string{
			behind("web-tg"), "advance 20s",
			"bare-tg = aws elbv2 create-target-group --name bare --protocol HTTP --port 80 --vpc-id vpc-main",
			`aws elbv2 modify-listener --listener-arn http --default-actions '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"web-tg","Weight":9},{"TargetGroupArn":"bare-tg","Weight":1}]}}]'`,
		}, lb: "alb", port: 80, want: "200 (4 of 6 ways), 503 Service Unavailable (2 of 6 ways)"},
		{name: "a weight of 0 gets nothing", do: []string{
			behind("web-tg"), "advance 20s",
			"bare-tg = aws elbv2 create-target-group --name bare --protocol HTTP --port 80 --vpc-id vpc-main",
			`aws elbv2 modify-listener --listener-arn http --default-actions '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"web-tg","Weight":9},{"TargetGroupArn":"bare-tg","Weight":0}]}}]'`,
		}, lb: "alb", port: 80, want: "200"},
		{name: "a redirect keeps the path", do: []string{
			"aws elbv2 modify-listener --listener-arn http --default-actions Type=redirect,RedirectConfig={StatusCode=HTTP_302,Protocol=HTTPS,Port=443,Host=shop.example.com}",
		}, lb: "alb", port: 80, path: "/cart", want: "302 to https://shop.example.com:443/cart"},
		{name: "from inside to a public load balancer the way leads through the internet", from: "a", do: []string{behind("web-tg"), "advance 20s"}, lb: "alb", port: 80, want: "200"},
		{name: "where a group's name does not count", from: "a", do: []string{
			behind("web-tg"), "advance 20s", "aws ec2 revoke-security-group-ingress --group-id sg-alb --protocol tcp --port 80 --cidr 0.0.0.0/0",
			"aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 80 --source-group sg-web",
		}, lb: "alb", port: 80, want: "connection timed out", stopped: "sg-alb ingress"},
		{name: "from inside to an internal one", from: "a", do: []string{
			behind("web-tg"), "advance 20s", "aws elbv2 delete-listener --listener-arn http",
			"inner = aws elbv2 create-load-balancer --name inner --scheme internal --subnets subnet-a subnet-b --security-groups sg-alb",
			"aws elbv2 create-listener --load-balancer-arn inner --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=web-tg",
		}, lb: "inner", port: 80, want: "200"},
		{name: "from the internet to an internal one", do: []string{
			"inner = aws elbv2 create-load-balancer --name inner --scheme internal --subnets subnet-a subnet-b --security-groups sg-alb",
			newListener + "inner --protocol HTTP --port 80 --default-actions Type=fixed-response,FixedResponseConfig={StatusCode=200}",
		}, lb: "inner", port: 80, want: "connection timed out"},

		{name: "instances behind a Network Load Balancer must admit its clients", do: append(behindNLB[:3:3], behind("tcp-tg"), "advance 2m"), lb: "nlb", port: 80, want: "connection timed out", stopped: "sg-web ingress"},
		{name: "not only its subnets", do: append(behindNLB[:3:3], behind("tcp-tg"), open+"10.0.0.0/16", "advance 2m"), lb: "nlb", port: 80, want: "connection timed out", stopped: "sg-web ingress"},
		{name: "unless client IP preservation is off", do: append(behindNLB[:3:3], behind("tcp-tg"), open+"10.0.0.0/16", "advance 2m",
			"aws elbv2 modify-target-group-attributes --target-group-arn tcp-tg --attributes Key=preserve_client_ip.enabled,Value=false"), lb: "nlb", port: 80, want: "connected"},
		{name: "then they get connections", do: append(behindNLB[:3:3], behind("tcp-tg"), open+"0.0.0.0/0", "advance 2m"), lb: "nlb", port: 80, want: "connected"},
		{name: "a Network Load Balancer without targets", do: behindNLB, lb: "nlb", port: 80, want: "connection timed out"},
		{name: "it passes a refusal on", do: append(behindNLB[:3:3], "aws elbv2 register-targets --target-group-arn tcp-tg --targets Id=a,Port=40000 Id=b,Port=40000", open+"0.0.0.0/0", "advance 3m"), lb: "nlb", port: 80, want: "connection refused"},
		{name: "a zone without targets gets none from the other", do: append(behindNLB[:3:3], "aws elbv2 register-targets --target-group-arn tcp-tg --targets Id=a,Port=40000", open+"0.0.0.0/0", "advance 3m"), lb: "nlb", port: 80, want: "connection refused (1 of 2 ways), connection timed out (1 of 2 ways)"},
		{name: "but with cross-zone load balancing", do: append(behindNLB[:3:3], crossing, "aws elbv2 register-targets --target-group-arn tcp-tg --targets Id=a,Port=40000", open+"0.0.0.0/0", "advance 3m"), lb: "nlb", port: 80, want: "connection refused"},
		{name: "a new target waits for its first pass", do: append(behindNLB[:3:3], crossing, behind("tcp-tg"), open+"0.0.0.0/0", "advance 3m",
			"aws elbv2 register-targets --target-group-arn tcp-tg --targets Id=b,Port=40000", "advance 65s"), lb: "nlb", port: 80, want: "connected"},

		{name: "a Classic Load Balancer without an instance in service", do: []string{
			"aws elb create-load-balancer --load-balancer-name clb --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=8000 --subnets subnet-a --security-groups sg-alb",
			"aws elb register-instances-with-load-balancer --load-balancer-name clb --instances a", "advance 2m",
		}, lb: "clb", port: 80, want: "503 Service Unavailable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, false)
			must(t, w, c.do...)
			from := c.from
			if from == "" {
				from = Internet
			}
			views, err := w.Requests(from, c.lb, c.port, "", c.path)
			if err != nil {
				t.Fatal(err)
			}
			got := views[0]
			if got.Verdict != c.want {
				t.Errorf("got %q, want %q\n%s", got.Verdict, c.want, got.Trace)
			}
			steps := got.Trace.Steps
			if last := steps[len(steps)-1]; c.stopped != "" && last.Label != c.stopped {
				t.Errorf("stopped at %q, want %q", last.Label, c.stopped)
			}
		})
	}
}

// TestUDPBehindANetworkLoadBalancer: its health checks are TCP, so the application must
// answer there as well, and packets arrive with the addresses of their clients.
func TestUDPBehindANetworkLoadBalancer(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		"nlb = aws elbv2 create-load-balancer --name nlb --type network --subnets subnet-a subnet-b",
		"dns-tg = aws elbv2 create-target-group --name dns --protocol UDP --port 53 --vpc-id vpc-main",
		newListener+"nlb --protocol UDP --port 53 --default-actions Type=forward,TargetGroupArn=dns-tg",
		`drydock DeclareImage {"Uri": "dns:1", "Size": 10, "Listens": 53}`,
		`aws ecs register-task-definition --family dns --container-definitions '[{"name":"dns","image":"dns:1","memory":64,"portMappings":[{"containerPort":53,"hostPort":5353,"protocol":"udp"}]}]'`,
		"aws ecs create-service --cluster prod --service-name dns --task-definition dns --desired-count 2 --health-check-grace-period-seconds 3600 --load-balancers targetGroupArn=dns-tg,containerName=dns,containerPort=53",
		"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol udp --port 5353 --cidr 0.0.0.0/0",
		"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 5353 --cidr 10.0.0.0/16",
		"advance 3m",
	)
	g := w.targetGroupNamed("dns-tg")
	if got := g.Targets[0].Health; got.State != "unhealthy" || got.Reason != "Target.FailedHealthChecks" || g.Targets[0].Port != 5353 {
		t.Errorf("checked over TCP, where nothing listens: %+v", g.Targets[0])
	}
	views, err := w.Requests(Internet, "nlb", 53, "", "")
	if err != nil || views[0].Verdict != "connected" {
		t.Errorf("fail open: %+v %v", views, err)
	}
	must(t, w, "aws ec2 revoke-security-group-ingress --group-id sg-web --protocol udp --port 5353 --cidr 0.0.0.0/0")
	if views, _ = w.Requests(Internet, "nlb", 53, "", ""); views[0].Verdict != "no answer" {
		t.Errorf("%+v", views)
	}
}
