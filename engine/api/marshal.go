package api

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Marshal prints an answer as the AWS CLI does: JSON with an indent of four
// blanks, members in AWS's order, nothing escaped that need not be, and a
// newline at the end. A list that AWS always answers is [] when it is nil. An
// answer without members prints nothing.
func Marshal(out any) string {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return ""
	}
	o := answerTree(v).(object)
	if len(o) == 0 {
		return ""
	}
	var b strings.Builder
	writeJSON(&b, o, "\n", "    ")
	b.WriteByte('\n')
	return b.String()
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any // object, []any, string, int64 or bool
}

// answerTree turns an answer into objects, lists and scalars.
func answerTree(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		return answerTree(v.Elem())
	case reflect.Struct:
		o := object{}
		for i := range v.NumField() {
			name, omit, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if f := v.Field(i); omit != "omitempty" || !isEmpty(f) {
				o = append(o, member{name, answerTree(f)})
			}
		}
		return o
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = answerTree(v.Index(i))
		}
		return list
	case reflect.Int64:
		if t, ok := v.Interface().(Time); ok {
			return t.String()
		}
		return v.Int()
	case reflect.Bool:
		return v.Bool()
	case reflect.String:
		return v.String()
	}
	panic("api: no JSON for " + v.Type().String())
}

// isEmpty says what omitempty leaves out.
func isEmpty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
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
	case object:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(inner)
			writeString(b, m.name)
			b.WriteByte(':')
			if newline != "" {
				b.WriteByte(' ')
			}
			writeJSON(b, m.value, inner, indent)
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
	case bool:
		b.WriteString(strconv.FormatBool(v))
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
