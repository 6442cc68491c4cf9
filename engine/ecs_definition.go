package engine

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// imageName is what an image's name may hold: up to 255 characters before the
// digest. "Task definition parameters".
var imageName = regexp.MustCompile(`^([A-Za-z0-9._:/#-]+)(@sha256:[0-9a-f]+)?$`)

func validImage(name string) bool {
	m := imageName.FindStringSubmatch(name)
	return m != nil && len(m[1]) <= 255 && (m[2] == "" || len(m[2]) == len("@sha256:")+64)
}

// maxContainers is the quota of containers in a task definition. "Amazon ECS
// service quotas".
const maxContainers = 10

func (w *World) registerTaskDefinition(c *call, in *api.RegisterTaskDefinitionInput) (*api.RegisterTaskDefinitionOutput, *api.Error) {
	d, err := w.readDefinition(in)
	if err != nil {
		return nil, err
	}
	w.s.Families[in.Family]++
	d.Body.Revision = w.s.Families[in.Family]
	d.Body.TaskDefinitionArn = w.ecsARN("task-definition", fmt.Sprintf("%s:%d", in.Family, d.Body.Revision))
	d.Body.RegisteredAt, d.Body.RegisteredBy = w.stamp(w.s.Now), w.arn(c.as)
	w.s.Definitions.Put(d.Body.TaskDefinitionArn, d)
	w.changed(c, revisionName(&d.Body), d.Body.TaskDefinitionArn)
	return &api.RegisterTaskDefinitionOutput{TaskDefinition: sim.Clone(&d.Body)}, nil
}

// revisionName is "web:3".
func revisionName(d *api.TaskDefinition) string { return fmt.Sprintf("%s:%d", d.Family, d.Revision) }

func clientError(format string, args ...any) *api.Error {
	return api.Refuse("ClientException", format, args...)
}

// readDefinition checks a definition and works out what placement subtracts.
func (w *World) readDefinition(in *api.RegisterTaskDefinitionInput) (*taskDefinition, *api.Error) {
	switch {
	case !ecsName(in.Family):
		return nil, clientError("Family contains invalid characters.")
	case len(in.ContainerDefinitions) == 0:
		return nil, clientError("Container list cannot be empty.")
	case len(in.ContainerDefinitions) > maxContainers:
		return nil, clientError("Too many containers: a task definition has at most %d.", maxContainers).Ours()
	}
	if err := w.checkNetworkMode(in); err != nil {
		return nil, err
	}
	cpu, memory, err := taskSize(in)
	if err != nil {
		return nil, err
	}
	d := &taskDefinition{Body: api.TaskDefinition{
		Family: in.Family, TaskRoleArn: in.TaskRoleArn, ExecutionRoleArn: in.ExecutionRoleArn, NetworkMode: cmp.Or(in.NetworkMode, "bridge"),
		Volumes: []api.Volume{}, Status: "ACTIVE", Compatibilities: []string{"EXTERNAL", "EC2"},
		RequiresCompatibilities: in.RequiresCompatibilities, Cpu: number(cpu), Memory: number(memory),
	}}
	if err := readContainers(d, in.ContainerDefinitions, memory); err != nil {
		return nil, err
	}
	if err := readVolumes(d, in.Volumes); err != nil {
		return nil, err
	}
	if err := checkMounts(d); err != nil {
		return nil, err
	}
	if d.Body.PlacementConstraints, err = readTaskConstraints(in.PlacementConstraints); err != nil {
		return nil, err
	}
	return d, size(d, cpu, memory)
}

