package engine

import (
	"fmt"
	"testing"
)

func TestQuantities(t *testing.T) { // reference 01 §1.4, parsing
	for _, c := range []struct {
		text, unit string
		want       int64
	}{
		{"1024", "vcpu", 1024},
		{"1 vCPU", "vcpu", 1024},
		{"1 vcpu", "vcpu", 1024},
		{"1vCPU", "vcpu", 1024},
		{".5 vCPU", "vcpu", 512},
		{"0.25 VCPU", "vcpu", 256},
		{"3072", "gb", 3072},
		{"3GB", "gb", 3072},
		{"3 GB", "gb", 3072},
		{"0.5 gb", "gb", 512},
		{"1  vCPU", "vcpu", -1},  // two blanks
		{"0.3 vCPU", "vcpu", -1}, // no whole number of units
		{"1.5", "vcpu", -1},
		{"-1", "vcpu", -1},
		{"0", "vcpu", -1},
		{"vCPU", "vcpu", -1},
		{". vCPU", "vcpu", -1},
		{"1e3", "gb", -1},
		{"99999999999999999999", "gb", -1},
	} {
		got, ok := quantity(c.text, c.unit)
		if !ok {
			got = -1
		}
		if got != c.want {
			t.Errorf("%q: got %d, want %d", c.text, got, c.want)
		}
	}
}

// TestFargateSizes: the table, written out by its own words, against every pair
// near it. Reference 01 §1.4 and trap 1.
func TestFargateSizes(t *testing.T) {
	pairs, windows := map[int64][]int64{256: {512, 1024, 2048}}, 0
	for _, row := range []struct{ cpu, from, to, step, n int64 }{
		{512, 1024, 4096, 1024, 4},
		{1024, 2048, 8192, 1024, 7},
		{2048, 4096, 16384, 1024, 13},
		{4096, 8192, 30720, 1024, 23},
		{8192, 16384, 61440, 4096, 12},
		{16384, 32768, 122880, 8192, 12},
	} {
		for m := row.from; m <= row.to; m += row.step {
			pairs[row.cpu] = append(pairs[row.cpu], m)
		}
		if n := int64(len(pairs[row.cpu])); n != row.n {
			t.Errorf("%d: %d pairs, the reference counts %d", row.cpu, n, row.n)
		}
	}
	found := 0
	for cpu := int64(128); cpu <= 65536; cpu *= 2 {
		right := map[int64]bool{}
		for _, m := range pairs[cpu] {
			right[m] = true
		}
		for memory := int64(256); memory <= 245760; memory += 256 {
			if got := isFargateSize(cpu, memory, false); got != right[memory] {
				t.Errorf("cpu %d, memory %d: %t", cpu, memory, got)
			}
			found += int(one(isFargateSize(cpu, memory, false)))
			windows += int(one(isFargateSize(cpu, memory, true)))
		}
	}
	if found != 74 || windows != 7+13+23 {
		t.Errorf("%d pairs on Linux and %d on Windows, want 74 and 43", found, windows)
	}
}

