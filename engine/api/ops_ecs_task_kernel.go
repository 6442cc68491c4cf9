package api

// LinuxParameters are options of a container that only Linux has.
type LinuxParameters struct {
	Capabilities       *KernelCapabilities `json:"capabilities,omitempty" doc:"Kernel capabilities added to, or taken from, Docker's."`
	Devices            []Device            `json:"devices,omitempty" doc:"Devices of the instance."`
	InitProcessEnabled *bool               `json:"initProcessEnabled,omitempty" doc:"Whether an init process reaps children."`
	SharedMemorySize   *int64              `json:"sharedMemorySize,omitempty" doc:"MiB of /dev/shm."`
	Tmpfs              []Tmpfs             `json:"tmpfs,omitempty" doc:"File systems in memory."`
	MaxSwap            *int64              `json:"maxSwap,omitempty" doc:"MiB of swap; 0 for none."`
	Swappiness         *int64              `json:"swappiness,omitempty" doc:"0 to 100; ignored without maxSwap."`
}

// KernelCapabilities are added to, or taken from, those that Docker gives.
type KernelCapabilities struct {
	Add  []string `json:"add,omitempty" doc:"Added; on Fargate only SYS_PTRACE."`
	Drop []string `json:"drop,omitempty" doc:"Taken away."`
}

// Device is a device of the instance in a container.
type Device struct {
	HostPath      string   `json:"hostPath,omitempty" api:"required" doc:"Path on the instance."`
	ContainerPath string   `json:"containerPath,omitempty" doc:"Path in the container."`
	Permissions   []string `json:"permissions,omitempty" api:"enum=read|write|mknod" doc:"What the container may do with it; all when not given."`
}

// Tmpfs is a file system in memory.
type Tmpfs struct {
	ContainerPath string   `json:"containerPath,omitempty" api:"required" doc:"Where it appears."`
	Size          int64    `json:"size" api:"required" doc:"MiB at most."`
	MountOptions  []string `json:"mountOptions,omitempty" doc:"Options of the mount."`
}

// HostEntry is a line of a container's /etc/hosts.
type HostEntry struct {
	Hostname  string `json:"hostname,omitempty" api:"required" doc:"The name."`
	IpAddress string `json:"ipAddress,omitempty" api:"required" doc:"The address."`
}

// Ulimit is a limit of a container's processes.
type Ulimit struct {
	Name      string `json:"name,omitempty" api:"required,enum=core|cpu|data|fsize|locks|memlock|msgqueue|nice|nofile|nproc|rss|rtprio|rttime|sigpending|stack" doc:"The limit."`
	SoftLimit int64  `json:"softLimit" api:"required" doc:"The soft limit."`
	HardLimit int64  `json:"hardLimit" api:"required" doc:"The hard limit."`
}

// SystemControl is a kernel parameter of a container.
type SystemControl struct {
	Namespace string `json:"namespace,omitempty" doc:"The parameter, such as net.core.somaxconn."`
	Value     string `json:"value,omitempty" doc:"Its value."`
}
