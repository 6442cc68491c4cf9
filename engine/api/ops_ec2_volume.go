package api

// DescribeVolumesInput names or filters volumes; with nothing given, all.
type DescribeVolumesInput struct {
	VolumeIds []string `json:"VolumeIds,omitempty" api:"ref=volume" doc:"The volumes."`
	Filters   []Filter `json:"Filters,omitempty" doc:"Filters: volume-id, volume-type, status, availability-zone, attachment.instance-id."`
}

// DescribeVolumesOutput lists volumes.
type DescribeVolumesOutput struct {
	Volumes []EBSVolume `json:"Volumes"`
}

// EBSVolume is an EBS volume as it is described.
type EBSVolume struct {
	Iops               int64              `json:"Iops,omitempty"`
	Tags               []Tag              `json:"Tags"`
	VolumeType         string             `json:"VolumeType"`
	MultiAttachEnabled bool               `json:"MultiAttachEnabled"`
	Throughput         int64              `json:"Throughput,omitempty"`
	VolumeId           string             `json:"VolumeId"`
	Size               int64              `json:"Size"`
	SnapshotId         string             `json:"SnapshotId"`
	AvailabilityZone   string             `json:"AvailabilityZone"`
	State              string             `json:"State"`
	CreateTime         Time               `json:"CreateTime,omitempty"`
	Attachments        []VolumeAttachment `json:"Attachments"`
	Encrypted          bool               `json:"Encrypted"`
}

// VolumeAttachment joins a volume to an instance.
type VolumeAttachment struct {
	DeleteOnTermination bool   `json:"DeleteOnTermination"`
	VolumeId            string `json:"VolumeId"`
	InstanceId          string `json:"InstanceId"`
	State               string `json:"State"`
}
