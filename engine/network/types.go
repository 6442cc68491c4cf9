package network

import "net/netip"

// Interface is an elastic network interface.
type Interface struct {
	ID        string
	Subnet    string
	PrivateIP netip.Addr
	PublicIP  netip.Addr // the zero Addr when it has none
	Groups    []string   // security group ids
}

// Subnet is a range of a VPC in one Availability Zone.
type Subnet struct {
	ID    string
	VPC   string
	Zone  string
	CIDR  netip.Prefix
	Table string // route table id, the VPC's main one when none is associated
}

// Route sends a destination somewhere.
type Route struct {
	Destination netip.Prefix
	Target      string // "local" or an internet gateway id
}

// Rule is one inbound or outbound rule of a security group.
type Rule struct {
	Protocol string // "tcp", "udp", "icmp", "-1" for all
	From, To int64  // ports, both inclusive; ignored for "-1"
	// The other side is exactly one of these.
	CIDR  netip.Prefix
	Group string
}

// SecurityGroup is a set of rules. Everything that no rule admits is refused.
type SecurityGroup struct {
	ID      string
	Ingress []Rule
	Egress  []Rule
}

// Topology is the network as a world keeps it. A look-up of an id that does
// not exist answers false.
type Topology interface {
	Interface(id string) (Interface, bool)
	Subnet(id string) (Subnet, bool)
	SecurityGroup(id string) (SecurityGroup, bool)
	Routes(table string) []Route
	// Label is the name under which a thing is shown to a person.
	Label(id string) string
}
