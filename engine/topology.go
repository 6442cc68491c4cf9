package engine

import (
	"net/netip"

	"drydock/engine/network"
)

// topology shows the world's network to the rule of package network.
type topology struct{ w *World }

// networkRead is what of the network was read already, until something of it
// changes. It is derived from the state and no part of it.
type networkRead struct {
	groups  map[string]network.SecurityGroup
	acls    map[string]network.ACL
	routes  map[string][]network.Route
	subnets map[string]network.Subnet
	points  map[string][]network.Endpoint // by VPC
}

// networkChanged has the network read anew, and agents find out what they reach now.
func (w *World) networkChanged() {
	w.net = networkRead{}
	w.agentsLook()
}

// kept returns what a map has for a key, or makes it and keeps it there.
func kept[T any](in *map[string]T, id string, read func() (T, bool)) (T, bool) {
	if have, ok := (*in)[id]; ok {
		return have, true
	}
	out, ok := read()
	if !ok {
		return out, false
	}
	if *in == nil {
		*in = map[string]T{}
	}
	(*in)[id] = out
	return out, true
}

func (t topology) VPC(id string) (network.VPC, bool) {
	v := t.w.s.VPCs.Get(id)
	if v == nil {
		return network.VPC{}, false
	}
	return network.VPC{ID: v.ID, CIDR: netip.MustParsePrefix(v.CIDR), DNSSupport: v.DNSSupport, DNSHostnames: v.DNSHostnames}, true
}

func (t topology) Interface(id string) (network.Interface, bool) {
	i := t.w.s.Interfaces.Get(id)
	if i == nil {
		return network.Interface{}, false
	}
	out := network.Interface{ID: i.ID, Subnet: i.Subnet, PrivateIP: netip.MustParseAddr(i.PrivateIP), Groups: i.Groups, Unfiltered: i.Unfiltered, OutboundOnly: t.w.s.NATs.Get(i.Owner) != nil, AnyPort: t.w.opensAnyPort(i)}
	if i.PublicIP != "" {
		out.PublicIP = netip.MustParseAddr(i.PublicIP)
	}
	return out, true
}

// opensAnyPort reports whether an interface is one of a load balancer or of a NAT
// gateway.
func (w *World) opensAnyPort(i *networkInterface) bool {
	return w.s.LoadBalancers.Get(i.Owner) != nil || w.s.NATs.Get(i.Owner) != nil
}

func (t topology) Subnet(id string) (network.Subnet, bool) {
	return kept(&t.w.net.subnets, id, func() (network.Subnet, bool) {
		s := t.w.s.Subnets.Get(id)
		if s == nil {
			return network.Subnet{}, false
		}
		return network.Subnet{ID: s.ID, VPC: s.VPC, Zone: s.Zone, CIDR: netip.MustParsePrefix(s.CIDR), Table: t.w.tableOf(s), ACL: s.ACL}, true
	})
}

// tableOf is the id of the route table that a subnet uses: the one that is
// associated with it, or else the main one of its VPC; empty for a deleted subnet.
func (w *World) tableOf(s *subnet) string {
	if s.Table != "" || s.Gone {
		return s.Table
	}
	return w.s.VPCs.Get(s.VPC).MainTable
}

func (t topology) SecurityGroup(id string) (network.SecurityGroup, bool) {
	return kept(&t.w.net.groups, id, func() (network.SecurityGroup, bool) {
		g := t.w.s.SecurityGroups.Get(id)
		if g == nil {
			return network.SecurityGroup{}, false
		}
		out := network.SecurityGroup{ID: g.ID}
		for _, r := range g.Rules {
			if r.Egress {
				out.Egress = append(out.Egress, r.network()...)
			} else {
				out.Ingress = append(out.Ingress, r.network()...)
			}
		}
		return out, true
	})
}

func (t topology) ACL(id string) (network.ACL, bool) {
	return kept(&t.w.net.acls, id, func() (network.ACL, bool) {
		a := t.w.s.ACLs.Get(id)
		if a == nil {
			return network.ACL{}, false
		}
		out := network.ACL{ID: a.ID}
		for _, e := range a.Entries {
			entry := network.Entry{Number: e.Number, Protocol: e.Protocol, From: e.From, To: e.To, CIDR: netip.MustParsePrefix(e.CIDR), Allow: e.Allow}
			if e.Egress {
				out.Egress = append(out.Egress, entry)
			} else {
				out.Ingress = append(out.Ingress, entry)
			}
		}
		return out, true
	})
}

