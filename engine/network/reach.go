package network

import (
	"fmt"
	"net/netip"
	"strings"

	"drydock/engine/trace"
)

// Verdict is how an attempt to connect ends.
type Verdict int

const (
	// Connected means that the other side accepted.
	Connected Verdict = iota
	// TimedOut means that a hop dropped the packets in silence: security
	// groups and missing routes always do.
	TimedOut
	// RefusedByHost means that the packets arrived and nothing listens.
	RefusedByHost
)

func (v Verdict) String() string {
	return [...]string{"connected", "timed out", "connection refused"}[v]
}

// Query asks whether From can open a connection to To.
type Query struct {
	From     string // interface id; empty for the internet
	FromIP   netip.Addr
	To       string // interface id
	Protocol string // "tcp" or "udp"
	Port     int64
	Listens  bool // whether something listens there
}

// Reach follows a connection from hop to hop and stops at the first that
// refuses. Each hop is recorded.
//
// See "Security group rules" and "Route tables" in the Amazon VPC User Guide.
func Reach(t Topology, q Query, rec *trace.Recorder) Verdict {
	dst, ok := t.Interface(q.To)
	if !ok {
		rec.Add(false, "destination", "missing", "there is no such network interface")
		return TimedOut
	}
	src, fromVPC := t.Interface(q.From)
	path := path{t: t, q: q, src: src, dst: dst, fromVPC: fromVPC, rec: rec}
	for _, hop := range []func() bool{path.egress, path.route, path.ingress} {
		if !hop() {
			return TimedOut
		}
	}
	where := fmt.Sprintf("%s port %d", t.Label(q.To), q.Port)
	if !q.Listens {
		rec.Add(false, where, "REFUSED", "nothing listens on this port")
		return RefusedByHost
	}
	rec.Add(true, where, "listens", "")
	return Connected
}

// path is one attempt on its way.
type path struct {
	t        Topology
	q        Query
	src, dst Interface
	fromVPC  bool
	rec      *trace.Recorder
}

// sourceIP is the address that the destination sees.
func (p *path) sourceIP() netip.Addr {
	if p.fromVPC {
		return p.src.PrivateIP
	}
	return p.q.FromIP
}

// egress asks the groups of the source whether the connection may leave.
func (p *path) egress() bool {
	if !p.fromVPC {
		return true
	}
	return p.groups(p.src.Groups, "egress", func(g SecurityGroup) []Rule { return g.Egress }, p.dst.PrivateIP, p.dst.Groups, "to")
}

// ingress asks the groups of the destination whether the connection may enter.
func (p *path) ingress() bool {
	var from []string
	if p.fromVPC {
		from = p.src.Groups
	}
	return p.groups(p.dst.Groups, "ingress", func(g SecurityGroup) []Rule { return g.Ingress }, p.sourceIP(), from, "from")
}

// groups looks for a rule that admits the connection in the union of an
// interface's groups. peer and peerGroups are the other side.
func (p *path) groups(ids []string, direction string, rules func(SecurityGroup) []Rule, peer netip.Addr, peerGroups []string, word string) bool {
	for _, id := range ids {
		group, _ := p.t.SecurityGroup(id)
		for _, r := range rules(group) {
			if r.Admits(p.q.Protocol, p.q.Port, peer, peerGroups) {
				if p.rec.On() {
					p.rec.Add(true, p.t.Label(id)+" "+direction, "allow", p.words(r, word))
				}
				return true
			}
		}
	}
	if p.rec.On() {
		labels := make([]string, len(ids))
		for i, id := range ids {
			labels[i] = p.t.Label(id)
		}
		p.rec.Add(false, strings.Join(labels, ", ")+" "+direction, "DENY",
			fmt.Sprintf("no rule admits %s %d %s %s", p.q.Protocol, p.q.Port, word, p.peer(peer, peerGroups)))
	}
	return false
}

func (p *path) peer(ip netip.Addr, groups []string) string {
	if len(groups) == 0 {
		return ip.String()
	}
	labels := make([]string, len(groups))
	for i, id := range groups {
		labels[i] = p.t.Label(id)
	}
	return fmt.Sprintf("%s (%s)", strings.Join(labels, ", "), ip)
}

// words says a rule as a person would.
func (p *path) words(r Rule, word string) string {
	other := r.Group
	if other != "" {
		other = p.t.Label(other)
	} else {
		other = r.CIDR.String()
	}
	return fmt.Sprintf("%s %s %s", r.Ports(), word, other)
}

// route asks the route table of the source's subnet for the way; for a source
// in the internet, whether the destination can be found from there.
func (p *path) route() bool {
	if !p.fromVPC {
		return p.fromInternet()
	}
	from, _ := p.t.Subnet(p.src.Subnet)
	best, found := longest(p.t.Routes(from.Table), p.dst.PrivateIP)
	if !found || best.Target != "local" {
		p.rec.Add(false, p.t.Label(from.Table), "no route", fmt.Sprintf("nothing leads to %s", p.dst.PrivateIP))
		return false
	}
	if p.rec.On() {
		p.rec.Add(true, p.t.Label(from.Table), "local", fmt.Sprintf("%s is inside the VPC", p.dst.PrivateIP))
	}
	return true
}

// fromInternet needs a public address and a default route to a gateway.
func (p *path) fromInternet() bool {
	if !p.dst.PublicIP.IsValid() {
		p.rec.Add(false, p.t.Label(p.dst.ID), "no public IP", "the internet cannot address it")
		return false
	}
	to, _ := p.t.Subnet(p.dst.Subnet)
	best, found := longest(p.t.Routes(to.Table), p.q.FromIP)
	if !found || !strings.HasPrefix(best.Target, "igw-") {
		p.rec.Add(false, p.t.Label(to.Table), "no route", "its subnet has no route to an internet gateway")
		return false
	}
	if p.rec.On() {
		p.rec.Add(true, p.t.Label(to.Table), p.t.Label(best.Target), "")
	}
	return true
}

// longest returns the most specific route to an address.
func longest(routes []Route, to netip.Addr) (best Route, found bool) {
	for _, r := range routes {
		if r.Destination.Contains(to) && (!found || r.Destination.Bits() > best.Destination.Bits()) {
			best, found = r, true
		}
	}
	return best, found
}
