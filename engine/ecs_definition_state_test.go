package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// TestStatesOfARevision: the table of reference 01 §1.1, and trap 22.
func TestStatesOfARevision(t *testing.T) {
	const create, update = "aws ecs create-service --cluster prod --service-name new --desired-count 1 --task-definition ", "aws ecs update-service --cluster prod --service web --task-definition "
	w := busy(t, false)
	must(t, w, newTask+`--container-definitions '[{"name":"web","image":"web:1","memory":64,"portMappings":[{"containerPort":8080}]}]'`)
	refuses := func(line, want string) {
		t.Helper()
		unchanged(t, w, line, func() {
			if err := do(w, line); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s\ngot %v, want %s", line, err, want)
			}
		})
	}
	status := func(id string) string {
		out, err := send(w, "aws ecs describe-task-definition --task-definition "+id)
		if err != nil {
			return err.Error()
		}
		return out.(*api.DescribeTaskDefinitionOutput).TaskDefinition.Status
	}
	must(t, w, "aws ecs deregister-task-definition --task-definition web:1", "aws ecs deregister-task-definition --task-definition new:1")
	unchanged(t, w, "deregistering again", func() { must(t, w, "aws ecs deregister-task-definition --task-definition new:1") })
	for _, state := range []string{"INACTIVE", "DELETE_IN_PROGRESS"} {
		for _, id := range []string{"web:1", "new:1"} {
			if got := status(id); got != state {
				t.Errorf("%s is %s, want %s", id, got, state)
			}
			refuses(create+id, "(ClientException)")
			refuses(create+id, "TaskDefinition is inactive")
			refuses(update+id, "TaskDefinition is inactive")
		}
		refuses(create+"new", "TaskDefinition not found.")
		must(t, w, "aws ecs update-service --cluster prod --service web --desired-count 4", "advance 1m", "aws ecs update-service --cluster prod --service web --desired-count 3", "advance 6m")
		if v, _ := w.FindService("web"); v.Running != 3 {
			t.Errorf("the service on a revision that is %s runs %d tasks", state, v.Running)
		}
		must(t, w, "aws ecs delete-task-definitions --task-definitions web:1 new:1")
	}
	must(t, w, "advance 1h")
	if got := status("new:1"); !strings.Contains(got, "Unable to describe task definition.") {
		t.Errorf("nothing uses new:1, and it is %s", got)
	}
	if got := status("web:1"); got != "DELETE_IN_PROGRESS" {
		t.Errorf("a service uses web:1, and it is %s", got)
	}
	must(t, w, "aws ecs delete-service --cluster prod --service web --force", "advance 10m")
	if got := status("web:1"); !strings.Contains(got, "Unable to describe task definition.") {
		t.Errorf("nothing uses web:1 any more, and it is %s", got)
	}
	must(t, w, newTask+`--container-definitions '[{"name":"web","image":"web:1","memory":64}]'`)
	if d := w.definition("new"); d.Body.Revision != 2 {
		t.Errorf("after all revisions were deleted the next is %d, want 2", d.Body.Revision)
	}
}

// TestDeletions: what cannot be deleted is named, and the rest is deleted.
func TestDeletions(t *testing.T) {
	w := prelude(t, 1, false)
	body := ` --container-definitions '[{"name":"web","image":"web:1","memory":64}]'`
	must(t, w, "aws ecs register-task-definition --family web"+body, "aws ecs deregister-task-definition --task-definition web:1")
	out, err := send(w, "aws ecs delete-task-definitions --task-definitions web:1 web:2 web:3")
	if err != nil {
		t.Fatal(err)
	}
	got := out.(*api.DeleteTaskDefinitionsOutput)
	if len(got.TaskDefinitions) != 1 || got.TaskDefinitions[0].Status != "DELETE_IN_PROGRESS" || got.TaskDefinitions[0].DeleteRequestedAt == 0 || got.TaskDefinitions[0].DeregisteredAt == 0 {
		t.Errorf("%+v", got.TaskDefinitions)
	}
	if len(got.Failures) != 2 || !strings.Contains(got.Failures[0].Reason, "still in ACTIVE status") || !strings.HasSuffix(got.Failures[1].Arn, "task-definition/web:3") {
		t.Errorf("%+v", got.Failures)
	}
}

