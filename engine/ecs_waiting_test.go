package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// waitingNow is what the picture says of a service's missing tasks.
func waitingNow(w *World, name string) string {
	for _, s := range w.Picture("prod").Services {
		if s.Name == name {
			return fmt.Sprint(s.Waiting, " ", s.WaitsFor)
		}
	}
	return "no such service"
}

// TestWhatATaskWaitsFor: a task that the scheduler would start and cannot is
// waiting, for what rules out the closest instance; asking changes nothing.
func TestWhatATaskWaitsFor(t *testing.T) {
	fixed := `aws ecs register-task-definition --family fixed --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":8080,"hostPort":8080}]}]'`
	big := `aws ecs register-task-definition --family big --container-definitions '[{"name":"app","image":"web:1","memory":9000}]'`
	fargate := `aws ecs register-task-definition --family api --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1"}]'`
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"all run", []string{"aws ecs create-service --cluster prod --service-name s --task-definition web --desired-count 2", "advance 2m"}, "0 "},
		{"all are on their way", []string{"aws ecs create-service --cluster prod --service-name s --task-definition web --desired-count 2", "advance 1s"}, "0 "},
		{"before the first pass", []string{"aws ecs create-service --cluster prod --service-name s --task-definition web --desired-count 2"}, "0 "},
		{"a static port", []string{fixed, "aws ecs create-service --cluster prod --service-name s --task-definition fixed --desired-count 5", "advance 1m"}, "3 RESOURCE:PORTS"},
		{"memory", []string{big, "aws ecs create-service --cluster prod --service-name s --task-definition big --desired-count 2", "advance 1m"}, "2 RESOURCE:MEMORY"},
		{"no instance", []string{
			"aws ecs update-container-instances-state --cluster prod --status DRAINING --container-instances a b",
			"aws ecs create-service --cluster prod --service-name s --task-definition web --desired-count 2", "advance 1m",
		}, "2 NO ACTIVE INSTANCES"},
		{"a daemon", []string{big, "aws ecs create-service --cluster prod --service-name s --task-definition big --scheduling-strategy DAEMON", "advance 1m"}, "2 RESOURCE:MEMORY"},
		{"a daemon that runs", []string{"aws ecs create-service --cluster prod --service-name s --task-definition web --scheduling-strategy DAEMON", "advance 1m"}, "0 "},
		{"Fargate", []string{fargate, "aws ecs create-service --cluster prod --service-name s --task-definition api --desired-count 2 --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'", "advance 1s"}, "0 "},
		{"an image that is not there", []string{
			`aws ecs register-task-definition --family gone --container-definitions '[{"name":"app","image":"gone:1","memory":64}]'`,
			"aws ecs create-service --cluster prod --service-name s --task-definition gone --desired-count 2", "advance 20s",
		}, "2 throttled"},
		{"task sets", []string{
			big, "aws ecs create-service --cluster prod --service-name s --deployment-controller type=EXTERNAL --desired-count 2",
			"aws ecs create-task-set --cluster prod --service s --task-definition web --scale value=100",
			"aws ecs create-task-set --cluster prod --service s --task-definition big --scale value=100", "advance 1m",
		}, "2 RESOURCE:MEMORY"},
		{"Fargate Spot without capacity", []string{
			fargate, "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE_SPOT --default-capacity-provider-strategy []",
			"aws ecs create-service --cluster prod --service-name s --task-definition api --desired-count 2 --capacity-provider-strategy capacityProvider=FARGATE_SPOT --network-configuration 'awsvpcConfiguration={subnets=[subnet-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'", "advance 2m",
			`drydock ReclaimSpot {"Cluster": "prod", "For": 600000}`, "advance 3m",
		}, "2 FARGATE_SPOT has no capacity"},
		{"a deleted service", []string{
			big, "aws ecs create-service --cluster prod --service-name s --task-definition big --desired-count 2", "advance 1m",
			"aws ecs delete-service --cluster prod --service s --force",
		}, "0 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, true)
			for _, line := range c.lines {
				if err := do(w, line); err != nil {
					t.Fatalf("%s\n%v", line, err)
				}
			}
			before := w.Hash()
			if got := waitingNow(w, "s"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if w.Hash() != before {
				t.Error("looking has changed the world")
			}
		})
	}
}

// TestPortsInThePicture: those that the definition names and those that the agent
// chose; a task with an interface of its own has none of the instance's.
func TestPortsInThePicture(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		`aws ecs register-task-definition --family two --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":8080,"hostPort":8081},{"containerPort":9090}],"healthCheck":{"command":["CMD","up"]}}]'`,
		`aws ecs register-task-definition --family own --network-mode awsvpc --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":8080}]}]'`,
		"aws ecs run-task --cluster prod --task-definition two",
		"aws ecs run-task --cluster prod --task-definition own --network-configuration 'awsvpcConfiguration={subnets=[subnet-a],securityGroups=[sg-web]}'",
		"advance 10s",
	)
	found := 0
	for _, z := range w.Picture("prod").Zones {
		for _, i := range z.Instances {
			for _, v := range i.Tasks {
				found++
				switch v.Definition {
				case "two:1":
					if !slices.Equal(v.HostPorts, []int64{8081, 32768}) || !slices.Equal(v.DynamicPorts, []int64{32768}) || v.Checks != "UNKNOWN" {
						t.Errorf("%+v", v)
					}
				case "own:1":
					if !slices.Equal(v.HostPorts, []int64{8080}) || v.DynamicPorts != nil || v.Address == "" || v.Checks != "" {
						t.Errorf("%+v", v)
					}
				}
			}
		}
	}
	if found != 2 {
		t.Errorf("%d tasks are in the picture, want 2", found)
	}
}

// TestWhyAThrottledServiceWaits: the scheduler's trace names the throttle, and when
// it is over.
func TestWhyAThrottledServiceWaits(t *testing.T) {
	w := prelude(t, 1, true)
	must(t, w,
		`aws ecs register-task-definition --family gone --container-definitions '[{"name":"app","image":"gone:1","memory":64}]'`,
		"aws ecs create-service --cluster prod --service-name s --task-definition gone --desired-count 2", "advance 5s",
	)
	traces, err := w.Why("s")
	if err != nil {
		t.Fatal(err)
	}
	until := w.TimeOf(w.s.Services.Get(w.ecsARN("service", "prod/s")).RetryAt).Format("15:04:05")
	text := traces[0].String()
	for _, want := range []string{"✗ throttled", "until " + until + "  after 1 failed start in a row", "→ start 2, not before " + until} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
