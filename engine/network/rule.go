package network

import (
	"fmt"
	"net/netip"
	"slices"
)

// Admits reports whether the rule matches a connection to the port from (or,
// for an outbound rule, to) a peer. A rule that names a group matches peers
// that have this group on their interface, by their private addresses only;
// it does not import the group's rules.
func (r Rule) Admits(protocol string, port int64, peer netip.Addr, peerGroups []string) bool {
	if r.Protocol != "-1" && (r.Protocol != protocol || port < r.From || port > r.To) {
		return false
	}
	if r.Group != "" {
		return slices.Contains(peerGroups, r.Group)
	}
	return r.CIDR.Contains(peer)
}

// Ports says which traffic the rule is about: "tcp 80", "tcp 32768-65535",
// "all traffic".
func (r Rule) Ports() string { return portWords(r.Protocol, r.From, r.To) }

func portWords(protocol string, from, to int64) string {
	switch {
	case protocol == "-1":
		return "all traffic"
	case from == to:
		return fmt.Sprintf("%s %d", protocol, from)
	default:
		return fmt.Sprintf("%s %d-%d", protocol, from, to)
	}
}

// matches reports whether the entry is about packets to a port to or from a peer.
func (e Entry) matches(protocol string, port int64, peer netip.Addr) bool {
	if !e.CIDR.Contains(peer) {
		return false
	}
	switch e.Protocol {
	case "-1":
		return true
	case protocol:
		return e.From <= port && port <= e.To
	}
	return false
}

// Words says the entry as a person would: "100 allow tcp 443 10.0.0.0/16".
func (e Entry) Words() string {
	effect := "deny"
	if e.Allow {
		effect = "allow"
	}
	return fmt.Sprintf("%d %s %s %s", e.Number, effect, portWords(e.Protocol, e.From, e.To), e.CIDR)
}

// Decide returns the first entry that is about packets to a port to or from a
// peer; found is false when none is, so that the final * denies them. "Control
// subnet traffic with network access control lists", Amazon VPC User Guide.
func Decide(entries []Entry, protocol string, port int64, peer netip.Addr) (e Entry, found bool) {
	for _, e := range entries {
		if e.matches(protocol, port, peer) {
			return e, true
		}
	}
	return Entry{}, false
}

// decideAll decides about packets to each of some ports, and returns the first port that
// is denied, with the entry that denies it; or, when all pass, the first port.
func decideAll(entries []Entry, protocol string, to ports, peer netip.Addr) (port int64, e Entry, found bool) {
	e, found = Decide(entries, protocol, to.from, peer)
	if !found || !e.Allow || to.from == to.to {
		return to.from, e, found
	}
	var denied *Entry
	first := to.to + 1
	for i := range entries {
		for _, at := range [...]int64{entries[i].From, entries[i].To + 1} {
			if entries[i].Protocol != protocol || at <= to.from || at >= first {
				continue // the ports between two edges fare alike
			}
			if d, has := Decide(entries, protocol, at, peer); !has || !d.Allow {
				first, denied = at, &d
			}
		}
	}
	if denied == nil {
		return to.from, e, true
	}
	return first, *denied, denied.Number != 0
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
