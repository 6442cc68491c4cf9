package conformance

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"drydock/engine/api"
)

// The list of all operations of a service, from which "a real operation that
// Drydock does not simulate yet" is told, is the SDK's but for the differences
// of the table.
func TestRealOperationsAreTheSDKs(t *testing.T) {
	for _, service := range slices.Sorted(maps.Keys(clients)) {
		theirs := []string{}
		client := reflect.TypeOf(clients[service])
		for i := range client.NumMethod() {
			if name := client.Method(i).Name; name != "Options" {
				theirs = append(theirs, name)
			}
		}
		found := findings{}
		ours := api.RealOperations(service)
		for _, name := range slices.Concat(ours, theirs) {
			found.hold(service+" "+name, slices.Contains(ours, name), slices.Contains(theirs, name))
		}
		found.report(t)
	}
}

// The list of all real members, from which "accepted, not simulated" is told,
// is the SDK's but for the differences of the table.
func TestRealMembersAreTheSDKs(t *testing.T) {
	c := comparison{findings{}, map[[2]*api.Shape]bool{}}
	for _, call := range calls(t) {
		c.compare(call.op.Service, call.sdk, call.op.RealInput(), call.sdk.call(call.input))
		c.compare(call.op.Service, call.sdk, call.op.RealOutput(), call.sdk.call(call.output))
	}
	c.found.report(t)
}

// comparison holds shapes of names.txt against the SDK's, each pair once.
type comparison struct {
	found findings
	seen  map[[2]*api.Shape]bool
}

func (c comparison) compare(service string, r *reader, real, sdk *api.Shape) {
	pair := [2]*api.Shape{real, sdk}
	if c.seen[pair] || real.Elem == nil && real.Kind != api.Structure {
		return
	}
	c.seen[pair] = true
	if real.Elem != nil {
		c.compare(service, r, real.Elem, sdk.Elem)
	}
	structure := service + " " + r.names[sdk] + "."
	for _, f := range slices.Concat(real.Fields, sdk.Fields) {
		ours, inOurs := real.Field(f.Name)
		theirs, inTheirs := sdk.Field(f.Name)
		c.found.hold(structure+f.Name, inOurs, inTheirs)
		if !inOurs || !inTheirs {
			continue
		}
		if a, b := kinds(ours.Shape), kinds(theirs.Shape); a != b {
			c.found[structure+f.Name] = "is " + a + " in engine/api/names.txt and " + b + " in the SDK"
			continue
		}
		c.compare(service, r, ours.Shape, theirs.Shape)
	}
}

// kinds is the kind of a shape, and of its elements: "list of string".
func kinds(s *api.Shape) string {
	name := [...]string{"string", "integer", "boolean", "list", "structure", "map", "timestamp", "double", "blob"}[s.Kind]
	if s.Elem != nil {
		return name + " of " + kinds(s.Elem)
	}
	return name
}

// findings says of operations and members, by the keys of the table of
// differences, what is not the same; "" where all is.
type findings map[string]string

// hold notes whether names.txt and the SDK have a thing.
func (f findings) hold(key string, inOurs, inTheirs bool) {
	switch {
	case inOurs && inTheirs:
		f[key] += ""
	case inOurs:
		f[key] = "is in engine/api/names.txt and not in the SDK"
	default:
		f[key] = "is in the SDK and not in engine/api/names.txt"
	}
}

// report fails for what is different and not in the table, and for what is in
// the table and different no longer.
func (f findings) report(t *testing.T) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(f)) {
		why := differences[key]
		switch {
		case f[key] != "" && why == "":
			t.Errorf("%s %s", key, f[key])
		case f[key] == "" && why != "":
			t.Errorf("%s is no difference any more: take it from the table", key)
		}
	}
}

func TestComparisonFindsWhatDiffers(t *testing.T) {
	text, count := &api.Shape{Kind: api.String}, &api.Shape{Kind: api.Integer}
	shape := func(fields ...*api.Field) *api.Shape { return &api.Shape{Kind: api.Structure, Fields: fields} }
	real := shape(&api.Field{Name: "same", Shape: text}, &api.Field{Name: "gone", Shape: text}, &api.Field{Name: "count", Shape: text})
	sdk := shape(&api.Field{Name: "same", Shape: text}, &api.Field{Name: "new", Shape: text}, &api.Field{Name: "count", Shape: count})
	real.Fields = append(real.Fields, &api.Field{Name: "itself", Shape: real})
	sdk.Fields = append(sdk.Fields, &api.Field{Name: "itself", Shape: sdk})
	r := newReader()
	r.names[sdk] = "Tiny"
	c := comparison{findings{}, map[[2]*api.Shape]bool{}}
	c.compare("ecs", r, real, sdk)
	want := findings{
		"ecs Tiny.same":   "",
		"ecs Tiny.itself": "",
		"ecs Tiny.gone":   "is in engine/api/names.txt and not in the SDK",
		"ecs Tiny.new":    "is in the SDK and not in engine/api/names.txt",
		"ecs Tiny.count":  "is string in engine/api/names.txt and integer in the SDK",
	}
	if !maps.Equal(c.found, want) {
		t.Errorf("found %q, want %q", c.found, want)
	}
}
