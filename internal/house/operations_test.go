package house_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// operationsPage is the page of what is simulated of AWS's API.
const operationsPage = "docs/operations.md"

// TestTheOperationsPageIsWhatTheCodeSays holds the page; -update writes it.
func TestTheOperationsPageIsWhatTheCodeSays(t *testing.T) {
	root := treeRoot(t)
	want := operationsMarkdown(api.Operations())
	if *update {
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(operationsPage)), []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.Split(strings.ReplaceAll(readTree(t, root, operationsPage), "\r\n", "\n"), "\n")
	for i, line := range strings.Split(want, "\n") {
		if i >= len(got) || got[i] != line {
			t.Fatalf("%s:%d: not what engine/api says (-update writes it); wanted there\n%s", operationsPage, i+1, line)
		}
	}
	if n := strings.Count(want, "\n") + 1; n != len(got) {
		t.Errorf("%s:%d: more than engine/api says (-update writes it)", operationsPage, n+1)
	}
}

// operationsMarkdown is the page.
func operationsMarkdown(ops []*api.Operation) string {
	ops = slices.DeleteFunc(slices.Clone(ops), func(op *api.Operation) bool { return op.Hidden })
	var b strings.Builder
	b.WriteString(`# Operations

What Drydock simulates of AWS's API, member by member. This page is made from the
tables in ` + "`engine/api`" + ` and a test holds it; ` + "`go test ./internal/house -update`" + ` writes it.
What the simulated members do, and where that departs from AWS, is told under
[fidelity](fidelity.md).

A member that is **simulated** is part of the model: it has its effect, and a value that the
model has not is refused. One that is **accepted, not simulated** is real and is read, has no
effect, and is named in the answer of the console; some are checked and shown. Members of a structure stand in
parentheses after it, and ` + "`[]`" + ` marks a list of structures. Members of an answer are
counted with those of the structures in it.

A **permission** is an action that the caller must be allowed, on resources of the types
named, with the condition keys that a request may have here beside those of every request.
Actions after the first are needed where a request has what they are about: tags, a role.

| service | operations | not offered |
| --- | --- | --- |
`)
	sections := ""
	for len(ops) > 0 {
		service := ops[0].Service
		n := slices.IndexFunc(ops, func(op *api.Operation) bool { return op.Service != service })
		if n < 0 {
			n = len(ops)
		}
		rest := len(api.RealOperations(service)) - n
		fmt.Fprintf(&b, "| [%s](#%s) | %d | %d |\n", service, service, n, rest)
		sections += serviceMarkdown(service, ops[:n], rest)
		ops = ops[n:]
	}
	return b.String() + sections
}

// serviceMarkdown is the section of one service; rest is how many operations of
// AWS's are not offered.
func serviceMarkdown(service string, ops []*api.Operation, rest int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\nOperations not offered: %d.\n", service, rest)
	for _, op := range ops {
		simulated, accepted := members(op.Input(), op.RealInput())
		answered, real := counts(op.Output(), op.RealOutput(), map[*api.Shape]bool{})
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n", op.Name, op.Summary)
		fmt.Fprintf(&b, "- Simulated: %s\n", listed(simulated))
		fmt.Fprintf(&b, "- Accepted, not simulated: %s\n", listed(accepted))
		fmt.Fprintf(&b, "- Members of the answer: %d of %d\n", answered, real)
		permissions, _ := op.Permissions()
		fmt.Fprintf(&b, "- Permissions: %s\n", permissionsMarkdown(permissions))
	}
	return b.String()
}

