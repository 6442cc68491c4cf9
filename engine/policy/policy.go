package policy

import "slices"

// Kind is what a document is attached to, which decides what may stand in it.
type Kind int

const (
	// Inline is an identity-based policy inside a user, group or role.
	Inline Kind = iota
	// Managed is an identity-based policy of its own, also as a permissions
	// boundary.
	Managed
	// Session is a policy that comes with AssumeRole or GetFederationToken.
	Session
	// SCP is a service control policy of an organization.
	SCP
	// RCP is a resource control policy of an organization.
	RCP
	// Resource is a resource-based policy: of a bucket, a key, a secret.
	Resource
	// Repository is a repository policy of Amazon ECR, which names no resource.
	Repository
	// Trust is the trust policy of a role, which names no resource.
	Trust
	// Endpoint is the policy of a VPC endpoint.
	Endpoint
)

func (k Kind) String() string {
	return [...]string{
		"an inline policy", "a managed policy", "a session policy", "a service control policy", "a resource control policy",
		"a resource-based policy", "a repository policy", "a role trust policy", "a VPC endpoint policy",
	}[k]
}

// named reports whether statements name principals, as they must in all policies
// that hang on something other than an identity.
func (k Kind) named() bool { return k >= RCP }

// placed reports whether statements name resources.
func (k Kind) placed() bool { return k != Repository && k != Trust }

// source is for whom a policy of this kind speaks, but for a managed one that is a
// permissions boundary.
func (k Kind) source() Source {
	return [...]Source{ByIdentity, ByIdentity, BySession, BySCP, ByRCP, ByResource, ByResource, ByTrust, ByEndpoint}[k]
}

// strict reports whether IAM or AWS Organizations reads the document, so that Sid
// has letters and digits alone, and each once.
func (k Kind) strict() bool { return k <= RCP || k == Trust }

// The sizes that policies of a user, group or role may have in sum, in characters
// without white space. "IAM and AWS STS quotas", IAM User Guide.
const (
	MaxInlineUser  = 2048
	MaxInlineGroup = 5120
	MaxInlineRole  = 10240
)

// limit is how many characters a document may have; 0 where the whole of several
// documents is limited, or AWS's limit is not modelled.
func (k Kind) limit() int {
	switch k {
	case Managed:
		return 6144
	case Session, Trust:
		return 2048
	case Repository:
		return 10240
	default:
		return 0
	}
}

// Size counts the characters of a document as IAM does: without white space.
func Size(text string) int {
	n := 0
	for _, c := range text {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			n++
		}
	}
	return n
}

// Policy is a document that has been read. It never changes.
type Policy struct {
	name       string
	kind       Kind
	statements []statement
}

// Name is the name under which the document was read.
func (p *Policy) Name() string { return p.name }

// Kind is what the document was read as.
func (p *Policy) Kind() Kind { return p.kind }

// Statements is how many statements the document has.
func (p *Policy) Statements() int { return len(p.statements) }

// Bind returns the policy with its users and roles bound to their unique ids, as
// IAM does when it saves a trust policy: whoever is deleted and made again under
// the same name is somebody else. of finds the id of a user or role; a principal
// without one is not known, for which IAM refuses the policy.
//
// See "AWS JSON policy elements: Principal" in the IAM User Guide.
func (p *Policy) Bind(of func(arn string) (id string, ok bool)) (bound *Policy, unknown []string) {
	out := *p
	out.statements = slices.Clone(p.statements)
	for i := range out.statements {
		s := &out.statements[i]
		s.parties = slices.Clone(s.parties)
		for j := range s.parties {
			entry := &s.parties[j]
			if entry.kind != anEntity || entry.id != "" || !isIdentity(entry.text) {
				continue
			}
			id, ok := of(entry.text)
			if !ok {
				unknown = append(unknown, entry.text)
			}
			entry.id = id
		}
	}
	return &out, unknown
}

// statement is one statement, compiled.
type statement struct {
	label string // the policy, the statement's place in it, and its Sid if it has one
	// told is label behind the name of the source that the policy's kind is for;
	// capped is that of a permissions boundary.
	told, capped string
	sid          string
	from, to     Place // of the statement in its document
	deny         bool

	parties      []party
	notPrincipal bool

	actions   []glob
	notAction bool
	said      string // the actions as written, for explanations

	resources   []arnGlob // empty where the policy names none
	notResource bool
	places      string // the resources as written

	clauses []clause
}

// Services are the services of AWS that statements name as principals, each once, in
// the order in which they stand.
func (p *Policy) Services() []string {
	var out []string
	for i := range p.statements {
		for _, entry := range p.statements[i].parties {
			if entry.kind == aService && !slices.Contains(out, entry.text) {
				out = append(out, entry.text)
			}
		}
	}
	return out
}
