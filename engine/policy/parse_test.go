package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMistakes(t *testing.T) { // reference 03 §1.1
	identity := func(statement string) string { return `{"Version": "2012-10-17", "Statement": ` + statement + `}` }
	for _, c := range []struct {
		name, text string
		kind       Kind
		want       string // one mistake a line
	}{
		{"nothing", ``, Inline, `1:1: expected a value, found the end`},
		{"no JSON", `{"Version" "2012-10-17"}`, Inline, `1:12: expected ":" behind the name, found "\""`},
		{"a comma too many", "{\n  \"Statement\": [],\n}", Inline, `3:1: expected a name in double quotes, found "}"`},
		{"a string that does not end", "{\n  \"Version: 1\n}", Inline, `2:3: the string is never closed`},
		{"a word without quotes", `{"Effect": Allow}`, Inline, `1:12: expected a value, found "Allow"; text stands in double quotes`},
		{"an escape that is none", `{"\q": 1}`, Inline, `1:2: the string holds an escape or a control character that JSON does not know`},
		{"more behind it", `{} x`, Inline, `1:4: expected the end of the document, found "x"`},
		{"an array that does not end", `{"Statement": [{} {}`, Inline, `1:19: expected "," or "]", found "{"`},
		{"too deep", strings.Repeat("[", 40), Inline, `1:33: the value is nested more than 32 levels deep`},
		{"no object", `[]`, Inline, `1:1: a policy is an array; expected an object`},
		{"no statement", `{"Version": "2012-10-17"}`, Inline, `1:1: a policy needs a Statement`},
		{"no statements", identity(`[]`), Inline, `1:40: a policy needs at least one statement`},
		{"statements of another kind", identity(`[1, "x"]`), Inline, "1:41: a statement is a number; expected an object\n1:44: a statement is a string; expected an object"},
		{"a statement that is text", identity(`"x"`), Inline, `1:40: Statement is a string; expected a statement or an array of them`},
		{"a version of one's own", `{"Version": "2026-11-22", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`, Inline, `1:13: expected the version "2012-10-17" or "2008-10-17", found "2026-11-22"`},
		{"an Id", `{"Id": "x", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`, Managed, `1:2: a managed policy has no Id`},
		{
			"all at once", "{\n  \"Version\": 2012,\n  \"Statment\": [],\n  \"Statement\": [{\n    \"Efect\": \"Allow\",\n    \"Action\": \"RunTask\",\n    \"Resource\": [\"web\"]\n  }]\n}", Inline,
			"2:14: Version is a number; expected a string\n" +
				"3:3: a policy has no element \"Statment\"; expected Version, Id or Statement; did you mean \"Statement\"?\n" +
				"4:17: the statement needs Effect: \"Allow\" or \"Deny\"\n" +
				"5:5: a statement has no element \"Efect\"; expected Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource or Condition; did you mean \"Effect\"?\n" +
				"6:15: an action is service:Name, such as \"ecs:RunTask\", or \"*\"; found \"RunTask\"\n" +
				"7:18: a resource is \"*\" or an ARN of six parts, arn:partition:service:region:account:resource; found \"web\"",
		},
		{"a name twice", identity(`{"Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*"}`), Inline, `1:60: "Effect" stands twice in a statement`},
		{"the case of Effect", identity(`{"Effect": "allow", "Action": "*", "Resource": "*"}`), Inline, `1:51: expected "Allow" or "Deny", found "allow"; did you mean "Allow"?`},
		{"neither action", identity(`{"Effect": "Allow", "Resource": "*"}`), Inline, `1:40: the statement needs Action or NotAction`},
		{"both actions", identity(`{"Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*"}`), Inline, `1:75: a statement has Action or NotAction, not both`},
		{"no resource", identity(`{"Effect": "Allow", "Action": "*"}`), Inline, `1:40: the statement needs Resource or NotResource`},
		{"no action in the list", identity(`{"Effect": "Allow", "Action": [], "Resource": "*"}`), Inline, `1:70: Action needs at least one value`},
		{"an action that is a number", identity(`{"Effect": "Allow", "Action": [1], "Resource": "*"}`), Inline, `1:71: a value of Action is a number; expected a string`},
		{"a wildcard for services", identity(`{"Effect": "Allow", "Action": "e*:RunTask", "Resource": "*"}`), Inline, `1:70: the service of an action has letters, digits and hyphens, and no wildcard; found "e*:RunTask"`},
		{"a blank in an action", identity(`{"Effect": "Allow", "Action": "ecs:Run Task", "Resource": "*"}`), Inline, `1:70: the name of an action has letters, digits and wildcards; found "ecs:Run Task"`},
		{"an empty last part", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::"}`), Inline, ``},
		{"four parts", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:ecs:web"}`), Inline, `1:87: a resource is "*" or an ARN of six parts, arn:partition:service:region:account:resource; found "arn:aws:ecs:web"`},
		{"a partition", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aw:ecs:::x"}`), Inline, `1:87: there is no partition "aw"; did you mean "aws"?`},
		{"a wildcard service", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:*:::x"}`), Inline, `1:87: the service of an ARN is written out, without wildcard; found "arn:aws:*:::x"`},
		{"a variable too early", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:ecs:${aws:RequestedRegion}:1:x"}`), Inline, `1:87: a variable stands behind the fifth colon of an ARN only; found "arn:aws:ecs:${aws:RequestedRegion}:1:x"`},
		{"a variable that does not end", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username"}`), Inline, `1:87: the variable is never closed, in "arn:aws:s3:::${aws:username"`},
		{"a variable without a service", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${user}"}`), Inline, "1:87: a variable names a condition key, such as ${aws:username}; ${*}, ${?} and ${$} are those characters, in \"arn:aws:s3:::${user}\""},
		{"a default without quotes", identity(`{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username, x}"}`), Inline, "1:87: the default of a variable stands in single quotes: ${key, 'default'}, in \"arn:aws:s3:::${aws:username, x}\""},
		{"no variables in the older version", `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${user"}}`, Inline, ``},
		{"a Sid with a blank", identity(`{"Sid": "a b", "Effect": "Allow", "Action": "*", "Resource": "*"}`), Inline, `1:48: Sid has letters and digits only, found "a b"`},
		{"a Sid with a blank on a bucket", identity(`{"Sid": "a b", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}`), Resource, ``},
		{"a Sid twice", identity(`[{"Sid": "a", "Effect": "Allow", "Action": "*", "Resource": "*"}, {"Sid": "a", "Effect": "Deny", "Action": "*", "Resource": "*"}]`), Managed, `1:114: another statement has the Sid "a" already`},
		{"a principal on an identity", identity(`{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}`), Inline, `1:60: an inline policy has no Principal: it applies to whom it is attached to`},
		{"no principal on a bucket", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*"}`), Resource, `1:40: the statement needs Principal or NotPrincipal`},
		{"NotPrincipal in a trust policy", identity(`{"Effect": "Deny", "NotPrincipal": "*", "Action": "sts:AssumeRole"}`), Trust, `1:59: a role trust policy has no NotPrincipal`},
		{"NotPrincipal that allows", identity(`{"Effect": "Allow", "NotPrincipal": "*", "Action": "s3:*", "Resource": "*"}`), Resource, `1:60: NotPrincipal goes with Deny only`},
		{"a resource in a trust policy", identity(`{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}`), Trust, `1:106: a role trust policy names no resource: it is the one that the policy hangs on`},
		{"a resource in a repository policy", identity(`{"Effect": "Allow", "Principal": "*", "Action": "ecr:*", "Resource": "*"}`), Repository, `1:97: a repository policy names no resource: it is the one that the policy hangs on`},
		{"another action in a trust policy", identity(`{"Effect": "Allow", "Principal": "*", "Action": "ecs:RunTask"}`), Trust, `1:88: a role trust policy has actions of sts only, such as sts:AssumeRole; found "ecs:RunTask"`},
		{"a resource control policy that allows", identity(`{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}`), RCP, `1:51: a resource control policy only denies; RCPFullAWSAccess allows`},
		{"a resource control policy for one", identity(`{"Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}`), RCP, `1:72: the Principal of a resource control policy is "*"`},
		{"a resource control policy with NotAction", identity(`{"Effect": "Deny", "Principal": "*", "NotAction": "s3:*", "Resource": "*"}`), RCP, `1:77: a resource control policy has no NotAction`},
		{"a service control policy without a version", `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`, SCP, `1:1: a service control policy needs the Version "2012-10-17"`},
		{"a service control policy of the older version", `{"Version": "2008-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`, SCP, `1:13: a service control policy has the Version "2012-10-17"`},
		{"a principal that is text", identity(`{"Effect": "Allow", "Principal": "111122223333", "Action": "s3:*", "Resource": "*"}`), Resource, `1:73: expected "*" or an object such as {"AWS": …} or {"Service": …}, found "111122223333"`},
		{"a kind of principal", identity(`{"Effect": "Allow", "Principal": {"Aws": "*"}, "Action": "s3:*", "Resource": "*"}`), Resource, `1:74: Principal has no element "Aws"; expected AWS, Service, Federated or CanonicalUser; did you mean "AWS"?`},
		{"no principal in the object", identity(`{"Effect": "Allow", "Principal": {}, "Action": "s3:*", "Resource": "*"}`), Resource, `1:73: Principal needs at least one of AWS, Service, Federated or CanonicalUser`},
		{"an operator", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEqual": {"aws:x": "y"}}}`), Inline, `1:106: there is no condition operator "StringEqual"; did you mean "StringEquals"?`},
		{"a prefix", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"ForAnyValues:StringLike": {"aws:x": "y"}}}`), Inline, `1:106: there is no prefix "ForAnyValues"; expected ForAllValues: or ForAnyValue:; did you mean "ForAnyValue:StringLike"?`},
		{"Null with a suffix", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NullIfExists": {"aws:x": "true"}}}`), Inline, `1:106: Null itself asks whether a key exists, and takes no IfExists`},
		{"Null with a prefix", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"ForAnyValue:Null": {"aws:x": "true"}}}`), Inline, `1:106: Null asks about a key as a whole, and takes no ForAnyValue:`},
		{"a key without a service", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"SecureTransport": true}}}`), Inline, `1:115: a condition key is service:name, such as aws:SourceIp; found "SecureTransport"`},
		{"a value that is an object", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:x": {}}}}`), Inline, "1:124: aws:x is an object; expected a value or an array of values"},
		{"a value that is null", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:x": [null]}}}`), Inline, "1:125: a value of aws:x is null; expected a string, a number or a boolean"},
		{"no value", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:x": []}}}`), Inline, "1:124: aws:x needs at least one value"},
		{"an operator and a key twice", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:x": true, "aws:x": false}, "Bool": {}}}`), Inline, "1:130: \"aws:x\" stands twice under Bool\n1:147: \"Bool\" stands twice in Condition"},
		{"a condition that is text", identity(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": "x"}}`), Inline, "1:114: Bool is a string; expected an object"},
		{"columns are characters", identity(`{"Effect": "Allow", "Action": ["é", "x"], "Resource": "*"}`), Resource, "1:40: the statement needs Principal or NotPrincipal\n1:71: an action is service:Name, such as \"ecs:RunTask\", or \"*\"; found \"é\"\n1:76: an action is service:Name, such as \"ecs:RunTask\", or \"*\"; found \"x\""},
		{"too long", identity(`{"Effect": "Allow", "Action": ["ecs:` + strings.Repeat("x", 6100) + `"], "Resource": "*"}`), Managed, "1:1: a managed policy has at most 6144 characters; this one has 6188"},
		{"as long but inline", identity(`{"Effect": "Allow", "Action": ["ecs:` + strings.Repeat("x", 6100) + `"], "Resource": "*"}`), Inline, ""},
		{"a trust policy that is too long", strings.Repeat(" ", 3000) + strings.Repeat("x", 2049), Trust, "1:1: a role trust policy has at most 2048 characters; this one has 2049"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, mistakes := Parse("it", c.text, c.kind)
			var got []string
			for _, m := range mistakes {
				got = append(got, m.String())
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
			if (p == nil) != (len(mistakes) > 0) {
				t.Errorf("policy %v with %d mistakes", p, len(mistakes))
			}
		})
	}
}

func TestPrincipalElements(t *testing.T) { // reference 03 §1.2, Principal
	for _, c := range []struct{ kind, text, want string }{
		{"AWS", "*", ""},
		{"AWS", "111122223333", ""},
		{"AWS", "arn:aws:iam::111122223333:root", ""},
		{"AWS", "arn:aws:iam::111122223333:user/team/dana", ""},
		{"AWS", "arn:aws:iam::111122223333:role/App", ""},
		{"AWS", "arn:aws:sts::111122223333:assumed-role/App/t1", ""},
		{"AWS", "arn:aws:sts::111122223333:federated-user/dana", ""},
		{"AWS", "AROAEXAMPLEEXAMPLE12", ""},
		{"AWS", "arn:aws:iam::111122223333:user/*", "no wildcard"},
		{"AWS", "arn:aws:iam::111122223333:group/dev", "a group is no principal"},
		{"AWS", "arn:aws:s3:::bucket", "no user, role, session or account"},
		{"AWS", "arn:aws:sts::111122223333:assumed-role/App", "no user, role, session or account"},
		{"AWS", "1111", "an account of 12 digits"},
		{"AWS", "ecs-tasks.amazonaws.com", "an account of 12 digits"},
		{"Service", "ecs-tasks.amazonaws.com", ""},
		{"Service", "ec2.amazonaws.com.cn", ""},
		{"Service", "*", "ecs-tasks.amazonaws.com"},
		{"Service", "ecs-tasks", "ecs-tasks.amazonaws.com"},
		{"Federated", "accounts.google.com", ""},
		{"Federated", "arn:aws:iam::111122223333:saml-provider/idp", ""},
		{"Federated", "arn:aws:iam::111122223333:role/App", "a federated principal is"},
		{"CanonicalUser", strings.Repeat("0f", 32), ""},
		{"CanonicalUser", "dana", "64 hexadecimal digits"},
	} {
		text := fmt.Sprintf(`{"Statement": {"Effect": "Allow", "Principal": {%q: %q}, "Action": "s3:*", "Resource": "*"}}`, c.kind, c.text)
		_, mistakes := Parse("it", text, Resource)
		switch {
		case c.want == "" && len(mistakes) > 0:
			t.Errorf("%s %s: %v", c.kind, c.text, mistakes)
		case c.want != "" && (len(mistakes) != 1 || !strings.Contains(mistakes[0].Text, c.want)):
			t.Errorf("%s %s: %v, want %s", c.kind, c.text, mistakes, c.want)
		}
	}
}

// TestForms reads what AWS lets one write in two ways.
func TestForms(t *testing.T) { // reference 03 §1.1
	r := Request{Principal: who(t, "arn:aws:iam::111122223333:user/dana"), Action: "ecs:RunTask", Resource: "*"}
	r.Context.Set("s3:max-keys", "10")
	r.Context.Set("aws:SecureTransport", "true")
	for _, text := range []string{
		`{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`,
		`{"Statement": [{"Resource": ["*"], "Action": ["*:*"], "Effect": "Allow"}], "Version": "2008-10-17"}`,
		`{"Statement": {"Effect": "Allow", "Action": "\u0065cs:*", "Resource": "*", "Condition": {}}}`,
		`{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericEquals": {"s3:max-keys": 10}, "Bool": {"aws:SecureTransport": [true]}}}}`,
	} {
		p := must(t, "it", text, Inline)
		if d := Evaluate(&r, &Policies{Identity: []*Policy{p}}, nil); d.Effect != Allowed {
			t.Errorf("%s: %s", text, d)
		}
	}
}

// FuzzParse holds that reading never fails otherwise than by mistakes inside the
// text, and that what was read decides the same each time.
func FuzzParse(f *testing.F) {
	for _, c := range workedCases(f) {
		if c.Idp != nil {
			f.Add(document("2012-10-17", *c.Idp...), int(Inline), c.A, c.R)
		}
		if c.Rbp != nil {
			f.Add(document("2012-10-17", *c.Rbp...), int(Resource), c.A, c.R)
		}
	}
	f.Add(`{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "${aws:username, 'x'}*"}}}}`, 1, "a:b", "*")
	f.Fuzz(func(t *testing.T, text string, kind int, action, resource string) {
		if kind < 0 || kind > int(Endpoint) {
			return
		}
		p, mistakes := Parse("it", text, Kind(kind))
		if (p == nil) != (len(mistakes) > 0) {
			t.Fatalf("policy %v with mistakes %v", p, mistakes)
		}
		lines := strings.Split(text, "\n")
		for _, m := range mistakes {
			if m.Text == "" || m.Line < 1 || m.Line > len(lines) || m.Column < 1 || m.Column > len([]rune(lines[m.Line-1]))+1 {
				t.Fatalf("a mistake at %s of %q", m, text)
			}
		}
		if p == nil {
			return
		}
		r := Request{Principal: who(t, "arn:aws:iam::111122223333:user/dana"), Action: action, Resource: resource}
		r.Context.SetList("aws:TagKeys", "env", "team")
		all := Policies{Identity: []*Policy{p}, Resource: p, SCP: [][]*Policy{{p}}}
		loud, _ := Explain(&r, &all)
		if quiet := Evaluate(&r, &all, nil); quiet != loud {
			t.Fatalf("%v with a trace, %v without", loud, quiet)
		}
	})
}
