package api

func efsOperations() []*Operation {
	return []*Operation{
		write[CreateFileSystemInput, FileSystemDescription]("efs", "CreateFileSystem", "Creates an EFS file system."),
		read[DescribeFileSystemsInput, DescribeFileSystemsOutput]("efs", "DescribeFileSystems", "Shows file systems."),
		write[DeleteFileSystemInput, Nothing]("efs", "DeleteFileSystem", "Deletes a file system that has no mount targets, with all its data."),
		write[CreateMountTargetInput, MountTargetDescription]("efs", "CreateMountTarget", "Gives a file system an address in a subnet."),
		read[DescribeMountTargetsInput, DescribeMountTargetsOutput]("efs", "DescribeMountTargets", "Shows the mount targets of a file system."),
		write[DeleteMountTargetInput, Nothing]("efs", "DeleteMountTarget", "Deletes a mount target."),
		write[ModifyMountTargetSecurityGroupsInput, Nothing]("efs", "ModifyMountTargetSecurityGroups", "Replaces the security groups of a mount target."),
		read[DescribeMountTargetSecurityGroupsInput, DescribeMountTargetSecurityGroupsOutput]("efs", "DescribeMountTargetSecurityGroups", "Shows the security groups of a mount target."),
	}
}

// CreateFileSystemInput describes a new file system.
type CreateFileSystemInput struct {
	CreationToken        string `json:"CreationToken,omitempty" api:"min=1" doc:"Text that tells a repeated request; one is made up when not given."`
	PerformanceMode      string `json:"PerformanceMode,omitempty" api:"enum=generalPurpose|maxIO" doc:"generalPurpose when not given."`
	Encrypted            *bool  `json:"Encrypted,omitempty" doc:"Whether it is encrypted at rest; only at creation."`
	ThroughputMode       string `json:"ThroughputMode,omitempty" api:"enum=bursting|provisioned|elastic" doc:"bursting when not given."`
	AvailabilityZoneName string `json:"AvailabilityZoneName,omitempty" api:"min=1" doc:"Makes a One Zone file system in this zone."`
}

// FileSystemDescription is a file system as it is described.
type FileSystemDescription struct {
	OwnerId              string         `json:"OwnerId"`
	CreationToken        string         `json:"CreationToken"`
	FileSystemId         string         `json:"FileSystemId"`
	FileSystemArn        string         `json:"FileSystemArn,omitempty"`
	CreationTime         Time           `json:"CreationTime,omitempty"`
	LifeCycleState       string         `json:"LifeCycleState"`
	Name                 string         `json:"Name,omitempty"`
	NumberOfMountTargets int64          `json:"NumberOfMountTargets"`
	SizeInBytes          FileSystemSize `json:"SizeInBytes"`
	PerformanceMode      string         `json:"PerformanceMode"`
	Encrypted            bool           `json:"Encrypted"`
	ThroughputMode       string         `json:"ThroughputMode,omitempty"`
	AvailabilityZoneName string         `json:"AvailabilityZoneName,omitempty"`
	Tags                 []Tag          `json:"Tags"`
}

// FileSystemSize is how much a file system holds.
type FileSystemSize struct {
	Value int64 `json:"Value"`
}

// DescribeFileSystemsInput chooses file systems; with nothing given, all.
type DescribeFileSystemsInput struct {
	CreationToken string `json:"CreationToken,omitempty" api:"min=1" doc:"Only the one made with this token."`
	FileSystemId  string `json:"FileSystemId,omitempty" api:"ref=file-system" doc:"Only this one."`
}

// DescribeFileSystemsOutput lists file systems.
type DescribeFileSystemsOutput struct {
	FileSystems []FileSystemDescription `json:"FileSystems"`
}

// DeleteFileSystemInput names the file system to delete.
type DeleteFileSystemInput struct {
	FileSystemId string `json:"FileSystemId,omitempty" api:"required,ref=file-system" doc:"The file system."`
}

// CreateMountTargetInput says where a file system is to have an address.
type CreateMountTargetInput struct {
	FileSystemId   string   `json:"FileSystemId,omitempty" api:"required,ref=file-system" doc:"The file system."`
	SubnetId       string   `json:"SubnetId,omitempty" api:"required,min=15,ref=subnet" doc:"The subnet; one for each Availability Zone."`
	IpAddress      string   `json:"IpAddress,omitempty" api:"min=7" doc:"The private address."`
	SecurityGroups []string `json:"SecurityGroups,omitempty" api:"ref=security-group" doc:"Its security groups; the VPC's default one when not given."`
}

// MountTargetDescription is a mount target as it is described.
type MountTargetDescription struct {
	OwnerId              string `json:"OwnerId,omitempty"`
	MountTargetId        string `json:"MountTargetId"`
	FileSystemId         string `json:"FileSystemId"`
	SubnetId             string `json:"SubnetId"`
	LifeCycleState       string `json:"LifeCycleState"`
	IpAddress            string `json:"IpAddress,omitempty"`
	NetworkInterfaceId   string `json:"NetworkInterfaceId,omitempty"`
	AvailabilityZoneName string `json:"AvailabilityZoneName,omitempty"`
	VpcId                string `json:"VpcId,omitempty"`
}

// DescribeMountTargetsInput chooses mount targets by file system or by id.
type DescribeMountTargetsInput struct {
	FileSystemId  string `json:"FileSystemId,omitempty" api:"ref=file-system" doc:"Those of this file system."`
	MountTargetId string `json:"MountTargetId,omitempty" api:"min=13,ref=mount-target" doc:"This one."`
}

// DescribeMountTargetsOutput lists mount targets.
type DescribeMountTargetsOutput struct {
	MountTargets []MountTargetDescription `json:"MountTargets"`
}

// DeleteMountTargetInput names the mount target to delete.
type DeleteMountTargetInput struct {
	MountTargetId string `json:"MountTargetId,omitempty" api:"required,min=13,ref=mount-target" doc:"The mount target."`
}

// ModifyMountTargetSecurityGroupsInput names a mount target and the groups it is
// to have.
type ModifyMountTargetSecurityGroupsInput struct {
	MountTargetId  string   `json:"MountTargetId,omitempty" api:"required,min=13,ref=mount-target" doc:"The mount target."`
	SecurityGroups []string `json:"SecurityGroups,omitempty" api:"ref=security-group" doc:"All the security groups it is to have."`
}

// DescribeMountTargetSecurityGroupsInput names a mount target.
type DescribeMountTargetSecurityGroupsInput struct {
	MountTargetId string `json:"MountTargetId,omitempty" api:"required,min=13,ref=mount-target" doc:"The mount target."`
}

// DescribeMountTargetSecurityGroupsOutput lists security groups by id.
type DescribeMountTargetSecurityGroupsOutput struct {
	SecurityGroups []string `json:"SecurityGroups"`
}
