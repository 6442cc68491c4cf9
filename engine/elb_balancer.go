package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/api"
)

func (w *World) createLoadBalancer(c *call, in *api.CreateLoadBalancerInput) (*api.CreateLoadBalancerOutput, *api.Error) {
	switch {
	case !elbName.MatchString(in.Name):
		return nil, validation("The load balancer name '%s' must be at most 32 letters, digits and hyphens, and not begin or end with a hyphen", in.Name)
	case in.Type != "" && in.Type != "application":
		return nil, validation("The load balancer type '%s' is not simulated yet; application is.", in.Type).Ours()
	case len(in.Subnets) < 2:
		return nil, validation("At least two subnets in two different Availability Zones must be specified")
	}
	for have := range w.s.LoadBalancers.All() {
		if have.Name == in.Name {
			return nil, api.Refuse("DuplicateLoadBalancerName", "A load balancer with the same name '%s' exists, but with different settings", in.Name)
		}
	}
	lb := &loadBalancer{Name: in.Name, Scheme: cmp.Or(in.Scheme, "internet-facing"), Groups: in.SecurityGroups, CreatedAt: w.s.Now}
	subnets, err := w.balancerSubnets(lb, in.Subnets)
	if err != nil {
		return nil, err
	}
	if len(lb.Groups) == 0 {
		lb.Groups = []string{w.s.VPCs.Get(lb.VPC).Default}
	}
	if err := w.balancerGroups(lb, lb.Groups); err != nil {
		return nil, err
	}
	id := w.s.IDs.Hex(16)
	lb.ARN = w.elbARN("loadbalancer/app/" + lb.Name + "/" + id)
	lb.DNS = fmt.Sprintf("%s-%s.%s.elb.amazonaws.com", lb.Name, w.s.IDs.Digits(10), w.cfg.Region)
	if lb.Scheme == "internal" {
		lb.DNS = "internal-" + lb.DNS
	}
	w.s.LoadBalancers.Put(lb.ARN, lb)
	for _, s := range subnets {
		eni := w.newInterface(s, lb.Groups, lb.ARN, "")
		lb.Nodes = append(lb.Nodes, node{s.Zone, s.ID, eni})
		if lb.Scheme == "internet-facing" {
			w.s.Interfaces.Get(eni).PublicIP = w.publicIP()
		}
	}
	w.changed(c, lb.Name+w.linkFor(c, elbService), lb.ARN)
	return &api.CreateLoadBalancerOutput{LoadBalancers: []api.LoadBalancer{w.balancerView(lb)}}, nil
}

// balancerSubnets checks the subnets of a new load balancer.
func (w *World) balancerSubnets(lb *loadBalancer, ids []string) ([]*subnet, *api.Error) {
	var out []*subnet
	for _, id := range ids {
		s := w.subnet(id)
		switch {
		case s == nil:
			return nil, api.Refuse("SubnetNotFound", "The subnet ID '%s' does not exist", id)
		case lb.VPC != "" && lb.VPC != s.VPC:
			return nil, api.Refuse("InvalidConfigurationRequest", "All subnets must belong to the same VPC")
		case slices.ContainsFunc(out, func(o *subnet) bool { return o.Zone == s.Zone }):
			return nil, api.Refuse("InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone")
		case w.subnetView(s).AvailableIpAddressCount < 8: // "Subnets for your load balancer"
			return nil, api.Refuse("InvalidSubnet", "Not enough IP space available in %s. ELB requires at least 8 free IP addresses in each subnet.", s.ID)
		}
		lb.VPC = s.VPC
		out = append(out, s)
	}
	if lb.Scheme == "internet-facing" && w.gatewayOf(lb.VPC) == nil {
		return nil, api.Refuse("InvalidSubnet", "VPC %s has no internet gateway", lb.VPC)
	}
	return out, nil
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
	if lb := w.s.LoadBalancers.Get(arn); lb != nil {
		return lb, nil
	}
	if len(arn) < 4 || arn[:4] != "arn:" {
		return nil, validation("'%s' is not a valid load balancer ARN", arn)
	}
	return nil, api.Refuse("LoadBalancerNotFound", "Load balancer '%s' not found", arn)
}

func (w *World) setSecurityGroups(c *call, in *api.SetSecurityGroupsInput) (*api.SetSecurityGroupsOutput, *api.Error) {
	lb, err := w.findBalancer(in.LoadBalancerArn)
	if err != nil {
		return nil, err
	}
	if len(in.SecurityGroups) == 0 {
		return nil, api.Refuse("InvalidConfigurationRequest", "At least one security group must be specified")
	}
	if err := w.balancerGroups(lb, in.SecurityGroups); err != nil {
		return nil, err
	}
	if !slices.Equal(lb.Groups, in.SecurityGroups) {
		lb.Groups = slices.Clone(in.SecurityGroups)
		for _, n := range lb.Nodes {
			w.s.Interfaces.Get(n.Interface).Groups = slices.Clone(in.SecurityGroups)
		}
		w.changed(c, lb.Name, lb.ARN)
	}
	return &api.SetSecurityGroupsOutput{SecurityGroupIds: slices.Clone(lb.Groups)}, nil
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
	out := api.LoadBalancer{
		LoadBalancerArn: lb.ARN, DNSName: lb.DNS, CreatedTime: w.stamp(lb.CreatedAt), LoadBalancerName: lb.Name, Scheme: lb.Scheme, VpcId: lb.VPC,
		State: &api.LoadBalancerState{Code: "active"}, Type: "application", SecurityGroups: slices.Clone(lb.Groups), IpAddressType: "ipv4",
	}
	for _, n := range lb.Nodes {
		out.AvailabilityZones = append(out.AvailabilityZones, api.LoadBalancerZone{ZoneName: n.Zone, SubnetId: n.Subnet, LoadBalancerAddresses: []api.LoadBalancerAddress{}})
	}
	return out
}
