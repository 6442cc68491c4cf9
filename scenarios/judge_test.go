package scenarios

import (
	"strings"
	"testing"
	"time"
)

// crash is a fault of the small scenario.
func crash(at, from string) string {
	return "[[fault]]\nat = \"" + at + "\"\nfrom = \"" + from + "\"\nkind = \"task-crashes\"\nservice = \"web\"\n"
}

// Each case plays the small scenario, whose service begins with one running
// task, with one goal, submits, and says whether the goal is met.
func TestWhenGoalsCount(t *testing.T) {
	for _, c := range []struct {
		name        string
		when, check string
		more        string
		do          []string
		met         bool
		why         string // a part of the reason
	}{
		{"end: what holds at the horizon counts", "end", `service("web").running == 3`, "", []string{scale("3")}, true, ""},
		{"end: what held at the submission does not", "end", `service("web").running == 1`, "", []string{scale("3"), "undo", scale("2")}, false, `service("web").running = 2`},
		{"end: a crash just before the horizon counts", "end", `service("web").running == 1`, crash("4m59s", "submit"), nil, false, `service("web").running = 0`},
		{"end: a crash long before it does not", "end", `service("web").running == 1`, crash("1m", "submit"), nil, true, ""},

		{"always: broken before the first move is not broken", "always", `service("web").running >= 1`, crash("1m", "play"), []string{"advance 2m", scale("2")}, true, ""},
		{"always: broken after the first move", "always", `service("web").running >= 1`, crash("1m", "play"), []string{scale("2"), scale("1"), "advance 2m"}, false, "broken 1m0s into play"},
		{"always: without a move it counts from the submission", "always", `service("web").running >= 1`, crash("1m", "play"), []string{"advance 2m"}, true, ""},
		{"always: without a move it is broken after the submission", "always", `service("web").running >= 1`, crash("1m", "submit"), []string{"advance 2m"}, false, "broken 3m0s into play"},
		{"always: the first move itself counts", "always", `service("web").desired == 1`, "", []string{scale("3"), scale("1")}, false, "broken at once"},
		{"always: what the first move repairs was not broken", "always", `service("web").desired == 3`, "", []string{"advance 30s", scale("3")}, true, ""},
		{"always: broken for an instant", "always", `service("web").desired < 4`, "", []string{scale("2"), "advance 1m", scale("4"), scale("3")}, false, "broken 1m0s into play"},
		{"always: an undone move breaks nothing", "always", `service("web").desired < 4`, "", []string{scale("2"), "advance 1m", scale("4"), "undo", scale("3")}, true, ""},

		{"ever: held for a time", "ever", `service("web").running == 3`, "", []string{scale("3"), "advance 1m", scale("1")}, true, ""},
		{"ever: held at an instant", "ever", `service("web").desired == 7`, "", []string{scale("7"), scale("1")}, true, ""},
		{"ever: held before the first move only", "ever", `service("web").desired == 1`, "", []string{"advance 1m", scale("3")}, false, `service("web").desired = 3`},
		{"ever: without a move it counts from the submission", "ever", `service("web").running == 0`, crash("1m", "submit"), nil, true, ""},
		{"ever: what was undone was never", "ever", `service("web").desired == 7`, "", []string{scale("7"), "undo", scale("2")}, false, `service("web").desired = 2`},

		{"by: in time", "by 2m", `service("web").running == 3`, "", []string{"advance 1m", scale("3"), "advance 30s", scale("1")}, true, ""},
		{"by: too late", "by 2m", `service("web").running == 3`, "", []string{"advance 2m", scale("3")}, false, "it holds now, and did not by 02:00"},
		{"by: at the very instant", "by 2m", `service("web").desired == 3`, "", []string{"advance 2m", scale("3")}, true, ""},
		{"by: a millisecond late", "by 2m", `service("web").desired == 3`, "", []string{"advance 2m", "advance 1ms", scale("3")}, false, "did not by 02:00"},
		{"by: never", "by 2m", `service("web").running == 3`, "", nil, false, `service("web").running = 1`},
		{"by: from the start", "by 2m", `service("web").desired == 1`, "", []string{"advance 3m", scale("3")}, true, ""},
		{"by: play goes on after the submission", "by 2m", `service("web").running == 3`, "", []string{scale("3")}, true, ""},

		{"a look-up that fails makes a goal unmet", "end", `security_group("none").ingress == 0`, "", nil, false, `there is no security group "none"`},
		{"and does not make its opposite met", "end", `not (security_group("none").ingress == 0)`, "", nil, false, `there is no security group "none"`},
		{"always, too", "always", `security_group("none").ingress == 0`, "", nil, false, `there is no security group "none"`},
		{"ever, until it succeeds", "ever", `security_group("new").ingress == 0`, "", []string{"aws ec2 create-security-group --group-name new --description new --vpc-id vpc-main"}, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := begin(t, withGoal(t, c.when, c.check, c.more), 1)
			do(t, a, c.do...)
			o := a.Submit().Finish()
			g := o.Goals[0]
			if g.Met != c.met || o.Passed != c.met || !strings.Contains(g.Why, c.why) || g.Met != (g.Why == "") {
				t.Errorf("met %v, passed %v, why %q; want met %v, why %q", g.Met, o.Passed, g.Why, c.met, c.why)
			}
			if g.When != c.when {
				t.Errorf("when is %q", g.When)
			}
		})
	}
}

