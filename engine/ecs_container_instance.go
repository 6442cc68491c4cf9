package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/cql"
)

// Statuses of a container instance. What comes with trunk interfaces stands in
// ecs_trunk.go; of DEREGISTERING there is nothing to be seen: a trunk goes at once.
const (
	instanceActive   = "ACTIVE"
	instanceDraining = "DRAINING"
	instanceInactive = "INACTIVE"
)

// maxDescribed is how many things one Describe call of ECS names, where its page
// of the API Reference says so.
const maxDescribed = 100

func (w *World) listContainerInstances(_ *call, in *api.ListContainerInstancesInput) (*api.ListContainerInstancesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	var filter []cql.Expr
	if in.Filter != "" {
		e, err := cql.Parse(in.Filter)
		if err != nil {
			return nil, invalid("The filter is not valid: %s", err).Ours()
		}
		filter = []cql.Expr{e}
	}
	out := &api.ListContainerInstancesOutput{ContainerInstanceArns: []string{}}
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == k.Name && (in.Status == c.Status || in.Status == "" && c.Status != instanceInactive) && w.notMember(c, filter, false) == "" {
			out.ContainerInstanceArns = append(out.ContainerInstanceArns, c.ARN)
		}
	}
	return out, nil
}

// containerInstance finds a container instance of a cluster by id or ARN. One
// that is INACTIVE is known for an hour still.
func (w *World) containerInstance(k *cluster, id string) *containerInst {
	c := w.s.ContainerInstances.Get(w.arnOr("container-instance", k.Name, id))
	if c == nil || c.Cluster != k.Name || c.Status == instanceInactive && w.s.Now.Sub(c.Deregistered) >= inactiveKept {
		return nil
	}
	return c
}

// clusterOfInstances is the cluster of a request about container instances, of
// which at least one and at most so many are named.
func (w *World) clusterOfInstances(name string, ids []string, most int) (*cluster, *api.Error) {
	k, err := w.cluster(name)
	switch {
	case err != nil:
		return nil, err
	case len(ids) == 0:
		return nil, invalid("Container instance list cannot be empty.")
	case len(ids) > most:
		return nil, invalid("At most %d container instances can be given with one request.", most).Ours()
	}
	return k, nil
}

func (w *World) describeContainerInstances(_ *call, in *api.DescribeContainerInstancesInput) (*api.DescribeContainerInstancesOutput, *api.Error) {
	k, err := w.clusterOfInstances(in.Cluster, in.ContainerInstances, maxDescribed)
	if err != nil {
		return nil, err
	}
	out := &api.DescribeContainerInstancesOutput{ContainerInstances: []api.ContainerInstance{}, Failures: []api.Failure{}}
	for _, id := range in.ContainerInstances {
		if c := w.containerInstance(k, id); c != nil {
			view := w.containerInstanceView(c)
			if slices.Contains(in.Include, "CONTAINER_INSTANCE_HEALTH") {
				view.HealthStatus = w.instanceHealth(c)
			}
			if slices.Contains(in.Include, includeTags) {
				view.Tags = shownTags(c.Tags)
			}
			out.ContainerInstances = append(out.ContainerInstances, view)
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("container-instance", k.Name, id), Reason: "MISSING"})
		}
	}
	return out, nil
}

func (w *World) containerInstanceView(c *containerInst) api.ContainerInstance {
	out := api.ContainerInstance{
		ContainerInstanceArn: c.ARN, Ec2InstanceId: c.Instance, Version: c.Version, VersionInfo: &api.VersionInfo{AgentVersion: agentVersion, DockerVersion: "DockerVersion: 25.0.8"},
		RegisteredResources: w.resources(c, c.CPU, c.Memory, 0, c.ReservedPorts, nil), RemainingResources: w.resources(c, c.CPU-c.UsedCPU, c.Memory-c.UsedMemory, c.UsedGPUs, c.StaticPorts, c.StaticUDPPorts),
		Status: c.Status, StatusReason: c.StatusReason, AgentConnected: c.Connected, RegisteredAt: w.stamp(c.RegisteredAt), Attachments: []api.Attachment{}, Tags: []api.ECSTag{},
		Attributes: w.attributesOf(c),
	}
	for _, t := range w.tasksOn(c) {
		out.RunningTasksCount += one(t.DesiredStatus == taskRunning)
		out.PendingTasksCount += one(t.LastStatus == taskPending)
	}
	return out
}

