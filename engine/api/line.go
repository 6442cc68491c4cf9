package api

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Line prints the aws line that makes a request: nested values as shorthand when
// they are simple and as JSON otherwise, words quoted where a shell needs it.
// ParseLine reads it back to an equal input, as long as the input has all that
// the operation requires. Text that begins with file://, which a line would take
// for a file's name, has the whole request in JSON.
func Line(op *Operation, in any) string {
	words := []string{"aws", op.Service, op.Command()}
	v := reflect.Indirect(reflect.ValueOf(in))
	for _, f := range op.shape.Fields {
		words = append(words, fieldWords(op, f, v)...)
	}
	if slices.ContainsFunc(words, hasFileURL) {
		request, _ := requestTree(nil, op.shape, v)
		words = append(words[:3], inputFlag, ShortJSON(request))
	}
	for i, w := range words {
		words[i] = Quote(w)
	}
	return strings.Join(words, " ")
}

// hasFileURL says whether a word, or the value behind its "=", names a file.
func hasFileURL(word string) bool {
	_, value, _ := strings.Cut(word, "=")
	return isFileURL(word) || strings.HasPrefix(word, "--") && isFileURL(value)
}

// fieldWords are the option and its values for one member; none when it is
// absent.
func fieldWords(op *Operation, f *Field, in reflect.Value) []string {
	v := in.Field(f.index)
	value, present := requestTree(f, f.Shape, v)
	switch {
	case isRunInstances(op) && f.Name == "MaxCount":
		return nil // told with MinCount
	case isRunInstances(op) && f.Name == "MinCount":
		return countWords(in.Interface().(RunInstancesInput))
	case !present:
		return nil
	case f.Name == "IpPermissions" && isGroupRule(op):
		if words, ok := ruleWords(v.Interface().([]IpPermission)); ok {
			return words
		}
	}
	return optionWords(op, f, value)
}

// optionWords are the option of a member and the words for its value: an object,
// a list or a scalar.
func optionWords(op *Operation, f *Field, value any) []string {
	switch value := value.(type) {
	case bool:
		if !value {
			return []string{offFlag(op, f)}
		}
		return []string{f.Flag}
	case []any:
		if listsBare(op, f) {
			return listWords(f.Flag, bareValues(value))
		}
		return listWords(f.Flag, value)
	case Object:
		if text, ok := asShorthand(value); ok {
			return []string{f.Flag, text}
		}
		return []string{f.Flag, ShortJSON(value)}
	}
	return valueWords(f.Flag, scalarText(value))
}

// valueWords writes a value behind "=" when it would be taken for an option.
func valueWords(flag, value string) []string {
	if strings.HasPrefix(value, "-") && !isNegative(value) {
		return []string{flag + "=" + value}
	}
	return []string{flag, value}
}

// bareValues are the values of structures with one member; the structures
// themselves if one of them lacks it.
func bareValues(list []any) []any {
	var out []any
	for _, e := range list {
		o, _ := e.(Object)
		if len(o) != 1 {
			return list
		}
		out = append(out, o[0].Value)
	}
	return out
}

func listWords(flag string, list []any) []string {
	words := []string{flag}
	for _, e := range list {
		text, ok := "", false
		switch e := e.(type) {
		case Object:
			text, ok = asShorthand(e)
		case string:
			text, ok = e, !strings.HasPrefix(e, "-") && !looksJSON(e) && !isFileURL(e)
		}
		if !ok {
			return []string{flag, ShortJSON(list)}
		}
		words = append(words, text)
	}
	if len(list) == 0 {
		return []string{flag, "[]"}
	}
	return words
}

// requestTree turns a member into what its JSON would be; false when it is
// absent.
func requestTree(f *Field, s *Shape, v reflect.Value) (any, bool) {
	given := f != nil && f.Required // an empty text is there all the same
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil, false
		}
		v, given = v.Elem(), true
	}
	switch s.Kind {
	case Structure:
		o := Object{}
		for _, f := range s.Fields {
			if value, present := requestTree(f, f.Shape, v.Field(f.index)); present {
				o = append(o, Member{f.Name, value})
			}
		}
		return o, true
	case List:
		list := []any{}
		for i := range v.Len() {
			value, _ := requestTree(nil, s.Elem, v.Index(i))
			list = append(list, value)
		}
		return list, given || !v.IsNil()
	case Map:
		return answerTree(v), !v.IsNil()
	case Integer:
		return v.Int(), true
	case Boolean:
		return v.Bool(), true
	case Timestamp:
		return Time(v.Int()).String(), given || v.Int() != 0
	case Double:
		return answerTree(v), true
	}
	return v.String(), given || v.String() != ""
}

