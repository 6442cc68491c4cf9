package scenarios

import (
	"drydock/engine/api"
	"drydock/scenarios/source"
)

// fileSystem makes a file system that is available, so that it can have mount
// targets.
func (b *builder) fileSystem(r *row) error {
	var own fileSystemOwn
	source.Decode(r.tree, &own)
	if err := b.plain(r); err != nil {
		return err
	}
	return b.finish(own.ID)
}

// finish has a file system and its mount targets available at once.
func (b *builder) finish(id string) error {
	_, err := b.call("drydock:FinishFileSystem", &api.FinishFileSystemInput{FileSystemId: id})
	return err
}

// mountTargets gives a file system its mount targets.
func (b *builder) mountTargets(r *row) error {
	var own fileSystemOwn
	source.Decode(r.tree, &own)
	for _, m := range own.MountTargets {
		out, err := b.call("efs:CreateMountTarget", &api.CreateMountTargetInput{FileSystemId: own.ID, SubnetId: m.Subnet, SecurityGroups: m.SecurityGroups})
		if err != nil {
			return err
		}
		if m.ID == "" {
			continue
		}
		id := out.(*api.MountTargetDescription).MountTargetId
		if _, err := b.call("drydock:NameResource", &api.NameResourceInput{Alias: m.ID, Kind: "mount-target", ID: id}); err != nil {
			return err
		}
	}
	return b.finish(own.ID)
}
