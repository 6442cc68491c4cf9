package engine

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// readVolumes checks the volumes of a definition and keeps them in its body.
func readVolumes(d *taskDefinition, volumes []api.Volume) *api.Error {
	names, atLaunch := map[string]bool{}, 0
	for _, v := range volumes {
		v = *sim.Clone(&v)
		switch {
		case !ecsName(v.Name):
			return clientError("The name '%s' of a volume is not of 1 to 255 letters, digits, hyphens and underscores.", v.Name).Ours()
		case names[v.Name]:
			return clientError("Volume name '%s' is used more than once.", v.Name).Ours()
		case volumeKinds(&v) > 1:
			return clientError("Volume '%s' has more than one kind: give host, dockerVolumeConfiguration, efsVolumeConfiguration or configuredAtLaunch.", v.Name).Ours()
		}
		names[v.Name] = true
		if isAtLaunch(&v) {
			atLaunch++
		}
		if err := checkVolume(&v, d.windows()); err != nil {
			return err
		}
		if volumeKinds(&v) == 0 {
			v.Host = &api.HostVolumeProperties{}
		}
		d.Body.Volumes = append(d.Body.Volumes, v)
	}
	if atLaunch > 1 {
		return clientError("A task definition has at most one volume with configuredAtLaunch.").Ours()
	}
	return nil
}

func isAtLaunch(v *api.Volume) bool { return v.ConfiguredAtLaunch != nil && *v.ConfiguredAtLaunch }

func volumeKinds(v *api.Volume) int64 {
	return one(v.Host != nil) + one(v.DockerVolumeConfiguration != nil) + one(v.EfsVolumeConfiguration != nil) +
		one(v.S3filesVolumeConfiguration != nil) + one(v.FsxWindowsFileServerVolumeConfiguration != nil) + one(isAtLaunch(v))
}

// checkVolume checks one volume and fills in its defaults.
func checkVolume(v *api.Volume, windows bool) *api.Error {
	switch {
	case v.S3filesVolumeConfiguration != nil:
		return clientError("Amazon S3 Files is not switched on in this account, so volume '%s' cannot be a s3filesVolumeConfiguration. "+
			"An S3 bucket by itself is no volume of a task: applications use it through the S3 API.", v.Name).Ours()
	case v.FsxWindowsFileServerVolumeConfiguration != nil && !windows:
		return clientError("Volume '%s': fsxWindowsFileServerVolumeConfiguration is for Windows containers on EC2, and those of the definition run on Linux.", v.Name).Ours()
	case v.DockerVolumeConfiguration != nil:
		return checkDockerVolume(v)
	case v.EfsVolumeConfiguration != nil:
		return checkEFSVolume(v)
	}
	return nil
}

func checkDockerVolume(v *api.Volume) *api.Error {
	c := v.DockerVolumeConfiguration
	if c.Driver != "" && c.Driver != "local" {
		return clientError("The Docker volume driver '%s' is not simulated yet; local is.", c.Driver).Ours()
	}
	if c.Scope == "" {
		c.Scope = "task"
	}
	c.Driver = "local"
	return nil
}

// checkEFSVolume: API Reference, EFSVolumeConfiguration.
func checkEFSVolume(v *api.Volume) *api.Error {
	c := v.EfsVolumeConfiguration
	auth := c.AuthorizationConfig
	if auth == nil {
		auth = &api.EFSAuthorizationConfig{}
	}
	encrypted := c.TransitEncryption == "ENABLED"
	switch {
	case c.FileSystemId == "":
		return clientError("Volume '%s': efsVolumeConfiguration needs a fileSystemId.", v.Name).Ours()
	case c.RootDirectory != "" && !path.IsAbs(c.RootDirectory):
		return clientError("Volume '%s': rootDirectory '%s' does not begin with /.", v.Name, c.RootDirectory).Ours()
	case auth.Iam == "ENABLED" && !encrypted:
		return clientError("Volume '%s': transitEncryption must be ENABLED when iam is ENABLED.", v.Name).Ours()
	case auth.AccessPointId != "" && !encrypted:
		return clientError("Volume '%s': transitEncryption must be ENABLED when an access point is used.", v.Name).Ours()
	case auth.AccessPointId != "" && c.RootDirectory != "" && c.RootDirectory != "/":
		return clientError("Volume '%s': rootDirectory must be omitted or / when an access point is used.", v.Name).Ours()
	case auth.AccessPointId != "":
		return clientError("Access points of EFS are not simulated yet.").Ours()
	case value(c.TransitEncryptionPort) < 0 || value(c.TransitEncryptionPort) > 65535:
		return clientError("Volume '%s': transitEncryptionPort must be from 1 to 65535.", v.Name).Ours()
	}
	if c.RootDirectory == "" {
		c.RootDirectory = "/"
	}
	return nil
}

