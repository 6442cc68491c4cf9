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
	if have := w.s.Services.Get(s.ARN); have != nil && have.Status != "INACTIVE" {
		return w.createAgain(have, s)
	} else if have != nil {
		s.SteadyTurn = have.SteadyTurn // what the old service has in the queue is stale
	}
	s.CreatedAt, s.CreatedBy, s.Status = w.s.Now, w.arn(c.as), "ACTIVE"
	s.Deployment = w.newDeployment(s)
	w.s.Services.Put(s.ARN, s)
	w.changed(c, s.Name, s.ARN, k.ARN)
	w.tellDeployment(s)
	w.pass(s)
	out := w.serviceView(s)
	return &api.CreateServiceOutput{Service: &out}, nil
}

// createAgain answers a CreateService for a name that is taken: the same
// request gets the same service.
func (w *World) createAgain(have, s *service) (*api.CreateServiceOutput, *api.Error) {
	if have.Status == "DRAINING" {
		return nil, invalid("Unable to Start a service that is still Draining.")
	}
	same := have.Definition == s.Definition && have.Desired == s.Desired && have.Minimum == s.Minimum && have.Maximum == s.Maximum &&
		have.Grace == s.Grace && have.Volume.same(s.Volume) && slices.Equal(have.Strategies, s.Strategies) && sameConstraints(have.Constraints, s.Constraints) &&
		slices.EqualFunc(have.LoadBalancers, s.LoadBalancers, func(a, b balanced) bool {
			return a.TargetGroup == b.TargetGroup && a.Container == b.Container && a.Port == b.Port
		})
	if !same {
		return nil, invalid("Creation of service was not idempotent.")
	}
	out := w.serviceView(have)
	return &api.CreateServiceOutput{Service: &out}, nil
}

