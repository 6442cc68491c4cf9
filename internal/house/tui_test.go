package house_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tuiStarts are the files that start the app in the process's own terminal.
// Only they may reach for it.
var tuiStarts = []string{"tui/run.go"}

// processOnly says what of a package belongs to the whole process: its
// terminal, its environment, its programs. Over SSH the learner's terminal is
// another one, and so is the machine. No name stands for the whole package.
var processOnly = map[string][]string{
	"os":        nil,
	"os/exec":   nil,
	"os/signal": nil,
	"syscall":   nil,
	"log":       nil,
	"log/slog":  nil,
	"fmt":       {"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
	"charm.land/bubbletea/v2": {
		"Exec", "ExecProcess", "LogToFile", "LogToFileWith", "NewProgram", "OpenTTY",
	},
	"charm.land/lipgloss/v2": {
		"BackgroundColor", "HasDarkBackground", "Print", "Printf", "Println", "Sprint", "Sprintf", "Sprintln", "Writer",
	},
	"github.com/charmbracelet/x/term": nil,
}

// holdsNothing lists types that are no plain values and yet nothing can be kept
// in: what they stand for does not change.
var holdsNothing = []string{"error", "*regexp.Regexp", "time.Time"}

// shared returns what is wrong in a package that many apps of one process use at
// once.
func shared(fset *token.FileSet, src *source) []finding {
	found := slices.DeleteFunc(tidy(fset, src), func(f finding) bool { return f.rule != "global" })
	add := func(at ast.Node, rule, format string, args ...any) {
		found = append(found, finding{fset.Position(at.Pos()), rule, fmt.Sprintf(format, args...)})
	}
	for _, file := range src.files {
		starts := slices.Contains(tuiStarts, fset.Position(file.Pos()).Filename)
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					if v := src.info.Defs[id]; v != nil && !isPlain(v.Type()) {
						add(id, "variable", "keeps %s in a variable of the package, a %s, which every app of the process shares; make it an array, or what a function returns", id.Name, v.Type())
					}
				}
			}
		}
		if starts {
			continue
		}
		for _, spec := range file.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if names, ok := processOnly[target]; err == nil && ok && names == nil {
				add(spec, "process", "imports %s; the terminal and the machine are not the learner's over SSH", target)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			obj := src.info.Uses[id]
			if obj == nil || obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
				return true
			}
			if slices.Contains(processOnly[obj.Pkg().Path()], obj.Name()) {
				add(id, "process", "uses %s.%s; the terminal and the machine are not the learner's over SSH", obj.Pkg().Name(), obj.Name())
			}
			return true
		})
	}
	return found
}

// isPlain reports whether a copy of a value has nothing in common with it, or
// nothing that can change.
func isPlain(t types.Type) bool {
	if slices.Contains(holdsNothing, t.String()) {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return true
	case *types.Array:
		return isPlain(t.Elem())
	case *types.Struct:
		for field := range t.Fields() {
			if !isPlain(field.Type()) {
				return false
			}
		}
		return true
	}
	return false
}

// TestScreensShareNothing holds the screens to what lets many of them run in
// one process: nothing is kept in a package, and nothing reaches for the
// process's own terminal, environment or programs.
func TestScreensShareNothing(t *testing.T) {
	root := treeRoot(t)
	for _, file := range tuiStarts {
		if !exists(root, file) {
			t.Errorf("%s may reach for the terminal, but is not there", file)
		}
	}
	ty := newTyper(t, root, "tui")
	if len(ty.files) == 0 {
		t.Fatal("no package stands under tui")
	}
	for _, pkg := range slices.Sorted(maps.Keys(ty.files)) {
		src := ty.load(pkg)
		for _, err := range src.errs {
			t.Logf("%s: %v", pkg, err)
		}
		for _, f := range shared(ty.fset, src) {
			t.Error(f)
		}
	}
}

func TestSharedFindsWhatIsForbidden(t *testing.T) {
	tests := []struct {
		name string
		rule string // of the one finding; "" for none
		want string // a part of its text
		code string
	}{
		{"a map", "variable", "keeps m", `var m = map[string]int{}`},
		{"a slice", "variable", "keeps s", `var s = []int{1}`},
		{"a pointer", "variable", "keeps p", `var p = new(int)`},
		{"a function", "variable", "keeps f", `var f = func() {}`},
		{"a lock", "variable", "keeps l", `import "sync"; var l struct{ sync.Mutex; m map[int]int }`},
		{"one in a group", "variable", "keeps b", `var ( a = 1; b []int )`},
		{"an array of slices", "variable", "keeps a", `var a [2][]int`},
		{"an error, a pattern, a time, an array, a table", "", "", `import ("errors"; "regexp"; "time"); var ( e = errors.New("a"); r = regexp.MustCompile("a"); d = time.Date(1, 1, 1, 1, 1, 1, 1, time.UTC); a = [...]string{"a"}; s = [...]struct{ r *regexp.Regexp; n string }{} )`},
		{"a local", "", "", `func f() []int { var s = []int{1}; return s }`},
		{"counting", "global", "changes n", `var n int; func f() { n++ }`},
		{"an element", "global", "changes a", `var a [2]int; func f() { a[0] = 1 }`},
		{"the environment", "process", "imports os;", `import "os"; func f() string { return os.Getenv("HOME") }`},
		{"a program", "process", "imports os/exec", `import "os/exec"; func f() { _ = exec.Command("vi").Run() }`},
		{"standard output", "process", "fmt.Println", `import "fmt"; func f() { fmt.Println() }`},
		{"a text", "", "", `import "fmt"; func f() string { return fmt.Sprintln() }`},
		{"an editor", "process", "tea.ExecProcess", `import tea "charm.land/bubbletea/v2"; func f() tea.Cmd { return tea.ExecProcess(nil, nil) }`},
		{"the background of the process's terminal", "process", "lipgloss.HasDarkBackground", `import "charm.land/lipgloss/v2"; func f() bool { return lipgloss.HasDarkBackground(nil, nil) }`},
		{"asking the learner's terminal", "", "", `import tea "charm.land/bubbletea/v2"; func f() tea.Cmd { return tea.RequestBackgroundColor }`},
	}
	ty := newTyper(t, treeRoot(t), "tui", "errors", "fmt", "os", "os/exec", "regexp", "sync", "time", "charm.land/bubbletea/v2", "charm.land/lipgloss/v2")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := ty.snippet("tui/snippet", "package snippet\n"+test.code)
			for _, err := range src.errs {
				t.Errorf("the snippet does not compile: %v", err)
			}
			found := shared(ty.fset, src)
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
