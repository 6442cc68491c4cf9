package engine

import (
	"cmp"
	"slices"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// elbv2Needs are the permissions of Elastic Load Balancing's operations: "Actions,
// resources, and condition keys for AWS Elastic Load Balancing V2" in the Service
// Authorization Reference. Its Describe operations have no resource types. A load
// balancer or target group that the call is yet to make has * for its id, as the
// refusals of AWS show it.
func elbv2Needs() asking {
	everything := func(*World, any) []need { return []need{{resource: "*"}} }
	on := func(arn string) []need { return []need{{resource: cmp.Or(arn, "*")}} }
	return asking{
		"elbv2:DescribeTargetGroups":           everything,
		"elbv2:DescribeTargetGroupAttributes":  everything,
		"elbv2:DescribeLoadBalancers":          everything,
		"elbv2:DescribeListeners":              everything,
		"elbv2:DescribeTargetHealth":           everything,
		"elbv2:DescribeRules":                  everything,
		"elbv2:DescribeLoadBalancerAttributes": everything,

		"elbv2:CreateTargetGroup": asks(func(w *World, in *api.CreateTargetGroupInput) []need {
			return on(w.elbARN("targetgroup/" + in.Name + "/*"))
		}),
		"elbv2:ModifyTargetGroup": asks(func(_ *World, in *api.ModifyTargetGroupInput) []need {
			return on(in.TargetGroupArn)
		}),
		"elbv2:ModifyTargetGroupAttributes": asks(func(_ *World, in *api.ModifyTargetGroupAttributesInput) []need {
			return on(in.TargetGroupArn)
		}),
		"elbv2:DeleteTargetGroup": asks(func(_ *World, in *api.DeleteTargetGroupInput) []need {
			return on(in.TargetGroupArn)
		}),
		"elbv2:RegisterTargets": asks(func(_ *World, in *api.RegisterTargetsInput) []need {
			return on(in.TargetGroupArn)
		}),
		"elbv2:DeregisterTargets": asks(func(_ *World, in *api.DeregisterTargetsInput) []need {
			return on(in.TargetGroupArn)
		}),
		"elbv2:CreateLoadBalancer": asks(func(w *World, in *api.CreateLoadBalancerInput) []need {
			kind := map[string]string{"network": "net", "gateway": "gwy"}[in.Type]
			keys := keyed("elasticloadbalancing:Scheme", cmp.Or(in.Scheme, "internet-facing"))
			listed(&keys, "elasticloadbalancing:Subnet", subnetsOf(in.Subnets, in.SubnetMappings))
			listed(&keys, "elasticloadbalancing:SecurityGroup", in.SecurityGroups)
			return []need{{resource: w.elbARN("loadbalancer/" + cmp.Or(kind, "app") + "/" + in.Name + "/*"), keys: keys}}
		}),
		"elbv2:SetSecurityGroups": asks(func(_ *World, in *api.SetSecurityGroupsInput) []need {
			var keys policy.Context
			listed(&keys, "elasticloadbalancing:SecurityGroup", in.SecurityGroups)
			return []need{{resource: cmp.Or(in.LoadBalancerArn, "*"), keys: keys}}
		}),
		"elbv2:SetSubnets": asks(func(_ *World, in *api.SetSubnetsInput) []need {
			var keys policy.Context
			listed(&keys, "elasticloadbalancing:Subnet", subnetsOf(in.Subnets, in.SubnetMappings))
			return []need{{resource: cmp.Or(in.LoadBalancerArn, "*"), keys: keys}}
		}),
		"elbv2:DeleteLoadBalancer": asks(func(_ *World, in *api.DeleteLoadBalancerInput) []need {
			return on(in.LoadBalancerArn)
		}),
		"elbv2:ModifyLoadBalancerAttributes": asks(func(_ *World, in *api.ModifyLoadBalancerAttributesInput) []need {
			return on(in.LoadBalancerArn)
		}),
		"elbv2:CreateListener": asks(func(_ *World, in *api.CreateListenerInput) []need {
			return []need{{resource: cmp.Or(in.LoadBalancerArn, "*"), keys: keyed("elasticloadbalancing:ListenerProtocol", in.Protocol)}}
		}),
		"elbv2:ModifyListener": asks(func(_ *World, in *api.ModifyListenerInput) []need {
			return []need{{resource: cmp.Or(in.ListenerArn, "*"), keys: keyed("elasticloadbalancing:ListenerProtocol", in.Protocol)}}
		}),
		"elbv2:DeleteListener": asks(func(_ *World, in *api.DeleteListenerInput) []need {
			return on(in.ListenerArn)
		}),
		"elbv2:CreateRule": asks(func(_ *World, in *api.CreateRuleInput) []need {
			return on(in.ListenerArn)
		}),
		"elbv2:ModifyRule": asks(func(_ *World, in *api.ModifyRuleInput) []need {
			return on(in.RuleArn)
		}),
		"elbv2:DeleteRule": asks(func(_ *World, in *api.DeleteRuleInput) []need {
			return on(in.RuleArn)
		}),
		"elbv2:SetRulePriorities": asks(func(_ *World, in *api.SetRulePrioritiesInput) []need {
			var out []need
			for _, p := range in.RulePriorities {
				out = append(out, on(p.RuleArn)...)
			}
			if out == nil {
				return everything(nil, nil)
			}
			return out
		}),
	}
}

// subnetsOf are the subnets that a request names, in either way.
func subnetsOf(ids []string, mappings []api.SubnetMapping) []string {
	out := slices.Clone(ids)
	for _, m := range mappings {
		out = append(out, m.SubnetId)
	}
	return out
}
