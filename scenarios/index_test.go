package scenarios

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// numbered is the small scenario under another id.
func numbered(id string, difficulty int) string {
	return strings.NewReplacer(
		`id         = "small"`, fmt.Sprintf("id = %q", id),
		`difficulty = 1`, fmt.Sprintf("difficulty = %d", difficulty),
	).Replace(small) + three
}

func packOf(index string, scenarios ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	if index != "" {
		fsys[indexName] = textFile(index)
	}
	for _, s := range scenarios {
		id, level, _ := strings.Cut(s, ":")
		fsys[id+".toml"] = textFile(numbered(id, len(level)))
	}
	return fsys
}

const listed = "[[scenario]]\nid = %q\ntitle = \"Old\"\n"

func TestFormatIndex(t *testing.T) {
	const head = "# Ours.\nformat = 1\n\n[pack]\nid = \"p\" # short\ntitle = \"P\"\n"
	for _, c := range []struct {
		name, index string
		files       []string
		order       string // of the ids
		changes     []string
	}{
		{"no index", "", []string{"b:**", "c:*", "a:**"}, "c a b", []string{"add c", "add a", "add b"}},
		{"its order is kept", head + fmt.Sprintf(listed, "z") + fmt.Sprintf(listed, "a"), []string{"a:*", "z:***", "m:*"}, "z a m", []string{"change z", "change a", "add m"}},
		{"a scenario is gone", head + fmt.Sprintf(listed, "gone"), []string{"a:*"}, "a", []string{"add a", `remove "gone"`}},
		{"entries with mistakes", head + "[[scenario]]\nid = 3\ntitel = \"x\"\n", []string{"a:*"}, "a", []string{"add a", `remove ""`}},
		{"no scenarios", head, nil, "", nil},
		{"blank lines", head + "\n\n\n", nil, "", []string{"lay it out anew"}},
		{"other line ends", strings.ReplaceAll(head, "\n", "\r\n"), nil, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := packOf(c.index, c.files...)
			ix, err := formatIndex(fsys, "My pack")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.changes, ix.Changes); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
			want := head
			if c.index == "" {
				want = "format = 1\n\n[pack]\nid    = \"my-pack\"\ntitle = \"My pack\"\n"
			}
			if !strings.HasPrefix(ix.Text, want) {
				t.Errorf("the head is not kept:\n%s", ix.Text)
			}
			fsys[indexName] = textFile(ix.Text)
			again, err := formatIndex(fsys, "My pack")
			if err != nil || again.Changes != nil || again.Text != ix.Text {
				t.Errorf("formatted again it changes: %v %v", again.Changes, err)
			}
			p := readPack(fsys, ".", "p")
			var order []string
			for _, l := range p.Scenarios {
				order = append(order, l.ID)
			}
			if got := strings.Join(order, " "); got != c.order || p.Err != nil {
				t.Errorf("the order is %q, want %q; %v", got, c.order, p.Err)
			}
		})
	}
}

func TestFormatIndexTellsEveryMistake(t *testing.T) {
	fsys := packOf("[pack]\nid = \"My Pack\"\ntitel = \"x\"\n\n[[scenario]]\nid = \"a\"\n\n[pack.more]\n", "a:*", "b:**")
	fsys["b.toml"] = textFile(strings.Replace(numbered("b", 2), "minutes", "minuets", 1))
	fsys["c.toml"] = textFile(numbered("d", 1))
	fsys["world.toml"] = textFile("format = 1\n[[world.cluster]]\ncluster_name = \"x\"\n")
	_, err := formatIndex(fsys, "p")
	if err == nil {
		t.Fatal("no mistake is told")
	}
	for _, want := range []string{
		"pack.toml:2:6: the id \"My Pack\" is not of small letters",
		"pack.toml:3:1: unknown key \"titel\"; did you mean \"title\"?",
		"b.toml:", "did you mean \"minutes\"?",
		"c.toml:", `the id is "d"; expected the name of the file`,
		"world.toml:1:1: a world without goals; expected a scenario",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told in\n%v", want, err)
		}
	}
	_, err = formatIndex(packOf("format = 1\nscenario = [{ id = \"a\" }]\n[pack]\nid = \"p\"\ntitle = \"P\"\n", "a:*"), "p")
	if err == nil || !strings.Contains(err.Error(), "pack.toml:2:13: the scenarios are one array") || !strings.Contains(err.Error(), "pack.toml:3:2: [pack] stands after a scenario") {
		t.Errorf("got %v", err)
	}
}

