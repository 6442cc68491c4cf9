package engine

import (
	"fmt"
	"slices"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Statuses of containers, as far as the engine tells them apart. Before it is
// created a container is PENDING.
const (
	containerPending = "PENDING"
	containerCreated = "CREATED"
	containerRunning = "RUNNING"
	containerStopped = "STOPPED"
)

// startReady starts the containers of a task for which nothing is left to wait,
// together. A task with a container that waits in vain is stopped.
func (w *World) startReady(t *task) {
	if t.DesiredStatus == taskStopped {
		return
	}
	d := w.s.Definitions.Get(t.Definition)
	ready := int64(0) // a bit for each container; there are at most ten
	for i := range t.Containers {
		k := &t.Containers[i]
		if k.LastStatus != containerCreated || k.Starting {
			continue
		}
		vain, waits := t.waits(d, k.Name)
		if vain != "" {
			w.waitedInVain(t, k, vain)
			return
		}
		if !waits {
			k.Starting, ready = true, ready|1<<i
		}
	}
	if ready != 0 {
		w.changes++
		w.after(w.cfg.Delays.ContainerStart, workRun, ready, t.ARN)
	}
}

// containersStart: Docker has started containers of a task.
func (w *World) containersStart(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil || t.DesiredStatus == taskStopped {
		return
	}
	d := w.s.Definitions.Get(t.Definition)
	for i := range t.Containers {
		if work.N&(1<<i) != 0 && !w.containerStarts(t, d, i) {
			return
		}
	}
	if t.Started == unset && !slices.ContainsFunc(t.Containers, func(k container) bool { return k.Essential && k.Started == unset }) {
		w.taskRuns(t)
	}
	w.startReady(t)
}

// containerStarts binds a container's ports and lets its application run; false
// when that ends the task.
func (w *World) containerStarts(t *task, d *taskDefinition, i int) bool {
	k, body := &t.Containers[i], &d.Body.ContainerDefinitions[i]
	if why := w.logDriverFails(t, body); why != "" {
		return w.cannotStart(t, k, why)
	}
	for at := range body.PortMappings {
		b, free := w.bind(t, &body.PortMappings[at])
		if !free {
			return w.cannotStart(t, k, "all ports are allocated")
		}
		k.Bindings = append(k.Bindings, b)
	}
	k.LastStatus = containerRunning
	w.changes++
	w.applicationStarts(t, body, i)
	w.startWriting(t, d, i)
	if wait := value(body.StartTimeout); wait > 0 {
		w.after(time.Duration(wait)*time.Second, workWaited, int64(i), t.ARN)
	}
	return true
}

// applicationStarts begins a life of a container: its first, or one that its
// restart policy gives it.
func (w *World) applicationStarts(t *task, body *api.ContainerDefinition, i int) {
	k := &t.Containers[i]
	k.Started = w.s.Now
	if img := w.s.Images.Get(k.Image); img != nil {
		switch lack := w.lacks(t, img); {
		case lack != "":
			w.tellContainer(t, k, "gives up: "+lack)
			w.endAt(t, i, givesUpAfter, exitFailed)
		case w.overLimit(t, body, img):
			w.endAt(t, i, fillsMemoryAfter, exitKilled)
		case img.ExitsAfter > 0:
			w.endAt(t, i, sim.Time(img.ExitsAfter).Duration(), img.Exits)
		}
	}
	w.startCalling(t, i)
	w.startProbing(t, body, i)
}

// endAt has a container end some time from now with an exit code, whatever end it
// had before it.
func (w *World) endAt(t *task, i int, wait time.Duration, code int64) {
	t.Containers[i].Ends, t.Containers[i].EndCode = w.s.Now.Add(wait), code
	w.after(wait, workEnd, int64(i), t.ARN)
}

// containerEnds: a container exits by itself, or after it was told to.
func (w *World) containerEnds(work sim.Work) {
	t := w.s.Tasks.Get(work.IDs[0])
	if t == nil {
		return
	}
	k := &t.Containers[work.N]
	switch {
	case k.LastStatus != containerRunning || k.Ends != w.s.Now: // another end took its place
	case k.Told:
		w.containerGone(t, k, k.EndCode)
		w.stopNext(t)
	default:
		body := &w.s.Definitions.Get(t.Definition).Body.ContainerDefinitions[work.N]
		if img := w.s.Images.Get(k.Image); k.EndCode == exitKilled && img != nil && w.overLimit(t, body, img) {
			k.Reason = outOfMemory
		}
		w.exit(t, k, k.EndCode)
	}
}

// fillsMemoryAfter is for how long an application that is given too little memory
// runs: an engine's choice.
const fillsMemoryAfter = time.Second

// outOfMemory stands beside a container that was killed for its memory; the task's
// reason is that of every essential container that exits. The container agent's
// words; "OutOfMemoryError: Container killed due to memory usage", Amazon ECS
// Developer Guide.
const outOfMemory = "OutOfMemoryError: Container killed due to memory usage"

// overLimit reports whether an application comes to use more memory than its
// container may: its own hard limit, or the task's where it has none. A
// reservation alone is no limit. API Reference, ContainerDefinition.
func (w *World) overLimit(t *task, body *api.ContainerDefinition, img *image) bool {
	limit := value(started(t, *body).Memory)
	if d := w.s.Definitions.Get(t.Definition); limit == 0 && (d.Body.Memory != "" || t.Overrides != nil && t.Overrides.Memory != "") {
		limit = t.Memory
	}
	return limit > 0 && img.Uses > limit
}

// containerGone records that a container has ended.
func (w *World) containerGone(t *task, k *container, code int64) {
	k.ExitCode, k.LastStatus = &code, containerStopped
	w.changes++
	if k.Essential && t.ExecutionStopped == unset {
		t.ExecutionStopped = w.s.Now
	}
}

// exit ends one container whose application has exited. It is restarted if its
// policy says so. An essential one takes the whole task with it: nothing of the
// task answers any more, so it does not wait for its targets to drain.
func (w *World) exit(t *task, k *container, code int64) {
	if k.LastStatus != containerRunning || w.restart(t, k, code) {
		return
	}
	w.containerGone(t, k, code)
	switch {
	case t.LastStatus == taskStopping:
		w.stopNext(t)
	case !k.Essential:
		w.tellContainer(t, k, fmt.Sprintf("has exited with code %d", code))
		w.startReady(t)
	case t.LastStatus == taskDeactivating: // it was to stop already
		w.term(t)
	case t.DesiredStatus == taskRunning && w.hears(t):
		w.essentialExited(t)
	}
}

// essentialExited: ECS hears that an essential container of a task has ended.
func (w *World) essentialExited(t *task) {
	t.DesiredStatus, t.StopCode, t.StoppedReason = taskStopped, stopExited, "Essential container in task exited"
	if t.LastStatus == taskRunning && w.deregister(t) > 0 {
		t.LastStatus = taskDeactivating
		w.taskChanged(t, 0)
	}
	w.term(t)
	w.passAll(t.Cluster)
}

// restart starts a container again in place, at once, if its restart policy says
// so; it must have run for the attempt period since it last started. "Restart
// individual containers in Amazon ECS tasks with container restart policies".
func (w *World) restart(t *task, k *container, code int64) bool {
	i := slices.IndexFunc(t.Containers, func(other container) bool { return other.ID == k.ID })
	body := &w.s.Definitions.Get(t.Definition).Body.ContainerDefinitions[i]
	p := body.RestartPolicy
	if p == nil || p.Enabled == nil || !*p.Enabled || t.DesiredStatus == taskStopped || slices.Contains(p.IgnoredExitCodes, code) {
		return false
	}
	period := defaultRestartPeriod
	if p.RestartAttemptPeriod != nil {
		period = time.Duration(*p.RestartAttemptPeriod) * time.Second
	}
	if w.s.Now.Sub(k.Started) < period {
		return false
	}
	w.tellContainer(t, k, fmt.Sprintf("has exited with code %d and is restarted", code))
	k.Reason = ""
	w.applicationStarts(t, body, i)
	return true
}

// tellContainer tells of one container of a task.
func (w *World) tellContainer(t *task, k *container, what string) {
	t.Version++
	w.emit(Event{
		Source: sourceECS, DetailType: taskStateChange, Resources: w.about(t),
		Message: fmt.Sprintf("(container %s) of (task %s) of %s %s", k.Name, t.ID, t.Group, what),
	})
}

// runs reports whether a container of the task runs.
func (t *task) runs() bool {
	return slices.ContainsFunc(t.Containers, func(k container) bool { return k.LastStatus == containerRunning })
}

// term tells the containers of a task to stop, as soon as the agent can be told to.
func (w *World) term(t *task) {
	if !w.hears(t) {
		t.Untold = true
		w.changes++
		return
	}
	t.LastStatus, t.Stopping = taskStopping, w.s.Now
	w.taskChanged(t, 0)
	if !t.runs() {
		w.after(0, workStopped, 0, t.ARN)
		return
	}
	w.stopNext(t)
}

// stopNext sends SIGTERM to each container on which no other depends that runs
// still, and SIGKILL when its time is over. When none runs, the task has stopped.
func (w *World) stopNext(t *task) {
	if !t.runs() {
		w.endTask(t)
		return
	}
	d := w.s.Definitions.Get(t.Definition)
	for i := range t.Containers {
		k := &t.Containers[i]
		if k.LastStatus != containerRunning || k.Told || t.needed(d, k.Name) {
			continue
		}
		k.Told = true
		if img := w.s.Images.Get(k.Image); img != nil && img.OnSigterm == "ignores" {
			w.endAt(t, i, containerStopTimeout(&d.Body.ContainerDefinitions[i]), exitKilled)
		} else {
			w.endAt(t, i, 0, 0)
		}
	}
}

// exitKilled is the exit code of a container that got SIGKILL: 128 + 9.
const exitKilled = 137

func containerStopTimeout(c *api.ContainerDefinition) time.Duration {
	if c.StopTimeout != nil {
		return time.Duration(*c.StopTimeout) * time.Second
	}
	return stopTimeout
}
