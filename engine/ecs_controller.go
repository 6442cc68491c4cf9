package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Deployment controllers. API Reference, DeploymentController.
const (
	controllerECS        = "ECS"
	controllerCodeDeploy = "CODE_DEPLOY"
	controllerExternal   = "EXTERNAL"
)

// controllerOf is the deployment controller that a request asks for.
func controllerOf(in *api.CreateServiceInput) string {
	if in.DeploymentController == nil {
		return controllerECS
	}
	return in.DeploymentController.Type
}

// hasTaskSets reports whether a service's tasks are in task sets and not in
// deployments.
func (s *service) hasTaskSets() bool { return s.Controller != controllerECS }

// checkController refuses what a service with task sets does not take: of both
// kinds, and of the one that CodeDeploy deploys. "Deploy Amazon ECS services using a
// third-party controller"; API Reference, CreateService.
func checkController(in *api.CreateServiceInput) *api.Error {
	controller := controllerOf(in)
	switch {
	case controller == controllerECS:
		return nil
	case in.SchedulingStrategy == strategyDaemon:
		return invalid("The DAEMON scheduling strategy is not supported with the %s deployment controller.", controller).Ours()
	case controller == controllerExternal:
		return checkExternal(in)
	case len(in.LoadBalancers) == 0:
		return invalid("For the CODE_DEPLOY deployment controller the service requires an Application Load Balancer or Network Load Balancer.").Ours()
	case len(in.LoadBalancers) > 1:
		return invalid("Multiple target groups are not supported with the CODE_DEPLOY deployment controller.").Ours()
	case len(in.VolumeConfigurations) > 0:
		return invalid("Volume configurations are not supported with the CODE_DEPLOY deployment controller.").Ours()
	}
	return checkOwnBounds(controller, in.DeploymentConfiguration)
}

// checkExternal refuses what each task set of a service with an external
// controller has for itself.
func checkExternal(in *api.CreateServiceInput) *api.Error {
	switch {
	case in.TaskDefinition != "":
		return invalid("TaskDefinition must be blank")
	case in.LaunchType != "":
		return invalid("LaunchType must be null.").Ours()
	case len(in.CapacityProviderStrategy) > 0:
		return invalid("CapacityProviderStrategy must be null.").Ours()
	case in.PlatformVersion != "":
		return invalid("PlatformVersion must be null.").Ours()
	case in.NetworkConfiguration != nil:
		return invalid("NetworkConfiguration must be null.").Ours()
	case in.AvailabilityZoneRebalancing == rebalanceOn:
		return invalid("availabilityZoneRebalancing cannot be ENABLED with the EXTERNAL deployment controller.").Ours()
	case len(in.LoadBalancers) > 0:
		return invalid("LoadBalancers must be empty.").Ours()
	case len(in.VolumeConfigurations) > 0:
		return invalid("VolumeConfigurations must be empty.").Ours()
	}
	return checkOwnBounds(controllerExternal, in.DeploymentConfiguration)
}

// checkOwnBounds refuses bounds other than the default: a service with task sets
// whose tasks are on EC2 cannot have any. API Reference, DeploymentConfiguration.
func checkOwnBounds(controller string, in *api.DeploymentConfiguration) *api.Error {
	if in != nil && (in.MinimumHealthyPercent != nil && *in.MinimumHealthyPercent != 100 || in.MaximumPercent != nil && *in.MaximumPercent != 200) {
		return invalid("A custom minimumHealthyPercent or maximumPercent cannot be specified with the %s deployment controller.", controller).Ours()
	}
	return nil
}

// readExternal checks the rest of a request for a service with an external
// controller.
func (w *World) readExternal(k *cluster, in *api.CreateServiceInput) (*service, *api.Error) {
	s := &service{
		Name: in.ServiceName, ARN: w.ecsARN("service", k.Name+"/"+in.ServiceName), Cluster: k.Name, Controller: controllerExternal, Rebalancing: rebalanceOff,
		Desired: value(in.DesiredCount), Minimum: 100, Maximum: 200, Grace: value(in.HealthCheckGracePeriodSeconds), Said: map[string]sim.Time{},
	}
	if err := checkCount(in, launchEC2); err != nil {
		return nil, err
	}
	if err := checkGrace(s.Grace); err != nil {
		return nil, err
	}
	var err *api.Error
	if s.Constraints, err = readConstraints(in.PlacementConstraints, &taskDefinition{}); err != nil {
		return nil, err
	}
	if s.Strategies, err = readStrategies(in.PlacementStrategy); err != nil {
		return nil, err
	}
	s.Exec = yes(in.EnableExecuteCommand)
	s.Tagging, err = readTagging(in.Tags, in.PropagateTags, in.EnableECSManagedTags)
	return s, err
}

