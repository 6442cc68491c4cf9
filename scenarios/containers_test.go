package scenarios

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ordered is the small scenario with an application that needs a migration, which
// starts after it has started, or after it has succeeded.
func ordered(condition string) string {
	text := strings.Replace(small, `[[world.task_definition]]`, `[[world.image]]
uri         = "migrate:1"
exits_after = "10s"

[[world.task_definition]]`, 1)
	text = strings.Replace(text, "listens = 80\n", "needs   = [\"migrate:1\"]\n", 1)
	text = strings.Replace(text, `container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }]`,
		`container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory_reservation = 128, depends_on = [{ container_name = "migrate", condition = "`+condition+`" }] }, { name = "migrate", image = "migrate:1", cpu = 32, memory = 64, essential = false }]
memory                = "256"`, 1)
	return text + three
}

// Goals see the containers of a service's tasks, and what each task holds and how
// long it has run; what an application needs decides whether it stays.
func TestContainersAndWhatTheyNeed(t *testing.T) {
	s, err := loadText(ordered("SUCCESS"), nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	got, err := a.view.Containers("web")
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v %v", got, err)
	}
	tasks, err := a.view.Tasks("web")
	if err != nil || len(tasks) != 1 {
		t.Fatalf("%+v %v", tasks, err)
	}
	want := []Container{
		{Task: tasks[0].ID, Name: "web", Image: "web:1", Status: "RUNNING", Exit: -1, Limit: 256},
		{Task: tasks[0].ID, Name: "migrate", Image: "migrate:1", Status: "STOPPED", Exit: 0, Limit: 64},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if tasks[0].Memory != 256 || tasks[0].CPU != 96 {
		t.Errorf("it holds %d CPU units and %d MiB, not 96 and 256", tasks[0].CPU, tasks[0].Memory)
	}
	before := tasks[0].Age
	a.Advance(30 * time.Second)
	if tasks, _ = a.view.Tasks("web"); before < 30 || tasks[0].Age != before+30 {
		t.Errorf("age %d, and %d after 30 seconds", before, tasks[0].Age)
	}
	if _, err := a.view.Containers("shop"); err == nil {
		t.Error("a service that is not there has containers")
	}

	if s, err = loadText(ordered("START"), nil); err != nil {
		t.Fatal(err)
	}
	early := begin(t, s, 1)
	for range 6 {
		early.Advance(10 * time.Second)
		if tasks, _ = early.view.Tasks("web"); len(tasks) == 1 && tasks[0].Age > 1 {
			t.Fatalf("the application runs although the migration had not finished: %+v", tasks[0])
		}
	}
}

// What an application needs is an image that the world has.
func TestNeedsNamesAnImage(t *testing.T) {
	_, err := loadText(strings.Replace(ordered("START"), `["migrate:1"]`, `["migrate:2"]`, 1), nil)
	if err == nil || !strings.Contains(err.Error(), `there is no image "migrate:2"`) {
		t.Error(err)
	}
}

// Tables of one family are its revisions, in their order.
func TestTablesOfOneFamilyAreRevisions(t *testing.T) {
	second := `[[world.image]]
uri = "web:2"

[[world.task_definition]]
family                = "web"
container_definitions = [{ name = "web", image = "web:2", cpu = 64, memory = 128 }]

[[world.service]]`
	for revision, image := range map[string]string{"web:1": "web:1", "web:2": "web:2", "web": "web:2"} {
		text := strings.Replace(small, "[[world.service]]", second, 1)
		text = strings.Replace(text, `task_definition = "web"`, `task_definition = "`+revision+`"`, 1)
		s, err := loadText(text+three, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := begin(t, s, 1).view.Containers("web")
		if err != nil || len(got) != 1 || got[0].Image != image {
			t.Errorf("a service of %s: %+v %v", revision, got, err)
		}
	}
	twice := strings.Replace(small, "[[world.service]]", "[[world.service]]\nservice_name = \"web\"\ntask_definition = \"web\"\n\n[[world.service]]", 1)
	if _, err := loadText(twice+three, nil); err == nil || !strings.Contains(err.Error(), `there is another service named "web"`) {
		t.Error("two services share a name:", err)
	}
}
