package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

func (w *World) createMountTarget(c *call, in *api.CreateMountTargetInput) (*api.MountTargetDescription, *api.Error) {
	f, s := w.s.FileSystems.Get(in.FileSystemId), w.subnet(in.SubnetId)
	switch {
	case f == nil:
		return nil, noFileSystem(in.FileSystemId)
	case f.State != "available":
		return nil, api.Refuse("IncorrectFileSystemLifeCycleState", "File system '%s' is %s: it has to be available.", f.ID, f.State).Ours()
	case s == nil:
		return nil, api.Refuse("SubnetNotFound", "The subnet ID '%s' does not exist", in.SubnetId)
	case f.Zone != "" && f.Zone != s.Zone:
		return nil, api.Refuse("AvailabilityZonesMismatch", "The One Zone file system '%s' is in %s, the subnet in %s.", f.ID, f.Zone, s.Zone).Ours()
	}
	for _, m := range w.targetsOfFileSystem(f.ID) {
		switch other := w.s.Subnets.Get(m.Subnet); {
		case other.VPC != s.VPC:
			return nil, api.Refuse("MountTargetConflict", "requested subnet for new mount target is not in the same VPC as existing mount targets")
		case other.Zone == s.Zone:
			return nil, api.Refuse("MountTargetConflict", "mount target already exists in this AZ")
		}
	}
	groups := in.SecurityGroups
	if len(groups) == 0 {
		groups = []string{w.s.VPCs.Get(s.VPC).Default}
	}
	if err := w.checkTargetGroups(groups, s.VPC); err != nil {
		return nil, err
	}
	switch {
	case in.IpAddress != "" && !w.addressFree(s, in.IpAddress):
		return nil, api.Refuse("IpAddressInUse", "Address %s is in use or not in the range of the subnet.", in.IpAddress).Ours()
	case w.subnetView(s).AvailableIpAddressCount < 1:
		return nil, api.Refuse("NoFreeAddressesInSubnet", "The subnet '%s' has no free address.", s.ID).Ours()
	}
	m := &mountTarget{ID: w.id("fsmt"), FileSystem: f.ID, Subnet: s.ID, State: "creating"}
	m.Interface = w.newInterface(s, groups, m.ID, in.IpAddress)
	w.s.MountTargets.Put(m.ID, m)
	w.after(w.cfg.Delays.MountTargetCreation, workMountTarget, 0, m.ID)
	w.changed(c, m.ID+" of "+w.shown(f.ID)+" in "+s.Zone, m.ID, f.ID)
	out := w.mountTargetView(m)
	return &out, nil
}

// checkTargetGroups refuses groups that a mount target in the VPC cannot have.
func (w *World) checkTargetGroups(ids []string, vpc string) *api.Error {
	if len(ids) > groupsPerInterface {
		return api.Refuse("SecurityGroupLimitExceeded", "A mount target has at most %d security groups.", groupsPerInterface).Ours()
	}
	for _, id := range ids {
		if g := w.s.SecurityGroups.Get(id); g == nil || g.VPC != vpc {
			return api.Refuse("SecurityGroupNotFound", "The security group '%s' does not exist in the subnet's VPC.", id).Ours()
		}
	}
	return nil
}

// mountTargetChanges: a new mount target is available, or a deleted one is gone.
func (w *World) mountTargetChanges(work sim.Work) {
	m := w.s.MountTargets.Get(work.IDs[0])
	switch {
	case m == nil:
	case m.State == "creating":
		w.mountTargetAvailable(m)
	case m.State == "deleting" && work.N == 1:
		w.dropInterface(m.Interface)
		w.s.MountTargets.Drop(m.ID)
		w.changes++
	}
}

func (w *World) mountTargetView(m *mountTarget) api.MountTargetDescription {
	s := w.s.Subnets.Get(m.Subnet)
	return api.MountTargetDescription{
		OwnerId: w.cfg.Account, MountTargetId: m.ID, FileSystemId: m.FileSystem, SubnetId: s.ID, LifeCycleState: m.State,
		IpAddress: w.s.Interfaces.Get(m.Interface).PrivateIP, NetworkInterfaceId: m.Interface, AvailabilityZoneName: s.Zone, VpcId: s.VPC,
	}
}

func (w *World) describeMountTargets(_ *call, in *api.DescribeMountTargetsInput) (*api.DescribeMountTargetsOutput, *api.Error) {
	switch {
	case in.FileSystemId == "" == (in.MountTargetId == ""):
		return nil, api.Refuse("BadRequest", "Give a file system or a mount target.").Ours()
	case in.FileSystemId != "" && w.s.FileSystems.Get(in.FileSystemId) == nil:
		return nil, noFileSystem(in.FileSystemId)
	case in.MountTargetId != "" && w.s.MountTargets.Get(in.MountTargetId) == nil:
		return nil, noMountTarget(in.MountTargetId)
	}
	out := &api.DescribeMountTargetsOutput{MountTargets: []api.MountTargetDescription{}}
	for m := range w.s.MountTargets.All() {
		if m.FileSystem == in.FileSystemId || m.ID == in.MountTargetId {
			out.MountTargets = append(out.MountTargets, w.mountTargetView(m))
		}
	}
	return out, nil
}

func (w *World) deleteMountTarget(c *call, in *api.DeleteMountTargetInput) (*api.Nothing, *api.Error) {
	m := w.s.MountTargets.Get(in.MountTargetId)
	if m == nil {
		return nil, noMountTarget(in.MountTargetId)
	}
	if m.State != "deleting" {
		m.State = "deleting"
		w.after(w.cfg.Delays.MountTargetCreation, workMountTarget, 1, m.ID)
		w.changed(c, w.shown(m.ID), m.ID, m.FileSystem)
	}
	return &api.Nothing{}, nil
}

func (w *World) modifyMountTargetSecurityGroups(c *call, in *api.ModifyMountTargetSecurityGroupsInput) (*api.Nothing, *api.Error) {
	m, err := w.availableTarget(in.MountTargetId)
	if err != nil {
		return nil, err
	}
	vpc, groups := w.s.Subnets.Get(m.Subnet).VPC, in.SecurityGroups
	if len(groups) == 0 {
		groups = []string{w.s.VPCs.Get(vpc).Default}
	}
	if err := w.checkTargetGroups(groups, vpc); err != nil {
		return nil, err
	}
	if eni := w.s.Interfaces.Get(m.Interface); !slices.Equal(eni.Groups, groups) {
		eni.Groups = slices.Clone(groups)
		w.changed(c, w.shown(m.ID), m.ID, m.FileSystem)
	}
	return &api.Nothing{}, nil
}

func (w *World) describeMountTargetSecurityGroups(_ *call, in *api.DescribeMountTargetSecurityGroupsInput) (*api.DescribeMountTargetSecurityGroupsOutput, *api.Error) {
	m, err := w.availableTarget(in.MountTargetId)
	if err != nil {
		return nil, err
	}
	return &api.DescribeMountTargetSecurityGroupsOutput{SecurityGroups: slices.Clone(w.s.Interfaces.Get(m.Interface).Groups)}, nil
}

// availableTarget finds a mount target whose security groups can be asked for.
func (w *World) availableTarget(id string) (*mountTarget, *api.Error) {
	m := w.s.MountTargets.Get(id)
	switch {
	case m == nil:
		return nil, noMountTarget(id)
	case m.State != "available":
		return nil, api.Refuse("IncorrectMountTargetState", "Mount target '%s' is %s: it has to be available.", id, m.State).Ours()
	}
	return m, nil
}
