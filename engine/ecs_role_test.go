package engine

import (
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
)

// Rows of reference 03 §2.4 that concern permissions, each in a world that works but
// for one thing.

const (
	anySecret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
	anyKey    = "arn:aws:kms:eu-west-1:123456789012:key/1234"
	ecrWeb    = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"
	ecrARN    = "arn:aws:ecr:eu-west-1:123456789012:repository/web"
)

// allowDoc is a policy that allows actions on a resource.
func allowDoc(resource string, actions ...string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["%s"],"Resource":"%s"}]}`, strings.Join(actions, `","`), resource)
}

// setRole makes a role, or gives it another trust and other policies.
func setRole(w *World, name, service string, documents ...string) {
	r := w.role(name)
	if r == nil {
		r = &iamRole{Name: name, Path: "/", ID: uniqueID(&w.s.IDs, "AROA"), MaxSession: 3600, LastUsed: unset}
		r.ARN = w.iamARN("role", r.Path, r.Name)
		w.s.Roles.Put(iamKey(name), r)
	}
	r.Trust, r.Rights = TrustPolicy(service), rights{}
	for i, document := range documents {
		r.Rights.Inline = append(r.Rights.Inline, inlinePolicy{fmt.Sprintf("p%d", i+1), document})
	}
	w.forgetAnswers()
}

// Everything that the execution role of the definition full needs.
var executionNeeds = []string{
	"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
	"logs:CreateLogStream", "logs:CreateLogGroup", "secretsmanager:GetSecretValue", "ssm:GetParameters", "kms:Decrypt", "s3:GetObject", "s3:GetBucketLocation",
}

// fullWorld has a definition that needs everything, on Fargate and on EC2, with an
// execution role that may do all of it but the actions left out.
func fullWorld(t *testing.T, without string) *World {
	t.Helper()
	w := prelude(t, 1, true)
	var may []string
	for _, action := range executionNeeds {
		if action != without {
			may = append(may, action)
		}
	}
	setRole(w, "exec", ecsTasksService, allowDoc("*", may...))
	setRole(w, "app", ecsTasksService)
	container := `{"name":"web","image":"` + ecrWeb + `","cpu":128,"memory":256,"essential":true,"portMappings":[{"containerPort":8080}],` +
		`"secrets":[{"name":"DB","valueFrom":"` + anySecret + `:password::"},{"name":"P","valueFrom":"/shop/key"}],` +
		`"environmentFiles":[{"value":"arn:aws:s3:::conf/web.env","type":"s3"}],` +
		`"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"eu-west-1","awslogs-stream-prefix":"web","awslogs-create-group":"true"}}}`
	must(t, w, `drydock DeclareImage {"Uri": "`+ecrWeb+`", "Size": 10, "Listens": 8080}`,
		`drydock DeclareResource {"Arn": "`+anySecret+`", "Key": "`+anyKey+`"}`,
		`aws ecs register-task-definition --family full --execution-role-arn exec --task-role-arn app --requires-compatibilities FARGATE EC2 --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[`+container+`]'`)
	return w
}

const aloneOnFargate = " --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED}"

// The interface of a task on EC2 gets no public address, so behind a NAT gateway alone
// does it reach the internet.
const (
	aloneBehindNAT = " --network-configuration awsvpcConfiguration={subnets=[private]}"
	aloneOnEC2     = " --network-configuration awsvpcConfiguration={subnets=[subnet-a]}"
)

// endOf runs a task of the definition full and tells how it stands two minutes
// later: its status, stop code, and the reasons of the task and of its container.
func endOf(t *testing.T, w *World, where string) (status, code, reason, container string) {
	t.Helper()
	must(t, w, runTask+"full"+where, "advance 2m")
	var last *task
	each(&w.s.Tasks, func(t *task) { last = t })
	if last.LastStatus == taskStopped && last.Containers[0].ExitCode != nil {
		t.Error("a container of a task that never started has an exit code")
	}
	return last.LastStatus, last.StopCode, last.StoppedReason, last.Containers[0].Reason
}

