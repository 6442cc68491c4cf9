package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drydock/engine/api"
	"drydock/engine/rollout"
	"drydock/engine/sim"
)

// TestStorms plays random calls, good and bad, crashes and waits, and looks
// after each instant whether what must always hold does.
func TestStorms(t *testing.T) {
	calm := []*World{stormWorld(t, false), stormWorld(t, true)}
	rapid.Check(t, func(t *rapid.T) {
		s := &storm{w: pick(t, "tracing", calm...).Fork()}
		for range rapid.IntRange(1, 40).Draw(t, "lines") {
			if rapid.IntRange(0, 2).Draw(t, "wait") > 0 {
				s.wait(t)
			} else {
				s.call(t)
			}
			s.check(t)
			s.checkHistory(t)
			s.checkTaskSets(t)
			s.checkReads(t)
		}
	})
}

// stormWorld is the world in which storms begin.
func stormWorld(t *testing.T, tracing bool) *World {
	calm := prelude(t, 1, tracing)
	must(t, calm,
		`drydock DeclareImage {"Uri": "deaf:1", "Size": 100, "Listens": 80, "OnSigterm": "ignores"}`,
		`aws ecs register-task-definition --family worker --container-definitions '[{"name":"app","image":"deaf:1","cpu":700,"memory":2000}]'`,
		`aws ecs register-task-definition --family fixed --container-definitions '[{"name":"app","image":"deaf:1","memory":64,"portMappings":[{"containerPort":80,"hostPort":8081},{"containerPort":81}]}]'`,
		`drydock DeclareImage {"Uri": "keeper:1", "Size": 10, "Writes": "/data"}`,
		`fs = aws efs create-file-system`,
		`drydock FinishFileSystem {"FileSystemId": "fs"}`,
		`mt = aws efs create-mount-target --file-system-id fs --subnet-id subnet-b --security-groups sg-web`,
		`drydock FinishFileSystem {"FileSystemId": "fs"}`,
		`aws ecs register-task-definition --family keeper --volumes name=files,efsVolumeConfiguration={fileSystemId=fs} --container-definitions '[{"name":"app","image":"keeper:1","memory":64,"mountPoints":[{"sourceVolume":"files","containerPath":"/data"}]}]'`,
		`aws ecs register-task-definition --family disk --volumes name=files,configuredAtLaunch=true --container-definitions '[{"name":"app","image":"keeper:1","memory":64,"mountPoints":[{"sourceVolume":"files","containerPath":"/data"}]}]'`,
		`drydock DeclareImage {"Uri": "init:1", "Size": 5, "ExitsAfter": 9000}`,
		`drydock DeclareImage {"Uri": "slow:1", "Size": 5, "HealthyAfter": 40000, "ExitsAfter": 900000, "Exits": 2}`,
		`aws ecs register-task-definition --family chain --container-definitions '[{"name":"app","image":"deaf:1","memory":64,"dependsOn":[{"containerName":"init","condition":"SUCCESS"},{"containerName":"db","condition":"HEALTHY"}]},{"name":"init","image":"init:1","memory":64,"essential":false},{"name":"db","image":"slow:1","memory":64,"startTimeout":90,"restartPolicy":{"enabled":true},"healthCheck":{"command":["CMD","up"],"interval":10},"portMappings":[{"containerPort":80}]}]'`,
		`aws ecs register-task-definition --family job --container-definitions '[{"name":"app","image":"job:1","memory":64}]'`,
		`drydock DeclareImage {"Uri": "job:1", "Size": 5, "ExitsAfter": 600000, "Needs": ["init:1"]}`,
		`subnet-small = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/28 --availability-zone eu-west-1b`,
		`aws ec2 run-instances --image-id ami --instance-type t3.nano --subnet-id subnet-small --count 7`,
		`nic-tg = aws elbv2 create-target-group --name nic --protocol HTTP --port 80 --vpc-id vpc-main --target-type ip`,
		`aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 81 --default-actions Type=forward,TargetGroupArn=nic-tg`,
		`aws ecs register-task-definition --family nic --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1","portMappings":[{"containerPort":8080}]}]'`,
		`aws ecs register-task-definition --family gate --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1","portMappings":[{"containerPort":8080}]}]'`,
		`aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy []`,
		`aws iam create-role --role-name app --assume-role-policy-document `+stormTrust("ecs-tasks"),
		`aws iam put-role-policy --role-name app --policy-name read --policy-document '`+allowDoc("*", "s3:GetObject")+`'`,
		`aws iam create-policy --policy-name cap --policy-document '`+allowDoc("*", "s3:*", "ecr:*", "logs:*")+`'`,
		`drydock DeclareImage {"Uri": "`+ecrWeb+`", "Size": 10, "Listens": 8080, "Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today"}, {"Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:{region}:{account}:orders"}]}`,
		`drydock DeclareImage {"Uri": "starter:1", "Size": 10, "Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today", "When": "start"}]}`,
		`aws ecs register-task-definition --family caller --task-role-arn app --container-definitions '[{"name":"web","image":"`+ecrWeb+`","memory":64,"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"eu-west-1"}}},{"name":"start","image":"starter:1","memory":64,"essential":false}]'`,
		`aws ecs register-task-definition --family sealed --task-role-arn app --execution-role-arn ecsTaskExecutionRole --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"`+ecrWeb+`"}]'`,
		`aws ecs register-task-definition --family typo --container-definitions '[{"name":"app","image":"gone:1","memory":64}]'`,
	)
	return calm
}

