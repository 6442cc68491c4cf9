package policy

import (
	"fmt"
	"strings"
	"testing"
)

func TestSimulate(t *testing.T) {
	const document = `{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "ecs:*", "Resource": "*"},
  {"Sid": "Own", "Effect": "Allow", "Action": "ecs:StopTask", "Resource": "arn:aws:ecs:*:*:task/${aws:PrincipalTag/team}/*",
   "Condition": {"StringEquals": {"ecs:cluster": "x"}}},
  {"Effect": "Deny", "Action": "ecs:DeleteCluster", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}]}`
	p, mistakes := Parse("p", document, Inline)
	if mistakes != nil {
		t.Fatal(mistakes)
	}
	who, err := ParsePrincipal("arn:aws:iam::123456789012:user/a")
	if err != nil {
		t.Fatal(err)
	}
	var mfa Context
	mfa.Set("aws:MultiFactorAuthPresent", "false")
	tests := []struct {
		action  string
		context Context
		want    string
	}{
		{"ecs:RunTask", Context{}, "allowed; 1 2:3-2:58; missing []"},
		{"ecs:StopTask", Context{}, "allowed; 1 2:3-2:58; missing [aws:PrincipalTag/team ecs:cluster]"},
		{"ecs:DeleteCluster", Context{}, "allowed; 1 2:3-2:58; missing [aws:MultiFactorAuthPresent]"},
		{"ecs:DeleteCluster", mfa, "explicitDeny; 3 5:3-5:133; missing []"}, // the deny alone
		{"ec2:RunInstances", Context{}, "implicitDeny; missing []"},
	}
	for _, tt := range tests {
		r := Request{Principal: who, Action: tt.action, Resource: "*", Context: tt.context}
		s := Simulate(&r, &Policies{Identity: []*Policy{p}})
		parts := []string{s.Decision.Effect.String()}
		for _, m := range s.Matches {
			parts = append(parts, fmt.Sprintf("%d %d:%d-%d:%d", m.Statement, m.Start.Line, m.Start.Column, m.End.Line, m.End.Column))
		}
		parts = append(parts, fmt.Sprintf("missing %v", s.Missing))
		if got := strings.Join(parts, "; "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.action, got, tt.want)
		}
		if d := Evaluate(&r, &Policies{Identity: []*Policy{p}}, nil); d != s.Decision {
			t.Errorf("%s: Simulate decides %v, Evaluate %v", tt.action, s.Decision, d)
		}
	}
	if got, want := fmt.Sprint(p.Keys()), "[aws:MultiFactorAuthPresent aws:PrincipalTag/team ecs:cluster]"; got != want {
		t.Errorf("keys %s, want %s", got, want)
	}
}
