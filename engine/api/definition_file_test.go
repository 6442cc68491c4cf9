package api

import (
	"os"
	"strings"
	"testing"
)

// described is what DescribeTaskDefinition of AWS answers for a web application
// on Fargate, as people keep it.
func described(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("testdata/described.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := ParseJSON(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

func TestDefinitionRequest(t *testing.T) {
	o := op(t, "ecs:RegisterTaskDefinition")
	whole := described(t)
	inner := whole["taskDefinition"].(map[string]any)
	for name, tree := range map[string]map[string]any{"the answer": whole, "what stands inside": inner, "the request": DefinitionRequest(inner)} {
		in, skipped, err := o.Decode(DefinitionRequest(tree))
		if err != nil || len(skipped) > 0 {
			t.Fatal(name, skipped, err)
		}
		tags := 0
		if name == "the answer" {
			tags = 1
		}
		got := in.(*RegisterTaskDefinitionInput)
		if got.Family != "shop-web" || len(got.ContainerDefinitions) != 2 || got.ContainerDefinitions[1].LogConfiguration.Options["awslogs-group"] != "/ecs/shop-web" || len(got.Tags) != tags {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, there := inner["status"]; !there {
		t.Error("the tree that was given was changed")
	}
}

// TestPastedBack: like the AWS CLI, the line refuses an answer; it says what to
// take out.
func TestPastedBack(t *testing.T) {
	for file, want := range map[string]string{
		"whole": "register what stands inside taskDefinition, without taskDefinitionArn, revision, status",
		"inner": "only answers have taskDefinitionArn, revision, status, requiresAttributes, compatibilities, registeredAt, registeredBy:",
	} {
		sh := Shell{Files: func(string) ([]byte, error) {
			tree := described(t)
			if file == "inner" {
				tree = tree["taskDefinition"].(map[string]any)
			}
			return []byte(ShortJSON(objectOf(tree))), nil
		}}
		_, err := sh.ParseLine("aws ecs register-task-definition --cli-input-json file://described.json")
		if err == nil || !strings.Contains(err.Error(), "Unknown parameter in input") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// objectOf is a tree as an Object, in the order of its keys.
func objectOf(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := Object{}
		for _, key := range sortedKeys(v) {
			o = append(o, Member{key, objectOf(v[key])})
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = objectOf(v[i])
		}
		return list
	}
	return v
}
