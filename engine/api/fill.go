package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Entry is what one field of a form holds: Text for a single value, List for a
// list, Members for a structure. With none of them nothing is given.
type Entry struct {
	Field   *Field  // as Form has it; of an element of a list, the list's
	Text    string  // a text, a whole number, "true" or "false"
	List    []Entry // of a List, its elements
	Members []Entry // of a Structure
}

// Filled is what a filled form comes to.
type Filled struct {
	// Line is the aws line of all that is given. While there are problems it
	// may be no line that ParseLine takes.
	Line string
	// Request is what ParseLine makes of the line; nil while there are problems.
	Request *Request
	// Problems are all mistakes, in words, in the order of the form. The path of each leads through the
	// form: "--port", "loadBalancers[0].containerPort", or "" where no one field
	// is to blame. Elements count from 0, empty ones too.
	Problems []Problem
}

// Fill makes the aws line of a form's entries, in their order. Elements and
// structures that hold nothing are left out.
func (o *Operation) Fill(entries []Entry) Filled { return o.FillChecked(entries, nil) }

// FillChecked is Fill, and says at the fields of a policy document what is wrong
// with it; check may be nil.
func (o *Operation) FillChecked(entries []Entry, check Checker) Filled {
	w := formReader{origin: map[string]string{}}
	words := []string{"aws", o.Service, o.Command()}
	tree := map[string]any{}
	for _, e := range entries {
		v, given := w.value(e.Field.Shape, e, e.Field.Name, e.Field.Name)
		if given && e.Field.stands != nil {
			v = w.document(e, check)
		}
		switch text, _ := v.(string); {
		case !given:
			continue
		case e.Field.added != nil:
			words = append(words, valueWords(e.Field.Flag, text)...)
		default:
			words = append(words, optionWords(o, e.Field.member(), v)...)
			tree[e.Field.Name] = plainTree(v)
		}
		w.problem(e.Field.Name, w.option(o, e.Field, v, tree))
	}
	w.missing(o.shape, entries, "")
	fillIn(o, tree)
	w.decode(o, tree)
	for i, word := range words {
		words[i] = Quote(word)
	}
	out := Filled{Line: strings.Join(words, " "), Problems: w.inOrder()}
	if len(out.Problems) > 0 {
		return out
	}
	request, err := ParseLine(out.Line)
	if err != nil {
		out.Problems = []Problem{{Text: strings.TrimPrefix(err.Error(), usage)}}
		return out
	}
	out.Request = request
	return out
}

// member is the member of the request that a field of a form gives.
func (f *Field) member() *Field {
	if f.stands != nil {
		return f.stands
	}
	return f
}

// document renders a policy document, and notes what is wrong with it where nothing
// else is.
func (w *formReader) document(e Entry, check Checker) string {
	if e.Text != "" {
		return w.written(e, check)
	}
	d := document(e)
	text := string(d.text)
	own := func(p Problem) bool { return strings.HasPrefix(p.Path, e.Field.Name+".") }
	if check == nil || slices.ContainsFunc(w.problems, own) {
		return text
	}
	for _, m := range check(e.Field.Document, text) {
		w.problem(d.pathAt(m.Column-1), m.Text)
	}
	return text
}

// written is a document that was written as text, in as few characters as can be.
func (w *formReader) written(e Entry, check Checker) string {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(e.Text)); err != nil && check == nil {
		w.problem(e.Field.Name, err.Error())
	} else if err == nil && check == nil {
		return b.String()
	}
	if check != nil {
		for _, m := range check(e.Field.Document, e.Text) {
			w.problem(e.Field.Name, fmt.Sprintf("Line %d, character %d: %s", m.Line, m.Column, m.Text))
		}
	}
	if b.Len() == 0 {
		return strings.Join(strings.Fields(e.Text), " ")
	}
	return b.String()
}

// Document is the text of a policy document in a form, for reading: as it was
// written, else what the statements make, else one to begin with.
func (e Entry) Document() string {
	switch {
	case e.Text != "":
		return e.Text
	case e.Empty() && e.Field.Document == "trust":
		return beginning(`"Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"`)
	case e.Empty() && e.Field.Document == "endpoint":
		return beginning(`"Principal":"*","Action":"","Resource":""`)
	case e.Empty():
		return beginning(`"Action":"","Resource":""`)
	}
	return indented(string(document(e).text))
}

func beginning(members string) string {
	return indented(`{"Version":"` + policyVersion + `","Statement":[{"Effect":"Allow",` + members + `}]}`)
}

func indented(text string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(text), "", "  ") != nil {
		return text
	}
	return b.String() + "\n"
}

// formReader reads entries.
type formReader struct {
	origin   map[string]string // for a path in the tree, that in the form
	seen     []string          // paths in the form, in its order
	problems []Problem
}

// problem notes what is wrong at a path of the form; "" is nothing. The first
// that is found at a path is the one in the plainest words.
func (w *formReader) problem(path, text string) {
	if text != "" && !slices.ContainsFunc(w.problems, func(p Problem) bool { return p.Path == path }) {
		w.problems = append(w.problems, Problem{Path: path, Text: text})
	}
}

// inOrder are the problems in the order of the form, what concerns the whole at
// the end.
func (w *formReader) inOrder() []Problem {
	place := func(p Problem) int {
		if i := slices.Index(w.seen, p.Path); i >= 0 {
			return i
		}
		return len(w.seen)
	}
	slices.SortStableFunc(w.problems, func(a, b Problem) int { return cmp.Compare(place(a), place(b)) })
	return w.problems
}

