package engine

import (
	"path"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Devices on which directories stand, each followed by an id. What ends takes the
// data on its devices with it.
const (
	deviceLayer    = "layer/"    // + container id: its own writable layer
	deviceTask     = "task/"     // + task id, "/", volume: ends with the task
	deviceInstance = "instance/" // + instance id: the instance's root volume; + "/", name: a Docker volume on it
	deviceEFS      = "efs/"      // + file system id
	deviceEBS      = "ebs/"      // + volume id
)

// place is a directory in which an application keeps records.
type place struct {
	Device, Path string
	Volume       string // name in the task definition; empty for the container's own layer
	ReadOnly     bool
	Target       string // id of the mount target through which EFS was mounted
}

// store holds the records in one directory of a device.
type store struct {
	Device, Path string
	Writers      []writer // in the order of their first record
}

// writer counts the records of one task.
type writer struct {
	Task, Service, Deployment string
	Records                   int64
	Latest                    sim.Time
}

func (p place) key() string { return p.Device + ":" + p.Path }

// placeOf is where a directory of a task's container stands.
func (w *World) placeOf(t *task, d *taskDefinition, k *container, dir string) place {
	body := d.container(k.Name)
	m := d.mountAt(body, dir)
	if m == nil {
		return place{Device: deviceLayer + k.ID, Path: dir}
	}
	v := d.volume(m.SourceVolume)
	device, root := w.deviceOf(t, v)
	below := strings.TrimPrefix(dir, path.Clean(m.ContainerPath))
	p := place{Device: device, Path: path.Join(root, below), Volume: v.Name, ReadOnly: m.ReadOnly != nil && *m.ReadOnly}
	if v.EfsVolumeConfiguration != nil {
		if target := w.mountTargetFor(t, v.EfsVolumeConfiguration.FileSystemId); target != nil {
			p.Target = target.ID
		}
	}
	return p
}

// deviceOf is the device of a task's volume, and the directory on it that is
// mounted.
func (w *World) deviceOf(t *task, v *api.Volume) (device, root string) {
	host := deviceTask + t.ID // on Fargate no directory is shared with another task
	if c := w.on(t); c != nil {
		host = deviceInstance + c.Instance
	}
	switch {
	case isAtLaunch(v):
		return deviceEBS + t.Volume, "/"
	case v.EfsVolumeConfiguration != nil:
		return deviceEFS + v.EfsVolumeConfiguration.FileSystemId, path.Clean(v.EfsVolumeConfiguration.RootDirectory)
	case v.DockerVolumeConfiguration != nil && v.DockerVolumeConfiguration.Scope == "shared":
		return host + "/" + v.Name, "/"
	case v.Host != nil && path.IsAbs(v.Host.SourcePath):
		return host, path.Clean(v.Host.SourcePath)
	case v.Host != nil && v.Host.SourcePath != "": // Docker takes it for the name of a volume
		return host + "/" + v.Host.SourcePath, "/"
	default:
		return deviceTask + t.ID + "/" + v.Name, "/"
	}
}

// reaches reports whether the application can use the directory now: a mount
// of EFS lasts as long as its mount target.
func (w *World) reaches(p place) bool {
	if p.Device == "" || !strings.HasPrefix(p.Device, deviceEFS) {
		return p.Device != ""
	}
	m := w.s.MountTargets.Get(p.Target)
	return m != nil && m.State == "available"
}

// startWriting has the application of a container that keeps records begin to.
func (w *World) startWriting(t *task, d *taskDefinition, i int) {
	k := &t.Containers[i]
	if img := w.s.Images.Get(k.Image); img != nil && img.Writes != "" {
		k.Data = w.placeOf(t, d, k, img.Writes)
		w.after(sim.Time(img.Boot).Duration(), workWrite, int64(i), t.ARN)
	}
}

// taskWrites: the application of one container writes a record, if it can.
func (w *World) taskWrites(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil || t.LastStatus == taskStopping {
		return
	}
	k := &t.Containers[work.N]
	if k.LastStatus != containerRunning {
		return
	}
	w.after(recordEvery, workWrite, work.N, t.ARN)
	if k.Data.ReadOnly || !w.reaches(k.Data) {
		return
	}
	w.record(t, k.Data)
}

// record adds a record of a task to a directory.
func (w *World) record(t *task, p place) {
	at := w.s.Stores.Get(p.key())
	if at == nil {
		at = &store{Device: p.Device, Path: p.Path}
		w.s.Stores.Put(p.key(), at)
	}
	i := slices.IndexFunc(at.Writers, func(r writer) bool { return r.Task == t.ID })
	if i < 0 {
		i, at.Writers = len(at.Writers), append(at.Writers, writer{Task: t.ID, Service: t.Service, Deployment: t.StartedBy})
	}
	at.Writers[i].Records++
	at.Writers[i].Latest = w.s.Now
	if s := w.s.Services.Get(t.Service); s != nil {
		if d := s.deployment(t.StartedBy); d != nil {
			d.Written++
		}
	}
	w.changes++
}

// deployment finds a deployment of a service that still has tasks; nil when there
// is none.
func (s *service) deployment(id string) *deployment {
	if s.Deployment.ID == id {
		return &s.Deployment
	}
	if ts := s.taskSet(id); ts != nil {
		return &ts.Deployment
	}
	if i := slices.IndexFunc(s.Older, func(d deployment) bool { return d.ID == id }); i >= 0 {
		return &s.Older[i]
	}
	return nil
}

// forget loses what is on a device, and on those whose names begin with it and a
// slash.
func (w *World) forget(device string) {
	var gone []string
	for at := range w.s.Stores.All() {
		if at.Device == device || strings.HasPrefix(at.Device, device+"/") {
			gone = append(gone, place{Device: at.Device, Path: at.Path}.key())
		}
	}
	for _, key := range gone {
		w.s.Stores.Drop(key)
		w.changes++
	}
}

// forgetTask loses what ends with a task.
func (w *World) forgetTask(t *task) {
	for _, k := range t.Containers {
		w.forget(deviceLayer + k.ID)
	}
	w.forget(deviceTask + t.ID)
	w.deleteVolume(t)
}

// stores are the directories in which a task's applications keep records, each
// once, as far as it can use them now.
func (w *World) stores(t *task) []*store {
	var out []*store
	if t.LastStatus == taskStopped {
		return nil
	}
	for _, k := range t.Containers {
		if at := w.s.Stores.Get(k.Data.key()); at != nil && w.reaches(k.Data) && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// keeps reports whether an application of the task keeps records.
func (t *task) keeps() bool {
	return slices.ContainsFunc(t.Containers, func(k container) bool { return k.Data.Device != "" })
}

// count is how many records of a deployment the directory holds; of all, when the
// deployment is "".
func (s *store) count(deployment string) (n int64) {
	for _, r := range s.Writers {
		if deployment == "" || r.Deployment == deployment {
			n += r.Records
		}
	}
	return n
}

// sees is how many records of a deployment, or of all, a task sees.
func (w *World) sees(t *task, deployment string) (n int64) {
	for _, at := range w.stores(t) {
		n += at.count(deployment)
	}
	return n
}
