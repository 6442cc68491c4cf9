package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	dana    = "arn:aws:iam::111122223333:user/dana"
	session = "arn:aws:sts::111122223333:assumed-role/App/t1"
	bucket  = "arn:aws:s3:::dock/x"
)

// allows is a policy with one statement that allows, for whom it names.
func allows(t testing.TB, kind Kind, principal, action string) *Policy {
	t.Helper()
	if principal != "" {
		principal = `"Principal": ` + principal + `, `
	}
	resource := ""
	if kind.placed() {
		resource = `, "Resource": "*"`
	}
	return must(t, "p", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", `+principal+`"Action": "`+action+`"`+resource+`}}`, kind)
}

// denies is allows with Deny.
func denies(t testing.TB, kind Kind, principal, action string) *Policy {
	t.Helper()
	if principal != "" {
		principal = `"Principal": ` + principal + `, `
	}
	resource := ""
	if kind.placed() {
		resource = `, "Resource": "*"`
	}
	return must(t, "p", `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", `+principal+`"Action": "`+action+`"`+resource+`}}`, kind)
}

// TestSilentPolicies is the table "resource-based policies and implicit denies": a
// resource's policy allows, and nothing else does.
func TestSilentPolicies(t *testing.T) { // reference 03 §1.5
	federated := who(t, "arn:aws:sts::111122223333:federated-user/dana").ForUser(dana)
	for _, c := range []struct {
		name      string
		who       Principal
		principal string
		want      Effect
		by        Source
	}{
		{"the role of a session", who(t, session), `{"AWS": "arn:aws:iam::111122223333:role/App"}`, ImplicitDeny, ByBoundary},
		{"the session", who(t, session), `{"AWS": "` + session + `"}`, Allowed, ByResource},
		{"the user", who(t, dana), `{"AWS": "` + dana + `"}`, Allowed, ByResource},
		{"the user of a federated session", federated, `{"AWS": "` + dana + `"}`, ImplicitDeny, ByBoundary},
		{"the federated session", federated, `{"AWS": "arn:aws:sts::111122223333:federated-user/dana"}`, Allowed, ByResource},
		{"the root user", who(t, "arn:aws:iam::111122223333:root"), `{"AWS": "arn:aws:iam::111122223333:root"}`, Allowed, ByResource},
		{"the service", who(t, "ecs.amazonaws.com"), `{"Service": "ecs.amazonaws.com"}`, Allowed, ByResource},
		{"another service", who(t, "ecs.amazonaws.com"), `{"Service": "ec2.amazonaws.com"}`, ImplicitDeny, ByResource},
		{"the account", who(t, dana), `{"AWS": "111122223333"}`, ImplicitDeny, ByIdentity},
		{"everybody", who(t, session), `"*"`, Allowed, ByResource},
		{"everybody, written otherwise", who(t, session), `{"AWS": "*"}`, Allowed, ByResource},
		{"everybody, and nobody is known", Principal{}, `"*"`, Allowed, ByResource},
		{"a user whose name has another case", who(t, dana), `{"AWS": "arn:aws:iam::111122223333:user/Dana"}`, ImplicitDeny, ByIdentity},
		{"the role and the session", who(t, session), `{"AWS": ["arn:aws:iam::111122223333:role/App", "` + session + `"]}`, Allowed, ByResource},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Request{Principal: c.who, Action: "s3:GetObject", Resource: bucket, ResourceAccount: "111122223333"}
			p := Policies{Resource: allows(t, Resource, c.principal, "s3:*")}
			if c.who.Type() != Service {
				p.Boundary, p.Session = allows(t, Managed, "", "ecs:*"), []*Policy{allows(t, Session, "", "ecs:*")}
			}
			if d := Evaluate(&r, &p, nil); d.Effect != c.want || d.By != c.by {
				t.Errorf("%s by %s, want %s by %s", d.Effect, d.By, c.want, c.by)
			}
		})
	}
}

