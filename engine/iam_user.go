package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) createUser(c *call, in *api.CreateUserInput) (*api.CreateUserOutput, *api.Error) {
	path := cmp.Or(in.Path, "/")
	if err := checkNew("userName", in.UserName, path, in.Tags); err != nil {
		return nil, err
	}
	if in.PermissionsBoundary != "" {
		if err := w.attachable(in.PermissionsBoundary); err != nil {
			return nil, err
		}
	}
	if err := cmp.Or(taken(w.s.Users.Get(iamKey(in.UserName)) != nil, "User", in.UserName), full("UsersPerAccount", w.s.Users.Len(), maxUsers)); err != nil {
		return nil, err
	}
	u := &iamUser{
		Name: in.UserName, Path: path, ARN: w.iamARN("user", path, in.UserName), ID: uniqueID(&w.s.IDs, "AIDA"), Created: w.s.Now, Tags: slices.Clone(in.Tags),
	}
	u.Rights.Boundary = in.PermissionsBoundary
	w.s.Users.Put(iamKey(u.Name), u)
	w.changed(c, "user "+u.Name, u.ARN)
	out := w.userView(u)
	return &api.CreateUserOutput{User: &out}, nil
}

// userView is a user as GetUser shows it.
func (w *World) userView(u *iamUser) api.IAMUser {
	out := w.listedUser(u)
	out.PermissionsBoundary, out.Tags = boundaryView(&u.Rights), slices.Clone(u.Tags)
	return out
}

// listedUser is a user as lists show it: without tags and boundary.
func (w *World) listedUser(u *iamUser) api.IAMUser {
	return api.IAMUser{Path: u.Path, UserName: u.Name, UserId: u.ID, Arn: u.ARN, CreateDate: w.stamp(u.Created)}
}

// namedUser is the user that a request names; the caller when it names none.
func (w *World) namedUser(c *call, name string) (*iamUser, *api.Error) {
	if name != "" {
		if u := w.s.Users.Get(iamKey(name)); u != nil {
			return u, nil
		}
		return nil, noUser(name)
	}
	if u := w.callerOf(c.as).user; u != nil && c.as != Scenario {
		return u, nil
	}
	return nil, api.Refuse("ValidationError", "Must specify userName when calling with non-User credentials")
}

func (w *World) getUser(c *call, in *api.GetUserInput) (*api.GetUserOutput, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	return &api.GetUserOutput{User: w.userView(u)}, nil
}

func (w *World) listUsers(_ *call, in *api.ListUsersInput) (*api.ListUsersOutput, *api.Error) {
	return &api.ListUsersOutput{Users: w.usersWhere(func(u *iamUser) bool { return strings.HasPrefix(u.Path, in.PathPrefix) })}, nil
}

// usersWhere are users in the order of their names.
func (w *World) usersWhere(is func(*iamUser) bool) []api.IAMUser {
	out := []api.IAMUser{}
	each(&w.s.Users, func(u *iamUser) {
		if is(u) {
			out = append(out, w.listedUser(u))
		}
	})
	slices.SortStableFunc(out, func(a, b api.IAMUser) int { return byName(a.UserName, b.UserName) })
	return out
}

func (w *World) deleteUser(c *call, in *api.DeleteUserInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	switch u := w.s.Users.Get(iamKey(h.name)); {
	case u.Name == string(Administrator):
		return nil, api.Refuse("DeleteConflict", "The user %s is who plays, and stays.", u.Name).Ours()
	case len(u.Groups) > 0:
		return nil, api.Refuse("DeleteConflict", "Cannot delete entity, must remove users from group first.")
	case len(u.Keys) > 0:
		return nil, api.Refuse("DeleteConflict", "Cannot delete entity, must delete access keys first.")
	}
	if err := h.stripped(); err != nil {
		return nil, err
	}
	w.s.Users.Drop(iamKey(h.name))
	w.changed(c, "user "+h.name, h.arn)
	return &api.Nothing{}, nil
}

// updateUser gives a user another name or path. The unique id stays, so a trust
// policy that names the user goes on to mean it, though under its old ARN.
func (w *World) updateUser(c *call, in *api.UpdateUserInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	u := w.s.Users.Get(iamKey(h.name))
	name, path := cmp.Or(in.NewUserName, u.Name), cmp.Or(in.NewPath, u.Path)
	if err := checkNew("newUserName", name, path, nil); err != nil {
		return nil, err
	}
	switch {
	case u.Name == string(Administrator):
		return nil, api.Refuse("EntityTemporarilyUnmodifiable", "The user %s is who plays, and keeps its name.", u.Name).Ours()
	case iamKey(name) != iamKey(u.Name) && w.s.Users.Get(iamKey(name)) != nil:
		return nil, taken(true, "User", name)
	}
	w.s.Users.Drop(iamKey(u.Name))
	u.Name, u.Path, u.ARN = name, path, w.iamARN("user", path, name)
	w.s.Users.Put(iamKey(name), u)
	w.changed(c, "user "+h.name+" is "+name, h.arn, u.ARN)
	return &api.Nothing{}, nil
}

func (w *World) putUserPolicy(c *call, in *api.PutUserPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return w.putInline(c, h, in.PolicyName, in.PolicyDocument)
}

