package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// release is what this test reads of .goreleaser.yaml.
type release struct {
	Version int
	Builds  []struct {
		Main    string
		Binary  string
		Env     []string
		Flags   []string
		Ldflags []string
		Goos    []string
		Goarch  []string
		Ignore  []any
	}
	Archives []struct{ Files []string }
	Checksum map[string]any
}

// readRelease reads .goreleaser.yaml, which must have exactly one build.
func readRelease(t *testing.T, root string) release {
	t.Helper()
	var r release
	if err := yaml.Unmarshal([]byte(readTree(t, root, ".goreleaser.yaml")), &r); err != nil {
		t.Fatal(err)
	}
	if r.Version != 2 || len(r.Builds) != 1 || len(r.Archives) != 1 {
		t.Fatalf("version %d, %d builds, %d archives; want version 2, one build and one archive", r.Version, len(r.Builds), len(r.Archives))
	}
	return r
}

func TestReleaseHasThePlatformsThatAreChecked(t *testing.T) {
	root := treeRoot(t)
	build := readRelease(t, root).Builds[0]
	var released []string
	for _, goos := range build.Goos {
		for _, goarch := range build.Goarch {
			released = append(released, goos+"/"+goarch)
		}
	}
	if len(build.Ignore) > 0 {
		t.Error("a platform is left out by `ignore`: take it out of goos or goarch instead")
	}
	line := regexp.MustCompile(`(?m)^platforms="(.*)"$`).FindStringSubmatch(readTree(t, root, ".ci/run"))
	if line == nil {
		t.Fatal(`.ci/run has no line platforms="…"`)
	}
	checked := strings.Fields(line[1])
	slices.Sort(released)
	slices.Sort(checked)
	if !slices.Equal(released, checked) {
		t.Errorf("released: %q\n.ci/run builds: %q", released, checked)
	}
	if len(released) != 6 {
		t.Errorf("%d platforms are released, want linux, darwin and windows, each for amd64 and arm64", len(released))
	}
}

func TestReleaseBuildsTheProgram(t *testing.T) {
	root := treeRoot(t)
	build := readRelease(t, root).Builds[0]
	main := path.Join(build.Main, "main.go")
	if f := parse(t, token.NewFileSet(), root, main, 0); f.Name.Name != "main" {
		t.Errorf("%s is of package %s, not main", main, f.Name.Name)
	}
	if build.Binary != module {
		t.Errorf("the program is called %q, want %q", build.Binary, module)
	}
	if !slices.Contains(build.Env, "CGO_ENABLED=0") {
		t.Error("the build does not turn cgo off")
	}
	if !slices.Contains(build.Flags, "-trimpath") {
		t.Error("the build keeps paths of the machine it runs on: -trimpath is missing")
	}
}

// TestReleaseSetsTheVersion checks that the variable which the linker is told
// to set is there: the linker says nothing when it is not.
func TestReleaseSetsTheVersion(t *testing.T) {
	root := treeRoot(t)
	flags := strings.Join(readRelease(t, root).Builds[0].Ldflags, " ")
	found := regexp.MustCompile(`-X ` + module + `/(\S+)\.(\w+)=\{\{ ?\.Version ?\}\}`).FindStringSubmatch(flags)
	if found == nil {
		t.Fatalf("ldflags %q set no variable to {{.Version}}", flags)
	}
	for _, file := range goFiles(t, root) {
		if packageOf(file) == found[1] && declaresString(parse(t, token.NewFileSet(), root, file, 0), found[2]) {
			return
		}
	}
	t.Errorf("%s has no variable `%s` that is a string literal", found[1], found[2])
}

// declaresString reports whether a file declares a package's variable of that
// name which the linker can set: one of type string, with no value or a literal.
func declaresString(f *ast.File, name string) bool {
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			v := spec.(*ast.ValueSpec)
			i := slices.IndexFunc(v.Names, func(id *ast.Ident) bool { return id.Name == name })
			switch {
			case i < 0:
			case i < len(v.Values):
				lit, ok := v.Values[i].(*ast.BasicLit)
				return ok && lit.Kind == token.STRING
			default:
				id, ok := v.Type.(*ast.Ident)
				return ok && id.Name == "string"
			}
		}
	}
	return false
}

func TestDeclaresString(t *testing.T) {
	tests := []struct {
		code string
		want bool
	}{
		{`var version = "dev"`, true},
		{`var version string`, true},
		{`var ( a = 1; version = "dev" )`, true},
		{`var version = other()`, false},
		{`var version int`, false},
		{`const version = "dev"`, false},
		{`var versions = "dev"`, false},
		{`func f() { var version = "dev"; _ = version }`, false},
	}
	for _, test := range tests {
		f, err := parser.ParseFile(token.NewFileSet(), "a.go", "package a\n"+test.code, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := declaresString(f, "version"); got != test.want {
			t.Errorf("declaresString(%s) = %t, want %t", test.code, got, test.want)
		}
	}
}

func TestReleaseArchivesFilesThatAreThere(t *testing.T) {
	root := treeRoot(t)
	r := readRelease(t, root)
	want := []string{"LICENSE", "README.md", "CHANGELOG.md"}
	if got := r.Archives[0].Files; !slices.Equal(got, want) {
		t.Errorf("the archives hold %q beside the program, want %q", got, want)
	}
	for _, file := range want {
		if !exists(root, file) {
			t.Errorf("the archives hold %s, which is not there", file)
		}
	}
	if r.Checksum == nil {
		t.Error("the release has no checksums")
	}
}

// TestToolsHaveVersions checks the list of tools that .ci/run installs.
func TestToolsHaveVersions(t *testing.T) {
	tool := regexp.MustCompile(`^[\w./-]+@v[0-9]+\.[0-9]+\.[0-9]+$`)
	count := 0
	for line := range strings.Lines(readTree(t, treeRoot(t), ".ci/tools")) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		count++
		if !tool.MatchString(line) {
			t.Errorf("%q is not package@version", line)
		}
	}
	if count == 0 {
		t.Error(".ci/tools names no tool")
	}
}

// TestChecksAreAScript has bash read .ci/run without running it.
func TestChecksAreAScript(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here to read the script with")
	}
	check := exec.Command(bash, "-n", ".ci/run")
	check.Dir = treeRoot(t)
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("bash -n .ci/run: %v\n%s", err, out)
	}
}
