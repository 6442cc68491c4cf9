package api

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// Decimal is a number with a fraction, in billionths: the world counts without
// floating point. What is smaller is dropped, and a number out of its range is the
// last that is in it, for the service to refuse.
type Decimal int64

// One is the Decimal 1.
const One Decimal = 1_000_000_000

// String is the number as the AWS CLI prints it: "50.0", "33.3".
func (d Decimal) String() string {
	whole, rest, sign := d/One, d%One, ""
	if d < 0 {
		whole, rest, sign = -whole, -rest, "-"
	}
	fraction := strings.TrimRight(fmt.Sprintf("%09d", int64(rest)), "0")
	return sign + strconv.FormatInt(int64(whole), 10) + "." + (fraction + "0")[:max(1, len(fraction))]
}

// MarshalJSON is String.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

// pythonNumber is what float(text) takes, but for its words such as nan.
var pythonNumber = regexp.MustCompile(`^\s*([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?\s*$`)

// pythonFloat is float(text), kept as it is written.
func pythonFloat(text string) (json.Number, error) {
	if _, ok := parseDecimal(text); !ok {
		return "", fmt.Errorf("could not convert string to float: %s", pythonQuote(text))
	}
	return json.Number(strings.TrimSpace(text)), nil
}

// parseDecimal reads a number as Python's float does.
func parseDecimal(text string) (Decimal, bool) {
	m := pythonNumber.FindStringSubmatch(text)
	if m == nil || m[2]+m[3] == "" {
		return 0, false
	}
	exponent, _ := strconv.Atoi(m[4])
	digits, point := m[2]+m[3], len(m[2])+exponent+9 // where the billionths end
	switch {
	case point <= 0:
		digits = "0"
	case point <= len(digits):
		digits = digits[:point]
	default:
		digits += strings.Repeat("0", point-len(digits))
	}
	n, _ := strconv.ParseInt(digits, 10, 64) // beyond 64 bits it is the greatest
	if m[1] == "-" {
		n = -n
	}
	return Decimal(n), true
}

// double reads a number of a request into out, a Decimal, and is false when v is
// none. What a member that is not modelled holds is not read further.
func double(v any, out reflect.Value) bool {
	if !out.IsValid() || !isNumber(v) {
		return isNumber(v)
	}
	d, ok := parseDecimal(fmt.Sprint(v))
	if ok {
		out.SetInt(int64(d))
	}
	return ok
}
