package engine

import (
	"fmt"
	"strings"
	"testing"
)

func ports(mode, mappings string) string {
	if mode != "" {
		mode = `"networkMode":"` + mode + `",`
	}
	return definitionOf(mode, with(`"portMappings":[`+mappings+`]`))
}

// TestHostPorts: the table of reference 01 §1.5, and trap 15.
func TestHostPorts(t *testing.T) {
	const one80, zero, same, other = `{"containerPort":80}`, `{"containerPort":80,"hostPort":0}`, `{"containerPort":80,"hostPort":80}`, `{"containerPort":80,"hostPort":81}`
	const host, awsvpc = "When networkMode=host, the host ports and container ports in port mappings must match.", "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
	w := prelude(t, 1, false)
	for _, c := range []struct{ mode, mapping, want string }{
		{"bridge", one80, "0"},
		{"bridge", zero, "0"},
		{"bridge", same, "80"},
		{"bridge", other, "81"},
		{"host", one80, "80"},
		{"host", zero, host},
		{"host", same, "80"},
		{"host", other, host},
		{"awsvpc", one80, "80"},
		{"awsvpc", zero, awsvpc},
		{"awsvpc", same, "80"},
		{"awsvpc", other, awsvpc},
		{"none", one80, "Port mappings are not supported when networkMode=none"},
	} {
		d, got := attempt(t, w, ports(c.mode, c.mapping))
		if got == "" {
			got = fmt.Sprint(*d.ContainerDefinitions[0].PortMappings[0].HostPort)
		}
		if !strings.HasSuffix(got, c.want) {
			t.Errorf("%s %s: got %s, want %s", c.mode, c.mapping, got, c.want)
		}
	}
	d, wrong := attempt(t, w, definitionOf(onWindows, with(`"portMappings":[`+one80+`]`)))
	if wrong != "" || d.NetworkMode != "" || *d.ContainerDefinitions[0].PortMappings[0].HostPort != 0 {
		t.Errorf("Windows' default mode: %+v %s", d, wrong)
	}
}

func TestPortMappings(t *testing.T) { // reference 01 §1.5
	two := func(mode, a, b string) string {
		return definitionOf(`"networkMode":"`+mode+`",`, with(`"portMappings":[`+a+`]`), box("b", `"portMappings":[`+b+`]`))
	}
	tryAll(t, []refusal{
		{"port 65535", ports("", `{"containerPort":65535,"hostPort":65535}`), ""},
		{"port 65536", ports("", `{"containerPort":65536}`), "from 1 to 65535"},
		{"port 0", ports("", `{"containerPort":0}`), "from 1 to 65535"},
		{"no port", ports("", `{}`), "from 1 to 65535"},
		{"host port 65536", ports("", `{"containerPort":1,"hostPort":65536}`), "from 0 to 65535"},
		{"an unknown protocol", ports("", `{"containerPort":1,"protocol":"sctp"}`), "InvalidParameterException"},
		{"one port under two protocols", ports("", `{"containerPort":53,"protocol":"tcp"},{"containerPort":53,"protocol":"udp"}`), "more than once"},
		{"one host port twice", ports("", `{"containerPort":80,"hostPort":80},{"containerPort":81,"hostPort":80}`), "Host port 80 is used more than once"},
		{"one host port under two protocols", ports("", `{"containerPort":80,"hostPort":80},{"containerPort":81,"hostPort":80,"protocol":"udp"}`), ""},
		{"one port of two containers in bridge mode", two("bridge", `{"containerPort":80}`, `{"containerPort":80}`), ""},
		{"one port of two containers in awsvpc mode", two("awsvpc", `{"containerPort":80}`, `{"containerPort":80}`), "container port is used multiple times in task"},
		{"one port of two containers in host mode", two("host", `{"containerPort":80}`, `{"containerPort":80}`), "container port is used multiple times in task"},
		{"a range", ports("", `{"containerPortRange":"5000-5010"}`), ""},
		{"a range in awsvpc mode", ports("awsvpc", `{"containerPortRange":"1-65535"}`), ""},
		{"a range in host mode", ports("host", `{"containerPortRange":"5000-5010"}`), "bridge and awsvpc only"},
		{"a range backwards", ports("", `{"containerPortRange":"5010-5000"}`), "Invalid 'containerPortRange' setting"},
		{"a range of one port", ports("", `{"containerPortRange":"5000-5000"}`), "Invalid 'containerPortRange' setting"},
		{"no range", ports("", `{"containerPortRange":"5000"}`), "Invalid 'containerPortRange' setting"},
		{"a range past the end", ports("", `{"containerPortRange":"65535-65536"}`), "Invalid 'containerPortRange' setting"},
		{"a range beside a port", ports("", `{"containerPort":80,"containerPortRange":"5000-5010"}`), "cannot specify both single port and port range"},
		{"a range with a host port", ports("", `{"hostPort":80,"containerPortRange":"5000-5010"}`), "cannot specify both single port and port range"},
		{"ranges that overlap", ports("", `{"containerPortRange":"5000-5010"},{"containerPortRange":"5010-5020"}`), "container port is used multiple times in task"},
		{"a port in a range of another container", two("bridge", `{"containerPort":5005}`, `{"containerPortRange":"5000-5010"}`), "container port is used multiple times in task"},
		{"a hundred mappings", ports("", mappings(100)), ""},
		{"a hundred and one", ports("", mappings(101)), "At most 100"},
		{"a name", ports("", `{"containerPort":80,"name":"web_1-a","appProtocol":"http2"}`), ""},
		{"a name in capitals", ports("", `{"containerPort":80,"name":"Web"}`), "port mapping name 'Web'"},
		{"a name with a hyphen before", ports("", `{"containerPort":80,"name":"-web"}`), "port mapping name '-web'"},
		{"a name of 65 characters", ports("", `{"containerPort":80,"name":"`+strings.Repeat("n", 65)+`"}`), "port mapping name"},
		{"a name twice", ports("", `{"containerPort":80,"name":"web"},{"containerPort":81,"name":"web"}`), "port mapping name is already used"},
		{"a name twice in the task", two("bridge", `{"containerPort":80,"name":"web"}`, `{"containerPort":81,"name":"web"}`), "port mapping name is already used"},
		{"an unknown appProtocol", ports("", `{"containerPort":80,"appProtocol":"smtp"}`), "InvalidParameterException"},
		{"3150 on Windows on Fargate", definitionOf(onWindows+`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",`, with(`"portMappings":[{"containerPort":3150}]`)), "3150"},
	})
}

func mappings(n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(`{"containerPort":%d}`, 1000+i))
	}
	return strings.Join(out, ",")
}

// TestPortsInUse: the remaining resources of an instance list the ports that are in
// use, of each protocol. API Reference, ContainerInstance.
func TestPortsInUse(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `aws ecs register-task-definition --family dns --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":53,"hostPort":53,"protocol":"udp"}]}]'`,
		"aws ecs run-task --cluster prod --task-definition dns")
	view := w.containerInstanceView(w.on(oneTask(t, w)))
	if got := view.RemainingResources[3].StringSetValue; len(got) != 1 || got[0] != "53" || len(view.RegisteredResources[3].StringSetValue) != 0 {
		t.Errorf("PORTS_UDP %v of %v", got, view.RegisteredResources[3].StringSetValue)
	}
}
