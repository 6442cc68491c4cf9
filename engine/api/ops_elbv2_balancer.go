package api

// CreateLoadBalancerInput describes a new load balancer.
type CreateLoadBalancerInput struct {
	Name           string          `json:"Name,omitempty" api:"required" doc:"Name of the load balancer."`
	Subnets        []string        `json:"Subnets,omitempty" api:"ref=subnet" doc:"One subnet in each Availability Zone to serve."`
	SubnetMappings []SubnetMapping `json:"SubnetMappings,omitempty" doc:"The subnets, each with an address, in place of Subnets."`
	SecurityGroups []string        `json:"SecurityGroups,omitempty" api:"ref=security-group" doc:"Security groups of the load balancer. Without any an Application Load Balancer gets the VPC's default one, and a Network Load Balancer never has one."`
	Scheme         string          `json:"Scheme,omitempty" api:"enum=internet-facing|internal" doc:"Whether it has public addresses."`
	Type           string          `json:"Type,omitempty" api:"enum=application|network|gateway" doc:"Kind of load balancer; application when not given."`
}

// SubnetMapping is a subnet of a load balancer with the address of its node there.
type SubnetMapping struct {
	SubnetId           string `json:"SubnetId,omitempty" api:"ref=subnet" doc:"The subnet."`
	AllocationId       string `json:"AllocationId,omitempty" api:"ref=elastic-ip" doc:"An Elastic IP address, for a Network Load Balancer that faces the internet."`
	PrivateIPv4Address string `json:"PrivateIPv4Address,omitempty" doc:"The private address, for an internal Network Load Balancer."`
}

// CreateLoadBalancerOutput is the new load balancer.
type CreateLoadBalancerOutput struct {
	LoadBalancers []LoadBalancer `json:"LoadBalancers"`
}

// LoadBalancer is a load balancer as it is described.
type LoadBalancer struct {
	LoadBalancerArn       string             `json:"LoadBalancerArn"`
	DNSName               string             `json:"DNSName"`
	CanonicalHostedZoneId string             `json:"CanonicalHostedZoneId,omitempty"`
	CreatedTime           Time               `json:"CreatedTime,omitempty"`
	LoadBalancerName      string             `json:"LoadBalancerName"`
	Scheme                string             `json:"Scheme"`
	VpcId                 string             `json:"VpcId"`
	State                 *LoadBalancerState `json:"State,omitempty"`
	Type                  string             `json:"Type"`
	AvailabilityZones     []LoadBalancerZone `json:"AvailabilityZones"`
	SecurityGroups        []string           `json:"SecurityGroups,omitempty"`
	IpAddressType         string             `json:"IpAddressType"`
}

// LoadBalancerState is provisioning, active, active_impaired or failed.
type LoadBalancerState struct {
	Code   string `json:"Code"`
	Reason string `json:"Reason,omitempty"`
}

// LoadBalancerZone is one Availability Zone that a load balancer serves.
type LoadBalancerZone struct {
	ZoneName              string                `json:"ZoneName"`
	SubnetId              string                `json:"SubnetId"`
	LoadBalancerAddresses []LoadBalancerAddress `json:"LoadBalancerAddresses"`
}

// LoadBalancerAddress is an address of a Network Load Balancer in one zone.
type LoadBalancerAddress struct {
	IpAddress          string `json:"IpAddress,omitempty"`
	AllocationId       string `json:"AllocationId,omitempty"`
	PrivateIPv4Address string `json:"PrivateIPv4Address,omitempty"`
}

// DescribeLoadBalancersInput chooses load balancers; with nothing given, all.
type DescribeLoadBalancersInput struct {
	LoadBalancerArns []string `json:"LoadBalancerArns,omitempty" api:"ref=load-balancer" doc:"The load balancers by ARN."`
	Names            []string `json:"Names,omitempty" api:"ref=load-balancer" doc:"The load balancers by name."`
}

// DescribeLoadBalancersOutput lists load balancers.
type DescribeLoadBalancersOutput struct {
	LoadBalancers []LoadBalancer `json:"LoadBalancers"`
}

