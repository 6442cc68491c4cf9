package engine

import (
	"fmt"
	"strings"

	"drydock/engine/api"
	"drydock/engine/trace"
)

// whyData explains where each application of a task keeps its records, and who
// else sees them.
func (w *World) whyData(t *task) []trace.Trace {
	var out []trace.Trace
	d := w.s.Definitions.Get(t.Definition)
	for i := range t.Containers {
		k := &t.Containers[i]
		img := w.s.Images.Get(k.Image)
		if img == nil || img.Writes == "" || k.Data.Device == "" || t.LastStatus == taskStopped {
			continue
		}
		out = append(out, w.dataNow(t, d, k, img))
	}
	return out
}

// dataNow follows the data of one container: directory, mount point, volume,
// what holds it, who sees it.
func (w *World) dataNow(t *task, d *taskDefinition, k *container, img *image) trace.Trace {
	v := d.volume(k.Data.Volume)
	rec := &trace.Recorder{}
	out := trace.Trace{Rule: "data", Subject: fmt.Sprintf("container %s of task %s keeps its records in %s", k.Name, t.ID, img.Writes), Source: w.volumePage(v)}
	if v == nil {
		rec.Add(true, "mount point", "none", img.Writes+" is in the container's own writable layer")
	} else {
		m := d.mountAt(d.container(k.Name), img.Writes)
		rec.Add(true, "mount point", m.ContainerPath, "shows volume "+v.Name)
		rec.Add(!k.Data.ReadOnly, "access", accessWords(k.Data.ReadOnly), "")
	}
	kind, life := w.volumeWords(t, v)
	rec.Add(true, "volume", kind, life)
	live := w.reaches(k.Data)
	if v != nil && v.EfsVolumeConfiguration != nil {
		w.mount(t, v, rec)
		if !live {
			rec.Add(false, "mounted through", w.shown(k.Data.Target), "the mount target is gone: reads and writes wait for ever")
		}
	}
	others := w.sharing(t, k.Data)
	rec.Add(live, "directory", k.Data.Path, counted(w.sees(t, ""), "record")+" of "+counted(w.writersOf(t), "task"))
	for _, o := range others {
		rec.Add(true, "seen by", "task "+o.ID[:8], "on "+w.hostWords(o)+", in "+o.Zone)
	}
	out.Steps, out.OK = rec.Steps, live && !k.Data.ReadOnly
	out.Verdict = counted(w.sees(t, ""), "record") + "; " + othersWords(len(others))
	return out
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func accessWords(readOnly bool) string {
	if readOnly {
		return "read only"
	}
	return "read and write"
}

func othersWords(n int) string {
	switch n {
	case 0:
		return "no other running task sees them"
	case 1:
		return "one other running task sees them"
	default:
		return fmt.Sprintf("%d other running tasks see them", n)
	}
}

// sharing are the other running tasks that use the same directory.
func (w *World) sharing(t *task, p place) []*task {
	var out []*task
	for o := range w.s.Tasks.All() {
		if o == t || o.LastStatus != taskRunning {
			continue
		}
		for _, k := range o.Containers {
			if k.Data.Device != "" && k.Data.key() == p.key() && w.reaches(k.Data) {
				out = append(out, o)
				break
			}
		}
	}
	return out
}

// writersOf is how many tasks have written the records that a task sees.
func (w *World) writersOf(t *task) (n int64) {
	for _, at := range w.stores(t) {
		n += int64(len(at.Writers))
	}
	return n
}

// volumeWords say what a volume is, and for how long its data lives; nil is the
// container's own layer.
func (w *World) volumeWords(t *task, v *api.Volume) (kind, life string) {
	host := w.hostWords(t)
	switch {
	case v == nil:
		return "container layer", "ends with the task"
	case isAtLaunch(v):
		return "EBS " + t.Volume, "new for each task, in " + t.Zone + "; a service's is deleted with its task"
	case v.EfsVolumeConfiguration != nil:
		c := v.EfsVolumeConfiguration
		return "EFS " + w.shown(c.FileSystemId) + ":" + c.RootDirectory, "outlives tasks and instances, and every Availability Zone mounts the same data"
	}
	device, root := w.deviceOf(t, v)
	switch {
	case strings.HasPrefix(device, deviceTask):
		return "scratch directory of the task", "ends with the task"
	case root != "/":
		return "directory " + root + " of " + host, "lives as long as the instance, and no other instance sees it"
	default:
		return "Docker volume " + lastOf(device) + " on " + host, "outlives the task; lives as long as the instance, and no other instance sees it"
	}
}

// volumePage is the AWS page about a kind of volume.
func (w *World) volumePage(v *api.Volume) string {
	const guide = ", Amazon ECS Developer Guide"
	switch {
	case v == nil:
		return "Storage options for Amazon ECS tasks" + guide
	case isAtLaunch(v):
		return "Use Amazon EBS volumes with Amazon ECS" + guide
	case v.EfsVolumeConfiguration != nil:
		return "Use Amazon EFS volumes with Amazon ECS" + guide
	case v.DockerVolumeConfiguration != nil:
		return "Use Docker volumes with Amazon ECS" + guide
	default:
		return "Use bind mounts with Amazon ECS" + guide
	}
}
