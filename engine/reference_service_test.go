package engine

import (
	"strings"
	"testing"

	"drydock/engine/api"
)

// TestOperationsOfTheReference: every operation that reference 01 §7.2 names is one of
// the table, but for the one that the agent calls; TestReadingChangesNothing has a
// good request for each that reads, and TestRefusals a wrong one for each.
func TestOperationsOfTheReference(t *testing.T) {
	for name := range strings.FieldsSeq(`
		CreateCluster UpdateCluster UpdateClusterSettings PutClusterCapacityProviders DescribeClusters ListClusters DeleteCluster
		CreateCapacityProvider DescribeCapacityProviders UpdateCapacityProvider DeleteCapacityProvider
		RegisterTaskDefinition DescribeTaskDefinition ListTaskDefinitions ListTaskDefinitionFamilies DeregisterTaskDefinition DeleteTaskDefinitions
		RunTask StartTask StopTask DescribeTasks ListTasks ExecuteCommand UpdateTaskProtection GetTaskProtection
		CreateService UpdateService DescribeServices ListServices DeleteService ListServicesByNamespace
		ListServiceDeployments DescribeServiceDeployments DescribeServiceRevisions StopServiceDeployment
		CreateTaskSet DescribeTaskSets UpdateTaskSet DeleteTaskSet UpdateServicePrimaryTaskSet
		DescribeContainerInstances ListContainerInstances UpdateContainerInstancesState DeregisterContainerInstance UpdateContainerAgent
		PutAttributes DeleteAttributes ListAttributes
		PutAccountSetting PutAccountSettingDefault ListAccountSettings DeleteAccountSetting
		TagResource UntagResource ListTagsForResource`) {
		if _, ok := api.Find("ecs:" + name); !ok {
			t.Errorf("%s is not there", name)
		}
	}
	// The agent calls it; an instance registers by what its user data says.
	if _, ok := api.Find("ecs:RegisterContainerInstance"); ok {
		t.Error("RegisterContainerInstance is there: it belongs into the list above")
	}
}

// TestPlacementRefusals: the texts of reference 01 §§4.2, 4.3 and 4.5.
func TestPlacementRefusals(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate)
	const create, daemon = newService + "--task-definition web --desired-count 1 ", newService + "--task-definition web --scheduling-strategy DAEMON "
	const fargate = newService + "--task-definition gate --desired-count 1 --launch-type FARGATE" + inSubnetA
	for _, c := range [][2]string{
		{create + "--placement-constraints type=distinctInstance,expression=x", "distinctInstance expression should not be specified."},
		{create + `--placement-constraints '[{"type":"distinctInstance","expression":""}]'`, "distinctInstance expression should not be specified."},
		{create + "--placement-strategy" + strings.Repeat(" type=random", 6), "Maximum number of strategies is 5"},
		{create + "--placement-strategy type=binpack,field=disk", "binpack field 'disk' is invalid"},
		{fargate + " --placement-strategy type=random", "Placement strategies are not supported with FARGATE launch type."},
		{fargate + " --placement-constraints type=distinctInstance", "Placement constraints are not supported with FARGATE launch type."},
		{daemon + "--placement-strategy type=random", "The daemon scheduling strategy does not support placement strategies"},
		{daemon + "--desired-count 0", "The daemon scheduling strategy does not support a desired count for services"},
		{daemon + "--deployment-configuration maximumPercent=101", "The daemon scheduling strategy does not support values above 100 for maximumPercent"},
		{create + "--deployment-configuration minimumHealthyPercent=101", "minimumHealthyPercent must be at most 100"},
	} {
		refuses(t, w, c[0], "(InvalidParameterException)", c[1])
	}
}

