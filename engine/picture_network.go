package engine

// NetworkPicture is what a screen draws of the network: a copy, so that nothing on
// a screen points into the world.
type NetworkPicture struct {
	VPCs []VPCView
	// Detached are the internet gateways that are attached to no VPC.
	Detached []Named
	// Services are the short names of the AWS services that a path may lead to.
	Services []string
}

// Named is a thing by its id, and by the name that a person knows it under: its
// alias, what it is in its VPC ("default ACL"), or else the id.
type Named struct {
	ID, Name string
	Alias    string // what requests take beside the id; empty for none
}

// VPCView is a VPC with all that is in it.
type VPCView struct {
	Named
	CIDR                     string
	DNSSupport, DNSHostnames bool
	Gateway                  Named // the internet gateway that is attached; without an id for none
	Zones                    []NetworkZone
	Tables                   []RouteTableView
	ACLs                     []ACLView
	Groups                   []GroupView
	NATs                     []NATView
	Endpoints                []EndpointView
}

// NetworkZone is an Availability Zone with a VPC's subnets in it.
type NetworkZone struct {
	Name    string
	Subnets []SubnetView
}

// SubnetView is a subnet with the network interfaces in it.
type SubnetView struct {
	Named
	CIDR       string
	Public     bool  // its route table leads to an internet gateway
	PublicIPs  bool  // what is launched in it gets a public address
	Free       int64 // private addresses that nothing has
	Table      Named
	Main       bool // it has that table as the main one of its VPC
	ACL        Named
	Interfaces []InterfaceView
}

// InterfaceView is a network interface, and what it belongs to.
type InterfaceView struct {
	ID string
	// Kind is what it belongs to: "instance", "task", "load balancer", "NAT gateway",
	// "VPC endpoint", "mount target" or "database". Owner is that by its id, as Why
	// takes it, and by its name.
	Kind                string
	Owner               Named
	PrivateIP, PublicIP string // the latter empty for none
	Groups              []Named
	Unfiltered          bool    // no security group can stand before it
	Listens             []int64 // TCP ports that something listens on, in order
	Tasks               []Named // of an instance: those that have no interface of their own
}

// RouteTableView is a route table.
type RouteTableView struct {
	Named
	Main    bool    // of its VPC
	Subnets []Named // that are associated with it
	Routes  []RouteView
}

// RouteView is one route.
type RouteView struct {
	Destination string // a CIDR, or the name of a prefix list
	Target      Named  // "local" has itself for an id
	Blackhole   bool   // what it leads to is gone
}

// ACLView is a network ACL. Its entries end with the one that denies the rest.
type ACLView struct {
	Named
	Default         bool // of its VPC
	Subnets         []Named
	Ingress, Egress []EntryView
}

// EntryView is a rule of a network ACL, in words.
type EntryView struct {
	Number  string // "100", "*" for the last one
	Traffic string // "tcp 443", "all traffic"
	CIDR    string
	Allow   bool
}

// NATView is a NAT gateway.
type NATView struct {
	Named
	Subnet              Named
	State               string
	Private             bool // of the connectivity type private
	PrivateIP, PublicIP string
}

// EndpointView is a VPC endpoint.
type EndpointView struct {
	Named
	Service     string // full name: "com.amazonaws.eu-west-1.s3"
	Type, State string
	PrivateDNS  bool
	Policy      string // JSON; empty for the default one, which allows everything
	Tables      []Named
	Subnets     []Named
	Groups      []Named
}