// checkMounts checks the mount points of all containers of a definition.
func checkMounts(d *taskDefinition) *api.Error {
	for i := range d.Body.ContainerDefinitions {
		c := &d.Body.ContainerDefinitions[i]
		c.MountPoints, c.VolumesFrom = orEmpty(c.MountPoints), orEmpty(c.VolumesFrom)
		paths := map[string]bool{}
		for _, m := range c.MountPoints {
			switch at := path.Clean(m.ContainerPath); {
			case d.volume(m.SourceVolume) == nil:
				return clientError("Unknown volume '%s'.", m.SourceVolume)
			case !path.IsAbs(m.ContainerPath) || at == "/":
				return clientError("Container '%s': containerPath '%s' is not a directory such as /data.", c.Name, m.ContainerPath).Ours()
			case paths[at]:
				return clientError("Container '%s' has more than one mount point at %s.", c.Name, at).Ours()
			default:
				paths[at] = true
			}
		}
		for _, from := range c.VolumesFrom {
			if from.SourceContainer == c.Name || d.container(from.SourceContainer) == nil {
				return clientError("Container '%s': volumesFrom names '%s', which is no other container of the task definition.", c.Name, from.SourceContainer).Ours()
			}
		}
	}
	return nil
}

// volume finds a volume of a definition by name; nil when there is none.
func (d *taskDefinition) volume(name string) *api.Volume {
	i := slices.IndexFunc(d.Body.Volumes, func(v api.Volume) bool { return v.Name == name })
	if i < 0 {
		return nil
	}
	return &d.Body.Volumes[i]
}

// container finds a container of a definition by name; nil when there is none.
func (d *taskDefinition) container(name string) *api.ContainerDefinition {
	i := slices.IndexFunc(d.Body.ContainerDefinitions, func(c api.ContainerDefinition) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &d.Body.ContainerDefinitions[i]
}

// atLaunch is the volume that a definition leaves to the launch; nil for none.
func (d *taskDefinition) atLaunch() *api.Volume {
	for i := range d.Body.Volumes {
		if isAtLaunch(&d.Body.Volumes[i]) {
			return &d.Body.Volumes[i]
		}
	}
	return nil
}

// mountPoints are a container's own mount points and those that it takes from
// other containers. API Reference, VolumeFrom.
func (d *taskDefinition) mountPoints(c *api.ContainerDefinition) []api.MountPoint {
	out := slices.Clone(c.MountPoints)
	for _, from := range c.VolumesFrom {
		for _, m := range d.container(from.SourceContainer).MountPoints {
			if from.ReadOnly != nil && *from.ReadOnly {
				m.ReadOnly = from.ReadOnly
			}
			out = append(out, m)
		}
	}
	return out
}

// mountAt is the mount point in which a directory of a container lies: the
// deepest one at it or above it; nil when the directory is the container's own.
func (d *taskDefinition) mountAt(c *api.ContainerDefinition, dir string) *api.MountPoint {
	var best *api.MountPoint
	for _, m := range d.mountPoints(c) {
		at := path.Clean(m.ContainerPath)
		if (at == dir || strings.HasPrefix(dir, at+"/")) && (best == nil || len(at) > len(path.Clean(best.ContainerPath))) {
			best = &m
		}
	}
	return best
}

// dockerName is what Docker takes for the name of a volume where an absolute
// path is missing.
var dockerName = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_.-]+$`)
