package api

// NetworkConfiguration is where tasks in the network mode awsvpc get their
// network interfaces.
type NetworkConfiguration struct {
	AwsvpcConfiguration *AwsVpcConfiguration `json:"awsvpcConfiguration,omitempty" doc:"Subnets, security groups and public address of the interfaces."`
}

// AwsVpcConfiguration says what network interfaces tasks get.
type AwsVpcConfiguration struct {
	Subnets        []string `json:"subnets,omitempty" api:"required,ref=subnet" doc:"1 to 16 subnets of one VPC."`
	SecurityGroups []string `json:"securityGroups,omitempty" api:"ref=security-group" doc:"Up to 5 security groups of that VPC; its default group when not given."`
	AssignPublicIp string   `json:"assignPublicIp,omitempty" api:"enum=ENABLED|DISABLED" doc:"ENABLED gives a public address, on Fargate only; DISABLED when not given."`
}
