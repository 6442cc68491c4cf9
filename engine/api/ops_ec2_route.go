package api

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

// Route is one route of a route table. State is blackhole when what it leads to is
// gone or detached.
type Route struct {
	DestinationCidrBlock    string `json:"DestinationCidrBlock,omitempty"`
	DestinationPrefixListId string `json:"DestinationPrefixListId,omitempty"`
	GatewayId               string `json:"GatewayId,omitempty"`
	NatGatewayId            string `json:"NatGatewayId,omitempty"`
	Origin                  string `json:"Origin"`
	State                   string `json:"State"`
}

// CreateRouteInput describes a new route. It has exactly one target.
type CreateRouteInput struct {
	DestinationPrefixListId string `json:"DestinationPrefixListId,omitempty" api:"ref=prefix-list" doc:"A prefix list; those of AWS services get their routes from gateway endpoints."`
	RouteTableId            string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The route table."`
	DestinationCidrBlock    string `json:"DestinationCidrBlock,omitempty" doc:"Where the packets go, for example 0.0.0.0/0."`
	GatewayId               string `json:"GatewayId,omitempty" api:"ref=internet-gateway" doc:"The internet gateway to send them to, or else a NAT gateway."`
	NatGatewayId            string `json:"NatGatewayId,omitempty" api:"ref=nat-gateway" doc:"The NAT gateway to send them to, or else an internet gateway."`
}

// CreateRouteOutput says that the route was created.
type CreateRouteOutput struct {
	Return bool `json:"Return"`
}

// ReplaceRouteInput names a route by its destination, and the target that it is to
// have.
type ReplaceRouteInput struct {
	DestinationPrefixListId string `json:"DestinationPrefixListId,omitempty" api:"ref=prefix-list" doc:"A prefix list; those of AWS services get their routes from gateway endpoints."`
	RouteTableId            string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The route table."`
	DestinationCidrBlock    string `json:"DestinationCidrBlock,omitempty" doc:"The destination of the route, for example 0.0.0.0/0."`
	GatewayId               string `json:"GatewayId,omitempty" api:"ref=internet-gateway" doc:"The internet gateway that it is to lead to, or else a NAT gateway."`
	NatGatewayId            string `json:"NatGatewayId,omitempty" api:"ref=nat-gateway" doc:"The NAT gateway that it is to lead to, or else an internet gateway."`
}

// DeleteRouteInput names a route by its destination.
type DeleteRouteInput struct {
	DestinationPrefixListId string `json:"DestinationPrefixListId,omitempty" api:"ref=prefix-list" doc:"A prefix list; those of AWS services get their routes from gateway endpoints."`
	RouteTableId            string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The route table."`
	DestinationCidrBlock    string `json:"DestinationCidrBlock,omitempty" doc:"The destination of the route, for example 0.0.0.0/0."`
}

// DeleteRouteTableInput names the route table to delete.
type DeleteRouteTableInput struct {
	RouteTableId string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The route table."`
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

// DisassociateRouteTableInput names the association to end.
type DisassociateRouteTableInput struct {
	AssociationId string `json:"AssociationId,omitempty" api:"required,ref=route-table-association" doc:"The association, as DescribeRouteTables shows it."`
}

// ReplaceRouteTableAssociationInput names an association, and the route table to put
// in the place of its own. With the association of the main route table it makes
// another one the main one.
type ReplaceRouteTableAssociationInput struct {
	AssociationId string `json:"AssociationId,omitempty" api:"required,ref=route-table-association" doc:"The association, as DescribeRouteTables shows it."`
	RouteTableId  string `json:"RouteTableId,omitempty" api:"required,ref=route-table" doc:"The new route table."`
}

// ReplaceRouteTableAssociationOutput is the association that there is now.
type ReplaceRouteTableAssociationOutput struct {
	NewAssociationId string                      `json:"NewAssociationId"`
	AssociationState *RouteTableAssociationState `json:"AssociationState,omitempty"`
}

// DescribeRouteTablesInput names or filters route tables; with nothing given, all.
type DescribeRouteTablesInput struct {
	RouteTableIds []string `json:"RouteTableIds,omitempty" api:"ref=route-table" doc:"The route tables."`
	Filters       []Filter `json:"Filters,omitempty" doc:"Filters: vpc-id, association.subnet-id, association.main, route.nat-gateway-id and more."`
}

// DescribeRouteTablesOutput lists route tables.
type DescribeRouteTablesOutput struct {
	RouteTables []RouteTable `json:"RouteTables"`
}
