package api

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// timestamp reads a moment of a request into out, a Time, and is false when v is
// none. What a member that is not modelled holds is not read further.
func timestamp(v any, out reflect.Value) bool {
	text, isText := v.(string)
	if !out.IsValid() {
		return isText || isNumber(v)
	}
	switch v := v.(type) {
	case int:
		text = strconv.Itoa(v)
	case int64:
		text = strconv.FormatInt(v, 10)
	case json.Number:
		text = v.String()
	}
	at, ok := parseTime(text)
	if ok {
		out.SetInt(int64(at))
	}
	return ok
}

// epochSeconds are seconds since the Unix epoch, perhaps with a fraction.
var epochSeconds = regexp.MustCompile(`^([0-9]{1,12})(?:\.([0-9]+))?$`)

// momentForms are the ways to write a moment that are understood beside seconds
// since the epoch: RFC 3339, and parts of it. botocore reads many more.
var momentForms = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}

// parseTime reads a moment as the AWS CLI takes it. One without a zone is UTC:
// there is no local time in Drydock.
func parseTime(text string) (Time, bool) {
	text = strings.TrimSpace(text)
	if m := epochSeconds.FindStringSubmatch(text); m != nil {
		seconds, err := strconv.ParseInt(m[1], 10, 64)
		thousandths, _ := strconv.ParseInt((m[2] + "000")[:3], 10, 64)
		return Time(seconds*1000 + thousandths), err == nil
	}
	if date, clock, split := strings.Cut(text, " "); split {
		text = date + "T" + clock
	}
	for _, form := range momentForms {
		if at, err := time.Parse(form, text); err == nil {
			return Time(at.UnixMilli()), true
		}
	}
	return 0, false
}
