package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Parse reads a document of a kind; name is what explanations call it. All
// mistakes are found at once, in the order of the text, but for those of JSON,
// where reading ends at the first. With a mistake there is no policy. IAM refuses
// such a document with MalformedPolicyDocument; the words are Drydock's.
//
// See "Grammar of the IAM JSON policy language" in the IAM User Guide.
func Parse(name, text string, kind Kind) (*Policy, []Mistake) { return parse(name, text, kind, false) }

// fullAccess is the document of FullAWSAccess and, with Principal, of
// RCPFullAWSAccess.
const fullAccess = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", %s"Action": "*", "Resource": "*"}]}`

// FullAWSAccess is the service control policy that AWS attaches everywhere to
// begin with.
func FullAWSAccess() *Policy {
	p, _ := parse("FullAWSAccess", fmt.Sprintf(fullAccess, ""), SCP, false)
	return p
}

// RCPFullAWSAccess is the resource control policy that AWS attaches everywhere and
// nobody can detach. It is the only one that allows.
func RCPFullAWSAccess() *Policy {
	p, _ := parse("RCPFullAWSAccess", fmt.Sprintf(fullAccess, `"Principal": "*", `), RCP, true)
	return p
}

// parse is Parse; ofAWS is true for the resource control policy that AWS supplies.
func parse(name, text string, kind Kind, ofAWS bool) (*Policy, []Mistake) {
	p := &parser{text: text, kind: kind, ofAWS: ofAWS}
	size := Size(text)
	if kind == Repository {
		size = len([]rune(text)) // a parameter of Amazon ECR: every character counts
	}
	if limit := kind.limit(); limit > 0 && size > limit {
		return nil, []Mistake{{1, 1, fmt.Sprintf("%s has at most %d characters; this one has %d", kind, limit, size)}}
	}
	root, mistake := readJSON(text)
	if mistake != nil {
		return nil, []Mistake{*mistake}
	}
	out := &Policy{name: name, kind: kind, statements: p.document(root)}
	if len(p.mistakes) > 0 {
		slices.SortStableFunc(p.mistakes, func(a, b Mistake) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		return nil, p.mistakes
	}
	for i := range out.statements {
		s := &out.statements[i]
		s.label = name + ", " + s.label
		s.told, s.capped = kind.source().String()+" "+s.label, ByBoundary.String()+" "+s.label
	}
	return out, nil
}

// parser makes statements of JSON and gathers mistakes.
type parser struct {
	text     string
	kind     Kind
	ofAWS    bool
	vars     bool // the version has variables
	sids     []string
	mistakes []Mistake
}

func (p *parser) fail(at int, format string, args ...any) {
	p.mistakes = append(p.mistakes, mistakeAt(p.text, at, format, args...))
}

// fields are the members of an object by name. Names that stand twice and names
// that are not known are mistakes.
func (p *parser) fields(n *node, what string, known ...string) func(name string) *member {
	for i, m := range n.members {
		switch {
		case slices.ContainsFunc(n.members[:i], func(o member) bool { return o.name == m.name }):
			p.fail(m.at, "%s stands twice in %s", short(m.name), what)
		case !slices.Contains(known, m.name):
			p.fail(m.at, "%s has no element %s; expected %s%s", what, short(m.name), list(known), meant(m.name, known))
		}
	}
	return func(name string) *member {
		for i := range n.members {
			if n.members[i].name == name {
				return &n.members[i]
			}
		}
		return nil
	}
}

// is reports whether a value has a shape, and else says that it has not.
func (p *parser) is(n *node, want shape, what string) bool {
	if n.shape != want {
		p.fail(n.at, "%s is %s; expected %s", what, n.shape, want)
	}
	return n.shape == want
}

func (p *parser) document(root *node) []statement {
	if !p.is(root, isObject, "a policy") {
		return nil
	}
	get := p.fields(root, "a policy", "Version", "Id", "Statement")
	if m := get("Version"); m != nil && p.is(m.value, isString, "Version") {
		switch m.value.text {
		case "2012-10-17":
			p.vars = true
		case "2008-10-17":
		default:
			p.fail(m.value.at, `expected the version "2012-10-17" or "2008-10-17", found %s`, short(m.value.text))
		}
	}
	if p.kind == SCP || p.kind == RCP {
		// "SCP syntax" and "RCP syntax", AWS Organizations User Guide.
		if m := get("Version"); m == nil {
			p.fail(root.at, `%s needs the Version "2012-10-17"`, p.kind)
		} else if m.value.text == "2008-10-17" {
			p.fail(m.value.at, `%s has the Version "2012-10-17"`, p.kind)
		}
	}
	if m := get("Id"); m != nil {
		p.is(m.value, isString, "Id")
		if p.kind < Resource {
			p.fail(m.at, "%s has no Id", p.kind)
		}
	}
	m := get("Statement")
	if m == nil {
		p.fail(root.at, "a policy needs a Statement")
		return nil
	}
	all := m.value.items
	switch {
	case m.value.shape == isObject:
		all = []*node{m.value}
	case m.value.shape != isArray:
		p.fail(m.value.at, "Statement is %s; expected a statement or an array of them", m.value.shape)
	case len(all) == 0:
		p.fail(m.value.at, "a policy needs at least one statement")
	}
	var out []statement
	for i, n := range all {
		if p.is(n, isObject, "a statement") {
			out = append(out, p.statement(n, i+1))
		}
	}
	return out
}

// either is the one of an element and its negation that a statement has. With
// neither or both it is nil, and a mistake has been noted; with neither that is so
// only if one is needed.
func (p *parser) either(n *node, get func(string) *member, name string, needed bool) (m *member, negated bool) {
	not := "Not" + name
	yes, no := get(name), get(not)
	switch {
	case yes != nil && no != nil:
		p.fail(max(yes.at, no.at), "a statement has %s or %s, not both", name, not)
	case no != nil:
		return no, true
	case yes != nil:
		return yes, false
	case needed:
		p.fail(n.at, "the statement needs %s or %s", name, not)
	}
	return nil, false
}

func (p *parser) statement(n *node, number int) (s statement) {
	s.label = fmt.Sprintf("statement %d", number)
	s.from, s.to = placeAt(p.text, n.at), placeAt(p.text, n.end)
	get := p.fields(n, "a statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
	if m := get("Sid"); m != nil && p.is(m.value, isString, "Sid") {
		s.sid = m.value.text
		p.sid(m.value)
		if s.sid != "" {
			s.label += " " + s.sid
		}
	}
	if m := get("Effect"); m == nil {
		p.fail(n.at, `the statement needs Effect: "Allow" or "Deny"`)
	} else if p.is(m.value, isString, "Effect") {
		switch effects := []string{"Allow", "Deny"}; {
		case !slices.Contains(effects, m.value.text):
			p.fail(m.value.at, `expected "Allow" or "Deny", found %s%s`, short(m.value.text), meant(m.value.text, effects))
		case p.kind == RCP && !p.ofAWS && m.value.text == "Allow":
			p.fail(m.value.at, "a resource control policy only denies; RCPFullAWSAccess allows")
		}
		s.deny = m.value.text == "Deny"
	}
	p.principals(n, get, &s)
	if m, not := p.either(n, get, "Action", true); m != nil {
		s.notAction = not
		if not && p.kind == RCP {
			p.fail(m.at, "%s has no NotAction", p.kind)
		}
		p.actions(m, &s)
	}
	if m, not := p.either(n, get, "Resource", p.kind.placed()); m != nil {
		s.notResource = not
		if p.kind.placed() {
			p.resources(m, &s)
		} else {
			p.fail(m.at, "%s names no resource: it is the one that the policy hangs on", p.kind)
		}
	}
	if m := get("Condition"); m != nil && p.is(m.value, isObject, "Condition") {
		p.conditions(m.value, &s)
	}
	return s
}

func (p *parser) sid(n *node) {
	if !p.kind.strict() || n.text == "" {
		return
	}
	if strings.Trim(n.text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" {
		p.fail(n.at, "Sid has letters and digits only, found %s", short(n.text))
	}
	if slices.Contains(p.sids, n.text) {
		p.fail(n.at, "another statement has the Sid %s already", short(n.text))
	}
	p.sids = append(p.sids, n.text)
}

// texts are the strings of a value, which may stand alone or in an array.
func (p *parser) texts(m *member) []*node {
	items := m.value.items
	switch {
	case m.value.shape == isString:
		return []*node{m.value}
	case m.value.shape != isArray:
		p.fail(m.value.at, "%s is %s; expected a string or an array of strings", m.name, m.value.shape)
	case len(items) == 0:
		p.fail(m.value.at, "%s needs at least one value", m.name)
	}
	var out []*node
	for _, n := range items {
		if p.is(n, isString, "a value of "+m.name) {
			out = append(out, n)
		}
	}
	return out
}

func (p *parser) actions(m *member, s *statement) {
	var said []string
	for _, n := range p.texts(m) {
		p.action(n, m.name)
		g, _, _ := compile(n.text, true, false)
		s.actions = append(s.actions, g)
		said = append(said, n.text)
	}
	s.said = strings.Join(said, ", ")
}

// action checks the form of an action: "*", or a service and a name.
func (p *parser) action(n *node, element string) {
	vendor, name, found := strings.Cut(n.text, ":")
	switch {
	case (n.text == "*" || n.text == "*:*") && p.kind == Trust && element == "Action":
		p.fail(n.at, "a role trust policy has actions of sts only, such as sts:AssumeRole; found %s", short(n.text))
	case n.text == "*" || n.text == "*:*":
	case !found:
		p.fail(n.at, `an action is service:Name, such as "ecs:RunTask", or "*"; found %s`, short(n.text))
	case !isVendor(vendor):
		p.fail(n.at, "the service of an action has letters, digits and hyphens, and no wildcard; found %s", short(n.text))
	case name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*?") != "":
		p.fail(n.at, "the name of an action has letters, digits and wildcards; found %s", short(n.text))
	case p.kind == Trust && element == "Action" && !strings.EqualFold(vendor, "sts"):
		p.fail(n.at, "a role trust policy has actions of sts only, such as sts:AssumeRole; found %s", short(n.text))
	}
}

func (p *parser) resources(m *member, s *statement) {
	var said []string
	for _, n := range p.texts(m) {
		s.resources = append(s.resources, p.resource(n))
		said = append(said, n.text)
	}
	s.places = strings.Join(said, ", ")
}

// resource reads the pattern of a resource.
func (p *parser) resource(n *node) arnGlob {
	pattern, problem, _ := compileARN(n.text, p.vars)
	if problem != "" {
		p.fail(n.at, "%s, in %s", problem, short(n.text))
		return pattern
	}
	if pattern.all {
		return pattern
	}
	parts, ok := splitGlob(pattern.whole)
	switch service := parts[2]; {
	case !ok || parts[0].plain() != "arn" || len(parts[0]) != 1:
		p.fail(n.at, `a resource is "*" or an ARN of six parts, arn:partition:service:region:account:resource; found %s`, short(n.text))
	case !pattern.fixed && !pattern.tail:
		p.fail(n.at, "a variable stands behind the fifth colon of an ARN only; found %s", short(n.text))
	case len(parts[1]) == 1 && parts[1][0].kind == literal && !slices.Contains(partitions, parts[1].plain()):
		p.fail(n.at, "there is no partition %s%s", short(parts[1].plain()), meant(parts[1].plain(), partitions))
	case len(service) != 1 || service[0].kind != literal || !isVendor(service.plain()):
		p.fail(n.at, "the service of an ARN is written out, without wildcard; found %s", short(n.text))
	}
	return pattern
}

func (p *parser) conditions(n *node, s *statement) {
	for i, m := range n.members {
		if slices.ContainsFunc(n.members[:i], func(o member) bool { return o.name == m.name }) {
			p.fail(m.at, "%s stands twice in Condition", short(m.name))
		}
		base, problem := readOperator(m.name)
		if problem != "" {
			p.fail(m.at, "%s", problem)
			continue
		}
		if !p.is(m.value, isObject, m.name) {
			continue
		}
		for j, key := range m.value.members {
			if slices.ContainsFunc(m.value.members[:j], func(o member) bool { return o.name == key.name }) {
				p.fail(key.at, "%s stands twice under %s", short(key.name), m.name)
			}
			s.clauses = append(s.clauses, p.clause(base, &key))
		}
	}
}

// clause reads a key and its values under an operator.
func (p *parser) clause(c clause, m *member) clause {
	c.key, c.folded = m.name, strings.ToLower(m.name)
	if prefix, name, ok := strings.Cut(m.name, ":"); !ok || prefix == "" || name == "" {
		p.fail(m.at, "a condition key is service:name, such as aws:SourceIp; found %s", short(m.name))
	}
	values := m.value.items
	switch m.value.shape {
	case isArray:
		if len(values) == 0 {
			p.fail(m.value.at, "%s needs at least one value", m.name)
		}
	case isObject:
		p.fail(m.value.at, "%s is an object; expected a value or an array of values", m.name)
	default:
		values = []*node{m.value}
	}
	var said []string
	for _, n := range values {
		if n.shape == isNull || n.shape == isArray || n.shape == isObject {
			p.fail(n.at, "a value of %s is %s; expected a string, a number or a boolean", m.name, n.shape)
			continue
		}
		v, problem, _ := c.compileValue(n.text, p.vars)
		if problem != "" {
			p.fail(n.at, "%s, in %s", problem, short(n.text))
		}
		c.values = append(c.values, v)
		said = append(said, n.text)
	}
	c.said = "Condition " + c.name + " " + strings.Join(said, ", ") + ": "
	return c
}
