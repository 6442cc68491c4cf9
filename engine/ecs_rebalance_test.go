package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// zonesOf are the tasks of a service that are to run, by Availability Zone.
func zonesOf(w *World, name string) string {
	_, zones := w.configuredZones(w.s.Services.Get(w.ecsARN("service", "prod/"+name)))
	var words []string
	for _, z := range zones {
		words = append(words, fmt.Sprint(z.Tasks))
	}
	return strings.Join(words, " ")
}

// said counts the events of a world since the nth whose message has a text.
func said(w *World, n int, text string) int {
	return len(slices.DeleteFunc(slices.Clone(w.Events()[n:]), func(e Event) bool { return !strings.Contains(e.Message, text) }))
}

// TestRebalancingBesideProtection: a task that is protected stays, nothing is started
// in its place over and over, and when protection ends the service is balanced. "Task
// protection can block it": reference 01 §4.9.
func TestRebalancingBesideProtection(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ec2 stop-instances --instance-ids a", "advance 2m", "aws ecs create-service --cluster prod --service-name app --task-definition web --desired-count 4", "advance 2m")
	ids := ""
	for task := range w.s.Tasks.All() {
		ids += " " + task.ID
	}
	must(t, w, "aws ecs update-task-protection --cluster prod --expires-in-minutes 60 --protection-enabled --tasks"+ids, "aws ec2 start-instances --instance-ids a", "advance 20m")
	if got := zonesOf(w, "app"); got != "0 4" {
		t.Errorf("protected tasks in zones: %s", got)
	}
	if started, told := said(w, 0, "in eu-west-1a to AZ Rebalance"), said(w, 0, "was unable to AZ Rebalance because task set"); started != 0 || told != 1 {
		t.Errorf("%d starts, told %d times", started, told)
	}
	must(t, w, "aws ecs update-task-protection --cluster prod --no-protection-enabled --tasks"+ids[:33], "advance 1m")
	if got := zonesOf(w, "app"); got != "1 3" {
		t.Errorf("with one that may leave: %s", got)
	}
	must(t, w, "advance 1h")
	if got := zonesOf(w, "app"); got != "2 2" {
		t.Errorf("when protection has ended: %s", got)
	}
}

// TestProtectionWhileTasksMove: tasks that are protected when those that were to
// replace them are healthy stay, and what was started goes.
func TestProtectionWhileTasksMove(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ec2 stop-instances --instance-ids a", "advance 2m", "aws ecs create-service --cluster prod --service-name app --task-definition web --desired-count 4", "advance 2m")
	ids := ""
	for task := range w.s.Tasks.All() {
		ids += " " + task.ID
	}
	must(t, w, "aws ec2 start-instances --instance-ids a", "advance 95s")
	if got := zonesOf(w, "app"); got != "2 4" {
		t.Fatalf("they move, in zones: %s", got)
	}
	must(t, w, "aws ecs update-task-protection --cluster prod --protection-enabled --tasks"+ids)
	n := len(w.Events())
	must(t, w, "advance 20m")
	if got := zonesOf(w, "app"); got != "0 4" {
		t.Errorf("in zones: %s", got)
	}
	if moved, kept := said(w, n, "due to AZ rebalancing"), said(w, n, "was unable to AZ Rebalance because task set"); moved != 0 || kept != 1 {
		t.Errorf("%d moves told, and %d times that tasks are kept", moved, kept)
	}
}

// TestRebalancingKeepsShares: with a strategy of capacity providers the tasks that
// leave are those of the zone with too many, whatever the shares: else what was
// started could be what stops.
func TestRebalancingKeepsShares(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy []",
		"aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 6 --capacity-provider-strategy capacityProvider=FARGATE,weight=1 capacityProvider=FARGATE_SPOT,weight=1 --network-configuration awsvpcConfiguration={subnets=[subnet-a,subnet-b],assignPublicIp=ENABLED}",
		"advance 2m")
	for task := range w.s.Tasks.All() {
		if task.Provider == providerSpot && task.Zone == "eu-west-1b" || task.Provider == providerFargate && task.Zone == "eu-west-1a" {
			must(t, w, "aws ecs stop-task --cluster prod --task "+task.ID)
		}
	}
	must(t, w, "advance 10m")
	n := len(w.Events())
	must(t, w, "advance 1h")
	if got, more := zonesOf(w, "app"), said(w, n, "AZ"); got != "3 3" || more != 0 {
		t.Errorf("in zones: %s, and %d events on balance since", got, more)
	}
}

// TestRebalancingWithoutAddresses: no task is started to balance zones in a subnet
// without an address, where it would fail, on Fargate and on instances.
func TestRebalancingWithoutAddresses(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, "subnet-small = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/28 --availability-zone eu-west-1b",
		"full = aws ec2 run-instances --image-id ami --instance-type t3.nano --subnet-id subnet-small --count 11",
		"aws ecs register-task-definition --family nic --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{\"name\":\"web\",\"image\":\"web:1\"}]'",
		"aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 4 --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a,subnet-small],assignPublicIp=ENABLED}",
		"aws ecs create-service --cluster prod --service-name nic --task-definition nic --desired-count 0 --network-configuration awsvpcConfiguration={subnets=[subnet-a,subnet-small]}",
		"advance 1h")
	if got := zonesOf(w, "app"); got != "4 0" {
		t.Errorf("in zones: %s", got)
	}
	if n := said(w, 0, "InsufficientFreeAddresses"); n != 0 {
		t.Errorf("%d tasks were started in vain", n)
	}
	if n := w.startIn(w.s.Services.Get(w.ecsARN("service", "prod/nic")), "eu-west-1b", 1); n != 0 {
		t.Errorf("%d were started on an instance", n)
	}
}

// TestRebalancingLeavesOtherZones: tasks in a zone that the constraints do not admit
// any more stay, and the others are balanced among themselves. No running replica task
// moves when constraints change: reference 01 §4.2.
func TestRebalancingLeavesOtherZones(t *testing.T) {
	w := prelude(t, 1, false)
	ci := func(alias string) string {
		return lastOf(w.registered(w.idOf("instance", alias)).ARN)
	}
	must(t, w, "aws ecs create-service --cluster prod --service-name app --task-definition web --desired-count 4", "advance 2m",
		"aws ecs put-attributes --cluster prod --attributes name=new,targetType=container-instance,targetId="+ci("a"),
		"aws ecs update-service --cluster prod --service app --placement-constraints type=memberOf,expression='attribute:new exists'")
	n := len(w.Events())
	must(t, w, "advance 30m")
	if more := said(w, n, "is PENDING"); more != 0 {
		t.Errorf("%d tasks were started", more)
	}
}