func (w *World) getUserPolicy(_ *call, in *api.GetUserPolicyInput) (*api.GetUserPolicyOutput, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	p, err := h.inlinePolicy(in.PolicyName)
	if err != nil {
		return nil, err
	}
	return &api.GetUserPolicyOutput{UserName: h.name, PolicyName: p.Name, PolicyDocument: api.Document(p.Document)}, nil
}

func (w *World) listUserPolicies(_ *call, in *api.ListUserPoliciesInput) (*api.ListUserPoliciesOutput, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return &api.ListUserPoliciesOutput{PolicyNames: h.inlineNames()}, nil
}

func (w *World) deleteUserPolicy(c *call, in *api.DeleteUserPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return w.dropInline(c, h, in.PolicyName)
}

func (w *World) attachUserPolicy(c *call, in *api.AttachUserPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return w.attachPolicy(c, h, in.PolicyArn)
}

func (w *World) detachUserPolicy(c *call, in *api.DetachUserPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return w.detachPolicy(c, h, in.PolicyArn)
}

func (w *World) listAttachedUserPolicies(_ *call, in *api.ListAttachedUserPoliciesInput) (*api.ListAttachedUserPoliciesOutput, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return &api.ListAttachedUserPoliciesOutput{AttachedPolicies: w.attached(h, in.PathPrefix)}, nil
}

func (w *World) putUserPermissionsBoundary(c *call, in *api.PutUserPermissionsBoundaryInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return w.putBoundary(c, h, in.PermissionsBoundary)
}

func (w *World) deleteUserPermissionsBoundary(c *call, in *api.DeleteUserPermissionsBoundaryInput) (*api.Nothing, *api.Error) {
	h, err := w.userHolder(in.UserName)
	if err != nil {
		return nil, err
	}
	return w.dropBoundary(c, h)
}

func (w *World) tagUser(c *call, in *api.TagUserInput) (*api.Nothing, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	tags, err := withTags(u.Tags, in.Tags)
	if err != nil {
		return nil, err
	}
	u.Tags = tags
	w.changed(c, "user "+u.Name, u.ARN)
	return &api.Nothing{}, nil
}

func (w *World) untagUser(c *call, in *api.UntagUserInput) (*api.Nothing, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	u.Tags = withoutTags(u.Tags, in.TagKeys)
	w.changed(c, "user "+u.Name, u.ARN)
	return &api.Nothing{}, nil
}

func (w *World) listUserTags(c *call, in *api.ListUserTagsInput) (*api.ListUserTagsOutput, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	return &api.ListUserTagsOutput{Tags: slices.Clone(u.Tags)}, nil
}

func (w *World) listGroupsForUser(c *call, in *api.ListGroupsForUserInput) (*api.ListGroupsForUserOutput, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	return &api.ListGroupsForUserOutput{Groups: w.groupsWhere(func(g *iamGroup) bool { return slices.Contains(u.Groups, g.Name) })}, nil
}

func (w *World) createAccessKey(c *call, in *api.CreateAccessKeyInput) (*api.CreateAccessKeyOutput, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	if err := full("AccessKeysPerUser", len(u.Keys), maxAccessKeys); err != nil {
		return nil, err
	}
	k := accessKey{ID: "AKIA" + w.s.IDs.Upper(16), Status: "Active", Created: w.s.Now}
	secret := w.s.IDs.Word(40)
	u.Keys = append(u.Keys, k)
	w.changed(c, "access key of user "+u.Name, u.ARN)
	return &api.CreateAccessKeyOutput{AccessKey: api.IAMAccessKey{UserName: u.Name, AccessKeyId: k.ID, Status: k.Status, SecretAccessKey: secret, CreateDate: w.stamp(k.Created)}}, nil
}

func (w *World) listAccessKeys(c *call, in *api.ListAccessKeysInput) (*api.ListAccessKeysOutput, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	out := &api.ListAccessKeysOutput{AccessKeyMetadata: []api.AccessKeyMetadata{}}
	for _, k := range u.Keys {
		out.AccessKeyMetadata = append(out.AccessKeyMetadata, api.AccessKeyMetadata{UserName: u.Name, AccessKeyId: k.ID, Status: k.Status, CreateDate: w.stamp(k.Created)})
	}
	return out, nil
}

// keyAt is the index of an access key of a user.
func keyAt(u *iamUser, id string) (int, *api.Error) {
	at := slices.IndexFunc(u.Keys, func(k accessKey) bool { return k.ID == id })
	if at < 0 {
		return 0, api.Refuse("NoSuchEntity", "The Access Key with id %s cannot be found.", id)
	}
	return at, nil
}

func (w *World) updateAccessKey(c *call, in *api.UpdateAccessKeyInput) (*api.Nothing, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	at, err := keyAt(u, in.AccessKeyId)
	if err != nil {
		return nil, err
	}
	u.Keys[at].Status = in.Status
	w.changed(c, "access key "+in.AccessKeyId+" is "+in.Status, u.ARN)
	return &api.Nothing{}, nil
}

func (w *World) deleteAccessKey(c *call, in *api.DeleteAccessKeyInput) (*api.Nothing, *api.Error) {
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	at, err := keyAt(u, in.AccessKeyId)
	if err != nil {
		return nil, err
	}
	u.Keys = slices.Delete(u.Keys, at, at+1)
	w.changed(c, "access key "+in.AccessKeyId, u.ARN)
	return &api.Nothing{}, nil
}
