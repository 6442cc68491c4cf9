package jmespath

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// function is one function that expressions may call.
type function struct {
	takes    []string // for each argument the types it may have, with "|" between them; "" for any
	variadic bool     // the last argument may come again
	do       func(in *interpreter, args []any) any
}

// functions are those of jmespath.py.
var functions map[string]function

func init() {
	functions = map[string]function{
		"abs":         {takes: []string{"number"}, do: abs},
		"avg":         {takes: []string{"array-number"}, do: avg},
		"ceil":        {takes: []string{"number"}, do: rounded(math.Ceil)},
		"contains":    {takes: []string{"array|string", ""}, do: contains},
		"ends_with":   {takes: []string{"string", "string"}, do: ofTexts(strings.HasSuffix)},
		"floor":       {takes: []string{"number"}, do: rounded(math.Floor)},
		"join":        {takes: []string{"string", "array-string"}, do: join},
		"keys":        {takes: []string{"object"}, do: keys},
		"length":      {takes: []string{"string|array|object"}, do: length},
		"map":         {takes: []string{"expref", "array"}, do: mapped},
		"max":         {takes: []string{"array-number|array-string"}, do: extreme(">")},
		"max_by":      {takes: []string{"array", "expref"}, do: extremeBy("max_by", ">")},
		"merge":       {takes: []string{"object"}, variadic: true, do: merge},
		"min":         {takes: []string{"array-number|array-string"}, do: extreme("<")},
		"min_by":      {takes: []string{"array", "expref"}, do: extremeBy("min_by", "<")},
		"not_null":    {takes: []string{""}, variadic: true, do: notNull},
		"reverse":     {takes: []string{"array|string"}, do: reverse},
		"sort":        {takes: []string{"array-string|array-number"}, do: sorted},
		"sort_by":     {takes: []string{"array", "expref"}, do: sortBy},
		"starts_with": {takes: []string{"string", "string"}, do: ofTexts(strings.HasPrefix)},
		"sum":         {takes: []string{"array-number"}, do: sum},
		"to_array":    {takes: []string{""}, do: toArray},
		"to_number":   {takes: []string{""}, do: toNumber},
		"to_string":   {takes: []string{""}, do: toString},
		"type":        {takes: []string{""}, do: typeOf},
		"values":      {takes: []string{"object"}, do: func(_ *interpreter, args []any) any { return valuesOf(args[0].(api.Object)) }},
	}
}

// call visits the arguments of a function, checks them and calls it.
func (in *interpreter) call(n *node, v any) any {
	args := []any{}
	for _, child := range n.children {
		args = append(args, in.visit(child, v))
	}
	name := n.value.(string)
	f, ok := functions[name]
	if !ok {
		panic(fault{"Unknown function: " + name + "()"})
	}
	if len(args) < len(f.takes) || len(args) > len(f.takes) && !f.variadic {
		least, s := "", "s"
		if f.variadic {
			least = "at least "
		}
		if len(f.takes) == 1 {
			s = ""
		}
		panic(fault{fmt.Sprintf("Expected %s%d argument%s for function %s(), received %d", least, len(f.takes), s, name, len(args))})
	}
	for i, types := range f.takes {
		if types != "" {
			in.check(name, args[i], strings.Split(types, "|"))
		}
	}
	return f.do(in, args)
}

// check refuses an argument of none of the types.
func (in *interpreter) check(name string, v any, types []string) {
	kinds := []string{} // that elements of a list may have
	fits := false
	for _, t := range types {
		kind, element, ofElements := strings.Cut(t, "-")
		fits = fits || kind == typeNames[pythonType(v)]
		if ofElements {
			kinds = append(kinds, element)
		}
	}
	if !fits {
		in.wrongType(name, v, typeNames[pythonType(v)], types)
	}
	list, _ := v.([]any)
	for i, e := range list {
		in.spend(1)
		switch kind := typeNames[pythonType(e)]; {
		case len(kinds) == 0:
		case !slices.Contains(kinds, kind):
			in.wrongType(name, e, pythonType(e), types)
		case i == 0:
			kinds = []string{kind}
		}
	}
}

