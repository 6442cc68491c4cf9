package source

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func parse(t *testing.T, src string) *File {
	t.Helper()
	f, ds := Parse("scn.toml", []byte(src))
	if len(ds) > 0 {
		t.Fatalf("parse: %v", ds)
	}
	return f
}

func TestPositions(t *testing.T) {
	f := parse(t, positionsFile)
	tests := []struct {
		path       string
		key, value Pos
	}{
		{"format", Pos{1, 1}, Pos{1, 10}},
		{"point", Pos{3, 1}, Pos{3, 9}},
		{"point.x", Pos{3, 11}, Pos{3, 15}},
		{`point."the y"`, Pos{3, 30}, Pos{3, 40}},
		{`point."the y"[0]`, Pos{3, 42}, Pos{3, 42}},
		{`point."the y"[1]`, Pos{3, 45}, Pos{3, 45}},
		{`point."the y"[1][0]`, Pos{3, 47}, Pos{3, 47}},
		{"a", Pos{4, 1}, Pos{4, 1}},
		{"a.b", Pos{4, 3}, Pos{4, 3}},
		{"a.b.c", Pos{4, 5}, Pos{4, 9}},
		{"scenario", Pos{6, 2}, Pos{6, 2}},
		{"scenario.objectives", Pos{7, 1}, Pos{7, 14}},
		{"scenario.objectives[0]", Pos{8, 3}, Pos{8, 3}},
		{"scenario.objectives[1]", Pos{10, 3}, Pos{10, 3}},
		{"scenario.\"é\".y", Pos{12, 21}, Pos{12, 25}},
		{"world", Pos{13, 2}, Pos{13, 2}},
		{"world.base", Pos{13, 8}, Pos{13, 8}},
		{"goal", Pos{14, 3}, Pos{14, 3}},
		{"goal[0]", Pos{14, 3}, Pos{14, 3}},
		{"goal[0].id", Pos{15, 1}, Pos{15, 6}},
		{"goal[0].part[0].n", Pos{17, 1}, Pos{17, 5}},
		{"goal[0].part[1]", Pos{18, 8}, Pos{18, 8}},
		{"goal[0].part[1].n", Pos{19, 1}, Pos{19, 5}},
		{"goal[1]", Pos{20, 3}, Pos{20, 3}},
		{"goal[1].id", Pos{21, 1}, Pos{21, 6}},
		{"goal[1].limit.cpu", Pos{23, 3}, Pos{23, 9}},
		{"goal[1].part[0].n", Pos{25, 3}, Pos{25, 7}},
		{`"odd.key"."x[0]".v[1].k`, Pos{29, 5}, Pos{29, 9}},
		{`"odd.key"."x[0]".v[1].l[1]`, Pos{30, 14}, Pos{30, 14}},
		// places that the file does not have
		{"goal[0].check", Pos{14, 3}, Pos{14, 3}},
		{"goal[7].check", Pos{14, 3}, Pos{14, 3}},
		{"nowhere", Pos{1, 1}, Pos{1, 1}},
		{"", Pos{1, 1}, Pos{1, 1}},
	}
	for _, tt := range tests {
		if got := f.Key(tt.path); got != tt.key {
			t.Errorf("Key(%s) = %v, want %v", tt.path, got, tt.key)
		}
		if got := f.Value(tt.path); got != tt.value {
			t.Errorf("Value(%s) = %v, want %v", tt.path, got, tt.value)
		}
	}
}

const positionsFile = `format = 1
title = "Überfluss" # ü counts one
point = { x = 1, "ü\tt" = 0, "the y" = [ 2, [ 3 ], ] }
a.b.c = true

[scenario]
objectives = [
  "lb.dynamic-port", # first
  # between
  "lb.ec2-security-group",
]
"é" = { day = "ö" , y = 2 }
[world.base]
[[goal]]
id = "one"
[[goal.part]]
n = 1
[[goal.part]]
n = 2
[[goal]]
id = 'two'
  [goal.limit]
  cpu = -3
  [[goal.part]]
  n = 9
["odd.key"."x[0]"]
v = [
  { k = 1 },
  { k = 2,
    l = [[], {}] },
]
`

