package engine

import (
	"testing"
)

// TestMountLastsAsLongAsItsTarget: a rule that goes closes no mount; a mount
// target that goes stops reads and writes. What was written stays.
func TestMountLastsAsLongAsItsTarget(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		`drydock DeclareImage {"Uri": "app:1", "Writes": "/data"}`,
		"fs = aws efs create-file-system", "advance 5s",
		"mt = aws efs create-mount-target --file-system-id fs --subnet-id subnet-b --security-groups sg-web",
		"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 2049 --source-group sg-web", "advance 90s",
		`aws ecs register-task-definition --family app --volumes name=files,efsVolumeConfiguration={fileSystemId=fs} --container-definitions '[{"name":"app","image":"app:1","memory":64,"mountPoints":[{"sourceVolume":"files","containerPath":"/data"}]}]'`,
		"aws ecs create-service --cluster prod --service-name app --task-definition app --desired-count 2", "advance 10s",
	)
	is := func(when string, want RecordsView, sees int64) {
		t.Helper()
		got, err := w.Records("app")
		tasks, _ := w.ServiceTasks("app")
		if err != nil || got != want || len(tasks) != 2 || tasks[0].Sees != sees || tasks[1].Sees != sees {
			t.Errorf("%s: %+v %+v %v", when, got, tasks, err)
		}
	}
	is("one in another zone uses the only mount target", RecordsView{2, 2, true}, 2)
	must(t, w, "aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 2049 --source-group sg-web", "advance 1m")
	is("without the rule", RecordsView{4, 4, true}, 4)
	must(t, w, "aws efs delete-mount-target --mount-target-id mt", "advance 10m")
	is("without the mount target", RecordsView{4, 4, false}, 0)
	fork := w.Fork()
	must(t, fork, "aws efs delete-file-system --file-system-id fs")
	if got, _ := fork.Records("app"); got != (RecordsView{4, 0, false}) {
		t.Errorf("without the file system: %+v", got)
	}
	is("the fork's loss is its own", RecordsView{4, 4, false}, 0)
	if _, err := w.Records("nothing"); err == nil {
		t.Error("records of a service that does not exist")
	}
}