// storm is one random course of events.
type storm struct{ w *World }

func pick[T any](t *rapid.T, what string, from ...T) T { return rapid.SampledFrom(from).Draw(t, what) }

// own is where tasks get interfaces of their own, for a definition that is in
// awsvpc mode; some of them run on Fargate.
func own(t *rapid.T, name string) string {
	if name != "nic" && name != "gate" && name != "sealed" {
		return ""
	}
	line := " --network-configuration awsvpcConfiguration={subnets=[" + pick(t, "subnets", "subnet-a", "subnet-b", "subnet-a,subnet-b", "subnet-small", "subnet-small,subnet-a") + "]}"
	if name != "nic" {
		line += pick(t, "launch", append([]string{" --launch-type FARGATE"}, strategies...)...) + pick(t, "platform", "", " --platform-version 1.3.0", " --platform-version 9.9.9")
	}
	return line
}

// strategies are strategies of capacity providers.
var strategies = []string{
	" --capacity-provider-strategy capacityProvider=FARGATE_SPOT", " --capacity-provider-strategy capacityProvider=FARGATE,base=1,weight=1 capacityProvider=FARGATE_SPOT,weight=2",
	" --capacity-provider-strategy capacityProvider=FARGATE,weight=1 capacityProvider=FARGATE_SPOT,weight=1",
}

// host is a container instance's alias, or the id of any instance that there is or was.
func (s *storm) host(t *rapid.T) string {
	from := []string{"a", "b", "a", "b", "a", "b"}
	for i := range s.w.s.Instances.All() {
		from = append(from, i.ID)
	}
	return pick(t, "host", from...)
}

