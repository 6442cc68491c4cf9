package lang

import (
	"fmt"
	"reflect"
	"sync"
)

var nameCache sync.Map // reflect.Type → []string

// names lists what a struct of the view calls its fields, in their order: the
// names in the `expr` tags. A field without a tag has no name in expressions.
func names(t reflect.Type) []string {
	if known, ok := nameCache.Load(t); ok {
		return known.([]string)
	}
	var out []string
	for i := range t.NumField() {
		f := t.Field(i)
		if tag := f.Tag.Get("expr"); f.IsExported() && tag != "" && tag != "-" {
			out = append(out, tag)
		}
	}
	nameCache.Store(t, out)
	return out
}

// CheckView tells whether a type can be the view of expressions: a struct whose
// tagged fields are bool, string, int, int64, structs like itself, pointers to
// these, lists of all these, and functions that take text, whole numbers and
// truth values and return one such value, with or without an error. Maps have no
// order, floats differ between machines, and a type with a name of its own
// cannot be compared with text or a number; so they are refused. The error names
// the field. A view's package calls it in a test.
func CheckView(t reflect.Type) error {
	if t.Kind() != reflect.Struct {
		return fmt.Errorf("%s is not a struct", t)
	}
	return checkStruct(t, map[reflect.Type]bool{})
}

func checkStruct(t reflect.Type, seen map[reflect.Type]bool) error {
	if seen[t] {
		return nil
	}
	seen[t] = true
	given := map[string]bool{"vars": true}
	for _, name := range names(t) {
		if given[name] {
			return fmt.Errorf("%s has two fields named %s", t, name)
		}
		given[name] = true
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if tag := f.Tag.Get("expr"); tag == "-" || !f.IsExported() {
			continue
		} else if tag == "" {
			return fmt.Errorf("%s.%s has no expr tag; give it a name or \"-\"", t, f.Name)
		}
		if err := checkType(f.Type, seen); err != nil {
			return fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
	}
	return nil
}

var errorType = reflect.TypeFor[error]()

func checkType(t reflect.Type, seen map[reflect.Type]bool) error {
	switch t.Kind() {
	case reflect.Struct:
		return checkStruct(t, seen)
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct {
			return checkStruct(t.Elem(), seen)
		}
	case reflect.Slice:
		return checkType(t.Elem(), seen)
	case reflect.Func:
		for in := range t.Ins() {
			if !plain(in) {
				return fmt.Errorf("the function takes %s", in)
			}
		}
		switch {
		case t.NumOut() == 2 && t.Out(1) == errorType, t.NumOut() == 1:
			return checkType(t.Out(0), seen)
		}
		return fmt.Errorf("the function returns %d values", t.NumOut())
	default:
		if plain(t) {
			return nil
		}
	}
	return fmt.Errorf("expressions cannot read %s", t)
}

// plain tells whether a type is one of the four that have literals.
func plain(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[bool](), reflect.TypeFor[string](), reflect.TypeFor[int](), reflect.TypeFor[int64]():
		return true
	}
	return false
}
