package engine

import (
	"fmt"
	"slices"
	"testing"

	"drydock/engine/api"
)

// registeredWith is a container instance of a type and with user data.
func registeredWith(t *testing.T, instanceType, userData string) (*World, api.ContainerInstance, error) {
	t.Helper()
	w := prelude(t, 1, false)
	must(t, w, "new = aws ec2 run-instances --image-id ami-1 --instance-type "+instanceType+" --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data '"+userData+"'")
	if err := do(w, `drydock BootInstance {"InstanceId": "new"}`); err != nil {
		return w, api.ContainerInstance{}, err
	}
	return w, w.containerInstanceView(w.registered(w.idOf("instance", "new"))), nil
}

// TestAgentConfiguration: what the agent registers. Reference 01 §1.5, §3.1, §3.2.
func TestAgentConfiguration(t *testing.T) {
	six := "[22 2375 2376 51678 51679 51680]"
	for _, c := range []struct{ instanceType, userData, want string }{
		{"m5.large", "ECS_CLUSTER=prod", "prod 7985 " + six},
		{"m5.large", "ECS_CLUSTER=other\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config", "prod 7985 " + six},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_MEMORY=256", "prod 7729 " + six},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_MEMORY=7985", "prod 0 " + six},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_MEMORY=much", "prod 7985 " + six},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_PORTS=[22, 80]", "prod 7985 [22 80]"},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_PORTS=[]", "prod 7985 []"},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_PORTS=22,80", "prod 7985 " + six},
		{"m5.large", "ECS_CLUSTER=prod\nECS_RESERVED_PORTS=[70000]", "prod 7985 " + six},
		{"m5.large", "", "default 7985 " + six}, // which the agent makes
		{"t3.nano", "ECS_CLUSTER=prod\nECS_RESERVED_MEMORY=500", "InvalidParameterException"},
		{"t3.nano", "ECS_CLUSTER=prod\nECS_RESERVED_MEMORY=99999999999999999999", "InvalidParameterException"},
		{"t3.nano", "ECS_CLUSTER=nowhere", "ClusterNotFoundException"},
		{"t3.nano", "ECS_CLUSTER=prod\nECS_INSTANCE_ATTRIBUTES={\"ecs.x\": \"y\"}", "InvalidParameterException"},
	} {
		w, v, err := registeredWith(t, c.instanceType, c.userData)
		got := ""
		if refusal, ok := err.(*api.Error); ok {
			got = refusal.Code
		} else if err != nil {
			t.Fatal(err)
		} else {
			cluster := w.s.ContainerInstances.Get(v.ContainerInstanceArn).Cluster
			got = fmt.Sprint(cluster, " ", v.RegisteredResources[1].IntegerValue, " ", v.RegisteredResources[2].StringSetValue)
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.userData, got, c.want)
		}
	}
}

// TestAnAgentMakesTheDefaultCluster, also when it boots in its own time, and in
// the place of a deleted one. Reference 01 §3.1.
func TestAnAgentMakesTheDefaultCluster(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ecs create-cluster", "aws ecs delete-cluster --cluster default",
		"aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole", "advance 2m")
	if !slices.Contains(w.Clusters(), "default") || len(w.Picture("default").Zones[0].Instances) != 1 {
		t.Error(w.Clusters(), w.Picture("default"))
	}
}

func TestBuiltInAttributes(t *testing.T) { // reference 01 §1.12, §3.3
	w, v, err := registeredWith(t, "t4g.small", "ECS_CLUSTER=prod")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]string{}
	for _, a := range v.Attributes {
		have[a.Name] = a.Value
	}
	for name, want := range map[string]string{
		"ecs.ami-id": "ami-1", "ecs.availability-zone": "eu-west-1a", "ecs.instance-type": "t4g.small", "ecs.os-type": "linux", "ecs.os-family": "LINUX",
		"ecs.cpu-architecture": "arm64", "ecs.vpc-id": w.idOf("vpc", "vpc-main"), "ecs.subnet-id": w.idOf("subnet", "subnet-a"),
		"ecs.capability.task-eni": "", "com.amazonaws.ecs.capability.logging-driver.awslogs": "", "com.amazonaws.ecs.capability.privileged-container": "",
	} {
		if got, ok := have[name]; !ok || got != want {
			t.Errorf("%s is %q, %t; want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"ecs.awsvpc-trunk-id", "ecs.outpost-arn", "ecs.capability.external"} {
		if _, ok := have[name]; ok {
			t.Errorf("it has %s", name)
		}
	}
}

func TestGPUs(t *testing.T) { // reference 01 §3.2
	_, v, err := registeredWith(t, "p3.8xlarge", "ECS_CLUSTER=prod")
	if err != nil {
		t.Fatal(err)
	}
	gpu := v.RemainingResources[4]
	if gpu.Name != "GPU" || gpu.Type != "STRINGSET" || len(slices.Compact(gpu.StringSetValue)) != 4 {
		t.Errorf("%+v", gpu)
	}
}

// TestHealthAndConnectivity: what answers say of an agent that is not connected.
func TestHealthAndConnectivity(t *testing.T) { // reference 01 §2.1, §3.1
	w := busy(t, false)
	describe := func() (string, string) {
		out, err := send(w, taskAndInstance(w, "aws ecs describe-container-instances --cluster prod --include CONTAINER_INSTANCE_HEALTH --container-instances {ci}"))
		if err != nil {
			t.Fatal(err)
		}
		c := w.s.ContainerInstances.Get(out.(*api.DescribeContainerInstancesOutput).ContainerInstances[0].ContainerInstanceArn)
		return out.(*api.DescribeContainerInstancesOutput).ContainerInstances[0].HealthStatus.OverallStatus, w.taskView(w.s.Tasks.Get(c.Tasks[0])).Connectivity
	}
	if health, connectivity := describe(); health != "OK" || connectivity != "CONNECTED" {
		t.Error(health, connectivity)
	}
	must(t, w, `drydock DisconnectAgent {"InstanceId": "a"}`)
	if health, connectivity := describe(); health != "INSUFFICIENT_DATA" || connectivity != "DISCONNECTED" {
		t.Error(health, connectivity)
	}
}

// TestPendingUntilTheAgentIsBack: a task waits PENDING for the agent to act. "Amazon
// ECS task lifecycle".
func TestPendingUntilTheAgentIsBack(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `aws ecs register-task-definition --family nic --network-mode awsvpc --container-definitions '[{"name":"web","image":"web:1","memory":64}]'`,
		"aws ecs run-task --cluster prod --task-definition nic --network-configuration awsvpcConfiguration={subnets=[subnet-a]}",
		`drydock DisconnectAgent {"InstanceId": "a", "For": 60000}`, "advance 59s")
	if task := oneTask(t, w); task.LastStatus != taskPending {
		t.Errorf("it is %s", task.LastStatus)
	}
	must(t, w, "advance 20s")
	if task := oneTask(t, w); task.LastStatus != taskRunning {
		t.Errorf("then it is %s", task.LastStatus)
	}
}
