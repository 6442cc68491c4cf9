package library

import (
	"slices"
	"strings"
	"testing"
)

func TestFilter(t *testing.T) {
	items := itemsOf([]Pack{{Title: "Basics", Entries: []Entry{
		{ID: "a", Title: "Healthy nowhere", Topic: "load balancing", Objectives: []string{"lb.dynamic-port"}, Exams: []string{"SAA-C03", "DVA-C02"}, Difficulty: 2, Minutes: 8},
		{ID: "b", Title: "No room", Topic: "placement", Objectives: []string{"placement.binpack"}, Exams: []string{"SOA-C03"}, Difficulty: 1, Minutes: 5},
		{ID: "c", Title: "Ratio d:9", Topic: "scaling", Difficulty: 4, Minutes: 25},
	}}})
	stars := map[string]int{"a": 3, "b": 0}
	for text, want := range map[string]string{
		"":               "abc",
		"  ":             "abc",
		"HEALTHY":        "a",
		"balancing lb.":  "a",
		"binpack":        "b",
		"basics":         "abc",
		"!room":          "ac",
		"!":              "",
		"o !placement":   "ac",
		"d:1":            "b",
		"d:1-2":          "ab",
		"d:2-1":          "",
		"!d:1":           "ac",
		"d:x":            "",
		"d:":             "c", // a text that holds it
		"m:8":            "ab",
		"done:yes":       "a",
		"done:no":        "bc",
		"done:tried":     "b",
		"done:new":       "c",
		"done:maybe":     "",
		"exam:saa":       "a",
		"exam:c03 d:1-2": "ab",
		"exam:":          "",
		"ratio done:new": "c",
	} {
		f := parseFilter(text)
		var got []string
		for i := range items {
			if f.passes(&items[i], stars) {
				got = append(got, items[i].ID)
			}
		}
		if strings.Join(got, "") != want {
			t.Errorf("%q leaves %v, want %q", text, got, want)
		}
	}
}

// A filter of any text leaves a part of the entries, and the filter of its terms
// turned round never leaves one that it leaves.
func FuzzFilter(f *testing.F) {
	f.Add("placement d:1-2 !done:no m:10 exam:saa ! :")
	f.Fuzz(func(t *testing.T, text string) {
		it := itemsOf([]Pack{{Entries: []Entry{{ID: "a", Title: "A", Difficulty: 2, Exams: []string{"SAA-C03"}}}}})
		terms := parseFilter(text)
		if len(terms) == 0 {
			return
		}
		turned := slices.Clone(terms)
		for i := range turned {
			turned[i].not = !turned[i].not
		}
		if terms.passes(&it[0], nil) && turned.passes(&it[0], nil) {
			t.Errorf("%q both holds and does not", text)
		}
	})
}