func TestExecutionRoleRights(t *testing.T) {
	const init = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
	denied := func(action, resource string) string {
		return " is not authorized to perform: " + action + " on resource: " + resource + " because no identity-based policy allows the " + action + " action"
	}
	for _, row := range []struct {
		section, without, where string
		want                    []string // parts of the reason of the task on Fargate, of its container on EC2
	}{
		{"2.4 row 4", "ecr:GetAuthorizationToken", aloneOnFargate, []string{init + "unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/exec/", denied("ecr:GetAuthorizationToken", "*")}},
		{"2.4 row 6", "ecr:BatchGetImage", aloneOnFargate, []string{"CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref " + ecrWeb, "403 Forbidden"}},
		{"2.4 row 6", "ecr:GetDownloadUrlForLayer", aloneOnFargate, []string{"CannotPullContainerError: pull image manifest", "403 Forbidden"}},
		{"2.4 row 8", "secretsmanager:GetSecretValue", aloneOnFargate, []string{init + "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret " + anySecret + " from secrets manager: AccessDeniedException: ", denied("secretsmanager:GetSecretValue", anySecret)}},
		{"2.4 row 9", "ssm:GetParameters", aloneOnFargate, []string{init + "unable to retrieve secrets from ssm: service call has been retried 1 time(s): ", denied("ssm:GetParameters", "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key")}},
		{"2.4 row 10", "kms:Decrypt", aloneOnFargate, []string{init, "AccessDeniedException: Access to KMS is not allowed"}},
		{"2.4 row 11", "s3:GetObject", aloneOnFargate, []string{"ResourceInitializationError: failed to download env files: file download command: non-empty error stream: service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: 403", "Forbidden"}},
		{"2.2 env files", "s3:GetBucketLocation", aloneOnFargate, []string{"ResourceInitializationError: failed to download env files"}},
		{"2.4 row 12b", "logs:CreateLogStream", aloneOnFargate, []string{"ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ", denied("logs:CreateLogStream", "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web:log-stream:web/web/")[:90]}},
		{"2.2 awslogs-create-group", "logs:CreateLogGroup", aloneOnFargate, []string{"ResourceInitializationError: failed to validate logger args"}},
		{"2.4 row 14", "secretsmanager:GetSecretValue", aloneOnEC2, []string{"Fetching secret data from AWS Secrets Manager in region eu-west-1: secret " + anySecret + ": AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/exec/"}},
		{"2.4 row 14", "ssm:GetParameters", aloneOnEC2, []string{"Fetching secret data from SSM Parameter Store in eu-west-1: AccessDeniedException: "}},
	} {
		t.Run(row.section+" "+row.without, func(t *testing.T) {
			w := fullWorld(t, row.without)
			status, code, reason, container := endOf(t, w, row.where)
			said := reason
			if row.where == aloneOnEC2 {
				said = container
			}
			if status != taskStopped || code != stopFailedToStart {
				t.Fatalf("%s %s", status, code)
			}
			for _, part := range row.want {
				if !strings.Contains(said, part) {
					t.Errorf("%s\nwant %s", said, part)
				}
			}
		})
	}
	// §2.3: on EC2 the execution role neither pulls nor logs.
	for _, action := range []string{"ecr:GetAuthorizationToken", "ecr:BatchGetImage"} {
		if status, _, reason, container := endOf(t, fullWorld(t, action), aloneOnEC2); status != taskStopped || !strings.Contains(container, "logs:CreateLogGroup") {
			t.Errorf("%s: %s %s %s", action, status, reason, container) // the instance role may not make the group
		}
	}
	if status, _, reason, _ := endOf(t, fullWorld(t, ""), aloneOnFargate); status != taskRunning {
		t.Error("with everything:", status, reason)
	}
}

