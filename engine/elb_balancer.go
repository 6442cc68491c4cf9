package engine

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"drydock/engine/api"
)

// Schemes. API Reference, CreateLoadBalancer.
const (
	schemePublic   = "internet-facing"
	schemeInternal = "internal"
)

func (w *World) createLoadBalancer(c *call, in *api.CreateLoadBalancerInput) (*api.CreateLoadBalancerOutput, *api.Error) {
	lb := &loadBalancer{
		Name: in.Name, Type: cmp.Or(in.Type, kindApplication), Scheme: cmp.Or(in.Scheme, schemePublic), Groups: in.SecurityGroups, CreatedAt: w.s.Now,
		IdleTimeout: 60, CrossZone: in.Type != kindNetwork, // "Attributes for Application Load Balancers", and for Network Load Balancers
	}
	switch {
	case !elbName.MatchString(in.Name):
		return nil, validation("The load balancer name '%s' must be at most 32 letters, digits and hyphens, and not begin or end with a hyphen", in.Name)
	case strings.HasPrefix(in.Name, "internal-"):
		return nil, validation("The load balancer name '%s' cannot begin with 'internal-'", in.Name)
	case listenerProtocols[lb.Type] == nil:
		return nil, validation("The load balancer type '%s' is not simulated yet; application and network are.", lb.Type).Ours()
	}
	for have := range w.s.LoadBalancers.All() {
		if have.Name == in.Name {
			return nil, api.Refuse("DuplicateLoadBalancerName", "A load balancer with the same name '%s' exists, but with different settings", in.Name)
		}
	}
	places, err := w.readPlaces(lb, in.Subnets, in.SubnetMappings)
	if err != nil {
		return nil, err
	}
	if len(lb.Groups) == 0 && lb.Type == kindApplication {
		lb.Groups = []string{w.s.VPCs.Get(lb.VPC).Default}
	}
	if err := w.balancerGroups(lb, lb.Groups); err != nil {
		return nil, err
	}
	w.nameBalancer(lb)
	w.s.LoadBalancers.Put(lb.ARN, lb)
	for _, p := range places {
		lb.Nodes = append(lb.Nodes, w.newNode(lb, p))
	}
	w.changed(c, lb.Name+w.linkFor(c, elbService), lb.ARN)
	return &api.CreateLoadBalancerOutput{LoadBalancers: []api.LoadBalancer{w.balancerView(lb)}}, nil
}

// nameBalancer gives a load balancer its ARN and its DNS name.
func (w *World) nameBalancer(lb *loadBalancer) {
	id := w.s.IDs.Hex(16)
	lb.ARN = w.elbARN("loadbalancer/" + lb.inARN() + "/" + lb.Name + "/" + id)
	if lb.Type == kindNetwork {
		lb.DNS = fmt.Sprintf("%s-%s.elb.%s.amazonaws.com", lb.Name, id, w.cfg.Region)
		return
	}
	lb.DNS = w.balancerDNS(lb)
}

// balancerDNS is the DNS name of a new load balancer that is no Network Load
// Balancer.
func (w *World) balancerDNS(lb *loadBalancer) string {
	name := fmt.Sprintf("%s-%s.%s.elb.amazonaws.com", lb.Name, w.s.IDs.Digits(10), w.cfg.Region)
	if lb.Scheme == schemeInternal {
		return "internal-" + name
	}
	return name
}

// inARN is the kind of a load balancer as its ARN and those of its listeners have
// it.
func (lb *loadBalancer) inARN() string {
	if lb.Type == kindNetwork {
		return "net"
	}
	return "app"
}

// newNode gives a load balancer an interface in a subnet, with a public address if
// it faces the internet.
func (w *World) newNode(lb *loadBalancer, p nodePlace) node {
	eni := w.newInterface(p.Subnet, lb.Groups, lb.ARN, p.Address)
	i := w.s.Interfaces.Get(eni)
	i.Unfiltered = len(lb.Groups) == 0
	switch {
	case p.Elastic != nil:
		w.giveAddress(p.Elastic, i)
	case lb.Scheme == schemePublic:
		i.PublicIP = w.publicIP()
	}
	return node{p.Subnet.Zone, p.Subnet.ID, eni}
}

