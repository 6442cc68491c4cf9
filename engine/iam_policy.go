package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/managed"
	"drydock/engine/policy"
)

func (w *World) createPolicy(c *call, in *api.CreatePolicyInput) (*api.CreatePolicyOutput, *api.Error) {
	path := cmp.Or(in.Path, "/")
	if err := checkNew("policyName", in.PolicyName, path, in.Tags); err != nil {
		return nil, err
	}
	_, mistakes := policy.Parse(in.PolicyName, in.PolicyDocument, policy.Managed)
	if err := oversize(in.PolicyDocument, mistakes); err != nil {
		return nil, err
	}
	for p := range w.s.Policies.All() {
		if iamKey(p.Name) == iamKey(in.PolicyName) {
			return nil, api.Refuse("EntityAlreadyExists", "A policy called %s already exists. Duplicate names are not allowed.", in.PolicyName)
		}
	}
	if err := full("PoliciesPerAccount", w.s.Policies.Len(), maxPolicies); err != nil {
		return nil, err
	}
	p := &managedPolicy{
		Name: in.PolicyName, Path: path, ARN: w.iamARN("policy", path, in.PolicyName), ID: uniqueID(&w.s.IDs, "ANPA"), Created: w.s.Now, Updated: w.s.Now,
		Description: in.Description, Versions: []policyVersion{{ID: "v1", Document: in.PolicyDocument, Created: w.s.Now}}, Default: "v1", Made: 1, Tags: slices.Clone(in.Tags),
	}
	w.s.Policies.Put(p.ARN, p)
	w.changed(c, "policy "+p.Name, p.ARN)
	out := w.policyView(p)
	out.Description = ""
	return &api.CreatePolicyOutput{Policy: &out}, nil
}

// maxManaged is how many characters a managed policy has, without white space.
const maxManaged = 6144

// oversize refuses a document of a managed policy: with a code of its own when it
// is too long.
func oversize(document string, mistakes []policy.Mistake) *api.Error {
	if len(mistakes) > 0 && policy.Size(document) > maxManaged {
		return api.Refuse("LimitExceeded", "Cannot exceed quota for PolicySize: %d", maxManaged)
	}
	return malformed(mistakes)
}

// policyHolders are all users, groups and roles, in the order in which lists show them.
func (w *World) policyHolders() []*holder {
	var out []*holder
	add := func(h *holder, _ *api.Error) { out = append(out, h) }
	for u := range w.s.Users.All() {
		add(w.userHolder(u.Name))
	}
	for g := range w.s.UserGroups.All() {
		add(w.groupHolder(g.Name))
	}
	for r := range w.s.Roles.All() {
		add(w.roleHolder(r.Name))
	}
	return out
}

// uses counts what has a managed policy attached, and of what it is the boundary.
func (w *World) uses(arn string) (attached, boundary int64) {
	for _, h := range w.policyHolders() {
		if slices.Contains(h.rights.Attached, arn) {
			attached++
		}
		if h.rights.Boundary == arn {
			boundary++
		}
	}
	return attached, boundary
}

// policyView is a customer managed policy as GetPolicy shows it.
func (w *World) policyView(p *managedPolicy) api.IAMPolicy {
	out := api.IAMPolicy{
		PolicyName: p.Name, PolicyId: p.ID, Arn: p.ARN, Path: p.Path, DefaultVersionId: p.Default, IsAttachable: true, Description: p.Description,
		CreateDate: w.stamp(p.Created), UpdateDate: w.stamp(p.Updated), Tags: slices.Clone(p.Tags),
	}
	out.AttachmentCount, out.PermissionsBoundaryUsageCount = w.uses(p.ARN)
	return out
}

// awsPolicyView is an AWS managed policy as GetPolicy shows it. Its unique id is not
// known here, so none is told.
func (w *World) awsPolicyView(p *managed.Policy) api.IAMPolicy {
	at := api.Time(p.Created.UnixMilli())
	out := api.IAMPolicy{PolicyName: p.Name, Arn: p.ARN(), Path: p.Path, DefaultVersionId: p.Version, IsAttachable: true, CreateDate: at, UpdateDate: at}
	out.AttachmentCount, out.PermissionsBoundaryUsageCount = w.uses(p.ARN())
	return out
}