func (in *interpreter) wrongType(name string, v any, got string, types []string) {
	panic(fault{fmt.Sprintf("In function %s(), invalid type for value: %s, expected one of: ['%s'], received: \"%s\"",
		name, in.text(v), strings.Join(types, "', '"), got)})
}

func abs(_ *interpreter, args []any) any {
	if n, ok := args[0].(int64); ok {
		return max(n, -n)
	}
	return math.Abs(number(args[0]))
}

func rounded(round func(float64) float64) func(*interpreter, []any) any {
	return func(_ *interpreter, args []any) any {
		if n, ok := args[0].(int64); ok {
			return n
		}
		return int64(round(number(args[0])))
	}
}

func sum(_ *interpreter, args []any) any {
	whole, total, allWhole := int64(0), 0.0, true
	for _, v := range args[0].([]any) {
		n, ok := v.(int64)
		whole, total, allWhole = whole+n, total+number(v), allWhole && ok
	}
	if allWhole {
		return whole
	}
	return total
}

func avg(in *interpreter, args []any) any {
	list := args[0].([]any)
	if len(list) == 0 {
		return nil
	}
	return number(sum(in, args)) / float64(len(list))
}

func contains(in *interpreter, args []any) any {
	if text, ok := args[0].(string); ok {
		part, ok := args[1].(string)
		if !ok {
			panic(fault{"'in <string>' requires string as left operand, not " + pythonType(args[1])})
		}
		return strings.Contains(text, part)
	}
	return slices.ContainsFunc(args[0].([]any), func(v any) bool { return in.equal(v, args[1]) })
}

func ofTexts(test func(text, part string) bool) func(*interpreter, []any) any {
	return func(_ *interpreter, args []any) any { return test(args[0].(string), args[1].(string)) }
}

func join(in *interpreter, args []any) any {
	parts := []string{}
	separator := args[0].(string)
	for _, v := range args[1].([]any) {
		in.spend(1 + (len(separator)+len(v.(string)))/64)
		parts = append(parts, v.(string))
	}
	return strings.Join(parts, separator)
}

func keys(_ *interpreter, args []any) any {
	out := []any{}
	for _, m := range args[0].(api.Object) {
		out = append(out, m.Name)
	}
	return out
}

func length(_ *interpreter, args []any) any {
	switch v := args[0].(type) {
	case string:
		return int64(len([]rune(v)))
	case []any:
		return int64(len(v))
	}
	return int64(len(args[0].(api.Object)))
}

func mapped(in *interpreter, args []any) any {
	out := []any{}
	for _, v := range args[1].([]any) {
		out = append(out, in.visit(args[0].(expref).node, v))
	}
	return out
}

func merge(_ *interpreter, args []any) any {
	out := api.Object{}
	for _, arg := range args {
		o, ok := arg.(api.Object)
		if !ok {
			panic(fault{"'" + pythonType(arg) + "' object is not iterable"})
		}
		for _, m := range o {
			out = out.With(m.Name, m.Value)
		}
	}
	return out
}

func notNull(_ *interpreter, args []any) any {
	for _, v := range args {
		if v != nil {
			return v
		}
	}
	return nil
}

func reverse(in *interpreter, args []any) any {
	if text, ok := args[0].(string); ok {
		runes := []rune(text)
		slices.Reverse(runes)
		return string(runes)
	}
	out := slices.Clone(args[0].([]any))
	in.spend(len(out))
	slices.Reverse(out)
	return out
}

func toArray(_ *interpreter, args []any) any {
	if list, ok := args[0].([]any); ok {
		return list
	}
	return []any{args[0]}
}

func toNumber(_ *interpreter, args []any) any {
	text, ok := args[0].(string)
	if !ok {
		if isNumber(args[0]) {
			return args[0]
		}
		return nil
	}
	text = strings.TrimSpace(text)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && !strings.ContainsAny(text, "xX") {
		return f
	}
	return nil
}

func toString(in *interpreter, args []any) any {
	if text, ok := args[0].(string); ok {
		return text
	}
	text := ascii(api.ShortJSON(in.exported(args[0])))
	in.spend(len(text) / 64)
	return text
}

func typeOf(_ *interpreter, args []any) any {
	if _, ok := args[0].(expref); ok {
		return nil
	}
	return typeNames[pythonType(args[0])]
}
