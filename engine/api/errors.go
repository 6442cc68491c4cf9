package api

import (
	"fmt"

	"drydock/engine/trace"
)

// Error is a call that a service refused.
type Error struct {
	Op      string // operation, for example "UpdateService"
	Code    string // the service's code, for example "ServiceNotFoundException"
	Message string // what the service says; one sentence
	Hint    string // what Drydock adds for the learner; may be empty
	// Why is how IAM decided, of a call that its caller may not make: a trace for
	// each permission that it needs, up to the one that is missing.
	Why []trace.Trace
}

// Error is what the AWS CLI prints.
func (e *Error) Error() string {
	return fmt.Sprintf("An error occurred (%s) when calling the %s operation: %s", e.Code, e.Op, e.Message)
}

// Refuse makes an Error with a message formatted as by fmt.Sprintf; the world
// fills in its Op.
func Refuse(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Ours marks a refusal whose sentence is Drydock's own, because AWS's is not
// known or because AWS would not refuse, and returns it.
func (e *Error) Ours() *Error {
	e.Hint = "wording is Drydock's"
	return e
}
