package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlacesAreThoseOfTheScan: whatever has come and gone, the tasks that a pass
// starts go where placement, asked anew over all instances for each of them, puts
// them; and what the world remembers between passes changes nothing.
func TestPlacesAreThoseOfTheScan(t *testing.T) {
	calm := prelude(t, 1, false)
	for _, subnet := range []string{"a", "b", "b"} {
		must(t, calm, fmt.Sprintf("aws ec2 run-instances --image-id ami --instance-type t3.small --count 2 --subnet-id subnet-%s --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod", subnet))
	}
	must(t, calm,
		`aws ecs register-task-definition --family small --container-definitions '[{"name":"app","image":"web:1","cpu":128,"memory":200}]'`,
		`aws ecs register-task-definition --family port --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":80,"hostPort":8081}]}]'`,
		`advance 5m`,
	)
	rapid.Check(t, func(t *rapid.T) {
		w := calm.Fork()
		for range rapid.IntRange(2, 12).Draw(t, "lines") {
			_ = do(w, placingLine(t, w)) // one that is refused changes nothing
			w.Advance(0)
			for s := range w.s.Services.All() {
				if s.Status == "ACTIVE" {
					comparePlaces(t, w, s.ARN, rapid.Int64Range(1, 9).Draw(t, "tasks"))
				}
			}
		}
	})
}

// placingLine draws something that changes where tasks go.
func placingLine(t *rapid.T, w *World) string {
	name := pick(t, "service", "one", "two")
	instances := slices.Collect(w.s.ContainerInstances.All())
	instance := instances[rapid.IntRange(0, len(instances)-1).Draw(t, "instance")]
	switch rapid.IntRange(0, 9).Draw(t, "line") {
	case 0, 1, 2:
		chain := rapid.SliceOfN(rapid.SampledFrom([]string{
			"type=spread,field=attribute:ecs.availability-zone", "type=spread,field=instanceId", "type=spread,field=attribute:rack",
			"type=binpack,field=cpu", "type=binpack,field=memory", "type=random",
		}), 0, 3).Draw(t, "chain")
		strategy := ""
		if len(chain) > 0 {
			strategy = " --placement-strategy " + strings.Join(chain, " ")
		}
		return fmt.Sprintf("aws ecs create-service --cluster prod --service-name %s --task-definition %s --desired-count %d%s%s",
			name, pick(t, "definition", "small", "port"), rapid.IntRange(0, 12).Draw(t, "n"), strategy, anyConstraint(t))
	case 3:
		return fmt.Sprintf("aws ecs update-service --cluster prod --service %s --desired-count %d%s", name, rapid.IntRange(0, 12).Draw(t, "n"), anyConstraint(t))
	case 4, 5:
		return fmt.Sprintf("aws ecs put-attributes --cluster prod --attributes name=rack,value=%s,targetId=%s", pick(t, "rack", "r1", "r2"), instance.ARN)
	case 6:
		return fmt.Sprintf("aws ecs delete-attributes --cluster prod --attributes name=rack,targetId=%s", instance.ARN)
	case 7:
		return fmt.Sprintf(`drydock FailInstance {"InstanceId": %q}`, instance.Instance)
	case 8:
		return fmt.Sprintf("aws ecs update-container-instances-state --cluster prod --status %s --container-instances %s", pick(t, "status", "DRAINING", "ACTIVE"), instance.ARN)
	default:
		if len(instance.Tasks) > 0 {
			return "aws ecs stop-task --cluster prod --task " + instance.Tasks[0]
		}
		return "advance 2m"
	}
}

// anyConstraint draws what is asked of instances.
func anyConstraint(t *rapid.T) string {
	expression := pick(t, "expression", "", "", "distinct", "attribute:rack == r1", "attribute:rack !exists", "runningTasksCount < 3", "not(task:group == service:one)", "attribute:ecs.instance-type =~ m5.*")
	switch expression {
	case "":
		return ""
	case "distinct":
		return " --placement-constraints type=distinctInstance"
	default:
		return " --placement-constraints type=memberOf,expression='" + expression + "'"
	}
}

