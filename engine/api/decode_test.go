package api

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func op(t testing.TB, id string) *Operation {
	t.Helper()
	o, ok := Find(id)
	if !ok {
		t.Fatalf("no operation %s", id)
	}
	return o
}

func TestDecode(t *testing.T) {
	in, notSimulated, err := op(t, "ecs:RegisterTaskDefinition").Decode(map[string]any{
		"family": "web",
		"containerDefinitions": []any{map[string]any{
			"name": "web", "cpu": json.Number("256"), "memory": int64(512), "essential": true,
			"portMappings": []any{map[string]any{"containerPort": int64(80)}},
			"command":      []any{"a", "b"},
			"healthCheck":  map[string]any{"command": []any{"CMD", "true"}},
			"dockerLabels": map[string]any{"a": "b"},
		}},
		"pidMode": "host",
	})
	if err != nil {
		t.Fatal(err)
	}
	cpu, memory, port, yes := int64(256), int64(512), int64(80), true
	want := &RegisterTaskDefinitionInput{Family: "web", ContainerDefinitions: []ContainerDefinition{{
		Name: "web", Cpu: &cpu, Memory: &memory, Essential: &yes,
		PortMappings: []PortMapping{{ContainerPort: &port}}, Command: []string{"a", "b"},
		HealthCheck: &HealthCheck{Command: []string{"CMD", "true"}}, DockerLabels: map[string]string{"a": "b"},
	}}, PidMode: "host"}
	if diff := cmp.Diff(want, in); diff != "" {
		t.Error(diff)
	}
	if len(notSimulated) > 0 {
		t.Errorf("not simulated: %q", notSimulated)
	}
	if got := Kept(op(t, "ecs:RegisterTaskDefinition"), in); !slices.Contains(got, "pidMode") || slices.Contains(got, "containerDefinitions[0].dockerLabels") {
		t.Errorf("kept: %q", got)
	}
}

// TestDecodeSkips: what is real and not modelled is named, and checked.
func TestDecodeSkips(t *testing.T) {
	_, skipped, err := op(t, "elbv2:CreateTargetGroup").Decode(map[string]any{
		"Name": "web", "IpAddressType": "ipv4", "Tags": []any{map[string]any{"Key": "a", "Value": "b"}},
	})
	if want := []string{"Tags", "IpAddressType"}; err != nil || !slices.Equal(skipped, want) {
		t.Errorf("skipped: %q, want %q; %v", skipped, want, err)
	}
}

// problems are the problems of a tree, one "path | text" each.
func problems(t *testing.T, err error) []string {
	t.Helper()
	var pe *ParamError
	if !errors.As(err, &pe) {
		t.Fatalf("the error is %v", err)
	}
	out := []string{}
	for _, p := range pe.Problems {
		out = append(out, p.Path+" | "+p.Text)
	}
	return out
}

func TestDecodeFindsAllProblems(t *testing.T) {
	in, _, err := op(t, "elbv2:CreateTargetGroup").Decode(map[string]any{
		"Port": int64(0), "HealthCheckPath": "", "HealthCheckEnabled": "yes", "Protocl": "HTTP",
		"Matcher": []any{"x"}, "Tags": []any{map[string]any{"Value": int64(1)}}, "TargetType": nil,
		"HealthCheckIntervalSeconds": json.Number("30.5"), "HealthCheckTimeoutSeconds": json.Number("99999999999999999999"),
		"VpcId": map[string]any{"a": []any{"b", true, nil}},
	})
	if in != nil {
		t.Errorf("in = %v", in)
	}
	all := "Name, Protocol, ProtocolVersion, Port, VpcId, HealthCheckProtocol, HealthCheckPort, HealthCheckEnabled, HealthCheckPath, " +
		"HealthCheckIntervalSeconds, HealthCheckTimeoutSeconds, HealthyThresholdCount, UnhealthyThresholdCount, Matcher, TargetType, Tags, IpAddressType, TargetControlPort"
	want := []string{
		`Name | Missing required parameter in input: "Name"`,
		`Protocl | Unknown parameter in input: "Protocl", must be one of: ` + all,
		"Port | Invalid value for parameter Port, value: 0, valid min value: 1",
		"VpcId | Invalid type for parameter VpcId, value: {'a': ['b', True, None]}, type: <class 'dict'>, valid types: <class 'str'>",
		"HealthCheckEnabled | Invalid type for parameter HealthCheckEnabled, value: yes, type: <class 'str'>, valid types: <class 'bool'>",
		"HealthCheckPath | Invalid length for parameter HealthCheckPath, value: 0, valid min length: 1",
		"HealthCheckIntervalSeconds | Invalid type for parameter HealthCheckIntervalSeconds, value: 30.5, type: <class 'float'>, valid types: <class 'int'>",
		"HealthCheckTimeoutSeconds | Invalid value for parameter HealthCheckTimeoutSeconds, value: 99999999999999999999, which is beyond 64 bits",
		"Matcher | Invalid type for parameter Matcher, value: ['x'], type: <class 'list'>, valid types: <class 'dict'>",
		"TargetType | Invalid type for parameter TargetType, value: None, type: <class 'NoneType'>, valid types: <class 'str'>",
		`Tags[0].Key | Missing required parameter in Tags[0]: "Key"`,
		"Tags[0].Value | Invalid type for parameter Tags[0].Value, value: 1, type: <class 'int'>, valid types: <class 'str'>",
	}
	if diff := cmp.Diff(want, problems(t, err)); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(err.Error(), "Parameter validation failed:\nMissing required parameter in input: \"Name\"\nUnknown") {
		t.Errorf("Error() = %q", err.Error())
	}
}

