package engine

import (
	"strings"
	"testing"
)

// What is refused of a definition, by where it would run. A row of the reference's
// tables is asked of each column.

// platforms are the columns of the tables of reference 01 §1.2: what makes a
// definition one of that column, and one container of it.
var platforms = []struct{ name, members string }{
	{"EC2 Linux", `"requiresCompatibilities":["EC2"],`},
	{"EC2 Windows", `"requiresCompatibilities":["EC2"],` + onWindows},
	{"Fargate Linux", `"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",`},
	{"Fargate Windows", `"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",` + onWindows},
	{"EXTERNAL", `"requiresCompatibilities":["EXTERNAL"],`},
}

// replaced is members with others in the place of those of the same name.
func replaced(members, own string) string {
	for _, name := range []string{"networkMode", "cpu", "memory"} {
		if at := strings.Index(members, `"`+name+`"`); at >= 0 && strings.Contains(own, `"`+name+`"`) {
			members = members[:at] + members[at+strings.Index(members[at:], ",")+1:]
		}
	}
	return members + own
}

// TestTaskMembersByLaunchType: the table of reference 01 §1.2. A row has a text for
// each platform, "" where it is accepted.
func TestTaskMembersByLaunchType(t *testing.T) {
	const no, awsvpc, fargate = "not support", "Fargate only supports network mode 'awsvpc'.", "No Fargate configuration exists for given values."
	var cases []refusal
	for _, row := range []struct {
		name, members string
		want          [5]string
	}{
		{"networkMode none", `"networkMode":"none",`, [5]string{"", no, awsvpc, awsvpc, ""}},
		{"networkMode bridge", `"networkMode":"bridge",`, [5]string{"", no, awsvpc, awsvpc, ""}},
		{"networkMode host", `"networkMode":"host",`, [5]string{"", no, awsvpc, awsvpc, ""}},
		{"networkMode awsvpc", `"networkMode":"awsvpc",`, [5]string{"", "", "", "", no}},
		{"cpu of 128 units", `"cpu":"128",`, [5]string{"", "", fargate, fargate, ""}},
		{"cpu of 512 units", `"cpu":"512",`, [5]string{"", "", "", fargate, ""}},
		{"any memory", `"memory":"100",`, [5]string{"", "", fargate, fargate, ""}},
		{"taskRoleArn", `"taskRoleArn":"role",`, [5]string{}},
		{"ARM64", `"runtimePlatform":{"cpuArchitecture":"ARM64"},`, [5]string{"", "X86_64", "", "X86_64", ""}},
		{"pidMode host", `"pidMode":"host",`, [5]string{"", no, no, no, ""}},
		{"pidMode task", `"pidMode":"task",`, [5]string{"", no, "", no, ""}},
		{"ipcMode", `"ipcMode":"task",`, [5]string{"", no, "Fargate compatible task definitions do not support ipcMode.", no, ""}},
		{"ephemeralStorage", `"ephemeralStorage":{"sizeInGiB":21},`, [5]string{no, no, "", "", no}},
		{"placementConstraints", `"placementConstraints":[{"type":"memberOf","expression":"attribute:x exists"}],`, [5]string{"", "", "Fargate compatible task definitions do not support constraints", "Fargate compatible task definitions do not support constraints", ""}},
		{"inferenceAccelerators", `"inferenceAccelerators":[{"deviceName":"d","deviceType":"e"}],`, [5]string{"Unsupported field", "Unsupported field", "Unsupported field", "Unsupported field", "Unsupported field"}},
		{"proxyConfiguration", `"networkMode":"awsvpc","proxyConfiguration":{"type":"APPMESH","containerName":"a"},`, [5]string{"", no, "", no, no}},
		{"enableFaultInjection", `"enableFaultInjection":true,`, [5]string{"", "", "", "", no}},
	} {
		for i, p := range platforms {
			members := replaced(p.members, row.members)
			if row.name == "ARM64" && strings.Contains(p.members, "runtimePlatform") {
				members = strings.Replace(p.members, `CORE"}`, `CORE","cpuArchitecture":"ARM64"}`, 1)
			}
			cases = append(cases, refusal{row.name + " on " + p.name, definitionOf(members, with("")), row.want[i]})
		}
	}
	tryAll(t, cases)
}

