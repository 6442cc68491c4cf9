package api

import (
	"reflect"
	"strconv"
)

// Kept are the paths of members of a request that are given, checked, kept and
// shown, and that change nothing else: "containerDefinitions[0].user". They are
// as little simulated as those that Decode skips. in is a pointer to the
// operation's input struct.
func Kept(op *Operation, in any) []string {
	return keptIn(op.shape, reflect.Indirect(reflect.ValueOf(in)), "")
}

func keptIn(s *Shape, v reflect.Value, path string) []string {
	var out []string
	for _, f := range s.Fields {
		member, at := v.Field(f.index), join(path, f.Name)
		switch {
		case isEmpty(member):
		case f.Kept:
			out = append(out, at)
		default:
			out = append(out, keptBelow(f.Shape, member, at)...)
		}
	}
	return out
}

// keptBelow walks one value of a member, or of an element of its list.
func keptBelow(s *Shape, v reflect.Value, path string) []string {
	var out []string
	switch {
	case v.Kind() == reflect.Pointer:
		return keptBelow(s, v.Elem(), path)
	case s.Kind == Structure:
		return keptIn(s, v, path)
	case s.Kind == List:
		for i := range v.Len() {
			out = append(out, keptBelow(s.Elem, v.Index(i), path+"["+strconv.Itoa(i)+"]")...)
		}
	}
	return out
}
