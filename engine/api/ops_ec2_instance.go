package api

// IamInstanceProfileSpecification names an instance profile.
type IamInstanceProfileSpecification struct {
	Arn  string `json:"Arn,omitempty" doc:"The profile by ARN."`
	Name string `json:"Name,omitempty" api:"ref=instance-profile" doc:"The profile by name."`
}

// RunInstancesInput describes instances to start. MinCount and MaxCount are
// the CLI's --count N or --count N:M.
type RunInstancesInput struct {
	ImageId            string                           `json:"ImageId,omitempty" doc:"The AMI."`
	InstanceType       string                           `json:"InstanceType,omitempty" doc:"The type, for example m5.large."`
	MaxCount           *int64                           `json:"MaxCount,omitempty" api:"required" doc:"Most instances to start."`
	MinCount           *int64                           `json:"MinCount,omitempty" api:"required" doc:"Fewest instances to start; with room for fewer, none."`
	SecurityGroupIds   []string                         `json:"SecurityGroupIds,omitempty" api:"ref=security-group" doc:"Security groups of the instances."`
	SubnetId           string                           `json:"SubnetId,omitempty" api:"ref=subnet" doc:"The subnet."`
	UserData           string                           `json:"UserData,omitempty" doc:"Script that runs at the first boot, as text."`
	PrivateIpAddress   string                           `json:"PrivateIpAddress,omitempty" doc:"The primary private address."`
	IamInstanceProfile *IamInstanceProfileSpecification `json:"IamInstanceProfile,omitempty" doc:"The instance profile, whose role the agent uses."`
}

// RunInstancesOutput is the reservation of the started instances.
type RunInstancesOutput struct {
	ReservationId string            `json:"ReservationId"`
	OwnerId       string            `json:"OwnerId"`
	Groups        []GroupIdentifier `json:"Groups"`
	Instances     []Instance        `json:"Instances"`
}

// Reservation is the instances that one call started.
type Reservation struct {
	ReservationId string            `json:"ReservationId"`
	OwnerId       string            `json:"OwnerId"`
	Groups        []GroupIdentifier `json:"Groups"`
	Instances     []Instance        `json:"Instances"`
}

// GroupIdentifier names a security group.
type GroupIdentifier struct {
	GroupId   string `json:"GroupId"`
	GroupName string `json:"GroupName"`
}

// Instance is an instance as it is described.
type Instance struct {
	Architecture          string                     `json:"Architecture,omitempty"`
	EbsOptimized          bool                       `json:"EbsOptimized"`
	IamInstanceProfile    *IamInstanceProfile        `json:"IamInstanceProfile,omitempty"`
	NetworkInterfaces     []InstanceNetworkInterface `json:"NetworkInterfaces"`
	SecurityGroups        []GroupIdentifier          `json:"SecurityGroups"`
	SourceDestCheck       bool                       `json:"SourceDestCheck"`
	StateReason           *StateReason               `json:"StateReason,omitempty"`
	Tags                  []Tag                      `json:"Tags,omitempty"`
	InstanceId            string                     `json:"InstanceId"`
	ImageId               string                     `json:"ImageId"`
	State                 InstanceState              `json:"State"`
	PrivateDnsName        string                     `json:"PrivateDnsName"`
	PublicDnsName         string                     `json:"PublicDnsName"`
	StateTransitionReason string                     `json:"StateTransitionReason"`
	AmiLaunchIndex        int64                      `json:"AmiLaunchIndex"`
	InstanceType          string                     `json:"InstanceType"`
	LaunchTime            Time                       `json:"LaunchTime,omitempty"`
	Placement             *Placement                 `json:"Placement,omitempty"`
	SubnetId              string                     `json:"SubnetId"`
	VpcId                 string                     `json:"VpcId"`
	PrivateIpAddress      string                     `json:"PrivateIpAddress,omitempty"`
	PublicIpAddress       string                     `json:"PublicIpAddress,omitempty"`
}

// InstanceState is a state with EC2's number for it: 0 pending, 16 running, 32
// shutting-down, 48 terminated, 64 stopping, 80 stopped.
type InstanceState struct {
	Code int64  `json:"Code"`
	Name string `json:"Name"`
}

// StateReason is why an instance last changed state.
type StateReason struct {
	Code    string `json:"Code"`
	Message string `json:"Message"`
}

// IamInstanceProfile is the instance profile of an instance.
type IamInstanceProfile struct {
	Arn string `json:"Arn"`
	Id  string `json:"Id,omitempty"`
}

// Placement is where an instance runs.
type Placement struct {
	GroupName        string `json:"GroupName"`
	Tenancy          string `json:"Tenancy,omitempty"`
	AvailabilityZone string `json:"AvailabilityZone"`
}

// InstanceNetworkInterface is a network interface of an instance.
type InstanceNetworkInterface struct {
	Groups             []GroupIdentifier `json:"Groups"`
	NetworkInterfaceId string            `json:"NetworkInterfaceId"`
	PrivateIpAddress   string            `json:"PrivateIpAddress"`
	Status             string            `json:"Status"`
	SubnetId           string            `json:"SubnetId"`
	VpcId              string            `json:"VpcId"`
}

// DescribeInstancesInput names or filters instances; with nothing given, all.
type DescribeInstancesInput struct {
	InstanceIds []string `json:"InstanceIds,omitempty" api:"ref=instance" doc:"The instances."`
	Filters     []Filter `json:"Filters,omitempty" doc:"Filters: instance-id, instance-state-name, subnet-id, vpc-id, instance.group-id and more."`
}

// DescribeInstancesOutput lists instances by reservation.
type DescribeInstancesOutput struct {
	Reservations []Reservation `json:"Reservations"`
}

// ModifyInstanceAttributeInput names an instance and the groups it is to have.
type ModifyInstanceAttributeInput struct {
	InstanceId string   `json:"InstanceId,omitempty" api:"required,ref=instance" doc:"The instance."`
	Groups     []string `json:"Groups,omitempty" api:"ref=security-group" doc:"All the security groups it is to have."`
}
