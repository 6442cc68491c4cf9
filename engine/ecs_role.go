package engine

import (
	"cmp"
	"fmt"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// The roles of ECS. The instance role is the machine's; the task execution role
// gets a task started; the task role is what its application may do. "Amazon ECS
// container instance IAM role", "Amazon ECS task execution IAM role", "Amazon ECS
// task IAM role".

// taskRole and executionRole are the ARNs of a task's roles: those of its
// definition, or what it was started with in their place; empty for none.
func (w *World) taskRole(t *task) string {
	role := w.s.Definitions.Get(t.Definition).Body.TaskRoleArn
	if o := t.Overrides; o != nil {
		role = cmp.Or(o.TaskRoleArn, role)
	}
	return w.roleOrNone(role)
}

func (w *World) executionRole(t *task) string {
	role := w.s.Definitions.Get(t.Definition).Body.ExecutionRoleArn
	if o := t.Overrides; o != nil {
		role = cmp.Or(o.ExecutionRoleArn, role)
	}
	return w.roleOrNone(role)
}

func (w *World) roleOrNone(role string) string {
	if role == "" {
		return ""
	}
	return w.roleARN(role)
}

// assumable asks whether a service may assume a role of this account.
//
// ECS says for which account it acts and that it acts for ECS; for which cluster a
// trust policy cannot ask: "specifying a specific cluster is not currently
// supported", "Amazon ECS task IAM role".
func (w *World) assumable(role, service string, rec *trace.Recorder) (policy.Request, policy.Decision) {
	return w.assumableFor(role, service, w.cfg.Account, rec)
}

// assumableFor is assumable by a service that acts for an account.
func (w *World) assumableFor(role, service, account string, rec *trace.Recorder) (policy.Request, policy.Decision) {
	who, _ := policy.ParsePrincipal(service)
	var with policy.Context
	if service != ec2Service { // which says nothing of the kind
		with.Set("aws:SourceAccount", account)
		with.Set("aws:SourceArn", "arn:aws:ecs:"+w.cfg.Region+":"+account+":tasks")
	}
	if w.role(role) == nil {
		rec.Add(false, "role", "none", "there is no role "+role)
		return policy.Request{Principal: who, Action: "sts:AssumeRole", Resource: role}, policy.Decision{By: policy.ByTrust}
	}
	return w.ask(&caller{who: who}, "sts:AssumeRole", role, with, rec)
}

// roleRefusal is what ECS says of a role that it cannot assume.
func roleRefusal(role string) string {
	return "ECS was unable to assume the role '" + role + "' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
}

// rolesOf are the ARNs of the roles of a definition's tasks, the task role first, with
// what an override puts in their place.
func (w *World) rolesOf(d *taskDefinition, o *api.TaskOverride) []string {
	roles := [...]string{d.Body.TaskRoleArn, d.Body.ExecutionRoleArn}
	if o != nil {
		roles = [...]string{cmp.Or(o.TaskRoleArn, roles[0]), cmp.Or(o.ExecutionRoleArn, roles[1])}
	}
	var out []string
	for _, role := range roles {
		if role != "" {
			out = append(out, w.roleARN(role))
		}
	}
	return out
}

// unassumable is the first of some roles of tasks that ECS cannot assume; empty when it
// can have them all.
func (w *World) unassumable(roles []string) string {
	for _, role := range roles {
		if _, d := w.assumable(role, ecsTasksService, nil); d.Effect != policy.Allowed {
			return role
		}
	}
	return ""
}

// whyUnassumable is unassumable's decision about a role once more, with its reasons.
func (w *World) whyUnassumable(role string) trace.Trace {
	rec := &trace.Recorder{}
	r, d := w.assumable(role, ecsTasksService, rec)
	return authorisation(&r, d, rec)
}

// checkRolesOf refuses to start tasks whose roles ECS cannot assume.
func (w *World) checkRolesOf(d *taskDefinition, o *api.TaskOverride) *api.Error {
	role := w.unassumable(w.rolesOf(d, o))
	if role == "" {
		return nil
	}
	err := clientError("%s", roleRefusal(role))
	err.Why = []trace.Trace{w.whyUnassumable(role)}
	return err
}

// hasItsRoles reports whether ECS can assume the roles of a service's tasks, and
// tells of the first that it cannot.
func (w *World) hasItsRoles(s *service) bool {
	role := w.unassumable(w.rolesOf(w.s.Definitions.Get(s.Definition), nil))
	if role == "" {
		s.unsay("role")
		return true
	}
	why, key := 0, "role "+role
	if at, said := s.Said[key]; w.cfg.Tracing && (!said || w.s.Now.Sub(at) >= duplicateEvents) {
		why = w.explain(w.whyUnassumable(role)) // it is told only then
	}
	w.say(s, key, fmt.Sprintf("(service %s) failed to launch a task with (error %s).", s.Name, roleRefusal(role)), why, role)
	w.retryLater(s)
	return false
}

// executionCaller is the session of a task's execution role, on Fargate under the
// task's id; not ok without such a role.
func (w *World) executionCaller(t *task) (c caller, ok bool) {
	r := w.role(w.executionRole(t))
	if r == nil {
		return caller{}, false
	}
	c = w.sessionCaller(r, t.ID)
	c.hidden = t.LaunchType == launchFargate
	return c, true
}

// instanceCaller is the session of an instance's role, under the instance's id. It
// is not ok without a profile with a role that EC2 may assume.
func (w *World) instanceCaller(i *instance, rec *trace.Recorder) (c caller, ok bool) {
	p := w.profile(i.Profile)
	switch {
	case i.Profile == "":
		rec.Add(false, "instance profile", "none", "nothing on the instance has credentials of AWS")
		return caller{}, false
	case p == nil:
		rec.Add(false, "instance profile", "gone", i.Profile+" was deleted")
		return caller{}, false
	case p.Role == "":
		rec.Add(false, "instance profile "+p.Name, "no role", "a profile without a role gives no credentials")
		return caller{}, false
	}
	r := w.role(p.Role)
	if r == nil {
		rec.Add(false, "role "+p.Role, "gone", "it was deleted")
		return caller{}, false
	}
	rec.Add(true, "instance profile", p.Name, "its role is "+r.Name+", with which the agent calls ECS")
	if _, d := w.assumable(r.ARN, ec2Service, nil); d.Effect != policy.Allowed {
		w.assumable(r.ARN, ec2Service, rec) // once more, for the reason
		return caller{}, false
	}
	return w.sessionCaller(r, i.ID), true
}

// profile finds an instance profile by its ARN; nil when there is none.
func (w *World) profile(arn string) *instanceProfile {
	if p := w.s.InstanceProfiles.Get(iamKey(lastOf(arn))); p != nil && p.ARN == arn {
		return p
	}
	return nil
}
