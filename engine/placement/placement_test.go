package placement

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"drydock/engine/sim"
	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// The instances of the worked example of reference 01 §4.4.
func example() []Instance {
	return []Instance{
		{ARN: "I1", Label: "I1", Values: zones("a"), CPU: 2048, Memory: 3992, Connected: true},
		{ARN: "I2", Label: "I2", Values: zones("a"), CPU: 2048, Memory: 7985, Connected: true},
		{ARN: "I3", Label: "I3", Values: zones("b"), CPU: 2048, Memory: 7985, Connected: true},
		{ARN: "I4", Label: "I4", Values: zones("c"), CPU: 2048, Memory: 1996, Connected: true},
	}
}

// zones are the values of an instance for a chain that spreads over nothing
// but zones.
func zones(zone string) []string { return slices.Repeat([]string{zone}, MaxStrategies) }

var (
	spreadZone     = Strategy{Spread, FieldZone}
	spreadInstance = Strategy{Spread, FieldInstance}
	binpackCPU     = Strategy{Binpack, FieldCPU}
	binpackMemory  = Strategy{Binpack, FieldMemory}
	random         = Strategy{Type: Random}
)

// hold puts a task on an instance.
func (in *Instance) hold(need Need) {
	in.CPU, in.Memory, in.Tasks = in.CPU-need.CPU, in.Memory-need.Memory, in.Tasks+1
	in.GPUs, in.Interfaces = in.GPUs-need.GPUs, in.Interfaces-need.Interfaces
	in.Ports, in.UDPPorts = append(in.Ports, need.Ports...), append(in.UDPPorts, need.UDPPorts...)
}

// placeAll places n tasks one after another and returns the order.
func placeAll(instances []Instance, need Need, chain []Strategy, n int) string {
	var order []string
	draw := sim.NewStream(1, "placement")
	for range n {
		d := Place(need, instances, chain, &draw, nil)
		if d.Chosen < 0 {
			break
		}
		instances[d.Chosen].hold(need)
		order = append(order, instances[d.Chosen].ARN)
	}
	return strings.Join(order, " ")
}

