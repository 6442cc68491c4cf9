package placement

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// The instances of the worked example of reference 01 §4.4.
func example() []Instance {
	return []Instance{
		{ARN: "I1", Label: "I1", Zone: "a", CPU: 2048, Memory: 3992, Connected: true},
		{ARN: "I2", Label: "I2", Zone: "a", CPU: 2048, Memory: 7985, Connected: true},
		{ARN: "I3", Label: "I3", Zone: "b", CPU: 2048, Memory: 7985, Connected: true},
		{ARN: "I4", Label: "I4", Zone: "c", CPU: 2048, Memory: 1996, Connected: true},
	}
}

// placeAll places n tasks one after another and returns the order.
func placeAll(instances []Instance, need Need, chain []Criterion, n int) string {
	var order []string
	for range n {
		d := Place(need, instances, chain, nil)
		if d.Chosen < 0 {
			break
		}
		in := &instances[d.Chosen]
		in.CPU, in.Memory, in.Tasks = in.CPU-need.CPU, in.Memory-need.Memory, in.Tasks+1
		in.Ports = append(in.Ports, need.Ports...)
		order = append(order, in.ARN)
	}
	return strings.Join(order, " ")
}

func TestWorkedExample(t *testing.T) { // reference 01 §4.4
	small, large := Need{CPU: 512, Memory: 900}, Need{CPU: 1024, Memory: 2500}
	for _, c := range []struct {
		name  string
		need  Need
		chain []Criterion
		n     int
		want  string
	}{
		{"a service without strategy: zone, then instance", small, ServiceDefault, 6, "I1 I3 I4 I2 I3 I4"},
		{"spread over zones only", small, []Criterion{SpreadZone}, 6, "I1 I3 I4 I1 I3 I4"},
		{"spread over instances", small, []Criterion{SpreadInstance}, 6, "I1 I2 I3 I4 I1 I2"},
		{"ten large tasks: five fit", large, ServiceDefault, 10, "I1 I3 I2 I3 I2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := placeAll(example(), c.need, c.chain, c.n); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestEachReasonAndTheClosest(t *testing.T) { // reference 01 §§4.1, 4.8
	for _, c := range []struct {
		name      string
		need      Need
		instances []Instance
		closest   string
		reason    string
	}{
		{"a disconnected agent", Need{}, []Instance{{ARN: "x", Label: "x"}}, "x", Agent},
		{"no CPU", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, CPU: 8}}, "x", CPU},
		{"no memory", Need{Memory: 9}, []Instance{{ARN: "x", Connected: true, Memory: 8}}, "x", Memory},
		{"a taken port", Need{Ports: []int64{80}}, []Instance{{ARN: "x", Connected: true, Ports: []int64{22, 80}}}, "x", Ports},
		{"most checks passed wins", Need{CPU: 9, Memory: 9}, []Instance{{ARN: "x", Connected: true, CPU: 8, Memory: 99}, {ARN: "y", Connected: true, CPU: 9, Memory: 1}}, "y", Memory},
		{"then most left of what it lacks", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, CPU: 2}, {ARN: "y", Connected: true, CPU: 5}}, "y", CPU},
		{"then the first", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, CPU: 5}, {ARN: "y", Connected: true, CPU: 5}}, "x", CPU},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Place(c.need, c.instances, ServiceDefault, nil)
			if d.Chosen >= 0 || d.Closest < 0 {
				t.Fatalf("%+v", d)
			}
			if r := d.Rejected[d.Closest]; r.ARN != c.closest || r.Reason != c.reason {
				t.Errorf("closest %s %s, want %s %s", r.ARN, r.Reason, c.closest, c.reason)
			}
		})
	}
	if d := Place(Need{}, nil, ServiceDefault, nil); d.Chosen != -1 || d.Closest != -1 {
		t.Errorf("no instances: %+v", d)
	}
}

func TestAHundredReservedPorts(t *testing.T) { // reference 01 §1.5
	full := Instance{ARN: "x", Connected: true}
	for p := range int64(MaxReservedPorts) {
		full.Ports = append(full.Ports, 1000+p)
	}
	if d := Place(Need{Ports: []int64{80}}, []Instance{full}, nil, nil); d.Chosen >= 0 {
		t.Error("a 101st reserved port was given")
	}
	if d := Place(Need{}, []Instance{full}, nil, nil); d.Chosen < 0 {
		t.Error("a task with dynamic ports only was refused")
	}
}

func TestTheTraceNamesEveryInstance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var instances []Instance
		for i := range rapid.IntRange(0, 6).Draw(t, "instances") {
			instances = append(instances, Instance{
				ARN: fmt.Sprint("i", i), Label: fmt.Sprint("i", i), Zone: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "zone"),
				Connected: rapid.Bool().Draw(t, "connected"), CPU: rapid.Int64Range(0, 4).Draw(t, "cpu"), Memory: 8,
				Tasks: rapid.Int64Range(0, 3).Draw(t, "tasks"),
			})
		}
		rec := &trace.Recorder{}
		need := Need{CPU: 2, Memory: 2}
		d := Place(need, instances, ServiceDefault, rec)
		if plain := Place(need, instances, ServiceDefault, nil); plain.Chosen != d.Chosen {
			t.Fatalf("recording changed the choice: %d, %d", plain.Chosen, d.Chosen)
		}
		for _, in := range instances {
			if !slices.ContainsFunc(rec.Steps, func(s trace.Step) bool { return s.Label == in.Label }) {
				t.Fatalf("%s is not in the trace", in.ARN)
			}
			rejected := slices.ContainsFunc(d.Rejected, func(r Rejection) bool { return r.ARN == in.ARN })
			if fits := in.Connected && in.CPU >= 2; fits == rejected {
				t.Fatalf("%+v fits=%v rejected=%v", in, fits, rejected)
			}
		}
	})
}

func TestScaleIn(t *testing.T) { // reference 01 §4.6, 02 §1.5
	task := func(id, zone, instance string, created int64) Task {
		return Task{ID: id, Zone: zone, Instance: instance, Healthy: true, Running: true, CreatedAt: created}
	}
	sick := task("sick", "b", "3", 0)
	sick.Healthy = false
	starting := task("starting", "b", "3", 0)
	starting.Running = false
	base := []Task{task("t1", "a", "1", 1), task("t2", "a", "1", 2), task("t3", "a", "2", 3), task("t4", "b", "3", 4)}
	for _, c := range []struct {
		name  string
		tasks []Task
		n     int
		want  string
	}{
		{"fullest zone, fullest instance, newest", base, 1, "t2"},
		{"again each time", base, 3, "t2 t3 t4"},
		{"unhealthy first, then not yet running", append(slices.Clone(base), starting, sick), 3, "sick starting t2"},
		{"no more than there are", base[:1], 3, "t1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range ScaleIn(c.tasks, c.n) {
				got = append(got, s.ID)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func BenchmarkPlace(b *testing.B) {
	instances := make([]Instance, 1000)
	for i := range instances {
		instances[i] = Instance{ARN: fmt.Sprint(i), Zone: string(rune('a' + i%3)), Connected: true, CPU: 1 << 40, Memory: 1 << 40}
	}
	need := Need{CPU: 128, Memory: 256}
	for b.Loop() {
		d := Place(need, instances, ServiceDefault, nil)
		instances[d.Chosen].Tasks++
	}
}
