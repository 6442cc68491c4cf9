package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/cql"
)

// ecsCharacters are those of the names of clusters, services, families and
// containers.
var ecsCharacters = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// ecsName reports whether a name is what ECS accepts: 1 to 255 such characters.
func ecsName(name string) bool { return len(name) <= 255 && ecsCharacters.MatchString(name) }

func (w *World) ecsARN(kind, rest string) string {
	return fmt.Sprintf("arn:aws:ecs:%s:%s:%s/%s", w.cfg.Region, w.cfg.Account, kind, rest)
}

func (w *World) createCluster(c *call, in *api.CreateClusterInput) (*api.CreateClusterOutput, *api.Error) {
	name := in.ClusterName
	if name == "" {
		name = "default"
	}
	if !ecsName(name) {
		return nil, api.Refuse("InvalidParameterException", "Invalid cluster name.")
	}
	k := w.s.Clusters.Get(name)
	if k == nil {
		k = &cluster{Name: name, ARN: w.ecsARN("cluster", name)}
		w.s.Clusters.Put(name, k)
		w.changed(c, name, k.ARN)
	}
	out := w.clusterView(k)
	return &api.CreateClusterOutput{Cluster: &out}, nil
}

// cluster finds a cluster by name or ARN; empty means "default".
func (w *World) cluster(id string) (*cluster, *api.Error) {
	if c := w.findCluster(id); c != nil {
		return c, nil
	}
	return nil, api.Refuse("ClusterNotFoundException", "Cluster not found.")
}

func (w *World) findCluster(id string) *cluster {
	if id == "" {
		id = "default"
	}
	if strings.HasPrefix(id, "arn:") {
		id = lastOf(id)
	}
	return w.s.Clusters.Get(id)
}

func (w *World) clusterView(k *cluster) api.Cluster {
	out := api.Cluster{
		ClusterArn: k.ARN, ClusterName: k.Name, Status: "ACTIVE", Statistics: []api.KeyValuePair{}, Tags: []api.ECSTag{},
		Settings: []api.KeyValuePair{}, CapacityProviders: []string{}, DefaultCapacityProviderStrategy: []api.CapacityProviderStrategyItem{},
	}
	for i := range w.s.ContainerInstances.All() {
		if i.Cluster == k.Name && i.Status != "INACTIVE" {
			out.RegisteredContainerInstancesCount++
		}
	}
	for t := range w.s.Tasks.All() {
		if t.Cluster == k.Name {
			out.RunningTasksCount += one(t.LastStatus == taskRunning)
			out.PendingTasksCount += one(t.starting())
		}
	}
	for s := range w.s.Services.All() {
		out.ActiveServicesCount += one(s.Cluster == k.Name && s.Status == "ACTIVE")
	}
	return out
}

func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (w *World) describeClusters(_ *call, in *api.DescribeClustersInput) (*api.DescribeClustersOutput, *api.Error) {
	out := &api.DescribeClustersOutput{Clusters: []api.Cluster{}, Failures: []api.Failure{}}
	wanted := in.Clusters
	if wanted == nil {
		wanted = []string{"default"}
	}
	for _, id := range wanted {
		if k := w.findCluster(id); k != nil {
			out.Clusters = append(out.Clusters, w.clusterView(k))
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("cluster", "", id), Reason: "MISSING"})
		}
	}
	return out, nil
}

// arnOr completes a short id to the ARN that a failure names.
func (w *World) arnOr(kind, cluster, id string) string {
	switch {
	case strings.HasPrefix(id, "arn:"):
		return id
	case cluster == "":
		return w.ecsARN(kind, id)
	default:
		return w.ecsARN(kind, cluster+"/"+id)
	}
}

func (w *World) listClusters(*call, *api.ListClustersInput) (*api.ListClustersOutput, *api.Error) {
	out := &api.ListClustersOutput{ClusterArns: []string{}}
	for k := range w.s.Clusters.All() {
		out.ClusterArns = append(out.ClusterArns, k.ARN)
	}
	return out, nil
}

// agentVersion is the version of the agent on every instance.
const agentVersion = "1.95.0"

