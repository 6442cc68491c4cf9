package engine

import (
	"slices"

	"drydock/engine/api"
)

// maxBalanced is how many target groups a service has. "Registering multiple target
// groups with an Amazon ECS service".
const maxBalanced = 5

// readLoadBalancers checks the load balancer entries of a service, or of a task set
// that is given as one, and adds them to it.
func (w *World) readLoadBalancers(s *service, d *taskDefinition, in []api.ServiceLoadBalancer) *api.Error {
	if len(in) > maxBalanced {
		return invalid("A service has at most %d target groups.", maxBalanced).Ours()
	}
	for _, lb := range in {
		g, err := w.readBalanced(lb)
		if err != nil {
			return err
		}
		b := balanced{TargetGroup: g.ARN, Container: lb.ContainerName, Port: value(lb.ContainerPort)}
		if err := w.checkEntry(s, d, b); err != nil {
			return err
		}
		s.LoadBalancers = append(s.LoadBalancers, b)
	}
	if len(in) > 1 && w.hasClassic(s.LoadBalancers) {
		return invalid("A service with a Classic Load Balancer has no other load balancer.").Ours()
	}
	return nil
}

// readBalanced finds the target group of an entry, or the pool of the Classic Load
// Balancer that it names.
func (w *World) readBalanced(lb api.ServiceLoadBalancer) (*targetGroup, *api.Error) {
	if lb.LoadBalancerName != "" {
		found := w.classicBalancer(lb.LoadBalancerName)
		switch {
		case lb.TargetGroupArn != "":
			return nil, invalid("loadBalancerName and targetGroupArn cannot both be specified")
		case found == nil:
			return nil, invalid("There is no Classic Load Balancer with the name %s: others are named by their target groups.", lb.LoadBalancerName).Ours()
		}
		return w.s.TargetGroups.Get(found.ARN), nil
	}
	g := w.s.TargetGroups.Get(lb.TargetGroupArn)
	if g == nil || !g.seen() {
		if named := w.targetGroupNamed(lb.TargetGroupArn); named != nil {
			return nil, invalid("The target group %s does not exist: that is the name of one, and its ARN is wanted, %s.", lb.TargetGroupArn, named.ARN).Ours()
		}
		return nil, invalid("The target group %s does not exist.", lb.TargetGroupArn).Ours()
	}
	if len(w.balancersOf(g.ARN)) == 0 {
		return nil, invalid("The target group with targetGroupArn %s does not have an associated load balancer.", g.ARN)
	}
	return g, nil
}

// checkEntry refuses a load balancer entry that does not suit the tasks.
func (w *World) checkEntry(s *service, d *taskDefinition, b balanced) *api.Error {
	g := w.s.TargetGroups.Get(b.TargetGroup)
	check := func() *api.Error { return checkTargetType(d, g) }
	if g.Classic {
		check = func() *api.Error { return checkClassic(s, d, g) }
	}
	if err := check(); err != nil {
		return err
	}
	if err := w.checkBalancedNetwork(s, g); err != nil {
		return err
	}
	if err := checkBalanced(d, b.Container, b.Port); err != nil {
		return err
	}
	if g.Classic {
		return checkStaticPort(d, g, b)
	}
	return nil
}

// checkClassic refuses a Classic Load Balancer for tasks with network interfaces of
// their own, so for all on Fargate, and for services that ECS does not deploy by
// itself. "Use load balancing to distribute Amazon ECS service traffic".
func checkClassic(s *service, d *taskDefinition, g *targetGroup) *api.Error {
	switch {
	case d.Body.NetworkMode == modeAwsvpc:
		return invalid("The Classic Load Balancer %s is incompatible with the awsvpc network mode specified in the task definition: an Application Load Balancer or a Network Load Balancer is needed.", g.Name).Ours()
	case s.hasTaskSets():
		return invalid("The %s deployment controller does not support Classic Load Balancers.", s.Controller).Ours()
	}
	return nil
}

// checkStaticPort refuses a port that every task has on another host port: a Classic
// Load Balancer sends requests to one port of all its instances.
func checkStaticPort(d *taskDefinition, g *targetGroup, b balanced) *api.Error {
	if d.Body.NetworkMode == modeHost {
		return nil // the host port is the container port
	}
	for _, c := range d.Body.ContainerDefinitions {
		for _, p := range c.PortMappings {
			if c.Name == b.Container && p.ContainerPort != nil && *p.ContainerPort == b.Port && value(p.HostPort) == 0 {
				return invalid("The Classic Load Balancer %s does not support dynamic host ports: the port mapping of the container %s for %d needs a host port.", g.Name, b.Container, b.Port).Ours()
			}
		}
	}
	return nil
}

// checkTargetType refuses a target group whose targets the tasks cannot be: those
// of awsvpc mode have addresses of their own, the others their instance's.
// "Use load balancing to distribute Amazon ECS service traffic".
func checkTargetType(d *taskDefinition, g *targetGroup) *api.Error {
	mode := d.Body.NetworkMode
	if (mode == modeAwsvpc) == (g.TargetType == targetIP) {
		return nil
	}
	return invalid("The provided target group %s has target type %s, which is incompatible with the %s network mode specified in the task definition.", g.ARN, g.TargetType, mode)
}

// checkBalancedNetwork refuses a target group for where the tasks are to be: their
// addresses must be of its VPC, and Fargate has UDP behind a Network Load Balancer
// since platform version 1.4.0. "Use a Network Load Balancer for Amazon ECS".
func (w *World) checkBalancedNetwork(s *service, g *targetGroup) *api.Error {
	switch {
	case s.Network != nil && w.s.Subnets.Get(s.Network.Subnets[0]).VPC != g.VPC:
		return invalid("The target group %s is of another VPC than the subnets.", g.ARN).Ours()
	case s.Platform == platformBefore && g.alwaysPreserves():
		return invalid("The target group %s has the protocol %s, which needs the platform version 1.4.0 or later.", g.ARN, g.Protocol).Ours()
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
	if !slices.ContainsFunc(d.Body.ContainerDefinitions[i].PortMappings, func(p api.PortMapping) bool { return p.ContainerPort != nil && *p.ContainerPort == port }) {
		return invalid("The container %s did not have a container port %d defined.", container, port)
	}
	return nil
}
