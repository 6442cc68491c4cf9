package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Statuses of a revision. "Task definition states".
const (
	definitionActive   = "ACTIVE"
	definitionInactive = "INACTIVE"
	definitionDeleting = "DELETE_IN_PROGRESS"
)

const (
	maxContainers     = 10        // of a task definition. "Amazon ECS service quotas"
	maxDefinitionSize = 64 * 1024 // bytes of a definition in JSON. "Amazon ECS service quotas"
)

func (w *World) registerTaskDefinition(c *call, in *api.RegisterTaskDefinitionInput) (*api.RegisterTaskDefinitionOutput, *api.Error) {
	d, err := readDefinition(in)
	if err != nil {
		return nil, err
	}
	w.s.Families[in.Family]++
	d.Body.Revision = w.s.Families[in.Family]
	d.Body.TaskDefinitionArn = w.ecsARN("task-definition", revisionName(&d.Body))
	d.Body.RegisteredAt, d.Body.RegisteredBy = w.stamp(w.s.Now), w.arn(c.as)
	w.s.Definitions.Put(d.Body.TaskDefinitionArn, d)
	w.changed(c, revisionName(&d.Body), d.Body.TaskDefinitionArn)
	return &api.RegisterTaskDefinitionOutput{TaskDefinition: sim.Clone(&d.Body), Tags: slices.Clone(d.Tags)}, nil
}

// revisionName is "web:3".
func revisionName(d *api.TaskDefinition) string { return fmt.Sprintf("%s:%d", d.Family, d.Revision) }

func clientError(format string, args ...any) *api.Error {
	return api.Refuse("ClientException", format, args...)
}

// readDefinition checks a definition and works out what placement subtracts. AWS
// does not document the order of its checks; that the whole comes before its
// parts, and the task before its containers, is an engine's choice.
func readDefinition(in *api.RegisterTaskDefinitionInput) (*taskDefinition, *api.Error) {
	if err := checkWhole(in); err != nil {
		return nil, err
	}
	d := newDefinition(in)
	cpu, memory, err := d.taskSize(in)
	if err != nil {
		return nil, err
	}
	for _, check := range []func() *api.Error{
		d.checkTaskMembers,
		func() *api.Error { return d.readContainers(in.ContainerDefinitions, memory) },
		d.checkEssential,
		d.checkDependencies,
		d.checkLinks,
		func() *api.Error { return readVolumes(d, in.Volumes) },
		func() *api.Error { return checkMounts(d) },
		func() *api.Error {
			d.Body.PlacementConstraints, err = readTaskConstraints(in.PlacementConstraints)
			return err
		},
		d.checkRoles,
		d.checkLaunchTypes,
		func() *api.Error { return d.size(cpu, memory) },
		func() *api.Error { return checkTags(d.Tags) },
	} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	d.Body.RequiresAttributes = d.requiredAttributes()
	return d, nil
}

// checkWhole checks what is said of a definition before its parts are looked at.
func checkWhole(in *api.RegisterTaskDefinitionInput) *api.Error {
	switch {
	case !ecsName(in.Family):
		return clientError("Family contains invalid characters.")
	case len(in.ContainerDefinitions) == 0:
		return clientError("Container list cannot be empty.")
	case len(in.ContainerDefinitions) > maxContainers:
		return clientError("Too many containers: a task definition has at most %d.", maxContainers).Ours()
	case len(in.InferenceAccelerators) > 0:
		return clientError("Unsupported field 'inferenceAccelerators'")
	case len(api.ShortJSON(api.Tree(in))) > maxDefinitionSize:
		return clientError("The task definition is larger than 64 KB.").Ours()
	}
	return nil
}

// newDefinition is a definition with the members that need no reading.
func newDefinition(in *api.RegisterTaskDefinitionInput) *taskDefinition {
	in = sim.Clone(in)
	d := &taskDefinition{Tags: in.Tags, Body: api.TaskDefinition{
		Family: in.Family, TaskRoleArn: in.TaskRoleArn, ExecutionRoleArn: in.ExecutionRoleArn, NetworkMode: in.NetworkMode,
		Volumes: []api.Volume{}, Status: definitionActive, RuntimePlatform: in.RuntimePlatform,
		RequiresCompatibilities: in.RequiresCompatibilities, PidMode: in.PidMode, IpcMode: in.IpcMode, ProxyConfiguration: in.ProxyConfiguration,
		EphemeralStorage: in.EphemeralStorage, EnableFaultInjection: in.EnableFaultInjection,
	}}
	if !d.windows() {
		d.Body.NetworkMode = cmp.Or(d.Body.NetworkMode, modeBridge)
	}
	return d
}

// windows reports whether the containers run on Windows.
func (d *taskDefinition) windows() bool {
	return d.Body.RuntimePlatform != nil && strings.HasPrefix(d.Body.RuntimePlatform.OperatingSystemFamily, "WINDOWS")
}

// requires reports whether the request asked that the definition suit a launch
// type.
func (d *taskDefinition) requires(launchType string) bool {
	return slices.Contains(d.Body.RequiresCompatibilities, launchType)
}

// definition finds a task definition by family (its latest ACTIVE revision),
// family:revision or ARN; nil when there is none.
func (w *World) definition(id string) *taskDefinition {
	if strings.HasPrefix(id, "arn:") {
		return w.unlessGone(w.s.Definitions.Get(id))
	}
	if strings.Contains(id, ":") {
		return w.unlessGone(w.s.Definitions.Get(w.ecsARN("task-definition", id)))
	}
	for r := w.s.Families[id]; r > 0; r-- {
		if d := w.s.Definitions.Get(w.ecsARN("task-definition", fmt.Sprintf("%s:%d", id, r))); d != nil && d.Body.Status == definitionActive {
			return d
		}
	}
	return nil
}

func (w *World) describeTaskDefinition(_ *call, in *api.DescribeTaskDefinitionInput) (*api.DescribeTaskDefinitionOutput, *api.Error) {
	d := w.definition(in.TaskDefinition)
	if d == nil {
		return nil, clientError("Unable to describe task definition.")
	}
	out := &api.DescribeTaskDefinitionOutput{TaskDefinition: sim.Clone(&d.Body), Tags: []api.ECSTag{}}
	if len(in.Include) > 0 {
		out.Tags = append(out.Tags, d.Tags...)
	}
	return out, nil
}

// orTrue, orZero and orEmpty fill in defaults.
func orTrue(b *bool) *bool {
	if b == nil {
		t := true
		return &t
	}
	return b
}

func orZero(n *int64) *int64 {
	if n == nil {
		return new(int64)
	}
	return n
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func value(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// yes reports whether a boolean is given and true.
func yes(b *bool) bool { return b != nil && *b }
