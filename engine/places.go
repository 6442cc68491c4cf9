package engine

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	"drydock/engine/network"
	"drydock/engine/trace"
)

// Internet is the name of everything that is in no VPC, as one end of a path.
const Internet = "internet"

// PathView is how a connection from one thing to another fares.
type PathView struct {
	From, To string // in words: "web-a", "task 0a1b2c3d", "internet"
	Port     int64
	Verdict  string // "connected", "timed out", "connection refused", "name not resolved"
	OK       bool
	Stopped  string // what refuses: the hop of Steps that is not OK, by its label; empty for none
	Endpoint string // the VPC endpoint through which it goes, by alias or id; empty for none
	Source   string // the address that the other side sees: a public one where the connection leaves the VPC; empty when it does not get there
	Steps    []trace.Step
	// FromID and ToID are the interfaces at its ends; empty for one that is in no VPC.
	FromID, ToID string
	// Next says that it begins where the next task of a service would be.
	Next bool
}

// Trace is the path as an explanation.
func (p PathView) Trace() trace.Trace {
	return trace.Trace{
		Rule: "reachability", Subject: fmt.Sprintf("%s to %s port %d", p.From, p.To, p.Port), Verdict: p.Verdict, OK: p.OK, Steps: p.Steps,
		Source: "Security group rules; Configure route tables; Network ACLs, Amazon VPC User Guide",
	}
}

// Paths follows TCP connections from every interface of one thing to every one of
// another. A thing is an instance, a task, a service or a load balancer, a network
// interface, a database or a file system, by alias, id or name; Internet, the short
// name of an AWS service such as ecr.api or s3, a domain name, or an address. One that
// has no interface at the moment has no paths; a name that nothing has is an error.
// Connections of a service without a RUNNING task begin where its next task would be.
func (w *World) Paths(from, to string, port int64) ([]PathView, error) {
	sources, err := w.sources(from)
	if err != nil {
		return nil, err
	}
	destinations, err := w.destinations(to, port, all)
	if err != nil {
		return nil, err
	}
	var out []PathView
	for _, s := range sources {
		for _, d := range destinations {
			if s.wire != d.wire || s.wire == "" {
				out = append(out, w.path(s, d, port))
			}
		}
	}
	return out, nil
}

// Reachable reports whether all paths of Paths connect; false when there are none.
func (w *World) Reachable(from, to string, port int64) (bool, error) {
	p, err := w.PathOf(from, to, port)
	return p.OK && !p.Next, err
}

// PathOf is the first path of Paths that does not connect, or else the first; the
// zero path, which does not connect, when there is none.
func (w *World) PathOf(from, to string, port int64) (PathView, error) {
	paths, err := w.Paths(from, to, port)
	for _, p := range paths {
		if !p.OK {
			return p, err
		}
	}
	if len(paths) == 0 {
		return PathView{From: from, To: to, Port: port, Verdict: "no interface"}, err
	}
	return paths[0], err
}

// source is where a connection begins.
type source struct {
	label, wire string             // the wire of the internet is empty
	probe       *network.Interface // that a task would have, which is not there; nil for others
}

// probed is a topology with one interface more.
type probed struct {
	topology
	probe network.Interface
}

func (p probed) Interface(id string) (network.Interface, bool) {
	if id == p.probe.ID {
		return p.probe, true
	}
	return p.topology.Interface(id)
}

// Label of the probe is what it stands for.
func (p probed) Label(id string) string {
	if id == p.probe.ID {
		return "the next task"
	}
	return p.topology.Label(id)
}

// probes are the interfaces that the next task of a service would have, one in each of
// its subnets: what keeps a first task from starting can be looked at before there is
// one.
func (w *World) probes(s *service) []source {
	if s.Network == nil {
		return nil
	}
	var out []source
	for _, id := range s.Network.Subnets {
		at := w.subnet(id)
		if at == nil {
			continue
		}
		groups := s.Network.Groups
		if len(groups) == 0 {
			groups = []string{w.s.VPCs.Get(at.VPC).Default}
		}
		i := &network.Interface{ID: "next task in " + id, Subnet: id, PrivateIP: netip.MustParsePrefix(at.CIDR).Addr().Next(), Groups: groups}
		if s.Network.Public {
			i.PublicIP = netip.MustParseAddr(probeAddress)
		}
		out = append(out, source{label: "the next task of " + s.Name + " in " + w.shown(id), wire: i.ID, probe: i})
	}
	return out
}

// probeAddress is the public address that a task would have: of a range that is kept
// for documentation.
const probeAddress = "198.51.100.200"

// destination is where one ends; its query lacks the source.
type destination struct {
	label, wire string // the wire of what is in no VPC is empty
	query       network.Query
}

// all is for the most places of a name that matter.
const all = 1 << 30

func (w *World) path(s source, d destination, port int64) PathView {
	rec := &trace.Recorder{}
	q := d.query
	q.From, q.Protocol, q.Port = s.wire, "tcp", port
	if s.wire == "" {
		q.FromIP, q.Host, q.Service = anyone, "", ""
	}
	if d.wire == "" && q.Host == "" && q.ToIP.IsValid() {
		q = w.toAddress(q, s.wire)
	}
	var in network.Topology = topology{w}
	if s.probe != nil {
		in = probed{topology{w}, *s.probe}
	}
	p := network.Reach(in, q, rec)
	out := PathView{
		From: s.label, To: d.label, Port: port, Verdict: p.Verdict.String(), OK: p.OK(), Steps: rec.Steps,
		FromID: s.wire, ToID: d.wire, Next: s.probe != nil,
	}
	if p.Endpoint != "" {
		out.Endpoint = w.shown(p.Endpoint)
	}
	if out.OK {
		out.Source = p.Source.String()
	}
	if last := len(rec.Steps) - 1; !out.OK && last >= 0 {
		out.Stopped = rec.Steps[last].Label
	}
	return out
}

// sources are the places from which a thing connects.
func (w *World) sources(name string) ([]source, error) {
	if strings.EqualFold(name, Internet) {
		return []source{{label: Internet}}, nil
	}
	wires, err := w.wires(name, all)
	var out []source
	for _, id := range wires {
		out = append(out, source{label: topology{w}.Label(id), wire: id})
	}
	if s, none := w.serviceNamed(name); len(out) == 0 && none == nil {
		return w.probes(s), nil
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
		q := w.toEndpoint("", e)
		q.Listens = port == https
		return []destination{{label: q.Host, query: q}}, nil
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
		if i.PublicIP != "" {
			q.To, q.ToIP = "", netip.MustParseAddr(i.PublicIP)
		}
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

// Exposure counts the TCP ports that are open to the internet, over all interfaces of
// a thing, as Paths names it: ports that a rule of a security group admits from
// addresses outside the VPC, on interfaces with a public address and a route to an
// internet gateway. A port counts once for each interface. What a network ACL denies
// is not open. One door of a load balancer in two zones is 2.
func (w *World) Exposure(name string) (int64, error) {
	wires, err := w.wires(name, all)
	var out int64
	for _, id := range wires {
		out += network.Exposure(topology{w}, id)
	}
	return out, err
}
