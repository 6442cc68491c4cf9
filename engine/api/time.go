package api

import "time"

// Time is an instant in milliseconds since the Unix epoch. The zero Time means
// that there is none, and is left out of answers.
type Time int64

// String is the instant as the AWS CLI prints it, for example
// "2026-03-02T09:00:12.345000+00:00"; whole seconds have no fraction.
func (t Time) String() string {
	at := time.UnixMilli(int64(t)).UTC()
	if int64(t)%1000 == 0 {
		return at.Format("2006-01-02T15:04:05-07:00")
	}
	return at.Format("2006-01-02T15:04:05.000000-07:00")
}

// MarshalJSON is String in quotes.
func (t Time) MarshalJSON() ([]byte, error) {
	return []byte(`"` + t.String() + `"`), nil
}
