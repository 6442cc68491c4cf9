package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// hints of the small scenario: one for each number of tasks wanted, and one for
// always.
const hints = `
[[hint]]
cost = 4
when = 'service("web").desired == 1'
text = "Ask for {{n}} tasks."

[[hint]]
cost = 3
when = 'service("web").desired == 2'
text = "More."

[[hint]]
cost = 2
text = "Count."

[vars]
n = [3, 3]
`

func TestUndo(t *testing.T) {
	a := begin(t, loadSmall(t, three+hints), 1)
	start := a.World().Hash()
	do(t, a, "advance 10s")
	before := a.World().Hash()
	if before == start {
		t.Fatal("the hash does not cover the time")
	}
	do(t, a, scale("2"), "advance 1m", "hint")
	middle := a.World().Hash()
	do(t, a, scale("3"), "advance 1m")
	if a.Moves() != 2 {
		t.Errorf("%d moves, want 2", a.Moves())
	}
	do(t, a, "undo")
	if a.World().Hash() != middle || a.Moves() != 1 || a.Elapsed() != 70*time.Second {
		t.Errorf("undo leaves %d moves at %v and another world", a.Moves(), a.Elapsed())
	}
	do(t, a, "undo")
	if a.World().Hash() != before || a.Moves() != 0 || a.Elapsed() != 10*time.Second {
		t.Errorf("undo leaves %d moves at %v and another world", a.Moves(), a.Elapsed())
	}
	if err := a.Undo(); err == nil {
		t.Error("there was a third move to undo")
	}
	if len(a.HintsShown()) != 1 {
		t.Errorf("%d hints are spent, want 1", len(a.HintsShown()))
	}
	// The same again gives the same world as before the undoing.
	do(t, a, scale("2"), "advance 1m")
	if a.World().Hash() != middle {
		t.Error("another world on the same way")
	}
}

// Only an accepted call that changes the world is a move.
func TestMoves(t *testing.T) {
	a := begin(t, loadSmall(t, three), 1)
	for _, c := range []struct {
		line  string
		moved bool
	}{
		{"aws ecs list-clusters", false},
		{scale("2"), true},
		{scale("nothing"), false},
		{strings.Replace(scale("2"), "--service web", "--service wep", 1), false},
		{"aws ecs list-clusterz", false},
		{"advance 1m", false},
		{"goals", false},
		{"outcome", false},
		{scale("3"), true},
	} {
		moves := a.Moves()
		if reply := a.Exec(c.line); reply.Moved != c.moved || (a.Moves() > moves) != c.moved {
			t.Errorf("%s: moved %v, moves %d to %d; want moved %v", c.line, reply.Moved, moves, a.Moves(), c.moved)
		}
	}
}

// A refused call and a call that only looks leave no trace in the world.
func TestLookingChangesNothing(t *testing.T) {
	a := begin(t, loadSmall(t, three), 1)
	hash, changes := a.World().Hash(), a.World().Changes()
	for _, line := range []string{
		"aws ecs describe-services --cluster prod --services web",
		strings.Replace(scale("2"), "--service web", "--service wep", 1),
		"aws ec2 authorize-security-group-ingress --group-id sg-none --protocol tcp --port 80 --cidr 0.0.0.0/0",
		"why web", "why node", "events all", "goals", "help", "outcome",
	} {
		a.Exec(line)
		if a.World().Hash() != hash || a.World().Changes() != changes {
			t.Errorf("%s changes the world", line)
		}
	}
}

func TestHintsFitTheState(t *testing.T) {
	a := begin(t, loadSmall(t, three+hints), 1)
	do(t, a, scale("2"))
	var got []string
	for _, line := range []string{"", "", "", "undo", "", ""} {
		if line != "" {
			do(t, a, line)
			continue
		}
		h, err := a.Hint()
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, fmt.Sprintf("%d/%d costs %d: %s", h.Number, h.Of, h.Cost, h.Text))
	}
	want := []string{
		"2/3 costs 3: More.",
		"3/3 costs 2: Count.",
		"no more hints fit the present state; 2 shown",
		"1/3 costs 4: Ask for 3 tasks.",
		"no more hints fit the present state; 3 shown",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if _, err := begin(t, loadSmall(t, three), 1).Hint(); err == nil {
		t.Error("a scenario without hints gives one")
	}
}

func TestScoreAndStars(t *testing.T) {
	costly := strings.Replace(hints, "cost = 2", "cost = 50", 1)
	for _, c := range []struct {
		name         string
		more         string
		lines        []string
		score, stars int
	}{
		{"within par", hints, []string{scale("3")}, 10, 3},
		{"over par", hints, []string{scale("2"), scale("3")}, 10, 1},
		{"over par, undone", hints, []string{scale("2"), "undo", scale("3")}, 10, 3},
		{"with a hint", hints, []string{"hint", scale("3")}, 6, 1},
		{"with a hint that was undone", hints, []string{scale("2"), "hint", "undo", scale("3")}, 7, 1},
		{"hints of more than the points", costly, []string{"hint", "hint", scale("3")}, 0, 1},
		{"second submission", hints, []string{"outcome", scale("3")}, 10, 1},
		{"second submission after a pass", hints, []string{scale("3"), "outcome"}, 10, 1},
		{"not passed", hints, nil, 0, 0},
		{"not passed, with a hint", hints, []string{"hint"}, 0, 0},
	} {
		a := begin(t, loadSmall(t, three+c.more), 1)
		do(t, a, c.lines...)
		o := a.Submit().Finish()
		if o.Score != c.score || o.Stars != c.stars || o.Points != 10 || o.Par != 1 {
			t.Errorf("%s: score %d of %d, %d stars, par %d; want score %d, %d stars", c.name, o.Score, o.Points, o.Stars, o.Par, c.score, c.stars)
		}
	}
}

