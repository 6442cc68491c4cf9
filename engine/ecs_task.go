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

	taskDeprovisioning = "DEPROVISIONING"
)

// Stop codes, as the API's enum has them.
const (
	stopFailedToStart = "TaskFailedToStart"
	stopExited        = "EssentialContainerExited"
	stopUser          = "UserInitiated"
	stopScheduler     = "ServiceSchedulerInitiated"
	stopTermination   = "TerminationNotice"
	stopSpot          = "SpotInterruption"
)

// starting: wanted, and not yet RUNNING.
func (t *task) starting() bool {
	return t.LastStatus == taskProvisioning || t.LastStatus == taskPending || t.LastStatus == taskActivating
}

// newTask is a task of a definition, nowhere yet.
func (w *World) newTask(cluster string, d *taskDefinition, l launch) *task {
	arn, ids := w.taskIDs(cluster, len(d.Body.ContainerDefinitions))
	both := &struct { // one piece of memory for nearly every task
		task
		only [1]container
	}{task: task{
		ID: arn[len(arn)-idDigits:], ARN: arn, Cluster: cluster, Definition: d.Body.TaskDefinitionArn,
		LastStatus: taskPending, DesiredStatus: taskRunning,
		Created: w.s.Now, PullStarted: unset, PullStopped: unset, Started: unset, Stopping: unset, ExecutionStopped: unset, Stopped: unset,
		LaunchType: l.Type, Platform: platformOf(l.Platform), CPU: d.CPU, Memory: d.Memory, GPUs: d.GPUs,
	}}
	t := &both.task
	if l.Type == launchEC2 {
		t.StaticPorts, t.StaticUDPPorts = slices.Clone(d.StaticPorts), slices.Clone(d.StaticUDPPorts)
	}
	t.Containers = both.only[:0]
	for i := range d.Body.ContainerDefinitions {
		body := &d.Body.ContainerDefinitions[i]
		t.Containers = append(t.Containers, container{ID: ids[idDigits*i : idDigits*(i+1)], Name: body.Name, Image: body.Image, Essential: *body.Essential, LastStatus: containerPending, Started: unset})
		if checked(body) {
			t.Containers[len(t.Containers)-1].Health = healthUnknown
		}
	}
	return t
}

// idDigits is how many hexadecimal digits the id of a task and of a container has.
const idDigits = 32

// taskIDs draws the ARN of a new task, which ends in its id, and the ids of its
// containers, one after another. All are parts of one text.
func (w *World) taskIDs(cluster string, containers int) (arn, ids string) {
	var short [256]byte
	all := append(short[:0], w.ecsARN("task", cluster+"/")...)
	n := len(all) + idDigits
	for range 1 + containers {
		all = w.s.IDs.AppendHex(all, idDigits)
	}
	text := string(all)
	return text[:n], text[n:]
}

// startTask starts a task of a service where it was placed.
func (w *World) startTask(s *service, d *taskDefinition, at spot) *task {
	t := w.newTask(s.Cluster, d, s.launch())
	t.Service, t.Group, t.StartedBy, t.Placed = s.ARN, "service:"+s.Name, s.Deployment.ID, at.why
	t.Tags, t.Exec = s.Tagging.ofTask(s.Cluster, d, s), s.Exec
	s.Tasks = append(s.Tasks, t.ARN)
	w.launch(t, at, s.Network, s.Volume)
	return t
}

// spot is where a task was placed: on an instance, or in a subnet on Fargate.
type spot struct {
	instance *containerInst // nil on Fargate
	subnet   *subnet        // on Fargate
	provider string         // capacity provider; empty with a launch type
	why      int            // number of the placement's trace
}

// launch puts a task where it was placed, its resources held from now on:
// PENDING, or PROVISIONING while the network interface or the EBS volume that it is
// to have is made and attached.
func (w *World) launch(t *task, at spot, n *networkConfig, volume *volumeConfig) {
	w.s.Tasks.Put(t.ARN, t)
	t.Provider = at.provider
	if c := at.instance; c != nil {
		t.Instance, t.Zone = c.ARN, w.zoneOf(c)
		w.hold(c, t, n != nil)
		if n != nil {
			at.subnet = n.subnetIn(w, t.Zone)
		}
	} else {
		t.Zone = at.subnet.Zone
	}
	fault := ""
	if n != nil {
		fault = w.attach(t, n, at.subnet)
	}
	wait := w.provisioning(t, volume)
	if wait == 0 {
		w.taskChangedOn(at.instance, t, t.Placed)
		w.after(0, workPull, 0, t.ARN)
		return
	}
	t.LastStatus = taskProvisioning
	w.taskChangedOn(at.instance, t, t.Placed)
	if fault != "" {
		w.after(wait, workUnattached, 0, t.ARN, fault)
		return
	}
	if volume != nil {
		w.newVolume(t, volume)
	}
	w.after(wait, workAttached, 0, t.ARN)
}

