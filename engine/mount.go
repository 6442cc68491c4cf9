package engine

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/network"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// nfs is the port on which a mount target answers.
const nfs = 2049

// taskMountsAgain: a mount that got no answer has waited long enough.
func (w *World) taskMountsAgain(work sim.Work) {
	if t := w.taskAt(work, taskActivating); t != nil {
		w.mountVolumes(t)
	}
}

// mountVolumes mounts a task's volumes; what gets no answer is asked once more,
// when the time for it is over. Then the containers are created.
func (w *World) mountVolumes(t *task) {
	d := w.s.Definitions.Get(t.Definition)
	for i := range d.Body.Volumes {
		v := &d.Body.Volumes[i]
		fault := w.mount(t, v, nil)
		if fault.silent && t.Unanswered != fault.text {
			t.Unanswered = fault.text
			w.after(w.cfg.Delays.MountTimeout, workMount, 0, t.ARN)
			return
		}
		if fault.text != "" {
			w.cannotMount(t, v, fault)
			return
		}
	}
	for i := range t.Containers {
		t.Containers[i].LastStatus = containerCreated
	}
	w.changes++
	w.startReady(t)
}

// mountFault is why a volume cannot be mounted; the zero fault when it can.
type mountFault struct {
	category, text string
	silent         bool // nothing answers: it takes a time-out to know
}

// onFargate is the fault as the agent of Fargate words it. "Amazon ECS stopped
// tasks error messages", ResourceInitializationError.
func (f mountFault) onFargate() mountFault {
	f.category = "ResourceInitializationError"
	_, why, _ := strings.Cut(f.text, "mounting volume failed: ")
	if why == "" {
		why = "Mount attempt 1/3 failed due to timeout after 15 sec, wait 0 sec before next attempt. b'mount.nfs4: mount system call failed'"
	}
	f.text = "failed to invoke EFS utils commands to set up EFS volumes: stderr: " + why + " : unsuccessful EFS utils command execution; code: 32"
	return f
}

// mount prepares one volume of a task on its instance.
func (w *World) mount(t *task, v *api.Volume, rec *trace.Recorder) mountFault {
	switch {
	case v.EfsVolumeConfiguration != nil:
		return w.mountEFS(t, v, rec)
	case v.DockerVolumeConfiguration != nil && v.DockerVolumeConfiguration.Scope == "shared":
		return w.dockerVolume(t, v.Name, v.DockerVolumeConfiguration.Autoprovision != nil && *v.DockerVolumeConfiguration.Autoprovision, rec)
	case v.Host != nil && v.Host.SourcePath != "" && !path.IsAbs(v.Host.SourcePath):
		return w.relativePath(t, v.Host.SourcePath, rec)
	}
	return mountFault{}
}

// dockerVolume finds, or makes, a Docker volume that outlives the task.
func (w *World) dockerVolume(t *task, name string, make bool, rec *trace.Recorder) mountFault {
	i := w.s.Instances.Get(w.on(t).Instance)
	there := slices.Contains(i.DockerVolumes, name)
	switch {
	case there:
		rec.Add(true, "Docker volume "+name, "found", "on "+w.shown(i.ID))
	case make:
		i.DockerVolumes = append(i.DockerVolumes, name)
		rec.Add(true, "Docker volume "+name, "made", "on "+w.shown(i.ID))
	default:
		rec.Add(false, "Docker volume "+name, "missing", "autoprovision is false, and nobody has made it on "+w.shown(i.ID))
		return mountFault{category: "CannotCreateVolumeError", text: fmt.Sprintf("Error response from daemon: get %s: no such volume", name)}
	}
	return mountFault{}
}

// relativePath: Docker takes what is no absolute path for the name of a volume,
// if it can be one.
func (w *World) relativePath(t *task, source string, rec *trace.Recorder) mountFault {
	if dockerName.MatchString(source) {
		return w.dockerVolume(t, source, true, rec)
	}
	rec.Add(false, "sourcePath "+source, "invalid", "a bind mount is of a directory on the instance")
	text := fmt.Sprintf("Error response from daemon: create %s: %q includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "+
		"If you intended to pass a host directory, use absolute path", source, source)
	if strings.Contains(source, ":") {
		text = fmt.Sprintf("Error response from daemon: invalid volume specification: '%s'", source)
	}
	return mountFault{category: "CannotCreateContainerError", text: text}
}

