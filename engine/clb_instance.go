package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"drydock/engine/api"
	"drydock/engine/targethealth"
)

// What DescribeInstanceHealth says of instances. API Reference, InstanceState.
const (
	inService    = "InService"
	outOfService = "OutOfService"

	reasonELB      = "ELB"
	reasonInstance = "Instance"

	textRegistering   = "Instance registration is still in progress."
	textPassing       = "Instance has not passed the configured HealthyThreshold number of health checks consecutively."
	textZone          = "Instance is in the EC2 Availability Zone for which LoadBalancer is not configured to route traffic to."
	textDraining      = "Instance deregistration currently in progress."
	textNotRegistered = "Instance is not currently registered with the LoadBalancer."
)

// classicTarget is what a health check of a Classic Load Balancer asks. API
// Reference, HealthCheck.
var classicTarget = regexp.MustCompile(`^(?:(TCP|SSL):([0-9]{1,5})|(HTTP|HTTPS):([0-9]{1,5})(/.*))$`)

func (w *World) configureHealthCheck(c *call, in *api.ConfigureHealthCheckInput) (*api.ConfigureHealthCheckOutput, *api.Error) {
	lb, pool, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	next, err := readClassicCheck(pool.Check, in.HealthCheck)
	if err != nil {
		return nil, err
	}
	if next != pool.Check {
		pool.Check = next
		w.changed(c, fmt.Sprintf("%s checks %s every %d s", lb.Name, pool.classicTarget(), next.Interval), lb.ARN)
	}
	return &api.ConfigureHealthCheckOutput{HealthCheck: pool.classicCheck()}, nil
}

// readClassicCheck checks a health check, which is given as a whole.
func readClassicCheck(have healthCheck, in *api.ClassicHealthCheck) (healthCheck, *api.Error) {
	if in == nil {
		return have, validation("HealthCheck must be specified")
	}
	m := classicTarget.FindStringSubmatch(in.Target)
	if m == nil {
		return have, validation("HealthCheck Target '%s' must be like TCP:80, SSL:443, HTTP:80/path or HTTPS:443/path", in.Target)
	}
	have.Protocol, have.Port, have.Path, have.Matcher = m[1]+m[3], m[2]+m[4], m[5], ""
	if have.Path != "" {
		have.Matcher = "200" // any other answer fails
	}
	port, _ := strconv.ParseInt(have.Port, 10, 64)
	for _, n := range []struct {
		name      string
		given     *int64
		low, high int64
		into      *int64
	}{
		{"Interval", in.Interval, 5, 300, &have.Interval},
		{"Timeout", in.Timeout, 2, 60, &have.Timeout},
		{"UnhealthyThreshold", in.UnhealthyThreshold, 2, 10, &have.Thresholds.UnhealthyThreshold},
		{"HealthyThreshold", in.HealthyThreshold, 2, 10, &have.Thresholds.HealthyThreshold},
	} {
		if *n.into = value(n.given); *n.into < n.low || *n.into > n.high {
			return have, validation("HealthCheck %s must be from %d to %d", n.name, n.low, n.high)
		}
	}
	switch {
	case port < 1 || port > 65535:
		return have, validation("HealthCheck Target port '%s' must be from 1 to 65535", have.Port)
	case have.Timeout >= have.Interval:
		return have, validation("HealthCheck timeout must be less than interval")
	}
	return have, nil
}

// classicTarget is what a pool's health check asks, in one word.
func (g *targetGroup) classicTarget() string {
	return g.Check.Protocol + ":" + g.Check.Port + g.Check.Path
}

// classicCheck is a pool's health check as the API shows it.
func (g *targetGroup) classicCheck() *api.ClassicHealthCheck {
	check := g.Check
	return &api.ClassicHealthCheck{
		Target: g.classicTarget(), Interval: &check.Interval, Timeout: &check.Timeout,
		UnhealthyThreshold: &check.Thresholds.UnhealthyThreshold, HealthyThreshold: &check.Thresholds.HealthyThreshold,
	}
}

// instances are those that are registered in a pool.
func (g *targetGroup) instances() []api.ClassicInstance {
	out := []api.ClassicInstance{}
	for _, t := range g.Targets {
		if t.Health.State != targethealth.Draining {
			out = append(out, api.ClassicInstance{InstanceId: t.ID})
		}
	}
	return out
}

// readInstances checks the instances of a request.
func (w *World) readInstances(in []api.ClassicInstance) *api.Error {
	for _, i := range in {
		if w.s.Instances.Get(i.InstanceId) == nil {
			return api.Refuse("InvalidInstance", "Could not find EC2 instance %s.", i.InstanceId)
		}
	}
	return nil
}

