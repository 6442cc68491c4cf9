package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// TestDependencyConditions: the table of reference 01 §1.6. The dependent starts
// when its dependency, which exits after ten seconds or is healthy after thirty, has
// come so far; or never.
func TestDependencyConditions(t *testing.T) {
	const exits0, exits1, stays = "exits0:1", "exits1:1", "stays:1"
	for _, c := range []struct {
		condition, image string
		before, after    string // the dependency's and the dependent's status while it waits, and at last
	}{
		{"START", exits0, "", "STOPPED RUNNING"},
		{"START", exits1, "", "STOPPED RUNNING"},
		{"START", stays, "", "RUNNING RUNNING"},
		{"COMPLETE", exits0, "RUNNING CREATED", "STOPPED RUNNING"},
		{"COMPLETE", exits1, "RUNNING CREATED", "STOPPED RUNNING"}, // any code
		{"SUCCESS", exits0, "RUNNING CREATED", "STOPPED RUNNING"},
		{"SUCCESS", exits1, "RUNNING CREATED", "STOPPED STOPPED"},
		{"HEALTHY", stays, "RUNNING CREATED", "RUNNING RUNNING"},
		{"HEALTHY", exits0, "RUNNING CREATED", "STOPPED STOPPED"}, // it exits before it is HEALTHY
	} {
		w := prelude(t, 1, false)
		must(t, w, `drydock DeclareImage {"Uri": "exits0:1", "Size": 0, "ExitsAfter": 10000, "HealthyAfter": 30000}`,
			`drydock DeclareImage {"Uri": "exits1:1", "Size": 0, "ExitsAfter": 10000, "Exits": 1}`,
			`drydock DeclareImage {"Uri": "stays:1", "Size": 0, "HealthyAfter": 30000}`,
			`aws ecs register-task-definition --family pair --container-definitions '[{"name":"first","image":"`+c.image+`","memory":64,"essential":false,"healthCheck":{"command":["CMD","up"],"interval":10,"retries":10}},{"name":"then","image":"web:1","memory":64,"dependsOn":[{"containerName":"first","condition":"`+c.condition+`"}]}]'`,
			runTask+"pair", "advance 12s")
		now := func() string {
			task := oneTask(t, w)
			return task.Containers[0].LastStatus + " " + task.Containers[1].LastStatus
		}
		if got := now(); c.before != "" && got != c.before {
			t.Errorf("%s of %s: %s while it waits, want %s", c.condition, c.image, got, c.before)
		}
		must(t, w, "advance 1m")
		if got := now(); got != c.after {
			t.Errorf("%s of %s: %s, want %s", c.condition, c.image, got, c.after)
		}
		if task := oneTask(t, w); strings.HasSuffix(c.after, "STOPPED") && task.StopCode != "TaskFailedToStart" {
			t.Errorf("%s of %s: %s", c.condition, c.image, task.StopCode)
		}
	}
}

