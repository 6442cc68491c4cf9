package network

import (
	"fmt"
	"net/netip"
	"slices"

	"pgregory.net/rapid"
)

// drawn is shorthand for the tests that draw.
type drawn = rapid.T

// net is a topology written as literals.
type net struct {
	vpcs       map[string]VPC
	subnets    map[string]Subnet
	interfaces map[string]Interface
	groups     map[string]SecurityGroup
	acls       map[string]ACL
	routes     map[string][]Route // by table
	nats       map[string]NAT
	endpoints  []Endpoint
	public     map[netip.Addr]string // interfaces by public address; read anew when nil
}

func (n net) VPC(id string) (VPC, bool)                     { v, ok := n.vpcs[id]; return v, ok }
func (n net) Interface(id string) (Interface, bool)         { i, ok := n.interfaces[id]; return i, ok }
func (n net) Subnet(id string) (Subnet, bool)               { s, ok := n.subnets[id]; return s, ok }
func (n net) SecurityGroup(id string) (SecurityGroup, bool) { g, ok := n.groups[id]; return g, ok }
func (n net) ACL(id string) (ACL, bool)                     { a, ok := n.acls[id]; return a, ok }
func (n net) Routes(table string) []Route                   { return n.routes[table] }
func (n net) NAT(id string) (NAT, bool)                     { v, ok := n.nats[id]; return v, ok }
func (n net) Endpoints(string) []Endpoint                   { return n.endpoints }
func (n net) Label(id string) string                        { return id }

func (n net) At(vpc string, address netip.Addr) string {
	if vpc == "" && n.public != nil {
		return n.public[address]
	}
	for id, i := range n.interfaces {
		if vpc != "" && i.PrivateIP == address || vpc == "" && i.PublicIP == address {
			return id
		}
	}
	return ""
}

// copied is a copy of everything that the tests change.
func (n net) copied() net {
	out := n
	out.vpcs, out.subnets, out.interfaces = clone(n.vpcs), clone(n.subnets), clone(n.interfaces)
	out.groups, out.acls, out.routes, out.nats = clone(n.groups), clone(n.acls), clone(n.routes), clone(n.nats)
	out.endpoints = slices.Clone(n.endpoints)
	return out
}

