package sim

import (
	"fmt"
	"time"
)

// Time is an instant of the virtual clock, in whole milliseconds since the
// world began.
type Time int64

// Never is later than every instant at which anything can happen.
const Never = Time(1<<63 - 1)

// Add returns the instant d later. Fractions of a millisecond are dropped.
// The end of the range is never passed.
func (t Time) Add(d time.Duration) Time {
	sum := t + Time(d.Milliseconds())
	if d > 0 && sum < t {
		return Never
	}
	return sum
}

// Sub returns the time from u to t.
func (t Time) Sub(u Time) time.Duration { return time.Duration(t-u) * time.Millisecond }

// Duration returns the time since the world began.
func (t Time) Duration() time.Duration { return time.Duration(t) * time.Millisecond }

// String prints minutes, seconds and milliseconds: "12:40.500".
func (t Time) String() string {
	ms := int64(t)
	sign := ""
	if ms < 0 {
		sign, ms = "-", -ms
	}
	return fmt.Sprintf("%s%02d:%02d.%03d", sign, ms/60000, ms/1000%60, ms%1000)
}
