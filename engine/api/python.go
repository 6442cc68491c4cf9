package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The AWS CLI is written in Python, and its messages show it: they name
// Python's types and print values as Python does.

// pythonTypes names the type of a value of a tree.
func pythonTypes(v any) string {
	switch v := v.(type) {
	case nil:
		return "<class 'NoneType'>"
	case bool:
		return "<class 'bool'>"
	case int, int64:
		return "<class 'int'>"
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return "<class 'float'>"
		}
		return "<class 'int'>"
	case float64:
		return "<class 'float'>"
	case []any, []map[string]any:
		return "<class 'list'>"
	case map[string]any, Object:
		return "<class 'dict'>"
	}
	return "<class 'str'>"
}

// pythonName is the bare name of a value's type, in quotes: 'list'.
func pythonName(v any) string {
	return strings.TrimSuffix(strings.TrimPrefix(pythonTypes(v), "<class "), ">")
}

// sortedKeys are the keys of a tree in order.
func sortedKeys(tree map[string]any) []string { return slices.Sorted(maps.Keys(tree)) }

// tomlTypes names the type of a value as an author of TOML knows it.
func tomlTypes(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case int, int64:
		return "integer"
	case float64, json.Number:
		return "float"
	case []any, []map[string]any:
		return "array"
	case map[string]any:
		return "table"
	}
	return "date or time"
}

// PythonText is str(v): strings stand bare, but not inside lists.
func PythonText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return pythonRepr(v)
}

func pythonRepr(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return pythonQuote(v)
	case map[string]any:
		parts := []string{}
		for _, key := range sortedKeys(v) {
			parts = append(parts, pythonQuote(key)+": "+pythonRepr(v[key]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case Object:
		parts := []string{}
		for _, m := range v {
			parts = append(parts, pythonQuote(m.Name)+": "+pythonRepr(m.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	if list, ok := elements(v); ok {
		parts := []string{}
		for _, e := range list {
			parts = append(parts, pythonRepr(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return fmt.Sprint(v)
}

func pythonQuote(s string) string {
	s = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s)
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", `\'`) + "'"
}

// pythonInt is int(text): blanks around are dropped, a sign and underscores
// between digits are allowed. A number beyond 64 bits stays a json.Number, for
// Decode to refuse.
func pythonInt(text string) (any, error) {
	digits := strings.TrimSpace(text)
	sign := ""
	if strings.HasPrefix(digits, "-") || strings.HasPrefix(digits, "+") {
		sign, digits = strings.TrimPrefix(digits[:1], "+"), digits[1:]
	}
	ok := digits != "" && !strings.HasPrefix(digits, "_") && !strings.HasSuffix(digits, "_") && !strings.Contains(digits, "__")
	for i := range len(digits) {
		ok = ok && (isDigit(digits[i]) || digits[i] == '_')
	}
	if !ok {
		return nil, fmt.Errorf("invalid literal for int() with base 10: %s", pythonQuote(text))
	}
	digits = sign + strings.ReplaceAll(digits, "_", "")
	if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
		return n, nil
	}
	return json.Number(digits), nil
}

// PythonType is the bare name of a value's type in Python.
func PythonType(v any) string { return strings.Trim(pythonName(v), "'") }