// line draws a call.
func (s *storm) line(t *rapid.T) string {
	name := pick(t, "service", "web", "worker", "fixed", "typo", "keeper", "disk", "chain", "job", "nic", "gate", "nothing", "caller", "sealed")
	n := rapid.IntRange(-1, 6).Draw(t, "n")
	port := pick(t, "port", 32768, 32769, 32770, 32771, 80)
	switch rapid.IntRange(0, 50).Draw(t, "call") {
	case 45, 46, 47, 48, 49, 50:
		return s.roleLine(t)
	case 0, 1, 2:
		line := fmt.Sprintf("aws ecs create-service --cluster prod --service-name %s --task-definition %s --desired-count %d", name, name, n)
		line += fmt.Sprintf(" --deployment-configuration minimumHealthyPercent=%d,maximumPercent=%d", pick(t, "min", 0, 50, 100), pick(t, "max", 99, 100, 150, 200))
		line += fmt.Sprintf(" --health-check-grace-period-seconds %d", pick(t, "grace", 0, 60))
		line += pick(t, "strategy", "", " --placement-strategy type=spread,field=attribute:ecs.availability-zone type=binpack,field=memory", " --placement-strategy type=random")
		line += pick(t, "constraint", "", "", " --placement-constraints type=distinctInstance", " --placement-constraints type=memberOf,expression='attribute:ecs.availability-zone == eu-west-1a'")
		if name == "disk" {
			line += " --volume-configurations name=files,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}"
		}
		if name == "web" {
			line += " --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080"
		}
		line += pick(t, "rebalancing", "", "", " --availability-zone-rebalancing ENABLED", " --availability-zone-rebalancing DISABLED")
		return line + own(t, name) + pick(t, "balanced", "", "", " --load-balancers targetGroupArn=nic-tg,containerName=web,containerPort=8080")
	case 3, 4, 5:
		line := fmt.Sprintf("aws ecs update-service --cluster prod --service %s --desired-count %d", name, n)
		return line + pick(t, "strategy", "", "", " --placement-strategy type=binpack,field=cpu", " --placement-strategy '[]'") + pick(t, "constraint", "", "", " --placement-constraints '[]'", " --placement-constraints type=distinctInstance")
	case 6:
		return fmt.Sprintf("aws ecs delete-service --cluster prod --service %s%s", name, pick(t, "force", "", " --force"))
	case 7:
		return fmt.Sprintf(`drydock CrashTask {"Cluster": "prod", "Service": %q}`, name)
	case 8, 32:
		id := "0123456789"
		var tasks []string
		for task := range s.w.s.Tasks.All() {
			tasks = append(tasks, task.ID)
		}
		if len(tasks) > 0 {
			id = tasks[rapid.IntRange(0, len(tasks)-1).Draw(t, "task")]
		}
		return pick(t, "do", "aws ecs stop-task --cluster prod --task ", "aws ecs update-task-protection --cluster prod --protection-enabled --expires-in-minutes 5 --tasks ",
			"aws ecs execute-command --cluster prod --command sh --interactive --task ", "aws ecs tag-resource --tags key=a,value=b --resource-arn "+ecsARN+"task/prod/",
			"aws ecs update-task-protection --cluster prod --protection-enabled --tasks ", "aws ecs update-task-protection --cluster prod --no-protection-enabled --tasks ") + id
	case 9:
		return fmt.Sprintf("aws ec2 %s-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --source-group sg-alb", pick(t, "do", "authorize", "revoke"))
	case 10:
		return fmt.Sprintf("aws elbv2 %s-targets --target-group-arn web-tg --targets Id=%s,Port=%d", pick(t, "do", "register", "deregister"), pick(t, "host", "a", "b"), port)
	case 11:
		return fmt.Sprintf("aws elbv2 modify-target-group-attributes --target-group-arn web-tg --attributes Key=deregistration_delay.timeout_seconds,Value=%d", pick(t, "delay", -1, 0, 20, 300))
	case 12:
		return fmt.Sprintf("aws ec2 run-instances --image-id ami --instance-type %s --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod", pick(t, "type", "t3.nano", "c5.large", "z9.huge"))
	case 13:
		return fmt.Sprintf("aws ecs update-service --cluster prod --service %s --force-new-deployment", name)
	case 14:
		line := fmt.Sprintf("aws ecs update-service --cluster prod --service %s --task-definition %s", name, pick(t, "definition", "worker", "fixed", "typo", "web", "keeper", "chain", "job", "nic", "gate"))
		return line + fmt.Sprintf(" --deployment-configuration minimumHealthyPercent=%d,maximumPercent=%d", pick(t, "min", 0, 50, 100), pick(t, "max", 99, 100, 150, 200))
	case 15:
		return fmt.Sprintf("aws ec2 %s-security-group-ingress --group-id sg-web --protocol tcp --port 2049 --source-group sg-web", pick(t, "do", "authorize", "revoke"))
	case 16:
		return fmt.Sprintf(`drydock FailInstance {"InstanceId": %q}`, s.host(t))
	case 17:
		return "aws efs " + pick(t, "efs", "delete-mount-target --mount-target-id mt", "delete-file-system --file-system-id fs", "create-mount-target --file-system-id fs --subnet-id subnet-a")
	case 19:
		id := "0123"
		for c := range s.w.s.ContainerInstances.All() {
			if id == "0123" || rapid.Bool().Draw(t, "another") {
				id = lastOf(c.ARN)
			}
		}
		return "aws ecs " + pick(t, "instance", "update-container-instances-state --status DRAINING --container-instances ", "update-container-instances-state --status ACTIVE --container-instances ",
			"deregister-container-instance --container-instance ", "deregister-container-instance --force --container-instance ") + id + " --cluster prod"
	case 20, 21:
		return fmt.Sprintf("aws ec2 %s-instances --instance-ids %s", pick(t, "state", "start", "start", "stop", "terminate"), s.host(t))
	case 22:
		return fmt.Sprintf(`drydock DisconnectAgent {"InstanceId": %q, "For": %d}`, s.host(t), pick(t, "ms", 1000, 60_000, 600_000))
	case 18:
		return fmt.Sprintf(`drydock DeclareImage {"Uri": "web:1", "Size": 200, "Listens": 8080, "Answers": %d}`, pick(t, "answers", 200, 500))
	case 24:
		line := fmt.Sprintf("aws ecs run-task --cluster prod --task-definition %s --count %d", name, n)
		if name == "disk" {
			line += " --volume-configurations name=files,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}"
		}
		line += pick(t, "tags", "", " --propagate-tags TASK_DEFINITION --enable-ecs-managed-tags --tags key=a,value=c") + pick(t, "exec", "", " --enable-execute-command")
		line += own(t, name) + pick(t, "token", "", "", " --client-token one", " --client-token two") + pick(t, "group", "", " --group batch")
		return line + pick(t, "constraint", "", " --placement-constraints type=distinctInstance") + pick(t, "override", "", " --overrides memory=3000")
	case 25:
		line := fmt.Sprintf("aws ecs start-task --cluster prod --task-definition %s --container-instances 0123", name)
		for c := range s.w.s.ContainerInstances.All() {
			line += " " + lastOf(c.ARN)
		}
		return line
	case 27:
		line := fmt.Sprintf("aws ecs create-service --cluster prod --service-name watch-%s --task-definition %s --scheduling-strategy DAEMON", name, name)
		line += pick(t, "min", "", " --deployment-configuration minimumHealthyPercent=50", " --deployment-configuration minimumHealthyPercent=100")
		return line + pick(t, "constraint", "", " --placement-constraints type=memberOf,expression='not(attribute:spare exists)'")
	case 28:
		return fmt.Sprintf("aws ecs update-service --cluster prod --service watch-%s --task-definition %s", name, pick(t, "definition", "worker", "fixed", "typo", "keeper", "chain"))
	case 29:
		line := fmt.Sprintf("aws ecs %s-attributes --cluster prod --attributes", pick(t, "do", "put", "delete"))
		for c := range s.w.s.ContainerInstances.All() {
			return line + " name=spare,targetType=container-instance,targetId=" + lastOf(c.ARN)
		}
		return line
	case 30:
		return fmt.Sprintf("aws ecs delete-service --cluster prod --service watch-%s", name)
	case 34, 35:
		return s.stopLine(t)
	case 36, 37, 38, 39:
		return s.taskSetLine(t, n)
	case 40:
		return "drydock ReclaimSpot " + pick(t, "for", `{"Cluster": "prod"}`, `{"Cluster": "prod", "For": 50000}`, `{"Cluster": "prod", "For": 900000}`)
	case 41:
		return "aws ecs put-account-setting-default --name awsvpcTrunking --value " + pick(t, "trunking", "enabled", "enabled", "disabled")
	case 42:
		return fmt.Sprintf("aws ecs update-service --cluster prod --service %s --availability-zone-rebalancing %s", name, pick(t, "rebalancing", "ENABLED", "ENABLED", "DISABLED"))
	case 43:
		return "aws ecs update-service --cluster prod --service gate" + pick(t, "strategy", strategies...) + pick(t, "force", "", " --force-new-deployment")
	case 44:
		line := "aws ecs update-service --cluster prod --service " + pick(t, "own", "nic", "gate", "web")
		return line + " --network-configuration awsvpcConfiguration={subnets=[" + pick(t, "subnets", "subnet-a", "subnet-a,subnet-b", "subnet-small") + "]}"
	case 26:
		return fmt.Sprintf(`drydock DeclareImage {"Uri": "slow:1", "Size": 5, "Health": %q, "HealthyAfter": 40000, "ExitsAfter": %d, "Exits": 2}`, pick(t, "health", "passes", "fails", "hangs"), pick(t, "exits", 0, 9000, 400000))
	default:
		return fmt.Sprintf("aws ec2 modify-instance-attribute --instance-id %s --groups %s", pick(t, "host", "a", "b"), pick(t, "group", "sg-web", "sg-alb", "sg-0"))
	}
}

