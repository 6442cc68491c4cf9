package lang

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"unicode"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
	"github.com/expr-lang/expr/vm/runtime"
)

// Kind is what an expression has to give.
type Kind int

// The kinds. Any is each of the others, a list or a struct of the view.
const (
	Any Kind = iota
	Bool
	Int
	Text
)

// String names the kind as messages do: "true or false".
func (k Kind) String() string {
	return [...]string{"a value", "true or false", "a whole number", "text"}[k]
}

const (
	sourceMax = 4096 // bytes of an expression
	nodesMax  = 300  // of its tree
	memoryMax = 100_000
)

// Error is a mistake in an expression. Line and Col are one-based and count from
// the expression's first character; Col counts characters.
type Error struct {
	Line, Col int
	Msg       string
	Suggest   string // the name that was probably meant; may be empty
}

// Error prints the place, the mistake and the suggestion.
func (e *Error) Error() string {
	s := fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.Msg)
	if e.Suggest != "" {
		s += fmt.Sprintf("; did you mean %q?", e.Suggest)
	}
	return s
}

// Option changes how Compile reads an expression.
type Option func(*input)

// Vars gives the variables that the expression sees as vars.name: whole numbers
// (int64 or int), text and truth values.
func Vars(vars map[string]any) Option {
	return func(s *input) { s.vars = vars }
}

// input is an expression on its way through Compile.
type input struct {
	text string
	view reflect.Type // a struct
	vars map[string]any
}

// fail is a mistake at the n-th character. What a message repeats of the text
// may hold line ends and other control characters; it is shown with spaces.
func (s *input) fail(at file.Location, format string, args ...any) *Error {
	e := &Error{Line: 1, Col: 1, Msg: strings.Map(spaced, fmt.Sprintf(format, args...))}
	n := 0
	for _, r := range s.text {
		if n == at.From {
			break
		}
		if n++; r == '\n' {
			e.Line, e.Col = e.Line+1, 1
		} else {
			e.Col++
		}
	}
	return e
}

func spaced(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// Program is a compiled expression. It is safe for use by several goroutines at
// once.
type Program struct {
	src   input
	code  *vm.Program
	calls []Call

	parts    func() []part     // for Explain
	joined   func() []conjunct // for Failing
	progress func() []progress
}

// Call is a call of one of the view's functions whose first argument is text
// that is known before it runs. Line and Col are the place of that argument.
type Call struct {
	Func, Arg string
	Line, Col int
}

// Compile checks an expression against a view, which is given by any value of
// its type: a struct or a pointer to one. The expression must give the kind
// wanted. An error is an *Error with the first mistake and its place.
func Compile(text string, view any, want Kind, opts ...Option) (*Program, error) {
	t := reflect.TypeOf(view)
	if t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return nil, &Error{Line: 1, Col: 1, Msg: fmt.Sprintf("a view is a struct, not %T", view)}
	}
	src := input{text: text, view: t}
	for _, opt := range opts {
		opt(&src)
	}
	return src.compile(want)
}

func (s *input) compile(want Kind) (p *Program, err error) {
	defer func() {
		if r := recover(); r != nil { // a mistake of the library must not end the program
			p, err = nil, s.fail(file.Location{}, "the expression cannot be read")
		}
	}()
	if strings.TrimSpace(s.text) == "" {
		return nil, s.fail(file.Location{}, "the expression is empty")
	}
	if len(s.text) > sourceMax {
		return nil, s.fail(file.Location{}, "the expression has %d bytes; at most %d are read", len(s.text), sourceMax)
	}
	config := s.config()
	tree, err := s.parse(config)
	if err != nil {
		return nil, err
	}
	g := &guard{source: s, names: names(s.view), seen: map[ast.Node]bool{}}
	g.shape(tree.Node)
	if e := g.first(); e != nil {
		return nil, e
	}
	ast.Walk(&tree.Node, binder{source: s})
	if _, err := checker.Check(tree, config); err != nil {
		return nil, s.mistype(tree.Node, err, &config.NtCache)
	}
	g.cache = &config.NtCache
	g.types(tree.Node, 0)
	if got := g.kind(tree.Node); want != Any && got != want {
		g.failAt(file.Location{}, "the expression gives %s; expected %s", g.describe(tree.Node), want)
	}
	if e := g.first(); e != nil {
		return nil, e
	}
	code, err := compiler.Compile(tree, config)
	if err != nil { // the text goes on with a stack trace
		what, _, _ := strings.Cut(err.Error(), "\n")
		return nil, s.fail(file.Location{}, "%s", what)
	}
	program := &Program{src: *s, code: code, calls: g.calls}
	program.parts = sync.OnceValue(program.src.explain)
	program.joined = sync.OnceValue(program.src.conjuncts)
	program.progress = sync.OnceValue(program.src.progress)
	return program, nil
}

