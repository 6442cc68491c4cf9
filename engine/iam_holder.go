package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/managed"
	"drydock/engine/policy"
)

// Quotas that nobody has raised. "IAM and AWS STS quotas", IAM User Guide.
const (
	maxAttached   = 10 // managed policies of a user, a group or a role
	maxAccessKeys = 2
	maxMembership = 10 // groups of a user
	maxVersions   = 5
	maxIAMTags    = 50
	maxUsers      = 5000
	maxGroups     = 300
	maxRoles      = 1000
	maxPolicies   = 1500
	maxProfiles   = 1000
)

// holder is a user, a group or a role as something that has policies.
type holder struct {
	kind      string // "user", "group", "role", as messages call it
	name, arn string
	rights    *rights
	inline    int      // characters that inline policies may have in sum
	role      *iamRole // nil for others
}

// The words of IAM for what is not there. "API Reference", IAM: NoSuchEntity.
func noUser(name string) *api.Error {
	return api.Refuse("NoSuchEntity", "The user with name %s cannot be found.", name)
}

func noGroup(name string) *api.Error {
	return api.Refuse("NoSuchEntity", "The group with name %s cannot be found.", name)
}

func noRole(name string) *api.Error {
	return api.Refuse("NoSuchEntity", "The role with name %s cannot be found.", name)
}

func (w *World) userHolder(name string) (*holder, *api.Error) {
	u := w.s.Users.Get(iamKey(name))
	if u == nil {
		return nil, noUser(name)
	}
	return &holder{kind: "user", name: u.Name, arn: u.ARN, rights: &u.Rights, inline: policy.MaxInlineUser}, nil
}

func (w *World) groupHolder(name string) (*holder, *api.Error) {
	g := w.s.UserGroups.Get(iamKey(name))
	if g == nil {
		return nil, noGroup(name)
	}
	return &holder{kind: "group", name: g.Name, arn: g.ARN, rights: &g.Rights, inline: policy.MaxInlineGroup}, nil
}

func (w *World) roleHolder(name string) (*holder, *api.Error) {
	r := w.s.Roles.Get(iamKey(name))
	if r == nil {
		return nil, noRole(name)
	}
	return &holder{kind: "role", name: r.Name, arn: r.ARN, rights: &r.Rights, inline: policy.MaxInlineRole, role: r}, nil
}

// protected refuses to change a role that belongs to a service. "Create a
// service-linked role", IAM User Guide.
func protected(r *iamRole) *api.Error {
	if r == nil || r.Service == "" {
		return nil
	}
	return api.Refuse("UnmodifiableEntity", "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS", r.Name)
}

// malformed refuses a document, with all its mistakes and their places.
func malformed(mistakes []policy.Mistake) *api.Error {
	if len(mistakes) == 0 {
		return nil
	}
	words := make([]string, len(mistakes))
	for i, m := range mistakes {
		words[i] = m.String()
	}
	return api.Refuse("MalformedPolicyDocument", "%s", strings.Join(words, "; ")).Ours()
}

const (
	nameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-"
	// printable are the characters of a path: those of ASCII from ! to ~.
	firstPrintable, lastPrintable = '!', '~'
)

// checkName refuses a name with other characters than IAM's names have. "IAM
// identifiers", IAM User Guide.
func checkName(member, name string) *api.Error {
	if strings.Trim(name, nameLetters) == "" && name != "" {
		return nil
	}
	return api.Refuse("ValidationError", "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-", member)
}

// checkPath refuses what is no path.
func checkPath(path string) *api.Error {
	good := strings.HasPrefix(path, "/") && strings.HasSuffix(path, "/")
	for _, r := range path {
		good = good && r >= firstPrintable && r <= lastPrintable
	}
	if good {
		return nil
	}
	return api.Refuse("ValidationError", "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.")
}

// checkNew refuses a name, a path or tags that something new cannot have.
func checkNew(member, name, path string, tags []api.IAMTag) *api.Error {
	if err := checkName(member, name); err != nil {
		return err
	}
	if err := checkPath(path); err != nil {
		return err
	}
	_, err := withTags(nil, tags)
	return err
}

// full refuses one more of what an account has enough of.
func full(what string, n, most int) *api.Error {
	if n < most {
		return nil
	}
	return api.Refuse("LimitExceeded", "Cannot exceed quota for %s: %d", what, most)
}

