package engine

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drydock/engine/api"
)

const gate = `aws ecs register-task-definition --family gate --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1","portMappings":[{"containerPort":8080}]}]'`

// TestFargateTaskAsDescribed: reference 01 §§1.10, 2.1, 3.4.
func TestFargateTaskAsDescribed(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, "aws ecs run-task --cluster prod --task-definition gate --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-b],securityGroups=[sg-web],assignPublicIp=ENABLED}")
	view := w.taskViews([]*task{oneTask(t, w)})[0]
	if view.LastStatus != taskProvisioning || view.Attachments[0].Status != "ATTACHING" {
		t.Errorf("at once it is %s, its interface %s", view.LastStatus, view.Attachments[0].Status)
	}
	must(t, w, "advance 1m")
	view = w.taskViews([]*task{oneTask(t, w)})[0]
	have := oneTask(t, w)
	eni := w.s.Interfaces.Get(have.Interface)
	type shown struct {
		Launch, Platform, Family, Zone, Instance, Cpu, Memory, Arch, Private, Status string
		Bindings                                                                     int
		Storage                                                                      int64
		Details                                                                      []api.KeyValuePair
	}
	got := shown{
		view.LaunchType, view.PlatformVersion, view.PlatformFamily, view.AvailabilityZone, view.ContainerInstanceArn, view.Cpu, view.Memory, view.Attributes[0].Value,
		view.Containers[0].NetworkInterfaces[0].PrivateIpv4Address, view.Attachments[0].Status, len(view.Containers[0].NetworkBindings), view.EphemeralStorage.SizeInGiB, view.Attachments[0].Details,
	}
	want := shown{
		"FARGATE", "1.4.0", "Linux", "eu-west-1b", "", "256", "512", "x86_64", eni.PrivateIP, "ATTACHED", 0, 20,
		[]api.KeyValuePair{{Name: "subnetId", Value: eni.Subnet}, {Name: "networkInterfaceId", Value: eni.ID}, {Name: "privateDnsName", Value: "ip-10-0-1-6.eu-west-1.compute.internal"}, {Name: "privateIPv4Address", Value: "10.0.1.6"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if eni.PublicIP == "" || len(eni.Groups) != 1 {
		t.Errorf("%+v", eni)
	}
	must(t, w, "aws ecs stop-task --cluster prod --task "+have.ID, "advance 1s")
	if oneTask(t, w).LastStatus != taskDeprovisioning {
		t.Errorf("it is %s", oneTask(t, w).LastStatus)
	}
	must(t, w, "advance 5s")
	view = w.taskViews([]*task{oneTask(t, w)})[0]
	if view.LastStatus != taskStopped || view.Attachments[0].Status != "DELETED" || w.s.Interfaces.Get(eni.ID) != nil || view.Attachments[0].Details[1].Value != eni.ID {
		t.Errorf("%+v", view)
	}
}

// oneTask is the only task of a world.
func oneTask(t *testing.T, w *World) *task {
	t.Helper()
	var out *task
	for one := range w.s.Tasks.All() {
		if out != nil {
			t.Fatal("more than one task")
		}
		out = one
	}
	return out
}

// TestAnUpdateOfTheNetworkDeploys: networkConfiguration and platformVersion start a
// deployment, the same again starts none. Reference 01 §6.2.
func TestAnUpdateOfTheNetworkDeploys(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, "aws ecs create-service --cluster prod --service-name gate --task-definition gate --desired-count 1 --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED}", "advance 2m")
	s, _ := w.serviceNamed("gate")
	for _, c := range []struct {
		update  string
		deploys bool
	}{
		{"--network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED}", false},
		{"--network-configuration awsvpcConfiguration={subnets=[subnet-b]}", true},
		{"--network-configuration awsvpcConfiguration={subnets=[subnet-b],assignPublicIp=ENABLED}", true},
		{"--platform-version LATEST", false},
		{"--platform-version 1.3.0", true},
		{"--desired-count 1", false},
	} {
		before := s.Deployment.ID
		must(t, w, "aws ecs update-service --cluster prod --service gate "+c.update)
		if (s.Deployment.ID != before) != c.deploys {
			t.Errorf("%s: a deployment starts: %t", c.update, !c.deploys)
		}
		must(t, w, "advance 2m")
	}
	if last := w.serviceTasks(s)[0]; last.Platform != "1.3.0" || last.Zone != "eu-west-1b" || w.s.Interfaces.Get(last.Interface).PublicIP == "" {
		t.Errorf("%+v", last)
	}
}

// TestStartTaskInAnotherZone: reference 01 §4.7, LOCATION.
func TestStartTaskInAnotherZone(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `aws ecs register-task-definition --family nic --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1"}]'`)
	out, err := send(w, "aws ecs start-task --cluster prod --task-definition nic --network-configuration awsvpcConfiguration={subnets=[subnet-b]} --container-instances "+containerInstances(w))
	if err != nil {
		t.Fatal(err)
	}
	answer := out.(*api.StartTaskOutput)
	if len(answer.Tasks) != 1 || len(answer.Failures) != 1 || answer.Failures[0].Reason != "LOCATION" {
		t.Errorf("%+v", answer)
	}
}

