package quizzes

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"drydock/scenarios"
	"drydock/scenarios/source"
)

// world is a small stock world: a network, an empty cluster, and nothing to wait for.
const world = `format = 1
[world]
base = "two-az"
[[world.security_group]]
id = "sg-web"
`

// plain is a question without a world.
const plain = `
[[question]]
id         = "docker.image.what"
rev        = 1
kind       = "single"
objectives = ["docker.image-container"]
stem       = "What is an image?"
source     = "Docker basics for Amazon ECS"
checked    = 2026-11-21
[[question.option]]
text  = "A stored artefact"
right = true
why   = "It is built once."
[[question.option]]
text  = "A running process"
why   = "That is a container."
`

// bound is a question that the engine decides.
const bound = `
[[question]]
id         = "lb.group.open"
rev        = 1
kind       = "single"
objectives = ["lb.ec2-security-group"]
stem       = "How is port {{port}} opened?"
source     = "Security group rules"
checked    = 2026-11-21
vars       = { port = [80, 443] }
world      = "small"
check      = 'security_group("sg-web").ingress == 1'
[[question.option]]
text  = "Authorise it"
right = true
do    = ["aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port {{port}} --cidr 10.0.0.0/8"]
why   = "A rule is added."
[[question.option]]
text  = "Look at it"
do    = ["aws ec2 describe-security-groups"]
why   = "Looking changes nothing."
`

// counted is a question for a number.
const counted = `
[[question]]
id         = "docker.count"
rev        = 1
kind       = "numeric"
objectives = ["docker.image-container"]
stem       = "{{n}} containers of {{vars.n * 2}} MiB each?"
source     = "Docker basics for Amazon ECS"
checked    = 2026-11-21
vars       = { n = [3, 5] }
answer     = "vars.n * vars.n * 2"
unit       = "MiB"
tolerance  = 1
why        = "{{n}} times {{vars.n * 2}}."
mistakes   = [{ answer = "vars.n * 2", why = "That is one container." }]
`

func pack(bank string) fstest.MapFS {
	return fstest.MapFS{
		"banks/b.toml":      {Data: []byte("format = 1\n" + bank)},
		"worlds/small.toml": {Data: []byte(world)},
	}
}

func load(t *testing.T, bank string) []*Question {
	t.Helper()
	qs, err := Load(pack(bank), "banks/b.toml")
	if err != nil {
		t.Fatal(err)
	}
	return qs
}

// mistakes are those of a bank, without the file's name.
func mistakesOf(t *testing.T, err error) []string {
	t.Helper()
	var ds source.Diagnostics
	if err != nil && !errors.As(err, &ds) {
		t.Fatal(err)
	}
	var out []string
	for _, d := range ds {
		out = append(out, strings.TrimPrefix(d.String(), "banks/b.toml:"))
	}
	return out
}

func TestLoad(t *testing.T) {
	qs := load(t, plain+bound+counted)
	if len(qs) != 3 {
		t.Fatalf("%d questions", len(qs))
	}
	p, b, n := qs[0], qs[1], qs[2]
	if p.Bound() || p.Parametric() || p.Difficulty != 2 || p.Source == "" || p.Checked.Year() != 2026 {
		t.Errorf("the plain question is %+v", p)
	}
	if !b.Bound() || !b.Parametric() || b.World() == nil {
		t.Errorf("the bound question is %+v", b)
	}
	if n.Bound() || !n.Parametric() || n.Kind != Numeric {
		t.Errorf("the question for a number is %+v", n)
	}
	for _, q := range qs {
		p, err := Prove(q)
		if err != nil || len(p.Failures) > 0 {
			t.Errorf("%s: %v %v", q.ID, err, p.Failures)
		}
	}
}