// nodePlace is where a node of a load balancer is to be.
type nodePlace struct {
	Subnet  *subnet
	Address string          // private; empty for any
	Elastic *elasticAddress // nil for none
}

// readPlaces checks the subnets that a load balancer is to have, given as such or
// with addresses.
func (w *World) readPlaces(lb *loadBalancer, ids []string, mappings []api.SubnetMapping) ([]nodePlace, *api.Error) {
	if ids != nil && mappings != nil {
		return nil, validation("You can specify either subnets or subnet mappings, not both")
	}
	for _, id := range ids {
		mappings = append(mappings, api.SubnetMapping{SubnetId: id})
	}
	switch {
	case len(mappings) < 2 && lb.Type == kindApplication:
		return nil, validation("At least two subnets in two different Availability Zones must be specified")
	case len(mappings) == 0:
		return nil, validation("At least one subnet must be specified")
	}
	var out []nodePlace
	for _, m := range mappings {
		s, err := w.readSubnet(lb, m, out)
		if err != nil {
			return nil, err
		}
		lb.VPC = s.VPC
		out = append(out, nodePlace{s, m.PrivateIPv4Address, w.s.Addresses.Get(m.AllocationId)})
	}
	if lb.Scheme == schemePublic && w.gatewayOf(lb.VPC) == nil {
		return nil, api.Refuse("InvalidSubnet", "VPC %s has no internet gateway", lb.VPC)
	}
	return out, nil
}

// readSubnet checks one subnet of a load balancer beside those before it.
func (w *World) readSubnet(lb *loadBalancer, m api.SubnetMapping, before []nodePlace) (*subnet, *api.Error) {
	s := w.subnet(m.SubnetId)
	has := s != nil && slices.ContainsFunc(lb.Nodes, func(n node) bool { return n.Subnet == s.ID })
	switch {
	case s == nil:
		return nil, api.Refuse("SubnetNotFound", "The subnet ID '%s' does not exist", m.SubnetId)
	case lb.VPC != "" && lb.VPC != s.VPC:
		return nil, api.Refuse("InvalidConfigurationRequest", "All subnets must belong to the same VPC")
	case slices.ContainsFunc(before, func(p nodePlace) bool { return p.Subnet.Zone == s.Zone }):
		return nil, api.Refuse("InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone")
	case !has && w.freeAddresses(s) < 8: // "Subnets for your load balancer"
		return nil, api.Refuse("InvalidSubnet", "Not enough IP space available in %s. ELB requires at least 8 free IP addresses in each subnet.", s.ID)
	case has:
		return s, nil // as it is
	}
	if err := w.checkNodeElastic(lb, m.AllocationId, before); err != nil {
		return nil, err
	}
	return s, w.checkNodeAddress(lb, s, m.PrivateIPv4Address)
}

// checkNodeElastic refuses an Elastic IP address that a node cannot have. API
// Reference, SubnetMapping.
func (w *World) checkNodeElastic(lb *loadBalancer, id string, before []nodePlace) *api.Error {
	a := w.s.Addresses.Get(id)
	switch {
	case id == "":
		return nil
	case lb.Type != kindNetwork || lb.Scheme != schemePublic:
		return validation("An Elastic IP address can be specified for an internet-facing Network Load Balancer only")
	case a == nil:
		return api.Refuse("AllocationIdNotFound", "The allocation ID '%s' does not exist", id)
	case a.Association != "" || slices.ContainsFunc(before, func(p nodePlace) bool { return p.Elastic == a }):
		return api.Refuse("ResourceInUse", "The allocation ID '%s' is already associated", id)
	}
	return nil
}

