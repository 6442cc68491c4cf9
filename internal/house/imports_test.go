package house_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows says what each part of the tree may import of the other parts: the
// arrows of the design, and what stands at the end of several of them. The
// empty name is the top, with main.go. A part may always import itself.
var arrows = map[string][]string{
	"":                     {"internal/cli"},
	"internal/cli":         {"internal/sshd", "internal/awsd", "internal/live", "internal/progress", "tui", "quizzes", "scenarios", "engine", "assets"},
	"internal/sshd":        {"internal/live", "internal/progress", "tui", "quizzes", "scenarios", "engine", "assets"},
	"internal/awsd":        {"internal/live", "scenarios", "engine", "assets"},
	"internal/live":        {"scenarios", "engine", "assets"},
	"internal/progress":    {"assets"},
	"internal/house":       {"engine"},
	"internal/tools":       {"tui", "quizzes", "scenarios", "engine", "assets"},
	"internal/conformance": {"internal/awsd", "internal/live", "scenarios", "engine", "assets"},
	"tui":                  {"internal/live", "internal/progress", "quizzes", "scenarios", "engine", "assets"},
	"quizzes":              {"scenarios", "engine", "assets"},
	"scenarios":            {"engine", "assets"},
	"engine":               {},
	"assets":               {},
}

// rules are the packages of the engine that each hold one rule and know
// nothing of each other, with what they may import of ours. engine/sim is for
// those that draw chance.
var rules = map[string][]string{
	"engine/placement":    {"engine/trace", "engine/sim"},
	"engine/rollout":      {"engine/trace"},
	"engine/network":      {"engine/trace"},
	"engine/targethealth": {"engine/trace"},
	"engine/cql":          {"engine/trace"},
	"engine/scaling":      {"engine/trace"},
	"engine/policy":       {"engine/trace", "engine/spelling"},
	"engine/registry":     {"engine/trace"},
	"engine/kube":         {"engine/trace", "engine/sim"},
}

// engineNever lists modules that no file of the engine may import, by the
// start of their path.
var engineNever = []string{
	"charm.land/",
	"github.com/charmbracelet/",
	"github.com/BurntSushi/toml",
	"github.com/pelletier/go-toml",
}

// partOf returns the part of the tree that a package belongs to: the longest
// name of arrows that it begins with. It is not ok for a package that the
// design gives no place.
func partOf(pkg string) (part string, ok bool) {
	if pkg == "" {
		return "", true
	}
	for name := pkg; ; name = name[:strings.LastIndexByte(name, '/')] {
		if _, ok := arrows[name]; ok {
			return name, true
		}
		if !strings.Contains(name, "/") {
			return "", false
		}
	}
}

// importProblem says what is wrong with package pkg importing target, an
// import path; "" when nothing is.
func importProblem(pkg, target string) string {
	ours, isOurs := strings.CutPrefix(target, module+"/")
	part, known := partOf(pkg)
	switch {
	case !known:
		return fmt.Sprintf("%s has no place in the design; give it one in the table of internal/house", pkg)
	case !isOurs:
		if part == "engine" && slices.ContainsFunc(engineNever, func(p string) bool { return strings.HasPrefix(target, p) }) {
			return fmt.Sprintf("engine must not import %s", target)
		}
		return ""
	}
	targetPart, known := partOf(ours)
	if !known {
		return fmt.Sprintf("%s has no place in the design; give it one in the table of internal/house", target)
	}
	if part != targetPart {
		if !slices.Contains(arrows[part], targetPart) {
			return fmt.Sprintf("%s must not import %s", name(part), target)
		}
		return ""
	}
	if may, isRule := rules[pkg]; isRule && ours != pkg && !slices.Contains(may, ours) {
		return fmt.Sprintf("%s must not import %s: a rule knows nothing of the others", pkg, target)
	}
	return ""
}

// name is a part's name in messages.
func name(part string) string {
	if part == "" {
		return "main"
	}
	return part
}

func TestImportsPointOneWay(t *testing.T) {
	root := treeRoot(t)
	fset := token.NewFileSet()
	for _, file := range goFiles(t, root) {
		for _, spec := range parse(t, fset, root, file, parser.ImportsOnly).Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if problem := importProblem(packageOf(file), target); problem != "" {
				t.Errorf("%s: %s", file, problem)
			}
		}
	}
}

