package engine

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"drydock/engine/api"
	"drydock/engine/sim"
)

func (w *World) listTasks(_ *call, in *api.ListTasksInput) (*api.ListTasksOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if in.StartedBy != "" && (in.ServiceName != "" || in.Family != "" || in.ContainerInstance != "" || in.LaunchType != "") {
		return nil, invalid("startedBy must be the only filter.").Ours()
	}
	var s *service
	if in.ServiceName != "" {
		if s, err = w.service(in.Cluster, in.ServiceName); err != nil {
			return nil, err
		}
	}
	var c *containerInst
	if in.ContainerInstance != "" {
		if c = w.containerInstance(k, in.ContainerInstance); c == nil {
			return nil, api.Refuse("InvalidParameterException", "The referenced container instance was not found.")
		}
	}
	out := &api.ListTasksOutput{TaskArns: []string{}}
	for t := range w.s.Tasks.All() {
		if t.Cluster == k.Name && t.DesiredStatus == cmp.Or(in.DesiredStatus, taskRunning) && (s == nil || t.Service == s.ARN) &&
			(c == nil || t.Instance == c.ARN) && (in.Family == "" || w.s.Definitions.Get(t.Definition).Body.Family == in.Family) &&
			(in.StartedBy == "" || t.StartedBy == in.StartedBy) && cmp.Or(in.LaunchType, t.LaunchType) == t.LaunchType {
			out.TaskArns = append(out.TaskArns, t.ARN)
		}
	}
	return out, nil
}

// task finds a task of a cluster by id or ARN; nil when there is none.
func (w *World) task(k *cluster, id string) *task {
	if t := w.s.Tasks.Get(w.arnOr("task", k.Name, id)); t != nil && t.Cluster == k.Name {
		return t
	}
	return nil
}

func (w *World) describeTasks(_ *call, in *api.DescribeTasksInput) (*api.DescribeTasksOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	switch n := len(in.Tasks); {
	case n == 0:
		return nil, invalid("Tasks cannot be empty.")
	case n > maxDescribed:
		return nil, invalid("Tasks cannot be more than %d.", maxDescribed).Ours()
	}
	out := &api.DescribeTasksOutput{Tasks: []api.Task{}, Failures: []api.Failure{}}
	for _, id := range in.Tasks {
		if t := w.task(k, id); t != nil {
			view := w.taskView(t)
			if slices.Contains(in.Include, includeTags) {
				view.Tags = shownTags(t.Tags)
			}
			out.Tasks = append(out.Tasks, view)
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: w.arnOr("task", k.Name, id), Reason: "MISSING"})
		}
	}
	return out, nil
}

// maxStopReason is how many characters the reason of StopTask may have. The API
// Reference gave this number for years, as the SDKs of that time still do; today's
// text gives none. That more is refused is the engine's choice.
const maxStopReason = 255

func (w *World) stopTaskCall(c *call, in *api.StopTaskInput) (*api.StopTaskOutput, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(in.Reason) > maxStopReason {
		return nil, invalid("reason has at most %d characters.", maxStopReason).Ours()
	}
	t := w.task(k, in.Task)
	if t == nil {
		return nil, api.Refuse("InvalidParameterException", "The referenced task was not found.")
	}
	if t.DesiredStatus == taskRunning {
		w.changed(c, t.ID, t.ARN)
		w.stopTask(t, stopUser, cmp.Or(in.Reason, "Task stopped by user"))
		w.passAll(t.Cluster)
	}
	out := w.taskView(t)
	return &api.StopTaskOutput{Task: &out}, nil
}

