package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// The types of VPC endpoints.
const (
	endpointInterface = "Interface"
	endpointGateway   = "Gateway"
)

// The turns of an endpoint, as pending work numbers them.
const (
	endpointCreated int64 = iota
	endpointDeleted
)

// fullAccess is the policy of an endpoint that was given none. "Default endpoint
// policy", AWS PrivateLink Guide.
const fullAccess = `{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}`

func (w *World) createVpcEndpoint(c *call, in *api.CreateVpcEndpointInput) (*api.CreateVpcEndpointOutput, *api.Error) {
	v := w.s.VPCs.Get(in.VpcId)
	if v == nil {
		return nil, noVpc(in.VpcId)
	}
	service, err := w.endpointService(in.ServiceName, cmp.Or(in.VpcEndpointType, endpointGateway))
	if err != nil {
		return nil, err
	}
	e := &vpcEndpoint{
		VPC: v.ID, Type: cmp.Or(in.VpcEndpointType, endpointGateway), Service: service.name, State: "pending", Policy: in.PolicyDocument,
		Tables: slices.Clone(in.RouteTableIds), Groups: slices.Clone(in.SecurityGroupIds), CreatedAt: w.s.Now,
	}
	if err := checkEndpointPolicy(in.PolicyDocument); err != nil {
		return nil, err
	}
	if e.Type == endpointGateway {
		err = w.checkGatewayEndpoint(e, in)
	} else {
		// The default is an engine's choice: what the API Reference says of it has changed.
		e.PrivateDNS = !service.only
		if in.PrivateDnsEnabled != nil {
			e.PrivateDNS = *in.PrivateDnsEnabled
		}
		err = w.checkInterfaceEndpoint(e, in)
	}
	if err != nil {
		return nil, err
	}
	e.ID = w.id("vpce")
	w.s.Endpoints.Put(e.ID, e)
	w.opens(c, e, in.SubnetIds)
	w.changed(c, e.ID+" of "+w.endpointName(e)+" in "+w.shown(e.VPC), e.ID, e.VPC)
	return &api.CreateVpcEndpointOutput{VpcEndpoint: w.endpointView(e)}, nil
}

// endpointService finds the service of a new endpoint, of which there must be
// endpoints of that type.
func (w *World) endpointService(name, kind string) (*awsEndpoint, *api.Error) {
	short, full := strings.CutPrefix(name, endpointName(w.cfg.Region, ""))
	service := awsEndpointNamed(short)
	switch {
	case kind != endpointGateway && kind != endpointInterface:
		return nil, api.Refuse("InvalidParameter", "VPC endpoints of the type %s are not simulated; Interface and Gateway are.", kind).Ours()
	case !full || service == nil:
		err := api.Refuse("InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist", name)
		err.Hint = "DescribeVpcEndpointServices lists those that Drydock knows."
		return nil, err
	case kind == endpointGateway && !service.gateway:
		return nil, api.Refuse("InvalidParameter", "Endpoint type (Gateway) does not match available service types ([Interface]).")
	}
	return service, nil
}

// opens gives a new endpoint its routes, with which a gateway endpoint is available, or
// its interfaces.
func (w *World) opens(c *call, e *vpcEndpoint, subnets []string) {
	if e.Type == endpointGateway {
		e.State = "available"
		for _, id := range e.Tables {
			w.routeThrough(e, id)
		}
		return
	}
	for _, id := range subnets {
		w.endpointIn(e, id)
	}
	w.later(c, w.cfg.Delays.EndpointCreation, workEndpoint, endpointCreated, e.ID)
}

// routeThrough gives a route table the route to a gateway endpoint.
func (w *World) routeThrough(e *vpcEndpoint, table string) {
	t := w.s.RouteTables.Get(table)
	t.Routes = append(t.Routes, route{prefixListOf(e.Service).id, e.ID})
}

// routeNoMore takes it away again.
func (w *World) routeNoMore(e *vpcEndpoint, table string) {
	t := w.s.RouteTables.Get(table)
	t.Routes = slices.DeleteFunc(t.Routes, func(r route) bool { return r.Target == e.ID })
}

// endpointIn gives an endpoint an interface in a subnet.
func (w *World) endpointIn(e *vpcEndpoint, subnet string) {
	e.Subnets = append(e.Subnets, subnet)
	e.Interfaces = append(e.Interfaces, w.newInterface(w.s.Subnets.Get(subnet), e.Groups, e.ID, ""))
}

// endpointNoMoreIn takes it away again.
func (w *World) endpointNoMoreIn(e *vpcEndpoint, subnet string) {
	at := slices.Index(e.Subnets, subnet)
	w.dropInterface(e.Interfaces[at])
	e.Subnets, e.Interfaces = slices.Delete(e.Subnets, at, at+1), slices.Delete(e.Interfaces, at, at+1)
}

// endpointChanges: a new interface endpoint is available, or a deleted one is gone.
func (w *World) endpointChanges(work sim.Work) {
	e := w.s.Endpoints.Get(work.IDs[0])
	switch {
	case e == nil:
		return
	case work.N == endpointCreated && e.State == "pending":
		e.State = "available"
	case work.N == endpointDeleted:
		for _, id := range e.Interfaces {
			w.dropInterface(id)
		}
		w.s.Endpoints.Drop(e.ID)
	default:
		return
	}
	w.changes++
	w.networkChanged()
}

