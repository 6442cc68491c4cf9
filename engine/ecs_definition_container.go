package engine

import (
	"regexp"
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// imageName is what an image's name may hold: up to 255 characters before the
// digest. "Task definition parameters".
var imageName = regexp.MustCompile(`^([A-Za-z0-9._:/#-]+)(@sha256:[0-9a-f]+)?$`)

func validImage(name string) bool {
	m := imageName.FindStringSubmatch(name)
	return m != nil && len(m[1]) <= 255 && (m[2] == "" || len(m[2]) == len("@sha256:")+64)
}

// readContainers checks the containers one by one, all of one before the next,
// and keeps them in the body.
func (d *taskDefinition) readContainers(containers []api.ContainerDefinition, taskMemory int64) *api.Error {
	var spans portSpans
	for _, c := range containers {
		c = *sim.Clone(&c)
		if err := d.checkContainerName(&c); err != nil {
			return err
		}
		for _, check := range []func(*api.ContainerDefinition) *api.Error{
			func(c *api.ContainerDefinition) *api.Error { return checkContainerMemory(c, taskMemory) },
			checkTimeouts, checkRestartPolicy, d.checkNetworkMembers,
			func(c *api.ContainerDefinition) *api.Error { return d.readPortMappings(c, &spans) },
			readHealthCheck, checkEnvironment, d.checkSecrets, checkLogs,
			checkLinux, checkDockerOptions, d.checkWindowsMembers, d.checkSystemControls, d.readResources,
		} {
			if err := check(&c); err != nil {
				return err
			}
		}
		c.Essential, c.Cpu = orTrue(c.Essential), orZero(c.Cpu)
		c.PortMappings, c.Environment = orEmpty(c.PortMappings), orEmpty(c.Environment)
		d.Body.ContainerDefinitions = append(d.Body.ContainerDefinitions, c)
	}
	return nil
}

// checkContainerName checks the name and the image of a container.
func (d *taskDefinition) checkContainerName(c *api.ContainerDefinition) *api.Error {
	switch {
	case c.Name == "":
		return clientError("Container.name should not be null or empty.")
	case !ecsName(c.Name):
		return clientError("Container.name contains invalid characters.")
	case d.container(c.Name) != nil:
		return clientError("Container name '%s' is used more than once.", c.Name).Ours()
	case c.Image == "":
		return clientError("Container.image should not be null or empty.")
	case !validImage(c.Image):
		return clientError("Container.image contains invalid characters.")
	}
	return nil
}

// dnsSearchDomain is what a search domain may be. API Reference,
// ContainerDefinition.
var dnsSearchDomain = regexp.MustCompile(`^[a-zA-Z0-9-.]{0,253}[a-zA-Z0-9]$`)

// checkNetworkMembers checks what the network mode leaves of a container's own
// network. API Reference, ContainerDefinition.
func (d *taskDefinition) checkNetworkMembers(c *api.ContainerDefinition) *api.Error {
	mode := d.Body.NetworkMode
	awsvpc := mode == modeAwsvpc
	switch {
	case len(c.Links) > 0 && awsvpc:
		return clientError("Links are not supported when networkMode=awsvpc")
	case len(c.Links) > 0 && mode != modeBridge:
		return clientError("Links are not supported when networkMode=%s", mode).Ours()
	case len(c.DnsServers) > 0 && awsvpc:
		return clientError("DNS servers are not supported on container when networkMode=awsvpc")
	case len(c.DnsSearchDomains) > 0 && awsvpc:
		return clientError("DNS search domains are not supported on container when networkMode=awsvpc").Ours()
	case len(c.ExtraHosts) > 0 && awsvpc:
		return clientError("Extra hosts are not supported on container when networkMode=awsvpc").Ours()
	case c.Hostname != "" && awsvpc:
		return clientError("Hostname is not supported on container when networkMode=awsvpc").Ours()
	case yes(c.DisableNetworking) && awsvpc:
		return clientError("Disable Networking is not supported on container when networkMode=awsvpc")
	}
	for _, domain := range c.DnsSearchDomains {
		if !dnsSearchDomain.MatchString(domain) {
			return clientError("The DNS search domain '%s' of container '%s' is not valid.", domain, c.Name).Ours()
		}
	}
	return nil
}

// readResources counts the GPUs that a container needs.
func (d *taskDefinition) readResources(c *api.ContainerDefinition) *api.Error {
	for _, r := range c.ResourceRequirements {
		n, whole := wholeNumber(r.Value)
		switch {
		case r.Type != "GPU":
			return clientError("Unsupported resource type '%s'", r.Type).Ours()
		case !whole || n < 1 || n > 64:
			return clientError("Invalid setting for container '%s'. The value '%s' of a GPU requirement is not a number of whole GPUs.", c.Name, r.Value).Ours()
		}
		d.GPUs += n
	}
	return nil
}

// checkLinks refuses links to containers that there are not, and links of a form
// that there is not.
func (d *taskDefinition) checkLinks() *api.Error {
	for _, c := range d.Body.ContainerDefinitions {
		for _, link := range c.Links {
			target := linked(link)
			if target == c.Name || d.container(target) == nil {
				return clientError("Container '%s': links names '%s', which is no other container of the task definition.", c.Name, target).Ours()
			}
		}
	}
	p := d.Body.ProxyConfiguration
	switch {
	case p == nil:
	case d.container(p.ContainerName) == nil:
		return clientError("proxyConfiguration names the container '%s', which the task definition does not have.", p.ContainerName).Ours()
	case d.Body.NetworkMode != modeAwsvpc:
		return clientError("proxyConfiguration is supported when networkMode=awsvpc only.").Ours()
	}
	return nil
}

// checkWindowsMembers refuses what Windows containers do not have. "Amazon ECS
// task definition differences for EC2 instances running Windows".
func (d *taskDefinition) checkWindowsMembers(c *api.ContainerDefinition) *api.Error {
	if !d.windows() {
		return nil
	}
	given := []struct {
		member string
		is     bool
	}{
		{"memoryReservation", c.MemoryReservation != nil},
		{"links", len(c.Links) > 0},
		{"dnsServers", len(c.DnsServers) > 0},
		{"dnsSearchDomains", len(c.DnsSearchDomains) > 0},
		{"extraHosts", len(c.ExtraHosts) > 0},
		{"disableNetworking", yes(c.DisableNetworking)},
		{"privileged", yes(c.Privileged)},
		{"user", c.User != ""},
		{"readonlyRootFilesystem", yes(c.ReadonlyRootFilesystem)},
		{"ulimits", len(c.Ulimits) > 0},
		{"linuxParameters", c.LinuxParameters != nil},
		{"systemControls", len(c.SystemControls) > 0},
		{"resourceRequirements", len(c.ResourceRequirements) > 0},
		{"environmentFiles", len(c.EnvironmentFiles) > 0 && !d.requires("FARGATE")},
	}
	i := slices.IndexFunc(given, func(g struct {
		member string
		is     bool
	},
	) bool {
		return g.is
	})
	if i < 0 {
		return nil
	}
	return clientError("Container '%s': %s is not supported for Windows containers.", c.Name, given[i].member).Ours()
}
