package quizzes

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"drydock/scenarios"
	"drydock/scenarios/source"
)

// mutant is a file with one thing changed in one of its questions.
type mutant struct {
	name string
	tree map[string]any
}

// TestProofKillsMutants changes what every built-in question says, one thing after
// the other: each option's key flipped, its calls taken away, replaced by those of
// another and exchanged with those of one of the other key, the check made true,
// the answer made each wrong number and each wrong number the answer. Of a bound
// question the key is moved to each other option too. Every change
// must be refused when the file is read, or fail the proof; otherwise nothing
// holds what the question says.
func TestProofKillsMutants(t *testing.T) {
	eachFile(t, builtIn, "banks/*.toml", func(fsys fs.FS, name string) ([]*Question, error) { return Load(fsys, name) })
	eachFile(t, os.DirFS("../scenarios"), "packs/*/*.toml", func(fsys fs.FS, name string) ([]*Question, error) {
		s, err := scenarios.Load(fsys, name)
		if err != nil {
			return nil, err
		}
		return Of(s)
	})
}

type readsFile func(fsys fs.FS, name string) ([]*Question, error)

// eachFile tries the mutants of every file with questions.
func eachFile(t *testing.T, fsys fs.FS, pattern string, read readsFile) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v", pattern, err)
	}
	if testing.Short() {
		t.Log("with -short: the mutants of one file only")
		names = names[:1]
	}
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		f, ds := source.Parse(name, src)
		if ds != nil {
			t.Fatal(ds)
		}
		for i, q := range tables(f.Tree, "question") {
			alone := maps.Clone(f.Tree)
			alone["question"] = []any{q}
			t.Run(fmt.Sprint(q["id"]), func(t *testing.T) {
				t.Parallel()
				// The tree that is written out again is the same question.
				if how := kill(t, fsys, name, alone, read); how != "" {
					t.Fatalf("question %d without a change: %s", i, how)
				}
				for _, m := range mutantsOf(t, alone) {
					if how := kill(t, fsys, name, m.tree, read); how == "" {
						t.Errorf("%s: nothing notices", m.name)
					} else {
						t.Logf("%s: %s", m.name, how)
					}
				}
			})
		}
	}
}

