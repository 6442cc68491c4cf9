package engine

import (
	"drydock/engine/sim"
)

type vpc struct {
	ID, CIDR  string
	MainTable string
	MainTied  string // id of the association of its main route table
	Default   string // its default security group
	ACL       string // its default network ACL

	DNSSupport, DNSHostnames bool
}

type subnet struct {
	ID, VPC, CIDR, Zone string
	Table               string // an explicitly associated route table; empty for the main one
	NextHost            int64  // offset of the next private address
	PublicIPs           bool   // instances launched here get a public address
	ACL, ACLTied        string // its network ACL, and the id of that association
	Gone                bool   // deleted; what ended in it still tells of it
}

type gateway struct{ ID, VPC string }

type routeTable struct {
	ID, VPC      string
	Routes       []route
	Associations []association
}

// route leads to a CIDR, or to a prefix list by its id.
type route struct{ Destination, Target string }

type association struct{ ID, Subnet string }

// networkACL has its entries in the order of their numbers, for each direction.
type networkACL struct {
	ID, VPC string
	Entries []aclEntry
}

type aclEntry struct {
	Egress   bool
	Number   int64
	Protocol string // "-1", "tcp", "udp", "icmp", or the number of another
	From, To int64  // ports of tcp and udp; type and code of icmp
	CIDR     string
	Allow    bool
}

type natGateway struct {
	ID, VPC, Subnet, Interface  string
	Private                     bool   // of the connectivity type private
	Allocation                  string // its Elastic IP address; empty for a private one
	State                       string // "pending", "failed", "available", "deleting", "deleted"
	FailureCode, FailureMessage string // why it fails, or has failed; empty for one that does not
	CreatedAt, DeletedAt        sim.Time
}

// elasticAddress is a public address that the account keeps.
type elasticAddress struct {
	ID, IP                 string
	Association, Interface string // empty while it is not associated
}

type vpcEndpoint struct {
	ID, VPC    string
	Type       string // "Interface", "Gateway"
	Service    string // short name: "ecr.api", "s3"
	State      string // "pending", "available", "deleting"
	PrivateDNS bool
	Policy     string // JSON; the default one when it is empty
	Tables     []string
	Subnets    []string // of an interface endpoint, with an interface in each
	Interfaces []string
	Groups     []string
	CreatedAt  sim.Time
}

// database is something that tasks connect to and that is no part of the world
// otherwise. A scenario declares it.
type database struct {
	ID, Interface string
	Port          int64
}

type securityGroup struct {
	ID, Name, Description, VPC string
	Rules                      []groupRule
}

// groupRule is a security group rule; one of CIDR, Group and List is set.
type groupRule struct {
	ID          string
	Egress      bool
	Protocol    string // "tcp", "udp", "icmp", "-1"
	From, To    int64
	CIDR, Group string
	List        string // id of a prefix list
	Description string
}

type networkInterface struct {
	ID, Subnet          string
	PrivateIP, PublicIP string
	Groups              []string
	Unfiltered          bool   // no security group can stand before it
	Owner               string // an instance id, the ARN of a load balancer or task, the id of a mount target, NAT gateway, endpoint or database
	CreatedAt           sim.Time
}
