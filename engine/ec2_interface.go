package engine

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"drydock/engine/api"
)

// hosts is how many private addresses a subnet has to give: AWS keeps the first
// four and the last. "Subnet CIDR blocks", Amazon VPC User Guide.
func (s *subnet) hosts() int64 {
	return int64(1)<<(32-netip.MustParsePrefix(s.CIDR).Bits()) - 5
}

// freeAddresses is how many private addresses of a subnet nothing has: none of a
// deleted one.
func (w *World) freeAddresses(s *subnet) int64 {
	if s.Gone {
		return 0
	}
	return s.hosts() - int64(len(w.known.inSubnet.at(&w.s.Interfaces, s.ID)))
}

// addressFree reports whether an address is one of a subnet that nothing has.
func (w *World) addressFree(s *subnet, address string) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && netip.MustParsePrefix(s.CIDR).Contains(ip) && !w.addressTaken(s, address)
}

// addressTaken reports whether an interface in a subnet has an address.
func (w *World) addressTaken(s *subnet, address string) bool {
	return slices.ContainsFunc(w.known.addresses.at(&w.s.Interfaces, address), func(i *networkInterface) bool { return i.Subnet == s.ID })
}

// nextAddress is the next free address of a subnet, which must have one: upward
// from the one given last, and from the first again after the last. AWS picks any:
// an engine's choice.
func (w *World) nextAddress(s *subnet) string {
	first := netip.MustParsePrefix(s.CIDR).Addr().As4()
	base := uint32(first[0])<<24 | uint32(first[1])<<16 | uint32(first[2])<<8 | uint32(first[3])
	for {
		n := base + uint32(s.NextHost)
		if s.NextHost++; s.NextHost >= s.hosts()+4 {
			s.NextHost = 4
		}
		address := netip.AddrFrom4([4]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}).String()
		if !w.addressTaken(s, address) {
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
	i := &networkInterface{ID: w.id("eni"), Subnet: s.ID, PrivateIP: address, Groups: slices.Clone(groups), Owner: owner, CreatedAt: w.s.Now}
	w.s.Interfaces.Put(i.ID, i)
	return i.ID
}

// dropInterface removes an interface, if it is there. Its Elastic IP address stays the
// account's.
func (w *World) dropInterface(id string) {
	if a := w.addressOf(id); a != nil && id != "" {
		w.takeAddress(a)
	}
	drop(&w.s.Interfaces, id, &w.known.addresses, &w.known.inSubnet)
}

// interfaceAt finds the interface with a private address in a VPC; nil when there
// is none.
func (w *World) interfaceAt(vpc, address string) *networkInterface {
	for _, i := range w.known.addresses.at(&w.s.Interfaces, address) {
		if w.s.Subnets.Get(i.Subnet).VPC == vpc {
			return i
		}
	}
	return nil
}

func noInterface(id string) *api.Error {
	return api.Refuse("InvalidNetworkInterfaceID.NotFound", "The networkInterface ID '%s' does not exist", id)
}

// managed reports whether an interface is one that an AWS service has made for itself,
// which nobody else changes. "Requester-managed network interfaces", Amazon EC2 User
// Guide. A database that a scenario declares stands on one of the account.
func (w *World) managed(i *networkInterface) bool {
	return w.s.Databases.Get(i.Owner) == nil && (w.s.Instances.Get(i.Owner) == nil || w.isTrunk(i))
}

// isTrunk reports whether an interface is the trunk interface of an instance.
func (w *World) isTrunk(i *networkInterface) bool {
	on := w.s.Instances.Get(i.Owner)
	return on != nil && on.Trunk == i.ID
}

// notYours refuses a change of what AWS manages. The code is observed.
func notYours() *api.Error {
	return api.Refuse("AuthFailure", "You do not have permission to access the specified resource.")
}

// hostName is the private DNS name of an address.
func (w *World) hostName(address string) string {
	return fmt.Sprintf("ip-%s.%s.compute.internal", strings.ReplaceAll(address, ".", "-"), w.cfg.Region)
}

// publicName is the public DNS name of an address in a VPC; empty where it has none,
// without DNS hostnames. "DNS attributes for your VPC".
func (w *World) publicName(v *vpc, address string) string {
	if address == "" || !v.DNSHostnames || !v.DNSSupport {
		return ""
	}
	region := w.cfg.Region + ".compute"
	if w.cfg.Region == "us-east-1" {
		region = "compute-1"
	}
	return fmt.Sprintf("ec2-%s.%s.amazonaws.com", strings.ReplaceAll(address, ".", "-"), region)
}