// stormTrust is a trust policy as a word of a line.
func stormTrust(service string) string { return "'" + TrustPolicy(service+".amazonaws.com") + "'" }

// roleLine draws a call of IAM, or one that gives an instance another profile.
func (s *storm) roleLine(t *rapid.T) string {
	role := " --role-name " + pick(t, "role", "app", "app", "ecsInstanceRole", "ecsInstanceRole", "ecsTaskExecutionRole", "ecsInfrastructureRole", "AWSServiceRoleForECS", "nobody")
	managed := " --policy-arn " + pick(t, "managed", "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::123456789012:policy/cap")
	switch rapid.IntRange(0, 11).Draw(t, "role call") {
	case 0, 1:
		return "aws iam attach-role-policy" + role + managed
	case 2:
		return "aws iam detach-role-policy" + role + managed
	case 3:
		return "aws iam update-assume-role-policy" + role + " --policy-document " + stormTrust(pick(t, "trusted", "ecs-tasks", "ec2", "ecs"))
	case 4:
		return "aws iam put-role-policy" + role + " --policy-name " + pick(t, "inline", "read", "more") + " --policy-document '" + allowDoc(pick(t, "resource", "*", "arn:aws:s3:::menus/*"), pick(t, "action", "s3:GetObject", "sqs:*", "ecr:*", "ecs:*", "s3:Put*")) + "'"
	case 5:
		return "aws iam delete-role-policy" + role + " --policy-name " + pick(t, "inline", "read", "more")
	case 6:
		return "aws iam delete-role" + role
	case 7:
		return "aws iam create-role" + role + " --assume-role-policy-document " + stormTrust(pick(t, "trusted", "ecs-tasks", "ec2"))
	case 8:
		return "aws iam " + pick(t, "profile", "add-role-to-instance-profile", "remove-role-from-instance-profile") + " --instance-profile-name ecsInstanceRole" + role
	case 9:
		return "aws iam " + pick(t, "boundary", "put-role-permissions-boundary --permissions-boundary arn:aws:iam::123456789012:policy/cap", "delete-role-permissions-boundary") + role
	case 10:
		return "aws iam " + pick(t, "versions", "create-policy-version --set-as-default --policy-document '"+allowDoc("*", "s3:Get*")+"'", "delete-policy") + " --policy-arn arn:aws:iam::123456789012:policy/cap"
	default:
		return "aws ec2 associate-iam-instance-profile --iam-instance-profile Name=ecsInstanceRole --instance-id " + s.host(t)
	}
}

