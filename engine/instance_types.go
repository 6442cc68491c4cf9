package engine

import (
	"fmt"
	"maps"
	"strings"
)

// instanceType is what an EC2 instance type has.
type instanceType struct {
	vCPU, MiB int64
	GPUs      int64
	// Interfaces is how many network interfaces it may have, the primary one
	// among them.
	Interfaces int64
	// TrunkTasks is how many tasks in awsvpc mode it takes with trunking; 0 where
	// the type has none.
	TrunkTasks int64
	ARM        bool
}

// instanceTypes are the EC2 instance types that Drydock knows, by name.
var instanceTypes = makeInstanceTypes()

// burstable are the sizes of t3, t3a and t4g, which follow no rule.
var burstable = []struct {
	size                  string
	vCPU, MiB, interfaces int64
}{
	{"nano", 2, 512, 2},
	{"micro", 2, 1024, 2},
	{"small", 2, 2048, 3},
	{"medium", 2, 4096, 3},
	{"large", 2, 8192, 3},
	{"xlarge", 4, 16384, 4},
	{"2xlarge", 8, 32768, 4},
}

// singular are the types that follow no rule at all, or are exceptions from
// theirs: t3a.small has fewer interfaces, r5.8xlarge has no trunking.
var singular = map[string]instanceType{
	"t2.nano":     {vCPU: 1, MiB: 512, Interfaces: 2},
	"t2.micro":    {vCPU: 1, MiB: 1024, Interfaces: 2},
	"t2.small":    {vCPU: 1, MiB: 2048, Interfaces: 3},
	"t2.medium":   {vCPU: 2, MiB: 4096, Interfaces: 3},
	"t2.large":    {vCPU: 2, MiB: 8192, Interfaces: 3},
	"t2.xlarge":   {vCPU: 4, MiB: 16384, Interfaces: 3},
	"t2.2xlarge":  {vCPU: 8, MiB: 32768, Interfaces: 3},
	"t3a.small":   {vCPU: 2, MiB: 2048, Interfaces: 2},
	"m4.large":    {vCPU: 2, MiB: 8192, Interfaces: 2},
	"m4.xlarge":   {vCPU: 4, MiB: 16384, Interfaces: 4},
	"m4.2xlarge":  {vCPU: 8, MiB: 32768, Interfaces: 4},
	"m4.4xlarge":  {vCPU: 16, MiB: 65536, Interfaces: 8},
	"r5.8xlarge":  {vCPU: 32, MiB: 262144, Interfaces: 8},
	"g4dn.xlarge": {vCPU: 4, MiB: 16384, GPUs: 1, Interfaces: 3},
	"g5.xlarge":   {vCPU: 4, MiB: 16384, GPUs: 1, Interfaces: 4, TrunkTasks: 6},
	"p3.2xlarge":  {vCPU: 8, MiB: 61 * 1024, GPUs: 1, Interfaces: 4, TrunkTasks: 40},
	"p3.8xlarge":  {vCPU: 32, MiB: 244 * 1024, GPUs: 4, Interfaces: 8, TrunkTasks: 60},
}

// families are those in which a vCPU has the same memory in every size. wide
// families take more tasks with trunking from 8xlarge on.
var families = []struct {
	names     string
	gib       int64 // for each vCPU
	sizes     string
	ARM, wide bool
}{
	{"m5 m5a", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge", false, false},
	{"c5", 2, "large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge", false, false},
	{"r5 r5a", 8, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge", false, false},
	{"m6a", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge", false, true},
	{"m6i", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge", false, true},
	{"c6i", 2, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge", false, true},
	{"r6i", 8, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge", false, true},
	{"m7i", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge", false, true},
	{"c7i", 2, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge", false, true},
	{"r7i", 8, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge", false, true},
	{"m6g m7g", 4, "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge", true, false},
	{"c6g c7g", 2, "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge", true, false},
	{"r6g r7g", 8, "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge", true, false},
}

// sizeClass is what a size has in every such family: vCPU, interfaces, and the
// tasks that it takes with trunking, in a wide family and in another.
type sizeClass struct{ vCPU, interfaces, trunk, wideTrunk int64 }

var sizeClasses = map[string]sizeClass{
	"medium": {1, 2, 4, 4}, "large": {2, 3, 10, 10}, "xlarge": {4, 4, 20, 20}, "2xlarge": {8, 4, 40, 40}, "4xlarge": {16, 8, 60, 60},
	"8xlarge": {32, 8, 60, 90}, "9xlarge": {36, 8, 60, 60}, "12xlarge": {48, 8, 60, 120}, "16xlarge": {64, 15, 120, 120},
	"18xlarge": {72, 15, 120, 120}, "24xlarge": {96, 15, 120, 120}, "32xlarge": {128, 15, 120, 120},
}

// makeInstanceTypes makes the table from "Amazon EC2 instance types" and
// "Elastic network interface trunking". The trunk limits of m7i, c7i and r7i are
// those of m6i: an engine's choice.
func makeInstanceTypes() map[string]instanceType {
	out := map[string]instanceType{}
	for _, b := range burstable {
		for _, family := range []string{"t3", "t3a", "t4g"} {
			out[family+"."+b.size] = instanceType{vCPU: b.vCPU, MiB: b.MiB, Interfaces: b.interfaces, ARM: family == "t4g"}
		}
	}
	for _, f := range families {
		for _, family := range strings.Fields(f.names) {
			for _, size := range strings.Fields(f.sizes) {
				c := sizeClasses[size]
				t := instanceType{vCPU: c.vCPU, MiB: c.vCPU * f.gib * 1024, Interfaces: c.interfaces, TrunkTasks: c.trunk, ARM: f.ARM}
				if f.wide {
					t.TrunkTasks = c.wideTrunk
				}
				out[family+"."+size] = t
			}
		}
	}
	maps.Copy(out, singular)
	return out
}

// registered is what the agent of a Linux instance registers: all logical CPUs,
// and the memory that the operating system reports. AWS documents 7985 MiB for
// an 8 GiB m4.large; the same share for every type is an engine's choice.
func (t instanceType) registered() (cpu, memory int64) {
	return t.vCPU * 1024, t.MiB * 7985 / 8192
}

// architecture is the value of ecs.cpu-architecture.
func (t instanceType) architecture() string {
	if t.ARM {
		return "arm64"
	}
	return "x86_64"
}

// networkTasks is how many tasks in awsvpc mode an instance takes: each needs
// an interface, and one is the instance's own. With trunking they share a trunk
// interface as far as the type allows. "Elastic network interface trunking".
func (t instanceType) networkTasks(trunking bool) int64 {
	if trunking && t.TrunkTasks > 0 {
		return t.TrunkTasks
	}
	return t.Interfaces - 1
}

// interfaceLimit is the limit of network interfaces that AWS names: one more
// than the tasks for the primary interface, and with trunking another one for the
// trunk.
func (t instanceType) interfaceLimit(trunking bool) int64 {
	if trunking && t.TrunkTasks > 0 {
		return t.TrunkTasks + 2
	}
	return t.Interfaces
}

// gpuID is the id of a GPU of an instance; an engine's choice, AWS's come from
// the driver.
func gpuID(instance string, n int64) string {
	return fmt.Sprintf("GPU-%s-%d", strings.TrimPrefix(instance, "i-"), n)
}
