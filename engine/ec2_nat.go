package engine

import (
	"cmp"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

const (
	// natsPerZone is the quota of NAT gateways in an Availability Zone. "Amazon VPC
	// quotas".
	natsPerZone = 5
	// natRemembered is for how long a NAT gateway is shown that is deleted, or that
	// could not be created. "Troubleshoot NAT gateways": about an hour.
	natRemembered = time.Hour
)

// The turns of a NAT gateway, as pending work numbers them.
const (
	natCreated int64 = iota
	natDeleted
	natForgotten
)

func (w *World) createNatGateway(c *call, in *api.CreateNatGatewayInput) (*api.CreateNatGatewayOutput, *api.Error) {
	s, private := w.subnet(in.SubnetId), in.ConnectivityType == "private"
	switch {
	case in.AvailabilityMode == "regional":
		return nil, api.Refuse("InvalidParameterValue", "A NAT gateway of the availability mode regional is not simulated; zonal is.").Ours()
	case in.SubnetId == "":
		return nil, api.Refuse("MissingParameter", "The request must include the SubnetId parameter. Add the required parameter and retry the request.")
	case s == nil:
		return nil, noSubnet(in.SubnetId)
	case private && in.AllocationId != "":
		return nil, api.Refuse("InvalidParameterCombination", "A private NAT gateway has no Elastic IP address.").Ours()
	case !private && in.AllocationId == "":
		return nil, api.Refuse("MissingParameter", "The request must include the AllocationId parameter. Add the required parameter and retry the request.")
	case in.PrivateIpAddress != "" && !w.addressFree(s, in.PrivateIpAddress):
		return nil, api.Refuse("InvalidParameterValue", "Address %s is in use or not in the range of the subnet.", in.PrivateIpAddress).Ours()
	case w.natsIn(s.Zone) >= natsPerZone:
		return nil, api.Refuse("NatGatewayLimitExceeded", "Performing this operation would exceed the limit of %d NAT gateways", natsPerZone)
	}
	if !private {
		if _, err := w.address(in.AllocationId); err != nil {
			return nil, err
		}
	}
	n := &natGateway{ID: w.id("nat"), VPC: s.VPC, Subnet: s.ID, Private: private, Allocation: in.AllocationId, State: "pending", CreatedAt: w.s.Now, DeletedAt: unset}
	w.s.NATs.Put(n.ID, n)
	w.stands(n, s, in.PrivateIpAddress)
	w.later(c, w.cfg.Delays.NATCreation, workNAT, natCreated, n.ID)
	w.changed(c, n.ID+" in "+w.shown(s.ID), n.ID, s.ID)
	return &api.CreateNatGatewayOutput{NatGateway: w.natView(n)}, nil
}

// natsIn counts the NAT gateways of a zone that are not deleted and have not failed.
func (w *World) natsIn(zone string) int {
	count := 0
	for n := range w.s.NATs.All() {
		if n.State != "deleted" && n.State != "failed" && w.s.Subnets.Get(n.Subnet).Zone == zone {
			count++
		}
	}
	return count
}

// stands gives a new NAT gateway its interface with its addresses, or says why it
// fails: one of the reasons of NatGateway in the API Reference.
func (w *World) stands(n *natGateway, s *subnet, address string) {
	a := w.s.Addresses.Get(n.Allocation)
	switch {
	case w.freeAddresses(s) < 1:
		n.FailureCode, n.FailureMessage = "InsufficientFreeAddressesInSubnet", "Subnet has insufficient free addresses to create this NAT gateway"
	case a != nil && w.gatewayOf(n.VPC) == nil:
		n.FailureCode, n.FailureMessage = "Gateway.NotAttached", "Network "+n.VPC+" has no Internet gateway attached"
	case a != nil && a.Association != "":
		n.FailureCode, n.FailureMessage = "Resource.AlreadyAssociated", "Elastic IP address "+a.ID+" is already associated"
	}
	if n.FailureCode != "" {
		return
	}
	n.Interface = w.newInterface(s, nil, n.ID, address)
	eni := w.s.Interfaces.Get(n.Interface)
	eni.Unfiltered = true
	if a != nil {
		w.giveAddress(a, eni)
	}
}

// later has work done after a while; at once what a scenario's author asks for.
func (w *World) later(c *call, d time.Duration, kind string, n int64, id string) {
	if c.as == Scenario {
		works[kind](w, sim.Work{N: n, IDs: []string{id}})
		return
	}
	w.after(d, kind, n, id)
}

// natChanges: a new NAT gateway is available or has failed, one that was being deleted
// is gone, or one that is gone is no longer shown.
func (w *World) natChanges(work sim.Work) {
	n := w.s.NATs.Get(work.IDs[0])
	switch {
	case n == nil:
		return
	case work.N == natCreated && n.State == "pending" && n.FailureCode != "":
		n.State, n.DeletedAt = "failed", w.s.Now
		w.after(natRemembered, workNAT, natForgotten, n.ID)
	case work.N == natCreated && n.State == "pending":
		n.State = "available"
	case work.N == natDeleted && n.State == "deleting":
		n.State, n.DeletedAt = "deleted", w.s.Now
		w.dropInterface(n.Interface)
		w.after(natRemembered, workNAT, natForgotten, n.ID)
	case work.N == natForgotten:
		w.s.NATs.Drop(n.ID)
	default:
		return
	}
	w.changes++
	w.networkChanged()
}

func noNAT(id string) *api.Error {
	return api.Refuse("NatGatewayNotFound", "NAT gateway %s was not found", id)
}

// deleteNatGateway deletes a NAT gateway, and not the routes that lead to it.
func (w *World) deleteNatGateway(c *call, in *api.DeleteNatGatewayInput) (*api.DeleteNatGatewayOutput, *api.Error) {
	n := w.s.NATs.Get(in.NatGatewayId)
	if n == nil || n.State == "deleted" {
		return nil, noNAT(in.NatGatewayId)
	}
	if n.State == "pending" || n.State == "available" {
		n.State = "deleting"
		w.later(c, w.cfg.Delays.NATCreation, workNAT, natDeleted, n.ID)
		w.changed(c, w.shown(n.ID), n.ID)
	}
	return &api.DeleteNatGatewayOutput{NatGatewayId: n.ID}, nil
}

func (w *World) describeNatGateways(_ *call, in *api.DescribeNatGatewaysInput) (*api.DescribeNatGatewaysOutput, *api.Error) {
	for _, id := range in.NatGatewayIds {
		if w.s.NATs.Get(id) == nil {
			return nil, noNAT(id)
		}
	}
	rows, err := chosen(w, &w.s.NATs, in.NatGatewayIds, in.Filter, func(n *natGateway) map[string][]string {
		return w.named(map[string][]string{"nat-gateway-id": {n.ID}, "state": {n.State}, "subnet-id": {n.Subnet}, "vpc-id": {n.VPC}}, n.ID)
	})
	if err != nil {
		return nil, err
	}
	out := &api.DescribeNatGatewaysOutput{NatGateways: []api.NatGateway{}}
	for _, n := range rows {
		out.NatGateways = append(out.NatGateways, *w.natView(n))
	}
	return out, nil
}

func (w *World) natView(n *natGateway) *api.NatGateway {
	out := &api.NatGateway{
		CreateTime: w.stamp(n.CreatedAt), DeleteTime: w.stamp(n.DeletedAt), NatGatewayAddresses: []api.NatGatewayAddress{}, NatGatewayId: n.ID, State: n.State,
		SubnetId: n.Subnet, VpcId: n.VPC, Tags: w.nameTag(n.ID), ConnectivityType: "public", AvailabilityMode: "zonal",
	}
	if n.Private {
		out.ConnectivityType = "private"
	}
	if n.State == "failed" {
		out.FailureCode, out.FailureMessage = n.FailureCode, n.FailureMessage
	}
	address := api.NatGatewayAddress{AllocationId: n.Allocation, NetworkInterfaceId: n.Interface, IsPrimary: true, Status: "succeeded"}
	switch n.State {
	case "pending":
		address.Status = "associating"
	case "failed":
		address.Status = "failed"
	}
	if eni := w.s.Interfaces.Get(n.Interface); eni != nil {
		address.PrivateIp, address.PublicIp = eni.PrivateIP, eni.PublicIP
		if a := w.addressOf(eni.ID); a != nil {
			address.AssociationId = a.Association
		}
	}
	if cmp.Or(n.Allocation, n.Interface) != "" {
		out.NatGatewayAddresses = append(out.NatGatewayAddresses, address)
	}
	return out
}