// What a listing says is what the file says, with the first values of its
// variables.
func TestListingOfAScenario(t *testing.T) {
	text := strings.NewReplacer(
		`title      = "Small"`, `title = "Wants {{n}}"`,
		`brief      = "brief"`, `brief = "**From:** x  **Subject:** {{n}} of \"them\", *please*\n\nText"`,
	).Replace(small) + three + "\n[vars]\nn = [3, 4]\n"
	s, err := loadText(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := s.listing()
	if l.Title != "Wants 3" || l.Summary != `3 of "them", please` {
		t.Errorf("title %q, summary %q", l.Title, l.Summary)
	}
	f, err := parseIndex("pack.toml", []byte("format = 1\n[pack]\nid = \"p\"\ntitle = \"P\"\n"+l.table()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l, f.Scenario[0]); diff != "" {
		t.Errorf("written and read (-want +got):\n%s", diff)
	}
}

func TestSummary(t *testing.T) {
	long := strings.Repeat("word ", 60)
	for brief, want := range map[string]string{
		"":                                    "",
		"One line.":                           "One line.",
		"# Head\n\nThe `web` is\n**down**.":   "The web is down.",
		"**From:** a  **Subject:** b\n\nText": "b",
		long:                                  strings.TrimSpace(long[:155]) + "…",
	} {
		if got := summary(brief); got != want {
			t.Errorf("summary(%q) = %q, want %q", brief, got, want)
		}
	}
}

// Packs of a folder stand beside the built-in ones; one with a mistake is listed
// with it and hides nothing.
func TestPacksOfAFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("good/mine.toml", numbered("mine", 1))
	ix, err := FormatIndex(filepath.Join(dir, "good"))
	if err != nil {
		t.Fatal(err)
	}
	write("good/pack.toml", ix.Text)
	write("bad/pack.toml", "[pack")
	write("bare/readme.md", "nothing")
	write(".git/pack.toml", "no pack")
	write("stray.toml", "no pack")
	write("taken/pack.toml", "format = 1\n[pack]\nid = \"t\"\ntitle = \"Taken\"\n"+
		Listing{ID: "healthy-nowhere", Title: "x", Difficulty: 1, Minutes: 1}.table()+"\n"+Listing{ID: "../out", Title: "x", Difficulty: 1, Minutes: 1}.table())
	got := map[string]string{}
	for _, p := range Packs(dir, filepath.Join(dir, "none"))[len(Packs()):] {
		got[p.Title] = fmt.Sprintf("%d %v", len(p.Scenarios), p.Err)
	}
	for title, want := range map[string][]string{
		"Good":  {"1 <nil>"},
		"bad":   {"0 ", filepath.Join("bad", "pack.toml") + ":1:"},
		"bare":  {"0 ", "there is no index; drydock pack fmt"},
		"Taken": {"0 ", `the id "../out" is not of`, `the id "healthy-nowhere" belongs to a scenario of "Containers on ECS"`},
	} {
		for _, part := range want {
			if !strings.Contains(got[title], part) {
				t.Errorf("%s: %q is not in %q", title, part, got[title])
			}
		}
		delete(got, title)
	}
	if len(got) > 0 {
		t.Errorf("more packs: %v", got)
	}
	s, err := Find("mine", dir)
	if err != nil || s.ID != "mine" {
		t.Errorf("the scenario is not found: %v", err)
	}
	if _, err := Find("mien", dir); err == nil || !strings.Contains(err.Error(), `did you mean "mine"`) {
		t.Errorf("got %v", err)
	}
}

func TestPackFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/pack.toml", "b/deep/pack.toml", "b/deep/x.toml", "loose/x.toml", "empty/readme.md", ".hidden/pack.toml"} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"": "a b/deep", "a": "a", "a/pack.toml": "a", "loose": "loose",
		"loose/x.toml": "error: expected a pack's folder", "empty": "error: has no pack", "none": "error: there is no file or folder",
	} {
		folders, err := PackFolders(filepath.Join(dir, filepath.FromSlash(name)))
		for i, f := range folders {
			rel, _ := filepath.Rel(dir, f)
			folders[i] = filepath.ToSlash(rel)
		}
		if wanted, fails := strings.CutPrefix(want, "error: "); fails {
			if err == nil || !strings.Contains(err.Error(), wanted) {
				t.Errorf("%q: %v, want an error with %q", name, err, wanted)
			}
			continue
		}
		if got := strings.Join(folders, " "); got != want || err != nil {
			t.Errorf("%q: %q, want %q; %v", name, got, want, err)
		}
	}
}

