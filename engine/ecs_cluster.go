package engine

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
)

// ecsCharacters are those of the names of clusters, services, families and
// containers.
var ecsCharacters = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// ecsName reports whether a name is what ECS accepts: 1 to 255 such characters.
func ecsName(name string) bool { return len(name) <= 255 && ecsCharacters.MatchString(name) }

func (w *World) ecsARN(kind, rest string) string {
	return "arn:aws:ecs:" + w.cfg.Region + ":" + w.cfg.Account + ":" + kind + "/" + rest
}

func (w *World) createCluster(c *call, in *api.CreateClusterInput) (*api.CreateClusterOutput, *api.Error) {
	name := in.ClusterName
	if name == "" {
		name = "default"
	}
	if !ecsName(name) {
		return nil, api.Refuse("InvalidParameterException", "Invalid cluster name.")
	}
	insights, err := readSettings(in.Settings)
	if err != nil {
		return nil, err
	}
	providers, strategy, err := w.readClusterProviders(in.CapacityProviders, in.DefaultCapacityProviderStrategy)
	if err != nil {
		return nil, err
	}
	if err := checkTags(in.Tags); err != nil {
		return nil, err
	}
	k := w.s.Clusters.Get(name)
	if k == nil || k.Status == "INACTIVE" { // one that is there keeps its tags: engine's choice
		k = w.newCluster(name)
		k.Providers, k.Strategy = providers, strategy
		k.Tags = slices.Clone(in.Tags)
		byDefault, _ := w.setting(w.arn(c.as), settingInsights)
		k.Insights = cmp.Or(insights, byDefault)
		w.changed(c, name+w.linkFor(c, ecsService), k.ARN)
	}
	out := w.clusterView(k)
	out.Settings, out.Tags = k.settings(), shownTags(k.Tags)
	return &api.CreateClusterOutput{Cluster: &out}, nil
}

// newCluster makes a cluster, also in the place of a deleted one.
func (w *World) newCluster(name string) *cluster {
	k := &cluster{Name: name, ARN: w.ecsARN("cluster", name), Status: "ACTIVE", Insights: "disabled"}
	w.s.Clusters.Put(name, k)
	return k
}

// readSettings is the value that settings give containerInsights; "" when they
// say nothing of it.
func readSettings(in []api.ClusterSetting) (string, *api.Error) {
	value := ""
	for _, s := range in {
		if s.Name == "" || s.Value != "enhanced" && s.Value != "enabled" && s.Value != "disabled" {
			return "", invalid("A setting is containerInsights with the value enhanced, enabled or disabled.").Ours()
		}
		value = s.Value
	}
	return value, nil
}

func (k *cluster) settings() []api.ClusterSetting {
	return []api.ClusterSetting{{Name: "containerInsights", Value: k.Insights}}
}

// cluster finds an ACTIVE cluster by name or ARN; empty means "default".
func (w *World) cluster(id string) (*cluster, *api.Error) {
	switch c := w.findCluster(id); {
	case c == nil:
		err := api.Refuse("ClusterNotFoundException", "Cluster not found.")
		if names := w.Clusters(); id == "" && len(names) > 0 {
			err.Hint = "no cluster was given, which means the one called default; there is " + strings.Join(names, ", ")
		}
		return nil, err
	case c.Status == "INACTIVE":
		return nil, api.Refuse("ClusterNotFoundException", "The referenced cluster was inactive.")
	default:
		return c, nil
	}
}

// findCluster finds a cluster, also a deleted one; nil when there is none.
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
	providers := append([]string{}, k.Providers...)
	out := api.Cluster{
		ClusterArn: k.ARN, ClusterName: k.Name, Status: k.Status, Statistics: []api.KeyValuePair{}, Tags: []api.ECSTag{},
		Settings: []api.ClusterSetting{}, CapacityProviders: providers, DefaultCapacityProviderStrategy: itemViews(k.Strategy),
	}
	for i := range w.s.ContainerInstances.All() {
		if i.Cluster == k.Name && (i.Status == instanceActive || i.Status == instanceDraining) {
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
	if len(in.Clusters) > maxDescribed {
		return nil, invalid("At most %d clusters can be given with one request.", maxDescribed).Ours()
	}
	out := &api.DescribeClustersOutput{Clusters: []api.Cluster{}, Failures: []api.Failure{}}
	wanted := in.Clusters
	if wanted == nil {
		wanted = []string{"default"}
	}
	for _, id := range wanted {
		k := w.findCluster(id)
		if k == nil {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("cluster", "", id), Reason: "MISSING"})
			continue
		}
		view := w.clusterView(k)
		if slices.Contains(in.Include, "SETTINGS") {
			view.Settings = k.settings()
		}
		if slices.Contains(in.Include, "STATISTICS") {
			view.Statistics = w.statistics(k)
		}
		if slices.Contains(in.Include, includeTags) {
			view.Tags = shownTags(k.Tags)
		}
		out.Clusters = append(out.Clusters, view)
	}
	return out, nil
}

