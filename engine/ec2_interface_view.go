package engine

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) modifyNetworkInterfaceAttribute(c *call, in *api.ModifyNetworkInterfaceAttributeInput) (*api.Nothing, *api.Error) {
	eni := w.s.Interfaces.Get(in.NetworkInterfaceId)
	switch {
	case eni == nil:
		return nil, noInterface(in.NetworkInterfaceId)
	case len(in.Groups) == 0:
		return nil, api.Refuse("InvalidParameterCombination", "No attributes specified.")
	case w.managed(eni):
		return nil, notYours()
	}
	return &api.Nothing{}, w.regroup(c, eni, in.Groups)
}

// regroup gives an interface other security groups.
func (w *World) regroup(c *call, eni *networkInterface, groups []string) *api.Error {
	if err := w.checkGroups(groups, w.s.Subnets.Get(eni.Subnet).VPC); err != nil {
		return err
	}
	if slices.Equal(eni.Groups, groups) {
		return nil
	}
	eni.Groups = slices.Clone(groups)
	names := make([]string, len(groups))
	for k, id := range groups {
		names[k] = w.shown(id)
	}
	w.changed(c, topology{w}.Label(eni.ID)+" has the groups "+strings.Join(names, ", "), eni.Owner, eni.ID)
	return nil
}

func (w *World) describeNetworkInterfaces(_ *call, in *api.DescribeNetworkInterfacesInput) (*api.DescribeNetworkInterfacesOutput, *api.Error) {
	for _, id := range in.NetworkInterfaceIds {
		if w.s.Interfaces.Get(id) == nil {
			return nil, noInterface(id)
		}
	}
	rows, err := chosen(w, &w.s.Interfaces, in.NetworkInterfaceIds, in.Filters, w.interfaceHas)
	if err != nil {
		return nil, err
	}
	out := &api.DescribeNetworkInterfacesOutput{NetworkInterfaces: []api.NetworkInterface{}}
	for _, i := range rows {
		out.NetworkInterfaces = append(out.NetworkInterfaces, w.networkInterfaceView(i))
	}
	return out, nil
}

// interfaceHas are the properties by which filters ask for network interfaces.
func (w *World) interfaceHas(i *networkInterface) map[string][]string {
	view := api.NetworkInterface{}
	if i.ID != "" {
		view = w.networkInterfaceView(i)
	}
	has := map[string][]string{
		"network-interface-id": {i.ID}, "subnet-id": {i.Subnet}, "vpc-id": {view.VpcId}, "availability-zone": {view.AvailabilityZone}, "owner-id": {w.cfg.Account},
		"private-ip-address": {i.PrivateIP}, "addresses.private-ip-address": {i.PrivateIP}, "private-dns-name": {view.PrivateDnsName},
		"description": {view.Description}, "interface-type": {view.InterfaceType}, "status": {view.Status}, "requester-managed": {truth(view.RequesterManaged)},
		"requester-id": given(view.RequesterId), "group-id": i.Groups, "group-name": nil, "source-dest-check": {truth(view.SourceDestCheck)},
		"association.public-ip": given(i.PublicIP), "addresses.association.public-ip": given(i.PublicIP), "association.allocation-id": nil, "association.association-id": nil,
		"attachment.instance-id": nil, "attachment.attachment-id": nil, "attachment.status": nil, "attachment.instance-owner-id": nil,
	}
	for _, g := range view.Groups {
		has["group-name"] = append(has["group-name"], g.GroupName)
	}
	if a := view.Association; a != nil {
		has["association.allocation-id"], has["association.association-id"] = given(a.AllocationId), given(a.AssociationId)
	}
	if a := view.Attachment; a != nil {
		has["attachment.instance-id"], has["attachment.attachment-id"] = given(a.InstanceId), given(a.AttachmentId)
		has["attachment.status"], has["attachment.instance-owner-id"] = given(a.Status), given(a.InstanceOwnerId)
	}
	return w.named(has, i.ID)
}

