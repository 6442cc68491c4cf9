package api

func elbv2Operations() []*Operation {
	return []*Operation{
		write[CreateTargetGroupInput, CreateTargetGroupOutput]("elbv2", "CreateTargetGroup", "Creates a target group: where a load balancer sends requests, and how it checks health."),
		write[ModifyTargetGroupInput, ModifyTargetGroupOutput]("elbv2", "ModifyTargetGroup", "Changes the health check of a target group."),
		read[DescribeTargetGroupsInput, DescribeTargetGroupsOutput]("elbv2", "DescribeTargetGroups", "Shows target groups."),
		read[DescribeTargetGroupAttributesInput, DescribeTargetGroupAttributesOutput]("elbv2", "DescribeTargetGroupAttributes", "Shows the attributes of a target group, such as the deregistration delay."),
		write[ModifyTargetGroupAttributesInput, ModifyTargetGroupAttributesOutput]("elbv2", "ModifyTargetGroupAttributes", "Changes attributes of a target group."),
		write[CreateLoadBalancerInput, CreateLoadBalancerOutput]("elbv2", "CreateLoadBalancer", "Creates an Application or Network Load Balancer."),
		read[DescribeLoadBalancersInput, DescribeLoadBalancersOutput]("elbv2", "DescribeLoadBalancers", "Shows load balancers."),
		write[SetSecurityGroupsInput, SetSecurityGroupsOutput]("elbv2", "SetSecurityGroups", "Replaces the security groups of a load balancer."),
		write[SetSubnetsInput, SetSubnetsOutput]("elbv2", "SetSubnets", "Replaces the subnets of a load balancer, or adds some to a Network Load Balancer's."),
		write[DeleteLoadBalancerInput, Nothing]("elbv2", "DeleteLoadBalancer", "Deletes a load balancer with its listeners; its target groups stay."),
		read[DescribeLoadBalancerAttributesInput, DescribeLoadBalancerAttributesOutput]("elbv2", "DescribeLoadBalancerAttributes", "Shows the attributes of a load balancer, such as cross-zone load balancing."),
		write[ModifyLoadBalancerAttributesInput, ModifyLoadBalancerAttributesOutput]("elbv2", "ModifyLoadBalancerAttributes", "Changes attributes of a load balancer."),
		write[CreateListenerInput, CreateListenerOutput]("elbv2", "CreateListener", "Has a load balancer listen on a port, and says what it does with requests that no rule matches."),
		read[DescribeListenersInput, DescribeListenersOutput]("elbv2", "DescribeListeners", "Shows listeners."),
		write[ModifyListenerInput, ModifyListenerOutput]("elbv2", "ModifyListener", "Changes the port or protocol of a listener, or its default action."),
		write[DeleteListenerInput, Nothing]("elbv2", "DeleteListener", "Deletes a listener with its rules."),
		write[CreateRuleInput, CreateRuleOutput]("elbv2", "CreateRule", "Gives a listener a rule: what to do with requests for some hosts or paths."),
		read[DescribeRulesInput, DescribeRulesOutput]("elbv2", "DescribeRules", "Shows rules of listeners, the default one too."),
		write[ModifyRuleInput, ModifyRuleOutput]("elbv2", "ModifyRule", "Changes the conditions or the action of a rule."),
		write[DeleteRuleInput, Nothing]("elbv2", "DeleteRule", "Deletes a rule."),
		write[SetRulePrioritiesInput, SetRulePrioritiesOutput]("elbv2", "SetRulePriorities", "Changes the order in which rules are tried."),
		write[DeleteTargetGroupInput, Nothing]("elbv2", "DeleteTargetGroup", "Deletes a target group that no listener and no rule forwards to."),
		write[RegisterTargetsInput, Nothing]("elbv2", "RegisterTargets", "Adds targets to a target group."),
		write[DeregisterTargetsInput, Nothing]("elbv2", "DeregisterTargets", "Takes targets out of a target group; they drain first."),
		read[DescribeTargetHealthInput, DescribeTargetHealthOutput]("elbv2", "DescribeTargetHealth", "Shows the health of the targets of a target group."),
	}
}

// Matcher holds the HTTP codes that count as healthy.
type Matcher struct {
	HttpCode string `json:"HttpCode,omitempty" doc:"Codes such as 200, 200,202 or 200-299."`
}

// CreateTargetGroupInput describes a new target group.
type CreateTargetGroupInput struct {
	Name                       string   `json:"Name,omitempty" api:"required" doc:"Name of the target group."`
	Protocol                   string   `json:"Protocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol towards the targets."`
	Port                       *int64   `json:"Port,omitempty" api:"min=1,max=65535" doc:"Port of targets that name none."`
	VpcId                      string   `json:"VpcId,omitempty" api:"ref=vpc" doc:"VPC of the targets."`
	HealthCheckProtocol        string   `json:"HealthCheckProtocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol of the health check."`
	HealthCheckPort            string   `json:"HealthCheckPort,omitempty" doc:"Port of the health check, or traffic-port."`
	HealthCheckEnabled         *bool    `json:"HealthCheckEnabled,omitempty" doc:"Whether health is checked."`
	HealthCheckPath            string   `json:"HealthCheckPath,omitempty" api:"min=1,max=1024" doc:"Path that is asked for."`
	HealthCheckIntervalSeconds *int64   `json:"HealthCheckIntervalSeconds,omitempty" api:"min=5,max=300" doc:"Seconds between checks."`
	HealthCheckTimeoutSeconds  *int64   `json:"HealthCheckTimeoutSeconds,omitempty" api:"min=2,max=120" doc:"Seconds without an answer that fail a check."`
	HealthyThresholdCount      *int64   `json:"HealthyThresholdCount,omitempty" api:"min=2,max=10" doc:"Checks in a row that make a target healthy."`
	UnhealthyThresholdCount    *int64   `json:"UnhealthyThresholdCount,omitempty" api:"min=2,max=10" doc:"Failed checks in a row that make a target unhealthy."`
	Matcher                    *Matcher `json:"Matcher,omitempty" doc:"Codes of a healthy answer."`
	TargetType                 string   `json:"TargetType,omitempty" api:"enum=instance|ip|lambda|alb" doc:"How targets are named."`
}

