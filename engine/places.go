package engine

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"drydock/engine/network"
)

// sources are the places from which a thing connects.
func (w *World) sources(name string) ([]source, error) {
	if strings.EqualFold(name, Internet) {
		return []source{{label: Internet}}, nil
	}
	if awsEndpointNamed(name) != nil || awsEndpointAt(name, w.cfg.Region) != nil {
		return nil, fmt.Errorf("a path leads to %s and does not begin there: AWS opens no connection into a VPC", name)
	}
	wires, err := w.wires(name, all)
	var out []source
	for _, id := range wires {
		out = append(out, source{label: topology{w}.Label(id), wire: id})
	}
	return out, err
}

// destinations are the places to which one connects who connects to a thing; at most
// so many.
func (w *World) destinations(name string, port int64, most int) ([]destination, error) {
	if strings.EqualFold(name, Internet) {
		return []destination{{label: Internet, query: network.Query{ToIP: anyHost, Listens: true}}}, nil
	}
	if e := awsEndpointNamed(strings.TrimPrefix(name, endpointName(w.cfg.Region, ""))); e != nil {
		return []destination{w.endpointPlace(e, e.hostIn(w.cfg.Region), port)}, nil
	}
	if e := awsEndpointAt(name, w.cfg.Region); e != nil {
		return []destination{w.endpointPlace(e, name, port)}, nil
	}
	if address, err := netip.ParseAddr(name); err == nil {
		if !address.Is4() {
			return nil, fmt.Errorf("%s is an address of IPv6, which is not simulated", name)
		}
		return []destination{{label: name, query: network.Query{ToIP: address, Port: port}}}, nil
	}
	wires, err := w.wires(name, most)
	if err != nil && domainName.MatchString(name) {
		return []destination{{label: name, query: toHost("", name, port)}}, nil
	}
	var out []destination
	for _, id := range wires {
		out = append(out, destination{topology{w}.Label(id), id, w.toWire(id, port)})
	}
	return out, err
}

// endpointPlace is the endpoint of an AWS service, by one of its names.
func (w *World) endpointPlace(e *awsEndpoint, host string, port int64) destination {
	q := w.toEndpoint("", e)
	q.Host, q.Listens = host, port == https
	return destination{label: host, query: q}
}

// domainName is what hosts in the internet are called: it has a dot, and ends in
// letters.
var domainName = regexp.MustCompile(`^([A-Za-z0-9-]+\.)+[A-Za-z]{2,}$`)

// toWire is a connection to an interface, by the name that people have for it: that
// of an internet-facing load balancer leads to public addresses. "Internet-facing
// load balancers", Elastic Load Balancing User Guide.
func (w *World) toWire(id string, port int64) network.Query {
	i := w.s.Interfaces.Get(id)
	q := network.Query{To: id, Listens: w.listensAt(id, port)}
	if f := w.fileSystemAt(id); f != "" {
		q.Host, q.HostOfVPC = w.fileSystemHost(f), true
	}
	if lb := w.s.LoadBalancers.Get(i.Owner); lb != nil {
		q.Host = lb.DNS
		return toNode(q, i)
	}
	return q
}

// toNode has a connection lead to a node of a load balancer: by its public address if
// it has one, which is what the DNS name of a load balancer that faces the internet
// gives.
func toNode(q network.Query, node *networkInterface) network.Query {
	if node.PublicIP != "" {
		q.To, q.ToIP = "", netip.MustParseAddr(node.PublicIP)
	}
	return q
}

// toAddress completes a connection to an address: of an interface in the VPC of the
// source, of one with that public address, or of the internet.
func (w *World) toAddress(q network.Query, from string) network.Query {
	id := topology{w}.At("", q.ToIP)
	if i := w.s.Interfaces.Get(from); id == "" && i != nil {
		id = topology{w}.At(w.s.Subnets.Get(i.Subnet).VPC, q.ToIP)
	}
	switch {
	case id != "":
		q.Listens = w.listensAt(id, q.Port)
	case givenOut(q.ToIP):
		q.ToIP = netip.Addr{} // nobody has it
	default:
		q.Listens = true
	}
	return q
}