func (t topology) Routes(table string) []network.Route {
	out, _ := kept(&t.w.net.routes, table, func() ([]network.Route, bool) {
		rt := t.w.s.RouteTables.Get(table)
		if rt == nil {
			return nil, false
		}
		var out []network.Route
		for _, r := range rt.Routes {
			one := network.Route{Target: r.Target, Blackhole: t.w.blackhole(rt, r)}
			if list := prefixListNamed(r.Destination); list != nil {
				for _, p := range list.prefixes {
					one.Destination, one.List = p, list.id
					out = append(out, one)
				}
				continue
			}
			one.Destination = netip.MustParsePrefix(r.Destination)
			out = append(out, one)
		}
		return out, true
	})
	return out
}

// blackhole reports whether what a route leads to is gone, or no longer attached to
// the VPC.
func (w *World) blackhole(t *routeTable, r route) bool {
	if r.Target == "local" {
		return false
	}
	if g := w.s.Gateways.Get(r.Target); g != nil {
		return g.VPC != t.VPC
	}
	if n := w.s.NATs.Get(r.Target); n != nil {
		return n.State == "deleting" || n.State == "deleted"
	}
	return w.s.Endpoints.Get(r.Target) == nil
}

func (t topology) NAT(id string) (network.NAT, bool) {
	n := t.w.s.NATs.Get(id)
	if n == nil {
		return network.NAT{}, false
	}
	return network.NAT{ID: n.ID, Interface: n.Interface, Available: n.State == "available", Private: n.Private}, true
}

func (t topology) Endpoints(vpc string) []network.Endpoint {
	out, _ := kept(&t.w.net.points, vpc, func() ([]network.Endpoint, bool) {
		var out []network.Endpoint
		for e := range t.w.s.Endpoints.All() {
			if e.VPC == vpc {
				out = append(out, network.Endpoint{ID: e.ID, Service: e.Service, Available: e.State == "available", PrivateDNS: e.PrivateDNS, Interfaces: e.Interfaces})
			}
		}
		return out, true
	})
	return out
}

func (t topology) At(vpc string, address netip.Addr) string {
	text := address.String()
	if vpc != "" {
		if i := t.w.interfaceAt(vpc, text); i != nil {
			return i.ID
		}
		return ""
	}
	if !givenOut(address) {
		return ""
	}
	for i := range t.w.s.Interfaces.All() {
		if i.PublicIP == text {
			return i.ID
		}
	}
	return ""
}

// Label names interfaces by what they belong to, and what every VPC has by what it is:
// nobody knows them by their own ids.
func (t topology) Label(id string) string {
	if i := t.w.s.Interfaces.Get(id); i != nil {
		if own := t.w.s.Tasks.Get(i.Owner); own != nil {
			return "task " + own.ID[:8]
		}
		return t.w.shown(i.Owner)
	}
	if list := prefixListNamed(id); list != nil {
		return list.name(t.w.cfg.Region)
	}
	if t.w.s.Shown[id] == "" {
		if a := t.w.s.ACLs.Get(id); a != nil && t.w.s.VPCs.Get(a.VPC).ACL == id {
			return "default ACL"
		}
		if r := t.w.s.RouteTables.Get(id); r != nil && t.w.s.VPCs.Get(r.VPC).MainTable == id {
			return "main route table"
		}
		if g := t.w.s.SecurityGroups.Get(id); g != nil && t.w.s.VPCs.Get(g.VPC).Default == id {
			return "default group"
		}
	}
	return t.w.shown(id)
}

// network is the rule in the form that package network decides on: one for each
// prefix of a prefix list.
func (r groupRule) network() []network.Rule {
	out := network.Rule{Protocol: r.Protocol, From: r.From, To: r.To, Group: r.Group, List: r.List}
	if list := prefixListNamed(r.List); list != nil {
		var all []network.Rule
		for _, p := range list.prefixes {
			out.CIDR = p
			all = append(all, out)
		}
		return all
	}
	if r.CIDR != "" {
		out.CIDR = netip.MustParsePrefix(r.CIDR)
	}
	return []network.Rule{out}
}

// listName is the name of a prefix list; empty for no id.
func (w *World) listName(id string) string {
	if list := prefixListNamed(id); list != nil {
		return list.name(w.cfg.Region)
	}
	return id
}
