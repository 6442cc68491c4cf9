package api

func elbOperations() []*Operation {
	return []*Operation{
		write[CreateClassicLoadBalancerInput, CreateClassicLoadBalancerOutput]("elb", "CreateLoadBalancer", "Creates a Classic Load Balancer with its listeners."),
		read[DescribeClassicLoadBalancersInput, DescribeClassicLoadBalancersOutput]("elb", "DescribeLoadBalancers", "Shows Classic Load Balancers."),
		write[DeleteClassicLoadBalancerInput, Nothing]("elb", "DeleteLoadBalancer", "Deletes a Classic Load Balancer; its instances run on."),
		write[ConfigureHealthCheckInput, ConfigureHealthCheckOutput]("elb", "ConfigureHealthCheck", "Replaces the health check of a Classic Load Balancer."),
		write[CreateLoadBalancerListenersInput, Nothing]("elb", "CreateLoadBalancerListeners", "Has a Classic Load Balancer listen on more ports."),
		write[DeleteLoadBalancerListenersInput, Nothing]("elb", "DeleteLoadBalancerListeners", "Takes listeners from a Classic Load Balancer."),
		write[ApplySecurityGroupsToLoadBalancerInput, ApplySecurityGroupsToLoadBalancerOutput]("elb", "ApplySecurityGroupsToLoadBalancer", "Replaces the security groups of a Classic Load Balancer."),
		write[RegisterInstancesWithLoadBalancerInput, RegisterInstancesWithLoadBalancerOutput]("elb", "RegisterInstancesWithLoadBalancer", "Adds instances to a Classic Load Balancer."),
		write[DeregisterInstancesFromLoadBalancerInput, DeregisterInstancesFromLoadBalancerOutput]("elb", "DeregisterInstancesFromLoadBalancer", "Takes instances from a Classic Load Balancer."),
		read[DescribeInstanceHealthInput, DescribeInstanceHealthOutput]("elb", "DescribeInstanceHealth", "Shows whether the instances of a Classic Load Balancer are in service."),
	}
}

// ClassicListener is a port on which a Classic Load Balancer takes connections, and
// the port of its instances to which it sends them.
type ClassicListener struct {
	Protocol         string `json:"Protocol,omitempty" api:"required" doc:"HTTP, HTTPS, TCP or SSL: what clients speak."`
	LoadBalancerPort *int64 `json:"LoadBalancerPort,omitempty" api:"required" doc:"Port of the clients."`
	InstanceProtocol string `json:"InstanceProtocol,omitempty" doc:"HTTP, HTTPS, TCP or SSL: what instances speak; that of the clients when not given."`
	InstancePort     *int64 `json:"InstancePort,omitempty" api:"required,min=1,max=65535" doc:"Port of the instances."`
	SSLCertificateId string `json:"SSLCertificateId,omitempty" doc:"ARN of the certificate of an HTTPS or SSL listener. No certificate is simulated: any such ARN will do."`
}

// CreateClassicLoadBalancerInput describes a new Classic Load Balancer.
type CreateClassicLoadBalancerInput struct {
	LoadBalancerName  string            `json:"LoadBalancerName,omitempty" api:"required" doc:"Name of the load balancer."`
	Listeners         []ClassicListener `json:"Listeners,omitempty" api:"required" doc:"Its listeners."`
	AvailabilityZones []string          `json:"AvailabilityZones,omitempty" doc:"Zones of the default VPC, which the account does not have."`
	Subnets           []string          `json:"Subnets,omitempty" api:"ref=subnet" doc:"One subnet in each Availability Zone to serve."`
	SecurityGroups    []string          `json:"SecurityGroups,omitempty" api:"ref=security-group" doc:"Its security groups; the VPC's default one when none is given."`
	Scheme            string            `json:"Scheme,omitempty" doc:"internal for one without public addresses."`
}

// CreateClassicLoadBalancerOutput is the address of the new load balancer.
type CreateClassicLoadBalancerOutput struct {
	DNSName string `json:"DNSName"`
}

// DescribeClassicLoadBalancersInput chooses Classic Load Balancers; with nothing
// given, all.
type DescribeClassicLoadBalancersInput struct {
	LoadBalancerNames []string `json:"LoadBalancerNames,omitempty" api:"ref=classic-load-balancer" doc:"The load balancers by name."`
}

// DescribeClassicLoadBalancersOutput lists Classic Load Balancers.
type DescribeClassicLoadBalancersOutput struct {
	LoadBalancerDescriptions []LoadBalancerDescription `json:"LoadBalancerDescriptions"`
}

// LoadBalancerDescription is a Classic Load Balancer as it is described.
type LoadBalancerDescription struct {
	LoadBalancerName     string                `json:"LoadBalancerName"`
	DNSName              string                `json:"DNSName"`
	ListenerDescriptions []ListenerDescription `json:"ListenerDescriptions"`
	AvailabilityZones    []string              `json:"AvailabilityZones"`
	Subnets              []string              `json:"Subnets"`
	VPCId                string                `json:"VPCId"`
	Instances            []ClassicInstance     `json:"Instances"`
	HealthCheck          *ClassicHealthCheck   `json:"HealthCheck"`
	SecurityGroups       []string              `json:"SecurityGroups"`
	CreatedTime          Time                  `json:"CreatedTime"`
	Scheme               string                `json:"Scheme"`
}

