package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// module is the path of the module, as go.mod has it.
const module = "drydock"

// treeRoot returns the folder that holds the module's go.mod.
func treeRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module "+module+"\n") {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatalf("no folder above this test holds the go.mod of %s", module)
		}
		dir = parent
	}
}

// readTree reads a file by its path in the tree.
func readTree(t *testing.T, root, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// exists reports whether the tree has a file or folder of that path.
func exists(root, name string) bool {
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
	return err == nil
}

// treeFiles lists the files of the tree by their paths, with slashes, sorted:
// those that git tracks or would add. Without git, as in an unpacked archive,
// it lists every file.
func treeFiles(t *testing.T, root string) []string {
	t.Helper()
	if exists(root, ".git") {
		git := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
		git.Dir = root
		if out, err := git.Output(); err == nil {
			files := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
			// A file that was removed, but not yet from git's index, is no
			// file of the tree any more.
			files = slices.DeleteFunc(files, func(f string) bool { return !exists(root, f) })
			slices.Sort(files)
			return slices.Compact(files)
		}
	}
	var files []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			rel, err := filepath.Rel(root, name)
			if err != nil {
				return err
			}
			files = append(files, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// goFiles lists the Go files of this module: of treeFiles those that the go
// command would look at, and not those of a nested module.
func goFiles(t *testing.T, root string) []string {
	t.Helper()
	return moduleFiles(treeFiles(t, root))
}

// moduleFiles leaves of a list of files the Go files of the module at its top.
func moduleFiles(files []string) []string {
	var nested []string
	for _, f := range files {
		if path.Base(f) == "go.mod" && f != "go.mod" {
			nested = append(nested, path.Dir(f)+"/")
		}
	}
	var out []string
	for _, f := range files {
		if path.Ext(f) != ".go" || slices.ContainsFunc(nested, func(dir string) bool { return strings.HasPrefix(f, dir) }) {
			continue
		}
		hidden := slices.ContainsFunc(strings.Split(f, "/"), func(part string) bool {
			return part == "testdata" || part == "vendor" || strings.HasPrefix(part, ".") || strings.HasPrefix(part, "_")
		})
		if !hidden {
			out = append(out, f)
		}
	}
	return out
}

// packageOf returns the path of the folder that holds a file, "" for the top.
func packageOf(file string) string {
	if dir := path.Dir(file); dir != "." {
		return dir
	}
	return ""
}

// parse reads one Go file; positions in it carry its path in the tree.
func parse(t *testing.T, fset *token.FileSet, root, name string, mode parser.Mode) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(fset, name, readTree(t, root, name), mode)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestModuleFilesAreThoseTheGoCommandReads(t *testing.T) {
	got := moduleFiles([]string{
		"go.mod",
		"main.go",
		"engine/x.go",
		"engine/x.txt",
		"engine/testdata/y.go",
		"engine/_old/z.go",
		".ci/tool.go",
		"internal/conformance/go.mod",
		"internal/conformance/sdk_test.go",
		"internal/conformance2/a.go",
	})
	want := []string{"main.go", "engine/x.go", "internal/conformance2/a.go"}
	if !slices.Equal(got, want) {
		t.Errorf("moduleFiles = %q, want %q", got, want)
	}
}
