package policy

import (
	"strings"

	"drydock/engine/trace"
)

// verdict is what the policies of one source say.
type verdict struct {
	deny, allow Decision
	denies      bool
	allows      bool
	grant       grant // the strongest of those that allow
}

// evaluation is one decision under way.
type evaluation struct {
	request  *Request
	policies *Policies
	rec      *trace.Recorder
	parts    [6]string // of the request's resource
	isARN    bool
	owner    string   // the account of the resource
	source   Source   // of the policies that are being read
	matches  *[]Match // gathers the statements that match; nil for not
	asked    [BySession + 1]bool
	near     *[BySession + 1]missed // gathered where the decision is recorded; else nil
}

// Evaluate decides a request, and records what every statement said.
//
// See "Policy evaluation logic" in the IAM User Guide.
func Evaluate(r *Request, p *Policies, rec *trace.Recorder) Decision {
	e := newEvaluation(r, p, rec)
	return e.decide()
}

// newEvaluation is a decision that begins.
func newEvaluation(r *Request, p *Policies, rec *trace.Recorder) evaluation {
	e := evaluation{request: r, policies: p, rec: rec}
	e.parts, e.isARN = splitText(r.Resource)
	e.owner = e.parts[4]
	if !e.isARN || e.owner == "" || e.owner == "aws" {
		if e.owner = r.ResourceAccount; e.owner == "" {
			e.owner = r.Principal.account
		}
	}
	return e
}

// gates are the sources that may deny, with what they say.
type gates [BySession + 1]verdict

func (e *evaluation) decide() Decision {
	var g gates
	if !e.rec.On() {
		return e.decideBy(&g)
	}
	e.near = new([BySession + 1]missed)
	d := e.decideBy(&g)
	e.sum(&g, d)
	return d
}

func (e *evaluation) decideBy(g *gates) Decision {
	who, p := &e.request.Principal, e.policies
	resource := ByResource
	if e.isRole() {
		resource = ByTrust
	}
	rcpHolds, rcp := e.levels(&g[ByRCP], p.RCP, ByRCP, e.owner)
	scpHolds, scp := e.levels(&g[BySCP], p.SCP, BySCP, who.account)
	if p.Endpoint != nil {
		e.read(&g[ByEndpoint], p.Endpoint, ByEndpoint)
	}
	if p.Resource != nil {
		e.read(&g[resource], p.Resource, resource)
	}
	for _, policy := range p.Identity {
		e.read(&g[ByIdentity], policy, ByIdentity)
	}
	if p.Boundary != nil {
		e.read(&g[ByBoundary], p.Boundary, ByBoundary)
	}
	for _, policy := range p.Session {
		e.read(&g[BySession], policy, BySession)
	}
	for i := range g {
		if g[i].denies {
			return g[i].deny
		}
	}
	switch {
	case rcpHolds && !rcp:
		return e.silent(ByRCP)
	case scpHolds && !scp:
		return e.silent(BySCP)
	case p.Endpoint != nil && !g[ByEndpoint].allows:
		return e.silent(ByEndpoint)
	}
	return e.grants(g, resource)
}

// grants decides a request that nothing denies and no organization forbids.
func (e *evaluation) grants(g *gates, resource Source) Decision {
	who, held := &e.request.Principal, &g[resource]
	switch {
	case who.account == "":
		// A service, an identity from outside, or nobody known: it has no
		// policies of its own.
		if !held.allows {
			return e.silent(resource)
		}
		return held.allow
	case who.account != e.owner:
		d := e.caller(g, true)
		if d.Effect == Allowed && !held.allows {
			return e.silent(resource)
		}
		return d
	case held.grant == directGrant:
		return held.allow
	case held.grant == roleGrant:
		if d := e.caller(g, false); d.Effect != Allowed {
			return d
		}
		return held.allow
	case !held.allows && (e.isRole() || e.isKey()):
		return e.silent(resource)
	default:
		return e.caller(g, true)
	}
}

// caller asks the policies on the caller's side: those of the identity, unless the
// resource's policy has granted already, then its limits.
func (e *evaluation) caller(g *gates, identity bool) Decision {
	who, p := &e.request.Principal, e.policies
	granted := g[ByIdentity].allow
	switch {
	case who.kind == Root:
		granted = Decision{Effect: Allowed, By: ByIdentity}
	case identity && !g[ByIdentity].allows:
		return e.silent(ByIdentity)
	case !identity:
		granted = Decision{Effect: Allowed}
	}
	switch {
	case p.Boundary != nil && !g[ByBoundary].allows:
		return e.silent(ByBoundary)
	case (p.Session != nil || who.kind == FederatedUser) && !g[BySession].allows:
		// A federated user without a session policy has no permissions but
		// those that a resource's policy gives to the session.
		return e.silent(BySession)
	}
	return granted
}