func TestTreeHasFewTypes(t *testing.T) {
	f := parse(t, `
moment = 2026-03-02T09:00:00+02:00
naive = 2026-03-02T09:00:00
day = 2026-11-21
n = 3
x = 0.5
[[block]]
ok = true
`)
	want := map[string]any{
		"moment": time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC),
		"naive":  time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		"day":    time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		"n":      int64(3),
		"x":      0.5,
		"block":  []any{map[string]any{"ok": true}},
	}
	if diff := cmp.Diff(want, f.Tree); diff != "" {
		t.Error(diff)
	}
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"no equals sign", "a = 1\nbéé 2\n", "scn.toml:2:2: expected '.' or '=', but got 'é' instead"},
		{"text not closed", "a = 1\nb = \"two\nc = 3\n", "scn.toml:2:9: strings cannot contain newlines"},
		{"block not closed", "a = '''x\ny\n", "scn.toml:2:2: unexpected EOF"},
		{"value missing", "[t]\nkey =\nother = 1\n", "scn.toml:2:6: expected value but found"},
		{"key twice", "[t]\nkey = 1\nkey = 2\n", "scn.toml:3:1: Key 't.key' has already been defined"},
		{"table twice", "[t]\n[u]\n[t]\n", "scn.toml:3:2: Key 't' has already been defined"},
		{"bad escape", "e = \"éa\\qb\"\n", "scn.toml:1:8: invalid escape"},
		{"bad escape in a block", "a = 1\nb = \"\"\"\nfine\né \\q\n\"\"\"\n", "scn.toml:4:3: invalid escape"},
		{"a key twice before another mistake", "a = 1\na = 2\nb = \n", "scn.toml:2:1: Key 'a' has already been defined"},
		{"array not closed", "a = [1, 2\nb = 3\n", "scn.toml:2:1: expected a comma"},
		{"bad number", "a = 1\nn = 08\n", "scn.toml:2:5: Invalid integer"},
		{"two on a line", "a = 1 b = 2\n", "scn.toml:1:7: expected a top-level item to end"},
		{"bytes that are not UTF-8", "a = \"\xff\"\n", "scn.toml:1:6: invalid UTF-8 byte: 0xff"},
		{"UTF-16", "\xff\xfea\x00", "scn.toml:1:1: the file is in UTF-16; expected UTF-8"},
		{"nested arrays", "a = 1\nb = " + strings.Repeat("[", 65) + strings.Repeat("]", 65), "scn.toml:2:68: tables and arrays are nested more than 64 deep"},
		{"nested keys", strings.Repeat("a.", 64) + "a = 1", "scn.toml:1:129: tables and arrays are nested more than 64 deep"},
		{"nested header", "[" + strings.Repeat("a.", 64) + "a]", "scn.toml:1:130: tables and arrays are nested more than 64 deep"},
		{"a bomb of brackets", strings.Repeat("[", 400_000), "scn.toml:1:"},
		{"a bomb of arrays", "a=" + strings.Repeat("[", 400_000), "scn.toml:1:"},
		{"a bomb of dots", strings.Repeat("a.", 400_000) + "!", "scn.toml:1:"},
		{"too large", strings.Repeat("#\n", SizeMax), "scn.toml:1:1: the file has 2097152 bytes; expected at most 1048576"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, ds := Parse("scn.toml", []byte(tt.src))
			if f != nil || len(ds) != 1 {
				t.Fatalf("got %v and %d diagnostics, want exactly one: %v", f != nil, len(ds), ds)
			}
			if got := ds[0].String(); !strings.HasPrefix(got, tt.want) {
				t.Errorf("got  %s\nwant %s…", got, tt.want)
			}
		})
	}
}

func TestLineEndsAndMark(t *testing.T) {
	src := "[a]\r\ntext = '''\r\none\r\ntwo'''\r\nn = 1\r\n"
	f := parse(t, "\xef\xbb\xbf"+src)
	if got := f.Tree["a"].(map[string]any)["text"]; got != "one\ntwo" {
		t.Errorf("text = %q", got)
	}
	if got, want := f.Key("a.n"), (Pos{5, 1}); got != want {
		t.Errorf("Key(a.n) = %v, want %v", got, want)
	}
}