func (w *World) registerInstances(c *call, in *api.RegisterInstancesWithLoadBalancerInput) (*api.RegisterInstancesWithLoadBalancerOutput, *api.Error) {
	lb, pool, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	if err := w.readInstances(in.Instances); err != nil {
		return nil, err
	}
	for _, i := range in.Instances {
		have := w.s.Instances.Get(i.InstanceId)
		switch {
		case w.s.Subnets.Get(have.Subnet).VPC != lb.VPC:
			return nil, api.Refuse("InvalidInstance", "EC2 instance %s is not in the same VPC as ELB.", i.InstanceId)
		case have.State != "running":
			return nil, api.Refuse("InvalidInstance", "EC2 instance %s is %s.", i.InstanceId, have.State)
		}
	}
	for _, i := range in.Instances {
		if have := w.target(pool, i.InstanceId, 0); have == nil || have.Health.State == targethealth.Draining {
			w.changed(c, w.shown(i.InstanceId)+" with "+lb.Name, lb.ARN, i.InstanceId)
			w.register(pool, i.InstanceId, 0)
		}
	}
	return &api.RegisterInstancesWithLoadBalancerOutput{Instances: pool.instances()}, nil
}

func (w *World) deregisterInstances(c *call, in *api.DeregisterInstancesFromLoadBalancerInput) (*api.DeregisterInstancesFromLoadBalancerOutput, *api.Error) {
	lb, pool, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	if err := w.readInstances(in.Instances); err != nil {
		return nil, err
	}
	for _, i := range in.Instances {
		if t := w.target(pool, i.InstanceId, 0); t != nil && t.Health.State != targethealth.Draining {
			w.changed(c, w.shown(i.InstanceId)+" from "+lb.Name, lb.ARN, i.InstanceId)
			w.drain(pool, t)
			w.passBalanced(pool)
		}
	}
	return &api.DeregisterInstancesFromLoadBalancerOutput{Instances: pool.instances()}, nil
}

// describeInstanceHealth leaves out terminated instances, as documented.
func (w *World) describeInstanceHealth(_ *call, in *api.DescribeInstanceHealthInput) (*api.DescribeInstanceHealthOutput, *api.Error) {
	_, pool, err := w.findClassic(in.LoadBalancerName)
	if err != nil {
		return nil, err
	}
	if err := w.readInstances(in.Instances); err != nil {
		return nil, err
	}
	asked := in.Instances
	if asked == nil {
		asked = pool.instances()
	}
	out := &api.DescribeInstanceHealthOutput{InstanceStates: []api.InstanceHealth{}}
	for _, i := range asked {
		if w.s.Instances.Get(i.InstanceId).State != "terminated" {
			out.InstanceStates = append(out.InstanceStates, w.classicHealth(pool, i.InstanceId))
		}
	}
	return out, nil
}

// classicHealth is how a Classic Load Balancer sees an instance.
func (w *World) classicHealth(pool *targetGroup, id string) api.InstanceHealth {
	t := w.target(pool, id, 0)
	if t == nil {
		return api.InstanceHealth{InstanceId: id, State: outOfService, ReasonCode: reasonInstance, Description: textNotRegistered}
	}
	out := api.InstanceHealth{InstanceId: id, State: classicState(t.Health.State), ReasonCode: t.Health.Reason, Description: t.Health.Text}
	if out.State == inService {
		out.ReasonCode, out.Description = "N/A", "N/A"
	}
	return out
}

// classicState is the state of a registration as a Classic Load Balancer calls it.
func classicState(s targethealth.State) string {
	if s == targethealth.Healthy {
		return inService
	}
	return outOfService
}

// classicUnused is why a Classic Load Balancer sends nothing to an instance for what
// is no matter of health checks; nothing when it does.
func (w *World) classicUnused(pool *targetGroup, t *target) (state targethealth.State, reason, text string) {
	if i := w.s.Instances.Get(t.ID); i.State != "running" {
		return targethealth.Unused, reasonInstance, "Instance is in " + i.halted() + " state."
	}
	if w.nodeFor(w.balancersOf(pool.ARN), pool, t) == nil {
		return targethealth.Unused, reasonELB, textZone
	}
	return "", "", ""
}

// seen reports whether a target group is one that people see: no pool of a Classic
// Load Balancer, and not deleted.
func (g *targetGroup) seen() bool { return !g.Deleted && !g.Classic }

// hasClassic reports whether one of some load balancer entries is a Classic Load
// Balancer.
func (w *World) hasClassic(entries []balanced) bool {
	return slices.ContainsFunc(entries, func(b balanced) bool { return w.s.TargetGroups.Get(b.TargetGroup).Classic })
}
