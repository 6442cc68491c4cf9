package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/sim"
)

// volumeConfig is what a service says of the EBS volume that each task gets.
type volumeConfig struct {
	Name string
	EBS  api.ServiceManagedEBSVolumeConfiguration
}

// ebsVolume is an EBS volume, attached to the instance of one task.
type ebsVolume struct {
	ID, Zone, Type         string
	Size, Iops, Throughput int64 // GiB, operations per second, MiB per second
	Encrypted              bool
	State                  string // "creating", "in-use"
	Instance               string
	CreatedAt              sim.Time
}

// ebsType bounds a volume type as ECS has it: API Reference,
// ServiceManagedEBSVolumeConfiguration. Ratios are of "Amazon EBS volume types".
type ebsType struct {
	minSize, maxSize int64 // GiB
	minIops, maxIops int64 // 0 for a type that takes none
	perGiB           int64 // most IOPS for each GiB
	needs            bool  // IOPS must be given
}

var ebsTypes = map[string]ebsType{
	"gp3": {1, 16384, 3000, 16000, 500, false}, "gp2": {minSize: 1, maxSize: 16384},
	"io1": {4, 16384, 100, 64000, 50, true}, "io2": {4, 16384, 100, 256000, 1000, true},
	"st1": {minSize: 125, maxSize: 16384}, "sc1": {minSize: 125, maxSize: 16384}, "standard": {minSize: 1, maxSize: 1024},
}

// checkVolumeConfigurations checks what a service says of volumes against its
// task definition; nil when neither has one.
func checkVolumeConfigurations(d *taskDefinition, in []api.ServiceVolumeConfiguration) (*volumeConfig, *api.Error) {
	v := d.atLaunch()
	for _, c := range in {
		if v == nil || c.Name != v.Name {
			return nil, invalid("The volume name '%s' in your request does not have a matching volume in your Task Definition", c.Name)
		}
	}
	switch {
	case len(in) > 1:
		return nil, invalid("A service configures at most one volume.").Ours()
	case len(in) == 0 && v != nil:
		return nil, invalid("The volume '%s' of the task definition is configured at launch: volumeConfigurations must say how.", v.Name).Ours()
	case len(in) == 0:
		return nil, nil
	case in[0].ManagedEBSVolume == nil:
		return nil, invalid("ECS managed EBS volume configuration was invalid")
	}
	out := &volumeConfig{Name: in[0].Name, EBS: *sim.Clone(in[0].ManagedEBSVolume)}
	return out, checkEBS(&out.EBS)
}

// checkVolumeLaunch refuses a volume that tasks of a launch type do not get. "Use
// Amazon EBS volumes with Amazon ECS".
func checkVolumeLaunch(c *volumeConfig, launchType string) *api.Error {
	if c != nil && launchType == launchFargate && c.EBS.VolumeType == "standard" {
		return invalid("The volume type standard is not supported for tasks on Fargate.").Ours()
	}
	return nil
}

// checkEBS checks the settings of a volume and fills in the defaults.
func checkEBS(c *api.ServiceManagedEBSVolumeConfiguration) *api.Error {
	c.VolumeType, c.FilesystemType = cmp.Or(c.VolumeType, "gp3"), cmp.Or(c.FilesystemType, "xfs")
	t, known := ebsTypes[c.VolumeType]
	size, iops, throughput := value(c.SizeInGiB), value(c.Iops), value(c.Throughput)
	switch {
	case c.RoleArn == "":
		return invalid("managedEBSVolume needs the roleArn of the ECS infrastructure role.").Ours()
	case !known:
		return invalid("There is no EBS volume type '%s'.", c.VolumeType).Ours()
	case c.SnapshotId != "":
		return notYet("A volume from a snapshot")
	case c.SizeInGiB == nil:
		return invalid("ECS managed EBS volume configuration was invalid")
	case size < t.minSize || size > t.maxSize:
		return invalid("sizeInGiB of a %s volume must be from %d to %d.", c.VolumeType, t.minSize, t.maxSize).Ours()
	case c.FilesystemType == "ntfs":
		return invalid("filesystemType ntfs is for Windows; here it is ext3, ext4 or xfs.").Ours()
	case t.needs && c.Iops == nil:
		return invalid("iops is required for a %s volume.", c.VolumeType).Ours()
	case t.maxIops == 0 && c.Iops != nil:
		return invalid("A %s volume takes no iops.", c.VolumeType).Ours()
	case c.Iops != nil && (iops < t.minIops || iops > t.maxIops):
		return invalid("iops of a %s volume must be from %d to %d.", c.VolumeType, t.minIops, t.maxIops).Ours()
	case c.Iops != nil && iops > max(t.minIops, t.perGiB*size):
		return invalid("iops of a %s volume must be at most %d for each GiB.", c.VolumeType, t.perGiB).Ours()
	case c.Throughput != nil && c.VolumeType != "gp3":
		return invalid("throughput is for gp3 volumes only.").Ours()
	case c.Throughput != nil && (throughput < 125 || throughput > 1000):
		return invalid("throughput must be from 125 to 1000.").Ours()
	case 4*throughput > max(3000, iops):
		return invalid("throughput must be at most a quarter of iops.").Ours()
	}
	return nil
}

