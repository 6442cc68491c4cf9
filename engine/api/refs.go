package api

import "reflect"

// Refs calls replace for every text in a request that names a thing of the
// world (every field with a Ref, through lists and structures), and puts what
// it returns in its place. in is a pointer to the operation's input struct.
func Refs(op *Operation, in any, replace func(f *Field, value string) string) {
	refs(op.shape, reflect.ValueOf(in).Elem(), replace)
}

func refs(s *Shape, v reflect.Value, replace func(*Field, string) string) {
	for _, f := range s.Fields {
		refsOf(f, f.Shape, v.Field(f.index), replace)
	}
}

// refsOf walks one value: of a field, or of an element of a field's list.
func refsOf(f *Field, s *Shape, v reflect.Value, replace func(*Field, string) string) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		v = v.Elem()
	}
	switch {
	case s.Kind == Structure:
		refs(s, v, replace)
	case s.Kind == List:
		for i := range v.Len() {
			refsOf(f, s.Elem, v.Index(i), replace)
		}
	case f.Ref != "" && s.Kind == String && v.String() != "":
		v.SetString(replace(f, v.String()))
	}
}