func TestWorkedExample(t *testing.T) { // reference 01 §4.4
	small, large := Need{CPU: 512, Memory: 900}, Need{CPU: 1024, Memory: 2500}
	distinct := small
	distinct.Distinct = true
	for _, c := range []struct {
		name  string
		need  Need
		chain []Strategy
		n     int
		want  string
	}{
		{"a service without strategy: zone, then instance", small, ServiceDefault(), 6, "I1 I3 I4 I2 I3 I4"},
		{"spread over zones only", small, []Strategy{spreadZone}, 6, "I1 I3 I4 I1 I3 I4"},
		{"spread over instances", small, []Strategy{spreadInstance}, 6, "I1 I2 I3 I4 I1 I2"},
		{"spread over hosts is the same", small, []Strategy{{Spread, FieldHost}}, 6, "I1 I2 I3 I4 I1 I2"},
		{"binpack on memory", small, []Strategy{binpackMemory}, 6, "I4 I4 I1 I1 I1 I1"},
		{"binpack on cpu", small, []Strategy{binpackCPU}, 6, "I1 I1 I1 I1 I2 I2"},
		{"spread over zones, then binpack on memory", small, []Strategy{spreadZone, binpackMemory}, 6, "I4 I1 I3 I4 I1 I3"},
		{"distinctInstance: two of six find no place", distinct, ServiceDefault(), 6, "I1 I3 I4 I2"},
		{"ten large tasks: five fit", large, ServiceDefault(), 10, "I1 I3 I2 I3 I2"},
		{"without a strategy at all, the first registered", small, nil, 3, "I1 I1 I1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := placeAll(example(), c.need, c.chain, c.n); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestSpreadOverAnAttribute: instances without the attribute share one value.
func TestSpreadOverAnAttribute(t *testing.T) {
	instances := example()
	for i, rack := range []string{"r1", "r1", "", ""} {
		instances[i].Values = []string{rack}
	}
	chain := []Strategy{{Spread, "attribute:rack"}}
	if got, want := placeAll(instances, Need{CPU: 512, Memory: 900}, chain, 4), "I1 I3 I1 I3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	rec := &trace.Recorder{}
	Place(Need{}, instances, chain, nil, rec)
	if got, want := rec.Steps[0].Detail, "spread attribute:rack: 2 tasks of the service where it is r1, fewest is 2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := rec.Steps[2].Detail, "spread attribute:rack: 2 tasks of the service on instances without it, fewest is 2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestRandomDraws: one draw for each decision, of the candidates alone.
func TestRandomDraws(t *testing.T) {
	instances := example()
	instances[1].Connected = false
	draw, same := sim.NewStream(7, "placement"), sim.NewStream(7, "placement")
	seen := map[string]bool{}
	for range 50 {
		d := Place(Need{}, instances, []Strategy{random}, &draw, nil)
		want := []int{0, 2, 3}[same.IntN(3)]
		if d.Chosen != want || draw != same {
			t.Fatalf("chose %d, want %d", d.Chosen, want)
		}
		seen[instances[d.Chosen].ARN] = true
	}
	if len(seen) != 3 {
		t.Errorf("fifty draws gave %v", seen)
	}
	if before := draw; Place(Need{CPU: 9999}, instances, []Strategy{random}, &draw, nil).Chosen >= 0 || draw != before {
		t.Error("chance was drawn where nothing fits")
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
		{"a missing attribute", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, Missing: "ecs.os-family=LINUX"}}, "x", Attribute},
		{"no CPU", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, CPU: 8}}, "x", CPU},
		{"no memory", Need{Memory: 9}, []Instance{{ARN: "x", Connected: true, Memory: 8}}, "x", Memory},
		{"a taken port", Need{Ports: []int64{80}}, []Instance{{ARN: "x", Connected: true, Ports: []int64{22, 80}}}, "x", Ports},
		{"a taken port of udp", Need{UDPPorts: []int64{53}}, []Instance{{ARN: "x", Connected: true, Ports: []int64{53}}, {ARN: "y", Connected: true, UDPPorts: []int64{53}}}, "", ""},
		{"only ports of udp taken", Need{UDPPorts: []int64{53}}, []Instance{{ARN: "y", Connected: true, UDPPorts: []int64{53}}}, "y", Ports},
		{"another zone than the subnets'", Need{Zones: []string{"a", "c"}, CPU: 9}, []Instance{{ARN: "x", Connected: true, Zone: "b"}}, "x", Location},
		{"no GPU", Need{GPUs: 2, Ports: []int64{80}}, []Instance{{ARN: "x", Connected: true, GPUs: 1, Ports: []int64{80}}}, "x", GPU},
		{"no network interface", Need{Interfaces: 1}, []Instance{{ARN: "x", Connected: true, NotMember: "no"}}, "x", ENI},
		{"a memberOf constraint", Need{}, []Instance{{ARN: "x", Connected: true, NotMember: "it has no attribute stack"}}, "x", MemberOf},
		{"a task of the service", Need{Distinct: true}, []Instance{{ARN: "x", Connected: true, Tasks: 1}}, "x", Distinct},
		{"what fits comes before constraints", Need{CPU: 9, Distinct: true}, []Instance{{ARN: "x", Connected: true, NotMember: "no", Tasks: 1}}, "x", CPU},
		{"memberOf comes before distinctInstance", Need{Distinct: true}, []Instance{{ARN: "x", Connected: true, NotMember: "no", Tasks: 1}}, "x", MemberOf},
		{"most checks passed wins", Need{CPU: 9, Memory: 9}, []Instance{{ARN: "x", Connected: true, CPU: 8, Memory: 99}, {ARN: "y", Connected: true, CPU: 9, Memory: 1}}, "y", Memory},
		{"then most left of what it lacks", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, CPU: 2}, {ARN: "y", Connected: true, CPU: 5}}, "y", CPU},
		{"then the first", Need{CPU: 9}, []Instance{{ARN: "x", Connected: true, CPU: 5}, {ARN: "y", Connected: true, CPU: 5}}, "x", CPU},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.instances {
				c.instances[i].Values = zones("")
			}
			d := Place(c.need, c.instances, ServiceDefault(), nil, nil)
			if c.reason == "" {
				if d.Chosen != 0 {
					t.Errorf("a port of another protocol rules out: %+v", d)
				}
				return
			}
			if d.Chosen >= 0 || d.Closest < 0 {
				t.Fatalf("%+v", d)
			}
			if r := d.Rejected[d.Closest]; r.ARN != c.closest || r.Reason != c.reason {
				t.Errorf("closest %s %s, want %s %s", r.ARN, r.Reason, c.closest, c.reason)
			}
		})
	}
	if d := Place(Need{}, nil, ServiceDefault(), nil, nil); d.Chosen != -1 || d.Closest != -1 {
		t.Errorf("no instances: %+v", d)
	}
}

