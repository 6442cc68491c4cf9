package engine

import (
	"slices"

	"drydock/engine/api"
)

// addressesPerRegion is the quota of Elastic IP addresses. "Elastic IP address
// quotas", Amazon EC2 User Guide.
const addressesPerRegion = 5

func (w *World) allocateAddress(c *call, in *api.AllocateAddressInput) (*api.AllocateAddressOutput, *api.Error) {
	switch {
	case in.Domain == "standard":
		return nil, api.Refuse("InvalidParameterValue", "Addresses of EC2-Classic are gone: the domain is vpc.").Ours()
	case w.s.Addresses.Len() >= addressesPerRegion:
		return nil, api.Refuse("AddressLimitExceeded", "The maximum number of addresses has been reached.")
	}
	a := &elasticAddress{ID: w.id("eipalloc"), IP: w.publicIP()}
	w.s.Addresses.Put(a.ID, a)
	w.changed(c, a.ID+" "+a.IP, a.ID)
	return &api.AllocateAddressOutput{AllocationId: a.ID, PublicIpv4Pool: "amazon", NetworkBorderGroup: w.cfg.Region, Domain: "vpc", PublicIp: a.IP}, nil
}

// address finds an Elastic IP address by its allocation.
func (w *World) address(id string) (*elasticAddress, *api.Error) {
	if id == "" {
		return nil, api.Refuse("MissingParameter", "The request must contain the parameter AllocationId")
	}
	if a := w.s.Addresses.Get(id); a != nil {
		return a, nil
	}
	return nil, api.Refuse("InvalidAllocationID.NotFound", "The allocation ID '%s' does not exist", id)
}

func (w *World) releaseAddress(c *call, in *api.ReleaseAddressInput) (*api.Nothing, *api.Error) {
	a, err := w.address(in.AllocationId)
	switch {
	case err != nil:
		return nil, err
	case a.Association != "":
		return nil, api.Refuse("InvalidIPAddress.InUse", "Address %s is in use.", a.IP)
	}
	w.s.Addresses.Drop(a.ID)
	w.changed(c, w.shown(a.ID)+" "+a.IP, a.ID)
	return &api.Nothing{}, nil
}

// associateAddress gives an interface an Elastic IP address in the place of the public
// one that it has. "Elastic IP addresses", Amazon EC2 User Guide.
func (w *World) associateAddress(c *call, in *api.AssociateAddressInput) (*api.AssociateAddressOutput, *api.Error) {
	a, err := w.address(in.AllocationId)
	if err != nil {
		return nil, err
	}
	eni, err := w.toAssociate(in)
	if err != nil {
		return nil, err
	}
	vpc := w.s.Subnets.Get(eni.Subnet).VPC
	switch {
	case in.PrivateIpAddress != "" && in.PrivateIpAddress != eni.PrivateIP:
		return nil, api.Refuse("InvalidParameterValue", "%s is not an address of %s, whose only one is %s.", in.PrivateIpAddress, eni.ID, eni.PrivateIP).Ours()
	case w.gatewayOf(vpc) == nil:
		return nil, api.Refuse("Gateway.NotAttached", "Network %s is not attached to any internet gateway", vpc)
	case a.Interface == eni.ID:
		return &api.AssociateAddressOutput{AssociationId: a.Association}, nil
	case a.Association != "" && in.AllowReassociation != nil && !*in.AllowReassociation:
		return nil, api.Refuse("Resource.AlreadyAssociated", "resource %s is already associated with associate-id %s", a.ID, a.Association)
	case a.Association != "" && w.managed(w.s.Interfaces.Get(a.Interface)):
		return nil, notYours()
	}
	w.takeAddress(a)
	if have := w.addressOf(eni.ID); have != nil {
		w.takeAddress(have)
	}
	w.giveAddress(a, eni)
	w.changed(c, w.shown(a.ID)+" "+a.IP+" with "+topology{w}.Label(eni.ID), a.ID, eni.ID)
	return &api.AssociateAddressOutput{AssociationId: a.Association}, nil
}

