package house_test

import (
	"strings"
	"testing"
)

// snippetImports are the packages that the snippets below import.
var snippetImports = []string{
	"crypto/rand", "encoding/json", "maps", "math/rand", "math/rand/v2", "os", "os/exec",
	"reflect", "slices", "strconv", "time",
}

// TestTidyFindsWhatIsForbidden shows the checker one bad snippet for each
// thing it must find: each has one finding, of that rule.
func TestTidyFindsWhatIsForbidden(t *testing.T) {
	tests := []struct {
		name string
		rule string // of the one finding; "" for none
		want string // a part of its text
		code string
	}{
		{"the clock", "clock", "time.Now", `import "time"; func f() time.Time { return time.Now() }`},
		{"the clock under another name", "clock", "time.Now", `import clock "time"; func f() time.Time { return clock.Now() }`},
		{"the clock by a dot import", "clock", "time.Now", `import . "time"; func f() Time { return Now() }`},
		{"the clock as a value", "clock", "time.Now", `import "time"; func f() func() time.Time { return time.Now }`},
		{"time since", "clock", "time.Since", `import "time"; func f(t time.Time) time.Duration { return time.Since(t) }`},
		{"a timer's channel", "clock", "time.After", `import "time"; func f() <-chan time.Time { return time.After(1) }`},
		{"a ticker", "clock", "time.Tick", `import "time"; func f() <-chan time.Time { return time.Tick(1) }`},
		{"a sleep", "clock", "time.Sleep", `import "time"; func f() { time.Sleep(1) }`},
		{"the machine's time zone", "clock", "time.Local", `import "time"; func f(t time.Time) time.Time { return t.In(time.Local) }`},
		{"the machine's time zone by a method", "clock", "time.Local", `import "time"; func f(t time.Time) time.Time { return t.Local() }`},
		{"comparing times", "", "", `import "time"; func f(a, b time.Time) bool { return a.After(b) && time.Minute > 0 }`},

		{"math/rand", "import", "stream", `import "math/rand"; func f() int { return rand.Int() }`},
		{"math/rand/v2", "import", "stream", `import "math/rand/v2"; func f() int { return rand.Int() }`},
		{"crypto/rand", "import", "stream", `import "crypto/rand"; func f() string { return rand.Text() }`},
		{"the environment", "import", "os", `import "os"; func f() string { return os.Getenv("HOME") }`},
		{"below os", "import", "os/exec", `import "os/exec"; func f() { exec.Command("date") }`},

		{"a go statement", "goroutine", "goroutine", `func g() {}; func f() { go g() }`},
		{"a select", "goroutine", "select", `func f(c chan int) { select { case <-c: default: } }`},

		{"a float variable", "float", "float64", `func f() { var x float64; _ = x }`},
		{"a small float", "float", "float32", `type s struct { x float32 }`},
		{"a complex number", "float", "complex128", `var x complex128`},
		{"a float constant", "float", "1.5", `const half = 1.5`},
		{"an exponent", "float", "1e3", `func f() int { return 1e3 }`},
		{"a float nobody names", "float", "d.Seconds", `import "time"; func f(d time.Duration) int { return int(d.Seconds()) }`},
		{"a float among results", "float", "strconv.ParseFloat", `import "strconv"; func f() error { _, err := strconv.ParseFloat("1", 64); return err }`},
		{"a float in a type switch", "float", "float64", `func f(v any) bool { switch v.(type) { case float64: return true }; return false }`},
		{"integers", "", "", `func f(n int64) int64 { return n * 1000 / 3 }`},

		{"a package's variable", "global", "changes n", `var n int; func f() { n = 1 }`},
		{"counting in one", "global", "changes n", `var n int; func f() { n++ }`},
		{"adding to one", "global", "changes n", `var n []int; func f() { n = append(n, 1) }`},
		{"an element of one", "global", "changes m", `var m = map[string]int{}; func f() { m["a"] = 1 }`},
		{"a member of one", "global", "changes s", `var s struct{ a struct{ b []int } }; func f() { s.a.b[0] = 1 }`},
		{"the pointee of one", "global", "changes p", `var p = new(int); func f() { *p = 1 }`},
		{"deleting from one", "global", "changes m", `var m = map[string]int{}; func f() { delete(m, "a") }`},
		{"clearing one", "global", "changes m", `var m = map[string]int{}; func f() { clear(m) }`},
		{"copying into one", "global", "changes s", `var s []int; func f() { copy(s[1:], s) }`},
		{"an element at the start of the program", "global", "changes m", `var m = map[string]int{}; func init() { m["a"] = 1 }`},
		{"later, by a function made at the start", "global", "changes n", `var n int; var g func(); func init() { g = func() { n = 1 } }`},
		{"in a method called init", "global", "changes n", `var n int; type s struct{}; func (s) init() { n = 1 }`},
		{"in a loop's head", "global", "changes n", `var n int; func f() { for n = range 3 {} }`},
		{"another package's variable", "global", "changes UTC", `import "time"; func f() { time.UTC = nil }`},
		{"a local of the same name", "", "", `var n = 1; func f() int { n := n; n++; return n }`},
		{"a member of a parameter", "", "", `type s struct{ n []int }; func f(v *s) { v.n[0]++ }`},
		{"a table made at the start, since it leads back to itself", "", "", `var table []func() int; func f() int { return len(table) }; func init() { table = []func() int{f} }`},
		{"nothing kept", "", "", `func f() int { return 1 }; func init() { _ = f() }`},
		{"a table", "", "", `var table = []string{"a"}; func f() int { return len(table) }`},

		{"a map", "map order", "the map m", `func f(m map[string]int) { for k := range m { _ = k } }`},
		{"a map without a variable", "map order", "the map m", `func f(m map[string]int) (n int) { for range m { n++ }; return n }`},
		{"a map with a name", "map order", "the map s.tasks", `type ids map[string]int; type s struct{ tasks ids }; func f(s *s) { for k, v := range s.tasks { _, _ = k, v } }`},
		{"a map that a function answers", "map order", "the map g()", `func g() map[string]int { return nil }; func f() { for k := range g() { _ = k } }`},
		{"a map from the library", "map order", "the map maps.Clone(m)", `import "maps"; func f(m map[string]int) { for k := range maps.Clone(m) { _ = k } }`},
		{"a map by a type parameter", "map order", "the map m", `func f[M ~map[K]V, K comparable, V any](m M) { for k := range m { _ = k } }`},
		{"a map by an alias", "map order", "the map m", `type a = map[string]int; func f(m a) { for k := range m { _ = k } }`},
		{"keys unsorted", "map order", "maps.Keys", `import "maps"; func f(m map[string]int) { for k := range maps.Keys(m) { _ = k } }`},
		{"values collected", "map order", "maps.Values", `import ("maps"; "slices"); func f(m map[string]int) []int { return slices.Collect(maps.Values(m)) }`},
		{"pairs", "map order", "maps.All", `import "maps"; func f(m map[string]int) { for k, v := range maps.All(m) { _, _ = k, v } }`},
		{"a map by reflection", "map order", "MapRange", `import "reflect"; func f(v reflect.Value) { v.MapRange() }`},
		{"keys sorted", "", "", `import ("maps"; "slices"); func f(m map[string]int) { for _, k := range slices.Sorted(maps.Keys(m)) { _ = k } }`},
		{"a slice, a string, a number and a function", "", "", `func f(s []int, t string, g func(func(int) bool)) { for range s {}; for range t {}; for range 3 {}; for range g {} }`},
		{"something without a type", "type", "does the package compile", `func f() { for range nowhere {} }`},
	}
	ty := newTyper(t, treeRoot(t), "engine", snippetImports...)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := tidy(ty.fset, ty.snippet("engine/snippet", "package snippet\n"+test.code))
			switch {
			case test.rule == "" && len(found) > 0:
				t.Errorf("%v; want no finding", found)
			case test.rule == "":
			case len(found) != 1 || found[0].rule != test.rule || !strings.Contains(found[0].text, test.want):
				t.Errorf("%v; want one finding of rule %q with %q", found, test.rule, test.want)
			}
		})
	}
}