// call makes a call; one that is refused must leave no trace.
func (s *storm) call(t *rapid.T) {
	line := s.line(t)
	hash, events, changes := s.w.Hash(), len(s.w.Events()), s.w.Changes()
	err := do(s.w, line)
	same := s.w.Hash() == hash && len(s.w.Events()) == events
	switch {
	case err != nil && !(same && s.w.Changes() == changes):
		t.Fatalf("%s\n%v\nwas refused and has changed the world", line, err)
	case err == nil && s.w.Changes() == changes && !same:
		t.Fatalf("%s\nis no move, and has changed the world", line)
	}
}

// wait lets time pass instant by instant, and on a fork in two pieces.
func (s *storm) wait(t *rapid.T) {
	d := pick(t, "about", 0, 20*time.Second, 2*time.Minute, 10*time.Minute, 2*time.Hour)
	d += time.Duration(rapid.IntRange(0, 30_000).Draw(t, "and")) * time.Millisecond
	first := time.Duration(rapid.Int64Range(0, d.Milliseconds()).Draw(t, "first")) * time.Millisecond
	fork := s.w.Fork()
	fork.Advance(first)
	for until, n := fork.Now().Add(d-first), 1; fork.Step(until); n++ {
		if n%100 == 0 {
			fork = fork.Fork() // which remembers nothing of what the world has worked out
		}
	}
	for until := s.w.Now().Add(d); ; {
		before := s.wanted()
		more := s.w.Step(until)
		s.checkScheduler(t, before)
		s.checkInstances(t)
		s.checkInterfaces(t)
		s.checkData(t)
		if !more {
			break
		}
	}
	if fork.Hash() != s.w.Hash() {
		t.Fatalf("in two pieces, %v and %v, the world is another", first, d-first)
	}
}