func TestOrderOfDecision(t *testing.T) { // reference 03 §1.5
	role := "arn:aws:iam::111122223333:role/App"
	linked := who(t, session).ForRole("arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
	all := func(kind Kind, principal string) *Policy { return allows(t, kind, principal, "*") }
	full := [][]*Policy{{FullAWSAccess()}, {FullAWSAccess()}}
	for _, c := range []struct {
		name  string
		who   Principal
		owner string
		p     Policies
		want  Effect
		by    Source
	}{
		{"a boundary that denies", who(t, dana), "", Policies{Identity: []*Policy{all(Managed, "")}, Boundary: denies(t, Managed, "", "s3:*")}, ExplicitDeny, ByBoundary},
		{"a session policy that denies what the resource grants", who(t, session), "", Policies{Session: []*Policy{denies(t, Session, "", "s3:*")}, Resource: all(Resource, `"*"`)}, ExplicitDeny, BySession},
		{"several deny", who(t, dana), "", Policies{
			SCP: [][]*Policy{{denies(t, SCP, "", "s3:*")}}, Resource: denies(t, Resource, `"*"`, "s3:*"), Identity: []*Policy{denies(t, Managed, "", "s3:*")},
		}, ExplicitDeny, BySCP},
		{"a session policy and no identity policy", who(t, session), "", Policies{Session: []*Policy{all(Session, "")}}, ImplicitDeny, ByIdentity},
		{"no session policy limits nothing", who(t, session), "", Policies{Identity: []*Policy{all(Managed, "")}}, Allowed, ByIdentity},
		{"a list of none allows nothing", who(t, session), "", Policies{Identity: []*Policy{all(Managed, "")}, Session: []*Policy{}}, ImplicitDeny, BySession},
		{"one of two session policies allows", who(t, session), "", Policies{
			Identity: []*Policy{all(Managed, "")}, Session: []*Policy{allows(t, Session, "", "ecs:*"), allows(t, Session, "", "s3:*")},
		}, Allowed, ByIdentity},
		{"the role is named and the limits agree", who(t, session), "", Policies{
			Boundary: all(Managed, ""), Session: []*Policy{all(Session, "")}, Resource: all(Resource, `{"AWS": "`+role+`"}`),
		}, Allowed, ByResource},
		{"the role is named and the session policy is silent", who(t, session), "", Policies{
			Boundary: all(Managed, ""), Session: []*Policy{allows(t, Session, "", "ecs:*")}, Resource: all(Resource, `{"AWS": "`+role+`"}`),
		}, ImplicitDeny, BySession},
		{"another account: the resource alone", who(t, dana), "444455556666", Policies{Resource: all(Resource, `{"AWS": "`+dana+`"}`)}, ImplicitDeny, ByIdentity},
		{"another account: the boundary too", who(t, dana), "444455556666", Policies{
			Identity: []*Policy{all(Managed, "")}, Boundary: allows(t, Managed, "", "ecs:*"), Resource: all(Resource, `{"AWS": "`+dana+`"}`),
		}, ImplicitDeny, ByBoundary},
		{"another account: both", who(t, dana), "444455556666", Policies{Identity: []*Policy{all(Managed, "")}, Resource: all(Resource, `{"AWS": "111122223333"}`)}, Allowed, ByIdentity},
		{"another account: the root user", who(t, "arn:aws:iam::111122223333:root"), "444455556666", Policies{Resource: all(Resource, `{"AWS": "111122223333"}`)}, Allowed, ByIdentity},
		{"another account: the root user and a silent resource", who(t, "arn:aws:iam::111122223333:root"), "444455556666", Policies{}, ImplicitDeny, ByResource},
		{"the root user and a resource that denies", who(t, "arn:aws:iam::111122223333:root"), "", Policies{Resource: denies(t, Resource, `"*"`, "s3:*")}, ExplicitDeny, ByResource},
		{"a full service control policy grants nothing", who(t, dana), "", Policies{SCP: full}, ImplicitDeny, ByIdentity},
		{"a service control policy stops what the resource grants", who(t, dana), "", Policies{SCP: [][]*Policy{{FullAWSAccess()}, {allows(t, SCP, "", "ecs:*")}}, Resource: all(Resource, `"*"`)}, ImplicitDeny, BySCP},
		{"two policies at one level", who(t, dana), "", Policies{Identity: []*Policy{all(Managed, "")}, SCP: [][]*Policy{{allows(t, SCP, "", "ecs:*"), allows(t, SCP, "", "s3:*")}}}, Allowed, ByIdentity},
		{"a level without policies", who(t, dana), "", Policies{Identity: []*Policy{all(Managed, "")}, SCP: [][]*Policy{{FullAWSAccess()}, {}}}, ImplicitDeny, BySCP},
		{"not the management account", who(t, dana), "", Policies{
			Identity: []*Policy{all(Managed, "")}, SCP: [][]*Policy{{denies(t, SCP, "", "*")}}, ManagementAccount: "111122223333",
		}, Allowed, ByIdentity},
		{"not a service-linked role", linked, "", Policies{
			Identity: []*Policy{all(Managed, "")}, SCP: [][]*Policy{{denies(t, SCP, "", "*")}}, RCP: [][]*Policy{{denies(t, RCP, `"*"`, "*")}},
		}, Allowed, ByIdentity},
		{"not a service", who(t, "ecs.amazonaws.com"), "111122223333", Policies{Resource: all(Resource, `{"Service": "ecs.amazonaws.com"}`), SCP: [][]*Policy{{denies(t, SCP, "", "*")}}}, Allowed, ByResource},
		{"a resource control policy for callers from outside", who(t, "arn:aws:iam::777788889999:user/eve"), "111122223333", Policies{
			Identity: []*Policy{all(Managed, "")}, Resource: all(Resource, `"*"`), RCP: [][]*Policy{{RCPFullAWSAccess(), denies(t, RCP, `"*"`, "s3:*")}},
		}, ExplicitDeny, ByRCP},
		{"a resource control policy without the full one", who(t, dana), "", Policies{Identity: []*Policy{all(Managed, "")}, RCP: [][]*Policy{{denies(t, RCP, `"*"`, "sqs:*")}}}, ImplicitDeny, ByRCP},
		{"resources of the management account", who(t, dana), "444455556666", Policies{
			Identity: []*Policy{all(Managed, "")}, Resource: all(Resource, `"*"`), RCP: [][]*Policy{{denies(t, RCP, `"*"`, "*")}}, ManagementAccount: "444455556666",
		}, Allowed, ByIdentity},
		{"an endpoint that allows something else", who(t, dana), "", Policies{Identity: []*Policy{all(Managed, "")}, Endpoint: allows(t, Endpoint, `"*"`, "ecr:*")}, ImplicitDeny, ByEndpoint},
		{"a federated user without a session policy", who(t, "arn:aws:sts::111122223333:federated-user/dana"), "", Policies{Identity: []*Policy{all(Managed, "")}}, ImplicitDeny, BySession},
		{"a federated user with one", who(t, "arn:aws:sts::111122223333:federated-user/dana"), "", Policies{Identity: []*Policy{all(Managed, "")}, Session: []*Policy{all(Session, "")}}, Allowed, ByIdentity},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Request{Principal: c.who, Action: "s3:GetObject", Resource: bucket, ResourceAccount: c.owner}
			if d := Evaluate(&r, &c.p, nil); d.Effect != c.want || d.By != c.by {
				_, told := Explain(&r, &c.p)
				t.Errorf("%s by %s, want %s by %s\n%s", d.Effect, d.By, c.want, c.by, told)
			}
		})
	}
}