// openings counts the files that are opened.
type openings struct {
	fs.FS
	files map[string]int
}

func (o openings) Open(name string) (fs.File, error) {
	o.files[path.Base(name)]++
	return o.FS.Open(name)
}

func TestListingOpensNoScenario(t *testing.T) {
	fsys := fstest.MapFS{}
	for name, f := range packOf("format = 1\n[pack]\nid = \"p\"\ntitle = \"P\"\n"+Listing{ID: "a", Title: "A"}.table(), "a:*") {
		fsys["packs/p/"+name] = f
	}
	o := openings{fsys, map[string]int{}}
	if p := ReadPacks(o, "packs"); len(p) != 1 || len(p[0].Scenarios) != 1 {
		t.Fatalf("got %+v", p)
	}
	if o.files["a.toml"] != 0 || o.files[indexName] == 0 {
		t.Errorf("opened: %v", o.files)
	}
}

// No index ends the program, the two ways of reading agree, and what a head
// keeps is kept again.
func FuzzIndex(f *testing.F) {
	f.Add("format = 1\n[pack]\nid = \"p\"\ntitle = \"P\"\n[[scenario]]\nid = \"a\"\n")
	f.Add("format = 1\n[pack]\nid = \"p\"\ntitle = \"P\"\n\n" + Listing{ID: "a", Title: "A", Objectives: []string{"b"}, Difficulty: 1, Minutes: 2}.table())
	f.Add("format = 1\n[pack]\nid = \"p\"\ntitle = \"P\"\n\n" + strings.Replace(Listing{ID: "a", Title: "A", Objectives: []string{"b"}, Difficulty: 1, Minutes: 2}.table(), "objectives", "objectIves", 1))
	f.Add("format = 1\n[pack]\nid = \"p\"\nTitle = \"P\"")
	f.Add("scenario = 3\npack = []")
	f.Add("format = 1\n[[scenario]]\n[pack]\nid = \"p\"\ntitle = \"P\"")
	f.Add("format = 1\npack.id = \"p\"\npack.title = \"P\"\n  [[ scenario ]]\nid = '''a\n'''")
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{indexName: textFile(text)}
		readPack(fsys, ".", "p")
		if fast, ok := plainIndex([]byte(text)); ok {
			slow, err := placedIndex("pack.toml", []byte(text))
			if diff := cmp.Diff(slow, fast); diff != "" || err != nil {
				t.Errorf("read plainly it differs: %v\n%s", err, diff)
			}
		}
		ix, err := formatIndex(fsys, "p")
		if err != nil {
			return
		}
		fsys[indexName] = textFile(ix.Text)
		if again, err := formatIndex(fsys, "p"); err != nil || again.Changes != nil {
			t.Errorf("formatted again it changes: %v %v\n%s", again.Changes, err, ix.Text)
		}
	})
}
