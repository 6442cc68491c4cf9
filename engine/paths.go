package engine

import (
	"fmt"
	"slices"
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
	return reachability(fmt.Sprintf("%s to %s port %d", p.From, p.To, p.Port), p.Verdict, p.OK, p.Steps)
}

// StopsHere stands beside the hop of a path that refuses.
const StopsHere = "stops here"

// String prints the path, a hop in a line and numbered, for the console. What
// refuses is marked by a sign and in words.
func (p PathView) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s to %s, port %d: %s\n", p.From, p.To, p.Port, p.Verdict)
	wide := 0
	for _, s := range p.Steps {
		wide = max(wide, len([]rune(s.Label)))
	}
	for n, s := range p.Steps {
		sign, detail := "✓", s.Detail
		if !s.OK {
			sign, detail = "✗", strings.TrimSpace(s.Detail+"  ← "+StopsHere)
		}
		line := fmt.Sprintf("  %2d %s %s%s  %s  %s", n+1, sign, s.Label, strings.Repeat(" ", wide-len([]rune(s.Label))), s.Result, detail)
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if p.Endpoint != "" {
		fmt.Fprintf(&b, "  through the VPC endpoint %s\n", p.Endpoint)
	}
	return b.String()
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
	if s, none := w.serviceNamed(from); len(sources) == 0 && none == nil {
		sources = w.probes(s)
	}
	destinations, err := w.destinations(to, port, all)
	if err != nil {
		return nil, err
	}
	var out []PathView
	for _, s := range sources {
		for _, d := range destinations {
			if (s.wire != d.wire || s.wire == "") && !w.nearer(s, d, destinations) {
				out = append(out, w.path(s, d, port))
			}
		}
	}
	return out, nil
}

// nearer reports whether the name of a file system leads from a source to another
// mount target than this one: that of its own zone, if there is one. "Mounting with a DNS
// name", Amazon EFS User Guide.
func (w *World) nearer(s source, d destination, among []destination) bool {
	zone := w.zoneOfWire(s)
	return zone != "" && d.query.HostOfVPC && w.zoneOfWire(source{wire: d.wire}) != zone &&
		slices.ContainsFunc(among, func(o destination) bool { return w.zoneOfWire(source{wire: o.wire}) == zone })
}

// zoneOfWire is the Availability Zone of the interface of a source; empty for none.
func (w *World) zoneOfWire(s source) string {
	at := ""
	if i := w.s.Interfaces.Get(s.wire); i != nil {
		at = i.Subnet
	} else if s.probe != nil {
		at = s.probe.Subnet
	}
	if n := w.s.Subnets.Get(at); n != nil {
		return n.Zone
	}
	return ""
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

// destination is where one ends; its query lacks the source.
type destination struct {
	label, wire string // the wire of what is in no VPC is empty
	query       network.Query
}

// all is for the most places of a name that matter.
const all = 1 << 30

// queryTo is a TCP connection from an interface, or from the internet, to a destination.
func (w *World) queryTo(d destination, from string, port int64) network.Query {
	q := d.query
	q.From, q.Protocol, q.Port = from, "tcp", port
	if from == "" {
		q.FromIP, q.Host, q.Service = anyone, "", ""
	}
	if d.wire == "" && q.Host == "" && q.ToIP.IsValid() {
		q = w.toAddress(q, from)
	}
	return q
}

func (w *World) path(s source, d destination, port int64) PathView {
	rec := &trace.Recorder{}
	q := w.queryTo(d, s.wire, port)
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
