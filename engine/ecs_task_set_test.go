package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestComputedDesiredCount: the share is always rounded up. API Reference, TaskSet.
func TestComputedDesiredCount(t *testing.T) {
	for _, c := range []struct {
		of    int64
		scale string
		want  int64
	}{
		{3, "40", 2}, // 1.2, the example of the API Reference
		{0, "100", 0},
		{5, "0", 0},
		{1, "0.1", 1},
		{10, "30", 3},
		{3, "33.3", 1},
		{3, "33.4", 2},
		{4, "25", 1},
		{4, "25.000000001", 2},
		{5000, "100", 5000},
		{5000, "99.99", 5000},
	} {
		w := prelude(t, 1, false)
		must(t, w, fmt.Sprintf("aws ecs create-service --cluster prod --service-name own --deployment-controller type=EXTERNAL --desired-count %d", c.of))
		out := answer[api.CreateTaskSetOutput](t, w, "aws ecs create-task-set --cluster prod --service own --task-definition web --scale value="+c.scale)
		if got := out.TaskSet.ComputedDesiredCount; got != c.want {
			t.Errorf("%s percent of %d is %d, want %d", c.scale, c.of, got, c.want)
		}
	}
}

func TestTaskSetAnswers(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "advance 5s")
	const create = "aws ecs create-service --cluster prod --service-name own --deployment-controller type=EXTERNAL --desired-count 4"
	s := answer[api.CreateServiceOutput](t, w, create).Service
	if text := api.Marshal(s); !strings.Contains(text, `"taskSets": [],`) || !strings.Contains(text, `"deployments": [],`) || strings.Contains(text, "launchType") || strings.Contains(text, "taskDefinition") ||
		s.DeploymentController.Type != "EXTERNAL" || *s.DeploymentConfiguration.MaximumPercent != 200 || s.SchedulingStrategy != "REPLICA" {
		t.Errorf("a new service is\n%s", text)
	}
	changes := w.Changes()
	if again := answer[api.CreateServiceOutput](t, w, create).Service; !cmp.Equal(s, again) || w.Changes() != changes {
		t.Errorf("created again it is %+v", again)
	}
	const line = "aws ecs create-task-set --cluster prod --service own --task-definition web --external-id blue --client-token once"
	got := answer[api.CreateTaskSetOutput](t, w, line).TaskSet
	none := api.Decimal(0)
	want := &api.TaskSet{
		Id: got.Id, TaskSetArn: "arn:aws:ecs:eu-west-1:123456789012:task-set/prod/own/" + got.Id, ServiceArn: s.ServiceArn, ClusterArn: s.ClusterArn, ExternalId: "blue", Status: "ACTIVE",
		TaskDefinition: "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1", CreatedAt: s.CreatedAt, UpdatedAt: s.CreatedAt, LaunchType: "EC2",
		LoadBalancers: []api.ServiceLoadBalancer{}, ServiceRegistries: []api.ServiceRegistry{}, Scale: &api.Scale{Value: &none, Unit: "PERCENT"},
		StabilityStatus: "STABILIZING", StabilityStatusAt: s.CreatedAt,
	}
	if diff := cmp.Diff(want, got); diff != "" || !strings.HasPrefix(got.Id, "ecs-svc/") || len(got.Id) != len("ecs-svc/")+19 {
		t.Error(diff, got.Id)
	}
	changes = w.Changes()
	if again := answer[api.CreateTaskSetOutput](t, w, line).TaskSet; again.Id != got.Id || w.Changes() != changes {
		t.Errorf("the token made another task set, %s", again.Id)
	}
	must(t, w, "advance 1s", "aws ecs update-task-set --cluster prod --service own --task-set "+got.TaskSetArn+" --scale value=50", "advance 1m")
	tasks := answer[api.ListTasksOutput](t, w, "aws ecs list-tasks --cluster prod --started-by "+got.Id).TaskArns
	described := answer[api.DescribeTaskSetsOutput](t, w, "aws ecs describe-task-sets --cluster prod --service own --task-sets "+got.Id+" ecs-svc/9")
	if len(tasks) != 2 || len(described.TaskSets) != 1 || described.TaskSets[0].RunningCount != 2 || described.TaskSets[0].StabilityStatus != "STEADY_STATE" || described.TaskSets[0].UpdatedAt != s.CreatedAt+1000 {
		t.Errorf("%d tasks; %+v", len(tasks), described.TaskSets)
	}
	if want := []api.Failure{{Arn: "arn:aws:ecs:eu-west-1:123456789012:task-set/prod/own/ecs-svc/9", Reason: "MISSING"}}; !slices.Equal(described.Failures, want) {
		t.Errorf("failures %+v, want %+v", described.Failures, want)
	}
	if v, err := w.FindService("own"); err != nil || !v.Steady || v.Running != 2 {
		t.Errorf("the service is %+v, %v", v, err)
	}
	if r, err := w.Records("own"); err != nil || r != (RecordsView{}) {
		t.Errorf("records without a primary task set: %+v, %v", r, err)
	}
	for filter, want := range map[string]int{"": 1, " --launch-type EC2": 0} { // no task set is the primary one
		if got := answer[api.ListServicesOutput](t, w, "aws ecs list-services --cluster prod"+filter).ServiceArns; len(got) != want {
			t.Errorf("list-services%s: %v", filter, got)
		}
	}
	must(t, w, "aws ecs update-service-primary-task-set --cluster prod --service own --primary-task-set "+got.Id)
	if got := answer[api.ListServicesOutput](t, w, "aws ecs list-services --cluster prod --launch-type EC2").ServiceArns; len(got) != 1 {
		t.Errorf("with a primary task set: %v", got)
	}
	if names := w.Names("task-set"); len(names) != 1 || names[0].ID != got.Id || names[0].Note != "own PRIMARY" {
		t.Errorf("offered are %v", names)
	}
}

