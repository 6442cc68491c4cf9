package engine

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drydock/engine/api"
)

// attempt registers a definition given as JSON and answers it as it is described,
// or what the refusal says.
func attempt(t *testing.T, w *World, body string) (*api.TaskDefinition, string) {
	t.Helper()
	out, err := send(w, "aws ecs register-task-definition --cli-input-json '"+body+"'")
	if err != nil {
		return nil, err.Error()
	}
	return out.(*api.RegisterTaskDefinitionOutput).TaskDefinition, ""
}

// task is a definition of the family x with members of its own and containers.
func definitionOf(members string, containers ...string) string {
	return `{"family":"x",` + members + `"containerDefinitions":[` + strings.Join(containers, ",") + `]}`
}

// with is a container that is right, with more members.
func with(members string) string { return box("a", members) }

func box(name, members string) string {
	if members != "" {
		members = "," + members
	}
	return `{"name":"` + name + `","image":"web:1","memory":64` + members + `}`
}

const onFargate = `"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512",`

// refusal is a definition and what of the refusal's text must be there; "" when
// it is accepted.
type refusal struct{ name, body, want string }

// tryAll registers definitions. A refusal is a ClientException unless the wanted
// text names another class, and it changes nothing.
func tryAll(t *testing.T, cases []refusal) {
	t.Helper()
	w := prelude(t, 1, false)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			try := func() {
				_, got := attempt(t, w, c.body)
				switch {
				case (c.want == "") != (got == "") || !strings.Contains(got, c.want):
					t.Errorf("%s\ngot  %q\nwant %q", c.body, got, c.want)
				case got != "" && !strings.Contains(c.want, "Exception") && !strings.Contains(got, "(ClientException)"):
					t.Errorf("%s\nnot a ClientException: %s", c.body, got)
				}
			}
			if c.want == "" {
				try()
			} else {
				unchanged(t, w, c.body, try)
			}
		})
	}
}

func TestDefinitionIdentity(t *testing.T) { // reference 01 §1.1
	family := func(name string) string {
		return `{"family":"` + name + `","containerDefinitions":[` + with("") + `]}`
	}
	var eleven []string
	for i := range 11 {
		eleven = append(eleven, box(fmt.Sprint("c", i), ""))
	}
	tryAll(t, []refusal{
		{"255 characters", family(strings.Repeat("f", 255)), ""},
		{"256 characters", family(strings.Repeat("f", 256)), "Family contains invalid characters."},
		{"a dot", family("a.b"), "Family contains invalid characters."},
		{"a slash", family("a/b"), "Family contains invalid characters."},
		{"a blank", family("a b"), "Family contains invalid characters."},
		{"no containers", definitionOf(""), "Container list cannot be empty."},
		{"ten containers", definitionOf("", eleven[:10]...), ""},
		{"eleven containers", definitionOf("", eleven...), "Too many containers"},
		{"more than 64 KB", definitionOf("", with(`"environment":[{"name":"x","value":"`+strings.Repeat("x", 1<<16)+`"}]`)), "64 KB"},
		{"fifty tags", definitionOf(`"tags":[`+tags(50)+`],`, with("")), ""},
		{"fifty-one tags", definitionOf(`"tags":[`+tags(51)+`],`, with("")), "InvalidParameterException"},
		{"a reserved tag", definitionOf(`"tags":[{"key":"AWS:x"}],`, with("")), "InvalidParameterException"},
		{"a tag twice", definitionOf(`"tags":[{"key":"x"},{"key":"x"}],`, with("")), "InvalidParameterException"},
		{"a long tag value", definitionOf(`"tags":[{"key":"x","value":"`+strings.Repeat("v", 257)+`"}],`, with("")), "InvalidParameterException"},
	})
}

func tags(n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(`{"key":"k%d","value":"v"}`, i))
	}
	return strings.Join(out, ",")
}