func TestInString(t *testing.T) {
	f := parse(t, strings.Join([]string{
		`plain = "abc"`,               // 1
		`  raw = 'abc'`,               // 2
		`block = """`,                 // 3
		`first`,                       // 4
		`  second"""`,                 // 5
		`rblock = '''`,                // 6
		`first`,                       // 7
		``,                            // 8
		`third'''`,                    // 9
		`inblock = '''one`,            // 10
		`two'''`,                      // 11
		`escaped = "é\t\"x\u00e9yz"`,  // 12
		`newline = "a\nbc"`,           // 13
		`folded = """\`,               // 14
		`   abc \`,                    // 15
		`   def"""`,                   // 16
		`empty = ""`,                  // 17
		`number = 7`,                  // 18
		`quotes = """say "hi" now"""`, // 19
	}, "\n"))
	tests := []struct {
		path      string
		line, col int
		want      Pos
	}{
		{"plain", 1, 1, Pos{1, 10}},
		{"plain", 1, 3, Pos{1, 12}},
		{"plain", 1, 4, Pos{1, 13}},  // behind the last character: the closing quote
		{"plain", 1, 99, Pos{1, 13}}, // never beyond it
		{"plain", 9, 1, Pos{1, 13}},
		{"raw", 1, 2, Pos{2, 11}},
		{"block", 1, 1, Pos{4, 1}},
		{"block", 1, 3, Pos{4, 3}},
		{"block", 1, 99, Pos{4, 6}},
		{"block", 2, 3, Pos{5, 3}},
		{"rblock", 1, 1, Pos{7, 1}},
		{"rblock", 2, 1, Pos{8, 1}},
		{"rblock", 3, 5, Pos{9, 5}},
		{"inblock", 1, 2, Pos{10, 15}},
		{"inblock", 2, 2, Pos{11, 2}},
		{"escaped", 1, 1, Pos{12, 12}},
		{"escaped", 1, 3, Pos{12, 15}}, // after the tab
		{"escaped", 1, 4, Pos{12, 17}}, // x
		{"escaped", 1, 6, Pos{12, 24}}, // y
		{"newline", 2, 2, Pos{13, 16}},
		{"folded", 1, 1, Pos{15, 4}},
		{"folded", 1, 5, Pos{16, 4}},
		{"empty", 1, 1, Pos{17, 10}},
		{"number", 1, 3, Pos{18, 10}},
		{"quotes", 1, 6, Pos{19, 18}},
		{"missing", 1, 3, Pos{1, 1}},
	}
	for _, tt := range tests {
		if got := f.InString(tt.path, tt.line, tt.col); got != tt.want {
			t.Errorf("InString(%s, %d, %d) = %v, want %v", tt.path, tt.line, tt.col, got, tt.want)
		}
	}
}

// leaves lists the path of every value below v.
func leaves(path string, v any, visit func(path string)) {
	switch v := v.(type) {
	case map[string]any:
		for key, item := range v {
			leaves(Join(path, key), item, visit)
		}
	case []any:
		for i, item := range v {
			leaves(Item(path, i), item, visit)
		}
	default:
		visit(path)
	}
}

// FuzzIndex holds the two TOML parsers together: what the decoder accepts, the
// index accepts, and every value has a place in the file at which its text is
// written.
func FuzzIndex(f *testing.F) {
	f.Add([]byte(positionsFile))
	f.Add([]byte("a = {b = [1, {c = 'x'}], d.e = 2026-01-01T00:00:00Z}\n[[x]]\n[[x.y]]\n[x.y.z]\nq = \"\"\"\\\n  a\\u0020\"\"\""))
	f.Add([]byte("\"a.b\" = 1\n'c[0]' = { \"\" = inf }\n[ j . 'k' ]\nm = [ # c\n 1, 2 # d\n ]"))
	f.Add([]byte("a = {\n b = 1, # x\n c = 2,\n}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4096 || bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff")) {
			return
		}
		src = plain(src)
		tree, err := decodeTOML(src)
		ix, bad := newIndex(src)
		if err != nil || bad != nil && bad.deep {
			Parse("f", src) // must return, with whatever it says
			return
		}
		if bad != nil {
			t.Fatalf("decoded, but not indexed: %s at %v", bad.message, ix.pos(bad.offset))
		}
		file := &File{Tree: tree, index: ix}
		leaves("", tree, func(path string) {
			at, ok := ix.values[path]
			if !ok {
				t.Fatalf("%s has no place", path)
			}
			if at >= len(src) || bytes.IndexByte([]byte(" \t\r\n,=#]}"), src[at]) >= 0 {
				t.Fatalf("%s stands at %v, which is no value", path, ix.pos(at))
			}
			file.InString(path, 1, 1)
			file.InString(path, 2, 3)
		})
	})
}

func ExampleParse() {
	_, ds := Parse("web.toml", []byte("[scenario]\ntitle = \"Healthy nowhere\nminutes = 8\n"))
	fmt.Println(ds)
	// Output: web.toml:2:25: strings cannot contain newlines
}
