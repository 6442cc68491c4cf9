package engine

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"drydock/engine/api"
	"drydock/engine/placement"
	"drydock/engine/scaling"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// readProviders says with which launch type, or by which strategy of capacity
// providers, tasks are to be started. "Amazon ECS launch types and capacity
// providers": a request that names neither gets the cluster's default strategy, and
// where that is empty EC2.
func (w *World) readProviders(k *cluster, launchType string, in []api.CapacityProviderStrategyItem) (launch, *api.Error) {
	if launchType != "" && len(in) > 0 {
		return launch{}, invalid("Specifying both a launch type and capacity provider strategy is not supported")
	}
	items, err := w.readStrategy(k, in)
	if err != nil {
		return launch{}, err
	}
	if launchType == "" && len(in) == 0 {
		items = k.Strategy
	}
	if len(items) > 0 { // so far all providers are Fargate's
		return launch{Type: launchFargate, Providers: items}, nil
	}
	return launch{Type: cmp.Or(launchType, launchEC2)}, nil
}

// readProviderUpdate checks the capacity provider strategy that an update gives a
// service. It moves no running task. API Reference, UpdateService.
func (w *World) readProviderUpdate(s, next *service, in *api.UpdateServiceInput) *api.Error {
	switch {
	case in.CapacityProviderStrategy == nil:
		return nil
	case len(in.CapacityProviderStrategy) == 0:
		return invalid("capacityProviderStrategy cannot be empty.").Ours()
	case s.Daemon:
		return invalid("The daemon scheduling strategy does not support the capacity providers of Fargate.").Ours()
	}
	l, err := w.readProviders(w.s.Clusters.Get(s.Cluster), "", in.CapacityProviderStrategy)
	next.LaunchType, next.Providers = l.Type, l.Providers
	return err
}

// shownLaunchType is the launch type of a service as the API shows it: none with a
// capacity provider strategy.
func (s *service) shownLaunchType() string {
	if len(s.Providers) > 0 {
		return ""
	}
	return s.LaunchType
}

// providerViews are a service's capacity provider strategy as the API shows it; nil
// with a launch type.
func (s *service) providerViews() []api.CapacityProviderStrategyItem {
	if len(s.Providers) == 0 {
		return nil
	}
	return itemViews(s.Providers)
}

// nextProvider is the capacity provider of the next task, given how many tasks each
// has; "" when tasks are started by a launch type.
func (l launch) nextProvider(tasks []int64, rec *trace.Recorder) string {
	if len(l.Providers) == 0 {
		return ""
	}
	return l.Providers[max(0, scaling.Start(l.Providers, tasks, rec))].Provider
}

// primaryTasks are the tasks of a service's primary deployment that are not STOPPED:
// the shares of capacity providers are those of a deployment (engine's choice).
func (w *World) primaryTasks(s *service) []*task {
	return slices.DeleteFunc(w.serviceTasks(s), func(t *task) bool { return t.StartedBy != s.Deployment.ID })
}

// countOf counts the tasks that are to run on each capacity provider.
func (l launch) countOf(tasks []*task) []int64 {
	out := make([]int64, len(l.Providers))
	for i, item := range l.Providers {
		for _, t := range tasks {
			out[i] += one(t.Provider == item.Provider && t.DesiredStatus == taskRunning)
		}
	}
	return out
}

// shareOut divides n stops between capacity providers: of the tasks of a service that
// are to run, those of one provider for each stop. Those that the strategy does not
// name go first, under "". Of the tasks, free may stop; the others count.
func (l launch) shareOut(tasks, free []*task, n int64) map[string]int64 {
	counts, left := l.countOf(tasks), l.countOf(free)
	others := int64(len(free))
	for _, c := range left {
		others -= c
	}
	others = min(n, others)
	out := map[string]int64{"": others}
	for range n - others {
		i := scaling.Stop(l.Providers, counts, left)
		if i < 0 {
			break
		}
		counts[i]--
		left[i]--
		out[l.Providers[i].Provider]++
	}
	return out
}