func TestDefinitionNames(t *testing.T) { // reference 01 §1.2
	image := func(name string) string { return definitionOf("", `{"name":"a","image":"`+name+`","memory":64}`) }
	tryAll(t, []refusal{
		{"no name", definitionOf("", `{"image":"web:1","memory":64}`), "Container.name should not be null or empty."},
		{"a name with a dot", definitionOf("", box("a.b", "")), "Container.name contains invalid characters."},
		{"a name twice", definitionOf("", with(""), with("")), "used more than once"},
		{"no image", definitionOf("", `{"name":"a","memory":64}`), "Container.image should not be null or empty."},
		{"an image of 255 characters", image(strings.Repeat("i", 255)), ""},
		{"an image of 256 characters", image(strings.Repeat("i", 256)), "Container.image contains invalid characters."},
		{"a blank in the image", image("web 1"), "Container.image contains invalid characters."},
		{"a digest", image(strings.Repeat("i", 255) + "@sha256:" + strings.Repeat("0a", 32)), ""},
		{"a short digest", image("web@sha256:" + strings.Repeat("0", 63)), "Container.image contains invalid characters."},
		{"another algorithm", image("web@sha512:" + strings.Repeat("0", 64)), "Container.image contains invalid characters."},
		{"Elastic Inference", definitionOf(`"inferenceAccelerators":[{"deviceName":"d","deviceType":"eia2"}],`, with("")), "Unsupported field 'inferenceAccelerators'"},
		{"distinctInstance", definitionOf(`"placementConstraints":[{"type":"distinctInstance"}],`, with("")), "constraint.type 'distinctInstance' is not supported."},
		{"a role of no form", definitionOf(`"taskRoleArn":"my role",`, with("")), "Role is not valid"},
		{"a role by name", definitionOf(`"taskRoleArn":"my-role",`, with("")), ""},
		{"a role by ARN", definitionOf(`"executionRoleArn":"arn:aws:iam::123456789012:role/service-role/x",`, with("")), ""},
		{"a proxy in bridge mode", definitionOf(`"proxyConfiguration":{"containerName":"a"},`, with("")), "awsvpc only"},
		{"a proxy", definitionOf(`"networkMode":"awsvpc","proxyConfiguration":{"type":"APPMESH","containerName":"a"},`, with("")), ""},
		{"a proxy that is no container", definitionOf(`"networkMode":"awsvpc","proxyConfiguration":{"containerName":"b"},`, with("")), "does not have"},
		{"an unknown network mode", definitionOf(`"networkMode":"nat",`, with("")), "InvalidParameterException"},
		{"Windows in bridge mode", definitionOf(onWindows+`"networkMode":"bridge",`, with("")), "not supported for Windows containers"},
		{"Windows", definitionOf(onWindows, with("")), ""},
		{"Windows on ARM", definitionOf(`"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE","cpuArchitecture":"ARM64"},`, with("")), "X86_64 only"},
		{"an unknown system", definitionOf(`"runtimePlatform":{"operatingSystemFamily":"WINDOWS_95"},`, with("")), "InvalidParameterException"},
	})
}

const onWindows = `"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},`