func TestAHundredReservedPorts(t *testing.T) { // reference 01 §1.5
	full := Instance{ARN: "x", Connected: true}
	for p := range int64(MaxReservedPorts) {
		full.Ports = append(full.Ports, 1000+p)
	}
	if d := Place(Need{Ports: []int64{80}}, []Instance{full}, nil, nil, nil); d.Chosen >= 0 {
		t.Error("a 101st reserved port was given")
	}
	if d := Place(Need{}, []Instance{full}, nil, nil, nil); d.Chosen < 0 {
		t.Error("a task with dynamic ports only was refused")
	}
}

// anyInstances draws instances in tie order.
func anyInstances(t *rapid.T) []Instance {
	var instances []Instance
	for i := range rapid.IntRange(0, 6).Draw(t, "instances") {
		in := Instance{
			ARN: fmt.Sprint("i", i), Label: fmt.Sprint("i", i), Connected: rapid.IntRange(0, 4).Draw(t, "connected") > 0,
			CPU: rapid.Int64Range(0, 8).Draw(t, "cpu"), Memory: rapid.Int64Range(0, 8).Draw(t, "memory"),
			NotMember: rapid.SampledFrom([]string{"", "", "it is blue"}).Draw(t, "member"), Tasks: rapid.Int64Range(0, 3).Draw(t, "tasks"),
		}
		for range MaxStrategies {
			in.Values = append(in.Values, rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "value"))
		}
		instances = append(instances, in)
	}
	return instances
}

func anyChain(t *rapid.T) []Strategy {
	all := []Strategy{spreadZone, spreadInstance, {Spread, "attribute:rack"}, binpackCPU, binpackMemory, random}
	return rapid.SliceOfN(rapid.SampledFrom(all), 0, MaxStrategies).Draw(t, "chain")
}

