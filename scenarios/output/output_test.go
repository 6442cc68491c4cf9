package output

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"drydock/scenarios/jmespath"

	"github.com/google/go-cmp/cmp"
)

// printed is what the CLI's formatter made of a value.
type printed struct{ Out, Error string }

func TestAsTheCLI(t *testing.T) {
	src, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Cases []struct {
			Title             string
			Value             json.RawMessage
			JSON, Text, Table printed
		}
	}
	if err := json.Unmarshal(src, &golden); err != nil {
		t.Fatal(err)
	}
	if len(golden.Cases) < 200 {
		t.Fatalf("only %d cases", len(golden.Cases))
	}
	for i, c := range golden.Cases {
		v := tree(t, string(c.Value))
		for form, want := range map[string]printed{"json": c.JSON, "text": c.Text, "table": c.Table} {
			t.Run(fmt.Sprintf("%d %s", i, form), func(t *testing.T) {
				got, err := Print(form, c.Title, v)
				// Over what no answer of AWS is, both fail; in which words depends on the order of Python's steps.
				if (err != nil) != (want.Error != "") {
					t.Fatalf("%s\nfails with %v, want %q", c.Value, err, want.Error)
				}
				if diff := cmp.Diff(strings.TrimSuffix(want.Out, "\n"), got); err == nil && diff != "" {
					t.Errorf("%s\n%s", c.Value, diff)
				}
			})
		}
	}
}

// tree reads JSON as a query gives it.
func tree(t testing.TB, text string) any {
	e, err := jmespath.Compile("`" + strings.ReplaceAll(text, "`", "\\`") + "`")
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.Search(nil)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// FuzzPrint: no expression and no answer makes a printer panic.
func FuzzPrint(f *testing.F) {
	for _, expression := range []string{"@", "a.b", "[].{x:@}", "[@, 'é', [`1`, `{\"a\":[1,{}]}`]]", "`1.5`", "{a:@,b:[@]}", "`[[],{}]`", "`[{\"a\":1},[2],\"c\"]`"} {
		f.Add(expression)
	}
	data := tree(f, `{"a":{"b":[1,"two",null,[true]]},"c":[{"d":1.5},{"e":[]}]}`)
	f.Fuzz(func(t *testing.T, expression string) {
		e, err := jmespath.Compile(expression)
		if err != nil {
			return
		}
		v, err := e.Search(data)
		if err != nil {
			return
		}
		for _, form := range Forms {
			if got, err := Print(form, "Title", v); err != nil && got != "" {
				t.Errorf("%s of %q prints and fails", form, expression)
			}
		}
	})
}