func TestTaskSizes(t *testing.T) { // reference 01 §§1.4, 1.13
	fargate := func(cpu, memory string) string {
		size := `"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc",`
		if cpu != "" {
			size += `"cpu":"` + cpu + `",`
		}
		if memory != "" {
			size += `"memory":"` + memory + `",`
		}
		return definitionOf(size, with(""))
	}
	memory := func(task, container string) string {
		return definitionOf(task, `{"name":"a","image":"web:1"`+container+`}`)
	}
	tryAll(t, []refusal{
		{"no memory anywhere", memory("", ""), "Invalid setting for container 'a'. At least one of 'memory' or 'memoryReservation' must be specified."},
		{"no memory of one container", definitionOf("", with(""), `{"name":"b","image":"web:1"}`), "Invalid setting for container 'b'."},
		{"a task's memory is enough", memory(`"memory":"512",`, ""), ""},
		{"a reservation is enough", memory("", `,"memoryReservation":64`), ""},
		{"memory above its reservation", memory("", `,"memory":300,"memoryReservation":128`), ""},
		{"memory equal to its reservation", memory("", `,"memory":128,"memoryReservation":128`), ""},
		{"memory below its reservation", memory("", `,"memory":127,"memoryReservation":128`), "Invalid setting for container 'a'. 'memory' must be greater than or equal to 'memoryReservation'"},
		{"memory above the task's", memory(`"memory":"512",`, `,"memory":513`), "The 'memory' setting for container 'a' is greater than for the task"},
		{"reservations that fit", definitionOf(`"memory":"128",`, with(`"memoryReservation":64`), box("b", `"memoryReservation":64`)), ""},
		{"reservations that do not", definitionOf(`"memory":"128",`, with(""), box("b", ""), box("c", "")), "exceed that of the task"},
		{"128 units", memory(`"cpu":"128",`, `,"memory":64`), ""},
		{"127 units", memory(`"cpu":"127",`, `,"memory":64`), "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."},
		{"192 vCPU", memory(`"cpu":"192 vCPU",`, `,"memory":64`), ""},
		{"193 vCPU", memory(`"cpu":"193 vCPU",`, `,"memory":64`), "Invalid 'cpu' setting for task."},
		{"memory in words", memory(`"memory":"much",`, ""), "Invalid 'memory' setting for task."},

		{"Fargate without cpu", fargate("", "512"), "Fargate requires that 'cpu' be defined at the task level."},
		{"Fargate without memory", fargate("256", ""), "Fargate requires that 'memory' be defined at the task level."},
		{"a size of Fargate", fargate("1 vCPU", "2 GB"), ""},
		{"18 GB on 8 vCPU", fargate("8192", "18432"), "No Fargate configuration exists for given values."},
		{"36 GB on 16 vCPU", fargate("16384", "36864"), "No Fargate configuration exists for given values."},
		{"32 vCPU", fargate("32768", "122880"), "No Fargate configuration exists for given values."},
		{"below EC2's range", fargate("64", "512"), "No Fargate configuration exists for given values."},
		{"half a vCPU on Windows", definitionOf(onWindows+`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"512","memory":"1024",`, with("")), "No Fargate configuration exists for given values."},
		{"one on Windows", definitionOf(onWindows+`"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048",`, with("")), ""},
	})
}

// TestWhatPlacementSubtracts: reference 01 §1.4, its second table, and trap 4.
func TestWhatPlacementSubtracts(t *testing.T) {
	w := prelude(t, 1, false)
	for _, c := range []struct{ name, body, want string }{
		{"sums over containers, the soft limit first", definitionOf("", with(`"cpu":100,"memoryReservation":32`), box("b", `"cpu":28`)), "128 96 0 []"},
		{"cpu of 0 counts 0", definitionOf("", with("")), "0 64 0 []"},
		{"the task's memory rules", definitionOf(`"cpu":"1 vCPU","memory":"512",`, with(`"cpu":100,"memoryReservation":32`)), "1024 512 0 []"},
		{"on Windows the task's are ignored", definitionOf(onWindows+`"cpu":"1024","memory":"512",`, with(`"cpu":100`)), "100 64 0 []"},
		{"GPUs", definitionOf("", with(`"resourceRequirements":[{"type":"GPU","value":"2"}]`), box("b", `"resourceRequirements":[{"type":"GPU","value":"1"}]`)), "0 128 3 []"},
		{"static ports, not dynamic ones", definitionOf("", with(`"portMappings":[{"containerPort":80,"hostPort":8080},{"containerPort":81}]`)), "0 64 0 [8080]"},
		{"host mode", definitionOf(`"networkMode":"host",`, with(`"portMappings":[{"containerPort":80}]`)), "0 64 0 [80]"},
		{"awsvpc: none", definitionOf(`"networkMode":"awsvpc",`, with(`"portMappings":[{"containerPort":80}]`)), "0 64 0 []"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, wrong := attempt(t, w, c.body); wrong != "" {
				t.Fatal(wrong)
			}
			d := w.definition("x")
			if got := fmt.Sprint(d.CPU, " ", d.Memory, " ", d.GPUs, " ", d.StaticPorts); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}