func TestNotPrincipal(t *testing.T) { // reference 03 §1.2; "AWS JSON policy elements: NotPrincipal"
	spared := func(names string) *Policy {
		return must(t, "bucket", `{"Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": [`+names+`]}, "Action": "*", "Resource": "*"}}`, Resource)
	}
	role := `"arn:aws:iam::111122223333:role/App"`
	for _, c := range []struct {
		name, who, names string
		boundary         bool
		want             Effect
	}{
		{"the user", dana, `"` + dana + `"`, false, Allowed},
		{"another user", "arn:aws:iam::111122223333:user/sam", `"` + dana + `"`, false, ExplicitDeny},
		{"the account spares its root user alone", dana, `"111122223333"`, false, ExplicitDeny},
		{"the role", session, role, false, Allowed},
		{"the session", session, `"` + session + `"`, false, Allowed},
		{"a boundary makes it deny everybody", session, role, true, ExplicitDeny},
	} {
		r := Request{Principal: who(t, c.who), Action: "s3:GetObject", Resource: bucket}
		p := Policies{Identity: []*Policy{allows(t, Managed, "", "*")}, Resource: spared(c.names)}
		if c.boundary {
			p.Boundary = allows(t, Managed, "", "*")
		}
		if d := Evaluate(&r, &p, nil); d.Effect != c.want {
			t.Errorf("%s: %s, want %s", c.name, d.Effect, c.want)
		}
	}
}

