package engine

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
)

// echoed is what DescribeServices shows of a service's placement.
func echoed(t *testing.T, w *World, name string) string {
	t.Helper()
	out, err := send(w, "aws ecs describe-services --cluster prod --services "+name)
	if err != nil {
		t.Fatal(err)
	}
	s := out.(*api.DescribeServicesOutput).Services[0]
	text, fault := json.Marshal([]any{s.PlacementConstraints, s.PlacementStrategy})
	if fault != nil {
		t.Fatal(fault)
	}
	return string(text)
}

// TestPlacementIsEchoed: as ECS keeps it, fields in their own spelling; what is
// not given again stays, and an empty list removes. Reference 01 §§4.3, 6.2.
func TestPlacementIsEchoed(t *testing.T) {
	w := prelude(t, 1, false)
	const (
		create = "aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 1 "
		update = "aws ecs update-service --cluster prod --service web "
	)
	for _, c := range []struct{ line, want string }{
		{
			create + "--placement-strategy type=spread,field=INSTANCEID type=spread,field=Host type=spread,field=attribute:Rack type=binpack,field=memory type=random,field=x --placement-constraints type=distinctInstance type=memberOf,expression='agentConnected == true'",
			`[[{"type":"distinctInstance"},{"type":"memberOf","expression":"agentConnected == true"}],[{"type":"spread","field":"instanceId"},{"type":"spread","field":"host"},{"type":"spread","field":"attribute:Rack"},{"type":"binpack","field":"MEMORY"},{"type":"random"}]]`,
		},
		{update + "--placement-strategy type=binpack,field=Cpu", `[[{"type":"distinctInstance"},{"type":"memberOf","expression":"agentConnected == true"}],[{"type":"binpack","field":"CPU"}]]`},
		{update + "--placement-constraints '[]'", `[[],[{"type":"binpack","field":"CPU"}]]`},
		{update + "--placement-strategy '[]'", `[[],[]]`},
	} {
		must(t, w, c.line)
		if got := echoed(t, w, "web"); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.line, got, c.want)
		}
	}
}

// TestTheSamePlacementAgain is no move, also of a CreateService.
func TestTheSamePlacementAgain(t *testing.T) {
	w := prelude(t, 1, false)
	const rest = " --placement-strategy type=binpack,field=cpu --placement-constraints type=memberOf,expression='agentConnected == true'"
	create := "aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 1"
	must(t, w, create+rest)
	unchanged(t, w, "the same again", func() {
		must(t, w, create+rest, "aws ecs update-service --cluster prod --service web"+rest)
	})
	if err := do(w, create); err == nil || !strings.Contains(err.Error(), "not idempotent") {
		t.Error(err)
	}
}

// TestDefinitionConstraints: they are echoed, and count towards the ten.
func TestDefinitionConstraints(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `aws ecs register-task-definition --family six --placement-constraints `+strings.Repeat(`type=memberOf,expression='attribute:x exists' `, 6)+`--container-definitions '[{"name":"web","image":"web:1","memory":64}]'`)
	out, err := send(w, "aws ecs describe-task-definition --task-definition six")
	if err != nil {
		t.Fatal(err)
	}
	if got := out.(*api.DescribeTaskDefinitionOutput).TaskDefinition.PlacementConstraints; len(got) != 6 || *got[5].Expression != "attribute:x exists" {
		t.Errorf("%+v", got)
	}
	create := "aws ecs create-service --cluster prod --service-name six --task-definition six --desired-count 1 --placement-constraints" + strings.Repeat(" type=distinctInstance", 4)
	if err := do(w, create+" type=distinctInstance"); err == nil || !strings.Contains(err.Error(), "at most 10 placement constraints") {
		t.Error(err)
	}
	must(t, w, create)
}

