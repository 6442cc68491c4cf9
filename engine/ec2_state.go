package engine

import (
	"fmt"
	"slices"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// instanceState is a state of an instance with EC2's number for it.
func instanceState(name string) api.InstanceState {
	codes := map[string]int64{"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}
	return api.InstanceState{Code: codes[name], Name: name}
}

// instanceIs gives an instance a state and tells of it.
func (w *World) instanceIs(i *instance, state string) {
	i.State = state
	w.emit(Event{Source: sourceEC2, DetailType: ec2StateChange, Resources: []string{i.ID}, Message: fmt.Sprintf("(instance %s) is %s", w.shown(i.ID), state)})
}

// transition is a call that takes instances from some states to another.
type transition struct {
	from []string // states from which it does something
	kept []string // states in which there is nothing to do
	to   string
	verb string // "started"
}

// "Amazon EC2 instance state changes".
var (
	toStart     = transition{[]string{"stopped"}, []string{"pending", "running"}, "pending", "started"}
	toStop      = transition{[]string{"running"}, []string{"stopping", "stopped"}, "stopping", "stopped"}
	toTerminate = transition{[]string{"pending", "running", "stopping", "stopped"}, []string{"shutting-down", "terminated"}, "shutting-down", "terminated"}
)

// move takes the instances of a call to their next state, all of them or none,
// and has do done with each that changes.
func (w *World) move(c *call, ids []string, tr transition, do func(*instance)) ([]api.InstanceStateChange, *api.Error) {
	for _, id := range ids {
		i := w.s.Instances.Get(id)
		switch {
		case i == nil:
			return nil, noInstance(id)
		case !slices.Contains(tr.from, i.State) && !slices.Contains(tr.kept, i.State):
			return nil, api.Refuse("IncorrectInstanceState", "The instance '%s' is not in a state from which it can be %s.", id, tr.verb)
		}
	}
	out := []api.InstanceStateChange{}
	for _, id := range ids {
		i := w.s.Instances.Get(id)
		was := i.State
		if slices.Contains(tr.from, was) {
			i.Turn++
			i.AgentDue = false
			w.changed(c, w.shown(i.ID), i.ID)
			w.instanceIs(i, tr.to)
			do(i)
		}
		out = append(out, api.InstanceStateChange{InstanceId: id, CurrentState: instanceState(i.State), PreviousState: instanceState(was)})
	}
	return out, nil
}

func (w *World) startInstances(c *call, in *api.StartInstancesInput) (*api.StartInstancesOutput, *api.Error) {
	out, err := w.move(c, in.InstanceIds, toStart, func(i *instance) {
		i.Launched, i.Halted = w.s.Now, unset
		if eni := w.s.Interfaces.Get(i.Interface); eni.PublicIP == "" && w.s.Subnets.Get(i.Subnet).PublicIPs {
			eni.PublicIP = w.publicIP()
		}
		w.after(w.cfg.Delays.InstanceLaunch, workInstanceRuns, i.Turn, i.ID)
	})
	return &api.StartInstancesOutput{StartingInstances: out}, err
}

func (w *World) stopInstances(c *call, in *api.StopInstancesInput) (*api.StopInstancesOutput, *api.Error) {
	out, err := w.move(c, in.InstanceIds, toStop, w.halt)
	return &api.StopInstancesOutput{StoppingInstances: out}, err
}

func (w *World) terminateInstances(c *call, in *api.TerminateInstancesInput) (*api.TerminateInstancesOutput, *api.Error) {
	out, err := w.move(c, in.InstanceIds, toTerminate, w.halt)
	return &api.TerminateInstancesOutput{TerminatingInstances: out}, err
}

// halt shuts an instance down. Its containers and its agent end at once; the
// instance takes a little longer (engine's choice).
func (w *World) halt(i *instance) {
	i.Halted = w.s.Now
	w.hostEnds(i)
	w.after(w.cfg.Delays.InstanceShutdown, workHalted, i.Turn, i.ID)
}

// instanceHalted: the instance is stopped or terminated.
func (w *World) instanceHalted(work sim.Work) {
	i := w.s.Instances.Get(work.IDs[0])
	switch {
	case i.Turn != work.N:
	case i.State == "stopping":
		if w.addressOf(i.Interface) == nil { // an Elastic IP address stays with a stopped instance
			w.s.Interfaces.Get(i.Interface).PublicIP = "" // the next start brings another one
		}
		w.instanceIs(i, "stopped")
	case i.State == "shutting-down":
		w.instanceIs(i, "terminated")
		w.scrap(i)
	}
}