// toAssociate is the interface that a request is to give an address.
func (w *World) toAssociate(in *api.AssociateAddressInput) (*networkInterface, *api.Error) {
	if (in.InstanceId == "") == (in.NetworkInterfaceId == "") {
		return nil, api.Refuse("InvalidParameterCombination", "Give either an instance or a network interface.").Ours()
	}
	if in.InstanceId != "" {
		i := w.s.Instances.Get(in.InstanceId)
		switch {
		case i == nil:
			return nil, noInstance(in.InstanceId)
		case i.State != "running" && i.State != "stopped":
			return nil, api.Refuse("InvalidInstanceID", "The %s instance '%s' is not in a valid state for this operation.", i.State, i.ID)
		}
		return w.s.Interfaces.Get(i.Interface), nil
	}
	eni := w.s.Interfaces.Get(in.NetworkInterfaceId)
	switch {
	case eni == nil:
		return nil, noInterface(in.NetworkInterfaceId)
	case w.managed(eni):
		return nil, notYours()
	}
	return eni, nil
}

// giveAddress gives an interface an address.
func (w *World) giveAddress(a *elasticAddress, eni *networkInterface) {
	a.Association, a.Interface, eni.PublicIP = w.id("eipassoc"), eni.ID, a.IP
}

// takeAddress takes an address from the interface that has it, if one has.
func (w *World) takeAddress(a *elasticAddress) {
	if eni := w.s.Interfaces.Get(a.Interface); eni != nil {
		eni.PublicIP = ""
	}
	a.Association, a.Interface = "", ""
}

// addressOf is the Elastic IP address of an interface; nil for none.
func (w *World) addressOf(eni string) *elasticAddress {
	for a := range w.s.Addresses.All() {
		if a.Interface == eni {
			return a
		}
	}
	return nil
}

func (w *World) disassociateAddress(c *call, in *api.DisassociateAddressInput) (*api.Nothing, *api.Error) {
	if in.AssociationId == "" {
		return nil, api.Refuse("MissingParameter", "The request must contain the parameter AssociationId")
	}
	for a := range w.s.Addresses.All() {
		if a.Association != in.AssociationId {
			continue
		}
		eni := w.s.Interfaces.Get(a.Interface)
		if w.managed(eni) {
			return nil, notYours()
		}
		w.takeAddress(a)
		w.changed(c, w.shown(a.ID)+" "+a.IP+" from "+topology{w}.Label(eni.ID), a.ID, eni.ID)
		return &api.Nothing{}, nil
	}
	return nil, noAssociation(in.AssociationId)
}

func (w *World) describeAddresses(_ *call, in *api.DescribeAddressesInput) (*api.DescribeAddressesOutput, *api.Error) {
	for _, id := range in.AllocationIds {
		if _, err := w.address(id); err != nil {
			return nil, err
		}
	}
	rows, err := chosen(w, &w.s.Addresses, in.AllocationIds, in.Filters, func(a *elasticAddress) map[string][]string {
		view := w.addressView(a)
		return w.named(map[string][]string{
			"allocation-id": {a.ID}, "domain": {view.Domain}, "public-ip": {a.IP}, "network-border-group": {w.cfg.Region},
			"association-id": given(view.AssociationId), "instance-id": given(view.InstanceId), "network-interface-id": given(view.NetworkInterfaceId),
			"network-interface-owner-id": given(view.NetworkInterfaceOwnerId), "private-ip-address": given(view.PrivateIpAddress),
		}, a.ID)
	})
	if err != nil {
		return nil, err
	}
	for _, ip := range in.PublicIps {
		if !slices.ContainsFunc(w.s.Addresses.Rows, func(a *elasticAddress) bool { return a != nil && a.IP == ip }) {
			return nil, api.Refuse("InvalidAddress.NotFound", "Address '%s' not found.", ip)
		}
	}
	out := &api.DescribeAddressesOutput{Addresses: []api.Address{}}
	for _, a := range rows {
		if in.PublicIps == nil || slices.Contains(in.PublicIps, a.IP) {
			out.Addresses = append(out.Addresses, w.addressView(a))
		}
	}
	return out, nil
}

func (w *World) addressView(a *elasticAddress) api.Address {
	out := api.Address{
		AllocationId: a.ID, AssociationId: a.Association, Domain: "vpc", Tags: w.nameTag(a.ID), PublicIpv4Pool: "amazon", NetworkBorderGroup: w.cfg.Region, PublicIp: a.IP,
	}
	if eni := w.s.Interfaces.Get(a.Interface); eni != nil {
		out.NetworkInterfaceId, out.NetworkInterfaceOwnerId, out.PrivateIpAddress = eni.ID, w.cfg.Account, eni.PrivateIP
		if w.s.Instances.Get(eni.Owner) != nil {
			out.InstanceId = eni.Owner
		}
	}
	return out
}
