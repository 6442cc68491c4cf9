package engine

import (
	"slices"

	"drydock/engine/policy"
)

// RoleView is a role as a screen shows it.
type RoleView struct {
	Name, ARN string
	Trusts    []string // services that may assume it, of those that run containers
	Policies  []string // names, attached ones first
	Boundary  string   // name; empty for none
	// For says what has it: "task role of web", "execution role of web", "instance
	// role"; none for a role that nothing has.
	For []string
	// Untrusting are the services that have it for that and cannot assume it.
	Untrusting []string
	// Denied are the actions that it was needed for, by what is there still, and
	// that IAM would deny it now.
	Denied []string
}

// roleView describes a role for a screen.
func (w *World) roleView(r *iamRole) RoleView {
	v := RoleView{Name: r.Name, ARN: r.ARN, Boundary: lastOf(r.Rights.Boundary)}
	for _, service := range []string{ecsTasksService, ec2Service, ecsService} {
		if _, d := w.assumable(r.ARN, service, nil); d.Effect == policy.Allowed {
			v.Trusts = append(v.Trusts, service)
		}
	}
	v.Policies, v.Denied = r.Rights.names(), w.deniedNow(r)
	return v
}

// names are the policies by name, attached ones first.
func (r *rights) names() []string {
	var out []string
	for _, arn := range r.Attached {
		out = append(out, lastOf(arn))
	}
	for _, p := range r.Inline {
		out = append(out, p.Name+" (inline)")
	}
	return out
}

// takers are the services that have a role for something, and so must be able to
// assume it.
func (w *World) takers(role string) []string {
	var out []string
	for s := range w.s.Services.All() {
		d := w.s.Definitions.Get(s.Definition)
		if d == nil || s.Status == "INACTIVE" {
			continue
		}
		if slices.Contains(w.rolesOf(d, nil), role) && !slices.Contains(out, ecsTasksService) {
			out = append(out, ecsTasksService)
		}
	}
	for i := range w.s.Instances.All() {
		if i.State != "terminated" && w.instanceRole(i) == role && !slices.Contains(out, ec2Service) {
			out = append(out, ec2Service)
		}
	}
	return out
}

// deniedNow are the actions that a role was denied and would be denied again.
func (w *World) deniedNow(r *iamRole) []string {
	var out []string
	needing := w.needing(r.ARN)
	for u := range w.s.Uses.All() {
		if u.Role != r.ARN || u.Denied == 0 || !needing[u.For] || slices.Contains(out, u.Action) {
			continue
		}
		c := w.sessionCaller(r, "any-session")
		if _, d := w.ask(&c, u.Action, u.Resource, policy.Context{}, nil); d.Effect != policy.Allowed {
			out = append(out, u.Action)
		}
	}
	return out
}

// asOpened reports whether a role is one of those, and has what it had in the
// beginning.
func (w *World) asOpened(r *iamRole) bool {
	for _, o := range openingRoles {
		if o.name == r.Name {
			return r.Trust == TrustPolicy(o.service) && len(r.Rights.Inline) == 0 && slices.Equal(r.Rights.Attached, []string{o.policy}) && r.Rights.Boundary == ""
		}
	}
	return false
}

// seededRoles counts those, and the service-linked ones.
func (w *World) seededRoles() (n int) {
	for r := range w.s.Roles.All() {
		if IsOpening("role", r.Name) || r.Service != "" {
			n++
		}
	}
	return n
}

// roles are the roles that have to do with a cluster: those of its services' task
// definitions and of its instances, and those that a scenario has made.
func (w *World) roles(cluster string) []RoleView {
	if w.s.Roles.Len() == w.seededRoles() {
		return nil // nobody has made one, so nobody need look at them
	}
	uses := map[string][]string{}
	note := func(role, what string) {
		if role == "" {
			return
		}
		if arn := w.roleARN(role); !slices.Contains(uses[arn], what) {
			uses[arn] = append(uses[arn], what)
		}
	}
	for s := range w.s.Services.All() {
		if s.Cluster != cluster || s.Status == "INACTIVE" {
			continue
		}
		if d := w.s.Definitions.Get(s.Definition); d != nil {
			note(d.Body.TaskRoleArn, "task role of "+s.Name)
			note(d.Body.ExecutionRoleArn, "execution role of "+s.Name)
		}
	}
	for i := range w.s.Instances.All() {
		if i.State != "terminated" && agentCluster(i.UserData) == cluster {
			note(w.instanceRole(i), "instance role")
		}
	}
	var out []RoleView
	for r := range w.s.Roles.All() {
		if len(uses[r.ARN]) == 0 && (IsOpening("role", r.Name) || r.Service != "") {
			continue
		}
		v := w.roleView(r)
		v.For = uses[r.ARN]
		for _, service := range w.takers(r.ARN) {
			if !slices.Contains(v.Trusts, service) {
				v.Untrusting = append(v.Untrusting, service)
			}
		}
		out = append(out, v)
	}
	return out
}

// callViews are the calls of a task's applications.
func (w *World) callViews(t *task) []CallView {
	var out []CallView
	for _, k := range t.Containers {
		img := w.s.Images.Get(k.Image)
		if img == nil || len(k.Calls) != len(img.Calls) {
			continue
		}
		for i, c := range k.Calls {
			out = append(out, CallView{img.Calls[i].Action, w.calledResource(img.Calls[i].Resource), c.Made, c.Denied, c.Failing, c.Said})
		}
	}
	return out
}

// UserView is an IAM user as a screen shows it.
type UserView struct {
	Name, ARN string
	Policies  []string // names, attached ones first
	Groups    []string // names
	Boundary  string   // name; empty for none
}

// users are the users that somebody has made.
func (w *World) users() []UserView {
	var out []UserView
	for u := range w.s.Users.All() {
		if u.Name == string(Administrator) {
			continue
		}
		out = append(out, UserView{Name: u.Name, ARN: u.ARN, Policies: u.Rights.names(), Groups: slices.Clone(u.Groups), Boundary: lastOf(u.Rights.Boundary)})
	}
	return out
}
