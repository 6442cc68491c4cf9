package conformance

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// Every member of a request and of an answer of ours is the SDK's, with its
// kind; an enum of ours holds only values of AWS's, and there is one wherever
// AWS has one. With -v it prints what is real and not modelled.
func TestOursIsTheSDKs(t *testing.T) {
	for _, call := range calls(t) {
		o := ours{service: call.op.Service, sdk: call.sdk}
		o.hold(call.op.ID()+" request", call.op.Input(), call.sdk.call(call.input), true)
		o.hold(call.op.ID()+" answer", call.op.Output(), call.sdk.call(call.output), false)
		for _, problem := range o.wrong {
			t.Error(problem)
		}
		for _, line := range o.rest {
			if testing.Verbose() { // or it would bury a failure
				t.Log(line)
			}
		}
	}
}

// ours holds an operation of ours against the SDK's.
type ours struct {
	service string
	sdk     *reader

	wrong []string // what is not AWS's
	rest  []string // what is real and not modelled
}

func (o *ours) wrongf(format string, args ...any) {
	o.wrong = append(o.wrong, fmt.Sprintf(format, args...))
}

func (o *ours) restf(format string, args ...any) {
	o.rest = append(o.rest, fmt.Sprintf(format, args...))
}

// hold compares a structure, or the structures in a list; asked says whether it
// is of a request.
func (o *ours) hold(path string, mine, sdk *api.Shape, asked bool) {
	if mine.Elem != nil {
		o.hold(path+"[]", mine.Elem, sdk.Elem, asked)
		return
	}
	rest := []string{}
	for _, f := range sdk.Fields {
		if _, ok := mine.Field(f.Name); !ok {
			rest = append(rest, f.Name)
		}
	}
	if mine.Kind == api.Structure && len(rest) > 0 {
		o.restf("%s: real, not modelled: %s", path, strings.Join(rest, " "))
	}
	for _, f := range mine.Fields {
		theirs, ok := sdk.Field(f.Name)
		if !ok {
			o.wrongf("%s.%s is no member of the SDK's", path, f.Name)
			continue
		}
		if a, b := kinds(f.Shape), kinds(theirs.Shape); a != b {
			o.wrongf("%s.%s is %s; the SDK has %s", path, f.Name, a, b)
			continue
		}
		o.values(path+"."+f.Name, o.service+" "+o.sdk.names[sdk]+"."+f.Name, f.Enum, theirs.Enum, asked)
		o.hold(path+"."+f.Name, f.Shape, theirs.Shape, asked)
	}
}

// values compares the values of an enum; key is that of the table of free enums.
func (o *ours) values(path, key string, mine, theirs []string, asked bool) {
	switch free := freeEnums[key]; {
	case mine == nil && theirs != nil && asked && free == "":
		o.wrongf("%s has no enum; the SDK has %s", path, strings.Join(theirs, "|"))
	case mine != nil && free != "":
		o.wrongf("%s has an enum: take it from the table of free enums", path)
	case mine != nil && theirs == nil:
		o.wrongf("%s has an enum; the SDK takes any text", path)
	}
	for _, v := range mine {
		if theirs != nil && !slices.Contains(theirs, v) {
			o.wrongf("%s: %s is no value of the SDK's", path, v)
		}
	}
	for _, v := range theirs {
		if mine != nil && !slices.Contains(mine, v) {
			o.restf("%s: real, not modelled: the value %s", path, v)
		}
	}
}

func TestOursFindsWhatIsWrong(t *testing.T) {
	sdk := &api.Shape{Kind: api.Structure, Fields: []*api.Field{
		{Name: "name", Shape: &api.Shape{Kind: api.String}},
		{Name: "kind", Shape: &api.Shape{Kind: api.String}, Enum: []string{"A", "B"}},
		{Name: "mode", Shape: &api.Shape{Kind: api.String}, Enum: []string{"C"}},
		{Name: "counts", Shape: &api.Shape{Kind: api.List, Elem: &api.Shape{Kind: api.Integer}}},
		{Name: "more", Shape: &api.Shape{Kind: api.Boolean}},
	}}
	mine := &api.Shape{Kind: api.Structure, Fields: []*api.Field{
		{Name: "Name", Shape: &api.Shape{Kind: api.String}},
		{Name: "name", Shape: &api.Shape{Kind: api.String}, Enum: []string{"A"}},
		{Name: "kind", Shape: &api.Shape{Kind: api.String}, Enum: []string{"A", "D"}},
		{Name: "mode", Shape: &api.Shape{Kind: api.String}},
		{Name: "counts", Shape: &api.Shape{Kind: api.List, Elem: &api.Shape{Kind: api.String}}},
	}}
	o := ours{service: "tiny", sdk: newReader()}
	o.hold("it", mine, sdk, true)
	if want := []string{
		"it.Name is no member of the SDK's",
		"it.name has an enum; the SDK takes any text",
		"it.kind: D is no value of the SDK's",
		"it.mode has no enum; the SDK has C",
		"it.counts is list of string; the SDK has list of integer",
	}; !reflect.DeepEqual(o.wrong, want) {
		t.Errorf("wrong: %q, want %q", o.wrong, want)
	}
	if want := []string{
		"it: real, not modelled: more",
		"it.kind: real, not modelled: the value B",
	}; !reflect.DeepEqual(o.rest, want) {
		t.Errorf("rest: %q, want %q", o.rest, want)
	}
}
