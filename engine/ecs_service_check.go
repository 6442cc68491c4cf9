package engine

import "drydock/engine/api"

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

// Scheduling strategies. API Reference, CreateService.
const (
	strategyReplica = "REPLICA"
	strategyDaemon  = "DAEMON"
)

// scheduling is a service's scheduling strategy.
func (s *service) scheduling() string {
	if s.Daemon {
		return strategyDaemon
	}
	return strategyReplica
}

// checkCount checks how many tasks a new service is to have.
func checkCount(in *api.CreateServiceInput, launchType string) *api.Error {
	switch {
	case in.SchedulingStrategy == strategyDaemon && launchType == launchFargate:
		return invalid("The daemon scheduling strategy does not support the FARGATE launch type").Ours()
	case in.SchedulingStrategy == strategyDaemon:
		return checkDaemon(in.DesiredCount, in.PlacementStrategy, in.DeploymentConfiguration)
	case in.DesiredCount == nil:
		return invalid("desiredCount is required for the REPLICA scheduling strategy.").Ours()
	}
	return checkDesired(*in.DesiredCount)
}

// checkDaemon refuses what a daemon service does not have: ECS counts, and places
// one task on each instance.
func checkDaemon(desired *int64, strategies []api.PlacementStrategy, bounds *api.DeploymentConfiguration) *api.Error {
	switch {
	case len(strategies) > 0:
		return invalid("The daemon scheduling strategy does not support placement strategies")
	case desired != nil:
		return invalid("The daemon scheduling strategy does not support a desired count for services")
	case bounds != nil && value(bounds.MaximumPercent) > 100:
		return invalid("The daemon scheduling strategy does not support values above 100 for maximumPercent")
	}
	return nil
}

// checkLaunch refuses what a request asks of a launch type that it does not
// give: a service and a task that is run alike.
func checkLaunch(launchType, platformVersion string, strategies []api.PlacementStrategy, constraints []api.PlacementConstraint) *api.Error {
	switch {
	case launchType == "FARGATE" && len(strategies) > 0:
		return invalid("Placement strategies are not supported with FARGATE launch type.")
	case launchType == "FARGATE" && len(constraints) > 0:
		return invalid("Placement constraints are not supported with FARGATE launch type.").Ours()
	case launchType != "" && launchType != launchEC2 && launchType != launchFargate:
		return notYet("The launch type %s", launchType)
	case platformVersion != "" && launchType != launchFargate:
		return invalid("The platform version must be null when specifying an EC2 launch type")
	}
	return nil
}
