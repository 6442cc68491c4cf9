package play

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"drydock/engine"
	"drydock/tui/theme"
)

// cluster is a made-up cluster of a size.
func cluster(zones, instances, tasks int) engine.Picture {
	p := engine.Picture{
		Cluster:       "prod",
		Services:      []engine.ServiceView{{Name: "web", Status: "ACTIVE", Desired: 9, Pending: 2, Waiting: 3, WaitsFor: "MemberOf placement constraint unsatisfied."}, {Name: "own", Waiting: 1, WaitsFor: "RESOURCE:ENI", OwnInterface: true}, {Name: "a-service-with-a-very-long-name-that-does-not-fit", Status: "DRAINING"}},
		LoadBalancers: []engine.LoadBalancerView{{Name: "bare"}, {Name: "alb", Ways: []engine.WayView{{Port: 80}, {Port: 443, TargetGroup: engine.TargetGroupView{Name: "tg-2", Draining: 3, Initial: 1}}}}},
		Groups:        []engine.GroupView{{ID: "sg-1"}, {ID: "sg-2", Alias: "sg-日本語"}},
	}
	states := []engine.TaskView{
		{LastStatus: "RUNNING", DesiredStatus: "RUNNING", Health: "healthy"},
		{LastStatus: "RUNNING", DesiredStatus: "RUNNING", Health: "unhealthy"},
		{LastStatus: "PROVISIONING", DesiredStatus: "RUNNING"},
		{LastStatus: "RUNNING", DesiredStatus: "STOPPED", Health: "draining"},
		{LastStatus: "STOPPED", DesiredStatus: "STOPPED"},
	}
	for z := range zones {
		zone := engine.Zone{Name: fmt.Sprintf("eu-west-1%c", 'a'+z)}
		for i := range instances {
			in := engine.InstanceView{ID: fmt.Sprintf("i-%017d", z*1000+i), Type: "m5.large", Status: "ACTIVE", ARN: "arn", Connected: i%2 == 0}
			switch i {
			case 1:
				in.Status, in.Interfaces = "DRAINING", engine.Usage{Used: 2, Total: 2}
			case 2:
				in.CPU, in.Memory, in.HeldCPU, in.HeldMem, in.HeldENI = engine.Usage{Used: 512, Total: 2048}, engine.Usage{Used: 7000, Total: 7985}, 128, 900, 1
			case 3:
				in.ARN, in.Status = "", "pending"
			}
			for t := range tasks {
				in.Tasks = append(in.Tasks, taskOf(states, z*1000000+i*1000+t))
			}
			if in.ARN == "" {
				in.Tasks = nil
			}
			zone.Instances = append(zone.Instances, in)
		}
		if z%2 == 1 {
			for t := range tasks {
				task := taskOf(states, z*1000000+900000+t)
				task.LaunchType, task.Interface, task.Address = "FARGATE", "eni-1", fmt.Sprintf("10.0.%d.%d", z, 4+t)
				if t%2 == 0 {
					task.PublicIP = "203.0.113.4"
				}
				zone.Fargate = append(zone.Fargate, task)
			}
		}
		p.Zones = append(p.Zones, zone)
	}
	return p
}

// taskOf is the n-th made-up task: one of some states, with ports.
func taskOf(states []engine.TaskView, n int) engine.TaskView {
	task := states[n%len(states)]
	task.ID, task.Image, task.HostPorts = fmt.Sprintf("%032d", n), "web:3", []int64{8080, 32768}
	task.DynamicPorts = task.HostPorts[1:]
	return task
}

func TestDrawingsFitAndTheirThingsAreWhereTheySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := cluster(rapid.IntRange(0, 4).Draw(t, "zones"), rapid.IntRange(0, 4).Draw(t, "instances"), rapid.IntRange(0, 7).Draw(t, "tasks"))
		width, height := rapid.IntRange(28, 200).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height")
		th := rapid.SampledFrom([]theme.Theme{theme.Dark(), theme.Plain()}).Draw(t, "theme")
		d := new(drawings).draw(th, p, 1, width, height, "")
		for y, l := range d.lines {
			if w := ansi.StringWidth(l); w > width {
				t.Fatalf("line %d is %d cells wide, of %d: %q", y, w, width, ansi.Strip(l))
			}
		}
		seen := map[string]bool{}
		for _, x := range d.things {
			if seen[x.key] {
				t.Fatalf("%s is drawn twice", x.key)
			}
			seen[x.key] = true
			if x.w < 1 || x.x+x.w > width || x.y >= len(d.lines) {
				t.Fatalf("%s lies outside: %+v", x.key, x)
			}
			marked := drawAs(boxed, th, p, width, x.key)
			if len(marked.lines) != len(d.lines) {
				continue // the other style
			}
			if cut := ansi.Cut(marked.lines[x.y], x.x, x.x+x.w); cut == ansi.Cut(d.lines[x.y], x.x, x.x+x.w) {
				t.Fatalf("selecting %s does not mark its cells: %q", x.key, cut)
			}
			if _, ok := facts(p, x.key); !ok {
				t.Fatalf("no facts about %s", x.key)
			}
		}
	})
}

