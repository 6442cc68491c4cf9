package source

import (
	"fmt"
	"strings"
	"time"
)

// Scalar is implemented by pointers to types that read themselves from one
// value. FromTOML is given a value of a File's tree. Its error is told at the
// value; a *Mistake says also what was expected.
type Scalar interface{ FromTOML(v any) error }

// Mistake is what a Scalar has against a value. An empty What means that the
// value has the wrong kind, which Check then says in its own words.
type Mistake struct{ What, Expected string }

// Error joins the two parts.
func (m *Mistake) Error() string {
	if m.Expected == "" {
		return m.What
	}
	return m.What + "; expected " + m.Expected
}

// Duration is a time span in whole milliseconds, not negative. In a file it is
// text such as "90s", "12m", "1h30m" or "250ms": whole numbers with the units h,
// m, s and ms, each at most once and the larger first.
type Duration int64

// durationMax is a hundred years: far beyond any scenario, far below overflow.
const durationMax = Duration(100 * 365 * 24 * 3600 * 1000)

// Milliseconds returns the span as a number.
func (d Duration) Milliseconds() int64 { return int64(d) }

// Std returns the span as the standard library's type.
func (d Duration) Std() time.Duration { return time.Duration(d) * time.Millisecond }

var durationUnits = []struct {
	name  string
	milli Duration
}{{"h", 3_600_000}, {"m", 60_000}, {"s", 1000}, {"ms", 1}}

// String writes the span as a file does: "1h30m", "90s" as "1m30s", zero as "0s".
func (d Duration) String() string {
	if d < 0 {
		return "-" + (-d).String()
	}
	var b strings.Builder
	for _, u := range durationUnits {
		if n := d / u.milli; n > 0 {
			fmt.Fprintf(&b, "%d%s", n, u.name)
			d %= u.milli
		}
	}
	if b.Len() == 0 {
		return "0s"
	}
	return b.String()
}

// ParseDuration reads a span such as "1h30m". Its error is a *Mistake.
func ParseDuration(s string) (Duration, error) {
	bad := &Mistake{fmt.Sprintf("bad duration %s", quote(s)), durationExpected}
	var total Duration
	rest, next := s, 0 // next is the largest unit that may still come
	for rest != "" {
		digits := 0
		var n Duration
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
			if n = n*10 + Duration(rest[digits]-'0'); n > durationMax {
				return 0, bad
			}
			digits++
		}
		letters := digits
		for letters < len(rest) && (rest[letters] < '0' || rest[letters] > '9') {
			letters++
		}
		unit := next
		for unit < len(durationUnits) && durationUnits[unit].name != rest[digits:letters] {
			unit++
		}
		if digits == 0 || unit == len(durationUnits) || n > (durationMax-total)/durationUnits[unit].milli {
			return 0, bad
		}
		total += n * durationUnits[unit].milli
		rest, next = rest[letters:], unit+1
	}
	if s == "" {
		return 0, bad
	}
	return total, nil
}

const durationExpected = `a duration such as "90s", "12m" or "1h30m"`

// FromTOML reads a span from text.
func (d *Duration) FromTOML(v any) error {
	s, ok := v.(string)
	if !ok {
		return &Mistake{Expected: durationExpected}
	}
	parsed, err := ParseDuration(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
