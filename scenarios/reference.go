package scenarios

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"drydock/engine/api"
	"drydock/scenarios/lang"
)

// Reference lists the tables of a world with their keys, and what expressions
// may use, with an example of each. It is made from the code.
func Reference() string {
	var b strings.Builder
	b.WriteString("World tables\n\n")
	b.WriteString("A * marks a key that must be given; [ref] says what kind of thing a key names.\n")
	for _, k := range kinds {
		fmt.Fprintf(&b, "\n[[world.%s]]  %s\n", k.name, k.doc)
		for _, f := range k.ownKeys() {
			ownKey(&b, f, "  ")
		}
		if k.op == "" {
			continue
		}
		fmt.Fprintf(&b, "  and, as in %s:\n", k.op)
		for _, f := range k.operation().Input().Fields {
			shapeKey(&b, f, "    ")
		}
	}
	b.WriteString("\nFaults: " + strings.Join(faultKinds, ", ") + "\n")
	b.WriteString("\nExpressions\n\n")
	b.WriteString("Goals, hints and {{…}} in lines of play see the world through these functions.\nVariables are vars.name. Built in: " + strings.Join(lang.Builtins(), " ") + "\n")
	t := reflect.TypeFor[View]()
	for i := range t.NumField() {
		viewFunction(&b, t.Field(i))
	}
	return b.String()
}

func ownKey(b *strings.Builder, f reflect.StructField, indent string) {
	name := tomlName(f)
	if strings.Contains(f.Tag.Get("toml"), "required") {
		name += "*"
	}
	line(b, indent, name, f.Tag.Get("ref"), f.Tag.Get("doc"))
	if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
		for i := range f.Type.Elem().NumField() {
			ownKey(b, f.Type.Elem().Field(i), indent+"  ")
		}
	}
}

func shapeKey(b *strings.Builder, f *api.Field, indent string) {
	name := f.Key
	if f.Required {
		name += "*"
	}
	doc := f.Doc
	if len(f.Enum) > 0 {
		doc += " One of " + strings.Join(f.Enum, ", ") + "."
	}
	line(b, indent, name, f.Ref, doc)
	inner := f.Shape
	if inner.Kind == api.List {
		inner = inner.Elem
	}
	for _, g := range inner.Fields {
		shapeKey(b, g, indent+"  ")
	}
}

func line(b *strings.Builder, indent, name, ref, doc string) {
	if ref != "" {
		doc = "[" + ref + "] " + doc
	}
	fmt.Fprintf(b, "%s%-*s %s\n", indent, max(1, 34-len(indent)), name, doc)
}

// viewFunction prints a function of the view, what it returns and an example.
func viewFunction(b *strings.Builder, f reflect.StructField) {
	out := f.Type.Out(0)
	list := ""
	if out.Kind() == reflect.Slice {
		list, out = "a list of ", out.Elem()
	}
	fmt.Fprintf(b, "\n%s(%s)  %s\n    example: %s\n    gives ", f.Tag.Get("expr"), cmp.Or(f.Tag.Get("args"), "name"), f.Tag.Get("doc"), f.Tag.Get("example"))
	switch out.Kind() {
	case reflect.Bool:
		b.WriteString("true or false\n")
		return
	case reflect.Int:
		b.WriteString("a number\n")
		return
	case reflect.String:
		b.WriteString(list + "text\n")
		return
	}
	b.WriteString(list + strings.ToLower(out.Name()) + ":\n")
	for i := range out.NumField() {
		g := out.Field(i)
		fmt.Fprintf(b, "      .%-12s %s\n", g.Tag.Get("expr"), g.Tag.Get("doc"))
	}
}
