package engine

import (
	"slices"
	"strings"

	"drydock/engine/policy"
	"drydock/engine/sim"
)

// use is what a role was needed for: an action on a resource, and how often it was
// allowed and denied.
type use struct {
	Role string // ARN
	// For is what needed it: the ARN of the task definition of a service's tasks, the
	// id of an instance for its agent; empty for tasks of no service.
	For              string
	Action, Resource string
	Allowed, Denied  int64
	Failing          bool // the latest was denied
	First, Latest    sim.Time
}

// answers are what was decided at this instant about sessions of roles. Many tasks start
// at once and ask the same, and no session is told from another but where a policy
// looks at its name.
type answers struct {
	at      sim.Time
	known   map[question]policy.Decision
	private map[string]bool // by role: whether a policy tells its sessions apart
}

type question struct{ role, action, resource, with string }

// forgetAnswers has IAM asked anew: something of it has changed.
func (w *World) forgetAnswers() { w.allowed.answers = answers{} }

// may asks whether a session of a role may do something, and takes down that the
// role was needed for it, by what is told as in use.For. with has the keys of the call.
func (w *World) may(c *caller, what, action, resource string, with policy.Context) (policy.Request, policy.Decision) {
	r := policy.Request{Principal: c.who, Action: action, Resource: resource}
	q := question{c.role.ARN, action, resource, with.String()}
	at := &w.allowed.answers
	if at.at != w.s.Now || at.known == nil {
		*at = answers{at: w.s.Now, known: map[question]policy.Decision{}, private: map[string]bool{}}
	}
	known, ok := at.known[q]
	if !ok {
		r, known = w.ask(c, action, resource, with, nil)
		if !w.tellsSessionsApart(c.role, resource) {
			at.known[q] = known
		}
	}
	w.used(c.role.ARN, what, action, resource, known.Effect == policy.Allowed)
	return r, known
}

// tellsSessionsApart reports whether a policy may decide otherwise for another
// session of the role: one that speaks of a user id or of a session's ARN.
func (w *World) tellsSessionsApart(r *iamRole, resource string) bool {
	private, known := w.allowed.answers.private[r.ARN]
	if !known {
		var text strings.Builder
		for _, p := range r.Rights.Inline {
			text.WriteString(p.Document)
		}
		for _, arn := range append(r.Rights.Attached[:len(r.Rights.Attached):len(r.Rights.Attached)], r.Rights.Boundary) {
			_, document, _ := w.managedDocument(arn)
			text.WriteString(document)
		}
		for _, k := range w.s.ControlPolicies {
			text.WriteString(k.Document)
		}
		private = speaksOfSessions(text.String())
		w.allowed.answers.private[r.ARN] = private
	}
	if f := w.fact(resource); f != nil {
		return private || speaksOfSessions(f.Policy)
	}
	return private
}

func speaksOfSessions(documents string) bool {
	folded := strings.ToLower(documents)
	return strings.Contains(folded, "aws:userid") || strings.Contains(folded, ":assumed-role/")
}

// used takes down that a role was needed for something. What differs from task to
// task, such as a log stream, is one thing: the latest stands for all.
func (w *World) used(role, what, action, resource string, allowed bool) {
	kind := resource
	if group, _, is := strings.Cut(resource, ":log-stream:"); is {
		kind = group
	}
	key := role + "\x00" + what + "\x00" + action + "\x00" + kind
	u := w.s.Uses.Get(key)
	if u == nil {
		u = &use{Role: role, For: what, Action: action, First: w.s.Now}
		w.s.Uses.Put(key, u)
		w.changes++
	}
	if u.Failing == allowed {
		w.changes++
	}
	u.Resource, u.Latest, u.Failing = resource, w.s.Now, !allowed
	if allowed {
		u.Allowed++
	} else {
		u.Denied++
	}
	if r := w.role(role); r != nil {
		r.LastUsed = w.s.Now
	}
}

// useful takes down that a role has a right which is of use and without which things go
// on all the same here.
func (w *World) useful(c *caller, what, action, resource string, with policy.Context) {
	if _, d := w.ask(c, action, resource, with, nil); d.Effect == policy.Allowed {
		w.used(c.role.ARN, what, action, resource, true)
	}
}

// rightsFor is what needs the rights of a task's roles, as use.For tells it.
func (t *task) rightsFor() string {
	if t.Service == "" {
		return ""
	}
	return t.Definition
}

// needing are what needs a role now, as use.For tells it: the task definitions of
// services and of tasks that are there still, and instances. Rights that only those
// of the past have used are needed no more. What ran once and by itself may run again.
func (w *World) needing(role string) map[string]bool {
	out := map[string]bool{"": true}
	has := func(definition string, volume *volumeConfig) {
		d := w.s.Definitions.Get(definition)
		if d == nil || out[definition] {
			return
		}
		out[definition] = slices.Contains(w.rolesOf(d, nil), role) || volume != nil && w.roleARN(volume.EBS.RoleArn) == role
	}
	for s := range w.s.Services.All() {
		if s.Status != "INACTIVE" {
			has(s.Definition, s.Volume)
			for _, ts := range s.TaskSets {
				has(ts.Deployment.Definition, nil)
			}
		}
	}
	for i := range w.s.Instances.All() {
		out[i.ID] = i.State != "terminated" && w.instanceRole(i) == role
	}
	for t := range w.s.Tasks.All() {
		if t.Service == "" || t.LastStatus == taskStopped || t.DesiredStatus == taskStopped {
			continue
		}
		has(t.Definition, nil)
		if on := w.on(t); on != nil && out[on.Instance] {
			out[t.Definition] = true // what its instance pulls, and what an application without a role calls
		}
	}
	return out
}