// containerInstances are the ids of all container instances.
func containerInstances(w *World) string {
	var out []string
	for c := range w.s.ContainerInstances.All() {
		out = append(out, lastOf(c.ARN))
	}
	return strings.Join(out, " ")
}

// TestPlatformVersions: what came with platform version 1.4.0. Reference 01 §1.2.
func TestPlatformVersions(t *testing.T) {
	for _, c := range []struct {
		name, members, container string
		old                      bool // 1.3.0 has it
	}{
		{"a plain task", "", "", true},
		{"ephemeralStorage", " --ephemeral-storage sizeInGiB=30", "", false},
		{"pidMode", " --pid-mode task", "", false},
		{"EFS", " --volumes name=v,efsVolumeConfiguration={fileSystemId=fs-1}", "", false},
		{"SYS_PTRACE", "", `,"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}`, false},
		{"systemControls", "", `,"systemControls":[{"namespace":"net.core.somaxconn","value":"1"}]`, false},
	} {
		w := prelude(t, 1, false)
		must(t, w, "aws ecs register-task-definition --family x --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512"+c.members+` --container-definitions '[{"name":"web","image":"web:1"`+c.container+`}]'`)
		for version, want := range map[string]bool{"LATEST": true, "1.4.0": true, "1.3.0": c.old} {
			_, err := send(w, "aws ecs run-task --cluster prod --task-definition x --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED} --platform-version "+version)
			if (err == nil) != want {
				t.Errorf("%s on %s: %v", c.name, version, err)
			}
		}
	}
}

// TestTaskWithoutAnAddressAsDescribed: a task whose subnet has no address left is
// shown, while it waits and when it has failed. "Troubleshooting Amazon ECS
// TaskFailedToStart errors".
func TestTaskWithoutAnAddressAsDescribed(t *testing.T) {
	const run = "aws ecs run-task --cluster prod --task-definition gate --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-small],assignPublicIp=ENABLED} --count "
	w := prelude(t, 1, false)
	must(t, w, gate, "subnet-small = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/28 --availability-zone eu-west-1b", run+"10")
	out, err := send(w, run+"2")
	if err != nil {
		t.Fatal(err)
	}
	tasks := out.(*api.RunTaskOutput).Tasks
	for i, want := range []int{4, 1} { // of the second the interface has no id and no address
		if a := tasks[i].Attachments[0]; len(a.Details) != want || len(a.Id) != 36 || a.Status != "ATTACHING" {
			t.Errorf("at once task %d has %+v", i, a)
		}
	}
	must(t, w, "advance 1m")
	if view := w.taskView(w.s.Tasks.Get(tasks[1].TaskArn)); view.StopCode != stopFailedToStart || view.Attachments[0].Status != "DELETED" {
		t.Errorf("%+v", view)
	}
}

