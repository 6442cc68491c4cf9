package engine

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// Network modes. On Windows none is given for the default one.
const (
	modeBridge = "bridge"
	modeHost   = "host"
	modeAwsvpc = "awsvpc"
	modeNone   = "none"
)

const (
	maxMappings = 100 // port mappings of a container: engine's choice, but for ranges, of which AWS has as many
	lastPort    = 65535
)

// portName is what the name of a port mapping may be. API Reference,
// PortMapping.
var portName = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]{0,63}$`)

// portSpan is the container ports of one mapping.
type portSpan struct {
	container, protocol string
	from, to            int64
	ranged              bool
}

// portSpans are the mappings of a task that have been read.
type portSpans []portSpan

// readPortMappings checks the mappings of a container, fills in its host ports
// and collects those that placement reserves. spans are the ports mapped before.
func (d *taskDefinition) readPortMappings(c *api.ContainerDefinition, spans *portSpans) *api.Error {
	switch {
	case len(c.PortMappings) > maxMappings:
		return clientError("Invalid setting for container '%s'. At most %d port mappings are possible.", c.Name, maxMappings).Ours()
	case d.Body.NetworkMode == modeNone && len(c.PortMappings) > 0:
		return clientError("Port mappings are not supported when networkMode=none").Ours()
	}
	for i := range c.PortMappings {
		p := &c.PortMappings[i]
		p.Protocol = cmp.Or(p.Protocol, "tcp")
		if err := checkPortName(d, c, i); err != nil {
			return err
		}
		if p.ContainerPortRange != "" {
			if err := d.readPortRange(c, p, spans); err != nil {
				return err
			}
			continue
		}
		if err := d.readPort(c, p, spans); err != nil {
			return err
		}
	}
	return nil
}

// checkPortName checks the name of the i-th mapping of a container.
func checkPortName(d *taskDefinition, c *api.ContainerDefinition, i int) *api.Error {
	name := c.PortMappings[i].Name
	same := func(p api.PortMapping) bool { return p.Name == name }
	switch {
	case name == "":
	case !portName.MatchString(name):
		return clientError("The port mapping name '%s' is not of 1 to 64 small letters, digits, underscores and hyphens, or begins with a hyphen.", name).Ours()
	case slices.ContainsFunc(c.PortMappings[:i], same):
		return clientError("port mapping name is already used")
	default:
		for _, other := range d.Body.ContainerDefinitions {
			if slices.ContainsFunc(other.PortMappings, same) {
				return clientError("port mapping name is already used")
			}
		}
	}
	return nil
}

// readPort reads a mapping of one port.
func (d *taskDefinition) readPort(c *api.ContainerDefinition, p *api.PortMapping, spans *portSpans) *api.Error {
	port, host := value(p.ContainerPort), value(p.HostPort)
	switch {
	case port < 1 || port > lastPort:
		return clientError("Invalid 'containerPort' setting for container '%s': a port is from 1 to 65535.", c.Name).Ours()
	case host < 0 || host > lastPort:
		return clientError("Invalid 'hostPort' setting for container '%s': a port is from 0 to 65535.", c.Name).Ours()
	}
	if err := spans.take(d.Body.NetworkMode, portSpan{container: c.Name, protocol: p.Protocol, from: port, to: port}); err != nil {
		return err
	}
	switch mode := d.Body.NetworkMode; mode {
	case modeHost, modeAwsvpc:
		if p.HostPort != nil && host != port {
			return clientError("When networkMode=%s, the host ports and container ports in port mappings must match.", mode)
		}
		p.HostPort = &port
	default:
		p.HostPort = &host
	}
	if d.Body.NetworkMode == modeAwsvpc || *p.HostPort == 0 {
		return nil // a port of the task's own interface, or one that is chosen when the task starts
	}
	ports := &d.StaticPorts
	if p.Protocol == "udp" {
		ports = &d.StaticUDPPorts
	}
	if slices.Contains(*ports, *p.HostPort) {
		return clientError("Host port %d is used more than once.", *p.HostPort).Ours()
	}
	*ports = append(*ports, *p.HostPort)
	return nil
}

// readPortRange reads a mapping of a range of ports, "5000-5010".
func (d *taskDefinition) readPortRange(c *api.ContainerDefinition, p *api.PortMapping, spans *portSpans) *api.Error {
	first, last, _ := strings.Cut(p.ContainerPortRange, "-")
	from, wrongFrom := strconv.ParseInt(first, 10, 64)
	to, wrongTo := strconv.ParseInt(last, 10, 64)
	switch {
	case p.ContainerPort != nil || p.HostPort != nil:
		return clientError("cannot specify both single port and port range")
	case d.Body.NetworkMode != modeBridge && d.Body.NetworkMode != modeAwsvpc:
		return clientError("containerPortRange is supported in the network modes bridge and awsvpc only.").Ours()
	case wrongFrom != nil || wrongTo != nil || from < 1 || to > lastPort || from >= to:
		return clientError("Invalid 'containerPortRange' setting for container '%s'", c.Name)
	}
	return spans.take(d.Body.NetworkMode, portSpan{container: c.Name, protocol: p.Protocol, from: from, to: to, ranged: true})
}

// take refuses container ports that are mapped already: in the container itself,
// also with another protocol; in another container where both have one network;
// anywhere when one of them is a range.
func (spans *portSpans) take(mode string, s portSpan) *api.Error {
	shared := mode == modeHost || mode == modeAwsvpc
	for _, o := range *spans {
		switch overlap := s.from <= o.to && o.from <= s.to; {
		case !overlap:
		case s.ranged || o.ranged:
			return clientError("container port is used multiple times in task")
		case s.container == o.container:
			return clientError("Container port %d of container '%s' is mapped more than once.", s.from, s.container).Ours()
		case shared && s.protocol == o.protocol:
			return clientError("container port is used multiple times in task")
		}
	}
	*spans = append(*spans, s)
	return nil
}
