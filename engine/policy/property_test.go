package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyStatement draws a statement of a kind; its parts are few, so that some match.
func anyStatement(t *rapid.T, kind Kind, effect string) string {
	one := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	action := "Action"
	if kind != RCP {
		action = one("action", "Action", "NotAction")
	}
	parts := []string{
		fmt.Sprintf(`"Effect": %q`, effect),
		fmt.Sprintf(`%q: %s`, action, one("actions", `"*"`, `"s3:*"`, `"s3:Get*"`, `["ecs:*", "iam:*"]`)),
		fmt.Sprintf(`%q: %s`, one("resource", "Resource", "NotResource"), one("resources", `"*"`, `"arn:aws:s3:::dock/*"`, `"arn:aws:s3:::dock/${aws:username}/*"`, `["arn:aws:s3:::other/*", "arn:aws:s3:::dock"]`)),
	}
	if kind.named() {
		principal := `"*"`
		if kind != RCP {
			principal = one("principal", `"*"`, `{"AWS": "`+dana+`"}`, `{"AWS": "111122223333"}`, `{"AWS": "arn:aws:iam::111122223333:role/App"}`, `{"AWS": "`+session+`"}`, `{"Service": "ecs.amazonaws.com"}`)
		}
		parts = append(parts, `"Principal": `+principal)
	}
	if c := one("condition", "", `"StringEquals": {"app:team": "blue"}`, `"StringNotEquals": {"app:team": "blue"}`, `"ForAllValues:StringLike": {"aws:TagKeys": "e*"}`, `"Null": {"app:none": "true"}`, `"StringNotLikeIfExists": {"app:none": "x"}`); c != "" {
		parts = append(parts, `"Condition": {`+c+`}`)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// drawn is a request with the statements that apply to it, before they are put
// into policies: by kind, by policy.
type drawn struct {
	request    Request
	statements map[Kind][][]string
}

var drawnKinds = []Kind{Inline, Managed, Session, SCP, RCP, Resource}

func anyDecision(t *rapid.T) drawn {
	d := drawn{statements: map[Kind][][]string{}}
	principal, err := ParsePrincipal(rapid.SampledFrom([]string{dana, session, "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:user/eve", "ecs.amazonaws.com"}).Draw(t, "who"))
	if err != nil {
		t.Fatal(err)
	}
	d.request = Request{
		Principal: principal, Action: rapid.SampledFrom([]string{"s3:GetObject", "s3:PutObject", "ecs:RunTask"}).Draw(t, "action"),
		Resource: rapid.SampledFrom([]string{"arn:aws:s3:::dock/dana/1", "arn:aws:s3:::dock", "*"}).Draw(t, "resource"), ResourceAccount: "111122223333",
	}
	if team := rapid.SampledFrom([]string{"", "blue", "red"}).Draw(t, "team"); team != "" {
		d.request.Context.Set("app:team", team)
	}
	d.request.Context.SetList("aws:TagKeys", rapid.SampledFrom([][]string{nil, {"env"}, {"env", "x"}}).Draw(t, "tags")...)
	for _, kind := range drawnKinds {
		most := 2
		if kind == Managed || kind == Resource {
			most = 1 // the boundary, and the resource's policy
		}
		for range rapid.IntRange(0, most).Draw(t, "policies") {
			var statements []string
			for range rapid.IntRange(1, 3).Draw(t, "statements") {
				effect := rapid.SampledFrom([]string{"Allow", "Allow", "Deny"}).Draw(t, "effect")
				if kind == RCP {
					effect = "Deny"
				}
				statements = append(statements, anyStatement(t, kind, effect))
			}
			d.statements[kind] = append(d.statements[kind], statements)
		}
	}
	return d
}

// decide reads the policies and decides.
func (d *drawn) decide(t *rapid.T) Decision {
	read := func(kind Kind) []*Policy {
		var out []*Policy
		for i, statements := range d.statements[kind] {
			p, mistakes := Parse(fmt.Sprint(kind, i), `{"Version": "2012-10-17", "Statement": [`+strings.Join(statements, ",")+`]}`, kind)
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			out = append(out, p)
		}
		return out
	}
	p := Policies{Identity: read(Inline), Session: read(Session)}
	if b := read(Managed); len(b) > 0 {
		p.Boundary = b[0]
	}
	if r := read(Resource); len(r) > 0 {
		p.Resource = r[0]
	}
	if s := read(SCP); len(s) > 0 {
		p.SCP = [][]*Policy{s}
	}
	p.RCP = [][]*Policy{append([]*Policy{RCPFullAWSAccess()}, read(RCP)...)}
	loud, told := Explain(&d.request, &p)
	if quiet := Evaluate(&d.request, &p, nil); quiet != loud || told.OK != (loud.Effect == Allowed) {
		t.Fatalf("%v with a trace, %v without\n%s", loud, quiet, told)
	}
	return loud
}

// pick is one of the policies of any kind that has some.
func (d *drawn) pick(t *rapid.T, from ...Kind) (Kind, int, bool) {
	kinds := slices.DeleteFunc(slices.Clone(from), func(k Kind) bool { return len(d.statements[k]) == 0 })
	if len(kinds) == 0 {
		return 0, 0, false
	}
	kind := rapid.SampledFrom(kinds).Draw(t, "kind")
	return kind, rapid.IntRange(0, len(d.statements[kind])-1).Draw(t, "policy"), true
}

func (d *drawn) add(kind Kind, policy int, statement string) {
	d.statements[kind][policy] = append(slices.Clone(d.statements[kind][policy]), statement)
}

func TestAnAllowNeverOverturnsADeny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDecision(t)
		before := d.decide(t)
		kind, policy, ok := d.pick(t, Inline, Managed, Session, SCP, Resource)
		if !ok {
			return
		}
		d.add(kind, policy, anyStatement(t, kind, "Allow"))
		switch after := d.decide(t); {
		case before.Effect == ExplicitDeny && after.Effect != ExplicitDeny:
			t.Fatalf("%s became %s", before, after)
		case before.Effect == Allowed && after.Effect != Allowed:
			t.Fatalf("one more Allow made %s of %s", after, before)
		}
	})
}

