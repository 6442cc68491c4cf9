package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// withBalancers adds a Network Load Balancer without groups in one zone, an internal
// Application Load Balancer, and rules to the listener http.
func withBalancers(t testing.TB, w *World) {
	t.Helper()
	must(t, w,
		"nlb = aws elbv2 create-load-balancer --name nlb --type network --subnets subnet-a",
		"inner = aws elbv2 create-load-balancer --name inner --scheme internal --subnets subnet-a subnet-b",
		"tcp-tg = aws elbv2 create-target-group --name tcp --protocol TCP --port 80 --vpc-id vpc-main",
		"udp-tg = aws elbv2 create-target-group --name udp --protocol UDP --port 53 --vpc-id vpc-main --target-type ip",
		"img-tg = aws elbv2 create-target-group --name img --protocol HTTP --port 80 --vpc-id vpc-main",
		"dns-tg = aws elbv2 create-target-group --name dns --protocol UDP --port 53 --vpc-id vpc-main --target-type ip",
		"dns = aws elbv2 create-listener --load-balancer-arn nlb --protocol UDP --port 53 --default-actions Type=forward,TargetGroupArn=dns-tg",
		`aws ecs register-task-definition --family static --container-definitions '[{"name":"web","image":"web:1","memory":64,"portMappings":[{"containerPort":8080,"hostPort":80}]}]'`,
		"tcp = aws elbv2 create-listener --load-balancer-arn nlb --protocol TCP --port 80 --default-actions Type=forward,TargetGroupArn=tcp-tg",
		"img = aws elbv2 create-rule --listener-arn http --priority 10 --conditions Field=path-pattern,Values=/img/* --actions Type=forward,TargetGroupArn=img-tg",
		"old = aws elbv2 create-rule --listener-arn http --priority 20 --conditions Field=host-header,Values=old.example.com --actions Type=redirect,RedirectConfig={StatusCode=HTTP_301,Host=example.com}",
		"aws elbv2 modify-load-balancer-attributes --load-balancer-arn nlb --attributes Key=deletion_protection.enabled,Value=true",
	)
}

func TestHealthCheckDefaults(t *testing.T) { // reference 02 §4.3
	w := prelude(t, 1, false)
	last := ""
	for i, c := range []struct{ options, want string }{
		{"--protocol HTTP", "HTTP / 200 timeout 5 HTTP1"},
		{"--protocol HTTPS", "HTTP / 200 timeout 5 HTTP1"},
		{"--protocol HTTPS --health-check-protocol HTTPS", "HTTPS / 200 timeout 5 HTTP1"},
		{"--protocol TCP", "TCP   timeout 10 "},
		{"--protocol TLS", "TCP   timeout 10 "},
		{"--protocol UDP", "TCP   timeout 10 "},
		{"--protocol TCP_UDP", "TCP   timeout 10 "},
		{"--protocol TCP --health-check-protocol HTTP", "HTTP / 200-399 timeout 6 "},
		{"--protocol UDP --health-check-protocol HTTPS --health-check-path /up", "HTTPS /up 200-399 timeout 10 "},
		{"--protocol TCP --health-check-protocol HTTP --matcher HttpCode=200-599 --health-check-timeout-seconds 3", "HTTP / 200-599 timeout 3 "},
	} {
		g := answer[api.CreateTargetGroupOutput](t, w, fmt.Sprintf("aws elbv2 create-target-group --name tg-%d --port 80 --vpc-id vpc-main %s", i, c.options)).TargetGroups[0]
		last = g.TargetGroupArn
		codes := ""
		if g.Matcher != nil {
			codes = g.Matcher.HttpCode
		}
		got := fmt.Sprintf("%s %s %s timeout %d %s", g.HealthCheckProtocol, g.HealthCheckPath, codes, g.HealthCheckTimeoutSeconds, g.ProtocolVersion)
		if got != c.want || g.HealthCheckIntervalSeconds != 30 || g.HealthyThresholdCount != 5 || g.UnhealthyThresholdCount != 2 || g.HealthCheckPort != trafficPort {
			t.Errorf("%s\ngot  %s, %+v\nwant %s", c.options, got, g, c.want)
		}
	}
	// A check that goes over to TCP and back has the defaults of its path again.
	g := answer[api.ModifyTargetGroupOutput](t, w, "aws elbv2 modify-target-group --health-check-protocol TCP --target-group-arn "+last).TargetGroups[0]
	if g.HealthCheckPath != "" || g.Matcher != nil {
		t.Errorf("a check over TCP asks for %q, wants %v", g.HealthCheckPath, g.Matcher)
	}
	g = answer[api.ModifyTargetGroupOutput](t, w, "aws elbv2 modify-target-group --health-check-protocol HTTP --target-group-arn "+last).TargetGroups[0]
	if g.HealthCheckPath != "/" || g.Matcher.HttpCode != "200-399" {
		t.Errorf("back over HTTP it asks for %q, wants %v", g.HealthCheckPath, g.Matcher)
	}
}

