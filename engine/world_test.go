package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"drydock/engine/api"
)

// start is the instant 0 of every world in these tests.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// prelude makes the world of testdata/prelude.txt.
func prelude(t testing.TB, seed uint64, tracing bool) *World {
	t.Helper()
	w := New(Config{Seed: seed, Start: start, Tracing: tracing})
	text, err := os.ReadFile("testdata/prelude.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if err := do(w, line); err != nil {
			t.Fatalf("testdata/prelude.txt:%d: %s\n%v", n+1, line, err)
		}
	}
	return w
}

// must does each line and fails the test at the first that is refused.
func must(t testing.TB, w *World, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if err := do(w, line); err != nil {
			t.Fatalf("%s\n%v", line, err)
		}
	}
}

// do does one line: "advance 10s", a call, or "NAME = call", which gives what
// the call makes an alias. The error is what a learner sees.
func do(w *World, line string) error {
	if rest, ok := strings.CutPrefix(line, "advance "); ok {
		d, err := time.ParseDuration(rest)
		if err != nil {
			return err
		}
		w.Advance(d)
		return nil
	}
	name, rest, named := strings.Cut(line, " = ")
	if !named || strings.ContainsAny(name, " '{") {
		_, err := send(w, line)
		return err
	}
	out, err := send(w, rest)
	if err != nil {
		return err
	}
	kind, id := made(out)
	_, err = send(w, fmt.Sprintf(`drydock NameResource {"Alias": %q, "Kind": %q, "Id": %q}`, name, kind, id))
	return err
}

// send makes a call from "aws …" as the administrator, or from "drydock
// Operation {…}", an operation with its JSON, as the scenario's author.
func send(w *World, line string) (any, error) {
	op, in, as, err := read(line)
	if err != nil {
		return nil, err
	}
	r, refusal := w.Call(as, op.ID(), in)
	if refusal != nil {
		return nil, refusal
	}
	return r.Out, nil
}

func read(line string) (*api.Operation, any, Principal, error) {
	rest, hidden := strings.CutPrefix(line, "drydock ")
	if !hidden {
		r, err := api.ParseLine(line)
		if err != nil {
			return nil, nil, "", err
		}
		return r.Op, r.Input, Administrator, nil
	}
	name, body, _ := strings.Cut(rest, " ")
	op, ok := api.Find("drydock:" + name)
	if !ok {
		return nil, nil, "", errors.New("there is no operation drydock:" + name)
	}
	tree := map[string]any{}
	d := json.NewDecoder(bytes.NewReader([]byte(body)))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return nil, nil, "", err
	}
	in, _, err := op.Decode(tree)
	return op, in, Scenario, err
}

// made is the kind and the id of what a call made.
func made(out any) (kind, id string) {
	switch o := out.(type) {
	case *api.CreateVpcOutput:
		return "vpc", o.Vpc.VpcId
	case *api.CreateInternetGatewayOutput:
		return "internet-gateway", o.InternetGateway.InternetGatewayId
	case *api.CreateSubnetOutput:
		return "subnet", o.Subnet.SubnetId
	case *api.CreateRouteTableOutput:
		return "route-table", o.RouteTable.RouteTableId
	case *api.CreateSecurityGroupOutput:
		return "security-group", o.GroupId
	case *api.AllocateAddressOutput:
		return "elastic-ip", o.AllocationId
	case *api.CreateNatGatewayOutput:
		return "nat-gateway", o.NatGateway.NatGatewayId
	case *api.CreateVpcEndpointOutput:
		return "vpc-endpoint", o.VpcEndpoint.VpcEndpointId
	case *api.CreateNetworkAclOutput:
		return "network-acl", o.NetworkAcl.NetworkAclId
	case *api.RunInstancesOutput:
		return "instance", o.Instances[0].InstanceId
	case *api.CreateTargetGroupOutput:
		return "target-group", o.TargetGroups[0].TargetGroupArn
	case *api.CreateLoadBalancerOutput:
		return "load-balancer", o.LoadBalancers[0].LoadBalancerArn
	case *api.FileSystemDescription:
		return "file-system", o.FileSystemId
	case *api.MountTargetDescription:
		return "mount-target", o.MountTargetId
	case *api.CreateListenerOutput:
		return "listener", o.Listeners[0].ListenerArn
	case *api.CreateRuleOutput:
		return "listener-rule", o.Rules[0].RuleArn
	default:
		panic(fmt.Sprintf("a %T cannot be named", out))
	}
}
