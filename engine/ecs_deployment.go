package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/rollout"
	"drydock/engine/trace"
)

// activeDefinition finds a task definition that tasks may be started from.
func (w *World) activeDefinition(id string) (*taskDefinition, *api.Error) {
	d := w.definition(id)
	switch {
	case d == nil:
		return nil, clientError("TaskDefinition not found.")
	case d.Body.Status != "ACTIVE":
		return nil, clientError("TaskDefinition is inactive")
	}
	return d, d.startable()
}

// newDeployment is a deployment of a service as it stands.
func (w *World) newDeployment(s *service) deployment {
	d := deployment{ID: "ecs-svc/" + w.s.IDs.Digits(19), Definition: s.Definition, CreatedAt: w.s.Now, UpdatedAt: w.s.Now, RolloutState: "IN_PROGRESS"}
	d.Reason = "ECS deployment " + d.ID + " in progress."
	return d
}

// tellDeployment tells that a deployment has begun.
func (w *World) tellDeployment(s *service) {
	w.emit(Event{Source: sourceECS, DetailType: deploymentStateChange, Name: "SERVICE_DEPLOYMENT_IN_PROGRESS", Resources: []string{s.ARN}, Message: s.Deployment.Reason})
}

func (w *World) updateService(c *call, in *api.UpdateServiceInput) (*api.UpdateServiceOutput, *api.Error) {
	if in.DesiredCount != nil {
		if err := checkDesired(*in.DesiredCount); err != nil {
			return nil, err
		}
	}
	s, err := w.service(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	if s.Status != "ACTIVE" {
		return nil, api.Refuse("ServiceNotActiveException", "Service was not ACTIVE.")
	}
	read := w.readUpdate
	if s.hasTaskSets() {
		read = w.readUpdateOfSets
	}
	next, err := read(s, in)
	if err != nil {
		return nil, err
	}
	if s.throttled(w.s.Now) { // any update ends the throttle
		s.endThrottle()
		w.changes++
		w.pass(s)
	}
	deploys := next.Definition != s.Definition || !next.Volume.same(s.Volume) || !next.Network.same(s.Network) || next.Platform != s.Platform || in.ForceNewDeployment != nil && *in.ForceNewDeployment
	words := updateWords(s, next, deploys)
	if words != "" {
		s.Desired, s.Definition, s.Minimum, s.Maximum, s.Grace = next.Desired, next.Definition, next.Minimum, next.Maximum, next.Grace
		s.Constraints, s.Strategies, s.Volume = next.Constraints, next.Strategies, next.Volume
		s.Tagging, s.Exec = next.Tagging, next.Exec
		s.Network, s.Platform = next.Network, next.Platform
		s.Rebalancing, s.Providers, s.LaunchType = next.Rebalancing, next.Providers, next.LaunchType
		w.stopRebalancing(s)
		if s.Daemon {
			w.reserve(s.Cluster)
		}
		s.unsay("stuck")
		if deploys {
			w.deploy(s)
		}
		w.changed(c, s.Name+words, s.ARN)
		if deploys {
			w.tellDeployment(s)
		}
		w.pass(s)
	}
	out := w.serviceView(s)
	return &api.UpdateServiceOutput{Service: &out}, nil
}

// readUpdate checks a request and returns the service as it is to be, in those
// members that can change.
func (w *World) readUpdate(s *service, in *api.UpdateServiceInput) (*service, *api.Error) {
	next := &service{
		Desired: s.Desired, Definition: s.Definition, Minimum: s.Minimum, Maximum: s.Maximum, Grace: s.Grace,
		LaunchType: s.LaunchType, Platform: s.Platform, Network: s.Network, Rebalancing: s.Rebalancing, Providers: s.Providers, Daemon: s.Daemon, Controller: s.Controller,
		Tagging: s.Tagging.updated(in.PropagateTags, in.EnableECSManagedTags), Exec: s.Exec,
	}
	if in.EnableExecuteCommand != nil {
		next.Exec = *in.EnableExecuteCommand
	}
	if s.Daemon {
		if err := checkDaemon(in.DesiredCount, in.PlacementStrategy, in.DeploymentConfiguration); err != nil {
			return nil, err
		}
	}
	err := w.readProviderUpdate(s, next, in)
	if err != nil {
		return nil, err
	}
	if err := checkLaunch(next.LaunchType, "", in.PlacementStrategy, in.PlacementConstraints); err != nil {
		return nil, err
	}
	if next.Constraints, next.Strategies, err = w.readPlacement(s, in); err != nil {
		return nil, err
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
	if err := readBounds(next, in.DeploymentConfiguration); err != nil {
		return nil, err
	}
	if in.TaskDefinition != "" {
		d, err := w.activeDefinition(in.TaskDefinition)
		if err != nil {
			return nil, err
		}
		next.Definition = d.Body.TaskDefinitionArn
	}
	d := w.s.Definitions.Get(next.Definition)
	if err := checkExec(next.Exec, d, nil, "service couldn't be updated"); err != nil {
		return nil, err
	}
	if asked := in.AvailabilityZoneRebalancing; asked != "" {
		if next.Rebalancing, err = w.readRebalancing(next, asked); err != nil {
			return nil, err
		}
	}
	if err := w.readLaunchUpdate(s, next, d, in); err != nil {
		return nil, err
	}
	volumes := in.VolumeConfigurations
	if volumes == nil {
		if v := d.atLaunch(); s.Volume != nil && (v == nil || v.Name != s.Volume.Name) {
			return nil, invalid("The service configures volume '%s', which the task definition does not leave to the launch: give volumeConfigurations too, an empty list to take it away.", s.Volume.Name).Ours()
		}
		volumes = s.Volume.view()
	}
	if next.Volume, err = checkVolumeConfigurations(d, volumes); err != nil {
		return nil, err
	}
	if err := checkVolumeLaunch(next.Volume, next.LaunchType); err != nil {
		return nil, err
	}
	return next, nil
}

// readLaunchUpdate checks how tasks are to be started after an update, and that
// the load balancers suit.
func (w *World) readLaunchUpdate(s, next *service, d *taskDefinition, in *api.UpdateServiceInput) *api.Error {
	if in.PlatformVersion != "" {
		if next.LaunchType != launchFargate {
			return checkLaunch(next.LaunchType, in.PlatformVersion, nil, nil)
		}
		next.Platform = in.PlatformVersion
	}
	network := in.NetworkConfiguration
	if network == nil {
		network = s.Network.view()
	}
	l, err := w.readLaunch(d, launch{Type: next.LaunchType}, next.Platform, network)
	if err != nil {
		return err
	}
	next.Network, next.Platform = l.Network, l.Platform
	for _, b := range s.LoadBalancers {
		if err := w.checkEntry(next, d, b); err != nil {
			return err
		}
	}
	return nil
}

// updateWords says what an update changes; nothing when it changes nothing.
func updateWords(s, next *service, deploys bool) string {
	words := ""
	add := func(name string, was, is any) {
		if was != is {
			words += fmt.Sprintf(" %s %v", name, is)
		}
	}
	add("desiredCount", s.Desired, next.Desired)
	add("taskDefinition", lastOf(s.Definition), lastOf(next.Definition))
	add("minimumHealthyPercent", s.Minimum, next.Minimum)
	add("maximumPercent", s.Maximum, next.Maximum)
	add("healthCheckGracePeriodSeconds", s.Grace, next.Grace)
	add("enableExecuteCommand", s.Exec, next.Exec)
	add("propagateTags", s.Tagging.Propagate, next.Tagging.Propagate)
	add("enableECSManagedTags", s.Tagging.Managed, next.Tagging.Managed)
	if !sameConstraints(s.Constraints, next.Constraints) {
		words += " placementConstraints " + constraintWords(next)
	}
	if !slices.Equal(s.Strategies, next.Strategies) {
		words += " placementStrategy " + strategyWords(next)
	}
	if !s.Volume.same(next.Volume) {
		words += " volumeConfigurations"
	}
	add("platformVersion", s.Platform, next.Platform)
	if !slices.Equal(s.Providers, next.Providers) {
		words += " capacityProviderStrategy " + itemWords(next.Providers)
	}
	add("availabilityZoneRebalancing", s.Rebalancing, next.Rebalancing)
	if !s.Network.same(next.Network) {
		words += " networkConfiguration"
	}
	if deploys && words == "" {
		words = " forceNewDeployment"
	}
	return words
}

// deploy makes a new primary deployment; the one before is ACTIVE as long as it
// has tasks. A new deployment begins without the failures of the one before.
func (w *World) deploy(s *service) {
	sources := s.revisions()
	w.replaceDeployment(s, w.newDeployment(s))
	w.openServiceDeployment(s, sources)
}

// replaceDeployment makes a deployment the primary one.
func (w *World) replaceDeployment(s *service, primary deployment) {
	s.Older = slices.Insert(s.Older, 0, s.Deployment)
	s.Deployment = primary
	s.Steady, s.StartFailures, s.RetryAt, s.FailedAt = false, 0, 0, 0
	s.unsay("throttle")
	s.unsay("placement")
}

// stopOld stops tasks that are to be replaced: those that are of no use, and as
// many healthy ones as the decision says, those on draining instances first and
// then the oldest deployment's.
func (w *World) stopOld(s *service, tasks []*task, d rollout.Decision, because func() int, rec *trace.Recorder) {
	var stopped []*task
	for _, t := range tasks {
		if slices.Contains(d.Useless, t.ARN) {
			stopped = append(stopped, t)
		}
	}
	drained := w.drainedTasks(s, tasks)
	drained = drained[:min(d.Replace, int64(len(drained)))]
	stopped = append(stopped, drained...)
	left := d.Replace - int64(len(drained))
	for _, old := range slices.Backward(s.Older) {
		var healthy []*task
		for _, t := range tasks {
			if t.StartedBy == old.ID && !w.drains(t) && w.condition(s, t) == rollout.Healthy {
				healthy = append(healthy, t)
			}
		}
		chosen := w.chooseToStop(s, healthy, min(left, int64(len(healthy))), rec)
		stopped, left = append(stopped, chosen...), left-int64(len(chosen))
	}
	w.stopTasks(s, stopped, because, w.leaving(s))
}

// tellStuck tells that the bounds let a deployment neither stop nor start tasks.
func (w *World) tellStuck(s *service, d rollout.Decision, because func() int) {
	if !d.Stuck || len(s.Older) == 0 { // of draining AWS tells nothing
		return
	}
	w.say(s, "stuck", fmt.Sprintf("(service %s) was unable to stop or start tasks during a deployment because of the service deployment configuration. "+
		"Update the minimumHealthyPercent or maximumPercent value and try again.", s.Name), because())
}

// forgetDrained drops the older deployments that have no task left.
func (s *service) forgetDrained(w *World) {
	n := len(s.Older)
	s.Older = slices.DeleteFunc(s.Older, func(d deployment) bool {
		return !slices.ContainsFunc(s.Tasks, func(arn string) bool { return w.s.Tasks.Get(arn).StartedBy == d.ID })
	})
	if len(s.Older) < n {
		w.changes++
	}
}

// deploymentViews are a service's deployments as DescribeServices shows them.
func (w *World) deploymentViews(s *service) []api.Deployment {
	out := []api.Deployment{w.deploymentView(s, s.Deployment, "PRIMARY")}
	for _, d := range s.Older {
		out = append(out, w.deploymentView(s, d, "ACTIVE"))
	}
	return out
}

// deploymentView is a deployment as the API shows it: an older one with the settings
// of its own revision.
func (w *World) deploymentView(s *service, d deployment, status string) api.Deployment {
	of := &serviceRevision{LaunchType: s.LaunchType, Platform: s.Platform, Providers: s.Providers, Network: s.Network, Volume: s.Volume}
	if r := w.s.ServiceRevisions.Get(d.Revision); r != nil && status != "PRIMARY" {
		of = r
	}
	out := api.Deployment{
		Id: d.ID, Status: status, TaskDefinition: d.Definition, DesiredCount: s.Desired, FailedTasks: d.Failed,
		CreatedAt: w.stamp(d.CreatedAt), UpdatedAt: w.stamp(d.UpdatedAt), LaunchType: of.LaunchType, RolloutState: d.RolloutState, RolloutStateReason: d.Reason,
		VolumeConfigurations: of.Volume.view(), NetworkConfiguration: of.Network.view(), PlatformVersion: of.Platform,
	}
	if len(of.Providers) > 0 {
		out.LaunchType, out.CapacityProviderStrategy = "", itemViews(of.Providers)
	}
	if w.hasClassic(s.LoadBalancers) {
		out.RolloutState, out.RolloutStateReason = "", "" // API Reference, Deployment
	}
	if status != "PRIMARY" {
		out.DesiredCount = 0
	}
	for _, arn := range s.Tasks {
		if t := w.s.Tasks.Get(arn); t.StartedBy == d.ID {
			out.RunningCount += one(t.LastStatus == taskRunning)
			out.PendingCount += one(t.starting())
		}
	}
	return out
}
