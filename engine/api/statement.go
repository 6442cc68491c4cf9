package api

import (
	"encoding/json"
	"slices"
	"strings"
)

// A policy document in a form is a list of statements instead of a text, each with
// fields of its own. What is filled in is rendered to compact JSON. "IAM JSON policy
// elements reference", IAM User Guide.

// Mistake is something that is wrong with a text, where: both from 1, a column is a
// character.
type Mistake struct {
	Line, Column int
	Text         string
}

// Checker says what is wrong with a policy document of a kind, as Field.Document has
// it.
type Checker func(document, text string) []Mistake

// policyVersion is the version of the policy language that new documents have.
const policyVersion = "2012-10-17"

// documentField is how a form asks for a member that is a policy document.
func documentField(f *Field) *Field {
	statement := &Field{
		Name: "Statement", Doc: "The statements: what one allows is allowed, unless another denies it.",
		Shape: &Shape{Kind: List, Elem: &Shape{Kind: Structure, Fields: statementFields(f.Document)}},
	}
	return &Field{
		Name: f.Name, Flag: f.Flag, Key: f.Key, Required: f.Required, Doc: strings.Replace(f.Doc, ", as JSON", "", 1), Document: f.Document,
		Shape: &Shape{Kind: Structure, Fields: []*Field{statement}}, stands: f,
	}
}

// statementFields are the elements of a statement that a form asks for.
func statementFields(document string) []*Field {
	text := func(name, doc string) *Field { return &Field{Name: name, Doc: doc, Shape: &Shape{Kind: String}} }
	texts := func(name, ref, doc string, offered ...string) *Field {
		return &Field{Name: name, Doc: doc, Ref: ref, Enum: offered, offers: true, Shape: &Shape{Kind: List, Elem: &Shape{Kind: String}}}
	}
	effect := text("Effect", "Whether what matches is allowed, or denied whatever else allows it.")
	effect.Enum, effect.Required = []string{"Allow", "Deny"}, true
	operator := text("Operator", "How the key is compared.")
	operator.Enum, operator.offers, operator.Required = []string{
		"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "ArnEquals", "ArnLike", "ArnNotLike", "Bool", "IpAddress", "NotIpAddress",
		"NumericEquals", "NumericLessThan", "NumericGreaterThan", "DateLessThan", "DateGreaterThan", "Null",
		"StringEqualsIfExists", "ForAllValues:StringEquals", "ForAnyValue:StringEquals",
	}, true, true
	key := text("Key", "The condition key of the request.")
	key.Enum, key.offers, key.Required = []string{
		"aws:SourceArn", "aws:SourceAccount", "aws:PrincipalArn", "aws:RequestedRegion", "aws:SourceIp", "aws:ResourceTag/", "aws:RequestTag/", "aws:TagKeys",
		"aws:PrincipalOrgID", "iam:PassedToService", "ecs:cluster", "ecs:service", "ecs:task-definition",
	}, true, true
	condition := &Field{
		Name: "Condition", Doc: "What must hold besides; several must hold together.",
		Shape: &Shape{Kind: List, Elem: &Shape{Kind: Structure, Fields: []*Field{operator, key, texts("Values", "", "Any of them is enough.")}}},
	}
	if document == "trust" {
		return []*Field{
			text("Sid", "A name for the statement; it may be left out."), effect,
			texts("Principal", "principal", "Who may assume the role: a service, or an ARN.",
				"ecs-tasks.amazonaws.com", "ec2.amazonaws.com", "ecs.amazonaws.com", "events.amazonaws.com", "scheduler.amazonaws.com", "lambda.amazonaws.com"),
			texts("Action", "", "What of AWS STS it may call.", "sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:AssumeRoleWithWebIdentity"),
			condition,
		}
	}
	out := []*Field{
		text("Sid", "A name for the statement; it may be left out."), effect,
		texts("Action", "action", "The actions, such as ecs:RunTask; * and ? stand for any characters."),
		texts("NotAction", "action", "In place of Action: every action but these."),
		texts("Resource", "resource", "The ARNs; * and ? stand for any characters.", "*"),
		texts("NotResource", "resource", "In place of Resource: everything but these."),
		condition,
	}
	if document == "endpoint" {
		out = slices.Insert(out, 2, texts("Principal", "principal", "Whose requests it is about: * for everybody's, or an ARN.", "*"))
	}
	return out
}

