package engine

import (
	"strconv"

	"drydock/engine/policy"
)

// learnersAddress is the public address from which calls from outside come: one of
// those that are kept for documentation.
const learnersAddress = "203.0.113.25"

// requestContext is what IAM knows of a request: the keys of the call, and those
// that every call has. What follows from the caller alone package policy knows.
//
// See "AWS global condition context keys" in the IAM User Guide.
func (w *World) requestContext(c *caller, with policy.Context) policy.Context {
	out := with.Clone()
	if !out.Has("aws:SecureTransport") {
		out.Set("aws:SecureTransport", "true")
	}
	if !out.Has("aws:ViaAWSService") {
		out.Set("aws:ViaAWSService", "false")
	}
	out.Set("aws:CurrentTime", w.Time().Format("2006-01-02T15:04:05Z"))
	out.Set("aws:EpochTime", strconv.FormatInt(w.Time().Unix(), 10))
	if !out.Has("aws:RequestedRegion") {
		out.Set("aws:RequestedRegion", w.cfg.Region)
	}
	switch {
	case c.role != nil:
		// A session began when it asks, as far as is known here. Nothing in a
		// world has signed in with a second factor.
		out.Set("aws:TokenIssueTime", w.Time().Format("2006-01-02T15:04:05Z"))
		out.Set("aws:MultiFactorAuthPresent", "false")
		for _, t := range c.role.Tags {
			out.Set("aws:PrincipalTag/"+t.Key, t.Value)
		}
	case c.user != nil:
		for _, t := range c.user.Tags {
			out.Set("aws:PrincipalTag/"+t.Key, t.Value)
		}
	}
	return out
}
