package engine

import (
	"slices"
	"strings"

	"drydock/engine/managed"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// permissions are policies as they were read. Nothing of it is state.
type permissions struct {
	read    map[string]*policy.Policy // by kind, name and document
	answers answers
}

func newPermissions() *permissions { return &permissions{read: map[string]*policy.Policy{}} }

// compiled is a document as package policy reads it. What stands in the world was
// read before it was taken; nil for what could not be read.
func (w *World) compiled(name, document string, kind policy.Kind) *policy.Policy {
	key := kind.String() + "\x00" + name + "\x00" + document
	p, ok := w.allowed.read[key]
	if !ok {
		p, _ = policy.Parse(name, document, kind)
		w.allowed.read[key] = p
	}
	return p
}

// managedDocument is the default version of a managed policy.
func (w *World) managedDocument(arn string) (name, document string, ok bool) {
	if m := w.s.Policies.Get(arn); m != nil {
		for _, v := range m.Versions {
			if v.ID == m.Default {
				return m.Name, v.Document, true
			}
		}
	}
	if m := managed.Find(arn); m != nil {
		return m.Name, m.Document, true
	}
	return "", "", false
}

// managedPolicy is the default version of a managed policy, read; nil when there
// is no such policy.
func (w *World) managedPolicy(arn string) *policy.Policy {
	name, document, ok := w.managedDocument(arn)
	if !ok {
		return nil
	}
	return w.compiled(name, document, policy.Managed)
}

// identityPolicies are the policies of a user, a group or a role. owner is told
// beside a policy's name; empty for nothing.
func (w *World) identityPolicies(r *rights, owner string) []*policy.Policy {
	var out []*policy.Policy
	add := func(p *policy.Policy) {
		if p != nil {
			out = append(out, p)
		}
	}
	for _, p := range r.Inline {
		add(w.compiled(p.Name+owner, p.Document, policy.Inline))
	}
	for _, arn := range r.Attached {
		if name, document, ok := w.managedDocument(arn); ok {
			add(w.compiled(name+owner, document, policy.Managed))
		}
	}
	return out
}

// caller is who asks for something, with the policies on its side.
type caller struct {
	who     policy.Principal
	role    *iamRole // of a session; nil for others
	user    *iamUser // nil for others
	session []*policy.Policy
	// hidden says that requests for a token of Amazon ECR come by an interface that
	// Fargate owns, so that they show no VPC.
	hidden bool
}

// userCaller is an IAM user. One that is not there has no policies.
func (w *World) userCaller(name string) caller {
	u := w.s.Users.Get(iamKey(name))
	arn := w.iamARN("user", "/", name)
	if u != nil {
		arn = u.ARN
	}
	who, _ := policy.ParsePrincipal(arn)
	if u != nil {
		who = who.WithID(u.ID)
	}
	return caller{who: who, user: u}
}

// sessionCaller is a session of a role.
func (w *World) sessionCaller(role *iamRole, session string) caller {
	who, _ := policy.RoleSession(role.ARN, session)
	return caller{who: who.WithID(role.ID), role: role}
}

// gather collects the policies that apply to a request.
func (w *World) gather(c *caller, action, resource string) (policy.Policies, string) {
	p := policy.Policies{Session: c.session}
	switch {
	case c.role != nil:
		p.Identity = w.identityPolicies(&c.role.Rights, "")
		p.Boundary = w.boundary(&c.role.Rights)
	case c.user != nil:
		p.Identity = w.identityPolicies(&c.user.Rights, "")
		for _, name := range c.user.Groups {
			if g := w.s.UserGroups.Get(iamKey(name)); g != nil {
				p.Identity = append(p.Identity, w.identityPolicies(&g.Rights, " of group "+g.Name)...)
			}
		}
		p.Boundary = w.boundary(&c.user.Rights)
	}
	for _, k := range w.s.ControlPolicies {
		levels, kind := &p.SCP, policy.SCP
		if k.Resource {
			levels, kind = &p.RCP, policy.RCP
		}
		for int64(len(*levels)) <= k.Level {
			*levels = append(*levels, nil)
		}
		if read := w.compiled(k.Name, k.Document, kind); read != nil {
			(*levels)[k.Level] = append((*levels)[k.Level], read)
		}
	}
	for i := range p.RCP {
		p.RCP[i] = append(p.RCP[i], policy.RCPFullAWSAccess())
	}
	for i := range p.SCP {
		if !slices.ContainsFunc(p.SCP[i], func(k *policy.Policy) bool { return len(k.Grants()) > 0 }) {
			p.SCP[i] = append(p.SCP[i], policy.FullAWSAccess()) // attached to begin with, and nothing takes its place
		}
	}
	resourcePolicy, owner := w.resourcePolicy(action, resource)
	p.Resource = resourcePolicy
	return p, owner
}

// boundary is the permissions boundary; nil where there is none. A boundary
// whose policy is gone allows nothing (engine's choice): IAM lets nobody delete it
// meanwhile.
func (w *World) boundary(r *rights) *policy.Policy {
	if r.Boundary == "" {
		return nil
	}
	return w.managedPolicy(r.Boundary)
}

// resourcePolicy is the policy of what a request is about, and who owns that
// where its ARN does not say it.
func (w *World) resourcePolicy(action, resource string) (p *policy.Policy, owner string) {
	if strings.HasPrefix(action, "sts:") && strings.Contains(resource, ":role/") {
		r := w.role(resource)
		if r == nil {
			return nil, ""
		}
		return w.trust(r), ""
	}
	f := w.fact(resource)
	switch {
	case f == nil && isKeyARN(resource) && strings.Contains(resource, ":"+w.cfg.Account+":"):
		// The default key policy leaves the decision to the account's policies.
		return w.compiled("by default", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::`+w.cfg.Account+`:root"},"Action":"kms:*","Resource":"*"}]}`, policy.Resource), ""
	case f == nil:
		return nil, ""
	case f.Policy == "":
		return nil, f.Account
	}
	return w.compiled(w.shown(f.ARN), f.Policy, f.kind()), f.Account
}

func isKeyARN(arn string) bool {
	return strings.HasPrefix(arn, "arn:aws:kms:") && strings.Contains(arn, ":key/")
}

// fact is what is known of a resource: a bucket's for its objects too.
func (w *World) fact(resource string) *resourceFact {
	if f := w.s.Facts.Get(resource); f != nil {
		return f
	}
	if bucket, _, has := strings.Cut(resource, "/"); has && strings.HasPrefix(bucket, "arn:aws:s3:::") {
		return w.s.Facts.Get(bucket)
	}
	return nil
}

// trust is a role's trust policy, bound to the unique ids that those it names had
// when it was saved.
func (w *World) trust(r *iamRole) *policy.Policy {
	p := w.compiled(r.Name, r.Trust, policy.Trust)
	if p == nil || len(r.Trusted) == 0 {
		return p
	}
	bound, _ := p.Bind(func(arn string) (string, bool) {
		id, ok := r.Trusted[arn]
		return id, ok
	})
	return bound
}

// ask asks IAM whether a caller may do something, and records why.
func (w *World) ask(c *caller, action, resource string, with policy.Context, rec *trace.Recorder) (policy.Request, policy.Decision) {
	p, owner := w.gather(c, action, resource)
	p.Endpoint = w.endpointPolicy(with)
	r := policy.Request{Principal: c.who, Action: action, Resource: resource, ResourceAccount: owner, Context: w.requestContext(c, with)}
	if c.hidden && action == getToken {
		r.Context.Drop("aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp")
	}
	return r, policy.Evaluate(&r, &p, rec)
}

// authorisation is the trace of a decision.
func authorisation(r *policy.Request, d policy.Decision, rec *trace.Recorder) trace.Trace {
	out := trace.Trace{
		Rule: "authorisation", Subject: r.Principal.String() + ", " + r.Action + " on " + r.Resource, Verdict: d.String(), OK: d.Effect == policy.Allowed,
		Source: "Policy evaluation logic, AWS Identity and Access Management User Guide",
	}
	if rec != nil {
		out.Funnel, out.Steps = rec.Funnel, rec.Steps
	}
	return out
}