// TestOnlyMainGoStandsAtTheTop keeps the top to the one file that calls
// internal/cli.
func TestOnlyMainGoStandsAtTheTop(t *testing.T) {
	for _, file := range goFiles(t, treeRoot(t)) {
		if packageOf(file) == "" && file != "main.go" {
			t.Errorf("%s: only main.go stands at the top", file)
		}
	}
}

func TestImportProblem(t *testing.T) {
	tests := []struct {
		name        string
		pkg, target string
		want        string // a part of the problem; "" for none
	}{
		{"the engine knows no screen", "engine", "drydock/tui", "engine must not import drydock/tui"},
		{"nor a package of screens", "engine/placement", "drydock/tui/play", "engine must not import drydock/tui/play"},
		{"nor what is embedded", "engine", "drydock/assets", "engine must not import drydock/assets"},
		{"nor Bubble Tea", "engine", "charm.land/bubbletea/v2", "engine must not import charm.land/bubbletea/v2"},
		{"nor TOML", "engine/api", "github.com/BurntSushi/toml", "engine must not import github.com/BurntSushi/toml"},
		{"the standard library is anybody's", "engine", "slices", ""},
		{"the world wires the rules", "engine", "drydock/engine/placement", ""},
		{"a rule explains itself", "engine/network", "drydock/engine/trace", ""},
		{"a rule does not know another", "engine/placement", "drydock/engine/cql", "engine/placement must not import drydock/engine/cql"},
		{"nor the world", "engine/network", "drydock/engine", "engine/network must not import drydock/engine"},
		{"a rule without chance has no streams", "engine/policy", "drydock/engine/sim", "engine/policy must not import drydock/engine/sim"},
		{"placement draws chance", "engine/placement", "drydock/engine/sim", ""},
		{"the test of a rule imports the rule", "engine/network", "drydock/engine/network", ""},
		{"scenarios play on the engine", "scenarios", "drydock/engine", ""},
		{"scenarios leave questions alone", "scenarios", "drydock/quizzes", "scenarios must not import drydock/quizzes"},
		{"questions read scenarios", "quizzes", "drydock/scenarios", ""},
		{"screens ask for questions", "tui/quiz", "drydock/quizzes", ""},
		{"screens do not serve", "tui", "drydock/internal/sshd", "tui must not import drydock/internal/sshd"},
		{"the endpoint has no screen", "internal/awsd", "drydock/tui", "internal/awsd must not import drydock/tui"},
		{"an attempt has no screen", "internal/live", "drydock/tui", "internal/live must not import drydock/tui"},
		{"main starts the command", "", "drydock/internal/cli", ""},
		{"main wires nothing", "", "drydock/engine", "main must not import drydock/engine"},
		{"nothing else calls the command", "tui", "drydock/internal/cli", "tui must not import drydock/internal/cli"},
		{"not even the server", "internal/sshd", "drydock/internal/cli", "internal/sshd must not import drydock/internal/cli"},
		{"nor a tool", "internal/tools/ansi2svg", "drydock/internal/cli", "internal/tools must not import drydock/internal/cli"},
		{"what is embedded stands alone", "assets", "drydock/engine", "assets must not import drydock/engine"},
		{"a new part needs a place", "common", "fmt", "common has no place in the design"},
		{"so does a new folder under internal", "internal/util", "fmt", "internal/util has no place in the design"},
		{"and importing one", "tui", "drydock/types", "drydock/types has no place in the design"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := importProblem(test.pkg, test.target)
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("%q importing %q: %q, want %q", test.pkg, test.target, got, test.want)
			}
		})
	}
}

// TestArrowsHaveNoCycle walks the arrows from each part and must not come back.
func TestArrowsHaveNoCycle(t *testing.T) {
	var walk func(part string, path []string)
	walk = func(part string, path []string) {
		if slices.Contains(path, part) {
			t.Fatalf("the arrows go in a circle: %s", strings.Join(append(path, part), " → "))
		}
		for _, next := range arrows[part] {
			if _, ok := arrows[next]; !ok {
				t.Fatalf("%s → %s: there is no such part", name(part), next)
			}
			walk(next, append(path, part))
		}
	}
	for part := range arrows {
		walk(part, nil)
	}
}
