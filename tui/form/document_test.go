package form_test

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"drydock/engine"
	"drydock/tui/form"
	"drydock/tui/theme"
)

func newDocument(t *testing.T, id string, w, h int, present func(string, map[string]string) string) *driver {
	t.Helper()
	d := &driver{t: t, w: w, h: h, m: form.New(find(t, id), names(t), theme.Dark(), w, h)}
	d.m = d.m.Documents(engine.DocumentMistakes, present)
	return d
}

// existing stands for the world: one role with one policy.
func existing(op string, given map[string]string) string {
	switch {
	case op == "iam:PutRolePolicy" && given["RoleName"] == "ecsInstanceRole" && given["PolicyName"] == "own":
		return `{"Version":"2012-10-17","Statement":{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}}}`
	case op == "iam:UpdateAssumeRolePolicy" && given["RoleName"] == "ecsInstanceRole":
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	case op == "iam:UpdateAssumeRolePolicy":
		return `{"Version":"2012-10-17","Id":"mine","Statement":[]}`
	}
	return ""
}

const (
	putPolicy = "iam:PutRolePolicy"
	trust     = "iam:UpdateAssumeRolePolicy"
)

func TestDocumentLines(t *testing.T) {
	for _, tt := range []struct {
		name, op string
		keys     []string
		want     string
	}{
		{"a policy from nothing", putPolicy, []string{
			"ecsTask", "enter", "logs", "enter", "tab", "enter", "enter", "Allow", "enter", "enter", "iam:Pass", "enter", "tab", "enter", "*", "enter", "ctrl+s",
		}, `aws iam put-role-policy --role-name ecsTaskExecutionRole --policy-name logs --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}'`},
		{
			"a present policy, changed", putPolicy,
			[]string{"ecsInst", "enter", "own", "enter", "tab", "tab", "tab", "tab", "Deny", "enter", "ctrl+s"},
			`aws iam put-role-policy --role-name ecsInstanceRole --policy-name own --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Deny","Action":["s3:GetObject","s3:ListBucket"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}'`,
		},
		{
			"a present trust policy, with one service more", trust,
			[]string{"ecsInst", "enter", "tab", "tab", "tab", "tab", "tab", "enter", "ecs-tasks", "enter", "ctrl+s"},
			`aws iam update-assume-role-policy --role-name ecsInstanceRole --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","ecs-tasks.amazonaws.com"]},"Action":"sts:AssumeRole"}]}'`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDocument(t, tt.op, 80, 24, existing)
			d.press(tt.keys...)
			if got := d.line(); got != tt.want {
				t.Errorf("got\n%s\n%s", got, d.frame())
			}
		})
	}
}

// What is wrong with a document is told at the field that has it.
func TestDocumentMistakes(t *testing.T) {
	d := newDocument(t, putPolicy, 80, 24, existing)
	d.press("ecsInst", "enter", "own", "enter", "tab", "tab", "tab", "tab", "tab", "tab", "ctrl+u", "s4 Get", "enter", "ctrl+s")
	d.shows("▸✗         Action 1", "✗ an action", "s4 Get")
	d = newDocument(t, putPolicy, 80, 24, nil)
	d.press("ecsInst", "enter", "own", "enter", "tab", "enter", "enter", "Allow", "enter", "ctrl+s")
	d.shows("▸✗     Statement 1", "✗ ")
	d = newDocument(t, trust, 120, 36, existing)
	d.press("ecsInst", "enter", "tab", "tab", "tab", "tab", "tab", "enter", "me", "enter", "ctrl+s")
	d.shows("✗", "Principal 2", `"me"`)
}

// What is filled in by hand is not lost to a document that is there, and one that
// says more than the form has fields for is told of.
func TestPresentDocuments(t *testing.T) {
	d := newDocument(t, putPolicy, 120, 36, existing)
	d.press("ecsInst", "enter", "own", "enter")
	d.shows("Statement 1", "[Read", "s3:ListBucket")
	d.press("shift+tab", "x")
	d.hides("s3:ListBucket")
	d.press("backspace")
	d.shows("s3:ListBucket")
	d.press("tab", "tab", "tab", "tab", "Mine", "up", "up", "up", "up", "x")
	d.shows("s3:ListBucket", "[ReadMine", "[ownx")
	d = newDocument(t, trust, 120, 36, existing)
	d.press("ecsTask", "enter")
	d.shows("it says more than fields do", "as text  e edits it")
}

func TestDocumentFrames(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("policy-%dx%d", size[0], size[1]), func(t *testing.T) {
			d := newDocument(t, putPolicy, size[0], size[1], existing)
			d.press("ecsInst", "enter", "own", "enter", "tab", "tab", "tab", "tab")
			golden.RequireEqual(t, d.frame())
		})
		t.Run(fmt.Sprintf("trust-%dx%d", size[0], size[1]), func(t *testing.T) {
			d := newDocument(t, trust, size[0], size[1], existing)
			d.press("ecsInst", "enter", "tab", "tab", "tab", "tab", "tab", "enter")
			golden.RequireEqual(t, d.frame())
		})
	}
}
