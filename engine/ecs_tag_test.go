package engine

import (
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
)

// tagsOf are the tags of an answer about one thing, "key=value key=value".
func tagsOf(t *testing.T, w *World, line string) string {
	t.Helper()
	out, err := send(w, line)
	if err != nil {
		t.Fatal(line, err)
	}
	var tags []api.ECSTag
	switch out := out.(type) {
	case *api.ListTagsForResourceOutput:
		tags = out.Tags
	case *api.CreateClusterOutput:
		tags = out.Cluster.Tags
	case *api.DescribeClustersOutput:
		tags = out.Clusters[0].Tags
	case *api.RegisterTaskDefinitionOutput:
		tags = out.Tags
	case *api.DescribeTaskDefinitionOutput:
		tags = out.Tags
	case *api.CreateServiceOutput:
		tags = out.Service.Tags
	case *api.DescribeServicesOutput:
		tags = out.Services[0].Tags
	case *api.RunTaskOutput:
		tags = out.Tasks[0].Tags
	case *api.StartTaskOutput:
		tags = out.Tasks[0].Tags
	case *api.DescribeTasksOutput:
		tags = out.Tasks[0].Tags
	case *api.DescribeContainerInstancesOutput:
		tags = out.ContainerInstances[0].Tags
	default:
		t.Fatalf("%s answers a %T", line, out)
	}
	return strings.TrimSpace(tagWords(tags))
}

// TestTags: what makes a thing answers with its tags, Describe shows them only when
// asked to, and they can be changed. API Reference, TagResource.
func TestTags(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `c = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data 'ECS_CLUSTER=prod ECS_CONTAINER_INSTANCE_TAGS={"team":"red","age":""}'`,
		`drydock BootInstance {"InstanceId": "c"}`)
	const definition = newTask + `--container-definitions '[{"name":"web","image":"web:1","cpu":64,"memory":64}]'`
	c := w.s.ContainerInstances.Get(w.registered(w.idOf("instance", "c")).ARN)
	start := startTask + "web --container-instances " + lastOf(c.ARN)
	for _, thing := range []struct {
		make, made     string // the call that makes it with tags, and these
		arn            string // of it; empty for a task, whose id is drawn
		describe, like string // the call that describes it, and its --include
	}{
		{"aws ecs create-cluster --cluster-name blue --tags key=team,value=blue", "team=blue", ecsARN + "cluster/blue", "aws ecs describe-clusters --clusters blue", " --include TAGS"},
		{definition + " --tags key=team,value=blue key=empty,value=", "team=blue empty=", ecsARN + "task-definition/new:1", "aws ecs describe-task-definition --task-definition new", " --include TAGS"},
		{newService + "--task-definition web --desired-count 0 --tags key=team,value=blue", "team=blue", ecsARN + "service/prod/new", "aws ecs describe-services --cluster prod --services new", " --include TAGS"},
		{runTask + "web --tags key=team,value=blue", "team=blue", "", "aws ecs describe-tasks --cluster prod --tasks {task}", " --include TAGS"},
		{start + " --tags key=team,value=blue", "team=blue", "", "aws ecs describe-tasks --cluster prod --tasks {task}", " --include TAGS"},
		{"aws ecs list-tags-for-resource --resource-arn c", "age= team=red", c.ARN, "aws ecs describe-container-instances --cluster prod --container-instances c", " --include TAGS CONTAINER_INSTANCE_HEALTH"},
	} {
		if got := tagsOf(t, w, thing.make); got != thing.made {
			t.Errorf("%s\n%s, want %s", thing.make, got, thing.made)
		}
		arn := thing.arn
		if arn == "" {
			each(&w.s.Tasks, func(t *task) { arn = t.ARN })
			thing.describe = strings.ReplaceAll(thing.describe, "{task}", lastOf(arn))
		}
		if got := tagsOf(t, w, thing.describe); got != "" {
			t.Errorf("%s shows %s", thing.describe, got)
		}
		of := " --resource-arn " + arn
		before := len(w.Events())
		must(t, w, "aws ecs tag-resource --tags key=team,value=green key=Team,value=x"+of, "aws ecs untag-resource --tag-keys empty nothing"+of)
		want := strings.ReplaceAll(strings.ReplaceAll(thing.made, " empty=", ""), "team=blue", "team=green")
		want = strings.ReplaceAll(want, "team=red", "team=green") + " Team=x"
		for _, line := range []string{thing.describe + thing.like, "aws ecs list-tags-for-resource" + of} {
			if got := tagsOf(t, w, line); got != want {
				t.Errorf("%s\n%s, want %s", line, got, want)
			}
		}
		if told := w.Events()[before]; told.Name != "TagResource" || !strings.Contains(told.Message, "team=green") || told.Resources[0] != arn {
			t.Errorf("the event is %+v", told)
		}
		unchanged(t, w, "the same again", func() {
			must(t, w, "aws ecs tag-resource --tags key=team,value=green"+of, "aws ecs untag-resource --tag-keys empty"+of)
		})
	}
}

