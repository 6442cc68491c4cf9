package engine

import (
	"strings"
	"testing"

	"drydock/engine/api"
)

// TestVolumeConfigurations: reference 03 §4.3, 01 §1.10.
func TestVolumeConfigurations(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `aws ecs register-task-definition --family disk --volumes name=disk,configuredAtLaunch=true --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`)
	for _, c := range []struct{ settings, refusal string }{
		{"sizeInGiB=1", ""},
		{"sizeInGiB=0", "from 1 to 16384"},
		{"sizeInGiB=16385", "from 1 to 16384"},
		{"iops=3000", "ECS managed EBS volume configuration was invalid"}, // neither size nor snapshot
		{"snapshotId=snap-1", "not simulated"},
		{"sizeInGiB=20,iops=10000", ""},
		{"sizeInGiB=20,iops=10001", "500 for each GiB"},
		{"sizeInGiB=1,iops=3000", ""}, // the least is always to be had
		{"sizeInGiB=20,iops=2999", "from 3000 to 16000"},
		{"sizeInGiB=100,iops=16001", "from 3000 to 16000"},
		{"sizeInGiB=20,throughput=125", ""},
		{"sizeInGiB=20,throughput=750", ""},
		{"sizeInGiB=20,throughput=751", "a quarter of iops"},
		{"sizeInGiB=20,iops=4000,throughput=1000", ""},
		{"sizeInGiB=20,iops=5000,throughput=1001", "from 125 to 1000"},
		{"sizeInGiB=20,throughput=124", "from 125 to 1000"},
		{"volumeType=gp2,sizeInGiB=20", ""},
		{"volumeType=gp2,sizeInGiB=20,iops=3000", "takes no iops"},
		{"volumeType=gp2,sizeInGiB=20,throughput=125", "gp3 volumes only"},
		{"volumeType=io1,sizeInGiB=100", "iops is required"},
		{"volumeType=io1,sizeInGiB=100,iops=5000", ""},
		{"volumeType=io1,sizeInGiB=100,iops=5001", "50 for each GiB"},
		{"volumeType=io1,sizeInGiB=3,iops=100", "from 4 to 16384"},
		{"volumeType=io2,sizeInGiB=4,iops=4000", ""},
		{"volumeType=io2,sizeInGiB=4,iops=4001", "1000 for each GiB"},
		{"volumeType=st1,sizeInGiB=125", ""},
		{"volumeType=st1,sizeInGiB=124", "from 125 to 16384"},
		{"volumeType=sc1,sizeInGiB=124", "from 125 to 16384"},
		{"volumeType=standard,sizeInGiB=1024", ""},
		{"volumeType=standard,sizeInGiB=1025", "from 1 to 1024"},
		{"volumeType=gp4,sizeInGiB=1", "no EBS volume type"},
		{"sizeInGiB=1,filesystemType=ext4", ""},
		{"sizeInGiB=1,filesystemType=ntfs", "for Windows"},
		{"sizeInGiB=1,filesystemType=zfs", "enum value set"},
	} {
		err := do(w.Fork(), "aws ecs create-service --cluster prod --service-name s --task-definition disk --desired-count 1 "+
			"--volume-configurations name=disk,managedEBSVolume={roleArn=arn:aws:iam::123456789012:role/ecsInfrastructureRole,"+c.settings+"}")
		if c.refusal == "" && err != nil || c.refusal != "" && (err == nil || !strings.Contains(err.Error(), c.refusal)) {
			t.Errorf("%s: %v", c.settings, err)
		}
	}
	for _, c := range []struct{ configurations, refusal string }{
		{"", "must say how"},
		{"--volume-configurations name=other,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}", "The volume name 'other' in your request does not have a matching volume in your Task Definition"},
		{"--volume-configurations name=disk", "ECS managed EBS volume configuration was invalid"},
		{"--volume-configurations name=disk,managedEBSVolume={sizeInGiB=1}", `"roleArn"`},
	} {
		if err := do(w.Fork(), "aws ecs create-service --cluster prod --service-name s --task-definition disk --desired-count 1 "+c.configurations); err == nil || !strings.Contains(err.Error(), c.refusal) {
			t.Errorf("%s: %v", c.configurations, err)
		}
	}
}

// TestVolumesFollowTheService: a configuration is kept until another is given,
// and each task shows its own volume.
func TestVolumesFollowTheService(t *testing.T) {
	w := prelude(t, 1, false)
	const config = " --volume-configurations name=disk,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=8}"
	must(t, w,
		`aws ecs register-task-definition --family disk --volumes name=disk,configuredAtLaunch=true --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`,
		"aws ecs create-service --cluster prod --service-name s --task-definition disk --desired-count 1"+config,
	)
	attachment := func() api.Attachment {
		t.Helper()
		tasks, err := w.ServiceTasks("s")
		if err != nil || len(tasks) != 1 {
			t.Fatal(tasks, err)
		}
		out, err := send(w, "aws ecs describe-tasks --cluster prod --tasks "+tasks[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		return out.(*api.DescribeTasksOutput).Tasks[0].Attachments[0]
	}
	must(t, w, "advance 5s")
	if a := attachment(); a.Status != "ATTACHING" {
		t.Errorf("%+v", a)
	}
	must(t, w, "advance 20s")
	out, err := send(w, "aws ec2 describe-volumes --filters Name=status,Values=in-use")
	if err != nil {
		t.Fatal(err)
	}
	volumes := out.(*api.DescribeVolumesOutput).Volumes
	if a := attachment(); len(volumes) != 1 || a.Status != "ATTACHED" || a.Details[0].Value != volumes[0].VolumeId || volumes[0].Size != 8 || volumes[0].Attachments[0].InstanceId == "" {
		t.Errorf("%+v %+v", a, volumes)
	}
	unchanged(t, w, "the same configuration", func() {
		must(t, w, "aws ecs update-service --cluster prod --service s"+config)
	})
	for _, c := range []struct{ line, refusal string }{
		{"--task-definition web", "an empty list to take it away"},
		{"--task-definition web" + config, "does not have a matching volume"},
		{"--task-definition web --volume-configurations []", ""},
		{"--volume-configurations name=disk,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=9}", ""},
	} {
		err := do(w.Fork(), "aws ecs update-service --cluster prod --service s "+c.line)
		if c.refusal == "" && err != nil || c.refusal != "" && (err == nil || !strings.Contains(err.Error(), c.refusal)) {
			t.Errorf("%s: %v", c.line, err)
		}
	}
	must(t, w, "aws ecs delete-service --cluster prod --service s --force", "advance 1m")
	if out, _ := send(w, "aws ec2 describe-volumes"); len(out.(*api.DescribeVolumesOutput).Volumes) != 0 {
		t.Error("a service's volume outlived its task")
	}
}