// wanted are the tasks that are to run.
func (s *storm) wanted() []string {
	var out []string
	for task := range s.w.s.Tasks.All() {
		if task.DesiredStatus == taskRunning {
			out = append(out, task.ARN)
		}
	}
	return out
}

// checkScheduler: what the scheduler started keeps within the upper bound, and
// what it took away leaves the desired count, or, of an older deployment, the
// lower bound; and no protected task is taken away.
func (s *storm) checkScheduler(t *rapid.T, before []string) {
	for v := range s.w.s.Services.All() {
		started, surplus, replaced, left, healthy := 0, 0, 0, int64(0), int64(0)
		for task := range s.w.s.Tasks.All() {
			switch was := slices.Contains(before, task.ARN); {
			case task.Service != v.ARN:
			case was && task.Protected > s.w.Now() && (strings.HasPrefix(task.StoppedReason, "Scaling activity") || strings.HasPrefix(task.StoppedReason, "Availability-zone")):
				t.Fatalf("%s: %s is protected and was stopped: %s", v.Name, task.ID, task.StoppedReason)
			case task.DesiredStatus == taskRunning:
				left++
				healthy += one(s.w.condition(v, task) == rollout.Healthy)
				if !was {
					started++
					s.checkPlaced(t, v, task)
				}
			case was && strings.HasPrefix(task.StoppedReason, "Scaling activity") && task.StartedBy == v.Deployment.ID && !s.w.drains(task):
				surplus++
			case was && strings.HasPrefix(task.StoppedReason, "Scaling activity") && task.Started != unset:
				replaced++
			}
		}
		if v.Daemon {
			s.checkDaemon(t, v)
			continue
		}
		if v.hasTaskSets() {
			s.checkStarted(t, v, before)
			continue
		}
		if upper := v.Desired * v.Maximum / 100; started > 0 && int64(len(v.Tasks)) > upper {
			t.Fatalf("%s: %d tasks started, and %d are not STOPPED: more than %d", v.Name, started, len(v.Tasks), upper)
		}
		if lower := (v.Desired*v.Minimum + 99) / 100; replaced > 0 && healthy < lower {
			t.Fatalf("%s: %d old tasks stopped, and %d are healthy: fewer than %d", v.Name, replaced, healthy, lower)
		}
		if surplus > 0 && left < v.Desired && v.Name != "typo" { // those fail in the same instant
			t.Fatalf("%s: %d tasks stopped as surplus and %d left of %d", v.Name, surplus, left, v.Desired)
		}
	}
}

// checkReads: asking changes nothing, whatever there is to ask about.
func (s *storm) checkReads(t *rapid.T) {
	hash, changes := s.w.Hash(), s.w.Changes()
	var things []string
	for v := range s.w.s.Services.All() {
		things = append(things, v.Name)
	}
	for task := range s.w.s.Tasks.All() {
		things = append(things, task.ID)
		s.w.taskView(task)
	}
	for i := range s.w.s.Instances.All() {
		things = append(things, i.ID)
	}
	for g := range s.w.s.TargetGroups.All() {
		things = append(things, g.Name)
	}
	for _, thing := range things {
		if _, err := s.w.Why(thing); err != nil && s.w.s.Services.Get(ecsARN+"service/prod/"+thing) == nil { // one that is INACTIVE is not explained
			t.Fatalf("why %s: %v", thing, err)
		}
	}
	for c := range s.w.s.ContainerInstances.All() {
		s.w.containerInstanceView(c)
	}
	s.w.Picture("prod")
	if s.w.Hash() != hash || s.w.Changes() != changes {
		t.Fatal("asking has changed the world")
	}
}

