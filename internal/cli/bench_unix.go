//go:build unix

package cli

import (
	"runtime"
	"syscall"
	"time"
)

// usage is what the system has counted of this process.
func usage() syscall.Rusage {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // fails for a wrong argument only
	return u
}

// cpuTime is the CPU time of this process so far, user and system.
func cpuTime() time.Duration {
	u := usage()
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMemory is the most memory that this process has had, in MiB, and what
// was measured.
func peakMemory() (mib int64, of string) {
	unit := int64(1024) // Linux and the BSDs count KiB
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	return int64(usage().Maxrss) * unit >> 20, "resident, by getrusage"
}