// provisioning is how long a task is PROVISIONING.
func (w *World) provisioning(t *task, volume *volumeConfig) time.Duration {
	var wait time.Duration
	if t.own() {
		wait = w.cfg.Delays.InterfaceAttach
	}
	if t.LaunchType == launchFargate {
		wait = max(wait, w.cfg.Delays.FargateProvision)
	}
	if volume != nil {
		wait = max(wait, w.cfg.Delays.VolumeAttach)
	}
	return wait
}

// hold takes what a task needs from what its instance has.
func (w *World) hold(c *containerInst, t *task, own bool) {
	c.UsedCPU, c.UsedMemory, c.UsedGPUs = c.UsedCPU+t.CPU, c.UsedMemory+t.Memory, c.UsedGPUs+t.GPUs
	c.UsedInterfaces += one(own)
	c.StaticPorts, c.StaticUDPPorts = append(c.StaticPorts, t.StaticPorts...), append(c.StaticUDPPorts, t.StaticUDPPorts...)
	if c.Tasks == nil {
		c.Tasks = make([]string, 0, 8) // rather than growing from 1
	}
	c.Tasks, c.Version = append(c.Tasks, t.ARN), c.Version+1
}

// release gives back what a task held of its instance.
func (w *World) release(c *containerInst, t *task) {
	c.UsedCPU, c.UsedMemory, c.UsedGPUs = c.UsedCPU-t.CPU, c.UsedMemory-t.Memory, c.UsedGPUs-t.GPUs
	c.UsedInterfaces -= one(t.own())
	c.StaticPorts, c.StaticUDPPorts = without(c.StaticPorts, t.StaticPorts), without(c.StaticUDPPorts, t.StaticUDPPorts)
	c.Tasks = slices.DeleteFunc(c.Tasks, func(arn string) bool { return arn == t.ARN })
	c.Version++
}

// without returns ports but those given.
func without(ports, gone []int64) []int64 {
	return slices.DeleteFunc(ports, func(p int64) bool { return slices.Contains(gone, p) })
}

// provisioned: what a task waited for is attached, and the agent can have it.
func (w *World) provisioned(work sim.Work) {
	t := w.taskAt(work, taskProvisioning)
	if t == nil {
		return
	}
	if t.Volume != "" {
		w.s.Volumes.Get(t.Volume).State = "in-use"
	}
	t.LastStatus = taskPending
	w.taskChanged(t, 0)
	w.after(0, workPull, 0, t.ARN)
}

// unattached: no network interface could be made for a task. "Troubleshooting
// Amazon ECS TaskFailedToStart errors".
func (w *World) unattached(work sim.Work) {
	t := w.taskAt(work, taskProvisioning)
	if t == nil {
		return
	}
	public := ""
	if t.Public {
		public = " with public IP assignment enabled"
	}
	t.StopCode = stopFailedToStart
	t.StoppedReason = fmt.Sprintf("Unexpected EC2 error while attempting to Create Network Interface%s in subnet '%s': %s", public, t.Subnet, work.IDs[1])
	w.endTask(t)
}

// taskChanged tells of a task's state.
func (w *World) taskChanged(t *task, trace int) { w.taskChangedOn(w.on(t), t, trace) }

// taskChangedOn is taskChanged where it is known already on which instance the
// task is; nil for Fargate. Each task that starts tells this three times.
func (w *World) taskChangedOn(c *containerInst, t *task, trace int) {
	t.Version++
	var message string
	if c != nil {
		message = "(task " + t.ID + ") of " + t.Group + " on (instance " + w.shown(c.Instance) + ") is " + t.LastStatus
	} else {
		message = "(task " + t.ID + ") of " + t.Group + " on Fargate in " + t.Zone + " is " + t.LastStatus
	}
	if t.LastStatus == taskStopped {
		message += ": " + t.StoppedReason
	}
	w.emit(Event{Source: sourceECS, DetailType: taskStateChange, Resources: w.about(t), Message: message, Trace: trace})
}

