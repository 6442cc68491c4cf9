package engine

import (
	"fmt"
	"regexp"
	"slices"

	"drydock/engine/api"
)

// checkTaskMembers checks members of the task that hang on its operating system.
// "Amazon ECS task definition differences for EC2 instances running Windows".
func (d *taskDefinition) checkTaskMembers() *api.Error {
	b := &d.Body
	if !d.windows() {
		return nil
	}
	switch {
	case b.NetworkMode != "" && b.NetworkMode != modeAwsvpc:
		return clientError("The network mode '%s' is not supported for Windows containers: leave it out, or use awsvpc.", b.NetworkMode).Ours()
	case b.PidMode != "" || b.IpcMode != "":
		return clientError("pidMode and ipcMode are not supported for Windows containers.").Ours()
	case b.ProxyConfiguration != nil:
		return clientError("proxyConfiguration is not supported for Windows containers.").Ours()
	case b.RuntimePlatform.CpuArchitecture == "ARM64":
		return clientError("Windows containers run on X86_64 only.").Ours()
	}
	return nil
}

// checkLaunchTypes holds a definition against the launch types that it must suit
// and works out those that it happens to suit. One that asks for none must suit
// some (engine's choice: what EC2 misses is told then).
func (d *taskDefinition) checkLaunchTypes() *api.Error {
	d.Body.Compatibilities = []string{}
	var first *api.Error
	for _, l := range []struct {
		name  string
		fault func() *api.Error
	}{{"EC2", d.ec2Fault}, {"EXTERNAL", d.externalFault}, {"FARGATE", d.fargateFault}} {
		fault := l.fault()
		switch {
		case fault == nil:
			d.Body.Compatibilities = append(d.Body.Compatibilities, l.name)
		case d.requires(l.name):
			return fault
		case first == nil:
			first = fault
		}
	}
	if d.requires("MANAGED_INSTANCES") {
		d.Body.Compatibilities = append(d.Body.Compatibilities, "MANAGED_INSTANCES")
	}
	if len(d.Body.Compatibilities) == 0 {
		return first
	}
	// EXTERNAL stands before EC2 in the answers that are seen.
	if i := slices.Index(d.Body.Compatibilities, "EXTERNAL"); i == 1 {
		d.Body.Compatibilities[0], d.Body.Compatibilities[1] = "EXTERNAL", "EC2"
	}
	return nil
}

// launchable refuses a launch type that a definition does not suit.
func (d *taskDefinition) launchable(launchType string) *api.Error {
	if !slices.Contains(d.Body.Compatibilities, launchType) {
		return invalid("Task definition does not support launch_type %s.", launchType)
	}
	return nil
}

// startable refuses to start tasks of what a definition may have and tasks do
// not have yet.
func (d *taskDefinition) startable() *api.Error {
	switch {
	case d.windows() && slices.Contains(d.Body.Compatibilities, launchFargate):
		return notYet("A task on Windows")
	}
	return nil
}

func (d *taskDefinition) ec2Fault() *api.Error {
	if d.Body.EphemeralStorage != nil {
		return clientError("EC2 compatible task definitions do not support ephemeralStorage").Ours()
	}
	for _, v := range d.Body.Volumes {
		if v.EfsVolumeConfiguration != nil && d.windows() {
			return clientError("Volume '%s': efsVolumeConfiguration is not supported for Windows containers.", v.Name).Ours()
		}
	}
	return nil
}

// externalFault: "Task definition parameters" for external instances.
func (d *taskDefinition) externalFault() *api.Error {
	const no = "External compatible task definitions do not support %s"
	b := &d.Body
	switch {
	case b.NetworkMode == modeAwsvpc:
		return clientError(no, "network mode 'awsvpc'").Ours()
	case b.EphemeralStorage != nil:
		return clientError(no, "ephemeralStorage").Ours()
	case b.ProxyConfiguration != nil:
		return clientError(no, "proxyConfiguration").Ours()
	case yes(b.EnableFaultInjection):
		return clientError(no, "enableFaultInjection").Ours()
	}
	for _, v := range b.Volumes {
		switch {
		case v.EfsVolumeConfiguration != nil:
			return clientError(no, "efsVolumeConfiguration").Ours()
		case isAtLaunch(&v):
			return clientError(no, "configuredAtLaunch").Ours()
		}
	}
	for _, c := range b.ContainerDefinitions {
		if c.LogConfiguration != nil && c.LogConfiguration.LogDriver == "awslogs" && b.ExecutionRoleArn == "" {
			return clientError("External requires task definition to have execution role ARN to support log driver awslogs.").Ours()
		}
	}
	return nil
}

