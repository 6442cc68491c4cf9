package api

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// CheckEnums refuses, as the service would, a request in which a member has none
// of the values it may have. The AWS CLI does not check this, so it is for the
// world to call; nil means that all is well. The error's Op is left to the
// world.
func CheckEnums(op *Operation, in any) *Error {
	path, field, value := wrongEnum(op.shape, reflect.Indirect(reflect.ValueOf(in)), "")
	if field == nil {
		return nil
	}
	set := "[" + strings.Join(field.Enum, ", ") + "]"
	switch op.Service {
	case "ec2":
		return Refuse("InvalidParameterValue", "Value (%s) for parameter %s is invalid. Valid values are %s.", value, lowerFirst(path), set)
	case "efs":
		return Refuse("BadRequest", "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: %s", value, lowerFirst(path), set)
	case "ecs":
		return Refuse("InvalidParameterException", "Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: %s", value, path, set)
	}
	return Refuse("ValidationError", "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: %s", value, lowerFirst(path), set)
}

// wrongEnum finds the first member with a value outside its enum; the field is
// nil when there is none. Elements of lists count from 1 in the path, as AWS
// counts them.
func wrongEnum(s *Shape, v reflect.Value, path string) (string, *Field, string) {
	for _, f := range s.Fields {
		at, member := join(path, f.Name), v.Field(f.index)
		if path, field, value := wrongIn(f, f.Shape, member, at); field != nil {
			return path, field, value
		}
	}
	return "", nil, ""
}

func wrongIn(f *Field, s *Shape, v reflect.Value, at string) (string, *Field, string) {
	switch {
	case v.Kind() == reflect.Pointer && v.IsNil():
	case v.Kind() == reflect.Pointer:
		return wrongIn(f, s, v.Elem(), at)
	case s.Kind == Structure:
		return wrongEnum(s, v, at)
	case s.Kind == List:
		for i := range v.Len() {
			if path, field, value := wrongIn(f, s.Elem, v.Index(i), at+"."+strconv.Itoa(i+1)+".member"); field != nil {
				return path, field, value
			}
		}
	case s.Kind == String && f.OnlyOf() && v.String() != "" && !slices.Contains(f.Enum, v.String()):
		return at, f, v.String()
	}
	return "", nil, ""
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