// Every thing can be reached from the first one with the four directions.
func TestEveryThingCanBeReached(t *testing.T) {
	for _, size := range [][2]int{{48, 20}, {82, 40}, {140, 60}} {
		d := new(drawings).draw(theme.Dark(), cluster(3, 2, 5), 1, size[0], size[1], "")
		reached := map[string]bool{d.things[0].key: true}
		queue := []string{d.things[0].key}
		for len(queue) > 0 {
			from := queue[0]
			queue = queue[1:]
			for _, by := range [][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
				if to, ok := d.neighbour(from, by[0], by[1]); ok && !reached[to.key] {
					reached[to.key] = true
					queue = append(queue, to.key)
				}
			}
		}
		for _, x := range d.things {
			if !reached[x.key] {
				t.Errorf("at %v, %s cannot be reached", size, x.key)
			}
		}
	}
}

func TestTheSelectionStaysInItsPlaceWhenItsThingIsGone(t *testing.T) {
	m := Model{drawn: new(drawings), theme: theme.Dark(), width: 120, height: 36}
	m.now.picture = cluster(2, 1, 3)
	m.pictured()
	d := m.draw()
	gone := d.things[2]
	m.selected = gone.key
	m.now.picture.Zones[0].Instances[0].Tasks[1].ID = "another"
	m.pictured()
	m.reselect(gone)
	if m.selected != "task another" {
		t.Errorf("after %q was replaced %q is selected", gone.key, m.selected)
	}
}

// Every status reads differently, without colour too: its glyph, its letter and its
// word are its own.
func TestTaskMarks(t *testing.T) {
	glyphs, letters := map[string]string{}, map[string]string{}
	for _, c := range []struct {
		last, desired, target, checks string
		glyph, letter, word           string
	}{
		{"PROVISIONING", "RUNNING", "", "", "◌", "V", "provisioning"},
		{"PENDING", "RUNNING", "", "", "◔", "P", "pending"},
		{"ACTIVATING", "RUNNING", "", "", "◑", "A", "activating"},
		{"RUNNING", "RUNNING", "", "", "■", "R", "running"},
		{"RUNNING", "RUNNING", "healthy", "", "▣", "H", "healthy"},
		{"RUNNING", "RUNNING", "", "HEALTHY", "▣", "H", "healthy"},
		{"RUNNING", "RUNNING", "unhealthy", "", "▢", "U", "unhealthy"},
		{"RUNNING", "RUNNING", "healthy", "UNHEALTHY", "▢", "U", "unhealthy"},
		{"RUNNING", "RUNNING", "initial", "HEALTHY", "▤", "I", "initial"},
		{"RUNNING", "RUNNING", "healthy", "UNKNOWN", "▤", "I", "unknown"},
		{"RUNNING", "RUNNING", "unused", "", "▤", "I", "unused"},
		{"RUNNING", "RUNNING", "draining", "", "▥", "L", "draining"},
		{"RUNNING", "STOPPED", "draining", "", "▥", "L", "to stop"},
		{"DEACTIVATING", "STOPPED", "draining", "", "▼", "D", "deactivating"},
		{"STOPPING", "STOPPED", "", "UNHEALTHY", "▽", "S", "stopping"},
		{"DEPROVISIONING", "STOPPED", "", "", "▿", "E", "deprovisioning"},
		{"STOPPED", "STOPPED", "", "", "╳", "X", "stopped"},
	} {
		m := taskMark(engine.TaskView{LastStatus: c.last, DesiredStatus: c.desired, Health: c.target, Checks: c.checks})
		if m.glyph != c.glyph || m.letter != c.letter || m.word != c.word {
			t.Errorf("%s, desired %s, target %q, checks %q: %s %s %s", c.last, c.desired, c.target, c.checks, m.glyph, m.letter, m.word)
		}
		if was, taken := glyphs[m.glyph]; taken && was != m.letter {
			t.Errorf("%s stands for %s and %s", m.glyph, was, m.letter)
		}
		if was, taken := letters[m.letter]; taken && was != m.glyph {
			t.Errorf("%s stands for %s and %s", m.letter, was, m.glyph)
		}
		glyphs[m.glyph], letters[m.letter] = m.letter, m.glyph
		if key := m.glyph + " " + m.letter + " "; !slices.ContainsFunc(legend[:], func(l string) bool { return strings.Contains(l, key) }) {
			t.Errorf("the help does not explain %q", key)
		}
	}
}

