package policy

import "testing"

func TestGrants(t *testing.T) {
	p, mistakes := Parse("p", `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":["arn:aws:s3:::menus/*","arn:aws:s3:::${aws:username}/x"]},
		{"Effect":"Deny","Action":"*","Resource":"*"},
		{"Sid":"Rest","Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:s3:::menus"}]}`, Inline)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	grants := p.Grants()
	if len(grants) != 2 || len(grants[0].Actions) != 2 || grants[0].Actions[1] != "s3:PutObject" || len(grants[0].Resources) != 2 || !grants[1].NotAction || !grants[1].NotResource {
		t.Fatalf("%+v", grants)
	}
	for _, c := range []struct {
		grant, place     int
		action, resource string
		covers           bool
	}{
		{0, 0, "s3:GetObject", "arn:aws:s3:::menus/a", true},
		{0, 0, "s3:PutObject", "arn:aws:s3:::menus/a", false},
		{0, 1, "s3:putobject", "arn:aws:s3:::menus/a", true},
		{0, 1, "s3:PutObject", "arn:aws:s3:::menus", true}, // the variable may be anything
		{1, 0, "s3:GetObject", "arn:aws:s3:::menus", false},
		{1, 0, "s3:GetObject", "arn:aws:s3:::other", true},
		{1, 0, "iam:GetRole", "arn:aws:iam::123456789012:role/x", false},
	} {
		if got := grants[c.grant].Covers(c.place, c.action, c.resource); got != c.covers {
			t.Errorf("%+v: %t", c, got)
		}
	}
}
