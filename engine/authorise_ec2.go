package engine

import (
	"cmp"
	"strings"

	"drydock/engine/api"
)

// ec2Needs are the permissions of Amazon EC2's operations: "Actions, resources,
// and condition keys for Amazon EC2" in the Service Authorization Reference, of
// whose keys those are set that follow from a request or from what it names. The
// resource of something that the call is yet to make has the id *.
func ec2Needs() asking {
	return asking{
		"ec2:DescribeSecurityGroups":     inRegion,
		"ec2:DescribeSecurityGroupRules": inRegion,
		"ec2:DescribeInstances":          inRegion,
		"ec2:DescribeVolumes":            inRegion,

		"ec2:CreateSecurityGroup": asks(func(w *World, in *api.CreateSecurityGroupInput) []need {
			out := []need{w.onEC2("security-group", "*")}
			if in.VpcId != "" {
				out = append(out, w.onVPC(in.VpcId))
			}
			return out
		}),
		"ec2:DeleteSecurityGroup": asks(func(w *World, in *api.DeleteSecurityGroupInput) []need {
			return []need{w.onGroup(in.GroupId)}
		}),
		"ec2:AuthorizeSecurityGroupIngress": asks(func(w *World, in *api.AuthorizeSecurityGroupIngressInput) []need {
			return []need{w.onGroup(in.GroupId)}
		}),
		"ec2:AuthorizeSecurityGroupEgress": asks(func(w *World, in *api.AuthorizeSecurityGroupEgressInput) []need {
			return []need{w.onGroup(in.GroupId)}
		}),
		"ec2:RevokeSecurityGroupIngress": asks(func(w *World, in *api.RevokeSecurityGroupIngressInput) []need {
			return []need{w.onGroup(in.GroupId)}
		}),
		"ec2:RevokeSecurityGroupEgress": asks(func(w *World, in *api.RevokeSecurityGroupEgressInput) []need {
			return []need{w.onGroup(in.GroupId)}
		}),
		"ec2:ModifySecurityGroupRules": asks(func(w *World, in *api.ModifySecurityGroupRulesInput) []need {
			out := []need{w.onGroup(in.GroupId)}
			for _, r := range in.SecurityGroupRules {
				out = append(out, w.onEC2("security-group-rule", r.SecurityGroupRuleId))
			}
			return out
		}),
		"ec2:RunInstances": asks((*World).runInstancesNeeds),
		"ec2:ModifyInstanceAttribute": asks(func(w *World, in *api.ModifyInstanceAttributeInput) []need {
			out := []need{w.onInstance(in.InstanceId)}
			for _, g := range in.Groups {
				out = append(out, w.onGroup(g))
			}
			return out
		}),
		"ec2:StartInstances": asks(func(w *World, in *api.StartInstancesInput) []need {
			return w.onInstances(in.InstanceIds)
		}),
		"ec2:StopInstances": asks(func(w *World, in *api.StopInstancesInput) []need {
			return w.onInstances(in.InstanceIds)
		}),
		"ec2:TerminateInstances": asks(func(w *World, in *api.TerminateInstancesInput) []need {
			return w.onInstances(in.InstanceIds)
		}),
	}
}

// inRegion is the permission for a call that has no resource.
func inRegion(w *World, _ any) []need {
	return []need{{resource: "*", keys: keyed("ec2:Region", w.cfg.Region)}}
}