// TestOperators holds each operator against a key that is there, and not, and has
// several values.
func TestOperators(t *testing.T) { // reference 03 §1.4
	const absent = "-"
	for _, c := range []struct{ operator, values, request, want string }{
		{"StringEquals", `"Blue"`, "Blue", "true"},
		{"StringEquals", `"Blue"`, "blue", "false"},
		{"StringEquals", `["red", "blue"]`, "blue", "true"},
		{"StringEquals", `"b*"`, "blue", "false"},
		{"StringEquals", `"b*"`, "b*", "true"},
		{"StringEquals", `7`, "7", "true"},
		{"StringEquals", `"blue"`, absent, "false"},
		{"StringNotEquals", `"blue"`, absent, "true"},
		{"StringNotEquals", `["red", "blue"]`, "blue", "false"},
		{"StringNotEquals", `["red", "blue"]`, "green", "true"},
		{"StringNotEqualsIfExists", `"blue"`, absent, "true"},
		{"StringEqualsIfExists", `"blue"`, absent, "true"},
		{"StringEqualsIfExists", `"blue"`, "red", "false"},
		{"StringEqualsIgnoreCase", `"BLÜE"`, "blüe", "true"},
		{"StringNotEqualsIgnoreCase", `"BLUE"`, "blue", "false"},
		{"StringLike", `"b?u*"`, "blue", "true"},
		{"StringLike", `"b?u*"`, "Blue", "false"},
		{"StringLike", `"b?e"`, "büe", "true"},
		{"StringLike", `"*a*b*c"`, "xaybzbcc", "true"},
		{"StringLike", `"*a*b*c"`, "xaybzbcd", "false"},
		{"StringLike", `""`, "", "true"},
		{"StringNotLike", `"b*"`, "blue", "false"},
		{"StringNotLike", `"b*"`, absent, "true"},
		{"NumericEquals", `"1.50"`, "01.5", "true"},
		{"NumericEquals", `"0.1"`, "1e-1", "true"},
		{"NumericEquals", `"ten"`, "10", "false"},
		{"NumericNotEquals", `"ten"`, "10", "true"},
		{"NumericNotEquals", `10`, "10.0", "false"},
		{"NumericLessThan", `10`, "9", "true"},
		{"NumericLessThan", `10`, "10", "false"},
		{"NumericLessThanEquals", `10`, "10", "true"},
		{"NumericGreaterThan", `-1`, "-0.5", "true"},
		{"NumericGreaterThan", `"9007199254740992"`, "9007199254740993", "true"},
		{"NumericGreaterThanEquals", `[20, 5]`, "7", "true"},
		{"NumericGreaterThanEquals", `5`, absent, "false"},
		{"DateEquals", `"2026-06-01T00:00:00Z"`, "1780272000", "true"},
		{"DateEquals", `"2026-06-01"`, "2026-06-01T02:00:00+02:00", "true"},
		{"DateNotEquals", `"2026-06-01"`, "2026-06-02", "true"},
		{"DateLessThan", `"2026-06-01T00:00:00Z"`, "2026-05-31T23:59:59Z", "true"},
		{"DateLessThan", `"soon"`, "2026-05-31", "false"},
		{"DateLessThanEquals", `"2026-06-01"`, "2026-06-01", "true"},
		{"DateGreaterThan", `"2026-06-01"`, "2026-06-01T00:00:00.001Z", "true"},
		{"DateGreaterThanEquals", `"2026-06-01"`, "2026-05-31", "false"},
		{"Bool", `true`, "true", "true"},
		{"Bool", `"True"`, "true", "true"},
		{"Bool", `"false"`, absent, "false"},
		{"BoolIfExists", `"false"`, absent, "true"},
		{"Bool", `"yes"`, "yes", "false"},
		{"BinaryEquals", `"QmlnIQ=="`, "QmlnIQ==", "true"},
		{"BinaryEquals", `"QmlnIQ=="`, "QmlnIg==", "false"},
		{"BinaryEquals", `"?"`, "?", "false"},
		{"IpAddress", `"203.0.113.0/24"`, "203.0.113.255", "true"},
		{"IpAddress", `"203.0.113.9"`, "203.0.113.9", "true"},
		{"IpAddress", `"203.0.113.9"`, "203.0.113.10", "false"},
		{"IpAddress", `"2001:db8::/32"`, "2001:db8:1::1", "true"},
		{"IpAddress", `"2001:db8::1"`, "2001:db8::2", "false"},
		{"IpAddress", `"203.0.113.7/24"`, "203.0.113.1", "true"},
		{"NotIpAddress", `"203.0.113.0/24"`, "198.51.100.1", "true"},
		{"NotIpAddress", `"203.0.113.0/24"`, absent, "true"},
		{"NotIpAddress", `"203.0.113.0/24"`, "here", "true"},
		{"ArnEquals", `"arn:aws:ecs:*:111122223333:cluster/p*"`, "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", "true"},
		{"ArnLike", `"arn:aws:ecs:*:cluster/p*"`, "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", "false"},
		{"ArnLike", `"*"`, "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", "true"},
		{"ArnLike", `"arn:aws:ecs:eu-west-1:111122223333:*"`, "arn:aws:ecs:eu-west-1:111122223333:task/prod:x/abc", "true"},
		{"ArnLike", `"arn:aws:ecs:eu-west-1:111122223333:Cluster/*"`, "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", "false"},
		{"ArnLike", `"prod"`, "prod", "false"},
		{"ArnNotEquals", `"arn:aws:ecs:*:*:cluster/prod"`, absent, "true"},
		{"ArnNotLike", `"arn:aws:ecs:*:*:cluster/prod"`, "arn:aws:ecs:eu-west-1:111122223333:cluster/prod", "false"},
		{"Null", `"true"`, absent, "true"},
		{"Null", `true`, "", "false"},
		{"Null", `false`, "x", "true"},
		{"Null", `"false"`, absent, "false"},
		{"Null", `["true", "false"]`, "x", "true"},
		{"Null", `"maybe"`, absent, "false"},

		{"StringEquals", `"env"`, "[env]", "false"},
		{"StringNotEquals", `"team"`, "[env]", "false"},
		{"StringEqualsIfExists", `"env"`, "[env]", "false"},
		{"ForAllValues:StringEquals", `["env", "team"]`, "[env team]", "true"},
		{"ForAllValues:StringEquals", `["env", "team"]`, "[env owner]", "false"},
		{"ForAllValues:StringEquals", `"env"`, absent, "true"},
		{"ForAllValues:StringEquals", `"env"`, "[]", "true"},
		{"ForAllValues:StringEquals", `"env"`, "", "true"},
		{"ForAllValues:StringEqualsIfExists", `"env"`, absent, "true"},
		{"ForAllValues:StringEquals", `"env"`, "env", "true"},
		{"ForAllValues:StringNotEquals", `["env", "team"]`, "[a b]", "true"},
		{"ForAllValues:StringNotEquals", `["env", "team"]`, "[a env]", "false"},
		{"ForAnyValue:StringEquals", `["env", "team"]`, "[a env]", "true"},
		{"ForAnyValue:StringEquals", `["env", "team"]`, "[a b]", "false"},
		{"ForAnyValue:StringEquals", `"env"`, absent, "false"},
		{"ForAnyValue:StringEquals", `"env"`, "[]", "false"},
		{"ForAnyValue:StringEqualsIfExists", `"env"`, absent, "true"},
		{"ForAnyValue:StringNotEquals", `["env", "team"]`, "[env a]", "true"},
		{"ForAnyValue:StringNotEquals", `["env", "team"]`, "[env team]", "false"},
		{"ForAnyValue:StringNotEquals", `"env"`, absent, "false"},
		{"ForAnyValue:StringLike", `"e*"`, "[a env]", "true"},
		{"ForAnyValue:ArnLike", `"arn:aws:ecs:*:*:cluster/*"`, "[arn:aws:ecs:eu-west-1:111122223333:cluster/a]", "true"},
		{"Null", `"true"`, "[]", "true"},
		{"Null", `"false"`, "[a]", "true"},
	} {
		t.Run(c.operator+" "+c.values+" "+c.request, func(t *testing.T) {
			p := must(t, "p", `{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"`+c.operator+`": {"App:Key": `+c.values+`}}}}`, Inline)
			r := Request{Principal: who(t, dana), Action: "a:b", Resource: "*"}
			if inside, several := strings.CutPrefix(c.request, "["); several {
				r.Context.SetList("app:key", strings.Fields(strings.TrimSuffix(inside, "]"))...)
			} else if c.request != absent {
				r.Context.Set("app:key", c.request)
			}
			d, told := Explain(&r, &Policies{Identity: []*Policy{p}})
			if got := fmt.Sprint(d.Effect == Allowed); got != c.want {
				t.Errorf("%s, want %s\n%s", got, c.want, told)
			}
		})
	}
}

