package managed_test

import (
	"slices"
	"strings"
	"testing"

	"drydock/engine/managed"
	"drydock/engine/policy"
)

func TestEveryPolicyReads(t *testing.T) {
	all := managed.All()
	if !slices.IsSortedFunc(all, func(a, b *managed.Policy) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the policies are not in the order of their names")
	}
	for _, p := range all {
		if p.Version == "" || p.Version[0] != 'v' || p.Created.IsZero() || !strings.HasPrefix(p.ARN(), "arn:aws:iam::aws:policy/") || managed.Find(p.ARN()) != p {
			t.Errorf("%s %q of %v", p.ARN(), p.Version, p.Created)
		}
		if _, mistakes := policy.Parse(p.Name, p.Document, policy.Managed); len(mistakes) > 0 {
			t.Errorf("%s: %v", p.Name, mistakes)
		}
	}
}

// TestExecutionRolePolicy: reference 03 §2.2: six actions, and nothing else.
func TestExecutionRolePolicy(t *testing.T) {
	p := managed.Find("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")
	if p == nil {
		t.Fatal("it is not there")
	}
	for _, action := range []string{"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents"} {
		if !strings.Contains(p.Document, `"`+action+`"`) {
			t.Errorf("%s is missing", action)
		}
	}
	for _, action := range []string{"logs:CreateLogGroup", "secretsmanager", "ssm:", "kms:", "s3:"} {
		if strings.Contains(p.Document, action) {
			t.Errorf("%s is there", action)
		}
	}
}
