package scenarios

import (
	"strings"
	"testing"
	"testing/fstest"

	"drydock/scenarios/source"
)

// The mistakes of a file are told together, in its order.
func TestAllMistakesAreToldAtOnce(t *testing.T) {
	text := small + three
	for _, change := range [][2]string{
		{"rev        = 1", "rev        = 0"},
		{`cluster            = "prod"`, `cluster            = "prd"`},
		{"points = 10", "pionts = 10"},
		{`.running == 3`, `.runing == 3`},
		{scale("3"), "advance"},
	} {
		text = strings.Replace(text, change[0], change[1], 1)
	}
	_, err := loadText(text, nil)
	got := mistakes(t, err)
	want := []string{"5:14: ", "25:22: ", "46:3: ", "49:1: ", "50:26: ", "54:10: "}
	if len(got) != len(want) {
		t.Fatalf("%d mistakes, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
	for i, place := range want {
		if !strings.HasPrefix(got[i], "small.toml:"+place) {
			t.Errorf("mistake %d is %s, want it at %s", i+1, got[i], place)
		}
	}
}

// A world may not build on itself.
func TestBasesThatGoRound(t *testing.T) {
	files := packFiles(t, "packs/ecs")
	files["worlds/a.toml"] = textFile("format = 1\n[world]\nbase = \"b\"\n")
	files["worlds/b.toml"] = textFile("format = 1\n[world]\nbase = \"a\"\n")
	files["small.toml"] = textFile(strings.Replace(small, `"two-az"`, `"a"`, 1) + three)
	_, err := Load(files, "small.toml")
	got := mistakes(t, err)
	if len(got) != 1 || !strings.HasPrefix(got[0], "small.toml:14:10: ") {
		t.Errorf("got %q, want one mistake at the base", got)
	}
}

// A pack's own stock worlds stand before the built-in ones, and their content
// is part of the digest.
func TestAPacksOwnWorlds(t *testing.T) {
	files := packFiles(t, "packs/ecs")
	text := strings.Replace(small, `"two-az"`, `"mine"`, 1) + three
	files["small.toml"] = textFile(text)
	files["worlds/mine.toml"] = textFile("format = 1\n[world]\nbase = \"two-az\"\n[[world.cluster]]\ncluster_name = \"other\"\n")
	one, err := Load(files, "small.toml")
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, one, 1)
	if got := a.Exec("aws ecs list-clusters").Output; !strings.Contains(got, "cluster/other") || !strings.Contains(got, "cluster/prod") {
		t.Errorf("the clusters are %s", got)
	}
	files["worlds/mine.toml"] = textFile("format = 1\n[world]\nbase = \"two-az\"\n")
	two, err := Load(files, "small.toml")
	if err != nil {
		t.Fatal(err)
	}
	if one.Digest() == two.Digest() {
		t.Error("the digest does not cover the stock world")
	}
}

// The digest covers the file and the task definition that it names.
func TestDigest(t *testing.T) {
	files := packFiles(t, "packs/ecs")
	digest := func() string {
		s, err := Load(files, "healthy-nowhere.toml")
		if err != nil {
			t.Fatal(err)
		}
		return s.Digest()
	}
	first := digest()
	if digest() != first {
		t.Fatal("the same files have two digests")
	}
	seen := map[string]string{first: "nothing"}
	for _, name := range []string{"healthy-nowhere.toml", "web.json"} {
		files[name] = textFile(string(files[name].Data) + "\n")
		if d := digest(); seen[d] != "" {
			t.Errorf("a change of %s gives the digest of a change of %s", name, seen[d])
		} else {
			seen[d] = name
		}
	}
}

// What the engine alone can refuse is told with the place of the table.
func TestRefusedWorld(t *testing.T) {
	s := loadSmall(t, strings.Replace(three, "[[goal]]", "[[world.vpc]]\nid = \"wide\"\ncidr_block = \"10.0.0.0/8\"\n[[goal]]", 1))
	_, err := NewAttempt(s, 1)
	got := mistakes(t, err)
	if len(got) != 1 || !strings.HasPrefix(got[0], "small.toml:46:") || !strings.Contains(got[0], "InvalidVpc.Range") {
		t.Errorf("got %q", got)
	}
}

// A file of a machine is named as it was given; what is not there is no mistake
// of a file.
func TestLoadOfNothing(t *testing.T) {
	_, err := Find("none/none.toml")
	if _, ok := err.(source.Diagnostics); err == nil || ok {
		t.Errorf("got %v", err)
	}
}

// Questions of a scenario file are carried along: their format is none of this
// package's.
func TestQuestionsAreCarried(t *testing.T) {
	src := []byte("format = 1\n[[question]]\nstem = \"{{of-its-own}}\"\nnew = 1\n[[question]]\nstem = \"b\"\n")
	s, err := Load(fstest.MapFS{"x.toml": {Data: src}}, "x.toml")
	if err != nil {
		t.Fatal(err)
	}
	f, tables := s.Questions()
	if len(tables) != 2 || tables[1]["stem"] != "b" || f.Value(source.Item("question", 1)).Line != 5 {
		t.Errorf("%v, the second in line %d", tables, f.Value(source.Item("question", 1)).Line)
	}
}
