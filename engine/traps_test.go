package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"drydock/engine/api"
)

// refuses makes a call that must be refused in words that contain all of want, and
// change nothing.
func refuses(t *testing.T, w *World, line string, want ...string) {
	t.Helper()
	line = taskAndInstance(w, line)
	unchanged(t, w, line, func() {
		_, err := send(w, line)
		for _, text := range want {
			if err == nil || !strings.Contains(err.Error(), text) {
				t.Errorf("%s\ngot %v, want %s", line, err, text)
			}
		}
	})
}

// places are the instances of the tasks of a group that are to run, in the order in
// which the tasks were made.
func places(w *World, group string) string {
	var out []string
	for task := range w.s.Tasks.All() {
		if task.Group == group && task.DesiredStatus == taskRunning {
			out = append(out, w.shown(w.on(task).Instance))
		}
	}
	return strings.Join(out, " ")
}

// told counts the events whose message contains a text.
func told(w *World, text string) (n int) {
	for _, e := range w.Events() {
		n += int(one(strings.Contains(e.Message, text)))
	}
	return n
}

// instanceView is an instance of the prelude as it is described.
func instanceView(t *testing.T, w *World, name string) api.ContainerInstance {
	t.Helper()
	return answer[api.DescribeContainerInstancesOutput](t, w, "aws ecs describe-container-instances --cluster prod --container-instances "+name).ContainerInstances[0]
}

// serviceNow is a service as it is described.
func serviceNow(t *testing.T, w *World, name string) api.Service {
	t.Helper()
	return answer[api.DescribeServicesOutput](t, w, "aws ecs describe-services --cluster prod --services "+name).Services[0]
}

// remaining is the CPU units and the MiB that are left on an instance.
func remaining(t *testing.T, w *World, name string) (cpu, memory int64) {
	t.Helper()
	left := instanceView(t, w, name).RemainingResources
	return left[0].IntegerValue, left[1].IntegerValue
}

// another launches one more instance in the prelude's cluster and waits for it.
func another(t *testing.T, w *World, name, kind, subnet string) {
	t.Helper()
	must(t, w, name+" = aws ec2 run-instances --image-id ami --instance-type "+kind+" --subnet-id "+subnet+" --security-group-ids sg-web --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod", "advance 2m")
}

// define registers a definition with one container, named app, of the image web:1.
func define(t *testing.T, w *World, family, members, rest string) {
	t.Helper()
	must(t, w, "aws ecs register-task-definition --family "+family+" "+rest+` --container-definitions '[{"name":"app","image":"web:1"`+members+`}]'`)
}

const (
	serve     = "aws ecs create-service --cluster prod --service-name "
	update    = "aws ecs update-service --cluster prod --service "
	inSubnetA = " --network-configuration awsvpcConfiguration={subnets=[subnet-a]}"
	// publicInA lets a task on Fargate reach the internet.
	publicInA = " --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED}"
)

