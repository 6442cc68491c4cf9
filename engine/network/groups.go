package network

import (
	"fmt"
	"net/netip"
	"strings"
)

// egress asks the groups of the source whether the connection may leave.
func (w *walk) egress() bool {
	if w.src.Unfiltered {
		return true
	}
	var peers []string
	if w.inside && !w.viaPublic() {
		peers = w.dst.Groups
	}
	return w.groups(w.src, true, w.to, peers)
}

// ingress asks the groups of the destination whether the connection may enter. A
// rule that names a group matches the source's by its private address only, except
// that a Network Load Balancer is known by its groups whatever address it shows.
func (w *walk) ingress() bool {
	if w.dst.Unfiltered {
		if w.rec.On() {
			w.ok(w.dst.ID, w.t.Label(w.dst.ID), "no security group", "nothing filters what comes in")
		}
		return true
	}
	var peers []string
	if w.fromVPC && !w.viaPublic() {
		peers = w.src.Groups
	}
	return w.groups(w.dst, false, w.source(), peers)
}

// groups looks for a rule that admits the connection in the union of an interface's
// groups. peer and peerGroups are the other side.
func (w *walk) groups(of Interface, egress bool, peer netip.Addr, peerGroups []string) bool {
	for _, id := range of.Groups {
		group, _ := w.t.SecurityGroup(id)
		rules := group.Ingress
		if egress {
			rules = group.Egress
		}
		for _, r := range rules {
			if r.Admits(w.q.Protocol, w.q.Port, peer, peerGroups) {
				if w.rec.On() {
					direction, word := directionOf(egress)
					w.ok(id, w.t.Label(id)+" "+direction, "allow", w.words(r, word))
				}
				return true
			}
		}
	}
	stopped := ""
	if len(of.Groups) > 0 {
		stopped = of.Groups[0]
	}
	if !w.rec.On() {
		return w.stop(TimedOut, stopped, "", "", "")
	}
	direction, word := directionOf(egress)
	return w.stop(TimedOut, stopped, w.labels(of.Groups)+" "+direction, "DENY",
		fmt.Sprintf("no rule admits %s %d %s %s", w.q.Protocol, w.q.Port, word, w.peer(peer, peerGroups)))
}

func directionOf(egress bool) (direction, word string) {
	if egress {
		return "egress", "to"
	}
	return "ingress", "from"
}

func (w *walk) labels(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = w.t.Label(id)
	}
	return strings.Join(out, ", ")
}

func (w *walk) peer(ip netip.Addr, groups []string) string {
	if len(groups) == 0 {
		return ip.String()
	}
	return fmt.Sprintf("%s (%s)", w.labels(groups), ip)
}

// words says a rule as a person would.
func (w *walk) words(r Rule, word string) string {
	other := r.CIDR.String()
	switch {
	case r.Group != "":
		other = w.t.Label(r.Group)
	case r.List != "":
		other = w.t.Label(r.List)
	}
	return fmt.Sprintf("%s %s %s", r.Ports(), word, other)
}
