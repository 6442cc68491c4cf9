package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// networkConfig is where tasks in the network mode awsvpc get their interfaces.
type networkConfig struct {
	Subnets []string
	Groups  []string // those asked for; none for the default group of the VPC
	Public  bool     // the interfaces get public addresses
}

// Limits of awsvpcConfiguration. "Amazon ECS service quotas".
const (
	maxTaskSubnets = 16
	maxTaskGroups  = 5
)

// readNetwork checks the network configuration of tasks of a definition.
func (w *World) readNetwork(d *taskDefinition, launchType string, in *api.NetworkConfiguration) (*networkConfig, *api.Error) {
	switch {
	case d.Body.NetworkMode != modeAwsvpc && in != nil:
		return nil, invalid("Network Configuration is not valid for the given networkMode of this task definition.")
	case d.Body.NetworkMode != modeAwsvpc:
		return nil, nil
	case in == nil || in.AwsvpcConfiguration == nil:
		return nil, invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
	}
	v := in.AwsvpcConfiguration
	switch {
	case len(v.Subnets) == 0:
		return nil, invalid("subnets can not be empty.")
	case len(v.Subnets) > maxTaskSubnets:
		return nil, invalid("subnets can have at most %d items.", maxTaskSubnets).Ours()
	case len(v.SecurityGroups) > maxTaskGroups:
		return nil, invalid("securityGroups can have at most %d items.", maxTaskGroups).Ours()
	case v.AssignPublicIp == "ENABLED" && launchType != launchFargate:
		return nil, invalid("Assign public IP is not supported for this launch type.")
	}
	if err := w.checkTaskSubnets(v.Subnets); err != nil {
		return nil, err
	}
	vpc := w.s.Subnets.Get(v.Subnets[0]).VPC
	for _, id := range v.SecurityGroups {
		switch g := w.s.SecurityGroups.Get(id); {
		case g == nil:
			return nil, invalid("Error retrieving security group information for [%s]: The security group '%s' does not exist (ErrorCode: InvalidGroup.NotFound)", id, id).Ours()
		case g.VPC != vpc:
			return nil, invalid("The security group %s and the subnets are of different VPCs.", id).Ours()
		}
	}
	return &networkConfig{Subnets: slices.Clone(v.Subnets), Groups: slices.Clone(v.SecurityGroups), Public: v.AssignPublicIp == "ENABLED"}, nil
}

// checkTaskSubnets refuses subnets that are not there, or not of one VPC.
func (w *World) checkTaskSubnets(ids []string) *api.Error {
	for i, id := range ids {
		switch s := w.subnet(id); {
		case s == nil:
			return invalid("Error retrieving subnet information for [%s]: The subnet ID '%s' does not exist (ErrorCode: InvalidSubnetID.NotFound)", id, id).Ours()
		case s.VPC != w.s.Subnets.Get(ids[0]).VPC:
			return invalid("The subnets are of different VPCs.").Ours()
		case slices.Contains(ids[:i], id):
			return invalid("The subnet %s is given more than once.", id).Ours()
		}
	}
	return nil
}

// same reports whether two configurations are equal.
func (n *networkConfig) same(other *networkConfig) bool {
	if n == nil || other == nil {
		return n == other
	}
	return sim.Digest(n) == sim.Digest(other)
}

// view is the configuration as the API shows it; nil for none.
func (n *networkConfig) view() *api.NetworkConfiguration {
	if n == nil {
		return nil
	}
	public := "DISABLED"
	if n.Public {
		public = "ENABLED"
	}
	return &api.NetworkConfiguration{AwsvpcConfiguration: &api.AwsVpcConfiguration{
		Subnets: slices.Clone(n.Subnets), SecurityGroups: append([]string{}, n.Groups...), AssignPublicIp: public,
	}}
}

// zones are the Availability Zones of the subnets, each once.
func (n *networkConfig) zones(w *World) []string {
	if n == nil {
		return nil
	}
	var out []string
	for _, id := range n.Subnets {
		if zone := w.s.Subnets.Get(id).Zone; !slices.Contains(out, zone) {
			out = append(out, zone)
		}
	}
	return out
}

// subnetIn is the subnet in which a task in a zone gets its interface: the first
// given of that zone with a free address, or else the first. AWS says nothing of
// several subnets in one zone: engine's choice.
func (n *networkConfig) subnetIn(w *World, zone string) *subnet {
	var first *subnet
	for _, id := range n.Subnets {
		s := w.s.Subnets.Get(id)
		switch {
		case s.Zone != zone:
		case w.freeAddresses(s) > 0:
			return s
		case first == nil:
			first = s
		}
	}
	return first
}

// attach makes the network interface of a task in a subnet; or says with which error
// of EC2 it cannot: no address is left there, or a security group was deleted since.
// "Task networking with the awsvpc network mode".
func (w *World) attach(t *task, n *networkConfig, s *subnet) (fault string) {
	t.Subnet, t.Public = s.ID, n.Public
	switch {
	case slices.ContainsFunc(n.Groups, func(id string) bool { return w.s.SecurityGroups.Get(id) == nil }):
		fault = "InvalidGroup.NotFound"
	case w.freeAddresses(s) == 0:
		fault = "InsufficientFreeAddressesInSubnet"
	}
	if fault != "" {
		t.Attachment = w.s.IDs.Hex(32) // it is shown, and never gets an interface
		return fault
	}
	groups := n.Groups
	if len(groups) == 0 {
		groups = []string{w.s.VPCs.Get(s.VPC).Default}
	}
	t.Interface = w.newInterface(s, groups, t.ARN, "")
	i := w.s.Interfaces.Get(t.Interface)
	if n.Public {
		i.PublicIP = w.publicIP()
	}
	t.Address, t.Attachment = i.PrivateIP, w.s.IDs.Hex(32)
	return ""
}

// detach deletes the network interface of a task that has one.
func (w *World) detach(t *task) {
	if t.Interface != "" {
		w.dropInterface(t.Interface)
		t.Detached, t.Interface = t.Interface, ""
	}
}

// own reports whether a task has, or had, a network interface of its own.
func (t *task) own() bool { return t.Subnet != "" }

// subnetOf is the subnet that a task is in.
func (w *World) subnetOf(t *task) *subnet {
	if t.own() {
		return w.s.Subnets.Get(t.Subnet)
	}
	return w.s.Subnets.Get(w.s.Instances.Get(w.on(t).Instance).Subnet)
}

// interfaceView is a task's network interface as DescribeTasks shows it.
func (w *World) interfaceView(t *task) api.Attachment {
	status := map[string]string{taskProvisioning: "ATTACHING", taskDeprovisioning: "DETACHING", taskStopped: "DELETED"}[t.LastStatus]
	if status == "" {
		status = "ATTACHED"
	}
	id := t.Interface + t.Detached
	out := api.Attachment{Id: dashed(t.Attachment), Type: "ElasticNetworkInterface", Status: status, Details: []api.KeyValuePair{{Name: "subnetId", Value: t.Subnet}}}
	for _, d := range []api.KeyValuePair{{Name: "networkInterfaceId", Value: id}, {Name: "privateDnsName", Value: w.hostName(t.Address)}, {Name: "privateIPv4Address", Value: t.Address}} {
		if t.Address != "" {
			out.Details = append(out.Details, d)
		}
	}
	return out
}

// taskWithAddress finds the task whose own interface has a private address in a
// VPC; nil when there is none.
func (w *World) taskWithAddress(vpc, address string) *task {
	if i := w.interfaceAt(vpc, address); i != nil {
		return w.s.Tasks.Get(i.Owner)
	}
	return nil
}
