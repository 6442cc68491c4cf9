package engine

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
)

func (w *World) createSecurityGroup(c *call, in *api.CreateSecurityGroupInput) (*api.CreateSecurityGroupOutput, *api.Error) {
	switch {
	case in.VpcId == "":
		return nil, api.Refuse("VPCIdNotSpecified", "No default VPC for this user. Specify --vpc-id.")
	case w.s.VPCs.Get(in.VpcId) == nil:
		return nil, noVpc(in.VpcId)
	case strings.HasPrefix(in.GroupName, "sg-"):
		return nil, api.Refuse("InvalidParameterValue", "Value (%s) for parameter GroupName is invalid. Group names may not be in the format sg-*.", in.GroupName)
	case len(in.GroupName) > 255 || len(in.Description) > 255:
		return nil, api.Refuse("InvalidParameterValue", "A group's name and its description have at most 255 characters.").Ours()
	}
	for g := range w.s.SecurityGroups.All() {
		if g.VPC == in.VpcId && g.Name == in.GroupName {
			return nil, api.Refuse("InvalidGroup.Duplicate", "The security group '%s' already exists for VPC '%s'", in.GroupName, in.VpcId)
		}
	}
	g := &securityGroup{ID: w.id("sg"), Name: in.GroupName, Description: in.Description, VPC: in.VpcId}
	g.Rules = []groupRule{w.allowAll()}
	w.s.SecurityGroups.Put(g.ID, g)
	w.changed(c, g.ID+" "+g.Name, g.ID, g.VPC)
	return &api.CreateSecurityGroupOutput{GroupId: g.ID, SecurityGroupArn: w.groupARN(g.ID)}, nil
}

func (w *World) groupARN(id string) string {
	return fmt.Sprintf("arn:aws:ec2:%s:%s:security-group/%s", w.cfg.Region, w.cfg.Account, id)
}

// group finds a security group by id, or by the name that only groups of a
// default VPC could have.
func (w *World) group(id, name string) (*securityGroup, *api.Error) {
	switch {
	case id == "" && name == "":
		return nil, api.Refuse("MissingParameter", "The request must contain the parameter groupName or groupId")
	case id == "":
		return nil, api.Refuse("InvalidGroup.NotFound", "The security group '%s' does not exist in default VPC 'none'", name)
	case !strings.HasPrefix(id, "sg-"):
		return nil, api.Refuse("InvalidGroupId.Malformed", "Invalid id: \"%s\" (expecting \"sg-...\")", id)
	}
	g := w.s.SecurityGroups.Get(id)
	if g == nil {
		return nil, api.Refuse("InvalidGroup.NotFound", "The security group '%s' does not exist", id)
	}
	return g, nil
}

func (w *World) deleteSecurityGroup(c *call, in *api.DeleteSecurityGroupInput) (*api.DeleteSecurityGroupOutput, *api.Error) {
	g, err := w.group(in.GroupId, "")
	if err != nil {
		return nil, err
	}
	if g.Name == "default" {
		return nil, api.Refuse("CannotDelete", "the specified group: \"%s\" name: \"default\" cannot be deleted by a user", g.ID)
	}
	if w.groupInUse(g.ID) {
		return nil, api.Refuse("DependencyViolation", "resource %s has a dependent object", g.ID)
	}
	w.s.SecurityGroups.Drop(g.ID)
	w.changed(c, g.ID, g.ID)
	return &api.DeleteSecurityGroupOutput{Return: true, GroupId: g.ID}, nil
}

// groupInUse: an interface has the group, or a rule of another group names it.
func (w *World) groupInUse(id string) bool {
	for i := range w.s.Interfaces.All() {
		if slices.Contains(i.Groups, id) {
			return true
		}
	}
	for g := range w.s.SecurityGroups.All() {
		if g.ID != id && slices.ContainsFunc(g.Rules, func(r groupRule) bool { return r.Group == id }) {
			return true
		}
	}
	return false
}

func (w *World) describeSecurityGroups(_ *call, in *api.DescribeSecurityGroupsInput) (*api.DescribeSecurityGroupsOutput, *api.Error) {
	for _, id := range in.GroupIds {
		if _, err := w.group(id, ""); err != nil {
			return nil, err
		}
	}
	out := &api.DescribeSecurityGroupsOutput{SecurityGroups: []api.SecurityGroup{}}
	for g := range w.s.SecurityGroups.All() {
		if in.GroupIds != nil && !slices.Contains(in.GroupIds, g.ID) || in.GroupNames != nil && !slices.Contains(in.GroupNames, g.Name) {
			continue
		}
		match, err := w.filter(in.Filters, map[string][]string{"group-id": {g.ID}, "group-name": {g.Name}, "vpc-id": {g.VPC}, "tag:Name": {w.s.Shown[g.ID]}})
		if err != nil {
			return nil, err
		}
		if match {
			out.SecurityGroups = append(out.SecurityGroups, w.groupView(g))
		}
	}
	return out, nil
}

func (w *World) groupView(g *securityGroup) api.SecurityGroup {
	return api.SecurityGroup{
		GroupId: g.ID, IpPermissionsEgress: w.permissions(g, true), Tags: w.nameTag(g.ID), VpcId: g.VPC, SecurityGroupArn: w.groupARN(g.ID),
		OwnerId: w.cfg.Account, GroupName: g.Name, Description: g.Description, IpPermissions: w.permissions(g, false),
	}
}

// permissions gathers rules by protocol and ports, as DescribeSecurityGroups
// shows them.
func (w *World) permissions(g *securityGroup, egress bool) []api.IpPermission {
	out := []api.IpPermission{}
	for _, r := range g.Rules {
		if r.Egress != egress {
			continue
		}
		i := slices.IndexFunc(out, func(p api.IpPermission) bool {
			return p.IpProtocol == r.Protocol && (p.FromPort == nil || *p.FromPort == r.From && *p.ToPort == r.To)
		})
		if i < 0 {
			p := api.IpPermission{IpProtocol: r.Protocol, UserIdGroupPairs: []api.UserIdGroupPair{}, IpRanges: []api.IpRange{}, Ipv6Ranges: []api.Ipv6Range{}, PrefixListIds: []api.PrefixListId{}}
			if r.Protocol != "-1" {
				p.FromPort, p.ToPort = &r.From, &r.To
			}
			out, i = append(out, p), len(out)
		}
		switch {
		case r.Group != "":
			out[i].UserIdGroupPairs = append(out[i].UserIdGroupPairs, api.UserIdGroupPair{Description: r.Description, UserId: w.cfg.Account, GroupId: r.Group})
		case r.List != "":
			out[i].PrefixListIds = append(out[i].PrefixListIds, api.PrefixListId{Description: r.Description, PrefixListId: r.List})
		default:
			out[i].IpRanges = append(out[i].IpRanges, api.IpRange{Description: r.Description, CidrIp: r.CIDR})
		}
	}
	return out
}
