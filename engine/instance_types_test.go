package engine

import (
	"strings"
	"testing"
)

func TestRegisteredMemory(t *testing.T) { // reference 01 §3.2
	for _, c := range []struct {
		of        string
		vCPU, MiB int64 // installed
		cpu, mem  int64 // registered
	}{
		{"t3.nano", 2, 512, 2048, 499},
		{"t3.micro", 2, 1024, 2048, 998},
		{"t3.small", 2, 2048, 2048, 1996},
		{"t3.medium", 2, 4096, 2048, 3992},
		{"t3.large", 2, 8192, 2048, 7985},
		{"t3.xlarge", 4, 16384, 4096, 15970},
		{"t3.2xlarge", 8, 32768, 8192, 31940},
		{"m4.large", 2, 8192, 2048, 7985},
		{"m5.large m6i.large m7i.large", 2, 8192, 2048, 7985},
		{"m5.xlarge m6i.xlarge m7i.xlarge", 4, 16384, 4096, 15970},
		{"m5.2xlarge m6i.2xlarge m7i.2xlarge", 8, 32768, 8192, 31940},
		{"m5.4xlarge m6i.4xlarge m7i.4xlarge", 16, 65536, 16384, 63880},
		{"c5.large c6i.large c7i.large", 2, 4096, 2048, 3992},
		{"c5.xlarge c6i.xlarge c7i.xlarge", 4, 8192, 4096, 7985},
		{"c5.2xlarge c6i.2xlarge c7i.2xlarge", 8, 16384, 8192, 15970},
		{"c5.4xlarge c6i.4xlarge c7i.4xlarge", 16, 32768, 16384, 31940},
		{"r5.large r6i.large r7i.large", 2, 16384, 2048, 15970},
		{"r5.xlarge r6i.xlarge r7i.xlarge", 4, 32768, 4096, 31940},
		{"r5.2xlarge r6i.2xlarge r7i.2xlarge", 8, 65536, 8192, 63880},
		{"r5.4xlarge r6i.4xlarge r7i.4xlarge", 16, 131072, 16384, 127760},
		{"m6g.medium m7g.medium", 1, 4096, 1024, 3992},
		{"g4dn.xlarge g5.xlarge", 4, 16384, 4096, 15970},
		{"p3.2xlarge", 8, 61 * 1024, 8192, 60885},
		{"p3.8xlarge", 32, 244 * 1024, 32768, 243542},
	} {
		for name := range strings.FieldsSeq(c.of) {
			has, known := instanceTypes[name]
			if cpu, mem := has.registered(); !known || has.vCPU != c.vCPU || has.MiB != c.MiB || cpu != c.cpu || mem != c.mem {
				t.Errorf("%s: %+v registers %d CPU units and %d MiB, want %+v", name, has, cpu, mem, c)
			}
		}
	}
	for name, gpus := range map[string]int64{"g4dn.xlarge": 1, "g5.xlarge": 1, "p3.2xlarge": 1, "p3.8xlarge": 4, "m5.large": 0} {
		if got := instanceTypes[name].GPUs; got != gpus {
			t.Errorf("%s has %d GPUs, want %d", name, got, gpus)
		}
	}
}

// TestInterfaceLimits has the rows of reference 01 §3.4 for the types that
// Drydock knows: tasks in awsvpc mode without and with trunking.
func TestInterfaceLimits(t *testing.T) {
	const without = "m5 m5a c5 r5 r5a m6g c6g r6g m6i c6i r6i m6a m7g c7g r7g m7i c7i r7i" // the last three: engine's choice
	of := func(families string, sizes ...string) string {
		var out []string
		for family := range strings.FieldsSeq(families) {
			for _, size := range sizes {
				out = append(out, family+"."+size)
			}
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		of             string
		tasks, trunked int64 // trunked is 0 where trunking is not supported
	}{
		{"t2.nano t2.micro", 1, 0},
		{of("t2", "small", "medium", "large", "xlarge", "2xlarge"), 2, 0},
		{of("t3 t3a t4g", "nano", "micro") + " t3a.small", 1, 0},
		{of("t3 t4g", "small", "medium", "large") + " t3a.medium t3a.large", 2, 0},
		{of("t3 t3a t4g", "xlarge", "2xlarge"), 3, 0},
		{"m4.large", 1, 0},
		{"m4.xlarge m4.2xlarge", 3, 0},
		{"m4.4xlarge", 7, 0},
		{of(without, "large"), 2, 10},
		{of(without, "xlarge"), 3, 20},
		{of(without, "2xlarge"), 3, 40},
		{of(without, "4xlarge"), 7, 60},
		{of("m5 m5a m6g m7g c6g c7g r6g r7g", "8xlarge") + " c5.9xlarge", 7, 60},
		{of("m6i c6i r6i m6a", "8xlarge"), 7, 90},
		{of("m5 c5 r5 m6g c6g r6g m7g c7g r7g", "12xlarge"), 7, 60},
		{of("m6i c6i r6i m6a", "12xlarge"), 7, 120},
		{of("m5 m5a r5 m6g m6i c6i r6i m6a", "16xlarge") + " " + of("m5 c5 r5 m6i c6i r6i m6a", "24xlarge") + " " + of("m6i c6i r6i", "32xlarge") + " c5.18xlarge", 14, 120},
		{of("m6g c6g r6g m7g c7g r7g", "medium"), 1, 4},
		{"g5.xlarge", 3, 6},
		{"p3.2xlarge", 3, 40},
		{"p3.8xlarge", 7, 60},
		{"g4dn.xlarge", 2, 0},
		{"r5.8xlarge", 7, 0},
	} {
		for name := range strings.FieldsSeq(c.of) {
			has, known := instanceTypes[name]
			with := c.trunked
			limit := with + 2 // the primary interface and the trunk
			if with == 0 {
				with, limit = c.tasks, c.tasks+1
			}
			if !known || has.networkTasks(false) != c.tasks || has.networkTasks(true) != with {
				t.Errorf("%s: %d tasks, %d with trunking; want %d and %d", name, has.networkTasks(false), has.networkTasks(true), c.tasks, with)
			}
			if has.interfaceLimit(false) != c.tasks+1 || has.interfaceLimit(true) != limit {
				t.Errorf("%s: limits %d and %d; want %d and %d", name, has.interfaceLimit(false), has.interfaceLimit(true), c.tasks+1, limit)
			}
		}
	}
	// The worked example, and traps 17 of §8.
	if c5 := instanceTypes["c5.large"]; c5.interfaceLimit(false) != 3 || c5.interfaceLimit(true) != 12 {
		t.Errorf("c5.large: %+v", c5)
	}
}

func TestArchitectures(t *testing.T) { // reference 01 §3.3, §8 trap 26
	for name, want := range map[string]string{"t3.small": "x86_64", "t4g.small": "arm64", "m6g.large": "arm64", "m6i.large": "x86_64", "c7g.medium": "arm64", "g5.xlarge": "x86_64"} {
		if got := instanceTypes[name].architecture(); got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
}
