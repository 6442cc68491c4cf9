package engine

import (
	"drydock/engine/api"
	"drydock/engine/policy"
)

// ecsTaskNeeds are those of tasks.
func ecsTaskNeeds() asking {
	return asking{
		"ecs:RunTask":   asks((*World).runTaskNeeds),
		"ecs:StartTask": asks((*World).startTaskNeeds),
		"ecs:StopTask": asks(func(w *World, in *api.StopTaskInput) []need {
			return w.onEach("task", in.Cluster, []string{in.Task})
		}),
		"ecs:DescribeTasks": asks(func(w *World, in *api.DescribeTasksInput) []need {
			return w.onEach("task", in.Cluster, in.Tasks)
		}),
		"ecs:UpdateTaskProtection": asks(func(w *World, in *api.UpdateTaskProtectionInput) []need {
			return w.onEach("task", in.Cluster, in.Tasks)
		}),
		"ecs:GetTaskProtection": asks(func(w *World, in *api.GetTaskProtectionInput) []need {
			return w.onEach("task", in.Cluster, in.Tasks)
		}),
		"ecs:ExecuteCommand": asks((*World).executeCommandNeeds),
		// Without a container instance, which is its only resource type, AWS names
		// * in the refusal; the cluster is a condition key either way.
		"ecs:ListTasks": asks(func(w *World, in *api.ListTasksInput) []need {
			if in.ContainerInstance != "" {
				return w.onEach("container-instance", in.Cluster, []string{in.ContainerInstance})
			}
			return []need{{resource: "*", keys: keyed("ecs:cluster", w.clusterMeant(in.Cluster))}}
		}),
	}
}

func (w *World) runTaskNeeds(in *api.RunTaskInput) []need {
	arn, _ := w.definitionMeant(in.TaskDefinition)
	keys := w.standaloneKeys(in.Cluster, in.Tags, in.EnableExecuteCommand, in.VolumeConfigurations)
	w.strategyKeys(&keys, in.CapacityProviderStrategy)
	out := append([]need{w.onECS(arn, keys)}, tagsOnCreation(w.inCluster("task", in.Cluster, ""), "RunTask", in.Tags)...)
	return append(out, w.passesForTasks(in.Overrides, in.VolumeConfigurations)...)
}

// startTaskNeeds asks for each container instance, of which the condition key has
// one.
func (w *World) startTaskNeeds(in *api.StartTaskInput) []need {
	arn, _ := w.definitionMeant(in.TaskDefinition)
	keys := w.standaloneKeys(in.Cluster, in.Tags, in.EnableExecuteCommand, in.VolumeConfigurations)
	var out []need
	for _, id := range in.ContainerInstances {
		out = append(out, w.onECS(arn, plus(keys, "ecs:container-instances", w.inCluster("container-instance", in.Cluster, id))))
	}
	if len(out) == 0 {
		out = []need{w.onECS(arn, keys)}
	}
	out = append(out, tagsOnCreation(w.inCluster("task", in.Cluster, ""), "StartTask", in.Tags)...)
	return append(out, w.passesForTasks(in.Overrides, in.VolumeConfigurations)...)
}

// standaloneKeys are the keys that RunTask and StartTask share.
func (w *World) standaloneKeys(cluster string, tags []api.ECSTag, exec *bool, volumes []api.ServiceVolumeConfiguration) policy.Context {
	return plus(requestTags(tags),
		"ecs:cluster", w.clusterMeant(cluster),
		"ecs:enable-execute-command", truth(yes(exec)),
		"ecs:enable-ebs-volumes", truth(len(volumes) > 0),
	)
}

// passesForTasks are the permissions to hand tasks other roles than their
// definition's, and ECS the role for their volumes. The definition's roles were
// asked about when it was registered.
func (w *World) passesForTasks(overrides *api.TaskOverride, volumes []api.ServiceVolumeConfiguration) []need {
	var out []need
	if overrides != nil {
		out = w.passes(ecsTasksService, overrides.TaskRoleArn, overrides.ExecutionRoleArn)
	}
	return append(out, w.passesForVolumes(volumes)...)
}

// executeCommandNeeds asks about the cluster and the task. Of a task with one
// container that is the one meant when the request names none.
func (w *World) executeCommandNeeds(in *api.ExecuteCommandInput) []need {
	arn, name := w.inCluster("task", in.Cluster, in.Task), in.Container
	if t := w.s.Tasks.Get(arn); t != nil && name == "" && len(t.Containers) == 1 {
		name = t.Containers[0].Name
	}
	cluster := w.clusterMeant(in.Cluster)
	keys := keyed("ecs:cluster", cluster, "ecs:container-name", name, "ecs:task", arn)
	return []need{w.onECS(cluster, keys), w.onECS(arn, keys)}
}
