package source

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"
	"unicode"

	"drydock/engine/spelling"
)

// Option changes how Check reads a tree.
type Option func(*checker)

// Vars names the variables of a file, none included. With it, text that is
// `{{name}}` and nothing else fits every kind, and a name that is not declared
// is a mistake; inside longer text only a near miss of a declared name is one,
// since other tools use double braces too.
func Vars(names ...string) Option {
	return func(c *checker) {
		c.hasVars = true
		c.vars = slices.Sorted(slices.Values(names))
	}
}

// Check holds a tree against a Go type and adds every mistake to the list:
// unknown keys with the nearest known one, values of a wrong kind, missing
// required keys, control characters in text or keys (other than line ends and
// tabs), variables that are not declared. A value of a wrong kind does not
// hide the mistakes beside it.
//
// The tree is f.Tree or a part of it, or a copy made by Substitute; prefix is
// the path of that part, "" for the whole. The type t is that of a struct, or of
// anything that may stand in one: string, bool, whole numbers, time.Time,
// Duration and other Scalars, slices, structs (embedded ones lend their
// fields), pointers to these, maps from string, and any. Inside a
// map[string]any or an any everything is allowed but control characters and
// unknown variables. Check panics on a type that it does not know.
func (f *File) Check(prefix string, tree any, t reflect.Type, l *List, opts ...Option) {
	c := &checker{file: f, list: l}
	for _, opt := range opts {
		opt(c)
	}
	c.texts(prefix, tree)
	c.value(prefix, tree, t)
}

type checker struct {
	file    *File
	list    *List
	hasVars bool
	vars    []string
}

func (c *checker) add(pos Pos, what, expected, suggest string) {
	c.list.Add(Diagnostic{File: c.file.Name, Pos: pos, What: what, Expected: expected, Suggest: suggest})
}

// texts finds what no text may hold, in every value and key below path.
func (c *checker) texts(path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			at := Join(path, key)
			c.control(key, c.file.Key(at))
			c.texts(at, v[key])
		}
	case []any:
		for i, item := range v {
			c.texts(Item(path, i), item)
		}
	case string:
		c.control(v, c.file.Value(path))
		if c.hasVars {
			c.variables(path, v)
		}
	}
}

func (c *checker) control(text string, pos Pos) {
	for _, r := range text {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			c.add(pos, fmt.Sprintf("control character U+%04X", r), "", "")
			return
		}
	}
}

func (c *checker) variables(path, text string) {
	if m := varLike.FindStringSubmatch(text); m != nil {
		if !slices.Contains(c.vars, m[1]) {
			c.add(c.file.Value(path), fmt.Sprintf("unknown variable %q", m[1]), "a name that [vars] declares", spelling.Nearest(m[1], c.vars))
		}
		return
	}
	for _, m := range varPart.FindAllStringSubmatch(text, -1) {
		if near := spelling.Nearest(m[1], c.vars); near != "" && !slices.Contains(c.vars, m[1]) {
			c.add(c.file.Value(path), fmt.Sprintf("unknown variable %q", m[1]), "a name that [vars] declares", near)
		}
	}
}

// variable tells whether a value is a declared variable and nothing else.
func (c *checker) variable(v any) bool {
	s, ok := v.(string)
	if !ok || !c.hasVars {
		return false
	}
	return varLike.MatchString(s) // texts has told of a name that is not declared
}

func (c *checker) value(path string, v any, t reflect.Type) {
	if c.variable(v) {
		return
	}
	if scalar(t) {
		c.scalar(path, v, t)
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		c.value(path, v, t.Elem())
	case reflect.Struct:
		c.structure(path, v, t)
	case reflect.Slice:
		c.slice(path, v, t)
	case reflect.Map:
		m, ok := v.(map[string]any)
		if !ok {
			c.wrong(path, v, t)
			return
		}
		for _, key := range slices.Sorted(maps.Keys(m)) {
			c.value(Join(path, key), m[key], t.Elem())
		}
	case reflect.Interface:
	default:
		if !set(reflect.New(t).Elem(), v) {
			c.wrong(path, v, t)
		}
	}
}

