package scenarios

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"drydock/scenarios/source"

	"github.com/BurntSushi/toml"
)

// mutant is a scenario file with one promise changed.
type mutant struct {
	name string
	tree map[string]any
}

// TestProofKillsMutants changes the promises of every built-in scenario one by
// one: each goal made true, each solution emptied and made a call that changes
// nothing, each choice's key flipped, each wrong turn's list of failed goals
// swapped. Every change must be
// refused by Load or fail the proof; otherwise the promise is not held by
// anything.
func TestProofKillsMutants(t *testing.T) {
	list, err := Library()
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		t.Log("with -short: the mutants of one scenario only")
		list = list[:1]
	}
	for _, l := range list {
		files := packFiles(t, l.Folder)
		name := l.ID + ".toml"
		f, ds := source.Parse(name, files[name].Data)
		if ds != nil {
			t.Fatal(ds)
		}
		oneValue(f.Tree)
		t.Run(l.ID, func(t *testing.T) {
			// The tree that is written out again is the same scenario.
			if how := kill(t, files, name, f.Tree); how != "" {
				t.Fatalf("the scenario without a change: %s", how)
			}
			for _, m := range mutantsOf(t, f.Tree) {
				t.Run(m.name, func(t *testing.T) {
					t.Parallel()
					how := kill(t, files, name, m.tree)
					if how == "" {
						t.Fatal("nothing notices")
					}
					t.Log(how)
				})
			}
		})
	}
}

// oneValue leaves one value to each variable, so that a proof plays once.
func oneValue(tree map[string]any) {
	vars, _ := tree["vars"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		vars[name] = vars[name].([]any)[:1]
	}
}

// kill says what is wrong with a scenario; "" when nothing is.
func kill(t *testing.T, files fstest.MapFS, name string, tree map[string]any) string {
	t.Helper()
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(tree); err != nil {
		t.Fatal(err)
	}
	changed := maps.Clone(files)
	changed[name] = &fstest.MapFile{Data: b.Bytes()}
	s, err := Load(changed, name)
	if err != nil {
		return "refused: " + mistakes(t, err)[0]
	}
	p, err := Prove(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Failures) == 0 {
		return ""
	}
	return fmt.Sprintf("%d failures, first: %s", len(p.Failures), p.Failures[0].What)
}

// mutantsOf makes every mutant of a scenario's tree.
func mutantsOf(t *testing.T, tree map[string]any) []mutant {
	t.Helper()
	var out []mutant
	change := func(name, table string, i int, key string, value any) {
		changed, _ := source.Substitute(tree, nil).(map[string]any) // a deep copy
		changed[table].([]any)[i].(map[string]any)[key] = value
		out = append(out, mutant{name, changed})
	}
	goals := goalIDs(tree)
	for i, id := range goals {
		change("goal "+id+" made true", "goal", i, "check", "true")
	}
	solutions := tables(tree, "solution")
	for i := range solutions {
		change(fmt.Sprintf("solution %d emptied", i+1), "solution", i, "do", []any{})
		change(fmt.Sprintf("solution %d only looks", i+1), "solution", i, "do", []any{"aws ecs list-clusters"})
		change(fmt.Sprintf("solution %d only waits", i+1), "solution", i, "do", []any{"advance 1m"})
	}
	var right any // calls that pass
	if len(solutions) > 0 {
		right = solutions[0]["do"]
	}
	choices := tables(tree, "choice")
	for i, c := range choices {
		key, _ := c["right"].(bool)
		change(fmt.Sprintf("choice %d flipped", i+1), "choice", i, "right", !key)
		if key {
			right = c["do"]
			change(fmt.Sprintf("choice %d only looks", i+1), "choice", i, "do", []any{"aws ecs list-clusters"})
		}
	}
	wrong := tables(tree, "wrong")
	for i, w := range wrong {
		was := w["fails"].([]any)
		for _, fails := range swapped(goals, was) {
			change(fmt.Sprintf("wrong turn %d fails %v", i+1, fails), "wrong", i, "fails", fails)
		}
		change(fmt.Sprintf("wrong turn %d does the solution", i+1), "wrong", i, "do", right)
	}
	// None is left out: a goal has one mutant, a solution three, a choice one or two,
	// a wrong turn as many as there are goals, or one more, and its solution.
	least := len(goals) + 3*len(solutions) + len(choices) + len(wrong)*(len(goals)+1)
	if len(goals) == 0 || len(wrong) == 0 || len(out) < least {
		t.Fatalf("%d mutants, at least %d expected", len(out), least)
	}
	return out
}

// swapped lists other sets of failed goals: the complement, and the set with
// each goal taken out or put in.
func swapped(goals []string, was []any) [][]any {
	var complement []any
	var out [][]any
	for _, g := range goals {
		other := slices.DeleteFunc(slices.Clone(was), func(v any) bool { return v == g })
		if len(other) == len(was) {
			complement = append(complement, g)
			other = append(other, g)
		}
		out = append(out, other)
	}
	for _, o := range out {
		if fmt.Sprint(o) == fmt.Sprint(complement) {
			return out
		}
	}
	if complement == nil {
		complement = []any{}
	}
	return append(out, complement)
}

func tables(tree map[string]any, name string) []map[string]any {
	var out []map[string]any
	list, _ := tree[name].([]any)
	for _, item := range list {
		out = append(out, item.(map[string]any))
	}
	return out
}

func goalIDs(tree map[string]any) []string {
	var out []string
	for _, g := range tables(tree, "goal") {
		out = append(out, g["id"].(string))
	}
	return out
}

func TestSwapped(t *testing.T) {
	for _, c := range []struct{ was, want string }{
		{"a", "[[] [a b] [b]]"},
		{"a b", "[[b] [a] []]"},
	} {
		var was []any
		for _, id := range strings.Fields(c.was) {
			was = append(was, id)
		}
		if got := fmt.Sprint(swapped([]string{"a", "b"}, was)); got != c.want {
			t.Errorf("swapped(%s) = %s, want %s", c.was, got, c.want)
		}
	}
}
