package api

// CreateVpcEndpointInput describes a new VPC endpoint.
type CreateVpcEndpointInput struct {
	VpcEndpointType   string   `json:"VpcEndpointType,omitempty" api:"enum=Interface|Gateway|GatewayLoadBalancer|Resource|ServiceNetwork" doc:"Interface or Gateway; Gateway when not given. The others are not simulated."`
	VpcId             string   `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
	ServiceName       string   `json:"ServiceName,omitempty" api:"ref=endpoint-service" doc:"The service, for example com.amazonaws.eu-west-1.ecr.api."`
	PolicyDocument    string   `json:"PolicyDocument,omitempty" api:"document=endpoint" doc:"The endpoint policy, as JSON; full access when not given."`
	RouteTableIds     []string `json:"RouteTableIds,omitempty" api:"ref=route-table" doc:"Of a gateway endpoint: the route tables that get a route to it."`
	SubnetIds         []string `json:"SubnetIds,omitempty" api:"ref=subnet" doc:"Of an interface endpoint: the subnets of its network interfaces, at most one in each Availability Zone."`
	SecurityGroupIds  []string `json:"SecurityGroupIds,omitempty" api:"ref=security-group" doc:"Of an interface endpoint: the groups of its interfaces; the VPC's default one when not given."`
	PrivateDnsEnabled *bool    `json:"PrivateDnsEnabled,omitempty" doc:"Of an interface endpoint: whether the service's own name leads to it in this VPC."`
}

// CreateVpcEndpointOutput is the new endpoint.
type CreateVpcEndpointOutput struct {
	VpcEndpoint *VpcEndpoint `json:"VpcEndpoint,omitempty"`
}

// VpcEndpoint is a VPC endpoint as it is described.
type VpcEndpoint struct {
	VpcEndpointId       string                    `json:"VpcEndpointId"`
	VpcEndpointType     string                    `json:"VpcEndpointType"`
	VpcId               string                    `json:"VpcId"`
	ServiceName         string                    `json:"ServiceName"`
	State               string                    `json:"State"`
	PolicyDocument      string                    `json:"PolicyDocument"`
	RouteTableIds       []string                  `json:"RouteTableIds"`
	SubnetIds           []string                  `json:"SubnetIds"`
	Groups              []SecurityGroupIdentifier `json:"Groups"`
	IpAddressType       string                    `json:"IpAddressType,omitempty"`
	PrivateDnsEnabled   bool                      `json:"PrivateDnsEnabled"`
	RequesterManaged    bool                      `json:"RequesterManaged"`
	NetworkInterfaceIds []string                  `json:"NetworkInterfaceIds"`
	DnsEntries          []DnsEntry                `json:"DnsEntries"`
	CreationTimestamp   Time                      `json:"CreationTimestamp,omitempty"`
	Tags                []Tag                     `json:"Tags,omitempty"`
	OwnerId             string                    `json:"OwnerId"`
}

// SecurityGroupIdentifier names a security group of an endpoint.
type SecurityGroupIdentifier struct {
	GroupId   string `json:"GroupId"`
	GroupName string `json:"GroupName"`
}

// DnsEntry is a name that leads to an endpoint.
type DnsEntry struct {
	DnsName string `json:"DnsName"`
}

// DeleteVpcEndpointsInput names the endpoints to delete.
type DeleteVpcEndpointsInput struct {
	VpcEndpointIds []string `json:"VpcEndpointIds,omitempty" api:"required,ref=vpc-endpoint" doc:"The endpoints. Routes to a gateway endpoint go with it."`
}

// DeleteVpcEndpointsOutput lists the endpoints that could not be deleted.
type DeleteVpcEndpointsOutput struct {
	Unsuccessful []UnsuccessfulItem `json:"Unsuccessful"`
}

// UnsuccessfulItem is a thing of a request with which nothing was done, and why.
type UnsuccessfulItem struct {
	Error      *UnsuccessfulItemError `json:"Error,omitempty"`
	ResourceId string                 `json:"ResourceId"`
}

// UnsuccessfulItemError is why nothing was done with one thing of a request.
type UnsuccessfulItemError struct {
	Code    string `json:"Code"`
	Message string `json:"Message"`
}

// ModifyVpcEndpointInput names an endpoint and what is to change.
type ModifyVpcEndpointInput struct {
	VpcEndpointId          string   `json:"VpcEndpointId,omitempty" api:"required,ref=vpc-endpoint" doc:"The endpoint."`
	ResetPolicy            *bool    `json:"ResetPolicy,omitempty" doc:"Whether the policy is to be the default one again, which allows full access."`
	PolicyDocument         string   `json:"PolicyDocument,omitempty" api:"document=endpoint" doc:"The endpoint policy, as JSON."`
	AddRouteTableIds       []string `json:"AddRouteTableIds,omitempty" api:"ref=route-table" doc:"Route tables that get a route to a gateway endpoint."`
	RemoveRouteTableIds    []string `json:"RemoveRouteTableIds,omitempty" api:"ref=route-table" doc:"Route tables that lose it."`
	AddSubnetIds           []string `json:"AddSubnetIds,omitempty" api:"ref=subnet" doc:"Subnets in which an interface endpoint gets a network interface."`
	RemoveSubnetIds        []string `json:"RemoveSubnetIds,omitempty" api:"ref=subnet" doc:"Subnets in which it loses it."`
	AddSecurityGroupIds    []string `json:"AddSecurityGroupIds,omitempty" api:"ref=security-group" doc:"Groups that its interfaces get."`
	RemoveSecurityGroupIds []string `json:"RemoveSecurityGroupIds,omitempty" api:"ref=security-group" doc:"Groups that they lose."`
	PrivateDnsEnabled      *bool    `json:"PrivateDnsEnabled,omitempty" doc:"Whether the service's own name leads to an interface endpoint in its VPC."`
}

// ModifyVpcEndpointOutput says that the endpoint was changed.
type ModifyVpcEndpointOutput struct {
	Return bool `json:"Return"`
}

// DescribeVpcEndpointsInput names or filters endpoints; with nothing given, all.
type DescribeVpcEndpointsInput struct {
	VpcEndpointIds []string `json:"VpcEndpointIds,omitempty" api:"ref=vpc-endpoint" doc:"The endpoints."`
	Filters        []Filter `json:"Filters,omitempty" doc:"Filters: service-name, vpc-id, vpc-endpoint-id, vpc-endpoint-state, vpc-endpoint-type."`
}

// DescribeVpcEndpointsOutput lists endpoints.
type DescribeVpcEndpointsOutput struct {
	VpcEndpoints []VpcEndpoint `json:"VpcEndpoints"`
}

// DescribeVpcEndpointServicesInput names or filters services; with nothing given, all.
type DescribeVpcEndpointServicesInput struct {
	ServiceNames []string `json:"ServiceNames,omitempty" doc:"The services, for example com.amazonaws.eu-west-1.s3."`
	Filters      []Filter `json:"Filters,omitempty" doc:"Filters: owner, service-name, service-type."`
}

// DescribeVpcEndpointServicesOutput lists the services to which there can be
// endpoints.
type DescribeVpcEndpointServicesOutput struct {
	ServiceNames   []string        `json:"ServiceNames"`
	ServiceDetails []ServiceDetail `json:"ServiceDetails"`
}

// ServiceDetail is a service to which there can be endpoints of a type.
type ServiceDetail struct {
	ServiceName                string              `json:"ServiceName"`
	ServiceType                []ServiceTypeDetail `json:"ServiceType"`
	AvailabilityZones          []string            `json:"AvailabilityZones"`
	Owner                      string              `json:"Owner"`
	BaseEndpointDnsNames       []string            `json:"BaseEndpointDnsNames"`
	PrivateDnsName             string              `json:"PrivateDnsName,omitempty"`
	PrivateDnsNames            []PrivateDnsDetails `json:"PrivateDnsNames,omitempty"`
	VpcEndpointPolicySupported bool                `json:"VpcEndpointPolicySupported"`
	AcceptanceRequired         bool                `json:"AcceptanceRequired"`
	ManagesVpcEndpoints        bool                `json:"ManagesVpcEndpoints"`
}

// ServiceTypeDetail is a type of endpoint: Interface or Gateway.
type ServiceTypeDetail struct {
	ServiceType string `json:"ServiceType"`
}

// PrivateDnsDetails is a service's own name.
type PrivateDnsDetails struct {
	PrivateDnsName string `json:"PrivateDnsName"`
}