func TestClientIPPreservation(t *testing.T) { // reference 02 §5.7
	w := prelude(t, 1, false)
	for i, c := range []struct{ protocol, targets, want string }{
		{"TCP", "instance", "true"},
		{"TLS", "instance", "true"},
		{"UDP", "instance", "true"},
		{"TCP_UDP", "instance", "true"},
		{"TCP", "ip", "false"},
		{"TLS", "ip", "false"},
		{"UDP", "ip", "true"},
		{"TCP_UDP", "ip", "true"},
		{"HTTP", "ip", ""},
		{"HTTPS", "instance", ""},
	} {
		g := answer[api.CreateTargetGroupOutput](t, w, fmt.Sprintf("aws elbv2 create-target-group --name tg-%d --port 80 --vpc-id vpc-main --protocol %s --target-type %s", i, c.protocol, c.targets)).TargetGroups[0]
		got := ""
		for _, a := range answer[api.DescribeTargetGroupAttributesOutput](t, w, "aws elbv2 describe-target-group-attributes --target-group-arn "+g.TargetGroupArn).Attributes {
			if a.Key == preserveClientIP {
				got = a.Value
			}
		}
		if got != c.want {
			t.Errorf("%s targets of %s: %q, want %q", c.targets, c.protocol, got, c.want)
		}
	}
}

func TestSchemesAndAddresses(t *testing.T) {
	w := busy(t, false)
	withBalancers(t, w)
	must(t, w,
		"fixed = aws elbv2 create-load-balancer --name fixed --type network --scheme internal --subnet-mappings SubnetId=subnet-b,PrivateIPv4Address=10.0.1.77",
		"eip = aws ec2 allocate-address",
		"elastic = aws elbv2 create-load-balancer --name elastic --type network --subnet-mappings SubnetId=subnet-b,AllocationId=eip",
		"grouped = aws elbv2 create-load-balancer --name grouped --type network --subnets subnet-a subnet-b --security-groups sg-alb")
	for _, c := range []struct {
		name, dns            string
		nodes, groups        int
		public, crossZone    bool
		address, wantAddress string
	}{
		{name: "alb", dns: "alb-", nodes: 2, groups: 1, public: true, crossZone: true},
		{name: "inner", dns: "internal-inner-", nodes: 2, groups: 1, crossZone: true},
		{name: "nlb", dns: "nlb-", nodes: 1, public: true},
		{name: "fixed", dns: "fixed-", nodes: 1, wantAddress: "10.0.1.77"},
		{name: "grouped", dns: "grouped-", nodes: 2, groups: 1, public: true},
		{name: "elastic", dns: "elastic-", nodes: 1, public: true},
	} {
		lb := w.s.LoadBalancers.Get(w.idOf("load-balancer", c.name))
		i := w.s.Interfaces.Get(lb.Nodes[0].Interface)
		if !strings.HasPrefix(lb.DNS, c.dns) || len(lb.Nodes) != c.nodes || len(lb.Groups) != c.groups || len(i.Groups) != c.groups || (i.PublicIP != "") != c.public || lb.CrossZone != c.crossZone {
			t.Errorf("%s: %+v on %+v", c.name, lb, i)
		}
		if c.wantAddress != "" && i.PrivateIP != c.wantAddress {
			t.Errorf("%s has the address %s", c.name, i.PrivateIP)
		}
	}
	zone := answer[api.DescribeLoadBalancersOutput](t, w, "aws elbv2 describe-load-balancers --names elastic").LoadBalancers[0].AvailabilityZones[0]
	node := w.s.Interfaces.Get(w.s.LoadBalancers.Get(w.idOf("load-balancer", "elastic")).Nodes[0].Interface)
	if a := zone.LoadBalancerAddresses; len(a) != 1 || a[0].IpAddress != node.PublicIP || a[0].AllocationId != w.idOf("elastic-ip", "eip") {
		t.Errorf("%+v on %+v", zone, node)
	}
	must(t, w, "aws elbv2 delete-load-balancer --load-balancer-arn elastic", "aws ec2 release-address --allocation-id eip")
	if _, err := send(w, "aws elbv2 set-security-groups --load-balancer-arn grouped --security-groups sg-web"); err != nil {
		t.Error(err)
	}
}

