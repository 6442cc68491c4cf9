package rollout

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"drydock/engine/trace"
	"pgregory.net/rapid"
)

// tasks reads a row such as "HHHU": Healthy, Unhealthy, starting (.), stopping
// (s), stopping because it failed (f). Later tasks are newer.
func tasks(row string) []Task {
	var out []Task
	for i, c := range row {
		t := Task{ID: fmt.Sprintf("t%d", i), CreatedAt: int64(i)}
		switch c {
		case 'H':
			t.Condition = Healthy
		case 'U':
			t.Condition = Unhealthy
		case '.':
			t.Condition = Starting
		case 's':
			t.Condition = Stopping
		case 'f':
			t.Condition, t.Failed = Stopping, true
		}
		out = append(out, t)
	}
	return out
}

func TestBounds(t *testing.T) { // reference 02 §1.2
	for _, c := range []struct{ d, min, max, lower, upper int64 }{
		{4, 50, 100, 2, 4}, {2, 75, 100, 2, 2}, {4, 100, 200, 4, 8}, {3, 100, 125, 3, 3}, {10, 90, 110, 9, 11}, {0, 100, 200, 0, 0},
	} {
		s := Service{Desired: c.d, MinimumHealthyPercent: c.min, MaximumPercent: c.max}
		if s.Lower() != c.lower || s.Upper() != c.upper {
			t.Errorf("%+v: %d..%d, want %d..%d", s, s.Lower(), s.Upper(), c.lower, c.upper)
		}
	}
}

func TestReplacement(t *testing.T) { // reference 02 §1.6, 01 §2.5
	def, tight := Service{Desired: 4, MinimumHealthyPercent: 100, MaximumPercent: 200}, Service{Desired: 4, MinimumHealthyPercent: 100, MaximumPercent: 100}
	for _, c := range []struct {
		name    string
		s       Service
		tasks   string
		start   int64
		surplus int64
		failed  string
		steady  bool
	}{
		{"a new service starts all", def, "", 4, 0, "", false},
		{"all healthy is steady", def, "HHHH", 0, 0, "", true},
		{"starting tasks are waited for", def, "....", 0, 0, "", false},
		{"a stopped task is replaced", def, "HHH", 1, 0, "", false},
		{"an unhealthy task keeps running while its replacement starts", def, "HHHU", 1, 0, "", false},
		{"and until the replacement is healthy", def, "HHHU.", 0, 0, "", false},
		{"then it is stopped", def, "HHHUH", 0, 0, "t3", false},
		{"when the replacement is unhealthy too, the newer goes", def, "HHHUU", 1, 0, "t4", false},
		{"all unhealthy: as many replacements as the upper bound leaves", def, "UUUU", 4, 0, "", false},
		{"replacements failed as well: back to the desired number", def, "UUUUUUUU", 0, 0, "t7 t6 t5 t4", false},
		{"draining tasks leave no room", def, "UUUUffff", 0, 0, "", false},
		{"each that has stopped makes room for one", def, "UUUUfff", 1, 0, "", false},
		{"maximum 100: one unhealthy task is stopped first", tight, "HHUU", 0, 0, "t3", false},
		{"the next only when that one has stopped", tight, "HHUf", 0, 0, "", false},
		{"then its replacement starts", tight, "HHU", 1, 0, "", false},
		{"and is waited for", tight, "HHU.", 0, 0, "", false},
		{"lowered desired count", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "HHHH", 0, 2, "", false},
		{"a stopping task is not steady yet", Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, "HHss", 0, 0, "", false},
		{"desired 0 stops all", Service{Desired: 0, MinimumHealthyPercent: 100, MaximumPercent: 200}, "HH.", 0, 3, "", false},
		{"desired 0 stops unhealthy tasks as surplus", Service{Desired: 0, MinimumHealthyPercent: 100, MaximumPercent: 200}, "HUU", 0, 3, "", false},
		{"desired 0 with none left is steady", Service{Desired: 0, MinimumHealthyPercent: 100, MaximumPercent: 200}, "", 0, 0, "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Next(c.s, tasks(c.tasks), &trace.Recorder{})
			if d.Start != c.start || d.Surplus != c.surplus || strings.Join(d.Failed, " ") != c.failed || d.Steady != c.steady {
				t.Errorf("%q: %+v", c.tasks, d)
			}
		})
	}
}

func TestAlwaysWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Service{Desired: rapid.Int64Range(0, 6).Draw(t, "desired"), MinimumHealthyPercent: rapid.Int64Range(0, 100).Draw(t, "min"), MaximumPercent: rapid.Int64Range(100, 250).Draw(t, "max")}
		row := rapid.StringMatching(`[HU.sf]{0,12}`).Draw(t, "tasks")
		all := tasks(row)
		d := Next(s, all, nil)
		if d.Replace != 0 || d.Useless != nil || d.Stuck {
			t.Fatalf("there is no old task: %+v", d)
		}
		if d.Start > 0 && int64(len(all))+d.Start > s.Upper() {
			t.Fatalf("%d tasks and %d more exceed %d", len(all), d.Start, s.Upper())
		}
		if d.Start > 0 && d.Surplus > 0 {
			t.Fatalf("starts and stops good tasks at once: %+v", d)
		}
		healthy := int64(strings.Count(row, "H"))
		good := healthy + int64(strings.Count(row, "."))
		if s.Desired == 0 {
			good += int64(strings.Count(row, "U"))
		}
		if d.Surplus > 0 && good-d.Surplus < s.Desired {
			t.Fatalf("%d good tasks less %d are below %d", good, d.Surplus, s.Desired)
		}
		for _, id := range d.Failed {
			for _, task := range all {
				if task.ID == id && task.Condition != Unhealthy {
					t.Fatalf("%s is stopped as failed and is not unhealthy", id)
				}
			}
		}
	})
}

func TestThrottle(t *testing.T) { // reference 01 §2.5
	for i, want := range []time.Duration{0, 15, 30, 60, 120, 240, 480, 960, 1620, 1620} {
		if got := Throttle(int64(i)); got != want*time.Second {
			t.Errorf("failure %d waits %v, want %v", i, got, want*time.Second)
		}
	}
}