func TestATaskShowsWhereItsDataIs(t *testing.T) {
	facts := taskFacts(engine.Picture{}, placed{task: engine.TaskView{ID: "t", Volume: "EFS uploads-fs:/", Sees: 12}})
	if want := (fact{"data", "sees 12 records in EFS uploads-fs:/"}); !slices.Contains(facts, want) {
		t.Errorf("%v without %v", facts, want)
	}
	for _, f := range taskFacts(engine.Picture{}, placed{task: engine.TaskView{ID: "t"}}) {
		if f.label == "data" {
			t.Errorf("a task that keeps nothing shows %v", f)
		}
	}
}

// Zones are columns where each has room, and stand below each other where not.
func TestZonesAreColumnsWhereTheyFit(t *testing.T) {
	for _, c := range []struct {
		width, zones int
		beside       bool
	}{{82, 2, true}, {82, 3, true}, {138, 3, true}, {48, 2, true}, {48, 3, false}, {38, 2, false}} {
		d := new(drawings).draw(theme.Dark(), cluster(c.zones, 1, 2), 1, c.width, 100, "")
		first := ansi.Strip(d.lines[0])
		if all := strings.Contains(first, "eu-west-1a") && strings.Contains(first, fmt.Sprintf("eu-west-1%c", 'a'+c.zones-1)); all != c.beside {
			t.Errorf("%d zones in %d cells begin with %q", c.zones, c.width, first)
		}
	}
}

// What the box of an instance tells, without any colour.
func TestTheBoxOfAnInstance(t *testing.T) {
	p := engine.Picture{Services: []engine.ServiceView{{Name: "own", OwnInterface: true, LaunchType: "EC2"}}, Zones: []engine.Zone{{Name: "eu-west-1a", Instances: []engine.InstanceView{
		{
			ID: "i-1", Alias: "node-a", ARN: "arn", Type: "m5.large", Status: "DRAINING", HeldCPU: 512, HeldMem: 4000, HeldENI: 1,
			CPU: engine.Usage{Used: 1024, Total: 2048}, Memory: engine.Usage{Used: 3985, Total: 7985}, Interfaces: engine.Usage{Used: 1, Total: 2},
			Tasks: []engine.TaskView{{ID: "t", Image: "web:3", LastStatus: "RUNNING", DesiredStatus: "RUNNING", Health: "unhealthy", HostPorts: []int64{8080, 32768}, DynamicPorts: []int64{32768}}},
		},
		{ID: "i-2", Alias: "node-b", Type: "m5.large", Status: "pending"},
	}}}}
	text := ansi.Strip(strings.Join(new(drawings).draw(theme.Plain(), p, 1, 62, 100, "").lines, "\n"))
	for _, want := range []string{
		"node-a m5.large DRAINING agent disconnected",
		"cpu ████████████▒▒▒▒▒▒░░░░░░ 1024/2048",
		"mem ███████████▒▒▒▒▒▒▒▒▒▒▒▒▒ 3985/7985",
		"▒ for daemons cpu 512 mem 4000 eni 1",
		"eni 1/2 full",
		"▢ web:3 unhealthy :8080 static :32768",
		"node-b m5.large not registered, EC2 pending",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func BenchmarkDrawOfTwentyInstances(b *testing.B) {
	p := cluster(2, 10, 10)
	b.ReportAllocs()
	for b.Loop() {
		new(drawings).draw(theme.Dark(), p, 1, 82, 16, "")
	}
}

// A frame of 300 tasks after each of which something has changed: all three styles
// are drawn, and the selection is moved.
func BenchmarkDrawOfThreeHundredTasks(b *testing.B) {
	p := cluster(3, 4, 25)
	kept, selected := new(drawings), ""
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		d := kept.draw(theme.Dark(), p, n, 82, 23, selected)
		to, _ := d.neighbour(selected, 0, 1)
		selected = to.key
	}
}