func (w *World) networkInterfaceView(i *networkInterface) api.NetworkInterface {
	s := w.s.Subnets.Get(i.Subnet)
	out := api.NetworkInterface{
		AvailabilityZone: s.Zone, Groups: w.groupNames(i.Groups), InterfaceType: "interface", NetworkInterfaceId: i.ID, OwnerId: w.cfg.Account,
		PrivateDnsName: w.hostName(i.PrivateIP), PrivateIpAddress: i.PrivateIP, RequesterManaged: true, SourceDestCheck: true, Status: "in-use",
		SubnetId: s.ID, TagSet: w.tagList(i.ID), VpcId: s.VPC,
	}
	w.belongs(i, &out)
	if i.PublicIP != "" {
		out.Association = &api.NetworkInterfaceAssociation{IpOwnerId: "amazon", PublicDnsName: w.publicName(w.s.VPCs.Get(s.VPC), i.PublicIP), PublicIp: i.PublicIP}
		if a := w.addressOf(i.ID); a != nil {
			out.Association.AllocationId, out.Association.AssociationId, out.Association.IpOwnerId = a.ID, a.Association, w.cfg.Account
		}
	}
	out.PrivateIpAddresses = []api.NetworkInterfacePrivateIpAddress{{Association: out.Association, Primary: true, PrivateDnsName: out.PrivateDnsName, PrivateIpAddress: i.PrivateIP}}
	return out
}

// belongs says of an interface what it belongs to, as AWS does in its description and
// its type. "Requester-managed network interfaces"; the type of a task's interface is
// branch on an instance with a trunk.
func (w *World) belongs(i *networkInterface, out *api.NetworkInterface) {
	attached := &api.NetworkInterfaceAttachment{
		AttachTime: w.stamp(i.CreatedAt), AttachmentId: "eni-attach-" + strings.TrimPrefix(i.ID, "eni-"), DeleteOnTermination: true, InstanceOwnerId: w.cfg.Account, Status: "attached",
	}
	out.Attachment = attached
	if t := w.s.Tasks.Get(i.Owner); t != nil {
		w.belongsToTask(t, out)
		return
	}
	switch {
	case w.isTrunk(i):
		out.InterfaceType, attached.InstanceId, attached.DeviceIndex = "trunk", i.Owner, 1
	case w.s.Instances.Get(i.Owner) != nil:
		out.RequesterManaged, attached.InstanceId = false, i.Owner
	case w.s.Databases.Get(i.Owner) != nil:
		out.RequesterManaged, out.Description = false, i.Owner
	case w.s.NATs.Get(i.Owner) != nil:
		out.Description, out.InterfaceType, out.SourceDestCheck = "Interface for NAT Gateway "+i.Owner, "nat_gateway", false
		attached.InstanceOwnerId, attached.DeviceIndex, attached.DeleteOnTermination = "amazon-aws", 1, false
	case w.s.Endpoints.Get(i.Owner) != nil:
		out.Description, out.InterfaceType = "VPC Endpoint Interface "+i.Owner, "vpc_endpoint"
		attached.InstanceOwnerId, attached.DeviceIndex, attached.DeleteOnTermination = "amazon-aws", 1, false
	case w.s.MountTargets.Get(i.Owner) != nil:
		m := w.s.MountTargets.Get(i.Owner)
		out.Description, out.InterfaceType = fmt.Sprintf("EFS mount target for %s (%s)", m.FileSystem, m.ID), "efs"
		attached.InstanceOwnerId, attached.DeviceIndex, attached.DeleteOnTermination = "amazon-aws", 1, false
	case w.s.LoadBalancers.Get(i.Owner) != nil:
		_, name, _ := strings.Cut(i.Owner, ":loadbalancer/")
		out.Description, out.RequesterId = "ELB "+name, "amazon-elb"
		if strings.HasPrefix(name, "net/") {
			out.InterfaceType = "network_load_balancer"
		}
		attached.InstanceOwnerId, attached.DeviceIndex, attached.DeleteOnTermination = "amazon-elb", 1, false
	}
}

// belongsToTask: the interface of a task on EC2 is attached to its instance, that of
// one on Fargate to a machine of AWS.
func (w *World) belongsToTask(t *task, out *api.NetworkInterface) {
	out.Description = w.ecsARN("attachment", t.Attachment)
	out.Attachment.DeviceIndex, out.Attachment.DeleteOnTermination, out.Attachment.InstanceOwnerId = 1, false, "amazon-aws"
	if c := w.on(t); c != nil {
		out.Attachment.InstanceId, out.Attachment.InstanceOwnerId = c.Instance, w.cfg.Account
		if c.Trunking {
			out.InterfaceType = "branch"
		}
	}
}
