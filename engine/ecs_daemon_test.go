package engine

import (
	"testing"
	"time"
)

// TestDaemonsAreTheLastToStop: reference 01 §3.5, §4.5. On a DRAINING instance a
// daemon task outlives those of replica services, and not standalone ones.
func TestDaemonsAreTheLastToStop(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		"aws ecs create-service --cluster prod --service-name watch --task-definition web --scheduling-strategy DAEMON",
		"aws ecs create-service --cluster prod --service-name work --task-definition web --desired-count 2",
		"aws ecs run-task --cluster prod --task-definition web --count 4",
		"advance 1m",
	)
	watch := w.s.Services.Get(w.ecsARN("service", "prod/watch"))
	running := func() (n int64) {
		for _, arn := range watch.Tasks {
			n += one(w.s.Tasks.Get(arn).DesiredStatus == taskRunning)
		}
		return n
	}
	for c := range w.s.ContainerInstances.All() {
		if w.shown(c.Instance) == "a" {
			c.Status = "DRAINING"
		}
	}
	w.passAll("prod")
	w.Advance(time.Second)
	if !replicaOn(w, "a") {
		t.Fatal("no replica task is on a")
	}
	if running() != 2 || watch.Desired != 1 {
		t.Errorf("a replica task is on a, and %d daemon tasks run, %d desired", running(), watch.Desired)
	}
	must(t, w, "aws ecs delete-service --cluster prod --service work --force", "advance 1s")
	if running() != 1 {
		t.Errorf("only standalone tasks are left on a, and %d daemon tasks run", running())
	}
	if tasks, _ := w.ServiceTasks("watch"); len(tasks) != 1 || tasks[0].Instance != "b" {
		t.Errorf("%+v", tasks)
	}
}

// replicaOn reports whether a task of a replica service is on an instance.
func replicaOn(w *World, instance string) bool {
	for t := range w.s.Tasks.All() {
		s := w.s.Services.Get(t.Service)
		if s != nil && !s.Daemon && t.LastStatus != taskStopped && w.shown(w.s.ContainerInstances.Get(t.Instance).Instance) == instance {
			return true
		}
	}
	return false
}

// TestDaemonDefaults: reference 01 §4.5 and §6.2, bounds 0 and 100, the count by ECS.
func TestDaemonDefaults(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ecs create-service --cluster prod --service-name watch --task-definition web --scheduling-strategy DAEMON")
	s := w.s.Services.Get(w.ecsARN("service", "prod/watch"))
	view := w.serviceView(s)
	if view.SchedulingStrategy != "DAEMON" || view.DesiredCount != 2 || *view.DeploymentConfiguration.MinimumHealthyPercent != 0 || *view.DeploymentConfiguration.MaximumPercent != 100 {
		t.Errorf("%+v", view)
	}
	unchanged(t, w, "the same again", func() {
		must(t, w, "aws ecs create-service --cluster prod --service-name watch --task-definition web --scheduling-strategy DAEMON")
	})
	if err := do(w, "aws ecs create-service --cluster prod --service-name watch --task-definition web --desired-count 2"); err == nil {
		t.Error("a replica service of the same name was taken for the same")
	}
}
