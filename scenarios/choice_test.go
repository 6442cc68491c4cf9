package scenarios

import (
	"strings"
	"testing"
)

// choosing is the small scenario as a puzzle of choice, with a hidden trial.
const choosing = small + `
[[goal]]
id = "three"
text = "three run"
points = 10
check = 'service("web").running == 3'
[[choice]]
id = "three"
label = "Three"
why = "it is three"
right = true
do = ["aws ecs update-service --cluster prod --service web --desired-count 2", "aws ecs update-service --cluster prod --service web --desired-count 3"]
[[choice]]
id = "two"
label = "Two"
why = "it is two"
do = ["aws ecs update-service --cluster prod --service web --desired-count 2"]
[[choice]]
id = "none"
label = "Nothing of the kind"
why = "there is no such service"
do = ["aws ecs update-service --cluster prod --service other --desired-count 3"]
[[trial]]
chance = 7
`

func choices(t testing.TB, text string) *Scenario {
	t.Helper()
	s, err := loadText(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A choice is one move, whatever it calls; another one takes its place; undo
// takes it back as a whole.
func TestChoiceIsOneMove(t *testing.T) {
	a := begin(t, choices(t, choosing), 1)
	before := a.World().Hash()
	if _, err := a.Choose("three"); err != nil {
		t.Fatal(err)
	}
	if a.Moves() != 1 || a.Chosen() != "three" {
		t.Errorf("%d moves, chosen %q", a.Moves(), a.Chosen())
	}
	replies, err := a.Choose("none")
	if err != nil {
		t.Fatal(err)
	}
	if replies[0].Refusal == nil || a.Moves() != 1 || a.Chosen() != "none" {
		t.Errorf("refusal %v, %d moves, chosen %q", replies[0].Refusal, a.Moves(), a.Chosen())
	}
	if err := a.Undo(); err != nil || a.World().Hash() != before || a.Chosen() != "" {
		t.Errorf("undo: %v, chosen %q", err, a.Chosen())
	}
	if err := a.Redo(); err != nil || a.Chosen() != "none" {
		t.Errorf("redo: %v, chosen %q", err, a.Chosen())
	}
	if r := a.Exec("choose thre"); !strings.Contains(r.Err, `did you mean "three"`) {
		t.Errorf("got %q", r.Err)
	}
}

func TestProofOfChoices(t *testing.T) {
	p, err := Prove(choices(t, choosing))
	if err != nil || len(p.Failures) > 0 {
		t.Fatalf("%v %v", err, p.Failures)
	}
	for name, c := range map[string]struct{ old, new, want string }{
		"a right choice that fails":     {"--desired-count 3\"]\n[[choice]]\nid = \"two\"", "--desired-count 4\"]\n[[choice]]\nid = \"two\"", `choice "three" does not meet "three"`},
		"a wrong choice that passes":    {"why = \"it is two\"\ndo = [\"aws ecs update-service --cluster prod --service web --desired-count 2", "why = \"it is two\"\ndo = [\"aws ecs update-service --cluster prod --service web --desired-count 3", `choice "two" passes and is not marked right`},
		"a refused call marked right":   {"why = \"there is no such service\"", "why = \"there is no such service\"\nright = true", `a call is refused`},
		"a trial that nothing survives": {"chance = 7", "chance = 7\n[[trial.fault]]\nat = \"4m59s\"\nfrom = \"submit\"\nkind = \"task-crashes\"\nservice = \"web\"", `does not survive trial 1`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(choosing, c.old, c.new, 1)
			if text == choosing {
				t.Fatal("nothing was replaced")
			}
			p, err := Prove(choices(t, text))
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, f := range p.Failures {
				all = append(all, f.String())
			}
			if !strings.Contains(strings.Join(all, "\n"), c.want) {
				t.Errorf("want %q in\n%s", c.want, strings.Join(all, "\n"))
			}
		})
	}
}

func TestMistakesOfChoicesAndTrials(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"no right one":   {"right = true\n", "", "no choice is right"},
		"two of one id":  {`id = "two"`, `id = "three"`, `there is another choice "three"`},
		"time passes":    {`"aws ecs update-service --cluster prod --service web --desired-count 2"]`, `"advance 5m"]`, `"advance" is no call`},
		"no calls":       {`do = ["aws ecs update-service --cluster prod --service web --desired-count 2"]`, `do = []`, "a choice makes at least one call"},
		"a bad id":       {`id = "two"`, `id = "Two!"`, `the id "Two!" is not of small letters`},
		"a negative one": {"chance = 7", "chance = -7", "-7 is no seed"},
		"a fault":        {"chance = 7", "chance = 7\n[[trial.fault]]\nat = \"1m\"\nkind = \"task-crashs\"", `trial[0].fault`},
		"a step":         {"[[trial]]", "[[step]]\ntext = \"x\"\nuntil = \"whine\"\n[[trial]]", `"whine" is nothing that a learner does`},
		"the same trial": {"chance = 7", "chance = 7\n[[trial]]\nchance = 7", "this trial is the same as another"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(choosing, c.old, c.new, 1)
			if text == choosing {
				t.Fatal("nothing was replaced")
			}
			_, err := loadText(text, nil)
			if name == "a fault" && err != nil && strings.Contains(err.Error(), `there is no fault "task-crashs"`) {
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// Some way must be within par.
func TestSomeWayEarnsThreeStars(t *testing.T) {
	s := loadSmall(t, three)
	s.Turns[0].Do = []string{scale("2"), scale("3")}
	p, err := Prove(s)
	if err != nil || len(p.Failures) != 1 || !strings.Contains(p.Failures[0].What, "no solution earns three stars; the best has 1") {
		t.Errorf("%v %v", err, p.Failures)
	}
}

// The third star hangs on the hidden trials, and on nothing but them.
func TestTheThirdStar(t *testing.T) {
	a := begin(t, choices(t, choosing), 1)
	a.Exec("choose three")
	o := a.Submit().Finish()
	if o.Stars != 3 || len(o.Trials) != 1 || !o.Trials[0].Survived {
		t.Errorf("%d stars, trials %+v", o.Stars, o.Trials)
	}
	hard := strings.Replace(choosing, "chance = 7", "chance = 7\n[[trial.fault]]\nat = \"4m59s\"\nfrom = \"submit\"\nkind = \"task-crashes\"\nservice = \"web\"", 1)
	a = begin(t, choices(t, hard), 1)
	a.Exec("choose three")
	o = a.Submit().Finish()
	if !o.Passed || o.Stars != 2 || o.Trials[0].Survived || !strings.Contains(o.Trials[0].Why, "three run") {
		t.Errorf("%d stars, trials %+v", o.Stars, o.Trials)
	}
	if again := a.Submit().Finish(); again.Stars != 1 || again.Trials != nil {
		t.Errorf("the second submission has %d stars and trials %+v", again.Stars, again.Trials)
	}
}

// A fault during play shifts nothing that the learner makes: a line that names
// its id still does under a trial's faults.
func TestTrialsKnowWhatTheLearnerMade(t *testing.T) {
	text := small + three + `
[[trial]]
chance = 3
[[trial.fault]]
at = "1m"
kind = "task-crashes"
service = "web"
`
	s := choices(t, text)
	s.Play.Par = 3
	a := begin(t, s, 1)
	a.Exec("advance 3m")
	a.Exec("aws ec2 create-security-group --group-name made --description made --vpc-id vpc-main")
	g, err := a.View().SecurityGroup("made")
	if err != nil {
		t.Fatal(err)
	}
	a.Exec("aws ec2 authorize-security-group-ingress --group-id " + g.ID + " --protocol tcp --port 80 --cidr 0.0.0.0/0")
	a.Exec(scale("3"))
	if a.Moves() != 3 {
		t.Fatalf("%d moves", a.Moves())
	}
	r := a.Submit()
	if got := r.trial(0); !got.Survived {
		t.Errorf("the trial: %+v", got)
	}
	// Each of the moves is made in the trial too.
	made, err := newAttempt(s, 1, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range a.moves {
		if err := made.replay(m.entry); err != nil {
			t.Errorf("%s: %v", m.entry.Input, err)
		}
	}
}

// What a stranger's pack can ask for is bounded.
func TestBoundsOfAPack(t *testing.T) {
	if _, err := loadText(choosing+strings.Repeat("[[trial]]\nchance = 8\n[[trial.fault]]\nat = \"1s\"\nkind = \"task-crashes\"\nservice = \"web\"\n", 11), nil); err == nil || !strings.Contains(err.Error(), "12 trials are too many; expected at most 10") {
		t.Errorf("got %v", err)
	}
	more := ""
	for _, id := range []string{"d", "e", "f", "g"} {
		more += "[[choice]]\nid = \"" + id + "\"\nlabel = \"" + id + "\"\nwhy = \"no\"\ndo = [\"" + scale("5") + "\"]\n"
	}
	if _, err := loadText(choosing+more, nil); err == nil || !strings.Contains(err.Error(), "7 choices are too many; expected at most 6") {
		t.Errorf("got %v", err)
	}
}

// So is what one attempt can hold, and what one line can print.
func TestBoundsOfAnAttempt(t *testing.T) {
	a := begin(t, loadSmall(t, three), 1)
	for i := range movesMax + 5 {
		a.Exec(scale([]string{"2", "3"}[i%2]))
	}
	if a.Moves() != movesMax {
		t.Errorf("%d moves", a.Moves())
	}
	if r := a.Exec(scale("4")); !strings.Contains(r.Err, "undo some, or begin again") {
		t.Errorf("got %+v", r)
	}
	if err := a.Undo(); err != nil {
		t.Fatal(err)
	}
	if r := a.Exec(scale("4")); !r.Moved {
		t.Errorf("after an undo: %+v", r)
	}
	r := a.Exec("aws ecs list-services --cluster prod --query '@" + strings.Repeat("|[@,@]", 18) + "'")
	if len(r.Output) > printMax || !strings.Contains(r.Err, "too large") {
		t.Errorf("%d bytes were printed: %s", len(r.Output), r.Err)
	}
}