// TestServiceRefusals: the texts of reference 01 §6.1 and §6.2.
func TestServiceRefusals(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, serve+"taken --task-definition web --desired-count 1", serve+"leaving --task-definition web --desired-count 1", "advance 1m", `drydock DisconnectAgent {"InstanceId": "a"}`, `drydock DisconnectAgent {"InstanceId": "b"}`, "aws ecs delete-service --cluster prod --service leaving --force") // its task cannot be told to stop
	const create = newService + "--desired-count 1 --task-definition "
	for _, c := range [][2]string{
		{serve + "taken --task-definition web --desired-count 2", "Creation of service was not idempotent."},
		{serve + "leaving --task-definition web --desired-count 1", "Unable to Start a service that is still Draining."},
		{newService + "--desired-count 1 --deployment-controller type=EXTERNAL --task-definition web", "TaskDefinition must be blank"},
		{create + "gate --launch-type FARGATE --capacity-provider-strategy capacityProvider=FARGATE" + inSubnetA, "Specifying both a launch type and capacity provider strategy is not supported"},
		{create + "web --platform-version LATEST", "The platform version must be null when specifying an EC2 launch type"},
		{create + "gate", "Network Configuration must be provided when networkMode 'awsvpc' is specified."},
		{create + "web" + inSubnetA, "Network Configuration is not valid for the given networkMode of this task definition."},
		{create + "web --launch-type FARGATE" + inSubnetA, "Task definition does not support launch_type FARGATE."},
		{create + "web --load-balancers targetGroupArn=web-tg,containerName=wbe,containerPort=8080", "The container wbe does not exist in the task definition."},
		{create + "web --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=81", "The container web did not have a container port 81 defined."},
		{"aws ecs delete-service --cluster prod --service taken", "The service cannot be stopped while it is scaled above 0."},
		{"aws ecs stop-task --cluster prod --task 0123", "The referenced task was not found."},
	} {
		refuses(t, w, c[0], "(InvalidParameterException)", c[1])
	}
	refuses(t, w, "aws ecs list-services --cluster nowhere", "(ClusterNotFoundException)", "Cluster not found.")
	refuses(t, w, "aws ecs update-service --cluster prod --service nothing --desired-count 1", "(ServiceNotFoundException)", "Service not found.")
	refuses(t, w, "aws ecs update-service --cluster prod --service leaving --desired-count 1", "(ServiceNotActiveException)", "Service was not ACTIVE.")
	refuses(t, w, "aws ecs delete-cluster --cluster prod", "(ClusterContainsContainerInstancesException)", "The Cluster cannot be deleted while Container Instances are active or draining.")
}

// TestLimitsOfRunning: the table of reference 01 §4.7, each limit and one past it.
func TestLimitsOfRunning(t *testing.T) {
	w := prelude(t, 1, false)
	const start = startTask + "web --container-instances"
	x := func(n int) string { return strings.Repeat("x", n) }
	for _, c := range []struct{ right, wrong string }{
		{runTask + "web --count 10", runTask + "web --count 11"},
		{runTask + "web --count 1", runTask + "web --count 0"},
		{start + strings.Repeat(" a", 10), start + strings.Repeat(" a", 11)},
		{runTask + "web --started-by " + x(128), runTask + "web --started-by " + x(129)},
		{start + " a --started-by " + x(36), start + " a --started-by " + x(37)},
		{runTask + "web --group " + x(255), runTask + "web --group " + x(256)},
		{runTask + "web --client-token " + x(64), runTask + "web --client-token " + x(65)},
		{runTask + "web", runTask + "web --group service:web"},
	} {
		f := w.Fork()
		refuses(t, f, c.wrong, "(InvalidParameterException)")
		if tasks, _ := run(t, f, c.right); len(tasks) == 0 || tasks[0].Group != "family:web" && tasks[0].Group != x(255) {
			t.Errorf("%s: %d tasks", c.right, len(tasks))
		}
	}
}

