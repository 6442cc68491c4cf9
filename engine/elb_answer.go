package engine

import (
	"slices"

	"drydock/engine/sim"
)

// targetInterface is the network interface that a target stands for; empty when
// nothing has its address.
func (w *World) targetInterface(g *targetGroup, t *target) string {
	if g.TargetType != targetIP {
		return w.s.Instances.Get(t.ID).Interface
	}
	if i := w.interfaceAt(g.VPC, t.ID); i != nil {
		return i.ID
	}
	return ""
}

// targetZone is the Availability Zone of a target: its instance's, or that of the
// subnet that its address belongs to.
func (w *World) targetZone(g *targetGroup, t *target) string {
	if g.TargetType != targetIP {
		return w.s.Subnets.Get(w.s.Instances.Get(t.ID).Subnet).Zone
	}
	if s := w.subnetWith(g.VPC, t.ID); s != nil {
		return s.Zone
	}
	return ""
}

// listening is the image of the application that answers on a port of a target;
// nil when none does (yet).
func (w *World) listening(g *targetGroup, t *target, protocol string, port int64) *image {
	if g.TargetType == targetIP {
		if on := w.taskWithAddress(g.VPC, t.ID); on != nil {
			return w.answering(on, protocol, port)
		}
		return nil
	}
	return w.answeringOn(t.ID, protocol, port)
}

// answeringOn is the image of the application that answers on a port of an instance;
// nil when none does (yet).
func (w *World) answeringOn(instance, protocol string, port int64) *image {
	for _, c := range w.known.hosts.at(&w.s.ContainerInstances, instance) {
		for _, arn := range c.Tasks {
			if on := w.s.Tasks.Get(arn); !on.own() {
				if img := w.answering(on, protocol, port); img != nil {
					return img
				}
			}
		}
	}
	return nil
}

// answering is the image of a task's application that answers on a port of the
// task's host, or of its own interface; nil when none does (yet).
func (w *World) answering(t *task, protocol string, port int64) *image {
	if t.LastStatus == taskStopping {
		return nil
	}
	for i := range t.Containers {
		k := &t.Containers[i]
		if k.LastStatus != containerRunning || !slices.ContainsFunc(k.Bindings, func(b binding) bool { return b.holds(port) }) {
			continue
		}
		img := w.s.Images.Get(k.Image)
		if img != nil && w.s.Now >= k.Started+sim.Time(img.Boot) &&
			slices.ContainsFunc(k.Bindings, func(b binding) bool {
				return b.Protocol == protocol && b.host(img.Listens) == port
			}) {
			return img
		}
	}
	return nil
}
