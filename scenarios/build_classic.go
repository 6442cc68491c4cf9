package scenarios

import (
	"cmp"

	"drydock/engine/api"
	"drydock/scenarios/source"
)

// classic makes a Classic Load Balancer with its health check and its instances. It
// goes by its name everywhere.
func (b *builder) classic(r *row) error {
	own, request := r.kind.split(r.tree)
	in, _, err := r.kind.operation().DecodeKeys(r.kind.complete(own, request))
	if err != nil {
		return err
	}
	if _, err := b.call(r.kind.op, in); err != nil {
		return err
	}
	name := in.(*api.CreateClassicLoadBalancerInput).LoadBalancerName
	var more classicOwn
	source.Decode(r.tree, &more)
	if more.HealthCheck != nil {
		if _, err := b.call("elb:ConfigureHealthCheck", &api.ConfigureHealthCheckInput{LoadBalancerName: name, HealthCheck: more.HealthCheck.request()}); err != nil {
			return err
		}
	}
	if len(more.Instances) == 0 {
		return nil
	}
	instances := &api.RegisterInstancesWithLoadBalancerInput{LoadBalancerName: name}
	for _, id := range more.Instances {
		instances.Instances = append(instances.Instances, api.ClassicInstance{InstanceId: id})
	}
	_, err = b.call("elb:RegisterInstancesWithLoadBalancer", instances)
	return err
}

// request is the health check as the API takes it, as a whole.
func (c *classicCheckOwn) request() *api.ClassicHealthCheck {
	interval, timeout, healthy, unhealthy := cmp.Or(c.Interval, 30), cmp.Or(c.Timeout, 5), cmp.Or(c.Healthy, 10), cmp.Or(c.Unhealthy, 2)
	return &api.ClassicHealthCheck{Target: c.Target, Interval: &interval, Timeout: &timeout, HealthyThreshold: &healthy, UnhealthyThreshold: &unhealthy}
}
