package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) createGroup(c *call, in *api.CreateGroupInput) (*api.CreateGroupOutput, *api.Error) {
	path := cmp.Or(in.Path, "/")
	if err := checkNew("groupName", in.GroupName, path, nil); err != nil {
		return nil, err
	}
	if err := cmp.Or(taken(w.s.UserGroups.Get(iamKey(in.GroupName)) != nil, "Group", in.GroupName), full("GroupsPerAccount", w.s.UserGroups.Len(), maxGroups)); err != nil {
		return nil, err
	}
	g := &iamGroup{Name: in.GroupName, Path: path, ARN: w.iamARN("group", path, in.GroupName), ID: uniqueID(&w.s.IDs, "AGPA"), Created: w.s.Now}
	w.s.UserGroups.Put(iamKey(g.Name), g)
	w.changed(c, "group "+g.Name, g.ARN)
	return &api.CreateGroupOutput{Group: w.userGroupView(g)}, nil
}

func (w *World) userGroupView(g *iamGroup) api.IAMGroup {
	return api.IAMGroup{Path: g.Path, GroupName: g.Name, GroupId: g.ID, Arn: g.ARN, CreateDate: w.stamp(g.Created)}
}

// groupsWhere are groups in the order of their names.
func (w *World) groupsWhere(is func(*iamGroup) bool) []api.IAMGroup {
	out := []api.IAMGroup{}
	each(&w.s.UserGroups, func(g *iamGroup) {
		if is(g) {
			out = append(out, w.userGroupView(g))
		}
	})
	slices.SortStableFunc(out, func(a, b api.IAMGroup) int { return byName(a.GroupName, b.GroupName) })
	return out
}

func (w *World) getGroup(_ *call, in *api.GetGroupInput) (*api.GetGroupOutput, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	g := w.s.UserGroups.Get(iamKey(h.name))
	return &api.GetGroupOutput{Group: w.userGroupView(g), Users: w.usersWhere(func(u *iamUser) bool { return slices.Contains(u.Groups, g.Name) })}, nil
}

func (w *World) listGroups(_ *call, in *api.ListGroupsInput) (*api.ListGroupsOutput, *api.Error) {
	return &api.ListGroupsOutput{Groups: w.groupsWhere(func(g *iamGroup) bool { return strings.HasPrefix(g.Path, in.PathPrefix) })}, nil
}

func (w *World) deleteGroup(c *call, in *api.DeleteGroupInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	for u := range w.s.Users.All() {
		if slices.Contains(u.Groups, h.name) {
			return nil, api.Refuse("DeleteConflict", "Cannot delete entity, must remove users from group first.")
		}
	}
	if err := h.stripped(); err != nil {
		return nil, err
	}
	w.s.UserGroups.Drop(iamKey(h.name))
	w.changed(c, "group "+h.name, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) updateGroup(c *call, in *api.UpdateGroupInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	g := w.s.UserGroups.Get(iamKey(h.name))
	name, path := cmp.Or(in.NewGroupName, g.Name), cmp.Or(in.NewPath, g.Path)
	if err := checkNew("newGroupName", name, path, nil); err != nil {
		return nil, err
	}
	if err := taken(iamKey(name) != iamKey(g.Name) && w.s.UserGroups.Get(iamKey(name)) != nil, "Group", name); err != nil {
		return nil, err
	}
	w.s.UserGroups.Drop(iamKey(g.Name))
	g.Name, g.Path, g.ARN = name, path, w.iamARN("group", path, name)
	w.s.UserGroups.Put(iamKey(name), g)
	each(&w.s.Users, func(u *iamUser) {
		if at := slices.Index(u.Groups, h.name); at >= 0 {
			u.Groups[at] = name
		}
	})
	w.changed(c, "group "+h.name+" is "+name, h.arn, g.ARN)
	return &api.Nothing{}, nil
}

func (w *World) addUserToGroup(c *call, in *api.AddUserToGroupInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	if slices.Contains(u.Groups, h.name) {
		return &api.Nothing{}, nil
	}
	if err := full("GroupsPerUser", len(u.Groups), maxMembership); err != nil {
		return nil, err
	}
	u.Groups = append(u.Groups, h.name)
	w.changed(c, "user "+u.Name+" is in the group "+h.name, h.arn, u.ARN)
	return &api.Nothing{}, nil
}

func (w *World) removeUserFromGroup(c *call, in *api.RemoveUserFromGroupInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	u, err := w.namedUser(c, in.UserName)
	if err != nil {
		return nil, err
	}
	at := slices.Index(u.Groups, h.name)
	if at < 0 {
		return nil, api.Refuse("NoSuchEntity", "User %s is not in group %s.", u.Name, h.name).Ours()
	}
	u.Groups = slices.Delete(u.Groups, at, at+1)
	w.changed(c, "user "+u.Name+" is not in the group "+h.name+" any more", h.arn, u.ARN)
	return &api.Nothing{}, nil
}

func (w *World) putGroupPolicy(c *call, in *api.PutGroupPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	return w.putInline(c, h, in.PolicyName, in.PolicyDocument)
}

func (w *World) getGroupPolicy(_ *call, in *api.GetGroupPolicyInput) (*api.GetGroupPolicyOutput, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	p, err := h.inlinePolicy(in.PolicyName)
	if err != nil {
		return nil, err
	}
	return &api.GetGroupPolicyOutput{GroupName: h.name, PolicyName: p.Name, PolicyDocument: api.Document(p.Document)}, nil
}

func (w *World) listGroupPolicies(_ *call, in *api.ListGroupPoliciesInput) (*api.ListGroupPoliciesOutput, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	return &api.ListGroupPoliciesOutput{PolicyNames: h.inlineNames()}, nil
}

func (w *World) deleteGroupPolicy(c *call, in *api.DeleteGroupPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	return w.dropInline(c, h, in.PolicyName)
}

func (w *World) attachGroupPolicy(c *call, in *api.AttachGroupPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	return w.attachPolicy(c, h, in.PolicyArn)
}

func (w *World) detachGroupPolicy(c *call, in *api.DetachGroupPolicyInput) (*api.Nothing, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	return w.detachPolicy(c, h, in.PolicyArn)
}

func (w *World) listAttachedGroupPolicies(_ *call, in *api.ListAttachedGroupPoliciesInput) (*api.ListAttachedGroupPoliciesOutput, *api.Error) {
	h, err := w.groupHolder(in.GroupName)
	if err != nil {
		return nil, err
	}
	return &api.ListAttachedGroupPoliciesOutput{AttachedPolicies: w.attached(h, in.PathPrefix)}, nil
}
