package output

import (
	"errors"
	"slices"

	"drydock/engine/api"
)

// table prints sections, each with a title, a header and rows; what is nested
// stands in sections of its own, indented.
func table(title string, v any) (string, error) {
	t := &tableBuilder{}
	if built, err := t.build(&title, v, 0); err != nil || !built {
		return "", err
	}
	return render(t.sections), nil
}

type tableBuilder struct{ sections []*section }

func (t *tableBuilder) begin(title string, indent int) {
	t.sections = append(t.sections, &section{title: title, indent: indent, columns: -1})
}

func (t *tableBuilder) present() *section { return t.sections[len(t.sections)-1] }

// build adds the sections of a value; nothing, and false, for what Python takes
// for false. Without a title it goes on in the present section.
func (t *tableBuilder) build(title *string, v any, indent int) (bool, error) {
	if isNothing(v) {
		return false, nil
	}
	if title != nil {
		t.begin(*title, indent)
	}
	switch v := v.(type) {
	case []any:
		if _, ok := v[0].(api.Object); ok {
			name := ""
			if title != nil {
				name = *title
			}
			return true, t.objects(name, v, indent)
		}
		return true, t.list(v)
	case api.Object:
		return true, t.object(v, indent)
	}
	return true, nil
}

// list adds a row for each element: a scalar, or a list of scalars.
func (t *tableBuilder) list(list []any) error {
	for _, v := range list {
		cells := []any{v}
		switch v := v.(type) {
		case []any:
			cells = v
		case api.Object:
			cells = cells[:0]
			for _, m := range v {
				cells = append(cells, m.Name)
			}
		}
		var err error
		if slices.ContainsFunc(cells, func(c any) bool { return !isScalar(c) }) {
			_, err = t.build(nil, v, 0)
		} else {
			err = t.present().add(cells)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// object adds one row with the scalar members, or their one name and value.
func (t *tableBuilder) object(o api.Object, indent int) error {
	names, more := split(o)
	s := t.present()
	cells := []any{}
	for _, name := range names {
		v, _ := o.Get(name)
		cells = append(cells, v)
	}
	var err error
	if len(names) == 1 {
		err = s.add([]any{names[0], cells[0]})
	} else if len(names) > 1 {
		if err = s.head(names); err == nil {
			err = s.add(cells)
		}
	}
	for _, name := range more {
		if err != nil {
			return err
		}
		v, _ := o.Get(name)
		_, err = t.build(&name, v, indent+1)
	}
	return err
}

// objects adds a row for each object of a list; when there is something nested
// each has its own section.
func (t *tableBuilder) objects(title string, list []any, indent int) error {
	names, more := []string{}, []string{}
	for _, v := range list {
		o, ok := v.(api.Object)
		if !ok {
			return errors.New("a list of objects has a " + api.PythonType(v) + " in it")
		}
		some, others := split(o)
		names, more = append(names, some...), append(more, others...)
	}
	slices.Sort(names)
	slices.Sort(more)
	names, more = slices.Compact(names), slices.Compact(more)
	if err := t.present().head(names); err != nil {
		return err
	}
	for i, v := range list {
		o := v.(api.Object)
		if i > 0 && len(more) > 0 {
			t.begin(title, indent)
			_ = t.present().head(names) // a new section takes any
		}
		cells := []any{}
		for _, name := range names {
			cell, given := o.Get(name)
			if !given {
				cell = ""
			}
			cells = append(cells, cell)
		}
		if err := t.present().add(cells); err != nil {
			return err
		}
		for _, name := range more {
			if inner, given := o.Get(name); given {
				if _, err := t.build(&name, inner, indent+1); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// split parts the names of the scalar members from the others, in order.
func split(o api.Object) (scalars, others []string) {
	for _, m := range o {
		if isScalar(m.Value) {
			scalars = append(scalars, m.Name)
		} else {
			others = append(others, m.Name)
		}
	}
	slices.Sort(scalars)
	slices.Sort(others)
	return scalars, others
}

// isNothing is Python's "not v".
func isNothing(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) == 0
	case api.Object:
		return len(v) == 0
	}
	text := api.PythonText(v)
	return slices.Contains([]any{nil, false, "", int64(0)}, v) || !isText(v) && (text == "0.0" || text == "-0.0")
}

func isText(v any) bool {
	_, ok := v.(string)
	return ok
}