func (s *input) config() *conf.Config {
	config := conf.CreateNew()
	config.WithEnv(reflect.Zero(s.view).Interface())
	config.MaxNodes = nodesMax
	config.Optimize = false
	for name := range config.Builtins {
		if !builtins[name] {
			config.Disabled[name] = true
			delete(config.Builtins, name)
		}
	}
	for name, fn := range extremes {
		config.Functions[name] = fn
	}
	return config
}

// extremes are min and max with a type, since the library's own give any value, and
// a division of whole numbers, which the library lacks.
var extremes = map[string]*builtin.Function{"min": extreme("min"), "max": extreme("max"), "div": division}

// division is div(a, b): how many times b goes into a, rounded down.
var division = &builtin.Function{
	Name:  "div",
	Types: []reflect.Type{reflect.TypeFor[func(int, int) int]()},
	Func: func(args ...any) (any, error) {
		a, b := runtime.ToInt(args[0]), runtime.ToInt(args[1])
		if b == 0 {
			return nil, errors.New("div by 0")
		}
		q := a / b
		if a%b != 0 && (a < 0) != (b < 0) {
			q--
		}
		return q, nil
	},
}

func extreme(name string) *builtin.Function {
	library := builtin.Builtins[builtin.Index[name]].Func
	return &builtin.Function{
		Name:  name,
		Types: []reflect.Type{reflect.TypeFor[func(...any) int]()},
		Func: func(args ...any) (any, error) {
			out, err := library(args...)
			if err != nil {
				return nil, err
			}
			if out == nil {
				return nil, fmt.Errorf("%s of an empty list", name)
			}
			return runtime.ToInt(out), nil
		},
	}
}

func (s *input) parse(config *conf.Config) (*parser.Tree, error) {
	tree, err := parser.ParseWithConfig(s.text, config)
	if err == nil {
		return tree, nil
	}
	var fe *file.Error
	if !errors.As(err, &fe) {
		return nil, s.fail(file.Location{}, "%s", err)
	}
	return nil, s.fail(fe.Location, "%s", syntax(fe.Message))
}

// machines keeps virtual machines between runs: one is not safe for two
// goroutines, and a new one for each run costs as much as the run. What a
// machine still holds of the last view goes with it at a collection of garbage.
var machines = sync.Pool{New: func() any { return &vm.VM{MemoryBudget: memoryMax} }}

func (p *Program) run(view any) (any, error) {
	t := reflect.TypeOf(view)
	if t != p.src.view && (t == nil || t.Kind() != reflect.Pointer || t.Elem() != p.src.view) {
		return nil, fmt.Errorf("the expression was compiled for %s and is given %T", p.src.view, view)
	}
	machine := machines.Get().(*vm.VM)
	out, err := machine.Run(p.code, view)
	machines.Put(machine)
	if err != nil {
		return nil, plainError(err)
	}
	return out, nil
}

// Bool runs an expression that was compiled as Bool. A pointer to the view costs
// less than the view. A look-up that fails gives the error of the view's function
// as it is.
func (p *Program) Bool(view any) (bool, error) {
	out, err := p.run(view)
	if err != nil {
		return false, err
	}
	truth, ok := out.(bool)
	if !ok {
		return false, fmt.Errorf("the expression gives %T; expected true or false", out)
	}
	return truth, nil
}

// Value runs an expression of any kind; see Bool for view and error. A whole
// number is an int64, text a string.
func (p *Program) Value(view any) (any, error) {
	out, err := p.run(view)
	if err != nil {
		return nil, err
	}
	if v := reflect.ValueOf(out); v.CanInt() {
		return v.Int(), nil
	}
	return out, nil
}

// Calls lists the calls of the view's functions whose first argument is known,
// in the order of their places, so that references can be checked before
// anything runs. An argument that is a variable counts, with its value.
func (p *Program) Calls() []Call { return append([]Call(nil), p.calls...) }

// String is the expression as it was given.
func (p *Program) String() string { return p.src.text }
