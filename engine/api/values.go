package api

import (
	"errors"
	"strings"
)

// unpack turns the words given to an option into the value of its member.
func (sh Shell) unpack(opt option, words []string) (any, error) {
	if len(words) == 1 && isFileURL(words[0]) && opt.field.Shape.Kind != Boolean {
		return sh.unpackFile(opt, words[0])
	}
	shape := opt.field.Shape
	switch {
	case shape.Kind == Boolean:
		return !opt.off, nil
	case opt.takes == takesNone, opt.takes == takesMaybe && len(words) == 0:
		return map[string]any{"Value": !opt.off}, nil
	case opt.bare && len(words) > 0 && !looksJSON(words[0]):
		return unpackBare(shape.Elem.Fields[0].Name, words), nil
	case shape.Kind == List:
		return sh.unpackList(opt.flag, shape, words)
	case shape.Kind == Structure || shape.Kind == Map:
		return sh.unpackStructure(opt.flag, shape, words[0])
	}
	return unpackScalar(opt.flag, shape, words[0])
}

// unpackFile is unpack for the text of a file. Like the AWS CLI it takes no list
// from a file that is not JSON: of text it makes a list of its letters.
func (sh Shell) unpackFile(opt option, value string) (any, error) {
	text, err := sh.loadFor(opt.flag, value)
	if err != nil {
		return nil, err
	}
	shape := opt.field.Shape
	start := strings.TrimSpace(text)
	switch {
	case !isComplex(shape) && isBinary(value):
		return nil, valuef("Parameter validation failed:\nInvalid type for parameter %s, value: b%s, type: <class 'bytes'>, valid types: <class 'str'>", opt.field.Name, pythonQuote(text))
	case !isComplex(shape):
		return unpackScalar(opt.flag, shape, text)
	case start == "":
		return nil, valuef("string index out of range\n(%s: the file %s is empty)", opt.flag, value)
	case shape.Kind != List:
		return sh.unpackStructure(opt.flag, shape, text)
	case start[0] == '{':
		return nil, valuef("Error parsing parameter '%s': Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)\nJSON received: {\n(the file %s must hold a JSON list: [ ... ])", opt.flag, value)
	case start[0] != '[' && !isComplex(shape.Elem):
		return sh.unpackList(opt.flag, shape, strings.Split(text, ""))
	}
	return sh.unpackList(opt.flag, shape, []string{text})
}

// unpackBare makes a structure with one member of each word.
func unpackBare(member string, words []string) []any {
	list := []any{}
	for _, w := range words {
		list = append(list, map[string]any{member: w})
	}
	return list
}

func (sh Shell) unpackList(flag string, shape *Shape, words []string) (any, error) {
	if len(words) == 1 && strings.HasPrefix(strings.TrimSpace(words[0]), "[") {
		return unpackJSON(flag, words[0])
	}
	asJSON := len(words) > 0 && looksJSON(words[0])
	list := []any{}
	for _, w := range words {
		var v any
		var err error
		switch {
		case !isComplex(shape.Elem):
			v, err = unpackScalar(flag, shape.Elem, w)
		case !asJSON:
			v, err = sh.unpackShorthand(flag, shape.Elem, w)
		case looksJSON(w):
			v, err = unpackJSON(flag, w)
		default:
			err = valuef("Error parsing parameter '%s': Invalid JSON:\n%s", flag, w)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

func (sh Shell) unpackStructure(flag string, shape *Shape, text string) (any, error) {
	if looksJSON(text) {
		if strings.HasPrefix(strings.TrimSpace(text), "[") {
			return nil, valuef("Error parsing parameter '%s': Invalid JSON:\n%s", flag, text)
		}
		return unpackJSON(flag, text)
	}
	if len(shape.Fields) == 1 && shape.Fields[0].Name == "Value" && shape.Fields[0].Shape.Kind == String && !strings.Contains(text, "=") {
		return map[string]any{"Value": text}, nil
	}
	return sh.unpackShorthand(flag, shape, text)
}

func (sh Shell) unpackShorthand(flag string, shape *Shape, text string) (any, error) {
	tree, err := sh.parseShorthand(text)
	var unread *fileError
	if errors.As(err, &unread) {
		return nil, valuef("%s", unread)
	}
	if err != nil {
		return nil, valuef("Error parsing parameter '%s': %s", flag, err)
	}
	v, err := coerce(shape, tree)
	if err != nil {
		return nil, valuef("%s\n(in the value of %s)", err, flag)
	}
	return v, nil
}

func unpackJSON(flag, text string) (any, error) {
	v, err := ParseJSON(text)
	if err != nil {
		return nil, valuef("Error parsing parameter '%s': Invalid JSON: %s\nJSON received: %s", flag, err, text)
	}
	return v, nil
}

func unpackScalar(flag string, shape *Shape, text string) (any, error) {
	switch shape.Kind {
	case Integer:
		n, err := pythonInt(text)
		if err != nil {
			return nil, valuef("%s\n(%s takes a whole number)", err, flag)
		}
		return n, nil
	case Double:
		n, err := pythonFloat(text)
		if err != nil {
			return nil, valuef("%s\n(%s takes a number)", err, flag)
		}
		return n, nil
	case Boolean:
		return strings.ToLower(text) != "false" && text != "", nil
	}
	return text, nil
}

// coerce gives the text of a shorthand value the kinds of its shape.
func coerce(shape *Shape, v any) (any, error) {
	var err error
	switch shape.Kind {
	case Structure:
		tree, _ := v.(map[string]any)
		for _, f := range shape.Fields {
			if inner, given := tree[f.Name]; given && err == nil {
				tree[f.Name], err = coerce(f.Shape, inner)
			}
		}
	case Map:
		tree, _ := v.(map[string]any)
		for _, key := range sortedKeys(tree) {
			if err == nil {
				tree[key], err = coerce(shape.Elem, tree[key])
			}
		}
	case List:
		list, ok := v.([]any)
		if !ok {
			return []any{v}, nil // "Values=a" is a list of one
		}
		for i := range list {
			if err == nil {
				list[i], err = coerce(shape.Elem, list[i])
			}
		}
	case Integer:
		if text, ok := v.(string); ok {
			return pythonInt(text)
		}
		return nil, errors.New("int() argument must be a string, a bytes-like object or a real number, not " + pythonName(v))
	case Double:
		if text, ok := v.(string); ok {
			return pythonFloat(text)
		}
	case Boolean:
		switch text, _ := v.(string); strings.ToLower(text) {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
	}
	return v, err
}

func isComplex(s *Shape) bool { return s.Kind == Structure || s.Kind == List || s.Kind == Map }

func looksJSON(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "[") || strings.HasPrefix(text, "{")
}
