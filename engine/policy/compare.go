package policy

import (
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// decimal is an exact decimal number: 0.digits × 10^point.
type decimal struct {
	negative bool
	digits   string // without zeros at either end; empty for zero
	point    int
}

// parseDecimal reads a number: digits with a sign, a fraction, an exponent.
func parseDecimal(text string) (d decimal, ok bool) {
	text = strings.TrimSpace(text)
	if mantissa, exponent, has := cutAny(text, "eE"); has {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > 1_000_000 || n < -1_000_000 {
			return d, false
		}
		d.point, text = n, mantissa
	}
	if strings.HasPrefix(text, "-") || strings.HasPrefix(text, "+") {
		d.negative = text[0] == '-'
		text = text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if whole+fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return d, false
	}
	d.point += len(whole)
	d.digits = whole + fraction
	trimmed := strings.TrimLeft(d.digits, "0")
	d.point -= len(d.digits) - len(trimmed)
	if d.digits = strings.TrimRight(trimmed, "0"); d.digits == "" {
		return decimal{}, true
	}
	return d, true
}

func cutAny(text, chars string) (before, after string, found bool) {
	if i := strings.IndexAny(text, chars); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

// compare is negative when a is less than b.
func (a decimal) compare(b decimal) int {
	sign := func(d decimal) int {
		switch {
		case d.digits == "":
			return 0
		case d.negative:
			return -1
		default:
			return 1
		}
	}
	if s, t := sign(a), sign(b); s != t || s == 0 {
		return s - t
	}
	size := a.point - b.point
	if size == 0 {
		size = strings.Compare(a.digits, b.digits)
	}
	if a.negative {
		return -size
	}
	return size
}

// dateLayouts are the forms of ISO 8601 that W3C's profile names.
var dateLayouts = [...]string{
	"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01",
	"2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05",
}

// parseDate reads an instant: a date of ISO 8601, or seconds since 1970 UTC. Four
// digits are seconds, not a year, and a time without a zone is in UTC: engine's
// choices.
func parseDate(text string) (time.Time, bool) {
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil {
		const far = 1 << 40 // the year 36812
		return time.Unix(seconds, 0), -far < seconds && seconds < far
	}
	for _, layout := range dateLayouts {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// parseRange reads a range of addresses, or one address, which is a range of its
// own: for IPv6, too (engine's choice).
func parseRange(text string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(text); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" {
		return netip.Prefix{}, false
	}
	a = a.Unmap()
	return netip.PrefixFrom(a, a.BitLen()), true
}
