package engine

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/policy"
	"drydock/engine/trace"
)

// Least privilege, measured: what the policies of a role allow against what the
// role was needed for since the world began. "Security best practices in IAM":
// grant least privilege. The measure is Drydock's own.

// RightsView is what a role may do, against what it needed.
type RightsView struct {
	Name, ARN string
	Boundary  string // name of its permissions boundary; empty for none
	// Granted counts the actions that its policies name in statements that allow,
	// each pattern once for each statement; Used those that something needed.
	Granted, Used int64
	// Unused are actions that nothing needed, and resources that nothing needed of
	// statements that something did, with the policy that has them.
	Unused []string
	// Broad are the ones that something needed and that give more: a wildcard in
	// the action, NotAction, or a resource that is a whole kind of things where
	// single ones were needed.
	Broad []string
	// Beyond weighs both: 1 for each, 10 for all actions of a service, 100 for all
	// actions or all but some.
	Beyond int64
	// Denied counts the kinds of calls that it was needed for and of which the
	// latest was denied.
	Denied int64
}

// Rights measures a role, by name, ARN or alias.
func (w *World) Rights(role string) (RightsView, error) {
	r := w.role(w.idOf("role", role))
	if r == nil {
		return RightsView{}, fmt.Errorf("there is no role %q", role)
	}
	return w.measure(r), nil
}

// AllRights measures every role that a service or an instance has and that has been
// made, or changed from what every account has, in the order in which they were made.
// Roles that belong to services of AWS are theirs.
func (w *World) AllRights() []RightsView {
	var out []RightsView
	for r := range w.s.Roles.All() {
		if r.Service == "" && !w.asOpened(r) && len(w.takers(r.ARN)) > 0 {
			out = append(out, w.measure(r))
		}
	}
	return out
}

func (w *World) measure(r *iamRole) RightsView {
	v := RightsView{Name: r.Name, ARN: r.ARN, Boundary: lastOf(r.Rights.Boundary)}
	needing := w.needing(r.ARN)
	var uses []*use
	for u := range w.s.Uses.All() {
		if u.Role != r.ARN || !needing[u.For] {
			continue
		}
		if u.Allowed > 0 {
			uses = append(uses, u)
		}
		v.Denied += one(u.Failing)
	}
	for _, p := range w.identityPolicies(&r.Rights, "") {
		for _, g := range p.Grants() {
			v.add(&g, uses)
		}
	}
	return v
}

// add measures one statement.
func (v *RightsView) add(g *policy.Grant, uses []*use) {
	var needed []*use // that the statement allowed
	actions := g.Actions
	if g.NotAction {
		actions = []string{"everything but " + strings.Join(g.Actions, ", ")}
	}
	for i, what := range actions {
		v.Granted++
		used := ""
		for _, u := range uses {
			if g.Covers(i, u.Action, u.Resource) {
				used = u.Action
				needed = append(needed, u)
			}
		}
		switch weight := weightOf(what); {
		case used == "":
			v.Unused = append(v.Unused, what+" in "+g.Label)
			v.Beyond += weight
			continue
		case g.NotAction || strings.ContainsAny(what, "*?"):
			v.Broad = append(v.Broad, fmt.Sprintf("%s in %s: needed for %s", what, g.Label, used))
			v.Beyond += weight
		}
		v.Used++
	}
	if len(needed) > 0 {
		v.addResources(g, needed)
	}
}

// addResources measures the resources of a statement of which something was needed.
func (v *RightsView) addResources(g *policy.Grant, needed []*use) {
	if g.NotResource {
		v.Broad = append(v.Broad, fmt.Sprintf("every resource but %s in %s: needed for %s", strings.Join(g.Resources, ", "), g.Label, needed[0].Resource))
		v.Beyond++
		return
	}
	for i, pattern := range g.Resources {
		var of *use
		single := false
		for _, u := range needed {
			if g.Within(i, u.Resource) {
				of, single = u, single || !covered(pattern, u.Resource)
			}
		}
		switch {
		case of == nil:
			v.Unused = append(v.Unused, "Resource "+pattern+" in "+g.Label)
			v.Beyond++
		case isBroad(pattern) && single:
			v.Broad = append(v.Broad, fmt.Sprintf("Resource %s in %s: needed for %s", pattern, g.Label, of.Resource))
			v.Beyond++
		}
	}
}

// weightOf is how much an action beyond need weighs.
func weightOf(action string) int64 {
	_, name, _ := strings.Cut(action, ":")
	switch {
	case action == "*" || action == "*:*" || strings.HasPrefix(action, "everything but "):
		return 100
	case name == "*":
		return 10
	}
	return 1
}

// covered reports whether a pattern is as wide as the request itself: the request is
// about everything of the kind, as one for what has no name yet is.
func covered(pattern, resource string) bool {
	if resource == "*" {
		return true
	}
	p, r := strings.SplitN(pattern, ":", 6), strings.SplitN(resource, ":", 6)
	return len(p) == 6 && len(r) == 6 && p[5] == r[5]
}

