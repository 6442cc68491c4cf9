package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/placement"
	"drydock/engine/trace"
)

// place chooses an instance for one task of a service; nil when none fits,
// which it then tells. The number is of the trace.
func (w *World) place(s *service, d *taskDefinition) (*containerInst, int) {
	_, decision, rows := w.choose(s, d, false)
	why := func() int {
		if !w.cfg.Tracing {
			return 0
		}
		t, _, _ := w.choose(s, d, true) // the rule once more, for its reasons
		return w.explain(t)
	}
	if decision.Chosen < 0 {
		w.tellUnplaced(s, decision, why)
		return nil, 0
	}
	return rows[decision.Chosen], why()
}

// candidates are the ACTIVE instances of a service's cluster as placement sees
// them, in tie order.
func (w *World) candidates(s *service) ([]*containerInst, []placement.Instance) {
	var rows []*containerInst
	var instances []placement.Instance
	running := map[string]int64{}
	for _, arn := range s.Tasks {
		if t := w.s.Tasks.Get(arn); t.DesiredStatus == taskRunning {
			running[t.Instance]++
		}
	}
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster != s.Cluster || c.Status != "ACTIVE" {
			continue
		}
		rows = append(rows, c)
	}
	slices.SortStableFunc(rows, func(a, b *containerInst) int {
		return cmp.Or(cmp.Compare(a.RegisteredAt, b.RegisteredAt), cmp.Compare(a.ARN, b.ARN))
	})
	for _, c := range rows {
		instances = append(instances, placement.Instance{
			ARN: c.ARN, Label: w.shown(c.Instance), Zone: w.zoneOf(c), RegisteredAt: int64(c.RegisteredAt), Connected: c.Connected,
			CPU: c.CPU - c.UsedCPU, Memory: c.Memory - c.UsedMemory, Ports: c.StaticPorts, Tasks: running[c.ARN],
		})
	}
	return rows, instances
}

// tellUnplaced says that no instance met the requirements, in ECS's words.
func (w *World) tellUnplaced(s *service, d placement.Decision, why func() int) {
	message := fmt.Sprintf("(service %s) was unable to place a task because no container instance met all of its requirements.", s.Name)
	reason := "NO ACTIVE INSTANCES"
	if d.Closest < 0 {
		message += " Reason: No Container Instances were found in your cluster."
	} else {
		r := d.Rejected[d.Closest]
		reason = r.Reason
		message += fmt.Sprintf(" The closest matching (container-instance %s) ", lastOf(r.ARN))
		switch r.Reason {
		case placement.CPU:
			message += "has insufficient CPU units available."
		case placement.Memory:
			message += "has insufficient memory available."
		case placement.Ports:
			message += "is already using a port required by your task."
		default:
			message += fmt.Sprintf("encountered error %q.", r.Reason)
		}
	}
	message += " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
	key := "placement " + reason
	if at, said := s.Said[key]; said && w.s.Now.Sub(at) < duplicateEvents {
		return
	}
	placed := why()
	w.say(s, key, message, placed)
	w.emit(Event{Source: sourceECS, DetailType: serviceAction, Name: "SERVICE_TASK_PLACEMENT_FAILURE", Resources: []string{s.ARN}, Message: "reason: " + reason, Trace: placed})
}

// choose runs placement for one task of a service. The trace is made only when
// wanted.
func (w *World) choose(s *service, d *taskDefinition, wanted bool) (trace.Trace, placement.Decision, []*containerInst) {
	rows, instances := w.candidates(s)
	var rec *trace.Recorder
	if wanted {
		rec = &trace.Recorder{}
	}
	decision := placement.Place(placement.Need{CPU: d.CPU, Memory: d.Memory, Ports: d.StaticPorts}, instances, placement.ServiceDefault, rec)
	if !wanted {
		return trace.Trace{}, decision, rows
	}
	verdict := "no container instance met all of its requirements"
	if decision.Chosen >= 0 {
		verdict = "placed on " + instances[decision.Chosen].Label
	}
	return trace.Trace{
		Rule: "placement", Subject: fmt.Sprintf("a task of service %s (%d CPU units, %d MiB)", s.Name, d.CPU, d.Memory), Verdict: verdict,
		OK: decision.Chosen >= 0, Steps: rec.Steps, Source: "How Amazon ECS places tasks on container instances, Amazon ECS Developer Guide",
	}, decision, rows
}