// registerInstance makes a running instance a container instance, if ECS takes
// what its agent says of itself.
func (w *World) registerInstance(i *instance, k *cluster) *api.Error {
	attributes, err := agentAttributes(i.UserData)
	if err != nil {
		return err
	}
	c := &containerInst{
		ARN: w.ecsARN("container-instance", k.Name+"/"+w.s.IDs.Hex(32)), Cluster: k.Name, Instance: i.ID, Status: "ACTIVE", Connected: true,
		RegisteredAt: w.s.Now, StaticPorts: slices.Clone(reservedPorts[:]), NextPort: firstDynamicPort, Version: 1,
	}
	c.CPU, c.Memory = instanceTypes[i.Type].registered()
	c.Attributes = attributes
	w.s.ContainerInstances.Put(c.ARN, c)
	w.emit(Event{
		Source: sourceECS, DetailType: instanceStateChange, Resources: []string{c.ARN, i.ID},
		Message: fmt.Sprintf("(container-instance %s) on (instance %s) registered in cluster %s with %d CPU units and %d MiB", lastOf(c.ARN), w.shown(i.ID), k.Name, c.CPU, c.Memory),
	})
	for s := range w.s.Services.All() {
		if s.Cluster == k.Name {
			w.pass(s)
		}
	}
	return nil
}

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
		if c.Cluster == k.Name && (in.Status == c.Status || in.Status == "" && c.Status != "INACTIVE") && w.notMember(c, filter, false) == "" {
			out.ContainerInstanceArns = append(out.ContainerInstanceArns, c.ARN)
		}
	}
	return out, nil
}

// containerInstance finds a container instance of a cluster by id or ARN.
func (w *World) containerInstance(k *cluster, id string) *containerInst {
	if c := w.s.ContainerInstances.Get(w.arnOr("container-instance", k.Name, id)); c != nil && c.Cluster == k.Name {
		return c
	}
	return nil
}

func (w *World) describeContainerInstances(_ *call, in *api.DescribeContainerInstancesInput) (*api.DescribeContainerInstancesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if len(in.ContainerInstances) == 0 {
		return nil, api.Refuse("InvalidParameterException", "Container instance list cannot be empty.")
	}
	out := &api.DescribeContainerInstancesOutput{ContainerInstances: []api.ContainerInstance{}, Failures: []api.Failure{}}
	for _, id := range in.ContainerInstances {
		if c := w.containerInstance(k, id); c != nil {
			out.ContainerInstances = append(out.ContainerInstances, w.containerInstanceView(c))
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("container-instance", k.Name, id), Reason: "MISSING"})
		}
	}
	return out, nil
}

func (w *World) containerInstanceView(c *containerInst) api.ContainerInstance {
	resources := func(cpu, memory int64, ports []int64) []api.Resource {
		text := make([]string, len(ports))
		for k, p := range ports {
			text[k] = fmt.Sprint(p)
		}
		return []api.Resource{
			{Name: "CPU", Type: "INTEGER", IntegerValue: cpu},
			{Name: "MEMORY", Type: "INTEGER", IntegerValue: memory},
			{Name: "PORTS", Type: "STRINGSET", StringSetValue: text},
			{Name: "PORTS_UDP", Type: "STRINGSET", StringSetValue: []string{}},
		}
	}
	out := api.ContainerInstance{
		ContainerInstanceArn: c.ARN, Ec2InstanceId: c.Instance, Version: c.Version, VersionInfo: &api.VersionInfo{AgentVersion: agentVersion, DockerVersion: "DockerVersion: 25.0.8"},
		RegisteredResources: resources(c.CPU, c.Memory, reservedPorts[:]), RemainingResources: resources(c.CPU-c.UsedCPU, c.Memory-c.UsedMemory, c.StaticPorts),
		Status: c.Status, AgentConnected: c.Connected, RegisteredAt: w.stamp(c.RegisteredAt), Attachments: []api.Attachment{}, Tags: []api.ECSTag{},
		Attributes: w.attributesOf(c),
	}
	for _, arn := range c.Tasks {
		t := w.s.Tasks.Get(arn)
		out.RunningTasksCount += one(t.DesiredStatus == taskRunning)
		out.PendingTasksCount += one(t.LastStatus == taskPending)
	}
	return out
}