func TestVariables(t *testing.T) { // reference 03 §1.3
	for _, c := range []struct {
		name, resource, condition string
		want                      Effect
	}{
		{"in a resource", `"arn:aws:s3:::dock/${aws:username}/*"`, ``, Allowed},
		{"whatever the case", `"arn:aws:s3:::dock/${AWS:UserName}/*"`, ``, Allowed},
		{"a value whose wildcard is text", `"arn:aws:s3:::dock/${app:wild}"`, ``, ImplicitDeny},
		{"a default that is not needed", `"arn:aws:s3:::dock/${aws:username, 'x'}/1"`, ``, Allowed},
		{"a default", `"arn:aws:s3:::dock/${app:none, 'dana'}/1"`, ``, Allowed},
		{"a default with a brace", `"arn:aws:s3:::dock/${app:none, 'd}a'}/1"`, ``, ImplicitDeny},
		{"no value", `"arn:aws:s3:::dock/*${app:none}"`, ``, ImplicitDeny},
		{"a key with several values has none", `"arn:aws:s3:::dock/${app:several}/1"`, ``, ImplicitDeny},
		{"a dollar", `"*"`, `"StringEquals": {"app:dollar": "${$}{x}"}`, Allowed},
		{"a question mark", `"*"`, `"StringLike": {"app:question": "a${?}"}`, Allowed},
		{"a question mark that is none", `"*"`, `"StringLike": {"aws:username": "dan${?}"}`, ImplicitDeny},
		{"in text", `"*"`, `"StringEquals": {"app:owner": "${aws:username}"}`, Allowed},
		{"in text without case", `"*"`, `"StringEqualsIgnoreCase": {"app:owner": "D${app:none, 'ANA'}"}`, Allowed},
		{"in a pattern", `"*"`, `"StringLike": {"app:path": "/${aws:username}/*"}`, Allowed},
		{"in an ARN", `"*"`, `"ArnLike": {"app:arn": "arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}"}`, Allowed},
		{"as an ARN", `"*"`, `"ArnEquals": {"app:arn": "${aws:PrincipalArn}"}`, Allowed},
		{"in a boolean", `"*"`, `"Bool": {"app:flag": "${app:flag}"}`, Allowed},
		{"not in a number", `"*"`, `"NumericEquals": {"app:number": "${app:number}"}`, ImplicitDeny},
		{"no value, positive", `"*"`, `"StringEquals": {"app:owner": "${app:none}"}`, ImplicitDeny},
		{"no value, negated", `"*"`, `"StringNotEquals": {"app:owner": "${app:none}"}`, Allowed},
		{"no value, negated ARN", `"*"`, `"ArnNotLike": {"app:arn": "arn:aws:iam::*:user/${app:none}"}`, Allowed},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := must(t, "p", `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": `+c.resource+`, "Condition": {`+c.condition+`}}}`, Inline)
			r := Request{Principal: who(t, dana), Action: "s3:GetObject", Resource: "arn:aws:s3:::dock/dana/1"}
			for _, pair := range [][2]string{{"app:wild", "*"}, {"app:dollar", "${x}"}, {"app:question", "a?"}, {"app:owner", "dana"}, {"app:path", "/dana/x"}, {"app:arn", dana}, {"app:flag", "true"}, {"app:number", "7"}} {
				r.Context.Set(pair[0], pair[1])
			}
			r.Context.SetList("app:several", "dana")
			d, told := Explain(&r, &Policies{Identity: []*Policy{p}})
			if d.Effect != c.want {
				t.Errorf("%s, want %s\n%s", d.Effect, c.want, told)
			}
		})
	}
	// Inside NotResource a variable without a value exempts nothing.
	p := must(t, "p", `{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::dock/${app:none}"}}`, Inline)
	r := Request{Principal: who(t, dana), Action: "s3:GetObject", Resource: "arn:aws:s3:::dock/"}
	if d := Evaluate(&r, &Policies{Identity: []*Policy{p}}, nil); d.Effect != ExplicitDeny {
		t.Errorf("NotResource: %s", d)
	}
}