// asShorthand writes a structure whose members are plain scalars or lists of
// plain text.
func asShorthand(o Object) (string, bool) {
	parts := []string{}
	for _, m := range o {
		values := []any{m.Value}
		if list, ok := m.Value.([]any); ok {
			values = list
		}
		texts := []string{}
		for _, v := range values {
			if _, nested := v.(Object); nested || !isPlain(scalarText(v)) {
				return "", false
			}
			texts = append(texts, scalarText(v))
		}
		if len(texts) == 0 {
			return "", false
		}
		parts = append(parts, m.Name+"="+strings.Join(texts, ","))
	}
	return strings.Join(parts, ","), len(parts) > 0
}

// isPlain says whether shorthand and a shell both take a text as it is.
func isPlain(s string) bool {
	for _, r := range s {
		if r >= 128 || !isLower(byte(r)) && !isUpper(byte(r)) && !isDigit(byte(r)) && !strings.ContainsRune("-_./:", r) {
			return false
		}
	}
	return s != "" && !isFileURL(s)
}

func scalarText(v any) string {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// countWords is --count with the least and the most.
func countWords(in RunInstancesInput) []string {
	if in.MinCount == nil || in.MaxCount == nil {
		return nil
	}
	least, most := scalarText(*in.MinCount), scalarText(*in.MaxCount)
	if least != most {
		least += ":" + most
	}
	return valueWords("--count", least)
}

// ruleWords writes a single rule with the simple options; false when they
// cannot say it.
func ruleWords(list []IpPermission) ([]string, bool) {
	if len(list) != 1 {
		return nil, false
	}
	p := list[0]
	words := []string{}
	switch {
	case p.IpProtocol == "-1":
		words = append(words, "--protocol", "all")
	case isProtocol(p.IpProtocol):
		words = append(words, "--protocol", p.IpProtocol)
	case p.IpProtocol != "":
		return nil, false
	}
	switch {
	case p.FromPort == nil && p.ToPort == nil:
	case p.FromPort == nil || p.ToPort == nil:
		return nil, false
	case *p.FromPort == -1 && *p.ToPort == -1:
		words = append(words, "--port", "all")
	case *p.FromPort < 0 || *p.ToPort < 0:
		return nil, false
	case *p.FromPort == *p.ToPort:
		words = append(words, "--port", scalarText(*p.FromPort))
	default:
		words = append(words, "--port", scalarText(*p.FromPort)+"-"+scalarText(*p.ToPort))
	}
	source, ok := sourceWords(p)
	return append(words, source...), ok
}

func isProtocol(text string) bool {
	n, err := strconv.ParseUint(text, 10, 8)
	return slices.Contains([]string{"tcp", "udp", "icmp"}, text) || err == nil && strconv.FormatUint(n, 10) == text
}

func sourceWords(p IpPermission) ([]string, bool) {
	if p.UserIdGroupPairs == nil && len(p.IpRanges) == 1 {
		r := p.IpRanges[0]
		return valueWords("--cidr", r.CidrIp), r.CidrIp != "" && r.Description == "" && !isFileURL(r.CidrIp)
	}
	if p.IpRanges != nil || len(p.UserIdGroupPairs) != 1 {
		return nil, false
	}
	pair := p.UserIdGroupPairs[0]
	byID := strings.HasPrefix(pair.GroupId, "sg-") && pair.GroupName == ""
	byName := pair.GroupId == "" && pair.GroupName != "" && !strings.HasPrefix(pair.GroupName, "sg-")
	words := valueWords("--source-group", pair.GroupId+pair.GroupName)
	if pair.UserId != "" {
		words = append(words, valueWords("--group-owner", pair.UserId)...)
	}
	return words, (byID || byName) && pair.Description == "" && !isFileURL(pair.GroupName) && !isFileURL(pair.UserId)
}
