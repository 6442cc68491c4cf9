package cql

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func date(t testing.TB, text string) int64 {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMilli()
}

// fleet are the instances of the truth table of reference 01 §5.4, A to F.
func fleet(t testing.TB) []*Instance {
	t.Helper()
	make := func(id, zone, kind, arch, family, custom, version string, connected bool, registered string, groups ...string) *Instance {
		in := &Instance{EC2ID: id, AgentVersion: version, Connected: connected, RegisteredAt: date(t, registered), Groups: groups}
		os := "linux"
		if strings.HasPrefix(family, "WINDOWS") {
			os = "windows"
		}
		in.Attributes = []Attribute{{"ecs.availability-zone", zone}, {"ecs.instance-type", kind}, {"ecs.cpu-architecture", arch}, {"ecs.os-family", family}, {"ecs.os-type", os}}
		for _, pair := range strings.Fields(custom) {
			name, value, _ := strings.Cut(pair, "=")
			in.Attributes = append(in.Attributes, Attribute{name, value})
		}
		return in
	}
	return []*Instance{
		make("i-0aaa1111", "us-east-1a", "t3.small", "x86_64", "LINUX", "stack=prod tier=2", "1.68.2", true, "2025-03-01T08:00:00Z", "service:web", "service:web", "family:batch"),
		make("i-0bbb2222", "us-east-1a", "t3.large", "x86_64", "LINUX", "stack=dev tier=10", "1.9.0", true, "2025-06-18T22:28:28Z", "databases"),
		make("i-0ccc3333", "us-east-1b", "m5.large", "x86_64", "LINUX", "stack=prod", "1.95.0", true, "2026-01-10T00:00:00Z"),
		make("i-0ddd4444", "us-east-1b", "m6g.large", "arm64", "LINUX", "", "1.95.0", false, "2026-01-10T12:00:00Z", "service:web"),
		make("i-0eee5555", "us-east-1c", "g4dn.xlarge", "x86_64", "LINUX", "stack=Prod gpu-pool", "1.14.5", true, "2018-02-12T23:59:59Z", "databases", "service:ml"),
		make("i-0fff6666", "us-east-1c", "m5.xlarge", "x86_64", "WINDOWS_SERVER_2022_CORE", "stack=test tier=2", "1.14.4", true, "2018-02-13T00:00:00Z"),
	}
}

// matches are the letters of the instances that satisfy an expression.
func matches(e Expr, fleet []*Instance) string {
	out := ""
	for i, in := range fleet {
		if e.Match(in) {
			out += string(rune('A' + i))
		}
	}
	return out
}

func TestTruthTable(t *testing.T) { // reference 01 §5.4, row by row
	for _, c := range []struct{ text, want string }{
		{`attribute:ecs.instance-type == t3.small`, "A"},
		{`attribute:ecs.instance-type equals t3.small`, "A"},
		{`attribute:ecs.availability-zone in [us-east-1a, us-east-1b]`, "ABCD"},
		{`attribute:ecs.availability-zone !in [us-east-1a, us-east-1b]`, "EF"},
		{`attribute:ecs.instance-type =~ t3.*`, "AB"},
		{`attribute:ecs.instance-type =~ t3`, ""},
		{`attribute:ecs.instance-type !~ m5.*`, "ABDE"},
		{`attribute:ecs.instance-type =~ '(m5|m6g)[.]large'`, "CD"},
		{`attribute:ecs.instance-type =~ m5.* and attribute:ecs.availability-zone != us-east-1c`, "C"},
		{`attribute:stack == prod`, "AC"},
		{`attribute:stack != prod`, "BEF"},
		{`not(attribute:stack == prod)`, "BDEF"},
		{`attribute:stack exists`, "ABCEF"},
		{`attribute:stack !exists`, "D"},
		{`attribute:gpu-pool exists`, "E"},
		{`attribute:gpu-pool == ''`, ""},
		{`attribute:tier > 3`, "B"},
		{`attribute:stack not_in [prod, dev]`, "EF"},
		{`attribute:stack =~ '[Pp]rod'`, "ACE"},
		{`attribute:stack =~ [Pp]rod`, "column 20: expected a value"},
		{`task:group == service:web`, "AD"},
		{`not(task:group == databases)`, "ACDF"},
		{`task:group != databases`, "ADE"},
		{`task:group exists`, "ABDE"},
		{`task:group in [service:ml, service:web]`, "ADE"},
		{`task:group =~ service:.*`, "ADE"},
		{`runningTasksCount == 0`, "CF"},
		{`runningTasksCount < 2 and agentConnected == true`, "BCF"},
		{`runningTasksCount >= 2 or attribute:ecs.cpu-architecture == arm64`, "ADE"},
		{`agentVersion < 1.14.5`, "BF"},
		{`agentVersion >= 1.14.5`, "ACDE"},
		{`agentConnected == false`, "D"},
		{`registeredAt < 2018-02-13`, "E"},
		{`registeredAt >= 2026-01-10`, "CD"},
		{`registeredAt > 2026-01-10T00:00:00Z`, "D"},
		{`registeredAt < 2025-06-18T22:28:28`, "AEF"},
		{`ec2InstanceId in ['i-0aaa1111', 'i-0fff6666']`, "AF"},
		{`attribute:ecs.os-type == windows or attribute:stack == prod and attribute:tier !exists`, "CF"},
		{`(attribute:ecs.os-type == windows or attribute:stack == prod) and attribute:tier !exists`, "C"},
		{`!(attribute:ecs.availability-zone == us-east-1c) && attribute:stack exists`, "ABC"},
		{`attribute:ecs.os-family == WINDOWS_SERVER_2022_CORE`, "F"},
		{`(runningTasksCount == 0)`, "column 1: a single expression stands without parentheses"},
		{`attribute:stack == prod AND runningTasksCount == 0`, `column 25: expected "and", "or" or the end, found "AND"`},
	} {
		t.Run(c.text, func(t *testing.T) { check(t, c.text, c.want) })
	}
}

