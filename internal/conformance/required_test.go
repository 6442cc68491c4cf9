package conformance

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"

	"github.com/aws/smithy-go"
)

// The SDK's types do not say which members a request must have, but its clients
// do, before they send: each structure of each request is offered empty, and
// what the client then misses is what names.txt marks. That our requests agree
// with names.txt is a test of engine/api.
func TestRequiredMembersAreTheSDKs(t *testing.T) {
	for _, call := range calls(t) {
		r := required{t: t, call: call, seen: map[reflect.Type]bool{}}
		r.hold(call.input, nil, call.input.Name(), call.op.RealInput())
	}
}

// required holds one request.
type required struct {
	t    *testing.T
	call call
	seen map[reflect.Type]bool
}

// hold offers a structure empty, and then those in it. path leads to it by the
// indexes of fields; name is what the SDK calls that place.
func (r required) hold(t reflect.Type, path []int, name string, real *api.Shape) {
	if r.seen[t] {
		return
	}
	r.seen[t] = true
	missed := r.missed(path, name)
	for i := range t.NumField() {
		f := t.Field(i)
		at := slices.IndexFunc(real.Fields, func(m *api.Field) bool { return goName(m.Name) == f.Name })
		if !f.IsExported() || at < 0 {
			continue // what names.txt lacks is for another test
		}
		member := real.Fields[at]
		key := r.call.op.Service + " " + t.Name() + "." + member.Name
		got := slices.Contains(missed, f.Name)
		if got != member.Required && canBeMissed(f.Type) && requiredDifferently[key] == "" {
			r.t.Errorf("%s (%s): required is %v in engine/api/names.txt, and %v in the SDK", r.call.op.ID(), key, member.Required, got)
		}
		inner, shape, suffix := f.Type, member.Shape, ""
		for inner.Kind() != reflect.Struct && shape != nil && (inner.Kind() == reflect.Pointer || shape.Elem != nil) {
			switch inner.Kind() {
			case reflect.Slice:
				shape, suffix = shape.Elem, suffix+"[0]"
			case reflect.Map:
				shape, suffix = shape.Elem, suffix+`["`+mapKey+`"]`
			}
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && shape.Kind == api.Structure {
			r.hold(inner, append(slices.Clone(path), i), name+"."+f.Name+suffix, shape)
		}
	}
}

// canBeMissed says whether the client can tell that a member is not there: a
// number or a boolean by value is 0 or false.
func canBeMissed(t reflect.Type) bool {
	return t.Kind() != reflect.Bool && t.Kind() != reflect.Int32 && t.Kind() != reflect.Int64
}

// missed are the Go fields that the client misses in the structure at a place.
func (r required) missed(path []int, name string) []string {
	in := offer(reflect.PointerTo(r.call.input), path)
	err, _ := r.call.method.Call([]reflect.Value{reflect.ValueOf(context.Background()), in})[1].Interface().(error)
	var invalid smithy.InvalidParamsError
	if !errors.As(err, &invalid) {
		if !errors.Is(err, errOffline) {
			r.t.Errorf("%s, offered an empty %s: %v", r.call.op.ID(), name, err)
		}
		return nil
	}
	var out []string
	for _, e := range invalid.Errs() {
		var missing *smithy.ParamRequiredError
		if !errors.As(e, &missing) {
			continue
		}
		if field, ok := strings.CutPrefix(missing.Field(), name+"."); ok && !strings.ContainsAny(field, ".[") {
			out = append(out, field)
		}
	}
	return out
}

// mapKey is the key of the one element of an offered map.
const mapKey = "key"

// offer makes a value in which only the way to one structure is there: lists and
// maps on it have one element.
func offer(t reflect.Type, path []int) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(offer(t.Elem(), path))
	case reflect.Slice:
		v.Set(reflect.Append(v, offer(t.Elem(), path)))
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(reflect.ValueOf(mapKey), offer(t.Elem(), path))
	case reflect.Struct:
		if len(path) > 0 {
			f := v.Field(path[0])
			f.Set(offer(f.Type(), path[1:]))
		}
	}
	return v
}
