package engine

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Task statuses. "Amazon ECS task lifecycle".
const (
	taskProvisioning = "PROVISIONING"
	taskPending      = "PENDING"
	taskActivating   = "ACTIVATING"
	taskRunning      = "RUNNING"
	taskDeactivating = "DEACTIVATING"
	taskStopping     = "STOPPING"
	taskStopped      = "STOPPED"
)

// Stop codes, as the API's enum has them.
const (
	stopFailedToStart = "TaskFailedToStart"
	stopExited        = "EssentialContainerExited"
	stopUser          = "UserInitiated"
	stopScheduler     = "ServiceSchedulerInitiated"
	stopTermination   = "TerminationNotice"
)

// starting: wanted, and not yet RUNNING.
func (t *task) starting() bool {
	return t.LastStatus == taskProvisioning || t.LastStatus == taskPending || t.LastStatus == taskActivating
}

// startTask puts a task of a service on an instance, its resources held from now
// on: PENDING, or PROVISIONING while its EBS volume is made and attached.
func (w *World) startTask(s *service, d *taskDefinition, c *containerInst, placed int) *task {
	id := w.s.IDs.Hex(32)
	t := &task{
		ID: id, ARN: w.ecsARN("task", s.Cluster+"/"+id), Cluster: s.Cluster, Definition: d.Body.TaskDefinitionArn, Service: s.ARN,
		Group: "service:" + s.Name, StartedBy: s.Deployment.ID, Instance: c.ARN, LastStatus: taskPending, DesiredStatus: taskRunning,
		Created: w.s.Now, PullStarted: unset, PullStopped: unset, Started: unset, Stopping: unset, ExecutionStopped: unset, Stopped: unset,
		CPU: d.CPU, Memory: d.Memory, StaticPorts: slices.Clone(d.StaticPorts), Placed: placed,
	}
	t.Containers = make([]container, 0, len(d.Body.ContainerDefinitions))
	for _, body := range d.Body.ContainerDefinitions {
		t.Containers = append(t.Containers, container{ID: w.s.IDs.Hex(32), Name: body.Name, Image: body.Image, Essential: *body.Essential, LastStatus: "PENDING"})
	}
	w.s.Tasks.Put(t.ARN, t)
	c.UsedCPU, c.UsedMemory = c.UsedCPU+t.CPU, c.UsedMemory+t.Memory
	c.StaticPorts, c.Tasks, c.Version = append(c.StaticPorts, t.StaticPorts...), append(c.Tasks, t.ARN), c.Version+1
	s.Tasks = append(s.Tasks, t.ARN)
	if d.atLaunch() != nil {
		t.LastStatus = taskProvisioning
		w.taskChanged(t, placed)
		w.newVolume(t, s)
		w.after(w.cfg.Delays.VolumeAttach, workAttached, 0, t.ARN)
		return t
	}
	w.taskChanged(t, placed)
	w.after(0, workPull, 0, t.ARN)
	return t
}

// taskChanged tells of a task's state.
func (w *World) taskChanged(t *task, trace int) {
	t.Version++
	c := w.s.ContainerInstances.Get(t.Instance)
	message := "(task " + t.ID + ") of " + t.Group + " on (instance " + w.shown(c.Instance) + ") is " + t.LastStatus
	if t.LastStatus == taskStopped {
		message += ": " + t.StoppedReason
	}
	w.emit(Event{Source: sourceECS, DetailType: taskStateChange, Resources: w.about(t), Message: message, Trace: trace})
}

// about are the resources of an event on a task.
func (w *World) about(t *task) []string {
	if t.Service == "" {
		return []string{t.ARN, t.Instance}
	}
	return []string{t.ARN, t.Instance, t.Service}
}

// taskAt returns the task that work is about if it still stands as expected.
func (w *World) taskAt(work sim.Work, status string) *task {
	if t := w.s.Tasks.Get(work.IDs[0]); t != nil && t.LastStatus == status {
		return t
	}
	return nil
}

// taskPulls: the agent has the task and pulls its images.
func (w *World) taskPulls(work sim.Work) {
	t := w.taskAt(work, taskPending)
	if t == nil {
		return
	}
	t.LastStatus, t.PullStarted = taskActivating, w.s.Now
	w.taskChanged(t, 0)
	c := w.s.ContainerInstances.Get(t.Instance)
	var longest time.Duration
	for i := range t.Containers {
		img := w.s.Images.Get(t.Containers[i].Image)
		if img == nil {
			w.cannotPull(t, &t.Containers[i])
			return
		}
		longest = max(longest, w.pull(img, c))
	}
	w.after(longest, workStart, 0, t.ARN)
}

