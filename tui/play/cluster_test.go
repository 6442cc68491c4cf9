package play

import (
	"fmt"
	"slices"
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
		Services:      []engine.ServiceView{{Name: "web", Status: "ACTIVE", Desired: 9, Pending: 2}, {Name: "a-service-with-a-very-long-name-that-does-not-fit", Status: "DRAINING"}},
		LoadBalancers: []engine.LoadBalancerView{{Name: "bare"}, {Name: "alb", Listeners: []engine.ListenerView{{Port: 80}, {Port: 443, TargetGroup: engine.TargetGroupView{Name: "tg-2", Draining: 3, Initial: 1}}}}},
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
			for t := range tasks {
				task := states[t%len(states)]
				task.ID, task.Image = fmt.Sprintf("%032d", z*1000000+i*1000+t), "web:3"
				in.Tasks = append(in.Tasks, task)
			}
			zone.Instances = append(zone.Instances, in)
		}
		p.Zones = append(p.Zones, zone)
	}
	return p
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

func TestTaskMarks(t *testing.T) {
	for _, c := range []struct {
		last, desired, health string
		glyph, letter, word   string
	}{
		{"RUNNING", "RUNNING", "healthy", "▣", "H", "healthy"},
		{"RUNNING", "RUNNING", "unhealthy", "▢", "U", "unhealthy"},
		{"RUNNING", "RUNNING", "initial", "◌", "I", "initial"},
		{"RUNNING", "RUNNING", "", "▣", "R", "running"},
		{"PENDING", "RUNNING", "", "◌", "P", "pending"},
		{"PROVISIONING", "RUNNING", "", "◌", "P", "provisioning"},
		{"RUNNING", "STOPPED", "draining", "◍", "D", "draining"},
		{"RUNNING", "STOPPED", "", "◍", "S", "stopping"},
		{"STOPPED", "STOPPED", "", "◍", "S", "stopped"},
	} {
		m := taskMark(engine.TaskView{LastStatus: c.last, DesiredStatus: c.desired, Health: c.health})
		if m.glyph != c.glyph || m.letter != c.letter || m.word != c.word {
			t.Errorf("%s, desired %s, target %q: %s %s %s", c.last, c.desired, c.health, m.glyph, m.letter, m.word)
		}
	}
}

func TestATaskShowsWhereItsDataIs(t *testing.T) {
	facts := taskFacts(engine.Picture{}, engine.InstanceView{}, engine.TaskView{ID: "t", Volume: "EFS uploads-fs:/", Sees: 12})
	if want := (fact{"data", "sees 12 records in EFS uploads-fs:/"}); !slices.Contains(facts, want) {
		t.Errorf("%v without %v", facts, want)
	}
	for _, f := range taskFacts(engine.Picture{}, engine.InstanceView{}, engine.TaskView{ID: "t"}) {
		if f.label == "data" {
			t.Errorf("a task that keeps nothing shows %v", f)
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
