package engine

import (
	"cmp"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// overridden is a definition with a request's overrides in it.
func overridden(d *taskDefinition, o *api.TaskOverride) (*taskDefinition, *api.Error) {
	if o == nil {
		return d, nil
	}
	for _, role := range []string{o.TaskRoleArn, o.ExecutionRoleArn} {
		if err := checkRole(role); err != nil {
			return nil, err
		}
	}
	out := sim.Clone(d)
	for _, c := range o.ContainerOverrides {
		body := out.container(c.Name)
		switch {
		case c.Name == "":
			return nil, invalid("Container override has no name.").Ours()
		case body == nil:
			return nil, invalid("Override for container named %s is not a container in the TaskDefinition.", c.Name)
		}
		override(body, &c)
	}
	return out, overriddenSize(out, o)
}

// override puts what a request says of a container's size into its body.
func override(body *api.ContainerDefinition, c *api.ContainerOverride) {
	body.Cpu, body.Memory = orElse(c.Cpu, body.Cpu), orElse(c.Memory, body.Memory)
	body.MemoryReservation = orElse(c.MemoryReservation, body.MemoryReservation)
}

func orElse(n, otherwise *int64) *int64 {
	if n != nil {
		return n
	}
	return otherwise
}

// overriddenSize works out what placement subtracts for a definition with
// overrides in it.
func overriddenSize(d *taskDefinition, o *api.TaskOverride) *api.Error {
	cpu, ok := quantity(cmp.Or(o.Cpu, d.Body.Cpu), "vcpu")
	if !ok || cpu > 196608 {
		return invalid("Invalid 'cpu' setting in the overrides: '%s'.", o.Cpu).Ours()
	}
	memory, ok := quantity(cmp.Or(o.Memory, d.Body.Memory), "gb")
	if !ok || memory > maxContainerMemory {
		return invalid("Invalid 'memory' setting in the overrides: '%s'.", o.Memory).Ours()
	}
	for i := range d.Body.ContainerDefinitions {
		if err := checkContainerMemory(&d.Body.ContainerDefinitions[i], memory); err != nil {
			return invalid("In the overrides: %s", err.Message).Ours()
		}
	}
	if err := d.size(cpu, memory); err != nil {
		return invalid("In the overrides: %s", err.Message).Ours()
	}
	return nil
}

// overridesOf are a task's overrides as the API shows them: each container by
// name, also when nothing of it is overridden.
func overridesOf(t *task) api.TaskOverride {
	given := t.Overrides
	if given == nil {
		given = &api.TaskOverride{}
	}
	out := api.TaskOverride{ContainerOverrides: []api.ContainerOverride{}, Cpu: given.Cpu, Memory: given.Memory, TaskRoleArn: given.TaskRoleArn, ExecutionRoleArn: given.ExecutionRoleArn}
	for _, k := range t.Containers {
		view := api.ContainerOverride{Name: k.Name}
		for _, c := range given.ContainerOverrides {
			if c.Name == k.Name {
				view = *sim.Clone(&c)
			}
		}
		out.ContainerOverrides = append(out.ContainerOverrides, view)
	}
	return out
}

// started is the body of a container as the task was started with it.
func started(t *task, body api.ContainerDefinition) api.ContainerDefinition {
	if t.Overrides == nil {
		return body
	}
	for _, c := range t.Overrides.ContainerOverrides {
		if c.Name == body.Name {
			override(&body, &c)
		}
	}
	return body
}