// While play goes on, goals tell how they stand now.
func TestGoalsDuringPlay(t *testing.T) {
	a := begin(t, withGoal(t, "by 2m", `service("web").desired == 3`), 1)
	met := func() bool { return a.Goals()[0].Met }
	if met() {
		t.Error("met at the start")
	}
	do(t, a, scale("3"))
	if !met() {
		t.Error("not met by the move")
	}
	do(t, a, "undo")
	if met() {
		t.Error("still met after undo")
	}
	do(t, a, "advance 3m")
	if got := a.Elapsed(); got != 3*time.Minute {
		t.Errorf("%v have passed", got)
	}
}

// A bonus goal gives points on top and is not needed to pass.
func TestBonus(t *testing.T) {
	s := loadSmall(t, three+"[[goal]]\nid = \"more\"\ntext = \"Four\"\npoints = 5\nbonus = true\nwhen = \"ever\"\ncheck = 'service(\"web\").desired == 4'\n")
	if s.Points() != 10 {
		t.Errorf("%d points, want 10: bonuses stand beside", s.Points())
	}
	for _, c := range []struct {
		lines []string
		score int
	}{
		{[]string{scale("3")}, 10},
		{[]string{scale("4"), scale("3")}, 15},
	} {
		a := begin(t, s, 1)
		do(t, a, c.lines...)
		if o := a.Submit().Finish(); !o.Passed || o.Score != c.score {
			t.Errorf("%q: passed %v with %d points, want %d", c.lines, o.Passed, o.Score, c.score)
		}
	}
}

// Faults count from the start of play or from the submission, and happen once.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		from          string
		before, after int // stopped tasks: after ten minutes of play, and at the horizon
	}{
		{"play", 1, 1},
		{"submit", 0, 1},
	} {
		a := begin(t, withGoal(t, "end", `service("web").running == 1`, crash("1m", c.from)), 1)
		a.Advance(59_999 * time.Millisecond)
		if n := stopped(a); n != 0 {
			t.Errorf("from %s: %d tasks stopped too early", c.from, n)
		}
		a.Advance(10 * time.Minute)
		if n := stopped(a); n != c.before {
			t.Errorf("from %s: %d tasks stopped in play, want %d", c.from, n, c.before)
		}
		r := a.Submit()
		r.Finish()
		if n := stopped(r); n != c.after {
			t.Errorf("from %s: %d tasks stopped at the end, want %d", c.from, n, c.after)
		}
	}
}

// A fault that undo takes back happens again, and one of a service that is gone
// harms nobody.
func TestFaultsAfterUndo(t *testing.T) {
	a := begin(t, withGoal(t, "end", `service("web").running == 1`, crash("1m", "play")), 1)
	do(t, a, scale("1"), scale("2"), "advance 2m")
	if n := stopped(a); n != 1 {
		t.Fatalf("%d tasks stopped, want 1", n)
	}
	do(t, a, "undo")
	if n := stopped(a); n != 0 {
		t.Fatalf("%d tasks stopped after undo, want 0", n)
	}
	do(t, a, "advance 2m")
	if n := stopped(a); n != 1 {
		t.Errorf("%d tasks stopped the second time, want 1", n)
	}
	gone := begin(t, withGoal(t, "end", `service("web").running == 1`, crash("1m", "play")), 1)
	do(t, gone, "aws ecs delete-service --cluster prod --service web --force", "advance 2m")
	if g := gone.Goals()[0]; g.Met {
		t.Errorf("met without a service: %s", g.Value)
	}
}
