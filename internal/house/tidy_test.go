package house_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
)

// tidyNever says what code of the engine may not import, and what to do
// instead. A path that ends in "/" stands for all below it too.
var tidyNever = map[string]string{
	"math/rand":    "draw from a stream of engine/sim",
	"math/rand/v2": "draw from a stream of engine/sim",
	"crypto/rand":  "draw from a stream of engine/sim",
	"hash/maphash": "its seed differs from run to run: use sim's digest",
	"os":           "the engine knows nothing of the machine: pass values in",
	"os/":          "the engine knows nothing of the machine: pass values in",
	"net":          "the engine knows nothing of the machine: pass values in (net/netip is fine)",
	"net/http":     "the engine knows nothing of the machine: pass values in",
	"syscall":      "the engine knows nothing of the machine: pass values in",
	"runtime":      "the engine knows nothing of the machine: pass values in",
	"unsafe":       "state is plain values",
	"log":          "what happens is an event",
	"log/slog":     "what happens is an event",
}

// tidyClock lists what of package time reads or waits for the wall clock, or
// the machine's time zone.
var tidyClock = []string{
	"Now", "Since", "Until", "After", "AfterFunc", "Tick", "Sleep",
	"NewTimer", "NewTicker", "Local", "LoadLocation",
}

// floatsAllowed lists the packages of which a type switch may have a case for
// floats, with the reason.
var floatsAllowed = map[string]string{
	"engine/api": "JSON and TOML decoders hand numbers over as float64; the case turns them into integers or refuses them",
}

// walksAllowed lists the functions that may walk a map by reflection, with the
// reason.
var walksAllowed = map[string]string{
	"engine/sim.mapPlan": "it fills another map, so the order of the walk cannot show",
}

// finding is one place where code does what the engine may not.
type finding struct {
	pos  token.Position
	rule string // clock, import, goroutine, float, global, map order, type
	text string // what is wrong and what to do instead
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d: %s", f.pos.Filename, f.pos.Line, f.text)
}

// tidier looks through one package for what the engine may not do.
type tidier struct {
	fset   *token.FileSet
	src    *source
	exempt map[ast.Node]bool // cases in which floats are allowed
	sorted map[ast.Node]bool // calls whose order is taken away by a sort around them
	found  []finding
}

// tidy returns what is wrong in a package, in the order of its files.
func tidy(fset *token.FileSet, src *source) []finding {
	t := &tidier{fset: fset, src: src, exempt: map[ast.Node]bool{}, sorted: map[ast.Node]bool{}}
	for _, file := range src.files {
		t.imports(file)
		ast.PreorderStack(file, nil, func(n ast.Node, stack []ast.Node) bool {
			t.statement(n, stack)
			if e, ok := n.(ast.Expr); ok {
				t.expression(e, stack)
			}
			return true
		})
	}
	return t.found
}

func (t *tidier) add(at ast.Node, rule, format string, args ...any) {
	t.found = append(t.found, finding{t.fset.Position(at.Pos()), rule, fmt.Sprintf(format, args...)})
}

func (t *tidier) imports(file *ast.File) {
	for _, spec := range file.Imports {
		target, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		instead, never := tidyNever[target]
		if !never {
			instead, never = tidyNever[path.Dir(target)+"/"]
		}
		if never {
			t.add(spec, "import", "imports %s; %s", target, instead)
		}
	}
}

// statement looks at what only a statement can do; stack holds the nodes around
// it.
func (t *tidier) statement(n ast.Node, stack []ast.Node) {
	switch n := n.(type) {
	case *ast.GoStmt:
		t.add(n, "goroutine", "starts a goroutine; the engine is one function of its inputs")
	case *ast.SelectStmt:
		t.add(n, "goroutine", "has a select statement; the engine waits for nothing")
	case *ast.TypeSwitchStmt:
		if _, ok := floatsAllowed[t.src.path]; ok {
			for _, clause := range n.Body.List {
				t.exempt[clause] = slices.ContainsFunc(clause.(*ast.CaseClause).List, func(e ast.Expr) bool {
					typ := t.src.info.TypeOf(e)
					return typ != nil && isFloat(typ)
				})
			}
		}
	case *ast.RangeStmt:
		t.rangeOver(n)
		if n.Tok == token.ASSIGN {
			t.assigned(n.Key)
			t.assigned(n.Value)
		}
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, left := range n.Lhs {
				if !t.startsTable(left, stack) {
					t.assigned(left)
				}
			}
		}
	case *ast.IncDecStmt:
		t.assigned(n.X)
	}
}

