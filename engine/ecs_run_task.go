package engine

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/placement"
	"drydock/engine/sim"
)

// Limits of RunTask and StartTask. "Amazon ECS service quotas" and the API
// Reference of both.
const (
	maxRun          = 10 // tasks of one request
	maxGroup        = 255
	maxRunStartedBy = 128
	maxStartedBy    = 36
	maxToken        = 64
)

// standalone is a request of RunTask or StartTask, checked, and what became of
// it.
type standalone struct {
	cluster          *cluster
	definition       *taskDefinition // with the overrides in it
	overrides        *api.TaskOverride
	launch           launch
	volume           *volumeConfig
	tagging          tagging
	exec             bool
	group, startedBy string
	constraints      []api.PlacementConstraint
	strategies       []api.PlacementStrategy
	count            int64
	token, request   string // clientToken and a digest of the request; empty without a token
	tasks            []*task
	failures         []api.Failure
}

func (w *World) runTask(c *call, in *api.RunTaskInput) (*api.RunTaskOutput, *api.Error) {
	r, err := w.readRunTask(in)
	if err != nil {
		return nil, err
	}
	again, err := w.runAgain(r)
	if err != nil {
		return nil, err
	}
	if again == nil {
		if r.launch.Type == launchEC2 && !w.anyActive(r.cluster) {
			return nil, invalid("No Container Instances were found in your cluster.")
		}
		if err := w.checkRolesOf(r.definition, r.overrides); err != nil {
			return nil, err
		}
		if r.launch.Network != nil {
			if err := w.checkLinked(c); err != nil {
				return nil, err
			}
			w.linkFor(c, ecsService)
		}
		w.run(c, r)
		again = r.tasks
	}
	return &api.RunTaskOutput{Tasks: w.taskViews(again), Failures: orEmpty(r.failures)}, nil
}

// readRunTask checks a request to start standalone tasks.
func (w *World) readRunTask(in *api.RunTaskInput) (*standalone, *api.Error) {
	k, err := w.cluster(in.Cluster)
	if err != nil {
		return nil, err
	}
	r := &standalone{cluster: k, count: 1, token: in.ClientToken}
	if in.Count != nil {
		r.count = *in.Count
	}
	switch {
	case r.count < 1 || r.count > maxRun:
		return nil, invalid("count must be from 1 to %d.", maxRun).Ours()
	case len(in.ClientToken) > maxToken:
		return nil, invalid("clientToken has at most %d characters.", maxToken).Ours()
	}
	if r.launch, err = w.readProviders(k, in.LaunchType, in.CapacityProviderStrategy); err != nil {
		return nil, err
	}
	if err := checkLaunch(r.launch.Type, in.PlatformVersion, in.PlacementStrategy, in.PlacementConstraints); err != nil {
		return nil, err
	}
	if err := w.readStandalone(r, in.TaskDefinition, in.Group, in.StartedBy, maxRunStartedBy, in.Overrides, in.VolumeConfigurations); err != nil {
		return nil, err
	}
	if r.launch, err = w.readLaunch(r.definition, r.launch, in.PlatformVersion, in.NetworkConfiguration); err != nil {
		return nil, err
	}
	if r.constraints, err = readConstraints(in.PlacementConstraints, r.definition); err != nil {
		return nil, err
	}
	if r.strategies, err = readStrategies(in.PlacementStrategy); err != nil {
		return nil, err
	}
	if len(r.strategies) == 0 { // "Amazon ECS task placement strategies"
		r.strategies = []api.PlacementStrategy{{Type: placement.Random}}
	}
	if r.tagging, err = readTaskTagging(in.Tags, in.PropagateTags, in.EnableECSManagedTags, r.definition); err != nil {
		return nil, err
	}
	r.exec = yes(in.EnableExecuteCommand)
	if err := checkExec(r.exec, r.definition, in.Overrides, "task couldn't be run"); err != nil {
		return nil, err.Ours()
	}
	if r.token != "" {
		r.request = sim.Digest(in)
	}
	return r, nil
}

// startedByCharacters: API Reference, RunTask.
var startedByCharacters = regexp.MustCompile(`^[A-Za-z0-9_/-]*$`)

// readStandalone checks what RunTask and StartTask have in common.
func (w *World) readStandalone(r *standalone, definition, group, startedBy string, longest int, overrides *api.TaskOverride, volumes []api.ServiceVolumeConfiguration) *api.Error {
	switch {
	case definition == "":
		return invalid("TaskDefinition cannot be blank.").Ours()
	case len(startedBy) > longest || !startedByCharacters.MatchString(startedBy):
		return invalid("startedBy has at most %d letters, digits, hyphens, underscores and slashes.", longest).Ours()
	case len(group) > maxGroup:
		return invalid("group has at most %d characters.", maxGroup).Ours()
	case strings.HasPrefix(group, "service:"):
		return invalid("The group '%s' is for the tasks of a service.", group).Ours()
	}
	d, err := w.activeDefinition(definition)
	if err != nil {
		return err
	}
	if r.definition, err = overridden(d, overrides); err != nil {
		return err
	}
	if r.volume, err = checkVolumeConfigurations(d, volumes); err != nil {
		return err
	}
	if err := checkVolumeLaunch(r.volume, r.launch.Type); err != nil {
		return err
	}
	r.group, r.startedBy, r.overrides = cmp.Or(group, "family:"+d.Body.Family), startedBy, overrides
	return nil
}