// silent is a denial because no policy of a source allows.
func (e *evaluation) silent(by Source) Decision {
	if e.rec.On() {
		e.rec.Add(false, by.String(), "no Allow", "nothing in it allows the request")
	}
	return Decision{By: by}
}

// isRole reports whether the request is to assume a role, for which the role's
// trust policy must allow.
func (e *evaluation) isRole() bool {
	return e.isARN && e.parts[2] == "iam" && strings.HasPrefix(e.parts[5], "role/") && begins(e.request.Action, "sts:", true)
}

// isKey reports whether the request is on a KMS key, whose policy must allow.
func (e *evaluation) isKey() bool {
	return e.isARN && e.parts[2] == "kms" && strings.HasPrefix(e.parts[5], "key/")
}

// levels reads the policies of an organization. limits is false where they do not
// apply; allowed is true when every level has a statement that allows.
//
// See "SCP evaluation" and "RCP evaluation" in the AWS Organizations User Guide.
func (e *evaluation) levels(v *verdict, levels [][]*Policy, source Source, account string) (limits, allowed bool) {
	switch who := &e.request.Principal; {
	case len(levels) == 0 || account == "" || account == e.policies.ManagementAccount || who.ServiceLinked():
		return false, true
	}
	allowed = true
	for _, level := range levels {
		v.allows = false
		for _, policy := range level {
			e.read(v, policy, source)
		}
		allowed = allowed && v.allows
	}
	return true, allowed
}

// read holds every statement of a policy against the request. What is found first
// is kept, of grants the strongest.
func (e *evaluation) read(v *verdict, p *Policy, source Source) {
	e.source = source
	e.asked[source] = true
	for i := range p.statements {
		s := &p.statements[i]
		why, named := e.applies(s)
		if e.rec.On() {
			e.tell(p, s, why, named)
			e.note(s, why)
		}
		if why != matched {
			continue
		}
		if e.matches != nil {
			*e.matches = append(*e.matches, Match{source, p, i + 1, s.deny, s.from, s.to})
		}
		d := Decision{Effect: Allowed, By: source, Policy: p, Statement: i + 1, Sid: s.sid}
		switch {
		case s.deny && !v.denies:
			d.Effect = ExplicitDeny
			v.deny, v.denies = d, true
		case s.deny:
		case !v.allows || named > v.grant:
			v.allow, v.allows = d, true
			v.grant = max(v.grant, named)
		}
	}
}

// mismatch is the first part of a statement that did not match.
type mismatch int

const (
	matched mismatch = iota
	inPrincipal
	inAction
	inResource
	inCondition // and beyond it the number of the clause
)

// applies holds a statement against the request.
func (e *evaluation) applies(s *statement) (why mismatch, named grant) {
	if s.parties != nil {
		if named = e.names(s); named == noGrant {
			return inPrincipal, named
		}
	}
	if matchesAny(s.actions, e.request.Action) == s.notAction {
		return inAction, named
	}
	if s.resources != nil && e.within(s) == s.notResource {
		return inResource, named
	}
	for i := range s.clauses {
		if !s.clauses[i].holds(e) {
			return inCondition + mismatch(i), named
		}
	}
	return matched, named
}

func matchesAny(actions []glob, action string) bool {
	for _, g := range actions {
		if g.match(action, true) {
			return true
		}
	}
	return false
}

// within reports whether the request's resource is among those of a statement.
func (e *evaluation) within(s *statement) bool {
	for i := range s.resources {
		p := &s.resources[i]
		if p.match(e, &e.parts, e.isARN) {
			return true
		}
		// A pattern with a variable that has no value matches nothing; under
		// NotResource it exempts nothing.
	}
	return false
}

// names is how the statement's principals name the caller; noGrant when it does
// not apply to it.
func (e *evaluation) names(s *statement) grant {
	who := &e.request.Principal
	if s.notPrincipal {
		// "The NotPrincipal element with a Deny effect will always deny any IAM
		// principal that has a permissions boundary policy attached", IAM User
		// Guide.
		if e.policies.Boundary == nil {
			for i := range s.parties {
				if s.parties[i].spares(who) {
					return noGrant
				}
			}
		}
		return directGrant
	}
	best := noGrant
	for i := range s.parties {
		best = max(best, s.parties[i].grants(who))
	}
	return best
}
