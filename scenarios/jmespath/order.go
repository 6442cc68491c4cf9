package jmespath

import (
	"slices"
)

// sorted, and what follows, put numbers or texts in order.
func sorted(in *interpreter, args []any) any {
	out := slices.Clone(args[0].([]any))
	in.spend(len(out) * 8)
	slices.SortStableFunc(out, func(x, y any) int { return in.order(x, y, "<") })
	return out
}

// extreme is the first of the greatest or the least.
func extreme(sign string) func(*interpreter, []any) any {
	return func(in *interpreter, args []any) any {
		list := args[0].([]any)
		return in.best(list, list, sign)
	}
}

func extremeBy(name, sign string) func(*interpreter, []any) any {
	return func(in *interpreter, args []any) any {
		list := args[0].([]any)
		return in.best(list, in.keysOf(name, list, args[1].(expref), []string{"number", "string"}), sign)
	}
}

// best is the element whose key is the greatest or the least; null when there
// is none.
func (in *interpreter) best(list, keys []any, sign string) any {
	if len(list) == 0 {
		return nil
	}
	at := 0
	for i := range list {
		order := in.order(keys[i], keys[at], sign)
		if sign == ">" && order > 0 || sign == "<" && order < 0 {
			at = i
		}
	}
	return list[at]
}

func sortBy(in *interpreter, args []any) any {
	list, by := args[0].([]any), args[1].(expref)
	if len(list) == 0 {
		return list
	}
	kind := typeNames[pythonType(in.visit(by.node, list[0]))]
	if kind != "number" && kind != "string" {
		in.wrongType("sort_by", list[0], kind, []string{"string", "number"})
	}
	keys := in.keysOf("sort_by", list, by, []string{kind})
	in.spend(len(list) * 8)
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return in.order(keys[x], keys[y], "<") })
	out := make([]any, len(list))
	for i, from := range order {
		out[i] = list[from]
	}
	return out
}

// keysOf visits the expression for each element; its value must have one of the
// types.
func (in *interpreter) keysOf(name string, list []any, by expref, types []string) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = in.visit(by.node, v)
		if kind := typeNames[pythonType(out[i])]; !slices.Contains(types, kind) {
			in.wrongType(name, out[i], kind, types)
		}
	}
	return out
}
