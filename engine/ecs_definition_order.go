package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
)

// maxStopTimeout bounds stopTimeout and startTimeout where AWS documents no
// maximum, in seconds.
const maxStopTimeout = 24 * 60 * 60

// checkEssential: some container must be.
func (d *taskDefinition) checkEssential() *api.Error {
	if !slices.ContainsFunc(d.Body.ContainerDefinitions, func(c api.ContainerDefinition) bool { return *c.Essential }) {
		return clientError("At least one container must be essential.").Ours()
	}
	return nil
}

// checkTimeouts: "Task definition parameters", container timeouts.
func checkTimeouts(c *api.ContainerDefinition) *api.Error {
	for _, t := range []struct {
		member  string
		seconds int64
	}{{"startTimeout", value(c.StartTimeout)}, {"stopTimeout", value(c.StopTimeout)}} {
		if t.seconds < 0 || t.seconds > maxStopTimeout {
			return clientError("Invalid setting for container '%s'. '%s' must be from 0 to %d.", c.Name, t.member, maxStopTimeout).Ours()
		}
	}
	return nil
}

// checkRestartPolicy: API Reference, ContainerRestartPolicy.
func checkRestartPolicy(c *api.ContainerDefinition) *api.Error {
	p := c.RestartPolicy
	switch {
	case p == nil:
	case len(p.IgnoredExitCodes) > 50:
		return clientError("Invalid setting for container '%s'. A restart policy has at most 50 ignoredExitCodes.", c.Name).Ours()
	case p.RestartAttemptPeriod != nil && (*p.RestartAttemptPeriod < 60 || *p.RestartAttemptPeriod > 1800):
		return clientError("Invalid setting for container '%s'. 'restartAttemptPeriod' must be from 60 to 1800.", c.Name).Ours()
	}
	return nil
}

// readHealthCheck checks a health check and fills in its defaults. API
// Reference, HealthCheck.
func readHealthCheck(c *api.ContainerDefinition) *api.Error {
	h := c.HealthCheck
	if h == nil {
		return nil
	}
	if len(h.Command) < 2 || h.Command[0] != "CMD" && h.Command[0] != "CMD-SHELL" {
		return clientError("Invalid setting for container '%s'. The command of a health check begins with CMD or CMD-SHELL, and says what to run.", c.Name).Ours()
	}
	for _, f := range []struct {
		member       string
		seconds      **int64
		from, to, by int64 // by: the default; 0 leaves it out
	}{{"interval", &h.Interval, 5, 300, 30}, {"timeout", &h.Timeout, 2, 60, 5}, {"retries", &h.Retries, 1, 10, 3}, {"startPeriod", &h.StartPeriod, 0, 300, 0}} {
		switch given := *f.seconds; {
		case given == nil && f.by != 0:
			*f.seconds = &f.by
		case given != nil && (*given < f.from || *given > f.to):
			return clientError("Invalid setting for container '%s'. '%s' of a health check must be from %d to %d.", c.Name, f.member, f.from, f.to).Ours()
		}
	}
	return nil
}

// checkDependencies: a container can only wait for what can come about. API
// Reference, ContainerDependency.
func (d *taskDefinition) checkDependencies() *api.Error {
	for _, c := range d.Body.ContainerDefinitions {
		for _, on := range c.DependsOn {
			target := d.container(on.ContainerName)
			switch {
			case target == nil:
				return clientError("Cannot depend on container %s because it does not exist", on.ContainerName)
			case (on.Condition == "COMPLETE" || on.Condition == "SUCCESS") && *target.Essential:
				return clientError("A dependency container with SUCCESS or COMPLETE condition cannot be an essential container")
			case on.Condition == "HEALTHY" && target.HealthCheck == nil:
				return clientError("A dependency container with HEALTHY condition must have health check defined").Ours()
			}
		}
	}
	for _, c := range d.Body.ContainerDefinitions {
		if ring := d.ringFrom(c.Name, nil); ring != nil {
			return clientError("The containers depend on each other in a ring: %s.", strings.Join(ring, " -> ")).Ours()
		}
	}
	return nil
}

// ringFrom follows what a container waits for, and what that waits for, until it
// comes to a container a second time: it returns the ring; nil when there is
// none. way is the containers on the way to this one.
func (d *taskDefinition) ringFrom(name string, way []string) []string {
	if i := slices.Index(way, name); i >= 0 {
		return append(slices.Clone(way[i:]), name)
	}
	c := d.container(name)
	if c == nil {
		return nil
	}
	for _, next := range waitsFor(c) {
		if ring := d.ringFrom(next, append(slices.Clone(way), name)); ring != nil {
			return ring
		}
	}
	return nil
}

// waitsFor are the containers that must have started before one does: those that
// it depends on, links to, or takes volumes from.
func waitsFor(c *api.ContainerDefinition) []string {
	var out []string
	for _, on := range c.DependsOn {
		out = append(out, on.ContainerName)
	}
	for _, link := range c.Links {
		out = append(out, linked(link))
	}
	for _, from := range c.VolumesFrom {
		if from.SourceContainer != c.Name { // which is told in its own words
			out = append(out, from.SourceContainer)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// linked is the container that a link, "db:database", leads to.
func linked(link string) string {
	name, _, _ := strings.Cut(link, ":")
	return name
}
