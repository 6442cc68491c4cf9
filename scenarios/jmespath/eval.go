package jmespath

import (
	"fmt"

	"drydock/engine/api"
)

// Expression is an expression that was parsed. It may be used by several
// goroutines at once.
type Expression struct{ root *node }

// fault is a mistake in an expression or in its use, in jmespath.py's words.
type fault struct{ text string }

func (f fault) Error() string { return f.text }

// Compile parses an expression.
func Compile(expression string) (e *Expression, err error) {
	defer caught(&err)
	return &Expression{parse(expression)}, nil
}

// Search evaluates the expression on an answer, as api.Tree gives it, and gives
// such a tree.
func (e *Expression) Search(v any) (out any, err error) {
	defer caught(&err)
	in := &interpreter{left: budget}
	return in.exported(in.visit(e.root, v)), nil
}

// caught turns a fault into an error.
func caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case fault:
		*err = r
	default:
		panic(r)
	}
}

// budget is how many steps one evaluation may take, and how large its result
// may be: a short expression can double a value forty times over.
const budget = 2_000_000

// interpreter walks an expression. Values are nil, bool, int64, float64,
// string, []any, api.Object, and expref inside a call.
type interpreter struct{ left int }

// expref is an expression given to a function, as in sort_by(@, &name).
type expref struct{ node *node }

// spend takes steps off the budget.
func (in *interpreter) spend(steps int) {
	if in.left -= steps; in.left < 0 {
		panic(fault{"the query takes too many steps or gives too large a result"})
	}
}

func (in *interpreter) visit(n *node, v any) any {
	in.spend(1)
	switch n.kind {
	case "current":
		return v
	case "literal":
		return n.value
	case "field":
		o, _ := v.(api.Object)
		found, _ := o.Get(n.value.(string))
		return found
	case "steps", "indexed":
		return in.visit(n.children[1], in.visit(n.children[0], v))
	case "or":
		if left := in.visit(n.children[0], v); !isFalse(left) {
			return left
		}
		return in.visit(n.children[1], v)
	case "and":
		if left := in.visit(n.children[0], v); isFalse(left) {
			return left
		}
		return in.visit(n.children[1], v)
	case "not":
		return isFalse(in.visit(n.children[0], v))
	case "comparator":
		return in.compare(n.value.(string), in.visit(n.children[0], v), in.visit(n.children[1], v))
	case "list":
		return in.list(n, v)
	case "hash":
		return in.hash(n, v)
	case "expref":
		return expref{n.children[0]}
	case "function":
		return in.call(n, v)
	}
	return in.ofList(n, v)
}

// ofList visits what works on lists, and on the values of objects.
func (in *interpreter) ofList(n *node, v any) any {
	switch n.kind {
	case "index":
		list, _ := v.([]any)
		at := n.value.(int64)
		if at < 0 {
			at += int64(len(list))
		}
		if at < 0 || at >= int64(len(list)) {
			return nil
		}
		return list[at]
	case "slice":
		if list, ok := v.([]any); ok {
			return in.slice(list, n.value.([3]*int64))
		}
		return nil
	}
	switch base := in.visit(n.children[0], v).(type) {
	case []any:
		switch n.kind {
		case "flatten":
			return in.flatten(base)
		case "projection":
			return in.project(base, n.children[1], nil)
		case "filter_projection":
			return in.project(base, n.children[1], n.children[2])
		}
	case api.Object:
		if n.kind == "value_projection" {
			return in.project(valuesOf(base), n.children[1], nil)
		}
	}
	return nil
}

// project visits each element for which condition holds, and drops what is
// null.
func (in *interpreter) project(list []any, each, condition *node) any {
	out := []any{}
	for _, v := range list {
		if condition != nil && isFalse(in.visit(condition, v)) {
			continue
		}
		if got := in.visit(each, v); got != nil {
			out = append(out, got)
		}
	}
	return out
}

func (in *interpreter) flatten(list []any) any {
	out := []any{}
	for _, v := range list {
		if inner, ok := v.([]any); ok {
			in.spend(len(inner))
			out = append(out, inner...)
		} else {
			out = append(out, v)
		}
	}
	return out
}

// slice is Python's list[start:end:step].
func (in *interpreter) slice(list []any, parts [3]*int64) any {
	n, step := int64(len(list)), int64(1)
	if parts[2] != nil {
		step = *parts[2]
	}
	if step == 0 {
		panic(fault{"slice step cannot be zero"})
	}
	bound := func(part *int64, forward, backward, least, most int64) int64 {
		switch {
		case part == nil && step > 0:
			return forward
		case part == nil:
			return backward
		case *part < 0:
			return max(*part+n, least)
		}
		return min(*part, most)
	}
	least, most := int64(0), n
	if step < 0 {
		least, most = -1, n-1
	}
	start, end := bound(parts[0], 0, n-1, least, most), bound(parts[1], n, -1, least, most)
	out := []any{}
	for i := start; step > 0 && i < end || step < 0 && i > end; {
		in.spend(1)
		out = append(out, list[i])
		if step > n || step < -n {
			break
		}
		i += step
	}
	return out
}

func (in *interpreter) list(n *node, v any) any {
	if v == nil {
		return nil
	}
	out := []any{}
	for _, child := range n.children {
		out = append(out, in.visit(child, v))
	}
	return out
}

func (in *interpreter) hash(n *node, v any) any {
	if v == nil {
		return nil
	}
	out := api.Object{}
	for i, pair := range n.children {
		in.spend(i / 16)
		out = out.With(pair.value.(string), in.visit(pair.children[0], v))
	}
	return out
}

// exported makes a result a tree as api.Tree gives it: a number with a fraction
// becomes the text that Python prints.
func (in *interpreter) exported(v any) any {
	in.spend(1)
	switch v := v.(type) {
	case float64:
		return pythonFloat(v)
	case string:
		in.spend(len(v) / 64)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = in.exported(v[i])
		}
		return out
	case api.Object:
		out := make(api.Object, len(v))
		for i, m := range v {
			out[i] = api.Member{Name: m.Name, Value: in.exported(m.Value)}
		}
		return out
	case expref:
		panic(fault{"Object of type _Expression is not JSON serializable"})
	}
	return v
}

// text is a value as Python prints it in a message.
func (in *interpreter) text(v any) string {
	if _, ok := v.(expref); ok {
		return "<jmespath.visitor._Expression object>"
	}
	return api.PythonText(in.exported(v))
}

// isFalse says what counts as false: null, false, and what is empty.
func isFalse(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case api.Object:
		return len(v) == 0
	}
	return false
}

func valuesOf(o api.Object) []any {
	out := make([]any, len(o))
	for i, m := range o {
		out[i] = m.Value
	}
	return out
}

// pythonType is the name of a value's type in Python.
func pythonType(v any) string {
	switch v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case []any:
		return "list"
	case api.Object:
		return "dict"
	case expref:
		return "_Expression"
	}
	panic(fmt.Sprintf("jmespath: a %T in a tree", v))
}

// typeNames are JMESPath's names of Python's types.
var typeNames = map[string]string{
	"NoneType": "null", "bool": "boolean", "int": "number", "float": "number", "str": "string",
	"list": "array", "dict": "object", "_Expression": "expref",
}
