package engine

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"drydock/engine/api"
)

// execs is how a line of ExecuteCommand ends: the container of the session, or the
// code and the sentence of the refusal.
func execs(t *testing.T, w *World, line string) string {
	t.Helper()
	out, err := send(w, line)
	if err != nil {
		return strings.Replace(err.Error(), " when calling the ExecuteCommand operation", "", 1)
	}
	return out.(*api.ExecuteCommandOutput).ContainerName
}

const (
	execOff      = "An error occurred (InvalidParameterException): The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."
	execInternal = "An error occurred (TargetNotConnectedException): The execute command failed due to an internal error. Try again later."
	execRole     = "--task-role-arn arn:aws:iam::123456789012:role/app "
)

// execWorld is the prelude's world with the task definition two, whose container
// log can only be read, and a task role.
func execWorld(t *testing.T) *World {
	t.Helper()
	w := withRoles(prelude(t, 1, false), "app", "debug")
	must(t, w, `drydock DeclareImage {"Uri": "log:1", "Size": 5}`, `drydock DeclareImage {"Uri": "init:1", "Size": 5, "ExitsAfter": 20000}`,
		"aws ecs register-task-definition --family one "+execRole+`--container-definitions '[{"name":"web","image":"web:1","cpu":64,"memory":64}]'`,
		"aws ecs register-task-definition --family two "+execRole+`--container-definitions '[{"name":"web","image":"web:1","cpu":64,"memory":64},{"name":"log","image":"log:1","memory":64,"readonlyRootFilesystem":true},{"name":"init","image":"init:1","memory":64,"essential":false}]'`)
	return w
}

// newestTask is the id of the task that was made last.
func newestTask(w *World) (id string) {
	each(&w.s.Tasks, func(t *task) { id = t.ID })
	return id
}

// TestExecuteCommand: API Reference, ExecuteCommand, and what the real service was
// seen to say.
func TestExecuteCommand(t *testing.T) {
	w := execWorld(t)
	must(t, w, runTask+"two --enable-execute-command", "advance 1s")
	id := newestTask(w)
	in := fmt.Sprintf("aws ecs execute-command --cluster prod --task %s --command /bin/sh --interactive", id)
	if got := execs(t, w, in+" --container web"); got != execInternal {
		t.Errorf("before it is RUNNING: %s", got)
	}
	must(t, w, "advance 1m")
	for line, want := range map[string]string{
		in + " --container web":  "web",
		in:                       "An error occurred (InvalidParameterException): The task has 3 containers: name one with container.",
		in + " --container db":   "An error occurred (InvalidParameterException): The task has no container named db.",
		in + " --container log":  execOff,      // it cannot be written to
		in + " --container init": execInternal, // it has exited
		strings.Replace(in, "--interactive", "--no-interactive --container web", 1): "An error occurred (InvalidParameterException): Interactive is the only mode supported currently.",
	} {
		if got := execs(t, w, line); got != want {
			t.Errorf("%s\n%s, want %s", line, got, want)
		}
	}
	a, b := session(t, w, in), session(t, w, in)
	if a.Session.SessionId == b.Session.SessionId || !regexp.MustCompile(`^ecs-execute-command-[0-9a-f]{17}$`).MatchString(a.Session.SessionId) ||
		!strings.Contains(a.Session.StreamUrl, a.Session.SessionId) || a.TaskArn != w.ecsARN("task", "prod/"+id) || !a.Interactive {
		t.Errorf("%+v %+v, %+v", a, a.Session, b.Session)
	}
	if last := w.Events()[len(w.Events())-1]; last.Name != "ExecuteCommand" || !strings.Contains(last.Message, "'/bin/sh' in (container web)") {
		t.Errorf("told is %+v", last)
	}
	host := w.s.ContainerInstances.Get(w.s.Tasks.Get(w.ecsARN("task", "prod/"+id)).Instance).Instance
	must(t, w, fmt.Sprintf(`drydock DisconnectAgent {"InstanceId": %q, "For": 60000}`, host))
	if got := execs(t, w, in+" --container web"); got != execInternal {
		t.Errorf("without the agent: %s", got)
	}
	must(t, w, "advance 2m")
	if got := execs(t, w, in+" --container web"); got != "web" {
		t.Errorf("when the agent is back: %s", got)
	}
	must(t, w, "aws ecs stop-task --cluster prod --task "+id, "advance 1m")
	if got := execs(t, w, in+" --container web"); got != execInternal {
		t.Errorf("when the task is STOPPED: %s", got)
	}
}

func session(t *testing.T, w *World, line string) *api.ExecuteCommandOutput {
	t.Helper()
	out, err := send(w, line+" --container web")
	if err != nil {
		t.Fatal(err)
	}
	return out.(*api.ExecuteCommandOutput)
}

