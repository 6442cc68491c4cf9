package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Marshal prints an answer as the AWS CLI does: JSON with an indent of four
// blanks, members in AWS's order, nothing escaped that need not be, and a
// newline at the end. A list that AWS always answers is [] when it is nil. An
// answer without members prints nothing.
func Marshal(out any) string {
	o := Tree(out)
	if len(o) == 0 {
		return ""
	}
	return JSON(o) + "\n"
}

// Object is a JSON object whose members keep their order.
type Object []Member

// Member is one member of an Object.
type Member struct {
	Name  string
	Value any // Object, []any, string, int64, json.Number, bool or nil
}

// Get is the value of the member with that name.
func (o Object) Get(name string) (any, bool) {
	for _, m := range o {
		if m.Name == name {
			return m.Value, true
		}
	}
	return nil, false
}

// With is the object with a member set: in its old place, or else at the end.
// The object itself may not be used any more.
func (o Object) With(name string, value any) Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = value
			return o
		}
	}
	return append(o, Member{name, value})
}

// MarshalJSON writes the members in their order.
func (o Object) MarshalJSON() ([]byte, error) { return []byte(ShortJSON(o)), nil }

// Tree is an answer as an Object, for queries and other forms of printing: what
// Marshal prints as JSON.
func Tree(out any) Object {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return Object{}
	}
	return answerTree(v).(Object)
}

// JSON prints a value as the AWS CLI does, with an indent of four blanks and no
// newline at the end.
func JSON(v any) string {
	var b strings.Builder
	writeJSON(&b, v, "\n", "    ")
	return b.String()
}

// ShortJSON prints a value on one line without blanks.
func ShortJSON(v any) string {
	var b strings.Builder
	writeJSON(&b, v, "", "")
	return b.String()
}

// answerTree turns an answer into objects, lists and scalars.
func answerTree(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		return answerTree(v.Elem())
	case reflect.Struct:
		o := Object{}
		for i := range v.NumField() {
			name, omit, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if f := v.Field(i); omit != "omitempty" || !isEmpty(f) {
				o = append(o, Member{name, answerTree(f)})
			}
		}
		return o
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = answerTree(v.Index(i))
		}
		return list
	case reflect.Map:
		o := Object{}
		for _, key := range slices.Sorted(maps.Keys(v.Interface().(map[string]string))) {
			o = append(o, Member{key, v.Interface().(map[string]string)[key]})
		}
		return o
	case reflect.Int64:
		switch n := v.Interface().(type) {
		case Time:
			return n.String()
		case Decimal:
			return json.Number(n.String())
		}
		return v.Int()
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		if d, ok := v.Interface().(Document); ok {
			return d.tree()
		}
		return v.String()
	}
	panic("api: no JSON for " + v.Type().String())
}

// isEmpty says what omitempty leaves out.
func isEmpty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice || v.Kind() == reflect.Map {
		return v.Len() == 0
	}
	return v.IsZero()
}

// writeJSON prints a tree. newline is what stands before each line, its indent
// included; when it is empty all is on one line.
func writeJSON(b *strings.Builder, v any, newline, indent string) {
	inner := newline
	if newline != "" {
		inner += indent
	}
	switch v := v.(type) {
	case Object:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			writeString(b, m.Name)
			b.WriteByte(':')
			if newline != "" {
				b.WriteByte(' ')
			}
			writeJSON(b, m.Value, inner, indent)
		}
		if len(v) > 0 {
			b.WriteString(newline)
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			writeJSON(b, e, inner, indent)
		}
		if len(v) > 0 {
			b.WriteString(newline)
		}
		b.WriteByte(']')
	case string:
		writeString(b, v)
	case int64:
		b.WriteString(strconv.FormatInt(v, 10))
	case json.Number:
		b.WriteString(v.String())
	case bool:
		b.WriteString(strconv.FormatBool(v))
	case nil:
		b.WriteString("null")
	}
}

// writeString escapes what JSON demands and nothing else.
func writeString(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\b':
			b.WriteString(`\b`)
		case r == '\f':
			b.WriteString(`\f`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < ' ':
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}
