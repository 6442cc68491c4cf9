package engine

import (
	"cmp"
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/rollout"
)

// maxInstancesOfCall is how many container instances one call of
// UpdateContainerInstancesState names. API Reference.
const maxInstancesOfCall = 10

func (w *World) updateContainerInstancesState(c *call, in *api.UpdateContainerInstancesStateInput) (*api.UpdateContainerInstancesStateOutput, *api.Error) {
	k, err := w.clusterOfInstances(in.Cluster, in.ContainerInstances, maxInstancesOfCall)
	if err != nil {
		return nil, err
	}
	if in.Status != instanceActive && in.Status != instanceDraining {
		return nil, invalid("A container instance can be set to ACTIVE or DRAINING only, not to '%s'.", in.Status).Ours()
	}
	out := &api.UpdateContainerInstancesStateOutput{ContainerInstances: []api.ContainerInstance{}, Failures: []api.Failure{}}
	for _, id := range in.ContainerInstances {
		i := w.containerInstance(k, id)
		switch {
		case i == nil:
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("container-instance", k.Name, id), Reason: "MISSING"})
			continue
		case i.Status != instanceActive && i.Status != instanceDraining:
			out.Failures = append(out.Failures, api.Failure{Arn: i.ARN, Reason: i.Status})
			continue
		case i.Status != in.Status:
			w.setInstanceStatus(c, i, in.Status)
		}
		out.ContainerInstances = append(out.ContainerInstances, w.containerInstanceView(i))
	}
	return out, nil
}

// setInstanceStatus makes a container instance ACTIVE or DRAINING, and has the
// services that may have something to do look at it.
func (w *World) setInstanceStatus(c *call, i *containerInst, status string) {
	i.Status = status
	i.Version++
	w.changed(c, w.shown(i.Instance)+" "+status, i.ARN, i.Instance)
	w.emit(Event{
		Source: sourceECS, DetailType: instanceStateChange, Resources: []string{i.ARN, i.Instance},
		Message: fmt.Sprintf("(container-instance %s) on (instance %s) is %s", lastOf(i.ARN), w.shown(i.Instance), status),
	})
	for s := range w.s.Services.All() {
		if s.Cluster == i.Cluster && s.Status != "INACTIVE" {
			s.Steady = s.Steady && !slices.ContainsFunc(s.Tasks, func(arn string) bool { return w.s.Tasks.Get(arn).Instance == i.ARN })
			w.pass(s)
		}
	}
	w.passDaemons(i.Cluster)
}

// drains reports whether a task is on a DRAINING container instance.
func (w *World) drains(t *task) bool {
	c := w.on(t)
	return c != nil && c.Status == instanceDraining
}

// anyDraining reports whether an instance of a cluster is draining.
func (w *World) anyDraining(cluster string) bool {
	for c := range w.s.ContainerInstances.All() {
		if c.Status == instanceDraining && c.Cluster == cluster {
			return true
		}
	}
	return false
}

// drainedTasks are the healthy ones of a service's tasks that are on draining
// instances and may go, in the order in which they go: by the registration of the instance,
// then by creation (engine's choice).
func (w *World) drainedTasks(s *service, tasks []*task) []*task {
	var out []*task
	for _, t := range tasks {
		if w.drains(t) && w.condition(s, t) == rollout.Healthy && !t.protected() {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *task) int {
		x, y := w.s.ContainerInstances.Get(a.Instance), w.s.ContainerInstances.Get(b.Instance)
		return cmp.Or(cmp.Compare(x.RegisteredAt, y.RegisteredAt), cmp.Compare(x.ARN, y.ARN), older(a, b))
	})
	return out
}