// expression looks at one expression; stack holds the nodes around it.
func (t *tidier) expression(e ast.Expr, stack []ast.Node) {
	switch e := e.(type) {
	case *ast.Ident:
		t.use(e, stack)
	case *ast.BasicLit:
		if (e.Kind == token.FLOAT || e.Kind == token.IMAG) && !t.floatsExempt(stack) {
			t.add(e, "float", "has the float %s; count in whole units", e.Value)
		}
	case *ast.CallExpr:
		t.call(e, stack)
	}
}

// use looks at what a name stands for.
func (t *tidier) use(id *ast.Ident, stack []ast.Node) {
	obj := t.src.info.Uses[id]
	if obj == nil {
		return
	}
	if obj.Pkg() != nil && obj.Pkg().Path() == "time" && slices.Contains(tidyClock, obj.Name()) && !isAfterOfTime(obj) {
		t.add(id, "clock", "uses time.%s; the world has its own time", obj.Name())
	}
	if name, ok := obj.(*types.TypeName); ok && name.Pkg() == nil && isFloat(name.Type()) && !t.floatsExempt(stack) {
		t.add(id, "float", "uses %s; count in whole units", name.Name())
	}
}

// isAfterOfTime reports whether obj is the method After of time.Time, which
// compares and reads no clock.
func isAfterOfTime(obj types.Object) bool {
	f, ok := obj.(*types.Func)
	return ok && obj.Name() == "After" && f.Signature().Recv() != nil
}

// call looks at what a call gives back, and at what it changes.
func (t *tidier) call(call *ast.CallExpr, stack []ast.Node) {
	if tv := t.src.info.Types[call]; tv.Value == nil && !tv.IsType() && !t.src.info.Types[call.Fun].IsType() && hasFloat(tv.Type) && !t.floatsExempt(stack) {
		t.add(call, "float", "calls %s, which answers with a float; count in whole units", types.ExprString(call.Fun))
	}
	switch pkg, name := t.callee(call); {
	case pkg == "" && (name == "delete" || name == "clear" || name == "copy") && len(call.Args) > 0:
		t.assigned(call.Args[0])
	case pkg == "slices" && (name == "Sorted" || name == "SortedFunc") && len(call.Args) > 0:
		t.sorted[ast.Unparen(call.Args[0])] = true
	case pkg == "maps" && (name == "Keys" || name == "Values" || name == "All") && !t.sorted[call]:
		t.add(call, "map order", "uses maps.%s unsorted; put slices.Sorted around maps.Keys", name)
	case pkg == "reflect" && (name == "MapRange" || name == "Seq" || name == "Seq2"):
		if _, ok := walksAllowed[t.src.path+"."+enclosing(stack)]; ok {
			return
		}
		t.add(call, "map order", "uses %s of reflect; sort what MapKeys gives", name)
	}
}

// enclosing returns the name of the declared function around a node.
func enclosing(stack []ast.Node) string {
	for _, n := range stack {
		if f, ok := n.(*ast.FuncDecl); ok {
			return f.Name.Name
		}
	}
	return ""
}