// resources are amounts as the API shows them; of ports it lists those that are
// taken, of GPUs those that are left. Which GPUs a task has is not kept: the last
// ones count as taken (engine's choice).
func (w *World) resources(c *containerInst, cpu, memory, usedGPUs int64, ports, udpPorts []int64) []api.Resource {
	texts := func(ports []int64) []string {
		out := make([]string, len(ports))
		for k, p := range ports {
			out[k] = fmt.Sprint(p)
		}
		return out
	}
	out := []api.Resource{
		{Name: "CPU", Type: "INTEGER", IntegerValue: cpu},
		{Name: "MEMORY", Type: "INTEGER", IntegerValue: memory},
		{Name: "PORTS", Type: "STRINGSET", StringSetValue: texts(ports)},
		{Name: "PORTS_UDP", Type: "STRINGSET", StringSetValue: texts(udpPorts)},
	}
	if n := w.typeOf(c).GPUs; n > 0 {
		gpus := make([]string, n-usedGPUs)
		for k := range gpus {
			gpus[k] = gpuID(c.Instance, int64(k))
		}
		out = append(out, api.Resource{Name: "GPU", Type: "STRINGSET", StringSetValue: gpus})
	}
	return out
}

// typeOf is the instance type of a container instance.
func (w *World) typeOf(c *containerInst) instanceType {
	return instanceTypes[w.s.Instances.Get(c.Instance).Type]
}

// interfaces is how many tasks with a network interface of their own an instance
// has, of how many it can have.
func (w *World) interfaces(c *containerInst) Usage {
	return Usage{Used: c.UsedInterfaces, Total: w.typeOf(c).networkTasks(c.Trunking)}
}

// instanceHealth is what the agent says of its instance; nothing is known of one
// that is not connected (engine's choice). "Container instance health".
func (w *World) instanceHealth(c *containerInst) *api.ContainerInstanceHealthStatus {
	status := "OK"
	if !c.Connected {
		status = "INSUFFICIENT_DATA"
	}
	check := api.InstanceHealthDetail{Type: "CONTAINER_RUNTIME", Status: status, LastUpdated: w.stamp(c.ConnectionChanged), LastStatusChange: w.stamp(c.ConnectionChanged)}
	return &api.ContainerInstanceHealthStatus{OverallStatus: status, Details: []api.InstanceHealthDetail{check}}
}

func (w *World) deregisterContainerInstance(c *call, in *api.DeregisterContainerInstanceInput) (*api.DeregisterContainerInstanceOutput, *api.Error) {
	i, err := w.activeInstance(in.Cluster, in.ContainerInstance)
	if err != nil {
		return nil, err
	}
	if len(i.Tasks) > 0 && (in.Force == nil || !*in.Force) {
		return nil, invalid("Found running tasks on the instance.")
	}
	w.changed(c, w.shown(i.Instance), i.ARN, i.Instance)
	w.leave(i, "it was deregistered")
	for _, t := range w.tasksOn(i) {
		w.endAtOnce(t, stopUser, "Container instance deregistration forced by user")
	}
	w.passAll(i.Cluster)
	out := w.containerInstanceView(i)
	return &api.DeregisterContainerInstanceOutput{ContainerInstance: &out}, nil
}

// activeInstance finds a container instance that is not INACTIVE.
func (w *World) activeInstance(cluster, id string) (*containerInst, *api.Error) {
	k, err := w.cluster(cluster)
	if err != nil {
		return nil, err
	}
	c := w.containerInstance(k, id)
	switch {
	case c == nil:
		return nil, invalid("The referenced container instance was not found.").Ours()
	case c.Status == instanceInactive:
		return nil, invalid("The referenced container instance is INACTIVE.").Ours()
	}
	return c, nil
}

// updateContainerAgent refuses: every instance has the latest agent.
func (w *World) updateContainerAgent(_ *call, in *api.UpdateContainerAgentInput) (*api.UpdateContainerAgentOutput, *api.Error) {
	if _, err := w.activeInstance(in.Cluster, in.ContainerInstance); err != nil {
		return nil, err
	}
	return nil, api.Refuse("NoUpdateAvailableException", "There is no update available for your container agent.")
}
