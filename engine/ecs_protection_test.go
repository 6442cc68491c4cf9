package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// protections are the answer to a line on task protection, a word for each task:
// its id and until when it is protected, or why it is not there.
func protections(t *testing.T, w *World, line string) string {
	t.Helper()
	out, err := send(w, line)
	if err != nil {
		t.Fatal(line, err)
	}
	var tasks []api.ProtectedTask
	var failures []api.Failure
	switch out := out.(type) {
	case *api.UpdateTaskProtectionOutput:
		tasks, failures = out.ProtectedTasks, out.Failures
	case *api.GetTaskProtectionOutput:
		tasks, failures = out.ProtectedTasks, out.Failures
	}
	var words []string
	for _, task := range tasks {
		until := "no"
		if task.ProtectionEnabled {
			until = fmt.Sprint(sim.Time(task.ExpirationDate) - sim.Time(w.stamp(0)))
		} else if task.ExpirationDate != 0 {
			t.Errorf("%s is not protected, until %v", task.TaskArn, task.ExpirationDate)
		}
		words = append(words, lastOf(task.TaskArn)[:4]+" "+until)
	}
	for _, f := range failures {
		words = append(words, lastOf(f.Arn)[:4]+" "+f.Reason)
	}
	return strings.Join(words, ", ")
}

// working is the prelude's world with a service of n tasks that are RUNNING, and
// their ids.
func working(t *testing.T, n int) (w *World, s *service, ids []string) {
	t.Helper()
	w = prelude(t, 1, false)
	must(t, w, fmt.Sprintf("aws ecs create-service --cluster prod --service-name work --task-definition web --desired-count %d", n), "advance 1m")
	s = w.s.Services.Get(w.ecsARN("service", "prod/work"))
	for _, arn := range s.Tasks {
		ids = append(ids, lastOf(arn))
	}
	return w, s, ids
}

// TestTaskProtection: API Reference, UpdateTaskProtection and GetTaskProtection.
func TestTaskProtection(t *testing.T) {
	w, _, ids := working(t, 3)
	must(t, w, "aws ecs run-task --cluster prod --task-definition web", "aws ecs stop-task --cluster prod --task "+ids[2])
	alone := ""
	each(&w.s.Tasks, func(t *task) {
		if t.Service == "" {
			alone = t.ID
		}
	})
	update, get := "aws ecs update-task-protection --cluster prod --tasks ", "aws ecs get-task-protection --cluster prod"
	a, b, stopped := ids[0][:4], ids[1][:4], ids[2][:4]
	for _, step := range []struct{ line, want string }{
		{get, ""},
		{update + ids[0] + " --protection-enabled", a + " 120m"},
		{update + ids[1] + " " + ids[0] + " --protection-enabled --expires-in-minutes 1", b + " 1m, " + a + " 1m"}, // set anew, shorter too
		{update + ids[1] + " --no-protection-enabled", b + " no"},
		{update + ids[1] + " --protection-enabled --expires-in-minutes 2880", b + " 2880m"},
		{update + alone + " " + ids[2] + " 0123 --protection-enabled", alone[:4] + " TASK_NOT_VALID, " + stopped + " TASK_NOT_VALID, 0123 MISSING"},
		{get + " --tasks " + ids[0] + " " + alone + " 0123 " + ids[2], a + " 1m, " + stopped + " no, " + alone[:4] + " TASK_NOT_VALID, 0123 MISSING"},
		{get, a + " 1m, " + b + " 2880m"},
		{get + " --tasks " + w.s.Tasks.Get(w.ecsARN("task", "prod/"+ids[0])).ARN, a + " 1m"},
	} {
		want := step.want
		for _, minutes := range []int{2880, 120, 1} {
			want = strings.ReplaceAll(want, fmt.Sprintf(" %dm", minutes), fmt.Sprintf(" %s", w.Now().Add(time.Duration(minutes)*time.Minute)))
		}
		if got := protections(t, w, step.line); got != want {
			t.Errorf("%s\n%s, want %s", step.line, got, want)
		}
	}
	w.Advance(59*time.Second + 999*time.Millisecond)
	if got := protections(t, w, get); !strings.HasPrefix(got, a) {
		t.Errorf("a millisecond before its end: %s", got)
	}
	w.Advance(time.Millisecond)
	if got := protections(t, w, get); !strings.HasPrefix(got, b) {
		t.Errorf("at the end of one minute: %s", got)
	}
	must(t, w, "aws ecs stop-task --cluster prod --task "+ids[1])
	if got := protections(t, w, get); got != "" {
		t.Errorf("a task that was told to stop is protected: %s", got)
	}
}

