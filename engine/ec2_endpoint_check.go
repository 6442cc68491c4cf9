package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// interfaceEndpointsPerVPC is the quota of interface endpoints. "AWS PrivateLink
// quotas".
const interfaceEndpointsPerVPC = 50

// checkEndpointPolicy refuses a text that is no policy.
func checkEndpointPolicy(text string) *api.Error {
	if text == "" {
		return nil
	}
	if _, mistakes := policy.Parse("endpoint policy", text, policy.Endpoint); len(mistakes) > 0 {
		return api.Refuse("InvalidPolicyDocument", "The policy document is not valid: %s", mistakes[0]).Ours()
	}
	return nil
}

func (w *World) checkGatewayEndpoint(e *vpcEndpoint, in *api.CreateVpcEndpointInput) *api.Error {
	if len(in.SubnetIds) > 0 || len(in.SecurityGroupIds) > 0 || yes(in.PrivateDnsEnabled) {
		return notForGateway()
	}
	return w.checkEndpointTables(e, e.Tables)
}

func notForGateway() *api.Error {
	return api.Refuse("InvalidParameter", "A Gateway endpoint has route tables; subnets, security groups and private DNS are of Interface endpoints.").Ours()
}

// checkEndpointTables refuses route tables that cannot get a route to a gateway
// endpoint: those of other VPCs, and those that have one to another endpoint of the
// service.
func (w *World) checkEndpointTables(e *vpcEndpoint, ids []string) *api.Error {
	list := prefixListOf(e.Service)
	for i, id := range ids {
		t := w.s.RouteTables.Get(id)
		switch {
		case t == nil:
			return noRouteTable(id)
		case t.VPC != e.VPC:
			return api.Refuse("InvalidParameter", "Route table %s does not belong to the VPC %s.", t.ID, e.VPC).Ours()
		case t.routeTo(list.id) != nil || slices.Contains(ids[:i], id):
			return api.Refuse("RouteAlreadyExists", "route table %s already has a route with destination-prefix-list-id %s", t.ID, list.id)
		}
	}
	return nil
}

func (w *World) checkInterfaceEndpoint(e *vpcEndpoint, in *api.CreateVpcEndpointInput) *api.Error {
	if len(in.RouteTableIds) > 0 {
		return notForInterface()
	}
	if len(e.Groups) == 0 {
		e.Groups = []string{w.s.VPCs.Get(e.VPC).Default}
	}
	if err := w.checkPrivateDNS(e); err != nil {
		return err
	}
	if err := w.checkEndpointSubnets(e, nil, in.SubnetIds); err != nil {
		return err
	}
	count := 0
	for other := range w.s.Endpoints.All() {
		if other.VPC == e.VPC && other.Type == endpointInterface {
			count++
		}
	}
	if count >= interfaceEndpointsPerVPC {
		return api.Refuse("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.")
	}
	return w.checkGroups(e.Groups, e.VPC)
}

func notForInterface() *api.Error {
	return api.Refuse("InvalidParameter", "Route tables are of Gateway endpoints; an Interface endpoint has subnets and security groups.").Ours()
}

// checkPrivateDNS refuses private DNS where it cannot be. "Private DNS names", AWS
// PrivateLink Guide: it takes both DNS attributes of the VPC, and a name leads to one
// endpoint.
func (w *World) checkPrivateDNS(e *vpcEndpoint) *api.Error {
	v, service := w.s.VPCs.Get(e.VPC), awsEndpointNamed(e.Service)
	switch {
	case !e.PrivateDNS:
		return nil
	case service.only:
		return api.Refuse("InvalidParameter", "Private DNS of an Interface endpoint of %s is not simulated.", service.name).Ours()
	case !v.DNSSupport || !v.DNSHostnames:
		return api.Refuse("InvalidParameter", "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for %s", v.ID)
	}
	for other := range w.s.Endpoints.All() {
		if other.ID != e.ID && other.VPC == e.VPC && other.Service == e.Service && other.PrivateDNS && other.State != "deleting" {
			return api.Refuse("InvalidParameter", "private-dns-enabled cannot be set because there is already a conflicting DNS domain for %s in the VPC %s", service.hostIn(w.cfg.Region), v.ID)
		}
	}
	return nil
}

// checkEndpointSubnets refuses subnets that an endpoint cannot have beside those that
// it has: it has one in an Availability Zone at most.
func (w *World) checkEndpointSubnets(e *vpcEndpoint, have, add []string) *api.Error {
	for i, id := range add {
		s := w.subnet(id)
		switch {
		case s == nil:
			return noSubnet(id)
		case s.VPC != e.VPC:
			return api.Refuse("InvalidParameter", "Subnet %s does not belong to the VPC %s.", s.ID, e.VPC).Ours()
		case w.freeAddresses(s) < 1:
			return api.Refuse("InsufficientFreeAddressesInSubnet", "There are not enough free addresses in subnet '%s' to satisfy the requested number of network interfaces.", s.ID)
		}
		same := func(other string) bool { return w.s.Subnets.Get(other).Zone == s.Zone }
		if slices.ContainsFunc(have, same) || slices.ContainsFunc(add[:i], same) {
			return api.Refuse("DuplicateSubnetsInSameZone", "Found another VPC endpoint subnet in the availability zone of %s. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.", s.ID)
		}
	}
	return nil
}