func (w *World) getPolicy(_ *call, in *api.GetPolicyInput) (*api.GetPolicyOutput, *api.Error) {
	if err := w.knownPolicy(in.PolicyArn); err != nil {
		return nil, missing(err, in.PolicyArn)
	}
	var out api.IAMPolicy
	if p := w.s.Policies.Get(in.PolicyArn); p != nil {
		out = w.policyView(p)
	} else {
		out = w.awsPolicyView(managed.Find(in.PolicyArn))
	}
	return &api.GetPolicyOutput{Policy: &out}, nil
}

// missing words the refusal of a policy that is not there as those calls do that
// attach nothing.
func missing(err *api.Error, arn string) *api.Error {
	if err.Code == "NoSuchEntity" {
		err.Message = fmt.Sprintf("Policy %s was not found.", arn)
	}
	return err
}

func (w *World) listPolicies(_ *call, in *api.ListPoliciesInput) (*api.ListPoliciesOutput, *api.Error) {
	out := &api.ListPoliciesOutput{Policies: []api.IAMPolicy{}}
	add := func(p api.IAMPolicy) {
		used := p.AttachmentCount > 0
		if in.PolicyUsageFilter == "PermissionsBoundary" {
			used = p.PermissionsBoundaryUsageCount > 0
		}
		if strings.HasPrefix(p.Path, in.PathPrefix) && (used || in.OnlyAttached == nil || !*in.OnlyAttached) {
			p.Description, p.Tags = "", nil
			out.Policies = append(out.Policies, p)
		}
	}
	if in.Scope != "AWS" {
		each(&w.s.Policies, func(p *managedPolicy) { add(w.policyView(p)) })
	}
	if in.Scope != "Local" {
		for _, p := range managed.All() {
			add(w.awsPolicyView(p))
		}
	}
	slices.SortStableFunc(out.Policies, func(a, b api.IAMPolicy) int { return byName(a.PolicyName, b.PolicyName) })
	return out, nil
}

// ownPolicy finds a customer managed policy. Nobody may change those of AWS.
func (w *World) ownPolicy(c *call, arn string) (*managedPolicy, *api.Error) {
	if err := w.knownPolicy(arn); err != nil {
		return nil, missing(err, arn)
	}
	if p := w.s.Policies.Get(arn); p != nil {
		return p, nil
	}
	return nil, api.Refuse("AccessDenied", "User: %s is not authorized to perform: %s on resource: policy %s", w.arn(c.as), c.op.Action, arn)
}

func (w *World) deletePolicy(c *call, in *api.DeletePolicyInput) (*api.Nothing, *api.Error) {
	p, err := w.ownPolicy(c, in.PolicyArn)
	if err != nil {
		return nil, err
	}
	attached, boundary := w.uses(p.ARN)
	switch {
	case attached+boundary > 0:
		return nil, api.Refuse("DeleteConflict", "Cannot delete a policy attached to entities.")
	case len(p.Versions) > 1:
		return nil, api.Refuse("DeleteConflict", "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.")
	}
	w.s.Policies.Drop(p.ARN)
	w.changed(c, "policy "+p.Name, p.ARN)
	return &api.Nothing{}, nil
}

func (w *World) createPolicyVersion(c *call, in *api.CreatePolicyVersionInput) (*api.CreatePolicyVersionOutput, *api.Error) {
	p, err := w.ownPolicy(c, in.PolicyArn)
	if err != nil {
		return nil, err
	}
	_, mistakes := policy.Parse(p.Name, in.PolicyDocument, policy.Managed)
	if err := oversize(in.PolicyDocument, mistakes); err != nil {
		return nil, err
	}
	if len(p.Versions) >= maxVersions {
		return nil, api.Refuse("LimitExceeded", "A managed policy can have up to %d versions. Before you create a new version, you must delete an existing version.", maxVersions)
	}
	p.Made++
	v := policyVersion{ID: fmt.Sprintf("v%d", p.Made), Document: in.PolicyDocument, Created: w.s.Now}
	p.Versions = append(p.Versions, v)
	p.Updated = w.s.Now
	if in.SetAsDefault != nil && *in.SetAsDefault {
		p.Default = v.ID
	}
	inForce := ", which is in force"
	if p.Default != v.ID {
		inForce = "; " + p.Default + " stays in force"
	}
	w.changed(c, "policy "+p.Name+" has the version "+v.ID+inForce, p.ARN)
	out := w.versionView(p, &v)
	out.Document = ""
	return &api.CreatePolicyVersionOutput{PolicyVersion: &out}, nil
}

