package placement

import (
	"strings"
	"testing"

	"drydock/engine/trace"
)

func TestFargateSpreadsOverZones(t *testing.T) { // reference 01 §4.1: Fargate
	for _, c := range []struct {
		name    string
		subnets []Subnet
		n       int
		want    string // the ids, in the order in which they get a task
	}{
		{"one after another", []Subnet{{ID: "a1", Zone: "a", Free: 9}, {ID: "b1", Zone: "b", Free: 9}, {ID: "c1", Zone: "c", Free: 9}}, 5, "a1 b1 c1 a1 b1"},
		{"zones, not subnets", []Subnet{{ID: "a1", Zone: "a", Free: 9}, {ID: "a2", Zone: "a", Free: 9}, {ID: "b1", Zone: "b", Free: 9}}, 6, "a1 b1 a2 b1 a1 b1"},
		{"what is there counts", []Subnet{{ID: "a1", Zone: "a", Free: 9, Tasks: 3}, {ID: "b1", Zone: "b", Free: 9, Tasks: 1}}, 3, "b1 b1 a1"},
		{"best effort", []Subnet{{ID: "a1", Zone: "a", Free: 9}, {ID: "b1", Zone: "b", Free: 1}}, 3, "a1 b1 a1"},
		{"nowhere", []Subnet{{ID: "a1", Zone: "a"}}, 1, "-"},
	} {
		var got []string
		for range c.n {
			i := PlaceInSubnet(c.subnets, nil)
			if i < 0 {
				got = append(got, "-")
				continue
			}
			c.subnets[i].Tasks++
			c.subnets[i].Free--
			got = append(got, c.subnets[i].ID)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}

func TestFargateSaysWhereAndWhy(t *testing.T) {
	rec := &trace.Recorder{}
	PlaceInSubnet([]Subnet{{Label: "private-a", Zone: "a", Free: 9, Tasks: 2}, {Label: "private-b", Zone: "b"}}, rec)
	var lines []string
	for _, s := range rec.Steps {
		lines = append(lines, s.Label+" | "+s.Result+" | "+s.Detail)
	}
	want := "private-b | no address | every private address of the subnet is in use\n" +
		"spread over Availability Zones | fewest tasks | a 2, b 0\nprivate-a | chosen | in a"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