func TestAgentAttributes(t *testing.T) { // reference 01 §§3.2, 3.3
	eleven := "{"
	for i := range 11 {
		eleven += fmt.Sprintf(`"n%02d":"",`, i)
	}
	for _, c := range []struct{ name, userData, want string }{
		{"none", "ECS_CLUSTER=prod", "[]"},
		{"as a shell writes it", "#!/bin/bash\necho ECS_CLUSTER=prod >> /etc/ecs/ecs.config\necho 'ECS_INSTANCE_ATTRIBUTES={\"stack\": \"prod\", \"disk\": \"nvme\"}' >> /etc/ecs/ecs.config\n", "[disk=nvme stack=prod]"},
		{"without a value", `ECS_INSTANCE_ATTRIBUTES={"gpu-pool":""}`, "[gpu-pool]"},
		{"no JSON", `ECS_INSTANCE_ATTRIBUTES=stack=prod`, "ECS_INSTANCE_ATTRIBUTES is not a JSON object of texts."},
		{"a name that is ECS's", `ECS_INSTANCE_ATTRIBUTES={"ecs.os-type":"x","fine":"x"}`, "The attribute name 'ecs.os-type' is reserved for Amazon ECS."},
		{"ten at most", "ECS_INSTANCE_ATTRIBUTES=" + strings.TrimSuffix(eleven, ",") + "}", "A container instance has at most 10 custom attributes."},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := agentAttributes(c.userData)
			got := fmt.Sprint(list)
			if err != nil {
				got = err.Message
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// TestAnAgentIsRefused: its instance runs, and is no container instance.
func TestAnAgentIsRefused(t *testing.T) {
	w := prelude(t, 1, false)
	launch := `c = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole --user-data 'ECS_CLUSTER=prod ECS_INSTANCE_ATTRIBUTES={"ecs.x":""}'`
	must(t, w, launch)
	unchanged(t, w, "booting it", func() {
		if err := do(w, `drydock BootInstance {"InstanceId": "c"}`); err == nil || !strings.Contains(err.Error(), "reserved") {
			t.Error(err)
		}
	})
	must(t, w, "advance 10m")
	why, err := w.Why("c")
	if err != nil || !strings.Contains(why[0].String(), "attributes in user data  refused  The attribute name 'ecs.x' is reserved") {
		t.Error(why, err)
	}
}

// TestAttributes: those of an instance's own are replaced by name, listed and
// shown beside ECS's, and deleted.
func TestAttributes(t *testing.T) {
	w := prelude(t, 1, false)
	target := ",targetType=container-instance,targetId={ci}"
	list := func() string {
		out, err := send(w, "aws ecs list-attributes --cluster prod --target-type container-instance --attribute-name stack")
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, a := range out.(*api.ListAttributesOutput).Attributes {
			text += a.Name + "=" + a.Value + " on " + w.shown(w.s.ContainerInstances.Get(a.TargetId).Instance) + ";"
		}
		return text
	}
	for _, c := range []struct{ line, want string }{
		{"aws ecs put-attributes --cluster prod --attributes name=stack,value=dev" + target + " name=disk" + target, "stack=dev on a;"},
		{"aws ecs put-attributes --cluster prod --attributes name=stack,value=prod" + target, "stack=prod on a;"},
		{"aws ecs delete-attributes --cluster prod --attributes name=stack" + target + " name=nothing" + target, ""},
	} {
		must(t, w, taskAndInstance(w, c.line))
		if got := list(); got != c.want {
			t.Errorf("%s\ngot %q, want %q", c.line, got, c.want)
		}
	}
	unchanged(t, w, "what is there already", func() {
		must(t, w, taskAndInstance(w, "aws ecs put-attributes --cluster prod --attributes name=disk"+target), taskAndInstance(w, "aws ecs delete-attributes --cluster prod --attributes name=nothing"+target))
	})
	out, err := send(w, taskAndInstance(w, "aws ecs describe-container-instances --cluster prod --container-instances {ci}"))
	if err != nil {
		t.Fatal(err)
	}
	shown := out.(*api.DescribeContainerInstancesOutput).ContainerInstances[0].Attributes
	if len(shown) != 9+len(capabilities) || shown[8] != (api.Attribute{Name: "disk"}) {
		t.Errorf("%+v", shown)
	}
}

// TestFilterOfInstances: ListContainerInstances takes the same language.
func TestFilterOfInstances(t *testing.T) {
	w := busy(t, false)
	for filter, want := range map[string]int{
		"attribute:ecs.availability-zone == eu-west-1a": 1,
		"task:group == service:web":                     2,
		"runningTasksCount > 1":                         1,
		"registeredAt > 2030-01-01":                     0,
		"agentVersion >= 1.95":                          2,
	} {
		out, err := send(w, "aws ecs list-container-instances --cluster prod --filter '"+filter+"'")
		if err != nil {
			t.Fatal(err)
		}
		if got := out.(*api.ListContainerInstancesOutput).ContainerInstanceArns; len(got) != want {
			t.Errorf("%s: %d instances, want %d", filter, len(got), want)
		}
	}
}