// checkNodeAddress refuses a private address of a node that cannot be. API
// Reference, SubnetMapping.
func (w *World) checkNodeAddress(lb *loadBalancer, s *subnet, address string) *api.Error {
	_, bad := netip.ParseAddr(address)
	switch {
	case address == "":
		return nil
	case lb.Type != kindNetwork || lb.Scheme != schemeInternal:
		return validation("A private IPv4 address can be specified for an internal Network Load Balancer only")
	case bad != nil || !w.addressFree(s, address):
		return api.Refuse("InvalidConfigurationRequest", "The private IPv4 address '%s' is not available in subnet '%s'", address, s.ID)
	}
	return nil
}

func (w *World) balancerGroups(lb *loadBalancer, ids []string) *api.Error {
	for _, id := range ids {
		g := w.s.SecurityGroups.Get(id)
		switch {
		case g == nil:
			return api.Refuse("InvalidSecurityGroup", "The security group '%s' does not exist", id)
		case g.VPC != lb.VPC:
			return api.Refuse("InvalidConfigurationRequest", "One or more security groups are invalid")
		}
	}
	if len(ids) > groupsPerInterface {
		return api.Refuse("InvalidConfigurationRequest", "A load balancer has at most %d security groups", groupsPerInterface)
	}
	return nil
}

func (w *World) findBalancer(arn string) (*loadBalancer, *api.Error) {
	if lb := w.s.LoadBalancers.Get(arn); lb != nil && lb.Type != kindClassic {
		return lb, nil
	}
	if len(arn) < 4 || arn[:4] != "arn:" {
		return nil, validation("'%s' is not a valid load balancer ARN", arn)
	}
	return nil, api.Refuse("LoadBalancerNotFound", "Load balancer '%s' not found", arn)
}

func (w *World) describeLoadBalancers(_ *call, in *api.DescribeLoadBalancersInput) (*api.DescribeLoadBalancersOutput, *api.Error) {
	out := &api.DescribeLoadBalancersOutput{LoadBalancers: []api.LoadBalancer{}}
	for _, arn := range in.LoadBalancerArns {
		if _, err := w.findBalancer(arn); err != nil {
			return nil, err
		}
	}
	names := map[string]bool{}
	for lb := range w.s.LoadBalancers.All() {
		if lb.Type == kindClassic {
			continue
		}
		names[lb.Name] = true
		if (in.LoadBalancerArns == nil || slices.Contains(in.LoadBalancerArns, lb.ARN)) && (in.Names == nil || slices.Contains(in.Names, lb.Name)) {
			out.LoadBalancers = append(out.LoadBalancers, w.balancerView(lb))
		}
	}
	for _, name := range in.Names {
		if !names[name] {
			return nil, api.Refuse("LoadBalancerNotFound", "One or more load balancers not found")
		}
	}
	return out, nil
}

func (w *World) balancerView(lb *loadBalancer) api.LoadBalancer {
	return api.LoadBalancer{
		LoadBalancerArn: lb.ARN, DNSName: lb.DNS, CreatedTime: w.stamp(lb.CreatedAt), LoadBalancerName: lb.Name, Scheme: lb.Scheme, VpcId: lb.VPC,
		State: &api.LoadBalancerState{Code: "active"}, Type: lb.Type, AvailabilityZones: w.zonesOf(lb), SecurityGroups: slices.Clone(lb.Groups), IpAddressType: "ipv4",
	}
}

// zonesOf are the Availability Zones that a load balancer serves, with the addresses
// that were chosen for it.
func (w *World) zonesOf(lb *loadBalancer) []api.LoadBalancerZone {
	var out []api.LoadBalancerZone
	for _, n := range lb.Nodes {
		zone := api.LoadBalancerZone{ZoneName: n.Zone, SubnetId: n.Subnet, LoadBalancerAddresses: []api.LoadBalancerAddress{}}
		if a := w.addressOf(n.Interface); a != nil {
			zone.LoadBalancerAddresses = append(zone.LoadBalancerAddresses, api.LoadBalancerAddress{IpAddress: a.IP, AllocationId: a.ID})
		}
		out = append(out, zone)
	}
	return out
}