// statistics count what a cluster has by launch type. API Reference, Cluster.
func (w *World) statistics(k *cluster) []api.KeyValuePair {
	types := []string{"EC2", "Fargate"}
	running, pending, active, draining := [2]int64{}, [2]int64{}, [2]int64{}, [2]int64{}
	for t := range w.s.Tasks.All() {
		if t.Cluster == k.Name {
			at := one(t.Instance == "")
			running[at] += one(t.LastStatus == taskRunning)
			pending[at] += one(t.starting())
		}
	}
	for s := range w.s.Services.All() {
		if s.Cluster == k.Name {
			at := one(s.launchesOn() == launchFargate)
			active[at] += one(s.Status == "ACTIVE")
			draining[at] += one(s.Status == "DRAINING")
		}
	}
	var out []api.KeyValuePair
	for _, counted := range []struct {
		format string
		of     [2]int64
	}{{"running%sTasksCount", running}, {"pending%sTasksCount", pending}, {"active%sServiceCount", active}, {"draining%sServiceCount", draining}} {
		for at, launchType := range types {
			out = append(out, api.KeyValuePair{Name: fmt.Sprintf(counted.format, launchType), Value: fmt.Sprint(counted.of[at])})
		}
	}
	return out
}

func (w *World) updateCluster(c *call, in *api.UpdateClusterInput) (*api.UpdateClusterOutput, *api.Error) {
	out, err := w.setSettings(c, in.Cluster, in.Settings)
	return &api.UpdateClusterOutput{Cluster: out}, err
}

func (w *World) updateClusterSettings(c *call, in *api.UpdateClusterSettingsInput) (*api.UpdateClusterSettingsOutput, *api.Error) {
	if len(in.Settings) == 0 {
		return nil, invalid("Settings cannot be empty.").Ours()
	}
	out, err := w.setSettings(c, in.Cluster, in.Settings)
	return &api.UpdateClusterSettingsOutput{Cluster: out}, err
}

// setSettings gives a cluster new settings.
func (w *World) setSettings(c *call, id string, in []api.ClusterSetting) (*api.Cluster, *api.Error) {
	k, err := w.cluster(id)
	if err != nil {
		return nil, err
	}
	insights, err := readSettings(in)
	if err != nil {
		return nil, err
	}
	if insights != "" && insights != k.Insights {
		k.Insights = insights
		w.changed(c, k.Name+" containerInsights "+insights, k.ARN)
	}
	out := w.clusterView(k)
	out.Settings = k.settings()
	return &out, nil
}

// deleteCluster makes an empty cluster INACTIVE. What is looked at first is an
// engine's choice.
func (w *World) deleteCluster(c *call, in *api.DeleteClusterInput) (*api.DeleteClusterOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	has := w.clusterView(k)
	switch {
	case w.hasInstances(k):
		return nil, api.Refuse("ClusterContainsContainerInstancesException", "The Cluster cannot be deleted while Container Instances are active or draining.")
	case has.ActiveServicesCount > 0:
		return nil, api.Refuse("ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.")
	case w.hasTasks(k):
		return nil, api.Refuse("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.")
	}
	k.Status, k.Tags = "INACTIVE", nil
	w.changed(c, k.Name, k.ARN)
	out := w.clusterView(k)
	return &api.DeleteClusterOutput{Cluster: &out}, nil
}

// hasInstances reports whether a cluster has a container instance that is not
// INACTIVE; that one whose trunk interface is missing counts is an engine's choice.
func (w *World) hasInstances(k *cluster) bool {
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == k.Name && c.Status != instanceInactive {
			return true
		}
	}
	return false
}

// hasTasks reports whether a cluster has a task that is not STOPPED.
func (w *World) hasTasks(k *cluster) bool {
	for t := range w.s.Tasks.All() {
		if t.Cluster == k.Name && t.LastStatus != taskStopped {
			return true
		}
	}
	return false
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
		if k.Status == "ACTIVE" {
			out.ClusterArns = append(out.ClusterArns, k.ARN)
		}
	}
	return out, nil
}
