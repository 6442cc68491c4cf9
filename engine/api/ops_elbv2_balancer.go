package api

// CreateLoadBalancerInput describes a new load balancer.
type CreateLoadBalancerInput struct {
	Name           string   `json:"Name,omitempty" api:"required" doc:"Name of the load balancer."`
	Subnets        []string `json:"Subnets,omitempty" api:"ref=subnet" doc:"One subnet in each Availability Zone to serve."`
	SecurityGroups []string `json:"SecurityGroups,omitempty" api:"ref=security-group" doc:"Security groups of the load balancer."`
	Scheme         string   `json:"Scheme,omitempty" api:"enum=internet-facing|internal" doc:"Whether it has public addresses."`
	Type           string   `json:"Type,omitempty" api:"enum=application|network|gateway" doc:"Kind of load balancer; application when not given."`
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

// ListenerAction says what a listener does with a request.
type ListenerAction struct {
	Type           string `json:"Type,omitempty" api:"required,enum=forward|authenticate-oidc|authenticate-cognito|redirect|fixed-response|jwt-validation" doc:"What to do; forward is simulated."`
	TargetGroupArn string `json:"TargetGroupArn,omitempty" api:"ref=target-group" doc:"The target group to forward to."`
}

// CreateListenerInput describes a new listener.
type CreateListenerInput struct {
	LoadBalancerArn string           `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
	Protocol        string           `json:"Protocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol of the clients."`
	Port            *int64           `json:"Port,omitempty" api:"min=1,max=65535" doc:"Port of the clients."`
	DefaultActions  []ListenerAction `json:"DefaultActions,omitempty" api:"required" doc:"What to do with a request."`
}

// CreateListenerOutput is the new listener.
type CreateListenerOutput struct {
	Listeners []Listener `json:"Listeners"`
}

// ModifyListenerInput names a listener and what is to change.
type ModifyListenerInput struct {
	ListenerArn    string           `json:"ListenerArn,omitempty" api:"required,ref=listener" doc:"The listener."`
	Port           *int64           `json:"Port,omitempty" api:"min=1,max=65535" doc:"Port of the clients; stays when not given."`
	Protocol       string           `json:"Protocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol of the clients; stays when not given."`
	DefaultActions []ListenerAction `json:"DefaultActions,omitempty" doc:"What to do with a request; stays when not given."`
}

// ModifyListenerOutput is the changed listener.
type ModifyListenerOutput struct {
	Listeners []Listener `json:"Listeners"`
}

// DeleteListenerInput names a listener that is to go.
type DeleteListenerInput struct {
	ListenerArn string `json:"ListenerArn,omitempty" api:"required,ref=listener" doc:"The listener."`
}

// DeleteTargetGroupInput names a target group that is to go.
type DeleteTargetGroupInput struct {
	TargetGroupArn string `json:"TargetGroupArn,omitempty" api:"required,ref=target-group" doc:"The target group."`
}

// Listener is a listener as it is described.
type Listener struct {
	ListenerArn     string           `json:"ListenerArn"`
	LoadBalancerArn string           `json:"LoadBalancerArn"`
	Port            int64            `json:"Port"`
	Protocol        string           `json:"Protocol"`
	DefaultActions  []ListenerAction `json:"DefaultActions"`
}

// DescribeListenersInput names a load balancer or listeners.
type DescribeListenersInput struct {
	LoadBalancerArn string   `json:"LoadBalancerArn,omitempty" api:"ref=load-balancer" doc:"The load balancer whose listeners to show."`
	ListenerArns    []string `json:"ListenerArns,omitempty" api:"ref=listener" doc:"The listeners by ARN."`
}

// DescribeListenersOutput lists listeners.
type DescribeListenersOutput struct {
	Listeners []Listener `json:"Listeners"`
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