// documentWriter renders a document and keeps where in it each value stands.
type documentWriter struct {
	text   []rune
	starts []start
}

type start struct {
	at   int    // place in the text, in characters from 0
	path string // in the form
}

func (w *documentWriter) put(s string)     { w.text = append(w.text, []rune(s)...) }
func (w *documentWriter) mark(path string) { w.starts = append(w.starts, start{len(w.text), path}) }

func (w *documentWriter) quoted(s string) {
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	_ = out.Encode(s) // a text always encodes
	w.put(strings.TrimSuffix(b.String(), "\n"))
}

// pathAt is the field of the value in which a place of the text stands.
func (w *documentWriter) pathAt(at int) string {
	path := ""
	for _, s := range w.starts {
		if s.at <= at {
			path = s.path
		}
	}
	return path
}

// document renders what the form of a document holds.
func document(e Entry) *documentWriter {
	w := &documentWriter{}
	w.mark(e.Field.Name)
	w.put(`{"Version":"` + policyVersion + `","Statement":[`)
	n := 0
	for _, list := range e.Members {
		for i, s := range list.List {
			if s.Empty() {
				continue
			}
			if n > 0 {
				w.put(",")
			}
			n++
			w.statement(s, element(e.Field.Name+"."+list.Field.Name, i))
		}
	}
	w.mark(e.Field.Name)
	w.put("]}")
	return w
}

func element(path string, i int) string { return path + "[" + scalarText(int64(i)) + "]" }

func (w *documentWriter) statement(s Entry, path string) {
	w.mark(path)
	w.put("{")
	first := true
	for _, m := range s.Members {
		if m.Empty() {
			continue
		}
		if !first {
			w.put(",")
		}
		first = false
		at := path + "." + m.Field.Name
		w.mark(at)
		w.quoted(m.Field.Name)
		w.put(":")
		switch {
		case m.Field.Name == "Principal":
			w.principals(m, at)
		case m.Field.Name == "Condition":
			w.conditions(m, at)
		case m.Field.Shape.Kind == List:
			w.list(m.List, at, nil)
		default:
			w.quoted(m.Text)
		}
		w.mark(path)
	}
	w.put("}")
}

// list writes a list of texts, one alone as itself; those that of takes, nil for all.
func (w *documentWriter) list(list []Entry, path string, of func(string) bool) {
	var places []int
	for i, e := range list {
		if e.Text != "" && (of == nil || of(e.Text)) {
			places = append(places, i)
		}
	}
	if len(places) > 1 {
		w.put("[")
	}
	for n, i := range places {
		if n > 0 {
			w.put(",")
		}
		w.mark(element(path, i))
		w.quoted(list[i].Text)
	}
	if len(places) > 1 {
		w.put("]")
	}
}

// principalKinds are the kinds of principals, as a policy tells them.
var principalKinds = [...]struct {
	name string
	is   func(string) bool
}{
	{"Service", func(p string) bool { return strings.HasSuffix(p, ".amazonaws.com") && !strings.HasPrefix(p, "arn:") }},
	{"Federated", func(p string) bool {
		return strings.Contains(p, ":oidc-provider/") || strings.Contains(p, ":saml-provider/")
	}},
}

func principalKind(p string) string {
	for _, k := range principalKinds {
		if k.is(p) {
			return k.name
		}
	}
	return "AWS"
}

func (w *documentWriter) principals(m Entry, path string) {
	if len(m.List) == 1 && m.List[0].Text == "*" {
		w.mark(element(path, 0))
		w.quoted("*") // everybody, as people write it
		return
	}
	w.put("{")
	first := true
	for _, kind := range []string{"Service", "AWS", "Federated"} {
		of := func(p string) bool { return principalKind(p) == kind }
		if !slices.ContainsFunc(m.List, func(e Entry) bool { return e.Text != "" && of(e.Text) }) {
			continue
		}
		if !first {
			w.put(",")
		}
		first = false
		w.quoted(kind)
		w.put(":")
		w.list(m.List, path, of)
	}
	w.put("}")
}

