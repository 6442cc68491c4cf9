package api

import (
	"fmt"
	"testing"
)

// TestAllPages: the AWS CLI asks for page after page, unless the line says which.
func TestAllPages(t *testing.T) {
	for line, want := range map[string]string{
		"aws ecs list-task-definition-families":                 "[a b c] ",
		"aws ecs list-task-definition-families --max-results 1": "[a] 1",
		"aws ecs list-task-definition-families --next-token 1":  "[b] 2",
	} {
		r, err := ParseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		call := func(r *Request) (any, *Error) {
			at := 0
			_, _ = fmt.Sscan(r.Input.(*ListTaskDefinitionFamiliesInput).NextToken, &at)
			out := &ListTaskDefinitionFamiliesOutput{Families: []string{string(rune('a' + at))}}
			if at < 2 {
				out.NextToken = fmt.Sprint(at + 1)
			}
			return out, nil
		}
		first, _ := call(r)
		all, refusal := r.AllPages(first, call)
		if got := all.(*ListTaskDefinitionFamiliesOutput); refusal != nil || fmt.Sprint(got.Families, " ", got.NextToken) != want {
			t.Errorf("%s: got %v %q, want %s", line, got.Families, got.NextToken, want)
		}
	}
}