// CreateTargetGroupOutput is the new target group.
type CreateTargetGroupOutput struct {
	TargetGroups []TargetGroup `json:"TargetGroups"`
}

// TargetGroup is a target group as it is described.
type TargetGroup struct {
	TargetGroupArn             string   `json:"TargetGroupArn"`
	TargetGroupName            string   `json:"TargetGroupName"`
	Protocol                   string   `json:"Protocol,omitempty"`
	Port                       *int64   `json:"Port,omitempty"`
	VpcId                      string   `json:"VpcId,omitempty"`
	HealthCheckProtocol        string   `json:"HealthCheckProtocol,omitempty"`
	HealthCheckPort            string   `json:"HealthCheckPort,omitempty"`
	HealthCheckEnabled         bool     `json:"HealthCheckEnabled"`
	HealthCheckIntervalSeconds int64    `json:"HealthCheckIntervalSeconds"`
	HealthCheckTimeoutSeconds  int64    `json:"HealthCheckTimeoutSeconds"`
	HealthyThresholdCount      int64    `json:"HealthyThresholdCount"`
	UnhealthyThresholdCount    int64    `json:"UnhealthyThresholdCount"`
	HealthCheckPath            string   `json:"HealthCheckPath,omitempty"`
	Matcher                    *Matcher `json:"Matcher,omitempty"`
	LoadBalancerArns           []string `json:"LoadBalancerArns"`
	TargetType                 string   `json:"TargetType"`
	ProtocolVersion            string   `json:"ProtocolVersion,omitempty"`
	IpAddressType              string   `json:"IpAddressType,omitempty"`
}

// ModifyTargetGroupInput changes the health check of a target group.
type ModifyTargetGroupInput struct {
	TargetGroupArn             string   `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
	HealthCheckProtocol        string   `json:"HealthCheckProtocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol of the health check."`
	HealthCheckPort            string   `json:"HealthCheckPort,omitempty" doc:"Port of the health check, or traffic-port."`
	HealthCheckPath            string   `json:"HealthCheckPath,omitempty" api:"min=1,max=1024" doc:"Path that is asked for."`
	HealthCheckEnabled         *bool    `json:"HealthCheckEnabled,omitempty" doc:"Whether health is checked."`
	HealthCheckIntervalSeconds *int64   `json:"HealthCheckIntervalSeconds,omitempty" api:"min=5,max=300" doc:"Seconds between checks."`
	HealthCheckTimeoutSeconds  *int64   `json:"HealthCheckTimeoutSeconds,omitempty" api:"min=2,max=120" doc:"Seconds without an answer that fail a check."`
	HealthyThresholdCount      *int64   `json:"HealthyThresholdCount,omitempty" api:"min=2,max=10" doc:"Checks in a row that make a target healthy."`
	UnhealthyThresholdCount    *int64   `json:"UnhealthyThresholdCount,omitempty" api:"min=2,max=10" doc:"Failed checks in a row that make a target unhealthy."`
	Matcher                    *Matcher `json:"Matcher,omitempty" doc:"Codes of a healthy answer."`
}

// ModifyTargetGroupOutput is the changed target group.
type ModifyTargetGroupOutput struct {
	TargetGroups []TargetGroup `json:"TargetGroups"`
}

// DescribeTargetGroupsInput chooses target groups; with nothing given, all.
type DescribeTargetGroupsInput struct {
	LoadBalancerArn string   `json:"LoadBalancerArn,omitempty" api:"ref=load-balancer" doc:"Only those of this load balancer."`
	TargetGroupArns []string `json:"TargetGroupArns,omitempty" api:"ref=target-group" doc:"The target groups by ARN."`
	Names           []string `json:"Names,omitempty" api:"ref=target-group" doc:"The target groups by name."`
}

// DescribeTargetGroupsOutput lists target groups.
type DescribeTargetGroupsOutput struct {
	TargetGroups []TargetGroup `json:"TargetGroups"`
}

// TargetGroupAttribute is one attribute, for example
// deregistration_delay.timeout_seconds.
type TargetGroupAttribute struct {
	Key   string `json:"Key,omitempty" doc:"Name of the attribute."`
	Value string `json:"Value,omitempty" doc:"Its value, as text."`
}

// DescribeTargetGroupAttributesInput names the target group.
type DescribeTargetGroupAttributesInput struct {
	TargetGroupArn string `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
}

// DescribeTargetGroupAttributesOutput lists all attributes of the target group.
type DescribeTargetGroupAttributesOutput struct {
	Attributes []TargetGroupAttribute `json:"Attributes"`
}

// ModifyTargetGroupAttributesInput names attributes and their new values.
type ModifyTargetGroupAttributesInput struct {
	TargetGroupArn string                 `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
	Attributes     []TargetGroupAttribute `json:"Attributes,omitempty" api:"required" doc:"The attributes to change."`
}

// ModifyTargetGroupAttributesOutput lists all attributes of the target group.
type ModifyTargetGroupAttributesOutput struct {
	Attributes []TargetGroupAttribute `json:"Attributes"`
}