// about are the resources of an event on a task.
func (w *World) about(t *task) []string {
	out := append(make([]string, 0, 3), t.ARN)
	if t.Instance != "" {
		out = append(out, t.Instance)
	}
	if t.Service != "" {
		out = append(out, t.Service)
	}
	return out
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
	if t == nil || !w.hears(t) {
		return // one that is not connected is given the task when it is again
	}
	t.LastStatus, t.PullStarted = taskActivating, w.s.Now
	c := w.on(t)
	w.taskChangedOn(c, t, 0)
	var longest time.Duration
	for i := range t.Containers {
		img := w.s.Images.Get(t.Containers[i].Image)
		if img == nil {
			w.cannotPull(t, &t.Containers[i])
			return
		}
		longest = max(longest, w.pull(img, c))
	}
	w.after(longest, workStart, 0, work.IDs...)
}

// pull is how long an image takes to an instance, or to Fargate, which keeps no
// image from one task to the next.
func (w *World) pull(img *image, c *containerInst) time.Duration {
	d := w.cfg.Delays
	if c != nil && slices.Contains(c.Cached, img.URI) {
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
	t.PullStopped = w.s.Now
	w.failToStart(t, k.Reason)
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
	w.failToStart(t, k.Reason)
	return false
}

// failToStart ends a task that never ran, for a reason that its containers have.
// On Fargate the task has it too. "Amazon ECS stopped tasks error messages".
func (w *World) failToStart(t *task, reason string) {
	t.StopCode, t.StoppedReason = stopFailedToStart, "Task failed to start"
	if t.LaunchType == launchFargate {
		t.StoppedReason = reason
	}
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
	c := w.on(t)
	for i := range t.Containers {
		if image := t.Containers[i].Image; c != nil && !slices.Contains(c.Cached, image) {
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
		s.partOf(t, func() { w.joinService(t, s) })
	}
}

// joinService has a task that is RUNNING counted and balanced by its service.
func (w *World) joinService(t *task, s *service) {
	if t.StartedBy == s.Deployment.ID {
		s.StartFailures, s.RetryAt = 0, 0
		s.unsay("throttle")
	}
	for i := range s.LoadBalancers {
		b := &s.LoadBalancers[i]
		if w.s.TargetGroups.Get(b.TargetGroup).Deleted {
			continue
		}
		w.register(w.s.TargetGroups.Get(b.TargetGroup), w.targetID(t), t.hostPort(b.Container, b.Port))
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
	case t.LastStatus == taskDeprovisioning:
		return
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

// endTask ends a task whose containers have ended, or that never had any: its
// network interface is detached and deleted first, if it has one.
func (w *World) endTask(t *task) {
	if t.Interface == "" {
		w.stopped(t)
		return
	}
	w.containersEnd(t)
	t.LastStatus, t.DesiredStatus = taskDeprovisioning, taskStopped
	w.taskChanged(t, t.NotMounted)
	w.after(w.cfg.Delays.InterfaceDetach, workReleased, 0, t.ARN)
	w.passAll(t.Cluster)
}

// released: the network interface of a task is gone.
func (w *World) released(work sim.Work) {
	if t := w.taskAt(work, taskDeprovisioning); t != nil {
		w.stopped(t)
	}
}

// containersEnd has no container of a task run any more.
func (w *World) containersEnd(t *task) {
	if t.Stopping == unset {
		t.Stopping = w.s.Now
	}
	for i := range t.Containers {
		t.Containers[i].LastStatus, t.Containers[i].Bindings = containerStopped, nil
	}
}

// stopped makes a task STOPPED and gives back what it held.
func (w *World) stopped(t *task) {
	neverRan := t.Started == unset
	w.containersEnd(t)
	w.detach(t)
	t.LastStatus, t.DesiredStatus, t.Stopped = taskStopped, taskStopped, w.s.Now
	if c := w.on(t); c != nil {
		w.release(c, t)
	}
	w.taskChanged(t, t.NotMounted)
	w.forgetTask(t)
	w.after(stoppedTaskKept, workExpire, 0, t.ARN)
	if s := w.s.Services.Get(t.Service); s != nil {
		s.Tasks = slices.DeleteFunc(s.Tasks, func(arn string) bool { return arn == t.ARN })
		s.unsay("unhealthy " + t.ARN)
		s.partOf(t, func() {
			if neverRan && (t.StopCode == stopFailedToStart || t.StopCode == stopExited) && t.StartedBy == s.Deployment.ID {
				w.startFailed(s)
			}
		})
	}
	w.passAll(t.Cluster)
}

// taskForgotten removes the record of a stopped task.
func (w *World) taskForgotten(work sim.Work) {
	w.s.Tasks.Drop(work.IDs[0])
	w.changes++
}