// Each change is one mistake, told at its place.
func TestMistakes(t *testing.T) {
	tests := []struct {
		name, bank, old, new string
		want                 []string
	}{
		{"an unknown key", plain, "right = true", "rigth = true", []string{
			`3:3: 0 options are right; expected one, in a question of the kind single`,
			`13:1: unknown key "rigth"; did you mean "right"?`,
		}},
		{"an option without a why", plain, `why   = "It is built once."`, ``, []string{`11:12: question[0].option[0].why is missing; expected text`}},
		{"an option whose why says nothing", plain, `"It is built once."`, `" "`, []string{`14:9: option[0].why is empty; expected text`}},
		{"no source", plain, `source     = "Docker basics for Amazon ECS"`, ``, []string{`3:3: question[0].source is missing; expected text`}},
		{"no date", plain, `checked    = 2026-11-21`, ``, []string{`3:3: question[0].checked is missing; expected a date such as 2026-03-02 or 2026-03-02T09:00:00Z`}},
		{"a kind for later", plain, `"single"`, `"ordering"`, []string{`6:14: questions of the kind ordering are for a later version; expected one of multiple, numeric, single`}},
		{"a kind misspelt", plain, `"single"`, `"singel"`, []string{`6:14: there is no kind of question "singel"; expected one of multiple, numeric, single; did you mean "single"?`}},
		{"an objective that is none", plain, `docker.image-container`, `docker.image-containr`, []string{`7:15: there is no objective "docker.image-containr"; expected an id of the syllabus; did you mean "docker.image-container"?`}},
		{"an id with a blank", plain, `"docker.image.what"`, `"docker image"`, []string{`4:14: the id "docker image" is not of small letters and digits, joined by dots and hyphens; expected an id such as "docker.image.layers"`}},
		{"two right options", plain, `why   = "That is a container."`, "right = true\nwhy = \"x\"", []string{`3:3: 2 options are right; expected one, in a question of the kind single`}},
		{"multiple without a number", plain, `"single"`, `"multiple"`, []string{
			`3:3: 1 of 2 options are right; expected two or more, and at least one that is wrong, in a question of the kind multiple`,
			`3:3: question[0].choose is missing; expected the number of right options, which nothing else proves`,
		}},
		{"a rev of nothing", plain, `rev        = 1`, `rev = 0`, []string{`5:7: 0 is out of range; expected 1 to 2147483648`}},
		{"calls without a check", plain, `right = true`, "right = true\ndo = [\"aws ecs list-clusters\"]", []string{`14:1: there is no check that says whether these lines are right; expected check = "…" and a world`}},
		{"a world without a check", plain, `kind       = "single"`, "kind = \"single\"\nworld = \"small\"", []string{`7:1: world is for questions that look at a world; expected a check, or an answer that reads the world`}},
		{"asked in a bank", plain, `rev        = 1`, "rev = 1\nask = \"before\"", []string{`6:1: a question of a bank is asked at any time; expected no key ask`}},
		{"a variable misspelt", bound, `{{port}} opened`, `{{prot}} opened`, []string{`8:29: unknown name prot; did you mean "port"?`}},
		{"a line that cannot be read", bound, `describe-security-groups`, `describe-security-group`, []string{
			`21:10: Invalid choice: 'describe-security-group', maybe you meant: describe-security-groups describe-security-group-rules create-security-group; expected a line such as "aws ecs update-service …" or "advance 5m"`,
		}},
		{"a hint in an answer", bound, `"aws ec2 describe-security-groups"`, `"hint"`, []string{`21:10: "hint" is no part of an answer; expected a line such as "aws ecs update-service …" or "advance 5m"`}},
		{"an option that does nothing", bound, `["aws ec2 describe-security-groups"]`, `[]`, []string{`19:12: an option of a question with a check does something; expected do, with at least one line`}},
		{"a world misspelt", bound, `"small"`, `"smal"`, []string{`12:14: there is no stock world "smal"; expected one of small, two-az, two-az-endpoints, two-az-private; did you mean "small"?`}},
		{"a check of a wrong kind", bound, `ingress == 1`, `ingress`, []string{`13:15: the expression gives a whole number; expected true or false`}},
		{"a check without a world", bound, `world      = "small"`, ``, []string{`13:1: there is a check and no world that it could look at; expected world = "…"`}},
		{"a field misspelt", bound, `.ingress`, `.ingres`, []string{`13:40: a security group has no field ingres; did you mean "ingress"?`}},
		{"a variable without values", bound, `[80, 443]`, `[]`, []string{
			`8:29: unknown name port`,
			`11:23: port has no values to draw from; expected a list such as [4, 6, 8]`,
			`17:94: unknown name port`,
		}},
		{"an answer without a why", counted, `why        = "{{n}} times {{vars.n * 2}}."`, ``, []string{`3:3: question[0].why is missing; expected text`}},
		{"an answer in fractions", counted, `"vars.n * vars.n * 2"`, `"vars.n / 2"`, []string{`12:22: / cannot be used: there are no fractions; multiply the other side, or round down with div(a, b)`}},
		{"an answer that reads a world", counted, `"vars.n * vars.n * 2"`, `'len(instances("prod"))'`, []string{`12:19: unknown name instances`}},
		{"options of a number", counted, `unit       = "MiB"`, "option = [{ text = \"x\", why = \"y\" }]", []string{`13:1: option belongs to questions with options; expected answer, why and mistakes`}},
		{"an expression in a text", counted, `{{vars.n * 2}} MiB`, `{{vars.m * 2}} MiB`, []string{`8:42: unknown variable vars.m`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if strings.Count(tt.bank, tt.old) != 1 {
				t.Fatalf("%q stands there %d times", tt.old, strings.Count(tt.bank, tt.old))
			}
			_, err := Load(pack(strings.Replace(tt.bank, tt.old, tt.new, 1)), "banks/b.toml")
			if diff := cmp.Diff(tt.want, mistakesOf(t, err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// All mistakes are told in one run, those of several questions and of a world too.
func TestAllMistakesInOneRun(t *testing.T) {
	files := pack(strings.Replace(plain, "rev        = 1", "rev = 0", 1) + strings.Replace(bound, "2026-11-21", "'soon'", 1) + plain)
	files["worlds/small.toml"].Data = []byte(strings.Replace(world, "sg-web", "sg-web\"\nidd = \"x", 1))
	_, err := Load(files, "banks/b.toml")
	want := []string{
		`5:7: 0 is out of range; expected 1 to 2147483648`,
		`26:14: question[1].checked is the text "soon"; expected a date such as 2026-03-02 or 2026-03-02T09:00:00Z`,
		`40:3: there is another question "docker.image.what", at banks/b.toml:3:3; expected an id of its own`,
		`worlds/small.toml:6:1: unknown key "idd"; did you mean "id"?`,
	}
	if diff := cmp.Diff(want, mistakesOf(t, err)); diff != "" {
		t.Error(diff)
	}
}

// Variables cannot make a text that fills the memory.
func TestATextCannotGrow(t *testing.T) {
	long := strings.Replace(plain, `"What is an image?"`, `"`+strings.Repeat("{{x}}", 1000)+`"`, 1)
	long = strings.Replace(long, "rev        = 1", "rev = 1\nvars = { x = [\""+strings.Repeat("y", 1000)+"\"] }", 1)
	_, err := Load(pack(long), "banks/b.toml")
	if got := mistakesOf(t, err); len(got) != 1 || !strings.HasSuffix(got[0], errLong.Error()) {
		t.Errorf("%.200q", got)
	}
}

func TestASyntaxErrorStandsAlone(t *testing.T) {
	_, err := Load(pack("[[question]\n"), "banks/b.toml")
	if got := mistakesOf(t, err); len(got) != 1 || !strings.HasPrefix(got[0], "2:") {
		t.Errorf("%q", got)
	}
}

// scenario is a scenario file with a question in it.
const scenario = `format = 1
[scenario]
id = "groups"
rev = 1
title = "t"
objectives = ["lb.dynamic-port"]
difficulty = 1
minutes = 1
brief = "b"
debrief = "d"
[vars]
port = [80, 443, 8080]
[world]
base = "two-az"
[[world.security_group]]
id = "sg-web"
[play]
horizon = "1m"
par = 1
[[goal]]
id = "g"
text = "t"
points = 1
check = 'security_group("sg-web").ingress == 1'
[[solution]]
title = "s"
do = ["aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port {{port}} --cidr 10.0.0.0/8"]
`

func scenarioWith(t *testing.T, question string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Load(fstest.MapFS{"groups.toml": {Data: []byte(scenario + question)}}, "groups.toml")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A question of a scenario has the scenario's variables and world.
func TestQuestionsOfAScenario(t *testing.T) {
	text := strings.NewReplacer("vars       = { port = [80, 443] }\n", "", `world      = "small"`, `ask = "before"`).Replace(bound)
	s := scenarioWith(t, text)
	qs, err := Of(s)
	if err != nil {
		t.Fatal(err)
	}
	q := qs[0]
	if q.When != "before" || q.Scenario != "groups" || !q.Bound() || q.World() != s {
		t.Errorf("the question is %+v", q)
	}
	p, err := Prove(q)
	if err != nil || len(p.Failures) > 0 || p.Combinations != 3 {
		t.Errorf("%v %+v", err, p)
	}
	for seed := uint64(1); seed < 9; seed++ {
		if got, want := q.Draw(seed)["port"], s.Draw(seed)["port"]; got != want {
			t.Errorf("seed %d: port %v in the question, %v in the scenario", seed, got, want)
		}
	}
	_, err = Of(scenarioWith(t, bound))
	got := strings.Join(mistakesOf(t, err), "\n")
	for _, want := range []string{`the world has a variable "port" already`, "a question of a scenario plays in the scenario's own world"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, got)
		}
	}
}

// An id is used once, over all files.
func TestJoin(t *testing.T) {
	a, b := load(t, plain), load(t, bound)
	all, err := Join(a, b)
	if err != nil || len(all) != 2 {
		t.Errorf("%d questions, %v", len(all), err)
	}
	if _, err := Join(a, b, load(t, plain)); err == nil || !strings.Contains(err.Error(), `there is another question "docker.image.what"`) {
		t.Errorf("an id used twice: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	for _, bank := range []string{plain, bound, counted, plain + bound + counted} {
		f.Add("format = 1\n" + bank)
	}
	f.Add("question = 1")
	f.Add("format = 1\nquestion = [{ vars = { x = [1.5] }, stem = '{{x}} {{1/0}} {{\"' }]")
	f.Fuzz(func(t *testing.T, text string) {
		qs, err := Load(fstest.MapFS{"b.toml": {Data: []byte(text)}, "worlds/small.toml": {Data: []byte(world)}}, "b.toml")
		if err != nil {
			var ds source.Diagnostics
			if !errors.As(err, &ds) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		for _, q := range qs {
			if it, err := q.Ask(1); err == nil {
				it.Grade(Answer{Options: []int{0}})
			}
		}
	})
}
