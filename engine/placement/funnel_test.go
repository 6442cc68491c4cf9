package placement

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drydock/engine/sim"
	"drydock/engine/trace"
)

// funnel is what placement records of a choice in numbers, a line a step.
func funnel(need Need, instances []Instance, chain ...Strategy) []string {
	rec, draw := &trace.Recorder{}, sim.NewStream(1, "placement")
	Place(need, instances, chain, &draw, rec)
	return lines(rec)
}

func lines(rec *trace.Recorder) (out []string) {
	for _, s := range rec.Funnel {
		out = append(out, fmt.Sprintln(s.OK, s.Label, "|", s.Result, "|", s.Detail))
	}
	return out
}

func TestTheFunnelCountsInTheOrderOfTheChecks(t *testing.T) {
	in := example()
	in[0].Connected = false
	in[1].NotMember = "rack is r2"
	in[3].Missing = "ecs.capability.x"
	for _, c := range []struct {
		name string
		got  []string
		want []string
	}{
		{"each ruled out by its first failing check", funnel(Need{CPU: 512, Memory: 900}, in, spreadZone, binpackMemory), []string{
			"true ACTIVE instances | 4 | \n",
			"true AGENT | 1 out, 3 left | \n",
			"true ATTRIBUTE | 1 out, 2 left | \n",
			"true MemberOf placement constraint unsatisfied. | 1 out, 1 left | \n",
			"true spread over zones | keeps 1 of 1 | \n",
			"true binpack memory | keeps 1 of 1 | \n",
			"true chosen | I3 | the only one left\n",
		}},
		{"the check that leaves none fails", funnel(Need{CPU: 4096, Memory: 900}, in), []string{
			"true ACTIVE instances | 4 | \n",
			"true AGENT | 1 out, 3 left | \n",
			"true ATTRIBUTE | 1 out, 2 left | \n",
			"false RESOURCE:CPU | 2 out, 0 left | \n",
		}},
		{"no instance", funnel(Need{}, nil), []string{"false ACTIVE instances | 0 | \n"}},
		{"strategies narrow", funnel(Need{CPU: 512, Memory: 900}, example(), spreadZone, binpackCPU, spreadInstance), []string{
			"true ACTIVE instances | 4 | \n",
			"true spread over zones | keeps 4 of 4 | \n",
			"true binpack cpu | keeps 4 of 4 | \n",
			"true spread over instances | keeps 4 of 4 | \n",
			"true chosen | I1 | first registered of 4 equals\n",
		}},
		{"random draws one", funnel(Need{}, example(), random)[:2], []string{
			"true ACTIVE instances | 4 | \n",
			"true random | keeps 1 of 4 | \n",
		}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestTheFunnelOfSubnets(t *testing.T) {
	rec := &trace.Recorder{}
	PlaceInSubnet([]Subnet{{Label: "one", Zone: "a", Tasks: 1, Free: 9}, {Label: "two", Zone: "b", Free: 9}, {Label: "three", Zone: "c"}}, rec)
	want := []string{
		"true subnets | 3 | \n",
		"true no address | 1 out, 2 left | \n",
		"true spread over zones | keeps 1 of 2 | \n",
		"true chosen | two | in b\n",
	}
	if diff := cmp.Diff(want, lines(rec)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	rec = &trace.Recorder{}
	PlaceInSubnet([]Subnet{{Label: "full", Zone: "a"}}, rec)
	if diff := cmp.Diff([]string{"true subnets | 1 | \n", "false no address | 1 out, 0 left | \n"}, lines(rec)); diff != "" {
		t.Errorf("of full subnets (-want +got):\n%s", diff)
	}
}