// pull is how long an image takes to an instance.
func (w *World) pull(img *image, c *containerInst) time.Duration {
	d := w.cfg.Delays
	if slices.Contains(c.Cached, img.URI) {
		return d.CachedPull
	}
	return d.PullBase + time.Duration(img.Size)*d.PullPerMiB
}

// cannotPull ends a task whose image does not exist.
func (w *World) cannotPull(t *task, k *container) {
	repository, _, _ := strings.Cut(k.Image, "@")
	if colon := strings.LastIndexByte(repository, ':'); colon > strings.LastIndexByte(repository, '/') {
		repository = repository[:colon]
	}
	k.Reason = fmt.Sprintf("CannotPullContainerError: Error response from daemon: API error (404): repository %s not found", repository)
	for img := range w.s.Images.All() {
		if strings.HasPrefix(img.URI, repository+":") || strings.HasPrefix(img.URI, repository+"@") {
			k.Reason = fmt.Sprintf("CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref %s: %s: not found", k.Image, k.Image)
		}
	}
	t.StopCode, t.StoppedReason = stopFailedToStart, "Task failed to start"
	t.PullStopped = w.s.Now
	w.endTask(t)
}

// cannotStart ends a task one of whose containers Docker does not start.
func (w *World) cannotStart(t *task, k *container, why string) {
	k.Reason = "CannotStartContainerError: Error response from daemon: " + why
	t.StopCode, t.StoppedReason = stopFailedToStart, "Task failed to start"
	w.endTask(t)
}

// taskStarts: the images are there; volumes are mounted, and containers created
// and started.
func (w *World) taskStarts(work sim.Work) {
	t := w.taskAt(work, taskActivating)
	if t == nil {
		return
	}
	t.PullStopped = w.s.Now
	c := w.s.ContainerInstances.Get(t.Instance)
	for i := range t.Containers {
		if image := t.Containers[i].Image; !slices.Contains(c.Cached, image) {
			c.Cached = append(c.Cached, image)
		}
	}
	w.mountVolumes(t, false)
}

// taskRuns: the essential containers have started. Host ports are bound, and
// the targets registered.
func (w *World) taskRuns(work sim.Work) {
	t := w.taskAt(work, taskActivating)
	if t == nil {
		return
	}
	c, d := w.s.ContainerInstances.Get(t.Instance), w.s.Definitions.Get(t.Definition)
	for i := range t.Containers {
		k := &t.Containers[i]
		k.LastStatus = "RUNNING"
		for _, p := range d.Body.ContainerDefinitions[i].PortMappings {
			host := *p.HostPort
			if host == 0 {
				var free bool
				if host, free = w.dynamicPort(c); !free {
					w.cannotStart(t, k, "all ports are allocated")
					return
				}
			}
			k.Bindings = append(k.Bindings, binding{*p.ContainerPort, host, p.Protocol})
		}
	}
	t.LastStatus, t.Started = taskRunning, w.s.Now
	w.taskChanged(t, 0)
	w.startWriting(t, d)
	s := w.s.Services.Get(t.Service)
	if t.StartedBy == s.Deployment.ID {
		s.StartFailures, s.RetryAt = 0, 0
		s.unsay("throttle")
	}
	for i := range s.LoadBalancers {
		b := &s.LoadBalancers[i]
		w.register(w.s.TargetGroups.Get(b.TargetGroup), c.Instance, t.hostPort(b.Container, b.Port))
		b.Registered++
	}
	switch {
	case len(s.LoadBalancers) == 0:
		w.after(healthyAfterRunning, workPass, passLater, s.ARN)
	case s.Grace > 0:
		w.after(time.Duration(s.Grace)*time.Second, workPass, passLater, s.ARN)
	}
	w.pass(s)
}

// stopTask tells a task to stop: it leaves its target groups, drains, gets
// SIGTERM and, if that does not help, SIGKILL. "Amazon ECS task lifecycle".
func (w *World) stopTask(t *task, code, reason string) {
	if t.DesiredStatus == taskStopped {
		return
	}
	t.DesiredStatus, t.StopCode, t.StoppedReason = taskStopped, code, reason
	if t.LastStatus != taskRunning {
		w.endTask(t)
		return
	}
	drain := w.deregister(t)
	if drain == 0 {
		w.term(t)
		return
	}
	t.LastStatus = taskDeactivating
	w.taskChanged(t, 0)
	w.after(drain, workTerm, 0, t.ARN)
}