// checkNetworkMode: bridge mode is simulated; the others are real and refused
// by name.
func (w *World) checkNetworkMode(in *api.RegisterTaskDefinitionInput) *api.Error {
	if slices.Contains(in.RequiresCompatibilities, "FARGATE") && in.NetworkMode != "awsvpc" {
		return clientError("Fargate only supports network mode 'awsvpc'.")
	}
	if in.NetworkMode != "" && in.NetworkMode != "bridge" || slices.Contains(in.RequiresCompatibilities, "FARGATE") {
		return clientError("The network mode '%s' is not simulated yet; bridge is.", in.NetworkMode).Ours()
	}
	return nil
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// taskSize reads the task-level cpu and memory: "1024", "1 vCPU", "3072", "3 GB".
func taskSize(in *api.RegisterTaskDefinitionInput) (cpu, memory int64, err *api.Error) {
	cpu, ok := quantity(in.Cpu, "vcpu")
	if !ok || in.Cpu != "" && (cpu < 128 || cpu > 196608) {
		return 0, 0, clientError("Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.")
	}
	memory, ok = quantity(in.Memory, "gb")
	if !ok || in.Memory != "" && (memory < 4 || memory > maxContainerMemory) {
		return 0, 0, clientError("Invalid 'memory' setting for task.").Ours()
	}
	return cpu, memory, nil
}

// quantity reads a whole number, or a decimal number of units of 1024.
func quantity(text, unit string) (int64, bool) {
	if text == "" {
		return 0, true
	}
	t := strings.ToLower(strings.TrimSpace(text))
	if !strings.HasSuffix(t, unit) {
		n, err := strconv.ParseInt(t, 10, 64)
		return n, err == nil && n > 0
	}
	whole, fraction, _ := strings.Cut(strings.TrimSpace(strings.TrimSuffix(t, unit)), ".")
	if len(fraction) > 10 || whole == "" && fraction == "" {
		return 0, false
	}
	scale := int64(1)
	for range fraction {
		scale *= 10
	}
	n, err := strconv.ParseInt("0"+whole+fraction, 10, 64)
	if err != nil || n > 1<<40 || n*1024%scale != 0 {
		return 0, false
	}
	return n * 1024 / scale, n > 0
}

func readContainers(d *taskDefinition, containers []api.ContainerDefinition, taskMemory int64) *api.Error {
	essential, names, ports := false, map[string]bool{}, map[string]bool{}
	for _, c := range containers {
		c = *sim.Clone(&c)
		switch {
		case c.Name == "":
			return clientError("Container.name should not be null or empty.")
		case !ecsName(c.Name):
			return clientError("Container.name contains invalid characters.")
		case names[c.Name]:
			return clientError("Container name '%s' is used more than once.", c.Name).Ours()
		case c.Image == "":
			return clientError("Container.image should not be null or empty.")
		case !validImage(c.Image):
			return clientError("Container.image contains invalid characters.")
		}
		names[c.Name] = true
		if err := checkContainerMemory(&c, taskMemory); err != nil {
			return err
		}
		if err := checkContainerRanges(&c); err != nil {
			return err
		}
		if err := readPortMappings(d, &c, ports); err != nil {
			return err
		}
		c.Essential = orTrue(c.Essential)
		essential = essential || *c.Essential
		c.Cpu = orZero(c.Cpu)
		c.PortMappings, c.Environment = orEmpty(c.PortMappings), orEmpty(c.Environment)
		d.Body.ContainerDefinitions = append(d.Body.ContainerDefinitions, c)
	}
	if !essential {
		return clientError("At least one container must be essential.").Ours()
	}
	return nil
}

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

// checkContainerMemory applies the rules for EC2 on Linux. "Task definition
// parameters", container memory.
func checkContainerMemory(c *api.ContainerDefinition, taskMemory int64) *api.Error {
	hard, soft := value(c.Memory), value(c.MemoryReservation)
	switch {
	case taskMemory == 0 && hard == 0 && soft == 0:
		return clientError("Invalid setting for container '%s'. At least one of 'memory' or 'memoryReservation' must be specified.", c.Name)
	case hard != 0 && soft != 0 && hard < soft:
		return clientError("Invalid setting for container '%s'. 'memory' must be greater than or equal to 'memoryReservation'", c.Name)
	case taskMemory != 0 && hard > taskMemory:
		return clientError("The 'memory' setting for container '%s' is greater than for the task", c.Name)
	case c.Memory != nil && hard < 4:
		return clientError("Invalid setting for container '%s'. 'memory' must be at least 4 MiB.", c.Name).Ours()
	case value(c.Cpu) < 0 || soft < 0:
		return clientError("Invalid setting for container '%s'. 'cpu' and 'memoryReservation' must not be negative.", c.Name).Ours()
	}
	return nil
}

// Bounds that keep sums within their range. AWS's members are 32-bit; the
// tighter ones are engine's choices that no real definition comes near.
const (
	maxContainerCPU    = 262144 // CPU units: what the kernel takes. "Task definition parameters"
	maxContainerMemory = 1 << 31
	maxStopTimeout     = 24 * 60 * 60 // seconds; EC2 documents no maximum
	maxMappings        = 100          // port mappings of a container
)

func checkContainerRanges(c *api.ContainerDefinition) *api.Error {
	switch {
	case value(c.Cpu) > maxContainerCPU:
		return clientError("Invalid setting for container '%s'. 'cpu' must be at most %d.", c.Name, maxContainerCPU).Ours()
	case value(c.Memory) > maxContainerMemory || value(c.MemoryReservation) > maxContainerMemory:
		return clientError("Invalid setting for container '%s'. 'memory' and 'memoryReservation' must be at most %d.", c.Name, maxContainerMemory).Ours()
	case value(c.StopTimeout) < 0 || value(c.StopTimeout) > maxStopTimeout:
		return clientError("Invalid setting for container '%s'. 'stopTimeout' must be from 0 to %d.", c.Name, maxStopTimeout).Ours()
	case len(c.PortMappings) > maxMappings:
		return clientError("Invalid setting for container '%s'. At most %d port mappings are possible.", c.Name, maxMappings).Ours()
	}
	return nil
}

// readPortMappings checks the mappings of a container in bridge mode and
// collects the host ports that placement reserves.
func readPortMappings(d *taskDefinition, c *api.ContainerDefinition, used map[string]bool) *api.Error {
	for i := range c.PortMappings {
		p := &c.PortMappings[i]
		p.Protocol, p.HostPort = cmp.Or(p.Protocol, "tcp"), orZero(p.HostPort)
		key := c.Name + "/" + fmt.Sprint(value(p.ContainerPort))
		switch {
		case value(p.ContainerPort) < 1 || value(p.ContainerPort) > 65535:
			return clientError("Invalid 'containerPort' setting for container '%s': a port is from 1 to 65535.", c.Name).Ours()
		case *p.HostPort < 0 || *p.HostPort > 65535:
			return clientError("Invalid 'hostPort' setting for container '%s': a port is from 0 to 65535.", c.Name).Ours()
		case used[key]:
			return clientError("Container port %d of container '%s' is mapped more than once.", *p.ContainerPort, c.Name).Ours()
		}
		used[key] = true
		if *p.HostPort != 0 && p.Protocol == "udp" {
			return clientError("A static host port for udp is not simulated yet.").Ours()
		}
		if *p.HostPort != 0 {
			if slices.Contains(d.StaticPorts, *p.HostPort) {
				return clientError("Host port %d is used more than once.", *p.HostPort).Ours()
			}
			d.StaticPorts = append(d.StaticPorts, *p.HostPort)
		}
	}
	return nil
}

// size works out what placement subtracts: the task's cpu and memory where
// given, else the sums over its containers, the soft limit first.
func size(d *taskDefinition, cpu, memory int64) *api.Error {
	var cpuSum, memorySum int64
	for _, c := range d.Body.ContainerDefinitions {
		cpuSum += value(c.Cpu)
		memorySum += cmp.Or(value(c.MemoryReservation), value(c.Memory))
	}
	if cpu != 0 && cpuSum > cpu {
		return clientError("The 'cpu' settings of the containers exceed that of the task.").Ours()
	}
	if memory != 0 && memorySum > memory {
		return clientError("The 'memory' settings of the containers exceed that of the task.").Ours()
	}
	d.CPU, d.Memory = cmp.Or(cpu, cpuSum), cmp.Or(memory, memorySum)
	return nil
}

// definition finds a task definition by family (its latest ACTIVE revision),
// family:revision or ARN; nil when there is none.
func (w *World) definition(id string) *taskDefinition {
	if strings.HasPrefix(id, "arn:") {
		return w.s.Definitions.Get(id)
	}
	if strings.Contains(id, ":") {
		return w.s.Definitions.Get(w.ecsARN("task-definition", id))
	}
	for r := w.s.Families[id]; r > 0; r-- {
		if d := w.s.Definitions.Get(w.ecsARN("task-definition", fmt.Sprintf("%s:%d", id, r))); d != nil && d.Body.Status == "ACTIVE" {
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
	return &api.DescribeTaskDefinitionOutput{TaskDefinition: sim.Clone(&d.Body), Tags: []api.ECSTag{}}, nil
}

func (w *World) listTaskDefinitions(_ *call, in *api.ListTaskDefinitionsInput) (*api.ListTaskDefinitionsOutput, *api.Error) {
	var found []*taskDefinition
	for d := range w.s.Definitions.All() {
		if (in.FamilyPrefix == "" || d.Body.Family == in.FamilyPrefix) && d.Body.Status == cmp.Or(in.Status, "ACTIVE") {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b *taskDefinition) int {
		return cmp.Or(cmp.Compare(a.Body.Family, b.Body.Family), cmp.Compare(a.Body.Revision, b.Body.Revision))
	})
	if in.Sort == "DESC" {
		slices.Reverse(found)
	}
	out := &api.ListTaskDefinitionsOutput{TaskDefinitionArns: []string{}}
	for _, d := range found {
		out.TaskDefinitionArns = append(out.TaskDefinitionArns, d.Body.TaskDefinitionArn)
	}
	return out, nil
}
