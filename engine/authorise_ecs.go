package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
)

// ecsNeeds are the permissions of Amazon ECS's operations: "Actions, resources,
// and condition keys for Amazon Elastic Container Service" in the Service
// Authorization Reference, of whose keys those are set that follow from a request
// or from what it names. A request names things by short names or by ARNs: the ARN
// is made of what it says, also when there is no such thing. What the call is yet
// to make has * where its id or revision will stand.
func ecsNeeds() asking {
	return joined(ecsClusterNeeds(), ecsInstanceNeeds(), ecsDefinitionNeeds(), ecsServiceNeeds(), ecsTaskSetNeeds(), ecsTaskNeeds())
}

// ecsClusterNeeds are those of clusters, capacity providers, account settings and
// tags.
func ecsClusterNeeds() asking {
	everything := func(*World, any) []need { return []need{{resource: "*"}} }
	setting := func(name string) []need { return []need{{resource: "*", keys: keyed("ecs:account-setting", name)}} }
	return asking{
		"ecs:CreateCluster": asks(func(w *World, in *api.CreateClusterInput) []need {
			arn, keys := w.clusterMeant(in.ClusterName), requestTags(in.Tags)
			w.providerKeys(&keys, in.CapacityProviders)
			return append([]need{w.onECS(arn, keys)}, tagsOnCreation(arn, "CreateCluster", in.Tags)...)
		}),
		"ecs:ListClusters": everything,
		"ecs:DescribeClusters": asks(func(w *World, in *api.DescribeClustersInput) []need {
			if len(in.Clusters) == 0 {
				return w.onCluster("")
			}
			var out []need
			for _, id := range in.Clusters {
				out = append(out, w.onCluster(id)...)
			}
			return out
		}),
		"ecs:UpdateCluster": asks(func(w *World, in *api.UpdateClusterInput) []need { return w.onCluster(in.Cluster) }),
		"ecs:UpdateClusterSettings": asks(func(w *World, in *api.UpdateClusterSettingsInput) []need {
			return w.onCluster(in.Cluster)
		}),
		"ecs:DeleteCluster": asks(func(w *World, in *api.DeleteClusterInput) []need { return w.onCluster(in.Cluster) }),
		"ecs:PutClusterCapacityProviders": asks(func(w *World, in *api.PutClusterCapacityProvidersInput) []need {
			var keys policy.Context
			w.providerKeys(&keys, in.CapacityProviders)
			return []need{w.onECS(w.clusterMeant(in.Cluster), keys)}
		}),

		"ecs:DescribeCapacityProviders": asks(func(w *World, in *api.DescribeCapacityProvidersInput) []need {
			var out []need
			for _, id := range in.CapacityProviders {
				out = append(out, need{resource: w.arnOr("capacity-provider", "", id)})
			}
			return orAll(out, policy.Context{})
		}),
		"ecs:CreateCapacityProvider": asks(func(w *World, in *api.CreateCapacityProviderInput) []need {
			return []need{{resource: w.arnOr("capacity-provider", "", in.Name)}}
		}),
		"ecs:UpdateCapacityProvider": asks(func(w *World, in *api.UpdateCapacityProviderInput) []need {
			return []need{{resource: w.arnOr("capacity-provider", "", in.Name)}}
		}),
		"ecs:DeleteCapacityProvider": asks(func(w *World, in *api.DeleteCapacityProviderInput) []need {
			return []need{{resource: w.arnOr("capacity-provider", "", in.CapacityProvider)}}
		}),

		"ecs:PutAccountSetting":        asks(func(_ *World, in *api.PutAccountSettingInput) []need { return setting(in.Name) }),
		"ecs:PutAccountSettingDefault": asks(func(_ *World, in *api.PutAccountSettingDefaultInput) []need { return setting(in.Name) }),
		"ecs:DeleteAccountSetting":     asks(func(_ *World, in *api.DeleteAccountSettingInput) []need { return setting(in.Name) }),
		"ecs:ListAccountSettings":      everything,

		"ecs:TagResource": asks(func(w *World, in *api.TagResourceInput) []need {
			return orAll(w.eachECS([]string{in.ResourceArn}, requestTags(in.Tags)), policy.Context{})
		}),
		"ecs:UntagResource": asks(func(w *World, in *api.UntagResourceInput) []need {
			var keys policy.Context
			listed(&keys, "aws:TagKeys", in.TagKeys)
			return orAll(w.eachECS([]string{in.ResourceArn}, keys), keys)
		}),
		"ecs:ListTagsForResource": asks(func(w *World, in *api.ListTagsForResourceInput) []need {
			return orAll(w.eachECS([]string{in.ResourceArn}, policy.Context{}), policy.Context{})
		}),
	}
}

