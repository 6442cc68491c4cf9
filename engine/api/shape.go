package api

import (
	"reflect"
	"strconv"
	"strings"
)

// Kind is the kind of a value in a request.
type Kind int

// The kinds of value. A Map that is modelled is one of texts, a Timestamp that
// is modelled a Time, a Double a Decimal; blobs occur only in members that are not
// modelled.
const (
	String Kind = iota
	Integer
	Boolean
	List
	Structure
	Map
	Timestamp
	Double
	Blob
)

// String is the kind in words that an author of a scenario knows.
func (k Kind) String() string {
	return [...]string{"string", "integer", "boolean", "array", "table", "table", "timestamp", "number", "string"}[k]
}

// Shape is what a value in a request looks like.
type Shape struct {
	Kind   Kind
	Fields []*Field // of a Structure, in the order of its Go struct
	Elem   *Shape   // of a List or a Map

	Min, Max *int64 // of an integer, or of the length of a string or list; nil for none
}

// Field is one member of a Structure.
type Field struct {
	Name     string // as AWS has it: "serviceName", "GroupId"
	Flag     string // on the aws line: "--service-name"
	Key      string // in a scenario's TOML: "service_name"
	Shape    *Shape
	Required bool
	Enum     []string // values that the service accepts, or some of them: see OnlyOf; nil for any. Of a list: of its elements
	// Ref is the kind of thing that the value names, such as "cluster", or of IAM
	// "role", "role-arn" (a role by ARN alone), "user", "group", "policy",
	// "instance-profile", "access-key" and "principal" (a user, a group or a role by
	// ARN); "" for none. Of a list: its elements.
	Ref  string
	Doc  string // one sentence
	Kept bool   // checked, kept and shown, and of no further effect
	// Document is what IAM policy the value is: "identity" for one that says what
	// its owner may do, "trust" for one that says who may assume a role, "endpoint"
	// for one that says who may do what through a VPC endpoint; "" for none. Of a
	// list: each of its elements.
	Document string

	index int    // of the Go field
	added *added // what the CLI adds, in a form; nil for a member of the request
	// stands is, of a document in a form, the member that its statements stand for.
	stands *Field
	offers bool // the Enum only offers some values
}

// Field is the member with that wire name.
func (s *Shape) Field(name string) (*Field, bool) {
	for _, f := range s.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

// shapeOf reads the shape of a Go type and the tags of its fields, with the
// members that only answers have when it is the shape of an answer. It panics at
// a type that no request may hold, with the place where it stands: a fault in
// this package that any test finds.
func shapeOf(t reflect.Type, where string, answer bool) *Shape {
	switch t.Kind() {
	case reflect.Pointer:
		return shapeOf(t.Elem(), where, answer)
	case reflect.String:
		return &Shape{Kind: String}
	case reflect.Int64:
		if t == reflect.TypeFor[Time]() {
			return &Shape{Kind: Timestamp}
		}
		if t == reflect.TypeFor[Decimal]() {
			return &Shape{Kind: Double}
		}
		return &Shape{Kind: Integer}
	case reflect.Bool:
		return &Shape{Kind: Boolean}
	case reflect.Slice:
		return &Shape{Kind: List, Elem: shapeOf(t.Elem(), where+"[]", answer)}
	case reflect.Map:
		return &Shape{Kind: Map, Elem: shapeOf(t.Elem(), where+"{}", answer)}
	case reflect.Struct:
		s := &Shape{Kind: Structure}
		for i := range t.NumField() {
			if f := fieldOf(t.Field(i), where+"."+t.Field(i).Name, answer); f != nil {
				f.index = i
				s.Fields = append(s.Fields, f)
			}
		}
		return s
	}
	panic("api: no shape for " + t.String() + " at " + where)
}

// fieldOf reads the tags of one Go field; nil when it is of answers only and
// this is none.
func fieldOf(f reflect.StructField, where string, answer bool) *Field {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	out := &Field{Name: name, Flag: "--" + hyphenated(name), Key: underscored(name), Doc: f.Tag.Get("doc")}
	var least, most, each *int64
	for _, word := range strings.Split(f.Tag.Get("api"), ",") {
		key, value, _ := strings.Cut(word, "=")
		switch key {
		case "":
		case "answer":
			if !answer {
				return nil
			}
		case "required":
			out.Required = true
		case "kept":
			out.Kept = true
		case "min":
			least = number(value, where)
		case "max":
			most = number(value, where)
		case "each": // the least length of each element
			each = number(value, where)
		case "enum":
			out.Enum = strings.Split(value, "|")
		case "offer":
			out.Enum, out.offers = strings.Split(value, "|"), true
		case "ref":
			out.Ref = value
		case "document":
			out.Document = value
		default:
			panic("api: no such tag " + word + " at " + where)
		}
	}
	out.Shape = shapeOf(f.Type, where, answer)
	out.Shape.Min, out.Shape.Max = least, most
	if each != nil {
		out.Shape.Elem.Min = each
	}
	return out
}

func number(text, where string) *int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic("api: " + where + ": " + err.Error())
	}
	return &n
}