func (c *checker) scalar(path string, v any, t reflect.Type) {
	err := reflect.New(t).Interface().(Scalar).FromTOML(v)
	var m *Mistake
	switch {
	case err == nil:
	case !errors.As(err, &m):
		c.add(c.file.Value(path), err.Error(), "", "")
	case m.What == "":
		c.add(c.file.Value(path), at(path)+describe(v), m.Expected, "")
	default:
		c.add(c.file.Value(path), m.What, m.Expected, "")
	}
}

func (c *checker) structure(path string, v any, t reflect.Type) {
	if t == timeType {
		if !set(reflect.New(t).Elem(), v) {
			c.wrong(path, v, t)
		}
		return
	}
	table, ok := v.(map[string]any)
	if !ok {
		c.wrong(path, v, t)
		if items, ok := v.([]any); ok { // [[x]] in place of [x]: look inside all the same
			for i, item := range items {
				if _, ok := item.(map[string]any); ok {
					c.structure(Item(path, i), item, t)
				}
			}
		}
		return
	}
	fs := fields(t)
	names := make([]string, len(fs))
	for i, f := range fs {
		names[i] = f.name
		item, present := table[f.name]
		switch {
		case present:
			c.value(Join(path, f.name), item, f.typ)
		case f.required:
			c.add(c.file.Value(path), Join(path, f.name)+" is missing", kindName(f.typ), "")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if !slices.Contains(names, key) {
			c.add(c.file.Key(Join(path, key)), "unknown key "+quote(key), "", spelling.Nearest(key, names))
		}
	}
}

func (c *checker) slice(path string, v any, t reflect.Type) {
	items, ok := v.([]any)
	if !ok {
		c.wrong(path, v, t)
		if _, table := v.(map[string]any); table && kindName(t.Elem()) == "a table" { // [x] in place of [[x]]
			c.value(path, v, t.Elem())
		}
		return
	}
	for i, item := range items {
		c.value(Item(path, i), item, t.Elem())
	}
}

func (c *checker) wrong(path string, v any, t reflect.Type) {
	c.add(c.file.Value(path), at(path)+describe(v), kindName(t), "")
}

func at(path string) string {
	if path == "" {
		return "the file is "
	}
	return path + " is "
}

// describe says what a value is.
func describe(v any) string {
	switch v := v.(type) {
	case string:
		return "the text " + quote(v)
	case bool:
		return fmt.Sprint(v)
	case int64:
		return fmt.Sprintf("the number %d", v)
	case float64:
		return fmt.Sprintf("the number %v", v)
	case time.Time:
		if v.Year() == 0 {
			return "a time of day"
		}
		return "a date"
	case []any:
		return "an array"
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("%T", v)
}

// quote is %q cut to a length that fits a line.
func quote(s string) string {
	const longest = 40
	if r := []rune(s); len(r) > longest {
		s = string(r[:longest-1]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// kindName says what a type reads.
func kindName(t reflect.Type) string {
	if scalar(t) {
		var m *Mistake
		if err := reflect.New(t).Interface().(Scalar).FromTOML(nil); errors.As(err, &m) && m.Expected != "" {
			return m.Expected
		}
		return "a value"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return kindName(t.Elem())
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return "a whole number"
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a whole number, not negative"
	case reflect.Struct:
		if t == timeType {
			return "a date such as 2026-03-02 or 2026-03-02T09:00:00Z"
		}
		return "a table"
	case reflect.Map:
		return "a table"
	case reflect.Slice:
		switch kindName(t.Elem()) {
		case "a table":
			return "an array of tables"
		case "text":
			return "an array of text"
		case "a whole number":
			return "an array of whole numbers"
		}
		return "an array"
	}
	return "a value"
}
