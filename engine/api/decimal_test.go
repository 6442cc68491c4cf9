package api

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestDecimal(t *testing.T) {
	for text, want := range map[string]Decimal{
		"50": 50 * One, "50.": 50 * One, ".5": One / 2, "+1.25": One + One/4, "-2.5": -2*One - One/2, " 33.3 ": 33*One + 300_000_000,
		"1e2": 100 * One, "5E-1": One / 2, "0.0000000019": 1, "1e-12": 0, "0e999": 0, "1e30": math.MaxInt64, "-1e30": -math.MaxInt64, "000": 0,
	} {
		if got, ok := parseDecimal(text); !ok || got != want {
			t.Errorf("parseDecimal(%q) = %d, %t; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ".", "e5", "half", "1,5", "1e", "nan", "0x1"} {
		if got, ok := parseDecimal(text); ok {
			t.Errorf("parseDecimal(%q) = %d", text, got)
		}
	}
	for want, d := range map[string]Decimal{"0.0": 0, "50.0": 50 * One, "33.3": 33*One + 300_000_000, "-0.5": -One / 2, "0.000000001": 1, "10.0": 10 * One} {
		if got := d.String(); got != want {
			t.Errorf("%d is %s, want %s", int64(d), got, want)
		}
		if got, err := json.Marshal(d); err != nil || string(got) != want {
			t.Errorf("%d in JSON is %s, %v; want %s", int64(d), got, err, want)
		}
	}
}

// TestScaleOnTheLine: a number with a fraction is read, printed and written on a
// line again.
func TestScaleOnTheLine(t *testing.T) {
	const line = "aws ecs update-task-set --cluster prod --service web --task-set ecs-svc/1 --scale value=%,unit=PERCENT"
	for _, value := range []string{"33.3", "50.0"} {
		want := strings.Replace(line, "%", value, 1)
		r, err := ParseLine(want)
		if err != nil {
			t.Fatal(err)
		}
		if got := Line(r.Op, r.Input); got != want {
			t.Errorf("%s\nis written as\n%s", want, got)
		}
		if out := Marshal(&UpdateTaskSetOutput{TaskSet: &TaskSet{Scale: r.Input.(*UpdateTaskSetInput).Scale}}); !strings.Contains(out, `"value": `+value+",") {
			t.Errorf("%s\nis printed as\n%s", want, out)
		}
	}
	if _, err := ParseLine(strings.Replace(line, "%", "half", 1)); err == nil || !strings.Contains(err.Error(), "could not convert string to float: 'half'") {
		t.Errorf("half: %v", err)
	}
	if _, err := ParseLine(`aws ecs update-task-set --cluster prod --service web --task-set ecs-svc/1 --scale '{"value":"50"}'`); err == nil ||
		!strings.Contains(err.Error(), "Invalid type for parameter scale.value, value: 50, type: <class 'str'>, valid types: <class 'float'>") {
		t.Errorf("a text: %v", err)
	}
	r, err := ParseLine("aws ecs list-service-deployments --service web --created-at after=2026-03-02T09:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := Line(r.Op, r.Input), `aws ecs list-service-deployments --service web --created-at '{"after":"2026-03-02T09:00:00+00:00"}'`; got != want {
		t.Errorf("%s\nis written as\n%s", want, got)
	}
}