// TestListsOfDefinitions: reference 01 §§1.1, 7.1, 7.2.
func TestListsOfDefinitions(t *testing.T) {
	w := prelude(t, 1, false)
	body := ` --container-definitions '[{"name":"web","image":"web:1","memory":64}]'`
	for range 11 {
		must(t, w, "aws ecs register-task-definition --family b"+body)
	}
	must(t, w, "aws ecs register-task-definition --family a"+body, "aws ecs register-task-definition --family old"+body, "aws ecs deregister-task-definition --task-definition old:1", "aws ecs deregister-task-definition --task-definition b:1")
	list := func(rest string) string {
		out, err := send(w, "aws ecs "+rest)
		if err != nil {
			t.Fatal(rest, err)
		}
		switch out := out.(type) {
		case *api.ListTaskDefinitionsOutput:
			for i, arn := range out.TaskDefinitionArns {
				out.TaskDefinitionArns[i] = lastOf(arn)
			}
			return fmt.Sprint(out.TaskDefinitionArns)
		case *api.ListTaskDefinitionFamiliesOutput:
			return fmt.Sprint(out.Families)
		}
		return ""
	}
	for _, c := range [][2]string{
		{"list-task-definitions", "[a:1 b:2 b:3 b:4 b:5 b:6 b:7 b:8 b:9 b:10 b:11 web:1]"},
		{"list-task-definitions --sort DESC --max-results 3", "[web:1 b:11 b:10]"},
		{"list-task-definitions --family-prefix b --max-results 2", "[b:2 b:3]"},
		{"list-task-definitions --family-prefix we", "[]"},
		{"list-task-definitions --status INACTIVE", "[b:1 old:1]"},
		{"list-task-definition-families", "[a b old web]"},
		{"list-task-definition-families --status ACTIVE", "[a b web]"},
		{"list-task-definition-families --status INACTIVE", "[old]"},
		{"list-task-definition-families --family-prefix we", "[web]"},
	} {
		if got := list(c[0]); got != c[1] {
			t.Errorf("%s\ngot  %s\nwant %s", c[0], got, c[1])
		}
	}
}

// TestPages: pages of any size, put together, are the whole list.
func TestPages(t *testing.T) {
	var whole []string
	for i := range 250 {
		whole = append(whole, fmt.Sprint("x", i))
	}
	for _, size := range []int64{1, 7, 99, 100} {
		var got []string
		for token, pages := "", int64(0); ; pages++ {
			page, next, err := pageOf(whole, token, &size)
			if err != nil || int64(len(page)) > size || pages > 250 {
				t.Fatal(size, len(page), pages, err)
			}
			got = append(got, page...)
			if token = next; token == "" {
				break
			}
		}
		if !slices.Equal(got, whole) {
			t.Errorf("pages of %d give %d", size, len(got))
		}
	}
	if page, next, _ := pageOf(whole, "", nil); len(page) != 100 || next == "" {
		t.Errorf("without a size a page has %d", len(page))
	}
}

// TestDefinitionTags: they are answered when they are asked for.
func TestDefinitionTags(t *testing.T) {
	w := prelude(t, 1, false)
	if _, wrong := attempt(t, w, definitionOf(`"tags":[{"key":"team","value":"web"}],`, with(""))); wrong != "" {
		t.Fatal(wrong)
	}
	for include, want := range map[string]int{"": 0, " --include TAGS": 1} {
		out, err := send(w, "aws ecs describe-task-definition --task-definition x"+include)
		if err != nil || len(out.(*api.DescribeTaskDefinitionOutput).Tags) != want {
			t.Errorf("%q: %+v %v", include, out, err)
		}
	}
}
