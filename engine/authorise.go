package engine

import (
	"fmt"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// need is one permission that a call needs: all of a call's needs are asked for,
// in their order, and the first that is missing refuses it.
type need struct {
	action   string // empty for the operation's own
	resource string // an ARN, or "*" for an action that has no resource
	keys     policy.Context
	// role is what the caller passes to a service; the action is then
	// iam:PassRole.
	service string
}

// needs has, for each operation whose permission is asked for on resources, what a
// request needs. Those that are not in it need their own action on "*".
var needs = joined(ec2Needs(), ec2NetworkNeeds(), ecsNeeds(), efsNeeds(), elbNeeds(), elbv2Needs(), iamNeeds())

// needsOf is what a request needs. STS lets everybody ask who they are.
func (w *World) needsOf(op *api.Operation, in any) []need {
	if op.ID() == "sts:GetCallerIdentity" {
		return nil
	}
	of, ok := needs[op.ID()]
	if !ok {
		return []need{{resource: "*"}}
	}
	return of(w, in)
}

// passes is the permission to hand a role, by name or ARN, to a service. No role,
// no permission.
//
// See "Grant a user permissions to pass a role to an AWS service" in the IAM User
// Guide.
func (w *World) passes(service string, roles ...string) []need {
	var out []need
	for _, r := range roles {
		if r != "" {
			out = append(out, need{action: "iam:PassRole", resource: w.roleARN(r), service: service})
		}
	}
	return out
}

// callerOf is who a principal is to IAM.
func (w *World) callerOf(as Principal) caller {
	if name, ok := strings.CutPrefix(string(as), "role/"); ok {
		if r := w.role(name); r != nil {
			return w.sessionCaller(r, learnersSession)
		}
		who, _ := policy.RoleSession(w.iamARN("role", "/", name), learnersSession)
		return caller{who: who}
	}
	return w.userCaller(string(as))
}

// learnersSession is the name of the session in which a learner has a role.
const learnersSession = "learner"

// Authorise says whether a principal may make a request, and why: a trace for each
// permission that it needs, up to the first that is missing. in is a pointer to the
// operation's input struct.
func (w *World) Authorise(as Principal, op *api.Operation, in any) []trace.Trace {
	out, _ := w.authorised(as, op, w.resolve(op, in), true)
	return out
}

// authorise returns the refusal that the service would give.
func (w *World) authorise(as Principal, op *api.Operation, in any) *api.Error {
	_, err := w.authorised(as, op, in, false)
	if err == nil {
		return nil
	}
	// Seldom, and the words of why are dear to make: so it is decided once more.
	err.Why, _ = w.authorised(as, op, in, true)
	return err
}

// authorised asks IAM for everything that a request needs.
func (w *World) authorised(as Principal, op *api.Operation, in any, tell bool) (out []trace.Trace, refusal *api.Error) {
	switch {
	case as == Scenario:
		return []trace.Trace{{Rule: "authorisation", Subject: "the scenario, " + op.Action, Verdict: "allowed: the world's author may do everything", OK: true, Source: "engine's choice"}}, nil
	case op.Hidden:
		return []trace.Trace{{Rule: "authorisation", Subject: string(as) + ", " + op.Action, Verdict: "implicit deny: the action is not one of AWS", Source: "engine's choice"}},
			api.Refuse(accessDenied(op.Service), "User: %s is not authorized to perform: %s", w.arn(as), op.Action)
	}
	c := w.callerOf(as)
	for _, n := range w.needsOf(op, in) {
		action, with := n.action, n.keys.Clone()
		if action == "" {
			action = op.Action
		}
		resource := n.resource
		if resource == theCaller {
			resource = w.arn(as)
		}
		if n.service != "" {
			with.Set("iam:PassedToService", n.service)
		}
		with.Set("aws:SourceIp", learnersAddress)
		if global(op.Service) {
			with.Set("aws:RequestedRegion", "us-east-1")
		}
		if n.service != "" && !strings.Contains(n.resource, ":iam::"+w.cfg.Account+":") {
			return append(out, trace.Trace{
				Rule: "authorisation", Subject: c.who.String() + ", iam:PassRole on " + n.resource, Verdict: "a role of another account cannot be passed",
				Source: "Grant a user permissions to pass a role to an AWS service, AWS Identity and Access Management User Guide",
			}), api.Refuse(accessDenied(op.Service), "Cross-account pass role is not allowed.")
		}
		var rec *trace.Recorder
		if tell {
			rec = &trace.Recorder{}
		}
		r, d := w.ask(&c, action, resource, with, rec)
		if tell {
			out = append(out, authorisation(&r, d, rec))
		}
		if d.Effect != policy.Allowed {
			return out, notAuthorised(op.Service, &r, d)
		}
	}
	return out, nil
}

// global reports whether a service has one endpoint for all Regions.
func global(service string) bool { return service == "iam" }

// accessDenied is the code with which a service refuses who may not call it.
func accessDenied(service string) string {
	switch service {
	case "ec2":
		return "UnauthorizedOperation"
	case "iam", "sts", "elb", "elbv2":
		return "AccessDenied"
	default:
		return "AccessDeniedException"
	}
}

// notAuthorised is the refusal of a service. "Troubleshoot access denied error
// messages", IAM User Guide. For an action without resource no resource is named,
// which is engine's choice: services differ.
func notAuthorised(service string, r *policy.Request, d policy.Decision) *api.Error {
	text := policy.Denied(r, d)
	if service == "ec2" {
		text = "You are not authorized to perform this operation. " + text
	}
	return api.Refuse(accessDenied(service), "%s", text)
}

// arn is the ARN of a principal.
func (w *World) arn(as Principal) string {
	if as == Scenario {
		return w.iamARN("user", "/", string(as))
	}
	c := w.callerOf(as)
	return fmt.Sprint(c.who)
}
