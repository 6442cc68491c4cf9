package conformance

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"drydock/engine/api"

	"github.com/aws/smithy-go"
)

// reader makes shapes of the SDK's types, those of one service. A structure is
// made once, so that one that holds itself comes to an end.
type reader struct {
	byType   map[reflect.Type]*api.Shape
	bySchema map[smithy.ShapeID]*api.Shape
	names    map[*api.Shape]string // the SDK's names of structures
}

func newReader() *reader {
	return &reader{map[reflect.Type]*api.Shape{}, map[smithy.ShapeID]*api.Shape{}, map[*api.Shape]string{}}
}

// call is the shape of a request or of an answer.
func (r *reader) call(t reflect.Type) *api.Shape { return r.of(t, schemaOf(t)) }

// of reads a Go type. Where the SDK carries a schema, the wire names are taken
// from it; elsewhere the name of a Go field is the wire name.
func (r *reader) of(t reflect.Type, schema *smithy.Schema) *api.Shape {
	switch {
	case t.Kind() == reflect.Pointer:
		return r.of(t.Elem(), schema)
	case t == reflect.TypeFor[time.Time]():
		return &api.Shape{Kind: api.Timestamp}
	case t == reflect.TypeFor[[]byte]():
		return &api.Shape{Kind: api.Blob}
	case t.Kind() == reflect.Interface && schema != nil:
		return r.ofSchema(schema)
	}
	switch t.Kind() {
	case reflect.String:
		return &api.Shape{Kind: api.String}
	case reflect.Int32, reflect.Int64:
		return &api.Shape{Kind: api.Integer}
	case reflect.Bool:
		return &api.Shape{Kind: api.Boolean}
	case reflect.Float32, reflect.Float64:
		return &api.Shape{Kind: api.Double}
	case reflect.Slice:
		return &api.Shape{Kind: api.List, Elem: r.of(t.Elem(), elemOf(schema))}
	case reflect.Map:
		return &api.Shape{Kind: api.Map, Elem: r.of(t.Elem(), valueOf(schema))}
	case reflect.Struct:
		return r.structure(t, schema)
	}
	panic("no shape for " + t.String())
}

// spelled has wire names that the types of a service without schemas do not tell.
var spelled = map[string]string{"PolicyDescriptorType.Arn": "arn"}

func (r *reader) structure(t reflect.Type, schema *smithy.Schema) *api.Shape {
	if s, ok := r.byType[t]; ok {
		return s
	}
	s := &api.Shape{Kind: api.Structure}
	r.byType[t], r.names[s] = s, t.Name()
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.IsExported() || f.Name == "ResultMetadata" {
			continue
		}
		name, member := cmp.Or(spelled[t.Name()+"."+f.Name], f.Name), memberFor(schema, f.Name)
		if member != nil {
			name = member.MemberName()
		}
		s.Fields = append(s.Fields, &api.Field{Name: name, Shape: r.of(f.Type, member), Enum: enumOf(f.Type)})
	}
	return s
}

// ofSchema reads what Go has only an interface for: a union, which is a
// structure with one member given, and a document, in which all is allowed.
func (r *reader) ofSchema(schema *smithy.Schema) *api.Shape {
	switch schema.Type() {
	case smithy.ShapeTypeStructure, smithy.ShapeTypeUnion, smithy.ShapeTypeDocument:
		if s, ok := r.bySchema[schema.TargetID()]; ok {
			return s
		}
		s := &api.Shape{Kind: api.Structure}
		r.bySchema[schema.TargetID()], r.names[s] = s, schema.TargetID().Name
		for _, name := range slices.Sorted(maps.Keys(schema.Members())) {
			s.Fields = append(s.Fields, &api.Field{Name: name, Shape: r.ofSchema(schema.Member(name))})
		}
		return s
	case smithy.ShapeTypeList:
		return &api.Shape{Kind: api.List, Elem: r.ofSchema(schema.ListMember())}
	case smithy.ShapeTypeMap:
		return &api.Shape{Kind: api.Map, Elem: r.ofSchema(schema.MapValue())}
	case smithy.ShapeTypeString, smithy.ShapeTypeEnum:
		return &api.Shape{Kind: api.String}
	case smithy.ShapeTypeInteger, smithy.ShapeTypeLong:
		return &api.Shape{Kind: api.Integer}
	case smithy.ShapeTypeBoolean:
		return &api.Shape{Kind: api.Boolean}
	}
	panic("no shape for the schema " + schema.TargetID().String())
}

// enumOf are the values of an enum, or of the elements of a list of one; nil for
// any other type.
func enumOf(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	values, ok := t.MethodByName("Values")
	if t.Kind() != reflect.String || !ok {
		return nil
	}
	list := values.Func.Call([]reflect.Value{reflect.Zero(t)})[0]
	out := []string{}
	for i := range list.Len() {
		out = append(out, list.Index(i).String())
	}
	return out
}

// schemaOf is the schema that a request or an answer writes itself by; nil for
// a service whose types carry none.
func schemaOf(t reflect.Type) *smithy.Schema {
	v, ok := reflect.New(t).Interface().(smithy.Serializable)
	if !ok {
		return nil
	}
	var first firstSchema
	v.Serialize(&first)
	return first.schema
}

// firstSchema is told of what is written, and keeps the outermost structure. An
// empty request writes nothing else but required booleans and numbers.
type firstSchema struct {
	smithy.ShapeSerializer
	schema *smithy.Schema
}

func (f *firstSchema) WriteStruct(s *smithy.Schema)   { f.schema = s }
func (*firstSchema) CloseStruct()                     {}
func (*firstSchema) WriteBool(*smithy.Schema, bool)   {}
func (*firstSchema) WriteInt32(*smithy.Schema, int32) {}
func (*firstSchema) WriteInt64(*smithy.Schema, int64) {}

// memberFor is the member of a schema that a Go field stands for; nil without a
// schema.
func memberFor(schema *smithy.Schema, field string) *smithy.Schema {
	if schema == nil {
		return nil
	}
	for name, m := range schema.Members() {
		if goName(name) == field {
			return m
		}
	}
	panic(schema.ID().String() + " has no member for the Go field " + field)
}

// goName is the SDK's name of the Go field for a member.
func goName(member string) string { return strings.ToUpper(member[:1]) + member[1:] }

func elemOf(schema *smithy.Schema) *smithy.Schema {
	if schema == nil {
		return nil
	}
	return schema.ListMember()
}

func valueOf(schema *smithy.Schema) *smithy.Schema {
	if schema == nil {
		return nil
	}
	return schema.MapValue()
}