// TestPathsOfTasks: the states of reference 01 §2.1, of which each task goes through
// those in which there is something to do; and when its record is gone.
func TestPathsOfTasks(t *testing.T) {
	const balanced = " --load-balancers targetGroupArn=%s,containerName=web,containerPort=8080"
	for _, c := range []struct{ name, create, want string }{
		{"bridge", serve + "s --task-definition web --desired-count 1", "PENDING ACTIVATING RUNNING STOPPING STOPPED"},
		{"bridge with a target", serve + "s --task-definition web --desired-count 1" + fmt.Sprintf(balanced, "web-tg"), "PENDING ACTIVATING RUNNING DEACTIVATING STOPPING STOPPED"},
		{"awsvpc", serve + "s --task-definition gate --desired-count 1" + inSubnetA, "PROVISIONING PENDING ACTIVATING RUNNING STOPPING DEPROVISIONING STOPPED"},
		{"Fargate", serve + "s --task-definition gate --launch-type FARGATE --desired-count 1" + publicInA, "PROVISIONING PENDING ACTIVATING RUNNING STOPPING DEPROVISIONING STOPPED"},
		{"Fargate with a target", serve + "s --task-definition gate --launch-type FARGATE --desired-count 1" + publicInA + fmt.Sprintf(balanced, "ip-tg"), "PROVISIONING PENDING ACTIVATING RUNNING DEACTIVATING STOPPING DEPROVISIONING STOPPED"},
		{"never RUNNING", serve + "s --task-definition none --desired-count 1", "PENDING ACTIVATING STOPPED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, false)
			must(t, w, gate, `aws ecs register-task-definition --family none --container-definitions '[{"name":"app","image":"none:1","memory":64}]'`,
				`ip-tg = aws elbv2 create-target-group --name ip --protocol HTTP --port 80 --vpc-id vpc-main --target-type ip`,
				`aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 81 --default-actions Type=forward,TargetGroupArn=ip-tg`,
				c.create, "advance 1s")
			var first *task
			for task := range w.s.Tasks.All() {
				first = task
				break
			}
			must(t, w, "advance 3m", update+"s --desired-count 0", "advance 10m")
			state := regexp.MustCompile(`\(task ` + first.ID + `\) .* is ([A-Z]+)`)
			var path []string
			for _, e := range w.Events() {
				if m := state.FindStringSubmatch(e.Message); m != nil {
					path = append(path, m[1])
				}
			}
			if got := strings.Join(path, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			v := w.taskView(first)
			if never := c.name == "never RUNNING"; v.CreatedAt == 0 || (v.StartedAt == 0) != never || v.StoppingAt == 0 || v.StoppedAt < v.StoppingAt {
				t.Errorf("created %v started %v stopping %v stopped %v", v.CreatedAt, v.StartedAt, v.StoppingAt, v.StoppedAt)
			}
			must(t, w, "advance 1h")
			if out := answer[api.DescribeTasksOutput](t, w, "aws ecs describe-tasks --cluster prod --tasks "+first.ID); len(out.Tasks) != 0 || out.Failures[0].Reason != "MISSING" {
				t.Errorf("an hour later: %+v", out)
			}
		})
	}
}