// TestWhereContainerMembersAreNotAvailable: the last column of the table of
// reference 01 §1.3, where a definition with the member is refused.
func TestWhereContainerMembersAreNotAvailable(t *testing.T) {
	where := map[string]string{
		"EC2": `"requiresCompatibilities":["EC2"],`, "Windows": onWindows, "F": onFargate,
		"awsvpc": `"networkMode":"awsvpc",`, "host": `"networkMode":"host",`, "none": `"networkMode":"none",`,
	}
	var cases []refusal
	for _, row := range []struct{ name, member, not string }{
		{"memoryReservation", `"memoryReservation":64`, "Windows"},
		{"portMappings", `"portMappings":[{"containerPort":80}]`, "none"},
		{"environmentFiles", `"environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/x.env"}]`, "Windows"},
		{"links", `"links":["b:b"]`, "Windows awsvpc host none F"}, // bridge only
		{"hostname", `"hostname":"h"`, "awsvpc F"},                 // Fargate is awsvpc
		{"dnsServers", `"dnsServers":["10.0.0.2"]`, "Windows awsvpc F"},
		{"dnsSearchDomains", `"dnsSearchDomains":["x.y"]`, "Windows awsvpc F"},
		{"extraHosts", `"extraHosts":[{"hostname":"h","ipAddress":"10.0.0.2"}]`, "Windows awsvpc F"},
		{"disableNetworking", `"disableNetworking":true`, "Windows awsvpc F"},
		{"privileged", `"privileged":true`, "Windows F"},
		{"user", `"user":"1000"`, "Windows"},
		{"readonlyRootFilesystem", `"readonlyRootFilesystem":true`, "Windows"},
		{"dockerSecurityOptions", `"dockerSecurityOptions":["no-new-privileges"]`, "F"},
		{"ulimits", `"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":1048576}]`, "Windows"},
		{"linuxParameters", `"linuxParameters":{"initProcessEnabled":true}`, "Windows"},
		{"devices", `"linuxParameters":{"devices":[{"hostPath":"/dev/x"}]}`, "Windows F"},
		{"sharedMemorySize", `"linuxParameters":{"sharedMemorySize":64}`, "Windows F"},
		{"maxSwap", `"linuxParameters":{"maxSwap":64}`, "Windows F"},
		{"swappiness", `"linuxParameters":{"swappiness":60}`, "Windows F"},
		{"tmpfs", `"linuxParameters":{"tmpfs":[{"containerPath":"/run","size":64}]}`, "Windows"},
		{"a capability", `"linuxParameters":{"capabilities":{"add":["NET_ADMIN"]}}`, "Windows F"},
		{"SYS_PTRACE", `"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}`, "Windows"},
		{"systemControls of the network", `"systemControls":[{"namespace":"net.core.somaxconn","value":"1"}]`, "Windows host"},
		{"a GPU", `"resourceRequirements":[{"type":"GPU","value":"1"}]`, "Windows F"},
		{"restartPolicy, stopTimeout, healthCheck, versionConsistency", `"restartPolicy":{"enabled":true},"stopTimeout":60,"healthCheck":{"command":["CMD","true"]},"versionConsistency":"disabled"`, ""},
		{"command, entryPoint, workingDirectory, interactive, pseudoTerminal, dockerLabels", `"command":["c"],"entryPoint":["e"],"workingDirectory":"/w","interactive":true,"pseudoTerminal":true,"dockerLabels":{"a":"b"}`, ""},
	} {
		for place, members := range where {
			want := ""
			for other := range strings.FieldsSeq(row.not) {
				if other == place {
					want = "(ClientException)"
				}
			}
			cases = append(cases, refusal{row.name + " on " + place, definitionOf(members+`"executionRoleArn":"exec",`, with(row.member), box("b", `"essential":false`)), want})
		}
	}
	tryAll(t, cases)
}

