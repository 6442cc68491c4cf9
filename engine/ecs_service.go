package engine

import (
	"cmp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

func invalid(format string, args ...any) *api.Error {
	return api.Refuse("InvalidParameterException", format, args...)
}

func (w *World) createService(c *call, in *api.CreateServiceInput) (*api.CreateServiceOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	s, err := w.readService(k, in)
	if err != nil {
		return nil, err
	}
	if s.Network != nil || len(s.LoadBalancers) > 0 {
		if err := w.checkLinked(c); err != nil {
			return nil, err
		}
	}
	if have := w.s.Services.Get(s.ARN); have != nil && have.Status != "INACTIVE" {
		return w.createAgain(have, s)
	} else if have != nil {
		s.SteadyTurn = have.SteadyTurn // what the old service has in the queue is stale
	}
	s.CreatedAt, s.CreatedBy, s.Status = w.s.Now, w.arn(c.as), "ACTIVE"
	if s.Daemon {
		s.Desired = int64(len(w.daemonHosts(s)))
	}
	if s.Controller == controllerCodeDeploy {
		w.newTaskSet(s, w.s.Definitions.Get(s.Definition), taskSet{Status: taskSetPrimary, LaunchType: s.LaunchType, Platform: s.Platform, Providers: s.Providers, Network: s.Network, Scale: hundredPercent, LoadBalancers: slices.Clone(s.LoadBalancers)})
	}
	if !s.hasTaskSets() {
		s.Deployment = w.newDeployment(s)
	}
	w.s.Services.Put(s.ARN, s)
	w.changed(c, s.Name+w.linkFor(c, ecsService), s.ARN, k.ARN)
	if !s.hasTaskSets() {
		w.openServiceDeployment(s, nil)
		w.tellDeployment(s)
	}
	if s.Daemon {
		w.reserve(s.Cluster)
	}
	w.pass(s)
	out := w.serviceView(s)
	out.Tags = slices.Clone(s.Tagging.Tags)
	return &api.CreateServiceOutput{Service: &out}, nil
}

// createAgain answers a CreateService for a name that is taken: the same
// request gets the same service.
func (w *World) createAgain(have, s *service) (*api.CreateServiceOutput, *api.Error) {
	if have.Status == "DRAINING" {
		return nil, invalid("Unable to Start a service that is still Draining.")
	}
	same := have.Controller == s.Controller && have.Definition == s.Definition && have.Daemon == s.Daemon && (s.Daemon || have.Desired == s.Desired) && have.Minimum == s.Minimum && have.Maximum == s.Maximum &&
		have.Grace == s.Grace && have.LaunchType == s.LaunchType && have.Rebalancing == s.Rebalancing && slices.Equal(have.Providers, s.Providers) && have.Platform == s.Platform && have.Network.same(s.Network) && have.Volume.same(s.Volume) && have.Tagging.same(s.Tagging) && have.Exec == s.Exec && slices.Equal(have.Strategies, s.Strategies) && sameConstraints(have.Constraints, s.Constraints) &&
		slices.EqualFunc(have.LoadBalancers, s.LoadBalancers, func(a, b balanced) bool {
			return a.TargetGroup == b.TargetGroup && a.Container == b.Container && a.Port == b.Port
		})
	if !same {
		return nil, invalid("Creation of service was not idempotent.")
	}
	out := w.serviceView(have)
	out.Tags = slices.Clone(have.Tagging.Tags)
	return &api.CreateServiceOutput{Service: &out}, nil
}

// launch is how the tasks of a service are started.
func (s *service) launch() launch {
	return launch{Type: s.LaunchType, Platform: s.Platform, Network: s.Network, Providers: s.Providers}
}

// readService checks a request for a service.
func (w *World) readService(k *cluster, in *api.CreateServiceInput) (*service, *api.Error) {
	switch {
	case !ecsName(in.ServiceName):
		return nil, invalid("Invalid service name.").Ours()
	case controllerOf(in) == controllerExternal:
		if err := checkController(in); err != nil {
			return nil, err
		}
		return w.readExternal(k, in)
	case in.TaskDefinition == "":
		return nil, invalid("TaskDefinition cannot be blank.").Ours()
	}
	if err := checkController(in); err != nil {
		return nil, err
	}
	l, err := w.readProviders(k, in.LaunchType, in.CapacityProviderStrategy)
	if err != nil {
		return nil, err
	}
	if err := checkLaunch(l.Type, in.PlatformVersion, in.PlacementStrategy, in.PlacementConstraints); err != nil {
		return nil, err
	}
	if err := checkCount(in, l.Type); err != nil {
		return nil, err
	}
	d, err := w.activeDefinition(in.TaskDefinition)
	if err != nil {
		return nil, err
	}
	l, err = w.readLaunch(d, l, in.PlatformVersion, in.NetworkConfiguration)
	if err != nil {
		return nil, err
	}
	s := &service{
		Name: in.ServiceName, ARN: w.ecsARN("service", k.Name+"/"+in.ServiceName), Cluster: k.Name, Definition: d.Body.TaskDefinitionArn,
		Desired: value(in.DesiredCount), Minimum: 100, Maximum: 200, Grace: value(in.HealthCheckGracePeriodSeconds), Said: map[string]sim.Time{},
		LaunchType: l.Type, Platform: l.Platform, Network: l.Network, Providers: l.Providers, Controller: controllerOf(in),
	}
	if in.SchedulingStrategy == strategyDaemon {
		s.Daemon, s.Minimum, s.Maximum = true, 0, 100
	}
	if err := checkGrace(s.Grace); err != nil {
		return nil, err
	}
	if err := readBounds(s, in.DeploymentConfiguration); err != nil {
		return nil, err
	}
	if s.Volume, err = checkVolumeConfigurations(d, in.VolumeConfigurations); err != nil {
		return nil, err
	}
	if err := checkVolumeLaunch(s.Volume, s.LaunchType); err != nil {
		return nil, err
	}
	if s.Constraints, err = readConstraints(in.PlacementConstraints, d); err != nil {
		return nil, err
	}
	if s.Strategies, err = readStrategies(in.PlacementStrategy); err != nil {
		return nil, err
	}
	if s.Tagging, err = readTagging(in.Tags, in.PropagateTags, in.EnableECSManagedTags); err != nil {
		return nil, err
	}
	s.Exec = yes(in.EnableExecuteCommand)
	if err := checkExec(s.Exec, d, nil, "service couldn't be created"); err != nil {
		return nil, err
	}
	if err := w.readLoadBalancers(s, d, in.LoadBalancers); err != nil {
		return nil, err
	}
	s.Rebalancing, err = w.readRebalancing(s, in.AvailabilityZoneRebalancing)
	return s, err
}

// findService finds a service of a cluster by name or ARN; nil when there is
// none.
func (w *World) findService(k *cluster, id string) *service {
	if s := w.s.Services.Get(w.arnOr("service", k.Name, id)); s != nil && s.Cluster == k.Name {
		return s
	}
	return nil
}

func (w *World) service(cluster, id string) (*service, *api.Error) {
	k, err := w.cluster(cluster)
	if err != nil {
		return nil, err
	}
	s := w.findService(k, id)
	if s == nil {
		return nil, api.Refuse("ServiceNotFoundException", "Service not found.")
	}
	return s, nil
}

func (w *World) deleteService(c *call, in *api.DeleteServiceInput) (*api.DeleteServiceOutput, *api.Error) {
	s, err := w.service(in.Cluster, in.Service)
	switch {
	case err != nil:
		return nil, err
	case s.Status != "ACTIVE":
		return nil, api.Refuse("ServiceNotActiveException", "Service was not ACTIVE.")
	case s.Desired > 0 && !s.Daemon && (in.Force == nil || !*in.Force):
		return nil, invalid("The service cannot be stopped while it is scaled above 0.")
	}
	w.stopRebalancing(s)
	s.Status, s.Desired, s.Steady = "DRAINING", 0, false
	w.changed(c, s.Name, s.ARN)
	w.forgetServiceDeployments(s)
	for i := range s.TaskSets {
		w.drainTaskSet(s, &s.TaskSets[i])
	}
	w.pass(s)
	if s.Daemon {
		w.passAll(s.Cluster) // what was kept free for it is not any more
	}
	out := w.serviceView(s)
	return &api.DeleteServiceOutput{Service: &out}, nil
}

// say adds a message to a service's events unless the same was said within six
// hours. key tells what counts as the same.
func (w *World) say(s *service, key, message string, trace int, resources ...string) {
	if s.playsTaskSet() {
		if said, ok := strings.CutPrefix(message, "(service "+s.Name+") "); ok {
			message = s.voice() + " " + said
		}
	}
	if at, said := s.Said[key]; said && key != "" && w.s.Now.Sub(at) < duplicateEvents {
		return
	}
	if key != "" {
		s.Said[key] = w.s.Now
	}
	s.Events = slices.Insert(s.Events, 0, serviceEvent{ID: dashed(w.s.IDs.Hex(32)), At: w.s.Now, Message: message})
	s.Events = s.Events[:min(len(s.Events), 100)]
	w.emit(Event{Source: sourceECS, DetailType: serviceEventMessage, Resources: append([]string{s.ARN}, resources...), Message: message, Trace: trace})
}

// dashed is an id of 32 hexadecimal digits in the form of a UUID.
func dashed(id string) string {
	return strings.Join([]string{id[:8], id[8:12], id[12:16], id[16:20], id[20:]}, "-")
}

// unsay forgets that something was said: its cause is resolved.
func (s *service) unsay(prefix string) {
	for _, key := range sortedKeys(s.Said) {
		if strings.HasPrefix(key, prefix) {
			delete(s.Said, key)
		}
	}
}

// older orders tasks by creation, then by ARN.
func older(a, b *task) int {
	if order := cmp.Compare(a.Created, b.Created); order != 0 {
		return order
	}
	return cmp.Compare(a.ID, b.ID) // as their ARNs, of which the rest is the same for the tasks of one service
}
