package engine

import (
	"cmp"

	"drydock/engine/api"
)

// efsNeeds are the permissions of Amazon EFS's operations: "Actions, resources,
// and condition keys for Amazon Elastic File System" in the Service Authorization
// Reference. What is done to a mount target is done to its file system.
func efsNeeds() asking {
	return asking{
		"efs:CreateFileSystem": asks(func(_ *World, in *api.CreateFileSystemInput) []need {
			return []need{{resource: "*", keys: keyed("elasticfilesystem:Encrypted", truth(yes(in.Encrypted)))}}
		}),
		"efs:DescribeFileSystems": asks(func(w *World, in *api.DescribeFileSystemsInput) []need {
			return w.onFileSystem(in.FileSystemId, "*")
		}),
		"efs:DeleteFileSystem": asks(func(w *World, in *api.DeleteFileSystemInput) []need {
			return w.onFileSystem(in.FileSystemId, "")
		}),
		"efs:CreateMountTarget": asks(func(w *World, in *api.CreateMountTargetInput) []need {
			return w.onFileSystem(in.FileSystemId, "")
		}),
		"efs:DescribeMountTargets": asks(func(w *World, in *api.DescribeMountTargetsInput) []need {
			return w.onFileSystem(cmp.Or(in.FileSystemId, w.fileSystemOf(in.MountTargetId)), "")
		}),
		"efs:DeleteMountTarget": asks(func(w *World, in *api.DeleteMountTargetInput) []need {
			return w.onFileSystem(w.fileSystemOf(in.MountTargetId), "")
		}),
		"efs:ModifyMountTargetSecurityGroups": asks(func(w *World, in *api.ModifyMountTargetSecurityGroupsInput) []need {
			return w.onFileSystem(w.fileSystemOf(in.MountTargetId), "")
		}),
		"efs:DescribeMountTargetSecurityGroups": asks(func(w *World, in *api.DescribeMountTargetSecurityGroupsInput) []need {
			return w.onFileSystem(w.fileSystemOf(in.MountTargetId), "")
		}),
	}
}

// fileSystemOf is the id of a mount target's file system; "" when there is no such
// mount target.
func (w *World) fileSystemOf(target string) string {
	if m := w.s.MountTargets.Get(target); m != nil {
		return m.FileSystem
	}
	return ""
}

// onFileSystem is the permission for a file system. When none is named, or it is
// not known which, the resource is otherwise, or with "" any file system.
func (w *World) onFileSystem(id, otherwise string) []need {
	if id == "" && otherwise != "" {
		return []need{{resource: otherwise}}
	}
	return []need{{resource: "arn:aws:elasticfilesystem:" + w.cfg.Region + ":" + w.cfg.Account + ":file-system/" + cmp.Or(id, "*")}}
}
