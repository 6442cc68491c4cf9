package engine

import (
	"drydock/engine/api"
)

func (w *World) describeTaskSets(_ *call, in *api.DescribeTaskSetsInput) (*api.DescribeTaskSetsOutput, *api.Error) {
	s, err := w.service(in.Cluster, in.Service)
	switch {
	case err != nil:
		return nil, err
	case s.Status != "ACTIVE":
		return nil, api.Refuse("ServiceNotActiveException", "Service was not ACTIVE.")
	case !s.hasTaskSets():
		return nil, invalid("Amazon ECS only supports task set management on services configured to use external deployment controllers.")
	}
	out := &api.DescribeTaskSetsOutput{TaskSets: []api.TaskSet{}, Failures: []api.Failure{}}
	if len(in.TaskSets) == 0 {
		out.TaskSets = w.taskSetViews(s)
	}
	for _, id := range in.TaskSets {
		if ts, err := s.findTaskSet(id); err == nil {
			out.TaskSets = append(out.TaskSets, w.taskSetView(s, ts))
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("task-set", s.Cluster+"/"+s.Name, id), Reason: "MISSING"})
		}
	}
	return out, nil
}

func (w *World) taskSetViews(s *service) []api.TaskSet {
	out := []api.TaskSet{}
	for i := range s.TaskSets {
		out = append(out, w.taskSetView(s, &s.TaskSets[i]))
	}
	return out
}

func (w *World) taskSetView(s *service, ts *taskSet) api.TaskSet {
	scale := ts.Scale
	out := api.TaskSet{
		Id: ts.Deployment.ID, TaskSetArn: ts.ARN, ServiceArn: s.ARN, ClusterArn: w.s.Clusters.Get(s.Cluster).ARN, ExternalId: ts.ExternalID, Status: ts.Status,
		TaskDefinition: ts.Deployment.Definition, ComputedDesiredCount: ts.desired(s.Desired), CreatedAt: w.stamp(ts.Deployment.CreatedAt), UpdatedAt: w.stamp(ts.Deployment.UpdatedAt),
		LaunchType: ts.LaunchType, PlatformVersion: ts.Platform, NetworkConfiguration: ts.Network.view(), LoadBalancers: w.balancerViews(ts.LoadBalancers), ServiceRegistries: []api.ServiceRegistry{},
		Scale: &api.Scale{Value: &scale, Unit: "PERCENT"}, StabilityStatus: stabilityStabilizing, StabilityStatusAt: w.stamp(ts.StableAt),
	}
	if len(ts.Providers) > 0 {
		out.LaunchType, out.CapacityProviderStrategy = "", itemViews(ts.Providers)
	}
	if ts.LaunchType == launchFargate {
		out.PlatformFamily = w.s.Definitions.Get(ts.Deployment.Definition).platformFamily()
	}
	if ts.Stable {
		out.StabilityStatus = stabilitySteady
	}
	for _, t := range w.tasksOfSet(s, ts) {
		out.RunningCount += one(t.LastStatus == taskRunning)
		out.PendingCount += one(t.starting())
	}
	return out
}

// balancerViews are load balancer entries as the API shows them.
func (w *World) balancerViews(list []balanced) []api.ServiceLoadBalancer {
	out := []api.ServiceLoadBalancer{}
	for _, b := range list {
		view := api.ServiceLoadBalancer{TargetGroupArn: b.TargetGroup, ContainerName: b.Container, ContainerPort: &b.Port}
		if g := w.s.TargetGroups.Get(b.TargetGroup); g.Classic {
			view.TargetGroupArn, view.LoadBalancerName = "", g.Name
		}
		out = append(out, view)
	}
	return out
}

// showTaskSets fills in what DescribeServices says of a service with task sets: the
// settings of the primary one are those of the service.
func (w *World) showTaskSets(s *service, out *api.Service) {
	if !s.hasTaskSets() {
		return
	}
	sets := w.taskSetViews(s)
	out.TaskSets, out.Deployments = &sets, []api.Deployment{}
	out.DeploymentController = &api.DeploymentController{Type: s.Controller}
	out.TaskDefinition, out.LaunchType, out.LoadBalancers = "", "", []api.ServiceLoadBalancer{}
	if ts := s.primaryTaskSet(); ts != nil {
		out.TaskDefinition, out.LoadBalancers = ts.Deployment.Definition, w.balancerViews(ts.LoadBalancers)
		out.PlatformVersion, out.NetworkConfiguration = ts.Platform, ts.Network.view()
		view := w.taskSetView(s, ts)
		out.LaunchType, out.CapacityProviderStrategy, out.PlatformFamily = view.LaunchType, view.CapacityProviderStrategy, view.PlatformFamily
	}
	out.RoleArn = w.serviceRole()
}
