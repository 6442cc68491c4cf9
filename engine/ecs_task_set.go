package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/scaling"
	"drydock/engine/sim"
)

// Statuses of a task set. API Reference, TaskSet.
const (
	taskSetPrimary  = "PRIMARY"
	taskSetActive   = "ACTIVE"
	taskSetDraining = "DRAINING"
)

const (
	stabilitySteady      = "STEADY_STATE"
	stabilityStabilizing = "STABILIZING"
)

// Limits of task sets.
const (
	maxTaskSets     = 5  // of a service; seen in an error of AWS's
	maxServiceToken = 36 // characters of a clientToken. API Reference, CreateTaskSet
)

// hundredPercent is the scale of a task set that has all desired tasks.
const hundredPercent = 100 * api.One

// taskSet is a set of tasks of a service that ECS does not deploy by itself.
type taskSet struct {
	ARN, ExternalID string
	Token, Request  string // clientToken and digest of the request that made it; empty without a token
	Status          string
	LaunchType      string
	Platform        string
	Providers       []scaling.Item // capacity provider strategy; none with a launch type
	Network         *networkConfig
	Scale           api.Decimal // percent of the service's desired count
	Stable          bool
	StableAt        sim.Time   // when that last changed
	Deployment      deployment // its id, which is that of the set, its definition and its times
	LoadBalancers   []balanced
	StartFailures   int64
	FailedAt        sim.Time
	RetryAt         sim.Time // no start before this
}

// desired is how many tasks a task set is to have: its share of the desired count,
// rounded up. API Reference, TaskSet, computedDesiredCount.
func (ts *taskSet) desired(of int64) int64 {
	return (of*int64(ts.Scale) + int64(hundredPercent) - 1) / int64(hundredPercent)
}

// taskSet finds a task set of a service by its id; nil when there is none.
func (s *service) taskSet(id string) *taskSet {
	if i := slices.IndexFunc(s.TaskSets, func(ts taskSet) bool { return ts.Deployment.ID == id }); i >= 0 {
		return &s.TaskSets[i]
	}
	return nil
}

// primaryTaskSet is the task set that serves production; nil when there is none.
func (s *service) primaryTaskSet() *taskSet {
	if i := slices.IndexFunc(s.TaskSets, func(ts taskSet) bool { return ts.Status == taskSetPrimary }); i >= 0 {
		return &s.TaskSets[i]
	}
	return nil
}

// newTaskSet adds a task set to a service.
func (w *World) newTaskSet(s *service, d *taskDefinition, ts taskSet) *taskSet {
	ts.Deployment = deployment{ID: "ecs-svc/" + w.s.IDs.Digits(19), Definition: d.Body.TaskDefinitionArn, CreatedAt: w.s.Now, UpdatedAt: w.s.Now}
	ts.ARN = w.ecsARN("task-set", s.Cluster+"/"+s.Name+"/"+ts.Deployment.ID)
	ts.StableAt = w.s.Now
	s.TaskSets = append(s.TaskSets, ts)
	return &s.TaskSets[len(s.TaskSets)-1]
}

// destabilize notes that a task set was changed: whether it is stable is found out
// by the next pass.
func (w *World) destabilize(s *service, ts *taskSet) {
	ts.Stable, ts.StableAt, ts.Deployment.UpdatedAt = false, w.s.Now, w.s.Now
	s.Steady = false
	w.pass(s)
}

// serviceOfSets finds the service of a request about task sets, which only those
// whose controller is external can manage.
func (w *World) serviceOfSets(cluster, id string) (*service, *api.Error) {
	s, err := w.service(cluster, id)
	switch {
	case err != nil:
		return nil, err
	case s.Status != "ACTIVE":
		return nil, api.Refuse("ServiceNotActiveException", "Service was not ACTIVE.")
	case s.Controller != controllerExternal:
		return nil, invalid("Amazon ECS only supports task set management on services configured to use external deployment controllers.")
	}
	return s, nil
}

// findTaskSet finds a task set by id or ARN.
func (s *service) findTaskSet(id string) (*taskSet, *api.Error) {
	for i := range s.TaskSets {
		if ts := &s.TaskSets[i]; ts.ARN == id || ts.Deployment.ID == id {
			return ts, nil
		}
	}
	return nil, api.Refuse("TaskSetNotFoundException", "The task set %s was not found.", id).Ours()
}

// readScale checks a scale; nil is none.
func readScale(in *api.Scale) (api.Decimal, *api.Error) {
	if in == nil || in.Value == nil {
		return 0, nil
	}
	if *in.Value < 0 || *in.Value > hundredPercent {
		return 0, invalid("The scale of a task set must be from 0 to 100 percent.").Ours()
	}
	return *in.Value, nil
}

