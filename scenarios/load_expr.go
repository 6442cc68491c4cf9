package scenarios

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/spelling"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// compile compiles an expression with sample values and reports mistakes and
// unknown names at their places. Expressions are compiled again with an
// attempt's own variables.
func (l *loader) compile(at, text string, want lang.Kind) *lang.Program {
	if text == "" {
		return nil
	}
	if before, _, has := strings.Cut(text, "{{"); has {
		line, col := 1+strings.Count(before, "\n"), 1+len([]rune(before[strings.LastIndexByte(before, '\n')+1:]))
		l.list.Add(source.Diagnostic{File: l.file.Name, Pos: l.file.InString(at, line, col), What: "an expression has no {{…}}", Expected: "a variable as vars.NAME"})
		return nil
	}
	p, err := lang.Compile(text, &View{}, want, lang.Vars(l.sample))
	if err != nil {
		l.badExpression(at, err, 0)
		return nil
	}
	for _, c := range p.Calls() {
		ref := viewRefs[c.Func]
		known := slices.Sorted(maps.Keys(l.names[ref]))
		if ref == "kind" {
			known = thingKinds()
		} else if l.blind || ref == "" || isEverywhere(ref, c.Arg) {
			continue
		}
		if slices.Contains(known, c.Arg) {
			continue
		}
		l.list.Add(source.Diagnostic{
			File: l.file.Name, Pos: l.file.InString(at, c.Line, c.Col), What: fmt.Sprintf("there is no %s %q", strings.ReplaceAll(ref, "-", " "), c.Arg),
			Expected: expectOneOf(known), Suggest: spelling.Nearest(c.Arg, known),
		})
	}
	return p
}

// badExpression reports a mistake in an expression; before is how many
// characters of the string stand before the expression.
func (l *loader) badExpression(at string, err error, before int) {
	var bad *lang.Error
	if !errors.As(err, &bad) {
		l.addValue(l.file, at, err.Error(), "", "")
		return
	}
	col := bad.Col
	if bad.Line == 1 {
		col += before
	}
	l.list.Add(source.Diagnostic{File: l.file.Name, Pos: l.file.InString(at, bad.Line, col), What: bad.Msg, Suggest: bad.Suggest})
}

// viewRefs says what kind of thing the argument of a view's function names.
var viewRefs = func() map[string]string {
	out := map[string]string{}
	t := reflect.TypeFor[View]()
	for i := range t.NumField() {
		out[t.Field(i).Tag.Get("expr")] = t.Field(i).Tag.Get("ref")
	}
	return out
}()

// checkLine reports what cannot be read in a line of play.
func (l *loader) checkLine(at, line string) {
	before, err := checkLine(l.shell(), line, l.sample)
	var bad *lang.Error
	switch {
	case err == nil:
	case errors.As(err, &bad):
		l.badExpression(at, err, before)
	default:
		l.addValue(l.file, at, err.Error(), LineExpected, "")
	}
}

// LineExpected is what a message says of the lines that can be played.
const LineExpected = "a line such as \"aws ecs update-service …\" or \"advance 5m\""

// CheckLine says what cannot be read in a line that is to be played in the
// scenario's world. Text in {{…}} is a variable or an expression; a 1 stands for
// an expression's value. The error of an expression is a *lang.Error, and before
// is then how many characters of the line stand before the expression. A nil
// scenario has no files that a line could name.
func (s *Scenario) CheckLine(line string, vars map[string]any) (before int, err error) {
	sh := api.Shell{CheckQuery: checkQuery}
	if s != nil {
		sh.Files = func(name string) ([]byte, error) { return readNamed(name, nil, s.files) }
	}
	return checkLine(sh, line, vars)
}

func checkLine(sh api.Shell, line string, vars map[string]any) (before int, err error) {
	plain, err := FillLine(line, func(text string, start int) (string, error) {
		if v, ok := vars[text]; ok {
			return fmt.Sprint(v), nil
		}
		if _, err := lang.Compile(text, &View{}, lang.Any, lang.Vars(vars)); err != nil {
			before = start
			return "", err
		}
		return "1", nil
	})
	if err != nil {
		return before, err
	}
	if _, err := parseInput(sh, plain); err != nil {
		return 0, errors.New(lastLine(err.Error()))
	}
	return 0, nil
}

// shell is what the file's lines of play are read against. What they read from
// files the digest covers.
func (l *loader) shell() api.Shell {
	read := func(name string) ([]byte, error) {
		src, err := readNamed(name, nil, filesOf(l.fsys))
		if err == nil {
			l.parts = append(l.parts, src)
		}
		return src, err
	}
	return api.Shell{Files: read, CheckQuery: checkQuery}
}

// lastLine is the end of a command's message, which says what is wrong, on one
// line: with a remark in brackets goes what it is about, with names that may
// have been meant the name that is wrong.
//
// A message that ends with a caret under a text begins with what is wrong.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if strings.TrimSpace(lines[len(lines)-1]) == "^" {
		return strings.TrimSuffix(lines[0], ":")
	}
	out := ""
	for i := len(lines) - 1; i >= 0; i-- {
		line := strings.TrimSpace(lines[i])
		name, listed := strings.CutPrefix(line, "* ")
		out = strings.TrimSpace(name + " " + out)
		if line != "" && !listed && !strings.HasPrefix(line, "(") {
			break
		}
	}
	return out
}