// runInstancesNeeds asks about everything that takes part in a launch, and about
// the role of the instance profile.
//
// See "Example policies to control access the Amazon EC2 API" (RunInstances) and
// "Grant permissions to attach an IAM role to an instance" in the Amazon EC2 User
// Guide.
func (w *World) runInstancesNeeds(in *api.RunInstancesInput) []need {
	zone, vpcID, groups := "", "", in.SecurityGroupIds
	if n := w.s.Subnets.Get(in.SubnetId); n != nil {
		zone, vpcID = n.Zone, n.VPC
		if v := w.s.VPCs.Get(n.VPC); v != nil && len(groups) == 0 {
			groups = []string{v.Default}
		}
	}
	if len(groups) == 0 {
		groups = []string{"*"}
	}
	subnet, net := "", ""
	if in.SubnetId != "" {
		subnet = w.ec2ARN("subnet", in.SubnetId)
	}
	if vpcID != "" {
		net = w.ec2ARN("vpc", vpcID)
	}
	profile := w.profileNamed(in.IamInstanceProfile)
	out := []need{
		w.onEC2("instance", "*", "ec2:InstanceType", in.InstanceType, "ec2:InstanceProfile", profile, "ec2:AvailabilityZone", zone),
		w.onEC2("image", in.ImageId, "ec2:ImageID", in.ImageId),
		w.onSubnet(in.SubnetId),
	}
	for _, g := range groups {
		out = append(out, w.onGroup(g))
	}
	out = append(out,
		w.onEC2("network-interface", "*", "ec2:Subnet", subnet, "ec2:Vpc", net, "ec2:AvailabilityZone", zone),
		w.onEC2("volume", "*", "ec2:AvailabilityZone", zone),
	)
	if p := w.s.InstanceProfiles.Get(iamKey(lastOf(profile))); p != nil {
		out = append(out, w.passes(ec2Service, p.Role)...)
	}
	return out
}

// profileNamed is the ARN of the instance profile that a request names, whether or
// not there is such a profile; "" for none.
func (w *World) profileNamed(in *api.IamInstanceProfileSpecification) string {
	switch {
	case in == nil || in.Arn == "" && in.Name == "":
		return ""
	case in.Arn != "":
		return in.Arn
	}
	return w.profileARN(in.Name)
}

// profileARN is the ARN of an instance profile that is given by its name or ARN.
func (w *World) profileARN(nameOrARN string) string {
	if nameOrARN == "" || strings.HasPrefix(nameOrARN, "arn:") {
		return nameOrARN
	}
	if p := w.s.InstanceProfiles.Get(iamKey(nameOrARN)); p != nil {
		return p.ARN
	}
	return w.iamARN("instance-profile", "/", nameOrARN)
}

// ec2ARN is the ARN of something of EC2. An image's names no account: anybody's
// may be used.
func (w *World) ec2ARN(kind, id string) string {
	account := w.cfg.Account
	if kind == "image" {
		account = ""
	}
	return "arn:aws:ec2:" + w.cfg.Region + ":" + account + ":" + kind + "/" + cmp.Or(id, "*")
}

// onEC2 is the permission for something of EC2. Its tags are those that describing
// it shows.
func (w *World) onEC2(kind, id string, keys ...string) need {
	n := need{resource: w.ec2ARN(kind, id), keys: keyed(keys...)}
	n.keys.Set("ec2:Region", w.cfg.Region)
	for _, t := range w.nameTag(id) {
		n.keys.Set("aws:ResourceTag/"+t.Key, t.Value)
		n.keys.Set("ec2:ResourceTag/"+t.Key, t.Value)
	}
	return n
}

// onGroup is the permission for a security group. One that is given by its name
// would be of the default VPC, and there is none: it is asked about as *.
func (w *World) onGroup(id string) need {
	g := w.s.SecurityGroups.Get(id)
	if g == nil {
		if id == "*" {
			id = ""
		}
		return w.onEC2("security-group", id, "ec2:SecurityGroupID", id)
	}
	return w.onEC2("security-group", id, "ec2:SecurityGroupID", id, "ec2:Vpc", w.ec2ARN("vpc", g.VPC))
}

func (w *World) onInstance(id string) need {
	i := w.s.Instances.Get(id)
	if i == nil {
		return w.onEC2("instance", id, "ec2:InstanceID", id)
	}
	zone := ""
	if n := w.s.Subnets.Get(i.Subnet); n != nil {
		zone = n.Zone
	}
	return w.onEC2("instance", id,
		"ec2:InstanceID", id, "ec2:InstanceType", i.Type, "ec2:AvailabilityZone", zone,
		"ec2:InstanceProfile", w.profileARN(i.Profile), "ec2:Tenancy", "default",
	)
}

// onInstances asks about each instance of a call.
func (w *World) onInstances(ids []string) []need {
	if len(ids) == 0 {
		return []need{w.onEC2("instance", "*")}
	}
	var out []need
	for _, id := range ids {
		out = append(out, w.onInstance(id))
	}
	return out
}
