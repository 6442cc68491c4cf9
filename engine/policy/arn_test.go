package policy

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestARNs(t *testing.T) { // reference 03 §1.2
	for _, c := range []struct{ text, want string }{
		{"arn:aws:ecs:eu-west-1:111122223333:service/prod/web", ""},
		{"arn:aws:s3:::dock/a:b", ""},
		{"arn:aws:iam::aws:policy/AdministratorAccess", ""},
		{"arn:aws-cn:iam::111122223333:role/App", ""},
		{"", "expected arn:partition"},
		{"arn:aws:s3:::", "it names no resource"},
		{"arn:aws:ecs:eu-west-1:111122223333", "expected arn:partition"},
		{"arm:aws:ecs:eu-west-1:111122223333:x", "expected arn:partition"},
		{"arn:asw:ecs:eu-west-1:111122223333:x", `there is no partition "asw"; did you mean "aws"?`},
		{"arn:aws::eu-west-1:111122223333:x", "expected a service"},
		{"arn:aws:ecs:eu-west-1:1111:x", "an account has 12 digits"},
	} {
		a, err := ParseARN(c.text)
		switch {
		case c.want == "" && (err != nil || a.String() != c.text):
			t.Errorf("%s: %v, %v", c.text, a, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestCallers(t *testing.T) { // reference 03 §1.2, ARN forms
	for _, c := range []struct{ text, want string }{
		{dana, "User"},
		{"arn:aws:iam::111122223333:root", "Account"},
		{session, "AssumedRole"},
		{"arn:aws:sts::111122223333:federated-user/dana", "FederatedUser"},
		{"ecs-tasks.amazonaws.com", "service"},
		{"arn:aws:iam::111122223333:oidc-provider/token.example.com", "web identity"},
		{"arn:aws:iam::111122223333:role/App", "makes no request itself"},
		{"arn:aws:sts::111122223333:assumed-role/App", "no user, session or service"},
		{"arn:aws:iam::111122223333:group/dev", "no user, session or service"},
		{"arn:aws:s3:::dock", "names no account"},
		{"dana", "is no ARN"},
	} {
		p, err := ParsePrincipal(c.text)
		switch {
		case err != nil && !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		case err == nil && (string(p.Type()) != c.want || p.String() != c.text):
			t.Errorf("%s: %s, want %s", p, p.Type(), c.want)
		}
	}
	if p := (Principal{}); p.Type() != Anonymous || p.String() != "anonymous" {
		t.Errorf("nobody is %s", p.Type())
	}
}

func TestActionsIgnoreCase(t *testing.T) { // reference 03 §1.2
	for _, c := range []struct {
		pattern, action string
		want            bool
	}{
		{"ecs:*Task*", "ECS:runtask", true},
		{"ECS:RUNTASK", "ecs:RunTask", true},
		{"ecs:Run????", "ecs:RunTask", true},
		{"ecs:Run???", "ecs:RunTask", false},
		{"*:*", "ecs:RunTask", true},
		{"ecs:*", "ecr:PutImage", false},
	} {
		g, _, _ := compile(c.pattern, true, false)
		if got := g.match(c.action, true); got != c.want {
			t.Errorf("%s of %s: %v", c.pattern, c.action, got)
		}
	}
}

// FuzzARN holds that an ARN reads back as it was written, that a pattern made of it
// matches it and nothing longer, and that matching agrees with the plain definition
// of wildcards.
func FuzzARN(f *testing.F) {
	f.Add("arn:aws:ecs:eu-west-1:111122223333:service/prod/web", "arn:aws:ecs:*:*:service/*")
	f.Add("arn:aws:s3:::dock/a*b?c", "arn:aws:s3:::dock/${*}?")
	f.Add("arn:aws:iam::111122223333:root", "*:*:*:*:*:*")
	f.Add("a::::::", "?::::::*")
	f.Fuzz(func(t *testing.T, text, pattern string) {
		if a, err := ParseARN(text); err == nil && a.String() != text {
			t.Fatalf("%q became %q", text, a)
		}
		if p, err := ParsePrincipal(text); err == nil && p.String() != text {
			t.Fatalf("%q became %q", text, p)
		}
		parts, isARN := splitText(text)
		e := &evaluation{request: &Request{}}
		if isARN && !strings.ContainsAny(text, "*?") {
			p, _, _ := compileARN(text, false)
			longer := parts
			longer[5] += "x"
			if !p.match(e, &parts, true) || p.match(e, &longer, true) {
				t.Fatalf("%q as a pattern of itself", text)
			}
		}
		if len(text) > 40 || len(pattern) > 20 || !utf8.ValidString(text) || !utf8.ValidString(pattern) {
			return
		}
		g, _, _ := compile(pattern, true, false)
		if got, want := g.match(text, false), like([]rune(pattern), []rune(text)); got != want {
			t.Fatalf("%q of %q: %v, want %v", pattern, text, got, want)
		}
	})
}

// like is what wildcards mean, without haste.
func like(pattern, text []rune) bool {
	reach := make([]bool, len(text)+1) // what the pattern so far matches up to here
	reach[0] = true
	for _, p := range pattern {
		next := make([]bool, len(text)+1)
		for i := range reach {
			switch {
			case p == '*':
				next[i] = reach[i] || i > 0 && next[i-1]
			case i > 0:
				next[i] = reach[i-1] && (p == '?' || p == text[i-1])
			}
		}
		reach = next
	}
	return reach[len(text)]
}
