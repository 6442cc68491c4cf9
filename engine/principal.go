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

// Authorise says whether a principal may use an operation, and why.
func (w *World) Authorise(as Principal, op *api.Operation) trace.Trace {
	rec := &trace.Recorder{}
	t := trace.Trace{
		Rule: "authorisation", Subject: fmt.Sprintf("%s, %s", w.arn(as), op.Action), OK: allowed(as, op, rec), Verdict: "implicit deny",
		Source: "Policy evaluation logic, AWS Identity and Access Management User Guide",
	}
	t.Steps = rec.Steps
	if t.OK {
		t.Verdict = "allowed"
	}
	return t
}

// allowed decides. Until IAM is simulated two policies exist: an
// administrator's, which allows every action of AWS, and the scenario author's.
func allowed(as Principal, op *api.Operation, rec *trace.Recorder) bool {
	switch {
	case as != Administrator && as != Scenario:
		rec.Add(false, "identity-based policies", "none", "a principal without policies is denied implicitly")
		return false
	case op.Hidden && as != Scenario:
		rec.Add(false, "AdministratorAccess", "no match", "the action is not one of AWS")
		return false
	default:
		rec.Add(true, "AdministratorAccess", "Allow", "Action * on Resource *")
		return true
	}
}

// authorise returns the refusal that the service would give.
func (w *World) authorise(as Principal, op *api.Operation) *api.Error {
	if allowed(as, op, nil) {
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