// ListenerDescription is a listener with its policies.
type ListenerDescription struct {
	Listener    *ClassicListener `json:"Listener"`
	PolicyNames []string         `json:"PolicyNames"`
}

// ClassicInstance names an instance.
type ClassicInstance struct {
	InstanceId string `json:"InstanceId,omitempty" api:"ref=instance" doc:"The instance."`
}

// DeleteClassicLoadBalancerInput names a Classic Load Balancer that is to go.
type DeleteClassicLoadBalancerInput struct {
	LoadBalancerName string `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
}

// ClassicHealthCheck is how a Classic Load Balancer checks its instances.
type ClassicHealthCheck struct {
	Target             string `json:"Target,omitempty" api:"required" doc:"TCP:80, SSL:443, HTTP:80/path or HTTPS:443/path."`
	Interval           *int64 `json:"Interval,omitempty" api:"required,min=5,max=300" doc:"Seconds between checks."`
	Timeout            *int64 `json:"Timeout,omitempty" api:"required,min=2,max=60" doc:"Seconds without an answer that fail a check."`
	UnhealthyThreshold *int64 `json:"UnhealthyThreshold,omitempty" api:"required,min=2,max=10" doc:"Failed checks in a row that take an instance out of service."`
	HealthyThreshold   *int64 `json:"HealthyThreshold,omitempty" api:"required,min=2,max=10" doc:"Checks in a row that bring an instance into service."`
}

// ConfigureHealthCheckInput replaces a health check.
type ConfigureHealthCheckInput struct {
	LoadBalancerName string              `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	HealthCheck      *ClassicHealthCheck `json:"HealthCheck,omitempty" api:"required" doc:"The health check, as a whole."`
}

// ConfigureHealthCheckOutput is the health check as it is now.
type ConfigureHealthCheckOutput struct {
	HealthCheck *ClassicHealthCheck `json:"HealthCheck"`
}

// CreateLoadBalancerListenersInput adds listeners.
type CreateLoadBalancerListenersInput struct {
	LoadBalancerName string            `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	Listeners        []ClassicListener `json:"Listeners,omitempty" api:"required" doc:"The listeners."`
}

// DeleteLoadBalancerListenersInput names listeners that are to go.
type DeleteLoadBalancerListenersInput struct {
	LoadBalancerName  string  `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	LoadBalancerPorts []int64 `json:"LoadBalancerPorts,omitempty" api:"required" doc:"Ports of the clients."`
}

// ApplySecurityGroupsToLoadBalancerInput names the groups that a Classic Load
// Balancer is to have.
type ApplySecurityGroupsToLoadBalancerInput struct {
	LoadBalancerName string   `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	SecurityGroups   []string `json:"SecurityGroups,omitempty" api:"required,ref=security-group" doc:"All the groups it is to have."`
}

// ApplySecurityGroupsToLoadBalancerOutput lists the groups that it has now.
type ApplySecurityGroupsToLoadBalancerOutput struct {
	SecurityGroups []string `json:"SecurityGroups"`
}

// RegisterInstancesWithLoadBalancerInput names instances to add.
type RegisterInstancesWithLoadBalancerInput struct {
	LoadBalancerName string            `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	Instances        []ClassicInstance `json:"Instances,omitempty" api:"required" doc:"The instances."`
}

// RegisterInstancesWithLoadBalancerOutput lists all that are registered now.
type RegisterInstancesWithLoadBalancerOutput struct {
	Instances []ClassicInstance `json:"Instances"`
}

// DeregisterInstancesFromLoadBalancerInput names instances to take out.
type DeregisterInstancesFromLoadBalancerInput struct {
	LoadBalancerName string            `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	Instances        []ClassicInstance `json:"Instances,omitempty" api:"required" doc:"The instances."`
}

// DeregisterInstancesFromLoadBalancerOutput lists those that are still registered.
type DeregisterInstancesFromLoadBalancerOutput struct {
	Instances []ClassicInstance `json:"Instances"`
}

// DescribeInstanceHealthInput names a Classic Load Balancer and, maybe, instances.
type DescribeInstanceHealthInput struct {
	LoadBalancerName string            `json:"LoadBalancerName,omitempty" api:"required,ref=classic-load-balancer" doc:"The load balancer."`
	Instances        []ClassicInstance `json:"Instances,omitempty" doc:"Only these instances."`
}

// DescribeInstanceHealthOutput lists instances with their state.
type DescribeInstanceHealthOutput struct {
	InstanceStates []InstanceHealth `json:"InstanceStates"`
}

// InstanceHealth is whether a Classic Load Balancer sends requests to an instance.
type InstanceHealth struct {
	InstanceId  string `json:"InstanceId"`
	State       string `json:"State"`
	ReasonCode  string `json:"ReasonCode"`
	Description string `json:"Description"`
}
