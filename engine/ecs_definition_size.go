package engine

import (
	"cmp"
	"strconv"
	"strings"

	"drydock/engine/api"
)

// Bounds that keep sums within their range. AWS's members are 32-bit; the
// tighter ones are engine's choices that no real definition comes near.
const (
	maxContainerCPU    = 262144 // CPU units: what the kernel takes. "Task definition parameters"
	maxContainerMemory = 1 << 31
)

// taskSize reads the task-level cpu and memory: "1024", "1 vCPU", "3072", "3 GB",
// and keeps them in the body. A definition for Fargate must have one of its
// sizes; elsewhere cpu has a range.
func (d *taskDefinition) taskSize(in *api.RegisterTaskDefinitionInput) (cpu, memory int64, err *api.Error) {
	fargate := d.requires("FARGATE")
	if fargate && d.Body.NetworkMode != modeAwsvpc {
		return 0, 0, clientError("Fargate only supports network mode 'awsvpc'.")
	}
	cpu, ok := quantity(in.Cpu, "vcpu")
	if !ok || in.Cpu != "" && !fargate && (cpu < 128 || cpu > 196608) {
		return 0, 0, clientError("Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.")
	}
	memory, ok = quantity(in.Memory, "gb")
	if !ok || in.Memory != "" && (memory < 4 || memory > maxContainerMemory) {
		return 0, 0, clientError("Invalid 'memory' setting for task.").Ours()
	}
	d.Body.Cpu, d.Body.Memory = number(cpu), number(memory)
	if fargate {
		return cpu, memory, d.fargateSize()
	}
	return cpu, memory, nil
}

func number(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// quantity reads a whole number, or a decimal number of units of 1024 with at
// most one blank before the unit.
func quantity(text, unit string) (int64, bool) {
	if text == "" {
		return 0, true
	}
	t, inUnits := strings.CutSuffix(strings.ToLower(text), unit)
	if !inUnits {
		n, err := strconv.ParseInt(t, 10, 64)
		return n, err == nil && n > 0
	}
	whole, fraction, _ := strings.Cut(strings.TrimSuffix(t, " "), ".")
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

// fargateSizes are the sizes of a Fargate task: to each cpu its memory in MiB,
// from the least to the most by steps. "Task CPU and memory", Amazon ECS
// Developer Guide.
var fargateSizes = [...]struct {
	cpu, least, most, step int64
	windows                bool
}{
	{256, 512, 1024, 512, false},
	{256, 2048, 2048, 1024, false},
	{512, 1024, 4096, 1024, false},
	{1024, 2048, 8192, 1024, true},
	{2048, 4096, 16384, 1024, true},
	{4096, 8192, 30720, 1024, true},
	{8192, 16384, 61440, 4096, false},
	{16384, 32768, 122880, 8192, false},
}

// isFargateSize reports whether Fargate has tasks of a cpu and memory.
func isFargateSize(cpu, memory int64, windows bool) bool {
	for _, s := range fargateSizes {
		if s.cpu == cpu && memory >= s.least && memory <= s.most && (memory-s.least)%s.step == 0 && (s.windows || !windows) {
			return true
		}
	}
	return false
}

// fargateSize refuses a definition that has no size of Fargate.
func (d *taskDefinition) fargateSize() *api.Error {
	cpu, _ := quantity(d.Body.Cpu, "vcpu")
	memory, _ := quantity(d.Body.Memory, "gb")
	switch {
	case cpu == 0:
		return clientError("Fargate requires that 'cpu' be defined at the task level.")
	case memory == 0:
		return clientError("Fargate requires that 'memory' be defined at the task level.")
	case !isFargateSize(cpu, memory, d.windows()):
		return clientError("No Fargate configuration exists for given values.")
	}
	return nil
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
	case value(c.Cpu) > maxContainerCPU:
		return clientError("Invalid setting for container '%s'. 'cpu' must be at most %d.", c.Name, maxContainerCPU).Ours()
	case hard > maxContainerMemory || soft > maxContainerMemory:
		return clientError("Invalid setting for container '%s'. 'memory' and 'memoryReservation' must be at most %d.", c.Name, maxContainerMemory).Ours()
	}
	return nil
}

// size works out what placement subtracts: the task's cpu and memory where
// given, else the sums over its containers, the soft limit first. On Windows the
// task's are ignored. "Task definition parameters", task size.
func (d *taskDefinition) size(cpu, memory int64) *api.Error {
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
	if d.windows() && !d.requires("FARGATE") {
		d.CPU, d.Memory = cpuSum, memorySum
	}
	return nil
}