// TestInstanceRoleRights: §2.4 rows 13 and 15, §2.3.
func TestInstanceRoleRights(t *testing.T) {
	full := []string{
		"ecs:DiscoverPollEndpoint", "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:StartTelemetrySession", "ecs:SubmitTaskStateChange", "ecs:SubmitContainerStateChange",
		"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "logs:CreateLogStream", "logs:CreateLogGroup",
	}
	for _, row := range []struct{ without, want string }{
		{"ecr:GetAuthorizationToken", "CannotPullECRContainerError: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ecsInstanceRole/i-"},
		{"ecr:BatchGetImage", "CannotPullContainerError: Error response from daemon: pull access denied for 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web, repository does not exist or may require 'docker login': denied: User: "},
		{"logs:CreateLogStream", "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: AccessDeniedException: "},
		{"", ""},
	} {
		w := fullWorld(t, "")
		var may []string
		for _, action := range full {
			if action != row.without {
				may = append(may, action)
			}
		}
		setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", may...))
		status, _, _, container := endOf(t, w, aloneOnEC2)
		if row.want == "" && status != taskRunning || row.want != "" && !strings.HasPrefix(container, row.want) {
			t.Errorf("without %s: %s, %s", row.without, status, container)
		}
	}
	// An image that the instance has already is used when it may not be pulled.
	w := fullWorld(t, "")
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", full...))
	endOf(t, w, aloneOnEC2)
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", "ecs:Submit*", "logs:CreateLogStream", "logs:CreateLogGroup"))
	must(t, w, runTask+"full"+aloneOnEC2, "advance 2m")
	for task := range w.s.Tasks.All() {
		if c := w.on(task); task.LastStatus != taskRunning && len(c.Cached) > 1 {
			t.Errorf("a cached image: %s, %s", task.LastStatus, task.Containers[0].Reason)
		}
	}
}

// TestRolesThatCannotBeAssumed: §2.4 row 1.
func TestRolesThatCannotBeAssumed(t *testing.T) {
	const unable = "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/%s' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
	w := fullWorld(t, "")
	setRole(w, "app", ec2Service)
	err := do(w, runTask+"full"+aloneOnFargate)
	if want := "An error occurred (ClientException) when calling the RunTask operation: " + fmt.Sprintf(unable, "app"); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	if w.s.Tasks.Len() != 0 {
		t.Error("a task appeared")
	}
	must(t, w, "aws ecs create-service --cluster prod --service-name s --task-definition full --desired-count 1"+aloneOnFargate, "advance 1m")
	events := w.s.Services.Rows[0].Events
	if want := "(service s) failed to launch a task with (error " + fmt.Sprintf(unable, "app") + ")."; len(events) != 1 || events[0].Message != want {
		t.Errorf("%+v\nwant once %s", events, want)
	}
	setRole(w, "app", ecsTasksService)
	must(t, w, "advance 2m")
	if v, err := w.FindService("s"); err != nil || v.Running != 1 {
		t.Errorf("once it can be assumed: %+v, %v", v, err)
	}
	if err := do(w, runTask+"full --overrides taskRoleArn=nobody"+aloneOnFargate); err == nil || !strings.Contains(err.Error(), fmt.Sprintf(unable, "nobody")) {
		t.Error("a role that is not there:", err)
	}
}

