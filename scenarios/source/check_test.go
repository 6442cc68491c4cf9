package source

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type spot struct {
	ID   string `toml:"id,required"`
	Note string `toml:"note"`
}

type block struct {
	spot
	Text    string    `toml:"text,required"`
	Points  int64     `toml:"points"`
	Small   uint8     `toml:"small"`
	At      Duration  `toml:"at"`
	Colour  colour    `toml:"colour"`
	Bonus   bool      `toml:"bonus"`
	Checked time.Time `toml:"checked"`
	Tags    []string  `toml:"tags"`
	Limit   *limit    `toml:"limit"`
	Private string    // no key
}

type limit struct {
	CPU *int64 `toml:"cpu"`
}

type document struct {
	Format int64            `toml:"format,required"`
	Head   spot             `toml:"head,required"`
	Blocks []block          `toml:"block"`
	Vars   map[string][]any `toml:"vars"`
	World  map[string]any   `toml:"world"`
	Extra  any              `toml:"extra"`
}

type colour string

func (c *colour) FromTOML(v any) error {
	switch v {
	case "red", "green":
		*c = colour(v.(string))
		return nil
	}
	return errors.New("this colour is not sold")
}

func check(t *testing.T, src string, opts ...Option) (*File, []string) {
	t.Helper()
	f := parse(t, src)
	list := &List{File: f.Name}
	f.Check("", f.Tree, reflect.TypeFor[document](), list, opts...)
	var got []string
	for _, d := range list.Diagnostics() {
		got = append(got, d.String())
	}
	return f, got
}