// same reports whether two configurations are equal.
func (c *volumeConfig) same(other *volumeConfig) bool {
	if c == nil || other == nil {
		return c == other
	}
	return sim.Digest(c) == sim.Digest(other)
}

// view is the configuration as a service's deployments show it.
func (c *volumeConfig) view() []api.ServiceVolumeConfiguration {
	if c == nil {
		return nil
	}
	return []api.ServiceVolumeConfiguration{{Name: c.Name, ManagedEBSVolume: sim.Clone(&c.EBS)}}
}

// newVolume makes the EBS volume of a task, in the zone of the task.
func (w *World) newVolume(t *task, config *volumeConfig) {
	e := &config.EBS
	v := &ebsVolume{
		ID: w.id("vol"), Zone: t.Zone, Type: e.VolumeType, Size: *e.SizeInGiB, Iops: value(e.Iops), Throughput: value(e.Throughput),
		Encrypted: e.Encrypted != nil && *e.Encrypted, State: "creating", CreatedAt: w.s.Now,
	}
	if c := w.on(t); c != nil {
		v.Instance = c.Instance
	}
	if v.Type == "gp3" {
		v.Iops, v.Throughput = cmp.Or(v.Iops, 3000), cmp.Or(v.Throughput, 125)
	}
	w.s.Volumes.Put(v.ID, v)
	t.Volume = v.ID
	w.emit(Event{
		Source: sourceEC2, DetailType: ebsNotification, Name: "createVolume", Resources: []string{v.ID, t.ARN},
		Message: fmt.Sprintf("(volume %s) of %d GiB is created in %s for (task %s)", v.ID, v.Size, v.Zone, t.ID),
	})
}

// deleteVolume deletes the volume of a task: that of a service's task never
// outlives it, and that of a standalone one does not unless it is told to. "Use
// Amazon EBS volumes with Amazon ECS".
func (w *World) deleteVolume(t *task) {
	if t.Volume == "" {
		return
	}
	w.s.Volumes.Drop(t.Volume)
	w.forget(deviceEBS + t.Volume)
	w.emit(Event{
		Source: sourceEC2, DetailType: ebsNotification, Name: "deleteVolume", Resources: []string{t.Volume, t.ARN},
		Message: fmt.Sprintf("(volume %s) of (task %s) is deleted", t.Volume, t.ID),
	})
}

// attachmentView is a task's EBS volume as DescribeTasks shows it.
func (w *World) attachmentView(t *task, d *taskDefinition) api.Attachment {
	status := map[string]string{taskProvisioning: "ATTACHING", taskStopped: "DELETED"}[t.LastStatus]
	return api.Attachment{
		Id: "attachment-" + t.Volume, Type: "AmazonElasticBlockStorage", Status: cmp.Or(status, "ATTACHED"),
		Details: []api.KeyValuePair{{Name: "volumeId", Value: t.Volume}, {Name: "volumeName", Value: d.atLaunch().Name}, {Name: "deleteOnTermination", Value: "true"}},
	}
}

func (w *World) describeVolumes(_ *call, in *api.DescribeVolumesInput) (*api.DescribeVolumesOutput, *api.Error) {
	for _, id := range in.VolumeIds {
		if w.s.Volumes.Get(id) == nil {
			return nil, api.Refuse("InvalidVolume.NotFound", "The volume '%s' does not exist.", id)
		}
	}
	matches := func(v *ebsVolume) (bool, *api.Error) {
		return w.filter(in.Filters, map[string][]string{
			"volume-id": {v.ID}, "volume-type": {v.Type}, "status": {v.State}, "availability-zone": {v.Zone}, "attachment.instance-id": {v.Instance},
		})
	}
	if _, err := matches(&ebsVolume{}); err != nil { // also when there is no volume
		return nil, err
	}
	out := &api.DescribeVolumesOutput{Volumes: []api.EBSVolume{}}
	for v := range w.s.Volumes.All() {
		if match, _ := matches(v); match && (in.VolumeIds == nil || slices.Contains(in.VolumeIds, v.ID)) {
			out.Volumes = append(out.Volumes, w.volumeView(v))
		}
	}
	return out, nil
}

