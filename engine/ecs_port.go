package engine

import (
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// dynamicPorts hands out so many host ports of an instance, one after another, and
// returns the first: upward from 32768, never one just freed, wrapping at 60999
// (engine's choice). It is false when there are no such ports.
func (w *World) dynamicPorts(c *containerInst, n int64) (int64, bool) {
	inRow := int64(0)
	for range lastDynamicPort - firstDynamicPort + n {
		port := c.NextPort
		if c.NextPort++; c.NextPort > lastDynamicPort {
			c.NextPort = firstDynamicPort
		}
		if port == firstDynamicPort || w.portTaken(c, port) {
			inRow = 0 // a range does not go on from the last port to the first
		}
		if !w.portTaken(c, port) {
			inRow++
		}
		if inRow == n {
			return port - n + 1, true
		}
	}
	return 0, false
}

// bind binds a port mapping of a task's container on its instance, or on the task's
// own interface; false when no host port is free for it.
func (w *World) bind(t *task, p *api.PortMapping) (binding, bool) {
	b := binding{Protocol: p.Protocol}
	if p.ContainerPort != nil {
		b.ContainerPort, b.HostPort = *p.ContainerPort, *p.HostPort
	} else {
		from, to := portRange(p.ContainerPortRange)
		b.ContainerPort, b.More = from, to-from
		if t.own() {
			b.HostPort = from
		}
	}
	if b.HostPort != 0 {
		return b, true
	}
	var free bool
	b.HostPort, free = w.dynamicPorts(w.on(t), b.More+1)
	return b, free
}

// portRange reads a range of ports that was found right before.
func portRange(text string) (from, to int64) {
	first, last, _ := strings.Cut(text, "-")
	from, _ = strconv.ParseInt(first, 10, 64)
	to, _ = strconv.ParseInt(last, 10, 64)
	return from, to
}

// holds reports whether a binding takes a host port.
func (b binding) holds(host int64) bool { return b.HostPort <= host && host <= b.HostPort+b.More }

// host is the host port that leads to a container port; 0 when none does.
func (b binding) host(port int64) int64 {
	if b.ContainerPort <= port && port <= b.ContainerPort+b.More {
		return b.HostPort + port - b.ContainerPort
	}
	return 0
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
			if slices.ContainsFunc(k.Bindings, func(b binding) bool { return b.holds(port) }) {
				return true
			}
		}
	}
	return false
}

// hostPort is where a container's port is bound on the instance; 0 before the task
// runs. Of a port that is bound for tcp and udp it is the one for the protocol.
func (t *task) hostPort(name string, port int64, protocol string) int64 {
	found := int64(0)
	for _, k := range t.Containers {
		for _, b := range k.Bindings {
			host := b.host(port)
			if k.Name != name || host == 0 {
				continue
			}
			if b.Protocol == protocol {
				return host
			}
			if found == 0 {
				found = host
			}
		}
	}
	return found
}