// checkPlaced: a task was placed where it may be.
func (s *storm) checkPlaced(t *rapid.T, v *service, task *task) {
	c := s.w.on(task)
	if v.Network != nil && !slices.Contains(v.Network.Subnets, task.Subnet) {
		t.Fatalf("%s: %s is in %q, and not in one of %v", v.Name, task.ID, task.Subnet, v.Network.Subnets)
	}
	if c == nil {
		if task.LaunchType != launchFargate {
			t.Fatalf("%s: %s is on no instance", v.Name, task.ID)
		}
		return
	}
	switch expressions := s.w.expressions(v.Constraints, s.w.s.Definitions.Get(task.Definition)); {
	case c.Status != instanceActive || !c.Connected:
		t.Fatalf("%s: %s was placed on an instance that is %s, connected %t", v.Name, task.ID, c.Status, c.Connected)
	case s.w.notMember(c, expressions, false) != "":
		t.Fatalf("%s: %s was placed against %s", v.Name, task.ID, s.w.notMember(c, expressions, true))
	case task.own() && s.w.zoneOf(c) != task.Zone:
		t.Fatalf("%s: %s has its interface in %s, and its instance is in %s", v.Name, task.ID, task.Zone, s.w.zoneOf(c))
	}
	on := 0
	for _, arn := range v.Tasks {
		if other := s.w.s.Tasks.Get(arn); other.Instance == c.ARN && other.DesiredStatus == taskRunning {
			on++
		}
	}
	if v.taskGroup().distinct() && on > 1 {
		t.Fatalf("%s: %d tasks on %s against distinctInstance", v.Name, on, c.Instance)
	}
}

// checkInterfaces: every task that is not STOPPED and has an interface of its own
// has one that exists, with an address that nothing else has.
func (s *storm) checkInterfaces(t *rapid.T) {
	of, addresses := map[string]bool{}, map[string]bool{}
	for task := range s.w.s.Tasks.All() {
		i := s.w.s.Interfaces.Get(task.Interface)
		if task.Interface != "" && (i == nil || task.LastStatus == taskStopped || i.PrivateIP != task.Address) {
			t.Fatalf("%s is %s and has the interface %q", task.ID, task.LastStatus, task.Interface)
		}
		of[task.Interface] = true
	}
	for i := range s.w.s.Interfaces.All() {
		if addresses[i.PrivateIP] {
			t.Fatalf("%s is given twice", i.PrivateIP)
		}
		addresses[i.PrivateIP] = true
		if strings.Contains(i.Owner, ":task/") && !of[i.ID] {
			t.Fatalf("%s belongs to no task any more", i.ID)
		}
	}
}

// checkDaemon: a daemon service has at most one task on each instance.
func (s *storm) checkDaemon(t *rapid.T, v *service) {
	on := map[string]bool{}
	for _, arn := range v.Tasks {
		task := s.w.s.Tasks.Get(arn)
		if on[task.Instance] {
			t.Fatalf("%s has two tasks on %s", v.Name, task.Instance)
		}
		on[task.Instance] = true
	}
}

