package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// run makes a call of RunTask or StartTask and returns its answer.
func run(t *testing.T, w *World, line string) ([]api.Task, []api.Failure) {
	t.Helper()
	out, err := send(w, taskAndInstance(w, line))
	if err != nil {
		t.Fatalf("%s\n%v", line, err)
	}
	switch o := out.(type) {
	case *api.RunTaskOutput:
		return o.Tasks, o.Failures
	case *api.StartTaskOutput:
		return o.Tasks, o.Failures
	}
	t.Fatalf("%s answers a %T", line, out)
	return nil, nil
}

// TestRunTaskFailures: the reasons of reference 01 §4.7, one for each ACTIVE
// instance, and partial success.
func TestRunTaskFailures(t *testing.T) {
	calm := prelude(t, 1, true)
	must(t, calm,
		`aws ecs register-task-definition --family wide --container-definitions '[{"name":"app","image":"web:1","cpu":900,"memory":64}]'`,
		`aws ecs register-task-definition --family tall --container-definitions '[{"name":"app","image":"web:1","memory":5000}]'`,
		`aws ecs register-task-definition --family fixed --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":80,"hostPort":80}]}]'`,
		`aws ecs register-task-definition --family gpu --placement-constraints type=memberOf,expression='attribute:gpu == yes' --container-definitions '[{"name":"app","image":"web:1","memory":64}]'`,
	)
	const runIt = "aws ecs run-task --cluster prod --task-definition "
	for _, c := range []struct {
		line     string
		started  int
		failures string
	}{
		{runIt + "wide --count 4", 4, ""},
		{runIt + "wide --count 6", 4, "a RESOURCE:CPU, b RESOURCE:CPU"},
		{runIt + "tall --count 10", 2, "a RESOURCE:MEMORY, b RESOURCE:MEMORY"},
		{runIt + "fixed --count 3", 2, "a RESOURCE:PORTS, b RESOURCE:PORTS"},
		{runIt + "gpu", 0, "a MemberOf placement constraint unsatisfied., b MemberOf placement constraint unsatisfied."},
		{runIt + "web --count 3 --placement-constraints type=distinctInstance", 2, "a DistinctInstance placement constraint unsatisfied., b DistinctInstance placement constraint unsatisfied."},
		{runIt + "web --count 3 --overrides memory=7000", 2, "a RESOURCE:MEMORY, b RESOURCE:MEMORY"},
		{runIt + "web --count 3 --overrides containerOverrides=[{name=web,cpu=2048}]", 2, "a RESOURCE:CPU, b RESOURCE:CPU"},
		{"aws ecs start-task --cluster prod --task-definition wide --container-instances {ci} {ci} {ci}", 2, "a RESOURCE:CPU"},
		{"aws ecs start-task --cluster prod --task-definition gpu --container-instances {ci}", 0, "a MemberOf placement constraint unsatisfied."},
		{"aws ecs start-task --cluster prod --task-definition web --container-instances 0123 {ci}", 1, "0123 MISSING"},
	} {
		w := calm.Fork()
		tasks, failures := run(t, w, c.line)
		var words []string
		for _, f := range failures {
			at := lastOf(f.Arn)
			if known := w.s.ContainerInstances.Get(f.Arn); known != nil {
				at = w.shown(known.Instance)
			}
			words = append(words, at+" "+f.Reason)
		}
		if got := strings.Join(words, ", "); len(tasks) != c.started || got != c.failures {
			t.Errorf("%s\nstarted %d, want %d; failures %s, want %s", c.line, len(tasks), c.started, got, c.failures)
		}
	}
}

// TestRunTaskSaysWhy: a call that could not place all tells why, and where.
func TestRunTaskSaysWhy(t *testing.T) {
	w := prelude(t, 1, true)
	op, in, as, err := read("aws ecs run-task --cluster prod --task-definition web --overrides memory=9000")
	if err != nil {
		t.Fatal(err)
	}
	var r *Result
	unchanged(t, w, "nothing fits", func() { r, _ = w.Call(as, op.ID(), in) })
	why, ok := w.Trace(r.Trace)
	if r.Changed || !ok || why.OK || len(why.Steps) != 2 || why.Subject != "a task of group family:web (256 CPU units, 9000 MiB)" {
		t.Errorf("%+v %v", r, why)
	}
}