// permissionsMarkdown lists the permissions of an operation: its own, then those
// that it needs besides.
func permissionsMarkdown(permissions []api.Permission) string {
	code := func(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }
	var out []string
	for _, p := range permissions {
		text := "`" + p.Action + "` on "
		if len(p.Resources) > 0 {
			text += code(p.Resources)
		} else {
			text += "`*`"
		}
		if len(p.Keys) > 0 {
			text += ", with " + code(p.Keys)
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return "none"
	}
	return strings.Join(out, "; and ")
}

// listed is a list of members; "none" for an empty one.
func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// members lists the members of a structure of a request, in AWS's order, those
// of structures in parentheses: which are simulated, and which are only
// accepted. A structure that is not simulated stands for all that is in it.
func members(ours, real *api.Shape) (simulated, accepted []string) {
	for _, r := range real.Fields {
		name := "`" + r.Name + "`"
		f, ok := ours.Field(r.Name)
		if !ok || f.Kept {
			// The line's reader takes EC2's DryRun, for every operation.
			if r.Name == "DryRun" {
				simulated = append(simulated, name)
			} else {
				accepted = append(accepted, name)
			}
			continue
		}
		inner, theirs := f.Shape, r.Shape
		for inner.Elem != nil {
			inner, theirs, name = inner.Elem, theirs.Elem, "`"+strings.Trim(name, "`")+"[]`"
		}
		if inner.Kind != api.Structure {
			simulated = append(simulated, "`"+r.Name+"`")
			continue
		}
		yes, no := members(inner, theirs)
		simulated = append(simulated, name+" ("+listed(yes)+")")
		if len(no) > 0 {
			accepted = append(accepted, name+" ("+listed(no)+")")
		}
	}
	return simulated, accepted
}

// counts says how many members ours has, and how many AWS's; those of
// structures are counted with them. inside holds the structures around this one,
// since one may hold itself; ours is nil where nothing is modelled.
func counts(ours, real *api.Shape, inside map[*api.Shape]bool) (int, int) {
	for real.Elem != nil {
		real = real.Elem
		if ours != nil {
			ours = ours.Elem
		}
	}
	if inside[real] {
		return 0, 0
	}
	inside[real] = true
	defer delete(inside, real)
	mine, all := 0, 0
	for _, r := range real.Fields {
		var f *api.Shape
		if ours != nil {
			if m, ok := ours.Field(r.Name); ok {
				f = m.Shape
				mine++
			}
		}
		m, a := counts(f, r.Shape, inside)
		mine, all = mine+m, all+a+1
	}
	return mine, all
}

func TestMembers(t *testing.T) {
	text := &api.Shape{Kind: api.String}
	shape := func(fields ...*api.Field) *api.Shape { return &api.Shape{Kind: api.Structure, Fields: fields} }
	list := func(elem *api.Shape) *api.Shape { return &api.Shape{Kind: api.List, Elem: elem} }
	real := shape(&api.Field{Name: "name", Shape: text}, &api.Field{Name: "tags", Shape: list(text)})
	real.Fields = append(real.Fields, &api.Field{Name: "inner", Shape: list(real)}, &api.Field{Name: "left", Shape: list(real)})
	ours := shape(
		&api.Field{Name: "tags", Shape: list(text)},
		&api.Field{Name: "inner", Shape: list(shape(&api.Field{Name: "name", Shape: text}))},
	)
	simulated, accepted := members(ours, real)
	if got, want := listed(simulated), "`tags`, `inner[]` (`name`)"; got != want {
		t.Errorf("simulated: %s, want %s", got, want)
	}
	if got, want := listed(accepted), "`name`, `inner[]` (`tags`, `inner`, `left`), `left`"; got != want {
		t.Errorf("accepted: %s, want %s", got, want)
	}
	outer := shape(&api.Field{Name: "one", Shape: list(real)}, &api.Field{Name: "two", Shape: text})
	mine, all := counts(shape(&api.Field{Name: "one", Shape: list(ours)}), outer, map[*api.Shape]bool{})
	if mine != 3 || all != 6 {
		t.Errorf("counted %d of %d, want 3 of 6", mine, all)
	}
	if listed(nil) != "none" {
		t.Error("no members are not none")
	}
}
