package engine

import (
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// ecsServiceNeeds are those of services, their deployments and revisions.
func ecsServiceNeeds() asking {
	return asking{
		"ecs:CreateService": asks((*World).createServiceNeeds),
		"ecs:UpdateService": asks((*World).updateServiceNeeds),
		"ecs:DeleteService": asks(func(w *World, in *api.DeleteServiceInput) []need {
			return w.onEach("service", in.Cluster, []string{in.Service})
		}),
		"ecs:DescribeServices": asks(func(w *World, in *api.DescribeServicesInput) []need {
			return w.onEach("service", in.Cluster, in.Services)
		}),
		"ecs:ListServices": asks(func(w *World, in *api.ListServicesInput) []need {
			return []need{{resource: "*", keys: keyed("ecs:cluster", w.clusterMeant(in.Cluster))}}
		}),
		"ecs:ListServicesByNamespace": asks(func(_ *World, in *api.ListServicesByNamespaceInput) []need {
			return []need{{resource: "*", keys: keyed("ecs:namespace", in.Namespace)}}
		}),

		"ecs:ListServiceDeployments": asks(func(w *World, in *api.ListServiceDeploymentsInput) []need {
			return w.onEach("service", in.Cluster, []string{in.Service})
		}),
		"ecs:DescribeServiceDeployments": asks(func(w *World, in *api.DescribeServiceDeploymentsInput) []need {
			return w.onPartsOfServices(in.ServiceDeploymentArns)
		}),
		"ecs:StopServiceDeployment": asks(func(w *World, in *api.StopServiceDeploymentInput) []need {
			return w.onPartsOfServices([]string{in.ServiceDeploymentArn})
		}),
		"ecs:DescribeServiceRevisions": asks(func(w *World, in *api.DescribeServiceRevisionsInput) []need {
			return w.onPartsOfServices(in.ServiceRevisionArns)
		}),
	}
}

// onPartsOfServices asks about service deployments or revisions, each with its
// service, which their ARNs name.
func (w *World) onPartsOfServices(arns []string) []need {
	var out []need
	for _, arn := range arns {
		_, rest, _ := strings.Cut(arn, "/")
		cluster, rest, _ := strings.Cut(rest, "/")
		name, _, long := strings.Cut(rest, "/")
		switch {
		case long:
			keys := keyed("ecs:cluster", w.clusterMeant(cluster))
			service := w.onECS(w.ecsARN("service", cluster+"/"+name), keys)
			out = append(out, service, need{resource: arn, keys: plus(keys, "ecs:service", service.resource)})
		case arn != "":
			out = append(out, need{resource: arn})
		}
	}
	return orAll(out, policy.Context{})
}

func (w *World) createServiceNeeds(in *api.CreateServiceInput) []need {
	arn := w.inCluster("service", in.Cluster, in.ServiceName)
	keys := plus(requestTags(in.Tags),
		"ecs:cluster", w.clusterMeant(in.Cluster),
		"ecs:enable-execute-command", truth(yes(in.EnableExecuteCommand)),
		"ecs:enable-ecs-managed-tags", truth(yes(in.EnableECSManagedTags)),
		"ecs:enable-ebs-volumes", truth(len(in.VolumeConfigurations) > 0),
		"ecs:propagate-tags", in.PropagateTags,
	)
	w.strategyKeys(&keys, in.CapacityProviderStrategy)
	networkKeys(&keys, in.NetworkConfiguration)
	w.definitionKeys(&keys, in.TaskDefinition)
	out := append([]need{w.onECS(arn, keys)}, tagsOnCreation(arn, "CreateService", in.Tags)...)
	return append(out, w.passesForVolumes(in.VolumeConfigurations)...)
}

// updateServiceNeeds has the keys of those members only that the request gives.
func (w *World) updateServiceNeeds(in *api.UpdateServiceInput) []need {
	volumes := ""
	if in.VolumeConfigurations != nil {
		volumes = truth(len(in.VolumeConfigurations) > 0)
	}
	keys := keyed(
		"ecs:cluster", w.clusterMeant(in.Cluster),
		"ecs:enable-execute-command", truthIf(in.EnableExecuteCommand),
		"ecs:enable-ecs-managed-tags", truthIf(in.EnableECSManagedTags),
		"ecs:enable-ebs-volumes", volumes,
		"ecs:propagate-tags", in.PropagateTags,
	)
	w.strategyKeys(&keys, in.CapacityProviderStrategy)
	networkKeys(&keys, in.NetworkConfiguration)
	w.definitionKeys(&keys, in.TaskDefinition)
	return append([]need{w.onECS(w.inCluster("service", in.Cluster, in.Service), keys)}, w.passesForVolumes(in.VolumeConfigurations)...)
}

// networkKeys sets the keys for a network configuration. A public address is not
// assigned unless it is asked for.
func networkKeys(keys *policy.Context, in *api.NetworkConfiguration) {
	if in == nil || in.AwsvpcConfiguration == nil {
		return
	}
	listed(keys, "ecs:subnet", in.AwsvpcConfiguration.Subnets)
	keys.Set("ecs:auto-assign-public-ip", truth(in.AwsvpcConfiguration.AssignPublicIp == "ENABLED"))
}

// definitionKeys sets the keys for the task definition of a service, and for the
// size that it gives tasks.
func (w *World) definitionKeys(keys *policy.Context, id string) {
	if id == "" {
		return
	}
	arn, d := w.definitionMeant(id)
	*keys = plus(*keys, "ecs:task-definition", arn)
	if d != nil {
		*keys = plus(*keys, "ecs:task-cpu", d.Body.Cpu, "ecs:task-memory", d.Body.Memory)
	}
}

// passesForVolumes is the permission to hand ECS the infrastructure role with
// which it makes the EBS volumes of tasks: "Amazon ECS infrastructure IAM role".
func (w *World) passesForVolumes(volumes []api.ServiceVolumeConfiguration) []need {
	var out []need
	for _, v := range volumes {
		if v.ManagedEBSVolume != nil {
			out = append(out, w.passes(ecsService, v.ManagedEBSVolume.RoleArn)...)
		}
	}
	return out
}

// ecsTaskSetNeeds are those of task sets.
func ecsTaskSetNeeds() asking {
	return asking{
		"ecs:CreateTaskSet": asks(func(w *World, in *api.CreateTaskSetInput) []need {
			definition, _ := w.definitionMeant(in.TaskDefinition)
			n := w.onTaskSet(in.Cluster, in.Service, "")
			n.keys = plus(n.keys, "ecs:task-definition", definition)
			w.strategyKeys(&n.keys, in.CapacityProviderStrategy)
			return []need{n}
		}),
		"ecs:DescribeTaskSets": asks(func(w *World, in *api.DescribeTaskSetsInput) []need {
			if len(in.TaskSets) == 0 {
				return []need{w.onTaskSet(in.Cluster, in.Service, "")}
			}
			var out []need
			for _, id := range in.TaskSets {
				out = append(out, w.onTaskSet(in.Cluster, in.Service, id))
			}
			return out
		}),
		"ecs:UpdateTaskSet": asks(func(w *World, in *api.UpdateTaskSetInput) []need {
			return []need{w.onTaskSet(in.Cluster, in.Service, in.TaskSet)}
		}),
		"ecs:DeleteTaskSet": asks(func(w *World, in *api.DeleteTaskSetInput) []need {
			return []need{w.onTaskSet(in.Cluster, in.Service, in.TaskSet)}
		}),
		"ecs:UpdateServicePrimaryTaskSet": asks(func(w *World, in *api.UpdateServicePrimaryTaskSetInput) []need {
			return w.onEach("service", in.Cluster, []string{in.Service})
		}),
	}
}

// onTaskSet is the permission for a task set of a service; without an id, for all
// of the service's.
func (w *World) onTaskSet(cluster, service, id string) need {
	if id == "" {
		id = "*"
	}
	arn := w.inCluster("service", cluster, service)
	keys := keyed("ecs:cluster", w.clusterMeant(cluster), "ecs:service", arn)
	return need{resource: w.arnOr("task-set", lastOf(w.clusterMeant(cluster))+"/"+lastOf(arn), id), keys: keys}
}