// readService checks a request for a replica service on EC2.
func (w *World) readService(k *cluster, in *api.CreateServiceInput) (*service, *api.Error) {
	switch {
	case !ecsName(in.ServiceName):
		return nil, invalid("Invalid service name.").Ours()
	case in.TaskDefinition == "":
		return nil, invalid("TaskDefinition cannot be blank.").Ours()
	case in.LaunchType == "FARGATE" && len(in.PlacementStrategy) > 0:
		return nil, invalid("Placement strategies are not supported with FARGATE launch type.")
	case in.LaunchType == "FARGATE" && len(in.PlacementConstraints) > 0:
		return nil, invalid("Placement constraints are not supported with FARGATE launch type.").Ours()
	case in.LaunchType != "" && in.LaunchType != "EC2":
		return nil, notYet("The launch type %s", in.LaunchType)
	case in.SchedulingStrategy == "DAEMON" && len(in.PlacementStrategy) > 0:
		return nil, invalid("The daemon scheduling strategy does not support placement strategies")
	case in.SchedulingStrategy == "DAEMON":
		return nil, notYet("The scheduling strategy DAEMON")
	case in.DesiredCount == nil:
		return nil, invalid("desiredCount is required for the REPLICA scheduling strategy.").Ours()
	}
	if err := checkDesired(*in.DesiredCount); err != nil {
		return nil, err
	}
	d, err := w.activeDefinition(in.TaskDefinition)
	if err != nil {
		return nil, err
	}
	if err := d.launchable("EC2"); err != nil {
		return nil, err
	}
	s := &service{
		Name: in.ServiceName, ARN: w.ecsARN("service", k.Name+"/"+in.ServiceName), Cluster: k.Name, Definition: d.Body.TaskDefinitionArn,
		Desired: *in.DesiredCount, Minimum: 100, Maximum: 200, Grace: value(in.HealthCheckGracePeriodSeconds), LaunchType: "EC2", Said: map[string]sim.Time{},
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
	if s.Constraints, err = readConstraints(in.PlacementConstraints, d); err != nil {
		return nil, err
	}
	if s.Strategies, err = readStrategies(in.PlacementStrategy); err != nil {
		return nil, err
	}
	return s, w.readLoadBalancers(s, d, in.LoadBalancers)
}

// notYet refuses by name what is real and not simulated.
func notYet(format string, args ...any) *api.Error {
	return invalid(format+" is not simulated yet.", args...).Ours()
}

// maxTasks is the default quota of tasks of a service. "Amazon ECS service
// quotas".
const maxTasks = 5000

func checkDesired(n int64) *api.Error {
	switch {
	case n < 0:
		return invalid("desiredCount cannot be negative.")
	case n > maxTasks:
		return invalid("The maximum number of tasks of a service is %d.", maxTasks).Ours()
	}
	return nil
}

func checkGrace(seconds int64) *api.Error {
	if seconds < 0 || seconds > 1<<31-1 {
		return invalid("healthCheckGracePeriodSeconds must be from 0 to 2147483647.").Ours()
	}
	return nil
}

func readBounds(s *service, in *api.DeploymentConfiguration) *api.Error {
	if in == nil {
		return nil
	}
	if in.MinimumHealthyPercent != nil {
		s.Minimum = *in.MinimumHealthyPercent
	}
	if in.MaximumPercent != nil {
		s.Maximum = *in.MaximumPercent
	}
	switch {
	case s.Minimum > 100:
		return invalid("minimumHealthyPercent must be at most 100")
	case s.Minimum < 0:
		return invalid("minimumHealthyPercent must not be negative.").Ours()
	case s.Maximum > 1<<31-1:
		return invalid("maximumPercent must be at most 2147483647.").Ours()
	case s.Maximum < 100:
		return invalid("maximumPercent must be at least 100.").Ours()
	}
	return nil
}

func (w *World) readLoadBalancers(s *service, d *taskDefinition, in []api.ServiceLoadBalancer) *api.Error {
	if len(in) > 5 {
		return invalid("A service has at most 5 target groups.").Ours()
	}
	for _, lb := range in {
		switch {
		case lb.LoadBalancerName != "" && lb.TargetGroupArn != "":
			return invalid("loadBalancerName and targetGroupArn cannot both be specified")
		case lb.LoadBalancerName != "":
			return notYet("A Classic Load Balancer")
		}
		g := w.s.TargetGroups.Get(lb.TargetGroupArn)
		if g == nil {
			return invalid("The target group %s does not exist.", lb.TargetGroupArn).Ours()
		}
		if len(w.balancersOf(g.ARN)) == 0 {
			return invalid("The target group with targetGroupArn %s does not have an associated load balancer.", g.ARN)
		}
		if err := checkBalanced(d, lb.ContainerName, value(lb.ContainerPort)); err != nil {
			return err
		}
		s.LoadBalancers = append(s.LoadBalancers, balanced{TargetGroup: g.ARN, Container: lb.ContainerName, Port: *lb.ContainerPort})
	}
	return nil
}

// checkBalanced refuses a container, or a port of it, that a task definition does
// not have.
func checkBalanced(d *taskDefinition, container string, port int64) *api.Error {
	i := slices.IndexFunc(d.Body.ContainerDefinitions, func(c api.ContainerDefinition) bool { return c.Name == container })
	if i < 0 {
		return invalid("The container %s does not exist in the task definition.", container)
	}
	if !slices.ContainsFunc(d.Body.ContainerDefinitions[i].PortMappings, func(p api.PortMapping) bool { return *p.ContainerPort == port }) {
		return invalid("The container %s did not have a container port %d defined.", container, port)
	}
	return nil
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
	case s.Desired > 0 && (in.Force == nil || !*in.Force):
		return nil, invalid("The service cannot be stopped while it is scaled above 0.")
	}
	s.Status, s.Desired, s.Steady = "DRAINING", 0, false
	w.changed(c, s.Name, s.ARN)
	w.pass(s)
	out := w.serviceView(s)
	return &api.DeleteServiceOutput{Service: &out}, nil
}

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
			out.Services = append(out.Services, w.serviceView(s))
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
		if s.Cluster == k.Name && s.Status == "ACTIVE" {
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
		LaunchType: s.LaunchType, TaskDefinition: s.Definition,
		DeploymentConfiguration: &api.DeploymentConfiguration{MaximumPercent: &s.Maximum, MinimumHealthyPercent: &s.Minimum},
		Deployments:             w.deploymentViews(s), Events: []api.ServiceEvent{}, CreatedAt: w.stamp(s.CreatedAt),
		PlacementConstraints: *sim.Clone(&s.Constraints), PlacementStrategy: slices.Clone(s.Strategies),
		HealthCheckGracePeriodSeconds: &grace, SchedulingStrategy: "REPLICA", CreatedBy: s.CreatedBy, PropagateTags: "NONE",
	}
	out.DeploymentConfiguration = sim.Clone(out.DeploymentConfiguration)
	if len(s.LoadBalancers) > 0 {
		out.RoleArn = "arn:aws:iam::" + w.cfg.Account + ":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
	}
	for _, lb := range s.LoadBalancers {
		port := lb.Port
		out.LoadBalancers = append(out.LoadBalancers, api.ServiceLoadBalancer{TargetGroupArn: lb.TargetGroup, ContainerName: lb.Container, ContainerPort: &port})
	}
	if s.Status != "ACTIVE" {
		out.Deployments = []api.Deployment{}
	}
	for _, e := range s.Events {
		out.Events = append(out.Events, api.ServiceEvent{Id: e.ID, CreatedAt: w.stamp(e.At), Message: e.Message})
	}
	return out
}

// say adds a message to a service's events unless the same was said within six
// hours. key tells what counts as the same.
func (w *World) say(s *service, key, message string, trace int, resources ...string) {
	if at, said := s.Said[key]; said && key != "" && w.s.Now.Sub(at) < duplicateEvents {
		return
	}
	if key != "" {
		s.Said[key] = w.s.Now
	}
	id := w.s.IDs.Hex(32)
	id = strings.Join([]string{id[:8], id[8:12], id[12:16], id[16:20], id[20:]}, "-")
	s.Events = slices.Insert(s.Events, 0, serviceEvent{ID: id, At: w.s.Now, Message: message})
	s.Events = s.Events[:min(len(s.Events), 100)]
	w.emit(Event{Source: sourceECS, DetailType: serviceEventMessage, Resources: append([]string{s.ARN}, resources...), Message: message, Trace: trace})
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
	return cmp.Or(cmp.Compare(a.Created, b.Created), cmp.Compare(a.ARN, b.ARN))
}
