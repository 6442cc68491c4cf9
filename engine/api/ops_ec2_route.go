package api

// CreateInternetGatewayInput asks for an internet gateway.
type CreateInternetGatewayInput struct{}

// CreateInternetGatewayOutput is the new internet gateway.
type CreateInternetGatewayOutput struct {
	InternetGateway *InternetGateway `json:"InternetGateway,omitempty"`
}

// InternetGateway is an internet gateway as it is described.
type InternetGateway struct {
	Attachments       []InternetGatewayAttachment `json:"Attachments"`
	InternetGatewayId string                      `json:"InternetGatewayId"`
	OwnerId           string                      `json:"OwnerId"`
	Tags              []Tag                       `json:"Tags"`
}

// InternetGatewayAttachment is a VPC that an internet gateway is attached to.
type InternetGatewayAttachment struct {
	State string `json:"State"`
	VpcId string `json:"VpcId"`
}

// AttachInternetGatewayInput names a gateway and a VPC.
type AttachInternetGatewayInput struct {
	InternetGatewayId string `json:"InternetGatewayId,omitempty" api:"required,ref=internet-gateway" doc:"The internet gateway."`
	VpcId             string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// DescribeInternetGatewaysInput names internet gateways; with none given, all.
type DescribeInternetGatewaysInput struct {
	InternetGatewayIds []string `json:"InternetGatewayIds,omitempty" api:"ref=internet-gateway" doc:"The internet gateways."`
}

// DescribeInternetGatewaysOutput lists internet gateways.
type DescribeInternetGatewaysOutput struct {
	InternetGateways []InternetGateway `json:"InternetGateways"`
}

// CreateRouteTableInput names the VPC of a new route table.
type CreateRouteTableInput struct {
	VpcId string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// CreateRouteTableOutput is the new route table.
type CreateRouteTableOutput struct {
	RouteTable *RouteTable `json:"RouteTable,omitempty"`
}

// RouteTable is a route table as it is described.
type RouteTable struct {
	Associations    []RouteTableAssociation `json:"Associations"`
	PropagatingVgws []PropagatingVgw        `json:"PropagatingVgws"`
	RouteTableId    string                  `json:"RouteTableId"`
	Routes          []Route                 `json:"Routes"`
	Tags            []Tag                   `json:"Tags"`
	VpcId           string                  `json:"VpcId"`
	OwnerId         string                  `json:"OwnerId"`
}

// RouteTableAssociation is a subnet that uses a route table, or the VPC itself
// when Main is true.
type RouteTableAssociation struct {
	Main                    bool                        `json:"Main"`
	RouteTableAssociationId string                      `json:"RouteTableAssociationId"`
	RouteTableId            string                      `json:"RouteTableId"`
	SubnetId                string                      `json:"SubnetId,omitempty"`
	AssociationState        *RouteTableAssociationState `json:"AssociationState,omitempty"`
}

// RouteTableAssociationState is the state of an association: associated.
type RouteTableAssociationState struct {
	State string `json:"State"`
}

// PropagatingVgw is a virtual private gateway that adds routes.
type PropagatingVgw struct {
	GatewayId string `json:"GatewayId"`
}

// Route is one route of a route table.
type Route struct {
	DestinationCidrBlock string `json:"DestinationCidrBlock"`
	GatewayId            string `json:"GatewayId,omitempty"`
	Origin               string `json:"Origin"`
	State                string `json:"State"`
}

// CreateRouteInput describes a new route.
type CreateRouteInput struct {
	RouteTableId         string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The route table."`
	DestinationCidrBlock string `json:"DestinationCidrBlock,omitempty" doc:"Where the packets go, for example 0.0.0.0/0."`
	GatewayId            string `json:"GatewayId,omitempty" api:"ref=internet-gateway" doc:"The internet gateway to send them to."`
}

// CreateRouteOutput says that the route was created.
type CreateRouteOutput struct {
	Return bool `json:"Return"`
}

// AssociateRouteTableInput names a route table and a subnet.
type AssociateRouteTableInput struct {
	SubnetId     string `json:"SubnetId,omitempty" api:"ref=subnet" doc:"The subnet."`
	RouteTableId string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The route table."`
}

// AssociateRouteTableOutput is the new association.
type AssociateRouteTableOutput struct {
	AssociationId    string                      `json:"AssociationId"`
	AssociationState *RouteTableAssociationState `json:"AssociationState,omitempty"`
}

// DescribeRouteTablesInput names route tables; with none given, all.
type DescribeRouteTablesInput struct {
	RouteTableIds []string `json:"RouteTableIds,omitempty" api:"ref=route-table" doc:"The route tables."`
}

// DescribeRouteTablesOutput lists route tables.
type DescribeRouteTablesOutput struct {
	RouteTables []RouteTable `json:"RouteTables"`
}