func TestSetSubnets(t *testing.T) {
	w := busy(t, false)
	withBalancers(t, w)
	must(t, w, "subnet-c = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.3.0/24 --availability-zone eu-west-1c")
	lb := w.s.LoadBalancers.Get(w.idOf("load-balancer", "inner"))
	kept, dropped := lb.Nodes[1], lb.Nodes[0]
	out := answer[api.SetSubnetsOutput](t, w, "aws elbv2 set-subnets --load-balancer-arn inner --subnets subnet-b subnet-c")
	if len(out.AvailabilityZones) != 2 || out.AvailabilityZones[1].ZoneName != "eu-west-1c" || lb.Nodes[0] != kept || w.s.Interfaces.Get(dropped.Interface) != nil {
		t.Errorf("%+v, nodes %+v", out, lb.Nodes)
	}
	nlb := w.s.LoadBalancers.Get(w.idOf("load-balancer", "nlb"))
	if must(t, w, "aws elbv2 set-subnets --load-balancer-arn nlb --subnets subnet-a subnet-c"); len(nlb.Nodes) != 2 {
		t.Errorf("%+v", nlb.Nodes)
	}
	unchangedState(t, w, "aws elbv2 set-subnets --load-balancer-arn nlb --subnets subnet-a subnet-c")
}

// unchangedState fails the test if an accepted line changes the world.
func unchangedState(t *testing.T, w *World, line string) {
	t.Helper()
	before := w.Hash()
	if must(t, w, line); w.Hash() != before {
		t.Errorf("%s: changed the world", line)
	}
}

func TestDeletedLoadBalancer(t *testing.T) {
	w := busy(t, false)
	withBalancers(t, w)
	for _, n := range w.s.LoadBalancers.Get(w.idOf("load-balancer", "alb")).Nodes {
		if w.s.Interfaces.Get(n.Interface) == nil {
			t.Fatal("no node")
		}
	}
	must(t, w, "aws elbv2 delete-load-balancer --load-balancer-arn alb", "aws elbv2 delete-load-balancer --load-balancer-arn alb", "advance 40s")
	for l := range w.s.Listeners.All() {
		if l.LoadBalancer != w.idOf("load-balancer", "nlb") {
			t.Errorf("the listener %s is left", l.ARN)
		}
	}
	health := answer[api.DescribeTargetHealthOutput](t, w, "aws elbv2 describe-target-health --target-group-arn web-tg").TargetHealthDescriptions
	if len(health) == 0 || health[0].TargetHealth.Reason != "Target.NotInUse" {
		t.Errorf("%+v", health)
	}
	must(t, w, "aws elbv2 delete-target-group --target-group-arn img-tg", "aws elbv2 modify-load-balancer-attributes --load-balancer-arn nlb --attributes Key=deletion_protection.enabled,Value=false",
		"aws elbv2 delete-load-balancer --load-balancer-arn nlb")
}

