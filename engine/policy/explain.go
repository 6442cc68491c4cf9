package policy

import (
	"fmt"
	"strings"

	"drydock/engine/trace"
)

// Explain is Evaluate with a trace: the statement that decided, and of each other
// one what did not match.
func Explain(r *Request, p *Policies) (Decision, trace.Trace) {
	n := 0
	count := func(policies ...*Policy) {
		for _, policy := range policies {
			if policy != nil {
				n += len(policy.statements)
			}
		}
	}
	count(p.Identity...)
	count(p.Session...)
	count(p.Boundary, p.Resource, p.Endpoint)
	rec := &trace.Recorder{Steps: make([]trace.Step, 0, n+2)}
	d := Evaluate(r, p, rec)
	return d, trace.Trace{
		Rule: "authorisation", Subject: r.Principal.String() + ", " + r.Action + " on " + r.Resource,
		Verdict: d.String(), OK: d.Effect == Allowed, Funnel: rec.Funnel, Steps: rec.Steps,
		Source: "Policy evaluation logic, AWS Identity and Access Management User Guide",
	}
}

// String says a decision in one line.
func (d Decision) String() string {
	switch {
	case d.Effect == ImplicitDeny:
		return "implicit deny: no " + sources[d.By].plain + " allows it"
	case d.Policy == nil:
		return "allowed: the root user of an account needs no policy"
	case d.Effect == ExplicitDeny:
		return "explicit deny: " + d.place()
	default:
		return "allowed: " + d.place()
	}
}

// place is where the deciding statement stands.
func (d Decision) place() string {
	return d.By.String() + " " + d.Policy.statements[d.Statement-1].label
}

// tell records a statement.
func (e *evaluation) tell(p *Policy, s *statement, why mismatch, named grant) {
	label := s.told
	switch e.source {
	case p.kind.source():
	case ByBoundary:
		label = s.capped
	default:
		label = e.source.String() + " " + s.label
	}
	switch {
	case why != matched:
		e.rec.Add(s.deny, label, "no match", e.why(s, why))
	case s.deny:
		e.rec.Add(false, label, "DENY", "")
	case named == accountGrant && e.request.Principal.account == e.owner:
		e.rec.Add(true, label, "Allow", "it names the account: the account's own policies decide")
	default:
		e.rec.Add(true, label, "Allow", "")
	}
}

// why says what of a statement did not match.
func (e *evaluation) why(s *statement, why mismatch) string {
	switch why {
	case inPrincipal:
		if s.notPrincipal {
			return "NotPrincipal names " + e.request.Principal.String()
		}
		return "Principal does not name " + e.request.Principal.String()
	case inAction:
		if s.notAction {
			return "NotAction " + listed(s.said, e.request.Action) + " covers " + e.request.Action
		}
		return "Action " + listed(s.said, e.request.Action) + " does not cover " + e.request.Action
	case inResource:
		if s.notResource {
			return "NotResource " + s.places + " has " + e.request.Resource
		}
		why := "Resource " + s.places + " does not match " + e.request.Resource
		for i := range s.resources {
			if p := &s.resources[i]; p.tail {
				if _, missing := p.parts[5].resolve(e); missing != "" {
					why += "; ${" + missing + "} has no value"
				}
			}
		}
		return why
	default:
		return s.clauses[why-inCondition].why(e)
	}
}

// listed are the actions of a statement. Of a long list those that are nearest to
// the action asked for are told: of its service, or of any.
func listed(said, action string) string {
	const many, told = 5, 3
	all := strings.Split(said, ", ")
	if len(all) < many {
		return said
	}
	service, _, _ := strings.Cut(action, ":")
	var near []string
	for _, a := range all {
		if of, _, _ := strings.Cut(a, ":"); strings.EqualFold(of, service) || strings.ContainsAny(of, "*?") {
			near = append(near, a)
		}
	}
	if near == nil {
		near = all
	}
	near = near[:min(len(near), told)]
	return strings.Join(near, ", ") + fmt.Sprintf(" and %d more", len(all)-len(near))
}

// Reason is the part of AWS's refusal that says why, for the action refused; empty
// for a request that is allowed. A service control policy that merely does not
// allow is worded as one that denies, as AWS's page says that it may be.
//
// See "Troubleshoot access denied error messages" in the IAM User Guide.
func (d Decision) Reason(action string) string {
	switch {
	case d.Effect == Allowed:
		return ""
	case d.Effect == ExplicitDeny || d.By == BySCP:
		return "with an explicit deny in " + sources[d.By].article
	default:
		return fmt.Sprintf("because no %s allows the %s action", sources[d.By].plain, action)
	}
}

// Denied is AWS's sentence for a request that is refused. Services may word it
// otherwise.
func Denied(r *Request, d Decision) string {
	return fmt.Sprintf("User: %s is not authorized to perform: %s on resource: %s %s", r.Principal, r.Action, r.Resource, d.Reason(r.Action))
}
