package engine

import (
	"strings"
	"testing"
)

// TestPathsByName: what a name leads to, and what it does not.
func TestPathsByName(t *testing.T) {
	w := prelude(t, 1, true)
	for _, line := range byNAT() {
		symptomLine(t, w, line)
	}
	must(t, w,
		"twin = aws ec2 create-vpc --cidr-block 10.0.0.0/16",
		"subnet-twin = aws ec2 create-subnet --vpc-id twin --cidr-block 10.0.0.0/24 --availability-zone eu-west-1a",
		`drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-b", "SecurityGroups": ["sg-web"], "Port": 5432}`,
		`drydock DeclareDatabase {"Name": "elsewhere", "SubnetId": "subnet-twin", "Port": 5432}`,
		"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 5432 --source-group sg-node",
		"aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 81 --source-group sg-node",
		"node = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id private --security-group-ids sg-node --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod",
		"off = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id private --security-group-ids sg-node --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod",
		"aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 81 --default-actions Type=forward,TargetGroupArn=web-tg",
		"advance 2m", "aws ec2 stop-instances --instance-ids off", "advance 1m")
	for _, c := range []struct {
		name, from, to string
		port           int64
		verdict        string
		stopped        string
	}{
		{"a database by its name", "node", "orders", 5432, "connected", ""},
		{"on another port", "node", "orders", 5433, "timed out", "sg-web ingress"},
		{"a service of AWS", "node", "ecr.api", 443, "connected", ""},
		{"by its full name", "node", "com.amazonaws.eu-west-1.s3", 443, "connected", ""},
		{"a host in the internet", "node", "registry-1.docker.io", 443, "connected", ""},
		// "Internet-facing load balancers": the name leads to public addresses, so that
		// a rule that names a group does not match.
		{"an internet-facing load balancer", "node", "alb", 80, "connected", ""},
		{"whose rule names the group of the source", "node", "alb", 81, "timed out", "sg-alb ingress"},
		{"the internet to it", "internet", "alb", 80, "connected", ""},
		{"a VPC with the same addresses", "node", "elsewhere", 5432, "timed out", "10.0.0.4"},
		{"a private address from outside", "internet", "10.0.0.4", 80, "timed out", "10.0.0.4"},
		{"a private address of nobody", "node", "10.0.0.99", 80, "timed out", "10.0.0.99"},
		{"a public address of nobody", "internet", "203.0.113.200", 80, "timed out", "destination"},
		{"a NAT gateway from outside", "internet", "nat", 80, "timed out", "nat"},
		{"an instance that is stopped", "off", "s3", 443, "no interface", ""},
	} {
		p, err := w.PathOf(c.from, c.to, c.port)
		if err != nil || p.Verdict != c.verdict || p.Stopped != c.stopped {
			t.Errorf("%s: %q at %q, %v; want %q at %q\n%s", c.name, p.Verdict, p.Stopped, err, c.verdict, c.stopped, p.Trace())
		}
	}
	for name, want := range map[string]string{"2001:db8::1": "IPv6", "10.0.1": "there is no", "nobody": "there is no"} {
		if _, err := w.PathOf("node", name, 80); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := do(w, `drydock DeclareDatabase {"Name": "events", "SubnetId": "subnet-b", "Port": 5432}`); err == nil {
		t.Error("a database that bears the name of a service of AWS")
	}
}

// TestExposureOfThings: ports that the internet reaches, over all interfaces of a thing.
func TestExposureOfThings(t *testing.T) {
	w := prelude(t, 1, false)
	for _, c := range []struct {
		thing string
		lines []string
		want  int64
	}{
		{"alb", nil, 2},
		{"a", nil, 0},
		{"a", []string{"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 8080-8089 --cidr 0.0.0.0/0"}, 10},
		{"a", []string{"aws ec2 delete-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0"}, 0},
	} {
		must(t, w, c.lines...)
		if got, err := w.Exposure(c.thing); err != nil || got != c.want {
			t.Errorf("%s after %q: %d, want %d, %v", c.thing, c.lines, got, c.want, err)
		}
	}
}

// TestPublicAddressesAreNotTheLearners: no interface gets the address from which the
// learner's calls come.
func TestPublicAddressesAreNotTheLearners(t *testing.T) {
	w := New(Config{})
	seen := map[string]bool{}
	for range 1000 {
		a := w.publicIP()
		if a == learnersAddress || seen[a] {
			t.Fatalf("%s is the learner's, or given twice", a)
		}
		seen[a] = true
	}
}

// TestOtherRegionsNeedTheInternet: "Endpoints do not cross Regions", reference 02 §5.4;
// and a service of which no endpoint is known is reached like any other.
func TestOtherRegionsNeedTheInternet(t *testing.T) {
	for name, c := range map[string]struct {
		image, calls string
		want         string // of the reason, or of the log
	}{
		"an image of another Region": {"123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1", "", "Post \"https://api.ecr.us-east-1.amazonaws.com/\""},
		"a service without endpoint": {privateImage, `, "Calls": [{"Action": "kinesis:PutRecord", "Resource": "*"}]`, `Connect timeout on endpoint URL: "https://kinesis.eu-west-1.amazonaws.com/"`},
		"a queue of another Region":  {privateImage, `, "Calls": [{"Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:123456789012:jobs"}]`, `Connect timeout on endpoint URL: "https://sqs.us-east-1.amazonaws.com/"`},
	} {
		w := prelude(t, 1, true)
		setRole(w, "exec", ecsTasksService, allowDoc("*", "ecr:*", "logs:*"))
		setRole(w, "app", ecsTasksService, allowDoc("*", "kinesis:*", "sqs:*"))
		for _, line := range byEndpoints() {
			symptomLine(t, w, line)
		}
		must(t, w, `drydock DeclareImage {"Uri": "`+c.image+`", "Size": 10`+c.calls+`}`,
			`aws ecs register-task-definition --family shop --network-mode awsvpc --cpu 256 --memory 512 --execution-role-arn exec --task-role-arn app --requires-compatibilities FARGATE --container-definitions '[{"name":"shop","image":"`+c.image+`"}]'`,
			"aws ecs run-task --cluster prod --task-definition shop --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[private],securityGroups=[sg-app]}",
			"advance 3m")
		var told []string
		for task := range w.s.Tasks.All() {
			told = append(told, task.StoppedReason)
		}
		for _, e := range w.Events() {
			if e.DetailType == applicationLog {
				told = append(told, e.Message)
			}
		}
		if !strings.Contains(strings.Join(told, "\n"), c.want) {
			t.Errorf("%s: %q, want %q", name, told, c.want)
		}
	}
}

// TestModeNoneReachesNothing: containers in network mode none have no connection at
// all, and no credentials. API Reference, TaskDefinition, networkMode.
func TestModeNoneReachesNothing(t *testing.T) {
	w := prelude(t, 1, true)
	setRole(w, "app", ecsTasksService, allowDoc("*", "s3:*"))
	must(t, w, `drydock DeclareImage {"Uri": "app:1", "Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today"}], "Connects": [{"To": "example.com", "Port": 443}]}`,
		`aws ecs register-task-definition --family app --network-mode none --task-role-arn app --container-definitions '[{"name":"app","image":"app:1","memory":64}]'`,
		"aws ecs create-service --cluster prod --service-name app --task-definition app --desired-count 1", "advance 1m")
	calls, _ := w.Calls("app")
	connections, _ := w.Connections("app")
	if calls.Failing != 1 || connections.Failing != 1 || len(calls.As) != 1 || calls.As[0] != "" {
		t.Errorf("calls %+v, connections %+v", calls, connections)
	}
}

// TestAgentsThatAreCutOff: what the network does and what a fault does to an agent are
// told apart, and there is one attempt a minute.
func TestAgentsThatAreCutOff(t *testing.T) {
	const (
		closed = "aws ec2 revoke-security-group-egress --group-id sg-web --protocol -1 --cidr 0.0.0.0/0"
		opened = "aws ec2 authorize-security-group-egress --group-id sg-web --protocol -1 --cidr 0.0.0.0/0"
		cut    = `drydock DisconnectAgent {"InstanceId": "a", "For": 600000}`
	)
	connected := func(w *World) bool { return w.registered(w.idOf("instance", "a")).Connected }
	w := prelude(t, 1, false)
	must(t, w, closed, "advance 2m", cut, cut, cut, "advance 1m", opened, "advance 5m")
	if connected(w) {
		t.Error("the way is open, and the agent is cut off for four minutes more")
	}
	due := 0
	for _, work := range w.s.Queue.Heap {
		if work.Kind == workAgent && work.IDs[0] == w.idOf("instance", "a") {
			due++
		}
	}
	if due > 1 {
		t.Errorf("%d attempts of one agent are due", due)
	}
	if must(t, w, "advance 5m"); !connected(w) {
		t.Error("it is over, and the agent is not back")
	}
}

// TestASecondLookIsForWhatFailed: another connection that gets no answer has its
// own time.
func TestASecondLookIsForWhatFailed(t *testing.T) {
	w := prelude(t, 1, true)
	setRole(w, "exec", ecsTasksService, allowDoc("*", "ecr:*"))
	for _, line := range byEndpoints() {
		symptomLine(t, w, line)
	}
	must(t, w, `drydock DeclareImage {"Uri": "`+privateImage+`", "Size": 10}`,
		"aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --no-private-dns-enabled", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-dkr --no-private-dns-enabled",
		`aws ecs register-task-definition --family shop --network-mode awsvpc --cpu 256 --memory 512 --execution-role-arn exec --requires-compatibilities FARGATE --container-definitions '[{"name":"shop","image":"`+privateImage+`"}]'`,
		"aws ecs run-task --cluster prod --task-definition shop --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[private],securityGroups=[sg-app]}",
		"advance 40s", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --private-dns-enabled",
		"advance 50s", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-dkr --private-dns-enabled", "advance 2m")
	for task := range w.s.Tasks.All() {
		if task.LastStatus != taskRunning {
			t.Errorf("%s: %s", task.LastStatus, task.StoppedReason)
		}
	}
}

// TestPathsOfTheNextTask: what keeps the first task of a service from starting can be
// looked at before there is one. It is not reachable for that.
func TestPathsOfTheNextTask(t *testing.T) {
	w := prelude(t, 1, true)
	must(t, w, privateSubnet[:3]...)
	must(t, w, gate, "aws ecs create-service --cluster prod --service-name gate --task-definition gate --desired-count 1 --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[private],securityGroups=[sg-web]}", "advance 4m")
	p, err := w.PathOf("gate", "registry-1.docker.io", 443)
	if err != nil || !p.Next || p.Stopped != "rtb-private" || p.From != "the next task of gate in private" {
		t.Errorf("%+v, %v", p, err)
	}
	if ok, _ := w.Reachable("gate", "alb", 80); ok {
		t.Error("what is not there reaches something")
	}
	text := ""
	all, _ := w.Why("gate")
	for _, why := range all {
		text += why.String()
	}
	if !strings.Contains(text, "failed start: task ") || !strings.Contains(text, "CannotPullContainerError") || !strings.Contains(text, "✗ rtb-private           no route") {
		t.Error(text)
	}
}
