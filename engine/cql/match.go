package cql

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// values are what an instance has of a subject that is text: one, or one for
// each task. has is false when it has none.
func (s *single) values(in *Instance) (values []string, has bool) {
	switch s.subject {
	case agentConnected:
		return []string{strconv.FormatBool(in.Connected)}, true
	case agentVersion:
		return []string{in.AgentVersion}, true
	case ec2InstanceID:
		return []string{in.EC2ID}, true
	case taskGroup:
		return slices.Clone(in.Groups), len(in.Groups) > 0
	case attribute:
		i := slices.IndexFunc(in.Attributes, func(a Attribute) bool { return a.Name == s.name })
		if i < 0 {
			return nil, false
		}
		return []string{in.Attributes[i].Value}, true
	default:
		return nil, false
	}
}

func (s *single) decided(*Instance) []*single { return []*single{s} }

// match holds an instance against a single expression. Every comparison with
// what the instance does not have is false; so is each with an attribute that
// has no value. Of several tasks one that fits is enough.
func (s *single) match(in *Instance) bool {
	switch s.subject {
	case registeredAt:
		return ordered(s.op, cmp.Compare(in.RegisteredAt, s.numbers[0]))
	case runningTasksCount:
		return ordered(s.op, cmp.Compare(int64(len(in.Groups)), s.numbers[0]))
	}
	values, has := s.values(in)
	switch s.op {
	case opExists:
		return has
	case opNotExists:
		return !has
	}
	return slices.ContainsFunc(values, func(v string) bool {
		return (v != "" || s.subject != attribute) && s.compare(v)
	})
}

// compare holds one value against the literals.
func (s *single) compare(v string) bool {
	switch s.op {
	case opIn, opNotIn:
		return slices.Contains(s.literals, v) == (s.op == opIn)
	case opMatches, opNotMatches:
		return s.pattern.MatchString(v) == (s.op == opMatches)
	}
	literal := s.literals[0]
	if s.subject == agentVersion {
		return ordered(s.op, compareVersions(v, literal))
	}
	if s.op == opEqual || s.op == opNotEqual {
		return (v == literal) == (s.op == opEqual)
	}
	if isDecimal(v) && isDecimal(literal) {
		return ordered(s.op, compareDecimals(v, literal))
	}
	return ordered(s.op, strings.Compare(v, literal))
}

// ordered reads an operator off a comparison's sign.
func ordered(o operator, sign int) bool {
	switch o {
	case opEqual:
		return sign == 0
	case opNotEqual:
		return sign != 0
	case opGreater:
		return sign > 0
	case opGreaterEqual:
		return sign >= 0
	case opLess:
		return sign < 0
	default:
		return sign <= 0
	}
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// compareDigits compares whole numbers of any length.
func compareDigits(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// isVersion reports whether text is numbers joined by dots.
func isVersion(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !isDigits(part) {
			return false
		}
	}
	return true
}

// compareVersions compares part by part; a part that is missing counts as 0.
func compareVersions(a, b string) int {
	for a != "" || b != "" {
		var x, y string
		x, a, _ = strings.Cut(a, ".")
		y, b, _ = strings.Cut(b, ".")
		if c := compareDigits(x, y); c != 0 {
			return c
		}
	}
	return 0
}

// isDecimal reports whether text is a decimal number: "-3", "10", "2.50".
func isDecimal(s string) bool {
	whole, fraction, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return isDigits(whole) && (!dot || isDigits(fraction))
}

// compareDecimals compares decimal numbers exactly, digit by digit.
func compareDecimals(a, b string) int {
	x, minusX := strings.CutPrefix(a, "-")
	y, minusY := strings.CutPrefix(b, "-")
	xWhole, xPart, _ := strings.Cut(x, ".")
	yWhole, yPart, _ := strings.Cut(y, ".")
	size := cmp.Or(compareDigits(xWhole, yWhole), strings.Compare(strings.TrimRight(xPart, "0"), strings.TrimRight(yPart, "0")))
	zero := func(s string) bool { return strings.Trim(s, "-0.") == "" }
	switch {
	case zero(a) && zero(b):
		return 0
	case minusX && minusY:
		return -size
	case minusX:
		return -1
	case minusY:
		return 1
	default:
		return size
	}
}

// instants are the forms in which AWS writes a date; without a zone it is UTC.
var instants = [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"}

// parseInstant reads a date as milliseconds since 1970.
func parseInstant(s string) (int64, bool) {
	for _, form := range instants {
		if t, err := time.Parse(form, s); err == nil {
			return t.UnixMilli(), true
		}
	}
	return 0, false
}

func instant(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339) }