// taken refuses a name that another thing of its kind has.
func taken(is bool, kind, name string) *api.Error {
	if !is {
		return nil
	}
	return api.Refuse("EntityAlreadyExists", "%s with name %s already exists.", kind, name)
}

// withTags are tags with some more, which replace those with the same key. "Tags for
// AWS Identity and Access Management resources": keys of one thing differ in more
// than case.
func withTags(have, more []api.IAMTag) ([]api.IAMTag, *api.Error) {
	out := slices.Clone(have)
	for i, t := range more {
		same := func(o api.IAMTag) bool { return strings.EqualFold(o.Key, t.Key) }
		switch at := slices.IndexFunc(out, same); {
		case slices.ContainsFunc(more[:i], same):
			return nil, api.Refuse("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		case strings.HasPrefix(strings.ToLower(t.Key), "aws:"):
			return nil, api.Refuse("InvalidInput", "Tag keys that begin with aws: are reserved: %s.", t.Key).Ours()
		case at >= 0:
			out[at] = t
		default:
			out = append(out, t)
		}
	}
	return out, full("TagsPerResource", len(out)-1, maxIAMTags)
}

// withoutTags are tags without those of some keys.
func withoutTags(have []api.IAMTag, keys []string) []api.IAMTag {
	return slices.DeleteFunc(slices.Clone(have), func(t api.IAMTag) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return strings.EqualFold(k, t.Key) })
	})
}

// knownPolicy refuses the ARN of a managed policy that is not there. What cannot be
// a permissions policy of others than its service is not told here.
func (w *World) knownPolicy(arn string) *api.Error {
	switch parts, err := policy.ParseARN(arn); {
	case err != nil || parts.Service != "iam" || !strings.HasPrefix(parts.Resource, "policy/"):
		return api.Refuse("InvalidInput", "ARN %s is not valid.", arn)
	case w.s.Policies.Get(arn) == nil && managed.Find(arn) == nil:
		return noPolicy(arn)
	}
	return nil
}

func noPolicy(arn string) *api.Error {
	return api.Refuse("NoSuchEntity", "Policy %s does not exist or is not attachable.", arn)
}

// attachable refuses a managed policy that others than a service-linked role
// cannot have: "AWS managed policies for service-linked roles".
func (w *World) attachable(arn string) *api.Error {
	if err := w.knownPolicy(arn); err != nil {
		return err
	}
	if p := managed.Find(arn); p != nil && strings.HasPrefix(p.Path, "/aws-service-role/") {
		return api.Refuse("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.")
	}
	return nil
}

func (w *World) attachPolicy(c *call, h *holder, arn string) (*api.Nothing, *api.Error) {
	if err := protected(h.role); err != nil {
		return nil, err
	}
	if err := w.attachable(arn); err != nil {
		return nil, err
	}
	if slices.Contains(h.rights.Attached, arn) {
		return &api.Nothing{}, nil
	}
	if err := full("PoliciesPer"+strings.ToUpper(h.kind[:1])+h.kind[1:], len(h.rights.Attached), maxAttached); err != nil {
		return nil, err
	}
	h.rights.Attached = append(h.rights.Attached, arn)
	w.changed(c, h.kind+" "+h.name+" has the policy "+lastOf(arn), h.arn, arn)
	return &api.Nothing{}, nil
}

func (w *World) detachPolicy(c *call, h *holder, arn string) (*api.Nothing, *api.Error) {
	if err := protected(h.role); err != nil {
		return nil, err
	}
	at := slices.Index(h.rights.Attached, arn)
	if at < 0 {
		return nil, api.Refuse("NoSuchEntity", "Policy %s was not found.", arn)
	}
	h.rights.Attached = slices.Delete(h.rights.Attached, at, at+1)
	w.changed(c, h.kind+" "+h.name+" has not the policy "+lastOf(arn)+" any more", h.arn, arn)
	return &api.Nothing{}, nil
}

// attached are the managed policies of a holder whose path begins with a prefix.
func (w *World) attached(h *holder, prefix string) []api.AttachedPolicy {
	out := []api.AttachedPolicy{}
	for _, arn := range h.rights.Attached {
		if strings.HasPrefix(policyPath(arn), prefix) {
			out = append(out, api.AttachedPolicy{PolicyName: lastOf(arn), PolicyArn: arn})
		}
	}
	return out
}

