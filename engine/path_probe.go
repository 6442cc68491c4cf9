package engine

import (
	"net/netip"

	"drydock/engine/network"
)

// probed is a topology with one interface more.
type probed struct {
	topology
	probe network.Interface
}

func (p probed) Interface(id string) (network.Interface, bool) {
	if id == p.probe.ID {
		return p.probe, true
	}
	return p.topology.Interface(id)
}

// Label of the probe is what it stands for.
func (p probed) Label(id string) string {
	if id == p.probe.ID {
		return "the next task"
	}
	return p.topology.Label(id)
}

// probes are the interfaces that the next task of a service would have, one in each of
// its subnets: what keeps a first task from starting can be looked at before there is
// one.
func (w *World) probes(s *service) []source {
	if s.Network == nil {
		return nil
	}
	var out []source
	for _, id := range s.Network.Subnets {
		at := w.subnet(id)
		if at == nil {
			continue
		}
		groups := s.Network.Groups
		if len(groups) == 0 {
			groups = []string{w.s.VPCs.Get(at.VPC).Default}
		}
		i := &network.Interface{ID: "next task in " + id, Subnet: id, PrivateIP: netip.MustParsePrefix(at.CIDR).Addr().Next(), Groups: groups}
		if s.Network.Public {
			i.PublicIP = netip.MustParseAddr(probeAddress)
		}
		out = append(out, source{label: "the next task of " + s.Name + " in " + w.shown(id), wire: i.ID, probe: i})
	}
	return out
}

// probeAddress is the public address that a task would have: of a range that is kept
// for documentation.
const probeAddress = "198.51.100.200"