// taskToldToStop: the targets are drained.
func (w *World) taskToldToStop(work sim.Work) {
	if t := w.taskAt(work, taskDeactivating); t != nil {
		w.term(t)
	}
}

// term sends SIGTERM to every container, as soon as the agent can be told to.
func (w *World) term(t *task) {
	if !w.hears(t) {
		t.Untold = true
		w.changes++
		return
	}
	t.LastStatus, t.Stopping = taskStopping, w.s.Now
	w.taskChanged(t, 0)
	d := w.s.Definitions.Get(t.Definition)
	var wait time.Duration
	for i, k := range t.Containers {
		if img := w.s.Images.Get(k.Image); k.ExitCode == nil && img != nil && img.OnSigterm == "ignores" {
			wait = max(wait, containerStopTimeout(&d.Body.ContainerDefinitions[i]))
		}
	}
	w.after(wait, workStopped, 0, t.ARN)
}

func containerStopTimeout(c *api.ContainerDefinition) time.Duration {
	if c.StopTimeout != nil {
		return time.Duration(*c.StopTimeout) * time.Second
	}
	return stopTimeout
}

// taskStopped: every container has ended, by itself or by SIGKILL.
func (w *World) taskStopped(work sim.Work) {
	t := w.taskAt(work, taskStopping)
	if t == nil {
		return
	}
	for i := range t.Containers {
		k := &t.Containers[i]
		if k.ExitCode == nil {
			code := int64(0)
			if img := w.s.Images.Get(k.Image); img != nil && img.OnSigterm == "ignores" {
				code = 137
			}
			k.ExitCode = &code
		}
	}
	if t.ExecutionStopped == unset {
		t.ExecutionStopped = w.s.Now
	}
	w.endTask(t)
}

// endTask makes a task STOPPED and gives back what it held.
func (w *World) endTask(t *task) {
	neverRan := t.Started == unset
	if t.Stopping == unset {
		t.Stopping = w.s.Now
	}
	t.LastStatus, t.DesiredStatus, t.Stopped = taskStopped, taskStopped, w.s.Now
	c := w.s.ContainerInstances.Get(t.Instance)
	c.UsedCPU, c.UsedMemory, c.Version = c.UsedCPU-t.CPU, c.UsedMemory-t.Memory, c.Version+1
	c.StaticPorts = slices.DeleteFunc(c.StaticPorts, func(p int64) bool { return slices.Contains(t.StaticPorts, p) })
	c.Tasks = slices.DeleteFunc(c.Tasks, func(arn string) bool { return arn == t.ARN })
	for i := range t.Containers {
		t.Containers[i].LastStatus, t.Containers[i].Bindings = "STOPPED", nil
	}
	w.taskChanged(t, t.NotMounted)
	w.forgetTask(t)
	w.after(stoppedTaskKept, workExpire, 0, t.ARN)
	if s := w.s.Services.Get(t.Service); s != nil {
		s.Tasks = slices.DeleteFunc(s.Tasks, func(arn string) bool { return arn == t.ARN })
		s.unsay("unhealthy " + t.ARN)
		if neverRan && t.StopCode == stopFailedToStart && t.StartedBy == s.Deployment.ID {
			w.startFailed(s)
		}
	}
	w.passAll(t.Cluster)
}

// taskForgotten removes the record of a stopped task.
func (w *World) taskForgotten(work sim.Work) {
	w.s.Tasks.Drop(work.IDs[0])
	w.changes++
}

// exit ends one container of a running task; an essential one takes the whole
// task with it. Nothing of the task answers any more, so it does not wait for
// its targets to drain.
func (w *World) exit(t *task, k *container, code int64) {
	k.ExitCode, k.LastStatus = &code, "STOPPED"
	w.changes++
	if !k.Essential {
		return
	}
	t.ExecutionStopped = w.s.Now
	if w.hears(t) {
		w.essentialExited(t)
	}
}

// essentialExited: ECS hears that an essential container of a task has ended.
func (w *World) essentialExited(t *task) {
	t.DesiredStatus = taskStopped
	t.StopCode, t.StoppedReason = stopExited, "Essential container in task exited"
	if w.deregister(t) > 0 {
		t.LastStatus = taskDeactivating
		w.taskChanged(t, 0)
	}
	w.term(t)
	w.passAll(t.Cluster)
}