func (w *World) taskView(t *task) api.Task {
	d := w.s.Definitions.Get(t.Definition)
	k := w.s.Clusters.Get(t.Cluster)
	out := api.Task{
		Attachments: []api.Attachment{}, Attributes: []api.Attribute{{Name: "ecs.cpu-architecture", Value: w.architectureOf(t, d)}},
		AvailabilityZone: t.Zone, ClusterArn: k.ARN, Connectivity: "CONNECTED", ConnectivityAt: w.stamp(t.Created), ContainerInstanceArn: t.Instance,
		Containers: []api.Container{}, Cpu: fmt.Sprint(t.CPU), CreatedAt: w.stamp(t.Created), DesiredStatus: t.DesiredStatus, EnableExecuteCommand: t.Exec,
		ExecutionStoppedAt: w.stamp(t.ExecutionStopped), Group: t.Group, HealthStatus: t.health(), LastStatus: t.LastStatus, LaunchType: t.LaunchType,
		Memory: fmt.Sprint(t.Memory), Overrides: overridesOf(t), PullStartedAt: w.stamp(t.PullStarted),
		PullStoppedAt: w.stamp(t.PullStopped), StartedAt: w.stamp(t.Started), StartedBy: t.StartedBy, StopCode: t.StopCode, StoppedAt: w.stamp(t.Stopped),
		StoppedReason: t.StoppedReason, StoppingAt: w.stamp(t.Stopping), Tags: []api.ECSTag{}, TaskArn: t.ARN, TaskDefinitionArn: t.Definition, Version: t.Version,
	}
	if c := w.on(t); c != nil {
		out.ConnectivityAt = w.stamp(max(t.Created, c.ConnectionChanged))
		if !c.Connected {
			out.Connectivity = "DISCONNECTED"
		}
	} else {
		out.CapacityProviderName = t.Provider
		out.PlatformVersion, out.PlatformFamily = t.Platform, d.platformFamily()
		out.EphemeralStorage = &api.EphemeralStorage{SizeInGiB: d.ephemeral()}
	}
	if t.own() {
		out.Attachments = append(out.Attachments, w.interfaceView(t))
	}
	if t.Volume != "" {
		out.Attachments = append(out.Attachments, w.attachmentView(t, d))
	}
	for i, k := range t.Containers {
		body := started(t, d.Body.ContainerDefinitions[i])
		view := api.Container{
			ContainerArn: w.ecsARN("container", t.Cluster+"/"+t.ID+"/"+k.ID), TaskArn: t.ARN, Name: k.Name, Image: k.Image, LastStatus: k.LastStatus,
			Reason: k.Reason, NetworkBindings: []api.NetworkBinding{}, NetworkInterfaces: []api.TaskNetworkInterface{},
			HealthStatus: cmp.Or(k.Health, healthUnknown), Cpu: fmt.Sprint(value(body.Cpu)), Memory: number(value(body.Memory)), MemoryReservation: number(value(body.MemoryReservation)),
		}
		view.ManagedAgents = w.managedAgents(t, &k, &body)
		if k.ExitCode != nil {
			view.ExitCode = sim.Clone(k.ExitCode)
		}
		if k.Started != unset {
			view.RuntimeId = k.ID + k.ID
		}
		if t.own() {
			view.NetworkInterfaces = append(view.NetworkInterfaces, api.TaskNetworkInterface{AttachmentId: dashed(t.Attachment), PrivateIpv4Address: t.Address})
		}
		for _, b := range k.Bindings {
			if t.own() {
				break // on its own interface nothing is bound
			}
			view.NetworkBindings = append(view.NetworkBindings, bindingView(b))
		}
		out.Containers = append(out.Containers, view)
	}
	return out
}

// bindingView is a binding as the API shows it: of a range both ends.
func bindingView(b binding) api.NetworkBinding {
	out := api.NetworkBinding{BindIP: "0.0.0.0", Protocol: b.Protocol}
	if b.More > 0 {
		out.ContainerPortRange, out.HostPortRange = fmt.Sprintf("%d-%d", b.ContainerPort, b.ContainerPort+b.More), fmt.Sprintf("%d-%d", b.HostPort, b.HostPort+b.More)
	} else {
		out.ContainerPort, out.HostPort = b.ContainerPort, b.HostPort
	}
	return out
}

// architectureOf is the processor that a task runs on, as attributes spell it.
func (w *World) architectureOf(t *task, d *taskDefinition) string {
	if c := w.on(t); c != nil {
		return w.attributeValueOf(c, "ecs.cpu-architecture")
	}
	if r := d.Body.RuntimePlatform; r != nil && r.CpuArchitecture == "ARM64" {
		return "arm64"
	}
	return "x86_64"
}

// ephemeral is the ephemeral storage of a task on Fargate in GiB. "Fargate task
// ephemeral storage".
func (d *taskDefinition) ephemeral() int64 {
	if e := d.Body.EphemeralStorage; e != nil {
		return e.SizeInGiB
	}
	return 20
}

// zoneOf is the Availability Zone of a container instance.
func (w *World) zoneOf(c *containerInst) string {
	return w.s.Subnets.Get(w.s.Instances.Get(c.Instance).Subnet).Zone
}
