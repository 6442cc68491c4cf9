package engine

import (
	"cmp"
	"fmt"
	"path"
	"slices"

	"drydock/engine/sim"
	"drydock/engine/trace"

	"drydock/engine/api"
)

// The operations of the service "drydock": what scenario authors may do to a
// world beside calling AWS. No learner can call them.

// crashTask handles drydock:CrashTask: the application of one running task of
// a service, drawn by chance, exits.
func (w *World) crashTask(_ *call, in *api.CrashTaskInput) (*api.CrashTaskOutput, *api.Error) {
	s, err := w.service(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	var running []*task
	for _, arn := range s.Tasks {
		if t := w.s.Tasks.Get(arn); t.LastStatus == taskRunning && t.DesiredStatus == taskRunning && t.exited() == nil {
			running = append(running, t)
		}
	}
	if len(running) == 0 {
		return &api.CrashTaskOutput{}, nil
	}
	t := running[w.s.Chance.IntN(len(running))]
	code := int64(1)
	if in.ExitCode != nil {
		code = *in.ExitCode
	}
	k := &t.Containers[slices.IndexFunc(t.Containers, func(k container) bool { return k.Essential })]
	w.exit(t, k, code)
	return &api.CrashTaskOutput{TaskArn: t.ARN}, nil
}

// movePorts handles drydock:MovePorts.
func (w *World) movePorts(_ *call, in *api.MovePortsInput) (*api.Nothing, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == k.Name {
			c.NextPort = *in.Port
		}
	}
	w.emit(Event{
		Source: "drydock", DetailType: apiCall, Resources: []string{k.ARN},
		Message: fmt.Sprintf("many tasks have come and gone on the instances of %s: dynamic host ports go on from %d", k.Name, *in.Port),
	})
	return &api.Nothing{}, nil
}

// declareImage handles drydock:DeclareImage.
func (w *World) declareImage(_ *call, in *api.DeclareImageInput) (*api.Nothing, *api.Error) {
	if listens, answers := value(in.Listens), in.Answers; listens < 0 || listens > 65535 || answers != nil && (*answers < 100 || *answers > 599) {
		return nil, api.Refuse("InvalidParameterValue", "An image listens on a port up to 65535 and answers with a status from 100 to 599.").Ours()
	}
	if value(in.Size) < 0 || value(in.Size) > 1<<20 || value(in.Boot) < 0 || value(in.Boot) > 7*24*3600*1000 {
		return nil, api.Refuse("InvalidParameterValue", "An image has at most 1048576 MiB and boots within seven days.").Ours()
	}
	img := &image{URI: in.Uri, Size: value(in.Size), Listens: value(in.Listens), Boot: value(in.Boot), Answers: 200, OnSigterm: cmp.Or(in.OnSigterm, "exits")}
	if in.Answers != nil {
		img.Answers = *in.Answers
	}
	img.ExitsAfter, img.Exits = value(in.ExitsAfter), value(in.Exits)
	img.Health, img.HealthyAfter = cmp.Or(in.Health, probePasses), value(in.HealthyAfter)
	for _, n := range []int64{img.ExitsAfter, img.HealthyAfter} {
		if n < 0 || n > 7*24*3600*1000 {
			return nil, api.Refuse("InvalidParameterValue", "An application exits, or is healthy, within seven days.").Ours()
		}
	}
	if img.Exits < 0 || img.Exits > 255 {
		return nil, api.Refuse("InvalidParameterValue", "An exit code is from 0 to 255.").Ours()
	}
	if in.Writes != "" && (!path.IsAbs(in.Writes) || path.Clean(in.Writes) == "/") {
		return nil, api.Refuse("InvalidParameterValue", "An application writes into a directory such as /data.").Ours()
	}
	if in.Writes != "" {
		img.Writes = path.Clean(in.Writes)
	}
	if slices.Contains(in.Needs, "") || slices.Contains(in.Needs, in.Uri) {
		return nil, api.Refuse("InvalidParameterValue", "An application needs other images than its own, each by its name.").Ours()
	}
	if img.Uses = value(in.Uses); img.Uses < 0 || img.Uses > 1<<20 {
		return nil, api.Refuse("InvalidParameterValue", "An application uses at most 1048576 MiB of memory.").Ours()
	}
	img.Needs = slices.Clone(in.Needs)
	var err *api.Error
	if img.Connects, err = readConnects(in.Connects); err != nil {
		return nil, err
	}
	if img.Calls, err = w.readCalls(in.Calls); err != nil {
		return nil, err
	}
	w.s.Images.Put(img.URI, img)
	w.changes++
	return &api.Nothing{}, nil
}

// nameResource handles drydock:NameResource.
func (w *World) nameResource(_ *call, in *api.NameResourceInput) (*api.Nothing, *api.Error) {
	if have := w.s.Aliases.Get(in.Alias); have != nil {
		return nil, api.Refuse("AliasInUse", "The alias %s stands for %s already.", in.Alias, have.ID)
	}
	w.s.Aliases.Put(in.Alias, &alias{in.Alias, in.Kind, in.ID})
	w.s.Shown[in.ID] = in.Alias
	w.changes++
	return &api.Nothing{}, nil
}

// bootInstance handles drydock:BootInstance.
func (w *World) bootInstance(_ *call, in *api.BootInstanceInput) (*api.Nothing, *api.Error) {
	i := w.s.Instances.Get(in.InstanceId)
	if i == nil {
		return nil, noInstance(in.InstanceId)
	}
	if i.State != "pending" {
		return nil, api.Refuse("IncorrectInstanceState", "The instance '%s' is %s already.", i.ID, i.State)
	}
	if err := w.checkAgent(i); err != nil {
		return nil, err
	}
	if said, _, _ := w.asAgent(i, &trace.Recorder{}); said != "" {
		return nil, api.Refuse("AccessDeniedException", "The agent on '%s' cannot register: %s", i.ID, said).Ours()
	}
	i.Turn++
	i.AgentDue = false
	w.instanceIs(i, "running")
	w.agentDenied(i) // takes down what the role was needed for
	if err := w.registerInstance(i, true); err != nil {
		return nil, err
	}
	if c := w.registered(i.ID); c.Status == instanceRegistering {
		w.trunkAttached(sim.Work{IDs: []string{c.ARN}})
	}
	return &api.Nothing{}, nil
}