// runAgain finds the tasks that a request with this token has started already, as
// long as one of them is known; nil when there is none.
func (w *World) runAgain(r *standalone) ([]*task, *api.Error) {
	if r.token == "" {
		return nil, nil
	}
	var have []*task
	for t := range w.s.Tasks.All() {
		if t.Token != r.token || t.Cluster != r.cluster.Name {
			continue
		}
		if t.Request != r.request {
			return nil, api.Refuse("ConflictException", "The clientToken '%s' was used with other parameters.", r.token).Ours()
		}
		have = append(have, t)
	}
	return have, nil
}

// anyActive reports whether a cluster has an instance on which a task may be
// placed.
func (w *World) anyActive(k *cluster) bool {
	for c := range w.s.ContainerInstances.All() {
		if c.Cluster == k.Name && c.Status == "ACTIVE" {
			return true
		}
	}
	return false
}

// run places the tasks of a request one by one and starts them. The first that
// fits nowhere ends it: each instance that was asked is a failure.
func (w *World) run(c *call, r *standalone) {
	if r.launch.Type == launchFargate {
		w.runOnFargate(c, r)
		return
	}
	places := w.placingRuns(r)
	for range r.count {
		on, decision, why := places.next()
		if on == nil {
			for _, rejected := range decision.Rejected {
				r.failures = append(r.failures, api.Failure{Arn: rejected.ARN, Reason: rejected.Reason})
			}
			c.trace = why()
			break
		}
		w.startStandalone(c, r, spot{instance: on, why: why()})
		places.placed(r.tasks[len(r.tasks)-1])
	}
	w.keepRuns(r, places)
}

// runOnFargate starts the tasks of a request on Fargate.
func (w *World) runOnFargate(c *call, r *standalone) {
	places := w.fargatePlacingOf(r.taskGroup(w), r.launch, r.definition, nil) // base and weights are those of one call
	for range r.count {
		at, has := places.next()
		if !has {
			r.failures = []api.Failure{{Reason: noCapacity}} // once, however many tasks
			continue
		}
		w.startStandalone(c, r, at)
		places.placed(r.tasks[len(r.tasks)-1])
	}
}

// startStandalone starts one task that no service keeps running.
func (w *World) startStandalone(c *call, r *standalone, at spot) {
	t := w.newTask(r.cluster.Name, r.definition, r.launch)
	t.Group, t.StartedBy, t.Token, t.Request, t.Placed = r.group, r.startedBy, r.token, r.request, at.why
	t.Tags, t.Exec = r.tagging.ofTask(r.cluster.Name, r.definition, nil), r.exec
	t.Overrides = r.overrides // a copy of the caller's, never changed
	if len(r.tasks) == 0 {
		w.changed(c, revisionName(&r.definition.Body)+" in group "+r.group, r.cluster.ARN)
	}
	r.tasks = append(r.tasks, t)
	w.launch(t, at, r.launch.Network, r.volume)
}

func (w *World) startTaskCall(c *call, in *api.StartTaskInput) (*api.StartTaskOutput, *api.Error) {
	k, err := w.clusterOfInstances(in.Cluster, in.ContainerInstances, maxRun)
	if err != nil {
		return nil, err
	}
	r := &standalone{cluster: k}
	if err := w.readStandalone(r, in.TaskDefinition, in.Group, in.StartedBy, maxStartedBy, in.Overrides, in.VolumeConfigurations); err != nil {
		return nil, err
	}
	if r.launch, err = w.readLaunch(r.definition, launch{Type: launchEC2}, "", in.NetworkConfiguration); err != nil {
		return nil, err
	}
	if r.tagging, err = readTaskTagging(in.Tags, in.PropagateTags, in.EnableECSManagedTags, r.definition); err != nil {
		return nil, err
	}
	r.exec = yes(in.EnableExecuteCommand)
	if err := checkExec(r.exec, r.definition, in.Overrides, "task couldn't be run"); err != nil {
		return nil, err.Ours()
	}
	if err := w.checkRolesOf(r.definition, r.overrides); err != nil {
		return nil, err
	}
	for _, id := range in.ContainerInstances {
		w.startOn(c, r, id)
	}
	return &api.StartTaskOutput{Tasks: w.taskViews(r.tasks), Failures: orEmpty(r.failures)}, nil
}

// startOn starts a task on the instance that the request names, if it fits.
func (w *World) startOn(c *call, r *standalone, id string) {
	fail := func(reason string) {
		r.failures = append(r.failures, api.Failure{Arn: w.arnOr("container-instance", r.cluster.Name, id), Reason: reason})
	}
	on := w.containerInstance(r.cluster, id)
	switch {
	case on == nil:
		fail("MISSING")
		return
	case on.Status != "ACTIVE": // DRAINING too: engine's choice
		fail("INACTIVE")
		return
	}
	g := r.taskGroup(w)
	rows, instances := w.candidates(g, r.definition, nil, w.cfg.Tracing)
	at := slices.Index(rows, on)
	rec := w.recorder()
	decision := placement.Place(w.needOf(g, r.definition), instances[at:at+1], nil, nil, rec)
	if rec.On() {
		rec.Funnel = nil // there is no choice
	}
	why := w.explain(placementTrace(g, r.definition, decision, instances[at:at+1], rec))
	if decision.Chosen < 0 {
		fail(decision.Rejected[0].Reason)
		c.trace = why
		return
	}
	w.startStandalone(c, r, spot{instance: on, why: why})
}

// taskViews are tasks as RunTask and StartTask show them.
func (w *World) taskViews(tasks []*task) []api.Task {
	out := []api.Task{}
	for _, t := range tasks {
		view := w.taskView(t)
		view.Tags = shownTags(t.Tags)
		out = append(out, view)
	}
	return out
}