func check(t *testing.T, text, want string) {
	t.Helper()
	e, err := Parse(text)
	if mistake := strings.HasPrefix(want, "column "); mistake || err != nil {
		if err == nil || !mistake || !strings.HasPrefix(err.Error(), want) {
			t.Fatalf("error %v, want %s", err, want)
		}
		return
	}
	if got := matches(e, fleet(t)); got != want {
		t.Errorf("true for %q, want %q", got, want)
	}
}

func TestGrammar(t *testing.T) { // reference 01 §5.2, §5.3
	long := "attribute:x == " + strings.Repeat("a", 2000)
	for _, c := range []struct{ name, text, want string }{
		{"no blanks around symbols", `attribute:stack==prod&&attribute:tier>=2`, "A"},
		{"no blanks in a list", `attribute:stack in[prod,dev]`, "ABC"},
		{"or written as symbols", `attribute:stack == dev||attribute:stack == test`, "BF"},
		{"double quotes", `attribute:stack == "prod"`, "AC"},
		{"every word for an operator", `attribute:tier greater_than 2 or attribute:tier less_than 2 or attribute:stack not_equals prod and attribute:tier not_exists`, "BE"},
		{"the other words", `attribute:tier greater_than_equal 10 or attribute:tier less_than_equal 1 or attribute:stack matches 'P.*' and attribute:stack not_matches 'x'`, "BE"},
		{"not twice", `not not task:group exists`, "ABDE"},
		{"parentheses around a compound", `(task:group exists and agentConnected == true)`, "ABE"},
		{"parentheses around an operand", `(task:group exists) and (agentConnected == true)`, "ABE"},
		{"several around a single", `((task:group exists))`, "column 1: a single"},
		{"decimal numbers", `attribute:tier >= 2.0 and attribute:tier < 9.5`, "AF"},
		{"text where a side is no number", `attribute:tier < a`, "ABF"},
		{"a list that is negated misses what has no such attribute", `attribute:tier !in [2]`, "B"},
		{"a version with fewer parts", `agentVersion == 1.95`, "CD"},
		{"a date with a zone", `registeredAt == 2026-01-10T01:00:00+01:00`, "C"},
		{"a connection in a list", `agentConnected !in [true]`, "D"},
		{"a capital", `Attribute:stack == prod`, "column 1: expected a subject"},
		{"no subject", `stack == prod`, "column 1: expected a subject"},
		{"nothing", ``, "column 1: expected a subject"},
		{"a longer word is another subject", `agentConnectedX == true`, "column 1: expected a subject"},
		{"no name", `attribute: == prod`, "column 11: an attribute's name"},
		{"no operator", `attribute:stack`, "column 16: expected an operator"},
		{"a word without a blank after it", `attribute:stack equals'prod'`, "column 17: expected an operator"},
		{"an operator of another subject", `agentConnected > true`, "column 16: > cannot be used with agentConnected"},
		{"exists of what always exists", `agentVersion exists`, "column 14: exists cannot be used with agentVersion"},
		{"a list of versions", `agentVersion in [1.0]`, "column 14: in cannot be used"},
		{"no version", `agentVersion > new`, `column 16: "new" is not a version`},
		{"no date", `registeredAt > today`, `column 16: "today" is not a date`},
		{"no number", `runningTasksCount > many`, `column 21: "many" is not a whole number`},
		{"an empty list", `attribute:stack in []`, "column 21: expected a value"},
		{"no list", `attribute:stack in prod`, "column 20: in needs a list"},
		{"a list that does not end", `attribute:stack in [a, b`, `column 25: expected "," or "]", found the end`},
		{"a quote that does not end", `attribute:stack == 'a`, "column 20: the quote is never closed"},
		{"a parenthesis that does not end", `(task:group exists and task:group == a`, `column 39: expected ")"`},
		{"a bare word with a bracket", `attribute:stack == a]`, `column 21: expected "and"`},
		{"two values", `attribute:stack == a b`, `column 22: expected "and"`},
		{"look-around", `attribute:stack =~ 'a(?=b)'`, `column 20: "a(?=b)" is not a regular expression`},
		{"columns are characters", `attribute:stack == 'é' !`, `column 24: expected "and"`},
		{"too long", long, "column 2001: the expression has 2015 characters"},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.text, c.want) })
	}
}

