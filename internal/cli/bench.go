package cli

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// benchPhase is what one part of a case took.
type benchPhase struct {
	Name         string  `json:"name"`
	Operations   int     `json:"operations"` // what was done, in pieces of what the phase is about
	Of           string  `json:"of"`         // those pieces: "instances", "placements"
	WallSeconds  float64 `json:"wallSeconds"`
	CPUSeconds   float64 `json:"cpuSeconds"`   // user and system, of all threads
	PerCPUSecond float64 `json:"perCPUSecond"` // operations
}

// benchResult is what a case took. Where the system does not tell the CPU time
// of a process, CPU seconds are 0.
type benchResult struct {
	benchCase
	Services int          `json:"services"`
	GOGC     int          `json:"gogc"` // how much the heap may grow between collections, percent
	Phases   []benchPhase `json:"phases"`
	PeakMiB  int64        `json:"peakMiB"` // memory of the whole process
	PeakOf   string       `json:"peakOf"`  // what the peak is a peak of
	Hash     string       `json:"hash"`    // of the world at the end
}

func benchCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "bench [NAME]",
		Short: "Measure the engine in whole runs: operations, seconds and memory",
		Long: `Measure the engine in whole runs: operations, wall and CPU seconds, peak memory.

A case builds a cluster, creates services or runs tasks, has all of them placed,
and waits until they run. Some then scale in to 0, or let an hour go by. CPU seconds are those of the whole process, user and system, the
garbage collector's too; it runs with GOGC=400, in the largest case with 100,
unless the environment sets GOGC. The hash is the same on every machine.

Without a NAME it lists the cases.`,
		Example: `  drydock bench
  drydock bench spread-10k
  drydock bench huge --json`,
		Args:              usageArgs(cobra.MaximumNArgs(1)),
		ValidArgsFunction: completeBench,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listBench(c.OutOrStdout(), asJSON)
			}
			return bench(c.OutOrStdout(), args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the cases or the figures as JSON")
	return cmd
}

func completeBench(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, b := range benchCases() {
		out = append(out, b.Name+"\t"+b.About)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// listBench prints the cases.
func listBench(out io.Writer, asJSON bool) error {
	if asJSON {
		return printJSON(out, benchCases())
	}
	for _, b := range benchCases() {
		if _, err := fmt.Fprintf(out, "%-11s  %7d tasks on %5d instances: %s\n", b.Name, b.Tasks, b.Instances, b.About); err != nil {
			return err
		}
	}
	return nil
}

// bench plays a case and prints what it took.
func bench(out io.Writer, name string, asJSON bool) error {
	var names []string
	for _, b := range benchCases() {
		if b.Name == name {
			r, err := b.measure()
			switch {
			case err != nil:
				return err
			case asJSON:
				return printJSON(out, r)
			}
			_, err = fmt.Fprint(out, r)
			return err
		}
		names = append(names, b.Name)
	}
	return wrong(fmt.Errorf("there is no case %q; there are %s", name, strings.Join(names, ", ")))
}

// measure plays a case.
func (b benchCase) measure() (*benchResult, error) {
	r := &benchResult{benchCase: b, Services: b.services(), GOGC: b.gogc}
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(b.gogc))
	} else {
		r.GOGC = debug.SetGCPercent(b.gogc)
		debug.SetGCPercent(r.GOGC)
	}
	var w benchWorld
	phases := []struct {
		name, of   string
		operations int
		do         func() error
	}{
		{"build", "instances", b.Instances, func() (err error) { w, err = b.build(); return err }},
		{"place", "placements", b.Tasks, func() error { return b.place(w) }},
		{"run", "tasks to RUNNING", b.Tasks, func() error { return b.run(w) }},
		{"stop", "tasks to STOPPED", b.Tasks, func() error { return b.goOn(w) }},
		{"hour", "minutes of the world", 60, func() error { return b.goOn(w) }},
		{"hash", "digests of the world", 1, func() error { r.Hash = w.Hash(); return nil }},
	}
	for _, phase := range phases {
		if phase.name == "stop" && b.after != scaledIn || phase.name == "hour" && b.after != anHourOff {
			continue
		}
		wall, cpu := time.Now(), cpuTime()
		if err := phase.do(); err != nil {
			return nil, fmt.Errorf("%s, %s: %w", b.Name, phase.name, err)
		}
		p := benchPhase{Name: phase.name, Operations: phase.operations, Of: phase.of, WallSeconds: time.Since(wall).Seconds(), CPUSeconds: (cpuTime() - cpu).Seconds()}
		if p.CPUSeconds > 0 {
			p.PerCPUSecond = float64(p.Operations) / p.CPUSeconds
		}
		r.Phases = append(r.Phases, p)
	}
	r.PeakMiB, r.PeakOf = peakMemory()
	return r, nil
}

// String is the figures as a table.
func (r *benchResult) String() string {
	var b strings.Builder
	services := fmt.Sprintf(" of %d services", r.Services)
	switch r.Services {
	case 0:
		services = ""
	case 1:
		services = " of 1 service"
	}
	fmt.Fprintf(&b, "%s: %d tasks%s on %d instances; %s\n\n", r.Name, r.Tasks, services, r.Instances, r.About)
	fmt.Fprintf(&b, "%-6s %10s %9s %9s %12s\n", "", "operations", "wall s", "CPU s", "per CPU s")
	for _, p := range r.Phases {
		cpu, rate := fmt.Sprintf("%.3f", p.CPUSeconds), fmt.Sprintf("%.0f", p.PerCPUSecond)
		if p.CPUSeconds == 0 {
			cpu, rate = "-", "-"
		}
		fmt.Fprintf(&b, "%-6s %10d %9.3f %9s %12s  %s\n", p.Name, p.Operations, p.WallSeconds, cpu, rate, p.Of)
	}
	fmt.Fprintf(&b, "\npeak memory %d MiB (%s; GOGC=%d)\nhash %s\n", r.PeakMiB, r.PeakOf, r.GOGC, r.Hash)
	return b.String()
}
