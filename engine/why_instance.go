package engine

import (
	"fmt"

	"drydock/engine/trace"
)

// whyInstance shows what an instance is asked for and has left.
func (w *World) whyInstance(thing string) []trace.Trace {
	var i *instance
	for candidate := range w.s.Instances.All() {
		if c := w.registered(candidate.ID); candidate.ID == thing || c != nil && (c.ARN == thing || lastOf(c.ARN) == thing) {
			i = candidate
		}
	}
	if i == nil {
		return nil
	}
	c := w.registered(i.ID)
	out := trace.Trace{Rule: "container instance", Subject: w.shown(i.ID) + ", " + i.Type, Source: "Amazon ECS container instances, Amazon ECS Developer Guide"}
	if c == nil {
		out.Verdict = "not registered in a cluster"
		out.Steps = []trace.Step{
			{Label: "instance", Result: i.State, OK: i.State == "running"},
			{Label: "cluster in user data", Result: agentCluster(i.UserData), OK: w.s.Clusters.Get(agentCluster(i.UserData)) != nil},
		}
		if _, err := agentAttributes(i.UserData); err != nil {
			out.Steps = append(out.Steps, trace.Step{Label: "attributes in user data", Result: "refused", Detail: err.Message})
		}
		if _, err := agentTags(i.UserData); err != nil {
			out.Steps = append(out.Steps, trace.Step{Label: "tags in user data", Result: "refused", Detail: err.Message})
		}
		rec := &trace.Recorder{}
		said, _, asked := w.asAgent(i, rec)
		out.Steps = append(out.Steps, rec.Steps...)
		if said != "" {
			out.Steps = append(out.Steps, trace.Step{Label: "agent", Result: "cannot call ECS", Detail: said})
		}
		if said != "" && len(asked) > 0 {
			return []trace.Trace{out, asked[len(asked)-1]}
		}
		return []trace.Trace{out}
	}
	out.OK, out.Verdict = c.Connected && c.Status == instanceActive, fmt.Sprintf("%s, %d tasks", c.Status, len(c.Tasks))
	out.Steps = []trace.Step{
		{Label: "instance", Result: i.State, OK: i.State == "running"},
		{Label: "status", Result: c.Status, OK: c.Status == instanceActive, Detail: statusWords(c)},
		{Label: "agent", Result: agentWords(c), OK: c.Connected},
		{Label: "CPU left", Result: fmt.Sprintf("%d of %d units", c.CPU-c.UsedCPU, c.CPU), OK: c.CPU > c.UsedCPU},
		{Label: "memory left", Result: fmt.Sprintf("%d of %d MiB", c.Memory-c.UsedMemory, c.Memory), OK: c.Memory > c.UsedMemory},
	}
	if u := w.interfaces(c); u.Used > 0 {
		out.Steps = append(out.Steps, trace.Step{Label: "interfaces left", Result: fmt.Sprintf("%d of %d", u.Total-u.Used, u.Total), OK: u.Used < u.Total, Detail: "one for each task in awsvpc mode"})
	}
	if c.HeldCPU+c.HeldMemory > 0 {
		out.Steps = append(out.Steps, trace.Step{Label: "of that for daemons", Result: fmt.Sprintf("%d units, %d MiB", c.HeldCPU, c.HeldMemory), OK: true, Detail: "kept free for daemon tasks that are not there yet"})
	}
	out.Steps = append(out.Steps, w.holders(c)...)
	for _, a := range c.Attributes {
		out.Steps = append(out.Steps, trace.Step{Label: "attribute", Result: a.String(), OK: true})
	}
	for _, g := range w.groupsOf(i) {
		out.Steps = append(out.Steps, trace.Step{Label: "security group", Result: w.shown(g), OK: true, Detail: "in force for every bridge mode task here"})
	}
	if !c.Connected && i.State == "running" {
		rec := &trace.Recorder{}
		if said, _, asked := w.asAgent(i, rec); said != "" {
			out.Steps = append(out.Steps, trace.Step{Label: "agent", Result: "cannot call ECS", Detail: said})
			if len(asked) > 0 {
				return []trace.Trace{out, asked[len(asked)-1]}
			}
		}
	}
	return []trace.Trace{out}
}

// holders say what the tasks on an instance hold of it, a line for each group and
// revision: what placement has subtracted, whatever they use.
func (w *World) holders(c *containerInst) []trace.Step {
	type holder struct{ group, revision string }
	var order []holder
	count, cpu, memory := map[holder]int64{}, map[holder]int64{}, map[holder]int64{}
	for _, t := range w.tasksOn(c) {
		h := holder{t.Group, lastOf(t.Definition)}
		if count[h] == 0 {
			order = append(order, h)
		}
		count[h]++
		cpu[h], memory[h] = cpu[h]+t.CPU, memory[h]+t.Memory
	}
	var out []trace.Step
	for _, h := range order {
		out = append(out, trace.Step{
			Label: "held by " + h.group, Result: fmt.Sprintf("%d units, %d MiB", cpu[h], memory[h]), OK: true, Detail: counted(count[h], "task") + " of " + h.revision,
		})
	}
	return out
}

// statusWords says what a status means for tasks.
func statusWords(c *containerInst) string {
	switch c.Status {
	case instanceDraining:
		return "no new tasks; those of services move away"
	case instanceRegistering:
		return "its trunk network interface is being made"
	case registrationFailed:
		return c.StatusReason
	case instanceInactive:
		return "no longer of the cluster"
	default:
		return ""
	}
}

func agentWords(c *containerInst) string {
	if c.Connected {
		return "connected"
	}
	return "not connected"
}
