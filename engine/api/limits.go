package api

import (
	"reflect"
	"strconv"
	"unicode/utf8"
)

// CheckLimits refuses, as IAM and AWS STS do, a request in which a member is
// larger or longer than it may be. The AWS CLI checks only what is too small. nil
// means that all is well. The error's Op is left to the world.
func CheckLimits(op *Operation, in any) *Error {
	if op.Service != "iam" && op.Service != "sts" {
		return nil
	}
	return beyond(op.shape, reflect.Indirect(reflect.ValueOf(in)), "")
}

// beyond finds the first member that is beyond its limit.
func beyond(s *Shape, v reflect.Value, path string) *Error {
	for _, f := range s.Fields {
		at, member := join(path, lowerFirst(f.Name)), reflect.Indirect(v.Field(f.index))
		if !member.IsValid() {
			continue
		}
		if f.Shape.Max != nil {
			if err := tooMuch(f.Shape, member, at); err != nil {
				return err
			}
		}
		switch {
		case f.Shape.Kind == Structure:
			if err := beyond(f.Shape, member, at); err != nil {
				return err
			}
		case f.Shape.Kind == List && f.Shape.Elem.Kind == Structure:
			for i := range member.Len() {
				if err := beyond(f.Shape.Elem, member.Index(i), at+"."+strconv.Itoa(i+1)+".member"); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// tooMuch refuses one value that is beyond the limit of its shape.
func tooMuch(s *Shape, v reflect.Value, at string) *Error {
	const failed = "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have "
	switch {
	case s.Kind == Integer && v.Int() > *s.Max:
		return Refuse("ValidationError", failed+"value less than or equal to %d", strconv.FormatInt(v.Int(), 10), at, *s.Max)
	case s.Kind == String && int64(utf8.RuneCountInString(v.String())) > *s.Max:
		return Refuse("ValidationError", failed+"length less than or equal to %d", v.String(), at, *s.Max)
	case s.Kind == List && int64(v.Len()) > *s.Max:
		return Refuse("ValidationError", failed+"length less than or equal to %d", "["+strconv.Itoa(v.Len())+" elements]", at, *s.Max)
	}
	return nil
}