// TestPlacementEvents: the texts of reference 01 §4.8 that the engine can reach, with
// what brings each.
func TestPlacementEvents(t *testing.T) {
	const prefix = "(service s) was unable to place a task because no container instance met all of its requirements."
	const tail = " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
	const app = `[{"name":"app","image":"web:1","memory":64`
	def := func(rest string) string {
		return "aws ecs register-task-definition --family x --container-definitions '" + app + rest + "}]'"
	}
	const create = serve + "s --task-definition x --desired-count 1"
	for _, c := range []struct {
		name  string
		lines []string
		want  string // after the prefix
	}{
		{"no instance", []string{def(""), "aws ec2 terminate-instances --instance-ids a b", create}, " Reason: No Container Instances were found in your cluster."},
		{"CPU", []string{def(`,"cpu":2049`), create}, " The closest matching (container-instance ID) has insufficient CPU units available."},
		{"memory", []string{strings.Replace(def(""), `"memory":64`, `"memory":8192`, 1), create}, " The closest matching (container-instance ID) has insufficient memory available."},
		{"a port", []string{def(`,"portMappings":[{"containerPort":22,"hostPort":22}]`), create}, " The closest matching (container-instance ID) is already using a port required by your task."},
		{"an attribute", []string{strings.Replace(def(""), "--family x", "--family x --runtime-platform cpuArchitecture=ARM64", 1), create}, " The closest matching (container-instance ID) is missing an attribute required by your task."},
		{"the agent", []string{def(""), `drydock DisconnectAgent {"InstanceId": "a"}`, `drydock DisconnectAgent {"InstanceId": "b"}`, create}, ` The closest matching (container-instance ID) encountered error "AGENT".`},
		{"an interface", []string{strings.Replace(def(""), "--family x", "--family x --network-mode awsvpc", 1), strings.Replace(create, "count 1", "count 9", 1) + inSubnetA}, ` The closest matching (container-instance ID) encountered error "RESOURCE:ENI".`},
		{"a member", []string{def(""), create + " --placement-constraints type=memberOf,expression='attribute:x exists'"}, ` The closest matching (container-instance ID) encountered error "MemberOf placement constraint unsatisfied.".`},
		{"distinct", []string{def(""), strings.Replace(create, "count 1", "count 3", 1) + " --placement-constraints type=distinctInstance"}, ` The closest matching (container-instance ID) encountered error "DistinctInstance placement constraint unsatisfied.".`},
		{"a GPU", []string{def(`,"resourceRequirements":[{"type":"GPU","value":"1"}]`), create}, ` The closest matching (container-instance ID) encountered error "RESOURCE:GPU".`},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, false)
			must(t, w, c.lines...)
			must(t, w, "advance 1s")
			for _, e := range serviceNow(t, w, "s").Events {
				text := e.Message
				for r := range w.s.ContainerInstances.All() {
					text = strings.ReplaceAll(text, lastOf(r.ARN), "ID")
				}
				if text == prefix+c.want+tail {
					return
				}
			}
			t.Errorf("want %s\n%+v", prefix+c.want+tail, serviceNow(t, w, "s").Events)
		})
	}
}

// TestQuotas: the table of reference 01 §6.4, the quotas that are simulated. The
// others are in fidelity, "The account".
func TestQuotas(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate)
	list := func(one string, n int) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	for name, line := range map[string]string{
		"tasks of a service":          newService + "--task-definition web --desired-count 5001",
		"tasks of RunTask":            runTask + "web --count 11",
		"instances of StartTask":      startTask + "web --container-instances" + strings.Repeat(" a", 11),
		"target groups":               newService + "--task-definition web --desired-count 1 --load-balancers" + strings.Repeat(" targetGroupArn=web-tg,containerName=web,containerPort=8080", 6),
		"subnets":                     runTask + "gate --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[" + list("subnet-a", 17) + "],assignPublicIp=ENABLED}",
		"security groups":             runTask + "gate --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a],securityGroups=[" + list("sg-web", 6) + "],assignPublicIp=ENABLED}",
		"tags":                        "aws ecs create-cluster --cluster-name new --tags '[" + tags(51) + "]'",
		"constraints":                 runTask + "web --placement-constraints" + strings.Repeat(" type=distinctInstance", 11),
		"strategies":                  runTask + "web --placement-strategy" + strings.Repeat(" type=random", 6),
		"the length of an expression": runTask + "web --placement-constraints type=memberOf,expression='attribute:x == " + strings.Repeat("y", 2000) + "'",
	} {
		t.Run(name, func(t *testing.T) { refuses(t, w, line, "(InvalidParameterException)") })
	}
	must(t, w, serve+"many --task-definition web --desired-count 5000", serve+"loud --task-definition web --desired-count 0")
	for range 110 {
		must(t, w, update+"loud --desired-count 1", "advance 1m", update+"loud --desired-count 0", "advance 1m")
	}
	if n := len(serviceNow(t, w, "loud").Events); n != 100 {
		t.Errorf("%d service events are kept, want 100", n)
	}
}
