package quizzes

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// AWS does not say which of two equal instances gets a task, so no key of the bank on
// placement may hang on it: every key is the same whichever instance registers first.
func TestKeysOnPlacementHangOnNoTie(t *testing.T) {
	world, err := fs.ReadFile(builtIn, "banks/worlds/mixed-sizes.toml")
	if err != nil {
		t.Fatal(err)
	}
	const table = "\n[[world.instance]]"
	parts := strings.Split(string(world), table)
	last, rest, _ := strings.Cut(parts[len(parts)-1], "\n\n")
	head, instances := parts[0], append(parts[1:len(parts)-1:len(parts)-1], last+"\n")

	answers := map[string]map[int64]bool{} // by question and seed
	for turn := range 2 * len(instances) {
		if turn == len(instances) {
			slices.Reverse(instances)
		}
		instances = append(instances[1:], instances[0])
		text := head + table + strings.Join(instances, table) + "\n" + rest
		for _, q := range placementIn(t, text) {
			p, err := Prove(q)
			if err != nil || len(p.Failures) > 0 {
				t.Fatalf("%s: %v %v", q.ID, err, p.Failures)
			}
			if q.Kind != Numeric {
				continue
			}
			for seed := range uint64(8) {
				key := q.ID + " " + string(rune('0'+seed))
				if answers[key] == nil {
					answers[key] = map[int64]bool{}
				}
				answers[key][ask(t, q, seed).Number.Answer] = true
			}
		}
	}
	for key, found := range answers {
		if len(found) != 1 {
			t.Errorf("%s: the answers are %v", key, found)
		}
	}
}

// placementIn reads the bank on placement with another text of its world.
func placementIn(t *testing.T, world string) []*Question {
	t.Helper()
	bank, err := fs.ReadFile(builtIn, "banks/placement.toml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Load(fstest.MapFS{
		"banks/placement.toml":          {Data: bank},
		"banks/worlds/mixed-sizes.toml": {Data: []byte(world)},
	}, "banks/placement.toml")
	if err != nil {
		t.Fatal(err)
	}
	return all
}
