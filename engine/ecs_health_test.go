package engine

import (
	"testing"

	"drydock/engine/rollout"
)

// TestTaskHealth: reference 01 §1.7, UNHEALTHY before UNKNOWN before HEALTHY, by
// essential containers only; a service looks at those that have a check.
func TestTaskHealth(t *testing.T) {
	for _, c := range []struct {
		essential, side string // health of an essential container and of one that is not
		more            string // health of another essential one; "none" when there is none
		health          string
		condition       rollout.Condition
	}{
		{healthy, unhealthy, "none", healthy, rollout.Healthy},
		{healthy, "", healthy, healthy, rollout.Healthy},
		{healthy, "", unhealthy, unhealthy, rollout.Unhealthy},
		{healthUnknown, "", unhealthy, unhealthy, rollout.Unhealthy},
		{healthUnknown, healthy, healthy, healthUnknown, rollout.Starting},
		{healthy, healthy, "", healthUnknown, rollout.Healthy}, // one has no check
		{"", unhealthy, "none", healthUnknown, rollout.Healthy},
	} {
		task := &task{Containers: []container{{Essential: true, Health: c.essential}, {Health: c.side}}}
		if c.more != "none" {
			task.Containers = append(task.Containers, container{Essential: true, Health: c.more})
		}
		if task.health() != c.health || task.checkedCondition() != c.condition {
			t.Errorf("%+v: %s, condition %d", c, task.health(), task.checkedCondition())
		}
	}
}