// TestProtectionThatChangesNothing: the same protection again is no change.
func TestProtectionThatChangesNothing(t *testing.T) {
	w, _, ids := working(t, 1)
	line := "aws ecs update-task-protection --cluster prod --tasks " + ids[0]
	for _, option := range []string{" --no-protection-enabled", " --protection-enabled"} {
		if option == " --protection-enabled" {
			must(t, w, line+option)
		}
		unchanged(t, w, option, func() { must(t, w, line+option) })
	}
}

// TestDeploymentBlocked: while more tasks are protected than desired, no task can
// be protected; each of the three ways out of it that the page names helps.
func TestDeploymentBlocked(t *testing.T) {
	w, _, ids := working(t, 3)
	enable := "aws ecs update-task-protection --cluster prod --protection-enabled --tasks "
	must(t, w, enable+strings.Join(ids[:2], " ")+" --expires-in-minutes 5", "aws ecs update-service --cluster prod --service work --desired-count 1 --deployment-configuration minimumHealthyPercent=100,maximumPercent=400", "advance 1m")
	blocked := ids[0][:4] + " DEPLOYMENT_BLOCKED"
	for _, way := range []struct {
		name string
		do   []string
		want string
	}{
		{"nothing is done", nil, blocked},
		{"only a second is over", []string{"advance 1s"}, blocked},
		{"protection ends", []string{"advance 4m"}, ids[0][:4] + " 120"},
		{"one is protected no more", []string{"aws ecs update-task-protection --cluster prod --no-protection-enabled --tasks " + ids[1]}, ids[0][:4] + " 120"},
		{"more are desired", []string{"aws ecs update-service --cluster prod --service work --desired-count 2"}, ids[0][:4] + " 120"},
	} {
		t.Run(way.name, func(t *testing.T) {
			f := w.Fork()
			must(t, f, way.do...)
			want := way.want
			if strings.HasSuffix(want, " 120") {
				want = fmt.Sprintf("%s %s", ids[0][:4], f.Now().Add(2*time.Hour))
			}
			if way.name == "protection ends" { // and one of them was stopped then
				f.Advance(0)
				left := lastOf(f.s.Services.Get(f.ecsARN("service", "prod/work")).Tasks[0])
				want = fmt.Sprintf("%s %s", left[:4], f.Now().Add(2*time.Hour))
				if got := protections(t, f, enable+left); got != want {
					t.Errorf("%s, want %s", got, want)
				}
				return
			}
			if got := protections(t, f, enable+ids[0]); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}

// TestProtectedDaemons: a protected daemon task stays on an instance where it is
// not to be any more, until its protection ends.
func TestProtectedDaemons(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ecs create-service --cluster prod --service-name watch --task-definition web --scheduling-strategy DAEMON", "advance 1m")
	watch := w.s.Services.Get(w.ecsARN("service", "prod/watch"))
	first := w.s.Tasks.Get(watch.Tasks[0])
	must(t, w, "aws ecs update-task-protection --cluster prod --protection-enabled --expires-in-minutes 10 --tasks "+first.ID,
		"aws ecs update-container-instances-state --cluster prod --status DRAINING --container-instances "+lastOf(first.Instance), "advance 5m")
	if first.DesiredStatus != taskRunning || watch.Steady {
		t.Errorf("while it is protected: %s, steady %t", first.DesiredStatus, watch.Steady)
	}
	must(t, w, "advance 5m")
	if first.LastStatus != taskStopped || !watch.Steady {
		t.Errorf("after that: %s, steady %t", first.LastStatus, watch.Steady)
	}
}

// TestProtectionIsToldOnce: the event on protected tasks is not repeated within six
// hours while its cause lasts, and told again when the cause has come back.
func TestProtectionIsToldOnce(t *testing.T) {
	w, s, ids := working(t, 2)
	told := func() (n int) {
		for _, e := range s.Events {
			if strings.HasSuffix(e.Message, "unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks") {
				n++
			}
		}
		return n
	}
	protect := "aws ecs update-task-protection --cluster prod --protection-enabled --expires-in-minutes 2880 --tasks " + strings.Join(ids, " ")
	scale := "aws ecs update-service --cluster prod --service work --desired-count "
	var got []int
	for _, lines := range [][]string{{protect, scale + "1", "advance 1m"}, {scale + "0", "advance 1h"}, {scale + "2", "advance 1h", scale + "1", "advance 1m"}} {
		must(t, w, lines...)
		got = append(got, told())
	}
	if diff := cmp.Diff([]int{1, 1, 2}, got); diff != "" {
		t.Error(diff)
	}
}