// scaleInProviders has placement choose n tasks to stop; with a capacity provider
// strategy the shares of the providers come before their zones.
func (w *World) scaleInProviders(s *service, tasks []*task, from []placement.Task, n int64, chain []placement.Strategy, draw *sim.Stream, rec *trace.Recorder) []placement.Task {
	if len(s.Providers) == 0 {
		return placement.ScaleIn(from, int(n), chain, draw, rec)
	}
	var out []placement.Task
	free := slices.DeleteFunc(slices.Clone(tasks), func(t *task) bool { return w.shielded(s, t) })
	shares := s.launch().shareOut(tasks, free, n)
	own := map[string][]placement.Task{}
	for i, t := range tasks {
		name := t.Provider
		if !slices.ContainsFunc(s.Providers, func(item scaling.Item) bool { return item.Provider == name }) {
			name = ""
		}
		own[name] = append(own[name], from[i])
	}
	for _, name := range append([]string{""}, providerNames(s.Providers)...) {
		if share := shares[name]; share > 0 {
			rec.Add(true, cmp.Or(name, "not of the strategy"), "stop "+fmt.Sprint(share), "to keep the shares of the strategy")
			out = append(out, placement.ScaleIn(own[name], int(share), chain, draw, rec)...)
		}
	}
	return out
}

// providerNames are the capacity providers of a strategy.
func providerNames(items []scaling.Item) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = item.Provider
	}
	return out
}

// spotGone reports whether Fargate Spot has no capacity now.
func (w *World) spotGone(provider string) bool {
	return provider == providerSpot && w.s.Now < w.s.SpotBack
}

// noCapacity is why Fargate does not place a task. "Amazon ECS service event
// messages".
const noCapacity = "Capacity is unavailable at this time. Please try again later or in a different availability zone."

// tellNoCapacity tells that Fargate has no capacity for a task of a service.
func (w *World) tellNoCapacity(s *service) {
	const key = "placement RESOURCE:FARGATE"
	if at, said := s.Said[key]; said && w.s.Now.Sub(at) < duplicateEvents {
		return
	}
	w.say(s, key, fmt.Sprintf("(service %s) was unable to place a task. Reason: %s", s.Name, noCapacity), 0)
	w.emit(Event{Source: sourceECS, DetailType: serviceAction, Name: "SERVICE_TASK_PLACEMENT_FAILURE", Resources: []string{s.ARN}, Message: "RESOURCE:FARGATE"})
}

// reclaimSpot handles drydock:ReclaimSpot: AWS takes back the capacity of Fargate
// Spot, and has none for a time. "Amazon ECS clusters for Fargate", termination
// notices: the warning and SIGTERM come at the same moment.
func (w *World) reclaimSpot(_ *call, in *api.ReclaimSpotInput) (*api.Nothing, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	interrupted := in.For != nil
	if in.For != nil {
		until := w.s.Now.Add(time.Duration(*in.For) * time.Millisecond)
		w.s.SpotBack = max(w.s.SpotBack, until)
		w.changes++
		w.after(until.Sub(w.s.Now), workCapacity, 0)
	}
	for t := range w.s.Tasks.All() {
		if t.Cluster == k.Name && t.Provider == providerSpot && t.DesiredStatus == taskRunning {
			w.interrupt(t, stopSpot, "Your Spot Task was interrupted.")
			interrupted = true
		}
	}
	if interrupted {
		w.passAll(k.Name)
	}
	return &api.Nothing{}, nil
}

// interrupt ends a task on Fargate that AWS takes back: it leaves its target groups
// and gets SIGTERM at once.
func (w *World) interrupt(t *task, code, reason string) {
	t.DesiredStatus, t.StopCode, t.StoppedReason = taskStopped, code, reason
	t.Version++
	w.emit(Event{
		Source: sourceECS, DetailType: taskStateChange, Resources: w.about(t),
		Message: fmt.Sprintf("(task %s) of %s %s is %s, and is to be STOPPED: %s", t.ID, t.Group, "on Fargate in "+t.Zone, t.LastStatus, reason),
	})
	switch {
	case t.LastStatus == taskRunning:
		w.deregister(t)
		w.term(t)
	case t.runs():
		w.term(t)
	default:
		w.endTask(t)
	}
}

// capacityBack: Fargate Spot has capacity again, for every cluster.
func (w *World) capacityBack(sim.Work) {
	for k := range w.s.Clusters.All() {
		w.passAll(k.Name)
	}
}
