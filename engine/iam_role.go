package engine

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// savedTrust reads a trust policy, and says which unique ids the users and roles of
// this account have that it names: whoever is deleted and made again under the same
// name is somebody else until the policy is saved again. Principals of other
// accounts are not looked at.
//
// See "AWS JSON policy elements: Principal" in the IAM User Guide.
func (w *World) savedTrust(role, document string) (map[string]string, *api.Error) {
	p, mistakes := policy.Parse(role, document, policy.Trust)
	if err := malformed(mistakes); err != nil {
		return nil, err
	}
	if service := misspelt(p.Services()); service != "" {
		return nil, api.Refuse("MalformedPolicyDocument", "Invalid principal in policy: \"SERVICE\":\"%s\"", service)
	}
	ids := map[string]string{}
	_, unknown := p.Bind(func(arn string) (string, bool) {
		if parts, err := policy.ParseARN(arn); err != nil || parts.Account != w.cfg.Account {
			return "", true
		}
		id := w.identity(arn)
		if id != "" {
			ids[arn] = id
		}
		return id, id != ""
	})
	if len(unknown) > 0 {
		return nil, api.Refuse("MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"%s\"", unknown[0])
	}
	return ids, nil
}

// identity is the unique id of a user or role by ARN; "" when there is none.
func (w *World) identity(arn string) string {
	key := iamKey(lastOf(arn))
	if r := w.s.Roles.Get(key); r != nil && r.ARN == arn {
		return r.ID
	}
	if u := w.s.Users.Get(key); u != nil && u.ARN == arn {
		return u.ID
	}
	return ""
}

func (w *World) createRole(c *call, in *api.CreateRoleInput) (*api.CreateRoleOutput, *api.Error) {
	path := cmp.Or(in.Path, "/")
	if err := checkNew("roleName", in.RoleName, path, in.Tags); err != nil {
		return nil, err
	}
	if strings.HasPrefix(path, "/aws-service-role/") {
		return nil, api.Refuse("ValidationError", "Paths that begin with /aws-service-role/ are those of service-linked roles: use CreateServiceLinkedRole.").Ours()
	}
	ids, err := w.savedTrust(in.RoleName, in.AssumeRolePolicyDocument)
	if err != nil {
		return nil, err
	}
	if in.PermissionsBoundary != "" {
		if err := w.attachable(in.PermissionsBoundary); err != nil {
			return nil, err
		}
	}
	if err := cmp.Or(taken(w.s.Roles.Get(iamKey(in.RoleName)) != nil, "Role", in.RoleName), full("RolesPerAccount", w.s.Roles.Len(), maxRoles)); err != nil {
		return nil, err
	}
	r := &iamRole{
		Name: in.RoleName, Path: path, ARN: w.iamARN("role", path, in.RoleName), ID: uniqueID(&w.s.IDs, "AROA"), Created: w.s.Now,
		Description: in.Description, Trust: in.AssumeRolePolicyDocument, Trusted: ids, MaxSession: policy.DefaultSession, LastUsed: unset, Tags: slices.Clone(in.Tags),
	}
	if in.MaxSessionDuration != nil {
		r.MaxSession = *in.MaxSessionDuration
	}
	r.Rights.Boundary = in.PermissionsBoundary
	w.s.Roles.Put(iamKey(r.Name), r)
	w.changed(c, "role "+r.Name, r.ARN)
	out := w.describedRole(r)
	out.Description, out.MaxSessionDuration, out.RoleLastUsed = in.Description, value(in.MaxSessionDuration), nil
	return &api.CreateRoleOutput{Role: out}, nil
}

// ofAWS is the part of a trust policy that names users, roles and accounts.
var ofAWS = regexp.MustCompile(`"AWS"\s*:\s*(?:"[^"]*"|\[[^\]]*\])`)

// shownTrust is a trust policy as IAM shows it: a user or a role that was deleted
// stands in it by its unique id, also when there is another of the name.
//
// See "AWS JSON policy elements: Principal" in the IAM User Guide.
func (w *World) shownTrust(r *iamRole) string {
	out := r.Trust
	for _, arn := range sortedKeys(r.Trusted) {
		if id := r.Trusted[arn]; w.identity(arn) != id {
			out = ofAWS.ReplaceAllStringFunc(out, func(named string) string { return strings.ReplaceAll(named, `"`+arn+`"`, `"`+id+`"`) })
		}
	}
	return out
}

// describedRole is a role as GetRole shows it.
func (w *World) describedRole(r *iamRole) api.IAMRole {
	out := w.listedRole(r)
	out.PermissionsBoundary, out.Tags = boundaryView(&r.Rights), slices.Clone(r.Tags)
	out.RoleLastUsed = &api.RoleLastUsed{}
	if r.LastUsed != unset {
		out.RoleLastUsed = &api.RoleLastUsed{LastUsedDate: w.stamp(r.LastUsed), Region: w.cfg.Region}
	}
	return out
}

// listedRole is a role as lists show it: without tags, boundary and last use.
func (w *World) listedRole(r *iamRole) api.IAMRole {
	return api.IAMRole{
		Path: r.Path, RoleName: r.Name, RoleId: r.ID, Arn: r.ARN, CreateDate: w.stamp(r.Created), AssumeRolePolicyDocument: api.Document(w.shownTrust(r)),
		Description: r.Description, MaxSessionDuration: r.MaxSession,
	}
}

