package cli

import (
	"runtime"
	"time"
)

// cpuTime is 0: the figures say that CPU time is not measured on Windows.
func cpuTime() time.Duration { return 0 }

// peakMemory is what Go has taken from the system, in MiB: Windows has no
// getrusage.
func peakMemory() (mib int64, of string) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys >> 20), "taken by Go; Windows has no getrusage, so CPU time is not measured"
}
