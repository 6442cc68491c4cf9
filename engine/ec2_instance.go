package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// groupsPerInterface is the quota of security groups on an interface. "Amazon
// VPC quotas".
const groupsPerInterface = 5

func (w *World) runInstances(c *call, in *api.RunInstancesInput) (*api.RunInstancesOutput, *api.Error) {
	if err := w.checkRunInstances(in); err != nil {
		return nil, err
	}
	s := w.subnet(in.SubnetId)
	groups := in.SecurityGroupIds
	if len(groups) == 0 {
		groups = []string{w.s.VPCs.Get(s.VPC).Default}
	}
	profile := ""
	if in.IamInstanceProfile != nil {
		p, err := w.profileOf(in.IamInstanceProfile)
		if err != nil {
			return nil, err
		}
		if err := p.checkRole(); err != nil {
			return nil, err
		}
		profile = p.ARN
	}
	out := &api.RunInstancesOutput{ReservationId: w.id("r"), OwnerId: w.cfg.Account, Groups: []api.GroupIdentifier{}}
	for range *in.MaxCount {
		i := &instance{
			ID: w.id("i"), ImageID: in.ImageId, Type: in.InstanceType, Subnet: s.ID, State: "pending", Launched: w.s.Now, Halted: unset,
			UserData: in.UserData, Profile: profile, Reservation: out.ReservationId,
		}
		i.OptedIn = w.trunking(w.instanceRole(i))
		i.Interface = w.newInterface(s, groups, i.ID, in.PrivateIpAddress)
		if s.PublicIPs {
			w.s.Interfaces.Get(i.Interface).PublicIP = w.publicIP()
		}
		w.s.Instances.Put(i.ID, i)
		w.after(w.cfg.Delays.InstanceLaunch, workInstanceRuns, 0, i.ID)
		w.changed(c, i.ID+" "+i.Type+" in "+s.Zone, i.ID, s.ID)
		out.Instances = append(out.Instances, w.instanceView(i))
	}
	return out, nil
}

func (w *World) checkRunInstances(in *api.RunInstancesInput) *api.Error {
	s := w.subnet(in.SubnetId)
	switch {
	case value(in.MinCount) < 1 || value(in.MaxCount) < *in.MinCount:
		return api.Refuse("InvalidParameterValue", "The value for parameter minCount must be at least 1 and no greater than maxCount.")
	case *in.MaxCount > 20:
		return api.Refuse("InstanceLimitExceeded", "Drydock starts at most 20 instances with one request.").Ours()
	case in.ImageId == "":
		return api.Refuse("MissingParameter", "The request must contain the parameter ImageId")
	case in.SubnetId == "":
		return api.Refuse("MissingInput", "No subnets found for the default VPC. Please specify a subnet.")
	case s == nil:
		return noSubnet(in.SubnetId)
	case in.InstanceType == "":
		return api.Refuse("InvalidParameterValue", "The default instance type, m1.small, is not simulated: give an instance type.").Ours()
	case instanceTypes[in.InstanceType].vCPU == 0:
		return api.Refuse("InvalidParameterValue", "Invalid value '%s' for InstanceType.", in.InstanceType)
	case in.PrivateIpAddress != "" && (*in.MaxCount > 1 || !w.addressFree(s, in.PrivateIpAddress)):
		return api.Refuse("InvalidParameterValue", "Address %s is in use or not in the range of the subnet.", in.PrivateIpAddress).Ours()
	case w.freeAddresses(s) < *in.MaxCount:
		return api.Refuse("InsufficientFreeAddressesInSubnet", "There are not enough free addresses in subnet '%s' to satisfy the requested number of instances.", s.ID)
	}
	return w.checkGroups(in.SecurityGroupIds, s.VPC)
}

// checkGroups refuses groups that an interface in the VPC cannot have.
func (w *World) checkGroups(ids []string, vpc string) *api.Error {
	if len(ids) > groupsPerInterface {
		return api.Refuse("SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.")
	}
	for _, id := range ids {
		g, err := w.group(id, "")
		if err != nil {
			return err
		}
		if g.VPC != vpc {
			return api.Refuse("InvalidParameter", "Security group %s and the subnet belong to different networks.", id)
		}
	}
	return nil
}

func noInstance(id string) *api.Error {
	return api.Refuse("InvalidInstanceID.NotFound", "The instance ID '%s' does not exist", id)
}

