package api

import (
	"encoding/json"
	"strings"
)

// Document is a policy in an answer. IAM sends the text, URL-encoded; the AWS CLI
// decodes it and prints the policy as an object, so its tree is one.
type Document string

// tree is the policy as an Object whose members keep their order; the text where
// it is no JSON.
func (d Document) tree() any {
	in := json.NewDecoder(strings.NewReader(string(d)))
	in.UseNumber()
	v, err := orderedValue(in)
	if err != nil {
		return string(d)
	}
	return v
}

// orderedValue reads one value of JSON.
func orderedValue(in *json.Decoder) (any, error) {
	token, err := in.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := Object{}
		for in.More() {
			name, err := in.Token()
			if err != nil {
				return nil, err
			}
			value, err := orderedValue(in)
			if err != nil {
				return nil, err
			}
			o = append(o, Member{name.(string), value})
		}
		_, err = in.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for in.More() {
			value, err := orderedValue(in)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = in.Token()
		return list, err
	}
	return token, nil
}

// MarshalJSON writes the policy as an object too.
func (d Document) MarshalJSON() ([]byte, error) { return []byte(ShortJSON(d.tree())), nil }
