package api

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every member of ours is one of AWS's, of the same kind, and what a request
// must have and how small its values may be is as AWS has it.
func TestRequestsAreReal(t *testing.T) {
	for _, op := range Operations() {
		call, ok := theNames().calls[op.ID()]
		if op.Hidden {
			if ok {
				t.Errorf("%s is hidden and stands in names.txt", op.ID())
			}
			continue
		}
		if !ok {
			t.Errorf("%s is not in names.txt; run internal/tools/awsnames", op.ID())
			continue
		}
		if !slices.Contains(theNames().ops[op.Service], op.Name) {
			t.Errorf("%s is no real operation", op.ID())
		}
		sameRequest(t, op.ID(), op.Input(), call.input)
	}
}

func sameRequest(t *testing.T, path string, ours, real *Shape) {
	t.Helper()
	if ours.Kind != real.Kind {
		t.Errorf("%s is a %s; AWS has a %s", path, ours.Kind, real.Kind)
		return
	}
	if ours.Kind == List {
		sameRequest(t, path+"[]", ours.Elem, real.Elem)
	}
	last := -1
	for _, f := range ours.Fields {
		i := slices.IndexFunc(real.Fields, func(r *Field) bool { return r.Name == f.Name })
		if i < 0 {
			t.Errorf("%s.%s is no real member", path, f.Name)
			continue
		}
		r := real.Fields[i]
		if i < last {
			t.Errorf("%s.%s is not in AWS's order", path, f.Name)
		}
		last = i
		if f.Required != r.Required {
			t.Errorf("%s.%s: required is %v; AWS has %v", path, f.Name, f.Required, r.Required)
		}
		if !reflect.DeepEqual(f.Shape.Min, r.Shape.Min) {
			t.Errorf("%s.%s: the least value or length is not AWS's", path, f.Name)
		}
		if f.Doc == "" {
			t.Errorf("%s.%s has no doc", path, f.Name)
		}
		sameRequest(t, path+"."+f.Name, f.Shape, r.Shape)
	}
}

// Answers too hold only members of AWS's, in its order, so that they print as
// the CLI prints them.
func TestAnswersAreReal(t *testing.T) {
	for _, op := range Operations() {
		if call, ok := theNames().calls[op.ID()]; ok {
			sameAnswer(t, op.ID(), op.output, call.output)
		}
	}
}

func sameAnswer(t *testing.T, path string, ours reflect.Type, real *Shape) {
	t.Helper()
	for ours.Kind() == reflect.Pointer {
		ours = ours.Elem()
	}
	kinds := map[reflect.Kind]Kind{reflect.Struct: Structure, reflect.Slice: List, reflect.Map: Map, reflect.String: String, reflect.Int64: Integer, reflect.Bool: Boolean}
	kind := kinds[ours.Kind()]
	if ours == reflect.TypeFor[Time]() {
		kind = Timestamp
	}
	if ours == reflect.TypeFor[Decimal]() {
		kind = Double
	}
	if kind != real.Kind {
		t.Errorf("%s is a %s; AWS has a %s", path, kind, real.Kind)
		return
	}
	switch kind {
	case List:
		sameAnswer(t, path+"[]", ours.Elem(), real.Elem)
	case Structure:
		last := -1
		for i := range ours.NumField() {
			name, _, _ := strings.Cut(ours.Field(i).Tag.Get("json"), ",")
			j := slices.IndexFunc(real.Fields, func(r *Field) bool { return r.Name == name })
			if j < 0 {
				t.Errorf("%s.%s is no real member", path, name)
				continue
			}
			if j < last {
				t.Errorf("%s.%s is not in AWS's order", path, name)
			}
			last = j
			sameAnswer(t, path+"."+name, ours.Field(i).Type, real.Fields[j].Shape)
		}
	}
}

func TestParseNames(t *testing.T) {
	n := parseNames(`# a remark
services ecs s3
service ecs
operations GoAway RunTask
call RunTask RunTaskRequest - pages page-size
shape RunTaskRequest count:i1 names!:[s]3 tags:{s} inner:@Inner on:b share:d at:t data:x
shape Inner next:@Inner
`)
	call := n.calls["ecs:RunTask"]
	if !call.pages || !call.pageSize || len(call.output.Fields) != 0 {
		t.Errorf("call: %+v", call)
	}
	kinds := []Kind{}
	for _, f := range call.input.Fields {
		kinds = append(kinds, f.Shape.Kind)
	}
	if want := []Kind{Integer, List, Map, Structure, Boolean, Double, Timestamp, Blob}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
	count, names, inner := call.input.Fields[0], call.input.Fields[1], call.input.Fields[3]
	if *count.Shape.Min != 1 || count.Required || *names.Shape.Min != 3 || !names.Required || names.Shape.Elem.Kind != String {
		t.Errorf("count %+v, names %+v", count, names)
	}
	if inner.Shape.Fields[0].Shape != inner.Shape {
		t.Error("a structure that holds itself was not read as one")
	}
	if !slices.Equal(n.services, []string{"ecs", "s3"}) || !slices.Equal(n.ops["ecs"], []string{"GoAway", "RunTask"}) {
		t.Errorf("services %v, operations %v", n.services, n.ops)
	}
}