// comparePlaces has n tasks started by a pass, and by the scan.
func comparePlaces(t *rapid.T, w *World, arn string, n int64) {
	fast, slow := w.Fork(), w.Fork()
	fast.order = w.order // a fork begins without; what is remembered must do no harm
	if w.order != nil {
		order := *w.order
		order.rows = nil
		for c := range slices.Values(w.order.rows) {
			order.rows = append(order.rows, fast.s.ContainerInstances.Get(c.ARN))
		}
		fast.order = &order
	}
	s := fast.s.Services.Get(arn)
	s.RetryAt = 0
	fast.startMissing(s, n, func() int { return 0 })
	places := slices.Clone(s.Tasks)

	s = slow.s.Services.Get(arn)
	d := slow.s.Definitions.Get(s.Definition)
	for range n {
		slow.order = nil
		_, decision, rows := slow.choose(s.taskGroup(), d, &slow.s.Draws, false)
		if decision.Chosen < 0 {
			break
		}
		slow.startTask(s, d, spot{instance: rows[decision.Chosen]})
	}
	for i := range max(len(places), len(s.Tasks)) {
		if i >= len(places) || i >= len(s.Tasks) || fast.s.Tasks.Get(places[i]).Instance != slow.s.Tasks.Get(s.Tasks[i]).Instance {
			t.Fatalf("task %d of %s by %s, %s: a pass starts %v, the scan %v", i, s.Name, strategyWords(s), constraintWords(s), places, s.Tasks)
		}
	}
	if fast.s.Draws != slow.s.Draws {
		t.Fatalf("%s: the draws differ", strategyWords(s))
	}
}

// TestRunsAreThoseOfTheScan: the tasks of one request of RunTask after another go
// where placement, asked anew for each of them, puts them: its trace says where.
func TestRunsAreThoseOfTheScan(t *testing.T) {
	calm := prelude(t, 1, true)
	must(t, calm,
		"aws ec2 run-instances --image-id ami --instance-type t3.small --count 4 --subnet-id subnet-b --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod",
		`aws ecs register-task-definition --family small --container-definitions '[{"name":"app","image":"web:1","cpu":128,"memory":200}]'`,
		`aws ecs register-task-definition --family port --container-definitions '[{"name":"app","image":"web:1","memory":64,"portMappings":[{"containerPort":80,"hostPort":8081}]}]'`,
		`aws ecs register-task-definition --family own --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"app","image":"web:1"}]'`,
		`advance 5m`,
	)
	rapid.Check(t, func(t *rapid.T) {
		w, line := calm.Fork(), ""
		for range rapid.IntRange(2, 12).Draw(t, "lines") {
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				_ = do(w, placingLine(t, w))
			case 1:
				w.Advance(0)
			case 2:
				line = anyRun(t) // otherwise the same again
			}
			if line == "" {
				line = anyRun(t)
			}
			fresh, have := w.Fork(), w.s.Tasks.Len() // a fork remembers nothing
			err, refusal := do(w, line), do(fresh, line)
			if fmt.Sprint(err) != fmt.Sprint(refusal) || w.Hash() != fresh.Hash() {
				t.Fatalf("%s: %v, and without what is remembered %v, or the worlds differ", line, err, refusal)
			}
			for _, started := range slices.Collect(w.s.Tasks.All())[have:] {
				scan, _ := w.Trace(started.Placed)
				if want := "placed on " + w.shown(w.on(started).Instance); scan.Verdict != want {
					t.Fatalf("%s: a task is %s, and of the scan %s", line, want, scan.Verdict)
				}
			}
		}
	})
}

// anyRun draws a request of RunTask.
func anyRun(t *rapid.T) string {
	chain := rapid.SliceOfN(rapid.SampledFrom([]string{"type=spread,field=attribute:ecs.availability-zone", "type=spread,field=instanceId", "type=binpack,field=cpu", "type=random"}), 0, 3).Draw(t, "chain")
	strategy := ""
	if len(chain) > 0 {
		strategy = " --placement-strategy " + strings.Join(chain, " ")
	}
	definition := pick(t, "definition", "small", "port", "own", "own")
	if definition == "own" {
		strategy += " --network-configuration 'awsvpcConfiguration={subnets=[" + pick(t, "subnets", "subnet-a", "subnet-b", "subnet-b,subnet-a") + "]}'"
	}
	return fmt.Sprintf("aws ecs run-task --cluster prod --task-definition %s --count %d%s%s", definition, rapid.IntRange(1, 10).Draw(t, "n"), strategy, anyConstraint(t))
}
