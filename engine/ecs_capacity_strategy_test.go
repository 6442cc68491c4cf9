package engine

import (
	"fmt"
	"testing"

	"drydock/engine/api"
)

const (
	providersOfProd = "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy []"
	halfSpot        = " --capacity-provider-strategy capacityProvider=FARGATE,weight=1 capacityProvider=FARGATE_SPOT,weight=1 --network-configuration awsvpcConfiguration={subnets=[subnet-a,subnet-b],assignPublicIp=ENABLED}"
)

// providersOf are how many tasks are to run on FARGATE and on FARGATE_SPOT.
func providersOf(w *World) string {
	n := map[string]int{}
	for t := range w.s.Tasks.All() {
		if t.DesiredStatus == taskRunning {
			n[t.Provider]++
		}
	}
	return fmt.Sprint(n[providerFargate], " ", n[providerSpot])
}

// TestSharesBesideProtection: where the share that is to go is protected, tasks of
// the other capacity provider go, down to the desired count.
func TestSharesBesideProtection(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, providersOfProd, "aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 4"+halfSpot, "advance 2m")
	ids := ""
	for task := range w.s.Tasks.All() {
		if task.Provider == providerFargate {
			ids += " " + task.ID
		}
	}
	must(t, w, "aws ecs update-task-protection --cluster prod --protection-enabled --tasks"+ids, "aws ecs update-service --cluster prod --service app --desired-count 2", "advance 2m")
	if got := providersOf(w); got != "2 0" {
		t.Errorf("left %s", got)
	}
}

// TestNoSpotCapacity: without capacity the share of FARGATE_SPOT waits, and that of
// FARGATE is started, neither more nor less. Reference 02 §3.4.
func TestNoSpotCapacity(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, gate, providersOfProd, "aws ecs create-cluster --cluster-name other", `drydock ReclaimSpot {"Cluster": "other", "For": 300000}`,
		"aws ecs create-service --cluster prod --service-name app --task-definition gate --desired-count 4"+halfSpot)
	must(t, w, "advance 4m")
	if want, got := "2 0", providersOf(w); got != want {
		t.Errorf("without capacity %s, want %s", got, want)
	}
	if n, why := w.waiting(w.s.Services.Get(w.ecsARN("service", "prod/app"))); n != 2 || why != "FARGATE_SPOT has no capacity" {
		t.Errorf("%d wait: %s", n, why)
	}
	must(t, w, "advance 2m")
	if want, got := "2 2", providersOf(w); got != want {
		t.Errorf("when capacity is back %s, want %s", got, want)
	}
	must(t, w, `drydock ReclaimSpot {"Cluster": "prod", "For": 300000}`)
	out := answer[api.RunTaskOutput](t, w, "aws ecs run-task --cluster prod --task-definition gate --count 5"+halfSpot)
	if len(out.Tasks) != 3 || len(out.Failures) != 1 || out.Failures[0].Reason != noCapacity {
		t.Errorf("RunTask: %d tasks, %+v", len(out.Tasks), out.Failures)
	}
}

// TestReclaimNothing: where nothing runs on Spot and capacity stays, nothing changes.
func TestReclaimNothing(t *testing.T) {
	w := prelude(t, 1, false)
	hash, changes := w.Hash(), w.Changes()
	must(t, w, `drydock ReclaimSpot {"Cluster": "prod"}`)
	if w.Hash() != hash || w.Changes() != changes {
		t.Error("the world has changed")
	}
}
