package api

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestOperations(t *testing.T) {
	ops := Operations()
	ids := []string{}
	for _, op := range ops {
		ids = append(ids, op.ID())
		if found, ok := Find(op.ID()); !ok || found != op {
			t.Errorf("Find(%q) = %v, %v", op.ID(), found, ok)
		}
		if found, ok := FindCommand(op.Service, op.Command()); !ok || found != op {
			t.Errorf("FindCommand(%q, %q) = %v, %v", op.Service, op.Command(), found, ok)
		}
		reads := strings.HasPrefix(op.Name, "Describe") || strings.HasPrefix(op.Name, "List") || strings.HasPrefix(op.Name, "Get") || strings.HasPrefix(op.Name, "Simulate")
		if op.Reads != reads {
			t.Errorf("%s: Reads = %v", op.ID(), op.Reads)
		}
		if op.Hidden != (op.Service == "drydock") {
			t.Errorf("%s: Hidden = %v", op.ID(), op.Hidden)
		}
		if !strings.HasSuffix(op.Summary, ".") {
			t.Errorf("%s: the summary %q is no sentence", op.ID(), op.Summary)
		}
		got := reflect.TypeOf(op.NewInput()).Elem().Name()
		if op.Service == "elb" { // which shares some names with elbv2
			got = strings.Replace(got, "Classic", "", 1)
		}
		if got != op.Name+"Input" {
			t.Errorf("%s: the input is %s", op.ID(), got)
		}
	}
	if !slices.IsSorted(ids) || len(slices.Compact(ids)) != len(ops) {
		t.Errorf("not sorted, or not unique: %v", ids)
	}
	ops[0] = nil
	if Operations()[0] == nil {
		t.Error("a caller can change the table")
	}
}

func TestFind(t *testing.T) {
	op, ok := FindCommand("elbv2", "create-listener")
	if !ok || op.ID() != "elbv2:CreateListener" || op.Action != "elasticloadbalancing:CreateListener" {
		t.Errorf("got %+v, %v", op, ok)
	}
	if _, ok := Find("ecs:RunNothing"); ok {
		t.Error("found an operation that does not exist")
	}
	if _, ok := FindCommand("ecs", "CreateService"); ok {
		t.Error("found a command by the operation's name")
	}
}

func TestShape(t *testing.T) {
	op, _ := Find("elbv2:CreateTargetGroup")
	f, ok := op.Input().Field("HealthCheckPath")
	if !ok || f.Flag != "--health-check-path" || f.Key != "health_check_path" || f.Shape.Kind != String ||
		*f.Shape.Min != 1 || *f.Shape.Max != 1024 || f.Required || f.Doc == "" {
		t.Errorf("HealthCheckPath: %+v, %v", f, ok)
	}
	if f, ok := op.Input().Field("VpcId"); !ok || f.Ref != "vpc" || f.Key != "vpc_id" {
		t.Errorf("vpc_id: %+v, %v", f, ok)
	}
	if f, ok := op.Input().Field("TargetType"); !ok || !slices.Equal(f.Enum, []string{"instance", "ip", "lambda", "alb"}) {
		t.Errorf("target_type: %+v, %v", f, ok)
	}
	if _, ok := op.Input().Field("Tags"); ok {
		t.Error("Tags is not modelled, and was found")
	}
	register, _ := Find("ecs:RegisterTaskDefinition")
	containers, _ := register.Input().Field("containerDefinitions")
	if containers.Shape.Kind != List || containers.Shape.Elem.Kind != Structure {
		t.Errorf("containerDefinitions: %+v", containers.Shape)
	}
	run, _ := Find("ec2:RunInstances")
	if _, ok := run.Input().Field("TagSpecifications"); ok {
		t.Error("TagSpecifications is not modelled, and was found")
	}
}

func TestHyphenated(t *testing.T) {
	pairs, err := os.ReadFile("testdata/xform.txt") // as botocore's xform_name has them
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(pairs)) {
		name, want, _ := strings.Cut(strings.TrimSpace(line), " ")
		if got := hyphenated(name); got != want {
			t.Errorf("hyphenated(%q) = %q, want %q", name, got, want)
		}
	}
	if got := hyphenated("already-done"); got != "already-done" {
		t.Errorf("got %q", got)
	}
	if got := underscored("EnableECSManagedTags"); got != "enable_ecs_managed_tags" {
		t.Errorf("got %q", got)
	}
}