// TestRollingUpdate plays the batch model of reference 02 §1.8: stopping is
// instantaneous, and a started task is healthy before the next pass. An event is
// "-n" for tasks stopped and "+n" for tasks started.
func TestRollingUpdate(t *testing.T) {
	for _, c := range []struct {
		d, min, max, room int64
		want              string
		lowest, highest   int64
	}{
		{4, 50, 100, 99, "-2 +2 -2 +2", 2, 4},
		{4, 100, 150, 99, "+2 -2 +2 -2", 4, 6},
		{4, 100, 200, 99, "+4 -4", 4, 8},
		{4, 50, 150, 99, "-2 +4 -2", 2, 6},
		{4, 50, 200, 99, "-2 +4 -2", 2, 6},
		{4, 0, 100, 99, "-4 +4", 0, 4},
		{1, 100, 200, 99, "+1 -1", 1, 2},
		{1, 0, 100, 99, "-1 +1", 0, 1},
		{1, 100, 100, 99, "stuck", 1, 1},
		{1, 50, 100, 99, "stuck", 1, 1},
		{1, 50, 150, 99, "stuck", 1, 1},
		{1, 100, 150, 99, "stuck", 1, 1},
		{1, 50, 200, 99, "+1 -1", 1, 2},
		{2, 50, 100, 99, "-1 +1 -1 +1", 1, 2},
		{2, 75, 100, 99, "stuck", 2, 2},
		{2, 100, 125, 99, "stuck", 2, 2},
		{2, 100, 150, 99, "+1 -1 +1 -1", 2, 3},
		{3, 50, 150, 99, "-1 +2 -2 +1", 2, 4},
		{3, 100, 125, 99, "stuck", 3, 3},
		{3, 100, 134, 99, "+1 -1 +1 -1 +1 -1", 3, 4},
		{3, 66, 100, 99, "-1 +1 -1 +1 -1 +1", 2, 3},
		{3, 67, 100, 99, "stuck", 3, 3},
		{5, 60, 140, 99, "-2 +4 -3 +1", 3, 7},
		{6, 100, 200, 99, "+6 -6", 6, 12},
		{6, 100, 200, 8, "+2 -2 +2 -2 +2 -2", 6, 8},
		{6, 50, 200, 8, "-3 +5 -3 +1", 3, 8},
		{6, 50, 200, 10, "-3 +6 -3", 3, 9},
		{6, 100, 200, 6, "no room", 6, 6},
		{6, 50, 100, 6, "-3 +3 -3 +3", 3, 6},
		{7, 50, 150, 99, "-3 +6 -4 +1", 4, 10},
		{8, 50, 100, 99, "-4 +4 -4 +4", 4, 8},
		{10, 75, 125, 99, "-2 +4 -4 +4 -4 +2", 8, 12},
		{10, 90, 110, 99, "-1 +2 -2 +2 -2 +2 -2 +2 -2 +2 -1", 9, 11},
	} {
		t.Run(fmt.Sprintf("%d %d/%d room %d", c.d, c.min, c.max, c.room), func(t *testing.T) {
			old, fresh, lowest, highest := c.d, int64(0), c.d, c.d
			var got []string
			for len(got) < 30 {
				all := tasks(strings.Repeat("H", int(old+fresh)))
				for i := range all {
					all[i].Old, all[i].Running = int64(i) < old, true
				}
				d := Next(Service{Desired: c.d, MinimumHealthyPercent: c.min, MaximumPercent: c.max}, all, &trace.Recorder{})
				start := min(d.Start, c.room-old-fresh)
				switch {
				case d.Steady:
				case d.Stuck:
					got = append(got, "stuck")
				case d.Replace > 0:
					old -= d.Replace
					got = append(got, fmt.Sprintf("-%d", d.Replace))
				case start == 0:
					got = append(got, "no room")
				default:
					fresh += start
					got = append(got, fmt.Sprintf("+%d", start))
				}
				lowest, highest = min(lowest, old+fresh), max(highest, old+fresh)
				if d.Steady || d.Stuck || d.Replace == 0 && start == 0 {
					break
				}
			}
			if strings.Join(got, " ") != c.want || lowest != c.lowest || highest != c.highest {
				t.Errorf("%v, lowest %d, highest %d; want %s, %d, %d", got, lowest, highest, c.want, c.lowest, c.highest)
			}
		})
	}
}

func TestOldTasksThatAreNotHealthy(t *testing.T) { // reference 02 §1.4
	for _, c := range []struct {
		name  string
		tasks []Task
		want  string
		stuck bool
	}{
		{"one that is not RUNNING yet goes at once", []Task{{ID: "a", Old: true}, {ID: "b", Old: true, Running: true, Condition: Healthy}}, "a", false},
		{"an unhealthy one is kept while too few are healthy", []Task{{ID: "a", Old: true, Running: true, Condition: Unhealthy}, {ID: "b", Old: true, Running: true, Condition: Healthy}}, "", false},
		{"and one that is not healthy yet", []Task{{ID: "a", Old: true, Running: true}, {ID: "b", Old: true, Running: true, Condition: Healthy}}, "", false},
		{"both go when enough new ones are healthy", []Task{
			{ID: "a", Old: true, Running: true, Condition: Unhealthy},
			{ID: "b", Old: true, Running: true},
			{ID: "c", Running: true, Condition: Healthy},
			{ID: "d", Running: true, Condition: Healthy},
		}, "a b", false},
		{"one of the new deployment is not old", []Task{{ID: "a"}, {ID: "b", Running: true, Condition: Unhealthy}}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Next(Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, c.tasks, &trace.Recorder{})
			if strings.Join(d.Useless, " ") != c.want || d.Stuck != c.stuck {
				t.Errorf("%+v", d)
			}
		})
	}
}