// checkUpdateOfSets refuses what UpdateService does not change of a service with
// task sets: that is for CodeDeploy, or for a new task set.
func checkUpdateOfSets(s *service, in *api.UpdateServiceInput) *api.Error {
	what := ""
	switch {
	case in.TaskDefinition != "":
		what = "update task definition"
	case in.NetworkConfiguration != nil || in.PlatformVersion != "":
		what = "update network parameters"
	case in.VolumeConfigurations != nil:
		what = "update volume configurations"
	case in.CapacityProviderStrategy != nil:
		what = "update capacity provider strategy"
	}
	if s.Controller == controllerCodeDeploy {
		switch {
		case what != "":
			return invalid("Unable to %s on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.", what)
		case yes(in.ForceNewDeployment):
			return invalid("Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.")
		}
		return checkOwnBounds(s.Controller, in.DeploymentConfiguration)
	}
	switch {
	case what != "":
		return invalid("Unable to %s on services with an EXTERNAL deployment controller. Use CreateTaskSet to create a new task set.", what).Ours()
	case yes(in.ForceNewDeployment):
		return invalid("Cannot force a new deployment on services with an EXTERNAL deployment controller. Use CreateTaskSet to create a new task set.").Ours()
	case in.DeploymentConfiguration != nil:
		return invalid("Unable to update deployment configuration on services with an EXTERNAL deployment controller.").Ours()
	}
	return nil
}

// readUpdateOfSets is readUpdate for a service with task sets.
func (w *World) readUpdateOfSets(s *service, in *api.UpdateServiceInput) (*service, *api.Error) {
	if err := checkUpdateOfSets(s, in); err != nil {
		return nil, err
	}
	next := &service{
		Desired: s.Desired, Definition: s.Definition, Minimum: s.Minimum, Maximum: s.Maximum, Grace: s.Grace, Constraints: s.Constraints, Strategies: s.Strategies,
		LaunchType: s.LaunchType, Platform: s.Platform, Network: s.Network, Providers: s.Providers, Rebalancing: s.Rebalancing, Controller: s.Controller,
		Tagging: s.Tagging.updated(in.PropagateTags, in.EnableECSManagedTags), Exec: s.Exec,
	}
	if in.EnableExecuteCommand != nil {
		next.Exec = *in.EnableExecuteCommand
	}
	if asked := in.AvailabilityZoneRebalancing; asked != "" {
		var err *api.Error
		if next.Rebalancing, err = w.readRebalancing(next, asked); err != nil {
			return nil, err
		}
	}
	if in.DesiredCount != nil {
		next.Desired = *in.DesiredCount
	}
	if in.HealthCheckGracePeriodSeconds != nil {
		next.Grace = *in.HealthCheckGracePeriodSeconds
	}
	if err := checkGrace(next.Grace); err != nil {
		return nil, err
	}
	for i := range s.TaskSets {
		if err := checkExec(next.Exec, w.s.Definitions.Get(s.TaskSets[i].Deployment.Definition), nil, "service couldn't be updated"); err != nil {
			return nil, err
		}
	}
	for i := range s.TaskSets { // the constraints of each are those of its definition too
		if _, err := readConstraints(in.PlacementConstraints, w.s.Definitions.Get(s.TaskSets[i].Deployment.Definition)); err != nil {
			return nil, err
		}
	}
	var err *api.Error
	if in.PlacementConstraints != nil {
		if next.Constraints, err = readConstraints(in.PlacementConstraints, &taskDefinition{}); err != nil {
			return nil, err
		}
	}
	if in.PlacementStrategy != nil {
		next.Strategies, err = readStrategies(in.PlacementStrategy)
	}
	return next, err
}

// endThrottle has a service, and each of its task sets, start tasks at once again.
func (s *service) endThrottle() {
	s.StartFailures, s.RetryAt = 0, 0
	for i := range s.TaskSets {
		s.TaskSets[i].StartFailures, s.TaskSets[i].RetryAt = 0, 0
	}
	s.unsay("throttle")
}

// throttled reports whether a service waits before it starts tasks again.
func (s *service) throttled(now sim.Time) bool {
	return s.RetryAt > now || slices.ContainsFunc(s.TaskSets, func(ts taskSet) bool { return ts.RetryAt > now })
}
