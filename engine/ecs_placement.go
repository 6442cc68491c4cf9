package engine

import (
	"fmt"
	"strings"

	"drydock/engine/placement"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// candidates are the ACTIVE instances of a group's cluster as placement sees
// them, in tie order. How an instance is shown, and what it has in place of what
// a constraint asks, is put in words only when wanted.
func (w *World) candidates(g *taskGroup, d *taskDefinition, chain []placement.Strategy, wanted bool) ([]*containerInst, []placement.Instance) {
	running := map[string]int64{}
	for _, arn := range g.tasks {
		t := w.s.Tasks.Get(arn)
		running[t.Instance] += one(t.DesiredStatus == taskRunning)
	}
	order, expressions, asked := w.tieOrder(), w.expressions(g.constraints, d), d.platformAttributes()
	rows, instances := make([]*containerInst, 0, len(order.rows)), make([]placement.Instance, 0, len(order.rows))
	values := make([]string, 0, len(order.rows)*len(chain)) // of all instances
	notMember := order.members(w, expressions)
	for i, c := range order.rows {
		if c.Cluster != g.cluster || c.Status != "ACTIVE" {
			continue
		}
		values = w.spreadValues(values, c, order.zones[i], chain)
		in := w.candidate(c)
		in.Zone = order.zones[i]
		in.Interfaces, in.GPUs = order.kinds[i].networkTasks(c.Trunking)-c.UsedInterfaces-c.HeldInterfaces, order.kinds[i].GPUs-c.UsedGPUs
		in.Missing = w.missing(c, asked)
		if wanted {
			in.Label, in.NotMember = w.shown(c.Instance), w.notMember(c, expressions, true)
		} else {
			in.NotMember = notMember(i)
		}
		in.Values, in.Tasks = values[len(values)-len(chain):], running[c.ARN]
		rows, instances = append(rows, c), append(instances, in)
	}
	return rows, instances
}

// candidate is an instance as placement sees it, but for what hangs on the group
// and on the type of the instance.
func (w *World) candidate(c *containerInst) placement.Instance {
	return placement.Instance{
		ARN: c.ARN, RegisteredAt: int64(c.RegisteredAt), Connected: c.Connected,
		CPU: c.CPU - c.UsedCPU - c.HeldCPU, Memory: c.Memory - c.UsedMemory - c.HeldMemory, Ports: c.StaticPorts, UDPPorts: c.StaticUDPPorts,
	}
}

// spreadValues appends, for each strategy of a chain, an instance's value of the
// attribute over which it spreads.
func (w *World) spreadValues(list []string, c *containerInst, zone string, chain []placement.Strategy) []string {
	for _, step := range chain {
		value := ""
		if step.Field == placement.FieldZone {
			value = zone // what nearly every chain asks
		} else if name, ok := strings.CutPrefix(step.Field, "attribute:"); ok {
			value = w.attributeValueOf(c, name)
		}
		list = append(list, value)
	}
	return list
}

// unplaced is the reason of a task that fits nowhere: what rules out the closest
// instance.
func unplaced(d placement.Decision) string {
	if d.Closest < 0 {
		return "NO ACTIVE INSTANCES"
	}
	return d.Rejected[d.Closest].Reason
}

// tellUnplaced says that no instance met the requirements, in ECS's words.
func (w *World) tellUnplaced(s *service, d placement.Decision, why func() int) {
	message := fmt.Sprintf("(service %s) was unable to place a task because no container instance met all of its requirements.", s.Name)
	reason := unplaced(d)
	if d.Closest < 0 {
		message += " Reason: No Container Instances were found in your cluster."
	} else {
		r := d.Rejected[d.Closest]
		message += fmt.Sprintf(" The closest matching (container-instance %s) ", lastOf(r.ARN))
		switch r.Reason {
		case placement.CPU:
			message += "has insufficient CPU units available."
		case placement.Memory:
			message += "has insufficient memory available."
		case placement.Ports:
			message += "is already using a port required by your task."
		case placement.Attribute:
			message += "is missing an attribute required by your task."
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

// choose runs placement for one task of a group; chance comes from draw. The
// trace is made only when wanted.
func (w *World) choose(g *taskGroup, d *taskDefinition, draw *sim.Stream, wanted bool) (trace.Trace, placement.Decision, []*containerInst) {
	rows, instances := w.candidates(g, d, g.chain, wanted)
	var rec *trace.Recorder
	if wanted {
		rec = &trace.Recorder{}
		w.inactive(g.cluster, len(rows), rec)
	}
	decision := placement.Place(w.needOf(g, d), instances, g.chain, draw, rec)
	if !wanted {
		return trace.Trace{}, decision, rows
	}
	return placementTrace(g, d, decision, instances, rec), decision, rows
}

// inactive begins the funnel with the container instances that are no candidates:
// those that are DRAINING.
func (w *World) inactive(cluster string, active int, rec *trace.Recorder) {
	all := 0
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == cluster && c.Status != instanceInactive {
			all++
		}
	}
	if all > active {
		rec.Narrow(true, "container instances", fmt.Sprint(all), "")
		rec.Narrow(active > 0, "not ACTIVE", placement.Out(all-active, active), "")
	}
}

// needOf is what placement asks of an instance for a task.
func (w *World) needOf(g *taskGroup, d *taskDefinition) placement.Need {
	zones := g.network.zones(w)
	if g.zone != "" {
		zones = []string{g.zone}
	}
	return placement.Need{
		CPU: d.CPU, Memory: d.Memory, GPUs: d.GPUs, Interfaces: one(g.network != nil), Zones: zones,
		Ports: d.StaticPorts, UDPPorts: d.StaticUDPPorts, Distinct: g.distinct(),
	}
}

// placementTrace is the trace of one placement.
func placementTrace(g *taskGroup, d *taskDefinition, decision placement.Decision, instances []placement.Instance, rec *trace.Recorder) trace.Trace {
	if rec == nil {
		return trace.Trace{}
	}
	verdict := "no container instance met all of its requirements"
	if decision.Chosen >= 0 {
		verdict = "placed on " + instances[decision.Chosen].Label
	}
	return trace.Trace{
		Rule: "placement", Subject: fmt.Sprintf("a task of %s (%d CPU units, %d MiB)", g.words, d.CPU, d.Memory), Verdict: verdict,
		OK: decision.Chosen >= 0, Funnel: rec.Funnel, Steps: rec.Steps, Source: "How Amazon ECS places tasks on container instances, Amazon ECS Developer Guide",
	}
}
