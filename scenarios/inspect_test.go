package scenarios

import (
	"strings"
	"testing"

	"drydock/engine"
)

// A role is shown with the documents of all its policies, whatever the learner may
// see.
func TestInspectARole(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	own := *s
	a, err := NewAttempt(&own, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`aws iam create-policy --policy-name edge --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'`,
		`aws iam create-role --role-name web-task --permissions-boundary edge --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}'`,
		`aws iam put-role-policy --role-name web-task --policy-name objects --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'`,
		`aws iam attach-role-policy --role-name web-task --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`,
	} {
		line = strings.Replace(line, "boundary edge", "boundary arn:aws:iam::123456789012:policy/edge", 1)
		if r := a.Exec(line); r.Err != "" {
			t.Fatal(r.Err)
		}
	}
	own.Play.As = engine.Principal("role/ecsInstanceRole")
	journal, events := len(a.journal), len(a.Events())
	in, err := a.Inspect("role", "web-task")
	if err != nil {
		t.Fatal(err)
	}
	var lines, answers []string
	for _, d := range in.Described {
		lines, answers = append(lines, d.Line), append(answers, d.Answer)
	}
	want := []string{
		"aws iam get-role --role-name web-task",
		"aws iam list-attached-role-policies --role-name web-task",
		"aws iam list-role-policies --role-name web-task",
		"aws iam get-role-policy --role-name web-task --policy-name objects",
		"aws iam get-policy-version --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess --version-id v3",
		"aws iam get-policy-version --policy-arn arn:aws:iam::123456789012:policy/edge --version-id v1",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
	if !strings.Contains(answers[3], "\n                \"Action\": \"s3:GetObject\",\n") {
		t.Errorf("the document is no tree:\n%s", answers[3])
	}
	if len(a.journal) != journal || len(a.Events()) != events {
		t.Error("looking is recorded")
	}
	if r := a.Exec("aws iam get-role --role-name web-task"); r.Refusal == nil {
		t.Error("the learner may look too")
	}
}
