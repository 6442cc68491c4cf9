package output

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"drydock/engine/api"
)

// text prints lines of fields with tabs between them. The members of an object
// that are no scalars follow its line, each under its name in capitals.
func text(v any) (string, error) {
	var t textPrinter
	t.value(v, "", nil)
	if t.err != nil {
		return "", t.err
	}
	return strings.TrimSuffix(t.out.String(), "\n"), nil
}

type textPrinter struct {
	out strings.Builder
	err error // the first failure; nothing counts after it
}

func (t *textPrinter) line(fields []string) {
	t.out.WriteString(strings.Join(fields, "\t") + "\n")
}

// value prints a value. label is the name of the member that holds it, "" at
// the top; columns are the scalar members of its neighbours in a list, nil
// outside of lists.
func (t *textPrinter) value(v any, label string, columns []string) {
	switch v := v.(type) {
	case api.Object:
		t.object(v, label, columns)
	case []any:
		t.list(v, label)
	default:
		t.line([]string{api.PythonText(v)})
	}
}

func (t *textPrinter) list(list []any, label string) {
	scalars, rest := []any{}, []any{}
	objects := false
	for _, v := range list {
		if isScalar(v) {
			scalars = append(scalars, v)
		} else {
			rest = append(rest, v)
		}
		_, is := v.(api.Object)
		objects = objects || is
	}
	switch {
	case objects:
		columns := t.scalarNames(list)
		for _, v := range list {
			t.value(v, label, columns)
		}
		return
	case len(scalars) > 0:
		t.scalars(scalars, label)
	}
	for _, v := range rest {
		t.value(v, label, nil)
	}
}

// scalars prints a list of scalars: on one line, or each on its own behind the
// label.
func (t *textPrinter) scalars(list []any, label string) {
	fields := make([]string, len(list))
	for i, v := range list {
		fields[i] = api.PythonText(v)
	}
	if label == "" {
		t.line(fields)
		return
	}
	for _, f := range fields {
		t.line([]string{strings.ToUpper(label), f})
	}
}

func (t *textPrinter) object(o api.Object, label string, columns []string) {
	fields := []string{}
	rest := slices.SortedFunc(slices.Values(o), func(a, b api.Member) int { return cmp.Compare(a.Name, b.Name) })
	if columns == nil {
		rest = slices.DeleteFunc(rest, func(m api.Member) bool {
			if isScalar(m.Value) {
				fields = append(fields, api.PythonText(m.Value))
			}
			return isScalar(m.Value)
		})
	} else {
		for _, name := range columns {
			v, given := o.Get(name)
			if !given {
				v = ""
			}
			fields = append(fields, api.PythonText(v))
		}
		rest = slices.DeleteFunc(rest, func(m api.Member) bool { return slices.Contains(columns, m.Name) })
	}
	if len(fields) > 0 {
		if label != "" {
			fields = slices.Insert(fields, 0, strings.ToUpper(label))
		}
		t.line(fields)
	}
	for _, m := range rest {
		t.value(m.Value, m.Name, nil)
	}
}

// scalarNames are the names of the scalar members of all objects of a list, in
// order. The CLI fails when something else is among them.
func (t *textPrinter) scalarNames(list []any) []string {
	seen := map[string]bool{}
	for _, v := range list {
		o, ok := v.(api.Object)
		if !ok && t.err == nil {
			t.err = fmt.Errorf("'%s' object has no attribute 'items'", api.PythonType(v))
		}
		for _, m := range o {
			if isScalar(m.Value) {
				seen[m.Name] = true
			}
		}
	}
	names := slices.Sorted(maps.Keys(seen))
	return append([]string{}, names...)
}
