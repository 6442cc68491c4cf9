package scenarios

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"drydock/engine"
	"drydock/scenarios/source"
)

// small is a scenario with one service of one task and no load balancer. Its
// world is quick to build, and a task takes some seconds to start.
const small = `format = 1

[scenario]
id         = "small"
rev        = 1
title      = "Small"
objectives = ["lb.dynamic-port"]
difficulty = 1
minutes    = 1
brief      = "brief"
debrief    = "debrief"

[world]
base   = "two-az"
settle = "1m"

[[world.security_group]]
id = "sg-nodes"

[[world.instance]]
id                 = "node"
instance_type      = "m5.large"
subnet_id          = "subnet-a"
security_group_ids = ["sg-nodes"]
cluster            = "prod"

[[world.image]]
uri     = "web:1"
size    = 100
listens = 80

[[world.task_definition]]
family                = "web"
container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }]

[[world.service]]
service_name    = "web"
cluster         = "prod"
task_definition = "web"
desired_count   = 1

[play]
horizon = "5m"
par     = 1
`

// three is a goal with a solution for it.
const three = `
[[goal]]
id     = "three"
text   = "Three tasks run"
points = 10
check  = 'service("web").running == 3'

[[solution]]
title = "Ask for three"
do    = ["aws ecs update-service --cluster prod --service web --desired-count 3"]
`

// scale is the line that asks for n tasks.
func scale(n string) string {
	return "aws ecs update-service --cluster prod --service web --desired-count " + n
}

func loadText(text string, files fstest.MapFS) (*Scenario, error) {
	fsys := fstest.MapFS{"small.toml": &fstest.MapFile{Data: []byte(text)}}
	for name, file := range files {
		fsys[name] = file
	}
	return Load(fsys, "small.toml")
}

// loadSmall reads the small scenario with more tables.
func loadSmall(t testing.TB, more string) *Scenario {
	t.Helper()
	s, err := loadText(small+more, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// withGoal reads the small scenario with one goal of a time.
func withGoal(t testing.TB, when, check string, more ...string) *Scenario {
	t.Helper()
	return loadSmall(t, `
[[goal]]
id     = "it"
text   = "It holds"
points = 10
when   = "`+when+`"
check  = '''`+check+`'''

[[solution]]
title = "Ask for three"
do    = ["aws ecs update-service --cluster prod --service web --desired-count 3"]
`+strings.Join(more, "\n"))
}

func begin(t testing.TB, s *Scenario, seed uint64) *Attempt {
	t.Helper()
	a, err := NewAttempt(s, seed)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// do puts in lines that must all be understood and accepted.
func do(t testing.TB, a *Attempt, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if reply := a.Exec(line); reply.Err != "" {
			t.Fatalf("%s: %s", line, reply.Err)
		}
	}
}

// builtInScenario reads a built-in scenario.
func builtInScenario(t testing.TB, id string) *Scenario {
	t.Helper()
	s, err := Find(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mistakes are the diagnostics of an error, one a line.
func mistakes(t testing.TB, err error) []string {
	t.Helper()
	var ds source.Diagnostics
	if err != nil && !errors.As(err, &ds) {
		t.Fatalf("not diagnostics: %v", err)
	}
	var out []string
	for _, d := range ds {
		out = append(out, d.String())
	}
	return out
}

// stopped counts the tasks that have stopped.
func stopped(a interface{ Events() []engine.Event }) int {
	n := 0
	for _, e := range a.Events() {
		if strings.Contains(e.Message, " is STOPPED") {
			n++
		}
	}
	return n
}

// packFiles reads a built-in pack's folder into memory, so that files of it can
// be changed.
func packFiles(t testing.TB, folder string) fstest.MapFS {
	t.Helper()
	sub, err := fs.Sub(builtIn, folder)
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	err = fs.WalkDir(sub, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sub, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func textFile(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
