package api

import (
	"encoding/json"
	"slices"
)

// The options that take or print a whole request.
const (
	inputFlag    = "--cli-input-json"
	skeletonFlag = "--generate-cli-skeleton"
)

// takesWhole says whether a line has one of these options, spelled out and with
// blanks around it; the CLI then asks for no other.
func takesWhole(args []string) bool {
	at := slices.Index(args, skeletonFlag)
	asks := at >= 0 && (at+1 == len(args) || args[at+1] != "output")
	return asks || slices.Contains(args, inputFlag)
}

// takeInput adds the members of a request in JSON, or in a file of it, that no
// option gave.
func (sh Shell) takeInput(value string, tree map[string]any) error {
	if isFileURL(value) {
		var err error
		if value, err = sh.loadFor(inputFlag, value); err != nil {
			return err
		}
	}
	v, err := ParseJSON(value)
	if err != nil {
		return valuef("Error parsing parameter 'cli-input-json': Invalid JSON: %s\nJSON received: %s", err, value)
	}
	members, ok := v.(map[string]any)
	if !ok {
		return valuef("%s object has no attribute 'keys'\n(--cli-input-json takes a JSON object: {...})", pythonName(v))
	}
	for _, name := range sortedKeys(members) {
		if _, given := tree[name]; !given {
			tree[name] = members[name]
		}
	}
	return nil
}

// skeletonFor answers --generate-cli-skeleton: an error that carries it, with
// exit status 0.
func skeletonFor(op *Operation, words []string) error {
	if len(words) > 0 && words[0] == "output" {
		return valuef("--generate-cli-skeleton output is not simulated; input is")
	}
	return &UsageError{Text: JSON(skeleton(op.real, op.shape, nil, map[*Shape]bool{})), Exit: 0}
}

// skeleton is a request with every member there is. Where the CLI draws a value
// of an enum, it has the first; ours is nil where the request is not modelled.
func skeleton(real, ours *Shape, enum []string, inside map[*Shape]bool) any {
	switch real.Kind {
	case Structure:
		o := Object{}
		if inside[real] {
			return o
		}
		inside[real] = true
		defer delete(inside, real)
		for _, f := range real.Fields {
			var mine *Shape
			var values []string
			if ours != nil {
				if m, ok := ours.Field(f.Name); ok {
					mine, values = m.Shape, m.Enum
				}
			}
			o = append(o, Member{f.Name, skeleton(f.Shape, mine, values, inside)})
		}
		return o
	case List:
		if ours != nil {
			ours = ours.Elem
		}
		return []any{skeleton(real.Elem, ours, enum, inside)}
	case Map:
		return Object{{"KeyName", skeleton(real.Elem, nil, nil, inside)}}
	case Integer:
		return int64(0)
	case Double:
		return json.Number("0.0")
	case Boolean:
		return true
	case Timestamp:
		return "1970-01-01T00:00:00"
	case Blob:
		return nil
	}
	if len(enum) > 0 {
		return enum[0]
	}
	return ""
}
