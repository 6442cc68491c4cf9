package engine

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Conditions of dependsOn. API Reference, ContainerDependency.
const (
	dependsStart    = "START"
	dependsComplete = "COMPLETE"
	dependsSuccess  = "SUCCESS"
	dependsHealthy  = "HEALTHY"
)

// dependencies are what a container waits for before it starts. volumesFrom and
// links imply START. "Task definition parameters".
func dependencies(c *api.ContainerDefinition) []api.ContainerDependency {
	out := slices.Clone(c.DependsOn)
	for _, from := range c.VolumesFrom {
		out = append(out, api.ContainerDependency{ContainerName: from.SourceContainer, Condition: dependsStart})
	}
	for _, link := range c.Links {
		other, _, _ := strings.Cut(link, ":")
		out = append(out, api.ContainerDependency{ContainerName: other, Condition: dependsStart})
	}
	return out
}

// waits reports whether a container waits for another, or, in words, why it does
// so in vain.
func (t *task) waits(d *taskDefinition, name string) (vain string, waits bool) {
	for _, on := range dependencies(d.container(name)) {
		k := t.container(on.ContainerName)
		if k == nil {
			return fmt.Sprintf("there is no container %s", on.ContainerName), true
		}
		if why := k.inVain(on.Condition); why != "" {
			return why, true
		}
		waits = waits || !k.meets(on.Condition)
	}
	return "", waits
}

// container finds a container of a task by name; nil when there is none.
func (t *task) container(name string) *container {
	i := slices.IndexFunc(t.Containers, func(k container) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &t.Containers[i]
}

// meets reports whether a container meets a condition on which another waits.
func (k *container) meets(condition string) bool {
	switch condition {
	case dependsComplete:
		return k.ExitCode != nil
	case dependsSuccess:
		return k.ExitCode != nil && *k.ExitCode == 0
	case dependsHealthy:
		return k.Health == healthy
	default:
		return k.Started != unset // also when it has stopped since
	}
}

// inVain says why a container will not meet a condition any more; "" when it may.
func (k *container) inVain(condition string) string {
	switch {
	case k.meets(condition) || k.ExitCode == nil:
		return ""
	case condition == dependsSuccess:
		return fmt.Sprintf("container %s exited with code %d", k.Name, *k.ExitCode)
	case condition == dependsHealthy:
		return fmt.Sprintf("container %s exited before it was HEALTHY", k.Name)
	default:
		return ""
	}
}

// dependencyWaited: the start timeout of a container is over; those that wait for
// more than its start wait no longer.
func (w *World) dependencyWaited(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil || t.DesiredStatus == taskStopped {
		return
	}
	d, on := w.s.Definitions.Get(t.Definition), &t.Containers[work.N]
	for i := range t.Containers {
		k := &t.Containers[i]
		for _, need := range dependencies(&d.Body.ContainerDefinitions[i]) {
			if k.LastStatus == containerCreated && need.ContainerName == on.Name && !on.meets(need.Condition) {
				w.waitedInVain(t, k, fmt.Sprintf("container %s was not %s within its startTimeout", on.Name, conditionWords(need.Condition)))
				return
			}
		}
	}
}

func conditionWords(condition string) string {
	switch condition {
	case dependsComplete:
		return "complete"
	case dependsSuccess:
		return "successful"
	default:
		return condition
	}
}

// waitedInVain stops a task one of whose containers cannot start any more.
func (w *World) waitedInVain(t *task, k *container, why string) {
	k.Reason = "Dependency failed: " + why
	reason := "Task failed to start"
	if t.LaunchType == launchFargate {
		reason = k.Reason
	}
	w.stopTask(t, stopFailedToStart, reason)
	w.passAll(t.Cluster)
}

// needed reports whether a container that runs depends on this one: it must stop
// first. "Task definition parameters", container dependency.
func (t *task) needed(d *taskDefinition, name string) bool {
	for i := range t.Containers {
		if t.Containers[i].LastStatus == containerRunning && slices.ContainsFunc(dependencies(&d.Body.ContainerDefinitions[i]), func(on api.ContainerDependency) bool {
			return on.ContainerName == name
		}) {
			return true
		}
	}
	return false
}