func TestKnownKeys(t *testing.T) { // reference 03 §1.3, §1.4
	linked := who(t, session).ForRole("arn:aws:iam::111122223333:role/path/App").WithID("AROAEXAMPLEEXAMPLE12")
	keys := []string{"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:username", "aws:userid", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:ResourceAccount"}
	for _, c := range []struct {
		who  Principal
		want []string
	}{
		{who(t, "arn:aws:iam::111122223333:user/team/dana").WithID("AIDAEXAMPLEEXAMPLE12"), []string{"arn:aws:iam::111122223333:user/team/dana", "111122223333", "User", "dana", "AIDAEXAMPLEEXAMPLE12", "false", "", "444455556666"}},
		{linked, []string{"arn:aws:iam::111122223333:role/path/App", "111122223333", "AssumedRole", "", "AROAEXAMPLEEXAMPLE12:t1", "false", "", "444455556666"}},
		{who(t, "arn:aws:iam::111122223333:root"), []string{"arn:aws:iam::111122223333:root", "111122223333", "Account", "", "111122223333", "false", "", "444455556666"}},
		{who(t, "ecs-tasks.amazonaws.com"), []string{"", "", "", "", "", "true", "ecs-tasks.amazonaws.com", "444455556666"}},
		{Principal{}, []string{"", "", "Anonymous", "", "", "", "", "444455556666"}},
	} {
		e := evaluation{request: &Request{Principal: c.who}, owner: "444455556666"}
		var got []string
		for _, key := range keys {
			value := e.known(strings.ToLower(key))
			if f := e.find(strings.ToLower(key)); f.present() != (value != "") {
				t.Errorf("%s of %s is present: %v", key, c.who, f.present())
			}
			got = append(got, value)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.who, diff)
		}
	}
	// What a request says itself counts.
	e := evaluation{request: &Request{Principal: who(t, dana)}}
	e.request.Context.Set("AWS:UserName", "other")
	if value, _ := e.single("aws:username"); value != "other" {
		t.Errorf("aws:username is %s", value)
	}
}