func (w *World) getRole(_ *call, in *api.GetRoleInput) (*api.GetRoleOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return &api.GetRoleOutput{Role: w.describedRole(h.role)}, nil
}

func (w *World) listRoles(_ *call, in *api.ListRolesInput) (*api.ListRolesOutput, *api.Error) {
	out := &api.ListRolesOutput{Roles: []api.IAMRole{}}
	each(&w.s.Roles, func(r *iamRole) {
		if strings.HasPrefix(r.Path, in.PathPrefix) {
			out.Roles = append(out.Roles, w.listedRole(r))
		}
	})
	slices.SortStableFunc(out.Roles, func(a, b api.IAMRole) int { return byName(a.RoleName, b.RoleName) })
	return out, nil
}

// byName orders names as IAM lists them (engine's choice: AWS documents no order).
func byName(a, b string) int { return cmp.Or(cmp.Compare(iamKey(a), iamKey(b)), cmp.Compare(a, b)) }

func (w *World) deleteRole(c *call, in *api.DeleteRoleInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	if err := protected(h.role); err != nil {
		return nil, err
	}
	for p := range w.s.InstanceProfiles.All() {
		if iamKey(p.Role) == iamKey(h.name) {
			return nil, api.Refuse("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.")
		}
	}
	if err := h.stripped(); err != nil {
		return nil, err
	}
	w.s.Roles.Drop(iamKey(h.name))
	w.changed(c, "role "+h.name, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) updateRole(c *call, in *api.UpdateRoleInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	if in.MaxSessionDuration != nil { // the description of a service-linked role may be changed
		if err := protected(h.role); err != nil {
			return nil, err
		}
		h.role.MaxSession = *in.MaxSessionDuration
	}
	if in.Description != "" {
		h.role.Description = in.Description
	}
	w.changed(c, "role "+h.name, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) updateRoleDescription(c *call, in *api.UpdateRoleDescriptionInput) (*api.UpdateRoleDescriptionOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	h.role.Description = in.Description
	w.changed(c, "role "+h.name, h.arn)
	out := w.listedRole(h.role)
	return &api.UpdateRoleDescriptionOutput{Role: &out}, nil
}

func (w *World) updateAssumeRolePolicy(c *call, in *api.UpdateAssumeRolePolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	if err := protected(h.role); err != nil {
		return nil, err
	}
	ids, err := w.savedTrust(h.name, in.PolicyDocument)
	if err != nil {
		return nil, err
	}
	h.role.Trust, h.role.Trusted = in.PolicyDocument, ids
	w.changed(c, "trust policy of role "+h.name, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) putRolePolicy(c *call, in *api.PutRolePolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return w.putInline(c, h, in.PolicyName, in.PolicyDocument)
}

func (w *World) getRolePolicy(_ *call, in *api.GetRolePolicyInput) (*api.GetRolePolicyOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	p, err := h.inlinePolicy(in.PolicyName)
	if err != nil {
		return nil, err
	}
	return &api.GetRolePolicyOutput{RoleName: h.name, PolicyName: p.Name, PolicyDocument: api.Document(p.Document)}, nil
}

func (w *World) listRolePolicies(_ *call, in *api.ListRolePoliciesInput) (*api.ListRolePoliciesOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return &api.ListRolePoliciesOutput{PolicyNames: h.inlineNames()}, nil
}

func (w *World) deleteRolePolicy(c *call, in *api.DeleteRolePolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return w.dropInline(c, h, in.PolicyName)
}

func (w *World) attachRolePolicy(c *call, in *api.AttachRolePolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return w.attachPolicy(c, h, in.PolicyArn)
}

func (w *World) detachRolePolicy(c *call, in *api.DetachRolePolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return w.detachPolicy(c, h, in.PolicyArn)
}

func (w *World) listAttachedRolePolicies(_ *call, in *api.ListAttachedRolePoliciesInput) (*api.ListAttachedRolePoliciesOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return &api.ListAttachedRolePoliciesOutput{AttachedPolicies: w.attached(h, in.PathPrefix)}, nil
}

func (w *World) putRolePermissionsBoundary(c *call, in *api.PutRolePermissionsBoundaryInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return w.putBoundary(c, h, in.PermissionsBoundary)
}

func (w *World) deleteRolePermissionsBoundary(c *call, in *api.DeleteRolePermissionsBoundaryInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return w.dropBoundary(c, h)
}

func (w *World) tagRole(c *call, in *api.TagRoleInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	tags, err := withTags(h.role.Tags, in.Tags)
	if err != nil {
		return nil, err
	}
	h.role.Tags = tags
	w.changed(c, "role "+h.name, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) untagRole(c *call, in *api.UntagRoleInput) (*api.Nothing, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	h.role.Tags = withoutTags(h.role.Tags, in.TagKeys)
	w.changed(c, "role "+h.name, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) listRoleTags(_ *call, in *api.ListRoleTagsInput) (*api.ListRoleTagsOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return &api.ListRoleTagsOutput{Tags: slices.Clone(h.role.Tags)}, nil
}
