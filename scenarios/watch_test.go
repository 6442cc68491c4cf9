package scenarios

import (
	"slices"
	"strings"
	"testing"

	"drydock/engine"
)

// Every way of the built-in scenarios can be watched after play has begun, and
// ends as its author says.
func TestWatchEveryWay(t *testing.T) {
	list, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		a := begin(t, s, 1)
		first := a.Exec("aws ec2 create-security-group --group-name mine --description mine --vpc-id " + a.World().Names("vpc")[0].ID) // at the very start
		if first.Moved == (s.Play.As != engine.Administrator) {
			t.Errorf("%s: as %s the first move: %+v", s.ID, s.Play.As, first)
		}
		a.Exec("advance 1m")
		before, moves, journal := a.World().Hash(), a.Moves(), len(a.journal)
		for i, w := range a.Ways() {
			run, replies, err := a.Watch(i)
			if err != nil {
				t.Fatalf("%s: %s: %v", s.ID, w.Title, err)
			}
			if o := run.Finish(); o.Passed != w.Right || len(replies) == 0 || o.Stars > 1 {
				t.Errorf("%s: %q: passed %t with %d stars and %d replies", s.ID, w.Title, o.Passed, o.Stars, len(replies))
			}
			if !w.Right && w.Why == "" {
				t.Errorf("%s: %q does not say what is wrong", s.ID, w.Title)
			}
		}
		if a.World().Hash() != before || a.Moves() != moves || len(a.journal) != journal {
			t.Errorf("%s: watching has changed the attempt", s.ID)
		}
	}
}

func TestVariantDrawsOtherValues(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	next := s.Variant(1)
	if s.Draw(next)["desired"] == s.Draw(1)["desired"] || s.Variant(1) != next {
		t.Errorf("seed %d draws %v, seed 1 %v", next, s.Draw(next), s.Draw(1))
	}
	if plain := loadSmall(t, three); plain.Variant(4) != 5 {
		t.Errorf("a scenario without variables goes from 4 to %d", plain.Variant(4))
	}
}

// Everything that a picture shows can be inspected, by lines that one could
// have typed.
func TestInspectEveryThing(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	inspect := func(kind, id string) Inspection {
		t.Helper()
		in, err := a.Inspect(kind, id)
		if err != nil {
			t.Fatalf("%s %s: %v", kind, id, err)
		}
		for _, d := range in.Described {
			if r := a.Exec(d.Line); r.Output != d.Answer || !strings.HasPrefix(d.Answer, "{") {
				t.Errorf("%s answers otherwise:\n%s\n%s", d.Line, r.Output, d.Answer)
			}
		}
		return in
	}
	p := a.Picture()
	for _, z := range p.Zones {
		for _, i := range z.Instances {
			if n := len(inspect("instance", i.ID).Described); n != 2 {
				t.Errorf("a registered instance has %d descriptions", n)
			}
			for _, task := range i.Tasks {
				if in := inspect("task", task.ID); len(in.Events) == 0 || !slices.ContainsFunc(in.Events, func(e engine.Event) bool { return strings.Contains(e.Message, task.ID) }) {
					t.Errorf("no event is about task %s", task.ID)
				}
			}
		}
	}
	inspect("service", "web")
	inspect("target group", p.LoadBalancers[0].Ways[0].TargetGroup.Name)
	inspect("load balancer", p.LoadBalancers[0].Name)
	inspect("security group", p.Groups[0].ID)
	if len(a.journal) != 0 {
		t.Errorf("looking was recorded: %v", a.journal)
	}
	a.Exec("aws elbv2 create-target-group --name mine --protocol HTTP --port 80 --vpc-id vpc-main") // has no alias
	inspect("target group", "mine")
	if _, err := a.Inspect("volcano", "x"); err == nil {
		t.Error("a volcano was described")
	}
}