func clone[V any](m map[string]V) map[string]V {
	out := map[string]V{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

var (
	everywhere = cidr("0.0.0.0/0")
	open       = []Rule{{Protocol: "-1", CIDR: everywhere}}
	openACL    = ACL{Ingress: []Entry{{Number: 100, Protocol: "-1", CIDR: everywhere, Allow: true}}, Egress: []Entry{{Number: 100, Protocol: "-1", CIDR: everywhere, Allow: true}}}
	visitor    = ip("198.51.100.7")
)

func ip(s string) netip.Addr     { return netip.MustParseAddr(s) }
func cidr(s string) netip.Prefix { return netip.MustParsePrefix(s) }

// tcp is a rule for one port.
func tcp(port int64, from string) Rule {
	return Rule{Protocol: "tcp", From: port, To: port, CIDR: cidr(from)}
}

// vectors is the network of the test vectors of reference 02 §5.5: one subnet.
func vectors() net {
	return net{
		vpcs:    map[string]VPC{"vpc": {ID: "vpc", CIDR: cidr("10.0.0.0/16"), DNSSupport: true, DNSHostnames: true}},
		subnets: map[string]Subnet{"s": {ID: "s", VPC: "vpc", Zone: "a", CIDR: cidr("10.0.0.0/24"), Table: "rtb", ACL: "acl"}, "other": {ID: "other", VPC: "vpc", Zone: "b", CIDR: cidr("10.0.1.0/24"), Table: "rtb", ACL: "acl"}},
		acls:    map[string]ACL{"acl": openACL},
		interfaces: map[string]Interface{
			"web":    {ID: "web", Subnet: "s", PrivateIP: ip("10.0.0.10"), PublicIP: ip("203.0.113.10"), Groups: []string{"web"}},
			"db":     {ID: "db", Subnet: "s", PrivateIP: ip("10.0.0.20"), PublicIP: ip("203.0.113.20"), Groups: []string{"db"}},
			"alb":    {ID: "alb", Subnet: "other", PrivateIP: ip("10.0.1.30"), Groups: []string{"alb"}, AnyPort: true},
			"both":   {ID: "both", Subnet: "s", PrivateIP: ip("10.0.0.40"), Groups: []string{"other", "web"}},
			"silent": {ID: "silent", Subnet: "s", PrivateIP: ip("10.0.0.50"), PublicIP: ip("203.0.113.50"), Groups: []string{"silent"}},
		},
		groups: map[string]SecurityGroup{
			"web":    {ID: "web", Egress: open, Ingress: []Rule{tcp(80, "0.0.0.0/0"), {Protocol: "tcp", From: 8080, To: 8080, Group: "alb"}}},
			"db":     {ID: "db", Egress: open, Ingress: []Rule{{Protocol: "tcp", From: 5432, To: 5432, Group: "web"}}},
			"alb":    {ID: "alb", Egress: open},
			"other":  {ID: "other", Egress: open},
			"silent": {ID: "silent", Ingress: []Rule{tcp(80, "0.0.0.0/0")}},
		},
		routes: map[string][]Route{"rtb": {{Destination: cidr("10.0.0.0/16"), Target: "local"}, {Destination: everywhere, Target: "igw-1"}}},
	}
}

// office is a network with everything in it: a public and a private subnet in each of
// two zones, a NAT gateway, an interface endpoint and the gateway endpoint of S3.
func office() net {
	n := net{
		vpcs:    map[string]VPC{"vpc": {ID: "vpc", CIDR: cidr("10.0.0.0/16"), DNSSupport: true, DNSHostnames: true}},
		subnets: map[string]Subnet{}, acls: map[string]ACL{}, interfaces: map[string]Interface{}, groups: map[string]SecurityGroup{},
		routes: map[string][]Route{
			"public":  {{Destination: cidr("10.0.0.0/16"), Target: "local"}, {Destination: everywhere, Target: "igw-1"}},
			"private": {{Destination: cidr("10.0.0.0/16"), Target: "local"}, {Destination: everywhere, Target: "nat-1"}, {Destination: cidr("198.18.0.0/24"), List: "pl-s3", Target: "vpce-s3"}},
		},
		nats:      map[string]NAT{"nat-1": {ID: "nat-1", Interface: "nat", Available: true}},
		endpoints: []Endpoint{{ID: "vpce-ecr", Service: "ecr.api", Available: true, PrivateDNS: true, Interfaces: []string{"ecr-a", "ecr-b"}}, {ID: "vpce-s3", Service: "s3", Available: true}},
	}
	for i, zone := range []string{"a", "b"} {
		for j, kind := range []string{"public", "private"} {
			id := kind + "-" + zone
			n.subnets[id] = Subnet{ID: id, VPC: "vpc", Zone: zone, CIDR: cidr(fmt.Sprintf("10.0.%d.0/24", 10*j+i)), Table: kind, ACL: "acl-" + kind}
		}
	}
	n.acls["acl-public"], n.acls["acl-private"] = openACL, openACL
	n.groups["app"] = SecurityGroup{ID: "app", Egress: open}
	n.groups["lb"] = SecurityGroup{ID: "lb", Egress: open, Ingress: []Rule{tcp(80, "0.0.0.0/0")}}
	n.groups["web"] = SecurityGroup{ID: "web", Egress: open, Ingress: []Rule{{Protocol: "tcp", From: 8080, To: 8080, Group: "lb"}}}
	n.groups["points"] = SecurityGroup{ID: "points", Ingress: []Rule{tcp(443, "10.0.0.0/16")}}
	for _, i := range []Interface{
		{ID: "nat", Subnet: "public-a", PrivateIP: ip("10.0.0.9"), PublicIP: ip("203.0.113.9"), Unfiltered: true, OutboundOnly: true, AnyPort: true},
		{ID: "lb", Subnet: "public-a", PrivateIP: ip("10.0.0.20"), PublicIP: ip("203.0.113.20"), Groups: []string{"lb"}, AnyPort: true},
		{ID: "bastion", Subnet: "public-a", PrivateIP: ip("10.0.0.30"), PublicIP: ip("203.0.113.30"), Groups: []string{"app"}},
		{ID: "hidden", Subnet: "public-b", PrivateIP: ip("10.0.1.30"), Groups: []string{"app"}},
		{ID: "app", Subnet: "private-a", PrivateIP: ip("10.0.10.10"), Groups: []string{"app"}},
		{ID: "app-b", Subnet: "private-b", PrivateIP: ip("10.0.11.10"), Groups: []string{"app"}},
		{ID: "web", Subnet: "private-b", PrivateIP: ip("10.0.11.20"), Groups: []string{"web"}},
		{ID: "ecr-a", Subnet: "private-a", PrivateIP: ip("10.0.10.40"), Groups: []string{"points"}},
		{ID: "ecr-b", Subnet: "private-b", PrivateIP: ip("10.0.11.40"), Groups: []string{"points"}},
	} {
		n.interfaces[i.ID] = i
	}
	return n
}

// Queries of the office.
func toECR(from string) Query {
	return Query{From: from, Host: "api.ecr.eu-west-1.amazonaws.com", Service: "ecr.api", ToIP: ip("198.18.2.12"), Protocol: "tcp", Port: 443, Listens: true}
}

func toS3(from string) Query {
	return Query{From: from, Host: "s3.eu-west-1.amazonaws.com", Service: "s3", ToIP: ip("198.18.0.1"), Protocol: "tcp", Port: 443, Listens: true}
}

func toHub(from string) Query {
	return Query{From: from, Host: "registry-1.docker.io", ToIP: ip("198.51.100.30"), Protocol: "tcp", Port: 443, Listens: true}
}

func toWeb(from string) Query {
	return Query{From: from, To: "web", Protocol: "tcp", Port: 8080, Listens: true}
}

func fromOutside(to string, port int64) Query {
	return Query{FromIP: visitor, To: to, Protocol: "tcp", Port: port, Listens: true}
}
