package engine

import (
	"maps"
	"slices"
	"strings"

	"drydock/engine/api"
)

// Attributes that agents register for what they can do. Amazon ECS container
// agent, its list of capabilities.
const (
	capability    = "ecs.capability."
	oldCapability = "com.amazonaws.ecs.capability."
)

// requiredAttributes are what a definition demands of an instance, by name. AWS
// names versions of Docker's API too, of which nothing is known here.
func (d *taskDefinition) requiredAttributes() []api.Attribute {
	b := &d.Body
	need := map[string]bool{
		capability + "task-cpu-mem-limit":            b.Cpu != "" || b.Memory != "",
		capability + "increased-task-cpu-limit":      b.Cpu != "" && d.CPU > 10240,
		capability + "task-eni":                      b.NetworkMode == modeAwsvpc,
		capability + "pid-ipc-namespace-sharing":     b.PidMode != "" || b.IpcMode != "",
		oldCapability + "task-iam-role":              b.TaskRoleArn != "" && b.NetworkMode != modeHost,
		oldCapability + "task-iam-role-network-host": b.TaskRoleArn != "" && b.NetworkMode == modeHost,
	}
	for i := range b.ContainerDefinitions {
		d.requireFor(&b.ContainerDefinitions[i], need)
	}
	for i := range b.Volumes {
		requireForVolume(&b.Volumes[i], need)
	}
	var out []api.Attribute
	for _, name := range slices.Sorted(maps.Keys(need)) {
		if need[name] {
			out = append(out, api.Attribute{Name: name})
		}
	}
	return out
}

// requireFor adds what one container demands.
func (d *taskDefinition) requireFor(c *api.ContainerDefinition, need map[string]bool) {
	add := func(name string, when bool) {
		if when {
			need[name] = true
		}
	}
	role, log := d.Body.ExecutionRoleArn != "", ""
	secrets := c.Secrets
	if l := c.LogConfiguration; l != nil {
		log = l.LogDriver
		secrets = slices.Concat(secrets, l.SecretOptions)
		add(oldCapability+"logging-driver."+log, true)
	}
	ecr := ecrImage.MatchString(c.Image)
	add(oldCapability+"ecr-auth", ecr)
	add(capability+"execution-role-ecr-pull", ecr && role)
	add(capability+"execution-role-awslogs", log == "awslogs" && role)
	add(oldCapability+"privileged-container", yes(c.Privileged))
	for _, s := range secrets {
		kind, _ := secretFrom(s.ValueFrom)
		add(capability+"secrets."+kind+".environment-variables", true)
	}
	add(capability+"env-files.s3", len(c.EnvironmentFiles) > 0)
	add(capability+"container-ordering", len(c.DependsOn) > 0)
	add(capability+"container-health-check", c.HealthCheck != nil)
	add(capability+"container-restart-policy", c.RestartPolicy != nil && yes(c.RestartPolicy.Enabled))
	add(capability+"network.container-port-range", slices.ContainsFunc(c.PortMappings, func(p api.PortMapping) bool { return p.ContainerPortRange != "" }))
}

// requireForVolume adds what one volume demands.
func requireForVolume(v *api.Volume, need map[string]bool) {
	if e := v.EfsVolumeConfiguration; e != nil {
		need[capability+"efs"] = true
		if e.AuthorizationConfig != nil && (e.AuthorizationConfig.AccessPointId != "" || e.AuthorizationConfig.Iam == "ENABLED") {
			need[capability+"efsAuth"] = true
		}
	}
	if v.DockerVolumeConfiguration != nil {
		need[capability+"docker-plugin."+v.DockerVolumeConfiguration.Driver] = true
	}
	if isAtLaunch(v) {
		need[capability+"storage.ebs-task-volume-attach"] = true
	}
}

// platformAttributes are what an instance must be for a task of a definition,
// where the definition says which operating system and processor it needs. The
// other required attributes are not looked for: every ECS-optimised instance has
// those that a choice hangs on.
func (d *taskDefinition) platformAttributes() []customAttribute {
	p := d.Body.RuntimePlatform
	if p == nil {
		return nil
	}
	var out []customAttribute
	if p.OperatingSystemFamily != "" {
		out = append(out, customAttribute{"ecs.os-family", p.OperatingSystemFamily})
	}
	if p.CpuArchitecture != "" {
		out = append(out, customAttribute{"ecs.cpu-architecture", strings.ToLower(p.CpuArchitecture)})
	}
	return out
}

// missing names the first of some attributes that a container instance has not,
// or has with another value; "" when it has all.
func (w *World) missing(c *containerInst, asked []customAttribute) string {
	for _, a := range asked {
		if have := w.attributeValueOf(c, a.Name); have != a.Value {
			return a.String() + ", it has " + orNone(have)
		}
	}
	return ""
}
