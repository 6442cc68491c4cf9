package policy

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// worked is a case of reference 03 §1.7, in the notation described there.
type worked struct {
	ID, P, A, R, RAcct, Ver, Want, By, Why string
	Ctx                                    map[string]any
	Idp, Rbp, Pb, Sess                     *[]json.RawMessage
	Scp, Rcp                               [][]json.RawMessage
	MustResource                           bool
}

// document makes a policy's text of statements.
func document(version string, statements ...json.RawMessage) string {
	text, _ := json.Marshal(map[string]any{"Version": version, "Statement": statements})
	return string(text)
}

// must reads a policy that has no mistake.
func must(t testing.TB, name, text string, kind Kind) *Policy {
	t.Helper()
	p, mistakes := Parse(name, text, kind)
	if len(mistakes) > 0 {
		t.Fatalf("%s: %v\n%s", name, mistakes, text)
	}
	return p
}

func who(t testing.TB, text string) Principal {
	t.Helper()
	p, err := ParsePrincipal(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// load turns a case into a request and policies.
func (c *worked) load(t testing.TB) (*Request, *Policies) {
	t.Helper()
	_, name, special := strings.Cut(c.P, ":")
	if !special || strings.HasPrefix(c.P, "arn:") {
		name = c.P
	}
	r := &Request{Principal: who(t, name), Action: c.A, Resource: c.R, ResourceAccount: c.RAcct}
	for key, value := range c.Ctx { // Set keeps its own order
		switch value := value.(type) {
		case string:
			r.Context.Set(key, value)
		case []any:
			var values []string
			for _, v := range value {
				values = append(values, v.(string))
			}
			r.Context.SetList(key, values...)
		default:
			t.Fatalf("%s is %T", key, value)
		}
	}
	version := c.Ver
	if version == "" {
		version = "2012-10-17"
	}
	one := func(name string, statements *[]json.RawMessage, kind Kind) *Policy {
		if statements == nil || len(*statements) == 0 {
			return nil
		}
		return must(t, name, document(version, *statements...), kind)
	}
	p := &Policies{Boundary: one("pb", c.Pb, Managed)}
	if idp := one("idp", c.Idp, Managed); idp != nil {
		p.Identity = []*Policy{idp}
	}
	if c.Sess != nil {
		p.Session = []*Policy{one("sess", c.Sess, Session)}
	}
	kind := Resource
	switch {
	case strings.HasPrefix(c.A, "sts:"):
		kind = Trust
	case strings.HasPrefix(c.A, "ecr:"):
		kind = Repository
	}
	p.Resource = one("rbp", c.Rbp, kind)
	for _, level := range c.Scp {
		p.SCP = append(p.SCP, []*Policy{one("scp", &level, SCP)})
	}
	for _, level := range c.Rcp {
		// The Allow of a resource control policy is AWS's own.
		denials := level[1:]
		p.RCP = append(p.RCP, []*Policy{RCPFullAWSAccess(), one("rcp", &denials, RCP)})
	}
	return r, p
}

func workedCases(t testing.TB) []worked {
	t.Helper()
	f, err := os.Open("testdata/worked.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []worked
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c worked
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	if len(out) != 84 {
		t.Fatalf("%d cases, want 84", len(out))
	}
	return out
}

// byNames has the names that the cases use for what decided.
var byNames = map[Source]string{ByRCP: "rcp", BySCP: "scp", ByResource: "resource", ByTrust: "resource", ByIdentity: "identity", ByBoundary: "pb", BySession: "session"}

func TestWorkedCases(t *testing.T) { // reference 03 §1.7, line by line
	for _, c := range workedCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			r, p := c.load(t)
			d, told := Explain(r, p)
			if d.Effect.String() != c.Want || c.By != "" && byNames[d.By] != c.By {
				t.Errorf("%s by %s, want %s by %s: %s\n%s", d.Effect, byNames[d.By], c.Want, c.By, c.Why, told)
			}
			if quiet := Evaluate(r, p, nil); quiet != d {
				t.Errorf("without a recorder %v, with one %v", quiet, d)
			}
			e := evaluation{request: r}
			e.parts, e.isARN = splitText(r.Resource)
			if got := e.isRole() || e.isKey(); got != c.MustResource {
				t.Errorf("the resource's policy must allow: %v, want %v", got, c.MustResource)
			}
			if told.OK != (c.Want == "allowed") || len(told.Steps) == 0 && c.ID != "IAM-81" {
				t.Errorf("the trace says\n%s", told)
			}
		})
	}
}