// TestPlacements: a task is never put where it does not fit or where a
// constraint forbids it; it is put somewhere if anything fits; every instance is
// rejected once, or ranked by each strategy until one passes it over; and
// recording changes neither the choice nor the draws.
func TestPlacements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		instances, chain := anyInstances(t), anyChain(t)
		draw := sim.NewStream(rapid.Uint64().Draw(t, "seed"), "placement")
		for range rapid.IntRange(1, 8).Draw(t, "n") {
			need := Need{CPU: rapid.Int64Range(0, 4).Draw(t, "cpu"), Memory: rapid.Int64Range(0, 4).Draw(t, "memory"), Distinct: rapid.Bool().Draw(t, "distinct")}
			fits := func(in Instance) bool {
				return in.Connected && in.CPU >= need.CPU && in.Memory >= need.Memory && in.NotMember == "" && (!need.Distinct || in.Tasks == 0)
			}
			rec, traced := &trace.Recorder{}, draw
			d := Place(need, instances, chain, &draw, nil)
			if again := Place(need, instances, chain, &traced, rec); !reflect.DeepEqual(again, d) || traced != draw {
				t.Fatalf("recording changed the decision: %+v, %+v", d, again)
			}
			if d.Chosen < 0 && slices.ContainsFunc(instances, fits) || d.Chosen >= 0 && !fits(instances[d.Chosen]) {
				t.Fatalf("chose %d of %+v", d.Chosen, instances)
			}
			if (d.Closest >= 0) != (d.Chosen < 0 && len(instances) > 0) {
				t.Fatalf("closest is %d of %d, chosen %d", d.Closest, len(d.Rejected), d.Chosen)
			}
			for i, in := range instances {
				checkRanks(t, in, i == d.Chosen, fits(in), d.Rejected, rec.Steps, len(chain))
			}
			if d.Chosen >= 0 {
				instances[d.Chosen].hold(need)
			}
		}
	})
}

// checkRanks looks at what a trace says of one instance.
func checkRanks(t *rapid.T, in Instance, chosen, fits bool, rejected []Rejection, steps []trace.Step, strategies int) {
	var results []string
	for _, s := range steps {
		if s.Label == in.Label {
			results = append(results, s.Result)
		}
	}
	n := 0
	for _, r := range rejected {
		if r.ARN == in.ARN {
			n++
		}
	}
	passed := slices.Index(results, "passed over")
	switch {
	case !fits && (n != 1 || len(results) != 1):
		t.Fatalf("%s does not fit and is rejected %d times: %v", in.ARN, n, results)
	case fits && n != 0:
		t.Fatalf("%s fits and is rejected", in.ARN)
	case chosen && (len(results) != strategies+1 || results[strategies] != "chosen" || passed >= 0):
		t.Fatalf("%s is chosen: %v", in.ARN, results)
	case fits && !chosen && passed >= 0 && passed != len(results)-1:
		t.Fatalf("%s is ranked after it was passed over: %v", in.ARN, results)
	case fits && !chosen && passed < 0 && len(results) != strategies:
		t.Fatalf("%s is ranked %d times by %d strategies", in.ARN, len(results), strategies)
	}
}

func TestScaleIn(t *testing.T) { // reference 01 §4.6, 02 §1.5
	task := func(id, zone, instance string, created int64) Task {
		return Task{ID: id, Label: id, Values: zones(zone), Instance: instance, Healthy: true, Running: true, CreatedAt: created}
	}
	sick := task("sick", "b", "3", 0)
	sick.Healthy = false
	starting := task("starting", "b", "3", 0)
	starting.Running = false
	base := []Task{task("t1", "a", "1", 1), task("t2", "a", "1", 2), task("t3", "a", "2", 3), task("t4", "b", "3", 4)}
	// Instance 1 is the emptiest by memory, 3 by CPU.
	sized := slices.Clone(base)
	for i, left := range [][2]int64{{1, 9}, {1, 9}, {2, 4}, {8, 1}} {
		sized[i].CPU, sized[i].Memory, sized[i].LeftCPU, sized[i].LeftMemory = 1, 1, left[0], left[1]
	}
	for _, c := range []struct {
		name  string
		tasks []Task
		chain []Strategy
		n     int
		want  string
	}{
		{"fullest zone, fullest instance, newest", base, ServiceDefault(), 1, "t2"},
		{"again each time", base, ServiceDefault(), 3, "t2 t3 t4"},
		{"unhealthy first, then not yet running", append(slices.Clone(base), starting, sick), ServiceDefault(), 3, "sick starting t2"},
		{"no more than there are", base[:1], ServiceDefault(), 3, "t1"},
		{"no chain: the newest", base, nil, 2, "t4 t3"},
		{"binpack on memory empties the emptiest instance", sized, []Strategy{binpackMemory}, 3, "t2 t1 t3"},
		{"binpack on cpu", sized, []Strategy{binpackCPU}, 3, "t4 t3 t2"},
		{"spread, then binpack", sized, []Strategy{spreadZone, binpackCPU}, 2, "t3 t2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := &trace.Recorder{}
			var got []string
			for _, s := range ScaleIn(c.tasks, c.n, c.chain, nil, rec) {
				got = append(got, s.ID)
			}
			if strings.Join(got, " ") != c.want || len(rec.Steps) != len(got) {
				t.Errorf("got %v, want %s; %v", got, c.want, rec.Steps)
			}
		})
	}
}

