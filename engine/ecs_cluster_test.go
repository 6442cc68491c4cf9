package engine

import (
	"fmt"
	"testing"

	"drydock/engine/api"
)

// TestClusterCounts: what DescribeClusters counts. Reference 01 §3.1, §7.2.
func TestClusterCounts(t *testing.T) {
	w := busy(t, false)
	must(t, w, taskAndInstance(w, "aws ecs update-container-instances-state --cluster prod --container-instances {ci} --status DRAINING"),
		"aws ecs update-cluster-settings --cluster prod --settings name=containerInsights,value=enhanced",
		"aws ecs create-service --cluster prod --service-name gone --task-definition web --desired-count 1", "advance 1m",
		"aws ecs delete-service --cluster prod --service gone --force")
	out, err := send(w, "aws ecs describe-clusters --clusters prod --include STATISTICS SETTINGS")
	if err != nil {
		t.Fatal(err)
	}
	k := out.(*api.DescribeClustersOutput).Clusters[0]
	if k.RegisteredContainerInstancesCount != 2 || k.RunningTasksCount != 4 || k.ActiveServicesCount != 1 {
		t.Errorf("%+v", k)
	}
	want := "[{runningEC2TasksCount 4} {runningFargateTasksCount 0} {pendingEC2TasksCount 0} {pendingFargateTasksCount 0} " +
		"{activeEC2ServiceCount 1} {activeFargateServiceCount 0} {drainingEC2ServiceCount 1} {drainingFargateServiceCount 0}]"
	if got := fmt.Sprint(k.Statistics); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := fmt.Sprint(k.Settings); got != "[{containerInsights enhanced}]" {
		t.Error(got)
	}
}

// TestDeleteClusterWithTasks: tasks keep a cluster that has no instances and no
// services. On EC2 nothing leaves them behind, so the test does.
func TestDeleteClusterWithTasks(t *testing.T) { // reference 01 §7.1
	w := busy(t, false)
	each(&w.s.ContainerInstances, func(c *containerInst) { c.Status = instanceInactive })
	each(&w.s.Services, func(s *service) { s.Status = "DRAINING" })
	_, err := send(w, "aws ecs delete-cluster --cluster prod")
	if refusal, ok := err.(*api.Error); !ok || refusal.Code != "ClusterContainsTasksException" {
		t.Error(err)
	}
}