func (w *World) volumeView(v *ebsVolume) api.EBSVolume {
	out := api.EBSVolume{
		Iops: v.Iops, VolumeType: v.Type, Throughput: v.Throughput, VolumeId: v.ID, Size: v.Size, AvailabilityZone: v.Zone, State: v.State,
		CreateTime: w.stamp(v.CreatedAt), Attachments: []api.VolumeAttachment{}, Encrypted: v.Encrypted,
		Tags: []api.Tag{{Key: "AmazonECSCreated", Value: "true"}, {Key: "AmazonECSManaged", Value: "true"}},
	}
	if v.State == "in-use" {
		out.Attachments = append(out.Attachments, api.VolumeAttachment{DeleteOnTermination: true, VolumeId: v.ID, InstanceId: v.Instance, State: "attached"})
	}
	return out
}

// volumeDenied is why ECS cannot make and attach the EBS volume of a task with the
// infrastructure role of its configuration; empty when it can. The sentence is
// Drydock's. "Amazon ECS infrastructure IAM role".
func (w *World) volumeDenied(t *task, config *volumeConfig) string {
	arn := w.roleARN(config.EBS.RoleArn)
	said := "Task failed to start. ECS was unable to assume or use the infrastructure role for volume " + config.Name + "."
	rec := w.recorder()
	if r, d := w.assumable(arn, ecsService, rec); d.Effect != policy.Allowed {
		t.Fault = w.explain(authorisation(&r, d, rec))
		return said
	}
	c := w.sessionCaller(w.role(arn), "ECSTaskVolumesForEBS")
	for _, n := range w.volumeNeeds(t) {
		if n.later {
			w.useful(&c, t.rightsFor(), n.action, n.resource, n.keys)
			continue
		}
		rec := w.recorder()
		r, d := w.ask(&c, n.action, n.resource, n.keys, rec)
		w.used(c.role.ARN, t.rightsFor(), n.action, n.resource, d.Effect == policy.Allowed)
		if d.Effect != policy.Allowed {
			t.Fault = w.explain(authorisation(&r, d, rec))
			return said
		}
	}
	return ""
}

// volumeNeed is a permission of the infrastructure role.
type volumeNeed struct {
	action, resource string
	keys             policy.Context
	later            bool // when the volume goes, or to look at it: that it is missing has no effect here
}

// volumeNeeds are what AmazonECSInfrastructureRolePolicyForVolumes allows, as far as
// the volume of a task needs it.
func (w *World) volumeNeeds(t *task) []volumeNeed {
	here := "arn:aws:ec2:" + w.cfg.Region + ":" + w.cfg.Account + ":"
	tagged := func(key string) (with policy.Context) {
		with.Set(key+"AmazonECSCreated", t.ARN)
		with.Set(key+"AmazonECSManaged", "true")
		return with
	}
	tag := tagged("aws:RequestTag/")
	tag.Set("ec2:CreateAction", "CreateVolume")
	volume := here + "volume/*"
	needs := []volumeNeed{
		{action: "ec2:CreateVolume", resource: volume, keys: tagged("aws:RequestTag/")},
		{action: "ec2:CreateTags", resource: volume, keys: tag},
		{action: "ec2:AttachVolume", resource: volume, keys: tagged("aws:ResourceTag/")},
		{action: "ec2:DetachVolume", resource: volume, keys: tagged("aws:ResourceTag/"), later: true},
		{action: "ec2:DeleteVolume", resource: volume, keys: tagged("aws:ResourceTag/"), later: true},
		{action: "ec2:DescribeVolumes", resource: "*", later: true},
		{action: "ec2:DescribeAvailabilityZones", resource: "*", later: true},
	}
	if on := w.on(t); on != nil {
		instance := here + "instance/" + on.Instance
		needs = append(needs, volumeNeed{action: "ec2:AttachVolume", resource: instance}, volumeNeed{action: "ec2:DetachVolume", resource: instance, later: true},
			volumeNeed{action: "ec2:DescribeInstances", resource: "*", later: true})
	}
	return needs
}