// TestScaleInKeepsProtectedTasks: they are never chosen, and count for a spread.
func TestScaleInKeepsProtectedTasks(t *testing.T) { // reference 01 §4.6, 02 §1.5
	task := func(id, zone, instance string, created int64, protected bool) Task {
		return Task{ID: id, Label: id, Values: zones(zone), Instance: instance, Healthy: true, Running: true, CreatedAt: created, Protected: protected}
	}
	tasks := []Task{
		task("t1", "a", "1", 1, true), task("t2", "a", "1", 2, true), task("t3", "a", "2", 3, false),
		task("t4", "b", "3", 4, false), task("t5", "b", "4", 5, false),
	}
	for _, c := range []struct {
		n    int
		want string
	}{{1, "t3"}, {2, "t3 t5"}, {9, "t3 t5 t4"}} {
		rec := &trace.Recorder{}
		var got []string
		for _, s := range ScaleIn(tasks, c.n, ServiceDefault(), nil, rec) {
			got = append(got, s.ID)
		}
		if strings.Join(got, " ") != c.want || rec.Steps[1].Label != "t2" || rec.Steps[1].Detail != "protected from scale-in" {
			t.Errorf("%d: got %v, want %s; %v", c.n, got, c.want, rec.Steps)
		}
	}
	if got := ScaleIn(tasks[:2], 1, nil, nil, nil); got != nil {
		t.Errorf("protected tasks were chosen: %v", got)
	}
}

// TestScaleInDraws: what is left by a last spread, and what random chooses from,
// is drawn.
func TestScaleInDraws(t *testing.T) { // reference 01 §4.6
	var tasks []Task
	for i := range 12 {
		tasks = append(tasks, Task{ID: fmt.Sprint("t", i), Instance: fmt.Sprint(i), Values: zones(string(rune('a' + i%3/2))), Healthy: true, Running: true})
	}
	for _, c := range []struct {
		chain []Strategy
		among string // the zones of the first task that may go
	}{{[]Strategy{spreadZone}, "a"}, {[]Strategy{random}, "ab"}, {[]Strategy{random, binpackCPU}, "ab"}} {
		seen := map[string]bool{}
		for seed := range uint64(40) {
			draw := sim.NewStream(seed, "placement")
			first := ScaleIn(tasks, 1, c.chain, &draw, nil)[0]
			if !strings.Contains(c.among, first.Values[0]) {
				t.Fatalf("%v stops %s in zone %s", c.chain, first.ID, first.Values[0])
			}
			seen[first.ID] = true
		}
		if len(seen) < 5 {
			t.Errorf("%v: forty seeds stop only %v", c.chain, seen)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	instances := make([]Instance, 1000)
	for i := range instances {
		instances[i] = Instance{ARN: fmt.Sprint(i), Values: zones(string(rune('a' + i%3))), Connected: true, CPU: 1 << 40, Memory: 1 << 40}
	}
	need := Need{CPU: 128, Memory: 256}
	chain := ServiceDefault()
	for b.Loop() {
		d := Place(need, instances, chain, nil, nil)
		instances[d.Chosen].Tasks++
	}
}