func TestDecodeKinds(t *testing.T) {
	run := op(t, "ec2:RunInstances")
	one := map[string]any{"MinCount": 1, "MaxCount": int64(2)}
	in, _, err := run.Decode(one)
	if err != nil || *in.(*RunInstancesInput).MinCount != 1 || *in.(*RunInstancesInput).MaxCount != 2 {
		t.Errorf("got %+v, %v", in, err)
	}
	for _, tree := range []map[string]any{
		{"MinCount": float64(1), "MaxCount": int64(2)},
		{"MinCount": true, "MaxCount": int64(2)},
	} {
		if _, _, err := run.Decode(tree); len(problems(t, err)) != 1 {
			t.Errorf("%v: %v", tree, err)
		}
	}
	_, _, err = op(t, "ecs:DescribeServices").Decode(map[string]any{"services": []any{"a", int64(2)}})
	want := []string{"services[1] | Invalid type for parameter services[1], value: 2, type: <class 'int'>, valid types: <class 'str'>"}
	if diff := cmp.Diff(want, problems(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeKeys(t *testing.T) {
	create := op(t, "ecs:CreateService")
	in, notSimulated, err := create.DecodeKeys(map[string]any{
		"service_name": "web", "desired_count": int64(4),
		"load_balancers":                []map[string]any{{"target_group_arn": "web-tg", "container_name": "web", "container_port": int64(8080)}},
		"service_connect_configuration": map[string]any{"enabled": false},
		"service_registries":            []any{map[string]any{"registry_arn": "a"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	count, port := int64(4), int64(8080)
	want := &CreateServiceInput{
		ServiceName: "web", DesiredCount: &count,
		LoadBalancers: []ServiceLoadBalancer{{TargetGroupArn: "web-tg", ContainerName: "web", ContainerPort: &port}},
	}
	if diff := cmp.Diff(want, in); diff != "" {
		t.Error(diff)
	}
	if want := []string{"service_registries", "service_connect_configuration"}; !slices.Equal(notSimulated, want) {
		t.Errorf("not simulated: %q, want %q", notSimulated, want)
	}

	_, _, err = create.DecodeKeys(map[string]any{
		"desiredCount": int64(1), "desired_count": "4",
		"load_balancers": []any{map[string]any{"container_prt": int64(1)}, map[string]any{"container_port": 80.5}},
	})
	got := problems(t, err)
	for i, want := range []string{
		`service_name | Missing required parameter in input: "service_name"`,
		`desiredCount | Unknown parameter in input: "desiredCount", must be one of: cluster, service_name, `,
		`load_balancers[0].container_prt | Unknown parameter in load_balancers[0]: "container_prt", must be one of: target_group_arn, load_balancer_name, container_name, container_port, advanced_configuration`,
		`load_balancers[1].container_port | Invalid type for parameter load_balancers[1].container_port, value: 80.5, type: float, valid types: integer`,
		`desired_count | Invalid type for parameter desired_count, value: 4, type: string, valid types: integer`,
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("problem %d of %q: want %q", i, got, want)
		}
	}
	if strings.Contains(got[1], "did you mean") {
		t.Errorf("a suggestion in %q; the loader makes it", got[1])
	}
}

func TestDecodeHidden(t *testing.T) {
	in, _, err := op(t, "drydock:DeclareImage").DecodeKeys(map[string]any{"uri": "web:1", "listens": int64(8080), "on_sigterm": "exits"})
	port := int64(8080)
	if diff := cmp.Diff(&DeclareImageInput{Uri: "web:1", Listens: &port, OnSigterm: "exits"}, in); diff != "" || err != nil {
		t.Error(diff, err)
	}
	_, _, err = op(t, "drydock:DeclareImage").DecodeKeys(map[string]any{"size": int64(-1)})
	want := []string{
		`uri | Missing required parameter in input: "uri"`,
		"size | Invalid value for parameter size, value: -1, valid min value: 0",
	}
	if diff := cmp.Diff(want, problems(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestCheckEnums(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"a value of the enum", "aws ecs create-service --service-name s --launch-type FARGATE", ""},
		{"none given", "aws ecs create-service --service-name s", ""},
		{
			"ecs", "aws ecs create-service --service-name s --launch-type Fargate",
			"An error occurred (InvalidParameterException) when calling the X operation: Value 'Fargate' at 'launchType' failed to satisfy constraint: Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]",
		},
		{
			"the elements of a list", "aws ecs register-task-definition --family f --container-definitions '[]' --requires-compatibilities EC2 FARGAT",
			"An error occurred (InvalidParameterException) when calling the X operation: Value 'FARGAT' at 'requiresCompatibilities.2.member' failed to satisfy constraint: Member must satisfy enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]",
		},
		{
			"inside a list of structures", "aws ecs register-task-definition --family f --container-definitions 'portMappings=[{protocol=tcp},{protocol=icmp}]'",
			"An error occurred (InvalidParameterException) when calling the X operation: Value 'icmp' at 'containerDefinitions.1.member.portMappings.2.member.protocol' failed to satisfy constraint: Member must satisfy enum value set: [tcp, udp]",
		},
		{
			"elbv2", "aws elbv2 create-load-balancer --name a --scheme public",
			"An error occurred (ValidationError) when calling the X operation: 1 validation error detected: Value 'public' at 'scheme' failed to satisfy constraint: Member must satisfy enum value set: [internet-facing, internal]",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			req, err := ParseLine(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if e := CheckEnums(req.Op, req.Input); e != nil {
				e.Op = "X"
				got = e.Error()
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
