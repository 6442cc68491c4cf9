package quizzes

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// AWS does not say which of two equal instances gets a task, so no key of the banks on
// placement may hang on it: every key is the same whichever instance registers first.
func TestKeysOnPlacementHangOnNoTie(t *testing.T) {
	banks := []string{"banks/placement.toml", "banks/placing.toml"}
	orders := ordersOfWorlds(t)
	if testing.Short() {
		t.Log("with -short: two orders")
		orders = orders[:2]
	}
	for _, bank := range banks {
		t.Run(path.Base(bank), func(t *testing.T) {
			t.Parallel()
			keysHold(t, bank, orders)
		})
	}
}

// keysHold proves a bank in each order of its worlds' instances, and compares the
// answers in numbers.
func keysHold(t *testing.T, bank string, orders []fstest.MapFS) {
	answers := map[string]map[int64]bool{} // by question and seed
	text, err := fs.ReadFile(builtIn, bank)
	if err != nil {
		t.Fatal(err)
	}
	for _, worlds := range orders {
		files := fstest.MapFS{bank: {Data: text}}
		for name, world := range worlds {
			files[name] = world
		}
		all, err := Load(files, bank)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range all {
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
	if len(answers) == 0 {
		t.Error("no answers in numbers")
	}
	for key, found := range answers {
		if len(found) != 1 {
			t.Errorf("%s: the answers are %v", key, found)
		}
	}
}

// ordersOfWorlds returns all stock worlds with their instances in eight orders: each of
// four may come first, forwards and backwards. A world of fewer has fewer orders.
func ordersOfWorlds(t *testing.T) []fstest.MapFS {
	t.Helper()
	names, err := fs.Glob(builtIn, "banks/worlds/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	orders := make([]fstest.MapFS, 8)
	for i := range orders {
		orders[i] = fstest.MapFS{}
	}
	for _, name := range names {
		world, err := fs.ReadFile(builtIn, name)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range ordersOf(string(world), len(orders)) {
			orders[i][name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return orders
}

// ordersOf returns a world's text n times, with the tables of its instances turned by
// one each time, and backwards from the middle on.
func ordersOf(world string, n int) []string {
	const table = "\n[[world.instance]]"
	parts := strings.Split(world, table)
	if len(parts) == 1 {
		return slices.Repeat(parts, n)
	}
	last, rest, _ := strings.Cut(parts[len(parts)-1], "\n\n")
	head, instances := parts[0], append(parts[1:len(parts)-1:len(parts)-1], last+"\n")
	var out []string
	for turn := range n {
		if turn == n/2 {
			slices.Reverse(instances)
		}
		instances = append(instances[1:], instances[0])
		out = append(out, head+table+strings.Join(instances, table)+"\n"+rest)
	}
	return out
}