// ecsInstanceNeeds are those of container instances and their attributes.
func ecsInstanceNeeds() asking {
	return asking{
		"ecs:ListContainerInstances": asks(func(w *World, in *api.ListContainerInstancesInput) []need { return w.onCluster(in.Cluster) }),
		"ecs:DescribeContainerInstances": asks(func(w *World, in *api.DescribeContainerInstancesInput) []need {
			return w.onEach("container-instance", in.Cluster, in.ContainerInstances)
		}),
		"ecs:UpdateContainerInstancesState": asks(func(w *World, in *api.UpdateContainerInstancesStateInput) []need {
			return w.onEach("container-instance", in.Cluster, in.ContainerInstances)
		}),
		"ecs:DeregisterContainerInstance": asks(func(w *World, in *api.DeregisterContainerInstanceInput) []need { return w.onCluster(in.Cluster) }),
		"ecs:UpdateContainerAgent": asks(func(w *World, in *api.UpdateContainerAgentInput) []need {
			return w.onEach("container-instance", in.Cluster, []string{in.ContainerInstance})
		}),
		"ecs:PutAttributes": asks(func(w *World, in *api.PutAttributesInput) []need {
			return w.onEach("container-instance", in.Cluster, targetsOf(in.Attributes))
		}),
		"ecs:DeleteAttributes": asks(func(w *World, in *api.DeleteAttributesInput) []need {
			return w.onEach("container-instance", in.Cluster, targetsOf(in.Attributes))
		}),
		"ecs:ListAttributes": asks(func(w *World, in *api.ListAttributesInput) []need { return w.onCluster(in.Cluster) }),
	}
}

// targetsOf are the container instances that attributes name, each once.
func targetsOf(attributes []api.Attribute) []string {
	var out []string
	for _, a := range attributes {
		if !slices.Contains(out, a.TargetId) {
			out = append(out, a.TargetId)
		}
	}
	return out
}

// ecsDefinitionNeeds are those of task definitions. To describe or deregister one
// has no resource type.
func ecsDefinitionNeeds() asking {
	everything := func(*World, any) []need { return []need{{resource: "*"}} }
	return asking{
		"ecs:RegisterTaskDefinition":     asks((*World).registerNeeds),
		"ecs:DescribeTaskDefinition":     everything,
		"ecs:DeregisterTaskDefinition":   everything,
		"ecs:ListTaskDefinitions":        everything,
		"ecs:ListTaskDefinitionFamilies": everything,
		"ecs:DeleteTaskDefinitions": asks(func(w *World, in *api.DeleteTaskDefinitionsInput) []need {
			var out []need
			for _, id := range in.TaskDefinitions {
				arn, _ := w.definitionMeant(id)
				out = append(out, w.onECS(arn, policy.Context{}))
			}
			return orAll(out, policy.Context{})
		}),
	}
}

func (w *World) registerNeeds(in *api.RegisterTaskDefinitionInput) []need {
	// The revision is not known yet (engine's choice: AWS documents no ARN here).
	arn, keys := w.ecsARN("task-definition", in.Family+":*"), requestTags(in.Tags)
	listed(&keys, "ecs:compute-compatibility", in.RequiresCompatibilities)
	cpu, _ := quantity(in.Cpu, "vcpu")
	memory, _ := quantity(in.Memory, "gb")
	privileged := slices.ContainsFunc(in.ContainerDefinitions, func(c api.ContainerDefinition) bool { return yes(c.Privileged) })
	keys = plus(keys, "ecs:task-cpu", number(cpu), "ecs:task-memory", number(memory), "ecs:privileged", truth(privileged))
	out := append([]need{{resource: arn, keys: keys}}, tagsOnCreation(arn, "RegisterTaskDefinition", in.Tags)...)
	return append(out, w.passes(ecsTasksService, in.TaskRoleArn, in.ExecutionRoleArn)...)
}

// clusterMeant is the ARN of the cluster that a request means; none means the
// cluster "default".
func (w *World) clusterMeant(id string) string {
	if id == "" {
		id = "default"
	}
	return w.arnOr("cluster", "", id)
}

// inCluster is the ARN of something in the cluster that a request means. What has
// no id is everything of its kind.
func (w *World) inCluster(kind, cluster, id string) string {
	if id == "" {
		id = "*"
	}
	return w.arnOr(kind, lastOf(w.clusterMeant(cluster)), id)
}

