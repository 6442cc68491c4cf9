package network

import "net/netip"

// VPC is a network of its own, with its DNS settings.
type VPC struct {
	ID           string
	CIDR         netip.Prefix
	DNSSupport   bool // names are resolved by the VPC's resolver
	DNSHostnames bool // private hosted zones work, such as those of endpoints
}

// Interface is an elastic network interface.
type Interface struct {
	ID        string
	Subnet    string
	PrivateIP netip.Addr
	PublicIP  netip.Addr // the zero Addr when it has none
	Groups    []string   // security group ids
	// Unfiltered says that no security group stands before it: that of a NAT
	// gateway, and of a Network Load Balancer that was made without groups.
	Unfiltered bool
	// OutboundOnly says that it takes no connection from anybody: that of a NAT gateway.
	OutboundOnly bool
	// AnyPort says that its connections begin at any port from 1024 on, as those of
	// load balancers and NAT gateways do; otherwise they begin where Linux does.
	AnyPort bool
}

// Subnet is a range of a VPC in one Availability Zone.
type Subnet struct {
	ID    string
	VPC   string
	Zone  string
	CIDR  netip.Prefix
	Table string // route table id, the VPC's main one when none is associated
	ACL   string // network ACL id; every subnet has one
}

// Route sends a destination somewhere. A route to a prefix list is one Route for
// each prefix in it.
type Route struct {
	Destination netip.Prefix
	List        string // the prefix list that Destination is of; empty for a CIDR
	Target      string // "local", or the id of a gateway or of a gateway endpoint
	Blackhole   bool   // what it leads to is gone
}

// Rule is one inbound or outbound rule of a security group. A rule about a prefix
// list is one Rule for each prefix in it.
type Rule struct {
	Protocol string // "tcp", "udp", "icmp", "-1" for all
	From, To int64  // ports, both inclusive; ignored for "-1"
	// The other side is exactly one of these.
	CIDR  netip.Prefix
	Group string

	List string // the prefix list that CIDR is of
}

// SecurityGroup is a set of rules. Everything that no rule admits is refused.
type SecurityGroup struct {
	ID      string
	Ingress []Rule
	Egress  []Rule
}

// Entry is a rule of a network ACL.
type Entry struct {
	Number   int64  // 1 to 32766
	Protocol string // "tcp", "udp", "icmp", "-1" for all, or the number of another
	From, To int64  // ports, both inclusive; ignored but for tcp and udp
	CIDR     netip.Prefix
	Allow    bool
}

// ACL is a network ACL: entries by direction, in the order of their numbers. What
// none is about is denied.
type ACL struct {
	ID      string
	Ingress []Entry
	Egress  []Entry
}

// NAT is a NAT gateway.
type NAT struct {
	ID        string
	Interface string
	Available bool
	Private   bool // of the connectivity type private: it leads to no internet
}

// Endpoint is a VPC endpoint of a service.
type Endpoint struct {
	ID         string
	Service    string // short name: "ecr.api", "s3"
	Available  bool
	PrivateDNS bool     // the service's own name leads to it inside the VPC
	Interfaces []string // of an interface endpoint, one in each of its subnets
}

// Topology is the network as a world keeps it. A look-up of an id that does not
// exist answers false.
type Topology interface {
	VPC(id string) (VPC, bool)
	Interface(id string) (Interface, bool)
	Subnet(id string) (Subnet, bool)
	SecurityGroup(id string) (SecurityGroup, bool)
	ACL(id string) (ACL, bool)
	Routes(table string) []Route
	NAT(id string) (NAT, bool)
	// Endpoints are those of a VPC, in the order in which they were made.
	Endpoints(vpc string) []Endpoint
	// At is the id of the interface with a private address in a VPC, or with a
	// public address where vpc is empty; empty for none.
	At(vpc string, address netip.Addr) string
	// Label is the name under which a thing is shown to a person.
	Label(id string) string
}