// policyPath is the path in the ARN of a managed policy.
func policyPath(arn string) string {
	_, rest, _ := strings.Cut(arn, ":policy")
	return rest[:strings.LastIndexByte(rest, '/')+1]
}

func (w *World) putInline(c *call, h *holder, name, document string) (*api.Nothing, *api.Error) {
	if err := protected(h.role); err != nil {
		return nil, err
	}
	if err := checkName("policyName", name); err != nil {
		return nil, err
	}
	_, mistakes := policy.Parse(name, document, policy.Inline)
	if err := malformed(mistakes); err != nil {
		return nil, err
	}
	sum := policy.Size(document)
	for _, p := range h.rights.Inline {
		if iamKey(p.Name) != iamKey(name) {
			sum += policy.Size(p.Document)
		}
	}
	if sum > h.inline {
		return nil, api.Refuse("LimitExceeded", "Maximum policy size of %d bytes exceeded for %s %s", h.inline, h.kind, h.name)
	}
	if at := h.inlineAt(name); at >= 0 {
		h.rights.Inline[at].Document = document
	} else {
		h.rights.Inline = append(h.rights.Inline, inlinePolicy{name, document})
	}
	w.changed(c, h.kind+" "+h.name+" has the inline policy "+name, h.arn)
	return &api.Nothing{}, nil
}

// inlineAt is the index of an inline policy; -1 when there is none of the name.
func (h *holder) inlineAt(name string) int {
	return slices.IndexFunc(h.rights.Inline, func(p inlinePolicy) bool { return iamKey(p.Name) == iamKey(name) })
}

// inlinePolicy finds an inline policy.
func (h *holder) inlinePolicy(name string) (*inlinePolicy, *api.Error) {
	at := h.inlineAt(name)
	if at < 0 {
		return nil, api.Refuse("NoSuchEntity", "The %s policy with name %s cannot be found.", h.kind, name)
	}
	return &h.rights.Inline[at], nil
}

func (w *World) dropInline(c *call, h *holder, name string) (*api.Nothing, *api.Error) {
	if err := protected(h.role); err != nil {
		return nil, err
	}
	if _, err := h.inlinePolicy(name); err != nil {
		return nil, err
	}
	at := h.inlineAt(name)
	h.rights.Inline = slices.Delete(h.rights.Inline, at, at+1)
	w.changed(c, h.kind+" "+h.name+" has not the inline policy "+name+" any more", h.arn)
	return &api.Nothing{}, nil
}

// inlineNames are the names of a holder's inline policies.
func (h *holder) inlineNames() []string {
	out := []string{}
	for _, p := range h.rights.Inline {
		out = append(out, p.Name)
	}
	return out
}

func (w *World) putBoundary(c *call, h *holder, arn string) (*api.Nothing, *api.Error) {
	if err := protected(h.role); err != nil {
		return nil, err
	}
	if err := w.attachable(arn); err != nil {
		return nil, err
	}
	h.rights.Boundary = arn
	w.changed(c, h.kind+" "+h.name+" has the permissions boundary "+lastOf(arn), h.arn, arn)
	return &api.Nothing{}, nil
}

func (w *World) dropBoundary(c *call, h *holder) (*api.Nothing, *api.Error) {
	if err := protected(h.role); err != nil {
		return nil, err
	}
	if h.rights.Boundary == "" {
		return nil, api.Refuse("NoSuchEntity", "The %s %s has no permissions boundary.", h.kind, h.name).Ours()
	}
	h.rights.Boundary = ""
	w.changed(c, h.kind+" "+h.name+" has no permissions boundary any more", h.arn)
	return &api.Nothing{}, nil
}

// stripped refuses to delete what still has policies. A permissions boundary goes
// with its owner.
func (h *holder) stripped() *api.Error {
	switch {
	case len(h.rights.Attached) > 0:
		return api.Refuse("DeleteConflict", "Cannot delete entity, must detach all policies first.")
	case len(h.rights.Inline) > 0:
		return api.Refuse("DeleteConflict", "Cannot delete entity, must delete policies first.")
	}
	return nil
}

// boundaryView is a permissions boundary in an answer; nil without one.
func boundaryView(r *rights) *api.AttachedPermissionsBoundary {
	if r.Boundary == "" {
		return nil
	}
	return &api.AttachedPermissionsBoundary{PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: r.Boundary}
}
