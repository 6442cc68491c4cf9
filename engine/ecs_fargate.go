package engine

import (
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/placement"
	"drydock/engine/scaling"
	"drydock/engine/trace"
)

// Launch types that tasks are started with.
const (
	launchEC2     = "EC2"
	launchFargate = "FARGATE"
)

// launch is how tasks are started: those of a service, or of a request.
type launch struct {
	Type     string         // EC2 or FARGATE
	Platform string         // the platform version that was asked for; empty on EC2
	Network  *networkConfig // of tasks in awsvpc mode; nil for others
	// Providers is the capacity provider strategy; none with a launch type.
	Providers []scaling.Item
}

// readLaunch checks how tasks of a definition are to be started, by a launch type or
// capacity providers that were read before.
func (w *World) readLaunch(d *taskDefinition, out launch, platform string, in *api.NetworkConfiguration) (launch, *api.Error) {
	if err := d.launchable(out.Type); err != nil {
		return out, err
	}
	if out.Type == launchFargate {
		if out.Platform = platform; platform == "" {
			out.Platform = platformLatest
		}
		if err := d.checkPlatform(out.Platform); err != nil {
			return out, err
		}
	}
	var err *api.Error
	out.Network, err = w.readNetwork(d, out.Type, in)
	return out, err
}

// Platform versions of Fargate for Linux. "Fargate Linux platform versions".
const (
	platformLatest  = "LATEST"
	platformCurrent = "1.4.0"
	platformBefore  = "1.3.0"
)

// checkPlatform refuses a platform version that there is not, or that lacks what a
// definition needs.
func (d *taskDefinition) checkPlatform(version string) *api.Error {
	switch version {
	case platformLatest, platformCurrent:
		return nil
	case platformBefore:
		if lacks := d.newerThanBefore(); lacks != "" {
			return api.Refuse("PlatformTaskDefinitionIncompatibilityException", "The platform version %s does not have what the task definition needs: %s.", version, lacks).Ours()
		}
		return nil
	default:
		return api.Refuse("PlatformUnknownException", "The platform version %s does not exist: there are LATEST, 1.4.0 and 1.3.0.", version).Ours()
	}
}

// newerThanBefore names a member of a definition that came with platform version
// 1.4.0; empty when there is none. "Task definition parameters" and "Amazon ECS
// task definition differences for Fargate".
func (d *taskDefinition) newerThanBefore() string {
	b := &d.Body
	switch {
	case b.EphemeralStorage != nil:
		return "ephemeralStorage"
	case b.PidMode == "task":
		return "pidMode task"
	case d.CPU > 4096:
		return "a size of more than 4 vCPU"
	case slices.ContainsFunc(b.Volumes, func(v api.Volume) bool { return v.EfsVolumeConfiguration != nil }):
		return "efsVolumeConfiguration"
	}
	for _, c := range b.ContainerDefinitions {
		switch {
		case len(c.EnvironmentFiles) > 0:
			return "environmentFiles"
		case len(c.SystemControls) > 0:
			return "systemControls"
		case c.LinuxParameters != nil && c.LinuxParameters.Capabilities != nil && len(c.LinuxParameters.Capabilities.Add) > 0:
			return "linuxParameters.capabilities.add"
		}
	}
	return ""
}

// platformOf is the version that a task gets for the one asked for.
func platformOf(version string) string {
	if version == platformLatest {
		return platformCurrent
	}
	return version
}

// placeOnFargate chooses the subnet of a task on Fargate, by a capacity provider if
// one is given. The first given stands where none has an address left: the task is
// started there, and fails.
func (w *World) placeOnFargate(g *taskGroup, l launch, d *taskDefinition, provider string, rec *trace.Recorder) spot {
	subnets := w.taskSubnets(g, l, provider)
	chosen := placement.PlaceInSubnet(subnets, rec)
	why := 0
	if rec != nil {
		why = w.explain(fargateTrace(g, d, subnets, chosen, rec))
	}
	return spot{subnet: w.s.Subnets.Get(subnets[max(chosen, 0)].ID), provider: provider, why: why}
}

// taskSubnets are the subnets of a launch as placement sees them: tasks of each
// capacity provider are spread by themselves.
func (w *World) taskSubnets(g *taskGroup, l launch, provider string) []placement.Subnet {
	running := map[string]int64{}
	for _, arn := range g.tasks {
		if t := w.s.Tasks.Get(arn); t.LaunchType == launchFargate && t.Provider == provider {
			running[t.Subnet] += one(t.DesiredStatus == taskRunning)
		}
	}
	out := make([]placement.Subnet, len(l.Network.Subnets))
	for i, id := range l.Network.Subnets {
		s := w.s.Subnets.Get(id)
		out[i] = placement.Subnet{ID: id, Label: w.shown(id), Zone: s.Zone, Tasks: running[id], Free: w.freeAddresses(s)}
	}
	return out
}

// fargateTrace is the trace of one placement on Fargate.
func fargateTrace(g *taskGroup, d *taskDefinition, subnets []placement.Subnet, chosen int, rec *trace.Recorder) trace.Trace {
	verdict := "no subnet has a private address left"
	if chosen >= 0 {
		verdict = "on Fargate in " + subnets[chosen].Zone + ", subnet " + subnets[chosen].Label
	}
	return trace.Trace{
		Rule: "placement", Subject: fmt.Sprintf("a task of %s (%d CPU units, %d MiB)", g.words, d.CPU, d.Memory), Verdict: verdict, OK: chosen >= 0,
		Funnel: rec.Funnel, Steps: rec.Steps, Source: "How Amazon ECS places tasks on container instances, Amazon ECS Developer Guide",
	}
}

// whereWords say where a task is: "on (instance prod-a)", "on Fargate in
// eu-west-1a".
func (w *World) whereWords(t *task) string {
	if c := w.on(t); c != nil {
		return "on (instance " + w.shown(c.Instance) + ")"
	}
	return "on Fargate in " + w.taskZone(t)
}

// on is the container instance that a task is on; nil on Fargate.
func (w *World) on(t *task) *containerInst { return w.s.ContainerInstances.Get(t.Instance) }

// taskZone is the Availability Zone that a task is in.
func (w *World) taskZone(t *task) string { return w.subnetOf(t).Zone }

// hostName of a task as a person knows it: its instance, or Fargate.
func (w *World) hostWords(t *task) string {
	if c := w.on(t); c != nil {
		return w.shown(c.Instance)
	}
	return "Fargate"
}

// platformFamily is the operating system of a definition as tasks on Fargate
// show it.
func (d *taskDefinition) platformFamily() string {
	if r := d.Body.RuntimePlatform; r != nil && strings.HasPrefix(r.OperatingSystemFamily, "WINDOWS") {
		return strings.ReplaceAll(r.OperatingSystemFamily, "WINDOWS_SERVER", "WindowsServer")
	}
	return "Linux"
}
