package engine

import (
	"fmt"

	"drydock/engine/api"
	"drydock/engine/trace"
)

// Principal is who makes a call.
type Principal string

const (
	// Administrator is an IAM user to whom everything is allowed.
	Administrator Principal = "administrator"
	// Scenario is the author of a scenario: an administrator who may also use
	// the operations of the service "drydock".
	Scenario Principal = "scenario"
)

// Principals returns the principals that a learner can be.
func Principals() []string { return []string{string(Administrator)} }

// arn is the principal's ARN.
func (w *World) arn(p Principal) string {
	return "arn:aws:iam::" + w.cfg.Account + ":user/" + string(p)
}

// Authorise says whether a principal may use an operation, and why. Until IAM
// is simulated two policies exist: an administrator's, which allows every
// action of AWS, and the scenario author's.
func (w *World) Authorise(as Principal, op *api.Operation) trace.Trace {
	t := trace.Trace{
		Rule: "authorisation", Subject: fmt.Sprintf("%s, %s", w.arn(as), op.Action),
		Source: "Policy evaluation logic, AWS Identity and Access Management User Guide",
	}
	rec := &trace.Recorder{}
	known := as == Administrator || as == Scenario
	switch {
	case !known:
		rec.Add(false, "identity-based policies", "none", "a principal without policies is denied implicitly")
	case op.Hidden && as != Scenario:
		rec.Add(false, "AdministratorAccess", "no match", "the action is not one of AWS")
	default:
		t.OK = true
		rec.Add(true, "AdministratorAccess", "Allow", "Action * on Resource *")
	}
	t.Steps, t.Verdict = rec.Steps, "implicit deny"
	if t.OK {
		t.Verdict = "allowed"
	}
	return t
}

// authorise returns the refusal that the service would give.
func (w *World) authorise(as Principal, op *api.Operation) *api.Error {
	if w.allowed(as, op) {
		return nil
	}
	if op.Service == "ec2" {
		return api.Refuse("UnauthorizedOperation", "You are not authorized to perform this operation. User: %s is not authorized to perform: %s because no identity-based policy allows the %s action",
			w.arn(as), op.Action, op.Action)
	}
	code := "AccessDeniedException"
	if op.Service == "elbv2" {
		code = "AccessDenied"
	}
	return api.Refuse(code, "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action", w.arn(as), op.Action, op.Action)
}

// allowed is the verdict of Authorise without its words.
func (w *World) allowed(as Principal, op *api.Operation) bool {
	return as == Scenario || as == Administrator && !op.Hidden
}
