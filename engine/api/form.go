package api

import "slices"

// Form is what a form for the operation asks for: first what is required, then
// what matters most, then the rest, with what the CLI adds by hand in the place
// of what it stands for. What is only kept is not asked for. The first shown of
// the fields are worth showing at once. What the CLI adds has its option for a
// name: "--port".
func (o *Operation) Form() (fields []*Field, shown int) {
	all := []*Field{}
	for _, f := range o.shape.Fields {
		if !replacedByCLI(o, f) && !f.Kept {
			if f.Document != "" && f.Shape.Kind == String {
				f = documentField(f)
			}
			all = append(all, f)
		}
	}
	for _, a := range addedByCLI(o) {
		if a.apply != nil {
			all = append(all, &Field{
				Name: a.flag, Flag: a.flag, Shape: &Shape{Kind: String}, Enum: a.enum, Ref: a.ref, Doc: a.doc, added: &a,
			})
		}
	}
	take := func(wanted func(*Field) bool) {
		for _, f := range all {
			if wanted(f) && !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	take(func(f *Field) bool { return f.Required })
	first := askedFirst(o.ID())
	for _, name := range first {
		take(func(f *Field) bool { return f.Name == name })
	}
	shown = len(fields)
	take(func(*Field) bool { return true })
	if first == nil {
		shown = len(fields)
	}
	return fields, shown
}

// OnlyOf says whether the field, or each element of its list, must have a value
// of its Enum; otherwise the Enum only offers some.
func (f *Field) OnlyOf() bool { return f.Enum != nil && f.added == nil && !f.offers }

// only is the Enum of a field that must have a value of it; nil for another.
func (f *Field) only() []string {
	if f.OnlyOf() {
		return f.Enum
	}
	return nil
}

// askedFirst names, for an operation with more members than fit on a screen,
// those that matter most, in the order in which one thinks of them. It is nil
// for an operation of which all are shown. A name that is not modelled has no
// effect.
func askedFirst(id string) []string {
	switch id {
	case "ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress":
		return []string{"GroupId", "--protocol", "--port", "--source-group", "--cidr"}
	case "ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress":
		return []string{"GroupId", "--protocol", "--port", "--source-group", "--cidr", "SecurityGroupRuleIds"}
	case "ec2:RunInstances":
		return []string{"ImageId", "InstanceType", "--count", "SubnetId", "SecurityGroupIds"}
	case "ec2:CreateRoute", "ec2:ReplaceRoute":
		return []string{"RouteTableId", "DestinationCidrBlock", "GatewayId", "NatGatewayId"}
	case "ec2:DeleteRoute":
		return []string{"RouteTableId", "DestinationCidrBlock"}
	case "ec2:CreateNetworkAclEntry", "ec2:ReplaceNetworkAclEntry":
		return []string{"NetworkAclId", "RuleNumber", "Protocol", "RuleAction", "Egress", "PortRange", "CidrBlock"}
	case "ec2:CreateVpcEndpoint":
		return []string{"VpcId", "ServiceName", "VpcEndpointType", "SubnetIds", "SecurityGroupIds", "PrivateDnsEnabled", "RouteTableIds", "PolicyDocument"}
	case "ec2:ModifyVpcEndpoint":
		return []string{
			"VpcEndpointId", "AddSubnetIds", "RemoveSubnetIds", "AddSecurityGroupIds", "RemoveSecurityGroupIds", "PrivateDnsEnabled",
			"AddRouteTableIds", "RemoveRouteTableIds", "PolicyDocument", "ResetPolicy",
		}
	case "ecs:CreateService":
		return []string{
			"cluster", "taskDefinition", "desiredCount", "launchType", "loadBalancers",
			"networkConfiguration", "placementStrategy", "placementConstraints",
		}
	case "ecs:UpdateService":
		return []string{"cluster", "desiredCount", "taskDefinition", "forceNewDeployment", "deploymentConfiguration", "placementStrategy", "placementConstraints"}
	case "ecs:RunTask":
		return []string{"cluster", "taskDefinition", "count", "launchType", "networkConfiguration", "placementStrategy", "placementConstraints"}
	case "ecs:RegisterTaskDefinition":
		return []string{"family", "containerDefinitions", "networkMode", "requiresCompatibilities", "cpu", "memory", "executionRoleArn", "taskRoleArn"}
	case "elbv2:CreateTargetGroup":
		return []string{"Name", "TargetType", "Protocol", "Port", "VpcId", "HealthCheckPath"}
	case "elbv2:ModifyTargetGroup":
		return []string{"HealthCheckPath", "HealthCheckPort", "HealthCheckProtocol", "Matcher"}
	}
	return nil
}