// endpoint finds an endpoint.
func (w *World) endpoint(id string) (*vpcEndpoint, *api.Error) {
	if e := w.s.Endpoints.Get(id); e != nil {
		return e, nil
	}
	return nil, api.Refuse("InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '%s' does not exist", id)
}

// deleteVpcEndpoints deletes endpoints; of those that it cannot delete the answer says
// why.
func (w *World) deleteVpcEndpoints(c *call, in *api.DeleteVpcEndpointsInput) (*api.DeleteVpcEndpointsOutput, *api.Error) {
	if len(in.VpcEndpointIds) == 0 {
		return nil, api.Refuse("MissingParameter", "The request must contain the parameter VpcEndpointIds")
	}
	out := &api.DeleteVpcEndpointsOutput{Unsuccessful: []api.UnsuccessfulItem{}}
	for _, id := range in.VpcEndpointIds {
		e, err := w.endpoint(id)
		if err != nil {
			out.Unsuccessful = append(out.Unsuccessful, api.UnsuccessfulItem{ResourceId: id, Error: &api.UnsuccessfulItemError{Code: "InvalidVpcEndpoint.NotFound", Message: err.Message}})
			continue
		}
		if e.State == "deleting" {
			continue
		}
		e.State = "deleting"
		if e.Type == endpointGateway {
			for _, t := range e.Tables {
				w.routeNoMore(e, t)
			}
			w.s.Endpoints.Drop(e.ID)
		} else {
			w.later(c, w.cfg.Delays.EndpointCreation, workEndpoint, endpointDeleted, e.ID)
		}
		w.changed(c, w.shown(e.ID)+" of "+w.endpointName(e), e.ID, e.VPC)
	}
	return out, nil
}

// endpointName is the full name of an endpoint's service.
func (w *World) endpointName(e *vpcEndpoint) string { return endpointName(w.cfg.Region, e.Service) }

func (w *World) describeVpcEndpoints(_ *call, in *api.DescribeVpcEndpointsInput) (*api.DescribeVpcEndpointsOutput, *api.Error) {
	for _, id := range in.VpcEndpointIds {
		if _, err := w.endpoint(id); err != nil {
			return nil, err
		}
	}
	rows, err := chosen(w, &w.s.Endpoints, in.VpcEndpointIds, in.Filters, func(e *vpcEndpoint) map[string][]string {
		return w.named(map[string][]string{
			"vpc-endpoint-id": {e.ID}, "vpc-id": {e.VPC}, "service-name": {w.endpointName(e)}, "vpc-endpoint-state": {e.State}, "vpc-endpoint-type": {e.Type},
		}, e.ID)
	})
	if err != nil {
		return nil, err
	}
	out := &api.DescribeVpcEndpointsOutput{VpcEndpoints: []api.VpcEndpoint{}}
	for _, e := range rows {
		out.VpcEndpoints = append(out.VpcEndpoints, *w.endpointView(e))
	}
	return out, nil
}

func (w *World) endpointView(e *vpcEndpoint) *api.VpcEndpoint {
	out := &api.VpcEndpoint{
		VpcEndpointId: e.ID, VpcEndpointType: e.Type, VpcId: e.VPC, ServiceName: w.endpointName(e), State: e.State, PolicyDocument: cmp.Or(e.Policy, fullAccess),
		RouteTableIds: append([]string{}, e.Tables...), SubnetIds: append([]string{}, e.Subnets...), Groups: []api.SecurityGroupIdentifier{},
		PrivateDnsEnabled: e.PrivateDNS, NetworkInterfaceIds: append([]string{}, e.Interfaces...), DnsEntries: []api.DnsEntry{},
		CreationTimestamp: w.stamp(e.CreatedAt), Tags: w.nameTag(e.ID), OwnerId: w.cfg.Account,
	}
	if e.Type == endpointInterface {
		out.IpAddressType, out.DnsEntries = "ipv4", w.endpointDNS(e)
	}
	for _, g := range w.groupNames(e.Groups) {
		out.Groups = append(out.Groups, api.SecurityGroupIdentifier(g))
	}
	return out
}

// endpointDNS are the names that lead to an interface endpoint: of the Region, of each
// of its zones, and with private DNS the service's own. "DNS hostnames", AWS
// PrivateLink Guide.
func (w *World) endpointDNS(e *vpcEndpoint) []api.DnsEntry {
	host := awsEndpointNamed(e.Service).hostIn(w.cfg.Region)
	base, name := strings.Replace(host, ".amazonaws.com", ".vpce.amazonaws.com", 1), e.ID+"-"+e.ID[len(e.ID)-8:]
	out := []api.DnsEntry{{DnsName: name + "." + base}}
	for _, id := range e.Subnets {
		out = append(out, api.DnsEntry{DnsName: name + "-" + w.s.Subnets.Get(id).Zone + "." + base})
	}
	if e.PrivateDNS {
		out = append(out, api.DnsEntry{DnsName: host})
	}
	return out
}