func TestExplain(t *testing.T) {
	f := fleet(t)
	for _, c := range []struct{ text, instance, want string }{
		{`attribute:stack == prod`, "B", "attribute:stack is dev"},
		{`attribute:stack == prod`, "D", "it has no attribute stack"},
		{`attribute:gpu-pool == a`, "E", "attribute:gpu-pool has no value"},
		{`task:group == service:ml`, "A", "tasks of family:batch, service:web run on it"},
		{`task:group == service:ml`, "C", "no task runs on it"},
		{`runningTasksCount == 0`, "A", "runningTasksCount is 3"},
		{`registeredAt < 2018-02-13`, "C", "registeredAt is 2026-01-10T00:00:00Z"},
		{`agentVersion > 2`, "C", "agentVersion is 1.95.0"},
		{`agentConnected == true`, "D", "agentConnected is false"},
		{`ec2InstanceId == i-0`, "A", "ec2InstanceId is i-0aaa1111"},
		{`attribute:stack == prod and attribute:tier == 9`, "A", "attribute:tier is 2"},
		{`attribute:stack == test or attribute:tier == 9`, "A", "attribute:stack is prod, attribute:tier is 2"},
		{`attribute:stack == prod or attribute:tier == 9`, "A", "attribute:stack is prod"},
		{`not(attribute:tier > 3) and attribute:tier < 1`, "A", "attribute:tier is 2"},
	} {
		e, err := Parse(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Explain(f[c.instance[0]-'A']); got != c.want || e.String() != c.text {
			t.Errorf("%s of %s: %q, want %q", c.text, c.instance, got, c.want)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"10", "9", 1},
		{"-10", "9", -1},
		{"-10", "-9", -1},
		{"0", "-0.00", 0},
		{"1.5", "1.50", 0},
		{"1.05", "1.5", -1},
		{"007", "7", 0},
		{"99999999999999999999", "100000000000000000000", -1},
	} {
		if got := compareDecimals(c.a, c.b); got != c.want || compareDecimals(c.b, c.a) != -c.want {
			t.Errorf("%s and %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// What is read can be matched and explained, and a mistake has its place.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		`attribute:ecs.instance-type =~ '(m5|m6g)[.]large' and not(task:group == service:web)`,
		`runningTasksCount >= 2 || agentVersion<1.14.5 && registeredAt > 2018-06-18T22:28:28+00:00`,
		`!(attribute:a !exists) or attribute:b !in ['x', "y", z]`,
		`(agentConnected == true)`, `attribute:x == é`, "not",
	} {
		f.Add(text)
	}
	instances := fleet(f)
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Parse(text)
		var bad *Error
		if err != nil {
			if !errors.As(err, &bad) || bad.Column < 1 || bad.Text == "" {
				t.Fatalf("%#v", err)
			}
			return
		}
		opposite, err := Parse("not (" + text + ")")
		for _, in := range instances {
			if e.Explain(in) == "" {
				t.Fatal("nothing decided")
			}
			if err == nil && e.Match(in) == opposite.Match(in) {
				t.Fatalf("%q and its opposite are both %t", text, e.Match(in))
			}
		}
	})
}