func TestTrace(t *testing.T) {
	identity := must(t, "deploy", `{"Version": "2012-10-17", "Statement": [
		{"Sid": "Read", "Effect": "Allow", "Action": "ecs:Describe*", "Resource": "*"},
		{"Effect": "Allow", "NotAction": ["iam:*", "ecs:*"], "Resource": "*"},
		{"Effect": "Allow", "Action": "ecs:*", "Resource": "arn:aws:ecs:eu-west-1:111122223333:service/${aws:PrincipalTag/team}/*"},
		{"Effect": "Allow", "Action": "ecs:*", "NotResource": "arn:aws:ecs:*:*:service/prod/*"},
		{"Sid": "Tagged", "Effect": "Allow", "Action": "ecs:*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": ["blue", "green"]}}},
		{"Effect": "Deny", "Action": "ecs:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
		{"Effect": "Deny", "Action": "ecs:*", "Resource": "*", "Condition": {"StringEquals": {"aws:TagKeys": "env"}}}
	]}`, Managed)
	r := Request{Principal: who(t, dana), Action: "ecs:DeleteService", Resource: "arn:aws:ecs:eu-west-1:111122223333:service/prod/web"}
	r.Context.Set("aws:ResourceTag/team", "red")
	r.Context.SetList("aws:TagKeys", "env", "team")
	p := Policies{Identity: []*Policy{identity}}
	_, told := Explain(&r, &p)
	want := `authorisation: arn:aws:iam::111122223333:user/dana, ecs:DeleteService on arn:aws:ecs:eu-west-1:111122223333:service/prod/web
  ✗ identity-based policy  no Allow  nearest is deploy, statement 5 Tagged: Condition StringEquals blue, green: aws:ResourceTag/team is red
  one by one
  ✗ identity-based policy deploy, statement 1 Read    no match  Action ecs:Describe* does not cover ecs:DeleteService
  ✗ identity-based policy deploy, statement 2         no match  NotAction iam:*, ecs:* covers ecs:DeleteService
  ✗ identity-based policy deploy, statement 3         no match  Resource arn:aws:ecs:eu-west-1:111122223333:service/${aws:PrincipalTag/team}/* does not match arn:aws:ecs:eu-west-1:111122223333:service/prod/web; ${aws:PrincipalTag/team} has no value
  ✗ identity-based policy deploy, statement 4         no match  NotResource arn:aws:ecs:*:*:service/prod/* has arn:aws:ecs:eu-west-1:111122223333:service/prod/web
  ✗ identity-based policy deploy, statement 5 Tagged  no match  Condition StringEquals blue, green: aws:ResourceTag/team is red
  ✓ identity-based policy deploy, statement 6         no match  Condition Bool false: the request has no aws:SecureTransport
  ✓ identity-based policy deploy, statement 7         no match  Condition StringEquals env: aws:TagKeys is env, team, and a key with several values needs ForAllValues or ForAnyValue
  ✗ identity-based policy                             no Allow  nothing in it allows the request
  → implicit deny: no identity-based policy allows it
  Policy evaluation logic, AWS Identity and Access Management User Guide
`
	if diff := cmp.Diff(want, told.String()); diff != "" {
		t.Error(diff)
	}
	p.Resource = must(t, "vault", `{"Statement": [
		{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "ecs:*", "Resource": "*"},
		{"Effect": "Allow", "Principal": {"AWS": "`+session+`"}, "Action": "ecs:*", "Resource": "*"},
		{"Effect": "Deny", "NotPrincipal": {"AWS": "`+dana+`"}, "Action": "ecs:*", "Resource": "*"},
		{"Sid": "Stop", "Effect": "Deny", "Principal": "*", "Action": "ecs:Delete*", "Resource": "*"}
	]}`, Resource)
	p.Identity = nil
	d, told := Explain(&r, &p)
	want = `authorisation: arn:aws:iam::111122223333:user/dana, ecs:DeleteService on arn:aws:ecs:eu-west-1:111122223333:service/prod/web
  ✗ resource-based policy  DENY  vault, statement 4 Stop
  one by one
  ✓ resource-based policy vault, statement 1       Allow  it names the account: the account's own policies decide
  ✗ resource-based policy vault, statement 2       no match  Principal does not name arn:aws:iam::111122223333:user/dana
  ✓ resource-based policy vault, statement 3       no match  NotPrincipal names arn:aws:iam::111122223333:user/dana
  ✗ resource-based policy vault, statement 4 Stop  DENY
  → explicit deny: resource-based policy vault, statement 4 Stop
  Policy evaluation logic, AWS Identity and Access Management User Guide
`
	if diff := cmp.Diff(want, told.String()); diff != "" {
		t.Error(diff)
	}
	if d.Policy != p.Resource || d.Statement != 4 || d.Sid != "Stop" {
		t.Errorf("decided by %s %d %s", d.Policy.Name(), d.Statement, d.Sid)
	}
}