// wires are the network interfaces of a thing, at most so many of a service.
func (w *World) wires(name string, most int) ([]string, error) {
	id := name
	if a := w.s.Aliases.Get(name); a != nil {
		id = a.ID
	}
	switch {
	case w.s.Interfaces.Get(id) != nil:
		return []string{id}, nil
	case w.s.Instances.Get(id) != nil:
		return present(w, w.instanceWire(w.s.Instances.Get(id))), nil
	case w.s.Databases.Get(id) != nil:
		return present(w, w.s.Databases.Get(id).Interface), nil
	case w.s.Endpoints.Get(id) != nil:
		return present(w, w.s.Endpoints.Get(id).Interfaces...), nil
	case w.s.NATs.Get(id) != nil:
		return present(w, w.s.NATs.Get(id).Interface), nil
	case w.s.FileSystems.Get(id) != nil:
		var out []string
		for _, m := range w.targetsOfFileSystem(id) {
			out = append(out, m.Interface)
		}
		return present(w, out...), nil
	}
	if m := w.s.MountTargets.Get(id); m != nil {
		return present(w, m.Interface), nil
	}
	for lb := range w.s.LoadBalancers.All() {
		if lb.ARN == id || lb.Name == id {
			var out []string
			for _, n := range lb.Nodes {
				out = append(out, n.Interface)
			}
			return present(w, out...), nil
		}
	}
	if t := w.taskNamed(id); t != nil {
		return present(w, w.liveWire(t)), nil
	}
	s, err := w.serviceNamed(id)
	if err != nil {
		return nil, fmt.Errorf("there is no %q to connect from or to: name an instance, a task, a service, a load balancer, a database, a file system, %s, an AWS service such as ecr.api, or a domain name", name, Internet)
	}
	var out []string
	for _, arn := range s.Tasks {
		if t := w.s.Tasks.Get(arn); t.LastStatus == taskRunning && len(out) < most {
			out = append(out, w.wire(t))
		}
	}
	return present(w, out...), nil
}

// liveWire is the interface of a task that is not STOPPED; empty for one that is.
func (w *World) liveWire(t *task) string {
	if t.LastStatus == taskStopped {
		return ""
	}
	return w.wire(t)
}

// taskNamed finds a task by its ARN or its id; nil for none.
func (w *World) taskNamed(id string) *task {
	if len(id) != idDigits {
		return w.s.Tasks.Get(id)
	}
	for t := range w.s.Tasks.All() {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// present are the interfaces of those named that are there, each once.
func present(w *World, ids ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, id := range ids {
		if w.s.Interfaces.Get(id) != nil && !seen[id] {
			seen[id], out = true, append(out, id)
		}
	}
	return out
}

// fileSystemAt is the file system whose mount target has an interface; empty for
// none.
func (w *World) fileSystemAt(id string) string {
	if m := w.s.MountTargets.Get(w.s.Interfaces.Get(id).Owner); m != nil {
		return m.FileSystem
	}
	return ""
}

// listensAt reports whether something listens on a TCP port of an interface.
func (w *World) listensAt(id string, port int64) bool {
	owner := w.s.Interfaces.Get(id).Owner
	if t := w.s.Tasks.Get(owner); t != nil {
		return w.answering(t, "tcp", port) != nil
	}
	if w.s.Instances.Get(owner) != nil {
		return w.answeringOn(owner, "tcp", port) != nil
	}
	if d := w.s.Databases.Get(owner); d != nil {
		return d.Port == port
	}
	if w.s.MountTargets.Get(owner) != nil {
		return port == nfs
	}
	if w.s.Endpoints.Get(owner) != nil {
		return port == https
	}
	lb := w.s.LoadBalancers.Get(owner)
	return lb != nil && w.accepts(lb, "tcp", port)
}
