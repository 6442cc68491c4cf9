package engine

import "slices"

// dynamicPort hands out the next host port of an instance: upward from 32768,
// never the one just freed, wrapping at 60999 (engine's choice). It is false
// when every port is taken.
func (w *World) dynamicPort(c *containerInst) (int64, bool) {
	for range lastDynamicPort - firstDynamicPort + 1 {
		port := c.NextPort
		if c.NextPort++; c.NextPort > lastDynamicPort {
			c.NextPort = firstDynamicPort
		}
		if !w.portTaken(c, port) {
			return port, true
		}
	}
	return 0, false
}

func (w *World) portTaken(c *containerInst, port int64) bool {
	if slices.Contains(c.StaticPorts, port) {
		return true
	}
	for _, arn := range c.Tasks {
		t := w.s.Tasks.Get(arn)
		if t.own() {
			continue // its ports are those of its own interface
		}
		for _, k := range t.Containers {
			if slices.ContainsFunc(k.Bindings, func(b binding) bool { return b.HostPort == port }) {
				return true
			}
		}
	}
	return false
}

// hostPort is where a container's port is bound on the instance; 0 before the
// task runs.
func (t *task) hostPort(name string, port int64) int64 {
	for _, k := range t.Containers {
		for _, b := range k.Bindings {
			if k.Name == name && b.ContainerPort == port {
				return b.HostPort
			}
		}
	}
	return 0
}