// TestRecordsOfATaskSet: what the tasks of the primary task set write counts for the
// service.
func TestRecordsOfATaskSet(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		`drydock DeclareImage {"Uri": "keeper:1", "Size": 5, "Writes": "/data"}`,
		`aws ecs register-task-definition --family keeper --container-definitions '[{"name":"app","image":"keeper:1","memory":64}]'`,
		"aws ecs create-service --cluster prod --service-name own --deployment-controller type=EXTERNAL --desired-count 1",
	)
	set := answer[api.CreateTaskSetOutput](t, w, "aws ecs create-task-set --cluster prod --service own --task-definition keeper --scale value=100").TaskSet.Id
	must(t, w, "aws ecs update-service-primary-task-set --cluster prod --service own --primary-task-set "+set, "advance 150s")
	if r, err := w.Records("own"); err != nil || r.Written != 3 || r.Kept != 3 {
		t.Errorf("records %+v, %v; want 3 written and kept", r, err)
	}
}

// taskSetLine draws something about a service with task sets.
func (s *storm) taskSetLine(t *rapid.T, n int) string {
	name, set := pick(t, "sets of", "own", "own", "deploys"), "ecs-svc/1"
	for v := range s.w.s.Services.All() {
		for _, ts := range v.TaskSets {
			if set == "ecs-svc/1" || rapid.Bool().Draw(t, "another set") {
				set = ts.Deployment.ID
			}
		}
	}
	on := " --cluster prod --service " + name
	scale := " --scale value=" + pick(t, "scale", "0", "100", "33.3", "50", "100.1")
	switch rapid.IntRange(0, 9).Draw(t, "set line") {
	case 0, 1:
		line := fmt.Sprintf("aws ecs create-service --cluster prod --service-name %s --desired-count %d", name, n)
		if name == "deploys" {
			return line + " --deployment-controller type=CODE_DEPLOY --task-definition web --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080"
		}
		return line + " --deployment-controller type=EXTERNAL"
	case 2, 3, 4:
		definition := pick(t, "definition", "web", "worker", "typo", "chain", "job", "keeper", "disk", "gate", "nic")
		line := "aws ecs create-task-set" + on + " --task-definition " + definition + scale + own(t, definition)
		return line + pick(t, "balanced", "", " --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080") + pick(t, "token", "", "", " --client-token one")
	case 5, 6:
		return "aws ecs update-task-set" + on + " --task-set " + set + scale
	case 7:
		return "aws ecs delete-task-set" + on + " --task-set " + set + pick(t, "force", "", " --force")
	case 8:
		return "aws ecs update-service-primary-task-set" + on + " --primary-task-set " + set
	default:
		return pick(t, "set service", fmt.Sprintf("aws ecs update-service%s --desired-count %d", on, n), "aws ecs delete-service"+on+" --force",
			fmt.Sprintf(`drydock CrashTask {"Cluster": "prod", "Service": %q}`, name))
	}
}

// checkStarted: what the scheduler started for a task set keeps within its upper
// bound.
func (s *storm) checkStarted(t *rapid.T, v *service, before []string) {
	for i := range v.TaskSets {
		ts, started := &v.TaskSets[i], false
		tasks := s.w.tasksOfSet(v, ts)
		for _, task := range tasks {
			started = started || task.DesiredStatus == taskRunning && !slices.Contains(before, task.ARN)
		}
		if upper := 2 * ts.desired(v.Desired); started && int64(len(tasks)) > upper {
			t.Fatalf("%s: tasks of %s started, and %d are not STOPPED: more than %d", v.Name, ts.Deployment.ID, len(tasks), upper)
		}
	}
}

