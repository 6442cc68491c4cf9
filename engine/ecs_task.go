package engine

import (
	"fmt"
	"slices"
	"strings"
	"time"

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

// newTask is a task of a definition, on no instance yet.
func (w *World) newTask(cluster string, d *taskDefinition) *task {
	id := w.s.IDs.Hex(32)
	t := &task{
		ID: id, ARN: w.ecsARN("task", cluster+"/"+id), Cluster: cluster, Definition: d.Body.TaskDefinitionArn,
		LastStatus: taskPending, DesiredStatus: taskRunning,
		Created: w.s.Now, PullStarted: unset, PullStopped: unset, Started: unset, Stopping: unset, ExecutionStopped: unset, Stopped: unset,
		CPU: d.CPU, Memory: d.Memory, StaticPorts: slices.Clone(d.StaticPorts),
	}
	t.Containers = make([]container, 0, len(d.Body.ContainerDefinitions))
	for _, body := range d.Body.ContainerDefinitions {
		t.Containers = append(t.Containers, container{ID: w.s.IDs.Hex(32), Name: body.Name, Image: body.Image, Essential: *body.Essential, LastStatus: containerPending, Started: unset})
		if checked(&body) {
			t.Containers[len(t.Containers)-1].Health = healthUnknown
		}
	}
	return t
}

// startTask starts a task of a service on an instance.
func (w *World) startTask(s *service, d *taskDefinition, c *containerInst, placed int) *task {
	t := w.newTask(s.Cluster, d)
	t.Service, t.Group, t.StartedBy, t.Placed = s.ARN, "service:"+s.Name, s.Deployment.ID, placed
	t.Tags, t.Exec = s.Tagging.ofTask(s.Cluster, d, s), s.Exec
	s.Tasks = append(s.Tasks, t.ARN)
	w.launch(t, c, s.Volume)
	return t
}

// launch puts a task on an instance, its resources held from now on: PENDING, or
// PROVISIONING while the EBS volume that it is to have is made and attached.
func (w *World) launch(t *task, c *containerInst, volume *volumeConfig) {
	t.Instance = c.ARN
	w.s.Tasks.Put(t.ARN, t)
	c.UsedCPU, c.UsedMemory = c.UsedCPU+t.CPU, c.UsedMemory+t.Memory
	c.StaticPorts, c.Tasks, c.Version = append(c.StaticPorts, t.StaticPorts...), append(c.Tasks, t.ARN), c.Version+1
	if volume != nil {
		t.LastStatus = taskProvisioning
		w.taskChanged(t, t.Placed)
		w.newVolume(t, volume)
		w.after(w.cfg.Delays.VolumeAttach, workAttached, 0, t.ARN)
		return
	}
	w.taskChanged(t, t.Placed)
	w.after(0, workPull, 0, t.ARN)
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

// cannotStart ends a task one of whose containers Docker does not start; a task
// that is RUNNING goes on without it. It reports whether the task goes on.
func (w *World) cannotStart(t *task, k *container, why string) bool {
	k.Reason = "CannotStartContainerError: Error response from daemon: " + why
	if t.Started != unset {
		k.LastStatus = containerStopped
		w.tellContainer(t, k, "could not start")
		return true
	}
	t.StopCode, t.StoppedReason = stopFailedToStart, "Task failed to start"
	w.endTask(t)
	return false
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

// taskRuns: the essential containers have started. The targets are registered.
func (w *World) taskRuns(t *task) {
	t.LastStatus, t.Started = taskRunning, w.s.Now
	w.taskChanged(t, 0)
	if s := w.s.Services.Get(t.Service); s != nil {
		w.joinService(t, s, w.s.ContainerInstances.Get(t.Instance))
	}
}

// joinService has a task that is RUNNING counted and balanced by its service.
func (w *World) joinService(t *task, s *service, c *containerInst) {
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
	case len(s.LoadBalancers) == 0 && !t.isChecked():
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
	switch {
	case t.LastStatus != taskRunning && !t.runs():
		w.endTask(t)
		return
	case t.LastStatus != taskRunning: // some containers wait for others still
		w.term(t)
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

// taskStopped: every container of a task had ended when it was told to stop.
func (w *World) taskStopped(work sim.Work) {
	if t := w.taskAt(work, taskStopping); t != nil {
		w.endTask(t)
	}
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
		t.Containers[i].LastStatus, t.Containers[i].Bindings = containerStopped, nil
	}
	w.taskChanged(t, t.NotMounted)
	w.forgetTask(t)
	w.after(stoppedTaskKept, workExpire, 0, t.ARN)
	if s := w.s.Services.Get(t.Service); s != nil {
		s.Tasks = slices.DeleteFunc(s.Tasks, func(arn string) bool { return arn == t.ARN })
		s.unsay("unhealthy " + t.ARN)
		if neverRan && (t.StopCode == stopFailedToStart || t.StopCode == stopExited) && t.StartedBy == s.Deployment.ID {
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