// TestConfusedDeputy: §1.6. A trust policy may ask for which account ECS acts, and not
// for which cluster.
func TestConfusedDeputy(t *testing.T) {
	trust := func(condition string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{` + condition + `}}]}`
	}
	for _, c := range []struct {
		trust         string
		ours, another bool
	}{
		{TrustPolicy(ecsTasksService), true, true},
		{trust(`"StringEquals":{"aws:SourceAccount":"123456789012"}`), true, false},
		{trust(`"ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:123456789012:*"}`), true, false},
		{trust(`"ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:123456789012:cluster/prod"}`), false, false},
	} {
		w := fullWorld(t, "")
		w.role("app").Trust = c.trust
		ours, err := w.Assumable("app", ecsTasksService, "123456789012")
		another, _ := w.Assumable("app", ecsTasksService, "444455556666")
		if err != nil || ours != c.ours || another != c.another {
			t.Errorf("%s: %t %t, %v", c.trust, ours, another, err)
		}
	}
}

// TestApplicationCalls: §2.4 rows 16 to 18, §2.5.
func TestApplicationCalls(t *testing.T) {
	const read = `"Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today"}]`
	for _, row := range []struct {
		name           string
		role, where    string
		mode, userData string
		log, as        string
	}{
		{"row 16: the task role lacks it", "app", aloneOnFargate, "awsvpc", "", "An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::123456789012:assumed-role/app/", "app"},
		{"the task role has it", "reader", aloneOnFargate, "awsvpc", "", "s3:GetObject on arn:aws:s3:::menus/today succeeded", "reader"},
		{"row 17: none on Fargate", "", aloneOnFargate, "awsvpc", "", "Unable to locate credentials", ""},
		{"row 18: none on EC2", "", "", "bridge", "", "s3:GetObject on arn:aws:s3:::menus/today succeeded", "ecsInstanceRole"},
		{"row 18: a task role without the right does not fall through", "app", "", "bridge", "", "An error occurred (AccessDenied)", "app"},
		{"2.5: awsvpc", "", aloneBehindNAT, "awsvpc", "", "s3:GetObject on arn:aws:s3:::menus/today succeeded", "ecsInstanceRole"},
		{"2.5: awsvpc, blocked", "", aloneOnEC2, "awsvpc", "ECS_AWSVPC_BLOCK_IMDS=true", "Unable to locate credentials", ""},
		{"2.5: bridge, the setting for awsvpc", "", "", "bridge", "ECS_AWSVPC_BLOCK_IMDS=true", "s3:GetObject on arn:aws:s3:::menus/today succeeded", "ecsInstanceRole"},
		{"2.5: bridge, blocked", "", "", "bridge", "iptables --insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP", "Unable to locate credentials", ""},
		{"2.5: host, nothing helps", "", "", "host", "ECS_AWSVPC_BLOCK_IMDS=true\niptables --insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP", "s3:GetObject on arn:aws:s3:::menus/today succeeded", "ecsInstanceRole"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := prelude(t, 1, true)
			setRole(w, "app", ecsTasksService)
			setRole(w, "reader", ecsTasksService, allowDoc("arn:aws:s3:::menus/*", "s3:GetObject"))
			setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", "ecs:*", "ecr:*", "logs:*", "s3:*"))
			for i := range w.s.Instances.All() {
				i.UserData += "\n" + row.userData
			}
			role := ""
			if row.role != "" {
				role = " --task-role-arn " + row.role
			}
			for _, line := range byNAT() {
				symptomLine(t, w, line)
			}
			must(t, w, `drydock DeclareImage {"Uri": "app:1", `+read+`}`,
				"aws ecs register-task-definition --family app --cpu 256 --memory 512 --network-mode "+row.mode+role+` --container-definitions '[{"name":"app","image":"app:1","memory":64}]'`,
				"aws ecs create-service --cluster prod --service-name app --task-definition app --desired-count 1"+row.where, "advance 2m")
			var logs []string
			for _, e := range w.Events() {
				if e.DetailType == applicationLog {
					logs = append(logs, e.Message)
				}
			}
			if len(logs) != 1 || !strings.Contains(logs[0], row.log) {
				t.Errorf("%v\nwant once %s", logs, row.log)
			}
			v, err := w.Calls("app")
			if failing := !strings.Contains(row.log, "succeeded"); err != nil || v.Made < 3 || (v.Denied == v.Made) != failing || (v.Failing == 1) != failing || len(v.As) != 1 || v.As[0] != row.as {
				t.Errorf("%+v %v", v, err)
			}
			if s, err := w.FindService("app"); err != nil || s.Running != 1 {
				t.Errorf("the task is to run whatever it may not do: %+v, %v", s, err)
			}
		})
	}
}

// TestCallsAtStart: what an application needs when it starts, and does not get, ends
// it. §2.4 row 16.
func TestCallsAtStart(t *testing.T) {
	w := prelude(t, 1, true)
	setRole(w, "app", ecsTasksService)
	must(t, w, `drydock DeclareImage {"Uri": "app:1", "Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today", "When": "start"}]}`,
		`aws ecs register-task-definition --family app --task-role-arn app --container-definitions '[{"name":"app","image":"app:1","memory":64}]'`,
		runTask+"app", "advance 1m")
	task := w.s.Tasks.Rows[0]
	if task.StopCode != stopExited || task.StoppedReason != "Essential container in task exited" || *task.Containers[0].ExitCode != 1 {
		t.Errorf("%s %s %v", task.StopCode, task.StoppedReason, task.Containers[0].ExitCode)
	}
	setRole(w, "app", ecsTasksService, allowDoc("arn:aws:s3:::menus/today", "s3:GetObject"))
	must(t, w, runTask+"app", "advance 1m")
	if task := w.s.Tasks.Rows[1]; task.LastStatus != taskRunning || task.Containers[0].Calls[0].Made != 1 {
		t.Errorf("%s %+v", task.LastStatus, task.Containers[0].Calls)
	}
}

// TestAgentRights: §2.4 row 19: an instance whose role does not let its agent
// register never appears; mended, it does.
func TestAgentRights(t *testing.T) {
	launch := "c = aws ec2 run-instances --image-id ami --instance-type t3.small --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=other"
	for _, row := range []struct {
		name, said string
		spoil      func(*World)
	}{
		{"no right", "AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ecsInstanceRole/i-", func(w *World) {
			setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", "ecs:DiscoverPollEndpoint", "ecs:Poll"))
		}},
		{"trusts another service", "NoCredentialProviders", func(w *World) { w.role(defaultInstanceRole).Trust = TrustPolicy(ecsTasksService) }},
		{"no role in the profile", "NoCredentialProviders", func(w *World) { w.s.InstanceProfiles.Get(iamKey(defaultInstanceRole)).Role = "" }},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := prelude(t, 1, true)
			must(t, w, "aws ecs create-cluster --cluster-name other")
			role, profile := *w.role(defaultInstanceRole), *w.s.InstanceProfiles.Get(iamKey(defaultInstanceRole))
			must(t, w, launch)
			row.spoil(w)
			w.forgetAnswers()
			must(t, w, "advance 10m")
			var logs []string
			for _, e := range w.Events() {
				if e.DetailType == agentLog {
					logs = append(logs, e.Message)
				}
			}
			if have, _ := w.InstancesOf("other"); len(have) != 0 || len(logs) != 1 || !strings.Contains(logs[0], row.said) {
				t.Errorf("%v, registered %v", logs, have)
			}
			if err := do(w, "aws ecs run-task --cluster other --task-definition web"); err == nil || !strings.Contains(err.Error(), "No Container Instances were found in your cluster.") {
				t.Error(err)
			}
			if why, err := w.Why("c"); err != nil || why[0].OK {
				t.Error(why, err)
			}
			*w.role(defaultInstanceRole), *w.s.InstanceProfiles.Get(iamKey(defaultInstanceRole)) = role, profile
			w.forgetAnswers()
			must(t, w, "advance 2m")
			if have, _ := w.InstancesOf("other"); len(have) != 1 {
				t.Error("mended, it does not register")
			}
		})
	}
}

// TestAgentThatMayNotPoll: it registers, and is not connected. Telemetry is not needed.
func TestAgentThatMayNotPoll(t *testing.T) {
	w := prelude(t, 1, true)
	may := []string{"ecs:RegisterContainerInstance", "ecs:DiscoverPollEndpoint", "ecs:SubmitTaskStateChange", "ecs:SubmitContainerStateChange"}
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", may...))
	must(t, w, "aws ecs create-cluster --cluster-name other",
		"c = aws ec2 run-instances --image-id ami --instance-type t3.small --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=other", "advance 5m")
	have, _ := w.InstancesOf("other")
	if len(have) != 1 || have[0].Connected {
		t.Errorf("%+v", have)
	}
	if why, err := w.Why("c"); err != nil || why[0].OK || !strings.Contains(fmt.Sprint(why), "ecs:Poll") {
		t.Error(why, err)
	}
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", append(may, "ecs:Poll")...))
	must(t, w, "advance 2m")
	if have, _ := w.InstancesOf("other"); !have[0].Connected {
		t.Error("mended, its agent is not connected")
	}
}

// TestInfrastructureRole: §2.4 row 20.
func TestInfrastructureRole(t *testing.T) {
	for _, spoil := range []func(*World){
		func(w *World) { setRole(w, defaultInfrastructureRole, ecsTasksService, allowDoc("*", "ec2:*")) },
		func(w *World) { setRole(w, defaultInfrastructureRole, ecsService, allowDoc("*", "ec2:Describe*")) },
	} {
		w := prelude(t, 1, true)
		spoil(w)
		must(t, w, `aws ecs register-task-definition --family disk --volumes name=disk,configuredAtLaunch=true --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`,
			runTask+"disk --volume-configurations name=disk,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}")
		task := w.s.Tasks.Rows[0]
		if task.LastStatus != taskProvisioning {
			t.Error(task.LastStatus)
		}
		must(t, w, "advance 1m")
		if task.LastStatus != taskStopped || task.StopCode != stopFailedToStart || !strings.Contains(task.StoppedReason, "infrastructure role for volume disk") || w.s.Volumes.Len() != 0 {
			t.Errorf("%s %s %s", task.LastStatus, task.StopCode, task.StoppedReason)
		}
	}
}

// TestFileSystemPolicy: §2.4 row 24. Without a policy of the file system whoever
// reaches it may mount it.
func TestFileSystemPolicy(t *testing.T) {
	for _, row := range []struct {
		policy bool
		iam    string
		rights string
		runs   bool
	}{
		{false, "ENABLED", "", true},
		{false, "DISABLED", "", true},
		{true, "ENABLED", "", false},
		{true, "DISABLED", "elasticfilesystem:ClientMount", false},
		{true, "ENABLED", "elasticfilesystem:ClientMount", true},
	} {
		w := prelude(t, 1, true)
		setRole(w, "app", ecsTasksService)
		if row.rights != "" {
			setRole(w, "app", ecsTasksService, allowDoc("*", row.rights))
		}
		must(t, w, "fs = aws efs create-file-system --creation-token x", `drydock FinishFileSystem {"FileSystemId": "fs"}`,
			"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 2049 --cidr 10.0.0.0/16",
			"aws efs create-mount-target --file-system-id fs --subnet-id subnet-a --security-groups sg-web",
			"aws efs create-mount-target --file-system-id fs --subnet-id subnet-b --security-groups sg-web", `drydock FinishFileSystem {"FileSystemId": "fs"}`,
			fmt.Sprintf(`aws ecs register-task-definition --family files --task-role-arn app --volumes '[{"name":"f","efsVolumeConfiguration":{"fileSystemId":"fs","transitEncryption":"ENABLED","authorizationConfig":{"iam":"%s"}}}]' --container-definitions '[{"name":"a","image":"web:1","memory":64,"mountPoints":[{"sourceVolume":"f","containerPath":"/f"}]}]'`, row.iam))
		if row.policy {
			arn := "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/" + w.idOf("file-system", "fs")
			w.s.Facts.Put(arn, &resourceFact{ARN: arn, Account: "123456789012", Policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"elasticfilesystem:*","Resource":"*"}]}`})
		}
		must(t, w, runTask+"files", "advance 3m")
		task := w.s.Tasks.Rows[0]
		if (task.LastStatus == taskRunning) != row.runs || !row.runs && !strings.Contains(task.Containers[0].Reason, "access denied by server while mounting") {
			t.Errorf("%+v: %s, %s", row, task.LastStatus, task.Containers[0].Reason)
		}
	}
}

