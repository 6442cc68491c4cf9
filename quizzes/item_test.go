package quizzes

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ask(t *testing.T, q *Question, seed uint64) *Item {
	t.Helper()
	it, err := q.Ask(seed)
	if err != nil {
		t.Fatal(err)
	}
	return it
}

// A seed gives one item, and seeds give all values and orders there are.
func TestAskIsDeterministic(t *testing.T) {
	q := load(t, bound)[0]
	stems, orders := map[string]bool{}, map[string]bool{}
	for seed := uint64(1); seed <= 40; seed++ {
		a, b := ask(t, q, seed), ask(t, q, seed)
		if a.Stem != b.Stem || !cmp.Equal(a.Options, b.Options, cmp.AllowUnexported(Option{})) {
			t.Fatalf("seed %d gives two items", seed)
		}
		stems[a.Stem], orders[a.Options[0].Text] = true, true
	}
	if len(stems) != 2 || len(orders) != 2 {
		t.Errorf("stems %v, first options %v", stems, orders)
	}
	if !stems["How is port 443 opened?"] {
		t.Errorf("stems %v", stems)
	}
}

func TestGradeOfOptions(t *testing.T) {
	q := load(t, strings.Replace(plain, `"single"`, "\"multiple\"\nchoose = 2", 1)+`
[[question.option]]
text  = "A template"
right = true
why   = "Containers are made from it."
`)[0]
	it := ask(t, q, 1)
	if it.Choose != 2 {
		t.Errorf("choose %d", it.Choose)
	}
	var right []int
	for i, o := range it.Options {
		if o.Right {
			right = append(right, i)
		}
	}
	for _, c := range []struct {
		given []int
		want  bool
	}{
		{right, true},
		{right[:1], false}, // no partial credit
		{[]int{0, 1, 2}, false},
		{nil, false},
	} {
		if got := it.Grade(Answer{Options: c.given}).Right; got != c.want {
			t.Errorf("%v is %t", c.given, got)
		}
	}
}

func TestGradeOfNumbers(t *testing.T) {
	q := load(t, counted)[0]
	it := ask(t, q, 1)
	n := it.Number
	if n.Answer != 18 && n.Answer != 50 || n.Tolerance != 1 || n.Unit != "MiB" || strings.Contains(n.Why, "{{") {
		t.Errorf("the number is %+v", n)
	}
	for _, c := range []struct {
		given   int64
		right   bool
		mistake string
	}{
		{n.Answer, true, ""},
		{n.Answer + 1, true, ""},
		{n.Answer - 2, false, ""},
		{n.Mistakes[0].Answer, false, "That is one container."},
	} {
		if got := it.Grade(Answer{Number: c.given}); got != (Grade{c.right, c.mistake}) {
			t.Errorf("%d is %+v", c.given, got)
		}
	}
}

func TestParse(t *testing.T) {
	single, number := ask(t, load(t, plain)[0], 1), ask(t, load(t, counted)[0], 1)
	many := ask(t, load(t, strings.Replace(bound, `"single"`, `"multiple"`, 1)+`
[[question.option]]
text  = "Authorise another"
right = true
do    = ["aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 22 --cidr 10.0.0.0/8"]
why   = "A rule is added."
`)[0], 1)
	for _, c := range []struct {
		it         *Item
		text, want string // as Text writes it; or a part of the error
	}{
		{single, " B ", "b"},
		{single, "ab", `"ab" is no answer; expected one letter from a to b`},
		{single, "c", `"c" is no option; expected one letter from a to b`},
		{single, "", `"" is no answer`},
		{many, "c,a", "a c"},
		{many, "ca", "a c"},
		{many, "a a", "choose 2 options, not 1"},
		{many, "d", `expected letters from a to c, such as "a c"`},
		{number, "1_800", "1800"},
		{number, "-3", "-3"},
		{number, "three", `"three" is not a whole number`},
	} {
		a, err := c.it.Parse(c.text)
		got := c.it.Text(a)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) || err == nil && got != c.want {
			t.Errorf("%q is read as %q, want %q", c.text, got, c.want)
		}
	}
}

// A bound option is shown as the proof plays it, with what the check made of it.
func TestWatch(t *testing.T) {
	all, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	watched := 0
	for _, q := range all {
		it := ask(t, q, 1)
		if !q.Bound() {
			if _, err := it.Watch(0); err != ErrUnbound {
				t.Errorf("%s: watching gives %v", q.ID, err)
			}
			continue
		}
		for i, o := range it.Options {
			watched++
			show, err := it.Watch(i)
			if err != nil {
				t.Fatalf("%s: %v", q.ID, err)
			}
			if show.Holds != o.Right || show.Value == "" || show.Check == "" || len(show.Steps) < len(o.Do) {
				t.Errorf("%s: option %q is shown as %+v", q.ID, o.Text, show)
			}
			last := show.Steps[len(show.Steps)-1]
			if last.Clock.Before(show.Start.Clock) {
				t.Errorf("%s: option %q ends before it begins", q.ID, o.Text)
			}
			again, err := it.Watch(i)
			if err != nil || !cmp.Equal(show, again) {
				t.Errorf("%s: option %q is shown in two ways", q.ID, o.Text)
			}
		}
	}
	if watched == 0 {
		t.Error("no question is bound")
	}
}