// checkTaskSets: a service plays no part outside of a pass, each of its tasks is of
// one of its sets, at most one of these is the primary one, and what is said of their
// stability is so.
func (s *storm) checkTaskSets(t *rapid.T) {
	for v := range s.w.s.Services.All() {
		if !v.hasTaskSets() {
			if len(v.TaskSets) > 0 {
				t.Fatalf("%s has task sets, and ECS deploys it", v.Name)
			}
			continue
		}
		if v.Deployment.ID != "" || len(v.History) > 0 || len(v.Older) > 0 {
			t.Fatalf("%s has a deployment: %+v", v.Name, v.Deployment)
		}
		primaries, tasks := 0, 0
		for i := range v.TaskSets {
			ts := &v.TaskSets[i]
			set := s.w.tasksOfSet(v, ts)
			tasks += len(set)
			primaries += int(one(ts.Status == taskSetPrimary))
			v.asTaskSet(ts, func() {
				if stable := ts.Status != taskSetDraining && s.w.isStable(v, set); !v.PassDue && stable != ts.Stable {
					t.Fatalf("%s: %s is said to be stable: %t, and is: %t", v.Name, ts.Deployment.ID, ts.Stable, stable)
				}
			})
			if (v.Status == "DRAINING") != (ts.Status == taskSetDraining) && v.Status != "ACTIVE" {
				t.Fatalf("%s is %s, and %s is %s", v.Name, v.Status, ts.Deployment.ID, ts.Status)
			}
		}
		if primaries > 1 || tasks != len(v.Tasks) || v.Status == "INACTIVE" && len(v.Tasks)+len(v.TaskSets) > 0 {
			t.Fatalf("%s, %s: %d primary task sets, %d tasks in sets and %d in all", v.Name, v.Status, primaries, tasks, len(v.Tasks))
		}
	}
}

// TestStrategyWithCodeDeploy: an update keeps the capacity provider strategy of a
// service that CodeDeploy deploys, and cannot change it. API Reference, UpdateService.
func TestStrategyWithCodeDeploy(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, providersOfProd, "nic-tg = aws elbv2 create-target-group --name nic --protocol HTTP --port 80 --vpc-id vpc-main --target-type ip",
		"aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 81 --default-actions Type=forward,TargetGroupArn=nic-tg",
		"aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 2 --deployment-controller type=CODE_DEPLOY --load-balancers targetGroupArn=nic-tg,containerName=web,containerPort=8080"+halfSpot,
		"aws ecs update-service --cluster prod --service app --desired-count 4", "advance 1m")
	if got := providersOf(w); got != "2 2" {
		t.Errorf("after an update: %s", got)
	}
	if err := do(w, "aws ecs update-service --cluster prod --service app --capacity-provider-strategy capacityProvider=FARGATE,weight=1"); err == nil {
		t.Error("an update has changed the strategy")
	}
}

// TestTaskSetByProviders: a task set is started by a strategy of capacity providers,
// its own or, where it names neither that nor a launch type, the cluster's. API
// Reference, CreateTaskSet.
func TestTaskSetByProviders(t *testing.T) {
	const network = " --network-configuration awsvpcConfiguration={subnets=[subnet-a,subnet-b]}"
	w := prelude(t, 1, false)
	must(t, w, gate, "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy capacityProvider=FARGATE_SPOT,weight=1",
		"aws ecs create-service --cluster prod --service-name own --deployment-controller type=EXTERNAL --desired-count 4")
	set := "aws ecs create-task-set --cluster prod --service own --task-definition gate --scale value=100"
	first := answer[api.CreateTaskSetOutput](t, w, set+network).TaskSet
	if first.LaunchType != "" || len(first.CapacityProviderStrategy) != 1 || first.PlatformFamily != "Linux" {
		t.Errorf("by the cluster's strategy: %+v", first)
	}
	must(t, w, "aws ecs update-service-primary-task-set --cluster prod --service own --primary-task-set "+first.Id, "advance 1m")
	if got := providersOf(w); got != "0 4" {
		t.Errorf("by the cluster's strategy: %s", got)
	}
	must(t, w, set+halfSpot, "advance 1m")
	if got := providersOf(w); got != "2 6" {
		t.Errorf("with one of its own: %s", got)
	}
	must(t, w, "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy []")
	if err := do(w, "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE --default-capacity-provider-strategy []"); err == nil {
		t.Error("a provider that a task set uses was taken away")
	}
	if s := answer[api.DescribeServicesOutput](t, w, "aws ecs describe-services --cluster prod --services own").Services[0]; s.LaunchType != "" || len(s.CapacityProviderStrategy) != 1 {
		t.Errorf("the service shows %q and %v", s.LaunchType, s.CapacityProviderStrategy)
	}
	if err := do(w, set+halfSpot+" --launch-type FARGATE"); err == nil {
		t.Error("both were taken")
	}
}