func (w *World) versionView(p *managedPolicy, v *policyVersion) api.IAMPolicyVersion {
	return api.IAMPolicyVersion{Document: api.Document(v.Document), VersionId: v.ID, IsDefaultVersion: v.ID == p.Default, CreateDate: w.stamp(v.Created)}
}

func awsVersionView(p *managed.Policy) api.IAMPolicyVersion {
	return api.IAMPolicyVersion{Document: api.Document(p.Document), VersionId: p.Version, IsDefaultVersion: true, CreateDate: api.Time(p.Created.UnixMilli())}
}

func noVersion(arn, version string) *api.Error {
	return api.Refuse("NoSuchEntity", "Policy %s version %s does not exist or is not attachable.", arn, version)
}

// checkVersion refuses what is no id of a version.
func checkVersion(id string) *api.Error {
	if digits, ok := strings.CutPrefix(id, "v"); ok && digits != "" && strings.Trim(digits, "0123456789") == "" && digits[0] != '0' {
		return nil
	}
	return api.Refuse("ValidationError", "1 validation error detected: Value '%s' at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?", id)
}

func (w *World) getPolicyVersion(_ *call, in *api.GetPolicyVersionInput) (*api.GetPolicyVersionOutput, *api.Error) {
	if err := checkVersion(in.VersionId); err != nil {
		return nil, err
	}
	if err := w.knownPolicy(in.PolicyArn); err != nil {
		return nil, missing(err, in.PolicyArn)
	}
	if p := managed.Find(in.PolicyArn); p != nil && p.Version == in.VersionId {
		out := awsVersionView(p)
		return &api.GetPolicyVersionOutput{PolicyVersion: &out}, nil
	}
	if p := w.s.Policies.Get(in.PolicyArn); p != nil {
		if at := p.versionAt(in.VersionId); at >= 0 {
			out := w.versionView(p, &p.Versions[at])
			return &api.GetPolicyVersionOutput{PolicyVersion: &out}, nil
		}
	}
	return nil, noVersion(in.PolicyArn, in.VersionId)
}

// versionAt is the index of a version; -1 when there is none of that id.
func (p *managedPolicy) versionAt(id string) int {
	return slices.IndexFunc(p.Versions, func(v policyVersion) bool { return v.ID == id })
}

func (w *World) listPolicyVersions(_ *call, in *api.ListPolicyVersionsInput) (*api.ListPolicyVersionsOutput, *api.Error) {
	if err := w.knownPolicy(in.PolicyArn); err != nil {
		return nil, missing(err, in.PolicyArn)
	}
	out := &api.ListPolicyVersionsOutput{Versions: []api.IAMPolicyVersion{}}
	if p := managed.Find(in.PolicyArn); p != nil {
		out.Versions = append(out.Versions, awsVersionView(p))
	}
	if p := w.s.Policies.Get(in.PolicyArn); p != nil {
		for i := range p.Versions {
			out.Versions = append(out.Versions, w.versionView(p, &p.Versions[len(p.Versions)-1-i])) // the newest first
		}
	}
	for i := range out.Versions {
		out.Versions[i].Document = ""
	}
	return out, nil
}

// ownVersion finds a version of a customer managed policy.
func (w *World) ownVersion(c *call, arn, id string) (*managedPolicy, int, *api.Error) {
	if err := checkVersion(id); err != nil {
		return nil, 0, err
	}
	p, err := w.ownPolicy(c, arn)
	if err != nil {
		return nil, 0, err
	}
	at := p.versionAt(id)
	if at < 0 {
		return nil, 0, noVersion(arn, id)
	}
	return p, at, nil
}