// TestExecRights: §2.4 row 26.
func TestExecRights(t *testing.T) {
	w := execWorld(t)
	setRole(w, "app", ecsTasksService, allowDoc("*", "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel"))
	must(t, w, runTask+"one --enable-execute-command", "advance 1m")
	line := "aws ecs execute-command --cluster prod --command sh --interactive --task " + newestTask(w)
	if got := execs(t, w, line); got != execInternal {
		t.Error("without OpenDataChannel:", got)
	}
	if task := w.s.Tasks.Rows[0]; task.LastStatus != taskRunning {
		t.Error("the task is to run on:", task.LastStatus)
	}
	setRole(w, "app", ecsTasksService, allowDoc("*", "ssmmessages:*"))
	if got := execs(t, w, line); got != "web" {
		t.Error(got)
	}
}

// TestRights measures least privilege.
func TestRights(t *testing.T) {
	w := prelude(t, 1, true)
	setRole(w, "app", ecsTasksService,
		`{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::menus/*"},{"Effect":"Allow","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}`)
	must(t, w, `drydock DeclareImage {"Uri": "app:1", "Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today"}, {"Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:{region}:{account}:orders"}, {"Action": "sns:Publish", "Resource": "arn:aws:sns:{region}:{account}:done"}]}`,
		`aws ecs register-task-definition --family app --task-role-arn app --container-definitions '[{"name":"app","image":"app:1","memory":64}]'`,
		runTask+"app", "advance 1m")
	v, err := w.Rights("app")
	if err != nil || v.Granted != 3 || v.Used != 2 || len(v.Unused) != 1 || len(v.Broad) != 2 || v.Beyond != 12 { // 1, 10 for a whole service, 1
		t.Errorf("%+v, %v", v, err)
	}
	if !strings.HasPrefix(v.Unused[0], "s3:PutObject in ") || !strings.HasPrefix(v.Broad[0], "sqs:* in ") || !strings.HasPrefix(v.Broad[1], "Resource * in ") {
		t.Errorf("%q %q", v.Unused, v.Broad)
	}
	// A service's role is not needed any more for what moved to another role.
	setRole(w, "shared", ecsTasksService, allowDoc("arn:aws:s3:::menus/today", "s3:GetObject"))
	setRole(w, "own", ecsTasksService, allowDoc("arn:aws:s3:::menus/today", "s3:GetObject"))
	must(t, w, `drydock DeclareImage {"Uri": "reader:1", "Calls": [{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::menus/today"}]}`,
		`aws ecs register-task-definition --family reader --task-role-arn shared --container-definitions '[{"name":"app","image":"reader:1","memory":64}]'`,
		`aws ecs register-task-definition --family reader --task-role-arn own --container-definitions '[{"name":"app","image":"reader:1","memory":64}]'`,
		"aws ecs create-service --cluster prod --service-name reader --task-definition reader:1 --desired-count 1", "advance 2m")
	before, _ := w.Rights("shared")
	must(t, w, "aws ecs update-service --cluster prod --service reader --task-definition reader:2", "advance 5m")
	after, _ := w.Rights("shared")
	own, _ := w.Rights("own")
	if before.Beyond != 0 || after.Beyond != 1 || own.Beyond != 0 {
		t.Errorf("before %+v, after %+v, own %+v", before, after, own)
	}
	if _, err := w.Rights("nobody"); err == nil {
		t.Error("there is no such role")
	}
	why, err := w.Why("app")
	if err != nil || len(why) != 3 || why[2].OK || !strings.Contains(why[1].String(), "sns:Publish") {
		t.Errorf("%v, %v", why, err)
	}
	for pattern, broad := range map[string]bool{
		"*": true, "arn:aws:s3:::*": true, "arn:aws:s3:::menus/*": false, "arn:aws:s3:::menus*": false, "arn:aws:ecr:eu-west-1:123456789012:repository/*": true,
		"arn:aws:ecr:eu-west-1:123456789012:repository/shop/*": false, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*": true,
		"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-*": false, "arn:aws:sqs:eu-west-1:123456789012:orders": false,
	} {
		if isBroad(pattern) != broad {
			t.Errorf("%s: broad %t", pattern, !broad)
		}
	}
}