// The mistakes of a file are told together, in its order, each at its place,
// although two of them stand in different elements of one array of tables.
func TestAllMistakesInOneRun(t *testing.T) {
	f, got := check(t, `format = 1
[head]
id = "x"

[[block]]
id = "first"
text = "…"
points = "sixty"

[[block]]
id = "second"
texd = "…"
at = "12 minutes"
`)
	want := []string{
		`scn.toml:8:10: block[0].points is the text "sixty"; expected a whole number`,
		`scn.toml:10:3: block[1].text is missing; expected text`,
		`scn.toml:12:1: unknown key "texd"; did you mean "text"?`,
		`scn.toml:13:6: bad duration "12 minutes"; expected a duration such as "90s", "12m" or "1h30m"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}

	var doc document
	Decode(f.Tree, &doc)
	blocks := []block{
		{spot: spot{ID: "first"}, Text: "…"},
		{spot: spot{ID: "second"}},
	}
	if !reflect.DeepEqual(doc.Blocks, blocks) {
		t.Errorf("the sound parts are %+v, want %+v", doc.Blocks, blocks)
	}
}

const head = "format = 1\nhead = { id = 'x' }\n"

func TestCheck(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"nothing wrong", head + "[[block]]\nid='b'\ntext=''\nat='1m'\ncolour='red'\nchecked=2026-11-21\ntags=['a']\nlimit.cpu=4\n[world]\nany.thing=[1,{x=2}]\n[vars]\nn=[4,'x']", nil},
		{"keys that must be there", "[[block]]\n", []string{
			`scn.toml:1:1: format is missing; expected a whole number`,
			`scn.toml:1:1: head is missing; expected a table`,
			`scn.toml:1:3: block[0].id is missing; expected text`,
			`scn.toml:1:3: block[0].text is missing; expected text`,
		}},
		{"a key in the wrong place", head + "id = 'y'\nPrivate = 'z'", []string{
			`scn.toml:3:1: unknown key "id"`,
			`scn.toml:4:1: unknown key "Private"`,
		}},
		{"an unknown table is told once, at its first header", head + "[[blok]]\nid=1\n[[blok]]\nid=2\n", []string{
			`scn.toml:3:3: unknown key "blok"; did you mean "block"?`,
		}},
		{"one table in place of an array of them", head + "[block]\nid='b'\ntext=3\n", []string{
			`scn.toml:3:2: block is a table; expected an array of tables`,
			`scn.toml:5:6: block.text is the number 3; expected text`,
		}},
		{"an array of tables in place of one", "format=1\n[[head]]\nid=true\n", []string{
			`scn.toml:2:3: head is an array; expected a table`,
			`scn.toml:3:4: head[0].id is true; expected text`,
		}},
		{"kinds", head + "block = [{id='b', text='', points=1.5, small=300, at=5, colour='blue', bonus='yes', checked=07:30:00, tags='a', limit=[]}, 4]\nvars=1\nworld='w'", []string{
			`scn.toml:3:35: block[0].points is the number 1.5; expected a whole number`,
			`scn.toml:3:46: block[0].small is the number 300; expected a whole number, not negative`,
			`scn.toml:3:54: block[0].at is the number 5; expected a duration such as "90s", "12m" or "1h30m"`,
			`scn.toml:3:64: this colour is not sold`,
			`scn.toml:3:78: block[0].bonus is the text "yes"; expected true or false`,
			`scn.toml:3:93: block[0].checked is a time of day; expected a date such as 2026-03-02 or 2026-03-02T09:00:00Z`,
			`scn.toml:3:108: block[0].tags is the text "a"; expected an array of text`,
			`scn.toml:3:119: block[0].limit is an array; expected a table`,
			`scn.toml:3:124: block[1] is the number 4; expected a table`,
			`scn.toml:4:6: vars is the number 1; expected a table`,
			`scn.toml:5:7: world is the text "w"; expected a table`,
		}},
		{"elements", head + "[[block]]\nid='b'\ntext=''\ntags=['a', 2,\n 3]\n[vars]\nn=4\n", []string{
			`scn.toml:6:12: block[0].tags[1] is the number 2; expected text`,
			`scn.toml:7:2: block[0].tags[2] is the number 3; expected text`,
			`scn.toml:9:3: vars.n is the number 4; expected an array`,
		}},
		{"control characters, wherever they stand", head + "[world]\na = \"ok\\t\\n\"\nb = [\"\\u001b[2J\"]\n\"k\\u0007\" = 1\n[extra]\nc = \"x\\u009b\"\n", []string{
			`scn.toml:5:6: control character U+001B`,
			`scn.toml:6:1: control character U+0007`,
			`scn.toml:8:5: control character U+009B`,
		}},
		{"a long text is cut", head + "world = '" + strings.Repeat("é", 60) + "'", []string{
			`scn.toml:3:9: world is the text "` + strings.Repeat("é", 39) + `…"; expected a table`,
		}},
		{"variables mean nothing unless they are allowed", head + "extra = '{{n}}'\nworld = '{{n}}'", []string{
			`scn.toml:4:9: world is the text "{{n}}"; expected a table`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got := check(t, tt.src)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVariables(t *testing.T) {
	src := head + `[[block]]
id = "{{name}}"
text = "{{desird}} of {{desired}}, {{.Names}}, {{other}}"
points = "{{desired}}"
at = "{{desird}}"
bonus = "{{ desired }}"
tags = "{{desired}}"
limit = "{{zzz}}"
[world]
n = "{{desird}}"
`
	f, got := check(t, src, Vars("desired", "name"))
	want := []string{
		`scn.toml:5:8: unknown variable "desird"; expected a name that [vars] declares; did you mean "desired"?`,
		`scn.toml:7:6: unknown variable "desird"; expected a name that [vars] declares; did you mean "desired"?`,
		`scn.toml:8:9: unknown variable " desired "; expected a name that [vars] declares; did you mean "desired"?`,
		`scn.toml:10:9: unknown variable "zzz"; expected a name that [vars] declares`,
		`scn.toml:12:5: unknown variable "desird"; expected a name that [vars] declares; did you mean "desired"?`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	tree := Substitute(f.Tree, map[string]any{"desired": int64(4), "name": "web"})
	list := &List{}
	f.Check("block", tree.(map[string]any)["block"], reflect.TypeFor[[]block](), list)
	if got, want := list.Diagnostics()[1].String(), `scn.toml:8:9: block[0].bonus is the text "{{ desired }}"; expected true or false`; got != want {
		t.Errorf("a copy is checked at the places of its file: got %s, want %s", got, want)
	}
	var blocks []block
	Decode(tree.(map[string]any)["block"], &blocks)
	if b := blocks[0]; b.ID != "web" || b.Points != 4 || b.Text != "{{desird}} of 4, {{.Names}}, {{other}}" {
		t.Errorf("substituted: %+v", b)
	}
	if f.Tree["block"].([]any)[0].(map[string]any)["points"] != "{{desired}}" {
		t.Error("the file's own tree has changed")
	}
}

func TestSubstitute(t *testing.T) {
	list := []any{int64(1)}
	vars := map[string]any{
		"n": int64(4), "s": "web", "b": true, "list": list, "x": 1.5,
		"when": time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), "nested": "{{n}}",
	}
	tests := []struct{ in, want any }{
		{"{{n}}", int64(4)},
		{"{{b}}", true},
		{"{{list}}", []any{int64(1)}},
		{"{{nested}}", "{{n}}"},
		{"{{s}}-{{n}}-{{b}}", "web-4-true"},
		{"at {{when}}, {{x}}", "at 2026-03-02T09:00:00Z, 1.5"},
		{"no {{list}} here", "no {{list}} here"},
		{"{{missing}}", "{{missing}}"},
		{"{{ n }} {{.n}} {{n", "{{ n }} {{.n}} {{n"},
		{map[string]any{"{{n}}": []any{"{{n}}", 7}}, map[string]any{"{{n}}": []any{int64(4), 7}}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, Substitute(tt.in, vars)); diff != "" {
			t.Errorf("%v: %s", tt.in, diff)
		}
	}
	Substitute("{{list}}", vars).([]any)[0] = "changed"
	if list[0] != int64(1) {
		t.Error("a copy shares memory with the variable")
	}
}

func TestDecode(t *testing.T) {
	f := parse(t, head+`extra = [1, {a = "x"}]
[[block]]
id = "b"
note = "n"
small = 7
at = "1h30m"
colour = "green"
bonus = true
checked = 2026-11-21
tags = ["a", 2, "c"]
limit = { cpu = 256 }
[[block]]
points = 99999999999
small = -1
colour = "blue"
limit = { cpu = "much" }
[[block]]
limit = 4
[vars]
desired = [4, 6]
[world]
service = [{ name = "web" }]
`)
	var got document
	Decode(f.Tree, &got)
	cpu := int64(256)
	want := document{
		Format: 1,
		Head:   spot{ID: "x"},
		Extra:  []any{int64(1), map[string]any{"a": "x"}},
		Blocks: []block{
			{
				spot: spot{ID: "b", Note: "n"}, Small: 7, At: 5_400_000, Colour: "green", Bonus: true,
				Checked: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC), Tags: []string{"a", "", "c"}, Limit: &limit{CPU: &cpu},
			},
			{Points: 99999999999, Limit: &limit{}},
			{},
		},
		Vars:  map[string][]any{"desired": {int64(4), int64(6)}},
		World: map[string]any{"service": []any{map[string]any{"name": "web"}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	got.World["service"].([]any)[0].(map[string]any)["name"] = "changed"
	if f.Tree["world"].(map[string]any)["service"].([]any)[0].(map[string]any)["name"] != "web" {
		t.Error("what is decoded shares memory with the tree")
	}
}

func TestDuration(t *testing.T) {
	good := map[string]Duration{
		"0s": 0, "90s": 90_000, "12m": 720_000, "1h30m": 5_400_000, "250ms": 250, "1h1m1s1ms": 3_661_001, "876000h": durationMax,
	}
	for in, want := range good {
		if got, err := ParseDuration(in); err != nil || got != want {
			t.Errorf("%s = %d, %v, want %d", in, got, err, want)
		}
		if again, err := ParseDuration(want.String()); err != nil || again != want {
			t.Errorf("%v prints as %s, which reads as %d, %v", in, want, again, err)
		}
	}
	for _, in := range []string{
		"", "12", "m", "12 m", " 1m", "12 minutes", "-5s", "+5s", "1.5h", "1m1h", "1m1m", "1d", "876001h", "876000h1ms",
		"99999999999999999999s", "5µs", "١s",
	} {
		if got, err := ParseDuration(in); err == nil {
			t.Errorf("%q reads as %d, want a mistake", in, got)
		}
	}
	if got := Duration(90_000).Std(); got != 90*time.Second {
		t.Errorf("Std = %v", got)
	}
	if _, err := ParseDuration("soon"); err.Error() != `bad duration "soon"; expected `+durationExpected {
		t.Errorf("the error is %q", err)
	}
}

func TestList(t *testing.T) {
	list := &List{File: "b.toml"}
	if err := list.Err(); err != nil {
		t.Errorf("an empty list is the error %v", err)
	}
	list.Addf(Pos{2, 1}, "second %d", 2)
	list.Addf(Pos{1, 9}, "first")
	list.Addf(Pos{2, 1}, "second %d", 2)
	list.Append(Diagnostics{{File: "a.toml", What: "of the whole file"}, {Pos: Pos{1, 10}, What: "an \x1b[31mescape\nand a line"}})
	want := "a.toml: of the whole file\nb.toml:1:9: first\nb.toml:1:10: an \ufffd[31mescape and a line\nb.toml:2:1: second 2"
	if got := list.Err().Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var ds Diagnostics
	if !errors.As(list.Err(), &ds) || len(ds) != 4 || list.Len() != 5 {
		t.Errorf("%d diagnostics, %d added", len(ds), list.Len())
	}
}

func ExampleFile_Check() {
	type goal struct {
		ID     string `toml:"id,required"`
		Points int64  `toml:"points"`
	}
	type scenario struct {
		Goals []goal `toml:"goal"`
	}
	f, _ := Parse("web.toml", []byte("[[goal]]\nid = \"healthy\"\npoint = 60\n"))
	list := &List{}
	f.Check("", f.Tree, reflect.TypeFor[scenario](), list)
	fmt.Println(list.Err())
	// Output: web.toml:3:1: unknown key "point"; did you mean "points"?
}

func BenchmarkParseAndCheck(b *testing.B) {
	src := []byte(head + strings.Repeat("[[block]]\nid = 'b'\ntext = 'some text'\npoints = 3\nat = '5m'\ntags = ['a', 'b']\n", 50))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		f, ds := Parse("b.toml", src)
		if ds != nil {
			b.Fatal(ds)
		}
		list := &List{}
		f.Check("", f.Tree, reflect.TypeFor[document](), list)
		var doc document
		Decode(f.Tree, &doc)
		if list.Len() > 0 || len(doc.Blocks) != 50 {
			b.Fatal(list.Err())
		}
	}
}
