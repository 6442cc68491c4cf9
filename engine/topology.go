package engine

import (
	"net/netip"

	"drydock/engine/network"
)

// topology shows the world's network to the rule of package network.
type topology struct{ w *World }

func (t topology) Interface(id string) (network.Interface, bool) {
	i := t.w.s.Interfaces.Get(id)
	if i == nil {
		return network.Interface{}, false
	}
	out := network.Interface{ID: i.ID, Subnet: i.Subnet, PrivateIP: netip.MustParseAddr(i.PrivateIP), Groups: i.Groups}
	if i.PublicIP != "" {
		out.PublicIP = netip.MustParseAddr(i.PublicIP)
	}
	return out, true
}

func (t topology) Subnet(id string) (network.Subnet, bool) {
	s := t.w.s.Subnets.Get(id)
	if s == nil {
		return network.Subnet{}, false
	}
	table := s.Table
	if table == "" {
		table = t.w.s.VPCs.Get(s.VPC).MainTable
	}
	return network.Subnet{ID: s.ID, VPC: s.VPC, Zone: s.Zone, CIDR: netip.MustParsePrefix(s.CIDR), Table: table}, true
}

func (t topology) SecurityGroup(id string) (network.SecurityGroup, bool) {
	if g, ok := t.w.groups[id]; ok {
		return g, true
	}
	g := t.w.s.SecurityGroups.Get(id)
	if g == nil {
		return network.SecurityGroup{}, false
	}
	out := network.SecurityGroup{ID: g.ID}
	for _, r := range g.Rules {
		if r.Egress {
			out.Egress = append(out.Egress, r.network())
		} else {
			out.Ingress = append(out.Ingress, r.network())
		}
	}
	if t.w.groups == nil {
		t.w.groups = map[string]network.SecurityGroup{}
	}
	t.w.groups[id] = out
	return out, true
}

func (t topology) Routes(table string) []network.Route {
	var out []network.Route
	for _, r := range t.w.s.RouteTables.Get(table).Routes {
		out = append(out, network.Route{Destination: netip.MustParsePrefix(r.Destination), Target: r.Target})
	}
	return out
}

// Label names interfaces by what they belong to: nobody knows an interface by
// its own id.
func (t topology) Label(id string) string {
	if i := t.w.s.Interfaces.Get(id); i != nil {
		if own := t.w.s.Tasks.Get(i.Owner); own != nil {
			return "task " + own.ID[:8]
		}
		return t.w.shown(i.Owner)
	}
	return t.w.shown(id)
}

// network is the rule in the form that package network decides on.
func (r groupRule) network() network.Rule {
	out := network.Rule{Protocol: r.Protocol, From: r.From, To: r.To, Group: r.Group}
	if r.CIDR != "" {
		out.CIDR = netip.MustParsePrefix(r.CIDR)
	}
	return out
}
