package engine

import (
	"cmp"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// elbNeeds are the permissions of Classic Load Balancers: "Actions, resources, and
// condition keys for AWS Elastic Load Balancing" in the Service Authorization
// Reference. Their actions have the names of those of the other load balancers, and
// resources of their own.
func elbNeeds() asking {
	everything := func(*World, any) []need { return []need{{resource: "*"}} }
	on := func(w *World, name string, keys policy.Context) []need {
		return []need{{resource: w.elbARN("loadbalancer/" + cmp.Or(name, "*")), keys: keys}}
	}
	return asking{
		"elb:DescribeLoadBalancers":  everything,
		"elb:DescribeInstanceHealth": everything,

		"elb:CreateLoadBalancer": asks(func(w *World, in *api.CreateClassicLoadBalancerInput) []need {
			keys := keyed("elasticloadbalancing:Scheme", cmp.Or(in.Scheme, schemePublic))
			listed(&keys, "elasticloadbalancing:Subnet", in.Subnets)
			listed(&keys, "elasticloadbalancing:SecurityGroup", in.SecurityGroups)
			return on(w, in.LoadBalancerName, keys)
		}),
		"elb:DeleteLoadBalancer": asks(func(w *World, in *api.DeleteClassicLoadBalancerInput) []need {
			return on(w, in.LoadBalancerName, policy.Context{})
		}),
		"elb:ConfigureHealthCheck": asks(func(w *World, in *api.ConfigureHealthCheckInput) []need {
			return on(w, in.LoadBalancerName, policy.Context{})
		}),
		"elb:CreateLoadBalancerListeners": asks(func(w *World, in *api.CreateLoadBalancerListenersInput) []need {
			return on(w, in.LoadBalancerName, policy.Context{})
		}),
		"elb:DeleteLoadBalancerListeners": asks(func(w *World, in *api.DeleteLoadBalancerListenersInput) []need {
			return on(w, in.LoadBalancerName, policy.Context{})
		}),
		"elb:ApplySecurityGroupsToLoadBalancer": asks(func(w *World, in *api.ApplySecurityGroupsToLoadBalancerInput) []need {
			var keys policy.Context
			listed(&keys, "elasticloadbalancing:SecurityGroup", in.SecurityGroups)
			return on(w, in.LoadBalancerName, keys)
		}),
		"elb:RegisterInstancesWithLoadBalancer": asks(func(w *World, in *api.RegisterInstancesWithLoadBalancerInput) []need {
			return on(w, in.LoadBalancerName, policy.Context{})
		}),
		"elb:DeregisterInstancesFromLoadBalancer": asks(func(w *World, in *api.DeregisterInstancesFromLoadBalancerInput) []need {
			return on(w, in.LoadBalancerName, policy.Context{})
		}),
	}
}