// TestStopCodes: the table of reference 01 §2.2. Classic Load Balancers and
// maintenance of Fargate are not simulated.
func TestStopCodes(t *testing.T) {
	const single, mark = serve + "s --task-definition web --desired-count 1", "aws ecs put-attributes --cluster prod --attributes name=disk,value=%s,targetId={a}"
	const scaling = `Scaling activity initiated by \(deployment ecs-svc/[0-9]{19}\)`
	for _, c := range []struct {
		cause      string
		lines      []string
		code, text string // a regular expression for the whole reason
	}{
		{"an essential container exits", []string{single, "advance 1m", `drydock CrashTask {"Cluster": "prod", "Service": "s"}`}, "EssentialContainerExited", `Essential container in task exited`},
		{"StopTask with a reason", []string{runTask + "web", "advance 1m", "aws ecs stop-task --cluster prod --task {task} --reason tired"}, "UserInitiated", `tired`},
		{"StopTask without one", []string{runTask + "web", "advance 1m", "aws ecs stop-task --cluster prod --task {task}"}, "UserInitiated", `Task stopped by user`},
		{"scale-in", []string{single, "advance 1m", update + "s --desired-count 0"}, "ServiceSchedulerInitiated", scaling},
		{"a deployment", []string{single, "advance 1m", update + "s --force-new-deployment", "advance 5m"}, "ServiceSchedulerInitiated", scaling},
		{"a failed target", []string{"aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --source-group sg-alb", single + " --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080", "advance 10m"}, "ServiceSchedulerInitiated", `Task failed ELB health checks in \(target-group arn:aws:elasticloadbalancing:.*:targetgroup/web/[0-9a-f]+\)`},
		{"a failed container health check", []string{`drydock DeclareImage {"Uri": "sick:1", "Size": 0, "Health": "fails"}`, `aws ecs register-task-definition --family sick --container-definitions '[{"name":"app","image":"sick:1","memory":64,"healthCheck":{"command":["CMD","up"]}}]'`, serve + "s --task-definition sick --desired-count 1", "advance 10m"}, "ServiceSchedulerInitiated", `Task failed container health checks`},
		{"Fargate Spot reclaimed", []string{gate, "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE_SPOT --default-capacity-provider-strategy []", runTask + "gate --capacity-provider-strategy capacityProvider=FARGATE_SPOT" + publicInA, "advance 1m", `drydock ReclaimSpot {"Cluster": "prod"}`}, "SpotInterruption", `Your Spot Task was interrupted\.`},
		{"the host is terminated", []string{runTask + "web", "advance 1m", "aws ec2 terminate-instances --instance-ids a b"}, "TerminationNotice", `Host EC2 \(instance i-[0-9a-f]+\) terminated\.`},
		{"the host is stopped", []string{runTask + "web", "advance 1m", "aws ec2 stop-instances --instance-ids a b"}, "TerminationNotice", `Host EC2 \(instance i-[0-9a-f]+\) stopped\.`},
		{"the instance is deregistered by force", []string{"aws ecs start-task --cluster prod --task-definition web --container-instances a", "advance 1m", "aws ecs deregister-container-instance --cluster prod --container-instance a --force"}, "UserInitiated", `Container instance deregistration forced by user`},
		{"moved by rebalancing", []string{"aws ecs update-container-instances-state --cluster prod --container-instances b --status DRAINING", serve + "s --task-definition web --desired-count 2", "advance 2m", "aws ecs update-container-instances-state --cluster prod --container-instances b --status ACTIVE", update + "s --desired-count 2 --health-check-grace-period-seconds 1", "advance 10m"}, "ServiceSchedulerInitiated", `Availability-zone rebalancing initiated by \(deployment ecs-svc/[0-9]{19}\)`},
		{"a daemon's constraint", []string{fmt.Sprintf(mark, "ssd"), serve + "s --task-definition web --scheduling-strategy DAEMON --placement-constraints type=memberOf,expression='attribute:disk == ssd'", "advance 1m", fmt.Sprintf(mark, "hdd")}, "ServiceSchedulerInitiated", scaling}, // the reason is an engine's choice
		{"before RUNNING", []string{`aws ecs register-task-definition --family none --container-definitions '[{"name":"app","image":"none:1","memory":64}]'`, runTask + "none"}, "TaskFailedToStart", `Task failed to start`},
		{"before RUNNING, on Fargate", []string{strings.Replace(gate, "web:1", "none:1", 1), runTask + "gate --launch-type FARGATE" + publicInA}, "TaskFailedToStart", `CannotPullContainerError: .*`},
	} {
		t.Run(c.cause, func(t *testing.T) {
			w := prelude(t, 1, false)
			for _, line := range c.lines {
				must(t, w, taskAndInstance(w, strings.ReplaceAll(line, "{a}", instanceView(t, w, "a").ContainerInstanceArn)))
			}
			must(t, w, "advance 1m")
			for task := range w.s.Tasks.All() {
				if v := w.taskView(task); v.StopCode == c.code && regexp.MustCompile("^"+c.text+"$").MatchString(v.StoppedReason) {
					return
				}
			}
			for task := range w.s.Tasks.All() {
				t.Errorf("%s: %s, %s", task.LastStatus, task.StopCode, task.StoppedReason)
			}
		})
	}
}

