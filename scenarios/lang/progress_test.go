package lang

import "testing"

func TestProgress(t *testing.T) {
	type item struct {
		Name string `expr:"name"`
	}
	type view struct {
		N     int    `expr:"n"`
		Items []item `expr:"items"`
		Text  string `expr:"text"`
	}
	v := &view{N: 2, Items: []item{{"a"}, {"b"}, {"b"}}, Text: "x"}
	for text, want := range map[string]string{
		`n == vars.wanted`:            "2 of 4",
		`n >= 3`:                      "2, at least 3",
		`n <= vars.wanted`:            "2, at most 4",
		`all(items, .name == "b")`:    "2 of 3",
		`text == "y"`:                 "",
		`n == 2 and text == "x"`:      "",
		`n == 2 and n >= 3`:           "2, at least 3",
		`n == 2 and n >= 1`:           "2 of 2",
		`any(items, .name == "b")`:    "",
		`count(items, .name=="b")==2`: "2 of 2",
	} {
		p, err := Compile(text, v, Bool, Vars(map[string]any{"wanted": int64(4)}))
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Progress(v); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