// TestControlPolicies: an organization's policies limit the learner and everything in
// the world. §1.5.
func TestControlPolicies(t *testing.T) {
	w := prelude(t, 1, true)
	must(t, w, `drydock PutControlPolicy {"Name": "frozen", "Type": "SERVICE_CONTROL_POLICY", "Level": 2, "Document": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"ecs:DeleteCluster\",\"Resource\":\"*\"}]}"}`)
	op, _ := api.Find("ecs:DeleteCluster")
	in := op.NewInput()
	_, err := w.Call(Administrator, op.ID(), in)
	if err == nil || err.Code != "AccessDeniedException" || !strings.Contains(err.Message, "with an explicit deny in a service control policy") || len(err.Why) == 0 {
		t.Error(err)
	}
	must(t, w, "aws ecs list-clusters")
	if _, err := w.Call(Administrator, "ecs:ListClusters", &api.ListClustersInput{}); err != nil {
		t.Error("what nothing denies is allowed:", err)
	}
	must(t, w, `drydock PutControlPolicy {"Name": "only-ec2", "Type": "SERVICE_CONTROL_POLICY", "Level": 1, "Document": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}]}"}`)
	if _, err := w.Call(Administrator, "ecs:ListClusters", &api.ListClustersInput{}); err == nil {
		t.Error("a level allows ec2 alone, and ecs:ListClusters is allowed")
	}
}

