package engine

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// maxDeletions is how many revisions one request may delete. API Reference,
// DeleteTaskDefinitions.
const maxDeletions = 10

// definitionKept is for how long a revision that nothing uses is seen while it is
// being deleted: an engine's choice.
const definitionKept = time.Hour

// revision finds the revision that a request names, which must name one: a
// family alone is not enough. nil when there is no such revision.
func (w *World) revision(id string) (*taskDefinition, *api.Error) {
	_, name, isARN := strings.Cut(id, ":task-definition/")
	if !isARN {
		name = id
	}
	_, number, given := strings.Cut(name, ":")
	if !given {
		return nil, clientError("Revision is missing.")
	}
	if n, err := strconv.ParseInt(number, 10, 64); err != nil || n < 1 {
		return nil, clientError("Invalid revision number. Number: %s", number).Ours()
	}
	return w.definition(id), nil
}

// deregisterTaskDefinition makes a revision INACTIVE; of one that is no longer
// ACTIVE it changes nothing (engine's choice).
func (w *World) deregisterTaskDefinition(c *call, in *api.DeregisterTaskDefinitionInput) (*api.DeregisterTaskDefinitionOutput, *api.Error) {
	d, err := w.revision(in.TaskDefinition)
	switch {
	case err != nil:
		return nil, err
	case d == nil:
		return nil, clientError("The specified task definition does not exist.").Ours()
	}
	if d.Body.Status == definitionActive {
		d.Body.Status, d.Body.DeregisteredAt = definitionInactive, w.stamp(w.s.Now)
		w.changed(c, revisionName(&d.Body), d.Body.TaskDefinitionArn)
	}
	return &api.DeregisterTaskDefinitionOutput{TaskDefinition: sim.Clone(&d.Body)}, nil
}

func (w *World) deleteTaskDefinitions(c *call, in *api.DeleteTaskDefinitionsInput) (*api.DeleteTaskDefinitionsOutput, *api.Error) {
	switch n := len(in.TaskDefinitions); {
	case n == 0:
		return nil, invalid("Task definitions cannot be empty.").Ours()
	case n > maxDeletions:
		return nil, invalid("At most %d task definitions can be deleted with one request.", maxDeletions).Ours()
	}
	found := make([]*taskDefinition, len(in.TaskDefinitions))
	for i, id := range in.TaskDefinitions {
		var err *api.Error
		if found[i], err = w.revision(id); err != nil {
			return nil, err
		}
	}
	// AWS documents no text of these failures. The two sentences are those that other
	// imitations of the API give as ECS's; no key may rest on them.
	out := &api.DeleteTaskDefinitionsOutput{TaskDefinitions: []api.TaskDefinition{}, Failures: []api.Failure{}}
	for i, d := range found {
		switch {
		case d == nil:
			out.Failures = append(out.Failures, api.Failure{
				Arn: w.definitionARN(in.TaskDefinitions[i]), Reason: "The specified task definition does not exist. Specify a valid account, family, revision and try again.",
			})
			continue
		case d.Body.Status == definitionActive:
			out.Failures = append(out.Failures, api.Failure{
				Arn: d.Body.TaskDefinitionArn, Reason: "The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
			})
			continue
		case d.Body.Status == definitionInactive:
			d.Body.Status, d.Body.DeleteRequestedAt = definitionDeleting, w.stamp(w.s.Now)
			d.DeleteRequested = w.s.Now
			w.changed(c, revisionName(&d.Body), d.Body.TaskDefinitionArn)
		}
		out.TaskDefinitions = append(out.TaskDefinitions, *sim.Clone(&d.Body))
	}
	return out, nil
}

// definitionARN is the ARN of a revision that a request names.
func (w *World) definitionARN(id string) string {
	if strings.HasPrefix(id, "arn:") {
		return id
	}
	return w.ecsARN("task-definition", id)
}

// unlessGone is a definition, or nil when there is none any more: it was deleted,
// and nothing that is active refers to it. What stopped tasks show of it stays.
func (w *World) unlessGone(d *taskDefinition) *taskDefinition {
	if d == nil || d.Body.Status == definitionDeleting && w.s.Now.Sub(d.DeleteRequested) >= definitionKept && !w.inUse(d) {
		return nil
	}
	return d
}

// inUse reports whether a task, a service or a deployment that is active refers
// to a definition.
func (w *World) inUse(d *taskDefinition) bool {
	arn := d.Body.TaskDefinitionArn
	for s := range w.s.Services.All() {
		older := slices.ContainsFunc(s.Older, func(o deployment) bool { return o.Definition == arn })
		inSet := slices.ContainsFunc(s.TaskSets, func(ts taskSet) bool { return ts.Deployment.Definition == arn })
		if s.Status != "INACTIVE" && (s.Definition == arn || s.Deployment.Definition == arn || older || inSet) {
			return true
		}
	}
	for t := range w.s.Tasks.All() {
		if t.Definition == arn && t.LastStatus != taskStopped {
			return true
		}
	}
	return false
}