// isBroad reports whether a resource pattern stands for every thing of a kind, in
// the account or beyond: *, arn:aws:s3:::*, …:repository/*, …:secret:*. A pattern
// inside one bucket, or with the beginning of a name, is not.
func isBroad(pattern string) bool {
	if pattern == "*" {
		return true
	}
	parts := strings.SplitN(pattern, ":", 6)
	if len(parts) < 6 {
		return false
	}
	rest := parts[5]
	at := strings.IndexAny(rest, "*?")
	if at < 0 {
		return false
	}
	before := rest[:at]
	if parts[2] == "s3" {
		return before == ""
	}
	return before == "" || strings.IndexAny(before, "/:") == len(before)-1
}

// rightsTrace is the measure of a role as an explanation.
func (w *World) rightsTrace(r *iamRole) trace.Trace {
	v := w.measure(r)
	out := trace.Trace{
		Rule: "least privilege", Subject: "role " + r.Name, OK: v.Beyond == 0, Source: "Security best practices in IAM, AWS Identity and Access Management User Guide",
		Verdict: fmt.Sprintf("%d of %d granted actions were needed so far", v.Used, v.Granted),
	}
	if n := len(v.Unused) + len(v.Broad); n > 0 {
		out.Verdict += "; beyond need: " + counted(int64(n), "permission")
	}
	out.Steps = w.usesTrace(r)
	idle := len(out.Steps) == 0
	for _, what := range v.Unused {
		out.Steps = append(out.Steps, trace.Step{Label: "not needed so far", Result: "granted", OK: idle, Detail: what})
	}
	for _, what := range v.Broad {
		out.Steps = append(out.Steps, trace.Step{Label: "broad", Result: "granted", Detail: what})
	}
	if idle {
		out.OK, out.Verdict = true, "nothing has needed the role yet, so nothing is known of what it needs"
	}
	return out
}

// usesTrace are the calls that a role was needed for, those of all its users together.
func (w *World) usesTrace(r *iamRole) []trace.Step {
	type call struct{ action, resource string }
	var order []call
	sum := map[call]*use{}
	for u := range w.s.Uses.All() {
		if u.Role != r.ARN {
			continue
		}
		c := call{u.Action, u.Resource}
		if sum[c] == nil {
			order = append(order, c)
			sum[c] = &use{}
		}
		sum[c].Allowed, sum[c].Denied = sum[c].Allowed+u.Allowed, sum[c].Denied+u.Denied
		sum[c].Failing = sum[c].Failing || u.Failing
	}
	var out []trace.Step
	for _, c := range order {
		u := sum[c]
		out = append(out, trace.Step{Label: c.action, Result: fmt.Sprintf("%d allowed, %d denied", u.Allowed, u.Denied), OK: !u.Failing, Detail: "on " + c.resource})
	}
	return out
}

// whyRole explains a role: who may assume it, and what it was needed for.
func (w *World) whyRole(thing string) []trace.Trace {
	thing, _ = strings.CutPrefix(thing, "role/")
	r := w.role(thing)
	if r == nil {
		return nil
	}
	out := []trace.Trace{w.trustTrace(r)}
	for u := range w.s.Uses.All() {
		if u.Role == r.ARN && u.Denied > 0 {
			rec := &trace.Recorder{}
			c := w.sessionCaller(r, "any-session")
			request, d := w.ask(&c, u.Action, u.Resource, policy.Context{}, rec)
			out = append(out, authorisation(&request, d, rec))
		}
	}
	return append(out, w.rightsTrace(r))
}

// trustTrace says which services may assume a role, of those that take roles here.
func (w *World) trustTrace(r *iamRole) trace.Trace {
	out := trace.Trace{Rule: "role trust policy", Subject: "role " + r.Name, Source: "How IAM roles differ from resource-based policies, AWS Identity and Access Management User Guide"}
	var may, missing []string
	takers := w.takers(r.ARN)
	for _, service := range []string{ecsTasksService, ec2Service, ecsService} {
		_, d := w.assumable(r.ARN, service, nil)
		ok := d.Effect == policy.Allowed
		result := "may not assume it"
		if ok {
			may, result = append(may, service), "may assume it"
		}
		taken := slices.Contains(takers, service)
		if taken && !ok {
			missing = append(missing, service)
		}
		if ok || taken || d.Effect == policy.ExplicitDeny || strings.Contains(r.Trust, service) {
			out.Steps = append(out.Steps, trace.Step{Label: service, Result: result, OK: ok})
		}
	}
	out.OK, out.Verdict = len(may) > 0, "trusts "+strings.Join(may, ", ")
	switch {
	case len(missing) > 0:
		out.OK, out.Verdict = false, strings.Join(missing, ", ")+" is to have it and may not assume it"
	case len(may) == 0:
		out.Verdict = "no service that runs containers may assume it"
	}
	return out
}
