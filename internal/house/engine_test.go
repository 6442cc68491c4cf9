package house_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestTheEngineIsTidy holds the engine to what makes a world repeatable: no
// clock, no chance but its own, no goroutine, no float, no state outside the
// world, no order of a map.
func TestTheEngineIsTidy(t *testing.T) {
	ty := newTyper(t, treeRoot(t), "engine")
	if len(ty.files) == 0 {
		t.Fatal("no package stands under engine")
	}
	for _, pkg := range slices.Sorted(maps.Keys(ty.files)) {
		src := ty.load(pkg)
		for _, err := range src.errs {
			t.Logf("%s: %v", pkg, err)
		}
		for _, f := range tidy(ty.fset, src) {
			t.Error(f)
		}
	}
}

// TestAllowancesAreNeeded keeps each list of allowances to what is there, and
// each with a reason.
func TestAllowancesAreNeeded(t *testing.T) {
	ty := newTyper(t, treeRoot(t), "engine")
	for pkg, reason := range floatsAllowed {
		if len(ty.files[pkg]) == 0 {
			t.Errorf("%s may use floats, but there is no such package", pkg)
		}
		if reason == "" {
			t.Errorf("%s may use floats, but no reason is given", pkg)
		}
	}
	for function, reason := range walksAllowed {
		pkg, name, _ := strings.Cut(function, ".")
		if len(ty.files[pkg]) == 0 || ty.load(pkg).pkg.Scope().Lookup(name) == nil {
			t.Errorf("%s may walk a map, but there is no such function", function)
		}
		if reason == "" {
			t.Errorf("%s may walk a map, but no reason is given", function)
		}
	}
}