func TestReasons(t *testing.T) { // reference 03 §1.5, access-denied wording
	for _, c := range []struct {
		d    Decision
		want string
	}{
		{Decision{By: ByIdentity}, "because no identity-based policy allows the iam:PassRole action"},
		{Decision{By: BySession}, "because no session policy allows the iam:PassRole action"},
		{Decision{By: ByBoundary}, "because no permissions boundary allows the iam:PassRole action"},
		{Decision{By: ByEndpoint}, "because no VPC endpoint policy allows the iam:PassRole action"},
		{Decision{By: ByResource}, "because no resource-based policy allows the iam:PassRole action"},
		{Decision{By: ByTrust}, "because no role trust policy allows the iam:PassRole action"},
		{Decision{By: BySCP}, "with an explicit deny in a service control policy"},
		{Decision{Effect: ExplicitDeny, By: BySCP}, "with an explicit deny in a service control policy"},
		{Decision{Effect: ExplicitDeny, By: ByIdentity}, "with an explicit deny in an identity-based policy"},
		{Decision{Effect: ExplicitDeny, By: ByBoundary}, "with an explicit deny in a permissions boundary"},
		{Decision{Effect: ExplicitDeny, By: ByResource}, "with an explicit deny in a resource-based policy"},
		{Decision{Effect: ExplicitDeny, By: ByEndpoint}, "with an explicit deny in a VPC endpoint policy"},
		{Decision{Effect: ExplicitDeny, By: ByTrust}, "with an explicit deny in the role trust policy"},
		{Decision{Effect: Allowed, By: ByIdentity}, ""},
	} {
		if got := c.d.Reason("iam:PassRole"); got != c.want {
			t.Errorf("%v by %s: %s, want %s", c.d.Effect, c.d.By, got, c.want)
		}
	}
}

// TestQuietDecisionsAllocateNothing holds the price of a decision nobody asks to
// have explained.
func TestQuietDecisionsAllocateNothing(t *testing.T) {
	r, p := bench(t)
	if n := testing.AllocsPerRun(100, func() { Evaluate(r, p, nil) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// bench is a request under 24 statements in three policies, with conditions.
func bench(t testing.TB) (*Request, *Policies) {
	document := func(first int) string {
		var statements []string
		for i := range 8 {
			n := first + i
			statements = append(statements, fmt.Sprintf(`{"Sid": "S%d", "Effect": %q, "Action": ["ecs:Describe*", "ecs:%sService"],
				"Resource": ["arn:aws:ecs:eu-west-1:111122223333:service/c%d/*", "arn:aws:ecs:*:111122223333:service/prod/*"],
				"Condition": {"StringEquals": {"aws:ResourceTag/team": ["t%d", "u%d"]}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:SecureTransport": "true"}}}`,
				n, []string{"Allow", "Deny"}[n%2], []string{"Update", "Delete"}[n/2%2], n, n, n))
		}
		return `{"Version": "2012-10-17", "Statement": [` + strings.Join(statements, ",") + `]}`
	}
	r := &Request{Principal: who(t, session), Action: "ecs:UpdateService", Resource: "arn:aws:ecs:eu-west-1:111122223333:service/prod/web"}
	for _, pair := range [][2]string{{"aws:ResourceTag/team", "t20"}, {"aws:SourceIp", "203.0.113.9"}, {"aws:SecureTransport", "true"}, {"aws:RequestedRegion", "eu-west-1"}, {"aws:CurrentTime", "2026-06-01T00:00:00Z"}, {"ecs:cluster", "arn:aws:ecs:eu-west-1:111122223333:cluster/prod"}} {
		r.Context.Set(pair[0], pair[1])
	}
	var all []*Policy
	for i := range 3 {
		all = append(all, must(t, fmt.Sprintf("policy-%d", i), document(8*i), Managed))
	}
	p := &Policies{Identity: slices.Clone(all)}
	if d := Evaluate(r, p, nil); d.Effect != Allowed || d.Sid != "S20" {
		t.Fatalf("%s", d)
	}
	return r, p
}

func BenchmarkExplain(b *testing.B) {
	r, p := bench(b)
	b.ReportAllocs()
	for b.Loop() {
		Explain(r, p)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	r, p := bench(b)
	b.ReportAllocs()
	for b.Loop() {
		Evaluate(r, p, nil)
	}
}
