package engine

import (
	"strings"

	"drydock/engine/trace"
)

// whyUser lists what says what a user may do.
func (w *World) whyUser(thing string) []trace.Trace {
	name, _ := strings.CutPrefix(thing, "user/")
	u := w.s.Users.Get(iamKey(name))
	for other := range w.s.Users.All() {
		if other.ARN == thing {
			u = other
		}
	}
	if u == nil {
		return nil
	}
	out := trace.Trace{
		Rule: "permissions", Subject: "user " + u.Name, OK: true, Verdict: "what none of these allows is denied; why alone explains the last call that was refused",
		Source: "Policies and permissions in IAM, AWS Identity and Access Management User Guide",
	}
	list := func(r *rights, of string) {
		for _, arn := range r.Attached {
			out.Steps = append(out.Steps, trace.Step{Label: lastOf(arn), Result: "attached" + of, OK: true})
		}
		for _, p := range r.Inline {
			out.Steps = append(out.Steps, trace.Step{Label: p.Name, Result: "inline" + of, OK: true})
		}
	}
	list(&u.Rights, "")
	for _, name := range u.Groups {
		if g := w.s.UserGroups.Get(iamKey(name)); g != nil {
			list(&g.Rights, ", of group "+g.Name)
		}
	}
	if b := u.Rights.Boundary; b != "" {
		out.Steps = append(out.Steps, trace.Step{Label: lastOf(b), Result: "permissions boundary", OK: true, Detail: "it allows nothing by itself, and everything needs it"})
	}
	if len(out.Steps) == 0 {
		out.OK, out.Verdict = false, "no policy allows anything"
	}
	return []trace.Trace{out}
}
