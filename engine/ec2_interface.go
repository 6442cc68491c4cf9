package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// hosts is how many private addresses a subnet has to give: AWS keeps the first
// four and the last. "Subnet CIDR blocks", Amazon VPC User Guide.
func (s *subnet) hosts() int64 {
	return int64(1)<<(32-netip.MustParsePrefix(s.CIDR).Bits()) - 5
}

// freeAddresses is how many private addresses of a subnet nothing has.
func (w *World) freeAddresses(s *subnet) int64 {
	free := s.hosts()
	for i := range w.s.Interfaces.All() {
		free -= one(i.Subnet == s.ID)
	}
	return free
}

// addressFree reports whether an address is one of a subnet that nothing has.
func (w *World) addressFree(s *subnet, address string) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && netip.MustParsePrefix(s.CIDR).Contains(ip) && !w.addressesTaken(s)[address]
}

// addressesTaken are the private addresses of a subnet that interfaces have.
func (w *World) addressesTaken(s *subnet) map[string]bool {
	out := map[string]bool{}
	for i := range w.s.Interfaces.All() {
		if i.Subnet == s.ID {
			out[i.PrivateIP] = true
		}
	}
	return out
}

// nextAddress is the next free address of a subnet, which must have one: upward
// from the one given last, and from the first again after the last. AWS picks any:
// an engine's choice.
func (w *World) nextAddress(s *subnet) string {
	first := netip.MustParsePrefix(s.CIDR).Addr().As4()
	base := uint32(first[0])<<24 | uint32(first[1])<<16 | uint32(first[2])<<8 | uint32(first[3])
	taken := w.addressesTaken(s)
	for {
		n := base + uint32(s.NextHost)
		if s.NextHost++; s.NextHost >= s.hosts()+4 {
			s.NextHost = 4
		}
		address := netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}).String()
		if !taken[address] {
			return address
		}
	}
}

// newInterface makes an interface in a subnet, with the next free address if none
// is given.
func (w *World) newInterface(s *subnet, groups []string, owner, address string) string {
	if address == "" {
		address = w.nextAddress(s)
	}
	i := &networkInterface{ID: w.id("eni"), Subnet: s.ID, PrivateIP: address, Groups: slices.Clone(groups), Owner: owner}
	w.s.Interfaces.Put(i.ID, i)
	return i.ID
}

// interfaceAt finds the interface with a private address in a VPC; nil when there
// is none.
func (w *World) interfaceAt(vpc, address string) *networkInterface {
	for i := range w.s.Interfaces.All() {
		if i.PrivateIP == address && w.s.Subnets.Get(i.Subnet).VPC == vpc {
			return i
		}
	}
	return nil
}

// hostName is the private DNS name of an address.
func (w *World) hostName(address string) string {
	return fmt.Sprintf("ip-%s.%s.compute.internal", strings.ReplaceAll(address, ".", "-"), w.cfg.Region)
}