// TestExitCodes: reference 01 §2.3, the codes under its table. A task that ends
// before its container has started has none.
func TestExitCodes(t *testing.T) {
	for _, c := range []struct{ image, want string }{
		{`{"Uri": "x:1", "Size": 0, "ExitsAfter": 1000}`, "0"},
		{`{"Uri": "x:1", "Size": 0, "ExitsAfter": 1000, "Exits": 1}`, "1"},
		{`{"Uri": "x:1", "Size": 0, "ExitsAfter": 1000, "Exits": 139}`, "139"},
		{`{"Uri": "x:1", "Size": 0, "OnSigterm": "ignores"}`, "137"},
		{`{"Uri": "x:1", "Size": 0, "Uses": 65}`, "137"},
		{`{"Uri": "other:1"}`, "none"},
	} {
		w := prelude(t, 1, false)
		must(t, w, "drydock DeclareImage "+c.image, `aws ecs register-task-definition --family x --container-definitions '[{"name":"app","image":"x:1","memory":64}]'`, runTask+"x", "advance 30s")
		must(t, w, taskAndInstance(w, "aws ecs stop-task --cluster prod --task {task}"), "advance 1m") // changes nothing of one that has stopped
		got, task := "none", oneTask(t, w)
		if code := task.Containers[0].ExitCode; code != nil {
			got = fmt.Sprint(*code)
		}
		if task.LastStatus != taskStopped || got != c.want {
			t.Errorf("%s: %s, exit code %s, want %s", c.image, task.LastStatus, got, c.want)
		}
	}
}

// TestInstanceStatuses: the table of reference 01 §3.1: in which status an instance
// takes tasks, is listed, and is described. DEREGISTERING is not simulated: an
// instance is gone at once.
func TestInstanceStatuses(t *testing.T) {
	trunked := func(subnet, wait string) []string {
		return []string{
			"aws ecs put-account-setting-default --name awsvpcTrunking --value enabled",
			"c = aws ec2 run-instances --image-id ami --instance-type c5.large --subnet-id " + subnet + " --security-group-ids sg-web --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod", wait,
		}
	}
	// Eleven addresses: the instance has one of them, and a task each of the others.
	full := append([]string{
		"tiny = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/28 --availability-zone eu-west-1a",
		"aws ec2 associate-route-table --route-table-id rtb-public --subnet-id tiny", "aws ec2 modify-subnet-attribute --subnet-id tiny --map-public-ip-on-launch", gate,
	}, trunked("tiny", "advance 60s")...)
	full = append(full, "aws ecs run-task --cluster prod --task-definition gate --launch-type FARGATE --count 10 --network-configuration awsvpcConfiguration={subnets=[tiny],assignPublicIp=ENABLED}", "advance 50s")
	for _, c := range []struct {
		status, instance string
		lines            []string
		takes, listed    bool
	}{
		{"ACTIVE", "a", nil, true, true},
		{"DRAINING", "a", []string{"aws ecs update-container-instances-state --cluster prod --container-instances a --status DRAINING"}, false, true},
		{"INACTIVE", "a", []string{"aws ecs deregister-container-instance --cluster prod --container-instance a"}, false, false},
		{"INACTIVE", "a", []string{"aws ec2 terminate-instances --instance-ids a"}, false, false},
		{"REGISTERING", "c", trunked("subnet-a", "advance 95s"), false, true},
		{"ACTIVE", "c", trunked("subnet-a", "advance 3m"), true, true},
		{"REGISTRATION_FAILED", "c", full, false, true},
	} {
		t.Run(c.status+" "+c.instance, func(t *testing.T) {
			w := prelude(t, 1, false)
			must(t, w, c.lines...)
			var row *containerInst
			for r := range w.s.ContainerInstances.All() {
				if w.shown(r.Instance) == c.instance {
					row = r
				}
			}
			if row == nil || row.Status != c.status {
				t.Fatalf("%+v", row)
			}
			list := answer[api.ListContainerInstancesOutput](t, w, "aws ecs list-container-instances --cluster prod").ContainerInstanceArns
			if slices.Contains(list, row.ARN) != c.listed {
				t.Errorf("listed: %v", list)
			}
			if tasks, failures := run(t, w, "aws ecs start-task --cluster prod --task-definition web --container-instances "+row.ARN); (len(tasks) == 1) != c.takes || len(tasks)+len(failures) != 1 {
				t.Errorf("%d tasks, %v", len(tasks), failures)
			}
			describe := "aws ecs describe-container-instances --cluster prod --container-instances " + row.ARN
			if v := answer[api.DescribeContainerInstancesOutput](t, w, describe); len(v.ContainerInstances) != 1 || v.ContainerInstances[0].Status != c.status {
				t.Errorf("%+v", v)
			}
			if c.status != "INACTIVE" {
				return
			}
			must(t, w, "advance 59m")
			if v := answer[api.DescribeContainerInstancesOutput](t, w, describe); len(v.ContainerInstances) != 1 {
				t.Error("not described for an hour")
			}
			must(t, w, "advance 1m")
			if v := answer[api.DescribeContainerInstancesOutput](t, w, describe); len(v.Failures) != 1 || v.Failures[0].Reason != "MISSING" {
				t.Errorf("after an hour: %+v", v)
			}
		})
	}
}

