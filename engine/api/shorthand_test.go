package api

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type tree = map[string]any

// The wanted values were taken from the AWS CLI's own parser.
func TestShorthand(t *testing.T) {
	tests := []struct {
		text string
		want any // a tree, or the text of the error
	}{
		{"a=b", tree{"a": "b"}},
		{"a=b,c=d", tree{"a": "b", "c": "d"}},
		{"a=b,c", tree{"a": []any{"b", "c"}}},
		{"a=b,c,d=e", tree{"a": []any{"b", "c"}, "d": "e"}},
		{"a=", tree{"a": ""}},
		{"a=,b=c", tree{"a": "", "b": "c"}},
		{" a = b , c = d ", "Expected: '=', received: 'a' for input:\n a = b , c = d \n ^"},
		{"a = b , c = d ", tree{"a": "b", "c": "d"}},
		{"a=b c", tree{"a": "b c"}},
		{`a='b,c',d="e f"`, tree{"a": "b,c", "d": "e f"}},
		{`a='it\'s',b="say \"x\""`, tree{"a": "it's", "b": `say "x"`}},
		{`a=b\,c`, tree{"a": "b,c"}},
		{"a=[b,c]", tree{"a": []any{"b", "c"}}},
		{"a=[]", tree{"a": []any{}}},
		{"a={}", tree{"a": tree{}}},
		{"a={b=c,d=[e,{f=g}]}", tree{"a": tree{"b": "c", "d": []any{"e", tree{"f": "g"}}}}},
		{"a-b_c.d#e/f:g=h", tree{"a-b_c.d#e/f:g": "h"}},
		{"a=b=c", tree{"a": "b=c"}},
		{"a@=b", tree{"a": "b"}},
		{"=b", tree{"": "b"}},
		{"a=ü", tree{"a": "ü"}},
		{"", "Expected: '=', received: 'EOF' for input:\n\n^"},
		{"a", "Expected: '=', received: 'EOF' for input:\na\n ^"},
		{"a=b,", "Expected: '<second>', received: '<none>' for input:\na=b,\n    ^"},
		{"a=[b,c", "Expected: ',', received: 'EOF' for input:\na=[b,c\n      ^"},
		{"a={b", "Expected: '=', received: 'EOF' for input:\na={b\n    ^"},
		{"a='b", "Expected: '<singled quoted>', received: '<none>' for input:\na='b\n  ^"},
		{"a=b,a=c", "Second instance of key \"a\" encountered for input:\na=b,a=c\n    ^\nThis is often because there is a preceding \",\" instead of a space."},
		{"a=b\n,c==d,\ne", "Expected: ',', received: '=' for input:\na=b\n,c==d,\n   ^\ne"},
		{"a@=file://x", "Unable to load paramfile file://x: there are no files here"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			v, err := Shell{}.parseShorthand(tt.text)
			var got any = v
			if err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The wanted errors were taken from Python's own parser.
func TestJSON(t *testing.T) {
	tests := []struct {
		text string
		want any // a value, or the text of the error
	}{
		{`{"a": [1, true, null, "x"]}`, tree{"a": []any{json.Number("1"), true, nil, "x"}}},
		{`"\u00e9\n\ud83d\ude00\/"`, "é\n😀/"},
		{` -1.5e3 `, json.Number("-1.5e3")},
		{``, "Expecting value: line 1 column 1 (char 0)"},
		{`{`, "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"},
		{`{'a': 1}`, "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"},
		{`{"a" 1}`, "Expecting ':' delimiter: line 1 column 6 (char 5)"},
		{`{"a": }`, "Expecting value: line 1 column 7 (char 6)"},
		{"{\"a\": 1\n \"b\": 2}", "Expecting ',' delimiter: line 2 column 2 (char 9)"},
		{`{"a": 1,}`, "Expecting property name enclosed in double quotes: line 1 column 9 (char 8)"},
		{`[1 2]`, "Expecting ',' delimiter: line 1 column 4 (char 3)"},
		{`[1,]`, "Expecting value: line 1 column 4 (char 3)"},
		{`[1] x`, "Extra data: line 1 column 5 (char 4)"},
		{`"abc`, "Unterminated string starting at: line 1 column 1 (char 0)"},
		{`["a", "b]`, "Unterminated string starting at: line 1 column 7 (char 6)"},
		{"[\"a\tb\"]", "Invalid control character at: line 1 column 4 (char 3)"},
		{`["\x"]`, "Invalid \\escape: line 1 column 3 (char 2)"},
		{`["\u12"]`, "Invalid \\uXXXX escape: line 1 column 4 (char 3)"},
		{`tru`, "Expecting value: line 1 column 1 (char 0)"},
		{`01`, "Extra data: line 1 column 2 (char 1)"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got, err := ParseJSON(tt.text)
			if err != nil {
				got = "error: " + err.Error()
			}
			want := tt.want
			if s, ok := want.(string); ok && err != nil {
				want = "error: " + s
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
