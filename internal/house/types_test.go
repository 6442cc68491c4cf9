package house_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is one package of the tree, read and given types. Errors of typing
// are kept, not fatal: a package that does not compile is some other test's
// business, and what its own declarations say is known all the same.
type source struct {
	path  string // in the tree: "engine/api"
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
	errs  []error
}

// typer gives types to packages under one folder of the tree. It reads those
// from their source and all others from the compiler's export data.
type typer struct {
	t      *testing.T
	fset   *token.FileSet
	root   string
	files  map[string][]string // package of ours: its files, without tests
	done   map[string]*source
	others types.Importer
}

// newTyper makes a typer for the packages under the folder given, and for the
// imports named beside.
func newTyper(t *testing.T, root, folder string, more ...string) *typer {
	t.Helper()
	ty := &typer{t: t, fset: token.NewFileSet(), root: root, files: map[string][]string{}, done: map[string]*source{}}
	outside := slices.Clone(more)
	for _, file := range goFiles(t, root) {
		pkg := packageOf(file)
		if strings.HasSuffix(file, "_test.go") || pkg != folder && !strings.HasPrefix(pkg, folder+"/") {
			continue
		}
		ty.files[pkg] = append(ty.files[pkg], file)
		for _, spec := range parse(t, ty.fset, root, file, parser.ImportsOnly).Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(target, module+"/"+folder) {
				outside = append(outside, target)
			}
		}
	}
	slices.Sort(outside)
	ty.others = exportImporter(t, ty.fset, root, slices.Compact(outside))
	return ty
}

// exportImporter imports packages from the export data that the go command
// keeps in its build cache, which is much quicker than reading their source.
func exportImporter(t *testing.T, fset *token.FileSet, root string, paths []string) types.Importer {
	t.Helper()
	list := exec.Command("go", append([]string{"list", "-e", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "--"}, paths...)...)
	list.Dir = root
	var stderr bytes.Buffer
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, file, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok && file != "" {
			exports[path] = file
		}
	}
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) {
		file, ok := exports[path]
		if !ok {
			return nil, fmt.Errorf("no export data for %s", path)
		}
		return os.Open(file)
	})
}

// Import is types.Importer.
func (ty *typer) Import(path string) (*types.Package, error) {
	ours, ok := strings.CutPrefix(path, module+"/")
	if !ok || len(ty.files[ours]) == 0 {
		return ty.others.Import(path)
	}
	return ty.load(ours).pkg, nil
}

// load reads and types one package of the tree, once.
func (ty *typer) load(pkg string) *source {
	if s, ok := ty.done[pkg]; ok {
		return s
	}
	var files []*ast.File
	for _, name := range ty.files[pkg] {
		files = append(files, parse(ty.t, ty.fset, ty.root, name, parser.SkipObjectResolution))
	}
	s := &source{path: pkg, files: files}
	ty.done[pkg] = s
	ty.check(s)
	return s
}

// snippet types one file that is not in the tree, as if it stood in package pkg.
func (ty *typer) snippet(pkg, text string) *source {
	ty.t.Helper()
	f, err := parser.ParseFile(ty.fset, pkg+"/snippet.go", text, parser.SkipObjectResolution)
	if err != nil {
		ty.t.Fatal(err)
	}
	s := &source{path: pkg, files: []*ast.File{f}}
	ty.check(s)
	return s
}

func (ty *typer) check(s *source) {
	s.info = &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: ty, Error: func(err error) { s.errs = append(s.errs, err) }}
	// Every error has gone to conf.Error; the package is usable without.
	s.pkg, _ = conf.Check(module+"/"+s.path, ty.fset, s.files, s.info)
}
