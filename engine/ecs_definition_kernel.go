package engine

import (
	"regexp"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// checkLinux checks what a container has on Linux only. API Reference,
// LinuxParameters and Ulimit.
func checkLinux(c *api.ContainerDefinition) *api.Error {
	for _, u := range c.Ulimits {
		if u.HardLimit >= 0 && (u.SoftLimit > u.HardLimit || u.SoftLimit < 0) {
			return clientError("Container '%s': the soft limit of %s is above the hard limit.", c.Name, u.Name).Ours()
		}
	}
	p := c.LinuxParameters
	if p == nil {
		return nil
	}
	switch {
	case p.Swappiness != nil && (*p.Swappiness < 0 || *p.Swappiness > 100):
		return clientError("Invalid setting for container '%s'. 'swappiness' must be from 0 to 100.", c.Name).Ours()
	case value(p.MaxSwap) < 0:
		return clientError("Invalid setting for container '%s'. 'maxSwap' must be 0 or more.", c.Name).Ours()
	case p.SharedMemorySize != nil && *p.SharedMemorySize < 1:
		return clientError("Invalid setting for container '%s'. 'sharedMemorySize' must be 1 or more.", c.Name).Ours()
	}
	for _, t := range p.Tmpfs {
		if t.Size < 1 || !strings.HasPrefix(t.ContainerPath, "/") {
			return clientError("Container '%s': a tmpfs needs a containerPath such as /run and a size of 1 MiB or more.", c.Name).Ours()
		}
	}
	return nil
}

// What texts of a container may be. API Reference, ContainerDefinition.
var (
	containerUser  = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?$`)
	securityOption = regexp.MustCompile(`^(no-new-privileges|apparmor:.+|label:.+|credentialspec:.+)$`)
	credentialSpec = regexp.MustCompile(`^(credentialspec|credentialspecdomainless):.+$`)
)

// checkDockerOptions checks texts that Docker is given as they are.
func checkDockerOptions(c *api.ContainerDefinition) *api.Error {
	if c.User != "" && !containerUser.MatchString(c.User) {
		return clientError("Container '%s': the user '%s' is not of the form user, user:group, uid or uid:gid.", c.Name, c.User).Ours()
	}
	for _, o := range c.DockerSecurityOptions {
		if !securityOption.MatchString(o) {
			return clientError("Container '%s': the dockerSecurityOption '%s' is not no-new-privileges, apparmor:PROFILE, label:VALUE or credentialspec:PATH.", c.Name, o).Ours()
		}
	}
	if len(c.CredentialSpecs) > 1 {
		return clientError("Container '%s' has more than one credential spec.", c.Name).Ours()
	}
	for _, s := range c.CredentialSpecs {
		if !credentialSpec.MatchString(s) {
			return clientError("Container '%s': the credential spec '%s' does not begin with credentialspec: or credentialspecdomainless:.", c.Name, s).Ours()
		}
	}
	return nil
}

// The namespaces of systemControls. API Reference, SystemControl.
var (
	ipcControl     = regexp.MustCompile(`^(kernel\.(msg[a-z]*|sem|shm[a-z_]*)|fs\.mqueue\..+)$`)
	networkControl = regexp.MustCompile(`^net\..+$`)
)

// checkSystemControls: a kernel parameter of a namespace that the container
// shares with the instance cannot be the container's own.
func (d *taskDefinition) checkSystemControls(c *api.ContainerDefinition) *api.Error {
	for _, s := range c.SystemControls {
		ipc, net := ipcControl.MatchString(s.Namespace), networkControl.MatchString(s.Namespace)
		switch {
		case !ipc && !net:
			return clientError("Container '%s': the system control '%s' is neither of IPC nor of the network.", c.Name, s.Namespace).Ours()
		case net && d.Body.NetworkMode == modeHost:
			return clientError("Container '%s': the system control '%s' is not supported when networkMode=host", c.Name, s.Namespace).Ours()
		case ipc && d.Body.IpcMode == "host":
			return clientError("Container '%s': the system control '%s' is not supported when ipcMode=host", c.Name, s.Namespace).Ours()
		}
	}
	return nil
}

// wholeNumber reads a number of decimal digits.
func wholeNumber(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && !strings.HasPrefix(text, "+")
}