// TestCompatibilities: what a definition happens to suit. Reference 01 §1.2.
func TestCompatibilities(t *testing.T) {
	w := prelude(t, 1, false)
	for _, c := range []struct{ name, body, want string }{
		{"bridge", definitionOf("", with("")), "[EXTERNAL EC2]"},
		{"host", definitionOf(`"networkMode":"host",`, with("")), "[EXTERNAL EC2]"},
		{"none", definitionOf(`"networkMode":"none",`, with("")), "[EXTERNAL EC2]"},
		{"awsvpc", definitionOf(`"networkMode":"awsvpc",`, with("")), "[EC2]"},
		{"awsvpc and a size of Fargate", definitionOf(`"networkMode":"awsvpc","cpu":".25 vCPU","memory":"1GB",`, with("")), "[EC2 FARGATE]"},
		{"awsvpc and no size of Fargate", definitionOf(`"networkMode":"awsvpc","cpu":"256","memory":"4GB",`, with("")), "[EC2]"},
		{"privileged", definitionOf(`"networkMode":"awsvpc","cpu":"256","memory":"1GB",`, with(`"privileged":true`)), "[EC2]"},
		{"ephemeral storage", definitionOf(`"networkMode":"awsvpc","cpu":"256","memory":"1GB","ephemeralStorage":{"sizeInGiB":21},`, with("")), "[FARGATE]"},
		{"EFS", definitionOf(`"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}],`, with("")), "[EC2]"},
		{"managed instances", definitionOf(`"networkMode":"awsvpc","requiresCompatibilities":["MANAGED_INSTANCES"],`, with("")), "[EC2 MANAGED_INSTANCES]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, wrong := attempt(t, w, c.body)
			if wrong != "" {
				t.Fatal(wrong)
			}
			if got := fmt.Sprint(d.Compatibilities); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	if d, _ := attempt(t, w, definitionOf("", with(""))); d.RequiresCompatibilities != nil {
		t.Errorf("requiresCompatibilities was left out and is %v", d.RequiresCompatibilities)
	}
	tryAll(t, []refusal{
		{"FARGATE among others applies its rules", definitionOf(`"requiresCompatibilities":["EC2","FARGATE"],`, with("")), "Fargate only supports network mode 'awsvpc'."},
		{"EXTERNAL and awsvpc", definitionOf(`"requiresCompatibilities":["EXTERNAL"],"networkMode":"awsvpc",`, with("")), "External compatible task definitions do not support network mode 'awsvpc'"},
		{"EXTERNAL and EFS", definitionOf(`"requiresCompatibilities":["EXTERNAL"],"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}],`, with("")), "efsVolumeConfiguration"},
		{"EC2 and ephemeral storage", definitionOf(`"requiresCompatibilities":["EC2"],"ephemeralStorage":{"sizeInGiB":21},`, with("")), "ephemeralStorage"},
		{"nothing that it suits", definitionOf(`"ephemeralStorage":{"sizeInGiB":21},`, with("")), "ephemeralStorage"},
		{"an unknown launch type", definitionOf(`"requiresCompatibilities":["LAMBDA"],`, with("")), "InvalidParameterException"},
	})
}

// TestADefinitionOfAWS: what AWS describes is registered as it is, and described
// as AWS does.
func TestADefinitionOfAWS(t *testing.T) {
	text, err := os.ReadFile("api/testdata/described.json")
	if err != nil {
		t.Fatal(err)
	}
	tree, err := api.ParseJSON(string(text))
	if err != nil {
		t.Fatal(err)
	}
	op, _ := api.Find("ecs:RegisterTaskDefinition")
	in, skipped, err := op.Decode(api.DefinitionRequest(tree.(map[string]any)))
	if err != nil || len(skipped) > 0 {
		t.Fatal(skipped, err)
	}
	w := prelude(t, 1, false)
	r, refusal := w.Call(Administrator, op.ID(), in)
	if refusal != nil {
		t.Fatal(refusal)
	}
	var again any
	if again, err = api.ParseJSON(api.Marshal(r.Out)); err != nil {
		t.Fatal(err)
	}
	got, want := again.(map[string]any)["taskDefinition"].(map[string]any), tree.(map[string]any)["taskDefinition"].(map[string]any)
	for _, own := range []string{"taskDefinitionArn", "revision", "requiresAttributes", "registeredAt", "registeredBy"} {
		delete(got, own)
		delete(want, own)
	}
	delete(want["containerDefinitions"].([]any)[0].(map[string]any), "systemControls") // AWS answers empty lists here and there
	delete(want["containerDefinitions"].([]any)[1].(map[string]any), "systemControls")
	delete(want["containerDefinitions"].([]any)[1].(map[string]any)["logConfiguration"].(map[string]any), "secretOptions")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestLaunchTypeOfADefinition: reference 01 §1.2.
func TestLaunchTypeOfADefinition(t *testing.T) {
	w := prelude(t, 1, false)
	if _, wrong := attempt(t, w, definitionOf(onFargate+`"ephemeralStorage":{"sizeInGiB":21},`, with(""))); wrong != "" {
		t.Fatal(wrong)
	}
	d := w.definition("x")
	if err := d.launchable("FARGATE"); err != nil {
		t.Error(err)
	}
	if err := d.launchable("EC2"); err == nil || err.Code != "InvalidParameterException" || err.Message != "Task definition does not support launch_type EC2." {
		t.Error(err)
	}
}

// TestRequiredAttributes: reference 01 §1.12.
func TestRequiredAttributes(t *testing.T) {
	const role = `"executionRoleArn":"exec",`
	w := prelude(t, 1, false)
	for _, c := range []struct{ name, body, want string }{
		{"nothing", definitionOf("", with("")), ""},
		{"a log driver", definitionOf("", with(`"logConfiguration":{"logDriver":"syslog"}`)), "com.amazonaws.ecs.capability.logging-driver.syslog"},
		{"awsfirelens", definitionOf("", with(`"logConfiguration":{"logDriver":"awsfirelens"}`)), "com.amazonaws.ecs.capability.logging-driver.awsfirelens"},
		{"awslogs and its role", definitionOf(role, with(`"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"r"}}`)), "com.amazonaws.ecs.capability.logging-driver.awslogs ecs.capability.execution-role-awslogs"},
		{"ECR", definitionOf("", `{"name":"a","memory":64,"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"}`), "com.amazonaws.ecs.capability.ecr-auth"},
		{"ECR and its role", definitionOf(role, `{"name":"a","memory":64,"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1"}`), "com.amazonaws.ecs.capability.ecr-auth ecs.capability.execution-role-ecr-pull"},
		{"a task role", definitionOf(`"taskRoleArn":"task",`, with("")), "com.amazonaws.ecs.capability.task-iam-role"},
		{"a task role in host mode", definitionOf(`"taskRoleArn":"task","networkMode":"host",`, with("")), "com.amazonaws.ecs.capability.task-iam-role-network-host"},
		{"task memory", definitionOf(`"memory":"512",`, with("")), "ecs.capability.task-cpu-mem-limit"},
		{"above 10 vCPU", definitionOf(`"cpu":"10.5 vCPU",`, with("")), "ecs.capability.increased-task-cpu-limit ecs.capability.task-cpu-mem-limit"},
		{"awsvpc", definitionOf(`"networkMode":"awsvpc",`, with("")), "ecs.capability.task-eni"},
		{"privileged", definitionOf("", with(`"privileged":true`)), "com.amazonaws.ecs.capability.privileged-container"},
		{"a parameter", definitionOf(role, with(`"secrets":[{"name":"S","valueFrom":"db"}]`)), "ecs.capability.secrets.ssm.environment-variables"},
		{"a secret", definitionOf(role, with(`"secrets":[{"name":"S","valueFrom":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"}]`)), "ecs.capability.secrets.asm.environment-variables"},
		{"environment files", definitionOf(role, with(`"environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/x.env"}]`)), "ecs.capability.env-files.s3"},
		{"dependsOn", definitionOf("", with(""), box("b", `"dependsOn":[{"containerName":"a","condition":"START"}]`)), "ecs.capability.container-ordering"},
		{"a health check", definitionOf("", with(`"healthCheck":{"command":["CMD","true"]}`)), "ecs.capability.container-health-check"},
		{"a restart policy", definitionOf("", with(`"restartPolicy":{"enabled":true}`)), "ecs.capability.container-restart-policy"},
		{"a port range", definitionOf("", with(`"portMappings":[{"containerPortRange":"80-90"}]`)), "ecs.capability.network.container-port-range"},
		{"EFS", definitionOf(`"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}],`, with("")), "ecs.capability.efs"},
		{"EFS with IAM", definitionOf(`"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1","transitEncryption":"ENABLED","authorizationConfig":{"iam":"ENABLED"}}}],`, with("")), "ecs.capability.efs ecs.capability.efsAuth"},
		{"EBS", definitionOf(`"volumes":[{"name":"v","configuredAtLaunch":true}],`, with("")), "ecs.capability.storage.ebs-task-volume-attach"},
		{"pidMode", definitionOf(`"pidMode":"task",`, with("")), "ecs.capability.pid-ipc-namespace-sharing"},
		{"a Docker volume", definitionOf(`"volumes":[{"name":"v","dockerVolumeConfiguration":{"scope":"task"}}],`, with("")), "ecs.capability.docker-plugin.local"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, wrong := attempt(t, w, c.body)
			if wrong != "" {
				t.Fatal(wrong)
			}
			var got []string
			for _, a := range d.RequiresAttributes {
				got = append(got, a.Name)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}
