package engine

import (
	"fmt"

	"drydock/engine/sim"
)

// Trunk interfaces: with the account setting awsvpcTrunking an instance that is
// launched after opting in takes more tasks with network interfaces of their own, if
// its type is one of those that can. "Increasing Amazon ECS Linux container instance
// network interfaces".

// Statuses of a container instance whose trunk interface is being made, or cannot be.
const (
	instanceRegistering = "REGISTERING"
	registrationFailed  = "REGISTRATION_FAILED"
)

// wantsTrunk reports whether an instance gets a trunk interface when it registers.
func (i *instance) wantsTrunk() bool { return i.OptedIn && instanceTypes[i.Type].TrunkTasks > 0 }

// addTrunk has an instance that registers wait for its trunk interface.
func (w *World) addTrunk(c *containerInst) {
	c.Status = instanceRegistering
	w.after(w.cfg.Delays.TrunkAttach, workTrunk, 0, c.ARN)
}

// trunkAttached: the trunk interface of an instance is there, and the instance takes
// tasks; without a free address for it, or when the instance is gone, it never does.
func (w *World) trunkAttached(work sim.Work) {
	c := w.s.ContainerInstances.Get(work.IDs[0])
	if c.Status != instanceRegistering {
		return
	}
	i := w.s.Instances.Get(c.Instance)
	s := w.s.Subnets.Get(i.Subnet)
	c.Version++
	switch {
	case i.halted() == "terminated": // its agent was not connected, so that it was not deregistered
		c.StatusReason = "the instance " + i.ID + " is terminated."
	case w.freeAddresses(s) == 0:
		c.StatusReason = "subnet " + s.ID + " has no free address."
	}
	if c.StatusReason != "" {
		c.Status, c.StatusReason = registrationFailed, "The trunk network interface could not be created: "+c.StatusReason
		w.tellStatus(c, ": "+c.StatusReason)
		return
	}
	i.Trunk = w.newInterface(s, w.groupsOf(i), i.ID, "")
	c.Status, c.Trunking = instanceActive, true
	w.tellStatus(c, fmt.Sprintf(", and takes %d tasks with interfaces of their own", w.typeOf(c).networkTasks(true)))
	w.passAll(c.Cluster)
}

// dropTrunk deletes the trunk interface of an instance that has one.
func (w *World) dropTrunk(i *instance) {
	w.dropInterface(i.Trunk)
	i.Trunk = ""
}

// tellStatus tells of a container instance's status.
func (w *World) tellStatus(c *containerInst, more string) {
	w.emit(Event{
		Source: sourceECS, DetailType: instanceStateChange, Resources: []string{c.ARN, c.Instance},
		Message: fmt.Sprintf("(container-instance %s) on (instance %s) is %s%s", lastOf(c.ARN), w.shown(c.Instance), c.Status, more),
	})
}
