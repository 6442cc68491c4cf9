package engine

import (
	"cmp"
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

func (w *World) describeServices(_ *call, in *api.DescribeServicesInput) (*api.DescribeServicesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	switch n := len(in.Services); {
	case n == 0:
		return nil, invalid("Services cannot be empty.")
	case n > 10:
		return nil, invalid("Services cannot be more than 10.")
	}
	out := &api.DescribeServicesOutput{Services: []api.Service{}, Failures: []api.Failure{}}
	for _, id := range in.Services {
		if s := w.findService(k, id); s != nil {
			view := w.serviceView(s)
			if slices.Contains(in.Include, includeTags) {
				view.Tags = shownTags(s.Tagging.Tags)
			}
			out.Services = append(out.Services, view)
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("service", k.Name, id), Reason: "MISSING"})
		}
	}
	return out, nil
}

func (w *World) listServices(_ *call, in *api.ListServicesInput) (*api.ListServicesOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	out := &api.ListServicesOutput{ServiceArns: []string{}}
	for s := range w.s.Services.All() {
		if s.Cluster == k.Name && s.Status == "ACTIVE" && cmp.Or(in.LaunchType, s.launchesOn()) == s.launchesOn() &&
			cmp.Or(in.SchedulingStrategy, s.scheduling()) == s.scheduling() {
			out.ServiceArns = append(out.ServiceArns, s.ARN)
		}
	}
	return out, nil
}

// counts are a service's runningCount and pendingCount.
func (w *World) counts(s *service) (running, pending int64) {
	for _, arn := range s.Tasks {
		t := w.s.Tasks.Get(arn)
		running += one(t.LastStatus == taskRunning)
		pending += one(t.starting())
	}
	return running, pending
}

func (w *World) serviceView(s *service) api.Service {
	running, pending := w.counts(s)
	grace := s.Grace
	out := api.Service{
		ServiceArn: s.ARN, ServiceName: s.Name, ClusterArn: w.s.Clusters.Get(s.Cluster).ARN, LoadBalancers: []api.ServiceLoadBalancer{},
		ServiceRegistries: []api.ServiceRegistry{}, Status: s.Status, DesiredCount: s.Desired, RunningCount: running, PendingCount: pending,
		LaunchType: s.shownLaunchType(), CapacityProviderStrategy: s.providerViews(), PlatformVersion: s.Platform, NetworkConfiguration: s.Network.view(), TaskDefinition: s.Definition,
		DeploymentConfiguration: &api.DeploymentConfiguration{MaximumPercent: &s.Maximum, MinimumHealthyPercent: &s.Minimum},
		Deployments:             w.deploymentViews(s), Events: []api.ServiceEvent{}, CreatedAt: w.stamp(s.CreatedAt),
		PlacementConstraints: *sim.Clone(&s.Constraints), PlacementStrategy: slices.Clone(s.Strategies),
		HealthCheckGracePeriodSeconds: &grace, SchedulingStrategy: s.scheduling(), CreatedBy: s.CreatedBy, AvailabilityZoneRebalancing: s.Rebalancing,
		PropagateTags: s.Tagging.Propagate, EnableECSManagedTags: s.Tagging.Managed, EnableExecuteCommand: s.Exec,
	}
	out.DeploymentConfiguration = sim.Clone(out.DeploymentConfiguration)
	if s.LaunchType == launchFargate {
		out.PlatformFamily = w.s.Definitions.Get(s.Definition).platformFamily()
	}
	if len(s.LoadBalancers) > 0 || s.Network != nil {
		out.RoleArn = w.serviceRole()
	}
	out.LoadBalancers = w.balancerViews(s.LoadBalancers)
	w.showRevisions(s, &out)
	w.showTaskSets(s, &out)
	if s.Status != "ACTIVE" {
		out.Deployments = []api.Deployment{}
	}
	for _, e := range s.Events {
		out.Events = append(out.Events, api.ServiceEvent{Id: e.ID, CreatedAt: w.stamp(e.At), Message: e.Message})
	}
	return out
}
