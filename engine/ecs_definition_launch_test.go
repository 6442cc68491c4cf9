package engine

import (
	"strings"
	"testing"
)

func TestFargateErrors(t *testing.T) { // reference 01 §§1.2, 1.5, 1.11, 1.13
	on := func(members, container string) string { return definitionOf(onFargate+members, with(container)) }
	linux := func(members string) string { return on("", `"linuxParameters":{`+members+`}`) }
	storage := func(n string) string { return on(`"ephemeralStorage":{"sizeInGiB":`+n+`},`, "") }
	system := func(name string) string {
		return definitionOf(`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"`+name+`"},`, with(""))
	}
	const ecr = `{"name":"a","image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"}`
	tryAll(t, []refusal{
		{"all is well", on("", ""), ""},
		{"no network mode", definitionOf(`"requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",`, with("")), "Fargate only supports network mode 'awsvpc'."},
		{"host mode", definitionOf(`"requiresCompatibilities":["FARGATE"],"networkMode":"host",`, with("")), "Fargate only supports network mode 'awsvpc'."},
		{"privileged", on("", `"privileged":true`), "Fargate requires that the 'privileged' setting be 'false'"},
		{"not privileged", on("", `"privileged":false`), ""},
		{"a capability", linux(`"capabilities":{"add":["SYS_PTRACE","NET_ADMIN"]}`), "NET_ADMIN is not allowed on Fargate."},
		{"SYS_PTRACE", linux(`"capabilities":{"add":["SYS_PTRACE"],"drop":["ALL"]}`), ""},
		{"a GPU", on("", `"resourceRequirements":[{"type":"GPU","value":"1"}]`), "Tasks using the Fargate la"},
		{"dockerSecurityOptions", on("", `"dockerSecurityOptions":["no-new-privileges"]`), "Fargate compatible task definitions do not support dockerSecurityOptions"},
		{"devices", linux(`"devices":[{"hostPath":"/dev/x"}]`), "Fargate compatible task definitions do not support devices"},
		{"sharedMemorySize", linux(`"sharedMemorySize":64`), "Fargate compatible task definitions do not support sharedMemorySize"},
		{"maxSwap", linux(`"maxSwap":64`), "Fargate compatible task definitions do not support maxSwap"},
		{"swappiness", linux(`"swappiness":60`), "Fargate compatible task definitions do not support swappiness"},
		{"tmpfs", linux(`"tmpfs":[{"containerPath":"/run","size":64}]`), ""},
		{"ipcMode", on(`"ipcMode":"task",`, ""), "Fargate compatible task definitions do not support ipcMode."},
		{"pidMode task", on(`"pidMode":"task",`, ""), ""},
		{"pidMode host", on(`"pidMode":"host",`, ""), "pidMode host"},
		{"placementConstraints", on(`"placementConstraints":[{"type":"memberOf","expression":"attribute:x exists"}],`, ""), "Fargate compatible task definitions do not support constraints"},
		{"links", on("", `"links":["b"]`), "Links are not supported when networkMode=awsvpc"},
		{"an ECR image without the role", definitionOf(onFargate, ecr), "Fargate requires task definition to have execution role ARN to support ECR images."},
		{"an ECR image", definitionOf(onFargate+`"executionRoleArn":"exec",`, ecr), ""},
		{"20 GiB", storage("20"), "EphemeralStorage size should be at least 21"},
		{"21 GiB", storage("21"), ""},
		{"200 GiB", storage("200"), ""},
		{"201 GiB", storage("201"), "at most 200"},
		{"Windows Server 2019", system("WINDOWS_SERVER_2019_FULL"), ""},
		{"Windows Server 2022", system("WINDOWS_SERVER_2022_CORE"), ""},
		{"Windows Server 2016", system("WINDOWS_SERVER_2016_FULL"), "operatingSystemFamily WINDOWS_SERVER_2016_FULL"},
		{"ARM64", on(`"runtimePlatform":{"cpuArchitecture":"ARM64"},`, ""), ""},
	})
}

// TestVolumesByLaunchType: the table of reference 01 §1.10.
func TestVolumesByLaunchType(t *testing.T) {
	const role = `"executionRoleArn":"exec",`
	kinds := []struct{ name, volume, linux, windows, fargate, external string }{
		{"a bind mount", `{"name":"v"}`, "", "", "", ""},
		{"a bind mount with a path", `{"name":"v","host":{"sourcePath":"/srv"}}`, "", "", "Fargate compatible task definitions do not support sourcePath", ""},
		{"a Docker volume of the task", `{"name":"v","dockerVolumeConfiguration":{"scope":"task"}}`, "", "", "Fargate compatible task definitions do not support dockerVolumeConfiguration", ""},
		{"a shared Docker volume", `{"name":"v","dockerVolumeConfiguration":{"scope":"shared","labels":{"a":"b"}}}`, "", "", "Fargate compatible task definitions do not support dockerVolumeConfiguration", ""},
		{"EFS", `{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}`, "", "efsVolumeConfiguration", "", "efsVolumeConfiguration"},
		{"FSx", `{"name":"v","fsxWindowsFileServerVolumeConfiguration":{"fileSystemId":"fs-1","rootDirectory":"x","authorizationConfig":{"credentialsParameter":"p","domain":"d"}}}`, "for Windows", "", "for Windows", "for Windows"},
		{"EBS", `{"name":"v","configuredAtLaunch":true}`, "", "", "", "configuredAtLaunch"},
	}
	var cases []refusal
	for _, k := range kinds {
		volumes := `"volumes":[` + k.volume + `],` + role
		cases = append(
			cases,
			refusal{k.name + " on EC2", definitionOf(`"requiresCompatibilities":["EC2"],`+volumes, with("")), k.linux},
			refusal{k.name + " on EC2 with Windows", definitionOf(`"requiresCompatibilities":["EC2"],`+onWindows+volumes, with("")), k.windows},
			refusal{k.name + " on Fargate", definitionOf(onFargate+volumes, with("")), k.fargate},
			refusal{k.name + " on EXTERNAL", definitionOf(`"requiresCompatibilities":["EXTERNAL"],`+volumes, with("")), k.external},
		)
	}
	tryAll(t, cases)
}

// TestWhatTasksDoNotHaveYet: such definitions are registered, and refused by name
// where a task would start.
func TestWhatTasksDoNotHaveYet(t *testing.T) {
	for _, c := range []refusal{
		{"Windows", definitionOf(`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},`, with("")), "Windows is not simulated yet"},
	} {
		tryOne(t, c)
	}
}

func tryOne(t *testing.T, c refusal) {
	t.Helper()
	w := prelude(t, 1, false)
	if _, wrong := attempt(t, w, c.body); wrong != "" {
		t.Fatal(c.name, wrong)
	}
	unchanged(t, w, c.name, func() {
		_, err := send(w, "aws ecs create-service --cluster prod --service-name x --task-definition x --desired-count 1")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	})
}
