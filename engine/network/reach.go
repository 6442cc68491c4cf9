package network

import (
	"fmt"
	"net/netip"

	"drydock/engine/trace"
)

// Verdict is how an attempt to connect ends.
type Verdict int

const (
	// Connected means that the other side accepted.
	Connected Verdict = iota
	// TimedOut means that a hop dropped the packets in silence: security groups,
	// network ACLs and missing routes always do.
	TimedOut
	// RefusedByHost means that the packets arrived and nothing listens.
	RefusedByHost
	// Unresolved means that the name of the destination has no address where the
	// source is, so that no packet was sent.
	Unresolved
)

func (v Verdict) String() string {
	return [...]string{"connected", "timed out", "connection refused", "name not resolved"}[v]
}

// ports are a range of ports, both inclusive.
type ports struct{ from, to int64 }

// The ephemeral ports of clients: those of Linux, and those of what load balancers and
// NAT gateways open, and clients of every kind in the internet. "Custom network ACLs for
// your VPC", Amazon VPC User Guide. A network ACL that drops answers to some of them
// drops all here, and now and then one on AWS: engine's choice.
var (
	linuxPorts = ports{32768, 60999}
	anyPorts   = ports{1024, 65535}
)

// Query asks whether From can open a connection to a destination.
type Query struct {
	From   string     // interface id; empty for the internet
	FromIP netip.Addr // the address of a client in the internet
	// Seen is the address that the destination sees when the sender keeps its
	// client's, as a Network Load Balancer may; otherwise the zero Addr.
	Seen netip.Addr

	// The destination is an interface, by its private address; or, with an empty To,
	// what ToIP belongs to.
	To   string
	ToIP netip.Addr
	// Host is the name by which the source knows the destination; empty when it has
	// the address. HostOfVPC says that only the VPC's private zones know it, which
	// takes DNS hostnames. Service is the short name of the AWS service that it is
	// of: inside a VPC it may lead to an endpoint.
	Host      string
	HostOfVPC bool
	Service   string

	Protocol string // "tcp" or "udp"
	Port     int64
	Listens  bool // whether something listens there
}

// Path is how an attempt to connect went.
type Path struct {
	Verdict Verdict
	// Endpoint is the VPC endpoint through which it went; empty for none.
	Endpoint string
	// To is the address that the source connected to; the zero Addr when the name has
	// none.
	To netip.Addr
	// Source is the address that the destination saw, or would have seen; it is public
	// where the connection left the VPC.
	Source netip.Addr
	// Stopped is the id of what refused: a group, a route table, an ACL, a gateway, an
	// interface. It is empty for a path that is open.
	Stopped string
}

// OK reports whether the connection was accepted.
func (p Path) OK() bool { return p.Verdict == Connected }

// Reach follows a connection from hop to hop and stops at the first that refuses.
// Each hop is recorded, those that the answers pass after those of the way there.
//
// See "Security group rules", "Route tables", "Network ACLs" and "NAT gateways" in
// the Amazon VPC User Guide, and "Private DNS names" in the AWS PrivateLink Guide.
func Reach(t Topology, q Query, rec *trace.Recorder) Path {
	w := &walk{t: t, q: q, rec: rec}
	w.src, w.fromVPC = t.Interface(q.From)
	if w.fromVPC {
		w.from, _ = t.Subnet(w.src.Subnet)
		w.seen, w.client = w.src.PrivateIP, linuxPorts
		if w.src.AnyPort {
			w.client = anyPorts
		}
	} else {
		w.seen, w.client = q.FromIP, anyPorts
	}
	open := w.begins() && w.resolve() && w.there() && w.arrives()
	out := Path{Verdict: w.verdict, Endpoint: w.endpoint, To: w.to, Source: w.source(), Stopped: w.stopped}
	if open {
		out.Verdict = Connected
	}
	return out
}

// walk is one attempt on its way.
type walk struct {
	t       Topology
	q       Query
	rec     *trace.Recorder
	src     Interface
	from    Subnet // of src
	fromVPC bool

	dst      Interface // what the connection is to, when that is in the VPC
	inside   bool      // dst is set
	to       netip.Addr
	seen     netip.Addr // the source's address, as far as the packets have come
	client   ports      // those that answers may go to, as far as the packets have come
	replies  []reply    // what the answers pass
	endpoint string

	verdict Verdict
	stopped string
}

// reply is a network ACL that answers pass on their way back.
type reply struct {
	subnet string
	egress bool
	peer   netip.Addr
	ports  ports
}

// source is the address that the destination sees.
func (w *walk) source() netip.Addr {
	if w.q.Seen.IsValid() {
		return w.q.Seen
	}
	return w.seen
}

