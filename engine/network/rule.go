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
func (r Rule) Ports() string {
	switch {
	case r.Protocol == "-1":
		return "all traffic"
	case r.From == r.To:
		return fmt.Sprintf("%s %d", r.Protocol, r.From)
	default:
		return fmt.Sprintf("%s %d-%d", r.Protocol, r.From, r.To)
	}
}
