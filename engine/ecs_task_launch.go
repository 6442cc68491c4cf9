package engine

import (
	"fmt"
	"slices"
	"time"

	"drydock/engine/sim"
)

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
		if fault := w.volumeDenied(t, volume); fault != "" {
			w.after(wait, workUnattached, 1, t.ARN, fault)
			return
		}
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

// unattached: no network interface could be made for a task, or (N is 1) no volume.
// "Troubleshooting Amazon ECS TaskFailedToStart errors".
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
	if work.N == 1 {
		t.StoppedReason = work.IDs[1]
		w.endTask(t)
		return
	}
	t.StoppedReason = fmt.Sprintf("Unexpected EC2 error while attempting to Create Network Interface%s in subnet '%s': %s", public, t.Subnet, work.IDs[1])
	w.endTask(t)
}
