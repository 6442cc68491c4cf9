package api

// Volume is a volume of a task definition: of at most one kind, and a bind mount
// when it names none.
type Volume struct {
	Name                                    string                                   `json:"name,omitempty" doc:"Name by which mount points refer to it."`
	Host                                    *HostVolumeProperties                    `json:"host,omitempty" doc:"A bind mount."`
	DockerVolumeConfiguration               *DockerVolumeConfiguration               `json:"dockerVolumeConfiguration,omitempty" doc:"A Docker volume on the instance."`
	EfsVolumeConfiguration                  *EFSVolumeConfiguration                  `json:"efsVolumeConfiguration,omitempty" doc:"A directory of an Amazon EFS file system."`
	S3filesVolumeConfiguration              *S3FilesVolumeConfiguration              `json:"s3filesVolumeConfiguration,omitempty" doc:"An Amazon S3 Files file system; not switched on here."`
	FsxWindowsFileServerVolumeConfiguration *FSxWindowsFileServerVolumeConfiguration `json:"fsxWindowsFileServerVolumeConfiguration,omitempty" doc:"An FSx for Windows File Server file system; not on Linux."`
	ConfiguredAtLaunch                      *bool                                    `json:"configuredAtLaunch,omitempty" doc:"An EBS volume that the service configures."`
}

// HostVolumeProperties says where a bind mount stands on the instance.
type HostVolumeProperties struct {
	SourcePath string `json:"sourcePath,omitempty" doc:"Directory on the instance; without one Docker makes a directory for the task."`
}

// DockerVolumeConfiguration describes a Docker volume.
type DockerVolumeConfiguration struct {
	Scope         string            `json:"scope,omitempty" api:"enum=task|shared" doc:"task (when not given) ends with the task; shared outlives it."`
	Autoprovision *bool             `json:"autoprovision,omitempty" doc:"Whether a shared volume is made when the instance has none of the name."`
	Driver        string            `json:"driver,omitempty" doc:"The Docker volume driver; local when not given."`
	DriverOpts    map[string]string `json:"driverOpts,omitempty" api:"kept" doc:"Options of the driver."`
	Labels        map[string]string `json:"labels,omitempty" doc:"Labels of the volume."`
}

// EFSVolumeConfiguration names a file system and a directory in it.
type EFSVolumeConfiguration struct {
	FileSystemId          string                  `json:"fileSystemId,omitempty" api:"required,ref=file-system" doc:"The file system."`
	RootDirectory         string                  `json:"rootDirectory,omitempty" doc:"The directory that is mounted; / when not given."`
	TransitEncryption     string                  `json:"transitEncryption,omitempty" api:"enum=ENABLED|DISABLED" doc:"Whether data is encrypted on its way; DISABLED when not given."`
	TransitEncryptionPort *int64                  `json:"transitEncryptionPort,omitempty" doc:"Local port of the encrypted connection."`
	AuthorizationConfig   *EFSAuthorizationConfig `json:"authorizationConfig,omitempty" doc:"Access point and IAM."`
}

// EFSAuthorizationConfig says as whom a task uses a file system.
type EFSAuthorizationConfig struct {
	AccessPointId string `json:"accessPointId,omitempty" doc:"The access point."`
	Iam           string `json:"iam,omitempty" api:"enum=ENABLED|DISABLED" doc:"Whether the task role is asked; DISABLED when not given."`
}

// S3FilesVolumeConfiguration names an Amazon S3 Files file system.
type S3FilesVolumeConfiguration struct {
	FileSystemArn         string `json:"fileSystemArn,omitempty" api:"required" doc:"The file system."`
	RootDirectory         string `json:"rootDirectory,omitempty" doc:"The directory that is mounted."`
	TransitEncryptionPort *int64 `json:"transitEncryptionPort,omitempty" doc:"Local port of the encrypted connection."`
	AccessPointArn        string `json:"accessPointArn,omitempty" doc:"The access point."`
}

// FSxWindowsFileServerVolumeConfiguration names an FSx for Windows File Server
// file system.
type FSxWindowsFileServerVolumeConfiguration struct {
	FileSystemId        string                                   `json:"fileSystemId,omitempty" api:"required" doc:"The file system."`
	RootDirectory       string                                   `json:"rootDirectory,omitempty" api:"required" doc:"The directory that is mounted."`
	AuthorizationConfig *FSxWindowsFileServerAuthorizationConfig `json:"authorizationConfig,omitempty" api:"required" doc:"Credentials and domain."`
}

// FSxWindowsFileServerAuthorizationConfig says as whom a task uses the file
// system.
type FSxWindowsFileServerAuthorizationConfig struct {
	CredentialsParameter string `json:"credentialsParameter,omitempty" api:"required" doc:"ARN of the secret or parameter with the credentials."`
	Domain               string `json:"domain,omitempty" api:"required" doc:"The Active Directory domain."`
}

// MountPoint is a volume in a container.
type MountPoint struct {
	SourceVolume  string `json:"sourceVolume,omitempty" doc:"Name of the volume."`
	ContainerPath string `json:"containerPath,omitempty" doc:"Directory of the container in which it appears."`
	ReadOnly      *bool  `json:"readOnly,omitempty" doc:"Whether the container may only read it; false when not given."`
}

// VolumeFrom is a container whose mount points another has too.
type VolumeFrom struct {
	SourceContainer string `json:"sourceContainer,omitempty" doc:"Name of the container."`
	ReadOnly        *bool  `json:"readOnly,omitempty" doc:"Whether they may only be read here; false when not given."`
}

// ServiceVolumeConfiguration configures a volume that the task definition leaves
// to the launch.
type ServiceVolumeConfiguration struct {
	Name             string                                `json:"name,omitempty" api:"required" doc:"Name of the volume in the task definition."`
	ManagedEBSVolume *ServiceManagedEBSVolumeConfiguration `json:"managedEBSVolume,omitempty" doc:"The EBS volume that each task gets."`
}

// ServiceManagedEBSVolumeConfiguration describes the EBS volume of each task of
// a service.
type ServiceManagedEBSVolumeConfiguration struct {
	Encrypted      *bool  `json:"encrypted,omitempty" doc:"Whether it is encrypted."`
	VolumeType     string `json:"volumeType,omitempty" doc:"gp3 when not given; gp2, io1, io2, st1, sc1 or standard."`
	SizeInGiB      *int64 `json:"sizeInGiB,omitempty" doc:"Size; needed unless there is a snapshot."`
	SnapshotId     string `json:"snapshotId,omitempty" doc:"The snapshot that it is made from."`
	Iops           *int64 `json:"iops,omitempty" doc:"I/O operations per second; needed for io1 and io2."`
	Throughput     *int64 `json:"throughput,omitempty" doc:"MiB per second, gp3 only."`
	RoleArn        string `json:"roleArn,omitempty" api:"required,ref=role-arn" doc:"The ECS infrastructure role."`
	FilesystemType string `json:"filesystemType,omitempty" api:"enum=ext3|ext4|xfs|ntfs" doc:"xfs when not given."`
}
