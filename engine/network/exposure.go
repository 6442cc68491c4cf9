package network

import (
	"net/netip"
	"slices"
)

// Exposure counts the TCP ports of an interface that are open to the internet: it has
// a public address, the route of its subnet leads answers to an internet gateway, and
// a rule of a group and the network ACLs admit some address outside the VPC to it.
func Exposure(t Topology, id string) int64 {
	i, ok := t.Interface(id)
	if !ok || !i.PublicIP.IsValid() {
		return 0
	}
	s, _ := t.Subnet(i.Subnet)
	vpc, _ := t.VPC(s.VPC)
	var strangers []Rule
	for _, g := range i.Groups {
		group, _ := t.SecurityGroup(g)
		for _, r := range group.Ingress {
			if r.Group == "" && (r.Protocol == "tcp" || r.Protocol == "-1") && public(r.CIDR, vpc.CIDR) {
				strangers = append(strangers, r)
			}
		}
	}
	if i.Unfiltered {
		strangers = []Rule{{Protocol: "-1", CIDR: netip.MustParsePrefix("0.0.0.0/0")}}
	}
	acl, _ := t.ACL(s.ACL)
	var open int64
	edges := portEdges(strangers, acl.Ingress)
	for n, low := range edges[:len(edges)-1] {
		for _, r := range strangers {
			q := Query{FromIP: someone(r.CIDR), To: id, Protocol: "tcp", Port: low, Listens: true}
			if r.Admits("tcp", low, q.FromIP, nil) && Reach(t, q, nil).OK() {
				open += edges[n+1] - low
				break
			}
		}
	}
	return open
}

// portEdges are the ports at which rules and entries begin, or no longer hold, from 0
// to 65536: between two of them all ports fare alike.
func portEdges(rules []Rule, entries []Entry) []int64 {
	edges := []int64{0, 65536}
	for _, r := range rules {
		if r.Protocol != "-1" {
			edges = append(edges, r.From, r.To+1)
		}
	}
	for _, e := range entries {
		if e.Protocol == "tcp" {
			edges = append(edges, e.From, e.To+1)
		}
	}
	slices.Sort(edges)
	return slices.Compact(edges)
}

// public reports whether a range has addresses outside the VPC that the internet
// knows.
func public(r, vpc netip.Prefix) bool {
	return !r.Addr().IsPrivate() && !(vpc.Contains(r.Addr()) && vpc.Bits() <= r.Bits())
}

// someone is an address of the internet in a range.
func someone(r netip.Prefix) netip.Addr {
	if a := netip.MustParseAddr("198.51.100.7"); r.Contains(a) {
		return a
	}
	return r.Addr()
}
