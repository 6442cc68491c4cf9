package scenarios

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// keeping is the small scenario with a file system that its task mounts, and an
// instance that fails a minute after the submission.
func keeping(fault, target string) string {
	text := strings.Replace(small, "listens = 80\n", "writes  = \"/data\"\n", 1)
	text = strings.Replace(text, `container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }]`,
		`volumes               = [{ name = "files", efs_volume_configuration = { file_system_id = "fs" } }]
container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128, mount_points = [{ source_volume = "files", container_path = "/data" }] }]`, 1)
	text = strings.Replace(text, `id = "sg-nodes"`, `id      = "sg-nodes"
ingress = [{ port = 2049, source = "sg-nodes" }]

[[world.file_system]]
id            = "fs"
mount_targets = [{ id = "mt", subnet = "`+target+`", security_groups = ["sg-nodes"] }]`, 1)
	return text + `
[[fault]]
at       = "1m"
from     = "submit"
kind     = "instance-fails"
instance = "` + fault + `"

[[goal]]
id     = "kept"
text   = "Everything is kept, and the only instance is gone"
points = 10
check  = 'records("web").written > 1 and records("web").lost == 0 and not records("web").shared and len(instances("prod")) == 0 and len(tasks("web")) == 0'

[[solution]]
title = "Wait"
do    = ["advance 1m"]
`
}

// A file system is there from the start, so a service of the world can mount it;
// an instance that fails takes its tasks, and not what is on the file system.
func TestFileSystemsAndInstancesThatFail(t *testing.T) {
	s, err := loadText(keeping("node", "subnet-b"), nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	tasks, err := a.view.Tasks("web")
	if err != nil || len(tasks) != 1 || tasks[0].Sees != 1 {
		t.Fatalf("after settling: %+v %v", tasks, err)
	}
	if got, err := a.view.Records("web"); err != nil || got != (Records{Written: 1, Kept: 1, Shared: true}) {
		t.Errorf("%+v %v", got, err)
	}
	if o := a.Submit().Finish(); !o.Passed {
		t.Errorf("%+v", o.Goals)
	}
}

func TestMistakesOfStorage(t *testing.T) {
	_, err := loadText(keeping("nodes", "subnet-c"), nil)
	want := []string{
		`small.toml:23:40: there is no subnet "subnet-c"; expected one of subnet-a, subnet-b; did you mean "subnet-a"?`,
		`small.toml:56:12: there is no instance "nodes"; expected one of node; did you mean "node"?`,
	}
	if diff := cmp.Diff(want, mistakes(t, err)); diff != "" {
		t.Error(diff)
	}
}
