package jmespath

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"drydock/engine/api"
)

// what testdata/cases.json holds: what jmespath.py makes of each expression.
type golden struct {
	Data  json.RawMessage
	Cases []struct {
		Expr, Result, Compile, Error string
	}
}

func readGolden(t testing.TB) (golden, any) {
	src, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(src, &g); err != nil {
		t.Fatal(err)
	}
	data, err := parseJSON(string(g.Data))
	if err != nil {
		t.Fatal(err)
	}
	return g, data
}

func TestAsJmespathPy(t *testing.T) {
	g, data := readGolden(t)
	if len(g.Cases) < 250 {
		t.Fatalf("only %d cases", len(g.Cases))
	}
	for _, c := range g.Cases {
		t.Run(c.Expr, func(t *testing.T) {
			e, err := Compile(c.Expr)
			if err != nil {
				if err.Error() != c.Compile {
					t.Errorf("refused:\n%s\nwant:\n%s", err, c.Compile)
				}
				return
			}
			if c.Compile != "" {
				t.Fatalf("accepted; want:\n%s", c.Compile)
			}
			v, err := e.Search(data)
			switch {
			case err != nil && err.Error() != c.Error:
				t.Errorf("failed:\n%s\nwant:\n%s%s", err, c.Error, c.Result)
			case err == nil && api.ShortJSON(v) != c.Result:
				t.Errorf("got  %s\nwant %s%s", api.ShortJSON(v), c.Result, c.Error)
			}
		})
	}
}

// What would take all the memory there is, is refused.
func TestBounds(t *testing.T) {
	for name, expression := range map[string]string{
		"doubling":     strings.Repeat("[@,@]|", 60) + "@",
		"doubled text": strings.Repeat("[to_string(@),to_string(@)]|", 60) + "@",
		"comparison":   strings.Repeat("[@,@]|", 60) + "[@==@]",
		"nesting":      strings.Repeat("(", 100_000) + "a",
		"not":          strings.Repeat("!", 100_000) + "a",
		"length":       strings.Repeat("a.", 100_000) + "a",
	} {
		t.Run(name, func(t *testing.T) {
			e, err := Compile(expression)
			if err == nil {
				_, err = e.Search(int64(1))
			}
			if err == nil {
				t.Error("accepted")
			}
		})
	}
}

// FuzzSearch: no expression makes the search panic, and what it finds can be
// printed.
func FuzzSearch(f *testing.F) {
	g, data := readGolden(f)
	for _, c := range g.Cases {
		f.Add(c.Expr)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		e, err := Compile(expression)
		if err != nil {
			return
		}
		v, err := e.Search(data)
		if err != nil {
			return
		}
		if again, err := e.Search(data); err != nil || api.ShortJSON(again) != api.ShortJSON(v) {
			t.Fatalf("%q gives two things: %v", expression, err)
		}
	})
}
