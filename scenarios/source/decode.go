package source

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"
)

var (
	timeType   = reflect.TypeFor[time.Time]()
	scalarType = reflect.TypeFor[Scalar]()
)

// scalar tells whether a pointer to t reads itself.
func scalar(t reflect.Type) bool {
	return t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(scalarType)
}

// field is one key that a struct knows.
type field struct {
	name     string
	required bool
	typ      reflect.Type
	index    []int
}

var fieldCache sync.Map // reflect.Type → []field

// fields lists the keys of a struct type in the order of its fields, those of
// embedded structs in the place of the embedding.
func fields(t reflect.Type) []field {
	if known, ok := fieldCache.Load(t); ok {
		return known.([]field)
	}
	var fs []field
	for i := range t.NumField() {
		sf := t.Field(i)
		tag, tagged := sf.Tag.Lookup("toml")
		if sf.Anonymous && !tagged && sf.Type.Kind() == reflect.Struct {
			for _, f := range fields(sf.Type) {
				f.index = append([]int{i}, f.index...)
				fs = append(fs, f)
			}
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !sf.IsExported() || name == "" || name == "-" {
			continue
		}
		required := false
		for option := range strings.SplitSeq(options, ",") {
			required = required || option == "required"
		}
		fs = append(fs, field{name, required, sf.Type, []int{i}})
	}
	fieldCache.Store(t, fs)
	return fs
}

// Decode fills the value that into points to from a tree, by the same types and
// tags as Check. It is for trees that Check has read: a part that does not fit
// its type is left at its zero value, and so is each element of an array that
// does not fit, so that indices still agree with the file. Keys that the type
// does not know are passed over. What it fills never shares memory with the
// tree. Decode panics when into is not a pointer.
func Decode(tree any, into any) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("source.Decode into %T", into))
	}
	decode(tree, v.Elem())
}

// decode fills v and tells whether the tree has the right kind for it.
func decode(tree any, v reflect.Value) bool {
	t := v.Type()
	if scalar(t) {
		fresh := reflect.New(t)
		if fresh.Interface().(Scalar).FromTOML(tree) != nil {
			return false
		}
		v.Set(fresh.Elem())
		return true
	}
	switch t.Kind() {
	case reflect.Pointer:
		fresh := reflect.New(t.Elem())
		if !decode(tree, fresh.Elem()) {
			return false
		}
		v.Set(fresh)
		return true
	case reflect.Struct:
		if t != timeType {
			return decodeStruct(tree, v)
		}
	case reflect.Slice:
		items, ok := tree.([]any)
		if !ok {
			return false
		}
		v.Set(reflect.MakeSlice(t, len(items), len(items)))
		for i, item := range items {
			decode(item, v.Index(i))
		}
		return true
	case reflect.Map:
		table, ok := tree.(map[string]any)
		if !ok {
			return false
		}
		v.Set(reflect.MakeMapWithSize(t, len(table)))
		for key, item := range table {
			value := reflect.New(t.Elem()).Elem()
			decode(item, value)
			v.SetMapIndex(reflect.ValueOf(key).Convert(t.Key()), value)
		}
		return true
	case reflect.Interface:
		if tree != nil {
			v.Set(reflect.ValueOf(Substitute(tree, nil)))
		}
		return true
	}
	return set(v, tree)
}

func decodeStruct(tree any, v reflect.Value) bool {
	table, ok := tree.(map[string]any)
	if !ok {
		return false
	}
	for _, f := range fields(v.Type()) {
		if item, ok := table[f.name]; ok {
			decode(item, v.FieldByIndex(f.index))
		}
	}
	return true
}

// set stores a plain value (text, truth, number, moment) and tells whether it
// fits. It panics on a type that files cannot hold.
func set(v reflect.Value, tree any) bool {
	switch v.Kind() {
	case reflect.String:
		s, ok := tree.(string)
		if ok {
			v.SetString(s)
		}
		return ok
	case reflect.Bool:
		b, ok := tree.(bool)
		if ok {
			v.SetBool(b)
		}
		return ok
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, ok := tree.(int64)
		if ok = ok && !v.OverflowInt(n); ok {
			v.SetInt(n)
		}
		return ok
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, ok := tree.(int64)
		if ok = ok && n >= 0 && !v.OverflowUint(uint64(n)); ok {
			v.SetUint(uint64(n))
		}
		return ok
	}
	if v.Type() == timeType {
		m, ok := tree.(time.Time)
		if ok = ok && m.Year() > 0; ok {
			v.Set(reflect.ValueOf(m))
		}
		return ok
	}
	panic(fmt.Sprintf("source: a file cannot hold %s", v.Type()))
}
