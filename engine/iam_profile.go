package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) createInstanceProfile(c *call, in *api.CreateInstanceProfileInput) (*api.CreateInstanceProfileOutput, *api.Error) {
	path := cmp.Or(in.Path, "/")
	if err := checkNew("instanceProfileName", in.InstanceProfileName, path, in.Tags); err != nil {
		return nil, err
	}
	if w.s.InstanceProfiles.Get(iamKey(in.InstanceProfileName)) != nil {
		return nil, api.Refuse("EntityAlreadyExists", "Instance Profile %s already exists.", in.InstanceProfileName)
	}
	if err := full("InstanceProfilesPerAccount", w.s.InstanceProfiles.Len(), maxProfiles); err != nil {
		return nil, err
	}
	p := &instanceProfile{
		Name: in.InstanceProfileName, Path: path, ARN: w.iamARN("instance-profile", path, in.InstanceProfileName), ID: uniqueID(&w.s.IDs, "AIPA"),
		Created: w.s.Now, Tags: slices.Clone(in.Tags),
	}
	w.s.InstanceProfiles.Put(iamKey(p.Name), p)
	w.changed(c, "instance profile "+p.Name, p.ARN)
	return &api.CreateInstanceProfileOutput{InstanceProfile: w.profileView(p)}, nil
}

func (w *World) profileView(p *instanceProfile) api.IAMInstanceProfile {
	out := api.IAMInstanceProfile{
		Path: p.Path, InstanceProfileName: p.Name, InstanceProfileId: p.ID, Arn: p.ARN, CreateDate: w.stamp(p.Created), Roles: []api.IAMRole{}, Tags: slices.Clone(p.Tags),
	}
	if r := w.s.Roles.Get(iamKey(p.Role)); r != nil {
		role := w.listedRole(r)
		role.Description, role.MaxSessionDuration = "", 0
		out.Roles = append(out.Roles, role)
	}
	return out
}

// namedProfile finds an instance profile by name.
func (w *World) namedProfile(name string) (*instanceProfile, *api.Error) {
	p := w.s.InstanceProfiles.Get(iamKey(name))
	if p == nil {
		return nil, api.Refuse("NoSuchEntity", "Instance Profile %s cannot be found.", name)
	}
	return p, nil
}

func (w *World) getInstanceProfile(_ *call, in *api.GetInstanceProfileInput) (*api.GetInstanceProfileOutput, *api.Error) {
	p, err := w.namedProfile(in.InstanceProfileName)
	if err != nil {
		return nil, err
	}
	return &api.GetInstanceProfileOutput{InstanceProfile: w.profileView(p)}, nil
}

// profilesWhere are instance profiles in the order of their names.
func (w *World) profilesWhere(is func(*instanceProfile) bool) []api.IAMInstanceProfile {
	out := []api.IAMInstanceProfile{}
	each(&w.s.InstanceProfiles, func(p *instanceProfile) {
		if is(p) {
			v := w.profileView(p)
			v.Tags = nil
			out = append(out, v)
		}
	})
	slices.SortStableFunc(out, func(a, b api.IAMInstanceProfile) int { return byName(a.InstanceProfileName, b.InstanceProfileName) })
	return out
}

func (w *World) listInstanceProfiles(_ *call, in *api.ListInstanceProfilesInput) (*api.ListInstanceProfilesOutput, *api.Error) {
	return &api.ListInstanceProfilesOutput{InstanceProfiles: w.profilesWhere(func(p *instanceProfile) bool { return strings.HasPrefix(p.Path, in.PathPrefix) })}, nil
}

func (w *World) listInstanceProfilesForRole(_ *call, in *api.ListInstanceProfilesForRoleInput) (*api.ListInstanceProfilesForRoleOutput, *api.Error) {
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	return &api.ListInstanceProfilesForRoleOutput{InstanceProfiles: w.profilesWhere(func(p *instanceProfile) bool { return iamKey(p.Role) == iamKey(h.name) })}, nil
}

// deleteInstanceProfile does not look for instances that have the profile: AWS
// warns of it and deletes.
func (w *World) deleteInstanceProfile(c *call, in *api.DeleteInstanceProfileInput) (*api.Nothing, *api.Error) {
	p, err := w.namedProfile(in.InstanceProfileName)
	if err != nil {
		return nil, err
	}
	if p.Role != "" {
		return nil, api.Refuse("DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.")
	}
	w.s.InstanceProfiles.Drop(iamKey(p.Name))
	w.changed(c, "instance profile "+p.Name, p.ARN)
	return &api.Nothing{}, nil
}

func (w *World) addRoleToInstanceProfile(c *call, in *api.AddRoleToInstanceProfileInput) (*api.Nothing, *api.Error) {
	p, err := w.namedProfile(in.InstanceProfileName)
	if err != nil {
		return nil, err
	}
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	if err := protected(h.role); err != nil {
		return nil, err
	}
	if p.Role != "" { // "An instance profile can contain only one role, and this quota cannot be increased"
		return nil, api.Refuse("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
	}
	p.Role = h.name
	w.changed(c, "instance profile "+p.Name+" has the role "+h.name, p.ARN, h.arn)
	return &api.Nothing{}, nil
}

func (w *World) removeRoleFromInstanceProfile(c *call, in *api.RemoveRoleFromInstanceProfileInput) (*api.Nothing, *api.Error) {
	p, err := w.namedProfile(in.InstanceProfileName)
	if err != nil {
		return nil, err
	}
	h, err := w.roleHolder(in.RoleName)
	if err != nil {
		return nil, err
	}
	if iamKey(p.Role) != iamKey(h.name) {
		return nil, api.Refuse("NoSuchEntity", "The role with name %s cannot be found in the instance profile %s.", h.name, p.Name).Ours()
	}
	p.Role = ""
	w.changed(c, "instance profile "+p.Name+" has no role any more", p.ARN, h.arn)
	return &api.Nothing{}, nil
}