// callee returns the package, "" for a built-in, and the name of the function
// or method that a call names.
func (t *tidier) callee(call *ast.CallExpr) (pkg, name string) {
	fun := ast.Unparen(call.Fun)
	switch index := fun.(type) {
	case *ast.IndexExpr:
		fun = index.X
	case *ast.IndexListExpr:
		fun = index.X
	}
	var id *ast.Ident
	switch fun := fun.(type) {
	case *ast.Ident:
		id = fun
	case *ast.SelectorExpr:
		id = fun.Sel
	default:
		return "", ""
	}
	switch obj := t.src.info.Uses[id].(type) {
	case *types.Builtin:
		return "", obj.Name()
	case *types.Func:
		if obj.Pkg() != nil {
			return obj.Pkg().Path(), obj.Name()
		}
	}
	return "?", ""
}

// rangeOver refuses to range over a map, whose order changes from run to run.
func (t *tidier) rangeOver(n *ast.RangeStmt) {
	typ := t.src.info.TypeOf(n.X)
	switch {
	case typ == nil || typ == types.Typ[types.Invalid]:
		t.add(n, "type", "ranges over %s, whose type is not known; does the package compile?", types.ExprString(n.X))
	case isMap(typ):
		t.add(n, "map order", "ranges over the map %s; range over slices.Sorted(maps.Keys(…))", types.ExprString(n.X))
	}
}

// assigned refuses to change a variable that belongs to a package: the target
// of an assignment may be the variable, or an element, member or pointee of it.
func (t *tidier) assigned(e ast.Expr) {
	for at := e; at != nil; {
		var id *ast.Ident
		switch x := ast.Unparen(at).(type) {
		case *ast.Ident:
			id, at = x, nil
		case *ast.SelectorExpr:
			if t.src.info.Selections[x] != nil {
				at = x.X
				continue
			}
			id, at = x.Sel, nil // a variable of another package
		case *ast.IndexExpr:
			at = x.X
			continue
		case *ast.SliceExpr:
			at = x.X
			continue
		case *ast.StarExpr:
			at = x.X
			continue
		default:
			return
		}
		if v, ok := t.src.info.Uses[id].(*types.Var); ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			t.add(e, "global", "changes %s, a variable of package %s; state belongs to the world", v.Name(), v.Pkg().Name())
		}
	}
}

// startsTable reports whether an assignment in func init gives a variable of
// the package its first value, as a declaration does where the value does not
// refer to the variable by way of a function.
func (t *tidier) startsTable(left ast.Expr, stack []ast.Node) bool {
	id, ok := left.(*ast.Ident)
	if !ok || len(stack) != 3 { // the file, the function and its body
		return false
	}
	f, ok := stack[1].(*ast.FuncDecl)
	v := t.src.info.Uses[id]
	return ok && f.Name.Name == "init" && f.Recv == nil && v != nil && v.Pkg() == t.src.pkg
}

// floatsExempt reports whether one of the nodes around is a case in which
// floats are allowed.
func (t *tidier) floatsExempt(stack []ast.Node) bool {
	return slices.ContainsFunc(stack, func(n ast.Node) bool { return t.exempt[n] })
}

// isFloat reports whether a type is made of floating-point numbers.
func isFloat(typ types.Type) bool {
	basic, ok := typ.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsFloat|types.IsComplex) != 0
}

// hasFloat is isFloat for the result of a call, which may be several values.
func hasFloat(typ types.Type) bool {
	if tuple, ok := typ.(*types.Tuple); ok {
		for v := range tuple.Variables() {
			if isFloat(v.Type()) {
				return true
			}
		}
		return false
	}
	return typ != nil && isFloat(typ)
}

// isMap reports whether a type is a map, or a type parameter that may be one.
func isMap(typ types.Type) bool {
	param, ok := typ.(*types.TypeParam)
	if !ok {
		_, ok := typ.Underlying().(*types.Map)
		return ok
	}
	constraint, ok := param.Constraint().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for embedded := range constraint.EmbeddedTypes() {
		union, ok := embedded.(*types.Union)
		if !ok {
			if isMap(embedded) {
				return true
			}
			continue
		}
		for term := range union.Terms() {
			if isMap(term.Type()) {
				return true
			}
		}
	}
	return false
}
