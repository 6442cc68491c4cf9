package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// fileSystem is an EFS file system.
type fileSystem struct {
	ID, Token               string
	Zone                    string // of a One Zone file system; empty for a Regional one
	Performance, Throughput string
	Encrypted               bool
	State                   string // "creating", "available"
	CreatedAt               sim.Time
}

// mountTarget is a file system's address in one Availability Zone.
type mountTarget struct {
	ID, FileSystem, Subnet, Interface string
	State                             string // "creating", "available", "deleting"
}

func noFileSystem(id string) *api.Error {
	return api.Refuse("FileSystemNotFound", "File system '%s' does not exist.", id)
}

func noMountTarget(id string) *api.Error {
	return api.Refuse("MountTargetNotFound", "Mount target '%s' does not exist.", id)
}

// targetsOfFileSystem are a file system's mount targets, in the order of making.
func (w *World) targetsOfFileSystem(id string) []*mountTarget {
	var out []*mountTarget
	for m := range w.s.MountTargets.All() {
		if m.FileSystem == id {
			out = append(out, m)
		}
	}
	return out
}

func (w *World) createFileSystem(c *call, in *api.CreateFileSystemInput) (*api.FileSystemDescription, *api.Error) {
	zones := w.zones()
	switch {
	case in.ThroughputMode == "provisioned":
		return nil, api.Refuse("BadRequest", "Provisioned throughput is not simulated yet.").Ours()
	case in.AvailabilityZoneName != "" && !slices.Contains(zones, in.AvailabilityZoneName):
		return nil, api.Refuse("BadRequest", "There is no Availability Zone %s.", in.AvailabilityZoneName).Ours()
	case in.AvailabilityZoneName != "" && in.PerformanceMode == "maxIO":
		return nil, api.Refuse("BadRequest", "One Zone file systems do not support the performance mode maxIO.").Ours()
	}
	for f := range w.s.FileSystems.All() {
		if f.Token == in.CreationToken && in.CreationToken != "" {
			return nil, api.Refuse("FileSystemAlreadyExists", "File system '%s' already exists with creation token '%s'", f.ID, f.Token)
		}
	}
	f := &fileSystem{
		ID: w.id("fs"), Zone: in.AvailabilityZoneName, Performance: cmp.Or(in.PerformanceMode, "generalPurpose"),
		Throughput: cmp.Or(in.ThroughputMode, "bursting"), Encrypted: in.Encrypted != nil && *in.Encrypted, State: "creating", CreatedAt: w.s.Now,
	}
	f.Token = cmp.Or(in.CreationToken, w.s.IDs.Hex(32))
	w.s.FileSystems.Put(f.ID, f)
	w.after(w.cfg.Delays.FileSystemCreation, workFileSystem, 0, f.ID)
	w.changed(c, f.ID, f.ID)
	out := w.fileSystemView(f)
	return &out, nil
}

// fileSystemIsThere: a new file system is available.
func (w *World) fileSystemIsThere(work sim.Work) {
	if f := w.s.FileSystems.Get(work.IDs[0]); f != nil && f.State == "creating" {
		w.fileSystemAvailable(f)
	}
}

func (w *World) fileSystemAvailable(f *fileSystem) {
	f.State = "available"
	w.emit(Event{Source: sourceEFS, DetailType: fileSystemChange, Resources: []string{f.ID}, Message: fmt.Sprintf("(file system %s) is available", w.shown(f.ID))})
}

func (w *World) mountTargetAvailable(m *mountTarget) {
	m.State = "available"
	w.emit(Event{
		Source: sourceEFS, DetailType: fileSystemChange, Resources: []string{m.ID, m.FileSystem},
		Message: fmt.Sprintf("(mount target %s) of (file system %s) in %s is available", w.shown(m.ID), w.shown(m.FileSystem), w.s.Subnets.Get(m.Subnet).Zone),
	})
}

// finishFileSystem handles drydock:FinishFileSystem.
func (w *World) finishFileSystem(_ *call, in *api.FinishFileSystemInput) (*api.Nothing, *api.Error) {
	f := w.s.FileSystems.Get(in.FileSystemId)
	if f == nil {
		return nil, noFileSystem(in.FileSystemId)
	}
	if f.State == "creating" {
		w.fileSystemAvailable(f)
	}
	for _, m := range w.targetsOfFileSystem(f.ID) {
		if m.State == "creating" {
			w.mountTargetAvailable(m)
		}
	}
	return &api.Nothing{}, nil
}

func (w *World) fileSystemView(f *fileSystem) api.FileSystemDescription {
	return api.FileSystemDescription{
		OwnerId: w.cfg.Account, CreationToken: f.Token, FileSystemId: f.ID,
		FileSystemArn: fmt.Sprintf("arn:aws:elasticfilesystem:%s:%s:file-system/%s", w.cfg.Region, w.cfg.Account, f.ID),
		CreationTime:  w.stamp(f.CreatedAt), LifeCycleState: f.State, Name: w.s.Shown[f.ID], NumberOfMountTargets: int64(len(w.targetsOfFileSystem(f.ID))),
		SizeInBytes: api.FileSystemSize{Value: 6144}, PerformanceMode: f.Performance, Encrypted: f.Encrypted, ThroughputMode: f.Throughput,
		AvailabilityZoneName: f.Zone, Tags: w.nameTag(f.ID),
	}
}

func (w *World) describeFileSystems(_ *call, in *api.DescribeFileSystemsInput) (*api.DescribeFileSystemsOutput, *api.Error) {
	if in.FileSystemId != "" && w.s.FileSystems.Get(in.FileSystemId) == nil {
		return nil, noFileSystem(in.FileSystemId)
	}
	out := &api.DescribeFileSystemsOutput{FileSystems: []api.FileSystemDescription{}}
	for f := range w.s.FileSystems.All() {
		if (in.FileSystemId == "" || in.FileSystemId == f.ID) && (in.CreationToken == "" || in.CreationToken == f.Token) {
			out.FileSystems = append(out.FileSystems, w.fileSystemView(f))
		}
	}
	return out, nil
}

func (w *World) deleteFileSystem(c *call, in *api.DeleteFileSystemInput) (*api.Nothing, *api.Error) {
	f := w.s.FileSystems.Get(in.FileSystemId)
	switch {
	case f == nil:
		return nil, noFileSystem(in.FileSystemId)
	case len(w.targetsOfFileSystem(f.ID)) > 0:
		return nil, api.Refuse("FileSystemInUse", "File system '%s' has mount targets created in it.", f.ID)
	}
	w.s.FileSystems.Drop(f.ID)
	w.forget(deviceEFS + f.ID)
	w.changed(c, w.shown(f.ID), f.ID)
	return &api.Nothing{}, nil
}