// value reads an entry into an object, a list or a scalar; false when nothing is
// given. tree is its path in the request, form the one in the form.
func (w *formReader) value(s *Shape, e Entry, tree, form string) (any, bool) {
	w.origin[tree] = form
	w.seen = append(w.seen, form)
	if e.Field.stands != nil && e.Text != "" {
		return e.Text, true
	}
	switch s.Kind {
	case Structure:
		o := Object{}
		for _, m := range e.Members {
			name := m.Field.Name
			if v, given := w.value(m.Field.Shape, m, join(tree, name), join(form, name)); given {
				o = append(o, Member{name, v})
			}
		}
		if len(o) > 0 {
			w.missing(s, e.Members, form)
		}
		return o, len(o) > 0
	case List:
		list := []any{}
		for i, element := range e.List {
			if v, given := w.value(s.Elem, element, fmt.Sprintf("%s[%d]", tree, len(list)), fmt.Sprintf("%s[%d]", form, i)); given {
				list = append(list, v)
			}
		}
		if len(list) > 0 {
			w.problem(form, outside(e.Field, int64(len(list)), " of them"))
		}
		return list, len(list) > 0
	}
	if e.Text == "" {
		return nil, false
	}
	if s.Kind == Map {
		o, ok := mapOf(e.Text)
		if !ok {
			w.problem(form, "This is written as KEY=VALUE,KEY=VALUE.")
		}
		return o, true
	}
	v, text := scalarOf(s, e)
	w.problem(form, text)
	return v, true
}

// mapOf reads a map of texts in shorthand into an Object, in the order of its
// keys; false when the text is none.
func mapOf(text string) (Object, bool) {
	tree, err := Shell{}.parseShorthand(text)
	o := Object{}
	for _, key := range sortedKeys(tree) {
		value, ok := tree[key].(string)
		if !ok {
			return o, false
		}
		o = append(o, Member{key, value})
	}
	return o, err == nil
}

// missing notes the required members that hold nothing.
func (w *formReader) missing(s *Shape, entries []Entry, form string) {
	for _, f := range s.Fields {
		i := slices.IndexFunc(entries, func(e Entry) bool { return e.Field.member() == f })
		if f.Required && i >= 0 && entries[i].Empty() {
			w.problem(join(form, f.Name), "This is required.")
		}
	}
}

// Empty says whether nothing is given.
func (e Entry) Empty() bool {
	given := func(e Entry) bool { return !e.Empty() }
	return e.Text == "" && !slices.ContainsFunc(e.List, given) && !slices.ContainsFunc(e.Members, given)
}

// option checks a value as the CLI does while it reads the option; what the CLI
// adds by hand goes into the tree on the way.
func (w *formReader) option(o *Operation, f *Field, v any, tree map[string]any) string {
	text, isText := v.(string)
	switch {
	case isText && isFileURL(text):
		return "A form reads no file://; a line in the console does."
	case f.added == nil:
		return ""
	}
	if err := f.added.apply(tree, text); err != nil {
		return err.Error()
	}
	return ""
}

// decode checks the whole as the CLI does before it calls.
func (w *formReader) decode(o *Operation, tree map[string]any) {
	d := &decoder{name: wireName, types: pythonTypes}
	if _, _, err := o.decode(d, tree); err == nil {
		return
	}
	for _, p := range d.problems {
		path, known := w.origin[p.Path]
		if !known && len(w.problems) > 0 {
			continue // it follows from what was found already
		}
		w.problem(path, p.Text)
	}
}

// scalarOf reads a text, and says in words what is wrong with it.
func scalarOf(s *Shape, e Entry) (v any, problem string) {
	one := s == e.Field.Shape // no element of a list: its bounds are the field's
	switch s.Kind {
	case Integer:
		number, err := pythonInt(e.Text)
		n, small := number.(int64)
		switch {
		case err != nil:
			return e.Text, fmt.Sprintf("%q is no whole number.", e.Text)
		case !small:
			return e.Text, "The number is too large."
		case one:
			return n, outside(e.Field, n, "")
		}
		return n, ""
	case Double:
		n, err := pythonFloat(e.Text)
		if err != nil {
			return e.Text, fmt.Sprintf("%q is no number.", e.Text)
		}
		return n, ""
	case Boolean:
		yes, err := strconv.ParseBool(e.Text)
		if err != nil {
			return e.Text, "This is either true or false."
		}
		return yes, ""
	}
	switch {
	case e.Field.OnlyOf() && !slices.Contains(e.Field.Enum, e.Text):
		return e.Text, "This must be one of: " + strings.Join(e.Field.Enum, ", ") + "."
	case one:
		return e.Text, outside(e.Field, int64(len([]rune(e.Text))), " characters")
	}
	return e.Text, ""
}

// outside says that n is less or more than the field may have; "" when it is
// not. unit follows the number.
func outside(f *Field, n int64, unit string) string {
	switch {
	case f.Shape.Min != nil && n < *f.Shape.Min:
		return fmt.Sprintf("This must be at least %d%s.", *f.Shape.Min, unit)
	case f.Shape.Max != nil && n > *f.Shape.Max:
		return fmt.Sprintf("This must be at most %d%s.", *f.Shape.Max, unit)
	}
	return ""
}

// plainTree turns objects into the maps that Decode reads.
func plainTree(v any) any {
	switch v := v.(type) {
	case Object:
		tree := map[string]any{}
		for _, m := range v {
			tree[m.Name] = plainTree(m.Value)
		}
		return tree
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plainTree(v[i])
		}
		return list
	}
	return v
}
