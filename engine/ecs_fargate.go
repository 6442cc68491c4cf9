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
	case d.atLaunch() != nil:
		return "a volume that is configuredAtLaunch"
	case b.RuntimePlatform != nil && b.RuntimePlatform.CpuArchitecture == "ARM64":
		return "cpuArchitecture ARM64"
	}
	for _, c := range b.ContainerDefinitions {
		switch {
		case len(c.EnvironmentFiles) > 0:
			return "environmentFiles"
		case len(c.SystemControls) > 0:
			return "systemControls"
		case slices.ContainsFunc(c.Secrets, partOfSecret):
			return "a key or a version of a secret"
		case c.LinuxParameters != nil && c.LinuxParameters.Capabilities != nil && len(c.LinuxParameters.Capabilities.Add) > 0:
			return "linuxParameters.capabilities.add"
		}
	}
	return ""
}

// partOfSecret reports whether a secret is more than a whole one of AWS Secrets
// Manager: its ARN goes on with a key, a stage or an id of a version.
func partOfSecret(s api.Secret) bool {
	return strings.Contains(s.ValueFrom, ":secretsmanager:") && strings.Count(s.ValueFrom, ":") > 6
}

// platformOf is the version that a task gets for the one asked for.
func platformOf(version string) string {
	if version == platformLatest {
		return platformCurrent
	}
	return version
}

// fargatePlacing places tasks of one group on Fargate, one after another.
type fargatePlacing struct {
	w       *World
	g       *taskGroup
	l       launch
	d       *taskDefinition
	subnets []placement.Subnet // of the launch; their tasks are those of the provider at hand
	running map[string][]int64 // tasks of each capacity provider in each subnet
	shares  []int64            // tasks of each provider of the strategy, of those that it shares out
	at      spot
	chosen  int
}

// fargatePlacingOf prepares for placing tasks of a group, of which a capacity
// provider strategy has shared out some before. It holds until anything but the
// placed tasks changes.
func (w *World) fargatePlacingOf(g *taskGroup, l launch, d *taskDefinition, shared []*task) *fargatePlacing {
	p := &fargatePlacing{w: w, g: g, l: l, d: d, running: map[string][]int64{}, shares: l.countOf(shared)}
	index := map[string]int{}
	for i, id := range l.Network.Subnets {
		s := w.s.Subnets.Get(id)
		index[id] = i
		p.subnets = append(p.subnets, placement.Subnet{ID: id, Label: w.shown(id), Zone: s.Zone, Free: w.freeAddresses(s)})
	}
	for _, arn := range g.tasks {
		t := w.s.Tasks.Get(arn)
		if i, has := index[t.Subnet]; has && t.LaunchType == launchFargate {
			p.of(t.Provider)[i] += one(t.DesiredStatus == taskRunning)
		}
	}
	return p
}

// of are the tasks of a capacity provider in each subnet: those of each are spread by
// themselves.
func (p *fargatePlacing) of(provider string) []int64 {
	if p.running[provider] == nil {
		p.running[provider] = make([]int64, len(p.subnets))
	}
	return p.running[provider]
}

// decide chooses the capacity provider and the subnet of one more task; without
// capacity, or without an address in any subnet, the subnet is -1.
func (p *fargatePlacing) decide(rec *trace.Recorder) (provider string, chosen int) {
	provider = p.l.nextProvider(p.shares, rec)
	if p.w.spotGone(provider) {
		rec.Add(false, provider, "no capacity", noCapacity)
		return provider, -1
	}
	for i, n := range p.of(provider) {
		p.subnets[i].Tasks = n
	}
	return provider, placement.PlaceInSubnet(p.subnets, rec)
}

// next chooses where a task is started; false when Fargate has no capacity for it: it
// waits, as one of its capacity provider, and those of others go on. The first subnet given stands where none has an address left: the task is started
// there, and fails. When the task is started, placed is called.
func (p *fargatePlacing) next() (spot, bool) {
	rec := p.w.recorder()
	provider, chosen := p.decide(rec)
	if p.w.spotGone(provider) {
		p.count(provider)
		return spot{}, false
	}
	p.chosen = max(chosen, 0)
	p.at = spot{subnet: p.w.s.Subnets.Get(p.subnets[p.chosen].ID), provider: provider}
	if rec != nil {
		p.at.why = p.w.explain(p.trace(provider, chosen, rec))
	}
	return p.at, true
}

// placed takes note of the task for which next has chosen a spot.
func (p *fargatePlacing) placed(t *task) {
	if t.DesiredStatus == taskRunning {
		p.of(t.Provider)[p.chosen]++
		p.count(t.Provider)
	}
	in := &p.subnets[p.chosen]
	in.Free = p.w.freeAddresses(p.w.s.Subnets.Get(in.ID))
}

// count counts a task more for a capacity provider.
func (p *fargatePlacing) count(provider string) {
	for i, item := range p.l.Providers {
		p.shares[i] += one(item.Provider == provider)
	}
}

// trace is the trace of a decision.
func (p *fargatePlacing) trace(provider string, chosen int, rec *trace.Recorder) trace.Trace {
	out := fargateTrace(p.g, p.d, p.subnets, chosen, rec)
	if p.w.spotGone(provider) {
		out.Verdict = provider + " has no capacity, and no other capacity provider takes its place"
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

// on is the container instance that a task is on; nil on Fargate.
func (w *World) on(t *task) *containerInst { return w.s.ContainerInstances.Get(t.Instance) }

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
