package rollout

import (
	"fmt"
	"slices"
	"testing"

	"drydock/engine/trace"
	"pgregory.net/rapid"
)

func TestUneven(t *testing.T) { // reference 01 §4.9
	for _, c := range []struct {
		desired int64
		zones   []Zone
		want    string
	}{
		{5, []Zone{{"a", 2}, {"b", 2}, {"c", 1}}, "[]"}, // the documented example
		{5, []Zone{{"a", 1}, {"b", 2}, {"c", 2}}, "[]"}, // whichever zone has fewer
		{5, []Zone{{"a", 3}, {"b", 1}, {"c", 1}}, "[{b 1}]"},
		{6, []Zone{{"a", 6}, {"b", 0}, {"c", 0}}, "[{c 2} {b 2}]"},
		{6, []Zone{{"a", 4}, {"b", 0}, {"c", 2}}, "[{b 2}]"},
		{4, []Zone{{"a", 4}}, "[]"},
		{2, []Zone{{"a", 1}, {"b", 1}, {"c", 0}}, "[]"}, // fewer tasks than zones
		{2, []Zone{{"a", 2}, {"b", 0}, {"c", 0}}, "[{b 1}]"},
		{0, []Zone{{"a", 0}, {"b", 0}}, "[]"},
		{3, nil, "[]"},
	} {
		if got := fmt.Sprint(Uneven(c.desired, c.zones, nil)); got != c.want {
			t.Errorf("%d tasks as %v: %s, want %s", c.desired, c.zones, got, c.want)
		}
	}
	rec := &trace.Recorder{}
	Uneven(3, []Zone{{"b", 0}, {"a", 3}}, rec)
	if got := fmt.Sprint(rec.Steps[0].Result); got != "a 3 of 2, b 0 of 1" {
		t.Error(got)
	}
}

// TestUnevenIsWhatIsMissing: with what the zones lack, and as many fewer where there
// are most, the service is balanced; one that is balanced lacks nothing, and its
// zones differ by at most one task.
func TestUnevenIsWhatIsMissing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zones := make([]Zone, rapid.IntRange(1, 5).Draw(t, "zones"))
		var desired int64
		for i := range zones {
			zones[i] = Zone{fmt.Sprint("z", i), rapid.Int64Range(0, 9).Draw(t, "tasks")}
			desired += zones[i].Tasks
		}
		var moved int64
		for _, lack := range Uneven(desired, zones, nil) {
			for i := range zones {
				if zones[i].Name == lack.Zone {
					zones[i].Tasks += lack.Tasks
				}
			}
			moved += lack.Tasks
		}
		for range moved {
			most := 0
			for i := range zones {
				if zones[i].Tasks > zones[most].Tasks {
					most = i
				}
			}
			zones[most].Tasks--
		}
		if left := Uneven(desired, zones, nil); len(left) > 0 {
			t.Fatalf("%v lacks %v still", zones, left)
		}
		for _, z := range zones {
			if z.Tasks < desired/int64(len(zones)) || z.Tasks > desired/int64(len(zones))+1 {
				t.Fatalf("%v is no balance", zones)
			}
		}
	})
}

// TestExcess: what is too many in some zones is what others lack, and what is more
// than desired.
func TestExcess(t *testing.T) {
	for _, c := range []struct {
		desired int64
		zones   []Zone
		want    []Zone
	}{
		{5, []Zone{{"a", 2}, {"b", 2}, {"c", 1}}, nil},
		{4, []Zone{{"a", 0}, {"b", 4}}, []Zone{{"b", 2}}},
		{4, []Zone{{"a", 2}, {"b", 4}}, []Zone{{"b", 2}}},
		{5, []Zone{{"a", 1}, {"b", 1}, {"c", 5}}, []Zone{{"c", 3}}},
		{2, []Zone{{"a", 3}, {"b", 2}}, []Zone{{"a", 2}, {"b", 1}}},
		{0, nil, nil},
	} {
		if got := Excess(c.desired, c.zones); !slices.Equal(got, c.want) {
			t.Errorf("%d over %v: %v, want %v", c.desired, c.zones, got, c.want)
		}
	}
}