// member is a member of a structure in a form.
func (e Entry) member(name string) Entry {
	for _, m := range e.Members {
		if m.Field.Name == name {
			return m
		}
	}
	return Entry{}
}

// conditions writes the rows of a condition, those of an operator together.
func (w *documentWriter) conditions(m Entry, path string) {
	w.put("{")
	done := map[string]bool{}
	for _, row := range m.List {
		operator := row.member("Operator").Text
		if row.Empty() || done[operator] {
			continue
		}
		if len(done) > 0 {
			w.put(",")
		}
		done[operator] = true
		first := true
		for i, r := range m.List {
			if r.Empty() || r.member("Operator").Text != operator {
				continue
			}
			at := element(path, i)
			if first {
				w.mark(at + ".Operator")
				w.quoted(operator)
				w.put(":{")
			} else {
				w.put(",")
			}
			first = false
			w.mark(at + ".Key")
			w.quoted(r.member("Key").Text)
			w.put(":")
			if values := r.member("Values"); values.Empty() {
				w.put("[]")
			} else {
				w.list(values.List, at+".Values", nil)
			}
		}
		w.put("}")
	}
	w.put("}")
}

// Statements reads a document into what the form of it holds: for each statement, by
// the names of its fields, a text, a list of texts, or the rows of its condition. It is
// false for a document that says what the form has no field for.
func (f *Field) Statements(text string) ([]map[string]any, bool) {
	var doc map[string]any
	if f.Document == "" || json.Unmarshal([]byte(text), &doc) != nil {
		return nil, false
	}
	if v, has := doc["Version"]; has && v != policyVersion {
		return nil, false
	}
	for _, name := range sortedKeys(doc) {
		if name != "Version" && name != "Statement" {
			return nil, false
		}
	}
	list, isList := doc["Statement"].([]any)
	if !isList {
		list = []any{doc["Statement"]}
	}
	fields := statementFields(f.Document)
	var out []map[string]any
	for _, s := range list {
		members, ok := s.(map[string]any)
		if !ok {
			return nil, false
		}
		read := map[string]any{}
		for _, name := range sortedKeys(members) {
			i := slices.IndexFunc(fields, func(f *Field) bool { return f.Name == name })
			if i < 0 {
				return nil, false
			}
			if read[name], ok = presentValue(fields[i], members[name]); !ok {
				return nil, false
			}
		}
		out = append(out, read)
	}
	return out, true
}

func presentValue(f *Field, v any) (any, bool) {
	switch {
	case f.Name == "Principal":
		return presentPrincipals(v)
	case f.Name == "Condition":
		return presentConditions(v)
	case f.Shape.Kind == List:
		return presentTexts(v)
	}
	text, ok := v.(string)
	return text, ok
}

func presentTexts(v any) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, true
	case bool:
		return []string{scalarText(v)}, true
	case []any:
		var out []string
		for _, e := range v {
			text, ok := e.(string)
			if !ok {
				return nil, false
			}
			out = append(out, text)
		}
		return out, true
	}
	return nil, false
}

func presentPrincipals(v any) ([]string, bool) {
	if v == "*" {
		return []string{"*"}, true
	}
	kinds, ok := v.(map[string]any)
	var out []string
	for _, kind := range sortedKeys(kinds) {
		texts, is := presentTexts(kinds[kind])
		for _, t := range texts {
			is = is && principalKind(t) == kind
		}
		out, ok = append(out, texts...), ok && is
	}
	return out, ok
}

func presentConditions(v any) ([]map[string]any, bool) {
	operators, ok := v.(map[string]any)
	var out []map[string]any
	for _, operator := range sortedKeys(operators) {
		keys, is := operators[operator].(map[string]any)
		ok = ok && is
		for _, key := range sortedKeys(keys) {
			values, is := presentTexts(keys[key])
			ok = ok && is
			out = append(out, map[string]any{"Operator": operator, "Key": key, "Values": values})
		}
	}
	return out, ok
}