// onCluster is the permission for a cluster.
func (w *World) onCluster(id string) []need {
	return []need{w.onECS(w.clusterMeant(id), policy.Context{})}
}

// onEach asks about each of the things of a kind that a request names. When it
// names none, and may, it is about all of them.
func (w *World) onEach(kind, cluster string, ids []string) []need {
	keys := keyed("ecs:cluster", w.clusterMeant(cluster))
	if len(ids) == 0 {
		ids = []string{""}
	}
	var out []need
	for _, id := range ids {
		out = append(out, w.onECS(w.inCluster(kind, cluster, id), keys))
	}
	return out
}

// onECS is the permission for something of ECS, with the tags that it has.
func (w *World) onECS(arn string, keys policy.Context) need {
	tags := w.tagsOf(arn)
	if len(tags) > 0 {
		keys = keys.Clone()
	}
	for _, t := range tags {
		keys.Set("aws:ResourceTag/"+t.Key, t.Value)
		keys.Set("ecs:ResourceTag/"+t.Key, t.Value)
	}
	return need{resource: arn, keys: keys}
}

// eachECS is onECS for the ARNs of a request, but for those that are not there.
func (w *World) eachECS(arns []string, keys policy.Context) []need {
	var out []need
	for _, arn := range arns {
		if arn != "" {
			out = append(out, w.onECS(arn, keys))
		}
	}
	return out
}

// tagsOf are the tags of something of ECS; none when there is no such thing, or
// it has none.
func (w *World) tagsOf(arn string) []api.ECSTag {
	kind, rest, _ := strings.Cut(strings.TrimPrefix(arn, "arn:aws:ecs:"+w.cfg.Region+":"+w.cfg.Account+":"), "/")
	switch kind {
	case "cluster":
		if k := w.s.Clusters.Get(rest); k != nil {
			return k.Tags
		}
	case "service":
		if s := w.s.Services.Get(arn); s != nil {
			return s.Tagging.Tags
		}
	case "container-instance":
		if c := w.s.ContainerInstances.Get(arn); c != nil {
			return c.Tags
		}
	case "task":
		if t := w.s.Tasks.Get(arn); t != nil {
			return t.Tags
		}
	case "task-definition":
		if d := w.s.Definitions.Get(arn); d != nil {
			return d.Tags
		}
	}
	return nil
}

// orAll are needs, or when there are none the operation's action on "*".
func orAll(needs []need, keys policy.Context) []need {
	if len(needs) == 0 {
		return []need{{resource: "*", keys: keys}}
	}
	return needs
}

// definitionMeant is the ARN of the revision that a request means, and that
// revision if there is one. A family means its latest ACTIVE revision, or when
// there is none any of its revisions.
func (w *World) definitionMeant(id string) (string, *taskDefinition) {
	if d := w.definition(id); d != nil {
		return d.Body.TaskDefinitionArn, d
	}
	arn := w.definitionARN(id)
	if !strings.Contains(lastOf(arn), ":") {
		arn += ":*"
	}
	return arn, nil
}

// requestTags are the keys for tags in a request.
func requestTags(tags []api.ECSTag) policy.Context {
	var keys policy.Context
	var names []string
	for _, t := range tags {
		keys.Set("aws:RequestTag/"+t.Key, t.Value)
		names = append(names, t.Key)
	}
	listed(&keys, "aws:TagKeys", names)
	return keys
}

// tagsOnCreation is the permission to give tags to what a call makes.
//
// See "Grant permission to tag resources on creation" in the Amazon ECS Developer
// Guide.
func tagsOnCreation(arn, operation string, tags []api.ECSTag) []need {
	if len(tags) == 0 {
		return nil
	}
	return []need{{action: "ecs:TagResource", resource: arn, keys: plus(requestTags(tags), "ecs:CreateAction", operation)}}
}

// providerKeys sets the key for capacity providers, which has their ARNs.
func (w *World) providerKeys(keys *policy.Context, names []string) {
	var arns []string
	for _, name := range names {
		arns = append(arns, w.arnOr("capacity-provider", "", name))
	}
	listed(keys, "ecs:capacity-provider", arns)
}

// strategyKeys is providerKeys for a capacity provider strategy.
func (w *World) strategyKeys(keys *policy.Context, strategy []api.CapacityProviderStrategyItem) {
	var names []string
	for _, item := range strategy {
		names = append(names, item.CapacityProvider)
	}
	w.providerKeys(keys, names)
}