// TestTraps has one subtest for each trap of reference 01 §8, in its order. What
// another test holds in full is asserted here by its essence.
func TestTraps(t *testing.T) {
	for i, trap := range []struct {
		name string
		try  func(t *testing.T, w *World)
	}{
		{"Fargate's steps are 4 GB at 8 vCPU and 8 GB at 16", func(t *testing.T, w *World) {
			size := func(cpu, memory string) string {
				return `aws ecs register-task-definition --family big --requires-compatibilities FARGATE --network-mode awsvpc --cpu ` + cpu + " --memory " + memory + ` --container-definitions '[{"name":"app","image":"web:1"}]'`
			}
			for _, wrong := range [][2]string{{"8192", "18432"}, {"16384", "36864"}} {
				refuses(t, w, size(wrong[0], wrong[1]), "(ClientException)", "No Fargate configuration exists for given values.")
			}
			must(t, w, size("8192", "20480"), size("16384", "40960"))
		}},
		{"ephemeralStorage takes 21 to 200, and 20 is had by leaving it out", func(t *testing.T, w *World) {
			with := func(n string) string {
				return strings.Replace(gate, "--cpu", "--ephemeral-storage sizeInGiB="+n+" --cpu", 1)
			}
			refuses(t, w, with("20"), "EphemeralStorage size should be at least 21")
			refuses(t, w, with("201"), "at most 200")
			for line, want := range map[string]int64{gate: 20, with("21"): 21, with("200"): 200} {
				must(t, w, line)
				tasks, _ := run(t, w, runTask+"gate --launch-type FARGATE"+inSubnetA)
				if tasks[0].EphemeralStorage.SizeInGiB != want {
					t.Errorf("%s: %d GiB", line, tasks[0].EphemeralStorage.SizeInGiB)
				}
			}
		}},
		{"an instance of 8 GiB registers less than 8192 MiB", func(t *testing.T, w *World) {
			if have := instanceView(t, w, "a").RegisteredResources[1].IntegerValue; have != 7985 {
				t.Errorf("an m5.large registers %d MiB", have)
			}
			define(t, w, "eight", `,"memory":8192`, "")
			if tasks, failures := run(t, w, runTask+"eight"); len(tasks) != 0 || len(failures) != 2 || failures[0].Reason != "RESOURCE:MEMORY" {
				t.Errorf("%v %v", tasks, failures)
			}
		}},
		{"placement subtracts memoryReservation, unless the task has a memory", func(t *testing.T, w *World) {
			for rest, want := range map[string]int64{"": 128, "--memory 512": 512} {
				f := w.Fork()
				define(t, f, "soft", `,"memory":300,"memoryReservation":128`, rest)
				run(t, f, "aws ecs start-task --cluster prod --task-definition soft --container-instances a")
				if _, left := remaining(t, f, "a"); left != 7985-want {
					t.Errorf("%q: %d MiB are left, want %d", rest, left, 7985-want)
				}
			}
		}},
		{"a comparison with an attribute that is missing is false, and not(…) of it true", func(t *testing.T, w *World) {
			must(t, w, "aws ecs put-attributes --cluster prod --attributes name=x,value=z,targetId="+instanceView(t, w, "a").ContainerInstanceArn)
			for expression, want := range map[string]string{
				"attribute:x != y": "a", "not(attribute:x == y)": "a b", "attribute:x != z": "", "not(attribute:x == z)": "b",
			} {
				var got []string
				for _, arn := range answer[api.ListContainerInstancesOutput](t, w, "aws ecs list-container-instances --cluster prod --filter '"+expression+"'").ContainerInstanceArns {
					got = append(got, w.shown(w.s.ContainerInstances.Get(arn).Instance))
				}
				if strings.Join(got, " ") != want {
					t.Errorf("%s: %v, want %s", expression, got, want)
				}
			}
		}},
		{"distinctInstance is of a service or group, and not of a task definition", func(t *testing.T, w *World) {
			const apart = " --task-definition web --placement-constraints type=distinctInstance "
			must(t, w, serve+"one --desired-count 3"+apart, serve+"two --desired-count 3"+apart, "advance 1s")
			run(t, w, "aws ecs run-task --cluster prod --count 3 --group x"+apart)
			run(t, w, "aws ecs run-task --cluster prod --count 3 --group y"+apart)
			for _, group := range []string{"service:one", "service:two", "x", "y"} {
				if got := strings.Fields(places(w, group)); len(got) != 2 || got[0] == got[1] {
					t.Errorf("%s is on %v", group, got)
				}
			}
			refuses(t, w, newTask+`--placement-constraints type=distinctInstance --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`, "(ClientException)", "constraint.type 'distinctInstance' is not supported.")
		}},
		{"RunTask places at random, a service by zone and instance, spread over zones alone by zone only", func(t *testing.T, w *World) {
			seen := map[string]bool{}
			for seed := range uint64(12) {
				f := prelude(t, seed, false)
				run(t, f, runTask+"web --count 2")
				must(t, f, serve+"s --task-definition web --desired-count 2", "advance 1s")
				seen[places(f, "family:web")] = true
				if got := places(f, "service:s"); got != "a b" && got != "b a" { // they registered at one time
					t.Errorf("seed %d: a service of two is on %s", seed, got)
				}
			}
			if len(seen) != 4 {
				t.Errorf("two tasks of RunTask were only ever on %v", seen)
			}
			another(t, w, "c", "m5.large", "subnet-a")
			must(t, w, serve+"plain --task-definition web --desired-count 4", serve+"zones --task-definition web --desired-count 4 --placement-strategy type=spread,field=attribute:ecs.availability-zone", "advance 1s")
			if got := places(w, "service:plain"); got != "a b c b" {
				t.Errorf("without a strategy: %s", got)
			}
			if got := places(w, "service:zones"); got != "a b a b" {
				t.Errorf("spread over zones alone: %s", got)
			}
		}},
		{"binpack looks at what remains, and scale-in takes from the emptiest", func(t *testing.T, w *World) {
			another(t, w, "small", "t3.small", "subnet-b") // nothing used, 1996 MiB left
			define(t, w, "tall", `,"memory":4000`, "")
			run(t, w, "aws ecs start-task --cluster prod --task-definition tall --container-instances a") // half used, 3985 MiB left
			const packed = " --task-definition web --placement-strategy type=binpack,field=memory --desired-count "
			must(t, w, serve+"s"+packed+"1", "advance 1s")
			if got := places(w, "service:s"); got != "small" {
				t.Errorf("binpack chose %s", got)
			}
			must(t, w, update+"s --desired-count 5", "advance 1m")
			if got := places(w, "service:s"); got != "small small small a a" {
				t.Fatalf("five tasks are on %s", got)
			}
			must(t, w, update+"s --desired-count 4", "advance 1m")
			if got := places(w, "service:s"); got != "small small small a" {
				t.Errorf("scale-in leaves %s", got)
			}
		}},
		{"DAEMON takes no desired count, also not 0; its bounds are 0 and 100", func(t *testing.T, w *World) {
			const daemon = serve + "d --task-definition web --scheduling-strategy DAEMON"
			refuses(t, w, daemon+" --desired-count 0", "(InvalidParameterException)", "The daemon scheduling strategy does not support a desired count for services")
			refuses(t, w, daemon+" --deployment-configuration maximumPercent=200", "The daemon scheduling strategy does not support values above 100 for maximumPercent")
			must(t, w, daemon)
			if c := serviceNow(t, w, "d").DeploymentConfiguration; *c.MinimumHealthyPercent != 0 || *c.MaximumPercent != 100 {
				t.Errorf("%+v", c)
			}
		}},
		{"five strategies, ten constraints with those of the task definition", func(t *testing.T, w *World) {
			member := func(n int) string {
				return strings.Repeat(" type=memberOf,expression='agentConnected == true'", n)
			}
			refuses(t, w, runTask+"web --placement-strategy"+strings.Repeat(" type=random", 6), "(InvalidParameterException)", "Maximum number of strategies is 5")
			define(t, w, "picky", `,"memory":64`, "--placement-constraints"+member(9))
			refuses(t, w, runTask+"picky --placement-constraints"+member(2), "(InvalidParameterException)")
			if tasks, _ := run(t, w, runTask+"picky --placement-constraints"+member(1)+" --placement-strategy"+strings.Repeat(" type=random", 5)); len(tasks) != 1 {
				t.Error("ten constraints and five strategies")
			}
		}},
		{"crashes after RUNNING are not throttled, failed starts up to 27 minutes", func(t *testing.T, w *World) {
			must(t, w, `drydock DeclareImage {"Uri": "broken:1", "Size": 0, "ExitsAfter": 1000, "Exits": 1}`,
				`aws ecs register-task-definition --family crash --container-definitions '[{"name":"app","image":"broken:1","memory":64}]'`,
				`aws ecs register-task-definition --family gone --container-definitions '[{"name":"app","image":"gone:1","memory":64}]'`,
				serve+"crash --task-definition crash --desired-count 1", "advance 10m")
			if n := told(w, "(service crash) has started"); n < 100 || told(w, "unable to consistently start") > 0 {
				t.Errorf("in ten minutes the service that crashes has started %d tasks", n)
			}
			must(t, w, update+"crash --desired-count 0", serve+"gone --task-definition gone --desired-count 1", "advance 4h")
			var waits []time.Duration
			last := time.Duration(-1)
			for _, e := range w.Events() {
				if strings.Contains(e.Message, "(service gone) has started") {
					at := e.At.Duration()
					if last >= 0 {
						waits = append(waits, (at - last).Round(15*time.Second)) // each try takes some seconds
					}
					last = at
				}
			}
			want := []time.Duration{15, 30, 60, 120, 240, 480, 960, 1620, 1620, 1620, 1620}
			for i := range want {
				want[i] *= time.Second
			}
			if len(waits) < len(want) || !slices.Equal(waits[:len(want)], want) {
				t.Errorf("the waits are %v", waits)
			}
			if told(w, "(service gone) is unable to consistently start tasks successfully.") == 0 {
				t.Error("no event of the throttle")
			}
		}},
		{"the lower bound rounds up, the upper one down; 100/100 neither deploys nor drains", func(t *testing.T, w *World) {
			must(t, w, serve+"s --task-definition web --desired-count 3 --deployment-configuration minimumHealthyPercent=50,maximumPercent=150", "advance 2m", update+"s --force-new-deployment", "advance 1s")
			running, all := 0, 0
			for _, task := range w.serviceTasks(w.s.Services.Get(w.ecsARN("service", "prod/s"))) {
				running += int(one(task.DesiredStatus == taskRunning && task.LastStatus == taskRunning))
				all += int(one(task.LastStatus != taskStopped))
			}
			if running != 2 || all > 4 { // 50% of 3 is 2, 150% of 3 is 4
				t.Errorf("%d of 3 kept, %d in all", running, all)
			}
			must(t, w, "advance 5m", update+"s --deployment-configuration minimumHealthyPercent=100,maximumPercent=100 --force-new-deployment",
				"aws ecs update-container-instances-state --cluster prod --status DRAINING --container-instances a")
			before := w.s.Tasks.Len()
			must(t, w, "advance 30m")
			if s := serviceNow(t, w, "s"); w.s.Tasks.Len() != before || len(s.Deployments) != 2 || told(w, "unable to stop or start tasks during a deployment because of the service deployment configuration") == 0 {
				t.Errorf("%d tasks were %d, %d deployments", w.s.Tasks.Len(), before, len(s.Deployments))
			}
		}},
		{"a container killed for its memory: EssentialContainerExited, OutOfMemoryError beside it, 137", func(t *testing.T, w *World) {
			must(t, w, `drydock DeclareImage {"Uri": "greedy:1", "Size": 0, "Uses": 65}`,
				`aws ecs register-task-definition --family greedy --container-definitions '[{"name":"app","image":"greedy:1","memory":64}]'`, runTask+"greedy", "advance 10s")
			task := w.taskViews([]*task{oneTask(t, w)})[0]
			if c := task.Containers[0]; task.StopCode != "EssentialContainerExited" || task.StoppedReason != "Essential container in task exited" || *c.ExitCode != 137 || !strings.HasPrefix(c.Reason, "OutOfMemoryError: ") {
				t.Errorf("%s, %s, %v, %s", task.StopCode, task.StoppedReason, *c.ExitCode, c.Reason)
			}
		}},
		{"an essential container that exits with 0 stops the task too", func(t *testing.T, w *World) {
			must(t, w, `drydock DeclareImage {"Uri": "job:1", "Size": 0, "ExitsAfter": 1000}`,
				`aws ecs register-task-definition --family pair --container-definitions '[{"name":"job","image":"job:1","memory":64},{"name":"web","image":"web:1","memory":64}]'`, runTask+"pair", "advance 20s")
			if task := oneTask(t, w); task.LastStatus != taskStopped || task.StopCode != "EssentialContainerExited" || *task.Containers[0].ExitCode != 0 {
				t.Errorf("%s %s", task.LastStatus, task.StopCode)
			}
		}},
		{"hostPort 0 is dynamic in bridge mode only", func(t *testing.T, w *World) {
			const zero = `,"memory":64,"portMappings":[{"containerPort":80,"hostPort":0}]`
			define(t, w, "bridge", zero, "--network-mode bridge")
			for _, mode := range []string{"awsvpc", "host"} {
				refuses(t, w, newTask+"--network-mode "+mode+` --container-definitions '[{"name":"app","image":"web:1"`+zero+`}]'`, "(ClientException)", "When networkMode="+mode+", the host ports and container ports in port mappings must match.")
			}
			must(t, w, runTask+"bridge", "advance 20s")
			if b := w.taskViews([]*task{oneTask(t, w)})[0].Containers[0].NetworkBindings; len(b) != 1 || b[0].HostPort != 32768 {
				t.Errorf("%+v", b)
			}
		}},
		{"dynamic ports do not count against the 100 reserved ones, the default ones do", func(t *testing.T, w *World) {
			ports := func(n int, host bool) string {
				var out []string
				for i := range n {
					m := fmt.Sprintf(`{"containerPort":%d`, 1000+i)
					if host {
						m += fmt.Sprintf(`,"hostPort":%d`, 1000+i)
					}
					out = append(out, m+"}")
				}
				return `,"memory":64,"portMappings":[` + strings.Join(out, ",") + "]"
			}
			define(t, w, "dynamic", ports(100, false), "")
			define(t, w, "most", ports(94, true), "")
			define(t, w, "more", ports(95, true), "")
			const on = "aws ecs start-task --cluster prod --container-instances a --task-definition "
			if tasks, _ := run(t, w, on+"dynamic"); len(tasks) != 1 {
				t.Error("a hundred dynamic ports")
			}
			must(t, w, "advance 30s")
			if tasks, failures := run(t, w, on+"more"); len(tasks) != 0 || failures[0].Reason != "RESOURCE:PORTS" {
				t.Errorf("95 beside the six of the agent: %v %v", tasks, failures)
			}
			if tasks, _ := run(t, w, on+"most"); len(tasks) != 1 {
				t.Error("94 beside the six of the agent")
			}
		}},
		{"c5.large runs 2 awsvpc tasks, 10 with trunking if launched after opting in, t3 never more", func(t *testing.T, w *World) {
			define(t, w, "nic", ``, "--network-mode awsvpc --cpu 128 --memory 64")
			another(t, w, "before", "c5.large", "subnet-a")
			must(t, w, "aws ecs put-account-setting-default --name awsvpcTrunking --value enabled")
			another(t, w, "after", "c5.large", "subnet-a")
			another(t, w, "burst", "t3.large", "subnet-a")
			for _, c := range []struct {
				on string
				n  int
			}{{"before", 2}, {"after", 10}, {"burst", 2}} {
				got, reason := 0, ""
				for range 11 {
					tasks, failures := run(t, w, "aws ecs start-task --cluster prod --task-definition nic --container-instances "+instanceView(t, w, c.on).ContainerInstanceArn+inSubnetA)
					got += len(tasks)
					for _, f := range failures {
						reason = f.Reason
					}
				}
				if got != c.n || reason != "RESOURCE:ENI" {
					t.Errorf("%s has %d tasks, want %d; then %s", c.on, got, c.n, reason)
				}
			}
		}},
		{"awsvpc tasks on EC2 have no public address, Fargate tasks may", func(t *testing.T, w *World) {
			must(t, w, gate)
			const public = " --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED}"
			refuses(t, w, runTask+"gate --launch-type EC2"+public, "(InvalidParameterException)", "Assign public IP is not supported for this launch type.")
			run(t, w, runTask+"gate --launch-type FARGATE"+public)
			if w.s.Interfaces.Get(oneTask(t, w).Interface).PublicIP == "" {
				t.Error("no public address")
			}
		}},
		{"a stop leaves the instance ACTIVE without its agent, a termination deregisters it", func(t *testing.T, w *World) {
			must(t, w, "aws ec2 stop-instances --instance-ids a", "aws ec2 terminate-instances --instance-ids b")
			if a, b := instanceView(t, w, "a"), instanceView(t, w, "b"); a.Status != "ACTIVE" || a.AgentConnected || b.Status != "INACTIVE" {
				t.Errorf("a is %s, connected %t; b is %s", a.Status, a.AgentConnected, b.Status)
			}
			must(t, w, "advance 2m", "aws ec2 terminate-instances --instance-ids a", "advance 2m")
			if a := instanceView(t, w, "a"); a.Status != "ACTIVE" || a.AgentConnected {
				t.Errorf("terminated while its agent was not connected, a is %s", a.Status)
			}
		}},
		{"standalone tasks survive DRAINING, those of services and daemons do not", func(t *testing.T, w *World) {
			must(t, w, serve+"replica --task-definition web --desired-count 2", serve+"daemon --task-definition web --scheduling-strategy DAEMON", "aws ecs start-task --cluster prod --task-definition web --container-instances a", "advance 2m",
				"aws ecs update-container-instances-state --cluster prod --status DRAINING --container-instances a", "advance 10m")
			for group, want := range map[string]string{"service:replica": "b b", "service:daemon": "b", "family:web": "a"} {
				if got := places(w, group); got != want {
					t.Errorf("%s is on %s, want %s", group, got, want)
				}
			}
		}},
		{"desiredStatus is RUNNING or STOPPED, and ListTasks asks for RUNNING", func(t *testing.T, w *World) {
			must(t, w, runTask+"web --count 2")
			count := func(rest string) int {
				return len(answer[api.ListTasksOutput](t, w, "aws ecs list-tasks --cluster prod "+rest).TaskArns)
			}
			seen := map[string]bool{}
			for step := range 120 {
				if step == 60 {
					must(t, w, taskAndInstance(w, "aws ecs stop-task --cluster prod --task {task}"))
				}
				for task := range w.s.Tasks.All() {
					seen[w.taskView(task).DesiredStatus] = true
				}
				stopped := int(one(step >= 60))
				if count("") != 2-stopped || count("--desired-status STOPPED") != stopped || count("--desired-status PENDING") != 0 {
					t.Errorf("after %d s: %d, %d STOPPED, %d PENDING", step, count(""), count("--desired-status STOPPED"), count("--desired-status PENDING"))
				}
				must(t, w, "advance 1s")
			}
			if len(seen) != 2 || !seen["RUNNING"] || !seen["STOPPED"] {
				t.Errorf("%v", seen)
			}
		}},
		{"a service scales on a definition that is INACTIVE", func(t *testing.T, w *World) {
			must(t, w, serve+"s --task-definition web --desired-count 1", "advance 2m", "aws ecs deregister-task-definition --task-definition web:1", update+"s --desired-count 3", "advance 2m")
			if s := serviceNow(t, w, "s"); s.RunningCount != 3 {
				t.Errorf("%d tasks run", s.RunningCount)
			}
			refuses(t, w, serve+"new --task-definition web:1 --desired-count 1", "TaskDefinition is inactive")
			refuses(t, w, runTask+"web:1", "TaskDefinition is inactive")
		}},
		{"placement, count and percentages start no deployment and move no task", func(t *testing.T, w *World) {
			must(t, w, serve+"s --task-definition web --desired-count 2", "advance 2m")
			id := serviceNow(t, w, "s").Deployments[0].Id
			for _, change := range []string{
				"--placement-strategy type=binpack,field=memory", "--placement-constraints type=memberOf,expression='attribute:ecs.availability-zone == eu-west-1b'", "--placement-constraints []",
				"--deployment-configuration minimumHealthyPercent=50,maximumPercent=150", "--health-check-grace-period-seconds 9", "--availability-zone-rebalancing DISABLED", "--propagate-tags SERVICE", "--desired-count 2",
			} {
				must(t, w, update+"s "+change, "advance 10m")
				if s := serviceNow(t, w, "s"); len(s.Deployments) != 1 || s.Deployments[0].Id != id || w.s.Tasks.Len() != 2 || places(w, "service:s") != "a b" {
					t.Errorf("%s: %d deployments, %d tasks, on %s", change, len(s.Deployments), w.s.Tasks.Len(), places(w, "service:s"))
				}
			}
			must(t, w, update+"s --desired-count 3", "advance 2m")
			if s := serviceNow(t, w, "s"); s.Deployments[0].Id != id || s.RunningCount != 3 {
				t.Errorf("%+v", s.Deployments)
			}
			must(t, w, update+"s --force-new-deployment")
			if s := serviceNow(t, w, "s"); s.Deployments[0].Id == id {
				t.Error("a forced deployment is none")
			}
		}},
		{"rebalancing is on for eligible new services, off with maximumPercent 100", func(t *testing.T, w *World) {
			for rest, want := range map[string]string{
				"": "ENABLED", "--placement-strategy type=spread,field=attribute:ecs.availability-zone": "ENABLED", "--deployment-configuration minimumHealthyPercent=50,maximumPercent=100": "DISABLED",
				"--placement-strategy type=binpack,field=cpu": "DISABLED", "--placement-constraints type=memberOf,expression='attribute:ecs.availability-zone == eu-west-1a'": "DISABLED", "--availability-zone-rebalancing DISABLED": "DISABLED",
			} {
				f := w.Fork()
				must(t, f, serve+"s --task-definition web --desired-count 1 "+rest)
				if got := serviceNow(t, f, "s").AvailabilityZoneRebalancing; got != want {
					t.Errorf("%q: %s, want %s", rest, got, want)
				}
			}
			refuses(t, w, serve+"s --task-definition web --desired-count 1 --availability-zone-rebalancing ENABLED --deployment-configuration maximumPercent=100", "(InvalidParameterException)")
		}},
		{"a service waits, RunTask fails at once", func(t *testing.T, w *World) {
			define(t, w, "wide", `,"cpu":2000,"memory":64`, "")
			tasks, failures := run(t, w, runTask+"wide --count 3")
			if len(tasks) != 2 || len(failures) != 2 || failures[0].Reason != "RESOURCE:CPU" {
				t.Errorf("%d tasks, %v", len(tasks), failures)
			}
			must(t, w, serve+"s --task-definition wide --desired-count 1", "advance 30m")
			if s := serviceNow(t, w, "s"); s.RunningCount != 0 || s.Deployments[0].FailedTasks != 0 || s.Deployments[0].RolloutState != "IN_PROGRESS" || told(w, "has insufficient CPU units available.") != 1 {
				t.Errorf("%+v, %d events", s.Deployments[0], told(w, "has insufficient CPU units available."))
			}
			another(t, w, "c", "m5.large", "subnet-a")
			if got := places(w, "service:s"); got != "c" {
				t.Errorf("with room the service is on %q", got)
			}
			// A task waits in PROVISIONING for a capacity provider that scales a group: there
			// are none, and it is said so.
			refuses(t, w, "aws ecs create-capacity-provider --name mine --auto-scaling-group-provider autoScalingGroupArn=arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x:autoScalingGroupName/y", "not simulated yet")
		}},
		{"X86_64 and ARM64 in definitions, x86_64 and arm64 in attributes", func(t *testing.T, w *World) {
			another(t, w, "graviton", "t4g.small", "subnet-a")
			const small = `,"memory":64`
			define(t, w, "arm", small, "--runtime-platform cpuArchitecture=ARM64")
			if tasks, _ := run(t, w, runTask+"arm"); len(tasks) != 1 || places(w, "family:arm") != "graviton" {
				t.Errorf("ARM64 is on %s", places(w, "family:arm"))
			}
			refuses(t, w, newTask+`--runtime-platform cpuArchitecture=arm64 --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`, "(InvalidParameterException)")
			for value, n := range map[string]int{"x86_64": 2, "arm64": 1, "X86_64": 0, "ARM64": 0} {
				if got := answer[api.ListContainerInstancesOutput](t, w, "aws ecs list-container-instances --cluster prod --filter 'attribute:ecs.cpu-architecture == "+value+"'").ContainerInstanceArns; len(got) != n {
					t.Errorf("%d instances have %s, want %d", len(got), value, n)
				}
			}
		}},
		{"memoryReservation may equal memory", func(t *testing.T, w *World) {
			define(t, w, "equal", `,"memory":64,"memoryReservation":64`, "")
			refuses(t, w, newTask+`--container-definitions '[{"name":"a","image":"web:1","memory":64,"memoryReservation":65}]'`, "(ClientException)", "'memory' must be greater than or equal to 'memoryReservation'")
		}},
		{"awslogs on Fargate needs the execution role and a prefix; non-blocking by default", func(t *testing.T, w *World) {
			log := func(role, prefix string) string {
				return strings.Replace(strings.Replace(gate, `"web:1"`, `"web:1","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"eu-west-1"`+prefix+`}}`, 1), "--cpu", role+" --cpu", 1)
			}
			refuses(t, w, log("", `,"awslogs-stream-prefix":"web"`), "(ClientException)", "Fargate requires task definition to have execution role ARN to support log driver awslogs.")
			refuses(t, w, log("--execution-role-arn exec", ""), "(ClientException)", "awslogs-stream-prefix")
			must(t, w, log("--execution-role-arn exec", `,"awslogs-stream-prefix":"web"`))
			if s := answer[api.ListAccountSettingsOutput](t, w, "aws ecs list-account-settings --name defaultLogDriverMode --effective-settings").Settings; len(s) != 1 || s[0].Value != "non-blocking" {
				t.Errorf("%+v", s)
			}
		}},
		{"a bare name in valueFrom is a parameter, never a secret", func(t *testing.T, w *World) {
			for from, want := range map[string]string{
				"db": "ssm", "/db/password": "ssm", "arn:aws:ssm:eu-west-1:123456789012:parameter/db": "ssm", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf": "asm",
			} {
				define(t, w, "s", `,"memory":64,"secrets":[{"name":"S","valueFrom":"`+from+`"}]`, "--execution-role-arn exec")
				d := answer[api.DescribeTaskDefinitionOutput](t, w, "aws ecs describe-task-definition --task-definition s").TaskDefinition
				if got := d.RequiresAttributes; len(got) != 1 || got[0].Name != "ecs.capability.secrets."+want+".environment-variables" {
					t.Errorf("%s: %+v", from, got)
				}
			}
		}},
		{"attributes, constraints and strategies move no replica task, only daemons", func(t *testing.T, w *World) {
			const mark = "aws ecs put-attributes --cluster prod --attributes name=disk,value=%s,targetId=%s"
			a, b := instanceView(t, w, "a").ContainerInstanceArn, instanceView(t, w, "b").ContainerInstanceArn
			must(t, w, fmt.Sprintf(mark, "ssd", a), fmt.Sprintf(mark, "ssd", b))
			const fast = " --placement-constraints type=memberOf,expression='attribute:disk == ssd'"
			must(t, w, serve+"replica --task-definition web --desired-count 2"+fast, serve+"daemon --task-definition web --scheduling-strategy DAEMON"+fast, "advance 2m")
			must(t, w, fmt.Sprintf(mark, "hdd", a), "advance 10m")
			if replica, daemon := places(w, "service:replica"), places(w, "service:daemon"); replica != "a b" || daemon != "b" {
				t.Errorf("after the attribute: replica on %s, daemon on %s", replica, daemon)
			}
			must(t, w, update+"replica --placement-strategy type=binpack,field=cpu --placement-constraints type=memberOf,expression='attribute:disk == hdd'", "advance 10m")
			if got := places(w, "service:replica"); got != "a b" {
				t.Errorf("after constraint and strategy: %s", got)
			}
		}},
	} {
		t.Run(fmt.Sprintf("trap %d: %s", i+1, trap.name), func(t *testing.T) { trap.try(t, prelude(t, 1, false)) })
	}
}