// TestOldOnesLeaveTheLowerBound: what stops of old tasks leaves as many healthy
// tasks as the lower bound, if there were that many.
func TestOldOnesLeaveTheLowerBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Service{Desired: rapid.Int64Range(0, 6).Draw(t, "desired"), MinimumHealthyPercent: rapid.Int64Range(0, 100).Draw(t, "min"), MaximumPercent: rapid.Int64Range(100, 250).Draw(t, "max")}
		all := tasks(rapid.StringMatching(`[HU.sf]{0,12}`).Draw(t, "tasks"))
		var healthy int64
		for i := range all {
			all[i].Old, all[i].Running = rapid.Bool().Draw(t, "old"), rapid.Bool().Draw(t, "running")
			if all[i].Condition == Healthy {
				healthy++
			}
		}
		d := Next(s, all, nil)
		if d.Replace > 0 && healthy-d.Replace < s.Lower() {
			t.Fatalf("%d healthy less %d are below %d", healthy, d.Replace, s.Lower())
		}
		if d.Start > 0 && int64(len(all))+d.Start > s.Upper() {
			t.Fatalf("%d tasks and %d more exceed %d", len(all), d.Start, s.Upper())
		}
		if d.Stuck && d.Start+d.Stop() > 0 {
			t.Fatalf("stuck, and on the move: %+v", d)
		}
	})
}

// TestDraining plays reference 01 §3.5: tasks on draining instances (d) are
// replaced within the bounds. A stopped task is gone at once, and a started one
// healthy before the next pass.
func TestDraining(t *testing.T) {
	for _, c := range []struct {
		d, min, max, draining int64
		want                  string
	}{
		{4, 100, 200, 2, "+2 -2"},
		{4, 100, 200, 4, "+4 -4"},
		{4, 100, 125, 2, "+1 -1 +1 -1"},
		{4, 50, 100, 2, "-2 +2"},
		{4, 50, 100, 4, "-2 +2 -2 +2"},
		{4, 0, 100, 2, "-2 +2"},
		{4, 50, 200, 1, "-1 +1"},
		{4, 100, 100, 2, "stuck"},
		{1, 50, 100, 1, "stuck"}, // the lower bound is rounded up
		{1, 100, 200, 1, "+1 -1"},
		{0, 100, 200, 0, ""},
	} {
		t.Run(fmt.Sprintf("%d of %d, %d/%d", c.draining, c.d, c.min, c.max), func(t *testing.T) {
			draining, fresh := c.draining, c.d-c.draining
			var got []string
			for range 30 {
				all := tasks(strings.Repeat("H", int(draining+fresh)))
				for i := range all {
					all[i].Draining, all[i].Running = int64(i) < draining, true
				}
				d := Next(Service{Desired: c.d, MinimumHealthyPercent: c.min, MaximumPercent: c.max}, all, &trace.Recorder{})
				if d.Start > 0 && d.Replace > 0 {
					d.Start = 0 // the next pass sees to it
				}
				draining, fresh = draining-d.Replace, fresh+d.Start
				if d.Stuck {
					got = append(got, "stuck")
				} else if d.Replace > 0 {
					got = append(got, fmt.Sprintf("-%d", d.Replace))
				} else if d.Start > 0 {
					got = append(got, fmt.Sprintf("+%d", d.Start))
				}
				if d.Steady || d.Stuck {
					break
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%v; want %s", got, c.want)
			}
		})
	}
}

// TestDrainingTasksThatAreNotHealthy: those before RUNNING go at once, and are
// not what the desired count counts.
func TestDrainingTasksThatAreNotHealthy(t *testing.T) { // reference 01 §3.5
	all := []Task{{ID: "starting", Draining: true}, {ID: "sick", Draining: true, Running: true, Condition: Unhealthy}, {ID: "well", Running: true, Condition: Healthy}}
	d := Next(Service{Desired: 2, MinimumHealthyPercent: 100, MaximumPercent: 200}, all, &trace.Recorder{})
	if strings.Join(d.Useless, " ") != "starting" || d.Start != 1 || d.Failed != nil || d.Steady {
		t.Errorf("%+v", d)
	}
}