// TestStartTaskWhereItIsNotActive: reference 01 §4.7, INACTIVE.
func TestStartTaskWhereItIsNotActive(t *testing.T) {
	w := prelude(t, 1, false)
	line := taskAndInstance(w, "aws ecs start-task --cluster prod --task-definition web --container-instances {ci}")
	must(t, w, `drydock FailInstance {"InstanceId": "a"}`)
	if tasks, failures := run(t, w, line); len(tasks) != 0 || len(failures) != 1 || failures[0].Reason != "INACTIVE" {
		t.Errorf("%v %v", tasks, failures)
	}
	must(t, w, `drydock FailInstance {"InstanceId": "b"}`)
	if err := do(w, "aws ecs run-task --cluster prod --task-definition web"); err == nil || !strings.Contains(err.Error(), "No Container Instances were found in your cluster.") {
		t.Error(err)
	}
}

// TestRunTaskGroups: the default group, a group's spread, and who asked.
func TestRunTaskGroups(t *testing.T) {
	w := prelude(t, 1, false)
	one, _ := run(t, w, "aws ecs run-task --cluster prod --task-definition web")
	if one[0].Group != "family:web" || one[0].StartedBy != "" || one[0].LaunchType != "EC2" || one[0].LastStatus != "PENDING" {
		t.Errorf("%+v", one[0])
	}
	four, _ := run(t, w, "aws ecs run-task --cluster prod --task-definition web --count 4 --group batch --started-by me/1 --placement-strategy type=spread,field=instanceId")
	on := map[string]int{}
	for _, task := range four {
		on[task.ContainerInstanceArn]++
	}
	if len(on) != 2 || on[four[0].ContainerInstanceArn] != 2 || four[0].Group != "batch" || four[0].StartedBy != "me/1" {
		t.Errorf("%v", on)
	}
	for _, c := range []struct {
		filter string
		n      int
	}{
		{"", 5},
		{"--family web", 5},
		{"--family wbe", 0},
		{"--started-by me/1", 4},
		{"--started-by me/1 --desired-status STOPPED", 0},
		{"--launch-type EC2", 5},
		{"--launch-type FARGATE", 0},
		{"--desired-status PENDING", 0},
	} {
		out, err := send(w, "aws ecs list-tasks --cluster prod "+c.filter)
		if err != nil {
			t.Fatal(err)
		}
		if arns := out.(*api.ListTasksOutput).TaskArns; len(arns) != c.n {
			t.Errorf("%s: %d tasks, want %d", c.filter, len(arns), c.n)
		}
	}
}

// TestRunTaskAgain: reference 01 §4.7, clientToken.
func TestRunTaskAgain(t *testing.T) {
	w := prelude(t, 1, false)
	const line = "aws ecs run-task --cluster prod --task-definition web --count 2 --client-token x"
	first, _ := run(t, w, line)
	unchanged(t, w, "the same again", func() {
		again, _ := run(t, w, line)
		arns := func(tasks []api.Task) (out []string) {
			for _, task := range tasks {
				out = append(out, task.TaskArn)
			}
			return out
		}
		if !slices.Equal(arns(first), arns(again)) {
			t.Errorf("%v and %v", arns(first), arns(again))
		}
		if err := do(w, strings.Replace(line, "count 2", "count 3", 1)); err == nil || !strings.Contains(err.Error(), "(ConflictException)") {
			t.Error(err)
		}
	})
	if other, _ := run(t, w, strings.Replace(line, "token x", "token y", 1)); other[0].TaskArn == first[0].TaskArn {
		t.Error("another token, the same task")
	}
}

// TestOverridesAreShown: what was overridden, and the other containers by name.
func TestOverridesAreShown(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `aws ecs register-task-definition --family pair --container-definitions '[{"name":"app","image":"web:1","cpu":10,"memory":64},{"name":"side","image":"web:1","memory":64}]'`)
	tasks, _ := run(t, w, `aws ecs run-task --cluster prod --task-definition pair --overrides '{"containerOverrides":[{"name":"app","command":["migrate"],"environment":[{"name":"A","value":"b"}],"memory":100}]}'`)
	got := fmt.Sprintf("%s/%s %s %v %s %s/%s", tasks[0].Cpu, tasks[0].Memory, tasks[0].Overrides.ContainerOverrides[0].Command,
		tasks[0].Overrides.ContainerOverrides[0].Environment, tasks[0].Overrides.ContainerOverrides[1].Name, tasks[0].Containers[0].Cpu, tasks[0].Containers[0].Memory)
	if want := "10/164 [migrate] [{A b}] side 10/100"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
