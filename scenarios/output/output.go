package output

import "drydock/engine/api"

// Forms are the values of --output, in the order in which the CLI lists them.
var Forms = []string{"json", "text", "table"}

// Print prints a value in one of the forms, without a newline at the end; an
// answer without members prints nothing. title heads a table: the operation's
// name. It fails where the CLI's formatter does, with Python's message.
func Print(form, title string, v any) (string, error) {
	switch form {
	case "text":
		return text(v)
	case "table":
		return table(title, v)
	}
	if o, ok := v.(api.Object); ok && len(o) == 0 {
		return "", nil
	}
	return api.JSON(v), nil
}

// isScalar says whether a value is neither a list nor an object.
func isScalar(v any) bool {
	switch v.(type) {
	case []any, api.Object:
		return false
	}
	return true
}
