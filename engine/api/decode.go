package api

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// ParamError is a request whose members are not what the operation takes.
type ParamError struct{ Problems []Problem }

// Error is what the AWS CLI prints: a heading and a line for each problem.
func (e *ParamError) Error() string {
	lines := []string{"Parameter validation failed:"}
	for _, p := range e.Problems {
		lines = append(lines, p.Text)
	}
	return strings.Join(lines, "\n")
}

// Problem is one mistake. Path is where it stands, so that a loader of files can
// point at it: "loadBalancers[0].containerPort". It is the path of the member
// itself even when Text speaks of the structure around it, as it does of a
// member that is missing or unknown.
type Problem struct {
	Path, Text string
	Known      []string // when there is no such member: those that there are
}

// Decode turns a tree of map[string]any, []any, string, bool, int64 and
// json.Number values, keyed by wire names, into the operation's input struct
// (a pointer, as NewInput gives). A float64 counts as a number with a fraction.
//
// All mistakes are found: err is a *ParamError with botocore's sentences, and in
// is nil. Enums are not checked here; see CheckEnums. notSimulated lists the
// paths of members that are real but not modelled; they are checked all the
// same.
func (o *Operation) Decode(tree map[string]any) (in any, notSimulated []string, err error) {
	return o.decode(&decoder{name: wireName, types: pythonTypes}, tree)
}

// DecodeKeys is Decode for the snake_case keys of a scenario's tables, at every
// level. Paths are of those keys, and types have their names in TOML.
func (o *Operation) DecodeKeys(tree map[string]any) (in any, notSimulated []string, err error) {
	return o.decode(&decoder{name: tomlKey, types: tomlTypes, toml: true}, tree)
}

func wireName(f *Field) string { return f.Name }
func tomlKey(f *Field) string  { return f.Key }

func (o *Operation) decode(d *decoder, tree map[string]any) (any, []string, error) {
	in := reflect.New(o.input)
	d.structure(o.real, o.shape, tree, in.Elem(), "")
	if len(d.problems) > 0 {
		return nil, d.skipped, &ParamError{Problems: d.problems}
	}
	return in.Interface(), d.skipped, nil
}

// decoder walks a tree along the real shape and, as far as it goes, ours.
type decoder struct {
	name     func(*Field) string // what a member is called in the tree
	types    func(any) string    // the name of a value's type
	toml     bool                // kinds are called as in TOML
	problems []Problem
	skipped  []string
}

func (d *decoder) report(path, text string) {
	d.problems = append(d.problems, Problem{Path: path, Text: text})
}

// value checks v against the real shape and, when model is not nil, stores it in
// out.
func (d *decoder) value(real, model *Shape, v any, out reflect.Value, path string) {
	if out.IsValid() && out.Kind() == reflect.Pointer {
		out.Set(reflect.New(out.Type().Elem()))
		out = out.Elem()
	}
	ok := false
	switch real.Kind {
	case Structure:
		var tree map[string]any
		if tree, ok = v.(map[string]any); ok {
			d.structure(real, model, tree, out, path)
		}
	case List:
		var list []any
		if list, ok = elements(v); ok {
			d.list(real, model, list, out, path)
		}
	case Map:
		var tree map[string]any
		if tree, ok = v.(map[string]any); ok {
			for _, key := range sortedKeys(tree) {
				d.value(real.Elem, nil, tree[key], reflect.Value{}, path+"."+key)
			}
			if out.IsValid() {
				out.Set(reflect.ValueOf(texts(tree)))
			}
		}
	case Integer:
		ok = d.integer(real, v, out, path)
	case Boolean:
		var b bool
		if b, ok = v.(bool); ok && out.IsValid() {
			out.SetBool(b)
		}
	case Double:
		ok = double(v, out)
	case Timestamp:
		ok = timestamp(v, out)
	case Blob, String:
		var s string
		s, ok = v.(string)
		if ok {
			d.atLeast(real, int64(len([]rune(s))), "length", path)
			if out.IsValid() {
				out.SetString(s)
			}
		}
	}
	if !ok {
		d.report(path, "Invalid type for parameter "+path+", value: "+PythonText(v)+", type: "+d.types(v)+
			", valid types: "+d.kindName(real.Kind))
	}
}