// A submission plays on in a copy: the attempt stays where it is.
func TestSubmitLeavesTheAttempt(t *testing.T) {
	a := begin(t, loadSmall(t, three+crash("1m", "submit")), 1)
	do(t, a, scale("3"), "advance 5s")
	hash, at, goals, events := a.World().Hash(), a.Elapsed(), a.Goals(), len(a.Events())
	r := a.Submit()
	first := r.Finish()
	if done, of := r.Progress(); done != of || of != 5*time.Minute {
		t.Errorf("played %v of %v", done, of)
	}
	if a.World().Hash() != hash || a.Elapsed() != at || len(a.Events()) != events || a.Moves() != 1 || !slices.Equal(a.Goals(), goals) {
		t.Error("the submission has moved the attempt on")
	}
	second := a.Submit().Finish()
	if first.Hash != second.Hash || first.Hash == hash {
		t.Errorf("two submissions of one world end in %s and %s", first.Hash, second.Hash)
	}
	do(t, a, "advance 10s")
	if a.World().Hash() == hash {
		t.Error("play does not go on")
	}
}

// Texts have the attempt's own values, not the first ones.
func TestTextsHaveTheAttemptsValues(t *testing.T) {
	text := strings.NewReplacer(
		`title      = "Small"`, `title = "Wants {{n}}"`,
		`brief      = "brief"`, `brief = "{{n}}"`,
		`debrief    = "debrief"`, `debrief = "It wanted {{n}}, not {{m}}"`,
	).Replace(small) + `
[vars]
n = [3, 4, 5]

[[goal]]
id     = "it"
text   = "{{n}} tasks run"
points = 1
check  = 'service("web").running == vars.n'

[[hint]]
cost = 1
text = "Ask for {{n}}"

[[solution]]
title = "Ask for {{n}}"
do    = ["aws ecs update-service --cluster prod --service web --desired-count {{n}}"]

[[solution]]
title = "Ask for one more, twice"
do    = ["aws ecs update-service --cluster prod --service web --desired-count {{vars.n - 1}}", "aws ecs update-service --cluster prod --service web --desired-count {{service(\"web\").desired + 1}}"]
`
	s, err := loadText(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for seed := range uint64(20) {
		a := begin(t, s, seed)
		n := fmt.Sprint(a.Vars()["n"])
		seen[n] = true
		h, err := a.Hint()
		if err != nil {
			t.Fatal(err)
		}
		got := []string{a.Scenario().Title, a.Scenario().Brief, a.Scenario().Debrief, a.Goals()[0].Text, h.Text}
		want := []string{"Wants " + n, n, "It wanted " + n + ", not {{m}}", n + " tasks run", "Ask for " + n}
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: got %q, want %q", seed, got, want)
		}
	}
	if len(seen) != 3 {
		t.Errorf("twenty seeds draw %v", seen)
	}
	p, err := Prove(s)
	if err != nil || len(p.Failures) > 0 {
		t.Errorf("a line does not have the attempt's value: %v %v", err, p.Failures)
	}
}

// Lines that cannot be read are told by their number.
func TestPlayStopsAtAnUnreadableLine(t *testing.T) {
	a := begin(t, loadSmall(t, three), 1)
	err := a.Play([]string{"advance 1s", "advnce 1s", "advance 1s"}, false, nil)
	var bad *LineError
	if !errors.As(err, &bad) || bad.Number != 2 || bad.Unwrap() == nil || !strings.HasPrefix(err.Error(), "line 2: advnce 1s: ") {
		t.Errorf("got %v", err)
	}
	if a.Elapsed() != time.Second {
		t.Errorf("play went on to %v", a.Elapsed())
	}
	refused := []string{strings.Replace(scale("2"), "--service web", "--service wep", 1), "advance 1s"}
	if err := a.Play(refused, false, nil); err != nil || a.Elapsed() != 2*time.Second {
		t.Errorf("a refused call ends play: %v", err)
	}
	if err := a.Play(refused, true, nil); !errors.As(err, &bad) || bad.Number != 1 || !strings.Contains(err.Error(), "ServiceNotFoundException") {
		t.Errorf("a refused call of a solution is passed over: %v", err)
	}
	err = a.Play([]string{`aws ecs update-service --cluster prod --service web --desired-count {{security_group("none").ingress}}`}, false, nil)
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), `there is no security group "none"`) {
		t.Errorf("got %v", err)
	}
}
