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
	acl, _ := t.ACL(s.ACL)
	var strangers []stranger
	for _, g := range i.Groups {
		group, _ := t.SecurityGroup(g)
		for _, r := range group.Ingress {
			if r.Group == "" && (r.Protocol == "tcp" || r.Protocol == "-1") {
				strangers = append(strangers, stranger{r, samples(r.CIDR, vpc.CIDR, acl)})
			}
		}
	}
	if i.Unfiltered {
		all := netip.MustParsePrefix("0.0.0.0/0")
		strangers = []stranger{{Rule{Protocol: "-1", CIDR: all}, samples(all, vpc.CIDR, acl)}}
	}
	var open int64
	edges := portEdges(strangers, acl.Ingress)
	for n, low := range edges[:len(edges)-1] {
		if slices.ContainsFunc(strangers, func(s stranger) bool { return s.connects(t, id, low) }) {
			open += edges[n+1] - low
		}
	}
	return open
}

// stranger is a rule that admits addresses, with addresses of the internet that stand
// for all that it admits.
type stranger struct {
	rule    Rule
	samples []netip.Addr
}

// connects reports whether somebody whom the rule admits reaches a port.
func (s stranger) connects(t Topology, id string, port int64) bool {
	return slices.ContainsFunc(s.samples, func(from netip.Addr) bool {
		return s.rule.Admits("tcp", port, from, nil) && Reach(t, Query{FromIP: from, To: id, Protocol: "tcp", Port: port, Listens: true}, nil).OK()
	})
}

// samples are addresses of the internet in a range, such that any other fares like one
// of them: the first of the range, and the first of and after each range that an ACL
// or the internet tells from the rest.
func samples(r, vpc netip.Prefix, acl ACL) []netip.Addr {
	all := []netip.Addr{r.Addr()}
	edge := func(p netip.Prefix) { all = append(all, p.Addr(), last(p).Next()) }
	edge(vpc)
	for _, p := range notInternet {
		edge(p)
	}
	for _, e := range append(slices.Clip(acl.Ingress), acl.Egress...) {
		edge(e.CIDR)
	}
	slices.SortFunc(all, netip.Addr.Compare)
	return slices.DeleteFunc(slices.Compact(all), func(a netip.Addr) bool { return !r.Contains(a) || vpc.Contains(a) || !InInternet(a) })
}

// last is the last address of a range of IPv4.
func last(p netip.Prefix) netip.Addr {
	a := p.Masked().Addr().As4()
	for i := p.Bits(); i < 32; i++ {
		a[i/8] |= 1 << (7 - i%8)
	}
	return netip.AddrFrom4(a)
}

// notInternet are ranges that are no part of the internet: private, shared, loopback,
// link-local, multicast and reserved addresses. RFC 6890.
var notInternet = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"),
}

// InInternet reports whether an address of IPv4 is one that the internet knows a way
// to. Those that are kept for documentation and benchmarks are: they stand for others.
func InInternet(a netip.Addr) bool {
	return !slices.ContainsFunc(notInternet, func(p netip.Prefix) bool { return p.Contains(a) })
}

// portEdges are the ports at which rules and entries begin, or no longer hold, from 0
// to 65536: between two of them all ports fare alike.
func portEdges(strangers []stranger, entries []Entry) []int64 {
	edges := []int64{0, 65536}
	for _, s := range strangers {
		if s.rule.Protocol != "-1" {
			edges = append(edges, s.rule.From, s.rule.To+1)
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