// TestPlatformVersionBefore: what came with platform version 1.4.0 is refused on the
// one before, and EBS volumes of type standard on both. Reference 01 §§1.8, 1.10 and
// 02 §3.4; 03, storage.
func TestPlatformVersionBefore(t *testing.T) {
	const (
		register = "aws ecs register-task-definition --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --family "
		run      = "aws ecs run-task --cluster prod --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED} --task-definition "
		secret   = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
	)
	w := withRoles(prelude(t, 1, false), "r")
	must(t, w,
		register+`whole --execution-role-arn r --container-definitions '[{"name":"web","image":"web:1","secrets":[{"name":"S","valueFrom":"`+secret+`"}]}]'`,
		register+`key --execution-role-arn r --container-definitions '[{"name":"web","image":"web:1","secrets":[{"name":"S","valueFrom":"`+secret+`:password::"}]}]'`,
		register+`arm --runtime-platform cpuArchitecture=ARM64 --container-definitions '[{"name":"web","image":"web:1"}]'`,
		register+`disk --volumes name=files,configuredAtLaunch=true --container-definitions '[{"name":"web","image":"web:1"}]'`,
	)
	const volume = " --volume-configurations name=files,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1,volumeType="
	for line, want := range map[string]string{
		"whole --platform-version 1.3.0":                  "",
		"key --platform-version 1.3.0":                    "PlatformTaskDefinitionIncompatibilityException",
		"key --platform-version 1.4.0":                    "",
		"arm --platform-version 1.3.0":                    "PlatformTaskDefinitionIncompatibilityException",
		"disk --platform-version 1.3.0" + volume + "gp3}": "PlatformTaskDefinitionIncompatibilityException",
		"disk" + volume + "gp3}":                          "",
		"disk" + volume + "standard}":                     "The volume type standard",
	} {
		switch err := do(w, run+line); {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

// TestOlderDeploymentAsDescribed: a deployment that another follows is shown with its
// own settings. API Reference, Deployment.
func TestOlderDeploymentAsDescribed(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, providersOfProd,
		"aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 2"+halfSpot, "advance 2m",
		"aws ecs update-service --cluster prod --service app --network-configuration awsvpcConfiguration={subnets=[subnet-b],assignPublicIp=ENABLED} --platform-version 1.3.0 --capacity-provider-strategy capacityProvider=FARGATE,weight=1", "advance 1s")
	view := w.serviceView(w.s.Services.Get(w.ecsARN("service", "prod/app")))
	var got []string
	for _, d := range view.Deployments {
		got = append(got, fmt.Sprint(d.Status, d.LaunchType, " ", d.PlatformVersion, " ", len(d.CapacityProviderStrategy), " ", len(d.NetworkConfiguration.AwsvpcConfiguration.Subnets)))
	}
	if want := []string{"PRIMARY 1.3.0 1 1", "ACTIVE LATEST 2 2"}; cmp.Diff(want, got) != "" {
		t.Error(cmp.Diff(want, got))
	}
}

// TestGroupDeletedUnderAService: tasks that start after their security group was
// deleted get no network interface, and fail to start.
func TestGroupDeletedUnderAService(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, "sg-x = aws ec2 create-security-group --group-name x --description x --vpc-id vpc-main",
		"aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 1 --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a],securityGroups=[sg-x],assignPublicIp=ENABLED}",
		"aws ec2 delete-security-group --group-id sg-x", "advance 16s")
	if task := oneTask(t, w); task.StopCode != stopFailedToStart || !strings.HasSuffix(task.StoppedReason, "InvalidGroup.NotFound") {
		t.Errorf("it is %s: %s %s", task.LastStatus, task.StopCode, task.StoppedReason)
	}
}
