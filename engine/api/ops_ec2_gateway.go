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

// DetachInternetGatewayInput names a gateway and the VPC that it is attached to.
type DetachInternetGatewayInput struct {
	InternetGatewayId string `json:"InternetGatewayId,omitempty" api:"required,ref=internet-gateway" doc:"The internet gateway."`
	VpcId             string `json:"VpcId,omitempty" api:"required,ref=vpc" doc:"The VPC."`
}

// DeleteInternetGatewayInput names the gateway to delete.
type DeleteInternetGatewayInput struct {
	InternetGatewayId string `json:"InternetGatewayId,omitempty" api:"required,ref=internet-gateway" doc:"The internet gateway."`
}

// DescribeInternetGatewaysInput names or filters internet gateways; with nothing
// given, all.
type DescribeInternetGatewaysInput struct {
	InternetGatewayIds []string `json:"InternetGatewayIds,omitempty" api:"ref=internet-gateway" doc:"The internet gateways."`
	Filters            []Filter `json:"Filters,omitempty" doc:"Filters: attachment.vpc-id, internet-gateway-id and more."`
}

// DescribeInternetGatewaysOutput lists internet gateways.
type DescribeInternetGatewaysOutput struct {
	InternetGateways []InternetGateway `json:"InternetGateways"`
}