// ok records a hop that lets the packets pass.
func (w *walk) ok(thing, label, result, detail string) { w.rec.Hop(true, thing, label, result, detail) }

// stop records the hop that ends the attempt.
func (w *walk) stop(v Verdict, thing, label, result, detail string) bool {
	w.rec.Hop(false, thing, label, result, detail)
	w.verdict, w.stopped = v, thing
	return false
}

// begins: something has to be there to send.
func (w *walk) begins() bool {
	if !w.fromVPC && !w.q.FromIP.IsValid() {
		return w.stop(TimedOut, "", "source", "missing", "there is no network interface to connect from")
	}
	return true
}

// there follows the packets from the source to the subnet of the destination, or out
// of the VPC.
func (w *walk) there() bool {
	if !w.fromVPC {
		return w.fromInternet()
	}
	if !w.egress() {
		return false
	}
	if w.inside && w.dst.Subnet == w.from.ID && !w.viaPublic() {
		if w.rec.On() {
			w.ok(w.from.ID, w.t.Label(w.from.ID), "same subnet", "no route and no network ACL between")
		}
		return true
	}
	if !w.aclPasses(w.from.ID, true, w.to, one(w.q.Port), "to") {
		return false
	}
	w.answer(reply{w.from.ID, false, w.to, w.client})
	return w.route()
}

// answer notes what the answers have to pass: what comes last on the way there comes
// first on the way back.
func (w *walk) answer(r reply) { w.replies = append(w.replies, r) }

// arrives has the packets enter the destination, and the answers come back.
func (w *walk) arrives() bool {
	where := w.destination()
	if w.inside {
		if w.dst.OutboundOnly {
			return w.stop(TimedOut, w.dst.ID, w.t.Label(w.dst.ID), "outbound only", "nobody can open a connection to a NAT gateway")
		}
		if !w.entersSubnet() || !w.ingress() {
			return false
		}
	}
	for i := len(w.replies) - 1; i >= 0; i-- {
		r := w.replies[i]
		_, word := directionOf(r.egress)
		if !w.aclPasses(r.subnet, r.egress, r.peer, r.ports, "answer "+word) {
			return false
		}
	}
	if !w.q.Listens {
		return w.stop(RefusedByHost, w.dst.ID, where, "REFUSED", "nothing listens on this port")
	}
	w.ok(w.dst.ID, where, "listens", "")
	return true
}

// destination is what the connection is to, in words.
func (w *walk) destination() string {
	if !w.rec.On() {
		return ""
	}
	name := w.q.Service
	switch {
	case w.inside:
		name = w.t.Label(w.dst.ID)
	case name == "" && w.q.Host != "":
		name = w.q.Host
	case name == "":
		name = w.to.String()
	}
	return fmt.Sprintf("%s port %d", name, w.q.Port)
}

// entersSubnet asks the network ACL of the destination's subnet, if the packets come
// from another one.
func (w *walk) entersSubnet() bool {
	if w.fromVPC && w.dst.Subnet == w.from.ID && !w.viaPublic() {
		return true
	}
	if !w.aclPasses(w.dst.Subnet, false, w.source(), one(w.q.Port), "from") {
		return false
	}
	client := w.client
	if w.q.Seen.IsValid() {
		client = anyPorts
	}
	w.answer(reply{w.dst.Subnet, true, w.source(), client})
	return true
}

// viaPublic reports whether the destination is in the VPC and addressed by its
// public address, so that packets go out and come in again.
func (w *walk) viaPublic() bool { return w.inside && w.to != w.dst.PrivateIP }

// one is a range of one port.
func one(port int64) ports { return ports{port, port} }

// aclPasses asks the network ACL of a subnet about packets of the connection to some
// ports: all have to pass.
func (w *walk) aclPasses(subnet string, egress bool, peer netip.Addr, to ports, word string) bool {
	s, _ := w.t.Subnet(subnet)
	acl, _ := w.t.ACL(s.ACL)
	entries, direction := acl.Ingress, "inbound"
	if egress {
		entries, direction = acl.Egress, "outbound"
	}
	port, e, found := decideAll(entries, w.q.Protocol, to, peer)
	if found && e.Allow && !w.rec.On() {
		return true
	}
	label, words := "", "* deny all traffic"
	if w.rec.On() {
		label = w.t.Label(s.ACL) + " " + direction
		if found {
			words = e.Words()
		}
		words = fmt.Sprintf("%s %s %s: %s", word, peer, portWords(w.q.Protocol, to.from, to.to), words)
		if to.from != to.to && !(found && e.Allow) {
			words += fmt.Sprintf(" for port %d", port)
		}
	}
	if found && e.Allow {
		w.ok(s.ACL, label, "allow", words)
		return true
	}
	return w.stop(TimedOut, s.ACL, label, "DENY", words)
}
