package api

import (
	"slices"
	"strings"
	"testing"
)

// TestPermissionFiles: every line is of an operation that there is, its keys are
// keys, its lists have no word twice, and no file is of another service.
func TestPermissionFiles(t *testing.T) {
	for id, all := range thePermissions() {
		op, ok := Find(id)
		if !ok || op.Hidden {
			t.Errorf("%s is no operation that is offered", id)
			continue
		}
		for i, p := range all {
			if i == 0 && p.Action != op.Action {
				t.Errorf("%s: the first action is %s", id, p.Action)
			}
			for _, words := range [][]string{p.Resources, p.Keys} {
				sorted := slices.Sorted(slices.Values(words))
				if len(slices.Compact(sorted)) != len(words) {
					t.Errorf("%s: a word twice in %v", id, words)
				}
			}
			for _, key := range append([]string{p.Action}, p.Keys...) {
				if prefix, name, ok := strings.Cut(key, ":"); !ok || prefix == "" || name == "" {
					t.Errorf("%s: %q is no action and no key", id, key)
				}
			}
			for _, kind := range p.Resources {
				if strings.ContainsAny(kind, ":*") {
					t.Errorf("%s: %q is no resource type", id, kind)
				}
			}
		}
	}
}

func TestReadPermissions(t *testing.T) {
	got := map[string][]Permission{}
	readPermissions(got, "efs", "# a remark\r\n\r\nA: x y; k:1 k:2\r\n  iam:PassRole: role; iam:PassedToService\nB: *\nC: *; k:1\nD: none\n")
	for id, want := range map[string]string{
		"efs:A": "elasticfilesystem:A on x, y (condition keys: k:1, k:2) | iam:PassRole on role (condition keys: iam:PassedToService)",
		"efs:B": "elasticfilesystem:B on *",
		"efs:C": "elasticfilesystem:C on * (condition keys: k:1)",
		"efs:D": "",
	} {
		var have []string
		for _, p := range got[id] {
			have = append(have, p.String())
		}
		if text := strings.Join(have, " | "); text != want || got[id] == nil {
			t.Errorf("%s: %s, want %s", id, text, want)
		}
	}
}

func TestHelpTellsPermissions(t *testing.T) {
	for command, words := range map[string][]string{
		"ecs register-task-definition": {"Needs permission for ecs:RegisterTaskDefinition. Resource types: task-definition. Condition keys: ", "iam:PassRole on role (condition keys: iam:PassedToService)."},
		"ecs list-clusters":            {`Needs permission for ecs:ListClusters. It has no resource types: a policy says "*".`},
		"sts get-caller-identity":      {"Needs no permission."},
	} {
		text, ok := Help(append(strings.Fields(command), "help"))
		for _, want := range words {
			if !ok || !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
				t.Errorf("%s: %q is not in\n%s", command, want, text)
			}
		}
	}
}