// checkInstances: no instance gives out more than it registered, and no port
// twice.
func (s *storm) checkInstances(t *rapid.T) {
	for c := range s.w.s.ContainerInstances.All() {
		var cpu, memory, interfaces int64
		ports := slices.Clone(reservedPorts[:])
		for _, arn := range c.Tasks {
			task := s.w.s.Tasks.Get(arn)
			cpu, memory = cpu+task.CPU, memory+task.Memory
			if task.own() {
				interfaces++
				continue // its ports are its own
			}
			bound := false
			for _, k := range task.Containers {
				for _, b := range k.Bindings {
					bound, ports = true, append(ports, b.HostPort)
				}
			}
			if !bound {
				ports = append(ports, task.StaticPorts...)
			}
		}
		if u := s.w.interfaces(c); interfaces != u.Used || interfaces > u.Total {
			t.Fatalf("%s: %d of %d interfaces (%d counted)", c.Instance, u.Used, u.Total, interfaces)
		}
		slices.Sort(ports)
		if len(slices.Compact(slices.Clone(ports))) != len(ports) {
			t.Fatalf("%s has a port twice: %v", c.Instance, ports)
		}
		if cpu != c.UsedCPU || memory != c.UsedMemory || cpu > c.CPU || memory > c.Memory {
			t.Fatalf("%s: %d of %d CPU (%d counted), %d of %d MiB (%d counted)", c.Instance, c.UsedCPU, c.CPU, cpu, c.UsedMemory, c.Memory, memory)
		}
	}
}

// checkData: every record was counted when it was written, what is on a device
// that is gone is gone, and a volume has its task.
func (s *storm) checkData(t *rapid.T) {
	volumes := 0
	for task := range s.w.s.Tasks.All() {
		if task.LastStatus != taskStopped {
			volumes += int(one(task.Volume != ""))
			continue
		}
		for at := range s.w.s.Stores.All() {
			if at.Device == deviceEBS+task.Volume && task.Volume != "" || at.Device == deviceLayer+task.Containers[0].ID {
				t.Fatalf("%s is STOPPED, and %s is there", task.ID, at.Device)
			}
		}
	}
	if volumes != s.w.s.Volumes.Len() {
		t.Fatalf("%d volumes for %d tasks", s.w.s.Volumes.Len(), volumes)
	}
	for v := range s.w.s.Services.All() {
		if v.Status == "INACTIVE" {
			continue
		}
		if r, err := s.w.Records(v.Name); err != nil || r.Kept > r.Written {
			t.Fatalf("%s: %+v %v", v.Name, r, err)
		}
	}
	for i := range s.w.s.Instances.All() {
		for at := range s.w.s.Stores.All() {
			if i.State == "terminated" && strings.HasPrefix(at.Device, deviceInstance+i.ID) {
				t.Fatalf("%s is terminated, and %s is there", i.ID, at.Device)
			}
		}
	}
}

// check compares a service's counts with its tasks as other calls show them.
func (s *storm) check(t *rapid.T) {
	for v := range s.w.s.Services.All() {
		if v.Status == "INACTIVE" {
			continue
		}
		described, err := s.w.Call(Administrator, "ecs:DescribeServices", &api.DescribeServicesInput{Cluster: "prod", Services: []string{v.Name}})
		if err != nil {
			t.Fatal(err)
		}
		view := described.Out.(*api.DescribeServicesOutput).Services[0]
		running, pending := int64(0), int64(0)
		for _, desired := range []string{"RUNNING", "STOPPED"} {
			listed, err := s.w.Call(Administrator, "ecs:ListTasks", &api.ListTasksInput{Cluster: "prod", ServiceName: v.Name, DesiredStatus: desired})
			if err != nil {
				t.Fatal(err)
			}
			arns := listed.Out.(*api.ListTasksOutput).TaskArns
			for some := range slices.Chunk(arns, maxDescribed) {
				tasks, err := s.w.Call(Administrator, "ecs:DescribeTasks", &api.DescribeTasksInput{Cluster: "prod", Tasks: some})
				if err != nil {
					t.Fatal(err)
				}
				for _, task := range tasks.Out.(*api.DescribeTasksOutput).Tasks {
					running += one(task.LastStatus == "RUNNING")
					pending += one(task.LastStatus == "PROVISIONING" || task.LastStatus == "PENDING" || task.LastStatus == "ACTIVATING")
				}
			}
		}
		if view.RunningCount != running || view.PendingCount != pending {
			t.Fatalf("%s: running %d, pending %d; counted %d and %d", v.Name, view.RunningCount, view.PendingCount, running, pending)
		}
	}
	if due := s.w.s.Queue.Due(); due < s.w.Now() {
		t.Fatalf("work of %v is left at %v", due, s.w.Now())
	}
	if now := s.w.Now(); now == sim.Never {
		t.Fatal("the clock has run away")
	}
}
