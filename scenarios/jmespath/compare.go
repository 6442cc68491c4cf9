package jmespath

import (
	"cmp"
	"strings"

	"drydock/engine/api"
)

// compare is a comparison: of any values for equality, else of numbers or of
// texts; null when one side is neither.
func (in *interpreter) compare(kind string, x, y any) any {
	switch kind {
	case "eq":
		return in.same(x, y)
	case "ne":
		return !in.same(x, y)
	}
	if !isComparable(x) || !isComparable(y) {
		return nil
	}
	order := in.order(x, y, map[string]string{"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}[kind])
	return map[string]bool{"lt": order < 0, "lte": order <= 0, "gt": order > 0, "gte": order >= 0}[kind]
}

// order is negative, 0 or positive as x stands to y. sign is how Python writes
// the comparison that fails when one is a number and the other a text.
func (in *interpreter) order(x, y any, sign string) int {
	a, isText := x.(string)
	b, isText2 := y.(string)
	if isText != isText2 {
		panic(fault{"'" + sign + "' not supported between instances of '" + pythonType(x) + "' and '" + pythonType(y) + "'"})
	}
	if isText {
		return strings.Compare(a, b)
	}
	n, whole := x.(int64)
	m, whole2 := y.(int64)
	if whole && whole2 {
		return cmp.Compare(n, m)
	}
	return cmp.Compare(number(x), number(y))
}

// same is jmespath.py's equality: Python's, save that 0 and 1 are no booleans.
func (in *interpreter) same(x, y any) bool {
	if _, is := x.(bool); is && isZeroOrOne(y) {
		return false
	}
	if _, is := y.(bool); is && isZeroOrOne(x) {
		return false
	}
	return in.equal(x, y)
}

// equal is Python's ==.
func (in *interpreter) equal(x, y any) bool {
	in.spend(1)
	switch a := x.(type) {
	case nil:
		return y == nil
	case string:
		b, ok := y.(string)
		return ok && a == b
	case []any:
		b, ok := y.([]any)
		ok = ok && len(a) == len(b)
		for i := 0; ok && i < len(a); i++ {
			ok = in.equal(a[i], b[i])
		}
		return ok
	case api.Object:
		b, ok := y.(api.Object)
		ok = ok && len(a) == len(b)
		for i := 0; ok && i < len(a); i++ {
			var other any
			if other, ok = b.Get(a[i].Name); ok {
				ok = in.equal(a[i].Value, other)
			}
		}
		return ok
	case expref:
		return false
	}
	switch y.(type) {
	case bool, int64, float64:
		n, whole := x.(int64)
		m, whole2 := y.(int64)
		if whole && whole2 {
			return n == m
		}
		return number(x) == number(y)
	}
	return false
}

func isNumber(v any) bool {
	switch v.(type) {
	case int64, float64:
		return true
	}
	return false
}

func isComparable(v any) bool {
	_, text := v.(string)
	return text || isNumber(v)
}

func isZeroOrOne(v any) bool { return isNumber(v) && (number(v) == 0 || number(v) == 1) }

// number is a number, or a boolean as Python counts it.
func number(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	case bool:
		if v {
			return 1
		}
	}
	return 0
}