func (w *World) deletePolicyVersion(c *call, in *api.DeletePolicyVersionInput) (*api.Nothing, *api.Error) {
	p, at, err := w.ownVersion(c, in.PolicyArn, in.VersionId)
	if err != nil {
		return nil, err
	}
	if p.Default == in.VersionId {
		return nil, api.Refuse("DeleteConflict", "Cannot delete the default version of a policy.")
	}
	p.Versions, p.Updated = slices.Delete(p.Versions, at, at+1), w.s.Now
	w.changed(c, "policy "+p.Name+" has not the version "+in.VersionId+" any more", p.ARN)
	return &api.Nothing{}, nil
}

func (w *World) setDefaultPolicyVersion(c *call, in *api.SetDefaultPolicyVersionInput) (*api.Nothing, *api.Error) {
	p, _, err := w.ownVersion(c, in.PolicyArn, in.VersionId)
	if err != nil {
		return nil, err
	}
	p.Default, p.Updated = in.VersionId, w.s.Now
	w.changed(c, "version "+in.VersionId+" of policy "+p.Name+" is in force", p.ARN)
	return &api.Nothing{}, nil
}

func (w *World) listEntitiesForPolicy(_ *call, in *api.ListEntitiesForPolicyInput) (*api.ListEntitiesForPolicyOutput, *api.Error) {
	if err := w.knownPolicy(in.PolicyArn); err != nil {
		return nil, missing(err, in.PolicyArn)
	}
	out := &api.ListEntitiesForPolicyOutput{PolicyGroups: []api.PolicyGroup{}, PolicyUsers: []api.PolicyUser{}, PolicyRoles: []api.PolicyRole{}}
	for _, h := range w.policyHolders() {
		_, rest, _ := strings.Cut(h.arn, ":"+h.kind)
		path := rest[:strings.LastIndexByte(rest, '/')+1]
		has := in.PolicyUsageFilter != "PermissionsBoundary" && slices.Contains(h.rights.Attached, in.PolicyArn) ||
			in.PolicyUsageFilter != "PermissionsPolicy" && h.rights.Boundary == in.PolicyArn
		if !has || !strings.HasPrefix(path, in.PathPrefix) || in.EntityFilter != "" && !strings.EqualFold(in.EntityFilter, h.kind) {
			continue
		}
		switch h.kind {
		case "user":
			out.PolicyUsers = append(out.PolicyUsers, api.PolicyUser{UserName: h.name, UserId: w.s.Users.Get(iamKey(h.name)).ID})
		case "group":
			out.PolicyGroups = append(out.PolicyGroups, api.PolicyGroup{GroupName: h.name, GroupId: w.s.UserGroups.Get(iamKey(h.name)).ID})
		default:
			out.PolicyRoles = append(out.PolicyRoles, api.PolicyRole{RoleName: h.name, RoleId: h.role.ID})
		}
	}
	return out, nil
}

func (w *World) tagPolicy(c *call, in *api.TagPolicyInput) (*api.Nothing, *api.Error) {
	p, err := w.ownPolicy(c, in.PolicyArn)
	if err != nil {
		return nil, err
	}
	tags, err := withTags(p.Tags, in.Tags)
	if err != nil {
		return nil, err
	}
	p.Tags = tags
	w.changed(c, "policy "+p.Name, p.ARN)
	return &api.Nothing{}, nil
}

func (w *World) untagPolicy(c *call, in *api.UntagPolicyInput) (*api.Nothing, *api.Error) {
	p, err := w.ownPolicy(c, in.PolicyArn)
	if err != nil {
		return nil, err
	}
	p.Tags = withoutTags(p.Tags, in.TagKeys)
	w.changed(c, "policy "+p.Name, p.ARN)
	return &api.Nothing{}, nil
}

func (w *World) listPolicyTags(_ *call, in *api.ListPolicyTagsInput) (*api.ListPolicyTagsOutput, *api.Error) {
	if err := w.knownPolicy(in.PolicyArn); err != nil {
		return nil, missing(err, in.PolicyArn)
	}
	out := &api.ListPolicyTagsOutput{Tags: []api.IAMTag{}}
	if p := w.s.Policies.Get(in.PolicyArn); p != nil {
		out.Tags = append(out.Tags, p.Tags...)
	}
	return out, nil
}
