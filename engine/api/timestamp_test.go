package api

import (
	"encoding/json"
	"testing"
)

func TestParseTime(t *testing.T) {
	const at = 1_772_442_000_000 // 2026-03-02T09:00:00Z
	for text, want := range map[string]Time{
		"2026-03-02T09:00:00Z": at, "2026-03-02T09:00:00+00:00": at, "2026-03-02T10:00:00+01:00": at, "2026-03-02 09:00:00": at,
		"2026-03-02T09:00": at, "2026-03-02": at - 9*3_600_000, "2026-03-02T09:00:00.250000+00:00": at + 250,
		"1772442000": at, "1772442000.25": at + 250, " 1772442000.0009 ": at,
	} {
		if got, ok := parseTime(text); !ok || got != want {
			t.Errorf("parseTime(%q) = %d, %t; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "yesterday", "2026-13-02", "09:00", "2026-03-02T", "-5"} {
		if got, ok := parseTime(text); ok {
			t.Errorf("parseTime(%q) = %d", text, got)
		}
	}
}

func TestDecodeTimes(t *testing.T) {
	list := op(t, "ecs:ListServiceDeployments")
	in, skipped, err := list.Decode(map[string]any{"service": "web", "createdAt": map[string]any{"after": "2026-03-02T09:00:00Z", "before": json.Number("1772442001.5")}})
	if err != nil || len(skipped) > 0 {
		t.Fatal(err, skipped)
	}
	if got := in.(*ListServiceDeploymentsInput).CreatedAt; *got.After != 1_772_442_000_000 || *got.Before != 1_772_442_001_500 {
		t.Errorf("after %d, before %d", *got.After, *got.Before)
	}
	for _, at := range []any{1_772_442_000, int64(1_772_442_000)} {
		in, _, err := list.Decode(map[string]any{"service": "web", "createdAt": map[string]any{"after": at}})
		if err != nil || *in.(*ListServiceDeploymentsInput).CreatedAt.After != 1_772_442_000_000 {
			t.Errorf("%v: %v", at, err)
		}
	}
	_, _, err = list.Decode(map[string]any{"service": "web", "createdAt": map[string]any{"after": "soon", "before": true}})
	want := []string{
		"createdAt.before | Invalid type for parameter createdAt.before, value: True, type: <class 'bool'>, valid types: <class 'datetime.datetime'>, timestamp-string",
		"createdAt.after | Invalid type for parameter createdAt.after, value: soon, type: <class 'str'>, valid types: <class 'datetime.datetime'>, timestamp-string",
	}
	for i, p := range problems(t, err) {
		if p != want[i] {
			t.Errorf("%s, want %s", p, want[i])
		}
	}
}