// mountEFS follows the mount of a file system over the network. In bridge mode
// the connection is the instance's.
func (w *World) mountEFS(t *task, v *api.Volume, rec *trace.Recorder) mountFault {
	c := v.EfsVolumeConfiguration
	create := fmt.Sprintf("Error response from daemon: create ecs-%s-%s: ", strings.ReplaceAll(lastOf(t.Definition), ":", "-"), v.Name)
	failed := func(why string) mountFault {
		return mountFault{category: "CannotCreateVolumeError", text: create + "VolumeDriver.Create: mounting volume failed: " + why}
	}
	if w.s.FileSystems.Get(c.FileSystemId) == nil {
		rec.Add(false, "file system "+c.FileSystemId, "missing", "there is no such file system")
		return failed(w.unresolved(c.FileSystemId))
	}
	m := w.mountTargetFor(t, c.FileSystemId)
	if m == nil {
		rec.Add(false, "mount target", "none", fmt.Sprintf("%s has none that is available in the VPC of %s", w.shown(c.FileSystemId), w.hostWords(t)))
		return failed(w.unresolved(c.FileSystemId))
	}
	rec.Add(true, "mount target", w.shown(m.ID), "in "+w.s.Subnets.Get(m.Subnet).Zone+", the task is in "+t.Zone)
	switch path := w.reach(network.Query{
		From: w.mountWire(t), To: m.Interface, Host: w.fileSystemHost(c.FileSystemId), HostOfVPC: true, Protocol: "tcp", Port: nfs, Listens: true,
	}, rec); path.Verdict {
	case network.Connected:
	case network.Unresolved:
		return failed(w.unresolved(c.FileSystemId))
	default:
		return mountFault{
			category: "CannotCreateVolumeError", silent: true,
			text: create + "Post http://%2Frun%2Fdocker%2Fplugins%2Famazon-ecs-volume-plugin.sock/VolumeDriver.Create: context deadline exceeded",
		}
	}
	if text := w.fileSystemDenied(t, c, rec); text != "" {
		return failed(text)
	}
	if !w.directoryExists(c) {
		rec.Add(false, "root directory "+c.RootDirectory, "missing", "nobody has made it in the file system")
		return failed(fmt.Sprintf("mount.nfs4: mounting %s:%s failed, reason given by server: No such file or directory", c.FileSystemId, c.RootDirectory))
	}
	return mountFault{}
}

// fileSystemHost is the name by which the mount helper finds a file system.
func (w *World) fileSystemHost(id string) string {
	return id + ".efs." + w.cfg.Region + ".amazonaws.com"
}

func (w *World) unresolved(fs string) string {
	return fmt.Sprintf("Failed to resolve \"%s\" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.", w.fileSystemHost(fs))
}

// mountTargetFor is the mount target that an instance's mount of a file system
// uses: the one in its zone, or else the first that is available in its VPC. nil
// when there is none.
func (w *World) mountTargetFor(t *task, fs string) *mountTarget {
	here := w.subnetOf(t)
	var other *mountTarget
	for _, m := range w.targetsOfFileSystem(fs) {
		switch s := w.s.Subnets.Get(m.Subnet); {
		case m.State != "available" || s.VPC != here.VPC:
		case s.Zone == here.Zone:
			return m
		case other == nil:
			other = m
		}
	}
	return other
}

// directoryExists: the root of a file system always does, another directory when
// something has been written into it or below.
func (w *World) directoryExists(c *api.EFSVolumeConfiguration) bool {
	dir := path.Clean(c.RootDirectory)
	if dir == "/" {
		return true
	}
	for at := range w.s.Stores.All() {
		if at.Device == deviceEFS+c.FileSystemId && (at.Path == dir || strings.HasPrefix(at.Path, dir+"/")) {
			return true
		}
	}
	return false
}

// cannotMount ends a task one of whose volumes cannot be mounted.
func (w *World) cannotMount(t *task, v *api.Volume, fault mountFault) {
	if t.LaunchType == launchFargate {
		fault = fault.onFargate()
	}
	for i := range t.Containers {
		t.Containers[i].Reason = fault.category + ": " + fault.text
	}
	if rec := w.recorder(); rec != nil {
		w.mount(t, v, rec)
		t.Fault = w.explain(trace.Trace{
			Rule: "volume", Subject: fmt.Sprintf("volume %s of task %s", v.Name, t.ID), Verdict: fault.category, Steps: rec.Steps, Source: w.volumePage(v),
		})
	}
	w.failToStart(t, fault.category+": "+fault.text)
}
