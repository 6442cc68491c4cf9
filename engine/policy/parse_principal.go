package policy

import (
	"slices"
	"strings"
)

func (p *parser) principals(n *node, get func(string) *member, s *statement) {
	m, not := p.either(n, get, "Principal", p.kind.named())
	s.notPrincipal = not
	switch {
	case m == nil:
	case !p.kind.named():
		p.fail(m.at, "%s has no %s: it applies to whom it is attached to", p.kind, m.name)
	case not && (p.kind == Trust || p.kind == RCP):
		p.fail(m.at, "%s has no NotPrincipal", p.kind)
	case not && !s.deny:
		// "NotPrincipal must be used with Effect Deny", IAM User Guide.
		p.fail(m.at, "NotPrincipal goes with Deny only")
	case m.value.shape == isString:
		if m.value.text != "*" {
			p.fail(m.value.at, `expected "*" or an object such as {"AWS": …} or {"Service": …}, found %s`, short(m.value.text))
		}
		s.parties = []party{{kind: everybody}}
	case p.kind == RCP:
		p.fail(m.value.at, `the Principal of a resource control policy is "*"`)
	case p.is(m.value, isObject, m.name):
		p.parties(m.value, s)
	}
}

func (p *parser) parties(n *node, s *statement) {
	kinds := []string{"AWS", "Service", "Federated", "CanonicalUser"}
	p.fields(n, "Principal", kinds...)
	if len(n.members) == 0 {
		p.fail(n.at, "Principal needs at least one of %s", list(kinds))
	}
	for i := range n.members {
		m := &n.members[i]
		if !slices.Contains(kinds, m.name) {
			continue
		}
		for _, v := range p.texts(m) {
			entry, problem := readParty(m.name, v.text)
			if problem != "" {
				p.fail(v.at, "%s", problem)
			}
			s.parties = append(s.parties, entry)
		}
	}
}

// providers of web identities that are named by their host.
var providers = []string{"accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"}

// readParty reads one principal; problem says why it is none.
//
// See "AWS JSON policy elements: Principal" in the IAM User Guide.
func readParty(kind, text string) (entry party, problem string) {
	switch kind {
	case "Service":
		if !isService(text) {
			return entry, "a service as principal is written like ecs-tasks.amazonaws.com; found " + short(text)
		}
		return party{kind: aService, text: text}, ""
	case "Federated":
		a, err := ParseARN(text)
		known := err == nil && a.Service == "iam" && (strings.HasPrefix(a.Resource, "oidc-provider/") || strings.HasPrefix(a.Resource, "saml-provider/"))
		if !known && !slices.Contains(providers, text) {
			return entry, "a federated principal is the ARN of an OIDC or SAML provider, or " + list(providers) + "; found " + short(text)
		}
		return party{kind: aProvider, text: text}, ""
	case "CanonicalUser":
		if len(text) != 64 || strings.Trim(text, "0123456789abcdef") != "" {
			return entry, "a canonical user id has 64 hexadecimal digits; found " + short(text)
		}
		return party{kind: aCanonicalUser, text: text}, ""
	}
	switch {
	case text == "*":
		return party{kind: everybody}, ""
	case isAccount(text):
		return party{kind: anAccount, text: text}, ""
	case isUniqueID(text):
		return party{kind: anEntity, text: text, id: text}, ""
	case strings.ContainsAny(text, "*?"):
		return entry, `a principal has no wildcard, but for "*" alone; found ` + short(text)
	}
	a, err := ParseARN(text)
	if err != nil {
		return entry, `a principal is an account of 12 digits, an ARN of a user, role or session, or "*"; found ` + short(text)
	}
	resource, name, _ := strings.Cut(a.Resource, "/")
	switch {
	case a.Service == "iam" && a.Resource == "root" && isAccount(a.Account):
		return party{kind: anAccount, text: a.Account}, ""
	case a.Service == "iam" && resource == "group":
		return entry, "a group is no principal; found " + short(text)
	case isIdentity(text), a.Service == "sts" && isAccount(a.Account) && name != "" && (resource == "federated-user" || resource == "assumed-role" && strings.Count(name, "/") == 1):
		return party{kind: anEntity, text: text}, ""
	}
	return entry, "this ARN is no user, role, session or account: " + short(text)
}

// isIdentity reports whether an ARN is that of a user or role.
func isIdentity(arn string) bool {
	parts, ok := splitText(arn)
	if !ok || parts[2] != "iam" || !isAccount(parts[4]) {
		return false
	}
	kind, name, _ := strings.Cut(parts[5], "/")
	return name != "" && (kind == "user" || kind == "role")
}

// isUniqueID reports whether text is the unique id of a user or role, which is
// what a saved policy shows after its principal was deleted.
func isUniqueID(text string) bool {
	return len(text) >= 16 && (strings.HasPrefix(text, "AIDA") || strings.HasPrefix(text, "AROA")) &&
		strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