// TestErrorCatalogue: the table of reference 01 §1.13, row by row.
func TestErrorCatalogue(t *testing.T) {
	fargate := func(members, container string) string { return definitionOf(onFargate+members, with(container)) }
	linux := func(members string) string { return fargate("", `"linuxParameters":{`+members+`}`) }
	mode := func(name, container string) string {
		return definitionOf(`"networkMode":"`+name+`",`, with(container), box("b", `"essential":false`))
	}
	const compatible = "Fargate compatible task definitions do not support "
	tryAll(t, []refusal{
		{"Fargate without awsvpc", definitionOf(`"requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",`, with("")), "Fargate only supports network mode 'awsvpc'."},
		{"Fargate without cpu", definitionOf(`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","memory":"512",`, with("")), "Fargate requires that 'cpu' be defined at the task level."},
		{"Fargate without memory", definitionOf(`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256",`, with("")), "Fargate requires that 'memory' be defined at the task level."},
		{"Fargate with a bad pair", definitionOf(`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"4096",`, with("")), "No Fargate configuration exists for given values."},
		{"Fargate privileged", fargate("", `"privileged":true`), "Fargate requires that the 'privileged' setting be 'false'"},
		{"Fargate with a capability", linux(`"capabilities":{"add":["NET_ADMIN"]}`), "NET_ADMIN is not allowed on Fargate."},
		{"Fargate with a GPU", fargate("", `"resourceRequirements":[{"type":"GPU","value":"1"}]`), "Tasks using the Fargate la"},
		{"Fargate with dockerSecurityOptions", fargate("", `"dockerSecurityOptions":["no-new-privileges"]`), compatible + "dockerSecurityOptions"},
		{"Fargate with devices", linux(`"devices":[{"hostPath":"/dev/x"}]`), compatible + "devices"},
		{"Fargate with sharedMemorySize", linux(`"sharedMemorySize":64`), compatible + "sharedMemorySize"},
		{"Fargate with maxSwap", linux(`"maxSwap":64`), compatible + "maxSwap"},
		{"Fargate with ipcMode", fargate(`"ipcMode":"task",`, ""), compatible + "ipcMode"},
		{"Fargate with sourcePath", fargate(`"volumes":[{"name":"v","host":{"sourcePath":"/srv"}}],`, ""), compatible + "sourcePath"},
		{"Fargate with dockerVolumeConfiguration", fargate(`"volumes":[{"name":"v","dockerVolumeConfiguration":{"scope":"task"}}],`, ""), compatible + "dockerVolumeConfiguration"},
		{"Fargate with placementConstraints", fargate(`"placementConstraints":[{"type":"memberOf","expression":"attribute:x exists"}],`, ""), compatible + "constraints"},
		{"Fargate with a log driver", fargate("", `"logConfiguration":{"logDriver":"syslog"}`), "syslog is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]"},
		{"awsvpc and links", mode("awsvpc", `"links":["b"]`), "Links are not supported when networkMode=awsvpc"},
		{"awsvpc and dnsServers", mode("awsvpc", `"dnsServers":["10.0.0.2"]`), "DNS servers are not supported on container when networkMode=awsvpc"},
		{"awsvpc and disableNetworking", mode("awsvpc", `"disableNetworking":true`), "Disable Networking is not supported on container when networkMode=awsvpc"},
		{"host and other ports", mode("host", `"portMappings":[{"containerPort":80,"hostPort":81}]`), "When networkMode=host, the host ports and container ports in port mappings must match."},
		{"awsvpc and other ports", mode("awsvpc", `"portMappings":[{"containerPort":80,"hostPort":81}]`), "When networkMode=awsvpc, the host ports and container ports in port mappings must match."},
		{"none and a port", mode("none", `"portMappings":[{"containerPort":80}]`), "networkMode=none"},
		{"distinctInstance", definitionOf(`"placementConstraints":[{"type":"distinctInstance"}],`, with("")), "constraint.type 'distinctInstance' is not supported."},
		{"no containers", definitionOf(""), "Container list cannot be empty."},
		{"no memory", definitionOf("", `{"name":"a","image":"web:1"}`), "Invalid setting for container 'a'. At least one of 'memory' or 'memoryReservation' must be specified."},
		{"memory above the task's", definitionOf(`"memory":"63",`, with("")), "The 'memory' setting for container 'a' is greater than for the task"},
		{"no essential container", definitionOf("", with(`"essential":false`)), "At least one container must be essential."},
		{"cpu out of range", definitionOf(`"cpu":"127",`, with("")), "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."},
		{"ephemeralStorage of 20", fargate(`"ephemeralStorage":{"sizeInGiB":20},`, ""), "EphemeralStorage size should be at least 21"},
		{"ephemeralStorage of 201", fargate(`"ephemeralStorage":{"sizeInGiB":201},`, ""), "at most 200"},
		{"a role that is none", definitionOf(`"taskRoleArn":"no role",`, with("")), "Role is not valid"},
	})
}