// TestTrustedServices: a service that is misspelt is no principal, and what a trust
// policy allows is of STS.
func TestTrustedServices(t *testing.T) {
	w := New(Config{Seed: 1})
	for service, ok := range map[string]bool{
		"ecs-tasks": true, "ec2": true, "ses": true, "dms": true, "moon": true, "glacier": true,
		"ecs-task": false, "ecstasks": false, "ecs_tasks": false, "event": false,
	} {
		err := do(w, "aws iam create-role --role-name r-"+strings.ReplaceAll(service, "_", "")+" --assume-role-policy-document "+stormTrust(service))
		if (err == nil) != ok {
			t.Errorf("%s: %v", service, err)
		}
	}
	if err := do(w, `aws iam create-role --role-name all --assume-role-policy-document '`+strings.Replace(TrustPolicy(ec2Service), "sts:AssumeRole", "*", 1)+`'`); err == nil || !strings.Contains(err.Error(), "sts only") {
		t.Error(err)
	}
}

// TestAgentsReport: without ecs:Submit* a task stays PENDING.
func TestAgentsReport(t *testing.T) {
	w := prelude(t, 1, true)
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:DiscoverPollEndpoint"))
	must(t, w, runTask+"web", "advance 5m")
	if task := w.s.Tasks.Rows[0]; task.LastStatus != taskPending {
		t.Error(task.LastStatus)
	}
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:DiscoverPollEndpoint", "ecs:Submit*"))
	must(t, w, "advance 3m")
	if task := w.s.Tasks.Rows[0]; task.LastStatus != taskRunning {
		t.Error("mended:", task.LastStatus)
	}
}

// TestCrossAccountPassRole: a role of another account cannot be passed, whatever is
// allowed. Reference 03 §1.6.
func TestCrossAccountPassRole(t *testing.T) {
	w := prelude(t, 1, true)
	op, _ := api.Find("ecs:RegisterTaskDefinition")
	in := op.NewInput().(*api.RegisterTaskDefinitionInput)
	in.Family, in.TaskRoleArn = "x", "arn:aws:iam::444455556666:role/app"
	if _, err := w.Call(Administrator, op.ID(), in); err == nil || err.Message != "Cross-account pass role is not allowed." || len(err.Why) == 0 {
		t.Error(err)
	}
}

// TestWhoIsSpokenOf: why knows users and roles by the ways in which they are named.
func TestWhoIsSpokenOf(t *testing.T) {
	w := prelude(t, 1, true)
	for _, thing := range []string{"administrator", "user/administrator", "arn:aws:iam::123456789012:user/administrator", "ecsInstanceRole", "role/ecsInstanceRole", "arn:aws:iam::123456789012:role/ecsInstanceRole"} {
		if out, err := w.Why(thing); err != nil || len(out) == 0 {
			t.Errorf("%s: %v", thing, err)
		}
	}
}
