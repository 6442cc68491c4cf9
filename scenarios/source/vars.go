package source

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	varWhole = regexp.MustCompile(`^\{\{([A-Za-z_][A-Za-z0-9_]*)\}\}$`)
	varPart  = regexp.MustCompile(`\{\{([A-Za-z_][A-Za-z0-9_]*)\}\}`)
	varLike  = regexp.MustCompile(`^\{\{(\s*[A-Za-z_][A-Za-z0-9_]*\s*)\}\}$`)
)

// Substitute returns a deep copy of a tree with its variables filled in. Text
// that is `{{name}}` and nothing else becomes the variable's value, with its
// type; `{{name}}` inside longer text becomes the value's text form. Every other
// `{{…}}` stays as it is: names that are not in vars, and values inside longer
// text that have no text form (arrays and tables). Keys are left alone, so a
// path means the same in the copy.
func Substitute(tree any, vars map[string]any) any {
	switch v := tree.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, item := range v {
			out[k] = Substitute(item, vars)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = Substitute(item, vars)
		}
		return out
	case string:
		if !strings.Contains(v, "{{") {
			return v
		}
		if m := varWhole.FindStringSubmatch(v); m != nil {
			if value, ok := vars[m[1]]; ok {
				return Substitute(value, nil) // a copy
			}
			return v
		}
		return varPart.ReplaceAllStringFunc(v, func(part string) string {
			if text, ok := textForm(vars[part[2:len(part)-2]]); ok {
				return text
			}
			return part
		})
	}
	return tree
}

func textForm(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case int:
		return strconv.Itoa(v), true
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), true
	case time.Time:
		return v.Format(time.RFC3339), true
	}
	return "", false
}