func (w *World) createTaskSet(c *call, in *api.CreateTaskSetInput) (*api.CreateTaskSetOutput, *api.Error) {
	s, err := w.serviceOfSets(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	if len(in.ClientToken) > maxServiceToken {
		return nil, invalid("clientToken has at most %d characters.", maxServiceToken).Ours()
	}
	ts := taskSet{ExternalID: in.ExternalId, Token: in.ClientToken, Status: taskSetActive}
	if ts.Token != "" {
		ts.Request = sim.Digest(in)
		if i := slices.IndexFunc(s.TaskSets, func(have taskSet) bool { return have.Token == ts.Token }); i >= 0 {
			if s.TaskSets[i].Request != ts.Request {
				return nil, invalid("The clientToken '%s' was used with other parameters.", ts.Token).Ours()
			}
			out := w.taskSetView(s, &s.TaskSets[i])
			return &api.CreateTaskSetOutput{TaskSet: &out}, nil
		}
	}
	if n := len(s.TaskSets); n >= maxTaskSets {
		return nil, invalid("%d deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit.", n)
	}
	d, err := w.readTaskSet(s, &ts, in)
	if err != nil {
		return nil, err
	}
	made := w.newTaskSet(s, d, ts)
	w.changed(c, s.Name+" "+made.Deployment.ID+" of "+revisionName(&d.Body), made.ARN, s.ARN)
	w.destabilize(s, made)
	out := w.taskSetView(s, made)
	return &api.CreateTaskSetOutput{TaskSet: &out}, nil
}

// readTaskSet checks what is asked of the tasks of a new task set.
func (w *World) readTaskSet(s *service, ts *taskSet, in *api.CreateTaskSetInput) (*taskDefinition, *api.Error) {
	l, err := w.readProviders(w.s.Clusters.Get(s.Cluster), in.LaunchType, in.CapacityProviderStrategy)
	if err != nil {
		return nil, err
	}
	if err := checkLaunch(l.Type, in.PlatformVersion, nil, nil); err != nil {
		return nil, err
	}
	d, err := w.activeDefinition(in.TaskDefinition)
	if err != nil {
		return nil, err
	}
	if err := checkExec(s.Exec, d, nil, "task set couldn't be created"); err != nil {
		return nil, err.Ours()
	}
	if l, err = w.readLaunch(d, l, in.PlatformVersion, in.NetworkConfiguration); err != nil {
		return nil, err
	}
	ts.LaunchType, ts.Platform, ts.Network, ts.Providers = l.Type, l.Platform, l.Network, l.Providers
	if v := d.atLaunch(); v != nil {
		return nil, invalid("The volume '%s' of the task definition is configured at launch, which a task set does not do.", v.Name).Ours()
	}
	if _, err := readConstraints(s.Constraints, d); err != nil {
		return nil, err
	}
	if len(in.LoadBalancers) > 1 {
		return nil, invalid("Multiple target groups are not supported for a task set.").Ours()
	}
	lbs := service{Controller: s.Controller, Network: ts.Network, Platform: ts.Platform}
	if err := w.readLoadBalancers(&lbs, d, in.LoadBalancers); err != nil {
		return nil, err
	}
	ts.LoadBalancers = lbs.LoadBalancers
	ts.Scale, err = readScale(in.Scale)
	return d, err
}

func (w *World) updateTaskSet(c *call, in *api.UpdateTaskSetInput) (*api.UpdateTaskSetOutput, *api.Error) {
	s, err := w.serviceOfSets(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	ts, err := s.findTaskSet(in.TaskSet)
	if err != nil {
		return nil, err
	}
	scale, err := readScale(in.Scale)
	switch {
	case err != nil:
		return nil, err
	case in.Scale == nil || in.Scale.Value == nil:
		return nil, invalid("A scale needs a value.").Ours()
	case ts.Status == taskSetDraining:
		return nil, invalid("The task set %s is DRAINING.", ts.Deployment.ID).Ours()
	}
	if scale != ts.Scale {
		ts.Scale = scale
		w.changed(c, s.Name+" "+ts.Deployment.ID+" scale "+scale.String()+" percent", ts.ARN, s.ARN)
		w.destabilize(s, ts)
	}
	out := w.taskSetView(s, ts)
	return &api.UpdateTaskSetOutput{TaskSet: &out}, nil
}

func (w *World) deleteTaskSet(c *call, in *api.DeleteTaskSetInput) (*api.DeleteTaskSetOutput, *api.Error) {
	s, err := w.serviceOfSets(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	ts, err := s.findTaskSet(in.TaskSet)
	switch {
	case err != nil:
		return nil, err
	case !yes(in.Force) && ts.Status == taskSetPrimary:
		return nil, invalid("The task set %s is the primary one: it cannot be deleted unless force is given.", ts.Deployment.ID).Ours()
	case !yes(in.Force) && ts.Scale > 0:
		return nil, invalid("The task set %s is not scaled down to zero: it cannot be deleted unless force is given.", ts.Deployment.ID).Ours()
	}
	if ts.Status != taskSetDraining {
		w.changed(c, s.Name+" "+ts.Deployment.ID, ts.ARN, s.ARN)
		w.drainTaskSet(s, ts)
	}
	out := w.taskSetView(s, ts)
	return &api.DeleteTaskSetOutput{TaskSet: &out}, nil
}

// drainTaskSet has the tasks of a task set stop; when the last one is STOPPED the
// set is gone.
func (w *World) drainTaskSet(s *service, ts *taskSet) {
	ts.Status, ts.Scale = taskSetDraining, 0
	w.destabilize(s, ts)
}

func (w *World) updateServicePrimaryTaskSet(c *call, in *api.UpdateServicePrimaryTaskSetInput) (*api.UpdateServicePrimaryTaskSetOutput, *api.Error) {
	s, err := w.serviceOfSets(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	ts, err := s.findTaskSet(in.PrimaryTaskSet)
	switch {
	case err != nil:
		return nil, err
	case ts.Status == taskSetDraining:
		return nil, invalid("The task set %s is DRAINING.", ts.Deployment.ID).Ours()
	}
	if ts.Status != taskSetPrimary {
		if before := s.primaryTaskSet(); before != nil {
			before.Status, before.Deployment.UpdatedAt = taskSetActive, w.s.Now
		}
		ts.Status, ts.Deployment.UpdatedAt = taskSetPrimary, w.s.Now
		w.changed(c, s.Name+" "+ts.Deployment.ID, ts.ARN, s.ARN)
	}
	out := w.taskSetView(s, ts)
	return &api.UpdateServicePrimaryTaskSetOutput{TaskSet: &out}, nil
}

// tasksOfSet are the tasks of a task set that are not STOPPED, oldest first.
func (w *World) tasksOfSet(s *service, ts *taskSet) []*task {
	return slices.DeleteFunc(w.serviceTasks(s), func(t *task) bool { return t.StartedBy != ts.Deployment.ID })
}

// serviceRole is the service-linked role with which ECS registers targets.
func (w *World) serviceRole() string {
	return "arn:aws:iam::" + w.cfg.Account + ":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
}

// launchesOn is a service's launch type: with task sets that of the primary one.
func (s *service) launchesOn() string {
	if ts := s.primaryTaskSet(); ts != nil {
		return ts.LaunchType
	}
	return s.LaunchType
}

// latest is the deployment of a service, or of its primary task set, to which what
// its tasks have written counts.
func (s *service) latest() *deployment {
	if ts := s.primaryTaskSet(); ts != nil && s.Deployment.ID == "" {
		return &ts.Deployment
	}
	return &s.Deployment
}

// balancersOf are the load balancer entries of one of a service's tasks: those of
// its task set, or the service's.
func (s *service) balancersOf(t *task) []balanced {
	if len(s.TaskSets) == 0 {
		return s.LoadBalancers // asked for each task of each pass
	}
	if ts := s.taskSet(t.StartedBy); ts != nil {
		return ts.LoadBalancers
	}
	return s.LoadBalancers
}

// isBehind reports whether tasks of a service join a target group.
func (s *service) isBehind(group string) bool {
	joins := func(b balanced) bool { return b.TargetGroup == group }
	return slices.ContainsFunc(s.LoadBalancers, joins) ||
		slices.ContainsFunc(s.TaskSets, func(ts taskSet) bool { return slices.ContainsFunc(ts.LoadBalancers, joins) })
}

// allBalancers are the load balancer entries of a service and of its task sets,
// each target group once.
func (s *service) allBalancers() []balanced {
	out := slices.Clone(s.LoadBalancers)
	for _, ts := range s.TaskSets {
		for _, b := range ts.LoadBalancers {
			if !slices.ContainsFunc(out, func(have balanced) bool { return have.TargetGroup == b.TargetGroup }) {
				out = append(out, b)
			}
		}
	}
	return out
}

// playsTaskSet reports whether a service plays the part of one of its task sets.
func (s *service) playsTaskSet() bool { return s.hasTaskSets() && s.Deployment.ID != "" }

// voice is a service's name in its events: with the task set whose part it plays.
func (s *service) voice() string {
	if s.playsTaskSet() {
		return fmt.Sprintf("(service %s, taskSet %s)", s.Name, s.Deployment.ID)
	}
	return fmt.Sprintf("(service %s)", s.Name)
}

// subject is a service in the trace of a decision.
func (s *service) subject() string {
	if s.playsTaskSet() {
		return "task set " + s.Deployment.ID + " of service " + s.Name
	}
	return "service " + s.Name
}