// TestResourcesOfAnInstance: reference 01 §§1.5, 3.2, 3.3: what an instance registers,
// of which PORTS are those in use, and the built-in attributes.
func TestResourcesOfAnInstance(t *testing.T) {
	w := prelude(t, 1, false)
	define(t, w, "fixed", `,"cpu":100,"memory":64,"portMappings":[{"containerPort":80,"hostPort":8080},{"containerPort":81},{"containerPort":53,"hostPort":5353,"protocol":"udp"}]`, "")
	run(t, w, "aws ecs start-task --cluster prod --task-definition fixed --container-instances a")
	must(t, w, "advance 1m")
	words := func(resources []api.Resource) string {
		var out []string
		for _, r := range resources {
			out = append(out, fmt.Sprint(r.Name, " ", r.Type, " ", r.IntegerValue, " ", r.StringSetValue))
		}
		return strings.Join(out, "; ")
	}
	v := instanceView(t, w, "a")
	if got, want := words(v.RegisteredResources), "CPU INTEGER 2048 []; MEMORY INTEGER 7985 []; PORTS STRINGSET 0 [22 2375 2376 51678 51679 51680]; PORTS_UDP STRINGSET 0 []"; got != want {
		t.Errorf("registered\ngot  %s\nwant %s", got, want)
	}
	if got, want := words(v.RemainingResources), "CPU INTEGER 1948 []; MEMORY INTEGER 7921 []; PORTS STRINGSET 0 [22 2375 2376 51678 51679 51680 8080]; PORTS_UDP STRINGSET 0 [5353]"; got != want {
		t.Errorf("remaining\ngot  %s\nwant %s", got, want)
	}
	another(t, w, "gpu", "p3.8xlarge", "subnet-a")
	must(t, w, `aws ecs register-task-definition --family train --container-definitions '[{"name":"app","image":"web:1","memory":64,"resourceRequirements":[{"type":"GPU","value":"3"}]}]'`, runTask+"train")
	if g := instanceView(t, w, "gpu"); len(g.RegisteredResources[4].StringSetValue) != 4 || len(g.RemainingResources[4].StringSetValue) != 1 || g.RemainingResources[4].Name != "GPU" {
		t.Errorf("%+v", g.RemainingResources)
	}
	have := map[string]string{}
	for _, a := range v.Attributes {
		have[a.Name] = a.Value
	}
	for name, value := range map[string]string{
		"ecs.ami-id": "ami-ecs", "ecs.availability-zone": "eu-west-1a", "ecs.instance-type": "m5.large", "ecs.os-type": "linux", "ecs.os-family": "LINUX", "ecs.cpu-architecture": "x86_64",
		"ecs.vpc-id": w.s.Aliases.Get("vpc-main").ID, "ecs.subnet-id": w.s.Aliases.Get("subnet-a").ID,
	} {
		if have[name] != value {
			t.Errorf("%s is %q, want %q", name, have[name], value)
		}
	}
}
