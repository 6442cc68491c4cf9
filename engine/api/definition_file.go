package api

import (
	"maps"
	"slices"
	"strings"
)

// DefinitionRequest is what a file holds of a task definition, as a request to
// register it: the request itself, or what DescribeTaskDefinition and
// RegisterTaskDefinition answer, without what only an answer has.
func DefinitionRequest(tree map[string]any) map[string]any {
	out := tree
	if inner, ok := tree["taskDefinition"].(map[string]any); ok {
		out = maps.Clone(inner)
		if tags, ok := tree["tags"].([]any); ok && len(tags) > 0 {
			out["tags"] = tags
		}
	}
	out = maps.Clone(out)
	for _, name := range answeredOnly() {
		delete(out, name)
	}
	return out
}

// answeredOnly are the members of a task definition that only an answer has, in
// AWS's order.
func answeredOnly() []string {
	calls := theNames().calls
	answer, _ := calls["ecs:DescribeTaskDefinition"].output.Field("taskDefinition")
	var out []string
	for _, f := range answer.Shape.Fields {
		if _, asked := calls["ecs:RegisterTaskDefinition"].input.Field(f.Name); !asked {
			out = append(out, f.Name)
		}
	}
	return out
}

// pastedBack says how to register what was answered, where that was sent as a
// request; "" where it was not. The AWS CLI refuses it, as it stands.
func pastedBack(op *Operation, tree map[string]any) string {
	if op.ID() != "ecs:RegisterTaskDefinition" {
		return ""
	}
	var found []string
	for _, name := range append([]string{"taskDefinition"}, answeredOnly()...) {
		if _, given := tree[name]; given {
			found = append(found, name)
		}
	}
	switch {
	case len(found) == 0:
		return ""
	case slices.Contains(found, "taskDefinition"):
		return "\n(this is an answer: register what stands inside taskDefinition, without " + strings.Join(answeredOnly(), ", ") + ")"
	}
	return "\n(only answers have " + strings.Join(found, ", ") + ": take them out to register the definition again)"
}