// A wrong option may be a call that AWS refuses, and a right one tells its events.
func TestWatchTellsWhatHappens(t *testing.T) {
	it := ask(t, load(t, strings.Replace(bound, "aws ec2 describe-security-groups", "aws ecs update-service --cluster prod --service nothing --desired-count 1", 1))[0], 1)
	for i, o := range it.Options {
		show, err := it.Watch(i)
		if err != nil {
			t.Fatal(err)
		}
		if refused := show.Steps[0].Refused; (refused == "") != o.Right {
			t.Errorf("%q: refused %q", o.Text, refused)
		}
		if strings.Contains(show.Steps[0].Line, "{{") || o.Right && len(show.Steps[0].Events) == 0 {
			t.Errorf("%q: %+v", o.Text, show.Steps[0])
		}
	}
	if _, err := it.Watch(9); err == nil {
		t.Error("an option that is not there is played")
	}
}

// The answer to a question for a number may be read from a world.
func TestANumberFromAWorld(t *testing.T) {
	q := load(t, strings.NewReplacer(`"vars.n * vars.n * 2"`, `'security_group("sg-web").ingress + vars.n'`, "unit ", "world = \"small\"\nbefore = [\"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port {{vars.n * 10}} --cidr 10.0.0.0/8\"]\nunit ", "tolerance  = 1", "").Replace(counted))[0]
	if !q.Bound() {
		t.Fatal("not bound")
	}
	it := ask(t, q, 1)
	if n := it.vars["n"].(int64); it.Number.Answer != n+1 {
		t.Errorf("the answer is %d with n = %d", it.Number.Answer, n)
	}
	show, err := it.Watch(0)
	if err != nil || !strings.HasSuffix(show.Value, " MiB") {
		t.Errorf("%+v, %v", show, err)
	}
}

func TestSelect(t *testing.T) {
	all := load(t, plain+bound+counted)
	ids := func(list []*Question) string {
		var out []string
		for _, q := range list {
			out = append(out, q.ID)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		topic string
		n     int
		want  string
	}{
		{"", 0, "docker.count docker.image.what lb.group.open"},
		{"docker", 0, "docker.count docker.image.what"},
		{"docker.image-container", 0, "docker.count docker.image.what"},
		{"lb.group.open", 5, "lb.group.open"},
		{"eks", 0, ""},
	} {
		if got := ids(Select(all, c.topic, c.n, 1)); got != c.want {
			t.Errorf("%q: %q, want %q", c.topic, got, c.want)
		}
	}
	first := map[string]bool{}
	for seed := uint64(1); seed < 30; seed++ {
		a, b := Select(all, "", 2, seed), Select(all, "", 2, seed)
		if len(a) != 2 || ids(a) != ids(b) || a[0] != b[0] {
			t.Fatalf("seed %d selects %q and %q", seed, ids(a), ids(b))
		}
		first[a[0].ID] = true
	}
	if len(first) != 3 {
		t.Errorf("the first question is one of %v only", first)
	}
	if got := strings.Join(Topics(all), " "); got != "docker lb" {
		t.Errorf("topics %q", got)
	}
}

// Questions of a scenario are asked with it, not in a quiz.
func TestSelectLeavesOutScenarios(t *testing.T) {
	qs, err := Of(scenarioWith(t, plain))
	if err != nil {
		t.Fatal(err)
	}
	if len(Select(qs, "", 0, 1)) != 0 || len(Select(qs, "docker.image.what", 0, 1)) != 1 {
		t.Error("a question of a scenario is in a quiz, or cannot be asked for")
	}
}

func TestCover(t *testing.T) {
	c := Cover(nil, load(t, plain+bound))
	seen := 0
	for _, o := range c.Objectives {
		seen += o.Questions
		if o.ID == "docker.image-container" && (o.Questions != 1 || o.QuestionIDs[0] != "docker.image.what") {
			t.Errorf("%+v", o)
		}
	}
	if seen != 2 || !strings.Contains(c.String(), ": 0 with a scenario, 2 with a question, ") {
		t.Errorf("%d questions are counted:\n%s", seen, c)
	}
}