// SetSecurityGroupsInput names the groups that a load balancer is to have.
type SetSecurityGroupsInput struct {
	LoadBalancerArn string   `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
	SecurityGroups  []string `json:"SecurityGroups,omitempty" api:"required,ref=security-group" doc:"All the groups it is to have."`
}

// SetSecurityGroupsOutput lists the groups that the load balancer has now.
type SetSecurityGroupsOutput struct {
	SecurityGroupIds []string `json:"SecurityGroupIds"`
}

// SetSubnetsInput names the subnets that a load balancer is to have.
type SetSubnetsInput struct {
	LoadBalancerArn string          `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
	Subnets         []string        `json:"Subnets,omitempty" api:"ref=subnet" doc:"All the subnets it is to have, one in each Availability Zone."`
	SubnetMappings  []SubnetMapping `json:"SubnetMappings,omitempty" doc:"The subnets, each with an address, in place of Subnets."`
}

// SetSubnetsOutput lists the zones that the load balancer serves now.
type SetSubnetsOutput struct {
	AvailabilityZones []LoadBalancerZone `json:"AvailabilityZones"`
	IpAddressType     string             `json:"IpAddressType"`
}

// DeleteLoadBalancerInput names a load balancer that is to go.
type DeleteLoadBalancerInput struct {
	LoadBalancerArn string `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
}

// LoadBalancerAttribute is one attribute, for example
// load_balancing.cross_zone.enabled.
type LoadBalancerAttribute struct {
	Key   string `json:"Key,omitempty" doc:"Name of the attribute."`
	Value string `json:"Value,omitempty" doc:"Its value, as text."`
}

// DescribeLoadBalancerAttributesInput names the load balancer.
type DescribeLoadBalancerAttributesInput struct {
	LoadBalancerArn string `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
}

// DescribeLoadBalancerAttributesOutput lists all attributes of the load balancer.
type DescribeLoadBalancerAttributesOutput struct {
	Attributes []LoadBalancerAttribute `json:"Attributes"`
}

// ModifyLoadBalancerAttributesInput names attributes and their new values.
type ModifyLoadBalancerAttributesInput struct {
	LoadBalancerArn string                  `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
	Attributes      []LoadBalancerAttribute `json:"Attributes,omitempty" api:"required" doc:"The attributes to change."`
}

// ModifyLoadBalancerAttributesOutput lists all attributes of the load balancer.
type ModifyLoadBalancerAttributesOutput struct {
	Attributes []LoadBalancerAttribute `json:"Attributes"`
}

// DeleteTargetGroupInput names a target group that is to go.
type DeleteTargetGroupInput struct {
	TargetGroupArn string `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
}

// TargetDescription names a target.
type TargetDescription struct {
	Id   string `json:"Id,omitempty" api:"required,ref=instance" doc:"The instance, or an address in a target group of type ip."`
	Port *int64 `json:"Port,omitempty" api:"min=1,max=65535" doc:"Port; the target group's when not given."`
}

// RegisterTargetsInput names targets to add.
type RegisterTargetsInput struct {
	TargetGroupArn string              `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
	Targets        []TargetDescription `json:"Targets,omitempty" api:"required" doc:"The targets."`
}

// DeregisterTargetsInput names targets to take out.
type DeregisterTargetsInput struct {
	TargetGroupArn string              `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
	Targets        []TargetDescription `json:"Targets,omitempty" api:"required" doc:"The targets; without a port, the target group's port."`
}

// DescribeTargetHealthInput names a target group and, maybe, targets of it.
type DescribeTargetHealthInput struct {
	TargetGroupArn string              `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
	Targets        []TargetDescription `json:"Targets,omitempty" doc:"Only these targets."`
}

// DescribeTargetHealthOutput lists targets with their health.
type DescribeTargetHealthOutput struct {
	TargetHealthDescriptions []TargetHealthDescription `json:"TargetHealthDescriptions"`
}

// TargetHealthDescription is the health of one target.
type TargetHealthDescription struct {
	Target          TargetDescription `json:"Target"`
	HealthCheckPort string            `json:"HealthCheckPort,omitempty"`
	TargetHealth    TargetHealth      `json:"TargetHealth"`
}

// TargetHealth is a state with its reason code and a sentence.
type TargetHealth struct {
	State       string `json:"State"`
	Reason      string `json:"Reason,omitempty"`
	Description string `json:"Description,omitempty"`
}