// TestTidyAllowsFloatsWhereNamed shows that an allowance covers the cases of a
// type switch, and nothing else of the package.
func TestTidyAllowsFloatsWhereNamed(t *testing.T) {
	const code = `package api
import "encoding/json"
func f(v any) (int64, bool) {
	switch v := v.(type) {
	case float64:
		return int64(v), v == float64(int64(v))
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	}
	var x float64
	return int64(x), false
}`
	ty := newTyper(t, treeRoot(t), "engine", snippetImports...)
	found := tidy(ty.fset, ty.snippet("engine/api", code))
	if len(found) != 1 || found[0].rule != "float" || found[0].pos.Line != 11 {
		t.Errorf("%v; want one finding, on line 11", found)
	}
	if found := tidy(ty.fset, ty.snippet("engine/network", code)); len(found) != 3 {
		t.Errorf("%v; want three findings in a package without an allowance", found)
	}
}

// TestAFindingSaysWhere shows what a failure looks like.
func TestAFindingSaysWhere(t *testing.T) {
	ty := newTyper(t, treeRoot(t), "engine", snippetImports...)
	found := tidy(ty.fset, ty.snippet("engine/network", "package network\n\nimport \"time\"\n\nvar began = time.Now()\n"))
	const want = "engine/network/snippet.go:5: uses time.Now; the world has its own time"
	if len(found) != 1 || found[0].String() != want {
		t.Errorf("%v; want %s", found, want)
	}
}