// TestListenersOfEachProtocol: which target groups each listener may forward to.
// "Listeners for your Network Load Balancers".
func TestListenersOfEachProtocol(t *testing.T) {
	w := busy(t, false)
	withBalancers(t, w)
	balancers := map[string]string{"HTTP": "inner", "HTTPS": "inner", "TCP": "nlb", "TLS": "nlb", "UDP": "nlb", "TCP_UDP": "nlb"}
	want := map[string][]string{
		"HTTP": {"HTTP", "HTTPS"}, "HTTPS": {"HTTP", "HTTPS"}, "TCP": {"TCP", "TCP_UDP"}, "TLS": {"TCP", "TLS"}, "UDP": {"UDP", "TCP_UDP"}, "TCP_UDP": {"TCP_UDP"},
	}
	protocols := []string{"HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"}
	for i, p := range protocols {
		must(t, w, fmt.Sprintf("tg-%d = aws elbv2 create-target-group --name tg-%d --port 80 --vpc-id vpc-main --protocol %s", i, i, p))
	}
	for n, p := range protocols {
		for i, g := range protocols {
			line := fmt.Sprintf("%s%s --protocol %s --port %d --default-actions Type=forward,TargetGroupArn=tg-%d", newListener, balancers[p], p, 1000+10*n+i, i)
			if encrypted(p) {
				line += " --certificates CertificateArn=" + certificate
			}
			if _, err := send(w.Fork(), line); (err == nil) != slices.Contains(want[p], g) {
				t.Errorf("%s to %s: %v", p, g, err)
			}
		}
	}
	l := answer[api.CreateListenerOutput](t, w, newListener+"inner --protocol HTTPS --port 443 --certificates CertificateArn="+certificate+" --default-actions Type=forward,TargetGroupArn=tg-1").Listeners[0]
	if l.SslPolicy != defaultPolicy || l.Certificates[0].CertificateArn != certificate {
		t.Errorf("%+v", l)
	}
	l = answer[api.ModifyListenerOutput](t, w, "aws elbv2 modify-listener --protocol HTTP --port 8443 --listener-arn "+l.ListenerArn).Listeners[0]
	if l.SslPolicy != "" || l.Certificates != nil {
		t.Errorf("an HTTP listener has %+v", l)
	}
}

func TestRulesAreTriedInOrder(t *testing.T) {
	w := busy(t, false)
	withBalancers(t, w)
	order := func() string {
		var out []string
		for _, r := range answer[api.DescribeRulesOutput](t, w, "aws elbv2 describe-rules --listener-arn http").Rules {
			out = append(out, fmt.Sprint(r.Priority, " ", w.Alias(r.RuleArn), r.IsDefault))
		}
		return strings.Join(out, ", ")
	}
	if got := order(); got != "10 imgfalse, 20 oldfalse, default true" {
		t.Error(got)
	}
	must(t, w, "aws elbv2 set-rule-priorities --rule-priorities RuleArn=img,Priority=20 RuleArn=old,Priority=10")
	if got := order(); got != "10 oldfalse, 20 imgfalse, default true" {
		t.Error(got)
	}
	must(t, w, "aws elbv2 modify-rule --rule-arn old --conditions Field=host-header,HostHeaderConfig={Values=[OLD.example.com,*.old.example.com]} Field=path-pattern,Values=/a?")
	unchangedState(t, w, "aws elbv2 modify-rule --rule-arn old --conditions Field=path-pattern,Values=/a? Field=host-header,HostHeaderConfig={Values=[OLD.example.com,*.old.example.com]}")
	l, at, _ := w.findRule(w.idOf("listener-rule", "old"))
	for _, c := range []struct {
		host, path string
		want       bool
	}{
		{"old.example.com", "/ab", true},
		{"Old.Example.Com", "/ab", true},
		{"www.old.example.com", "/ab", true},
		{"example.com", "/ab", false},
		{"old.example.com", "/AB", false},
		{"old.example.com", "/a", false},
		{"old.example.com", "/abc", false},
	} {
		if got := l.Rules[at].matches(c.host, c.path); got != c.want {
			t.Errorf("%s%s: %v", c.host, c.path, got)
		}
	}
	def := answer[api.DescribeRulesOutput](t, w, "aws elbv2 describe-rules --listener-arn http").Rules[2].RuleArn
	if _, err := send(w, "aws elbv2 delete-rule --rule-arn "+def); err == nil || !strings.Contains(err.Error(), "(OperationNotPermitted)") {
		t.Error(err)
	}
	if must(t, w, "aws elbv2 delete-rule --rule-arn old", "aws elbv2 delete-rule --rule-arn img"); order() != "default true" {
		t.Error(order())
	}
}