func TestADenyNeverAllows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDecision(t)
		before := d.decide(t)
		kind, policy, ok := d.pick(t, drawnKinds...)
		if !ok {
			return
		}
		d.add(kind, policy, anyStatement(t, kind, "Deny"))
		if after := d.decide(t); after.Effect == Allowed && before.Effect != Allowed {
			t.Fatalf("one more Deny made %s of %s", after, before)
		}
	})
}

func TestAStatementThatMatchesNothingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDecision(t)
		before := d.decide(t)
		kind, policy, ok := d.pick(t, drawnKinds...)
		if !ok {
			return
		}
		effect, principal := rapid.SampledFrom([]string{"Allow", "Deny"}).Draw(t, "effect"), ""
		if kind == RCP {
			effect = "Deny"
		}
		if kind.named() {
			principal = `"Principal": "*", `
		}
		parts := rapid.SampledFrom([]string{
			`"Action": "sqs:*", "Resource": "*"`, `"Action": ["sqs:*", "kms:Decrypt"], "NotResource": "arn:aws:sqs:*:*:q"`,
			`"Action": "*", "Resource": "arn:aws:sqs:*:*:q"`, `"Action": "*", "NotResource": "*"`,
			`"Action": "*", "Resource": "*", "Condition": {"Null": {"app:none": "false"}}`,
		}).Draw(t, "nothing")
		d.add(kind, policy, fmt.Sprintf(`{%s"Effect": %q, %s}`, principal, effect, parts))
		if after := d.decide(t); after.Effect != before.Effect || after.By != before.By || after.Statement != before.Statement {
			t.Fatalf("%s became %s", before, after)
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDecision(t)
		before := d.decide(t)
		for _, kind := range drawnKinds {
			d.statements[kind] = rapid.Permutation(d.statements[kind]).Draw(t, "policies")
			for i, statements := range d.statements[kind] {
				d.statements[kind][i] = rapid.Permutation(statements).Draw(t, "statements")
			}
		}
		if after := d.decide(t); after.Effect != before.Effect || after.By != before.By {
			t.Fatalf("%s became %s", before, after)
		}
	})
}
