package api

import (
	"reflect"
	"strings"
)

// query completes the way to a member of an answer, "services[].dep", as far as
// it is names, brackets and dots.
func (c *completer) query(t reflect.Type) {
	steps := strings.Split(c.cut, ".")
	for _, step := range steps[:len(steps)-1] {
		name, _, isList := strings.Cut(step, "[")
		f, ok := answerField(t, name)
		if !ok || isList != (f.Type.Kind() == reflect.Slice) {
			return
		}
		t = elementOf(f.Type)
	}
	if t.Kind() != reflect.Struct {
		return
	}
	last := steps[len(steps)-1]
	c.lead, c.cut = c.lead+strings.TrimSuffix(c.cut, last), last
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Type.Kind() == reflect.Slice {
			name += "[]"
		}
		c.offer(name, "")
	}
}

// answerField is the member of an answer with that name.
func answerField(t reflect.Type, name string) (reflect.StructField, bool) {
	if t.Kind() == reflect.Struct {
		for i := range t.NumField() {
			if is, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); is == name {
				return t.Field(i), true
			}
		}
	}
	return reflect.StructField{}, false
}

// elementOf is what a pointer points to, or what a list holds.
func elementOf(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}