func (w *World) describeInstances(_ *call, in *api.DescribeInstancesInput) (*api.DescribeInstancesOutput, *api.Error) {
	for _, id := range in.InstanceIds {
		if w.s.Instances.Get(id) == nil {
			return nil, noInstance(id)
		}
	}
	out := &api.DescribeInstancesOutput{Reservations: []api.Reservation{}}
	for i := range w.s.Instances.All() {
		if in.InstanceIds != nil && !slices.Contains(in.InstanceIds, i.ID) {
			continue
		}
		s := w.s.Subnets.Get(i.Subnet)
		match, err := w.filter(in.Filters, map[string][]string{
			"instance-id": {i.ID}, "instance-state-name": {i.State}, "subnet-id": {s.ID}, "vpc-id": {s.VPC}, "availability-zone": {s.Zone},
			"instance-type": {i.Type}, "instance.group-id": w.groupsOf(i), "tag:Name": {w.s.Shown[i.ID]},
		})
		if err != nil {
			return nil, err
		}
		if !match {
			continue
		}
		if n := len(out.Reservations); n == 0 || out.Reservations[n-1].ReservationId != i.Reservation {
			out.Reservations = append(out.Reservations, api.Reservation{ReservationId: i.Reservation, OwnerId: w.cfg.Account, Groups: []api.GroupIdentifier{}})
		}
		last := &out.Reservations[len(out.Reservations)-1]
		last.Instances = append(last.Instances, w.instanceView(i))
	}
	return out, nil
}

func (w *World) instanceView(i *instance) api.Instance {
	s := w.s.Subnets.Get(i.Subnet)
	out := api.Instance{
		Architecture: instanceTypes[i.Type].architecture(), NetworkInterfaces: []api.InstanceNetworkInterface{}, SecurityGroups: []api.GroupIdentifier{},
		SourceDestCheck: true, Tags: w.nameTag(i.ID), InstanceId: i.ID, ImageId: i.ImageID, State: instanceState(i.State),
		InstanceType: i.Type, LaunchTime: w.stamp(i.Launched), Placement: &api.Placement{Tenancy: "default", AvailabilityZone: s.Zone},
	}
	if i.Halted != unset {
		out.StateReason = &api.StateReason{Code: "Client.UserInitiatedShutdown", Message: "Client.UserInitiatedShutdown: User initiated shutdown"}
		out.StateTransitionReason = "User initiated (" + w.TimeOf(i.Halted).UTC().Format("2006-01-02 15:04:05 MST") + ")"
	}
	if eni := w.s.Interfaces.Get(i.Interface); eni != nil {
		out.SecurityGroups = w.groupNames(eni.Groups)
		out.NetworkInterfaces = []api.InstanceNetworkInterface{{
			Groups: out.SecurityGroups, NetworkInterfaceId: eni.ID, PrivateIpAddress: eni.PrivateIP, Status: "in-use", SubnetId: s.ID, VpcId: s.VPC,
		}}
		out.PrivateDnsName = w.hostName(eni.PrivateIP)
		out.SubnetId, out.VpcId, out.PrivateIpAddress, out.PublicIpAddress = s.ID, s.VPC, eni.PrivateIP, eni.PublicIP
		out.PublicDnsName = w.publicName(w.s.VPCs.Get(s.VPC), eni.PublicIP)
	}
	if i.Profile != "" {
		out.IamInstanceProfile = w.profileTold(i.Profile)
	}
	return out
}

// groupsOf are the security groups of an instance's interface; none once the
// instance is terminated.
func (w *World) groupsOf(i *instance) []string {
	if eni := w.s.Interfaces.Get(i.Interface); eni != nil {
		return eni.Groups
	}
	return nil
}

func (w *World) groupNames(ids []string) []api.GroupIdentifier {
	out := []api.GroupIdentifier{}
	for _, id := range ids {
		out = append(out, api.GroupIdentifier{GroupId: id, GroupName: w.s.SecurityGroups.Get(id).Name})
	}
	return out
}

func (w *World) modifyInstanceAttribute(c *call, in *api.ModifyInstanceAttributeInput) (*api.Nothing, *api.Error) {
	i := w.s.Instances.Get(in.InstanceId)
	if i == nil {
		return nil, noInstance(in.InstanceId)
	}
	if i.State == "terminated" {
		return nil, api.Refuse("IncorrectInstanceState", "The instance '%s' is not in a state that allows this.", i.ID).Ours()
	}
	if len(in.Groups) == 0 {
		return nil, api.Refuse("InvalidParameterCombination", "No attributes specified.")
	}
	return &api.Nothing{}, w.regroup(c, w.s.Interfaces.Get(i.Interface), in.Groups)
}

// stamp is an instant as answers carry it; an instant that has not been made is
// left out.
func (w *World) stamp(t sim.Time) api.Time {
	if t == unset {
		return 0
	}
	return api.Time(w.TimeOf(t).UnixMilli())
}