// TestExecIsOfNewTasks: "You can't turn on ECS Exec for existing tasks"; an update
// that only turns it on starts no deployment.
func TestExecIsOfNewTasks(t *testing.T) {
	w := execWorld(t)
	update := "aws ecs update-service --cluster prod --service new "
	for _, step := range []struct {
		lines           []string
		service         bool // what the service shows
		task            bool // the newest task
		deployments     int
		answer, because string
	}{
		{[]string{newService + "--task-definition one --desired-count 1", "advance 1m"}, false, false, 1, execOff, ""},
		{[]string{update + "--enable-execute-command", "advance 1m"}, true, false, 1, execOff, "the task was there before"},
		{[]string{update + "--desired-count 1", "advance 1m"}, true, false, 1, execOff, "what is not said stays"},
		{[]string{update + "--force-new-deployment", "advance 3m"}, true, true, 1, "web", ""},
		{[]string{update + "--disable-execute-command", "advance 1m"}, false, true, 1, "web", "the task keeps it"},
	} {
		must(t, w, step.lines...)
		described, err := send(w, "aws ecs describe-services --cluster prod --services new")
		if err != nil {
			t.Fatal(err)
		}
		s := described.(*api.DescribeServicesOutput).Services[0]
		tasks, err := send(w, "aws ecs describe-tasks --cluster prod --tasks "+newestTask(w))
		if err != nil {
			t.Fatal(err)
		}
		shown := tasks.(*api.DescribeTasksOutput).Tasks[0]
		if s.EnableExecuteCommand != step.service || shown.EnableExecuteCommand != step.task || len(s.Deployments) != step.deployments {
			t.Errorf("%v: service %t, task %t, %d deployments", step.lines, s.EnableExecuteCommand, shown.EnableExecuteCommand, len(s.Deployments))
		}
		if agents := shown.Containers[0].ManagedAgents; (len(agents) == 1 && agents[0].Name == "ExecuteCommandAgent" && agents[0].LastStatus == "RUNNING" && agents[0].LastStartedAt > 0) != step.task {
			t.Errorf("%v: agents %+v", step.lines, agents)
		}
		if got := execs(t, w, "aws ecs execute-command --cluster prod --command sh --interactive --task "+newestTask(w)); got != step.answer {
			t.Errorf("%v %s: %s", step.lines, step.because, got)
		}
	}
	if _, err := send(w, update+"--enable-execute-command --task-definition web"); err == nil || !strings.Contains(err.Error(), "The service couldn't be updated because a valid taskRoleArn is not being used.") {
		t.Error(err)
	}
}

// TestExecNeedsATaskRole: of the definition, or as an override, which is shown.
func TestExecNeedsATaskRole(t *testing.T) {
	w := execWorld(t)
	if _, err := send(w, newService+"--task-definition web --desired-count 1 --enable-execute-command"); err == nil || !strings.Contains(err.Error(), "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.") {
		t.Error(err)
	}
	for _, start := range []string{runTask + "web", startTask + "web --container-instances a"} {
		must(t, w, start+" --enable-execute-command --overrides taskRoleArn=debug", "advance 1m")
		out, err := send(w, "aws ecs describe-tasks --cluster prod --tasks "+newestTask(w))
		if err != nil {
			t.Fatal(err)
		}
		if task := out.(*api.DescribeTasksOutput).Tasks[0]; task.Overrides.TaskRoleArn != "debug" || !task.EnableExecuteCommand {
			t.Errorf("%s: %+v", start, task)
		}
		if got := execs(t, w, "aws ecs execute-command --cluster prod --command sh --interactive --task "+newestTask(w)); got != "web" {
			t.Errorf("%s: %s", start, got)
		}
	}
}

// TestAgentsOfContainers: the agent of ECS Exec stands as its container does.
func TestAgentsOfContainers(t *testing.T) {
	w := execWorld(t)
	must(t, w, runTask+"two --enable-execute-command", "advance 1s")
	agents := func() string {
		out, err := send(w, "aws ecs describe-tasks --cluster prod --tasks "+newestTask(w))
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, k := range out.(*api.DescribeTasksOutput).Tasks[0].Containers {
			words = append(words, k.Name+" "+k.ManagedAgents[0].LastStatus)
		}
		return strings.Join(words, ", ")
	}
	for _, step := range []struct{ line, want string }{
		{"advance 1s", "web PENDING, log PENDING, init PENDING"},
		{"advance 10s", "web RUNNING, log STOPPED, init RUNNING"}, // log cannot be written to
		{"advance 1m", "web RUNNING, log STOPPED, init STOPPED"},
	} {
		must(t, w, step.line)
		if got := agents(); got != step.want {
			t.Errorf("%s: %s, want %s", step.line, got, step.want)
		}
	}
}