// TestTagsOfTasks: which tags a task gets. API Reference, RunTask, CreateService and
// UpdateService; "Tagging Amazon ECS resources".
func TestTagsOfTasks(t *testing.T) {
	const definition = `aws ecs register-task-definition --family tagged --container-definitions '[{"name":"web","image":"web:1","cpu":64,"memory":64}]' --tags key=from,value=definition key=size,value=s`
	const service = newService + "--task-definition tagged --desired-count 1 --tags key=from,value=service key=team,value=red"
	const update = "aws ecs update-service --cluster prod --service new --desired-count 1"
	for _, c := range []struct {
		name, line, want string
		after            []string
	}{
		{"none by themselves", runTask + "tagged", "", nil},
		{"of the definition", runTask + "tagged --propagate-tags TASK_DEFINITION", "from=definition size=s", nil},
		{"the request's win", runTask + "tagged --propagate-tags TASK_DEFINITION --tags key=from,value=me key=x,value=y", "from=me size=s x=y", nil},
		{"and stay alone with NONE", runTask + "tagged --propagate-tags NONE --tags key=x,value=y", "x=y", nil},
		{"those of ECS", runTask + "tagged --enable-ecs-managed-tags --tags key=x,value=y", "x=y aws:ecs:clusterName=prod", nil},
		{"StartTask", startTask + "tagged --container-instances a --propagate-tags TASK_DEFINITION --enable-ecs-managed-tags", "from=definition size=s aws:ecs:clusterName=prod", nil},
		{"a service's tasks get none", service, "", nil},
		{"of the service", service + " --propagate-tags SERVICE", "from=service team=red", nil},
		{"of the service's definition", service + " --propagate-tags TASK_DEFINITION --enable-ecs-managed-tags", "from=definition size=s aws:ecs:clusterName=prod aws:ecs:serviceName=new", nil},
		{"as they are when the task starts", service + " --propagate-tags SERVICE", "from=service team=blue", []string{"aws ecs tag-resource --tags key=team,value=blue --resource-arn " + ecsARN + "service/prod/new", "aws ecs update-service --cluster prod --service new --force-new-deployment"}},
		{"running tasks keep theirs", service + " --propagate-tags SERVICE", "from=service team=red", []string{update + " --propagate-tags NONE --enable-ecs-managed-tags"}},
		{"new ones get what the update says", service + " --propagate-tags SERVICE", "aws:ecs:clusterName=prod aws:ecs:serviceName=new", []string{update + " --propagate-tags NONE --enable-ecs-managed-tags --force-new-deployment"}},
		{"an update that says nothing changes nothing", service + " --propagate-tags SERVICE --enable-ecs-managed-tags", "from=service team=red aws:ecs:clusterName=prod aws:ecs:serviceName=new", []string{update + " --force-new-deployment"}},
		{"a daemon", strings.ReplaceAll(service, "--desired-count 1", "--scheduling-strategy DAEMON") + " --propagate-tags SERVICE", "from=service team=red", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, false)
			must(t, w, definition, c.line, "advance 1m")
			for _, line := range c.after {
				must(t, w, line, "advance 3m")
			}
			last := ""
			each(&w.s.Tasks, func(t *task) { last = t.ID })
			if got := tagsOf(t, w, "aws ecs describe-tasks --cluster prod --include TAGS --tasks "+last); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestLimitsOfTags: 50, of which those of AWS are not counted.
func TestLimitsOfTags(t *testing.T) {
	w := prelude(t, 1, false)
	tags := func(prefix string, n int) string {
		line := " --tags"
		for i := range n {
			line += fmt.Sprintf(" key=%s%d,value=x", prefix, i)
		}
		return line
	}
	must(t, w, runTask+"web --enable-ecs-managed-tags"+tags("k", 50))
	arn := ""
	each(&w.s.Tasks, func(t *task) { arn = t.ARN })
	must(t, w, "aws ecs tag-resource --tags key=k7,value=y --resource-arn "+arn)
	for line, code := range map[string]string{
		"aws ecs tag-resource --tags key=one,value=more --resource-arn " + arn: "LimitExceededException",
		runTask + "web" + tags("k", 51):                                        "InvalidParameterException",
	} {
		if _, err := send(w, line); err == nil || !strings.Contains(err.Error(), "("+code+")") {
			t.Errorf("%.60s: %v, want %s", line, err, code)
		}
	}
	must(t, w, newTask+`--container-definitions '[{"name":"web","image":"web:1","cpu":64,"memory":64}]'`+tags("d", 30))
	if _, err := send(w, runTask+"new --propagate-tags TASK_DEFINITION"+tags("k", 21)); err == nil || !strings.Contains(err.Error(), "(InvalidParameterException)") {
		t.Errorf("30 of the definition and 21 more: %v", err)
	}
	must(t, w, runTask+"new --propagate-tags TASK_DEFINITION"+tags("k", 20))
}

// TestTagsEndWithTheThing: "When a resource is deleted, the tags that are associated
// with that resource are deleted as well."
func TestTagsEndWithTheThing(t *testing.T) {
	w := prelude(t, 1, false)
	tag := "aws ecs tag-resource --tags key=team,value=red --resource-arn "
	must(t, w, "aws ecs create-cluster --cluster-name blue --tags key=team,value=blue", "aws ecs create-cluster --cluster-name blue --tags key=team,value=red",
		newService+"--task-definition web --desired-count 1 --tags key=team,value=blue", "advance 1m", tag+"a")
	if got := tagsOf(t, w, "aws ecs describe-clusters --clusters blue --include TAGS"); got != "team=blue" {
		t.Errorf("a cluster that is there has got %s", got)
	}
	stopped, instance := "", w.registered(w.idOf("instance", "a")).ARN
	each(&w.s.Tasks, func(v *task) { stopped = v.ARN })
	must(t, w, tag+stopped, "aws ecs delete-cluster --cluster blue", "aws ecs delete-service --cluster prod --service new --force", "advance 1m",
		"aws ecs deregister-container-instance --cluster prod --container-instance a")
	for _, gone := range []struct{ arn, words string }{
		{ecsARN + "cluster/blue", "The specified cluster is inactive. Specify an active cluster and try again."},
		{ecsARN + "service/prod/new", "The specified service is inactive."},
		{instance, "The specified container instance is inactive."},
		{stopped, "The specified task is stopped."},
	} {
		for _, line := range []string{tag + gone.arn, "aws ecs list-tags-for-resource --resource-arn " + gone.arn} {
			if _, err := send(w, line); err == nil || !strings.Contains(err.Error(), "(InvalidParameterException)") || !strings.Contains(err.Error(), gone.words) {
				t.Errorf("%s\n%v", line, err)
			}
		}
	}
	for line, want := range map[string]string{
		"aws ecs describe-clusters --include TAGS --clusters blue":                                                     "",
		"aws ecs describe-services --include TAGS --cluster prod --services new":                                       "",
		"aws ecs describe-container-instances --include TAGS --cluster prod --container-instances " + lastOf(instance): "",
		"aws ecs describe-tasks --include TAGS --cluster prod --tasks " + lastOf(stopped):                              "team=red", // it is not deleted yet
		"aws ecs create-cluster --cluster-name blue":                                                                   "",
	} {
		if got := tagsOf(t, w, line); got != want {
			t.Errorf("%s\n%q, want %q", line, got, want)
		}
	}
}

// TestTagsOfTheAgent: ECS_CONTAINER_INSTANCE_TAGS.
func TestTagsOfTheAgent(t *testing.T) {
	for _, c := range []struct{ userData, tags, refusal string }{
		{"ECS_CLUSTER=prod", "", ""},
		{"#!/bin/bash\necho 'ECS_CONTAINER_INSTANCE_TAGS={\"b\": \"2\", \"a\": \"1\"}' >> /etc/ecs/ecs.config\n", "a=1 b=2", ""},
		{"ECS_CONTAINER_INSTANCE_TAGS=team", "", "ECS_CONTAINER_INSTANCE_TAGS is not a JSON object of texts."},
		{`ECS_CONTAINER_INSTANCE_TAGS={"aws:x":"y"}`, "aws:x=y", "The tag key 'aws:x' begins with aws:, which is reserved."},
	} {
		tags, err := agentTags(c.userData)
		refusal := ""
		if err != nil {
			refusal = err.Message
		}
		if got := strings.TrimSpace(tagWords(tags)); got != c.tags || refusal != c.refusal {
			t.Errorf("%s\n%s, %s", c.userData, got, refusal)
		}
	}
	w := prelude(t, 1, false)
	must(t, w, `c = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data 'ECS_CLUSTER=prod ECS_CONTAINER_INSTANCE_TAGS=x'`, "advance 5m")
	if traces, err := w.Why("c"); err != nil || !strings.Contains(traces[0].String(), "tags in user data") {
		t.Errorf("%v %v", traces, err)
	}
}

// TestTagsOfTasksOfTaskSets: the tasks of a task set get the tags that their service
// says, and an update that says nothing of tags or ECS Exec leaves both.
func TestTagsOfTasksOfTaskSets(t *testing.T) {
	w := execWorld(t)
	must(t, w, newService+"--desired-count 1 --deployment-controller type=EXTERNAL --tags key=team,value=red --propagate-tags SERVICE --enable-ecs-managed-tags --enable-execute-command",
		"aws ecs update-service --cluster prod --service new --desired-count 2",
		"aws ecs create-task-set --cluster prod --service new --task-definition one --scale value=100,unit=PERCENT", "advance 2m")
	if _, err := send(w, "aws ecs create-task-set --cluster prod --service new --task-definition web --scale value=0,unit=PERCENT"); err == nil || !strings.Contains(err.Error(), "a valid taskRoleArn is not being used") {
		t.Error("a task set without a task role:", err)
	}
	if got := tagsOf(t, w, "aws ecs describe-tasks --cluster prod --include TAGS --tasks "+newestTask(w)); got != "team=red aws:ecs:clusterName=prod aws:ecs:serviceName=new" {
		t.Errorf("the task has %s", got)
	}
	if got := execs(t, w, "aws ecs execute-command --cluster prod --command sh --interactive --task "+newestTask(w)); got != "web" {
		t.Error(got)
	}
}