func (d *decoder) structure(real, model *Shape, tree map[string]any, out reflect.Value, path string) {
	inside := path
	if path == "" {
		inside = "input"
	}
	for _, f := range real.Fields {
		if _, given := tree[d.name(f)]; f.Required && !given {
			d.report(join(path, d.name(f)), "Missing required parameter in "+inside+": \""+d.name(f)+"\"")
		}
	}
	known := make([]string, len(real.Fields))
	for i, f := range real.Fields {
		known[i] = d.name(f)
	}
	for _, key := range sortedKeys(tree) {
		if slices.Contains(known, key) {
			continue
		}
		text := "Unknown parameter in " + inside + ": \"" + key + "\", must be one of: " + strings.Join(known, ", ")
		d.problems = append(d.problems, Problem{Path: join(path, key), Text: text, Known: known})
	}
	for _, f := range real.Fields {
		v, given := tree[d.name(f)]
		if !given {
			continue
		}
		at := join(path, d.name(f))
		if model == nil {
			d.value(f.Shape, nil, v, reflect.Value{}, at)
		} else if ours, ok := model.Field(f.Name); ok {
			d.value(named(f.Shape, ours), ours.Shape, v, out.Field(ours.index), at)
		} else {
			d.skipped = append(d.skipped, at)
			d.value(f.Shape, nil, v, reflect.Value{}, at)
		}
	}
}

// named is the real shape of a member of ours. Where it names a thing of the
// world an alias may stand, which can be shorter than any id.
func named(real *Shape, f *Field) *Shape {
	if f.Ref == "" || real.Kind == Structure {
		return real
	}
	out := *real
	switch real.Kind {
	case String:
		out.Min = nil
	case List:
		out.Elem = named(real.Elem, f)
	}
	return &out
}

func (d *decoder) list(real, model *Shape, list []any, out reflect.Value, path string) {
	d.atLeast(real, int64(len(list)), "length", path)
	if out.IsValid() {
		out.Set(reflect.MakeSlice(out.Type(), len(list), len(list)))
	}
	for i, v := range list {
		at := path + "[" + strconv.Itoa(i) + "]"
		if out.IsValid() {
			d.value(real.Elem, model.Elem, v, out.Index(i), at)
		} else {
			d.value(real.Elem, nil, v, out, at)
		}
	}
}

// integer is false when v is no whole number.
func (d *decoder) integer(real *Shape, v any, out reflect.Value, path string) bool {
	var n int64
	switch v := v.(type) {
	case int64:
		n = v
	case int:
		n = int64(v)
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return false
		}
		var err error
		if n, err = v.Int64(); err != nil {
			d.report(path, "Invalid value for parameter "+path+", value: "+v.String()+", which is beyond 64 bits")
			return true
		}
	default:
		return false
	}
	d.atLeast(real, n, "value", path)
	if out.IsValid() {
		out.SetInt(n)
	}
	return true
}

// atLeast reports a value or length below the least; like botocore, it leaves
// the greatest to the service.
func (d *decoder) atLeast(real *Shape, n int64, what, path string) {
	if real.Min == nil || n >= *real.Min {
		return
	}
	word := "min value: "
	if what == "length" {
		word = "min length: "
	}
	d.report(path, "Invalid "+what+" for parameter "+path+", value: "+strconv.FormatInt(n, 10)+
		", valid "+word+strconv.FormatInt(*real.Min, 10))
}

func (d *decoder) kindName(k Kind) string {
	if d.toml {
		return k.String()
	}
	switch k {
	case Integer:
		return "<class 'int'>"
	case Boolean:
		return "<class 'bool'>"
	case List:
		return "<class 'list'>, <class 'tuple'>"
	case Structure, Map:
		return "<class 'dict'>"
	case Double:
		return "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>"
	case Timestamp:
		return "<class 'datetime.datetime'>, timestamp-string"
	case Blob:
		return "<class 'bytes'>, <class 'bytearray'>, file-like object"
	}
	return "<class 'str'>"
}

// texts are the members of a tree that are texts.
func texts(tree map[string]any) map[string]string {
	out := map[string]string{}
	for _, key := range sortedKeys(tree) {
		if text, ok := tree[key].(string); ok {
			out[key] = text
		}
	}
	return out
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// elements takes a list as JSON gives it, or an array of tables as TOML does.
func elements(v any) ([]any, bool) {
	switch v := v.(type) {
	case []any:
		return v, true
	case []map[string]any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = v[i]
		}
		return list, true
	}
	return nil, false
}

func isNumber(v any) bool {
	switch v.(type) {
	case int, int64, float64, json.Number:
		return true
	}
	return false
}