// kill says what is wrong with the question of a file; "" when nothing is.
func kill(t *testing.T, fsys fs.FS, name string, tree map[string]any, read readsFile) string {
	t.Helper()
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(tree); err != nil {
		t.Fatal(err)
	}
	qs, err := read(changed{fsys, name, b.Bytes()}, name)
	if err != nil {
		return "refused: " + mistakesOf(t, err)[0]
	}
	p, err := Prove(qs[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Failures) == 0 {
		return ""
	}
	return fmt.Sprintf("%d failures, first: %s", len(p.Failures), p.Failures[0].What)
}

// changed is a file system with other text in one file.
type changed struct {
	fs.FS
	name string
	text []byte
}

func (c changed) Open(name string) (fs.File, error) {
	if name == c.name {
		return fstest.MapFS{path.Base(name): {Data: c.text}}.Open(path.Base(name))
	}
	return c.FS.Open(name)
}

func tables(tree map[string]any, name string) []map[string]any {
	var out []map[string]any
	list, _ := tree[name].([]any)
	for _, item := range list {
		out = append(out, item.(map[string]any))
	}
	return out
}

// mutantsOf makes every mutant of the one question of a tree.
func mutantsOf(t *testing.T, tree map[string]any) []mutant {
	t.Helper()
	var out []mutant
	change := func(name string, edit func(q map[string]any)) {
		fresh, _ := source.Substitute(tree, nil).(map[string]any) // a deep copy
		edit(tables(fresh, "question")[0])
		out = append(out, mutant{name, fresh})
	}
	q := tables(tree, "question")[0]
	options := tables(q, "option")
	option := func(q map[string]any, i int) map[string]any { return tables(q, "option")[i] }
	for i, o := range options {
		right, _ := o["right"].(bool)
		change(fmt.Sprintf("the key of option %d flipped", i+1), func(q map[string]any) { option(q, i)["right"] = !right })
		if o["do"] == nil {
			continue
		}
		change(fmt.Sprintf("the calls of option %d taken away", i+1), func(q map[string]any) { option(q, i)["do"] = []any{} })
		for j, other := range options {
			if i == j {
				continue
			}
			change(fmt.Sprintf("option %d does what option %d does", i+1, j+1), func(q map[string]any) { option(q, i)["do"] = other["do"] })
			if otherRight, _ := other["right"].(bool); right && !otherRight {
				change(fmt.Sprintf("the key moved from option %d to option %d", i+1, j+1), func(q map[string]any) {
					option(q, i)["right"], option(q, j)["right"] = false, true
				})
				change(fmt.Sprintf("options %d and %d do what the other does", i+1, j+1), func(q map[string]any) {
					option(q, i)["do"], option(q, j)["do"] = other["do"], o["do"]
				})
			}
		}
	}
	if q["check"] != nil {
		for _, check := range []string{"true", "false", `len(instances("prod")) >= 0`} {
			change("the check made "+check, func(q map[string]any) { q["check"] = check })
		}
	}
	for i, m := range tables(q, "mistakes") {
		change(fmt.Sprintf("the answer made mistake %d", i+1), func(q map[string]any) { q["answer"] = m["answer"] })
		change(fmt.Sprintf("mistake %d made the answer", i+1), func(q map[string]any) { tables(q, "mistakes")[i]["answer"] = q["answer"] })
	}
	for key := range maps.Keys(map[string]bool{"why": true, "source": true, "checked": true}) {
		if q[key] != nil {
			change(key+" taken away", func(q map[string]any) { delete(q, key) })
		}
	}
	// None is left out: an option has one mutant at least, a check three, a wrong
	// number two.
	if least := max(len(options), 2*len(tables(q, "mistakes"))) + 1; len(out) < least {
		t.Fatalf("%d mutants, at least %d expected", len(out), least)
	}
	return out
}

// What a proof tells, by what is wrong.
func TestProofTells(t *testing.T) {
	multiple := strings.Replace(bound, `"single"`, `"multiple"`, 1) + `
[[question.option]]
text  = "Authorise another"
right = true
do    = ["aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 22 --cidr 10.0.0.0/8"]
why   = "A rule is added."
`
	tests := []struct{ name, bank, old, new, want string }{
		{"the key is wrong", bound, "ingress == 1", "ingress == 2", `option "Authorise it" is marked right, and the check does not hold after it`},
		{"a wrong option is right", bound, `"aws ec2 describe-security-groups"`, `"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 22 --cidr 10.0.0.0/8"`, `option "Look at it" is marked wrong, and the check holds after it`},
		{"the check holds before", bound, "ingress == 1", "ingress <= 1", "the check holds before any call"},
		{"one result for all", bound, "ingress == 1", "ingress == 5", "the check gives one result for all options"},
		{"the check reads no world", bound, `security_group("sg-web").ingress == 1`, "vars.port > 79", "the check reads no world: vars.port > 79"},
		{"a call is refused", bound, "--group-id sg-web", "--group-id sg-wbe", `option "Authorise it" cannot be played: line 1: `},
		{"the world is refused", bound, `world      = "small"`, "world = \"small\"\nbefore = [\"aws ecs update-service --cluster prod --service nothing --desired-count 1\"]", "the world cannot be made: before: line 1: "},
		{"options read the same for one seed", bound, `"Look at it"`, `"{{vars.port == 80 ? \"Authorise  IT\" : \"Look\"}}"`, "read the same"},
		{"options do the same", multiple, "--port 22", "--port {{port}}", "do the same"},
		{"what is not simulated", bound, "describe-security-groups\"", "describe-security-groups --max-results 7\"", `option "Look at it" plays what is not simulated: --max-results of aws ec2 `},
		{"a wrong number is the answer", counted, `answer = "vars.n * 2", why`, `answer = "vars.n * 2 * 3", why`, "mistake 1, 18, is the answer"},
		{"a wrong number is near the answer", counted, `answer = "vars.n * 2", why`, `answer = "vars.n * vars.n * 2 + 1", why`, "mistake 1, 19, is the answer"},
		{"the variables do nothing", counted, `"vars.n * vars.n * 2"`, `"vars.n * 0 + 7"`, "the answer is the same for every combination of the variables"},
		{"a wrong number twice", counted, "mistakes   = [", `mistakes = [{ answer = "2 * vars.n", why = "x" }, `, "stands there twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.bank, tt.old) {
				t.Fatalf("%q does not stand there", tt.old)
			}
			qs := load(t, strings.Replace(tt.bank, tt.old, tt.new, 1))
			p, err := Prove(qs[0])
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			for _, f := range p.Failures {
				told = append(told, f.String())
			}
			if !strings.Contains(strings.Join(told, "\n"), tt.want) {
				t.Errorf("%q is not told among %q", tt.want, told)
			}
		})
	}
}