// fargateSystems are the Windows versions that Fargate has. "Amazon ECS task
// definition differences for Fargate".
var fargateSystems = []string{"WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2022_FULL", "WINDOWS_SERVER_2022_CORE"}

// notOnFargate refuses a member that Fargate does not have, in its words.
func notOnFargate(member string) *api.Error {
	return clientError("Fargate compatible task definitions do not support %s", member)
}

// fargateFault is why a definition does not suit Fargate. "Amazon ECS task
// definition differences for Fargate".
func (d *taskDefinition) fargateFault() *api.Error {
	b := &d.Body
	switch {
	case b.NetworkMode != modeAwsvpc:
		return clientError("Fargate only supports network mode 'awsvpc'.")
	case d.fargateSize() != nil:
		return d.fargateSize()
	case len(b.PlacementConstraints) > 0:
		return notOnFargate("constraints")
	case b.IpcMode != "":
		return notOnFargate("ipcMode.")
	case b.PidMode == "host":
		return notOnFargate("pidMode host").Ours()
	case d.windows() && !slices.Contains(fargateSystems, b.RuntimePlatform.OperatingSystemFamily):
		return notOnFargate("operatingSystemFamily " + b.RuntimePlatform.OperatingSystemFamily).Ours()
	}
	if err := d.checkFargateStorage(); err != nil {
		return err
	}
	for i := range b.ContainerDefinitions {
		for _, check := range []func(*api.ContainerDefinition) *api.Error{checkFargateRights, d.checkFargateTimes, d.checkFargateLogs, d.checkFargateImage} {
			if err := check(&b.ContainerDefinitions[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkFargateStorage: "Fargate task storage".
func (d *taskDefinition) checkFargateStorage() *api.Error {
	if e := d.Body.EphemeralStorage; e != nil {
		switch {
		case e.SizeInGiB < 21:
			return clientError("EphemeralStorage size should be at least 21")
		case e.SizeInGiB > 200:
			return clientError("EphemeralStorage size should be at most 200")
		}
	}
	for _, v := range d.Body.Volumes {
		switch {
		case v.Host != nil && v.Host.SourcePath != "":
			return notOnFargate("sourcePath")
		case v.DockerVolumeConfiguration != nil:
			return notOnFargate("dockerVolumeConfiguration")
		case v.FsxWindowsFileServerVolumeConfiguration != nil:
			return notOnFargate("fsxWindowsFileServerVolumeConfiguration").Ours()
		case d.windows() && (v.EfsVolumeConfiguration != nil || isAtLaunch(&v)):
			return notOnFargate(fmt.Sprintf("volume '%s' on Windows", v.Name)).Ours()
		}
	}
	return nil
}

// checkFargateRights checks what a container may do to what is below it.
func checkFargateRights(c *api.ContainerDefinition) *api.Error {
	switch {
	case yes(c.Privileged):
		return clientError("Fargate requires that the 'privileged' setting be 'false'")
	case len(c.DockerSecurityOptions) > 0:
		return notOnFargate("dockerSecurityOptions")
	case len(c.ResourceRequirements) > 0:
		return clientError("Tasks using the Fargate launch type do not support GPU resource requirements.").Ours()
	}
	p := c.LinuxParameters
	if p == nil {
		return nil
	}
	if p.Capabilities != nil {
		for _, add := range p.Capabilities.Add {
			if add != "SYS_PTRACE" {
				return clientError("%s is not allowed on Fargate.", add)
			}
		}
	}
	switch {
	case len(p.Devices) > 0:
		return notOnFargate("devices")
	case p.SharedMemorySize != nil:
		return notOnFargate("sharedMemorySize")
	case p.MaxSwap != nil:
		return notOnFargate("maxSwap")
	case p.Swappiness != nil:
		return notOnFargate("swappiness").Ours()
	}
	return nil
}

// checkFargateTimes checks timeouts, which on Fargate have bounds, and a port
// that Fargate keeps on Windows.
func (d *taskDefinition) checkFargateTimes(c *api.ContainerDefinition) *api.Error {
	for _, t := range []struct {
		member  string
		seconds *int64
	}{{"startTimeout", c.StartTimeout}, {"stopTimeout", c.StopTimeout}} {
		if t.seconds != nil && (*t.seconds < 2 || *t.seconds > 120) {
			return clientError("Invalid setting for container '%s'. On Fargate '%s' must be from 2 to 120.", c.Name, t.member).Ours()
		}
	}
	if d.windows() && slices.ContainsFunc(c.PortMappings, func(p api.PortMapping) bool { return value(p.ContainerPort) == 3150 }) {
		return clientError("Container '%s': Fargate reserves the container port 3150 on Windows.", c.Name).Ours()
	}
	return nil
}

// checkFargateLogs: "Using the awslogs log driver".
func (d *taskDefinition) checkFargateLogs(c *api.ContainerDefinition) *api.Error {
	if f := c.FirelensConfiguration; f != nil && f.Options["config-file-type"] == "s3" {
		return notOnFargate("config-file-type s3").Ours()
	}
	l := c.LogConfiguration
	switch {
	case l == nil:
	case l.LogDriver != "awslogs" && l.LogDriver != "splunk" && l.LogDriver != "awsfirelens":
		return clientError("%s is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]", l.LogDriver)
	case l.LogDriver == "awslogs" && d.Body.ExecutionRoleArn == "":
		return clientError("Fargate requires task definition to have execution role ARN to support log driver awslogs.")
	case l.LogDriver == "awslogs" && l.Options["awslogs-stream-prefix"] == "":
		return clientError("Log driver awslogs requires options: awslogs-stream-prefix").Ours()
	}
	return nil
}

// ecrImage is the name of an image in a private registry of Amazon ECR.
var ecrImage = regexp.MustCompile(`^[0-9]{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/`)

func (d *taskDefinition) checkFargateImage(c *api.ContainerDefinition) *api.Error {
	if ecrImage.MatchString(c.Image) && d.Body.ExecutionRoleArn == "" {
		return clientError("Fargate requires task definition to have execution role ARN to support ECR images.")
	}
	return nil
}

// roleName and roleARN are what a role may be named by. "IAM identifiers".
var (
	roleName = regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{1,64}$`)
	roleARN  = regexp.MustCompile(`^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$`)
)

// checkRoles checks how roles are named, not whether there are such roles.
func (d *taskDefinition) checkRoles() *api.Error {
	for _, role := range []string{d.Body.TaskRoleArn, d.Body.ExecutionRoleArn} {
		if err := checkRole(role); err != nil {
			return err
		}
	}
	return nil
}

func checkRole(role string) *api.Error {
	if role != "" && !roleARN.MatchString(role) && !roleName.MatchString(role) {
		return clientError("Role is not valid")
	}
	return nil
}

// checkTags: API Reference, Tag.
func checkTags(tags []api.ECSTag) *api.Error {
	if len(tags) > 50 {
		return invalid("A resource has at most 50 tags.").Ours()
	}
	seen := map[string]bool{}
	for _, t := range tags {
		switch {
		case len([]rune(t.Key)) > 128 || t.Key == "" || len([]rune(t.Value)) > 256:
			return invalid("A tag's key has 1 to 128 characters, and its value at most 256.").Ours()
		case reserved(t.Value):
			return invalid("The value of the tag '%s' begins with aws:, which is reserved.", t.Key).Ours()
		case reserved(t.Key):
			return invalid("The tag key '%s' begins with aws:, which is reserved.", t.Key).Ours()
		case seen[t.Key]:
			return invalid("Duplicate tag keys found: %s", t.Key).Ours()
		}
		seen[t.Key] = true
	}
	return nil
}
